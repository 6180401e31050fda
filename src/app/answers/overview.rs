//! `upr` alone: where things stand, and what to type next.

use std::path::Path;

use super::{Prepared, Question, footer};
use crate::app::App;
use crate::app::error::Result;
use crate::domain::lines::SetLine;
use crate::domain::{Filter, Level};
use crate::report::items::fact;
use crate::report::labels::{Ahead, period_end};
use crate::report::words::nouns::counted;
use crate::report::{Block, Document, Fact, Part};
use crate::store::Dimension;

/// What somebody may do next, as a value: it is worded by whoever asks.
#[derive(Debug, Clone)]
pub enum NextStep {
    /// Say whose file it is.
    NameOwner,
    /// Make the first set.
    MakeSet,
    /// Read the progress report.
    ReadReport,
    /// Look at the items, or at one of them.
    LookAtItems {
        /// `SET:REF`.
        item: String,
    },
    /// Record a status.
    RecordStatus {
        /// `SET:REF`.
        item: String,
    },
    /// Take the items as a spreadsheet.
    TakeSpreadsheet,
    /// Add a set.
    AddSet,
    /// Add an item.
    AddItem,
    /// Bring a file in.
    ImportFile,
    /// See what else there is.
    SeeAll,
}

impl App<'_> {
    /// Whose file it is.
    ///
    /// # Errors
    /// The store's.
    pub fn owner(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let owner = prepared.names.owner();
        let mut document = Document::new(prepared.labels.title("Owner of the file"));
        document.stamp = prepared.labels.stamp();
        let printed = match owner.name {
            Some(_) => owner.printed(),
            None => "not named: status is \"in this file\"".to_owned(),
        };
        document.blocks.push(Block::Paragraph(printed));
        document.facts =
            vec![fact("owner", owner.name), fact("kind", owner.kind.map(|k| k.slug().to_owned()))];
        Ok(document)
    }

    /// Where things stand.
    ///
    /// # Errors
    /// The store's.
    pub fn overview(
        &mut self,
        path: &str,
        question: &Question,
        worded: &dyn Fn(&NextStep) -> String,
    ) -> Result<Document<'static>> {
        let prepared = self.prepare(question, false)?;
        let owner = prepared.names.owner();
        let mut document = Document::new(prepared.labels.title("upr: where things stand"));
        document.stamp = prepared.labels.stamp();
        let owned = match owner.name {
            Some(_) => format!("Owner: {}", owner.printed()),
            None => format!("Owner: not named ({})", worded(&NextStep::NameOwner)),
        };
        // Where a file lies is nobody else's business.
        let name = Path::new(path).file_name().filter(|_| !question.internal);
        let path = name.map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned());
        let mut said = vec![format!("File: {path}"), owned];
        document.facts =
            vec![fact("file", path), fact("owner", prepared.labels.according_to.as_str())];
        match prepared.names.default_set() {
            None => said.push(format!("No set yet: {}.", worded(&NextStep::MakeSet))),
            Some(set) => {
                let (sentences, facts) = default_set(set, &prepared)?;
                said.extend(sentences);
                document.facts.extend(facts);
            }
        }
        document.blocks.extend(said.into_iter().map(Block::Paragraph));
        document.blocks.push(Block::Heading { level: 1, text: "What to type next".to_owned() });
        let set = prepared.names.default_set().map(|set| set.id);
        let first = match set {
            Some(set) => prepared.tx.list_names(Some(set), "", 1)?.into_iter().next(),
            None => None,
        };
        let next = next_steps(first.as_deref());
        document.blocks.push(Block::List(next.iter().map(worded).map(Part::new).collect()));
        document.footer = footer(question, &prepared)?;
        Ok(document)
    }
}

/// What to do next: on an item that the file has.
fn next_steps(item: Option<&str>) -> Vec<NextStep> {
    let mut steps = match item.map(str::to_owned) {
        Some(item) => vec![
            NextStep::ReadReport,
            NextStep::LookAtItems { item: item.clone() },
            NextStep::RecordStatus { item },
            NextStep::TakeSpreadsheet,
        ],
        None => vec![NextStep::AddSet, NextStep::AddItem, NextStep::ImportFile],
    };
    steps.push(NextStep::SeeAll);
    steps
}

/// The default set in sentences and facts.
fn default_set(set: &SetLine, prepared: &Prepared<'_>) -> Result<(Vec<String>, Vec<Fact>)> {
    let (names, view) = (&prepared.names, &prepared.view);
    let filter = Filter { sets: vec![set.id], ..Filter::default() };
    let counts = prepared.tx.count_statuses(&filter, view, Dimension::Whole)?;
    let all: i64 = counts.iter().map(|line| line.items).sum();
    let open = counts.iter().find(|line| line.status == Level::NotAssessed);
    let assessed = all - open.map_or(0, |line| line.items);
    let state = set.state.as_deref().map(|iso3| names.state(iso3));
    let mut said = vec![
        format!("Set: {} — {}", set.key, set.title),
        format!(
            "{}: {}; {assessed} assessed in this file",
            state.clone().unwrap_or_else(|| "State not given".to_owned()),
            counted(all, &set.noun)
        ),
    ];
    if let Some(end) = period_end(set) {
        let words = if end.last() < view.as_of { "ended on" } else { "runs to" };
        said.push(format!(
            "Period: from {}; {words} {end}",
            set.period_from.as_deref().unwrap_or("?")
        ));
    }
    let milestones =
        prepared.tx.list_milestones()?.into_iter().filter(|line| line.state == set.state);
    let ahead = Ahead::of(&milestones.collect::<Vec<_>>(), view.as_of);
    if let (Some(next), Some(days)) = (&ahead.next, ahead.days_left(view.as_of)) {
        let date = next.dated.map(|date| date.to_string()).unwrap_or_default();
        said.push(format!("Next: {} ({date}; {days} days left)", next.label));
    }
    let facts = vec![
        fact("set", set.key.as_str()),
        fact("state", state),
        fact("period_from", set.period_from.clone()),
        fact("period_to", set.period_to.clone()),
        fact("as_of", view.as_of),
        fact("items", all),
        fact("assessed", assessed),
        fact("next_milestone", ahead.next.as_ref().map(|line| line.label.clone())),
        fact("days_left", ahead.days_left(view.as_of)),
    ];
    Ok((said, facts))
}
