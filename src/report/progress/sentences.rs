//! What a report says in sentences: what it covers, whose status it is, its period, what comes next,
//! and what must be borne in mind.

use chrono::NaiveDate;

use super::Progress;
use super::figures::{assessed, counts_of, total};
use crate::domain::PartialDate;
use crate::domain::lines::SetLine;
use crate::report::labels::{Ahead, Labels, period_end};
use crate::report::words::nouns::capital;
use crate::report::words::{self, figures};

/// What is covered, as of when, according to whom, the period, and what comes next.
pub(super) fn opening(labels: &Labels, progress: &Progress) -> Vec<String> {
    let mut sentences = covered_levels(labels, progress);
    if let Some(filters) = &progress.filters {
        sentences.push(figures::chosen(filters));
    }
    sentences.extend(progress.theme.iter().cloned());
    if let [set] = progress.sets.as_slice() {
        sentences.extend(period(set, progress.as_of));
    }
    sentences.extend(progress.ahead.as_ref().map(|ahead| coming(ahead, progress.as_of)));
    sentences
}

/// What is covered with all its levels, and whose they are; over sets that are not counted alike, and
/// where nothing is covered, there is nothing to add up.
pub(in crate::report) fn covered_levels(labels: &Labels, progress: &Progress) -> Vec<String> {
    let nothing = !progress.theme.is_empty() && total(progress) == 0;
    if nothing || progress.mixed {
        return vec![covered(labels, progress)];
    }
    let counts = counts_of(progress.whole.iter());
    let state = addressee(progress);
    vec![words::levels(&counts, progress.noun(), state.as_deref()), according(labels, progress)]
}

/// The State that it is addressed to, where it is one.
fn addressee(progress: &Progress) -> Option<String> {
    progress.state.as_deref().map(with_article)
}

/// Whose view it is, as of which day.
fn according(labels: &Labels, progress: &Progress) -> String {
    let (day, known) = (words::day(progress.as_of), progress.known_at.as_deref());
    figures::according(labels.named(), labels.self_assessment, &day, known)
}

pub(in crate::report) fn covered(labels: &Labels, progress: &Progress) -> String {
    let state = addressee(progress);
    let covered = if progress.mixed {
        figures::not_added_up(state.as_deref())
    } else {
        figures::covered(total(progress), progress.noun(), state.as_deref())
    };
    format!("{covered} {}", according(labels, progress))
}

/// A State's short name as it stands in a sentence: with the article where the UN writes one.
pub(in crate::report) fn with_article(state: &str) -> String {
    let takes = [
        "Central",
        "Democratic",
        "Dominican",
        "Holy",
        "Lao",
        "Republic",
        "Russian",
        "State of",
        "Syrian",
        "United",
        "Bahamas",
        "Comoros",
        "Congo",
        "Gambia",
        "Maldives",
        "Marshall Islands",
        "Netherlands",
        "Niger",
        "Philippines",
        "Solomon Islands",
        "Sudan",
    ];
    // `Niger`, not `Nigeria`; `Netherlands (Kingdom of the)` as well.
    let begins = |word: &&str| {
        state.strip_prefix(*word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    if takes.iter().any(begins) { format!("the {state}") } else { state.to_owned() }
}

pub(in crate::report) fn period(set: &SetLine, as_of: NaiveDate) -> Option<String> {
    let end = period_end(set)?;
    let to = words::date(end);
    if end.last() < as_of {
        return Some(figures::period_ended(&to, matches!(end, PartialDate::Day(_))));
    }
    let from = set.period_from.as_deref().and_then(|from| PartialDate::parse(from).ok());
    Some(figures::period_runs(from.map(words::date).as_deref(), &to))
}

pub(in crate::report) fn coming(ahead: &Ahead, as_of: NaiveDate) -> String {
    let next = match (&ahead.next, ahead.days_left(as_of)) {
        (Some(line), Some(days)) => {
            let date = line.dated.map(words::date).unwrap_or_default();
            let certainty = Some(line.certainty.as_str()).filter(|of| *of != "documented");
            figures::next(&line.label, &date, certainty, days)
        }
        _ => figures::nothing_ahead(),
    };
    let review = match &ahead.review {
        Some(line) if Some(line) == ahead.next.as_ref() => return next,
        Some(line) => {
            let date = line.dated.map(words::date);
            let dated = date.as_deref().map(|date| (date, line.certainty.as_str()));
            figures::review(&line.label, dated)
        }
        None => figures::no_review(),
    };
    format!("{next} {review}")
}

/// How many are assessed.
pub(in crate::report) fn assessed_sentence(progress: &Progress) -> String {
    figures::assessed(assessed(progress), total(progress))
}

pub(super) fn notes(progress: &Progress) -> Vec<String> {
    let mut notes = Vec::new();
    if progress.only_issues {
        notes.push(figures::only_issues());
    }
    if !progress.tallies.is_empty() {
        notes.push(figures::tracked(&progress.tallies));
    }
    if progress.uncounted > 0 {
        notes.push(figures::uncounted(progress.uncounted));
    }
    if progress.superseded > 0 {
        notes.push(figures::superseded(progress.superseded));
    }
    notes.extend(set_notes(progress));
    let several = progress.sets.len() > 1;
    for set in &progress.sets {
        if let (Some(stance), Some(source)) = (&set.stance, &set.stance_source()) {
            let of = Some(set.title.as_str()).filter(|_| several);
            notes.push(figures::stance(of, stance, source));
        }
    }
    notes
}

/// What each set's document is where it has no symbol to be cited by, and what the set says of itself
/// (whose its numbers are); of several sets each by its title.
pub(in crate::report) fn set_notes(progress: &Progress) -> Vec<String> {
    let several = progress.sets.len() > 1;
    let note = |set: &SetLine| {
        let said: Vec<String> =
            title_and_date(progress, set).into_iter().chain(set.comment.clone()).collect();
        let said = words::semicolons(&said);
        let said = said.trim_end_matches('.');
        if said.is_empty() {
            None
        } else if several {
            Some(figures::set_note(Some(&set.title), said))
        } else {
            Some(figures::set_note(None, &capital(said)))
        }
    };
    progress.sets.iter().filter_map(note).collect()
}

/// Title and date of a set's document, where it has no symbol.
fn title_and_date(progress: &Progress, set: &SetLine) -> Option<String> {
    let document = progress.document(set.document.as_deref()?)?;
    let title = document.title.as_ref().filter(|_| document.symbol.is_none())?;
    Some(match document.dated.as_deref() {
        Some(dated) => figures::titled(title, &words::printed(dated)),
        None => title.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_stands_where_the_un_writes_it() {
        for (state, printed) in [
            ("Niger", "the Niger"),
            ("Nigeria", "Nigeria"),
            ("South Sudan", "South Sudan"),
            ("Netherlands (Kingdom of the)", "the Netherlands (Kingdom of the)"),
            ("Dominica", "Dominica"),
            ("Dominican Republic", "the Dominican Republic"),
            ("Syrian Arab Republic", "the Syrian Arab Republic"),
            ("Holy See", "the Holy See"),
        ] {
            assert_eq!(with_article(state), printed);
        }
    }
}
