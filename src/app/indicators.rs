//! Indicators: added, and their figures by period and group.

use super::App;
use super::additions::{Added, Writing, nonempty, slug};
use super::choose::{assessor, publicly, unknown};
use super::error::Result;
use super::names::Names;
use super::on_duty::entity;
use super::refusals::{RecordRefusal, Register, RegisterRefusal};
use super::sought::Sought;
use super::terms::tag;
use crate::domain::claims::{IndicatorClaim, IndicatorForClaim, MeasurementClaim, Refusal, unit};
use crate::domain::lines::{IndicatorLine, MeasurementLine};
use crate::domain::words::nearest;
use crate::domain::{Better, IndicatorKind, Measure, PartialDate, View};

/// A new indicator.
#[derive(Debug, Clone)]
pub struct NewIndicator {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// What it measures.
    pub kind: IndicatorKind,
    /// In which unit; none: a date, or yes or no.
    pub unit: Option<String>,
    /// Which way is better.
    pub better: Option<Better>,
    /// What it is for, as typed.
    pub items: Vec<String>,
    /// The institution whose figure it is.
    pub owner: Option<String>,
    /// What it means.
    pub definition: Option<String>,
    /// Where its figures come from.
    pub source: Option<String>,
    /// Whether it may be handed on.
    pub public: bool,
}

/// A new figure.
#[derive(Debug, Clone)]
pub struct NewMeasurement {
    /// The indicator's key.
    pub indicator: String,
    /// The figure as typed.
    pub value: String,
    /// Measured, baseline or target.
    pub role: Measure,
    /// Its period.
    pub period: Option<(PartialDate, PartialDate)>,
    /// Of whom: `sex=f`.
    pub group: Option<String>,
    /// Who says so; the tracker where none.
    pub by: Option<String>,
    /// Where it is found.
    pub evidence: Option<String>,
    /// Why it cannot be compared with those before.
    pub broken: Option<String>,
    /// Whether it is provisional.
    pub provisional: bool,
    /// A remark.
    pub note: Option<String>,
    /// Whether another's figure is taken without its source.
    pub unsourced: bool,
    /// Whether it may be handed on.
    pub public: bool,
}

impl App<'_> {
    /// Adds an indicator.
    ///
    /// # Errors
    /// [`crate::app::AppError::Refused`] where the key is taken, [`crate::app::AppError::Unknown`] for
    /// names that are not there.
    pub fn add_indicator(&mut self, new: &NewIndicator) -> Result<Added> {
        let mut writing = self.begin("indicator add")?;
        let key = slug(&new.key)?;
        if writing.indicators()?.iter().any(|line| line.key == key) {
            return Err(RegisterRefusal::Taken { of: Register::Indicators, key }.into());
        }
        let known = writing.entities()?;
        let owner = new.owner.as_deref().map(|word| entity(&known, word).map(|line| line.id));
        let id = writing.tx.reserve("indicator")?;
        let claim = IndicatorClaim {
            id: Some(id),
            key: key.clone(),
            kind: new.kind,
            unit: new.unit.as_deref().and_then(unit),
            better: new.better,
            owner_id: owner.transpose()?,
            public: new.public || writing.names.public_by_default(),
            title: nonempty(&new.title, "the title")?.to_owned(),
            definition: new.definition.clone(),
            source: new.source.clone(),
        };
        let mut records = vec![claim.said()?];
        let (terms, items): (Vec<String>, Vec<String>) =
            new.items.iter().cloned().partition(|word| names_term(&writing.names, word));
        for item in if items.is_empty() { Vec::new() } else { writing.items(&items)? } {
            records.push(IndicatorForClaim::said(id, item.id));
        }
        for word in &terms {
            records.push(IndicatorForClaim::under(id, tag(&writing.names, word)?.id));
        }
        let entry = writing.append(None, records)?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }

    /// Adds a figure to an indicator.
    ///
    /// # Errors
    /// [`crate::app::AppError::Rule`] for what is no figure, or stands already;
    /// [`crate::app::AppError::Refused`] for another voice's figure without its source.
    pub fn add_measurement(&mut self, new: &NewMeasurement) -> Result<Added> {
        let mut writing = self.begin("indicator value")?;
        let known = writing.indicators()?;
        let line = indicator(&known, &new.indicator)?;
        let voice = assessor(&writing.names, new.by.as_deref().unwrap_or("tracker"))?;
        if voice.key != "tracker" && new.evidence.is_none() && !new.unsourced {
            return Err(RecordRefusal::UnsourcedFigure { voice: voice.key.clone() }.into());
        }
        let claim = MeasurementClaim {
            id: None,
            indicator_id: line.id,
            role: new.role,
            grouping: new.group.clone(),
            period_from: new.period.map(|(from, _)| from),
            period_to: new.period.map(|(_, to)| to),
            value: new.value.clone(),
            provisional: new.provisional,
            broken: new.broken.is_some(),
            assessor_id: Some(voice.id),
            unsourced: new.unsourced && new.evidence.is_none(),
            public: publicly(&writing.names, voice.id, new.public)?,
            evidence: new.evidence.clone(),
            break_reason: new.broken.clone(),
            note: new.note.clone(),
        };
        let figures = writing.tx.list_measurements(&View::on(writing.now.today))?;
        let told = new.period.map(told);
        let of = (new.group.as_deref(), told.as_deref());
        let present = standing(&figures, (line.id, new.role), of, &voice.key);
        if let Some(before) = present.filter(|before| claim.repeats(before)) {
            let (indicator, value) = (line.key.clone(), before.value.clone());
            return Err(Refusal::SameFigure { indicator, value, entry: before.entry }.into());
        }
        let record = claim.said(line.unit.as_deref(), writing.now.today)?;
        let entry = writing.append(None, vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(line.key.clone(), entry)])
    }
}

impl Writing<'_> {
    fn indicators(&self) -> Result<Vec<IndicatorLine>> {
        Ok(self.tx.list_indicators(&View::on(self.now.today))?)
    }
}

/// Whether a word means a term, `VOCABULARY:TERM`, and no item: a set's key goes before a vocabulary's.
pub(super) fn names_term(names: &Names, word: &str) -> bool {
    let Some((of, _)) = word.split_once(':') else { return false };
    let of = of.trim();
    let vocabulary = names.terms.iter().any(|term| term.vocabulary.eq_ignore_ascii_case(of));
    vocabulary && !names.sets.iter().any(|set| set.key.eq_ignore_ascii_case(of))
}

/// A period as files tell it: one date, or `FROM..TO`.
pub(super) fn told((from, to): (PartialDate, PartialDate)) -> String {
    if from == to { from.to_string() } else { format!("{from}..{to}") }
}

/// The figure that a new one of the indicator and role, the group and period, and the voice would
/// revise. What was said in nobody's voice is anybody's.
pub(super) fn standing<'f>(
    figures: &'f [MeasurementLine],
    (indicator, role): (i64, Measure),
    (group, period): (Option<&str>, Option<&str>),
    voice: &str,
) -> Option<&'f MeasurementLine> {
    figures.iter().find(|it| {
        it.indicator == indicator
            && it.role == role
            && it.grouping.as_deref() == group
            && it.period.as_deref() == period
            && it.assessor.as_deref().is_none_or(|key| key == voice)
    })
}

/// The indicator with this key.
pub(super) fn indicator<'n>(known: &'n [IndicatorLine], word: &str) -> Result<&'n IndicatorLine> {
    let found = known.iter().find(|line| line.key.eq_ignore_ascii_case(word.trim()));
    found.ok_or_else(|| {
        let near = nearest(word, known.iter().map(|line| line.key.as_str()));
        unknown(Sought::Indicator, word, near)
    })
}
