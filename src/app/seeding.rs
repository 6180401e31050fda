//! Bringing the seeds into a file: idempotent, and never over what a user changed.
//!
//! Each seed row has a key. A file remembers which it had; only the others are brought, so that a
//! later release's rows reach an existing file, and one that was taken back is not brought again.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::error::{AppError, Result};
use crate::domain::ledger::Record;
use crate::domain::{PartialDate, Ref};
use crate::store::{NewEntry, Store, StoreError, Tx};

mod example;
mod lists;
mod rows;

pub(super) use lists::{Lists, compare};
use rows::{SeedRow, read};

/// The name of the embedded seeds: another where any row differs.
pub const SEEDS: &str = env!("UPR_SEEDS");

macro_rules! seed {
    ($name:literal) => {
        ($name, include_str!(concat!("../../seeds/", $name, ".csv")))
    };
}

const STATES: (&str, &str) = seed!("states");
const SDG: (&str, &str) = seed!("sdg");
const VOCABULARIES: (&str, &str) = seed!("vocabularies");
const TERMS: (&str, &str) = seed!("terms");
const CROSSWALKS: (&str, &str) = seed!("crosswalks");
const DOCUMENTS: (&str, &str) = seed!("documents");
const SETS: (&str, &str) = seed!("sets");
const ITEMS: (&str, &str) = seed!("items");
const TAGS: (&str, &str) = seed!("tags");
const LINKS: (&str, &str) = seed!("links");
const ENGAGEMENTS: (&str, &str) = seed!("engagements");
const MILESTONES: (&str, &str) = seed!("milestones");
const ENTITIES: (&str, &str) = seed!("entities");

/// The voices that every file has: key, name, kind.
const VOICES: [(&str, &str, &str); 5] = [
    ("tracker", "this file", "tracker"),
    ("state", "State under review", "state"),
    ("nhri", "National human rights institution", "nhri"),
    ("cso", "Civil society", "cso"),
    ("un", "United Nations", "un"),
];

/// What a new file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The five documents with their items, and the reference lists.
    Seeds,
    /// The reference lists only.
    Empty,
    /// The fictitious example.
    Example,
}

/// Fills a new file.
///
/// # Errors
/// The store's.
pub fn fill(store: &mut dyn Store, now: DateTime<Utc>, content: Content) -> Result<()> {
    let mut tx = store.write()?;
    let now = match content {
        Content::Example => example::beginning(now)?,
        Content::Seeds | Content::Empty => now,
    };
    {
        let mut seeder = Seeder::new(tx.as_mut(), now)?;
        seeder.reference()?;
        match content {
            Content::Seeds => seeder.letter()?,
            Content::Empty => {}
            Content::Example => example::bring(&mut seeder)?,
        }
    }
    tx.insert_seeded(match content {
        Content::Seeds => "content:seeds",
        Content::Empty => "content:empty",
        Content::Example => "content:example",
    })?;
    tx.insert_seeded(&format!("release:{SEEDS}"))?;
    Ok(tx.commit()?)
}

/// Brings what this release has more than the one that made the file. Reads first; writes only
/// where something is new.
///
/// # Errors
/// The store's.
pub fn refresh(store: &mut dyn Store, now: DateTime<Utc>) -> Result<()> {
    let marker = format!("release:{SEEDS}");
    if store.read()?.is_seeded(&marker)? {
        return Ok(());
    }
    let mut tx = store.write()?;
    if tx.is_seeded(&marker)? {
        return Ok(());
    }
    let whole = tx.is_seeded("content:seeds")?;
    {
        let mut seeder = Seeder::new(tx.as_mut(), now)?;
        seeder.reference()?;
        if whole {
            seeder.letter()?;
        }
    }
    tx.insert_seeded(&marker)?;
    Ok(tx.commit()?)
}

/// Brings rows, remembering their keys and the ids that later rows name.
struct Seeder<'a> {
    tx: &'a mut dyn Tx,
    now: DateTime<Utc>,
    seeded: HashSet<String>,
    terms: HashMap<(String, String), i64>,
    vocabularies: HashMap<String, i64>,
    documents: HashMap<String, i64>,
    sets: HashMap<String, (i64, Option<String>)>,
    items: HashMap<String, i64>,
}

/// A seed that does not fit: a fault of the program.
fn broken(text: impl Into<String>) -> AppError {
    AppError::Store(StoreError::Engine(format!("the seeds are broken: {}", text.into())))
}

impl<'a> Seeder<'a> {
    fn new(tx: &'a mut dyn Tx, now: DateTime<Utc>) -> Result<Self> {
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
    fn fresh(
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

    fn append(&mut self, item: Option<i64>, records: Vec<Record>) -> Result<i64> {
        let entry =
            NewEntry { command: "seed", item, shipped: true, records, ..NewEntry::default() };
        Ok(self.tx.append(self.now, entry)?)
    }

    /// One entry for all rows, if there are any.
    fn append_all(&mut self, records: Vec<Record>) -> Result<()> {
        if !records.is_empty() {
            self.append(None, records)?;
        }
        Ok(())
    }

    /// The reference lists: States, vocabularies, crosswalks, and the voices.
    fn reference(&mut self) -> Result<()> {
        self.list("state")?;
        self.list("crosswalk")?;
        self.vocabularies()?;
        self.terms(TERMS)?;
        self.sdg()?;
        let fresh: Vec<_> = VOICES
            .into_iter()
            .filter(|(key, ..)| !self.seeded.contains(&format!("assessors:{key}")))
            .collect();
        let mut records = Vec::new();
        for (key, name, kind) in fresh {
            self.tx.insert_seeded(&format!("assessors:{key}"))?;
            let record = Record::new("assessor").with("key", key).with("name", name);
            records.push(record.with("kind", kind).with("internal", false));
        }
        self.append_all(records)
    }

    fn vocabularies(&mut self) -> Result<()> {
        let mut records = Vec::new();
        for row in self.fresh(VOCABULARIES, |row| row.text("key").to_owned())? {
            let id = self.tx.reserve("vocabulary")?;
            self.vocabularies.insert(row.text("key").to_owned(), id);
            let record = Record::new("vocabulary").with("id", id);
            records.push(row.copy(record, &["key", "name", "version", "source", "origin"]));
        }
        self.append_all(records)
    }

    fn terms(&mut self, file: (&str, &str)) -> Result<()> {
        let key = |row: &SeedRow| format!("{}:{}", row.text("vocabulary"), row.text("slug"));
        let mut records = Vec::new();
        for row in self.fresh(file, key)? {
            let vocabulary = row.text("vocabulary").to_owned();
            let parent = row.get("parent").map(|slug| self.term(&vocabulary, slug)).transpose()?;
            records.push(self.term_record(
                &vocabulary,
                row.text("slug"),
                row.text("label"),
                parent,
                (row.get("aliases"), row.get("note")),
            )?);
        }
        self.append_all(records)
    }

    fn sdg(&mut self) -> Result<()> {
        let mut records = Vec::new();
        for row in self.fresh(SDG, |row| row.text("code").to_owned())? {
            let code = row.text("code");
            let parent = match code.split_once('.') {
                Some((goal, _)) => Some(self.term("sdg", goal)?),
                None => None,
            };
            let label = row.get("short").unwrap_or(row.text("title"));
            let comment = row.get("short").map(|_| row.text("title"));
            records.push(self.term_record("sdg", code, label, parent, (None, comment))?);
        }
        self.append_all(records)
    }

    fn term_record(
        &mut self,
        vocabulary: &str,
        slug: &str,
        label: &str,
        parent: Option<i64>,
        (aliases, comment): (Option<&str>, Option<&str>),
    ) -> Result<Record> {
        let id = self.tx.reserve("term")?;
        self.terms.insert((vocabulary.to_owned(), slug.to_owned()), id);
        let of = self.vocabularies.get(vocabulary).copied();
        let of = of.ok_or_else(|| broken(format!("no vocabulary {vocabulary}")))?;
        Ok(Record::new("term")
            .with("id", id)
            .with("vocabulary_id", of)
            .with("slug", slug)
            .with("label", label)
            .with("parent_id", parent)
            .with("aliases", aliases)
            .with("comment", comment))
    }

    fn term(&self, vocabulary: &str, slug: &str) -> Result<i64> {
        let key = (vocabulary.to_owned(), slug.to_owned());
        self.terms.get(&key).copied().ok_or_else(|| broken(format!("no term {vocabulary}:{slug}")))
    }

    /// The letter, the older documents and what belongs to them.
    fn letter(&mut self) -> Result<()> {
        self.documents(DOCUMENTS)?;
        self.sets(SETS)?;
        if !self.seeded.contains("settings:default_set") {
            self.tx.insert_seeded("settings:default_set")?;
            self.setting("default_set", "HC19")?;
        }
        self.items(ITEMS)?;
        self.tags(TAGS)?;
        self.links(LINKS)?;
        self.engagements(ENGAGEMENTS, "PRK")?;
        self.milestones(MILESTONES)?;
        self.list("entity")
    }

    fn setting(&mut self, key: &str, value: &str) -> Result<()> {
        let record = Record::new("setting").with("key", key).with("value", value);
        self.append(None, vec![record]).map(drop)
    }

    fn documents(&mut self, file: (&str, &str)) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let id = self.tx.reserve("document")?;
            self.documents.insert(row.text("key").to_owned(), id);
            let columns =
                ["key", "symbol", "title", "body", "session", "addressee", "language", "url"];
            let record = row.copy(Record::new("document").with("id", id), &columns);
            let record = record.with("dated", row.get("date")).with("comment", row.get("note"));
            self.append(None, vec![record])?;
        }
        Ok(())
    }

    fn sets(&mut self, file: (&str, &str)) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let id = self.tx.reserve("item_set")?;
            let state = row.get("state").map(str::to_owned);
            self.sets.insert(row.text("key").to_owned(), (id, state));
            let document = row.get("document").map(|key| {
                let id = self.documents.get(key).copied();
                id.ok_or_else(|| broken(format!("no document {key}")))
            });
            let columns = [
                "key",
                "title",
                "noun",
                "state",
                "period_from",
                "period_to",
                "period_basis",
                "stance",
                "stance_document",
                "stance_paragraph",
            ];
            let record = row.copy(Record::new("item_set").with("id", id), &columns);
            let cycle: Option<i64> = row.get("cycle").and_then(|cycle| cycle.parse().ok());
            let record = record.with("document_id", document.transpose()?).with("cycle", cycle);
            self.append(None, vec![record.with("comment", row.get("note"))])?;
        }
        Ok(())
    }

    fn items(&mut self, file: (&str, &str)) -> Result<()> {
        let key = |row: &SeedRow| format!("{}:{}", row.text("set"), row.text("ref"));
        let (name, text) = file;
        for row in read(name, text)? {
            if self.seeded.contains(&format!("{name}:{}", key(&row))) {
                self.remember_item(row.text("set"), row.text("ref"))?;
            }
        }
        for row in self.fresh(file, key)? {
            let id = self.tx.reserve("item")?;
            let records = self.item_records(id, &row)?;
            self.items.insert(key(&row).to_uppercase(), id);
            self.append(Some(id), records)?;
        }
        Ok(())
    }

    /// Finds an item that the file has from an earlier release.
    fn remember_item(&mut self, set: &str, label: &str) -> Result<()> {
        let Some((set_id, _)) = self.sets.get(set).cloned() else { return Ok(()) };
        let found = self.tx.list_named(Some(set_id), &label.to_lowercase())?;
        if let Some((id, ..)) = found.into_iter().next() {
            self.items.insert(format!("{set}:{label}").to_uppercase(), id);
        }
        Ok(())
    }

    fn item_records(&mut self, id: i64, row: &SeedRow) -> Result<Vec<Record>> {
        let (set, label) = (row.text("set"), row.text("ref"));
        let (set_id, state) =
            self.sets.get(set).cloned().ok_or_else(|| broken(format!("no set {set}")))?;
        let reference = Ref::parse(label)?;
        let parent = row.get("parent").map(Ref::parse).transpose()?;
        let parent_id = parent.as_ref().map(|parent| self.item(&format!("{set}:{parent}")));
        let heading = row.get("heading").map(|slug| self.term("theme", slug)).transpose()?;
        let columns = [
            "paragraph",
            "kind",
            "force",
            "actor",
            "actor_name",
            "deadline",
            "origin",
            "text",
            "names",
            "answer",
        ];
        let record = row.copy(Record::new("item").with("id", id), &columns);
        let record = record
            .with("set_id", set_id)
            .with("ref", label)
            .with("ref_folded", reference.folded())
            .with("sort_key", reference.sort_key(parent.as_ref()))
            .with("parent_id", parent_id.transpose()?)
            .with("heading_id", heading)
            .with("state", state)
            .with("comment", row.get("note"));
        let mut records = vec![record];
        for code in row.list("recommending_states") {
            let sender = Record::new("sender").with("item_id", id).with("iso3", code);
            records.push(sender.with("printed", code));
        }
        Ok(records)
    }

    fn item(&self, name: &str) -> Result<i64> {
        let found = self.items.get(&name.to_uppercase()).copied();
        found.ok_or_else(|| broken(format!("no item {name}")))
    }

    /// Tags, an entry an item.
    fn tags(&mut self, file: (&str, &str)) -> Result<()> {
        let key = |row: &SeedRow| {
            format!("{}/{}:{}", row.text("item"), row.text("vocabulary"), row.text("term"))
        };
        let mut present: Option<(i64, Vec<Record>)> = None;
        for row in self.fresh(file, key)? {
            let item = self.item(row.text("item"))?;
            let term = self.term(row.text("vocabulary"), row.text("term"))?;
            let record = Record::new("tag")
                .with("item_id", item)
                .with("term_id", term)
                .with("removed", false)
                .with("origin", "own")
                .with("confidence", row.get("confidence"))
                .with("comment", row.get("note"));
            match &mut present {
                Some((of, records)) if *of == item => records.push(record),
                _ => {
                    if let Some((of, records)) = present.replace((item, vec![record])) {
                        self.append(Some(of), records)?;
                    }
                }
            }
        }
        if let Some((of, records)) = present {
            self.append(Some(of), records)?;
        }
        Ok(())
    }

    fn links(&mut self, file: (&str, &str)) -> Result<()> {
        let key = |row: &SeedRow| {
            format!("{}/{}/{}", row.text("item"), row.text("relation"), row.text("earlier"))
        };
        for row in self.fresh(file, key)? {
            let item = self.item(row.text("item"))?;
            let record = Record::new("link")
                .with("item_id", item)
                .with("relation", row.text("relation"))
                .with("target_id", self.item(row.text("earlier"))?)
                .with("origin", "own")
                .with("confidence", row.get("confidence"))
                .with("public", true)
                .with("reason", row.get("reason"));
            self.append(Some(item), vec![record])?;
        }
        Ok(())
    }

    fn engagements(&mut self, file: (&str, &str), state: &str) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let columns = [
                "key",
                "precision",
                "bound",
                "kind",
                "document",
                "paragraph",
                "who",
                "whom",
                "what",
                "outcome",
            ];
            let record = row.copy(Record::new("engagement"), &columns);
            let record = record
                .with("state", state)
                .with("from_on", row.get("from"))
                .with("until_on", row.get("until"))
                .with("essential", row.get("essential") == Some("yes"))
                .with("public", true)
                .with("comment", row.get("note"));
            self.append(None, vec![record])?;
        }
        Ok(())
    }

    fn milestones(&mut self, file: (&str, &str)) -> Result<()> {
        for row in self.fresh(file, |row| row.text("key").to_owned())? {
            let dated = row.get("on").map(PartialDate::parse).transpose()?;
            let columns = ["key", "state", "label", "precision", "certainty", "basis", "kind"];
            let record = row.copy(Record::new("milestone"), &columns);
            let record = record
                .with("set_key", row.get("set"))
                .with("dated", dated.map(|date| date.to_string()))
                .with("voluntary", row.get("voluntary") == Some("yes"));
            self.append(None, vec![record])?;
        }
        Ok(())
    }
}
