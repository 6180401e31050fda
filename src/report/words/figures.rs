//! What a report says of its figures: what they cover, whose they are, of which period, and what comes
//! next.

use super::catalogue::{count, named, say, whole};
use super::nouns::counted;
use super::{commas, semicolons};

/// What stands above the figures by status.
pub fn by_status() -> &'static str {
    whole("figures.by-status")
}

/// What stands above what regressed.
pub fn regressed() -> &'static str {
    whole("figures.regressed")
}

/// What is covered, where its figures are not added up.
pub fn not_added_up(state: Option<&str>) -> String {
    match state {
        Some(state) => say!("figures.not-added-up-to", state),
        None => whole("figures.not-added-up").to_owned(),
    }
}

/// What is covered.
pub fn covered(all: i64, noun: &str, state: Option<&str>) -> String {
    let what = counted(all, noun);
    match state {
        Some(state) => say!("figures.covered-to", what, state),
        None => say!("figures.covered", what),
    }
}

/// Whose view it is, as of which day; `own` where the owner is the State itself.
pub fn according(who: Option<&str>, own: bool, day: &str, known: Option<&str>) -> String {
    match (who, own, known) {
        (None, _, None) => say!("figures.as-of", day),
        (None, _, Some(at)) => say!("figures.as-of-known", day, at),
        (Some(who), false, None) => say!("figures.according", who, day),
        (Some(who), false, Some(at)) => say!("figures.according-known", who, day, at),
        (Some(who), true, None) => say!("figures.self", who, day),
        (Some(who), true, Some(at)) => say!("figures.self-known", who, day, at),
    }
}

/// What was chosen.
pub fn chosen(filters: &str) -> String {
    say!("figures.chosen", filters)
}

/// A period that has ended; `a_day` where the day is known.
pub fn period_ended(to: &str, a_day: bool) -> String {
    if a_day { say!("figures.period-ended-on", to) } else { say!("figures.period-ended-in", to) }
}

/// A period that goes on.
pub fn period_runs(from: Option<&str>, to: &str) -> String {
    match from {
        Some(from) => say!("figures.period-runs-from", from, to),
        None => say!("figures.period-runs", to),
    }
}

/// What comes next, in how many days; `certainty` where it is not documented.
pub fn next(label: &str, date: &str, certainty: Option<&str>, days: i64) -> String {
    let left = match days {
        0 => whole("figures.today").to_owned(),
        days => count!("figures.days-left", days),
    };
    match certainty {
        Some(certainty) => {
            say!("figures.next-certainty", label, date, certainty = named(certainty), left)
        }
        None => say!("figures.next", label, date, left),
    }
}

/// Nothing comes next.
pub fn nothing_ahead() -> String {
    whole("figures.nothing-ahead").to_owned()
}

/// When the next review is, with how certain that is.
pub fn review(label: &str, dated: Option<(&str, &str)>) -> String {
    match dated {
        Some((date, certainty)) => {
            say!("figures.review", label, date, certainty = named(certainty))
        }
        None => say!("figures.review-undated", label),
    }
}

/// There is no word of a next review.
pub fn no_review() -> String {
    whole("figures.no-review").to_owned()
}

/// How many are assessed.
pub fn assessed(assessed: i64, all: i64) -> String {
    match assessed {
        0 => say!("figures.none-assessed", all),
        _ => say!("figures.assessed", assessed, all, rest = all - assessed),
    }
}

/// Where the items stand under no theme.
pub fn only_issues() -> String {
    whole("figures.only-issues").to_owned()
}

/// What stands in the sets without being counted.
pub fn uncounted(items: i64) -> String {
    count!("figures.uncounted", items)
}

/// What was replaced.
pub fn superseded(items: i64) -> String {
    count!("figures.superseded", items)
}

/// The tallies of compound items.
pub fn tracked(tallies: &[String]) -> String {
    say!("figures.tracked", tallies = semicolons(tallies))
}

/// What the State says of all of a set; `of` is the set's title where there are several.
pub fn stance(of: Option<&str>, stance: &str, source: &str) -> String {
    match of {
        Some(set) => say!("figures.stance-of", set, stance, source),
        None => say!("figures.stance", stance, source),
    }
}

/// Over the shares of all.
pub fn of_all(all: i64) -> String {
    say!("figures.of-all", all)
}

/// Over the shares of what is assessed.
pub fn of_assessed(assessed: i64) -> String {
    say!("figures.of-assessed", assessed)
}

/// Why no shares are given.
pub fn too_few(assessed: i64, fewest: i64) -> String {
    say!("figures.too-few", assessed, fewest)
}

/// Why some shares are not given.
pub fn shares_left_out(all: i64) -> String {
    say!("figures.shares-left-out", all)
}

/// An item that regressed, or some of its parts.
pub fn regressed_point(called: &str, parts: &[&str], text: &str) -> String {
    match parts {
        [] => say!("figures.regressed-point", called, text),
        parts => say!("figures.regressed-parts", called, parts = commas(parts), text),
    }
}

/// `By theme`.
pub fn by(what: &str) -> String {
    say!("figures.by", what)
}

/// `Progress: Annex to the letter of …`
pub fn progress(of: &str) -> String {
    say!("figures.progress", of)
}

/// Several sets, in a title.
pub fn sets(state: Option<&str>, n: usize) -> String {
    match state {
        Some(state) => say!("figures.sets-of", state, n),
        None => say!("figures.sets", n),
    }
}

/// What a set says of itself; `set` is its title where there are several.
pub fn set_note(set: Option<&str>, said: &str) -> String {
    match set {
        Some(set) => say!("figures.set-note", set, said),
        None => say!("figures.note", said),
    }
}

/// A document's title with its date.
pub fn titled(title: &str, date: &str) -> String {
    say!("figures.titled", title, date)
}

/// An owner without a name is whoever hands the paper in.
pub fn the_author() -> String {
    whole("figures.the-author").to_owned()
}

/// What the figures of the first screen count: how many are assessed, `31 of 36`.
pub fn glance_of(assessed: i64, all: i64) -> String {
    say!("glance.of", assessed, all)
}

/// To be read after it.
pub fn glance_assessed() -> String {
    whole("glance.assessed").to_owned()
}

/// The same of what is done.
pub fn glance_implemented() -> String {
    whole("glance.implemented").to_owned()
}

/// The same of what regressed.
pub fn glance_regressed() -> String {
    whole("glance.regressed").to_owned()
}

/// How many days are left.
pub fn glance_days(days: i64) -> String {
    count!("glance.days", days)
}

/// Until what.
pub fn glance_until(label: &str, date: &str) -> String {
    say!("glance.until", label, date)
}

/// How many the submitter assessed, and how many others alone.
pub fn and_by_others(own: &str, others: i64) -> String {
    count!("paper.by-others", others, own)
}

/// How a plan stands: its actions, those completed, those past their first date and not completed.
pub fn plan_stands(plan: &str, actions: i64, completed: i64, late: i64) -> String {
    say!("plan.stands", plan, what = counted(actions, "actions"), completed, late)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_whole_whatever_is_known() {
        assert_eq!(
            according(Some("X"), true, "2 May 2025", Some("3 May 2025")),
            "Status according to X, a self-assessment, as of 2 May 2025, as known at 3 May 2025."
        );
        assert_eq!(according(None, true, "2 May 2025", None), "Status as of 2 May 2025.");
        assert_eq!(next("Review", "2027", None, 1), "Next: Review (2027; 1 day left).");
        assert_eq!(superseded(2), "2 items are superseded and not counted: what replaced them is.");
    }
}
