//! What a site shows of plans: the published actions that are taken for the items of its set, and of what
//! they are taken for nothing but these.

use super::seen_plans;
use crate::app::App;
use crate::app::answers::{Prepared, Question};
use crate::app::error::Result;
use crate::report::Document;
use crate::report::plans::Action;
use crate::report::plans::page::plans_of_set;

impl App<'_> {
    /// The plans of which published actions are taken for items of the question's sets, with these actions
    /// by institution; none where there is none.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a set that the file does not have.
    pub fn plans_for(&mut self, question: &Question) -> Result<Option<Document<'static>>> {
        let prepared = self.prepare(question, false)?;
        let mut entries = seen_plans(&prepared)?;
        for entry in &mut entries {
            entry.actions = for_sets(&prepared, std::mem::take(&mut entry.actions));
        }
        entries.retain(|entry| !entry.actions.is_empty());
        if entries.is_empty() {
            return Ok(None);
        }
        Ok(Some(plans_of_set(&prepared.labels, &entries)))
    }
}

/// Those of the actions that were published and are taken for items of the chosen sets.
pub(super) fn for_sets(prepared: &Prepared<'_>, actions: Vec<Action>) -> Vec<Action> {
    let sets = prepared.names.sets.iter().filter(|set| prepared.filter.sets.contains(&set.id));
    let keys: Vec<&str> = sets.map(|set| set.key.as_str()).collect();
    let chosen = |name: &String| name.split_once(':').is_some_and(|(set, _)| keys.contains(&set));
    let published = actions.into_iter().filter(|action| action.unpublished.is_none());
    let narrowed = published.map(|action| Action {
        serves: action.serves.iter().filter(|name| chosen(name)).cloned().collect(),
        ..action
    });
    narrowed.filter(|action| !action.serves.is_empty()).collect()
}
