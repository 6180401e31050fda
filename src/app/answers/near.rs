//! Beside a search: what is near where nothing was found, and one's own notes, by a scan.

use std::collections::BTreeMap;

use super::Prepared;
use crate::app::error::Result;
use crate::report::{Column, Kind, Row, Table};
use crate::store::{Detail, Levels};

/// So many near words are offered for each that was looked for.
const OFFERED: usize = 3;
/// Words that stand for no letter of an abbreviation.
const SMALL: [&str; 7] = ["of", "the", "and", "for", "on", "in", "to"];

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What is near these words in the texts of the items: other spellings, and names that an abbreviation
/// stands for; the most frequent first.
pub(super) fn near(wanted: &[String], prepared: &Prepared<'_>) -> Result<Vec<String>> {
    let mut found: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new(); wanted.len()];
    prepared.tx.each_item(
        &prepared.filter,
        &prepared.view,
        Detail::Brief,
        Levels::All,
        &mut |line| {
            for (wanted, near) in wanted.iter().zip(&mut found) {
                for name in alike(wanted, &line.text) {
                    *near.entry(name).or_default() += 1;
                }
            }
            Ok(())
        },
    )?;
    let most_frequent = |near: BTreeMap<String, usize>| {
        let mut near: Vec<(String, usize)> = near.into_iter().collect();
        near.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        near.into_iter().take(OFFERED).map(|(name, _)| name)
    };
    Ok(found.into_iter().flat_map(most_frequent).collect())
}

/// The words of a text that are spelled nearly alike, and the names that a word abbreviates.
fn alike(wanted: &str, text: &str) -> Vec<String> {
    let folded = wanted.to_lowercase();
    let letters = folded.chars().count();
    let mut near: Vec<String> = Vec::new();
    for word in words(text).map(str::to_lowercase) {
        let steps = strsim::damerau_levenshtein(&word, &folded);
        let most = if letters > 7 { 2 } else { 1 };
        if letters > 3 && word != folded && steps <= most && !near.contains(&word) {
            near.push(word);
        }
    }
    let abbreviates = (2..=6).contains(&letters) && wanted.chars().all(char::is_uppercase);
    if abbreviates {
        let all: Vec<&str> = words(text).collect();
        near.extend((0..all.len()).find_map(|at| spelled_out(wanted, &all[at..])));
    }
    near
}

/// The words whose first letters are those of an abbreviation, if a text goes on with them.
fn spelled_out(wanted: &str, words: &[&str]) -> Option<String> {
    let mut name: Vec<&str> = Vec::new();
    let mut letters = wanted.chars().peekable();
    for word in words {
        let Some(letter) = letters.peek() else { break };
        // The name begins with a capital; of the rest, `against` counts as well.
        let first = word.chars().next().unwrap_or_default();
        let same = first == *letter || first.to_uppercase().eq(letter.to_uppercase());
        let fits = if name.is_empty() { first == *letter } else { same };
        if fits {
            letters.next();
        } else if name.is_empty() || !SMALL.contains(word) {
            return None;
        }
        name.push(word);
    }
    letters.peek().is_none().then(|| name.join(" "))
}

/// One's own notes, and titles, words and citations of evidence, that hold all of the words: for the
/// terminal alone.
pub(super) fn noted(wanted: &[String], prepared: &Prepared<'_>) -> Result<Option<Table<'static>>> {
    let wanted: Vec<String> = wanted.iter().map(|word| word.to_lowercase()).collect();
    let holds = |text: &str| {
        let folded = text.to_lowercase();
        !wanted.is_empty()
            && wanted.iter().all(|word| words(&folded).any(|it| it.starts_with(word)))
    };
    let mut rows: Vec<Row> = Vec::new();
    let (filter, view) = (&prepared.filter, &prepared.view);
    let mut put = |item: &str, what: &str, text: &str, entry: i64| {
        rows.push(Row::new(vec![item.into(), what.into(), text.into(), entry.into()]));
    };
    prepared.tx.each_history(filter, view, Detail::Full, &mut |line| {
        if let Some(note) = line.note.as_deref().filter(|note| holds(note)) {
            put(&line.item, "Reason", note, line.entry);
        }
        Ok(())
    })?;
    prepared.tx.each_evidence(filter, view, &mut |line| {
        let cited = line.brief.address.clone().filter(|_| line.brief.kind == "citation");
        for text in [&line.brief.title, &line.quote, &cited].into_iter().flatten() {
            if holds(text) {
                put(&line.item, "Evidence", text, line.brief.entry);
            }
        }
        Ok(())
    })?;
    let columns = vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("what", "Where", Kind::Text),
        Column::new("words", "Words", Kind::Text),
        Column::new("entry", "Entry", Kind::Number),
    ];
    let table = Table::new("notes", "In your notes and evidence (this screen only)", columns);
    Ok((!rows.is_empty()).then(|| table.with_rows(rows)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_spellings_and_what_an_abbreviation_stands_for_are_near() {
        let text = "Considering joining the International Labour Organization.";
        assert_eq!(alike("labor", text), ["labour"]);
        assert_eq!(alike("ILO", text), ["International Labour Organization"]);
        let text = "the Committee on the Elimination of Discrimination against Women";
        assert_eq!(
            alike("CEDAW", text),
            ["Committee on the Elimination of Discrimination against Women"]
        );
        assert!(alike("xyz", text).is_empty() && alike("labour", "labour").is_empty());
    }
}
