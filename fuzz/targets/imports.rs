//! Foreign files: the layout is recognised, and every reader reads them, whatever they are.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use upr::domain::states::{State, States};
use upr::import::{self, Layout, Only, grid};

/// A few States are enough for the readers to find and to miss some.
fn states() -> &'static States {
    static STATES: OnceLock<States> = OnceLock::new();
    STATES.get_or_init(|| {
        let state = |iso3: &str, name: &str| State {
            iso3: iso3.to_owned(),
            name: name.to_owned(),
            official_name: name.to_owned(),
            region: String::new(),
            spellings: vec![name.to_owned()],
            member: true,
        };
        States::new(vec![
            state("PRK", "Democratic People's Republic of Korea"),
            state("FRA", "France"),
            state("GBR", "United Kingdom"),
            state("SVN", "Slovenia"),
        ])
    })
}

fuzz_target!(|bytes: &[u8]| {
    drop(import::recognise(bytes, "input"));
    drop(grid::read(bytes));
    for layout in [
        Layout::WgReport,
        Layout::Addendum,
        Layout::Matrix,
        Layout::Letter,
        Layout::UprInfo,
        Layout::Uhri,
    ] {
        drop(import::read(layout, bytes, states(), &Only::default()));
    }
});
