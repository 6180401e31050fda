//! One reader of foreign files, the one that the binary is named after: whatever it is given, it
//! reads or refuses.
#![no_main]

mod common;

use common::{end_at_own_panics, packaged, states};
use libfuzzer_sys::fuzz_target;
use upr::import::{self, Layout, Only};

fuzz_target!(|bytes: &[u8]| {
    end_at_own_panics();
    let layout: Layout = env!("CARGO_BIN_NAME").parse().expect("a layout");
    let package = packaged(bytes);
    let bytes = package.as_deref().unwrap_or(bytes);
    drop(import::read(layout, bytes, states(), &Only::default()));
});
