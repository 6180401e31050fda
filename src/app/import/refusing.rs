//! Rows that cannot be taken: told in the account, and set aside where that is asked.

use crate::app::error::Result;
use crate::app::refusals::ImportRefusal;
use crate::import::sheet::ReturnedSheet;
use crate::import::{RowError, aside};
use crate::report::imports::RowProblem;

use super::Watch;
use super::merge::Work;

/// Rows that a file has wrong are kept so many at most.
const MOST_WRONG: usize = 10_000;

/// Of which tables a row reserves numbers before it may be refused.
const RESERVED: [&str; 4] = ["item", "assessment", "entity", "indicator"];

/// Remembers a row that cannot be taken.
pub(super) fn refuse(
    work: &mut Work<'_>,
    rest: &mut aside::RowsAside,
    error: &RowError,
) -> Result<()> {
    refuse_all(work, rest, std::slice::from_ref(error))
}

/// Remembers all that is wrong with one row.
pub(super) fn refuse_all(
    work: &mut Work<'_>,
    rest: &mut aside::RowsAside,
    errors: &[RowError],
) -> Result<()> {
    let problem = |error: &RowError| RowProblem {
        file: work.file.name.clone(),
        place: error.place.to_string(),
        column: error.column.clone().unwrap_or_default(),
        found: error.found.clone(),
        expected: error.expected.clone(),
        nearest: error.nearest.clone().unwrap_or_default(),
    };
    let problems = errors.iter().map(problem).collect();
    work.problems(problems);
    RESERVED.iter().for_each(|table| work.tx.release(table));
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
    sheet: &ReturnedSheet,
    watch: &mut dyn Watch,
) -> Result<aside::RowsAside> {
    for note in &sheet.notes {
        watch.note(&format!("{}: {note}", work.file.name));
    }
    let mut rest = aside::RowsAside::new(&work.file.name, &sheet.columns);
    for error in &sheet.errors {
        refuse(work, &mut rest, error)?;
    }
    Ok(rest)
}
