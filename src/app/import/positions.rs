//! What a file's word on the State's position adds to what is recorded.

use chrono::NaiveDate;

use crate::domain::Position;
use crate::domain::bodies::KnownPosition;

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SaidPosition {
    pub(super) position: Position,
    pub(super) document: Option<String>,
    pub(super) dated: Option<NaiveDate>,
    /// Whether the file is a database that codes positions its own way (UPR Info, UHRI), not a
    /// document of the review.
    pub(super) secondary: bool,
}

/// What is to be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PositionVerdict {
    /// It is known.
    Known,
    /// It is new, and counts from this day; none where no day is known.
    New(Option<NaiveDate>),
    /// It contradicts this.
    Contradicts(Position),
}

impl SaidPosition {
    pub(super) fn against(&self, known: &[KnownPosition]) -> PositionVerdict {
        if self.position == Position::NotStated {
            return PositionVerdict::Known;
        }
        let Some(in_force) = known.first() else { return PositionVerdict::New(self.dated) };
        let same_document = |line: &&KnownPosition| {
            line.document.is_some() && line.document == self.document && is_final(line.position)
        };
        let by_same = known.iter().find(same_document);
        let agrees = |position: Position| {
            position == self.position
                || (self.secondary && coarse(position) == coarse(self.position))
        };
        if agrees(in_force.position) || by_same.is_some_and(|line| agrees(line.position)) {
            return PositionVerdict::Known;
        }
        if !is_final(self.position) {
            let older = self.dated.zip(in_force.effective_on).is_some_and(|(said, on)| said < on);
            let recorded = known
                .iter()
                .any(|line| line.position == self.position && line.document == self.document);
            return if older && !recorded {
                PositionVerdict::New(self.dated)
            } else {
                PositionVerdict::Known
            };
        }
        if let Some(line) = by_same {
            return PositionVerdict::Contradicts(line.position);
        }
        if self.secondary && is_final(in_force.position) {
            return PositionVerdict::Contradicts(in_force.position);
        }
        // Without a day of its own it counts from the last known one on: it was said later.
        PositionVerdict::New(self.dated.or(in_force.effective_on))
    }
}

/// Whether it is an answer, not the announcement of one.
fn is_final(position: Position) -> bool {
    !matches!(position, Position::Pending | Position::NotStated)
}

/// UPR Info and UHRI know two answers only: all that is not supported whole is noted.
fn coarse(position: Position) -> Position {
    match position {
        Position::PartiallySupported | Position::NotSupported => Position::Noted,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn known(position: Position, document: &str, on: &str) -> KnownPosition {
        KnownPosition { position, document: Some(document.into()), effective_on: day(on) }
    }

    fn said(position: Position, document: Option<&str>, on: &str, secondary: bool) -> SaidPosition {
        SaidPosition { position, document: document.map(str::to_owned), dated: day(on), secondary }
    }

    #[test]
    fn a_review_is_told_by_report_addendum_matrix_and_database() {
        use Position::{Noted, Pending, Supported};
        let report = known(Pending, "A/HRC/28/15", "2014-12-10");
        let addendum = said(Supported, Some("A/HRC/28/15/Add.1"), "2015-03-03", false);
        assert_eq!(addendum.against(&[]), PositionVerdict::New(day("2015-03-03")));
        assert_eq!(
            addendum.against(std::slice::from_ref(&report)),
            PositionVerdict::New(day("2015-03-03"))
        );
        let answered = [known(Supported, "A/HRC/28/15/Add.1", "2015-03-03"), report.clone()];
        let matrix = said(Supported, Some("A/HRC/28/15/Add.1"), "", false);
        assert_eq!(matrix.against(&answered), PositionVerdict::Known);
        let other = said(Noted, Some("A/HRC/28/15/Add.1"), "", false);
        assert_eq!(other.against(&answered), PositionVerdict::Contradicts(Supported));
        let database = said(Supported, None, "", true);
        assert_eq!(database.against(&answered), PositionVerdict::Known);
        assert_eq!(database.against(&[report]), PositionVerdict::New(day("2014-12-10")));
        assert_eq!(
            said(Noted, None, "", true).against(&answered),
            PositionVerdict::Contradicts(Supported)
        );
        // The report after its addendum: what it announced is older, not newer.
        let late = said(Pending, Some("A/HRC/28/15"), "2014-12-10", false);
        assert_eq!(late.against(&answered[..1]), PositionVerdict::New(day("2014-12-10")));
        assert_eq!(late.against(&answered), PositionVerdict::Known);
    }

    #[test]
    fn a_database_that_knows_two_answers_does_not_contradict_a_finer_one() {
        let known = [known(Position::NotSupported, "A/HRC/13/13", "2010-01-04")];
        assert_eq!(said(Position::Noted, None, "", true).against(&known), PositionVerdict::Known);
        assert_eq!(
            said(Position::Supported, None, "", true).against(&known),
            PositionVerdict::Contradicts(Position::NotSupported)
        );
    }
}
