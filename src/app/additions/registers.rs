//! Sets, documents, voices, terms, and whose file it is.

use super::{Added, check_url, nonempty, setting, slug};
use crate::app::App;
use crate::app::choose::{self, answers_to, set, state};
use crate::app::error::{AppError, Result};
use crate::domain::evidence::is_symbol;
use crate::domain::ledger::Record;
use crate::domain::{AssessorKind, PartialDate, SetKey};

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

impl App<'_> {
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
                        // What is no symbol is a key: none is made up.
                        is_symbol: is_symbol(&new.document),
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
            let iso3 = state(&writing.names, text)?;
            let seeded = writing.names.default_set().and_then(|set| set.state.clone());
            if let Some(other) = seeded.filter(|other| *other != iso3) {
                return Err(AppError::refused(
                    format!("the seeds are about {}", writing.names.state(&other)),
                    "for another State: `upr init --empty --state ISO`",
                ));
            }
            records.push(setting("state", &iso3));
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
        if new.is_symbol && !is_symbol(&new.key) {
            return Err(AppError::refused(
                format!("`{}` does not look like a UN symbol", new.key),
                "symbols are as in A/HRC/43/15; `--no-symbol` takes it as a key",
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
