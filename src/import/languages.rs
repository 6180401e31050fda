//! The names of States in French, Spanish, Russian, Arabic and Chinese, for files in these languages:
//! as UN documents print them, then the plain ones of everyday use (Unicode CLDR 48). The register that
//! comes with the program has the English ones.

use crate::domain::states::{State, States};

/// `ISO3;French;Spanish;Russian;Arabic;Chinese`, several spellings of one parted by `|`.
const NAMES: &str = include_str!("languages.csv");

/// The States with their names in the UN's other languages as further spellings.
pub fn spoken(states: &States) -> States {
    let mut rows: Vec<State> = states.all().to_vec();
    for line in NAMES.lines() {
        let mut cells = line.split(';');
        let Some(row) = cells.next().and_then(|iso3| rows.iter_mut().find(|row| row.iso3 == iso3))
        else {
            continue;
        };
        for name in cells.flat_map(|cell| cell.split('|')).filter(|name| !name.is_empty()) {
            row.spellings.push(name.to_owned());
        }
    }
    States::new(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixtures::states;

    #[test]
    fn names_in_other_languages_are_known_and_none_is_two_states() {
        let spoken = spoken(&states());
        for (name, iso3) in [
            ("Espagne", "ESP"),
            ("España", "ESP"),
            ("Irak", "IRQ"),
            ("Iraq", "IRQ"),
            ("Испания", "ESP"),
            ("西班牙", "ESP"),
            ("إسبانيا", "ESP"),
        ] {
            assert_eq!(spoken.resolve(name).map(|state| state.iso3.as_str()), Some(iso3), "{name}");
        }
        let mut seen = std::collections::HashMap::new();
        for line in NAMES.lines() {
            let (iso3, names) = line.split_once(';').unwrap();
            for name in names.split([';', '|']).filter(|name| !name.is_empty()) {
                let other = seen.insert(name.to_lowercase(), iso3);
                assert!(other.is_none_or(|other| other == iso3), "{name}");
            }
        }
        assert!(NAMES.lines().count() >= 193);
        let whole = |line: &str| line.split(';').filter(|cell| !cell.is_empty()).count() == 6;
        let short: Vec<&str> = NAMES.lines().filter(|line| !whole(line)).collect();
        assert!(short.is_empty(), "a name in each language: {short:?}");
    }
}
