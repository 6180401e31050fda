//! A home in a PostgreSQL database: statements and what their failures mean.

use std::time::{Duration, Instant};

use ::postgres::error::SqlState;
use ::postgres::fallible_iterator::FallibleIterator as _;
use ::postgres::types::Type;
use ::postgres::{Client, Error};

use super::{Address, FORMAT, Hello, Home, HomeFault, Kept, NumberedHash, Secrets};
use crate::domain::ledger::portable::Carried;
use crate::store::{Result, StoreError};

mod connect;
mod making;

pub use making::{examine, found, renew};

/// So long a writer waits for another one.
const PATIENCE: &str = "30s";
/// So long a home is asked again whether it has what was committed.
const ASKING: Duration = Duration::from_secs(6);
/// So many entries go in with one statement.
const TOGETHER: usize = 500;

const WITH_SECRETS: &str = "SELECT e.id, e.hash, COALESCE(s.whole, e.open) FROM upr.entry AS e
    LEFT JOIN upr.secret AS s ON s.id = e.id WHERE e.id > $1 ORDER BY e.id";
const WITHOUT: &str = "SELECT e.id, e.hash, COALESCE(p.open, e.open) FROM upr.entry AS e
    LEFT JOIN upr.published AS p ON p.id = e.id WHERE e.id > $1 ORDER BY e.id";

/// A home in a PostgreSQL database.
pub struct PostgresHome {
    address: Address,
    secrets: Secrets,
    client: Option<Client>,
    hello: Option<Hello>,
}

impl std::fmt::Debug for PostgresHome {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("PostgresHome").field("address", &self.address).finish_non_exhaustive()
    }
}

impl PostgresHome {
    /// The home at an address; it is spoken to when something is asked.
    pub fn new(address: Address, secrets: Secrets) -> Self {
        Self { address, secrets, client: None, hello: None }
    }

    /// The connection, made where there is none or the last one was cut.
    fn client(&mut self) -> Result<&mut Client> {
        if self.client.as_ref().is_none_or(Client::is_closed) {
            self.client = Some(connect::connect(&self.address, &self.secrets)?);
        }
        self.client.as_mut().ok_or_else(|| StoreError::Engine("no connection".to_owned()))
    }

    /// Asks a question that may be asked twice: on a connection that was cut meanwhile, once more on a
    /// new one.
    fn ask<T>(
        &mut self,
        question: impl Fn(&mut Client) -> std::result::Result<T, Error>,
    ) -> Result<T> {
        let first = question(self.client()?);
        match first {
            Err(error) if is_cut(&error) => {
                self.client = None;
                let again = question(self.client()?);
                again.map_err(|error| self.fault(&error))
            }
            answer => answer.map_err(|error| self.fault(&error)),
        }
    }

    fn fault(&self, error: &Error) -> StoreError {
        fault(&self.address, error)
    }

    fn altered(&self, entry: i64, found: impl Into<String>) -> StoreError {
        HomeFault::Altered { home: self.address.to_string(), entry, found: found.into() }.into()
    }

    /// Whether the home has an entry, asked once nobody writes any more; none where it cannot be asked.
    fn has(&mut self, last: NumberedHash) -> Option<bool> {
        let end = Instant::now() + ASKING;
        loop {
            self.client = None;
            let asked = self.begin().and_then(|()| self.find_hash(last.0));
            self.rollback();
            match asked {
                Ok(found) => return Some(found == Some(last.1)),
                Err(_) if Instant::now() < end => std::thread::sleep(Duration::from_millis(250)),
                Err(_) => return None,
            }
        }
    }
}

impl Home for PostgresHome {
    fn address(&self) -> &Address {
        &self.address
    }

    fn hello(&mut self) -> Result<Hello> {
        if let Some(hello) = &self.hello {
            return Ok(hello.clone());
        }
        let sql = "SELECT id, format, needs, has_table_privilege('upr.secret', 'SELECT'),
                       pg_is_in_recovery() FROM upr.home";
        let row = self.ask(|client| {
            client.query_typed(sql, &[])?.into_iter().next().map_or(Ok(None), |row| {
                let told: (String, i64, String, bool, bool) = (
                    row.try_get(0)?,
                    row.try_get(1)?,
                    row.try_get(2)?,
                    row.try_get(3)?,
                    row.try_get(4)?,
                );
                Ok(Some(told))
            })
        })?;
        let home = self.address.to_string();
        let Some((id, format, needs, secrets, standby)) = row else {
            let reason = "what it says of itself is gone".to_owned();
            return Err(HomeFault::None { home, reason }.into());
        };
        if format > FORMAT {
            return Err(HomeFault::TooNew { home, found: format, known: FORMAT, needs }.into());
        }
        let hello = Hello { id, secrets, standby };
        self.hello = Some(hello.clone());
        Ok(hello)
    }

    fn head(&mut self) -> Result<Option<NumberedHash>> {
        let sql = "SELECT id, hash FROM upr.entry ORDER BY id DESC LIMIT 1";
        let row = self.ask(|client| {
            let rows = client.query_typed(sql, &[])?;
            rows.first().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
        })?;
        row.map(|(id, hash): (i64, Vec<u8>)| Ok((id, self.hash(id, &hash)?))).transpose()
    }

    fn find_hash(&mut self, entry: i64) -> Result<Option<[u8; 32]>> {
        let sql = "SELECT hash FROM upr.entry WHERE id = $1";
        let client = self.client()?;
        let rows = client.query_typed(sql, &[(&entry, Type::INT8)]);
        let rows = rows.map_err(|error| self.fault(&error))?;
        let hash = rows.first().map(|row| row.try_get::<_, Vec<u8>>(0)).transpose();
        let hash = hash.map_err(|error| self.fault(&error))?;
        hash.map(|hash| self.hash(entry, &hash)).transpose()
    }

    fn entries_after(
        &mut self,
        entry: i64,
        visit: &mut dyn FnMut(Carried) -> Result<()>,
    ) -> Result<()> {
        let sql = if self.hello()?.secrets { WITH_SECRETS } else { WITHOUT };
        let address = self.address.clone();
        let home = || address.to_string();
        let fault = |error: Error| fault(&address, &error);
        let client = self.client()?;
        let mut rows = client.query_typed_raw(sql, [(entry, Type::INT8)]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let id: i64 = row.try_get(0).map_err(fault)?;
            let (hash, line): (&[u8], &str) =
                (row.try_get(1).map_err(fault)?, row.try_get(2).map_err(fault)?);
            let altered = |found: String| HomeFault::Altered { home: home(), entry: id, found };
            let carried = Carried::read(line).map_err(|error| altered(error.to_string()))?;
            if (carried.id, carried.hash.as_slice()) != (id, hash) {
                let found = "its line does not say its number and hash".to_owned();
                return Err(altered(found).into());
            }
            visit(carried)?;
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<()> {
        let home = self.address.to_string();
        let hello = self.hello()?;
        if hello.standby {
            return Err(HomeFault::Standby { home }.into());
        }
        if !hello.secrets {
            return Err(HomeFault::NoSecrets { home }.into());
        }
        let sql = format!("BEGIN; SET LOCAL lock_timeout = '{PATIENCE}'; SELECT upr.lock()");
        let begun = self.ask(|client| client.simple_query(&sql).map(drop));
        if begun.is_err() {
            self.rollback();
        }
        begun
    }

    fn append(&mut self, expected: Option<NumberedHash>, entries: &[Kept]) -> Result<()> {
        if let Some(first) = entries.first()
            && (expected.map_or(1, |(id, _)| id + 1), expected.map(|(_, hash)| hash))
                != (first.id, first.previous)
        {
            return Err(self.altered(first.id, "it does not follow from the newest entry"));
        }
        let fault = |error: Error| fault(&self.address, &error);
        let client = self.client.as_mut();
        let client = client.ok_or_else(|| StoreError::Engine("no transaction".to_owned()))?;
        for part in entries.chunks(TOGETHER) {
            let ids: Vec<i64> = part.iter().map(|it| it.id).collect();
            let hashes: Vec<&[u8]> = part.iter().map(|it| it.hash.as_slice()).collect();
            let previous: Vec<Option<&[u8]>> =
                part.iter().map(|it| it.previous.as_ref().map(<[u8; 32]>::as_slice)).collect();
            let open: Vec<&str> = part.iter().map(|it| it.open.as_str()).collect();
            let sql = "INSERT INTO upr.entry (id, hash, previous, open)
                       SELECT * FROM unnest($1, $2, $3, $4) ORDER BY 1";
            let (ints, bytes, texts) = (Type::INT8_ARRAY, Type::BYTEA_ARRAY, Type::TEXT_ARRAY);
            client
                .query_typed(
                    sql,
                    &[
                        (&ids, ints.clone()),
                        (&hashes, bytes.clone()),
                        (&previous, bytes),
                        (&open, texts.clone()),
                    ],
                )
                .map_err(fault)?;
            let secret = part.iter().filter_map(|it| Some((it.id, it.secret.as_deref()?)));
            let (ids, whole): (Vec<i64>, Vec<&str>) = secret.unzip();
            if !ids.is_empty() {
                let sql = "INSERT INTO upr.secret (id, whole) SELECT * FROM unnest($1, $2)";
                client.query_typed(sql, &[(&ids, ints), (&whole, texts)]).map_err(fault)?;
            }
        }
        Ok(())
    }

    fn destroy(&mut self, left: &Kept) -> Result<()> {
        let sql = "SELECT upr.destroy($1, $2, $3)";
        let (id, open, whole) = (left.id, left.open.as_str(), left.secret.as_deref());
        let client = self.client()?;
        let done = client
            .query_typed(sql, &[(&id, Type::INT8), (&open, Type::TEXT), (&whole, Type::TEXT)]);
        done.map(drop).map_err(|error| self.fault(&error))
    }

    fn publish(&mut self, entry: &Kept) -> Result<()> {
        let sql = "INSERT INTO upr.published (id, open) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let (id, open) = (entry.id, entry.open.as_str());
        let client = self.client()?;
        let done = client.query_typed(sql, &[(&id, Type::INT8), (&open, Type::TEXT)]);
        done.map(drop).map_err(|error| self.fault(&error))
    }

    fn commit(&mut self, last: NumberedHash) -> Result<()> {
        let client = self.client.as_mut();
        let client = client.ok_or_else(|| StoreError::Engine("no transaction".to_owned()))?;
        let Err(error) = client.batch_execute("COMMIT") else { return Ok(()) };
        let home = self.address.to_string();
        let (entry, reason) = (last.0, told(&error));
        // The answer is lost, not what it would have said.
        match is_cut(&error).then(|| self.has(last)) {
            Some(Some(true)) => Ok(()),
            Some(None) => Err(HomeFault::Unknown { home, entry }.into()),
            Some(Some(false)) | None => Err(HomeFault::NotRecorded { home, reason }.into()),
        }
    }

    fn rollback(&mut self) {
        let ended = self.client.as_mut().map(|client| client.batch_execute("ROLLBACK"));
        if matches!(ended, Some(Err(_))) {
            self.client = None;
        }
    }
}

impl PostgresHome {
    fn hash(&self, entry: i64, bytes: &[u8]) -> Result<[u8; 32]> {
        bytes.try_into().map_err(|_| self.altered(entry, "its hash is none"))
    }
}

/// Whether the connection is gone, and with it what was under way.
fn is_cut(error: &Error) -> bool {
    let shutdown =
        [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW];
    error.is_closed()
        || error.code().is_some_and(|code| shutdown.contains(code))
        || error.code().is_none()
            && std::error::Error::source(error)
                .is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
}

/// What the server or the system said, in one line.
fn told(error: &Error) -> String {
    if let Some(said) = error.as_db_error() {
        return said.message().to_owned();
    }
    let (mut text, mut cause) = (String::new(), std::error::Error::source(error));
    while let Some(inner) = cause {
        text = inner.to_string();
        cause = inner.source();
    }
    if text.is_empty() { error.to_string() } else { text }
}

/// What a failure means to whoever uses the home.
fn fault(address: &Address, error: &Error) -> StoreError {
    let (home, reason) = (address.to_string(), told(error));
    let Some(code) = error.code() else {
        return HomeFault::Unreachable { home, reason }.into();
    };
    let none = [
        SqlState::UNDEFINED_TABLE,
        SqlState::INVALID_SCHEMA_NAME,
        SqlState::UNDEFINED_FUNCTION,
        SqlState::INVALID_CATALOG_NAME,
    ];
    let fault = match code {
        code if none.contains(code) => HomeFault::None { home, reason },
        &SqlState::LOCK_NOT_AVAILABLE => HomeFault::Busy { home },
        &SqlState::INSUFFICIENT_PRIVILEGE => HomeFault::NoRight { home, reason },
        &SqlState::READ_ONLY_SQL_TRANSACTION => HomeFault::Standby { home },
        &SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
            HomeFault::Shut { home, reason }
        }
        code if code.code().starts_with("23") => HomeFault::NotRecorded { home, reason },
        _ if is_cut(error) => HomeFault::Unreachable { home, reason },
        _ => HomeFault::Server { home, reason },
    };
    fault.into()
}
