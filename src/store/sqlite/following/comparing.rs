//! Whether a home still is as it was written: each of its entries, beside those of the copy.

use super::*;

use crate::store::{Check, Problem, Verification};

impl FileStore {
    /// Walks along the home's ledger and compares it with the copy's.
    pub(in crate::store::sqlite) fn compare(&mut self, found: &mut Verification) -> Result<()> {
        let Some(home) = self.home.as_mut() else { return Ok(()) };
        found.home = Some(home.address().to_string());
        let (mut previous, mut last, mut wrong) = (None, 0, None);
        let fault = |error| translate(&self.path, error);
        let mut here =
            self.connection.prepare("SELECT hash FROM entry WHERE id = $1").map_err(fault)?;
        let walked = home.entries_after(0, &mut |entry| {
            let (id, hash) = (entry.id, entry.hash);
            let known: Option<[u8; 32]> =
                here.query_row([id], |row| row.get(0)).optional().map_err(fault)?;
            let checked = if id == last + 1 {
                entry.check(previous.as_ref()).map(drop)
            } else {
                Err(format!("entry {} is missing before it", last + 1))
            };
            // What a colleague records meanwhile is not here yet.
            let same = known.is_none_or(|known| known == hash);
            let checked = checked.and_then(|()| {
                if same { Ok(()) } else { Err("it has another hash there than here".to_owned()) }
            });
            if let Err(what) = checked
                && wrong.is_none()
            {
                wrong = Some((id, what));
            }
            (previous, last) = (Some(hash), id);
            Ok(())
        });
        match walked {
            Err(StoreError::Home(HomeFault::Altered { entry, found, .. })) => {
                wrong = wrong.or(Some((entry, found)));
            }
            walked => walked?,
        }
        if let Some((entry, what)) = wrong {
            let entry = Some(entry);
            found.problems.push(Problem {
                check: Check::Home,
                entry,
                found: format!("the home: {what}"),
            });
        }
        Ok(())
    }
}
