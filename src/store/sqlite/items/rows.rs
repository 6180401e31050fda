//! An item's row as it is read.

use super::super::columns::Columns;
use super::super::values::{day, level, list, set_kind, word};
use crate::domain::lines::{ComponentLine, Duties, FilingLine, Headline, ItemLine};
use crate::domain::{ActorKind, Confidence, Kind, Level};

pub(in super::super) fn components(row: &impl Columns) -> rusqlite::Result<Vec<ComponentLine>> {
    let parts: Vec<(String, String, Option<String>, Option<String>)> = list(row, "components")?;
    let day_of = |text: Option<String>| text.as_deref().map(day).transpose();
    let component = |(reference, status, since, looked_on): (String, String, _, _)| {
        Ok(ComponentLine {
            reference,
            status: level(&status)?,
            since: day_of(since)?,
            looked_on: day_of(looked_on)?,
        })
    };
    parts.into_iter().map(component).collect()
}

pub(super) fn headline(row: &impl Columns) -> rusqlite::Result<Option<Headline>> {
    let Some(entry) = row.get("entry_id")? else { return Ok(None) };
    Ok(Some(Headline {
        entry,
        status: word(row, "status", Level::from_slug)?,
        effective_on: row.text("effective_on", day)?,
        // Until what came before is known.
        since: row.text("effective_on", day)?,
        looked_on: row.text("looked_on", day)?,
        rechecked: row.get("rechecked")?,
        recorded_at: row.get("recorded_at")?,
        assessor: row.get("assessor")?,
        confidence: row
            .get::<Option<String>>("confidence")?
            .and_then(|slug| Confidence::from_slug(&slug)),
        note: row.get("note")?,
        public: row.get("public")?,
    }))
}

pub(super) fn filing(row: &impl Columns) -> rusqlite::Result<Option<FilingLine>> {
    let Some(id) = row.get("filing")? else { return Ok(None) };
    Ok(Some(FilingLine { id, printed: row.get("filing_printed")? }))
}

pub(super) fn item_line(row: &impl Columns) -> rusqlite::Result<ItemLine> {
    Ok(ItemLine {
        id: row.get("id")?,
        set: row.get("set_key")?,
        set_kind: set_kind(row, "set_kind")?,
        reference: row.get("ref")?,
        parent: row.get("parent_ref")?,
        state: row.get("state")?,
        document: row.get("document")?,
        paragraph: row.get("paragraph")?,
        kind: word(row, "kind", Kind::from_slug)?,
        force: row.get("force")?,
        actor: word(row, "actor", ActorKind::from_slug)?,
        actor_name: row.get("actor_name")?,
        heading: row.get("heading_id")?,
        heading_own: row.get("heading_own")?,
        filing: filing(row)?,
        text: row.get::<Option<String>>("text")?.unwrap_or_default(),
        names: row.get("names")?,
        answer: row.get("answer")?,
        deadline: row.get("deadline")?,
        own: row.get::<String>("origin")? == "own",
        comment: row.get("comment")?,
        speaker: row.get("speaker")?,
        spoken_on: row.get("spoken_on")?,
        life: "active".to_owned(),
        ended: None,
        headline: headline(row)?,
        components: components(row)?,
        position: None,
        voices: Vec::new(),
        tags: Vec::new(),
        senders: Vec::new(),
        evidence: Vec::new(),
        version: String::new(),
        public_version: String::new(),
        duties: Duties::default(),
        actions: Vec::new(),
        serves: Vec::new(),
        under_heading: row.get("under_heading")?,
        tagged_own: row.get("tagged_own")?,
        assisted_alone: row.get("assisted_alone")?,
    })
}
