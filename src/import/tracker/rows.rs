//! The rows of a tracker: cells in our words, rows of one recommendation as one.

use super::super::grid::{CellKind, FoundTable, GridRow};
use super::super::numbers;
use super::super::problem::{ImportError, RowError, Warning};
use super::super::records::letters;
use super::super::sheet::{ReturnedSheet, SheetCell, SheetRow};
use super::super::stance;
use super::super::text::tidy;
use super::Mapping;
use crate::domain::{Level, Position};

/// Rows under way.
pub(super) struct TrackerRows<'m> {
    mapping: &'m Mapping,
    /// Words of status or position that need a decision, and how many rows have each.
    unknown: Vec<(String, usize)>,
    /// Words that are taken for one of ours though they are none: said once.
    echoed: Vec<(String, &'static str)>,
}

impl<'m> TrackerRows<'m> {
    pub(super) fn new(mapping: &'m Mapping) -> Self {
        Self { mapping, unknown: Vec::new(), echoed: Vec::new() }
    }

    /// Takes the rows of a table.
    pub(super) fn take(
        &mut self,
        table: &FoundTable<'_>,
        places: &[(&'static str, usize)],
        texts: &[(String, usize)],
        sheet: &mut ReturnedSheet,
    ) {
        let first = sheet.rows.len();
        let whole = are_whole_numbers(table, places);
        for row in table.data(&mut sheet.warnings) {
            if let Some(title) = heading(row, places) {
                let message =
                    format!("`{title}` stands alone in its row: taken for a heading, passed over");
                sheet.warnings.push(Warning::new(table.place(row), message));
                continue;
            }
            let misfit = table.misfit(row).or_else(|| broken(table, row, places));
            if let Some(error) = misfit {
                sheet.errors.push(error);
                continue;
            }
            let mut cells = vec![SheetCell::default(); sheet.columns.len()];
            for (key, place) in places {
                let cell = self.cell(key, row, *place);
                if let Some(at) = sheet.columns.iter().position(|column| column == key) {
                    cells[at] = cell;
                }
            }
            for (field, place) in texts {
                if let Some(at) = sheet.columns.iter().position(|column| column == field) {
                    let text = row.text(*place).trim().to_owned();
                    cells[at] = SheetCell { text, converted: false };
                }
            }
            if !places.iter().any(|(key, _)| matches!(*key, "ref" | "id")) {
                part_number(sheet, &mut cells);
            }
            if whole && let Some(at) = sheet.columns.iter().position(|column| column == "ref") {
                let end = cells[at].text.trim_end_matches(".0").len();
                cells[at].text.truncate(end);
            }
            let new = SheetRow { place: table.place(row), cells };
            let last = sheet.rows.len().checked_sub(1).filter(|last| *last >= first);
            match last.map(|last| join(sheet, last, &new)) {
                None | Some(Continuation::Another) => sheet.rows.push(new),
                Some(Continuation::One) => {}
                Some(Continuation::Two(errors)) => {
                    sheet.errors.extend(errors);
                    sheet.rows.pop();
                }
            }
        }
    }

    fn cell(&mut self, key: &str, row: &GridRow, place: usize) -> SheetCell {
        let kind = row.cells.get(place).map(|cell| cell.kind);
        let converted = matches!(kind, Some(CellKind::Number | CellKind::Date));
        SheetCell { text: self.meaning(key, row.text(place)), converted }
    }

    /// What a cell says in our words. A word that may mean two things is none of ours: `done` may say
    /// that an action was finished, or that all that was asked is in place.
    fn meaning(&mut self, key: &str, cell: &str) -> String {
        let text = tidy(cell);
        if matches!(key, "ref" | "id") {
            return text.trim_end_matches('.').to_owned();
        }
        if !matches!(key, "status" | "position") {
            return cell.trim().to_owned();
        }
        if letters(&text).is_empty() {
            return String::new();
        }
        if let Some(slug) = self.mapping.word(key, &text) {
            return slug.to_owned();
        }
        let ours = match key {
            "status" => level(&text).map(|(level, plain)| (level.slug(), plain)),
            _ => stance::of_word(&text).map(|position| (position.slug(), true)),
        };
        if let Some((slug, plain)) = ours {
            if !plain && !self.echoed.iter().any(|(word, _)| *word == text) {
                self.echoed.push((text, slug));
            }
            return slug.to_owned();
        }
        match self.unknown.iter_mut().find(|(word, _)| *word == text) {
            Some((_, rows)) => *rows += 1,
            None => self.unknown.push((text, 1)),
        }
        String::new()
    }

    /// Says what was read in other words; asks where words need a decision.
    pub(super) fn finish(self, sheet: &mut ReturnedSheet) -> Result<(), ImportError> {
        for (word, slug) in self.echoed {
            sheet.notes.push(format!("`{word}` read as {slug} (`--word` says another)"));
        }
        if self.unknown.is_empty() { Ok(()) } else { Err(ask(&self.unknown)) }
    }
}

/// A formula's error in a column that is taken: `#REF!` is no institution.
fn broken(
    table: &FoundTable<'_>,
    row: &GridRow,
    places: &[(&'static str, usize)],
) -> Option<RowError> {
    let at = places
        .iter()
        .map(|(_, place)| *place)
        .find(|place| row.cells.get(*place).is_some_and(|cell| cell.kind == CellKind::Error))?;
    Some(RowError {
        place: table.place(row),
        column: table.columns().get(at).cloned(),
        found: format!("{} in cell {}", row.text(at), super::grid::cell_name(at, row.number)),
        expected: "a value: the formula there has an error; mend it, or empty the cell".to_owned(),
        nearest: None,
        cells: row.texts(),
    })
}

/// The level that a word says, and whether it is one of ours as it stands.
fn level(text: &str) -> Option<(Level, bool)> {
    let wanted = letters(text);
    let same = |level: &&Level| letters(level.slug()) == wanted || letters(level.label()) == wanted;
    if let Some(level) = Level::ALL.iter().find(same) {
        return Some((*level, true));
    }
    let found = match wanted.as_str() {
        "ongoing" | "underway" | "started" | "beingimplemented" | "inprocess" => Level::InProgress,
        "notassessed" => Level::NotAssessed,
        "partial" | "partially" | "partlyimplemented" | "partimplemented" => {
            Level::PartiallyImplemented
        }
        "noinformation" => Level::NoInformation,
        _ => return None,
    };
    Some((found, false))
}

/// Whether most texts of a table have their numbers in front of them.
pub(super) fn is_numbered(table: &FoundTable<'_>, text: usize) -> bool {
    let texts = table.rows.iter().map(|row| row.text(text)).filter(|it| !letters(it).is_empty());
    let (all, numbered) = texts.fold((0, 0), |(all, numbered), text| {
        (all + 1, numbered + usize::from(numbers::stated(text).is_some()))
    });
    numbered * 2 > all
}

/// Parts a text from the number in front of it.
fn part_number(sheet: &ReturnedSheet, cells: &mut [SheetCell]) {
    let (Some(at), Some(text)) = (sheet.column("ref"), sheet.column("text")) else { return };
    if let Some((number, rest)) = numbers::stated(&cells[text].text) {
        cells[at].text = number;
        cells[text].text = rest;
    }
}

/// Whether every ref is a whole number with `.0` behind it, as programs write that take them for
/// numbers.
fn are_whole_numbers(table: &FoundTable<'_>, places: &[(&'static str, usize)]) -> bool {
    let Some((_, place)) = places.iter().find(|(key, _)| *key == "ref") else { return false };
    let mut refs = table.rows.iter().map(|row| row.text(*place).trim()).filter(|it| !it.is_empty());
    let whole = |text: &str| {
        text.strip_suffix(".0").is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let any = refs.clone().next().is_some();
    any && refs.all(whole)
}

/// What stands alone in a row, as headings between the rows do.
fn heading(row: &GridRow, places: &[(&'static str, usize)]) -> Option<String> {
    let mut filled =
        row.cells.iter().enumerate().filter(|(_, cell)| !letters(&cell.text).is_empty());
    let (at, cell) = filled.next().filter(|_| filled.next().is_none())?;
    let key = places.iter().find(|(_, place)| *place == at).map(|(key, _)| *key);
    let words = tidy(&cell.text);
    let is_heading = match key {
        Some("ref" | "id") => {
            words.contains(char::is_whitespace) || !words.contains(|c: char| c.is_ascii_digit())
        }
        Some("text") => places.iter().any(|(key, _)| matches!(*key, "ref" | "id")),
        Some(_) => false,
        None => at == 0,
    };
    is_heading.then(|| words.chars().take(60).collect())
}

/// What a row is beside the one before it.
enum Continuation {
    /// Another recommendation.
    Another,
    /// The same: its cells went to the row before.
    One,
    /// The same with another status or date: neither is taken.
    Two(Vec<RowError>),
}

/// Rows that follow one another with the same ref and text are one recommendation: activities of it,
/// with the first cells merged.
fn join(sheet: &mut ReturnedSheet, last: usize, new: &SheetRow) -> Continuation {
    let text = |row: &SheetRow, key: &str| {
        sheet.cell(row, key).map_or_else(String::new, |cell| letters(&cell.text))
    };
    let before = &sheet.rows[last];
    let (reference, words) = (text(new, "ref") + &text(new, "id"), text(new, "text"));
    let same =
        reference == text(before, "ref") + &text(before, "id") && words == text(before, "text");
    // Cells that were merged are empty in a text.
    let goes_on = reference.is_empty() && words.is_empty();
    if !same && !goes_on {
        return Continuation::Another;
    }
    for key in ["status", "position", "effective_on", "assessor", "due"] {
        let (one, other) = (text(before, key), text(new, key));
        if one != other && !one.is_empty() && !other.is_empty() {
            let found = sheet.cell(new, key).map_or_else(String::new, |cell| cell.text.clone());
            let earlier = sheet.cell(before, key).map_or("", |cell| cell.text.as_str());
            let error = |row: &SheetRow, found: &str, other: &SheetRow, beside: &str| RowError {
                place: row.place.clone(),
                column: Some(key.to_owned()),
                expected: format!(
                    "`{beside}` as for the same recommendation in {}, or one row for it",
                    other.place
                ),
                found: found.to_owned(),
                nearest: None,
                cells: ReturnedSheet::texts(row),
            };
            let errors =
                vec![error(before, earlier, new, &found), error(new, &found, before, earlier)];
            return Continuation::Two(errors);
        }
    }
    let columns = sheet.columns.clone();
    for (at, key) in columns.iter().enumerate() {
        let other = &new.cells[at].text;
        let one = &mut sheet.rows[last].cells[at];
        if one.text.is_empty() {
            one.text.clone_from(other);
        } else if !other.is_empty() && letters(&one.text) != letters(other) {
            let between = match key.as_str() {
                "note" => "\n",
                "lead" | "themes" | "groups" | "sdgs" | "recommending_states" => "; ",
                _ => continue,
            };
            one.text.push_str(&format!("{between}{other}"));
        }
    }
    Continuation::One
}

/// Asks once what words mean.
fn ask(unknown: &[(String, usize)]) -> ImportError {
    let words = unknown
        .iter()
        .take(40)
        .map(|(word, rows)| format!("`{word}` ({rows} row{})", if *rows == 1 { "" } else { "s" }));
    let first = unknown.first().map_or("", |(word, _)| word.as_str());
    let levels = Level::ALL.iter().map(|level| level.slug()).collect::<Vec<_>>().join(", ");
    let positions = Position::ALL.iter().map(|it| it.slug()).collect::<Vec<_>>().join(", ");
    ImportError::foreign(
        format!(
            "words of status or position that need a decision: {}",
            words.collect::<Vec<_>>().join(", ")
        ),
        format!(
            "say what each means, such as `--word \"{first}=in-progress\"`; a status is one of {levels} \
             (a workshop held is a step, not `implemented`), a position one of {positions}; what is \
             said is remembered; nothing was written"
        ),
    )
}
