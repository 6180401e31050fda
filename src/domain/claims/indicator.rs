//! Indicators and their figures. Values are kept as they were typed: no figure is a float.

use super::{Refusal, claim};
use crate::domain::PartialDate;
use crate::domain::ledger::Record;
use crate::domain::words::{Better, IndicatorKind, Measure};

claim! {
    /// An indicator.
    IndicatorClaim in "indicator" {
        /// Its key.
        key: String,
        /// What it measures.
        kind: IndicatorKind,
        /// In which unit; none: a date, or yes or no.
        unit: Option<String>,
        /// Which way is better.
        better: Option<Better>,
        /// The institution whose figure it is.
        owner_id: Option<i64>,
        /// Whether it may be handed on.
        public: bool,
        /// What it is called.
        title: String,
        /// What it means.
        definition: Option<String>,
        /// Where its figures come from.
        source: Option<String>,
    }
}

claim! {
    /// What an indicator is for.
    IndicatorForClaim in "indicator_for" {
        /// The indicator.
        indicator_id: i64,
        /// The item.
        item_id: Option<i64>,
        /// Whether it ends.
        removed: bool,
    }
}

claim! {
    /// A figure of an indicator; a later one of the same period, group and role revises it.
    MeasurementClaim in "measurement" {
        /// The indicator.
        indicator_id: i64,
        /// Measured, baseline or target.
        role: Measure,
        /// Of whom: `sex=f`.
        grouping: Option<String>,
        /// The first day of its period.
        period_from: Option<PartialDate>,
        /// The last day of its period.
        period_to: Option<PartialDate>,
        /// The figure as typed.
        value: String,
        /// Whether it is provisional.
        provisional: bool,
        /// Whether it cannot be compared with those before.
        broken: bool,
        /// Who says so.
        assessor_id: Option<i64>,
        /// Whether no source was given.
        unsourced: bool,
        /// Whether it may be handed on.
        public: bool,
        /// Where it is found.
        evidence: Option<String>,
        /// Why it cannot be compared.
        break_reason: Option<String>,
        /// A remark.
        note: Option<String>,
    }
}

impl IndicatorClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`]: one without a title.
    pub fn said(self) -> Result<Record, Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::Empty { what: "the title" });
        }
        Ok(self.row())
    }
}

impl IndicatorForClaim {
    /// Its row.
    pub fn said(indicator_id: i64, item: i64) -> Record {
        Self { id: None, indicator_id, item_id: Some(item), removed: false }.row()
    }
}

impl MeasurementClaim {
    /// Its row, after the indicator's unit: with one a number, without one a date, yes or no.
    ///
    /// # Errors
    /// [`Refusal::NoFigure`] for what is none.
    pub fn said(self, unit: Option<&str>) -> Result<Record, Refusal> {
        let value = self.value.trim();
        let digits = value.strip_prefix('-').unwrap_or(value);
        let mut parts = digits.splitn(2, '.');
        let whole = |part: Option<&str>| {
            part.is_some_and(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()))
        };
        let number = whole(parts.next()) && parts.next().is_none_or(|part| whole(Some(part)));
        let plain = matches!(value, "yes" | "no") || PartialDate::parse(value).is_ok();
        if !(if unit.is_some() { number } else { plain }) {
            return Err(Refusal::NoFigure {
                value: self.value.clone(),
                unit: unit.map(str::to_owned),
            });
        }
        Ok(Self { value: value.to_owned(), ..self }.row())
    }
}
