//! Tests through the binary: exact words, exit codes, and what stays unchanged.

#![expect(clippy::unwrap_used, reason = "a test that fails says where")]
#![expect(clippy::disallowed_methods, reason = "tests name files and folders by the environment")]
#![expect(clippy::naive_bytecount, reason = "a test may count lines the plain way")]

mod agreeing;
mod amendments;
mod any_input;
mod architecture;
mod bad_input;
mod completing;
mod crash;
mod data;
mod duties;
mod exports;
mod first_run;
mod gallery;
mod grounds;
mod guesses;
mod handed;
mod handin;
mod hostile;
mod import;
mod import_readers;
mod items;
mod ledger;
mod lineage;
mod merge;
mod mission;
#[cfg(not(feature = "office"))]
mod no_home;
#[cfg(feature = "office")]
mod office;
mod pages;
mod papers;
mod plan_privacy;
mod plan_sheets;
mod planning;
mod plans;
mod privacy;
mod readme;
mod rechecks;
mod remarks;
mod requests;
mod rules;
mod scale;
mod screens;
mod seeds;
#[cfg(feature = "web")]
mod serve;
mod shape;
mod sheet;
mod spool;
mod status;
mod suggest;
mod supply;
mod support;
#[cfg(unix)]
mod terminal;
mod text;
mod theme_bases;
mod themes;
mod translation;
mod trust;
mod undo;
