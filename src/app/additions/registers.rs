//! Sets, documents, voices, terms, and whose file it is.

use super::{Added, check_url, nonempty, slug};
use crate::app::App;
use crate::app::choose::{self, set, state};
use crate::app::error::Result;
use crate::app::refusals::{Register, RegisterRefusal};
use crate::app::sought::Sought;
use crate::app::terms::{WantedTerm, answers_to, term as find_term};
use crate::domain::claims::{
    AssessorClaim, DocumentClaim, SetClaim, SettingClaim, TermClaim, VocabularyClaim,
};
use crate::domain::evidence::is_symbol;
use crate::domain::{AssessorKind, Origin, PartialDate, SetKey};

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
    /// [`RegisterRefusal`] where the key is taken.
    pub fn add_set(&mut self, new: &NewSet) -> Result<Added> {
        let mut writing = self.begin("set add")?;
        let key = SetKey::parse(&new.key)?;
        if writing.names.sets.iter().any(|set| set.key == key.as_str()) {
            return Err(RegisterRefusal::Taken { of: Register::Sets, key: key.to_string() }.into());
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
                let claim = DocumentClaim {
                    id: Some(id),
                    key: new.document.clone(),
                    // What is no symbol is a key: none is made up.
                    symbol: is_symbol(&new.document).then(|| new.document.clone()),
                    ..DocumentClaim::default()
                };
                records.push(claim.said()?);
                id
            }
        };
        let title = new.title.clone().or_else(|| known.and_then(|line| line.title.clone()));
        let title = title.unwrap_or_else(|| new.document.clone());
        let noun = new.noun.as_deref().unwrap_or("recommendations");
        let claim = SetClaim {
            state: Some(iso3),
            document_id: Some(document),
            cycle: new.cycle,
            period_from: new.from.map(|date| date.to_string()),
            period_to: new.to.map(|date| date.to_string()),
            ..SetClaim::new(key.as_str(), title, noun)
        };
        records.push(claim.said());
        let entry = writing.append(None, records)?;
        writing.tx.commit()?;
        Ok(vec![(key.to_string(), entry)])
    }

    /// Makes a set the default one.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a set that is not there.
    pub fn set_default(&mut self, key: &str) -> Result<Added> {
        let mut writing = self.begin("set default")?;
        let found = set(&writing.names, key)?;
        if found.is_plan() {
            return Err(RegisterRefusal::DefaultPlan { plan: found.key.clone() }.into());
        }
        let key = found.key.clone();
        let entry = writing.append(None, vec![SettingClaim::said("default_set", &key)])?;
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
            records.push(SettingClaim::said("owner_name", nonempty(name, "the name")?));
        }
        if let Some(kind) = kind {
            records.push(SettingClaim::said("owner_kind", kind.slug()));
        }
        if records.is_empty() {
            return Err(RegisterRefusal::NothingOfOwner.into());
        }
        let entry = writing.append(None, records)?;
        writing.tx.commit()?;
        Ok(vec![("owner".to_owned(), entry)])
    }

    /// Sets what a new file was given: State, visibility, owner.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a State that is none.
    pub fn set_initial(&mut self, settings: &[(&str, String)], iso3: Option<&str>) -> Result<()> {
        let mut writing = self.begin("init")?;
        let mut records: Vec<_> =
            settings.iter().map(|(key, value)| SettingClaim::said(key, value)).collect();
        if let Some(text) = iso3 {
            let iso3 = state(&writing.names, text)?;
            let seeded = writing.names.default_set().and_then(|set| set.state.clone());
            if let Some(other) = seeded.filter(|other| *other != iso3) {
                return Err(RegisterRefusal::OtherState {
                    state: writing.names.state(&other).clone(),
                }
                .into());
            }
            records.push(SettingClaim::said("state", &iso3));
        }
        if !records.is_empty() {
            writing.append(None, records)?;
        }
        Ok(writing.tx.commit()?)
    }

    /// Registers a document.
    ///
    /// # Errors
    /// [`RegisterRefusal`] where it is there already.
    pub fn add_document(&mut self, new: &NewDocument) -> Result<Added> {
        let mut writing = self.begin("document add")?;
        if writing.tx.list_documents()?.iter().any(|line| line.key.eq_ignore_ascii_case(&new.key)) {
            return Err(
                RegisterRefusal::Taken { of: Register::Documents, key: new.key.clone() }.into()
            );
        }
        if new.is_symbol && !is_symbol(&new.key) {
            return Err(RegisterRefusal::NoSymbol { text: new.key.clone() }.into());
        }
        if let Some(url) = &new.url {
            check_url(url)?;
        }
        let id = writing.tx.reserve("document")?;
        let claim = DocumentClaim {
            id: Some(id),
            key: new.key.clone(),
            symbol: new.is_symbol.then(|| new.key.clone()),
            title: new.title.clone(),
            body: new.body.clone(),
            session: new.session.clone(),
            addressee: new.addressee.clone(),
            language: new.language.clone(),
            url: new.url.clone(),
            ..DocumentClaim::default()
        };
        let entry = writing.append(None, vec![claim.dated(new.dated).said()?])?;
        writing.tx.commit()?;
        Ok(vec![(new.key.clone(), entry)])
    }

    /// Adds a voice.
    ///
    /// # Errors
    /// [`RegisterRefusal`] where the key is taken or cannot be one.
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
            return Err(RegisterRefusal::Taken { of: Register::Assessors, key }.into());
        }
        let name = name.trim().to_owned();
        let record = AssessorClaim { id: None, key: key.clone(), name, kind, internal }.said()?;
        let entry = writing.append(None, vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }

    /// Adds a term to a vocabulary, called by its slug where it has no label; makes the vocabulary
    /// where `create`.
    ///
    /// # Errors
    /// [`RegisterRefusal`] where the vocabulary is unknown or the term there already.
    pub fn add_term(
        &mut self,
        vocabulary: &str,
        term: &str,
        label: Option<&str>,
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
                let claim = VocabularyClaim {
                    id: Some(id),
                    key: vocabulary.clone(),
                    name: vocabulary.clone(),
                    version: None,
                    source: None,
                    origin: Origin::Own,
                };
                records.push(claim.said());
                id
            }
            None => {
                let keys = known.iter().map(|(_, key, ..)| key.as_str());
                let near = crate::domain::words::nearest(&vocabulary, keys);
                return Err(choose::unknown(Sought::Vocabulary, &vocabulary, near));
            }
        };
        let taken = writing.names.terms.iter();
        if taken.filter(|line| line.vocabulary == vocabulary).any(|line| answers_to(line, &term)) {
            return Err(RegisterRefusal::TermTaken { term: format!("{vocabulary}:{term}") }.into());
        }
        let parent =
            parent.map(|parent| find_term(&writing.names, &vocabulary, WantedTerm::theme(parent)));
        let parent = parent.transpose()?.map(|line| line.id);
        let claim = TermClaim {
            vocabulary_id: of,
            slug: term.clone(),
            label: label.unwrap_or(&term).trim().to_owned(),
            parent_id: parent,
            ..TermClaim::default()
        };
        records.push(claim.said()?);
        let entry = writing.append(None, records)?;
        writing.tx.commit()?;
        Ok(vec![(format!("{vocabulary}:{term}"), entry)])
    }
}
