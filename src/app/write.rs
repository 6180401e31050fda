//! The pen: the only way an entry comes about. Commands, files that are brought in, seeds and taking
//! back all write with it; what they write are the rows of claims, which their own rules let through.

use chrono::NaiveDate;

use crate::domain::claims::{AssessmentClaim, Earlier, EvidenceClaim, Standing};
use crate::domain::dates::LATEST;
use crate::domain::ledger::{Moment, Record};
use crate::domain::{Filter, Life, View};
use crate::store::{Detail, Levels, NewEntry, Tx};

use super::error::Result;

/// Who writes, when, and by which command.
#[derive(Debug, Clone)]
pub(super) struct Pen {
    at: Moment,
    author: Option<String>,
    command: &'static str,
}

/// Where in a file that is brought in an entry comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whence<'a> {
    /// The file's row.
    pub(super) source: i64,
    /// The place in it.
    pub(super) place: Option<&'a str>,
}

impl Pen {
    /// A person's pen.
    pub(super) fn of(author: &str, at: Moment, command: &'static str) -> Self {
        Self { at, author: Some(author.to_owned()), command }
    }

    /// The program's own: what it writes ships with it.
    pub(super) fn shipped(at: Moment, command: &'static str) -> Self {
        Self { at, author: None, command }
    }

    /// Appends an entry; gives its number.
    pub(super) fn append(
        &self,
        tx: &mut dyn Tx,
        item: Option<i64>,
        records: Vec<Record>,
    ) -> Result<i64> {
        self.append_from(tx, item, None, records)
    }

    /// The same from a file.
    pub(super) fn append_from(
        &self,
        tx: &mut dyn Tx,
        item: Option<i64>,
        whence: Option<Whence<'_>>,
        records: Vec<Record>,
    ) -> Result<i64> {
        let entry = NewEntry {
            command: self.command,
            item,
            source: whence.map(|whence| whence.source),
            place: whence.and_then(|whence| whence.place).map(str::to_owned),
            author: self.author.clone(),
            shipped: self.author.is_none(),
            records,
        };
        Ok(tx.append(self.at, entry)?)
    }
}

/// Reads how an item stands before an assessment of it by a voice (its key).
pub(super) fn standing(
    tx: &mut dyn Tx,
    claim: &AssessmentClaim,
    item: &str,
    voice: &str,
    today: NaiveDate,
) -> Result<Standing> {
    let life = tx.find_life(claim.item_id, claim.effective_on)?;
    let components = tx.list_components(claim.item_id)?;
    let earlier = match tx.find_status(claim.item_id, claim.assessor_id, claim.effective_on)? {
        Some((level, entry)) if level == claim.status => earlier(tx, claim.item_id, entry)?,
        _ => None,
    };
    Ok(Standing {
        item: item.to_owned(),
        life: Life::from_slug(&life).unwrap_or(Life::Active),
        components: component_names(tx, item, &components)?,
        voice: voice.to_owned(),
        earlier,
        today,
    })
}

/// The rows of an assessment with its evidence, if the item's standing lets it be said.
pub(super) fn assess(
    tx: &mut dyn Tx,
    claim: AssessmentClaim,
    evidence: Vec<EvidenceClaim>,
    (item, voice): (&str, &str),
    today: NaiveDate,
) -> Result<Vec<Record>> {
    claim.check_word(today)?;
    let standing = standing(tx, &claim, item, voice, today)?;
    Ok(claim.said(evidence, &standing)?)
}

/// What the entry of an assessment says.
fn earlier(tx: &mut dyn Tx, item: i64, entry: i64) -> Result<Option<Earlier>> {
    let filter = Filter { items: vec![item], ..Filter::default() };
    let view = View::on(LATEST);
    let mut earlier = None;
    tx.each_history(&filter, &view, Detail::Full, &mut |line| {
        if line.entry == entry {
            let named = |address: Option<String>, paragraph: Option<String>| {
                let address = address.unwrap_or_default();
                paragraph.map_or(address.clone(), |paragraph| format!("{address}:{paragraph}"))
            };
            let evidence = line.evidence.into_iter();
            earlier = Some(Earlier {
                entry,
                status: line.status,
                note: line.note,
                evidence: evidence.map(|it| named(it.address, it.paragraph)).collect(),
            });
        }
        Ok(())
    })?;
    Ok(earlier)
}

/// The names of components, `SET:REF`, in order; the set is that of the item.
pub(super) fn component_names(tx: &mut dyn Tx, item: &str, ids: &[i64]) -> Result<Vec<String>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let set = item.split_once(':').map_or("", |(set, _)| set);
    let filter = Filter { items: ids.to_vec(), ..Filter::default() };
    let view = View::on(LATEST);
    let mut names = Vec::new();
    tx.each_item(&filter, &view, Detail::Brief, Levels::Matching, &mut |line| {
        names.push(format!("{set}:{}", line.reference));
        Ok(())
    })?;
    Ok(names)
}
