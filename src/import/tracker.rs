//! Trackers that offices keep for themselves: a table of recommendations under headings of their
//! own. Read as a sheet, its columns called by our keys: by plain English headings, by what the
//! command says for the rest and by what the file remembers of earlier commands.

mod fields;
mod mapping;
mod rows;

use super::SourcePlace;
use super::grid::{self, FoundTable};
use super::package::Package;
use super::problem::{ImportError, Warning};
use super::records::{Layout, letters};
use super::sheet::ReturnedSheet;
pub use fields::WORDS;
use fields::{FIELDS, word_of};
pub use mapping::Mapping;
use rows::TrackerRows;

fn names(header: &[&str]) -> Vec<String> {
    header
        .iter()
        .map(|name| if name.trim() == "#" { "no".to_owned() } else { letters(name) })
        .collect()
}

fn heads(table: &FoundTable<'_>) -> Vec<String> {
    names(&table.header.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>())
}

/// Whether these are the heads of a tracker, by plain headings and what the command says.
pub fn is_header(header: &[&str], mapping: &Mapping) -> bool {
    mapping.knows(&names(header))
}

/// Reads a tracker as a sheet.
///
/// # Errors
/// A heading that is not there; words of status or position that nobody has said the meaning of.
pub fn read(bytes: &[u8], mapping: &Mapping) -> Result<ReturnedSheet, ImportError> {
    of_grid(&grid::read(bytes)?, mapping)
}

/// Reads a sheet of ours, or a tracker: one where the command names headings, or where the file has
/// those of a tracker and none of ours. Of a workbook, `only` names the one sheet that is read.
///
/// # Errors
/// As [`read`], and as a sheet's own reader.
pub fn read_sheet(
    bytes: &[u8],
    mapping: &Mapping,
    only: Option<&str>,
) -> Result<ReturnedSheet, ImportError> {
    let grid = grid::read(bytes)?.only(only)?;
    let ours = || grid.table(super::sheet::is_header).is_some();
    let theirs = || !grid.tables_of_two(|header| is_header(header, mapping)).tables.is_empty();
    if !mapping.columns.is_empty() || (!ours() && theirs()) {
        let mut sheet = of_grid(&grid, mapping)?;
        if is_coloured(bytes) {
            let message = "colours of cells are not read: what they mean belongs into a column";
            sheet.warnings.push(Warning::new(SourcePlace::default(), message));
        }
        Ok(sheet)
    } else {
        super::sheet::of_grid(grid, !grid::is_workbook(bytes))
    }
}

/// Whether cells of a workbook are filled with colours.
fn is_coloured(bytes: &[u8]) -> bool {
    let styles =
        Package::open(bytes, "XLSX").ok().and_then(|mut it| it.text("xl/styles.xml").ok()?);
    styles.is_some_and(|styles| styles.contains("patternType=\"solid\""))
}

fn of_grid(grid: &grid::Grid, mapping: &Mapping) -> Result<ReturnedSheet, ImportError> {
    let tables = grid.tables_of_two(|header| is_header(header, mapping));
    let Some(first) = tables.tables.first() else {
        return Err(no_header(grid, mapping));
    };
    let mut sheet = ReturnedSheet {
        columns: FIELDS.iter().map(|(_, key, _)| (*key).to_owned()).collect(),
        notes: grid.notes.clone(),
        guarded: false,
        foreign: true,
        warnings: tables.warnings,
        ..ReturnedSheet::default()
    };
    // Where no column has numbers, they may stand in front of the texts; else there are none.
    let numbered = |table: &FoundTable<'_>| {
        let places = mapping.places(&heads(table));
        let place = |key: &str| places.iter().find(|(of, _)| *of == key).map(|(_, place)| *place);
        place("ref").or(place("id")).is_some()
            || place("text").is_some_and(|text| rows::is_numbered(table, text))
    };
    if !tables.tables.iter().any(numbered) {
        sheet.columns.retain(|key| !matches!(key.as_str(), "ref" | "id"));
    }
    sheet.notes.extend(proposal(first, mapping));
    let mut rows = TrackerRows::new(mapping);
    for table in &tables.tables {
        let places = mapping.places(&heads(table));
        let texts = mapping.texts(&heads(table), &table.columns());
        for (field, _) in &texts {
            if !sheet.columns.contains(field) {
                sheet.columns.push(field.clone());
            }
        }
        for (at, name) in table.columns().iter().enumerate() {
            let taken = places.iter().any(|(_, place)| *place == at)
                || texts.iter().any(|(_, place)| *place == at);
            if !name.trim().is_empty() && !taken {
                let message = format!(
                    "the column `{}` is passed over (`--map FIELD=HEADING` takes one)",
                    super::text::tidy(name)
                );
                let place = SourcePlace { sheet: table.named_sheet(), ..SourcePlace::default() };
                sheet.warnings.push(Warning::new(place, message));
            }
        }
        rows.take(table, &places, &texts, &mut sheet);
    }
    if sheet.rows.is_empty() && sheet.errors.is_empty() {
        let place = SourcePlace { sheet: first.named_sheet(), ..SourcePlace::default() };
        sheet.warnings.push(Warning::new(place, "no row stands below the headings"));
    }
    rows.finish(&mut sheet)?;
    Ok(sheet)
}

/// That no row has the headings, with those that stand where a header would.
fn no_header(grid: &grid::Grid, mapping: &Mapping) -> ImportError {
    let wanted: Vec<String> =
        mapping.columns.iter().map(|(_, heading)| format!("`{heading}`")).collect();
    let most = |sheet: &grid::Sheet| {
        let rows = sheet.rows.iter().take(grid::MAX_HEADER);
        rows.map(grid::GridRow::letters).max_by_key(|cells| {
            cells
                .iter()
                .filter(|cell| mapping.columns.iter().any(|(_, it)| letters(it) == **cell))
                .count()
        })
    };
    let nearest = grid.sheets.iter().find_map(|sheet| {
        let letters = most(sheet)?;
        let row = sheet.rows.iter().find(|row| row.letters() == letters)?;
        let heads: Vec<String> = row
            .texts()
            .iter()
            .map(|text| super::text::tidy(text))
            .filter(|text| !text.is_empty())
            .map(|text| format!("`{text}`"))
            .collect();
        Some(format!("; row {} has {}", row.number, heads.join(", ")))
    });
    let reason = format!(
        "no row has all of the headings {}{}",
        wanted.join(", "),
        nearest.unwrap_or_default()
    );
    ImportError::wrong_layout(Layout::Sheet, reason)
}

/// How the headings are read, with the first three rows.
fn proposal(table: &FoundTable<'_>, mapping: &Mapping) -> Vec<String> {
    let places = mapping.places(&heads(table));
    let columns = table.columns();
    let heading =
        |place: usize| columns.get(place).map_or_else(String::new, |it| super::text::tidy(it));
    let read =
        places.iter().map(|(key, place)| format!("`{}` as {}", heading(*place), word_of(key)));
    let mut lines = vec![format!("read by its headings: {}", read.collect::<Vec<_>>().join(", "))];
    lines.extend(table.rows.iter().take(3).map(|row| {
        let cells = places.iter().map(|(key, place)| {
            let cell: String = super::text::tidy(row.text(*place)).chars().take(40).collect();
            format!("{}: {cell}", word_of(key))
        });
        format!("row {}: {}", row.number, cells.collect::<Vec<_>>().join(" | "))
    }));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACKER: &[u8] = b"Our list,,,,\nNo.,Recommendation,Lead,Status,Comments\n\
        140.1,Adopt a plan,MoJ,In progress,x\n140.20,Build,MoI,Completed,\nTotal,2,,,\n";

    #[test]
    fn plain_headings_are_read_and_words_asked_about() {
        let mapping = Mapping::default();
        assert!(is_header(&["No.", "Recommendation", "Status"], &mapping));
        assert!(!is_header(&["No.", "Recommendation", "Price"], &mapping));
        let error = read(TRACKER, &mapping).unwrap_err();
        assert!(error.to_string().contains("`Completed` (1 row)"), "{error}");
        let mut mapping = Mapping::default();
        mapping.add_word("completed = implemented").unwrap();
        let sheet = read(TRACKER, &mapping).unwrap();
        let cell = |row: usize, key: &str| sheet.cell(&sheet.rows[row], key).unwrap().text.clone();
        assert_eq!(sheet.rows.len(), 2);
        assert_eq!(
            (cell(1, "ref").as_str(), cell(1, "status").as_str()),
            ("140.20", "implemented")
        );
        assert_eq!((cell(0, "note").as_str(), cell(0, "lead").as_str()), ("x", "MoJ"));
        let told: Vec<_> = sheet.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert!(told.len() == 1 && told[0].contains("totals"), "{told:?}");
    }

    #[test]
    fn a_table_without_rows_or_texts_and_formulas_with_errors_are_told() {
        let sheet = read(b"No.,Recommendation,Status\n", &Mapping::default()).unwrap();
        assert_eq!(sheet.warnings[0].message, "no row stands below the headings");
        assert!(is_header(&["Ref", "Status", "Note"], &Mapping::default()));
        assert!(!is_header(&["Ref", "Status", "Price"], &Mapping::default()));
        let mut book = rust_xlsxwriter::Workbook::new();
        let rows = book.add_worksheet();
        rows.write_row(0, 0, ["No.", "Recommendation", "Status", "Lead"]).unwrap();
        rows.write_row(1, 0, ["140.1", "Adopt", "In progress"]).unwrap();
        let broken = rust_xlsxwriter::Formula::new("=A99/0").set_result("#DIV/0!");
        rows.write_formula(1, 3, broken).unwrap();
        let sheet = read(&book.save_to_buffer().unwrap(), &Mapping::default()).unwrap();
        assert!(sheet.rows.is_empty() && sheet.errors[0].found.contains("in cell D2"), "{sheet:?}");
    }

    #[test]
    fn the_command_says_the_rest() {
        let mut mapping = Mapping::default();
        mapping.add_columns("ref=Zap. st.,Priporočilo=text").unwrap();
        assert!(mapping.add_columns("x=y").is_err() && mapping.add_word("a=b").is_err());
        assert!(is_header(&["Zap. st.", "Priporočilo"], &mapping));
        assert!(!is_header(&["Zap. st.", "Other"], &mapping));
        let sheet = read("Zap. st.;Priporočilo;No\n1;Sprejeti;9\n".as_bytes(), &mapping).unwrap();
        assert_eq!(sheet.cell(&sheet.rows[0], "ref").unwrap().text, "1");
    }

    #[test]
    fn what_was_said_once_is_known_and_the_command_outweighs_it() {
        let known = Mapping {
            known_columns: vec![
                ("ref".into(), "Zap. st.".into()),
                ("text".into(), "Priporočilo".into()),
                ("status".into(), "Stanje".into()),
            ],
            known_words: vec![("Delno izvedeno".into(), "partially-implemented".into())],
            ..Mapping::default()
        };
        assert!(is_header(&["Zap. st.", "Priporočilo", "Stanje"], &known));
        assert!(!is_header(&["Zap. st.", "Cena"], &known));
        let file = "Zap. st.;Priporočilo;Stanje\n1;Sprejeti;delno izvedeno\n".as_bytes();
        let status = |mapping: &Mapping| {
            let sheet = read(file, mapping).unwrap();
            sheet.cell(&sheet.rows[0], "status").unwrap().text.clone()
        };
        assert_eq!(status(&known), "partially-implemented");
        let mut other = known.clone();
        other.add_word("Delno izvedeno=in-progress").unwrap();
        assert_eq!(status(&other), "in-progress");
    }

    #[test]
    fn two_rows_of_heads_are_one_and_headings_may_hold_commas() {
        let file = b"No.,Recommendation,Follow-up,,\n,,Status,\"Lead, other\",2024\n1,Adopt,In progress,MoJ,x\n";
        let mut mapping = Mapping::default();
        mapping.add_columns("lead=Lead, other,ref=No.").unwrap();
        let sheet = read(file, &mapping).unwrap();
        assert_eq!(sheet.rows.len(), 1);
        let cell = |key: &str| sheet.cell(&sheet.rows[0], key).unwrap().text.clone();
        assert_eq!((cell("status"), cell("lead")), ("in-progress".into(), "MoJ".into()));
        let told: Vec<_> = sheet.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert!(told[0].contains("`2024` is passed over"), "{told:?}");
    }

    #[test]
    fn rows_of_one_recommendation_are_one_unless_they_say_two_statuses() {
        let file = b"No.,Recommendation,Lead,Status,Comments\n1,Adopt,MoJ,In progress,draft\n\
            1,Adopt,MoI,In progress,talks\n2,Build,MoI,Implemented,\n2,Build,MoI,In progress,\n";
        let sheet = read(file, &Mapping::default()).unwrap();
        assert_eq!(sheet.rows.len(), 1);
        let cell = |key: &str| sheet.cell(&sheet.rows[0], key).unwrap().text.clone();
        assert_eq!((cell("lead"), cell("note")), ("MoJ; MoI".into(), "draft\ntalks".into()));
        assert_eq!(sheet.errors.len(), 2);
        assert!(sheet.errors[1].expected.contains("row 4"), "{:?}", sheet.errors);
        // In a text, merged cells are empty below the first; headings stand alone.
        let file = b"No.,Recommendation,Lead,Status\n,Civil rights,,\n1.0,Adopt,MoJ,In progress\n,,MoI,\n2.0,Build,,\n";
        let sheet = read(file, &Mapping::default()).unwrap();
        let refs: Vec<_> =
            sheet.rows.iter().map(|row| sheet.cell(row, "ref").unwrap().text.as_str()).collect();
        assert_eq!((refs, sheet.errors.len(), sheet.warnings.len()), (vec!["1", "2"], 0, 1));
    }

    #[test]
    fn a_table_of_a_document_is_read_as_one_of_a_workbook() {
        use crate::import::docx::build::{document, paragraph, row};
        let heads = row(&["No.", "Recommendation", "Lead", "Status", "Comments"]);
        let rows = [
            row(&["1.1", "Adopt a plan\nand pay for it", "MoJ", "In progress", "draft"]),
            row(&["Civil and political rights"]),
            row(&["1.10", "Build", "", "", ""]),
        ];
        let table = format!("<w:tbl>{heads}{}</w:tbl>", rows.concat());
        let other = format!("<w:tbl>{}</w:tbl>", row(&["Prepared by", "A", "on", "Monday"]));
        let body = format!("{}{other}{table}", paragraph("Our tracker"));
        let sheet = read(&document(&body, ""), &Mapping::default()).unwrap();
        let cell = |row: usize, key: &str| sheet.cell(&sheet.rows[row], key).unwrap().text.clone();
        assert_eq!(sheet.rows.len(), 2);
        assert_eq!((cell(0, "ref"), cell(1, "ref")), ("1.1".into(), "1.10".into()));
        assert_eq!(cell(0, "text"), "Adopt a plan\nand pay for it");
        assert_eq!((cell(0, "status"), cell(0, "note")), ("in-progress".into(), "draft".into()));
        assert!(sheet.rows.iter().flat_map(|row| &row.cells).all(|cell| !cell.converted));
        let told: Vec<_> = sheet.warnings.iter().map(|it| it.message.clone()).collect();
        assert!(told.len() == 2 && told[0].contains("left out"), "{told:?}");
    }

    #[test]
    fn numbers_may_stand_in_front_of_the_texts_or_nowhere() {
        let read = |rows: &str| {
            let file = format!("UPR recommendation,Status\n{rows}");
            read(file.as_bytes(), &Mapping::default()).unwrap()
        };
        let sheet = read("1.1 Adopt,In progress\n1.10. Build,\n");
        let cell = |row: usize, key: &str| sheet.cell(&sheet.rows[row], key).unwrap().text.clone();
        assert_eq!((cell(0, "ref"), cell(0, "text")), ("1.1".into(), "Adopt".into()));
        assert_eq!((cell(1, "ref"), cell(1, "text")), ("1.10".into(), "Build".into()));
        let sheet = read("Adopt,In progress\n20 years of plans,\n");
        assert_eq!((sheet.column("ref"), sheet.rows.len()), (None, 2));
        assert!(is_header(&["#", "UPR recommendations", "Status"], &Mapping::default()));
    }
}
