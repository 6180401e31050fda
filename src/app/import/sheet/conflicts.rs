//! Cells that were changed in the sheet and here: shown with all three values, and decided by
//! whoever imports.

use crate::report::imports::Conflict;

use super::super::merge::Work;
use super::super::{Side, UNDECIDED};
use super::Known;
use super::row::{Checked, ReturnedRow, WrongCell, assessment};

impl ReturnedRow<'_> {
    /// Says a conflict; whether the file's word is taken.
    pub(super) fn decide(
        &mut self,
        work: &mut Work<'_>,
        known: &Known<'_>,
        key: &'static str,
        base: &str,
        ours: &str,
        theirs: &str,
    ) -> bool {
        self.conflict = true;
        let outcome = match work.request.side {
            None => UNDECIDED,
            Some(Side::Ours) => "kept as recorded",
            Some(Side::Theirs) => "the file's word taken",
        };
        work.account.conflicts.put(Conflict {
            place: work.at(&known.row.place),
            item: self.name.clone(),
            column: key,
            base: base.to_owned(),
            ours: ours.to_owned(),
            theirs: theirs.to_owned(),
            outcome,
        });
        work.request.side == Some(Side::Theirs)
    }

    /// Status, date, confidence and note are one assessment: where somebody gave another one since,
    /// a change of any of them is a conflict.
    pub(super) fn drop_late_edits(&mut self, work: &mut Work<'_>, known: &Known<'_>, started: i64) {
        let edited: Vec<&'static str> =
            assessment().filter(|key| self.edits.contains_key(key)).collect();
        let changed_here = |key: &&str| self.base.get(key) != self.printed.get(key);
        let here: Vec<&'static str> = assessment().filter(|key| changed_here(key)).collect();
        if started != self.voice || edited.is_empty() || here.is_empty() || self.conflict {
            return;
        }
        for key in edited {
            let (before, ours) = (self.base.get(key).whole, self.printed.get(key).whole);
            let theirs = self.edits.get(key).cloned().unwrap_or_default();
            if !self.decide(work, known, key, &before, &ours, &theirs) {
                self.edits.remove(key);
            }
        }
    }

    /// What a compound item's status is follows from its components, so another one in the sheet
    /// may only be an old one: it is not taken, and said not to be.
    pub(super) fn drop_derived(&mut self, work: &mut Work<'_>, known: &Known<'_>) -> Checked<()> {
        if !self.ours.is_compound() {
            return Ok(());
        }
        for key in ["note", "confidence"] {
            if let Some(found) = self.edits.get(key) {
                let expected =
                    "nothing: the item is tracked through its components, whose rows follow it";
                return Err(WrongCell::new(key, found, expected).into());
            }
        }
        let mut derived: Vec<String> =
            ["status", "effective_on"].iter().filter_map(|key| self.edits.remove(key)).collect();
        if let Some(found) = derived.pop() {
            let message = format!(
                "`{}` says `{found}` for `{}`, whose status follows from its components; not taken",
                work.file.name, self.name
            );
            work.remark(&known.row.place, message);
        }
        Ok(())
    }
}
