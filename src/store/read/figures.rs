//! Items: counted.

use chrono::NaiveDate;

use crate::domain::lines::CountLine;
use crate::domain::{Filter, View};
use crate::store::Result;

/// By what a progress figure is broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Not at all.
    Whole,
    /// The theme it stands under, by number.
    Theme,
    /// The set's key.
    Set,
    /// The affected group, by number.
    Group,
    /// The SDG goal or target, by number; what is tagged with a target counts under its goal, too.
    Sdg,
    /// UPR Info's issue, by number.
    Issue,
    /// The cluster, by number.
    Cluster,
    /// The State's position.
    Position,
    /// The State under review, ISO 3166.
    State,
    /// The key of the institution that leads; of leads that were not published only where `internal`.
    Lead {
        /// Whether they count.
        internal: bool,
    },
}

/// Items: counted.
pub trait ReadFigures {
    /// Progress figures: items that count ([`crate::domain::counting`]) by status and dimension; compound items by what their components make of them.
    fn count_statuses(&self, filter: &Filter, view: &View, by: Dimension)
    -> Result<Vec<CountLine>>;
    /// The same, not broken down, on each of these days: what is read is read once for all of them.
    fn count_on_days(
        &self,
        filter: &Filter,
        view: &View,
        days: &[NaiveDate],
    ) -> Result<Vec<Vec<CountLine>>>;
    /// How many of the chosen items do not count in figures: offers, mandates, advice, concerns,
    /// commitments, and what is addressed to others.
    fn count_uncounted(&self, filter: &Filter, view: &View) -> Result<i64>;
    /// How many of the chosen items that would count are superseded.
    fn count_superseded(&self, filter: &Filter, view: &View) -> Result<i64>;
}
