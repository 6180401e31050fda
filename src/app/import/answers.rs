//! The State's answers: positions that come with a record or by number, weighed against what is
//! recorded.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::app::error::Result;
use crate::domain::PartialDate;
use crate::domain::bodies::{ItemFacts, KnownPosition};
use crate::domain::claims::PositionClaim;
use crate::domain::ledger::Record;
use crate::domain::words::nearest;
use crate::import::{Layout, PositionChange, Recommendation, RowError};
use crate::report::imports::{CellChange, Conflict};

use super::Side;
use super::about::{About, Target};
use super::merge::Work;
use super::positions::{PositionVerdict, SaidPosition};
use super::targets::base;

impl Work<'_> {
    /// What to append for a position, and whether it disagrees with what is recorded.
    pub(super) fn weigh(
        &mut self,
        item: &ItemFacts,
        said: &SaidPosition,
        record: &Recommendation,
        place: &str,
    ) -> Result<(Option<Record>, bool)> {
        let today = self.now.today;
        if said.dated.is_some_and(|on| on > today) {
            self.refuse_position(said, record, today);
            return Ok((None, false));
        }
        // What is to come is not in force yet.
        let come = |known: &&KnownPosition| known.effective_on.is_none_or(|on| on <= today);
        let positions: Vec<_> = item.positions.iter().filter(come).cloned().collect();
        Ok(match said.against(&positions) {
            PositionVerdict::Known => (None, false),
            PositionVerdict::New(on) => (Some(position(item.id, said, record, on, today)?), false),
            PositionVerdict::Contradicts(ours) => {
                let taken = self.request.side == Some(Side::Theirs);
                self.account.conflicts.put(Conflict {
                    place: place.to_owned(),
                    item: item.name.clone(),
                    column: "position",
                    base: String::new(),
                    ours: ours.slug().to_owned(),
                    theirs: said.position.slug().to_owned(),
                    outcome: if taken { "the file's word taken" } else { "kept as recorded" },
                });
                let on = said.dated.or(positions.first().and_then(|known| known.effective_on));
                let row = taken.then(|| position(item.id, said, record, on, today)).transpose()?;
                (row, true)
            }
        })
    }

    /// What a record says on the State's position.
    pub(super) fn said(&self, about: &About, record: &Recommendation) -> Option<SaidPosition> {
        let source = record.position_source.as_ref();
        let secondary = matches!(self.file.layout, Layout::UprInfo | Layout::Uhri);
        let symbol =
            source.and_then(|source| source.symbol.clone()).or_else(|| about.symbol.clone());
        let document = symbol.filter(|_| !secondary);
        let own = document.is_some() && document == about.symbol;
        let dated =
            if own { about.dated.as_deref().and_then(|day| day.parse().ok()) } else { None };
        let dated = dated.or_else(|| self.dated(document.as_deref()));
        Some(SaidPosition { position: record.position?, document, dated, secondary })
    }

    /// Positions by number, for recommendations that are there.
    pub(super) fn take_changes(
        &mut self,
        about: &About,
        key: &str,
        changes: Vec<PositionChange>,
    ) -> Result<()> {
        let Some(body) = self.bodies.iter().find(|body| body.key == key).cloned() else {
            return Ok(());
        };
        let count = self.count_of(key, false, body.items);
        let index = self.index.of(body.id, &*self.tx)?;
        let numbered = |change: &PositionChange| index.by_ref(&change.number.to_lowercase());
        let ids: Vec<Option<i64>> = changes.iter().map(numbered).collect();
        let known: Vec<i64> = ids.iter().flatten().copied().collect();
        let facts = self.tx.list_item_facts(&known)?;
        let facts: HashMap<i64, ItemFacts> =
            facts.into_iter().map(|item| (item.id, item)).collect();
        let target = Target { id: body.id, key: body.key.clone(), count, ..Target::default() };
        for (change, id) in changes.into_iter().zip(ids) {
            let record = Recommendation {
                number: Some(change.number.clone()),
                position: Some(change.position),
                position_printed: Some(change.printed.clone()),
                held_implemented: change.held_implemented,
                paragraph: change.paragraph.clone(),
                place: change.place.clone(),
                ..Recommendation::default()
            };
            let item = id.and_then(|id| facts.get(&id)).cloned();
            let Some(item) = item else {
                let reason = self.no_number(&target, &change.number)?;
                self.show_unmatched(&target, &record, &reason);
                continue;
            };
            self.change_position(&target, about, &item, &record)?;
            let words = change.words.and_then(|words| beside(&words, &item.text));
            let words = words.filter(|words| !item.remarks.contains(words));
            if let Some((words, symbol)) = words.zip(about.symbol.clone()) {
                let dated = about.dated.as_deref().and_then(|day| day.parse().ok());
                let said = (symbol, record.paragraph.clone(), dated);
                let remark = self.remark_by(item.id, &words, Some(said), None)?;
                self.append(Some(item.id), Some(&record.place), vec![remark])?;
            }
        }
        Ok(())
    }

    /// A position of a day that has not come is not taken.
    pub(super) fn refuse_position(
        &mut self,
        said: &SaidPosition,
        record: &Recommendation,
        today: NaiveDate,
    ) {
        let dated = said.dated.map(|on| on.to_string()).unwrap_or_default();
        self.refused.push(RowError {
            place: record.place.clone(),
            column: Some("position".to_owned()),
            found: dated,
            expected: format!("a day on or before today, {today}"),
            nearest: None,
            cells: record.assessed_row.clone(),
        });
    }

    fn no_number(&mut self, target: &Target, number: &str) -> Result<String> {
        let known = self.tx.list_names(Some(target.id), &number.to_lowercase(), 400)?;
        let labels = known.iter().filter_map(|name| name.split_once(':')).map(|(_, label)| label);
        Ok(match nearest(number, labels) {
            Some(near) => format!("the set has no `{number}` (nearest: {near})"),
            None => format!("the set has no `{number}`"),
        })
    }

    fn change_position(
        &mut self,
        target: &Target,
        about: &About,
        item: &ItemFacts,
        record: &Recommendation,
    ) -> Result<()> {
        let Some(said) = self.said(about, record) else { return Ok(()) };
        let place = self.at(&record.place);
        let (added, conflict) = self.weigh(item, &said, record, &place)?;
        let changed = added.is_some();
        if let Some(added) = added {
            self.append(Some(item.id), Some(&record.place), vec![added])?;
            self.account.changes.put(CellChange {
                place: record.place.to_string(),
                item: item.name.clone(),
                column: "position",
                old: old_position(item),
                new: said.position.slug().to_owned(),
                remark: String::new(),
            });
        }
        self.count_known(target.count, changed, conflict);
        Ok(())
    }
}

pub(super) fn old_position(item: &ItemFacts) -> String {
    item.positions.first().map_or_else(String::new, |known| known.position.slug().to_owned())
}

pub(super) fn position(
    item: i64,
    said: &SaidPosition,
    record: &Recommendation,
    on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Record> {
    let source = record.position_source.as_ref();
    let paragraph =
        source.and_then(|source| source.paragraph.clone()).or_else(|| record.paragraph.clone());
    let implemented = "already implemented or in the process of implementation";
    let printed = match (&record.position_printed, record.held_implemented) {
        (Some(words), true) => Some(format!("{words} ({implemented})")),
        (None, true) => Some(implemented.to_owned()),
        (words, false) => words.clone(),
    };
    let claim = PositionClaim {
        id: None,
        item_id: item,
        position: said.position,
        printed,
        document: said.document.clone(),
        paragraph: paragraph.filter(|_| said.document.is_some()),
        dated: on.map(PartialDate::Day),
        effective_on: on,
        undated: said.dated.is_none() || base(said.document.as_deref()).is_none(),
    };
    Ok(claim.said(today)?)
}
/// What a State says beside the recommendation, which an addendum may print in front of its answer.
fn beside(words: &str, item: &str) -> Option<String> {
    let mut wanted =
        item.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase);
    let mut next = wanted.next();
    let mut rest = words;
    for (at, sign) in words.char_indices().filter(|(_, sign)| sign.is_alphanumeric()) {
        let Some(letter) = next else { break };
        if !sign.to_lowercase().eq(std::iter::once(letter)) {
            return Some(words.to_owned());
        }
        next = wanted.next();
        rest = &words[at + sign.len_utf8()..];
    }
    // Who recommended it stands in brackets behind it.
    rest = rest.trim_start_matches([' ', '.', ';', ',', '\u{a0}']);
    while let Some((_, behind)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        rest = behind.trim_start_matches([' ', '.', ';', ',', ')', '\u{a0}']);
    }
    let rest = rest.trim_start_matches([':', '-', '–', '—', '\n', ' ']).trim();
    (!rest.is_empty()).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recommendation_itself_is_none_of_the_words_of_the_state() {
        let item = "Ratify the OPCAT, in full";
        assert_eq!(beside("Ratify the OPCAT, in full (Iraq, Peru);", item), None);
        assert_eq!(beside("Ratify the OPCAT", item), None);
        let said = beside("Ratify the OPCAT in full (Iraq) (Peru).\nA bill is drafted.", item);
        assert_eq!(said.as_deref(), Some("A bill is drafted."));
        assert_eq!(beside("A bill.", item).as_deref(), Some("A bill."));
    }
}
