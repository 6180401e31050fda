//! The calendar that follows from a State's reviews. OHCHR announces the real dates session by session:
//! what is worked out here is known to the month at most and says by which rule.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::lines::{MilestoneLine, SetLine};
use super::{Certainty, PartialDate};

/// From one review to the next.
const BETWEEN_REVIEWS: Months = Months::new(54);
/// A national report comes about 12 weeks before the review.
const NATIONAL_REPORT: Days = Days::new(84);
/// Submissions of stakeholders come six to eight months before: nobody is late by the earlier.
const SUBMISSIONS: Months = Months::new(8);
/// A mid-term report comes about two years after the adoption.
const MIDTERM: Months = Months::new(24);

/// A date that was worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkedOutDate {
    /// The key of its milestone.
    pub key: String,
    /// What it is.
    pub label: String,
    /// When, to the month at most.
    pub on: PartialDate,
    /// By which rule, from what.
    pub basis: String,
    /// `review`, `national-report`, `submissions`, `midterm`, `horizon`.
    pub kind: &'static str,
    /// Whether it is voluntary.
    pub voluntary: bool,
    /// The set that it belongs to.
    pub set: Option<String>,
}

/// What follows from the reviews of a State, given its milestones, and from the period of a set: dates to
/// come for which nothing stands yet. Nothing follows where no review has a day or a month.
pub fn worked_out(
    iso3: &str,
    known: &[MilestoneLine],
    set: Option<&SetLine>,
    today: NaiveDate,
) -> Vec<WorkedOutDate> {
    let Some(last) = last_review(known, today) else { return Vec::new() };
    let cycle = cycle_of(last).or_else(|| set.and_then(|set| set.cycle)).unwrap_or(0);
    let mut all = Vec::new();
    let next = next_review(known, last);
    let review = next.and_then(|line| line.dated).or_else(|| {
        let on = month(last.dated?.first().checked_add_months(BETWEEN_REVIEWS)?);
        let key = next.map_or_else(|| review_key(iso3, cycle + 1), |it| it.key.clone());
        let label = next.map_or_else(|| review_label(cycle + 1), |it| it.label.clone());
        let basis = format!("four and a half years after the review of {}", last.dated?);
        all.push(WorkedOutDate {
            key,
            label,
            on,
            basis,
            kind: "review",
            voluntary: false,
            set: None,
        });
        Some(on)
    });
    all.extend(before_review(known, &prefix(iso3, cycle + 1), cycle + 1, review));
    all.extend(midterm(known, &prefix(iso3, cycle), cycle, last));
    all.extend(set.and_then(|set| horizon(known, set, review)));
    all.retain(|it| it.on.last() >= today);
    all
}

/// The key of a State's review in a cycle.
pub fn review_key(iso3: &str, cycle: i64) -> String {
    format!("{}-review", prefix(iso3, cycle))
}

/// What a review is called where nobody called it otherwise.
pub fn review_label(cycle: i64) -> String {
    format!("UPR cycle {cycle}: review")
}

/// How the keys of a State's milestones of a cycle begin.
fn prefix(iso3: &str, cycle: i64) -> String {
    format!("{}-cycle-{cycle}", iso3.to_lowercase())
}

/// Whether OHCHR announces the day of a milestone of this kind.
pub fn is_announced(kind: &str) -> bool {
    matches!(kind, "review" | "national-report" | "submissions")
}

/// Whether anything follows from these: a review took place of which at least the month is known.
pub fn follows(known: &[MilestoneLine], today: NaiveDate) -> bool {
    last_review(known, today).is_some()
}

/// The latest review that took place, as far as its day or month is known by a source.
fn last_review(known: &[MilestoneLine], today: NaiveDate) -> Option<&MilestoneLine> {
    let sourced = |line: &&MilestoneLine| {
        line.kind == "review"
            && [Certainty::Documented, Certainty::Secondary]
                .iter()
                .any(|of| of.slug() == line.certainty)
            && line.dated.is_some_and(|date| date.last() <= today && to_the_month(date))
    };
    known.iter().filter(sourced).max_by_key(|line| line.dated.map(PartialDate::first))
}

fn next_review<'m>(known: &'m [MilestoneLine], last: &MilestoneLine) -> Option<&'m MilestoneLine> {
    let later = |line: &&MilestoneLine| {
        line.kind == "review" && line.dated.is_none_or(|date| Some(date.first()) > begun(last))
    };
    known
        .iter()
        .filter(later)
        .min_by_key(|line| line.dated.map_or(NaiveDate::MAX, PartialDate::first))
}

/// The first day that a milestone may be.
fn begun(line: &MilestoneLine) -> Option<NaiveDate> {
    line.dated.map(PartialDate::first)
}

/// The papers that are due before a review of which at least the month is known.
fn before_review(
    known: &[MilestoneLine],
    prefix: &str,
    cycle: i64,
    review: Option<PartialDate>,
) -> Vec<WorkedOutDate> {
    let Some(review) = review.filter(|date| to_the_month(*date)) else { return Vec::new() };
    let report = review
        .first()
        .checked_sub_days(NATIONAL_REPORT)
        .map(|on| ("national-report", "national report", "about 12 weeks before the review", on));
    let submissions = review.first().checked_sub_months(SUBMISSIONS).map(|on| {
        let rule = "six to eight months before the review, the earlier of these";
        ("submissions", "submissions of stakeholders", rule, on)
    });
    let all = submissions.into_iter().chain(report).map(|(kind, what, rule, on)| WorkedOutDate {
        key: format!("{prefix}-{kind}"),
        label: format!("UPR cycle {cycle}: {what}"),
        on: month(on),
        basis: format!("{rule} ({review})"),
        kind,
        voluntary: false,
        set: None,
    });
    all.filter(|it| !known.iter().any(|line| line.key == it.key && line.dated.is_some())).collect()
}

/// The mid-term report of a cycle, where none stands after its adoption.
fn midterm(
    known: &[MilestoneLine],
    prefix: &str,
    cycle: i64,
    last: &MilestoneLine,
) -> Option<WorkedOutDate> {
    let adopted = |line: &&MilestoneLine| {
        line.kind == "adoption"
            && line.dated.is_some_and(|date| Some(date.last()) >= begun(last) && to_the_month(date))
    };
    let adoption = known.iter().find(adopted)?.dated?;
    let stands = |line: &MilestoneLine| {
        line.kind == "midterm" && line.dated.is_some_and(|date| date.last() >= adoption.first())
    };
    (!known.iter().any(stands)).then_some(())?;
    Some(WorkedOutDate {
        key: format!("{prefix}-midterm"),
        label: format!("Voluntary mid-term report of cycle {cycle}"),
        on: month(adoption.first().checked_add_months(MIDTERM)?),
        basis: format!("about two years after the adoption ({adoption})"),
        kind: "midterm",
        voluntary: true,
        set: None,
    })
}

/// The end of a set's period, else the next review.
fn horizon(
    known: &[MilestoneLine],
    set: &SetLine,
    review: Option<PartialDate>,
) -> Option<WorkedOutDate> {
    let stands =
        |line: &MilestoneLine| line.kind == "horizon" && line.set.as_ref() == Some(&set.key);
    (!known.iter().any(stands)).then_some(())?;
    let own = set.period_to.as_deref().and_then(|text| PartialDate::parse(text).ok());
    let (on, basis) = match own {
        Some(on) => (on, "the period of the set".to_owned()),
        None => (review.filter(|date| to_the_month(*date))?, "the next review".to_owned()),
    };
    let on = if own.is_none() { month(on.first()) } else { on };
    Some(WorkedOutDate {
        key: format!("{}-end", set.key.to_lowercase()),
        label: format!("End of the period of {}", set.key),
        on,
        basis,
        kind: "horizon",
        voluntary: false,
        set: Some(set.key.clone()),
    })
}

/// The cycle that a milestone is of, by its key or label: `cycle-4`, `cycle 4`.
fn cycle_of(line: &MilestoneLine) -> Option<i64> {
    [&line.key, &line.label].into_iter().find_map(|text| {
        let (_, rest) = text.split_once("cycle")?;
        let digits: String = rest.chars().skip(1).take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    })
}

fn month(day: NaiveDate) -> PartialDate {
    PartialDate::Month(day.year(), day.month())
}

fn to_the_month(date: PartialDate) -> bool {
    !matches!(date, PartialDate::Year(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(key: &str, kind: &str, on: Option<&str>, certainty: &str) -> MilestoneLine {
        MilestoneLine {
            entry: 1,
            key: key.to_owned(),
            state: Some("XEX".to_owned()),
            set: None,
            label: key.to_owned(),
            dated: on.map(|text| PartialDate::parse(text).unwrap()),
            certainty: certainty.to_owned(),
            basis: None,
            voluntary: false,
            kind: kind.to_owned(),
        }
    }

    fn found(known: &[MilestoneLine], today: &str) -> Vec<(String, String)> {
        let all = worked_out("XEX", known, None, today.parse().unwrap());
        all.into_iter().map(|it| (it.key, it.on.to_string())).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(key, on)| ((*key).to_owned(), (*on).to_owned())).collect()
    }

    #[test]
    fn a_calendar_follows_from_the_last_review() {
        let review = line("xex-cycle-4-review", "review", Some("2023-11-08"), "documented");
        let adoption = line("xex-cycle-4-adoption", "adoption", Some("2024-03-19"), "documented");
        let known = [review.clone(), adoption.clone()];
        let all = pairs(&[
            ("xex-cycle-5-review", "2028-05"),
            ("xex-cycle-5-submissions", "2027-09"),
            ("xex-cycle-5-national-report", "2028-02"),
            ("xex-cycle-4-midterm", "2026-03"),
        ]);
        assert_eq!(found(&known, "2024-06-01"), all);
        // What has passed is not worked out, what stands is left alone.
        assert_eq!(found(&known, "2026-04-01"), all[..3]);
        let dated = line("xex-cycle-5-review", "review", Some("2028-11"), "secondary");
        let known =
            [review.clone(), adoption, dated, line("m", "midterm", Some("2026"), "inferred")];
        assert_eq!(
            found(&known, "2024-06-01"),
            pairs(&[
                ("xex-cycle-5-submissions", "2028-03"),
                ("xex-cycle-5-national-report", "2028-08"),
            ])
        );
        // An undated review gets its date; of one that is known to the year nothing follows.
        let undated = line("five", "review", None, "inferred");
        assert_eq!(found(&[review.clone(), undated], "2024-06-01")[0].0, "five");
        let year = line("five", "review", Some("2028"), "inferred");
        assert_eq!(found(&[review, year], "2024-06-01"), pairs(&[]));
    }

    #[test]
    fn nothing_follows_from_what_no_source_says() {
        let guessed = line("xex-cycle-4-review", "review", Some("2023-11-08"), "inferred");
        assert_eq!(found(&[guessed], "2024-06-01"), pairs(&[]));
    }
}
