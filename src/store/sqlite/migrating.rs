//! The schema: made anew in memory, and brought up to date in a file.

use std::path::Path;

use refinery::Target;
use rusqlite::Connection;

use super::connecting::version;
use super::{SCHEMA, translate};
use crate::store::{Result, StoreError};

#[allow(clippy::module_inception, reason = "the name that refinery gives its module")]
mod migrations {
    refinery::embed_migrations!("migrations/sqlite");
}

/// A schema of this version, in memory: what every file is measured against.
pub(super) fn pattern(version: i64) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    let target = i32::try_from(version).map_or(Target::Latest, Target::Version);
    let runner = migrations::migrations::runner().set_grouped(true).set_target(target);
    runner.run(&mut connection).map_err(|error| {
        rusqlite::Error::ToSqlConversionFailure(Box::new(migration_error(Path::new(""), &error)))
    })?;
    Ok(connection)
}

/// Brings a schema up to date in one transaction: all of it or nothing.
pub(super) fn migrate(path: &Path, connection: &mut Connection) -> Result<()> {
    let fault = |error| translate(path, error);
    connection.pragma_update(None, "foreign_keys", false).map_err(fault)?;
    // A migration writes every page anew: it need not hold them all.
    connection.pragma_update(None, "cache_spill", true).map_err(fault)?;
    migrations::migrations::runner()
        .set_grouped(true)
        .run(connection)
        .map_err(|error| migration_error(path, &error))?;
    if version(path, connection)? != SCHEMA {
        let reason = "the number of its schema is not that of its migrations".to_owned();
        return Err(StoreError::Corrupt { path: path.to_owned(), reason });
    }
    connection.pragma_update(None, "cache_spill", false).map_err(fault)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(fault)
}

fn migration_error(path: &Path, error: &refinery::Error) -> StoreError {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if let Some(inner) = inner.downcast_ref::<rusqlite::Error>()
            && inner.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
        {
            return StoreError::Full(path.to_owned());
        }
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    StoreError::Engine(text)
}
