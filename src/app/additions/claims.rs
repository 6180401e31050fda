//! What is said of items: tags, evidence, positions, lineage.

use super::{Added, check_url, life_record, nonempty};
use crate::app::App;
use crate::app::choose::tag;
use crate::app::error::{AppError, Result};
use crate::app::status::Found;
use crate::domain::ledger::{Field, Record};
use crate::domain::{DateWord, Edge, PartialDate, Position, View};

/// How one item follows another.
pub const RELATIONS: [&str; 6] =
    ["repeats", "in-part", "via-concern", "offer", "related", "superseded-by"];

/// New evidence.
#[derive(Debug, Clone, Default)]
pub struct NewEvidence {
    /// The items it bears on.
    pub items: Vec<String>,
    /// Address, symbol or path.
    pub place: String,
    /// The title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its own date.
    pub dated: Option<PartialDate>,
    /// When it was looked at.
    pub accessed: Option<PartialDate>,
    /// Where a copy is kept.
    pub archived: Option<String>,
    /// Its words.
    pub quote: Option<String>,
    /// The page.
    pub page: Option<String>,
    /// `supports`, `contradicts` or `context`.
    pub effect: String,
    /// Whether a local file may be named in what is handed on.
    pub public: bool,
}

impl App<'_> {
    /// Adds or removes a tag.
    ///
    /// # Errors
    /// [`AppError::Refused`] where it is so already.
    pub fn tag(&mut self, words: &[String], text: &str, remove: bool) -> Result<Added> {
        let mut writing = self.begin(if remove { "tag remove" } else { "tag add" })?;
        let chosen = writing.items(words)?;
        let term = tag(&writing.names, text)?.clone();
        let name = format!("{}:{}", term.vocabulary, term.slug);
        let mut added = Vec::new();
        for item in chosen {
            if writing.tx.find_tag(item.id, term.id)? != remove {
                let state = if remove { "does not carry" } else { "carries" };
                return Err(AppError::refused(
                    format!("`{}` {state} the tag `{name}`", item.name),
                    format!("`upr show {}` lists its tags", item.name),
                ));
            }
            let record = Record::new("tag")
                .with("item_id", item.id)
                .with("term_id", term.id)
                .with("removed", remove)
                .with("origin", "own");
            added.push((item.name, writing.append(Some(item.id), vec![record])?));
        }
        writing.tx.commit()?;
        Ok(added)
    }

    /// Adds evidence to the register.
    ///
    /// # Errors
    /// [`AppError::File`] for a file that cannot be read, [`AppError::Refused`] for an address with
    /// another scheme.
    pub fn add_evidence(&mut self, new: &NewEvidence) -> Result<Added> {
        let found = Found::parse(&new.place)?;
        if let Some(archived) = &new.archived {
            check_url(archived)?;
        }
        let today = self.now().today;
        let dates = [new.dated, new.accessed];
        if let Some(date) = dates.into_iter().flatten().find(|date| date.first() > today) {
            return Err(AppError::refused(
                format!("`{date}` is in the future"),
                "evidence is dated when it was published, and accessed when it was looked at",
            ));
        }
        let mut writing = self.begin("evidence add")?;
        let public = new.public || writing.names.public_by_default();
        let mut added = Vec::new();
        for item in writing.items(&new.items)? {
            let mut record = found.record(item.id, public);
            for (column, value) in &mut record.fields {
                if *column == "effect" {
                    *value = Field::from(new.effect.as_str());
                }
            }
            let record = record
                .with("title", new.title.clone())
                .with("publisher", new.publisher.clone())
                .with("dated", new.dated.map(|date| date.to_string()))
                .with("accessed", new.accessed.map(|date| date.to_string()))
                .with("archived", new.archived.clone())
                .with("quote", new.quote.clone())
                .with("page", new.page.clone());
            added.push((item.name, writing.append(Some(item.id), vec![record])?));
        }
        writing.tx.commit()?;
        Ok(added)
    }

    /// Records the State's answer. An undated one takes its document's date, else it always counts
    /// and is shown as undated.
    ///
    /// # Errors
    /// [`AppError::Refused`] for a date in the future.
    pub fn set_position(
        &mut self,
        words: &[String],
        position: Position,
        document: &str,
        paragraph: Option<&str>,
        on: Option<DateWord>,
    ) -> Result<Added> {
        let today = self.now().today;
        let mut writing = self.begin("position set")?;
        let document = nonempty(document, "the document")?;
        let known = writing.tx.list_documents()?;
        let known = known.iter().find(|line| line.key.eq_ignore_ascii_case(document));
        let own = on.map(|word| match word {
            DateWord::Written(date) => date,
            word => PartialDate::Day(word.day(today, Edge::First)),
        });
        let from_document = known.and_then(|line| line.dated.as_deref());
        let from_document = from_document.and_then(|text| PartialDate::parse(text).ok());
        let effective = own.or(from_document);
        if own.is_some_and(|date| date.first() > today) {
            return Err(AppError::refused(
                format!(
                    "`{}` is in the future",
                    own.map(|date| date.to_string()).unwrap_or_default()
                ),
                "a position is dated when the State stated it",
            ));
        }
        let mut added = Vec::new();
        for item in writing.items(words)? {
            let record = Record::new("position")
                .with("item_id", item.id)
                .with("position", position.slug())
                .with("document", document)
                .with("paragraph", paragraph)
                .with("dated", effective.map(|date| date.to_string()))
                .with("effective_on", effective.map(PartialDate::first))
                .with("undated", own.is_none());
            added.push((item.name, writing.append(Some(item.id), vec![record])?));
        }
        writing.tx.commit()?;
        Ok(added)
    }

    /// Links a later item to an earlier one; `superseded-by` also ends the item's life.
    ///
    /// # Errors
    /// [`AppError::Refused`] for a link to itself or one that is there already.
    pub fn add_link(
        &mut self,
        later: &str,
        relation: &'static str,
        earlier: &str,
        reason: &str,
        public: bool,
    ) -> Result<Added> {
        let now = self.now();
        let mut writing = self.begin("link add")?;
        let (from, to) = (writing.item(later)?, writing.item(earlier)?);
        if from.id == to.id {
            return Err(AppError::refused(
                format!("`{}` cannot be linked to itself", from.name),
                "a link goes from a later item to an earlier one",
            ));
        }
        let reason = nonempty(reason, "the reason")?;
        let view = View { as_of: now.today, known: None, voice: 0 };
        let present = writing.tx.list_links(&[from.id], &view)?;
        let same = present.iter().find(|line| {
            line.item == from.name && line.target == to.name && line.relation == relation
        });
        if let Some(line) = same {
            return Err(AppError::refused(
                format!("`{}` {relation} `{}` already (entry {})", from.name, to.name, line.entry),
                format!("`upr show {}`", from.name),
            ));
        }
        if relation == "superseded-by" {
            for item in [&from, &to] {
                let life = writing.tx.find_life(item.id, now.today)?;
                if life == "superseded" {
                    return Err(AppError::refused(
                        format!("`{}` is superseded already", item.name),
                        format!("`upr show {}` tells by what", item.name),
                    ));
                }
            }
        }
        let public = public || writing.names.public_by_default();
        let record = Record::new("link")
            .with("item_id", from.id)
            .with("relation", relation)
            .with("target_id", to.id)
            .with("origin", "own")
            .with("public", public)
            .with("reason", reason);
        let mut records = vec![record];
        if relation == "superseded-by" {
            records.push(life_record(from.id, "superseded", now.today, public, Some(reason)));
        }
        let entry = writing.append(Some(from.id), records)?;
        writing.tx.commit()?;
        Ok(vec![(format!("{} {relation} {}", from.name, to.name), entry)])
    }
}
