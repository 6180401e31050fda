//! Trackers that offices keep for themselves: a table of recommendations under headings of their
//! own. Read as a sheet, its columns called by our keys: by plain English headings, by what the
//! command says for the rest.

use super::Place;
use super::grid::{self, Table};
use super::problem::{ImportError, Warning};
use super::records::{Layout, letters};
use super::sheet::{Sheet, SheetCell, SheetRow};
use super::stance;
use crate::domain::{Level, Position};

/// What a column can be: the word for it in `--map`, the sheet's key, plain headings by letters.
const FIELDS: [(&str, &str, &[&str]); 12] = [
    ("id", "id", &["id"]),
    (
        "ref",
        "ref",
        &[
            "ref",
            "reference",
            "no",
            "nr",
            "number",
            "recno",
            "recommendationno",
            "recommendationnumber",
            "recnumber",
            "paragraph",
            "para",
        ],
    ),
    ("text", "text", &["recommendation", "recommendations", "text", "recommendationtext"]),
    (
        "states",
        "recommending_states",
        &["recommendingstate", "recommendingstates", "recommendingcountry", "states"],
    ),
    ("position", "position", &["position", "response", "stateposition", "positionofthestate"]),
    ("status", "status", &["status", "implementationstatus", "levelofimplementation"]),
    ("since", "effective_on", &["since", "statusdate", "dateofstatus"]),
    ("note", "note", &["note", "notes", "comment", "comments", "remarks"]),
    ("assessor", "assessor", &["assessor"]),
    ("themes", "themes", &["theme", "themes"]),
    ("groups", "groups", &["groups", "affectedpersons", "groupsofpersons"]),
    ("sdgs", "sdgs", &["sdg", "sdgs"]),
];

/// The words that `--map` takes for a field.
pub const WORDS: [&str; 12] = [
    "id", "ref", "text", "states", "position", "status", "since", "note", "assessor", "themes",
    "groups", "sdgs",
];

/// What the command says of a tracker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Field and heading.
    pub columns: Vec<(String, String)>,
    /// A word of the file and the slug of ours that it means.
    pub words: Vec<(String, String)>,
}

impl Mapping {
    /// Reads `FIELD=HEADING`, or the other way round; several with commas.
    ///
    /// # Errors
    /// What is not of that form.
    pub fn add_columns(&mut self, text: &str) -> Result<(), String> {
        for part in text.split(',') {
            let (left, right) = part.split_once('=').ok_or_else(|| part.trim().to_owned())?;
            let (left, right) = (left.trim(), right.trim());
            let is_field = |word: &str| WORDS.contains(&word);
            let pair = if is_field(left) {
                (left, right)
            } else if is_field(right) {
                (right, left)
            } else {
                return Err(part.trim().to_owned());
            };
            self.columns.push((pair.0.to_owned(), pair.1.to_owned()));
        }
        Ok(())
    }

    /// Reads `WORD=SLUG` of a status or position.
    ///
    /// # Errors
    /// What is not of that form, or no status nor position of ours.
    pub fn add_word(&mut self, text: &str) -> Result<(), String> {
        let (word, ours) = text.split_once('=').ok_or_else(|| text.trim().to_owned())?;
        let (word, ours) = (word.trim(), ours.trim());
        let level = ours.parse::<Level>().map(Level::slug).ok();
        let slug = level.or_else(|| ours.parse::<Position>().map(Position::slug).ok());
        let slug = slug.ok_or_else(|| ours.to_owned())?;
        self.words.push((letters(word), slug.to_owned()));
        Ok(())
    }

    fn word(&self, cell: &str) -> Option<&str> {
        let wanted = letters(cell);
        self.words.iter().find(|(word, _)| *word == wanted).map(|(_, slug)| slug.as_str())
    }

    /// The column of each field that a header has.
    fn places(&self, names: &[String]) -> Vec<(&'static str, usize)> {
        let mut places = Vec::new();
        for (field, key, plain) in FIELDS {
            let said = self.columns.iter().find(|(of, _)| of == field);
            let place = match said {
                Some((_, heading)) => names.iter().position(|name| *name == letters(heading)),
                None => names.iter().position(|name| plain.contains(&name.as_str())),
            };
            let taken = |place: &usize| {
                let heading = &names[*place];
                said.is_none() && self.columns.iter().any(|(_, of)| letters(of) == *heading)
            };
            places.extend(place.filter(|place| !taken(place)).map(|place| (key, place)));
        }
        places
    }
}

fn names(header: &[&str]) -> Vec<String> {
    header.iter().map(|name| letters(name)).collect()
}

/// Whether these are the heads of a tracker, by plain headings and what the command says.
pub fn is_header(header: &[&str], mapping: &Mapping) -> bool {
    let places = mapping.places(&names(header));
    let has = |key: &str| places.iter().any(|(of, _)| *of == key);
    let named = |(field, _): &(String, String)| {
        let key = FIELDS.iter().find(|(of, ..)| of == field).map_or("", |(_, key, _)| *key);
        has(key)
    };
    if !mapping.columns.is_empty() {
        return mapping.columns.iter().all(named);
    }
    has("text") && (has("ref") || has("id")) && (has("status") || has("position"))
}

/// Reads a tracker as a sheet.
///
/// # Errors
/// A heading that is not there; words of status or position that nobody has said the meaning of.
pub fn read(bytes: &[u8], mapping: &Mapping) -> Result<Sheet, ImportError> {
    of_grid(&grid::read(bytes)?, mapping)
}

/// Reads a sheet of ours, or a tracker: one where the command names headings, or where the file has
/// those of a tracker and none of ours.
///
/// # Errors
/// As [`read`], and as a sheet's own reader.
pub fn read_sheet(bytes: &[u8], mapping: &Mapping) -> Result<Sheet, ImportError> {
    let grid = grid::read(bytes)?;
    let ours = || grid.table(super::sheet::is_header).is_some();
    let theirs = || grid.table(|header| is_header(header, mapping)).is_some();
    if !mapping.columns.is_empty() || (!ours() && theirs()) {
        of_grid(&grid, mapping)
    } else {
        super::sheet::of_grid(grid, !grid::is_workbook(bytes))
    }
}

fn of_grid(grid: &grid::Grid, mapping: &Mapping) -> Result<Sheet, ImportError> {
    let tables = grid.tables(|header| is_header(header, mapping));
    let Some(first) = tables.tables.first() else {
        let headings: Vec<String> =
            mapping.columns.iter().map(|(_, heading)| format!("`{heading}`")).collect();
        let reason = format!("no row has the headings {}", headings.join(", "));
        return Err(ImportError::wrong_layout(Layout::Sheet, reason));
    };
    let mut sheet = Sheet {
        columns: WORDS.iter().map(|word| key_of(word).to_owned()).collect(),
        notes: grid.notes.clone(),
        guarded: false,
        foreign: true,
        warnings: tables.warnings,
        ..Sheet::default()
    };
    sheet.notes.push(proposal(first, mapping));
    let mut unknown: Vec<(String, usize)> = Vec::new();
    for table in &tables.tables {
        let places = mapping.places(&table.header.letters());
        for (at, name) in table.columns().iter().enumerate() {
            if !name.trim().is_empty() && !places.iter().any(|(_, place)| *place == at) {
                let message = format!(
                    "the column `{}` is passed over (`--map FIELD=HEADING` takes one)",
                    name.trim()
                );
                sheet.warnings.push(Warning::new(Place::default(), message));
            }
        }
        for row in table.data(&mut sheet.warnings) {
            if let Some(error) = table.misfit(row) {
                sheet.errors.push(error);
                continue;
            }
            let mut cells = vec![SheetCell::default(); sheet.columns.len()];
            for (key, place) in &places {
                let text = meaning(key, row.text(*place), mapping, &mut unknown);
                let kind = row.cells.get(*place).map(|cell| cell.kind);
                let converted = matches!(kind, Some(grid::CellKind::Number | grid::CellKind::Date));
                if let Some(at) = sheet.columns.iter().position(|column| column == key) {
                    cells[at] = SheetCell { text, converted };
                }
            }
            sheet.rows.push(SheetRow { place: table.place(row), cells });
        }
    }
    if unknown.is_empty() { Ok(sheet) } else { Err(ask(&unknown)) }
}

fn key_of(word: &str) -> &'static str {
    FIELDS.iter().find(|(of, ..)| *of == word).map_or("", |(_, key, _)| *key)
}

/// What a cell says in our words. A word that may mean two things is none of ours: `done` may say
/// that an action was finished, or that all that was asked is in place.
fn meaning(key: &str, cell: &str, mapping: &Mapping, unknown: &mut Vec<(String, usize)>) -> String {
    let text = super::text::tidy(cell);
    if key == "ref" {
        return text.trim_end_matches('.').to_owned();
    }
    if !matches!(key, "status" | "position") || text.is_empty() {
        return cell.trim().to_owned();
    }
    let ours = match key {
        "status" => text.parse::<Level>().ok().map(Level::slug),
        _ => stance::of_word(&text).map(Position::slug),
    };
    if let Some(slug) = mapping.word(&text).or(ours) {
        return slug.to_owned();
    }
    match unknown.iter_mut().find(|(word, _)| *word == text) {
        Some((_, rows)) => *rows += 1,
        None => unknown.push((text, 1)),
    }
    String::new()
}

/// Asks once what words mean.
fn ask(unknown: &[(String, usize)]) -> ImportError {
    let words = unknown
        .iter()
        .take(40)
        .map(|(word, rows)| format!("`{word}` ({rows} row{})", if *rows == 1 { "" } else { "s" }));
    let first = unknown.first().map_or("", |(word, _)| word.as_str());
    let levels = Level::ALL.iter().map(|level| level.slug()).collect::<Vec<_>>().join(", ");
    ImportError::foreign(
        format!(
            "words of status or position that need a decision: {}",
            words.collect::<Vec<_>>().join(", ")
        ),
        format!(
            "say what each means, such as `--word \"{first}=in-progress\"`; a status is one of {levels} \
             (a workshop held is a step, not `implemented`); nothing was written"
        ),
    )
}

/// How the headings are read, with the first three rows.
fn proposal(table: &Table<'_>, mapping: &Mapping) -> String {
    let places = mapping.places(&table.header.letters());
    let columns = table.columns();
    let heading = |place: usize| columns.get(place).map_or("", |name| name.trim());
    let word =
        |key: &str| FIELDS.iter().find(|(_, of, _)| *of == key).map_or("", |(word, ..)| *word);
    let read = places.iter().map(|(key, place)| format!("`{}` as {}", heading(*place), word(key)));
    let mut text = format!("read by its headings: {}", read.collect::<Vec<_>>().join(", "));
    for row in table.rows.iter().take(3) {
        let cells = places.iter().map(|(key, place)| {
            let cell: String = super::text::tidy(row.text(*place)).chars().take(40).collect();
            format!("{}: {cell}", word(key))
        });
        text.push_str(&format!(
            "\n  row {}: {}",
            row.number,
            cells.collect::<Vec<_>>().join(" | ")
        ));
    }
    text
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
        assert_eq!(cell(0, "note"), "x");
        let told: Vec<_> = sheet.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert!(
            told[0].contains("`Lead` is passed over") && told[1].contains("totals"),
            "{told:?}"
        );
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
}
