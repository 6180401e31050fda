//! What rows say of assessments, positions and evidence.

use super::super::columns::Columns;
use super::super::values::{day, evidence, set_kind, word};
use crate::domain::lines::{EvidenceBrief, EvidenceLine, HistoryLine, PositionLine, Withdrawing};
use crate::domain::{Confidence, EvidenceKind, Level, Position};

pub(super) fn history_line(row: &impl Columns) -> rusqlite::Result<HistoryLine> {
    let confidence: Option<String> = row.get("confidence")?;
    Ok(HistoryLine {
        item: row.get("item")?,
        set_kind: set_kind(row, "set_kind")?,
        heading: row.get("heading_id")?,
        entry: row.get("entry_id")?,
        status: word(row, "status", Level::from_slug)?,
        recheck: row.get::<Option<bool>>("recheck")?.unwrap_or_default(),
        printed: row.get("printed")?,
        effective_on: day(&row.get::<String>("effective_on")?)?,
        stopped: row.get("stopped")?,
        recorded_at: row.get("recorded_at")?,
        assessor: row.get("assessor")?,
        internal: row.get("internal")?,
        confidence: confidence.and_then(|slug| Confidence::from_slug(&slug)),
        note: row.get("note")?,
        public: row.get("public")?,
        unsourced: row.get("unsourced")?,
        evidence: evidence(row, "evidence")?,
        author: row.get("author")?,
        retracted_by: row.get("retracted_by")?,
        about: match row.get("target_entry")? {
            Some(entry) => Some(Withdrawing { entry, reinstates: row.get("reinstates")? }),
            None => None,
        },
    })
}

pub(super) fn position_line(row: &impl Columns) -> rusqlite::Result<PositionLine> {
    Ok(PositionLine {
        entry: row.get("entry_id")?,
        position: word(row, "position", Position::from_slug)?,
        document: row.get("document")?,
        paragraph: row.get("paragraph")?,
        dated: row.get("dated")?,
        effective_on: row.get("effective_on")?,
        undated: row.get("undated")?,
    })
}

pub(super) fn evidence_line(row: &impl Columns) -> rusqlite::Result<EvidenceLine> {
    // Earlier releases wrote the digest of a whole sheet beside each of its rows: it is handed to nobody.
    let of_a_sheet = row.get::<String>("kind")? == EvidenceKind::Import.slug();
    let sha256: Option<String> = row.get("sha256")?;
    Ok(EvidenceLine {
        item: row.get("item")?,
        assessor: row.get("assessor")?,
        brief: EvidenceBrief {
            entry: row.get("entry_id")?,
            kind: row.get("kind")?,
            address: row.get::<Option<String>>("address")?.or(row.get("citation")?),
            paragraph: row.get("paragraph")?,
            title: row.get("title")?,
            accessed: row.get("accessed")?,
            public: row.get("heard")?,
        },
        effect: row.get("effect")?,
        publisher: row.get("publisher")?,
        dated: row.get("dated")?,
        archived: row.get("archived")?,
        quote: row.get("quote")?,
        page: row.get("page")?,
        sha256: sha256.filter(|_| !of_a_sheet),
        recorded_at: row.get("recorded_at")?,
    })
}
