//! Taking back one's last command whole, by appending.

use super::App;
use super::error::{AppError, Result};
use crate::domain::ledger::{Moment, Record};
use crate::store::{NewEntry, Tx};

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The command.
    pub command: String,
    /// Its entries, newest first.
    pub entries: Vec<i64>,
    /// When it was recorded.
    pub recorded_at: String,
}

impl App<'_> {
    /// Takes back the author's last command that stands; again goes one further back.
    ///
    /// # Errors
    /// [`AppError::Refused`] where there is none, or where something later rests on what it added.
    pub fn undo(&mut self) -> Result<Undone> {
        let now = self.now();
        let author = self.author.clone();
        let mut tx = self.store.write()?;
        let batch = tx.find_undoable(&author)?.ok_or_else(|| {
            AppError::refused(
                format!("nothing to take back: no command of `{author}` stands in this file"),
                "`upr undo` takes back your own commands; `--author NAME` says who you are",
            )
        })?;
        let resting = tx.list_dependants(batch.id)?;
        if !resting.is_empty() {
            let entries: Vec<_> = resting.iter().take(5).map(ToString::to_string).collect();
            return Err(AppError::refused(
                format!(
                    "`{}` (entry {}) cannot be taken back: {} later entries rest on it ({})",
                    batch.command,
                    batch.id,
                    resting.len(),
                    entries.join(", ")
                ),
                "take these back first: `upr status log` shows them",
            ));
        }
        let mut recorded_at = String::new();
        for id in &batch.entries {
            let line = tx.find_entry(*id)?;
            let line =
                line.ok_or_else(|| AppError::refused("the entry is gone", "`upr verify`"))?;
            recorded_at.clone_from(&line.recorded_at);
            let (target, reinstates) =
                line.withdraws.map_or((*id, false), |(target, was)| (target, !was));
            take_back(tx.as_mut(), now.moment(), &author, target, reinstates, line.item)?;
        }
        tx.commit()?;
        Ok(Undone { command: batch.command, entries: batch.entries, recorded_at })
    }
}

fn take_back(
    tx: &mut dyn Tx,
    at: Moment,
    author: &str,
    target: i64,
    reinstates: bool,
    item: Option<i64>,
) -> Result<()> {
    let record = Record::new("withdrawal")
        .with("target_entry", target)
        .with("reinstates", reinstates)
        .with("public", false);
    let entry = NewEntry {
        command: "undo",
        item,
        author: Some(author.to_owned()),
        records: vec![record],
        ..NewEntry::default()
    };
    tx.append(at, entry)?;
    Ok(())
}
