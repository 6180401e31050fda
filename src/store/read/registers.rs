//! What surrounds the items: settings, sets, documents, voices, terms, the calendar, engagements, accounts.

use crate::domain::View;
use crate::domain::lines::{
    AccountLine, AssessorLine, DocumentLine, EngagementLine, MappingLine, MilestoneLine,
    SetFigures, SetLine, TermLine,
};
use crate::store::Result;

/// What surrounds the items: settings, sets, documents, voices, terms, the calendar, engagements, accounts.
pub trait ReadRegisters {
    /// The settings in force, by key.
    fn list_settings(&self) -> Result<Vec<(String, String)>>;
    /// Every set.
    fn list_sets(&self) -> Result<Vec<SetLine>>;
    /// How large each set is that has items.
    fn list_set_figures(&self) -> Result<Vec<SetFigures>>;
    /// The assessors who ever gave an assessment outside of plans, taken back or not.
    fn list_speaking(&self) -> Result<Vec<i64>>;
    /// Every document.
    fn list_documents(&self) -> Result<Vec<DocumentLine>>;
    /// Every assessor.
    fn list_assessors(&self) -> Result<Vec<AssessorLine>>;
    /// Who may do what on the pages, in order of the login.
    fn list_accounts(&self) -> Result<Vec<AccountLine>>;
    /// The terms of a vocabulary, or of all, in order.
    fn list_terms(&self, vocabulary: Option<&str>) -> Result<Vec<TermLine>>;
    /// The vocabularies: number in the file, key, name, how many terms.
    fn list_vocabularies(&self) -> Result<Vec<(i64, String, String, i64)>>;
    /// What headings and words of trackers mean, in the order in which it was said.
    fn list_mappings(&self) -> Result<Vec<MappingLine>>;
    /// The calendar, latest row of each key.
    fn list_milestones(&self) -> Result<Vec<MilestoneLine>>;
    /// The engagements known by the view's time, oldest first.
    fn list_engagements(&self, view: &View) -> Result<Vec<EngagementLine>>;
}
