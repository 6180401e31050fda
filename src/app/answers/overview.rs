//! `upr` alone: where things stand, and what to type next.

use super::{Question, footer};
use crate::app::App;
use crate::app::error::Result;
use crate::domain::{Filter, Level};
use crate::report::items::fact;
use crate::report::labels::{Ahead, counted, period_end};
use crate::report::{Block, Document, Part};
use crate::store::Dimension;

impl App<'_> {
    /// Where things stand.
    ///
    /// # Errors
    /// The store's.
    pub fn overview(&mut self, path: &str, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, false)?;
        let mut tx = self.store.read()?;
        let (names, labels, view) = (&prepared.names, &prepared.labels, &prepared.view);
        let mut document = Document::new(labels.title("upr: where things stand"));
        document.stamp = labels.stamp();
        let mut say = |text: String| document.blocks.push(Block::Paragraph(text));
        say(format!("File: {path}"));
        let owner = names.owner();
        say(match owner.name {
            Some(_) => format!("Owner: {}", owner.printed()),
            None => "Owner: not named (`upr owner set NAME --kind nhri`)".to_owned(),
        });
        let mut facts = vec![fact("file", path), fact("owner", labels.according_to.as_str())];
        match names.default_set() {
            None => say("No set yet: `upr set add KEY --state ISO --document SYMBOL`.".to_owned()),
            Some(set) => {
                let filter = Filter { sets: vec![set.id], ..Filter::default() };
                let counts = tx.count_statuses(&filter, view, Dimension::Whole)?;
                let all: i64 = counts.iter().map(|line| line.items).sum();
                let open = counts.iter().find(|line| line.status == Level::NotAssessed);
                let assessed = all - open.map_or(0, |line| line.items);
                say(format!("Set: {} — {}", set.key, set.title));
                let state = set.state.as_deref().map(|iso3| names.state(iso3));
                say(format!(
                    "{}: {}; {assessed} assessed in this file",
                    state.as_deref().unwrap_or("State not given"),
                    counted(all, &set.noun)
                ));
                if let Some(end) = period_end(set) {
                    let ended = end.last() < view.as_of;
                    let from = set.period_from.as_deref().unwrap_or("?");
                    let words = if ended { "ended on" } else { "runs to" };
                    say(format!("Period: from {from}; {words} {end}"));
                }
                let milestones = tx.list_milestones()?;
                let own: Vec<_> =
                    milestones.into_iter().filter(|line| line.state == set.state).collect();
                let ahead = Ahead::of(&own, view.as_of);
                if let (Some(next), Some(days)) = (&ahead.next, ahead.days_left(view.as_of)) {
                    let date = next.dated.map(|date| date.to_string()).unwrap_or_default();
                    say(format!("Next: {} ({date}; {days} days left)", next.label));
                }
                facts.extend([
                    fact("set", set.key.as_str()),
                    fact("items", all),
                    fact("assessed", assessed),
                    fact("next_milestone", ahead.next.as_ref().map(|line| line.label.clone())),
                    fact("days_left", ahead.days_left(view.as_of)),
                ]);
            }
        }
        document.facts = facts;
        document.blocks.push(Block::Heading { level: 2, text: "What to type next".to_owned() });
        let next = [
            "upr report                    the progress report (`--theme children` for one theme)",
            "upr list                      the items; `upr show 48` one of them whole",
            "upr status set 48 in-progress --note \"…\"    record a status",
            "upr export csv -o items.csv   a spreadsheet",
            "upr --help                    everything else",
        ];
        document.blocks.push(Block::List(next.into_iter().map(Part::new).collect()));
        document.footer = footer(question, &prepared, tx.as_mut())?;
        Ok(document)
    }
}
