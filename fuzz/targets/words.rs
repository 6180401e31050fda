//! Words of the command line: dates, refs, keys, statuses, addresses of evidence, times.
#![no_main]

use libfuzzer_sys::fuzz_target;
use upr::domain::dates::PartialDate;
use upr::domain::evidence::Place;
use upr::domain::{DateWord, Level, Ref, SetKey};

fuzz_target!(|text: &str| {
    if let Ok(date) = PartialDate::parse(text) {
        assert_eq!(PartialDate::parse(&date.to_string()), Ok(date));
        assert!(date.first() <= date.last());
    }
    if let Ok(reference) = Ref::parse(text) {
        assert_eq!(Ref::parse(reference.as_str()).as_ref(), Ok(&reference));
        drop(reference.sort_key(None));
    }
    drop((DateWord::parse(text), Place::parse(text), SetKey::parse(text)));
    drop((text.parse::<Level>(), upr::app::months(text)));
});
