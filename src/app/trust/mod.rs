//! A file that can be trusted: proving it, copying it, destroying on purpose, handing it on.

mod advice;
mod backup;
mod carried;
mod doctor;
mod files;
mod home;
pub(super) mod lines;
mod purge;
mod travel;
mod verify;

pub use crate::store::{Depth, is_ours as is_upr_file};
pub use advice::{Advice, FileAdvice, HomeAdvice, OpeningAdvice};
pub(super) use backup::copy_before_import;
pub use backup::{BackedUp, Keep, Restored, restore};
pub use carried::{is_ledger, verify_ledger};
pub use doctor::doctor;
pub use files::digest;
pub use home::{HomeSeen, home_doctor};
pub use purge::{Destroyed, MAX_REASON};
pub use travel::{SettledFile, told, written_down};
pub use verify::Verified;
