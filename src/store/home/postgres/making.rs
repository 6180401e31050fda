//! Making a home, looking at one, and bringing its schema up to date.

use super::{PostgresHome, fault};
use crate::domain::ledger::hex;
use crate::store::home::{Address, FORMAT, Home as _, HomeFacts, HomeFault, Secrets};
use crate::store::{Result, StoreError};

/// Tables, functions and triggers of a home.
const SCHEMA: &str = include_str!("../schema.sql");

/// The triggers without which a ledger could be rewritten.
const TRIGGERS: &str =
    "SELECT count(*) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_proc AS p ON p.oid = t.tgfoid
    WHERE n.nspname = 'upr' AND t.tgenabled <> 'D' AND p.proname IN ('follows', 'stands')";
/// How many they are.
const ALL_TRIGGERS: i64 = 5;

/// What was seen of a home, and why it cannot be used.
pub(super) type Examined = (HomeFacts, Option<HomeFault>);

/// Begins a home in a database that has none: what is appended then is committed with it.
///
/// # Errors
/// [`HomeFault::Taken`]; [`HomeFault::NoRight`]; the server's.
pub fn found(address: Address, secrets: Secrets, needs: &str) -> Result<PostgresHome> {
    let mut home = PostgresHome::new(address, secrets);
    let mut drawn = [0; 16];
    getrandom::fill(&mut drawn).map_err(|error| StoreError::Engine(error.to_string()))?;
    let address = home.address.clone();
    let fault = |error| fault(&address, &error);
    let client = home.client()?;
    let sql = "SELECT current_setting('server_encoding'), pg_is_in_recovery(), ARRAY(
            SELECT c.relname::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = 'upr' AND c.relkind NOT IN ('i', 't') ORDER BY 1 LIMIT 4)";
    let row = client.query_one(sql, &[]).map_err(fault)?;
    let (encoding, standby, there): (String, bool, Vec<String>) = (
        row.try_get(0).map_err(fault)?,
        row.try_get(1).map_err(fault)?,
        row.try_get(2).map_err(fault)?,
    );
    let shown = || address.to_string();
    if standby {
        return Err(HomeFault::Standby { home: shown() }.into());
    }
    if encoding != "UTF8" {
        let reason = format!("the database is in {encoding}, and a ledger is in UTF8");
        return Err(HomeFault::None { home: shown(), reason }.into());
    }
    if !there.is_empty() {
        let found = format!("its schema `upr` holds {}", there.join(", "));
        return Err(HomeFault::Taken { home: shown(), found }.into());
    }
    client.batch_execute(&format!("BEGIN; {SCHEMA}")).map_err(fault)?;
    let sql = "INSERT INTO upr.home (id, format, needs) VALUES ($1, $2, $3)";
    client.execute(sql, &[&hex(&drawn), &FORMAT, &needs]).map_err(fault)?;
    Ok(home)
}

/// Puts functions and triggers as this program has them, and raises the format; gives the one before.
///
/// # Errors
/// The server's: only who made the home may.
pub fn renew(address: Address, secrets: Secrets, needs: &str) -> Result<i64> {
    let mut home = PostgresHome::new(address, secrets);
    home.hello()?;
    let address = home.address.clone();
    let fault = |error| fault(&address, &error);
    let client = home.client()?;
    let mut tx = client.transaction().map_err(fault)?;
    tx.batch_execute(SCHEMA).map_err(fault)?;
    let before: i64 = tx
        .query_one("SELECT format FROM upr.home", &[])
        .and_then(|row| row.try_get(0))
        .map_err(fault)?;
    let sql = "UPDATE upr.home SET format = $1, needs = $2 WHERE format < $1";
    tx.execute(sql, &[&FORMAT, &needs]).map_err(fault)?;
    tx.commit().map_err(fault)?;
    Ok(before)
}

/// Looks at a home and changes nothing.
pub fn examine(address: Address, secrets: Secrets) -> Examined {
    let mut seen = HomeFacts::default();
    let mut home = PostgresHome::new(address, secrets);
    let fault = look(&mut home, &mut seen).err().map(|error| match error {
        StoreError::Home(fault) => fault,
        other => HomeFault::Server { home: home.address.to_string(), reason: other.to_string() },
    });
    (seen, fault)
}

fn look(home: &mut PostgresHome, seen: &mut HomeFacts) -> Result<()> {
    let address = home.address.clone();
    let fault = |error| fault(&address, &error);
    let sql = "SELECT current_setting('server_version'),
                   COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)";
    let row = home.client()?.query_one(sql, &[]).map_err(fault)?;
    seen.server = Some(row.try_get(0).map_err(fault)?);
    seen.encrypted = row.try_get(1).map_err(fault)?;
    let hello = home.hello()?;
    (seen.standby, seen.secrets) = (hello.standby, hello.secrets);
    let sql = format!(
        "SELECT format, has_table_privilege('upr.entry', 'INSERT') AND has_table_privilege('upr.secret', 'INSERT')
             AND has_function_privilege('upr.lock()', 'EXECUTE'),
             has_function_privilege('upr.destroy(bigint, text, text)', 'EXECUTE'),
             ({TRIGGERS}) FROM upr.home"
    );
    let row = home.client()?.query_one(&sql, &[]).map_err(fault)?;
    seen.format = Some(row.try_get(0).map_err(fault)?);
    (seen.writes, seen.destroys) = (row.try_get(1).map_err(fault)?, row.try_get(2).map_err(fault)?);
    seen.guarded = row.try_get::<_, i64>(3).map_err(fault)? == ALL_TRIGGERS;
    seen.head = home.head()?.map(|(id, hash)| (id, hex(&hash)));
    Ok(())
}
