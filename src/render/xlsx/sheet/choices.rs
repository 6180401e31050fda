//! The words that a cell offers to choose from, and what people may change.

use super::super::in_xml;
use super::super::looks::Looks;
use super::MOST_CHOICES;
use crate::report::{Column, Entry};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Formula, ProtectionOptions, Worksheet, XlsxError,
};

/// Lists too long for a rule: they stand on a sheet of their own, in plain sight.
#[derive(Default)]
pub(in super::super) struct ChoiceLists(Vec<(&'static str, Vec<String>)>);

impl ChoiceLists {
    /// The name of their sheet.
    pub(in super::super) const SHEET: &'static str = "choices";

    pub(in super::super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes a list up; gives where it will stand.
    pub(super) fn add(&mut self, key: &'static str, choices: &[&str]) -> Formula {
        let col = u16::try_from(self.0.len()).unwrap_or(u16::MAX);
        let last = u32::try_from(choices.len()).unwrap_or(u32::MAX);
        self.0.push((key, choices.iter().map(|&choice| choice.to_owned()).collect()));
        let range = rust_xlsxwriter::utility::cell_range_absolute(1, col, last, col);
        Formula::new(format!("={}!{range}", Self::SHEET))
    }

    /// Writes one list a column, its key above.
    pub(in super::super) fn write(
        &self,
        looks: &Looks,
        sheet: &mut Worksheet,
    ) -> Result<(), XlsxError> {
        for (col, (key, choices)) in (0..).zip(&self.0) {
            sheet.set_column_width(col, 24)?;
            sheet.write_string_with_format(0, col, *key, &looks.header)?;
            for (row, choice) in (1..).zip(choices) {
                sheet.write_string_with_format(row, col, in_xml(choice), &looks.plain)?;
            }
        }
        sheet.protect();
        Ok(())
    }
}
/// Lets people write into the columns made for it, choose from their lists, filter and widen, and
/// nothing else.
pub(super) fn protect(
    sheet: &mut Worksheet,
    columns: &[Column],
    last_row: u32,
    lists: &mut ChoiceLists,
) -> Result<(), XlsxError> {
    let options = ProtectionOptions {
        sort: true,
        use_autofilter: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    };
    sheet.protect_with_options(&options);
    for (at, column) in (0..).zip(columns) {
        let Some(Entry::OneOf(choices)) = &column.entry else { continue };
        let choices: Vec<&str> = choices.iter().map(|choice| choice.text.as_str()).collect();
        let length: usize = choices.iter().map(|choice| choice.chars().count() + 1).sum();
        let plain = !choices.iter().any(|choice| choice.contains(','));
        let rule = if length <= MOST_CHOICES && plain {
            DataValidation::new().allow_list_strings(&choices)?
        } else {
            DataValidation::new().allow_list_formula(lists.add(column.key, &choices))
        };
        let rule = rule
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("Not in the list")?
            .set_error_message("Choose one of the words in the list, or leave the cell empty.")?;
        sheet.add_data_validation(1, at, last_row.max(1), at, &rule)?;
    }
    Ok(())
}
