//! An assessment: the level of implementation as one assessor sees it, since a day.

use chrono::NaiveDate;

use super::{EvidenceClaim, Happening, Refusal, claim};
use crate::domain::PartialDate;
use crate::domain::ledger::Record;
use crate::domain::words::{Confidence, Level, Life};

claim! {
    /// One dated status by one assessor.
    AssessmentClaim in "assessment" {
        /// The item.
        item_id: i64,
        /// The assessor.
        assessor_id: i64,
        /// The level.
        status: Level,
        /// The source's own word for it.
        printed: Option<String>,
        /// Since when.
        effective_on: NaiveDate,
        /// How sure.
        confidence: Option<Confidence>,
        /// Whether another voice's word is taken without a source.
        unsourced: bool,
        /// Whether the note may be handed on.
        public: bool,
        /// The reason; of a second look, what was looked at.
        note: Option<String>,
        /// Whether it only says that somebody looked again, and nothing had changed.
        recheck: Option<bool>,
    }
}

/// What an assessor said last, up to the day of the new assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its entry.
    pub entry: i64,
    /// The level.
    pub status: Level,
    /// The reason.
    pub note: Option<String>,
    /// Where its evidence is: addresses, and symbols as `SYMBOL:PARAGRAPH`.
    pub evidence: Vec<String>,
}

/// How an item stands before a new assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// `SET:REF`.
    pub item: String,
    /// Whether it is followed up.
    pub life: Life,
    /// Its components, `SET:REF`.
    pub components: Vec<String>,
    /// The assessor's key.
    pub voice: String,
    /// What that assessor said last.
    pub earlier: Option<Earlier>,
    /// Today.
    pub today: NaiveDate,
}

impl Standing {
    /// How an item stands of which nothing was said yet.
    pub fn fresh(item: &str, voice: &str, today: NaiveDate) -> Self {
        Self {
            item: item.to_owned(),
            life: Life::Active,
            components: Vec::new(),
            voice: voice.to_owned(),
            earlier: None,
            today,
        }
    }
}

impl AssessmentClaim {
    /// The rows of the assessment and of its evidence; all of its fields but the number say what the
    /// evidence belongs to.
    ///
    /// # Errors
    /// [`Refusal`]: a level that is none, a day to come, an item that is closed, superseded or
    /// compound, another voice without a source, the same level again with nothing new.
    pub fn said(
        self,
        evidence: Vec<EvidenceClaim>,
        standing: &Standing,
    ) -> Result<Vec<Record>, Refusal> {
        self.check_word(standing.today)?;
        if standing.life != Life::Active {
            return Err(Refusal::NotActive { item: standing.item.clone(), life: standing.life });
        }
        if !standing.components.is_empty() {
            return Err(Refusal::Compound {
                item: standing.item.clone(),
                components: standing.components.clone(),
            });
        }
        let sourced = !evidence.is_empty() || self.unsourced;
        if standing.voice != "tracker" && !sourced {
            return Err(Refusal::Unsourced { voice: standing.voice.clone() });
        }
        if self.recheck.is_some() {
            self.check_again(&evidence, standing)?;
        } else if let Some(earlier) = &standing.earlier
            && earlier.status == self.status
            && !self.says_more(&evidence, earlier)
        {
            return Err(Refusal::SameLevel {
                item: standing.item.clone(),
                level: self.status,
                voice: standing.voice.clone(),
                on: self.effective_on,
                entry: earlier.entry,
            });
        }
        let (id, item) = (self.id, self.item_id);
        let mut rows = vec![self.row()];
        for mut piece in evidence {
            (piece.assessment_id, piece.item_id) = (id, item);
            rows.push(piece.said(standing.today)?);
        }
        Ok(rows)
    }

    /// A second look is at what one said oneself, and says what was looked at.
    fn check_again(&self, evidence: &[EvidenceClaim], standing: &Standing) -> Result<(), Refusal> {
        if standing.earlier.as_ref().is_none_or(|earlier| earlier.status != self.status) {
            return Err(Refusal::NeverAssessed {
                item: standing.item.clone(),
                voice: standing.voice.clone(),
                on: self.effective_on,
            });
        }
        if self.note.is_none() && evidence.is_empty() {
            return Err(Refusal::Unseen { item: standing.item.clone() });
        }
        Ok(())
    }

    /// The rules that ask nothing of the item.
    ///
    /// # Errors
    /// [`Refusal::NotSet`], [`Refusal::Future`].
    pub fn check_word(&self, today: NaiveDate) -> Result<(), Refusal> {
        if self.status == Level::NotAssessed {
            return Err(Refusal::NotSet);
        }
        Refusal::unless_come(Happening::Status, PartialDate::Day(self.effective_on), today)
    }

    /// Whether it has a note or evidence that the earlier one has not.
    fn says_more(&self, evidence: &[EvidenceClaim], earlier: &Earlier) -> bool {
        let new_note = self.note.is_some() && self.note != earlier.note;
        new_note || evidence.iter().any(|piece| !earlier.evidence.contains(&piece.named()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn claim() -> AssessmentClaim {
        AssessmentClaim {
            id: Some(7),
            item_id: 48,
            assessor_id: 1,
            status: Level::InProgress,
            printed: None,
            effective_on: day("2026-01-15"),
            confidence: None,
            unsourced: false,
            public: false,
            note: Some("a bill".into()),
            recheck: None,
        }
    }

    fn standing() -> Standing {
        Standing {
            item: "EX:48".into(),
            life: Life::Active,
            components: Vec::new(),
            voice: "tracker".into(),
            earlier: None,
            today: day("2026-01-15"),
        }
    }

    #[test]
    fn each_rule_of_a_status_refuses_by_its_own_name() {
        let said = |claim: AssessmentClaim, standing: &Standing| claim.said(vec![], standing);
        assert_eq!(said(claim(), &standing()).unwrap().len(), 1);
        let none = AssessmentClaim { status: Level::NotAssessed, ..claim() };
        assert_eq!(said(none, &standing()).unwrap_err(), Refusal::NotSet);
        let late = AssessmentClaim { effective_on: day("2026-01-16"), ..claim() };
        assert!(matches!(said(late, &standing()), Err(Refusal::Future { .. })));
        for life in [Life::Closed, Life::Superseded] {
            let standing = Standing { life, ..standing() };
            assert!(matches!(said(claim(), &standing), Err(Refusal::NotActive { .. })));
        }
        let compound = Standing { components: vec!["EX:48a".into()], ..standing() };
        assert!(matches!(said(claim(), &compound), Err(Refusal::Compound { .. })));
        let other = Standing { voice: "cso".into(), ..standing() };
        assert!(matches!(said(claim(), &other), Err(Refusal::Unsourced { .. })));
        let taken = AssessmentClaim { unsourced: true, ..claim() };
        assert!(said(taken, &other).is_ok());
    }

    #[test]
    fn the_same_level_again_needs_something_new() {
        let earlier = Earlier {
            entry: 9,
            status: Level::InProgress,
            note: Some("a bill".into()),
            evidence: vec!["A/HRC/1/1:5".into()],
        };
        let standing = Standing { earlier: Some(earlier), ..standing() };
        assert!(matches!(claim().said(vec![], &standing), Err(Refusal::SameLevel { .. })));
        let noted = AssessmentClaim { note: Some("a law".into()), ..claim() };
        assert!(noted.said(vec![], &standing).is_ok());
        let again = AssessmentClaim { recheck: Some(true), ..claim() };
        assert!(again.clone().said(vec![], &standing).is_ok());
        let silent = AssessmentClaim { note: None, ..again.clone() };
        assert!(matches!(silent.said(vec![], &standing), Err(Refusal::Unseen { .. })));
        let none = Standing { earlier: None, ..standing.clone() };
        assert!(matches!(again.said(vec![], &none), Err(Refusal::NeverAssessed { .. })));
        let silent = AssessmentClaim { note: None, ..claim() };
        assert!(matches!(silent.said(vec![], &standing), Err(Refusal::SameLevel { .. })));
    }
}
