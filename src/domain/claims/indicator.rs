//! Indicators and their figures. Values are kept as they were typed: no figure is a float.

use chrono::NaiveDate;

use super::{Happening, Refusal, claim};
use crate::domain::PartialDate;
use crate::domain::evidence::cited;
use crate::domain::ledger::Record;
use crate::domain::lines::MeasurementLine;
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
        /// The term, where it is for what stands under one.
        term_id: Option<i64>,
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

/// Units that say that there is none: the figures are a date, or yes or no.
const NONE: [&str; 5] = ["yes/no", "yes or no", "date", "date, yes or no", "date or yes/no"];

/// The unit that somebody names; none where there is none, or where it says so.
pub fn unit(text: &str) -> Option<String> {
    let text = text.trim();
    let none = text.is_empty() || NONE.iter().any(|none| text.eq_ignore_ascii_case(none));
    (!none).then(|| text.to_owned())
}

impl IndicatorClaim {
    /// Its row.
    ///
    /// # Errors
    /// [`Refusal::Empty`]: one without a title; [`Refusal::NumberOfStructure`]: a structural one with a
    /// unit.
    pub fn said(self) -> Result<Record, Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::Empty { what: "the title" });
        }
        if let (IndicatorKind::Structural, Some(unit)) = (self.kind, &self.unit) {
            return Err(Refusal::NumberOfStructure { unit: unit.clone() });
        }
        Ok(self.row())
    }
}

impl IndicatorForClaim {
    /// Its row.
    pub fn said(indicator_id: i64, item: i64) -> Record {
        Self { id: None, indicator_id, item_id: Some(item), term_id: None, removed: false }.row()
    }

    /// Its row, of one that is for what stands under a term.
    pub fn under(indicator_id: i64, term: i64) -> Record {
        Self { id: None, indicator_id, item_id: None, term_id: Some(term), removed: false }.row()
    }
}

impl MeasurementClaim {
    /// Its row, after the indicator's unit: with one a number and its period, without one a date, yes or
    /// no; a target alone is of a time to come.
    ///
    /// # Errors
    /// [`Refusal::NoFigure`] for what is none, [`Refusal::NoPeriod`], [`Refusal::Future`],
    /// [`Refusal::NoGroup`], [`Refusal::NoSource`].
    pub fn said(self, unit: Option<&str>, today: NaiveDate) -> Result<Record, Refusal> {
        let value = self.value.trim();
        let plain = matches!(value, "yes" | "no") || PartialDate::parse(value).is_ok();
        if !(if unit.is_some() { is_number(value) } else { plain }) {
            return Err(Refusal::NoFigure {
                value: self.value.clone(),
                unit: unit.map(str::to_owned),
            });
        }
        match self.period_from {
            None if unit.is_some() => return Err(Refusal::NoPeriod { value: value.to_owned() }),
            Some(from) if self.role != Measure::Target => {
                Refusal::unless_come(Happening::Figure, from, today)?;
            }
            _ => {}
        }
        let grouped = |text: &str| {
            let parts = text.split_once('=');
            parts.is_some_and(|(name, of)| !name.trim().is_empty() && !of.trim().is_empty())
        };
        if let Some(text) = self.grouping.as_ref().filter(|text| !grouped(text)) {
            return Err(Refusal::NoGroup { text: text.clone() });
        }
        if let Some(text) = self.evidence.as_ref().filter(|text| cited(text).is_err()) {
            return Err(Refusal::NoSource { text: text.clone() });
        }
        let value = value.to_owned();
        Ok(Self { value, ..self }.row())
    }

    /// Whether it says nothing beyond the figure that stands: a spreadsheet turns `31.40` into `31.4`.
    /// That it may be handed on is something new.
    pub fn repeats(&self, before: &MeasurementLine) -> bool {
        let broken = before.broken.clone().filter(|reason| !reason.is_empty());
        shortened(self.value.trim()) == shortened(&before.value)
            && self.provisional == before.provisional
            && self.evidence == before.evidence
            && self.note == before.note
            && self.break_reason == broken
            && (before.public || !self.public)
    }
}

/// Whether a text is a decimal number: `31.4`.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut parts = digits.splitn(2, '.');
    let whole = |part: Option<&str>| {
        part.is_some_and(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()))
    };
    whole(parts.next()) && parts.next().is_none_or(|part| whole(Some(part)))
}

/// A decimal without what does not count: `31.40` is `31.4`.
fn shortened(text: &str) -> &str {
    if text.contains('.') && is_number(text) {
        return text.trim_end_matches('0').trim_end_matches('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_stays_what_it_is_in_a_spreadsheet() {
        assert_eq!(shortened("31.40"), shortened("31.4"));
        assert_eq!(shortened("40.0"), shortened("40"));
        assert_ne!(shortened("400"), shortened("4"));
        assert_eq!(shortened("yes"), "yes");
    }

    #[test]
    fn a_unit_may_say_that_there_is_none() {
        assert_eq!(unit(" percent "), Some("percent".to_owned()));
        assert_eq!((unit("Yes/No"), unit("date"), unit(" ")), (None, None, None));
    }
}
