//! Suggested links taken in bulk, or refused.

use super::links::candidates;
use crate::app::additions::Added;
use crate::app::answers::Question;
use crate::app::choose::{self, Chosen};
use crate::app::error::Result;
use crate::app::refusals::SuggestionRefusal;
use crate::app::write::Pen;
use crate::app::{App, Names};
use crate::domain::claims::LinkClaim;
use crate::report::repeats::SuggestedLink;
use crate::suggest::repeats::Nearness;

impl App<'_> {
    /// Accepts the nearest earlier item of each chosen one, where it is as near as that: the links are
    /// marked assisted.
    ///
    /// # Errors
    /// [`SuggestionRefusal`] where nothing is suggested.
    pub fn accept_links(
        &mut self,
        question: &Question,
        against: &[String],
        at_least: Nearness,
    ) -> Result<Added> {
        let mut rows = {
            let prepared = self.prepare(question, false)?;
            candidates(&prepared, against)?.rows
        };
        // The nearest of each item comes first.
        rows.dedup_by(|next, first| next.id == first.id);
        rows.retain(|row| at_least == Nearness::LookAt || row.level == Nearness::SameWords.slug());
        if rows.is_empty() {
            return Err(SuggestionRefusal::NoLink { level: at_least.slug() }.into());
        }
        self.write_links(&rows, false)
    }

    /// Refuses links that are suggested: they are not offered again.
    ///
    /// # Errors
    /// [`SuggestionRefusal`] where it is not suggested.
    pub fn refuse_link(&mut self, question: &Question, earlier: &str) -> Result<Added> {
        let rows = {
            let prepared = self.prepare(question, false)?;
            let target = choose::item(earlier, &prepared.names, &*prepared.tx)?;
            let set = target.name.split_once(':').map_or("", |(set, _)| set).to_owned();
            let mut rows = candidates(&prepared, &[set])?.rows;
            rows.retain(|row| row.candidate == target.name);
            if rows.is_empty() {
                return Err(SuggestionRefusal::NoEarlierItem { item: target.name }.into());
            }
            rows
        };
        self.write_links(&rows, true)
    }

    fn write_links(&mut self, rows: &[SuggestedLink], refuse: bool) -> Result<Added> {
        let command = if refuse { "suggest refuse" } else { "suggest accept" };
        let pen = Pen::of(&self.author, self.now().moment(), command);
        let mut tx = self.writing()?;
        let names = Names::read(&*tx)?;
        let mut added = Added::new();
        for row in rows {
            let Chosen { id, name } = choose::item(&row.id, &names, &*tx)?;
            let target = choose::item(&row.candidate, &names, &*tx)?.id;
            let how = if refuse { "refused" } else { "accepted in bulk" };
            let reason = format!("suggested ({}, {:.2}: {}), {how}", row.level, row.score, row.why);
            let record = LinkClaim::suggested(id, target, refuse, reason).said(&name)?;
            added.push((name, pen.append(tx.as_mut(), Some(id), vec![record])?));
        }
        tx.commit()?;
        Ok(added)
    }
}
