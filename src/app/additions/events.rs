//! Engagements and milestones.

use super::{Added, nonempty, precision, slug};
use crate::app::App;
use crate::app::choose::{set, state};
use crate::app::error::{AppError, Result};
use crate::domain::PartialDate;
use crate::domain::ledger::Record;

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
    /// Whether it must not be handed on.
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
    /// `documented`, `secondary`, `derived`, `inferred`.
    pub certainty: Option<String>,
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

impl App<'_> {
    /// Adds an engagement to the timeline.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for a State that is none.
    pub fn add_engagement(&mut self, new: &NewEngagement) -> Result<Added> {
        let today = self.now().today;
        if let Some(on) = new.on.filter(|on| on.first() > today) {
            return Err(AppError::refused(
                format!("`{on}` is in the future"),
                "the timeline holds what happened; `upr calendar set` holds what is to come",
            ));
        }
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
        let record = Record::new("engagement")
            .with("id", id)
            .with("key", key.as_str())
            .with("state", iso3)
            .with("from_on", new.on.map(|date| date.to_string()))
            .with("precision", precision(new.on))
            .with("kind", nonempty(&new.kind, "the kind")?)
            .with("document", new.document.clone())
            .with("paragraph", new.paragraph.clone())
            .with("essential", false)
            .with("public", !new.internal)
            .with("who", new.who.clone())
            .with("whom", new.whom.clone())
            .with("what", nonempty(&new.what, "what happened")?)
            .with("outcome", new.outcome.clone());
        let entry = writing.append(None, vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }

    /// Adds or changes a milestone: the newest row of a key counts, and what is not said stays.
    ///
    /// # Errors
    /// [`AppError::Refused`] where a new one lacks its label.
    pub fn set_milestone(&mut self, new: &NewMilestone) -> Result<Added> {
        let mut writing = self.begin("calendar set")?;
        let key = slug(&new.key)?;
        let present = writing.tx.list_milestones()?.into_iter().find(|line| line.key == key);
        let before = present.as_ref();
        let label = new.label.clone().or_else(|| before.map(|line| line.label.clone()));
        let label = label.ok_or_else(|| {
            AppError::refused(format!("`{key}` is new and has no label"), "add `--label \"…\"`")
        })?;
        let dated = new.on.or_else(|| before.and_then(|line| line.dated));
        let iso3 = match &new.state {
            Some(text) => Some(state(&writing.names, text)?),
            None => match before {
                Some(line) => line.state.clone(),
                None => writing.names.default_set().and_then(|set| set.state.clone()),
            },
        };
        let of = new.set.as_deref().map(|key| set(&writing.names, key).map(|set| set.key.clone()));
        let of = of.transpose()?.or_else(|| before.and_then(|line| line.set.clone()));
        let certainty = new.certainty.clone().or_else(|| before.map(|line| line.certainty.clone()));
        let kind = new.kind.clone().or_else(|| before.map(|line| line.kind.clone()));
        let voluntary = new.voluntary.or(before.map(|line| line.voluntary)).unwrap_or(false);
        let record = Record::new("milestone")
            .with("key", key.as_str())
            .with("state", iso3)
            .with("set_key", of)
            .with("label", label)
            .with("dated", dated.map(|date| date.to_string()))
            .with("precision", precision(dated))
            .with("certainty", certainty.unwrap_or_else(|| "documented".to_owned()))
            .with("basis", new.basis.clone().or_else(|| before.and_then(|line| line.basis.clone())))
            .with("voluntary", voluntary)
            .with("kind", kind.unwrap_or_else(|| "milestone".to_owned()));
        let entry = writing.append(None, vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }
}
