//! Putting right what a row says: an item's text, who said it and when; a set's or document's
//! particulars. What stood there stays in the record.

use chrono::NaiveDate;

use super::App;
use super::additions::{Added, Writing};
use super::choose::{set, state, unknown};
use super::error::Result;
use super::refusals::RecordRefusal;
use super::sought::Sought;
use super::terms::{WantedTerm, find};
use crate::domain::amended::{AmendedField, AmendedKind};
use crate::domain::claims::{AmendmentClaim, Refusal};
use crate::domain::dates::LATEST;
use crate::domain::ledger::Record;
use crate::domain::lines::{DocumentLine, ItemLine, SetLine};
use crate::domain::{Facet, Filter, View};
use crate::store::{Detail, Levels, Read};

/// What a row is to say from now on: each field with its value; an empty one empties it.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    /// The fields.
    pub values: Vec<(AmendedField, String)>,
    /// Why.
    pub reason: Option<String>,
    /// Since when; none: what stood there was never right.
    pub since: Option<NaiveDate>,
}

impl Edit {
    fn checked(&self, row: &str) -> Result<&Self> {
        if self.values.is_empty() {
            return Err(RecordRefusal::NothingChanged { row: row.to_owned() }.into());
        }
        Ok(self)
    }

    fn claim(
        &self,
        target: AmendedKind,
        row: i64,
        (field, value): (AmendedField, &str),
    ) -> AmendmentClaim {
        AmendmentClaim {
            effective_on: self.since,
            reason: self.reason.clone(),
            ..AmendmentClaim::of(target, row, field, value)
        }
    }
}

/// The rows of what is new: what a row says already is passed over beside what it doesn't.
#[derive(Default)]
struct SaidAmendment {
    records: Vec<Record>,
    same: Option<Refusal>,
}

impl SaidAmendment {
    fn add(&mut self, said: std::result::Result<Record, Refusal>) -> Result<()> {
        match said {
            Ok(record) => self.records.push(record),
            Err(same @ Refusal::SameValue { .. }) => {
                self.same.get_or_insert(same);
            }
            Err(refusal) => return Err(refusal.into()),
        }
        Ok(())
    }

    fn records(self) -> Result<Vec<Record>> {
        match self.same {
            Some(same) if self.records.is_empty() => Err(same.into()),
            _ => Ok(self.records),
        }
    }
}

impl App<'_> {
    /// Puts right what an item says: its text, who said it and when, its paragraph, its heading.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for an item or heading that the file does not have;
    /// [`crate::app::AppError::Rule`] where it says so already, or for a date that is none.
    pub fn edit_item(&mut self, word: &str, edit: &Edit) -> Result<Added> {
        let mut writing = self.begin("item edit")?;
        let chosen = writing.item(word)?;
        let line = item_line(&*writing.tx, chosen.id)?
            .ok_or_else(|| unknown(Sought::Item, &chosen.name, None))?;
        let mut said = SaidAmendment::default();
        for (field, value) in &edit.checked(&chosen.name)?.values {
            let mut present = item_value(&line, *field);
            let mut claim = edit.claim(AmendedKind::Item, chosen.id, (*field, value));
            if *field == AmendedField::Heading {
                let term = heading(&mut writing, &line, value)?;
                present = line.heading.and_then(|id| term_name(&writing, id));
                claim.value = Some(term.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());
                claim.term_id = term.map(|(id, _)| id);
            }
            said.add(claim.said(&chosen.name, present.as_deref(), writing.now.today))?;
        }
        let entry = writing.append(Some(chosen.id), said.records()?)?;
        writing.tx.commit()?;
        Ok(vec![(chosen.name, entry)])
    }

    /// Puts right what is known of a set.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a set or document that the file does not have;
    /// [`crate::app::AppError::Rule`] where it says so already.
    pub fn edit_set(&mut self, key: &str, edit: &Edit) -> Result<Added> {
        let mut writing = self.begin("set edit")?;
        let line = set(&writing.names, key)?.clone();
        let mut said = SaidAmendment::default();
        for (field, value) in &edit.checked(&line.key)?.values {
            let (mut value, mut present) = (value.clone(), set_value(&line, *field));
            if *field == AmendedField::Document {
                let documents = writing.tx.list_documents()?;
                let found = known_document(&documents, &value)?;
                value.clone_from(&found.key);
                let same = line
                    .document
                    .as_ref()
                    .is_some_and(|name| found.symbol.as_ref() == Some(name) || found.key == *name);
                present = same.then(|| found.key.clone());
            }
            if *field == AmendedField::State && !value.trim().is_empty() {
                value = state(&writing.names, &value)?;
            }
            if *field == AmendedField::Session {
                present = line.session.map(|number| number.to_string());
            }
            let claim = edit.claim(AmendedKind::Set, line.id, (*field, &value));
            said.add(claim.said(&line.key, present.as_deref(), writing.now.today))?;
        }
        let entry = writing.append(None, said.records()?)?;
        writing.tx.commit()?;
        Ok(vec![(line.key, entry)])
    }

    /// Puts right what is known of a document.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a document that the file does not have;
    /// [`crate::app::AppError::Rule`] where it says so already, or for a date that is none.
    pub fn edit_document(&mut self, key: &str, edit: &Edit) -> Result<Added> {
        let mut writing = self.begin("document edit")?;
        let documents = writing.tx.list_documents()?;
        let line = known_document(&documents, key)?;
        let mut said = SaidAmendment::default();
        for (field, value) in &edit.checked(&line.key)?.values {
            let claim = edit.claim(AmendedKind::Document, line.id, (*field, value));
            let present = document_value(line, *field);
            said.add(claim.said(&line.key, present.as_deref(), writing.now.today))?;
        }
        let entry = writing.append(None, said.records()?)?;
        writing.tx.commit()?;
        Ok(vec![(line.key.clone(), entry)])
    }
}

fn known_document<'d>(documents: &'d [DocumentLine], key: &str) -> Result<&'d DocumentLine> {
    let named = |line: &&DocumentLine| {
        let symbol = line.symbol.as_deref();
        line.key.eq_ignore_ascii_case(key) || symbol.is_some_and(|s| s.eq_ignore_ascii_case(key))
    };
    documents.iter().find(named).ok_or_else(|| {
        let keys = documents.iter().map(|line| line.key.as_str());
        unknown(Sought::Document, key, crate::domain::words::nearest(key, keys))
    })
}

/// An item as it is now.
pub(super) fn item_line(tx: &dyn Read, item: i64) -> Result<Option<ItemLine>> {
    let filter = Filter { items: vec![item], ..Filter::default() };
    let view = View::on(LATEST);
    let mut found = None;
    tx.each_item(&filter, &view, Detail::Brief, Levels::Matching, &mut |line| {
        found = Some(line);
        Ok(())
    })?;
    Ok(found)
}

/// The heading that is meant: number and `VOCABULARY:TERM`; none for an empty word.
fn heading(
    writing: &mut Writing<'_>,
    line: &ItemLine,
    word: &str,
) -> Result<Option<(i64, String)>> {
    if word.trim().is_empty() {
        return Ok(None);
    }
    let of = set(&writing.names, &line.set)?.id;
    let wanted = WantedTerm::theme(word);
    let found = find(&writing.names, &[Facet::Theme], wanted, &[of], writing.tx.as_mut())?;
    Ok(Some((found.id, format!("{}:{}", found.vocabulary, found.slug))))
}

fn term_name(writing: &Writing<'_>, id: i64) -> Option<String> {
    writing.names.term(id).map(|term| format!("{}:{}", term.vocabulary, term.slug))
}

/// What an item says of a field now; a heading is named by whoever has the terms.
pub(super) fn item_value(line: &ItemLine, field: AmendedField) -> Option<String> {
    match field {
        AmendedField::Text => Some(line.text.clone()),
        AmendedField::Speaker => line.speaker.clone(),
        AmendedField::SpokenOn => line.spoken_on.clone(),
        AmendedField::Paragraph => line.paragraph.clone(),
        _ => None,
    }
}

/// What is known of a set now; its document and session are asked for elsewhere.
pub(super) fn set_value(line: &SetLine, field: AmendedField) -> Option<String> {
    match field {
        AmendedField::Title => Some(line.title.clone()),
        AmendedField::Noun => Some(line.noun.clone()),
        AmendedField::State => line.state.clone(),
        AmendedField::Cycle => line.cycle.map(|cycle| cycle.to_string()),
        AmendedField::PeriodFrom => line.period_from.clone(),
        AmendedField::PeriodTo => line.period_to.clone(),
        AmendedField::PeriodBasis => line.period_basis.clone(),
        AmendedField::Stance => line.stance.clone(),
        AmendedField::StanceDocument => line.stance_document.clone(),
        AmendedField::StanceParagraph => line.stance_paragraph.clone(),
        AmendedField::Comment => line.comment.clone(),
        _ => None,
    }
}

/// What is known of a document now.
pub(super) fn document_value(line: &DocumentLine, field: AmendedField) -> Option<String> {
    match field {
        AmendedField::Symbol => line.symbol.clone(),
        AmendedField::Title => line.title.clone(),
        AmendedField::Body => line.body.clone(),
        AmendedField::Dated => line.dated.clone(),
        AmendedField::Session => line.session.clone(),
        AmendedField::Addressee => line.addressee.clone(),
        AmendedField::Language => line.language.clone(),
        AmendedField::Url => line.url.clone(),
        AmendedField::Comment => line.comment.clone(),
        _ => None,
    }
}
