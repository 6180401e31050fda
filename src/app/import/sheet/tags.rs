//! Tags of a row: terms added and taken off, new ones made where the command says so.

use crate::app::error::Result;
use crate::app::import::aid::Aid;
use crate::domain::claims::TagClaim;
use crate::domain::{Facet, SheetColumn};

use super::super::merge::Work;
use super::Known;
use super::cells::split;
use super::row::{Checked, Halt, ReturnedRow, WrongCell, gather};
use crate::import::sheet::SheetRow;

impl ReturnedRow<'_> {
    /// The tags of the row; adds all words that are none.
    pub(super) fn tags(
        &mut self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        wrong: &mut Vec<WrongCell>,
    ) -> Result<()> {
        for (key, vocabulary) in SheetColumn::tags() {
            let Some(text) = self.edits.get(key).cloned() else { continue };
            let (before, ours) = (self.base.get(key), self.printed.get(key));
            let theirs = split(&text);
            let mut wanted = Vec::new();
            for word in &theirs {
                match work.sheet_term(key, vocabulary, word) {
                    Err(Halt::Wrong(_)) if self.foreign => work.pass_term(known.row, key, word),
                    found => wanted.extend(gather(wrong, found)?),
                }
            }
            if !wrong.is_empty() {
                continue;
            }
            let started: Vec<i64> =
                before.parts.iter().filter_map(|word| work.known_term(vocabulary, word)).collect();
            let recorded: Vec<i64> =
                ours.parts.iter().filter_map(|word| work.known_term(vocabulary, word)).collect();
            let added: Vec<i64> = wanted
                .iter()
                .copied()
                .filter(|id| !started.contains(id) && !recorded.contains(id))
                .collect();
            let gone: Vec<i64> = started
                .iter()
                .copied()
                .filter(|id| !self.foreign && !wanted.contains(id) && recorded.contains(id))
                .collect();
            for (ids, removed) in [(&added, false), (&gone, true)] {
                for id in ids {
                    self.records.push(TagClaim::own(self.item, *id, removed).fresh());
                }
            }
            if !added.is_empty() || !gone.is_empty() {
                let kept = ours.parts.iter().filter(|word| {
                    work.known_term(vocabulary, word).is_none_or(|id| !gone.contains(&id))
                });
                let new = added.iter().map(|id| work.terms.label(*id));
                let new: Vec<String> = kept.cloned().chain(new).collect();
                self.changes.push((key, ours.whole, new.join("; "), String::new()));
            }
        }
        Ok(())
    }
}

impl Work<'_> {
    /// Says that a tracker's own word is no term here and passed over.
    pub(super) fn pass_term(&mut self, row: &SheetRow, key: &str, word: &str) {
        let aid = self.request.aid(Aid::MakeTerm);
        let message = format!("{key}: `{word}` is no term here: passed over{aid}");
        self.remark(&row.place, message);
    }
}

/// The vocabulary and the term that a word names: `VOCABULARY:TERM`, or a term of the column's own.
fn named(vocabulary: Option<&str>, word: &str) -> (String, String) {
    let word = word.trim();
    let own = vocabulary.unwrap_or("theme");
    if let Some((key, name)) = word.split_once(':') {
        let key = key.trim().to_lowercase();
        if vocabulary.is_none() || Facet::of(&key) == Facet::of(own) {
            return (key, name.trim().to_owned());
        }
    }
    (own.to_owned(), word.to_owned())
}

impl Work<'_> {
    /// The term that a word of a sheet means.
    pub(super) fn known_term(&self, vocabulary: Option<&str>, word: &str) -> Option<i64> {
        let (of, name) = named(vocabulary, word);
        self.terms.find(&of, &name)
    }

    /// The same, made where `--create-terms` says so.
    pub(super) fn sheet_term(
        &mut self,
        column: &'static str,
        vocabulary: Option<&str>,
        word: &str,
    ) -> Checked<i64> {
        if let Some(id) = self.known_term(vocabulary, word) {
            return Ok(id);
        }
        let (of, name) = named(vocabulary, word);
        let fixed = matches!(of.as_str(), "sdg" | "action");
        if self.request.create_terms && !fixed {
            return Ok(self.own_term(&of, &name)?);
        }
        let near = self.terms.nearest(&of, &name);
        let create = if fixed { "" } else { self.request.aid(Aid::MakeTerms) };
        Err(WrongCell::new(column, word, format!("a term of `{of}`{create}")).near(near).into())
    }
}
