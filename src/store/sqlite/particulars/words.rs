//! What each assessor said last of an item or component, and since when.

use crate::domain::Level;
use chrono::NaiveDate;

/// What somebody said of an item or, in its order, of a component.
pub(super) struct SaidOfItem {
    pub(super) at: usize,
    pub(super) part: Option<ComponentPlace>,
    pub(super) assessor: i64,
    pub(super) id: i64,
    pub(super) entry: i64,
    pub(super) status: Level,
    pub(super) on: NaiveDate,
    pub(super) unsourced: bool,
}

/// A component: its place among the others and its name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ComponentPlace {
    pub(super) sort_key: String,
    pub(super) reference: String,
}

/// Of what was said in order, each one's last word of each item and component, with the first day of the
/// unbroken run of one level that it ends.
pub(super) fn last_words(said: Vec<SaidOfItem>) -> Vec<(SaidOfItem, NaiveDate)> {
    let mut words: Vec<(SaidOfItem, NaiveDate)> = Vec::with_capacity(said.len());
    for one in said {
        let same = |last: &SaidOfItem| {
            (last.at, last.assessor) == (one.at, one.assessor) && last.part == one.part
        };
        match words.last_mut() {
            Some((last, since)) if same(last) => {
                if last.status != one.status {
                    *since = one.on;
                }
                *last = one;
            }
            _ => {
                let since = one.on;
                words.push((one, since));
            }
        }
    }
    words
}
