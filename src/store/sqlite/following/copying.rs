//! Making the copy of a home, and opening the one that is there.

use super::*;

use crate::store::home::Hello;
use crate::store::sqlite::{carry, engine, verify};
use sending::LineSender;

/// A copy on this machine.
#[derive(Debug)]
pub struct CopyOf<'a> {
    /// Where it is, or will be.
    pub path: &'a Path,
    /// Which release's lists it is to have.
    pub release: &'a str,
    /// The time.
    pub now: DateTime<Utc>,
}

/// Opens the copy of a home, up to its newest entry. One that is missing, torn or of an earlier schema is
/// made again; `lists` brings what each release has for itself, where it is another's.
///
/// # Errors
/// [`HomeFault`]: a copy that says otherwise than its home is left as it is, and named.
pub fn open_copy(
    copy: &CopyOf<'_>,
    mut home: Box<dyn Home>,
    lists: impl FnOnce(&mut dyn Tx) -> Result<()>,
) -> Result<FileStore> {
    let hello = home.hello()?;
    let store = match present(copy.path, home.as_ref(), &hello)? {
        Some(store) => store,
        None => {
            let _alone = alone(copy.path)?;
            // Whoever was alone before may have made it.
            match present(copy.path, home.as_ref(), &hello)? {
                Some(store) => store,
                None => {
                    make(copy.path, home.as_mut(), copy.now)?;
                    open::open(copy.path)?
                }
            }
        }
    };
    let mut store = with_home(store, home)?;
    match store.catch_up() {
        Err(StoreError::Replaced(_)) => {
            let home = store.home.take().ok_or_else(|| engine("no home"))?;
            store = with_home(open::open(copy.path)?, home)?;
            store.catch_up()?;
        }
        caught_up => caught_up?,
    }
    bring(&mut store, copy.release, lists)?;
    Ok(store)
}

/// The copy with its home behind it; what goes out of it is wiped, not only forgotten.
fn with_home(store: FileStore, home: Box<dyn Home>) -> Result<FileStore> {
    let wiping = store.connection.pragma_update(None, "secure_delete", true);
    wiping.map_err(|error| translate(&store.path, error))?;
    Ok(FileStore { home: Some(home), ..store })
}

/// The copy that is there, if it can go on: it is whole, of the newest schema, nothing was put into it,
/// and it holds what is internal where that is given out.
fn present(path: &Path, home: &dyn Home, hello: &Hello) -> Result<Option<FileStore>> {
    let store = match open::open(path) {
        Ok(store) => store,
        Err(
            StoreError::Missing(_)
            | StoreError::Corrupt { .. }
            | StoreError::NotADatabase(_)
            | StoreError::Altered { .. },
        ) => return Ok(None),
        Err(error) => return Err(error),
    };
    if store.copy_of.as_deref().is_none_or(|of| !of.starts_with(&hello.id)) {
        let found = "it is the copy of another home, which had this address before".to_owned();
        let (home, copy) = (home.address().to_string(), path.to_owned());
        return Err(HomeFault::Disagrees { home, copy, entry: 1, found }.into());
    }
    let version = connecting::version(path, &store.connection)?;
    let fit = version == SCHEMA && store.condition.is_ours() && store.redacted != hello.secrets;
    Ok(fit.then_some(store))
}

/// Waits until nobody else on this machine makes the copy.
fn alone(path: &Path) -> Result<File> {
    make_folder(path)?;
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let io = |source| StoreError::Io { what: "lock", path: path.to_owned(), source };
    let lock = connecting::lock_file(Path::new(&name)).map_err(io)?;
    lock.lock().map_err(io)?;
    Ok(lock)
}

/// The folder of the copies is made with the first one.
fn make_folder(path: &Path) -> Result<()> {
    let folder = copies::folder(path);
    std::fs::create_dir_all(folder).map_err(|source| StoreError::Io {
        what: "make the folder",
        path: folder.to_owned(),
        source,
    })
}

/// Makes the copy again where something was published that it left out, unless somebody did.
pub(super) fn make_again(store: &mut FileStore) -> Result<()> {
    let _alone = alone(&store.path)?;
    if let (Some(home), true) = (store.home.as_mut(), identity(&store.path) == store.identity) {
        make(&store.path, home.as_mut(), SystemTime::now().into())?;
    }
    Ok(())
}

/// Brings the lists of a release.
fn bring(
    store: &mut FileStore,
    release: &str,
    lists: impl FnOnce(&mut dyn Tx) -> Result<()>,
) -> Result<()> {
    let path = store.path.clone();
    let fault = |error| translate(&path, error);
    if note(&store.connection, LISTS).map_err(fault)?.as_deref() == Some(release) || store.read_only
    {
        return Ok(());
    }
    let mut tx = store.begin(TransactionBehavior::Immediate)?;
    lists(&mut tx)?;
    put_note(&tx.transaction, LISTS, release).map_err(fault)?;
    Box::new(tx).commit()
}

/// Makes the copy, whole before it is seen.
fn make(path: &Path, home: &mut dyn Home, now: DateTime<Utc>) -> Result<()> {
    let hello = home.hello()?;
    let temporary = copies::beside(path)?;
    {
        let mut connection = connecting::connect(&temporary)?.0;
        migrating::migrate(path, &mut connection)?;
        let fault = |error| translate(path, error);
        redact::unguarded(&connection).map_err(fault)?;
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let mut tx = SqliteTx::new(transaction, &temporary);
        if !hello.secrets {
            tx.become_redacted(now)?;
        }
        let told = format!("{} {}", hello.id, home.address());
        put_note(&tx.transaction, HOME, &told).map_err(fault)?;
        tx.follow(home, !hello.secrets)?;
        Box::new(tx).commit()?;
    }
    let synced = File::open(&temporary).and_then(|file| file.sync_all());
    synced.map_err(|source| StoreError::Io { what: "write", path: path.to_owned(), source })?;
    // What stood there held nothing that the home does not; its journal is none of this one.
    drop(std::fs::remove_file(connecting::journal(path)));
    temporary.persist(path).map_err(|error| copies::creation_error(path, error.error))
}

/// Sends all entries of a file to a home that has none, in order.
///
/// # Errors
/// [`StoreError::RedactedCopy`] for a file that leaves something out; [`StoreError::Inseparable`].
pub fn send_whole(store: &mut FileStore, home: &mut dyn Home) -> Result<NumberedHash> {
    store.readable()?;
    let path = store.path.clone();
    let fault = |error| translate(&path, error);
    if verify::is_redacted(&store.connection).map_err(fault)? {
        return Err(StoreError::RedactedCopy(path));
    }
    let transaction = store.connection.transaction().map_err(fault)?;
    let mut sender = LineSender::after(None);
    carry::each_entry(&transaction, 0, &fault, &mut |entry| {
        sender.take(&transaction, &entry)?;
        if sender.is_full() { sender.send(home) } else { Ok(()) }
    })?;
    sender.send(home)?;
    let newest = sender.newest().ok_or_else(|| engine("a ledger without an entry"))?;
    home.commit(newest)?;
    Ok(newest)
}

/// Removes the copy of a home from this machine; whether there was one.
///
/// # Errors
/// [`StoreError::Busy`] while another program writes to it; where it cannot be removed.
pub fn forget(path: &Path) -> Result<bool> {
    if path.symlink_metadata().is_err() {
        return Ok(false);
    }
    if let Ok((connection, _)) = connecting::connect(path) {
        let locked = connection.execute_batch("BEGIN EXCLUSIVE");
        if let Err(error @ StoreError::Busy(_)) = locked.map_err(|error| translate(path, error)) {
            return Err(error);
        }
        for file in [path.to_owned(), connecting::journal(path)] {
            match std::fs::remove_file(&file) {
                Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::Io { what: "remove", path: file, source });
                }
                _ => {}
            }
        }
    }
    Ok(true)
}
