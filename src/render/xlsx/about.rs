//! The last sheet: what the workbook is, and how it was made.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::report::{Document, Value};

use super::super::text;
use super::in_xml;
use super::looks::Looks;

/// Writes title, stamp, facts and footer.
pub(super) fn write(
    document: &Document<'_>,
    looks: &Looks,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 28)?;
    sheet.set_column_width(1, 90)?;
    let shown = |words: &str| in_xml(&text::visible(words));
    sheet.write_string_with_format(0, 0, shown(&document.title), &looks.title)?;
    let mut row = 1;
    if let Some(stamp) = &document.stamp {
        sheet.write_string_with_format(row, 0, shown(stamp), &looks.title)?;
        row += 1;
    }
    for fact in document.facts.iter().filter(|fact| fact.value != Value::Empty) {
        row += 1;
        sheet.write_string(row, 0, fact.key)?;
        sheet.write_string_with_format(
            row,
            1,
            shown(&text::for_people(&fact.value)),
            &looks.plain,
        )?;
    }
    row += 1;
    for line in &document.footer {
        row += 1;
        sheet.write_string(row, 0, shown(line))?;
    }
    Ok(())
}
