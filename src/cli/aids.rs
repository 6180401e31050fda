//! What to type about what an import finds wrong or passes over.

use crate::app::import::Aid;

/// What is said of what helps, after what is wrong or was passed over.
pub(super) fn aided(aid: Aid) -> &'static str {
    match aid {
        Aid::AddAssessor => " (`upr assessor add` makes one)",
        Aid::AddInstitution => " (`upr entity add` makes one)",
        Aid::MakeSet => " (`--set KEY` makes one)",
        Aid::MakeItems => " (`--create` makes new ones)",
        Aid::MakeTerm => " (`--create-terms` makes it)",
        Aid::MakeTerms => " (`--create-terms` makes new ones)",
        Aid::NamedSet => ", as `--set` says",
        Aid::MeantSo => "; meant so: `upr import --yes`",
        Aid::OrderOfDates => ": say `--dates dmy` or `--dates mdy`",
        Aid::WhoseWord => " (`--theirs` takes the sheet's, `--ours` keeps it)",
        Aid::EmptyTakesAway => " (`--allow-clear` empties them)",
        Aid::EndLead => ": `upr lead remove ITEM INSTITUTION` ends a lead or support",
        Aid::UndoDate => "; `upr undo` takes back one that was wrong",
        Aid::UndoFigure => " (`upr undo` takes back a figure that was wrong)",
        Aid::Retract => ": `upr status retract ENTRY` takes back what was said",
        Aid::ChangeTags => "; `upr tag` changes it all the same",
        Aid::WriteRequest => " (`upr request sheet KEY -o FILE` writes it again)",
        Aid::ListRequests => " (`upr request list`)",
    }
}
