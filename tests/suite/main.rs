//! Tests through the binary: exact words, exit codes, and what stays unchanged.

mod bad_input;
mod first_run;
mod import_readers;
mod items;
mod privacy;
mod seeds;
mod status;
mod support;
mod text;
