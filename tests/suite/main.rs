//! Tests through the binary: exact words, exit codes, and what stays unchanged.

mod architecture;
mod bad_input;
mod crash;
mod exports;
mod first_run;
mod import_readers;
mod items;
mod privacy;
mod readme;
mod seeds;
mod status;
mod support;
mod text;
mod trust;
