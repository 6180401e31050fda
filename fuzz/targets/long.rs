//! A short input said over and over, up to a megabyte: what takes longer than its length allows is
//! found as a time-out. The first byte says how much of the input stands once before and after.
#![no_main]

mod common;

use common::{end_at_own_panics, packaged, states};
use libfuzzer_sys::fuzz_target;
use upr::import::{self, Layout, Only, encoding, grid, sheet, tracker};

const LENGTH: usize = 1024 * 1024;

fuzz_target!(|bytes: &[u8]| {
    end_at_own_panics();
    let Some((first, rest)) = bytes.split_first() else { return };
    let once = rest.len() * usize::from(*first) / 512;
    let (before, rest) = rest.split_at(once);
    let (said, after) = rest.split_at(rest.len() - once);
    let times = LENGTH / said.len().max(1);
    let long = [before, &said.repeat(times), after].concat();
    let package = packaged(&long);
    let bytes = package.as_deref().unwrap_or(&long);
    drop(encoding::decode(bytes));
    drop(import::recognise(bytes, "input"));
    drop(sheet::read(bytes));
    drop(tracker::read(bytes, &tracker::Mapping::default()));
    drop(grid::read(bytes));
    for layout in Layout::ALL.iter().copied() {
        drop(import::read(layout, bytes, states(), &Only::default()));
    }
});
