//! An import under way: the transaction, what is known, the file at hand, the account.

use crate::app::import::aid::Aid;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use chrono::NaiveDate;

use crate::app::error::Result;
use crate::app::names::Names;
use crate::app::write::{Pen, Whence};
use crate::clock::Now;
use crate::domain::bodies::{BodyLine, ItemFacts};
use crate::domain::claims::SourceClaim;
use crate::domain::ledger::Record;
use crate::domain::{Level, MatchKey};
use crate::import::{Layout, RowError, SourcePlace};
use crate::report::imports::{Account, FileLine, Remark, RowProblem, SetCount};
use crate::store::Tx;

use super::Request;
use super::about::{About, Reviewed, Target};
use super::index::Index;
use super::own_words::OwnWords;
use super::terms::KnownTerms;

/// The file at hand.
#[derive(Debug)]
pub(super) struct FileAt {
    pub(super) name: String,
    pub(super) sha256: String,
    pub(super) layout: Layout,
    size: i64,
    /// Its row, once something was taken from it.
    source: Option<i64>,
    /// The first item that came with it: only those before are what it may speak of.
    pub(super) first_new: i64,
    pub(super) targets: HashMap<About, Target>,
    /// All items of a set, read when something of the file was not found by its words.
    pub(super) whole: Option<(i64, Rc<Vec<ItemFacts>>)>,
}

/// An import under way.
pub(super) struct Work<'a> {
    pub(super) tx: &'a mut (dyn Tx + 'a),
    pub(super) names: Names,
    pub(super) request: &'a Request,
    pub(super) now: Now,
    pen: Pen,
    pub(super) bodies: Vec<BodyLine>,
    /// The plans, to which no file goes but a sheet of theirs: key, number, how many actions.
    pub(super) plans: Vec<(String, i64, i64)>,
    pub(super) set_keys: HashSet<String>,
    /// Documents by key: number and date.
    pub(super) documents: HashMap<String, (i64, Option<String>)>,
    pub(super) index: Index,
    pub(super) terms: KnownTerms,
    pub(super) crosswalk: Vec<(String, Level)>,
    pub(super) account: Account,
    pub(super) file: FileAt,
    /// What our own matrix says of each item.
    pub(super) own: OwnWords,
    /// Rows of which the rules did not allow the assessment.
    pub(super) refused: Vec<RowError>,
    /// The reviews that reports told of.
    pub(super) reviewed: Vec<Reviewed>,
    /// The texts of a letter, before its set is chosen.
    pub(super) texts_ahead: Vec<MatchKey>,
}

impl<'a> Work<'a> {
    pub(super) fn begin(
        tx: &'a mut (dyn Tx + 'a),
        names: Names,
        request: &'a Request,
        now: Now,
        author: &str,
    ) -> Result<Self> {
        let documents = tx.list_documents()?.into_iter();
        let documents = documents.map(|line| (line.key, (line.id, line.dated))).collect();
        let level = |(_, word, level): (String, String, String)| {
            Some((word, Level::from_slug(&level)?))
                .filter(|(_, level)| *level != Level::NotAssessed)
        };
        let bodies = tx.list_bodies()?;
        let figures = if names.has_plans() { tx.list_set_figures()? } else { Vec::new() };
        let items = |set: i64| figures.iter().find(|it| it.set == set).map_or(0, |it| it.items);
        let plans = names.sets.iter().filter(|set| set.is_plan());
        let plans = plans.map(|set| (set.key.clone(), set.id, items(set.id))).collect();
        Ok(Self {
            plans,
            documents,
            crosswalk: tx.list_crosswalks()?.into_iter().filter_map(level).collect(),
            set_keys: names.sets.iter().map(|set| set.key.clone()).collect(),
            index: Index::default(),
            terms: KnownTerms::read(&names, tx)?,
            account: Account::default(),
            file: FileAt::none(),
            own: OwnWords::default(),
            refused: Vec::new(),
            reviewed: Vec::new(),
            texts_ahead: Vec::new(),
            tx,
            names,
            request,
            now,
            pen: Pen::of(author, now.moment(), "import"),
            bodies,
        })
    }

    /// Turns to a file.
    pub(super) fn open(
        &mut self,
        name: &str,
        sha256: String,
        layout: Layout,
        size: u64,
    ) -> Result<()> {
        self.bodies = self.tx.list_bodies()?;
        self.terms.next_file();
        self.account.files.push(FileLine {
            name: name.to_owned(),
            layout: layout.slug().to_owned(),
            sha256: sha256.clone(),
            ..FileLine::default()
        });
        self.file = FileAt {
            name: name.to_owned(),
            sha256,
            layout,
            size: i64::try_from(size).unwrap_or(i64::MAX),
            source: None,
            first_new: i64::MAX,
            targets: HashMap::new(),
            whole: None,
        };
        Ok(())
    }

    /// Appends an entry from a place of the file. The file itself comes with the first of them.
    pub(super) fn append(
        &mut self,
        item: Option<i64>,
        place: Option<&SourcePlace>,
        mut records: Vec<Record>,
    ) -> Result<i64> {
        let source = match self.file.source {
            Some(id) => id,
            None => {
                let id = self.tx.reserve("source_file")?;
                records.insert(
                    0,
                    SourceClaim {
                        id: Some(id),
                        name: self.file.name.clone(),
                        sha256: self.file.sha256.clone(),
                        layout: self.file.layout.slug().to_owned(),
                        size: self.file.size,
                    }
                    .said(),
                );
                self.file.source = Some(id);
                id
            }
        };
        let place = place.map(SourcePlace::recorded);
        let whence = Some(Whence { source, place: place.as_deref() });
        self.pen.append_from(self.tx, item, whence, records)
    }

    /// The line of counts of the file at hand.
    pub(super) fn line(&mut self) -> &mut FileLine {
        if self.account.files.is_empty() {
            self.account.files.push(FileLine::default());
        }
        let last = self.account.files.len() - 1;
        &mut self.account.files[last]
    }

    /// Where the counts of a set stand for the file at hand.
    pub(super) fn count_of(&mut self, key: &str, new: bool, items: i64) -> usize {
        self.set_keys.insert(key.to_owned());
        let file = self.file.name.clone();
        let found = self.account.sets.iter().position(|set| set.set == key && set.file == file);
        found.unwrap_or_else(|| {
            let items = usize::try_from(items).unwrap_or(0);
            self.account.sets.push(SetCount {
                file,
                set: key.to_owned(),
                new,
                items,
                ..SetCount::default()
            });
            self.account.sets.len() - 1
        })
    }

    /// Counts an item that was there before; `set` is where its set's counts stand.
    pub(super) fn count_known(&mut self, set: usize, changed: bool, conflict: bool) {
        let (updated, unchanged) = (usize::from(changed), usize::from(!changed));
        let counts = &mut self.account.sets[set];
        counts.updated += updated;
        counts.unchanged += unchanged;
        let line = self.line();
        line.updated += updated;
        line.unchanged += unchanged;
        line.conflicting += usize::from(conflict);
    }

    /// Counts an item that was added.
    pub(super) fn count_new(&mut self, set: usize) {
        let counts = &mut self.account.sets[set];
        counts.added += 1;
        counts.items += 1;
        self.line().added += 1;
    }

    pub(super) fn remark(&mut self, place: &SourcePlace, message: impl Into<String>) {
        let file = self.file.name.clone();
        self.account.remarks.put(Remark {
            file,
            place: place.to_string(),
            message: message.into(),
        });
    }

    /// Remembers what is wrong with one row.
    pub(super) fn problems(&mut self, problems: Vec<RowProblem>) {
        self.line().refused += 1;
        for problem in problems {
            self.account.problems.put(problem);
        }
    }

    /// `FILE, PLACE`.
    pub(super) fn at(&self, place: &SourcePlace) -> String {
        let place = place.to_string();
        if place.is_empty() {
            self.file.name.clone()
        } else {
            format!("{}, {place}", self.file.name)
        }
    }

    /// The date of a document that the file has.
    pub(super) fn dated(&self, symbol: Option<&str>) -> Option<NaiveDate> {
        let (_, dated) = self.documents.get(symbol?)?;
        crate::domain::PartialDate::parse(dated.as_deref()?)
            .ok()
            .map(crate::domain::PartialDate::first)
    }

    /// What is expected instead of a status of a day before the document that a set's items stand in,
    /// as of a slip: 1925 for 2025. Nothing where it is later, or somebody said yes.
    pub(super) fn too_early(&self, set: &str, on: NaiveDate) -> Option<String> {
        let body = self.bodies.iter().find(|body| body.key == set)?;
        let document = body.document.as_deref()?;
        let dated = self.dated(Some(document))?;
        let early = on < dated && !self.request.confirmed;
        early.then(|| {
            let aid = self.request.aid(Aid::MeantSo);
            format!("a date from {dated} on, that of {document}{aid}")
        })
    }

    /// The account, the sets that got something, and the reviews that were told of.
    pub(super) fn finish(self) -> (Account, Vec<String>, Vec<Reviewed>) {
        let touched = self.account.sets.iter().filter(|set| set.added + set.updated > 0);
        let mut sets: Vec<String> = touched.map(|set| set.set.clone()).collect();
        sets.dedup();
        (self.account, sets, self.reviewed)
    }
}

impl FileAt {
    /// How many bytes it has.
    pub(super) fn size(&self) -> u64 {
        u64::try_from(self.size).unwrap_or_default()
    }

    fn none() -> Self {
        Self {
            name: String::new(),
            sha256: String::new(),
            layout: Layout::Sheet,
            size: 0,
            source: None,
            first_new: 0,
            targets: HashMap::new(),
            whole: None,
        }
    }
}
