//! Our own sheets, edited by people and brought back.

use crate::app::error::{AppError, Result};
use crate::import::aside::Aside;

use super::Watch;
use super::merge::Work;

/// Takes the edits of a sheet.
pub(super) fn bring_in(
    work: &mut Work<'_>,
    _bytes: &[u8],
    _watch: &mut dyn Watch,
) -> Result<Option<Aside>> {
    Err(AppError::refused(format!("`{}` is a sheet", work.file.name), "not yet"))
}
