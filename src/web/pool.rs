//! The one file that opens the store: a few connections, each used by one request at a time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::app::App;
use crate::clock::Clock;
use crate::store::{FileStore, StoreError};

/// So many requests read or write at once: more would take memory, and the disk is one.
const SEATS: usize = 4;
/// So long a request waits for one of them.
const PATIENCE: Duration = Duration::from_secs(30);

/// What opens the file for each of those who ask.
pub type Opener = Arc<dyn Fn() -> Result<FileStore, StoreError> + Send + Sync>;

/// The connections to the file.
pub(super) struct Pool {
    open: Opener,
    clock: Arc<dyn Clock + Send + Sync>,
    idle: Mutex<Vec<FileStore>>,
    seats: Semaphore,
}

/// Why nothing was done.
#[derive(Debug)]
pub(super) enum Undone {
    /// Too many wait.
    Crowded,
    /// The file could not be opened.
    Store(StoreError),
    /// The program failed; the connection it failed on is gone.
    Fault,
}

impl Pool {
    /// Connections to the file that this opens.
    pub(super) fn new(open: Opener, clock: Arc<dyn Clock + Send + Sync>) -> Self {
        Self { open, clock, idle: Mutex::new(Vec::new()), seats: Semaphore::new(SEATS) }
    }

    /// Has something done with the program on the file, away from where requests are taken.
    ///
    /// # Errors
    /// [`Undone`].
    pub(super) async fn with<T: Send + 'static>(
        self: &Arc<Self>,
        author: String,
        act: impl FnOnce(&mut App<'_>) -> T + Send + 'static,
    ) -> Result<T, Undone> {
        let seat = timeout(PATIENCE, self.seats.acquire()).await;
        let Ok(Ok(seat)) = seat else { return Err(Undone::Crowded) };
        let pool = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let mut store = pool.take()?;
            let value = act(&mut App::new(&mut store, pool.clock.as_ref(), author));
            pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
            Ok(value)
        });
        let done = done.await;
        drop(seat);
        match done {
            Ok(done) => done.map_err(Undone::Store),
            Err(_) => Err(Undone::Fault),
        }
    }

    /// A connection to the file that lies at the path now: another may have been put there. The copy of
    /// a home catches up first.
    fn take(&self) -> Result<FileStore, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle.filter(FileStore::still_there) {
            Some(mut store) => match store.catch_up() {
                Err(StoreError::Replaced(_)) => (self.open)(),
                caught_up => caught_up.map(|()| store),
            },
            None => (self.open)(),
        }
    }
}
