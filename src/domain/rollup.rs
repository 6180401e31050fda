//! The status of an item that bundles several: what its components' statuses make of the whole.
//!
//! | components | the whole |
//! |---|---|
//! | any not assessed | `not-assessed`, with the tally |
//! | all alike | that level |
//! | else any implemented or partially implemented | `partially-implemented` |
//! | else any in progress | `in-progress` |
//! | else | `no-information` |
//!
//! Regressed components are named beside the tally, whatever the whole is.

use super::Level;

/// How many components stand at each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally([u32; Level::ALL.len()]);

impl Tally {
    /// Counts levels.
    pub fn of(levels: impl IntoIterator<Item = Level>) -> Self {
        let mut tally = Self::default();
        for level in levels {
            tally.0[level as usize] += 1;
        }
        tally
    }

    /// How many stand at this level.
    pub fn count(&self, level: Level) -> u32 {
        self.0[level as usize]
    }

    /// How many there are.
    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }

    /// The level of the whole, by the table above.
    pub fn whole(&self) -> Level {
        let any = |level| self.count(level) > 0;
        if self.total() == 0 || any(Level::NotAssessed) {
            return Level::NotAssessed;
        }
        let alike = Level::ALL.iter().find(|level| self.count(**level) == self.total());
        match alike {
            Some(level) => *level,
            None if any(Level::Implemented) || any(Level::PartiallyImplemented) => {
                Level::PartiallyImplemented
            }
            None if any(Level::InProgress) => Level::InProgress,
            None => Level::NoInformation,
        }
    }
}

impl std::fmt::Display for Tally {
    /// `3 of 11 implemented, 8 not assessed`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let assessed = Level::ALL.iter().rev().filter(|level| **level != Level::NotAssessed);
        let mut first = true;
        for level in assessed.filter(|level| self.count(**level) > 0) {
            let label = level.slug().replace('-', " ");
            if first {
                write!(out, "{} of {} {label}", self.count(*level), self.total())?;
            } else {
                write!(out, ", {} {label}", self.count(*level))?;
            }
            first = false;
        }
        match (first, self.count(Level::NotAssessed)) {
            (true, open) => write!(out, "{open} of {} not assessed", self.total()),
            (false, 0) => Ok(()),
            (false, open) => write!(out, ", {open} not assessed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::*;

    #[test]
    fn the_table_holds() {
        let rows: &[(&[Level], Level)] = &[
            (&[], NotAssessed),
            (&[NotAssessed, NotAssessed], NotAssessed),
            (&[Implemented, NotAssessed], NotAssessed),
            (&[Regressed, NotAssessed], NotAssessed),
            (&[NoInformation, NoInformation], NoInformation),
            (&[NotImplemented, NotImplemented], NotImplemented),
            (&[InProgress, InProgress], InProgress),
            (&[PartiallyImplemented, PartiallyImplemented], PartiallyImplemented),
            (&[Implemented, Implemented], Implemented),
            (&[Regressed, Regressed], Regressed),
            (&[Implemented, NotImplemented], PartiallyImplemented),
            (&[Implemented, InProgress], PartiallyImplemented),
            (&[PartiallyImplemented, NotImplemented], PartiallyImplemented),
            (&[Regressed, Implemented], PartiallyImplemented),
            (&[InProgress, NotImplemented], InProgress),
            (&[InProgress, NoInformation], InProgress),
            (&[Regressed, InProgress], InProgress),
            (&[NotImplemented, NoInformation], NoInformation),
            (&[Regressed, NotImplemented], NoInformation),
            (&[Regressed, NoInformation], NoInformation),
        ];
        for (levels, whole) in rows {
            assert_eq!(Tally::of(levels.iter().copied()).whole(), *whole, "{levels:?}");
        }
    }

    #[test]
    fn every_pair_follows_the_rule_whatever_its_order() {
        for a in Level::ALL {
            for b in Level::ALL {
                let whole = Tally::of([*a, *b]).whole();
                assert_eq!(whole, Tally::of([*b, *a]).whole());
                assert_eq!(whole == NotAssessed, *a == NotAssessed || *b == NotAssessed);
                assert!(a != b || whole == *a);
            }
        }
    }

    #[test]
    fn the_tally_is_printed_from_the_top() {
        let tally = Tally::of([Implemented, Implemented, Implemented, NotAssessed]);
        assert_eq!(tally.to_string(), "3 of 4 implemented, 1 not assessed");
        assert_eq!(Tally::of([NotAssessed; 11]).to_string(), "11 of 11 not assessed");
        let mixed = Tally::of([Regressed, InProgress]);
        assert_eq!(mixed.to_string(), "1 of 2 regressed, 1 in progress");
    }
}
