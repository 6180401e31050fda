//! A file that can be trusted: proving it, copying it, destroying on purpose, handing it on.

mod backup;
mod doctor;
mod files;
mod purge;
mod verify;

pub use crate::store::is_ours as is_upr_file;
pub(super) use backup::copy_before_import;
pub use backup::{BackedUp, Restored, restore};
pub use doctor::doctor;
pub use files::digest;
pub use purge::{Destroyed, MAX_REASON};
pub use verify::Verified;
