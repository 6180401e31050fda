//! Additions by hand: sets, items, components, documents, voices, terms, tags, evidence, positions,
//! links, engagements, milestones, the owner. Each is one entry an item, in one transaction.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::App;
use super::choose::{self, Chosen, answers_to, item, items, set, state, tag};
use super::error::{AppError, Result};
use super::names::Names;
use super::status::Found;
use crate::domain::ledger::{Field, Record};
use crate::domain::{
    ActorKind, AssessorKind, DateWord, Edge, Kind, PartialDate, Position, Ref, SetKey,
};
use crate::store::{NewEntry, Tx};

/// How one item follows another.
pub const RELATIONS: [&str; 6] =
    ["repeats", "in-part", "via-concern", "offer", "related", "superseded-by"];

/// What was added: names with their entries.
pub type Added = Vec<(String, i64)>;

/// A write under way: its transaction, names, time and author.
struct Writing<'a> {
    tx: Box<dyn Tx + 'a>,
    names: Names,
    now: DateTime<Utc>,
    author: String,
    command: &'static str,
}

impl Writing<'_> {
    fn append(&mut self, item: Option<i64>, records: Vec<Record>) -> Result<i64> {
        let entry = NewEntry {
            command: self.command,
            item,
            author: Some(self.author.clone()),
            records,
            ..NewEntry::default()
        };
        Ok(self.tx.append(self.now, entry)?)
    }

    fn items(&mut self, words: &[String]) -> Result<Vec<Chosen>> {
        items(words, &self.names, self.tx.as_mut())
    }

    fn item(&mut self, word: &str) -> Result<Chosen> {
        item(word, &self.names, self.tx.as_mut())
    }
}

/// A new item.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// `SET:REF`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// With which force it is said.
    pub kind: Kind,
    /// The heading: slug, alias or label.
    pub heading: Option<String>,
    /// The State under review, where it is not the set's.
    pub state: Option<String>,
    /// The paragraph.
    pub paragraph: Option<String>,
    /// Recommending States.
    pub senders: Vec<String>,
}

/// A new set.
#[derive(Debug, Clone)]
pub struct NewSet {
    /// Its key.
    pub key: String,
    /// Its title; that of the document where none.
    pub title: Option<String>,
    /// What its items are called.
    pub noun: Option<String>,
    /// The State under review.
    pub state: String,
    /// The document's symbol or key.
    pub document: String,
    /// The review cycle.
    pub cycle: Option<i64>,
    /// First day of the period.
    pub from: Option<PartialDate>,
    /// Last day of the period.
    pub to: Option<PartialDate>,
}

/// A new document.
#[derive(Debug, Clone, Default)]
pub struct NewDocument {
    /// Symbol, or a key for a document without one.
    pub key: String,
    /// Whether the key is a UN symbol.
    pub is_symbol: bool,
    /// The title.
    pub title: Option<String>,
    /// The body that issued it.
    pub body: Option<String>,
    /// Its date.
    pub dated: Option<PartialDate>,
    /// The session.
    pub session: Option<String>,
    /// To whom.
    pub addressee: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

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

/// A new engagement.
#[derive(Debug, Clone)]
pub struct NewEngagement {
    /// The date as known; none where undated.
    pub on: Option<PartialDate>,
    /// `letter`, `meeting` …
    pub kind: String,
    /// What was said or done.
    pub what: String,
    /// Who acted.
    pub who: Option<String>,
    /// Toward whom.
    pub whom: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The document that tells of it.
    pub document: Option<String>,
    /// The paragraph.
    pub paragraph: Option<String>,
    /// The State; that of the default set where none.
    pub state: Option<String>,
    /// Whether it must not be handed on.
    pub internal: bool,
}

/// A new or changed milestone.
#[derive(Debug, Clone)]
pub struct NewMilestone {
    /// Its key.
    pub key: String,
    /// What it is.
    pub label: Option<String>,
    /// The date as known; none where undated.
    pub on: Option<PartialDate>,
    /// `documented`, `secondary`, `derived`, `inferred`.
    pub certainty: Option<String>,
    /// What it rests on.
    pub basis: Option<String>,
    /// `review`, `adoption`, `letter`, `midterm`, `horizon` …
    pub kind: Option<String>,
    /// The State.
    pub state: Option<String>,
    /// The set.
    pub set: Option<String>,
    /// Whether it is voluntary.
    pub voluntary: Option<bool>,
}

impl App<'_> {
    fn begin(&mut self, command: &'static str) -> Result<Writing<'_>> {
        let now = self.now().at;
        let author = self.author.clone();
        let mut tx = self.store.write()?;
        let names = Names::read(tx.as_mut())?;
        Ok(Writing { tx, names, now, author, command })
    }

    /// Adds an item to a set.
    ///
    /// # Errors
    /// [`AppError::Refused`] where the ref is taken or the text empty.
    pub fn add_item(&mut self, new: &NewItem) -> Result<Added> {
        let mut writing = self.begin("item add")?;
        let Some((key, label)) = new.name.split_once(':') else {
            return Err(AppError::refused(
                format!("`{}` names no set", new.name),
                "write SET:REF, as in `upr item add PRK3:126.4 \"…\"`; `upr set add` makes a set",
            ));
        };
        let of = set(&writing.names, key)?.clone();
        let reference = free_ref(&mut writing, of.id, &of.key, label)?;
        let text = nonempty(&new.text, "the text")?;
        let heading = new.heading.as_deref().map(|heading| {
            choose::term(&writing.names, "theme", "theme", heading, "upr theme list")
        });
        let heading = heading.transpose()?.map(|term| term.id);
        let own_state = new.state.as_deref().map(|text| state(&writing.names, text)).transpose()?;
        let id = writing.tx.reserve("item")?;
        let record = Record::new("item")
            .with("id", id)
            .with("set_id", of.id)
            .with("ref", reference.as_str())
            .with("ref_folded", reference.folded())
            .with("sort_key", reference.sort_key(None))
            .with("paragraph", new.paragraph.clone())
            .with("kind", new.kind.slug())
            .with("actor", ActorKind::State.slug())
            .with("heading_id", heading)
            .with("state", own_state.or(of.state))
            .with("origin", "document")
            .with("text", text);
        let mut records = vec![record];
        for sender in &new.senders {
            let iso3 = state(&writing.names, sender)?;
            let record = Record::new("sender").with("item_id", id).with("iso3", iso3);
            records.push(record.with("printed", sender.as_str()));
        }
        let entry = writing.append(Some(id), records)?;
        writing.tx.commit()?;
        Ok(vec![(format!("{}:{reference}", of.key), entry)])
    }

    /// Adds a component to an item, lettered on where no letter is given.
    ///
    /// # Errors
    /// [`AppError::Refused`] where the item is a component itself or has a status of its own.
    pub fn add_component(&mut self, word: &str, text: &str, label: Option<&str>) -> Result<Added> {
        let mut writing = self.begin("component add")?;
        let parent = writing.item(word)?;
        let line = one_line(&mut writing, parent.id)?;
        if line.parent.is_some() {
            return Err(AppError::refused(
                format!("`{}` is a component itself", parent.name),
                "components are added to an item",
            ));
        }
        let history =
            writing.tx.find_status(parent.id, tracker(&writing.names), choose_latest())?;
        if let Some((_, entry)) = history {
            return Err(AppError::refused(
                format!("`{}` has a status of its own (entry {entry})", parent.name),
                format!(
                    "take it back first: `upr status retract {entry} --note \"now tracked through components\"`"
                ),
            ));
        }
        let text = nonempty(text, "the text")?;
        let of = writing.names.sets.iter().find(|set| set.key == line.set).cloned();
        let of = of.ok_or_else(|| choose::unknown("set", &line.set, None, "upr set list"))?;
        let label = match label {
            Some(label) => label.to_owned(),
            None => next_letter(
                &line.reference,
                &line.components.iter().map(|c| c.reference.as_str()).collect::<Vec<_>>(),
            ),
        };
        let reference = free_ref(&mut writing, of.id, &of.key, &label)?;
        let above = Ref::parse(&line.reference)?;
        let id = writing.tx.reserve("item")?;
        let record = Record::new("item")
            .with("id", id)
            .with("set_id", of.id)
            .with("ref", reference.as_str())
            .with("ref_folded", reference.folded())
            .with("sort_key", reference.sort_key(Some(&above)))
            .with("parent_id", parent.id)
            .with("paragraph", line.paragraph.clone())
            .with("kind", line.kind.slug())
            .with("actor", line.actor.slug())
            .with("heading_id", line.heading)
            .with("state", line.state.clone())
            .with("origin", "own")
            .with("text", text);
        let entry = writing.append(Some(id), vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(format!("{}:{reference}", of.key), entry)])
    }

    /// Closes or reopens an item.
    ///
    /// # Errors
    /// [`AppError::Refused`] where it is so already, or without a note.
    pub fn set_life(
        &mut self,
        word: &str,
        life: &'static str,
        note: &str,
        public: bool,
    ) -> Result<Added> {
        let today = self.now().today;
        let mut writing =
            self.begin(if life == "closed" { "item close" } else { "item reopen" })?;
        let chosen = writing.item(word)?;
        let note = nonempty(note, "the note")?;
        let present = writing.tx.find_life(chosen.id, today)?;
        if present == life {
            return Err(AppError::refused(
                format!("`{}` is {life} already", chosen.name),
                format!("`upr show {}` tells its state", chosen.name),
            ));
        }
        let public = public || writing.names.public_by_default();
        let entry = writing.append(
            Some(chosen.id),
            vec![life_record(chosen.id, life, today, public, Some(note))],
        )?;
        writing.tx.commit()?;
        Ok(vec![(chosen.name, entry)])
    }

    /// Adds a set, and its document where the file does not have it.
    ///
    /// # Errors
    /// [`AppError::Refused`] where the key is taken.
    pub fn add_set(&mut self, new: &NewSet) -> Result<Added> {
        let mut writing = self.begin("set add")?;
        let key = SetKey::parse(&new.key)?;
        if writing.names.sets.iter().any(|set| set.key == key.as_str()) {
            return Err(AppError::refused(
                format!("there is a set `{key}` already"),
                "`upr set list`",
            ));
        }
        let iso3 = state(&writing.names, &new.state)?;
        let documents = writing.tx.list_documents()?;
        let known = documents.iter().find(|line| {
            line.key.eq_ignore_ascii_case(&new.document)
                || line.symbol.as_deref() == Some(&new.document)
        });
        let mut records = Vec::new();
        let document = match known {
            Some(line) => line.id,
            None => {
                let id = writing.tx.reserve("document")?;
                records.push(document_record(
                    id,
                    &NewDocument {
                        key: new.document.clone(),
                        is_symbol: true,
                        ..NewDocument::default()
                    },
                ));
                id
            }
        };
        let title = new.title.clone().or_else(|| known.and_then(|line| line.title.clone()));
        let record = Record::new("item_set")
            .with("key", key.as_str())
            .with("title", title.unwrap_or_else(|| new.document.clone()))
            .with("noun", new.noun.clone().unwrap_or_else(|| "recommendations".to_owned()))
            .with("state", iso3)
            .with("document_id", document)
            .with("cycle", new.cycle)
            .with("period_from", new.from.map(|date| date.to_string()))
            .with("period_to", new.to.map(|date| date.to_string()));
        records.push(record);
        let entry = writing.append(None, records)?;
        writing.tx.commit()?;
        Ok(vec![(key.to_string(), entry)])
    }

    /// Makes a set the default one.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for a set that is not there.
    pub fn set_default(&mut self, key: &str) -> Result<Added> {
        let mut writing = self.begin("set default")?;
        let key = set(&writing.names, key)?.key.clone();
        let entry = writing.append(None, vec![setting("default_set", &key)])?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }

    /// Says whose file it is.
    ///
    /// # Errors
    /// The store's.
    pub fn set_owner(&mut self, name: Option<&str>, kind: Option<AssessorKind>) -> Result<Added> {
        let mut writing = self.begin("owner set")?;
        let mut records = Vec::new();
        if let Some(name) = name {
            records.push(setting("owner_name", nonempty(name, "the name")?));
        }
        if let Some(kind) = kind {
            records.push(setting("owner_kind", kind.slug()));
        }
        if records.is_empty() {
            return Err(AppError::refused("nothing to change", "`upr owner set NAME --kind nhri`"));
        }
        let entry = writing.append(None, records)?;
        writing.tx.commit()?;
        Ok(vec![("owner".to_owned(), entry)])
    }

    /// Sets what a new file was given: State, visibility, owner.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for a State that is none.
    pub fn set_initial(&mut self, settings: &[(&str, String)], iso3: Option<&str>) -> Result<()> {
        let mut writing = self.begin("init")?;
        let mut records: Vec<_> = settings.iter().map(|(key, value)| setting(key, value)).collect();
        if let Some(text) = iso3 {
            records.push(setting("state", &state(&writing.names, text)?));
        }
        if !records.is_empty() {
            writing.append(None, records)?;
        }
        Ok(writing.tx.commit()?)
    }

    /// Registers a document.
    ///
    /// # Errors
    /// [`AppError::Refused`] where it is there already.
    pub fn add_document(&mut self, new: &NewDocument) -> Result<Added> {
        let mut writing = self.begin("document add")?;
        nonempty(&new.key, "the symbol")?;
        if writing.tx.list_documents()?.iter().any(|line| line.key.eq_ignore_ascii_case(&new.key)) {
            return Err(AppError::refused(
                format!("there is a document `{}` already", new.key),
                format!("`upr document show {}`", new.key),
            ));
        }
        if let Some(url) = &new.url {
            check_url(url)?;
        }
        let id = writing.tx.reserve("document")?;
        let entry = writing.append(None, vec![document_record(id, new)])?;
        writing.tx.commit()?;
        Ok(vec![(new.key.clone(), entry)])
    }

    /// Adds a voice.
    ///
    /// # Errors
    /// [`AppError::Refused`] where the key is taken or cannot be one.
    pub fn add_assessor(
        &mut self,
        key: &str,
        name: &str,
        kind: AssessorKind,
        internal: bool,
    ) -> Result<Added> {
        let mut writing = self.begin("assessor add")?;
        let key = slug(key)?;
        if writing.names.assessors.iter().any(|voice| voice.key == key) {
            return Err(AppError::refused(
                format!("there is an assessor `{key}` already"),
                "`upr assessor list`",
            ));
        }
        let record = Record::new("assessor")
            .with("key", key.as_str())
            .with("name", nonempty(name, "the name")?)
            .with("kind", kind.slug())
            .with("internal", internal);
        let entry = writing.append(None, vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }

    /// Adds a term to a vocabulary; makes the vocabulary where `create`.
    ///
    /// # Errors
    /// [`AppError::Refused`] where the vocabulary is unknown or the term there already.
    pub fn add_term(
        &mut self,
        vocabulary: &str,
        term: &str,
        label: &str,
        parent: Option<&str>,
        create: bool,
    ) -> Result<Added> {
        let mut writing = self.begin("theme add")?;
        let (vocabulary, term) = (slug(vocabulary)?, slug(term)?);
        let known = writing.tx.list_vocabularies()?;
        let mut records = Vec::new();
        let of = match known.iter().find(|(_, key, ..)| *key == vocabulary) {
            Some((id, ..)) => *id,
            None if create => {
                let id = writing.tx.reserve("vocabulary")?;
                let record =
                    Record::new("vocabulary").with("id", id).with("key", vocabulary.as_str());
                records.push(record.with("name", vocabulary.as_str()).with("origin", "own"));
                id
            }
            None => {
                let keys = known.iter().map(|(_, key, ..)| key.as_str());
                let near = crate::domain::words::nearest(&vocabulary, keys);
                return Err(choose::unknown(
                    "vocabulary",
                    &vocabulary,
                    near,
                    "upr theme list --all",
                ));
            }
        };
        let taken = writing.names.terms.iter();
        if taken.filter(|line| line.vocabulary == vocabulary).any(|line| answers_to(line, &term)) {
            return Err(AppError::refused(
                format!("`{vocabulary}:{term}` is there already"),
                format!("`upr theme show {vocabulary}:{term}`"),
            ));
        }
        let parent = parent.map(|parent| {
            choose::term(&writing.names, &vocabulary, "theme", parent, "upr theme list")
        });
        let parent = parent.transpose()?.map(|line| line.id);
        let record = Record::new("term")
            .with("vocabulary_id", of)
            .with("slug", term.as_str())
            .with("label", nonempty(label, "the label")?)
            .with("parent_id", parent);
        records.push(record);
        let entry = writing.append(None, records)?;
        writing.tx.commit()?;
        Ok(vec![(format!("{vocabulary}:{term}"), entry)])
    }

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
        let mut writing = self.begin("evidence add")?;
        let public = new.public || writing.names.public_by_default();
        let title = match (&new.title, found.is_file()) {
            (None, true) => std::path::Path::new(&new.place)
                .file_name()
                .map(|name| name.to_string_lossy().into_owned()),
            (title, _) => title.clone(),
        };
        let mut added = Vec::new();
        for item in writing.items(&new.items)? {
            let mut record = found.record(item.id, public);
            for (column, value) in &mut record.fields {
                if *column == "effect" {
                    *value = Field::from(new.effect.as_str());
                }
            }
            let record = record
                .with("title", title.clone())
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
        let view = crate::domain::View { as_of: now.today, known_at: None, voice: 0 };
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

    /// Adds an engagement to the timeline.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for a State that is none.
    pub fn add_engagement(&mut self, new: &NewEngagement) -> Result<Added> {
        let mut writing = self.begin("timeline add")?;
        let iso3 = match &new.state {
            Some(text) => Some(state(&writing.names, text)?),
            None => writing.names.default_set().and_then(|set| set.state.clone()),
        };
        let id = writing.tx.reserve("engagement")?;
        let key = match new.on {
            Some(on) => format!("{on}-{}-{id}", new.kind),
            None => format!("undated-{}-{id}", new.kind),
        };
        let record = Record::new("engagement")
            .with("id", id)
            .with("key", key.as_str())
            .with("state", iso3)
            .with("from_on", new.on.map(|date| date.to_string()))
            .with("precision", precision(new.on))
            .with("kind", nonempty(&new.kind, "the kind")?)
            .with("document", new.document.clone())
            .with("paragraph", new.paragraph.clone())
            .with("essential", false)
            .with("public", !new.internal)
            .with("who", new.who.clone())
            .with("whom", new.whom.clone())
            .with("what", nonempty(&new.what, "what happened")?)
            .with("outcome", new.outcome.clone());
        let entry = writing.append(None, vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }

    /// Adds or changes a milestone: the newest row of a key counts, and what is not said stays.
    ///
    /// # Errors
    /// [`AppError::Refused`] where a new one lacks its label.
    pub fn set_milestone(&mut self, new: &NewMilestone) -> Result<Added> {
        let mut writing = self.begin("calendar set")?;
        let key = slug(&new.key)?;
        let present = writing.tx.list_milestones()?.into_iter().find(|line| line.key == key);
        let before = present.as_ref();
        let label = new.label.clone().or_else(|| before.map(|line| line.label.clone()));
        let label = label.ok_or_else(|| {
            AppError::refused(format!("`{key}` is new and has no label"), "add `--label \"…\"`")
        })?;
        let dated = new.on.or_else(|| before.and_then(|line| line.dated));
        let iso3 = match &new.state {
            Some(text) => Some(state(&writing.names, text)?),
            None => match before {
                Some(line) => line.state.clone(),
                None => writing.names.default_set().and_then(|set| set.state.clone()),
            },
        };
        let of = new.set.as_deref().map(|key| set(&writing.names, key).map(|set| set.key.clone()));
        let of = of.transpose()?.or_else(|| before.and_then(|line| line.set.clone()));
        let certainty = new.certainty.clone().or_else(|| before.map(|line| line.certainty.clone()));
        let kind = new.kind.clone().or_else(|| before.map(|line| line.kind.clone()));
        let voluntary = new.voluntary.or(before.map(|line| line.voluntary)).unwrap_or(false);
        let record = Record::new("milestone")
            .with("key", key.as_str())
            .with("state", iso3)
            .with("set_key", of)
            .with("label", label)
            .with("dated", dated.map(|date| date.to_string()))
            .with("precision", precision(dated))
            .with("certainty", certainty.unwrap_or_else(|| "documented".to_owned()))
            .with("basis", new.basis.clone().or_else(|| before.and_then(|line| line.basis.clone())))
            .with("voluntary", voluntary)
            .with("kind", kind.unwrap_or_else(|| "milestone".to_owned()));
        let entry = writing.append(None, vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }
}

fn choose_latest() -> chrono::NaiveDate {
    crate::domain::dates::LATEST
}

fn tracker(names: &Names) -> i64 {
    names.assessors.iter().find(|voice| voice.key == "tracker").map_or(0, |voice| voice.id)
}

fn precision(date: Option<PartialDate>) -> &'static str {
    match date {
        None => "none",
        Some(PartialDate::Year(_)) => "year",
        Some(PartialDate::Month(..)) => "month",
        Some(PartialDate::Day(_)) => "day",
    }
}

fn setting(key: &str, value: &str) -> Record {
    Record::new("setting").with("key", key).with("value", value)
}

fn life_record(
    item: i64,
    life: &str,
    on: chrono::NaiveDate,
    public: bool,
    note: Option<&str>,
) -> Record {
    Record::new("item_state")
        .with("item_id", item)
        .with("state", life)
        .with("effective_on", on)
        .with("public", public)
        .with("note", note)
}

fn document_record(id: i64, new: &NewDocument) -> Record {
    Record::new("document")
        .with("id", id)
        .with("key", new.key.as_str())
        .with("symbol", new.is_symbol.then_some(new.key.as_str()))
        .with("title", new.title.clone())
        .with("body", new.body.clone())
        .with("dated", new.dated.map(|date| date.to_string()))
        .with("session", new.session.clone())
        .with("addressee", new.addressee.clone())
        .with("language", new.language.clone())
        .with("url", new.url.clone())
}

fn nonempty<'a>(text: &'a str, what: &str) -> Result<&'a str> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(AppError::Refused { reason: format!("{what} is empty"), hint: None });
    }
    Ok(trimmed)
}

/// A key for assessors, terms and milestones: small letters, digits, `-`, `_` and `.`.
fn slug(text: &str) -> Result<String> {
    let folded = text.trim().to_lowercase();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if (1..=64).contains(&folded.len()) && folded.chars().all(allowed) {
        return Ok(folded);
    }
    Err(AppError::refused(
        format!("`{text}` cannot be a key"),
        "a key is 1 to 64 of a–z, 0–9, `-`, `_` and `.`",
    ))
}

fn check_url(text: &str) -> Result<()> {
    match crate::domain::evidence::Place::parse(text) {
        Ok(crate::domain::evidence::Place::Url(_)) => Ok(()),
        _ => Err(AppError::refused(format!("`{text}` is no web address"), "only http and https")),
    }
}

/// A ref that no item in force of the set has.
fn free_ref(writing: &mut Writing<'_>, set: i64, key: &str, label: &str) -> Result<Ref> {
    let reference = Ref::parse(label)?;
    if !writing.tx.list_named(Some(set), &reference.folded())?.is_empty() {
        return Err(AppError::refused(
            format!("there is an item `{key}:{reference}` already"),
            format!("`upr show {key}:{reference}`"),
        ));
    }
    Ok(reference)
}

fn one_line(writing: &mut Writing<'_>, item: i64) -> Result<crate::domain::lines::ItemLine> {
    let filter = crate::domain::Filter { items: vec![item], ..crate::domain::Filter::default() };
    let view = crate::domain::View {
        as_of: choose_latest(),
        known_at: None,
        voice: tracker(&writing.names),
    };
    let mut found = None;
    let (detail, levels) = (crate::store::Detail::Brief, crate::store::Levels::Matching);
    writing.tx.each_item(&filter, &view, detail, levels, &mut |line| {
        found = Some(line);
        Ok(())
    })?;
    found.ok_or_else(|| choose::unknown("item", &item.to_string(), None, "upr list"))
}

/// The next letter after an item's components: a … z, then aa.
fn next_letter(item: &str, taken: &[&str]) -> String {
    let taken: HashSet<&str> = taken.iter().copied().collect();
    let letters = (b'a'..=b'z').map(|letter| char::from(letter).to_string());
    let double = (b'a'..=b'z').map(|letter| format!("a{}", char::from(letter)));
    let separator = if item.chars().last().is_some_and(char::is_alphabetic) { "-" } else { "" };
    let name = |letter: String| format!("{item}{separator}{letter}");
    let free = letters.chain(double).map(name).find(|name| !taken.contains(name.as_str()));
    free.unwrap_or_else(|| format!("{item}-{}", taken.len() + 1))
}
