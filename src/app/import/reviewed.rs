//! The review that a Working Group report tells of: its day in the calendar, from which dates follow.

use crate::app::additions::precision;
use crate::app::error::Result;
use crate::domain::claims::MilestoneClaim;
use crate::domain::lines::MilestoneLine;
use crate::domain::reviews::{review_key, review_label, worked_out};
use crate::domain::{Certainty, PartialDate};
use crate::import::SourcePlace;

use super::about::{About, Reviewed, Target};
use super::merge::Work;

impl Work<'_> {
    /// Records the day of the review that a report's first page states, where no source stands for it yet.
    pub(super) fn take_review(&mut self, target: &Target, about: &About) -> Result<()> {
        let Some(iso3) = about.known() else { return Ok(()) };
        let known = self.milestones_of(iso3)?;
        let claim = review(about, iso3, &known);
        let learned = match claim {
            Some(claim) => {
                let told = claim.dated.map(|on| (claim.key.clone(), on));
                self.append(None, Some(&SourcePlace::default()), vec![claim.said()?])?;
                told
            }
            None => None,
        };
        let known = if learned.is_some() { self.milestones_of(iso3)? } else { known };
        let follows = !worked_out(iso3, &known, None, self.now.today).is_empty();
        self.reviewed.push(Reviewed { set: target.key.clone(), learned, follows });
        Ok(())
    }

    fn milestones_of(&self, iso3: &str) -> Result<Vec<MilestoneLine>> {
        let mut known = self.tx.list_milestones()?;
        known.retain(|line| line.state.as_deref() == Some(iso3));
        Ok(known)
    }
}

/// The milestone of a review, documented by the report; none where the report has no symbol to rest it
/// on, or where the calendar has the review from a document: another day of it is for people to decide.
fn review(about: &About, iso3: &str, known: &[MilestoneLine]) -> Option<MilestoneClaim> {
    let (cycle, symbol) = (i64::from(about.cycle?), about.symbol.clone()?);
    let on = PartialDate::Day(about.reviewed_on?);
    let key = review_key(iso3, cycle);
    let present =
        known.iter().find(|it| it.kind == "review" && (it.key == key || it.dated == Some(on)));
    if present.is_some_and(|it| it.certainty == Certainty::Documented.slug()) {
        return None;
    }
    Some(MilestoneClaim {
        id: None,
        key: present.map_or(key, |it| it.key.clone()),
        state: Some(iso3.to_owned()),
        set_key: present.and_then(|it| it.set.clone()),
        label: present.map_or_else(|| review_label(cycle), |it| it.label.clone()),
        dated: Some(on),
        precision: precision(Some(on)).to_owned(),
        certainty: Certainty::Documented,
        basis: Some(symbol),
        voluntary: false,
        kind: "review".to_owned(),
    })
}
