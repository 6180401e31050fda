//! A file that can be trusted: tampering is found, copies are whole, what is destroyed is gone.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests open files by hand to do what the program never does"
)]

mod beside;
mod bombs;
mod bombs_apart;
mod confidential;
mod copies;
mod differential;
mod handed_on;
#[cfg(debug_assertions)]
mod planted;
mod received;
mod tamper;
mod upgrades;

pub(crate) use bombs_apart::{drawn, indexed};
#[cfg(debug_assertions)]
pub(crate) use planted::planted;
pub(crate) use tamper::{full, newest, tampered};
pub(crate) use upgrades::{first, first_release};
