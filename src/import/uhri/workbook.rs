//! The Excel export of a search: sixteen columns, lists of one entry a line.

use std::ops::ControlFlow;

use super::{Found, OnFound, PrintedRecord, hand_over};
use crate::domain::states::States;
use crate::import::SourcePlace;
use crate::import::grid::{self, GridRow};
use crate::import::problem::{ImportError, Warning};
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
    let known = COLUMNS.iter().find(|(column, _)| *column == name).map(|(_, field)| *field);
    known.or_else(|| in_other_languages(&name))
}

/// The same columns as the French and Spanish pages of the index head them, by the stems of their words.
fn in_other_languages(name: &str) -> Option<&'static str> {
    let has = |stems: &[&str]| stems.iter().any(|stem| name.contains(stem));
    let begins = |stems: &[&str]| stems.iter().any(|stem| name.starts_with(stem));
    let recommend = has(&["recommand", "recomend", "recomiend", "auteur", "formul"]);
    let dated = begins(&["date", "fecha"]);
    Some(if dated {
        if has(&["uhri", "índice", "indice", "index"]) { "indexed" } else { "published" }
    } else if begins(&["région", "region"]) {
        if recommend { "senderregions" } else { "regions" }
    } else if begins(&["état", "etat", "estado", "pays", "país"]) {
        if recommend { "senders" } else { "countries" }
    } else if begins(&["texte", "texto"]) {
        "text"
    } else if begins(&["organe", "organisme", "órgano", "organismo", "mécanisme", "mecanismo"]) {
        "body"
    } else if begins(&["cote", "signatura", "symbole", "símbolo"]) {
        "symbol"
    } else if begins(&["thème", "theme", "tema"]) {
        "themes"
    } else if begins(&["personne", "persona", "groupesdepersonnes", "gruposdepersonas"]) {
        "persons"
    } else if begins(&["odd", "ods"]) {
        "sdgs"
    } else if begins(&["position", "posición", "posicion", "réponse", "respuesta"]) {
        "positions"
    } else if begins(&["session", "sesión", "sesion", "períododesesiones"]) {
        "session"
    } else if begins(&["cycle", "ciclo"]) {
        "cycle"
    } else if matches!(name, "type" | "tipo" | "typedannotation" | "tipodeanotación") {
        "type"
    } else if begins(&["identifiant", "identificador", "idannotation"]) {
        "id"
    } else {
        return None;
    })
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
    let mut reader = WorkbookReader { states, only, on_found, sheets: Vec::new(), stopped: false };
    let outcome = grid::walk(bytes, &mut |sheet, row| {
        if reader.row(sheet, &row).is_break() {
            reader.stopped = true;
            return Err(ImportError::damaged("XLSX", "stopped"));
        }
        Ok(())
    });
    if reader.stopped {
        return Ok(());
    }
    let notes = outcome?.into_iter().map(|note| Warning::new(SourcePlace::default(), note));
    let others = reader.sheets.iter().filter(|sheet| sheet.header.is_none());
    let others = others.map(|sheet| {
        let place = SourcePlace { sheet: Some(sheet.name.clone()), ..SourcePlace::default() };
        let s = if sheet.rows == 1 { "" } else { "s" };
        let message = format!("{} row{s} without the columns that are read: left out", sheet.rows);
        Warning::new(place, message)
    });
    if let Some(wanted) = only.sheet.as_ref().filter(|_| reader.sheets.is_empty()) {
        let next = "see its sheets in its own program; nothing was written";
        return Err(ImportError::foreign(format!("a file without a sheet `{wanted}`"), next));
    }
    if reader.sheets.iter().all(|sheet| sheet.header.is_none()) {
        let reason = "no header with `Text` and `Countries Concerned`";
        return Err(ImportError::wrong_layout(Layout::Uhri, reason));
    }
    for warning in notes.chain(others) {
        if (reader.on_found)(Found::Warning(warning)).is_break() {
            break;
        }
    }
    Ok(())
}

/// A sheet under way.
struct UhriSheet {
    name: String,
    header: Option<GridRow>,
    rows: usize,
}

struct WorkbookReader<'r, 'f> {
    states: &'r States,
    only: &'r Only,
    on_found: OnFound<'f>,
    sheets: Vec<UhriSheet>,
    stopped: bool,
}

impl WorkbookReader<'_, '_> {
    fn row(&mut self, name: &str, row: &GridRow) -> ControlFlow<()> {
        let wanted = self.only.sheet.as_deref();
        if wanted.is_some_and(|wanted| !name.trim().eq_ignore_ascii_case(wanted.trim())) {
            return ControlFlow::Continue(());
        }
        if self.sheets.last().is_none_or(|sheet| sheet.name != name) {
            self.sheets.push(UhriSheet { name: name.to_owned(), header: None, rows: 0 });
        }
        let several = self.sheets.len() > 1;
        let Some(sheet) = self.sheets.last_mut() else { return ControlFlow::Continue(()) };
        sheet.rows += 1;
        let place = SourcePlace { sheet: several.then(|| name.to_owned()), ..row.place() };
        let Some(header) = &sheet.header else {
            let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.trim()).collect();
            if is_header(&texts) {
                sheet.header = Some(row.clone());
            }
            return ControlFlow::Continue(());
        };
        if let Some(message) = grid::passed_over(row, &header.letters()) {
            return (self.on_found)(Found::Warning(Warning::new(place, message)));
        }
        let printed = PrintedRecord { place, ..printed(row, &header.texts()) };
        hand_over(&printed, self.states, self.only, self.on_found)
    }
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

fn printed(row: &GridRow, names: &[String]) -> PrintedRecord {
    let mut printed =
        PrintedRecord { place: row.place(), cells: row.texts(), ..PrintedRecord::default() };
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
    fn french_and_spanish_headings_are_known_by_their_stems() {
        for (heads, fields) in [
            (
                [
                    "Texte",
                    "Pays concernés",
                    "Organe auteur de la recommandation",
                    "Cote du document",
                ],
                ["text", "countries", "body", "symbol"],
            ),
            (
                ["Thèmes", "États auteurs des recommandations", "Position EPU", "Session EPU"],
                ["themes", "senders", "positions", "session"],
            ),
            (
                ["Texto", "Países interesados", "Órgano que recomienda", "Signatura del documento"],
                ["text", "countries", "body", "symbol"],
            ),
            (
                ["Estados que recomiendan", "Posición EPU", "Fecha de publicación", "ODS"],
                ["senders", "positions", "published", "sdgs"],
            ),
        ] {
            assert_eq!(heads.map(|head| field(head).unwrap_or("")), fields);
        }
        assert!(!is_header(&["Texte", "Pays", "Prix"]));
    }

    #[test]
    fn only_what_is_wanted_and_only_this_layout() {
        let mut other = ROW;
        other[1] = "- Iraq";
        let bytes = book(&[ROW, other]);
        let only = Only { iso3: Some("IRQ".into()), session: None, sheet: None };
        assert_eq!(read(&bytes, &states(), &only).unwrap().count(), 1);
        let text = b"a,b\n1,2\n";
        let mut on_found = |_| ControlFlow::Continue(());
        let outcome = read_workbook(text, &states(), &Only::default(), &mut on_found);
        assert!(matches!(outcome, Err(ImportError::WrongLayout { .. })));
    }
}
