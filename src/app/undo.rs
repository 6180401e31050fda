//! Taking back a command whole, by appending, and taking that back again: first it is told what would
//! be taken back, then it is done.

use super::App;
use super::error::{AppError, Result};
use super::names::Names;
use super::refusals::UndoRefusal;
use super::sought::Sought;
use super::write::Pen;
use crate::domain::Level;
use crate::domain::claims::WithdrawalClaim;
use crate::store::{Batch, Read, SaidLine};

/// So many entries are told one by one.
const TOLD: usize = 12;

/// Which command is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The author's last one that was made with this copy of the file and stands.
    Last,
    /// That of this entry.
    Of(i64),
    /// The author's last undo made with this copy: it is taken back.
    LastUndo,
}

/// What is, or would be, taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    /// The number of the batch: that of its first entry.
    pub batch: i64,
    /// The command.
    pub command: String,
    /// When it was recorded.
    pub recorded_at: String,
    /// Who did it, where it was somebody else: never to be handed on.
    pub other: Option<String>,
    /// Its entries that stand, newest first.
    pub entries: Vec<i64>,
    /// What the first of them say, in the order in which they were recorded: the item and the words.
    pub said: Vec<(Option<String>, String)>,
    /// How many entries are not told.
    pub more: usize,
    /// Whether something was recorded after it.
    pub is_older: bool,
}

impl App<'_> {
    /// What would be taken back; nothing is written.
    ///
    /// # Errors
    /// [`AppError::Refused`] where there is nothing, where it is another's and `of_other` does not say
    /// so, and where something later rests on it.
    pub fn taking_back(&mut self, which: Which, of_other: bool) -> Result<Taking> {
        let author = self.author.clone();
        // What could not be written is refused before anybody is asked; the lock ends with this answer.
        let tx = self.writing()?;
        let tx: &dyn Read = &*tx;
        let batch = find(which, &author, tx)?;
        check(&batch, &author, of_other, which, tx)?;
        let mut told = batch.entries.clone();
        told.reverse();
        told.truncate(TOLD);
        if which == Which::LastUndo {
            // What holds again, not that it was taken back.
            for id in &mut told {
                let taken = tx.find_entry(*id)?.and_then(|line| line.withdraws);
                *id = taken.map_or(*id, |(target, _)| target);
            }
        }
        let said = tx.list_said(&told)?;
        let names = Names::read(tx)?;
        let first = tx.find_entry(batch.id)?;
        let head = tx.find_head()?.map_or(0, |(id, _)| id);
        let newest = batch.entries.iter().max().copied().unwrap_or(0);
        let (by, recorded_at) =
            first.map(|line| (line.author, line.recorded_at)).unwrap_or_default();
        Ok(Taking {
            batch: batch.id,
            command: batch.command,
            recorded_at,
            other: by.filter(|by| *by != author),
            more: batch.entries.len() - told.len(),
            said: said.into_iter().map(|line| words(line, &names)).collect(),
            entries: batch.entries,
            is_older: head > newest,
        })
    }

    /// Takes back what was told.
    ///
    /// # Errors
    /// As [`App::taking_back`], for what was recorded meanwhile.
    pub fn take_back(&mut self, told: &Taking, which: Which) -> Result<()> {
        let author = self.author.clone();
        let command = if which == Which::LastUndo { "redo" } else { "undo" };
        let pen = Pen::of(&author, self.now().moment(), command);
        let mut tx = self.writing()?;
        let batch = find(Which::Of(told.batch), &author, tx.as_mut())?;
        if batch.entries != told.entries {
            return Err(
                UndoRefusal::Changed { command: told.command.clone(), batch: told.batch }.into()
            );
        }
        check(&batch, &author, true, which, tx.as_mut())?;
        let held = tx.list_held_before(batch.id)?;
        let before = |target: i64| !held.contains(&(target, false));
        for id in &batch.entries {
            let line = tx.find_entry(*id)?;
            let line = line.ok_or(UndoRefusal::EntryGone)?;
            let (target, reinstates) =
                line.withdraws.map_or((*id, false), |(target, was)| (target, !was));
            // What a merge brings and takes back at once goes with the merge; what it takes back and
            // brings back again, or what was taken back before, is as it was.
            let within = line.withdraws.is_some() && (batch.id..*id).contains(&target);
            if within || line.withdraws.is_some() && before(target) != reinstates {
                continue;
            }
            let record = WithdrawalClaim::undone(target, reinstates);
            pen.append(tx.as_mut(), line.item, vec![record])?;
        }
        Ok(tx.commit()?)
    }

    /// Takes back one batch of the author at once, by one of its entries: who asks has told it. To whom
    /// nothing internal is shown, a batch of somebody else is not there.
    ///
    /// # Errors
    /// As [`App::taking_back`].
    pub fn undo_batch(&mut self, entry: i64, sees_internal: bool) -> Result<()> {
        if !sees_internal {
            let author = self.author.clone();
            let tx = self.writing()?;
            let tx: &dyn Read = &*tx;
            let first = tx.find_entry(find(Which::Of(entry), &author, tx)?.id)?;
            if first.and_then(|line| line.author).as_deref() != Some(author.as_str()) {
                return Err(no_entry(entry));
            }
        }
        let told = self.taking_back(Which::Of(entry), false)?;
        self.take_back(&told, Which::Of(entry))
    }
}

fn find(which: Which, author: &str, tx: &dyn Read) -> Result<Batch> {
    match which {
        Which::Last => match tx.find_undoable(author, true)? {
            Some(batch) => Ok(batch),
            None => Err(nothing(author, tx.find_undoable(author, false)?)),
        },
        Which::LastUndo => Ok(tx.find_redoable(author)?.ok_or(UndoRefusal::NothingAgain)?),
        Which::Of(entry) => {
            let line = tx.find_entry(entry)?.ok_or_else(|| no_entry(entry))?;
            tx.find_batch(line.batch)?.ok_or_else(|| no_entry(entry))
        }
    }
}

fn no_entry(entry: i64) -> AppError {
    AppError::Unknown { what: Sought::Entry, name: entry.to_string(), nearest: Vec::new() }
}

/// There is nothing to take back; what the author recorded elsewhere is named, not taken.
fn nothing(author: &str, elsewhere: Option<Batch>) -> AppError {
    let author = author.to_owned();
    match elsewhere {
        Some(Batch { id, command, .. }) => {
            UndoRefusal::MadeElsewhere { author, command, batch: id }.into()
        }
        None => UndoRefusal::NothingOfAuthor { author }.into(),
    }
}

fn check(batch: &Batch, author: &str, of_other: bool, which: Which, tx: &dyn Read) -> Result<()> {
    let (command, batch, empty) = (batch.command.clone(), batch.id, batch.entries.is_empty());
    if matches!(command.as_str(), "seed" | "init" | "purge") {
        return Err(UndoRefusal::ForGood { command, batch }.into());
    }
    if empty {
        return Err(UndoRefusal::Before { command, batch }.into());
    }
    let by = tx.find_entry(batch)?.and_then(|line| line.author);
    if !of_other && by.as_deref() != Some(author) {
        return Err(UndoRefusal::OfOther { command, batch, author: by.unwrap_or_default() }.into());
    }
    // What an undo took back is put back: nothing can rest on it.
    let resting = if which == Which::LastUndo { Vec::new() } else { tx.list_dependants(batch)? };
    if !resting.is_empty() {
        let first = resting.iter().take(5).map(ToString::to_string).collect();
        return Err(UndoRefusal::RestedOn { command, batch, count: resting.len(), first }.into());
    }
    Ok(())
}

/// What is said of an action, in a plan's words: the level comes first.
fn in_a_plan(words: &str) -> String {
    let (level, rest) = words.split_once(' ').unwrap_or((words, ""));
    let level = Level::from_slug(level).map_or(level, |level| level.of_action().slug());
    format!("{level} {rest}").trim_end().to_owned()
}

/// The most characters of what a row says.
const MOST: usize = 60;

/// A row in words: its item, what it is, what it says.
fn words(mut line: SaidLine, names: &Names) -> (Option<String>, String) {
    if line.table == "assessment" && line.item.as_ref().is_some_and(|item| names.is_action(item)) {
        line.words = line.words.map(|words| in_a_plan(&words));
    }
    let table = line.table.as_str();
    let what = match table {
        "assessment" => "status".to_owned(),
        "item_set" => "set".to_owned(),
        "item_state" => "state of the item".to_owned(),
        "withdrawal" => "taking back entry".to_owned(),
        "assignment" => "who is in charge:".to_owned(),
        "filing" => "theme".to_owned(),
        "term" => "theme or tag".to_owned(),
        other => other.replace('_', " "),
    };
    let words = line.words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    let words = words.map(|words| match words.char_indices().nth(MOST) {
        Some((cut, _)) => format!(" {}…", words[..cut].trim_end()),
        None => format!(" {words}"),
    });
    (line.item, format!("{what}{}", words.unwrap_or_default()))
}
