//! What stands for an issue in a text: phrases, and treaties with their names and abbreviations.
//! All of it is seeds (`lexicon.csv`, `treaties.csv`); how to extend them is in seeds/README.md.

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use super::phrase::Phrases;
use super::reading::{TextReading, Weight};
use super::text;

/// What a treaty's name is read as before phrases are looked for, so that "Convention on the Rights
/// of the Child" is no child.
pub(super) const TREATY: &str = " <treaty> ";

/// One row of `lexicon.csv`.
#[derive(Debug, Clone, Deserialize)]
struct PhraseRow {
    issue: String,
    weight: Weight,
    phrases: String,
    except: String,
}

/// One row of `treaties.csv`.
#[derive(Debug, Clone, Deserialize)]
struct TreatyRow {
    kind: NameKind,
    names: String,
    issues: String,
}

/// What a name in the table of treaties is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// A treaty or declaration.
    Treaty,
    /// A committee that watches over one.
    Body,
}

/// A seed that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct BrokenSeed {
    file: &'static str,
    problem: String,
}

/// The phrases and treaties, ready to be looked for.
#[derive(Debug)]
pub struct Lexicon {
    rows: Vec<PhraseRow>,
    phrases: Phrases,
    exceptions: Phrases,
    treaties: Vec<TreatyRow>,
    names: AhoCorasick,
    /// Which treaty a name is of.
    of: Vec<usize>,
}

pub(super) fn rows<R: serde::de::DeserializeOwned>(
    file: &'static str,
    csv: &str,
) -> Result<Vec<R>, BrokenSeed> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Result<Vec<R>, _> = reader.deserialize().collect();
    rows.map_err(|problem| BrokenSeed { file, problem: problem.to_string() })
}

fn listed(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

impl Lexicon {
    /// The lexicon of two seeds.
    ///
    /// # Errors
    /// [`BrokenSeed`] where a row or a phrase cannot be read.
    pub fn read(lexicon: &str, treaties: &str) -> Result<Self, BrokenSeed> {
        let rows: Vec<PhraseRow> = rows("lexicon.csv", lexicon)?;
        let treaties: Vec<TreatyRow> = self::rows("treaties.csv", treaties)?;
        let (mut phrases, mut exceptions) = (Phrases::default(), Phrases::default());
        for (number, row) in rows.iter().enumerate() {
            phrases.add(number, &row.phrases);
            exceptions.add(number, &row.except);
        }
        let mut names = Vec::new();
        let mut of = Vec::new();
        for (number, treaty) in treaties.iter().enumerate() {
            for name in listed(&treaty.names) {
                names.push(text::fold(name).trim_end().to_owned());
                of.push(number);
            }
        }
        Ok(Self {
            phrases,
            exceptions,
            rows,
            names: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(&names)
                .map_err(|problem| BrokenSeed {
                    file: "treaties.csv",
                    problem: problem.to_string(),
                })?,
            treaties,
            of,
        })
    }

    /// How many phrases and treaties there are: what [`TextReading`] numbers.
    pub fn len(&self) -> (usize, usize) {
        (self.rows.len(), self.treaties.len())
    }

    /// The treaties named in a folded text, and the text with each name read as [`TREATY`].
    fn without_treaties(&self, folded: &str) -> (Vec<(usize, String)>, String) {
        let mut named: Vec<(usize, String)> = Vec::new();
        let mut rest = String::with_capacity(folded.len());
        let mut done = 0;
        for hit in self.names.find_iter(folded) {
            if !folded[hit.end()..].starts_with(' ') {
                continue;
            }
            let treaty = self.of[hit.pattern().as_usize()];
            named.push((treaty, folded[hit.range()].trim().to_owned()));
            rest.push_str(&folded[done..hit.start()]);
            let mark =
                if self.treaties[treaty].kind == NameKind::Treaty { TREATY } else { " <body> " };
            rest.push_str(mark.trim_end());
            done = hit.end();
        }
        rest.push_str(&folded[done..]);
        (named, rest)
    }

    /// What is read in a text.
    pub fn reading(&self, folded: &str) -> TextReading {
        let mut reading = TextReading::default();
        let (named, rest) = self.without_treaties(folded);
        let words: Vec<&str> = rest.split(' ').filter(|word| !word.is_empty()).collect();
        let excepted = self.exceptions.matches(&words);
        for hit in self.phrases.matches(&words) {
            if excepted.iter().all(|except| except.group != hit.group) {
                let row = &self.rows[hit.group];
                reading.add(&row.issue, row.weight, &words[hit.words].join(" "));
                reading.phrases.push(hit.group);
            }
        }
        let treaties =
            named.iter().filter(|(number, _)| self.treaties[*number].kind == NameKind::Treaty);
        let mut several: Vec<usize> = treaties.map(|(number, _)| *number).collect();
        several.sort_unstable();
        several.dedup();
        let joining = super::coders::is_about_joining(&rest);
        let alone = several.len() >= super::coders::MANY_TREATIES && joining;
        for (number, name) in &named {
            let treaty = &self.treaties[*number];
            for issue in listed(&treaty.issues) {
                let instrument = issue == super::coders::INSTRUMENTS;
                if instrument || !(alone && treaty.kind == NameKind::Treaty) {
                    reading.add(issue, Weight::Sure, name);
                }
            }
            if !reading.treaties.contains(number) {
                reading.treaties.push(*number);
            }
        }
        super::coders::settle(&mut reading, joining);
        reading
    }
}
