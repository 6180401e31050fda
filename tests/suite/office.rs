//! The ledger at a home, on a real PostgreSQL server that the tests start; skipped aloud where there is none.

mod commands;
mod faults;
mod grants;
mod server;
mod tls;
mod together;
mod walk;
