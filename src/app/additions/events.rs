//! Engagements and milestones.

use super::{Added, precision, slug};
use crate::app::App;
use crate::app::choose::{set, state};
use crate::app::error::Result;
use crate::app::refusals::RecordRefusal;
use crate::domain::claims::{EngagementClaim, MilestoneClaim};
use crate::domain::lines::SetLine;
use crate::domain::reviews::{WorkedOutDate, follows, worked_out};
use crate::domain::{Certainty, PartialDate};

/// A new engagement.
#[derive(Debug, Clone)]
pub struct NewEngagement {
    /// The date as known; none where undated.
    pub on: Option<PartialDate>,
    /// `letter`, `meeting` …
    pub kind: String,
    /// What was said or done.
    pub what: String,
    /// Who acted.
    pub who: Option<String>,
    /// Toward whom.
    pub whom: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The document that tells of it.
    pub document: Option<String>,
    /// The paragraph.
    pub paragraph: Option<String>,
    /// The State; that of the default set where none.
    pub state: Option<String>,
    /// Whether it may be handed on.
    pub public: bool,
    /// Whether it must not be, whatever the file's default is.
    pub internal: bool,
}

/// A new or changed milestone.
#[derive(Debug, Clone)]
pub struct NewMilestone {
    /// Its key.
    pub key: String,
    /// What it is.
    pub label: Option<String>,
    /// The date as known; none where undated.
    pub on: Option<PartialDate>,
    /// How sure; where it is not said, documented if it has a basis, else inferred.
    pub certainty: Option<Certainty>,
    /// What it rests on.
    pub basis: Option<String>,
    /// `review`, `adoption`, `letter`, `midterm`, `horizon` …
    pub kind: Option<String>,
    /// The State.
    pub state: Option<String>,
    /// The set.
    pub set: Option<String>,
    /// Whether it is voluntary.
    pub voluntary: Option<bool>,
}

/// What was worked out of a calendar.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// Each date with its entry.
    pub added: Vec<(WorkedOutDate, i64)>,
    /// The set that was not published: the calendar is handed on, so that its period stays out of it.
    pub withheld: Option<String>,
}

impl App<'_> {
    /// Adds an engagement to the timeline.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a State that is none.
    pub fn add_engagement(&mut self, new: &NewEngagement) -> Result<Added> {
        let mut writing = self.begin("timeline add")?;
        let iso3 = match &new.state {
            Some(text) => Some(state(&writing.names, text)?),
            None => writing.names.default_set().and_then(|set| set.state.clone()),
        };
        let id = writing.tx.reserve("engagement")?;
        let key = match new.on {
            Some(on) => format!("{on}-{}-{id}", new.kind),
            None => format!("undated-{}-{id}", new.kind),
        };
        let claim = EngagementClaim {
            id: Some(id),
            key: key.clone(),
            state: iso3,
            from_on: new.on.map(|date| date.to_string()),
            until_on: None,
            precision: precision(new.on).to_owned(),
            bound: None,
            kind: new.kind.trim().to_owned(),
            document: new.document.clone(),
            paragraph: new.paragraph.clone(),
            essential: false,
            public: !new.internal && (new.public || writing.names.public_by_default()),
            who: new.who.clone(),
            whom: new.whom.clone(),
            what: Some(new.what.trim().to_owned()),
            outcome: new.outcome.clone(),
            comment: None,
        };
        let record = claim.said(writing.now.today)?;
        let entry = writing.append(None, vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }

    /// Adds or changes a milestone: the newest row of a key counts, and what is not said stays.
    ///
    /// # Errors
    /// [`RecordRefusal`] where a new one lacks its label, or names a set that was not published.
    pub fn set_milestone(&mut self, new: &NewMilestone) -> Result<Added> {
        let mut writing = self.begin("calendar set")?;
        let key = slug(&new.key)?;
        let present = writing.tx.list_milestones()?.into_iter().find(|line| line.key == key);
        let before = present.as_ref();
        let label = new.label.clone().or_else(|| before.map(|line| line.label.clone()));
        let label = label.ok_or_else(|| RecordRefusal::NoLabel { key: key.clone() })?;
        let dated = new.on.or_else(|| before.and_then(|line| line.dated));
        let iso3 = match &new.state {
            Some(text) => Some(state(&writing.names, text)?),
            None => match before {
                Some(line) => line.state.clone(),
                None => writing.names.default_set().and_then(|set| set.state.clone()),
            },
        };
        let of = new.set.as_deref().map(|key| handed_on(set(&writing.names, key)?));
        let of = of.transpose()?.or_else(|| before.and_then(|line| line.set.clone()));
        let kind = new.kind.clone().or_else(|| before.map(|line| line.kind.clone()));
        let voluntary = new.voluntary.or(before.map(|line| line.voluntary)).unwrap_or(false);
        let basis = new.basis.clone().or_else(|| before.and_then(|line| line.basis.clone()));
        let named = new.on.is_some() && new.basis.is_some();
        let known = before.and_then(|line| Certainty::from_slug(&line.certainty));
        let own = if basis.is_some() { Certainty::Documented } else { Certainty::Inferred };
        let claim = MilestoneClaim {
            id: None,
            key: key.clone(),
            state: iso3,
            set_key: of,
            label,
            dated,
            precision: precision(dated).to_owned(),
            // A day that somebody names with its source is no longer what was worked out.
            certainty: new.certainty.or(known.filter(|_| !named)).unwrap_or(own),
            basis,
            voluntary,
            kind: kind.unwrap_or_else(|| "milestone".to_owned()),
        };
        let record = claim.said()?;
        let entry = writing.append(None, vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }

    /// Works out the calendar that follows from a State's reviews, where nothing stands yet; each date
    /// says by which rule. Gives what was worked out: nothing where all stands already.
    ///
    /// # Errors
    /// [`RecordRefusal`] where nothing follows.
    pub fn derive_calendar(&mut self, of: Option<&str>) -> Result<Derived> {
        let mut writing = self.begin("calendar derive")?;
        let chosen = match of {
            Some(key) => Some(set(&writing.names, key)?.clone()),
            None => writing.names.default_set().cloned(),
        };
        let iso3 =
            chosen.as_ref().and_then(|set| set.state.clone()).ok_or(RecordRefusal::NoState)?;
        let mut known = writing.tx.list_milestones()?;
        known.retain(|line| line.state.as_ref() == Some(&iso3));
        let today = writing.now.today;
        let told = chosen.as_ref().filter(|set| set.public);
        let withheld = chosen.as_ref().filter(|set| !set.public).map(|set| set.key.clone());
        let mut added = Vec::new();
        for found in worked_out(&iso3, &known, told, today) {
            let claim = MilestoneClaim {
                id: None,
                key: found.key.clone(),
                state: Some(iso3.clone()),
                set_key: found.set.clone(),
                label: found.label.clone(),
                dated: Some(found.on),
                precision: precision(Some(found.on)).to_owned(),
                certainty: Certainty::Derived,
                basis: Some(found.basis.clone()),
                voluntary: found.voluntary,
                kind: found.kind.to_owned(),
            };
            let entry = writing.append(None, vec![claim.said()?])?;
            added.push((found, entry));
        }
        if !follows(&known, today) {
            return Err(RecordRefusal::NothingFollows {
                state: writing.names.state(&iso3).clone(),
            }
            .into());
        }
        if !added.is_empty() {
            writing.tx.commit()?;
        }
        Ok(Derived { added, withheld })
    }
}

/// The key of a set that a milestone may name: a milestone is handed on, and with it that there is such
/// a set.
fn handed_on(set: &SetLine) -> Result<String> {
    if set.public {
        return Ok(set.key.clone());
    }
    Err(RecordRefusal::SetUnpublished { set: set.key.clone() }.into())
}
