//! Suggestions that people reviewed in a workbook: `accept` is `yes` or `no`, or empty where nobody
//! looked. Whatever is wrong in a row is told, and nothing is written, as with every file.

use crate::app::choose;
use crate::app::error::Result;
use crate::domain::claims::TagClaim;
use crate::domain::ledger::Record;
use crate::import::aside::Aside;
use crate::import::sheet::{ReturnedSheet, SheetRow};
use crate::import::{RowError, SourcePlace};
use crate::report::imports::CellChange;

use super::Watch;
use super::merge::Work;
use super::refusing::{begun, refuse};

/// What was made of a suggestion.
struct ReviewedSuggestion {
    place: SourcePlace,
    item: i64,
    name: String,
    term: i64,
    tag: String,
    accepted: bool,
    comment: String,
}

/// Takes what was accepted and refused.
pub(super) fn bring_in(
    work: &mut Work<'_>,
    sheet: ReturnedSheet,
    watch: &mut dyn Watch,
) -> Result<Option<Aside>> {
    let mut rest = begun(work, &sheet, watch)?;
    let mut verdicts = Vec::new();
    for row in &sheet.rows {
        match verdict(work, &sheet, row) {
            Ok(verdict) => verdicts.extend(verdict),
            Err(wrong) => refuse(work, &mut rest, &wrong)?,
        }
    }
    for of_item in verdicts.chunk_by(|one, next| one.item == next.item) {
        take(work, of_item)?;
    }
    Ok(rest.finish())
}

/// What a row says; nothing where `accept` is empty.
fn verdict(
    work: &mut Work<'_>,
    sheet: &ReturnedSheet,
    row: &SheetRow,
) -> std::result::Result<Option<ReviewedSuggestion>, Box<RowError>> {
    let cell = |key: &str| {
        let cell = sheet.cell(row, key);
        cell.map_or_else(String::new, |cell| cell.text.trim().to_owned())
    };
    let wrong = |column: &str, expected: &str| {
        Box::new(RowError {
            place: row.place.clone(),
            column: Some(column.to_owned()),
            found: cell(column),
            expected: expected.to_owned(),
            nearest: None,
            cells: ReturnedSheet::texts(row),
        })
    };
    let accepted = match cell("accept").to_lowercase().as_str() {
        "" => return Ok(None),
        "yes" | "y" | "1" | "true" => true,
        "no" | "n" | "0" | "false" => false,
        _ => return Err(wrong("accept", "yes, no, or nothing")),
    };
    let item = choose::item(&cell("id"), &work.names, &*work.tx)
        .map_err(|_| wrong("id", "an item of this file, SET:REF"))?;
    let (vocabulary, slug) = (cell("vocabulary"), cell("term"));
    let is =
        |term: &&crate::domain::lines::TermLine| term.vocabulary == vocabulary && term.slug == slug;
    let term = work.names.terms.iter().find(is);
    let term = term.ok_or_else(|| wrong("term", "a term of this file, as it was suggested"))?;
    let word = if accepted { "accepted" } else { "refused" };
    Ok(Some(ReviewedSuggestion {
        place: row.place.clone(),
        item: item.id,
        name: item.name,
        term: term.id,
        tag: format!("{vocabulary}:{slug}"),
        accepted,
        comment: format!(
            "suggested ({}, {}, {}: {}), {word}",
            cell("level"),
            cell("score"),
            cell("source"),
            cell("why")
        ),
    }))
}

/// One entry an item: what it carries already says nothing new.
fn take(work: &mut Work<'_>, verdicts: &[ReviewedSuggestion]) -> Result<()> {
    let Some(first) = verdicts.first() else { return Ok(()) };
    let mut records: Vec<Record> = Vec::new();
    for one in verdicts {
        if work.tx.find_tag(one.item, one.term)?.is_some() {
            continue;
        }
        let how = (!one.accepted, !one.accepted);
        records.push(TagClaim::suggested(one.item, one.term, how, one.comment.clone()).fresh());
        work.account.changes.put(CellChange {
            place: work.at(&one.place),
            item: one.name.clone(),
            column: "accept",
            old: String::new(),
            new: one.tag.clone(),
            remark: (if one.accepted { "accepted" } else { "refused" }).to_owned(),
        });
    }
    let key = first.name.split_once(':').map_or("", |(set, _)| set).to_owned();
    let items = work.bodies.iter().find(|body| body.key == key).map_or(0, |body| body.items);
    let set = work.count_of(&key, false, items);
    work.count_known(set, !records.is_empty(), false);
    if !records.is_empty() {
        work.append(Some(first.item), Some(&first.place), records)?;
    }
    Ok(())
}
