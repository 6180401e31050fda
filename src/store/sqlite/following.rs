//! A file that is the copy of a home: it catches up before it answers, and what is written to it is
//! recorded there first.

use std::fs::File;
use std::path::Path;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use super::notes::{HOME, LISTS, PENDING, note, put_note};
use super::{
    FileStore, SCHEMA, SqliteTx, connecting, copies, identity, migrating, open, purge, redact,
    translate, triggers,
};
use crate::domain::ledger::hex;
use crate::domain::ledger::portable::Carried;
use crate::domain::ledger::walk::{Stumble, Walk};
use crate::store::home::{Home, HomeFault, NumberedHash};
use crate::store::{Replay as _, Result, StoreError, Tx};

mod comparing;
mod copying;
mod sending;
#[cfg(test)]
mod tests;

pub use copying::{CopyOf, forget, open_copy, send_whole};

/// The home behind a transaction that writes: locked from its beginning to its end.
pub(super) struct Following<'a> {
    home: &'a mut dyn Home,
    /// The newest entry when the transaction began.
    base: Option<NumberedHash>,
    locked: bool,
}

impl Drop for Following<'_> {
    fn drop(&mut self) {
        if self.locked {
            self.home.rollback();
        }
    }
}

/// What became of a write whose answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Its last entry.
    pub entry: i64,
    /// Whether the home has it.
    pub recorded: bool,
}

/// How a copy stands after it followed its home.
enum Followed {
    /// Nothing was new.
    Same,
    /// Entries came; whether something was destroyed.
    More(bool),
    /// Something that the copy left out was published: it is to be made again.
    Published,
}

impl FileStore {
    /// Brings the copy up to its home's newest entry; a file without a home is as it is.
    ///
    /// # Errors
    /// [`HomeFault`]: the home cannot be asked, was altered, or says otherwise than the copy.
    /// [`StoreError::Replaced`] where something was published that the copy left out: it was made again,
    /// and is to be opened again.
    pub fn catch_up(&mut self) -> Result<()> {
        let Some(home) = self.home.as_mut() else { return Ok(()) };
        let here = head(&self.connection).map_err(|error| translate(&self.path, error))?;
        let followed = if home.head()? == here {
            Followed::Same
        } else {
            let transaction = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(|error| translate(&self.path, error))?;
            if identity(&self.path) != self.identity {
                return Err(StoreError::Replaced(self.path.clone()));
            }
            let mut tx = SqliteTx::new(transaction, &self.path);
            let followed = tx.follow(home.as_mut(), self.redacted)?;
            if !matches!(followed, Followed::Published) {
                Box::new(tx).commit()?;
            }
            followed
        };
        match followed {
            Followed::Same => {}
            Followed::More(destroyed) => {
                if destroyed {
                    self.vacuum()?;
                }
            }
            Followed::Published => {
                copying::make_again(self)?;
                return Err(StoreError::Replaced(self.path.clone()));
            }
        }
        self.settle()?;
        // When it last caught up: the file's own time says it, without a page written.
        let touched = File::options().write(true).open(&self.path);
        drop(touched.and_then(|file| file.set_modified(SystemTime::now())));
        Ok(())
    }

    /// What the home said of the last write whose answer was lost, once it was asked.
    pub fn settled(&self) -> Option<Settled> {
        self.settled
    }

    /// Finds out what became of a write whose answer was lost.
    fn settle(&mut self) -> Result<()> {
        let fault = |error| translate(&self.path, error);
        let Some(pending) = note(&self.connection, PENDING).map_err(fault)? else { return Ok(()) };
        let (entry, hash) = pending.split_once(' ').unwrap_or_default();
        let entry = entry.parse().unwrap_or_default();
        let has = |connection: &Connection| {
            let sql = "SELECT hash FROM entry WHERE id = $1";
            let found = connection.query_row(sql, [entry], |row| row.get::<_, [u8; 32]>(0));
            Ok(found.optional()?.is_some_and(|found| hex(&found) == hash))
        };
        let recorded = has(&self.connection).map_err(fault)?;
        if !recorded && let Some(home) = self.home.as_mut() {
            // Its transaction may still be under way: who holds the lock knows that it is not.
            let asked = home.begin().and_then(|()| home.find_hash(entry));
            home.rollback();
            if asked?.is_some_and(|found| hex(&found) == hash) {
                // The next catching up brings it, and tells.
                return Ok(());
            }
        }
        let forget = "DELETE FROM notice WHERE key = $1";
        self.connection.execute(forget, [PENDING]).map_err(fault)?;
        self.settled = Some(Settled { entry, recorded });
        Ok(())
    }

    /// Begins to write at the home, then here.
    pub(super) fn begin_following(&mut self) -> Result<SqliteTx<'_>> {
        let Self { connection, path, identity: known, home, redacted, remembers, .. } = self;
        let Some(home) = home.as_mut() else { return Err(super::engine("no home")) };
        home.begin()?;
        let mut following = Following { home: home.as_mut(), base: None, locked: true };
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| translate(path, error))?;
        if identity(path) != *known {
            return Err(StoreError::Replaced(path.clone()));
        }
        let mut tx = SqliteTx { remembers: *remembers, ..SqliteTx::new(transaction, path) };
        tx.follow(following.home, *redacted)?;
        tx.index_texts()?;
        tx.transaction
            .execute_batch("SAVEPOINT caught_up")
            .map_err(|error| translate(tx.path, error))?;
        let (last, hash) = tx.head()?;
        following.base = hash.map(|hash| (last, hash));
        tx.following = Some(following);
        Ok(tx)
    }

    fn vacuum(&mut self) -> Result<()> {
        self.connection.execute_batch("VACUUM").map_err(|error| translate(&self.path, error))
    }
}

impl SqliteTx<'_> {
    /// Takes the entries that the home has more, each checked as it comes.
    fn follow(&mut self, home: &mut dyn Home, redacted: bool) -> Result<Followed> {
        let (last, hash) = self.head()?;
        let here = hash.map(|hash| (last, hash));
        let there = home.head()?;
        if there == here {
            return Ok(Followed::Same);
        }
        let ahead = there.map_or(0, |(id, _)| id) > last;
        if !ahead || (last > 0 && home.find_hash(last)? != hash) {
            return self.differs(home, there).map(|()| Followed::Same);
        }
        if redacted && self.ledger.lifted.is_none() {
            self.lift()?;
        }
        let shown = home.address().to_string();
        let altered = |stumble: Stumble| {
            let (entry, found) = (stumble.entry.unwrap_or_default(), stumble.found);
            StoreError::from(HomeFault::Altered { home: shown.clone(), entry, found })
        };
        let mut walk = Walk::resume(redacted, last, hash, super::may_lack_texts);
        let (mut destroyed, mut published) = (false, false);
        home.entries_after(last, &mut |entry| {
            if published || (redacted && last > 0 && holds(&entry, "publication")) {
                published = true;
                return Ok(());
            }
            walk.step(&entry).map_err(altered)?;
            let targets: Vec<i64> = destroyed_by(&entry).collect();
            let id = entry.id;
            self.replay(entry).map_err(|error| match error {
                StoreError::Unfit { found, .. } => altered(Stumble { entry: Some(id), found }),
                error => error,
            })?;
            for target in targets {
                destroyed = true;
                purge::empty_rows(&self.transaction, target).map_err(|error| self.error(error))?;
            }
            Ok(())
        })?;
        if published {
            return Ok(Followed::Published);
        }
        walk.explained().map_err(altered)?;
        Ok(Followed::More(destroyed))
    }

    /// A copy of which only the texts that everybody may have came has gaps in its rows.
    fn lift(&mut self) -> Result<()> {
        let tables: Vec<&str> = super::shapes::SHAPES.iter().map(|shape| shape.table).collect();
        let lifted = triggers::lift(&self.transaction, &tables);
        self.ledger.lifted = Some(lifted.map_err(|error| self.error(error))?);
        Ok(())
    }

    /// Names the first entry of which copy and home do not say the same. A standby may lag behind.
    fn differs(&self, home: &mut dyn Home, there: Option<NumberedHash>) -> Result<()> {
        let here = |entry: i64| {
            let sql = "SELECT hash FROM entry WHERE id = $1";
            let found = self.transaction.query_row(sql, [entry], |row| row.get::<_, [u8; 32]>(0));
            found.optional().map_err(|error| self.error(error))
        };
        let last = self.head()?.0;
        let newest = there.map_or(0, |(id, _)| id);
        if newest < last
            && (newest == 0 || here(newest)? == there.map(|(_, hash)| hash))
            && home.hello()?.standby
        {
            return Ok(());
        }
        let (mut same, mut beyond) = (0, last.min(newest) + 1);
        while beyond - same > 1 {
            let middle = same + (beyond - same) / 2;
            if here(middle)? == home.find_hash(middle)? {
                same = middle;
            } else {
                beyond = middle;
            }
        }
        let found = if beyond > newest {
            format!("the home ends with entry {newest}, and the copy with entry {last}")
        } else {
            "it has another hash there than here".to_owned()
        };
        let (home, copy) = (home.address().to_string(), self.path.to_owned());
        Err(HomeFault::Disagrees { home, copy, entry: beyond, found }.into())
    }
}

/// Whether an entry holds a row of a table.
fn holds(entry: &Carried, table: &str) -> bool {
    entry.said.as_ref().is_some_and(|said| said.rows.iter().any(|row| row.table == table))
}

/// The entries that an entry says were destroyed.
fn destroyed_by(entry: &Carried) -> impl Iterator<Item = i64> {
    let rows = entry.said.iter().flat_map(|said| &said.rows).filter(|row| row.table == "purge");
    rows.filter_map(|row| row.get("target_entry")?.parse().ok())
}

/// The newest entry of a file.
fn head(connection: &Connection) -> rusqlite::Result<Option<NumberedHash>> {
    let sql = "SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1";
    connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}
