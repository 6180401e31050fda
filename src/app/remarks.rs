//! Remarks of voices, and items in other languages.

use super::App;
use super::additions::{Added, nonempty};
use super::answers::Question;
use super::choose::publicly;
use super::error::Result;
use super::refusals::RecordRefusal;
use super::words::language;
use crate::domain::claims::{ItemTextClaim, RemarkClaim};
use crate::domain::{DateWord, Edge};
use crate::report::Document;
use crate::report::remarks;

/// A new text of an item in another language.
#[derive(Debug, Clone)]
pub struct NewText {
    /// The item.
    pub item: String,
    /// The language.
    pub lang: String,
    /// The words.
    pub text: String,
    /// A translation that nobody issued.
    pub unofficial: bool,
    /// The document that has it, with its paragraph behind a colon.
    pub source: Option<String>,
}

impl App<'_> {
    /// Has a voice say something of items without giving them a level.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for an item or voice that is not there;
    /// [`crate::app::AppError::Rule`] without words or for a day to come.
    pub fn add_remark(
        &mut self,
        words: &[String],
        text: &str,
        by: Option<&str>,
        on: Option<DateWord>,
        public: bool,
    ) -> Result<Added> {
        let mut writing = self.begin("remark add")?;
        let today = writing.now.today;
        let voice = writing.voice(by.unwrap_or("tracker"))?.id;
        let on = on.map_or(today, |word| word.day(today, Edge::First));
        let public = publicly(&writing.names, voice, public)?;
        let mut added = Vec::new();
        for item in writing.items(words)? {
            let claim = RemarkClaim {
                id: None,
                item_id: item.id,
                assessor_id: voice,
                kind: None,
                document: None,
                paragraph: None,
                lang: None,
                unofficial: None,
                effective_on: on,
                public,
                text: text.trim().to_owned(),
                source: None,
            };
            let entry = writing.append(Some(item.id), vec![claim.said(today)?])?;
            added.push((item.name, entry));
        }
        writing.tx.commit()?;
        Ok(added)
    }

    /// What voices say of the chosen items: of every set unless one is named, where `all_sets`.
    ///
    /// # Errors
    /// As any question's.
    pub fn remarks(&mut self, question: &Question, all_sets: bool) -> Result<Document<'static>> {
        let prepared = self.prepare(question, all_sets)?;
        let mut lines = prepared.tx.list_remarks(&prepared.filter.items, &prepared.view)?;
        let chosen = prepared.names_chosen()?;
        lines.retain(|line| chosen.contains(&line.name));
        Ok(remarks::document(&prepared.labels, &lines))
    }

    /// Adds an item's text in another language.
    ///
    /// # Errors
    /// [`RecordRefusal`] for what is no language's code, or neither a translation of one's own nor
    /// a document's text.
    pub fn add_item_text(&mut self, new: &NewText) -> Result<Added> {
        let lang = language(&new.lang)?;
        if new.unofficial == new.source.is_some() {
            return Err(RecordRefusal::NoOrigin.into());
        }
        let mut writing = self.begin("item text")?;
        let item = writing.item(&new.item)?;
        let (document, paragraph) = match new.source.as_deref().map(|it| it.rsplit_once(':')) {
            Some(Some((document, paragraph))) => (Some(document), Some(paragraph)),
            Some(None) => (new.source.as_deref(), None),
            None => (None, None),
        };
        let claim = ItemTextClaim {
            id: None,
            item_id: item.id,
            lang,
            unofficial: new.unofficial,
            document: document.map(str::to_owned),
            paragraph: paragraph.map(str::to_owned),
            public: None,
            text: nonempty(&new.text, "the text")?.to_owned(),
            source: None,
        };
        let entry = writing.append(Some(item.id), vec![claim.said()?])?;
        writing.tx.commit()?;
        Ok(vec![(item.name, entry)])
    }
}
