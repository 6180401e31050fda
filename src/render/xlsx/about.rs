//! The last sheet: what the workbook is, and how it was made.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::report::labels::{NOBODY, fact_name};
use crate::report::{Document, Fact, MADE_BY, Value};

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
    // Papers name nothing that is for whoever types it.
    let told = |fact: &&Fact| {
        let unnamed = fact.value == Value::Text(NOBODY.to_owned());
        fact.value != Value::Empty && (looks.fill_in || !(unnamed || fact.key == "sets"))
    };
    for fact in document.facts.iter().filter(told) {
        row += 1;
        if looks.fill_in {
            sheet.write_string(row, 0, fact.key)?;
        } else {
            sheet.write_string(row, 0, fact_name(fact))?;
        }
        sheet.write_string_with_format(
            row,
            1,
            shown(&text::for_people(&fact.value)),
            &looks.plain,
        )?;
    }
    row += 1;
    for line in document.footer.iter().filter(|line| looks.fill_in || !line.starts_with(MADE_BY)) {
        row += 1;
        sheet.write_string(row, 0, shown(line))?;
    }
    Ok(())
}
