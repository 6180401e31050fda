//! A home in memory, for tests: it refuses what a real one refuses, and loses answers where it is told to.

use std::sync::{Arc, Mutex};

use super::{Address, Hello, Home, HomeFault, Kept, NumberedHash};
use crate::domain::ledger::portable::Carried;
use crate::store::Result;

/// What several programs share.
#[derive(Debug, Default)]
pub(crate) struct SharedHome {
    pub(crate) entries: Vec<Kept>,
    /// What becomes of the next COMMIT.
    pub(crate) next: Next,
}

/// What becomes of a COMMIT.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Next {
    #[default]
    Done,
    /// The home has it and nobody knows.
    LostDone,
    /// The home does not have it and nobody knows.
    LostUndone,
}

/// A program's connection to it.
#[derive(Debug)]
pub(crate) struct MemoryHome {
    shared: Arc<Mutex<SharedHome>>,
    address: Address,
    waiting: Vec<Kept>,
    left: Vec<Kept>,
}

impl MemoryHome {
    pub(crate) fn at(shared: &Arc<Mutex<SharedHome>>) -> Self {
        let address = Address::read("postgres:///memory").unwrap();
        Self { shared: Arc::clone(shared), address, waiting: Vec::new(), left: Vec::new() }
    }
}

impl Home for MemoryHome {
    fn address(&self) -> &Address {
        &self.address
    }

    fn hello(&mut self) -> Result<Hello> {
        Ok(Hello { id: "memory".to_owned(), secrets: true, standby: false })
    }

    fn head(&mut self) -> Result<Option<NumberedHash>> {
        Ok(self.shared.lock().unwrap().entries.last().map(|it| (it.id, it.hash)))
    }

    fn find_hash(&mut self, entry: i64) -> Result<Option<[u8; 32]>> {
        let shared = self.shared.lock().unwrap();
        Ok(shared.entries.iter().find(|it| it.id == entry).map(|it| it.hash))
    }

    fn entries_after(
        &mut self,
        entry: i64,
        visit: &mut dyn FnMut(Carried) -> Result<()>,
    ) -> Result<()> {
        let entries = self.shared.lock().unwrap().entries.clone();
        for kept in entries.iter().filter(|it| it.id > entry) {
            visit(Carried::read(kept.secret.as_ref().unwrap_or(&kept.open)).unwrap())?;
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<()> {
        self.rollback();
        Ok(())
    }

    fn append(&mut self, expected: Option<NumberedHash>, entries: &[Kept]) -> Result<()> {
        let newest = match self.waiting.last() {
            Some(kept) => Some((kept.id, kept.hash)),
            None => self.head()?,
        };
        let first = &entries[0];
        if newest != expected
            || (first.id, first.previous)
                != (newest.map_or(1, |it| it.0 + 1), newest.map(|(_, hash)| hash))
        {
            let (home, reason) = (self.address.to_string(), "it does not follow".to_owned());
            return Err(HomeFault::NotRecorded { home, reason }.into());
        }
        self.waiting.extend_from_slice(entries);
        Ok(())
    }

    fn destroy(&mut self, left: &Kept) -> Result<()> {
        self.left.push(left.clone());
        Ok(())
    }

    fn publish(&mut self, _entry: &Kept) -> Result<()> {
        Ok(())
    }

    fn commit(&mut self, last: NumberedHash) -> Result<()> {
        let mut shared = self.shared.lock().unwrap();
        let next = std::mem::take(&mut shared.next);
        if next != Next::LostUndone {
            shared.entries.append(&mut self.waiting);
            for left in self.left.drain(..) {
                let kept = shared.entries.iter_mut().find(|it| it.id == left.id).unwrap();
                (kept.open, kept.secret) = (left.open, left.secret);
            }
        }
        match next {
            Next::Done => Ok(()),
            _ => Err(HomeFault::Unknown { home: self.address.to_string(), entry: last.0 }.into()),
        }
    }

    fn rollback(&mut self) {
        self.waiting.clear();
        self.left.clear();
    }
}
