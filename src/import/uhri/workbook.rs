//! The Excel export of a search: sixteen columns, lists of one entry a line.

use std::ops::ControlFlow;

use super::{Found, OnFound, Printed, hand_over};
use crate::domain::states::States;
use crate::import::grid::{self, Row};
use crate::import::problem::ImportError;
use crate::import::records::{Layout, Only, letters};

/// The columns, by their letters, and what they are called here.
const COLUMNS: [(&str, &str); 17] = [
    ("text", "text"),
    ("countriesconcerned", "countries"),
    ("recommendingbody", "body"),
    ("documentsymbol", "symbol"),
    ("themes", "themes"),
    ("affectedpersons", "persons"),
    ("sdgs", "sdgs"),
    ("documentpublicationdate", "published"),
    ("uprrecommendingstates", "senders"),
    ("uprposition", "positions"),
    ("type", "type"),
    ("ohchrannotationid", "id"),
    ("uprsession", "session"),
    ("uprcycle", "cycle"),
    ("regionsconcerned", "regions"),
    ("recommendingregions", "senderregions"),
    ("dateofpublicationonuhri", "indexed"),
];

/// A column's name as it is compared: the files spell `Reccomending`, or rightly.
fn name(printed: &str) -> String {
    letters(printed).replace("reccomending", "recommending")
}

fn field(printed: &str) -> Option<&'static str> {
    let name = name(printed);
    COLUMNS.iter().find(|(column, _)| *column == name).map(|(_, field)| *field)
}

/// Whether these column names are those of an export.
pub(in crate::import) fn is_header(names: &[&str]) -> bool {
    let fields: Vec<&str> = names.iter().filter_map(|name| field(name)).collect();
    fields.contains(&"text") && fields.contains(&"countries") && fields.len() >= 5
}

/// Reads an Excel export (or the same columns as CSV), row by row.
pub fn read_workbook(
    bytes: &[u8],
    states: &States,
    only: &Only,
    on_found: OnFound<'_>,
) -> Result<(), ImportError> {
    let mut header: Option<(String, Vec<String>)> = None;
    let mut stopped = false;
    let outcome = grid::walk(bytes, &mut |sheet, row| {
        let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.trim()).collect();
        match &header {
            None if is_header(&texts) => {
                header = Some((sheet.to_owned(), row.texts()));
            }
            Some((name, names)) if name == sheet => {
                let printed = printed(&row, names);
                if hand_over(&printed, states, only, on_found).is_break() {
                    stopped = true;
                    return Err(ImportError::damaged("XLSX", "stopped"));
                }
            }
            _ => {}
        }
        Ok(())
    });
    if stopped {
        return Ok(());
    }
    for note in outcome? {
        let warning = crate::import::Warning::new(crate::import::Place::default(), note);
        if on_found(Found::Warning(warning)) == ControlFlow::Break(()) {
            return Ok(());
        }
    }
    let reason = "no header with `Text` and `Countries Concerned`";
    header.map(|_| ()).ok_or_else(|| ImportError::wrong_layout(Layout::Uhri, reason))
}

/// The names of the columns, so that rows set aside can be written with them.
pub fn columns(bytes: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let outcome = grid::walk(bytes, &mut |_, row| {
        let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.trim()).collect();
        if is_header(&texts) {
            names = row.texts();
            return Err(ImportError::damaged("XLSX", "enough"));
        }
        Ok(())
    });
    drop(outcome);
    names
}

fn printed(row: &Row, names: &[String]) -> Printed {
    let mut printed = Printed { place: row.place(), cells: row.texts(), ..Printed::default() };
    for (column, name) in names.iter().enumerate() {
        if let Some(field) = field(name) {
            printed.fields.insert(field, row.text(column).to_owned());
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::super::read;
    use super::*;
    use crate::domain::Position;
    use crate::import::fixtures::states;

    const HEADER: [&str; 16] = [
        "Text",
        "Countries Concerned",
        "Reccomending Body",
        "Document Symbol",
        "Themes",
        "Affected Persons",
        "Sdgs",
        "Document Publication Date",
        "UPR Reccomending States",
        "UPR Position",
        "Type",
        "OHCHR Annotation Id",
        "UPR Session",
        "Regions Concerned",
        "Recommending Regions",
        "Date of publication on UHRI",
    ];

    fn book(rows: &[[&str; 16]]) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, HEADER).unwrap();
        for (index, row) in rows.iter().enumerate() {
            let line = u32::try_from(index).unwrap() + 1;
            sheet.write_row(line, 0, *row).unwrap();
            sheet.write(line, 7, 45_700).unwrap();
            sheet.write(line, 15, 46125.5).unwrap();
        }
        book.save_to_buffer().unwrap()
    }

    const ROW: [&str; 16] = [
        "121.1 Ratify CAT (Iraq, Spain);",
        "- Slovenia",
        "- UPR",
        "A/HRC/60/8",
        "- Right to education\n- Poverty",
        "- Children",
        "- 4 - QUALITY EDUCATION",
        "",
        "- Iraq\n- Spain",
        "- Supported",
        "- Recommendations",
        "0000-1",
        "- 36th Session",
        "- Europe",
        "- Asia\n- Europe",
        "",
    ];

    #[test]
    fn lists_in_cells_and_serial_dates_are_read() {
        let mut noted = ROW;
        noted[0] = "121.2 Stop (Iraq);";
        noted[9] = "- Noted";
        let reading = read(&book(&[ROW, noted]), &states(), &Only::default()).unwrap();
        let [body] = reading.bodies.as_slice() else { panic!("{reading:?}") };
        assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some("SVN"));
        assert_eq!((body.session, body.cycle), (Some(36), Some(3)));
        assert_eq!(body.document.date, chrono::NaiveDate::from_ymd_opt(2025, 2, 12));
        let [first, second] = body.recommendations.as_slice() else { panic!("two items") };
        assert_eq!((first.number.as_deref(), first.text.as_str()), (Some("121.1"), "Ratify CAT"));
        assert_eq!(first.senders.iter().filter(|sender| sender.iso3.is_some()).count(), 2);
        assert_eq!(first.themes, ["Right to education", "Poverty"]);
        assert_eq!(second.position, Some(Position::Noted));
        assert_eq!(second.place.row, Some(3));
    }

    #[test]
    fn only_what_is_wanted_and_only_this_layout() {
        let mut other = ROW;
        other[1] = "- Iraq";
        let bytes = book(&[ROW, other]);
        let only = Only { iso3: Some("IRQ".into()), session: None };
        assert_eq!(read(&bytes, &states(), &only).unwrap().count(), 1);
        let text = b"a,b\n1,2\n";
        let mut on_found = |_| ControlFlow::Continue(());
        let outcome = read_workbook(text, &states(), &Only::default(), &mut on_found);
        assert!(matches!(outcome, Err(ImportError::WrongLayout { .. })));
    }
}
