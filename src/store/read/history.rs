//! What was said of items: assessments, evidence, positions, links, and whether they are followed up.

use chrono::NaiveDate;

use crate::domain::lines::{EvidenceLine, HistoryLine, LifeLine, LinkLine, PositionLine};
use crate::domain::{Filter, Level, View};
use crate::store::{Detail, Result, Visit};

/// What was said of items: assessments, evidence, positions, links, and whether they are followed up.
pub trait ReadHistory {
    /// Gives each assessment of the chosen items to the visitor, taken back or not: by item, then by
    /// entry. In brief without its evidence and the item's theme, and as the items are numbered, not in
    /// their order: putting long rows in order takes as long as reading them.
    fn each_history(
        &self,
        filter: &Filter,
        view: &View,
        detail: Detail,
        visit: &mut dyn FnMut(HistoryLine) -> Visit,
    ) -> Result<()>;
    /// The same with the withdrawals and reinstatements of assessments among them.
    fn each_log(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut(HistoryLine) -> Visit,
    ) -> Result<()>;
    /// Gives the evidence of the chosen items to the visitor: by item, then by entry.
    fn each_evidence(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut(EvidenceLine) -> Visit,
    ) -> Result<()>;
    /// The positions recorded for an item, oldest first.
    fn list_positions(&self, item: i64, view: &View) -> Result<Vec<PositionLine>>;
    /// Gives each position in force of the chosen items on the view's day to the visitor, with the
    /// item's name (`SET:REF`): by item, oldest first, an undated one before all.
    fn each_position(
        &self,
        filter: &Filter,
        view: &View,
        visit: &mut dyn FnMut((String, PositionLine)) -> Visit,
    ) -> Result<()>;
    /// The earliest day, up to the view's, that an assessment in force of the chosen items or of
    /// their components counts from, by the view's voice. None where it says nothing of them.
    fn find_first_assessed(&self, filter: &Filter, view: &View) -> Result<Option<NaiveDate>>;
    /// The items of which, or of one of whose components, two or more assessors ever spoke, each after
    /// its set, in order: of these sets, of all where none is named.
    fn list_spoken_of_by_several(&self, sets: &[i64]) -> Result<Vec<(i64, i64)>>;
    /// How these items were closed, reopened and superseded, oldest first.
    fn list_lives(&self, items: &[i64], view: &View) -> Result<Vec<LifeLine>>;
    /// Links from or to these items (all where none is named), in order.
    fn list_links(&self, items: &[i64], view: &View) -> Result<Vec<LinkLine>>;
    /// Suggested links that were refused: later and earlier item.
    fn list_refused_links(&self) -> Result<Vec<(i64, i64)>>;
    /// The entry by which an item carries a term now, if it does.
    fn find_tag(&self, item: i64, term: i64) -> Result<Option<i64>>;
    /// The status in force by one assessor for one item on a day, with the entry.
    fn find_status(&self, item: i64, assessor: i64, on: NaiveDate) -> Result<Option<(Level, i64)>>;
    /// The item's life state in force: `active`, `closed` or `superseded`.
    fn find_life(&self, item: i64, on: NaiveDate) -> Result<String>;
}
