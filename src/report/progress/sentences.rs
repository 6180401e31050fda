//! What a report says in sentences: what it covers, whose status it is, its period, what comes next,
//! and what must be borne in mind.

use chrono::NaiveDate;

use super::Progress;
use super::figures::{assessed, counts_of, total};
use crate::domain::PartialDate;
use crate::domain::lines::SetLine;
use crate::report::labels::{Ahead, Labels, capital, counted, period_end};
use crate::report::words;

/// What is covered, as of when, according to whom, the period, and what comes next.
pub(super) fn opening(labels: &Labels, progress: &Progress) -> Vec<String> {
    let mut sentences = covered_levels(labels, progress);
    if let Some(filters) = &progress.filters {
        sentences.push(format!("Chosen: {filters}."));
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
    vec![words::levels(&counts, progress.noun(), &addressed(progress)), according(labels, progress)]
}

/// ` addressed to the State`, where there is one.
fn addressed(progress: &Progress) -> String {
    match &progress.state {
        Some(state) => format!(" addressed to {}", with_article(state)),
        None => String::new(),
    }
}

/// Whose view it is, as of which day.
fn according(labels: &Labels, progress: &Progress) -> String {
    let known = progress.known_at.as_ref().map(|at| format!(", as known at {at}"));
    let own = if labels.self_assessment { ", a self-assessment" } else { "" };
    let who = labels
        .named()
        .map_or_else(|| "Status".to_owned(), |who| format!("Status according to {who}{own},"));
    format!("{who} as of {}{}.", words::day(progress.as_of), known.unwrap_or_default())
}

pub(in crate::report) fn covered(labels: &Labels, progress: &Progress) -> String {
    let all = if progress.mixed {
        "The sets are classified in different ways: their figures are not added up. Items"
            .to_owned()
    } else {
        counted(total(progress), progress.noun())
    };
    format!("{all}{}. {}", addressed(progress), according(labels, progress))
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
        let on = if matches!(end, PartialDate::Day(_)) { "on" } else { "in" };
        return Some(format!("The period under review ended {on} {to}."));
    }
    let from = set.period_from.as_deref().and_then(|from| PartialDate::parse(from).ok());
    Some(match from.map(words::date) {
        Some(from) => format!("The period under review runs from {from} to {to}."),
        None => format!("The period under review runs to {to}."),
    })
}

pub(in crate::report) fn coming(ahead: &Ahead, as_of: NaiveDate) -> String {
    let next = match (&ahead.next, ahead.days_left(as_of)) {
        (Some(line), Some(days)) => {
            let date = line.dated.map(words::date).unwrap_or_default();
            let left = match days {
                0 => "today".to_owned(),
                1 => "1 day left".to_owned(),
                days => format!("{days} days left"),
            };
            let certainty = if line.certainty == "documented" {
                String::new()
            } else {
                format!(", {}", line.certainty)
            };
            format!("Next: {} ({date}{certainty}; {left}).", line.label)
        }
        _ => "No dated milestone lies ahead.".to_owned(),
    };
    let review = match &ahead.review {
        Some(line) if Some(line) != ahead.next.as_ref() => match line.dated {
            Some(date) => {
                format!(" Next review: {} ({}, {}).", line.label, words::date(date), line.certainty)
            }
            None => format!(" Next review: {}, undated.", line.label),
        },
        None => " The next review is undated.".to_owned(),
        _ => String::new(),
    };
    format!("{next}{review}")
}

/// How many are assessed.
pub(in crate::report) fn assessed_sentence(progress: &Progress) -> String {
    let (all, assessed) = (total(progress), assessed(progress));
    match assessed {
        0 => format!("None of {all} assessed: this says nothing about the situation."),
        _ => format!("{assessed} of {all} assessed; {} not assessed.", all - assessed),
    }
}

pub(super) fn notes(progress: &Progress) -> Vec<String> {
    let mut notes = Vec::new();
    if progress.only_issues {
        let note = "No item stands under a theme here; `--by issue` breaks the figures down by UPR Info's issues.";
        notes.push(note.to_owned());
    }
    if !progress.tallies.is_empty() {
        notes.push(format!("Tracked through components: {}.", progress.tallies.join("; ")));
    }
    if progress.uncounted > 0 {
        notes.push(format!(
            "{} (offers, mandates, advice, concerns, commitments, or addressed to others) stand in these sets and are not counted.",
            counted(progress.uncounted, "items")
        ));
    }
    if progress.superseded > 0 {
        notes.push(format!(
            "{} superseded and not counted: what replaced them is.",
            match progress.superseded {
                1 => "1 item is".to_owned(),
                more => format!("{more} items are"),
            }
        ));
    }
    notes.extend(set_notes(progress));
    for set in &progress.sets {
        if let (Some(stance), Some(source)) = (&set.stance, &set.stance_source()) {
            let of =
                if progress.sets.len() > 1 { format!("{}: the", set.title) } else { "The".into() };
            notes.push(format!("{of} State's recorded stance: {stance} ({source})."));
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
        let said = said.join("; ");
        let said = said.trim_end_matches('.');
        if said.is_empty() {
            None
        } else if several {
            Some(format!("{}: {said}.", set.title))
        } else {
            Some(format!("{}.", capital(said)))
        }
    };
    progress.sets.iter().filter_map(note).collect()
}

/// Title and date of a set's document, where it has no symbol.
fn title_and_date(progress: &Progress, set: &SetLine) -> Option<String> {
    let document = progress.document(set.document.as_deref()?)?;
    let title = document.title.as_ref().filter(|_| document.symbol.is_none())?;
    let dated = document.dated.as_deref().map(|text| match PartialDate::parse(text) {
        Ok(date) => format!(", {}", words::date(date)),
        Err(_) => format!(", {text}"),
    });
    Some(format!("{title}{}", dated.unwrap_or_default()))
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
