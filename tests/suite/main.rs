//! Tests through the binary: exact words, exit codes, and what stays unchanged.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]
#![allow(clippy::disallowed_methods, reason = "tests name files and folders by the environment")]
#![allow(clippy::print_stdout, reason = "measured figures and skipped tests are said aloud")]
#![allow(clippy::cloned_ref_to_slice_refs, reason = "a list of one file reads as a list")]
#![allow(clippy::naive_bytecount, reason = "a test may count lines the plain way")]

mod any_input;
mod architecture;
mod bad_input;
mod crash;
mod exports;
mod first_run;
mod gallery;
mod handin;
mod hostile;
mod import;
mod import_readers;
mod items;
mod privacy;
mod readme;
mod seeds;
mod status;
mod supply;
mod support;
mod text;
mod trust;
