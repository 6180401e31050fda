//! Taking back one's last command whole, by appending.

use super::App;
use super::error::{AppError, Result};
use super::write::Pen;
use crate::domain::claims::WithdrawalClaim;
use crate::store::{Batch, Tx};

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
        let author = self.author.clone();
        self.take_back(|tx| {
            tx.find_undoable(&author)?.ok_or_else(|| {
                AppError::refused(
                    format!("nothing to take back: no command of `{author}` stands in this file"),
                    "`upr undo` takes back your own commands; `--author NAME` says who you are",
                )
            })
        })
    }

    /// Takes back one batch of the author, by the number of its first entry.
    ///
    /// # Errors
    /// [`AppError::Refused`] where it is not the author's, was taken back before, or something later
    /// rests on what it added.
    pub fn undo_batch(&mut self, batch: i64) -> Result<Undone> {
        let author = self.author.clone();
        self.take_back(|tx| {
            tx.find_batch(&author, batch)?.ok_or_else(|| AppError::Refused {
                reason: format!(
                    "there is nothing of `{author}` under the number {batch} that could be taken back: it was taken back before, or somebody else recorded it"
                ),
                hint: None,
            })
        })
    }

    /// Takes a batch back whole.
    fn take_back(&mut self, find: impl FnOnce(&dyn Tx) -> Result<Batch>) -> Result<Undone> {
        let pen = Pen::of(&self.author, self.now().moment(), "undo");
        let mut tx = self.store.write()?;
        let batch = find(tx.as_ref())?;
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
            let record = WithdrawalClaim::undone(target, reinstates);
            pen.append(tx.as_mut(), line.item, vec![record])?;
        }
        tx.commit()?;
        Ok(Undone { command: batch.command, entries: batch.entries, recorded_at })
    }
}
