//! `upr` follows up human-rights recommendations: one binary, one SQLite file, every claim dated,
//! sourced and attributable.
//!
//! The rooms, and which may name which, are described in ARCHITECTURE.md.

pub mod app;
pub mod cli;
pub mod clock;
pub mod domain;
pub mod import;
pub mod render;
pub mod report;
pub mod store;
pub mod suggest;
#[cfg(feature = "web")]
pub mod web;
