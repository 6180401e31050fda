//! Rows that cannot be taken: told in the account, and set aside where that is asked.

use crate::app::error::Result;
use crate::app::refusals::ImportRefusal;
use crate::import::sheet::Sheet;
use crate::import::{RowError, aside};
use crate::report::imports::Problem;

use super::Watch;
use super::merge::Work;

/// Rows that a file has wrong are kept so many at most.
const MOST_WRONG: usize = 10_000;

/// Remembers a row that cannot be taken.
pub(super) fn refuse(work: &mut Work<'_>, rest: &mut aside::Rows, error: &RowError) -> Result<()> {
    refuse_all(work, rest, std::slice::from_ref(error))
}

/// Remembers all that is wrong with one row.
pub(super) fn refuse_all(
    work: &mut Work<'_>,
    rest: &mut aside::Rows,
    errors: &[RowError],
) -> Result<()> {
    let problem = |error: &RowError| Problem {
        file: work.file.name.clone(),
        place: error.place.to_string(),
        column: error.column.clone().unwrap_or_default(),
        found: error.found.clone(),
        expected: error.expected.clone(),
        nearest: error.nearest.clone().unwrap_or_default(),
    };
    let problems = errors.iter().map(problem).collect();
    work.problems(problems);
    if !work.request.set_aside {
        return Ok(());
    }
    rest.put(errors);
    if rest.len() > MOST_WRONG {
        return Err(
            ImportRefusal::TooManyWrong { file: work.file.name.clone(), most: MOST_WRONG }.into()
        );
    }
    Ok(())
}

/// Begins with a sheet: what is to be known of it is told, and its rows that cannot be read are refused.
pub(super) fn begun(
    work: &mut Work<'_>,
    sheet: &Sheet,
    watch: &mut dyn Watch,
) -> Result<aside::Rows> {
    for note in &sheet.notes {
        watch.note(&format!("{}: {note}", work.file.name));
    }
    let mut rest = aside::Rows::new(&work.file.name, &sheet.columns);
    for error in &sheet.errors {
        refuse(work, &mut rest, error)?;
    }
    Ok(rest)
}
