//! What every file has: States, vocabularies with their terms, crosswalks, and the voices.

use super::broken;
use super::rows::{SeedRow, seed};
use super::seeder::Seeder;
use crate::app::error::Result;
use crate::domain::claims::{AssessorClaim, TermClaim, VocabularyClaim};
use crate::domain::ledger::Record;
use crate::domain::{AssessorKind, Origin};

const SDG: (&str, &str) = seed!("sdg");
const VOCABULARIES: (&str, &str) = seed!("vocabularies");
const TERMS: (&str, &str) = seed!("terms");

/// The voices that every file has: key, name, kind.
const VOICES: [(&str, &str, AssessorKind); 5] = [
    ("tracker", "this file", AssessorKind::Tracker),
    ("state", "State under review", AssessorKind::State),
    ("nhri", "National human rights institution", AssessorKind::Nhri),
    ("cso", "Civil society", AssessorKind::Cso),
    ("un", "United Nations", AssessorKind::Un),
];

impl Seeder<'_> {
    /// The reference lists: States, vocabularies, crosswalks, and the voices.
    pub(super) fn reference(&mut self) -> Result<()> {
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
            self.mark(format!("assessors:{key}"));
            let (key, name) = (key.to_owned(), name.to_owned());
            records.push(AssessorClaim { id: None, key, name, kind, internal: false }.said()?);
        }
        self.append_all(records)
    }

    fn vocabularies(&mut self) -> Result<()> {
        let mut records = Vec::new();
        for row in self.fresh(VOCABULARIES, |row| row.text("key").to_owned())? {
            let id = self.tx.reserve("vocabulary")?;
            self.vocabularies.insert(row.text("key").to_owned(), id);
            let claim = VocabularyClaim {
                id: Some(id),
                key: row.text("key").to_owned(),
                name: row.text("name").to_owned(),
                version: row.own("version"),
                source: row.own("source"),
                origin: row.word("origin", Origin::from_slug)?,
            };
            records.push(claim.said());
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
        let claim = TermClaim {
            id: Some(id),
            vocabulary_id: of,
            slug: slug.to_owned(),
            label: label.to_owned(),
            parent_id: parent,
            aliases: aliases.map(str::to_owned),
            comment: comment.map(str::to_owned),
        };
        Ok(claim.said()?)
    }
}
