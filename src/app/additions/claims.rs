//! What is said of items: tags, evidence, positions, lineage.

use super::{Added, check_url, nonempty};
use crate::app::App;
use crate::app::error::Result;
use crate::app::refusals::RecordRefusal;
use crate::app::terms::tag;
use crate::domain::claims::{EvidenceClaim, LifeClaim, LinkClaim, PositionClaim, TagClaim};
use crate::domain::evidence::Place;
use crate::domain::{DateWord, Edge, Effect, Life, Origin, PartialDate, Position, Relation, View};

/// New evidence.
#[derive(Debug, Clone)]
pub struct NewEvidence {
    /// The items it bears on.
    pub items: Vec<String>,
    /// Where it is.
    pub place: Place,
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
    /// How it bears on them.
    pub effect: Effect,
    /// Whether a local file may be named in what is handed on.
    pub public: bool,
}

impl App<'_> {
    /// Adds or removes a tag.
    ///
    /// # Errors
    /// [`crate::app::AppError::Rule`] where it is so already.
    pub fn tag(&mut self, words: &[String], text: &str, remove: bool) -> Result<Added> {
        let mut writing = self.begin(if remove { "tag remove" } else { "tag add" })?;
        let chosen = writing.items(words)?;
        let term = tag(&writing.names, text)?.clone();
        let name = format!("{}:{}", term.vocabulary, term.slug);
        let mut added = Vec::new();
        for item in chosen {
            let carried = writing.tx.find_tag(item.id, term.id)?.is_some();
            let record =
                TagClaim::own(item.id, term.id, remove).said(carried, &item.name, &name)?;
            added.push((item.name, writing.append(Some(item.id), vec![record])?));
        }
        writing.tx.commit()?;
        Ok(added)
    }

    /// Adds evidence to the register.
    ///
    /// # Errors
    /// [`crate::app::AppError::Rule`] for a date in the future.
    pub fn add_evidence(&mut self, new: &NewEvidence) -> Result<Added> {
        if let Some(archived) = &new.archived {
            check_url(archived)?;
        }
        let mut writing = self.begin("evidence add")?;
        let public = new.public || writing.names.public_by_default();
        let mut added = Vec::new();
        for item in writing.items(&new.items)? {
            let claim = EvidenceClaim {
                effect: new.effect,
                title: new.title.clone(),
                publisher: new.publisher.clone(),
                dated: new.dated,
                accessed: new.accessed,
                archived: new.archived.clone(),
                quote: new.quote.clone(),
                page: new.page.clone(),
                ..EvidenceClaim::at(&new.place, item.id, public)
            };
            let record = claim.said(writing.now.today)?;
            added.push((item.name, writing.append(Some(item.id), vec![record])?));
        }
        writing.tx.commit()?;
        Ok(added)
    }

    /// Records the State's answer. An undated one takes its document's date, else it always counts
    /// and is shown as undated.
    ///
    /// # Errors
    /// [`crate::app::AppError::Rule`] for a date in the future.
    pub fn set_position(
        &mut self,
        words: &[String],
        position: Position,
        document: &str,
        paragraph: Option<&str>,
        on: Option<DateWord>,
    ) -> Result<Added> {
        let mut writing = self.begin("position set")?;
        let today = writing.now.today;
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
        let mut added = Vec::new();
        for item in writing.items(words)? {
            let claim = PositionClaim {
                id: None,
                item_id: item.id,
                position,
                printed: None,
                document: Some(document.to_owned()),
                paragraph: paragraph.map(str::to_owned),
                dated: effective,
                effective_on: effective.map(PartialDate::first),
                undated: own.is_none(),
            };
            let record = claim.said(today)?;
            added.push((item.name, writing.append(Some(item.id), vec![record])?));
        }
        writing.tx.commit()?;
        Ok(added)
    }

    /// Links a later item to an earlier one; `superseded-by` also ends the item's life.
    ///
    /// # Errors
    /// [`crate::app::AppError::Rule`] for a link to itself, [`RecordRefusal`] for one that is there already.
    pub fn add_link(
        &mut self,
        later: &str,
        relation: Relation,
        earlier: &str,
        reason: &str,
        public: bool,
    ) -> Result<Added> {
        let mut writing = self.begin("link add")?;
        let now = writing.now;
        let (from, to) = (writing.item(later)?, writing.item(earlier)?);
        let public = public || writing.names.public_by_default();
        let claim = LinkClaim {
            id: None,
            item_id: from.id,
            relation,
            target_id: to.id,
            origin: Origin::Own,
            confidence: None,
            public,
            reason: Some(reason.trim().to_owned()),
            assisted: None,
            removed: None,
        };
        if relation == Relation::Serves {
            return Err(RecordRefusal::ServesByAction { action: from.name, item: to.name }.into());
        }
        let mut records = vec![claim.said(&from.name)?];
        let view = View::on(now.today);
        let present = writing.tx.list_links(&[from.id], &view)?;
        let same = present.iter().find(|line| {
            line.item == from.name && line.target == to.name && line.relation == relation.slug()
        });
        if let Some(line) = same {
            return Err(RecordRefusal::Linked {
                item: from.name.clone(),
                relation,
                target: to.name.clone(),
                entry: line.entry,
            }
            .into());
        }
        if relation == Relation::SupersededBy {
            for item in [&from, &to] {
                let claim = LifeClaim {
                    id: None,
                    item_id: item.id,
                    life: Life::Superseded,
                    effective_on: now.today,
                    public,
                    note: Some(reason.trim().to_owned()),
                };
                let present = writing.life(item.id, now.today)?;
                let record = claim.said(&item.name, present)?;
                if item.id == from.id {
                    records.push(record);
                }
            }
        }
        let entry = writing.append(Some(from.id), records)?;
        writing.tx.commit()?;
        Ok(vec![(format!("{} {relation} {}", from.name, to.name), entry)])
    }
}
