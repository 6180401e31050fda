//! Indicators and their figures.

use crate::domain::View;
use crate::domain::lines::{IndicatorLine, MeasurementLine};
use crate::store::Result;

/// Indicators and their figures.
pub trait ReadIndicators {
    /// Every indicator, in order of its key, with the items that it is for.
    fn list_indicators(&self, view: &View) -> Result<Vec<IndicatorLine>>;
    /// The figures of all indicators that no later one of the same role, group and period revises: by
    /// indicator, role, group and period.
    fn list_measurements(&self, view: &View) -> Result<Vec<MeasurementLine>>;
}
