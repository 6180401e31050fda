//! Items that filters choose for a command that writes.

use super::App;
use super::choose::{FilterWords, ViewWords, assessor, filter};
use super::error::Result;
use super::names::Names;
use crate::domain::dates::Edge;
use crate::domain::{DateWord, Level, Life};
use crate::store::{Detail, Levels};

/// What is chosen, for which status.
#[derive(Debug, Clone)]
pub struct Pick {
    /// The filter; without a set in it, in the default set.
    pub filter: FilterWords,
    /// The assessor's key; the tracker where none.
    pub by: Option<String>,
    /// Since when; today where none.
    pub on: Option<DateWord>,
    /// The level that is to be recorded.
    pub status: Level,
}

/// What was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picked {
    /// The items, `SET:REF`, in order.
    pub items: Vec<String>,
    /// How many were left out since they are followed up no more.
    pub ended: usize,
    /// How many were left out since they stand there already.
    pub standing: usize,
}

impl App<'_> {
    /// The items that a filter chooses, without those that are closed or superseded and those that
    /// stand at the level already; nothing is written.
    ///
    /// # Errors
    /// [`super::AppError::Unknown`] for names that the file does not have.
    pub fn pick(&mut self, pick: &Pick) -> Result<Picked> {
        let now = self.now();
        let on = pick.on.map_or(now.today, |word| word.day(now.today, Edge::First));
        let tx = self.store.read()?;
        let names = Names::read(&*tx)?;
        let voice = assessor(&names, pick.by.as_deref().unwrap_or("tracker"))?;
        let view = ViewWords::default().view(&now, &names)?;
        let filter = filter(&pick.filter, &names, &view, (false, true), &*tx)?;
        let (mut picked, mut found) = (Picked::default(), Vec::new());
        tx.each_item(&filter, &view, Detail::Brief, Levels::Matching, &mut |line| {
            if line.life == Life::Active.slug() {
                found.push((line.id, line.name()));
            } else {
                picked.ended += 1;
            }
            Ok(())
        })?;
        for (id, name) in found {
            match tx.find_status(id, voice.id, on)? {
                Some((level, _)) if level == pick.status => picked.standing += 1,
                _ => picked.items.push(name),
            }
        }
        Ok(picked)
    }
}
