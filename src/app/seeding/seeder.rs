//! What brings the rows of seed files into a file, each once.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::broken;
use super::rows::{SeedRow, read};
use crate::app::error::Result;
use crate::app::write::Pen;
use crate::domain::claims::SettingClaim;
use crate::domain::ledger::Record;
use crate::store::Tx;

/// Brings rows, remembering their keys and the ids that later rows name.
pub(super) struct Seeder<'a> {
    pub(super) tx: &'a mut dyn Tx,
    pub(super) now: DateTime<Utc>,
    pub(super) seeded: HashSet<String>,
    pub(super) terms: HashMap<(String, String), i64>,
    pub(super) vocabularies: HashMap<String, i64>,
    pub(super) documents: HashMap<String, i64>,
    pub(super) sets: HashMap<String, (i64, Option<String>)>,
    pub(super) items: HashMap<String, i64>,
}

impl<'a> Seeder<'a> {
    pub(super) fn new(tx: &'a mut dyn Tx, now: DateTime<Utc>) -> Result<Self> {
        let terms = tx.list_terms(None)?;
        let terms = terms.into_iter().map(|term| ((term.vocabulary, term.slug), term.id)).collect();
        let vocabularies = tx.list_vocabularies()?;
        let documents = tx.list_documents()?.into_iter().map(|line| (line.key, line.id)).collect();
        let sets = tx.list_sets()?.into_iter().map(|set| (set.key, (set.id, set.state))).collect();
        Ok(Self {
            seeded: tx.list_seeded()?,
            terms,
            vocabularies: vocabularies.into_iter().map(|(id, key, ..)| (key, id)).collect(),
            documents,
            sets,
            items: HashMap::new(),
            now,
            tx,
        })
    }

    /// The rows of a seed file that this file has not had, each marked as brought.
    pub(super) fn fresh(
        &mut self,
        (name, text): (&str, &str),
        key: impl Fn(&SeedRow) -> String,
    ) -> Result<Vec<SeedRow>> {
        let mut rows = read(name, text)?;
        rows.retain(|row| !self.seeded.contains(&format!("{name}:{}", key(row))));
        for row in &rows {
            self.tx.insert_seeded(&format!("{name}:{}", key(row)))?;
        }
        Ok(rows)
    }

    pub(super) fn append(&mut self, item: Option<i64>, records: Vec<Record>) -> Result<i64> {
        Pen::shipped(self.now, "seed").append(self.tx, item, records)
    }

    /// One entry for all rows, if there are any.
    pub(super) fn append_all(&mut self, records: Vec<Record>) -> Result<()> {
        if !records.is_empty() {
            self.append(None, records)?;
        }
        Ok(())
    }

    pub(super) fn setting(&mut self, key: &str, value: &str) -> Result<()> {
        self.append(None, vec![SettingClaim::said(key, value)]).map(drop)
    }

    pub(super) fn term(&self, vocabulary: &str, slug: &str) -> Result<i64> {
        let key = (vocabulary.to_owned(), slug.to_owned());
        self.terms.get(&key).copied().ok_or_else(|| broken(format!("no term {vocabulary}:{slug}")))
    }

    pub(super) fn item(&self, name: &str) -> Result<i64> {
        let found = self.items.get(&name.to_uppercase()).copied();
        found.ok_or_else(|| broken(format!("no item {name}")))
    }
}
