//! A position: what the State answered to a recommendation.

use chrono::NaiveDate;

use super::{Happening, Refusal, claim};
use crate::domain::PartialDate;
use crate::domain::ledger::Record;
use crate::domain::words::Position;

claim! {
    /// What the State said on an item, and where.
    PositionClaim in "position" {
        /// The item.
        item_id: i64,
        /// The answer.
        position: Position,
        /// The source's own words.
        printed: Option<String>,
        /// The document that states it.
        document: Option<String>,
        /// The paragraph.
        paragraph: Option<String>,
        /// When it was stated, as known.
        dated: Option<PartialDate>,
        /// From when it counts; none: always.
        effective_on: Option<NaiveDate>,
        /// Whether the date is not its own.
        undated: bool,
    }
}

impl PositionClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Future`]: what was not stated yet.
    pub fn said(self, today: NaiveDate) -> Result<Record, Refusal> {
        if let Some(date) = self.dated {
            Refusal::unless_come(Happening::Position, date, today)?;
        }
        Ok(self.row())
    }
}
