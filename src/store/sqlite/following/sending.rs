//! What was written to a copy, sent to its home: whole for those who may read all, and without what is
//! internal for everybody.

use rusqlite::Connection;

use super::{Following, destroyed_by, holds};
use crate::domain::ledger::hex;
use crate::domain::ledger::portable::{Carried, Sealing};
use crate::store::home::{HomeFault, Kept, NumberedHash};
use crate::store::sqlite::columns::Columns as _;
use crate::store::sqlite::notes::{PENDING, put_note};
use crate::store::sqlite::privacy::{self, RowReach};
use crate::store::sqlite::{SqliteTx, carry, may_lack_texts, translate};
use crate::store::{Result, StoreError};

/// So many entries are sent at once.
pub(super) const TOGETHER: usize = 1_000;

impl SqliteTx<'_> {
    /// Records at the home what this transaction appended, and commits there; then here.
    pub(in crate::store::sqlite) fn send(self, mut following: Following<'_>) -> Result<()> {
        let path = self.path;
        let (last, hash) = self.head()?;
        let Some(hash) = hash.filter(|_| following.base.map(|(id, _)| id) != Some(last)) else {
            drop(following);
            return self.transaction.commit().map_err(|error| translate(path, error));
        };
        let mut sender = LineSender::after(following.base);
        let (mut destroyed, mut publishes) = (Vec::new(), false);
        let base = following.base.map_or(0, |(id, _)| id);
        carry::between(
            &self.transaction,
            (base, last),
            &|error| translate(path, error),
            &mut |entry| {
                destroyed.extend(destroyed_by(&entry));
                publishes |= holds(&entry, "publication");
                sender.take(&self.transaction, &entry)?;
                if sender.is_full() { sender.send(following.home) } else { Ok(()) }
            },
        )?;
        sender.send(following.home)?;
        for target in destroyed {
            for left in self.left_of(target)? {
                following.home.destroy(&left)?;
            }
            // What was published of it goes out again without its texts.
            publishes = true;
        }
        if publishes {
            for entry in self.published_since(base)? {
                following.home.publish(&entry)?;
            }
        }
        following.locked = false;
        match following.home.commit((last, hash)) {
            Ok(()) => {}
            Err(StoreError::Home(fault @ HomeFault::Unknown { .. })) => {
                // What was appended here goes; what is to be asked next time stays.
                let undone = self.transaction.execute_batch("ROLLBACK TO caught_up");
                let noted = undone.and_then(|()| {
                    put_note(&self.transaction, PENDING, &format!("{last} {}", hex(&hash)))
                });
                drop(noted.and_then(|()| self.transaction.commit()));
                return Err(fault.into());
            }
            Err(error) => return Err(error),
        }
        let home = following.home.address().to_string();
        let here = self.transaction.commit();
        here.map_err(|error| {
            HomeFault::Behind { home, reason: translate(path, error).to_string() }.into()
        })
    }

    /// What is left of an entry that was destroyed, and of the one that brought its file.
    fn left_of(&self, target: i64) -> Result<Vec<Kept>> {
        let sql = "SELECT $1 AS id UNION SELECT f.entry_id FROM source_file AS f
                   JOIN entry AS e ON e.source_id = f.id WHERE e.id = $1";
        let entries: Vec<i64> = self.rows(sql, [target], |row| row.get("id"))?;
        let mut left = Vec::with_capacity(entries.len());
        for entry in entries {
            left.extend(self.kept(entry)?);
        }
        Ok(left)
    }

    /// The entries up to one that were internal when they were written, and are no more.
    fn published_since(&self, last: i64) -> Result<Vec<Kept>> {
        let sql = "SELECT id FROM entry WHERE internal = 1 AND id <= $1 ORDER BY id";
        let entries: Vec<i64> = self.rows(sql, [last], |row| row.get("id"))?;
        let mut published = Vec::new();
        for entry in entries {
            let reach = privacy::reach_of_entry(&self.transaction, entry);
            if reach.map_err(|error| self.error(error))? == RowReach::Open {
                published.extend(self.kept_as(entry, false)?);
            }
        }
        Ok(published)
    }

    fn kept(&self, entry: i64) -> Result<Option<Kept>> {
        self.kept_as(entry, true)
    }

    fn kept_as(&self, entry: i64, as_written: bool) -> Result<Option<Kept>> {
        let mut found = None;
        let fault = |error| self.error(error);
        carry::between(&self.transaction, (entry - 1, entry), &fault, &mut |carried| {
            found = Some(kept(&self.transaction, &carried, None, as_written)?);
            Ok(())
        })?;
        Ok(found)
    }
}

/// Entries on their way to a home.
pub(super) struct LineSender {
    expected: Option<NumberedHash>,
    newest: Option<NumberedHash>,
    waiting: Vec<Kept>,
}

impl LineSender {
    /// Begins after an entry.
    pub(super) fn after(expected: Option<NumberedHash>) -> Self {
        Self { expected, newest: expected, waiting: Vec::new() }
    }

    /// Takes the next one.
    pub(super) fn take(&mut self, connection: &Connection, entry: &Carried) -> Result<()> {
        let previous = self.newest.map(|(_, hash)| hash);
        self.waiting.push(kept(connection, entry, previous, true)?);
        self.newest = Some((entry.id, entry.hash));
        Ok(())
    }

    pub(super) fn is_full(&self) -> bool {
        self.waiting.len() >= TOGETHER
    }

    /// Sends those that wait.
    pub(super) fn send(&mut self, home: &mut dyn crate::store::home::Home) -> Result<()> {
        if !self.waiting.is_empty() {
            home.append(self.expected, &self.waiting)?;
            self.waiting.clear();
            self.expected = self.newest;
        }
        Ok(())
    }

    /// The newest one.
    pub(super) fn newest(&self) -> Option<NumberedHash> {
        self.newest
    }
}

/// An entry as a home keeps it; as it was written, or with what was published of it since.
fn kept(
    connection: &Connection,
    entry: &Carried,
    previous: Option<[u8; 32]>,
    as_written: bool,
) -> Result<Kept> {
    let (open, whole) = (for_others(connection, entry, as_written)?.line(), entry.line());
    let secret = (open != whole).then_some(whole);
    Ok(Kept { id: entry.id, hash: entry.hash, previous, open, secret })
}

/// An entry without what is internal: what a redacted copy holds of it.
fn for_others(connection: &Connection, entry: &Carried, as_written: bool) -> Result<Carried> {
    let mut open = entry.clone();
    let Some(said) = &mut open.said else { return Ok(open) };
    let early = entry.form < 3;
    let hidden = early && {
        let reach = privacy::reach_of_entry(connection, entry.id);
        reach.map_err(|error| translate(std::path::Path::new(""), error))? > RowReach::Open
    };
    if hidden && entry.form < 2 {
        return Err(StoreError::Inseparable(entry.id));
    }
    if hidden || (entry.internal && as_written) {
        open.said = None;
        return Ok(open);
    }
    empty(&mut said.author, entry.form);
    for row in &mut said.rows {
        if may_lack_texts(row)
            && let Some(sealed) = &mut row.sealed
        {
            empty(sealed, entry.form);
        }
    }
    Ok(open)
}

fn empty(sealing: &mut Option<Sealing>, form: i64) {
    if let Some(sealing) = sealing {
        *sealing = Sealing::Emptied(sealing.digest(form));
    }
}
