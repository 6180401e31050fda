//! Power cuts, colleagues typing at the same time, full disks and files that cannot be written:
//! whatever happens, the file verifies and nothing that was acknowledged is lost.
//!
//! `UPR_CRASH_KILLS=6000 UPR_CRASH_SEED=7 cargo test --test suite crash::kill -- --nocapture` is the
//! long run; CONTRIBUTING.md has its figures.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests read their own settings and say what they found"
)]

mod at_once;
mod disk;
mod kill;
mod locked_out;

pub(crate) use locked_out::as_nobody;
