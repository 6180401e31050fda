//! What brings the rows of seed files into a file, each once.

use std::collections::{HashMap, HashSet};

use super::lists::{File, LISTS, List, digests};
use super::rows::{SeedRow, read};
use super::{SEEDS, broken};
use crate::app::error::Result;
use crate::app::write::Pen;
use crate::domain::claims::{ListClaim, SeedClaim, SettingClaim};
use crate::domain::ledger::{Moment, Record};
use crate::store::Tx;

/// Brings rows, remembering their keys and the ids that later rows name.
pub(super) struct Seeder<'a> {
    pub(super) tx: &'a mut dyn Tx,
    pub(super) now: Moment,
    pub(super) seeded: HashSet<String>,
    pub(super) terms: HashMap<(String, String), i64>,
    pub(super) vocabularies: HashMap<String, i64>,
    pub(super) documents: HashMap<String, i64>,
    pub(super) sets: HashMap<String, (i64, Option<String>)>,
    pub(super) items: HashMap<String, i64>,
    /// Keys of rows that come with the next entry.
    marks: Vec<String>,
}

impl<'a> Seeder<'a> {
    pub(super) fn new(tx: &'a mut dyn Tx, now: Moment) -> Result<Self> {
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
            marks: Vec::new(),
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
        self.marks.extend(rows.iter().map(|row| format!("{name}:{}", key(row))));
        Ok(rows)
    }

    /// Has the next entry say that the row with this key was brought.
    pub(super) fn mark(&mut self, key: impl Into<String>) {
        self.marks.push(key.into());
    }

    /// Brings the markers of a file that an earlier schema kept outside the ledger, in one entry.
    pub(super) fn carry_markers(&mut self) -> Result<()> {
        self.marks = self.tx.take_old_markers()?;
        self.append_all(Vec::new())
    }

    /// The entry that ends what a release brings: its marker, and which lists it has.
    pub(super) fn release(&mut self) -> Result<()> {
        self.mark(format!("release:{SEEDS}"));
        let lists = digests().into_iter();
        let lists = lists.map(|(list, sha256, rows)| ListClaim::said(list, SEEDS, sha256, rows));
        self.append_all(lists.collect())
    }

    /// The marks that go with the next entry.
    pub(super) fn take_marks(&mut self) -> Vec<Record> {
        self.marks.drain(..).map(SeedClaim::said).collect()
    }

    pub(super) fn append(&mut self, item: Option<i64>, mut records: Vec<Record>) -> Result<i64> {
        records.extend(self.take_marks());
        Pen::shipped(self.now, "seed").append(self.tx, item, records)
    }

    /// One entry for all rows, if there are any.
    pub(super) fn append_all(&mut self, records: Vec<Record>) -> Result<()> {
        if !records.is_empty() || !self.marks.is_empty() {
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

impl Seeder<'_> {
    /// Brings a list as this release has it.
    pub(super) fn list(&mut self, table: &str) -> Result<()> {
        let list = LISTS.iter().find(|list| list.table == table);
        list.map_or(Ok(()), |list| self.bring(list, list.file))
    }

    /// Brings the example's own rows of a list.
    pub(super) fn own_list(&mut self, table: &str) -> Result<()> {
        let list = LISTS.iter().find(|list| list.table == table);
        list.and_then(|list| Some((list, list.also?)))
            .map_or(Ok(()), |(list, file)| self.bring(list, file))
    }

    fn bring(&mut self, list: &List, file: File) -> Result<()> {
        for row in read(file.0, file.1)? {
            let values: Vec<_> =
                list.columns.iter().map(|column| (*column, row.text(column))).collect();
            self.tx.put_reference(list.table, list.key, &values)?;
        }
        Ok(())
    }
}
