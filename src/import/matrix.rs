//! OHCHR's thematic lists of recommendations ("matrices"), Word documents with one table.
//!
//! Cycles 2 and 3: `Recommendation | Position | Full list of themes | Assessment/comments on level
//! of implementation`; cycle 4: `Recommendation and recommending State | Position of the State
//! under review | Human rights themes and groups of persons | Relevant SDGs`.

use super::docx::{self, Block, TableCell};
use super::problem::{ImportError, RowError, Warning};
use super::records::{
    Body, Document, Layout, NamedState, PositionSource, Reading, Recommendation, cycle_of_session,
    letters,
};
use super::text::{tidy, without_dash};
use super::{Place, numbers, senders, stance, symbols};
use crate::domain::Kind;
use crate::domain::states::States;

/// Reads a matrix.
pub fn read(bytes: &[u8], states: &States) -> Result<Reading, ImportError> {
    let document = docx::read(bytes)?;
    let wrong = |reason: &str| ImportError::wrong_layout(Layout::Matrix, reason);
    let tables: Vec<&Vec<Vec<TableCell>>> = document
        .blocks
        .iter()
        .filter_map(|block| if let Block::Table(rows) = block { Some(rows) } else { None })
        .collect();
    let found = tables.iter().find_map(|rows| {
        let header = rows.iter().take(5).position(|row| Columns::of(row).is_some())?;
        Columns::of(&rows[header]).map(|columns| (columns, header))
    });
    let (columns, header) =
        found.ok_or_else(|| wrong("no table with a recommendation, a position and themes"))?;
    let mut body = about(&document, states);
    let mut reader = Reader { states, columns, theme: None, reading: Reading::default() };
    reader.reading.columns = tables
        .iter()
        .find_map(|rows| rows.get(header).filter(|row| Columns::of(row).is_some()))
        .map(|row| row.iter().map(whole).collect())
        .unwrap_or_default();
    let mut number = 0_u32;
    for row in tables.iter().flat_map(|rows| rows.iter()) {
        number = number.saturating_add(1);
        if let Some(item) = reader.row(row, number) {
            body.recommendations.push(item);
        }
    }
    if body.recommendations.is_empty() && reader.reading.errors.is_empty() {
        return Err(wrong("its table has no recommendations"));
    }
    numbers::make_unique(&mut body.recommendations, &mut reader.reading.warnings);
    let mut reading = reader.reading;
    reading.bodies.push(body);
    Ok(reading)
}

/// Whether a document has such a table.
pub(super) fn is_matrix(document: &docx::Docx) -> bool {
    document.blocks.iter().any(|block| match block {
        Block::Table(rows) => rows.iter().take(5).any(|row| Columns::of(row).is_some()),
        Block::Paragraph(_) => false,
    })
}

/// Where each column stands.
#[derive(Debug, Clone, Copy)]
struct Columns {
    recommendation: usize,
    position: usize,
    themes: usize,
    sdgs: Option<usize>,
    assessment: Option<usize>,
}

impl Columns {
    fn of(row: &[TableCell]) -> Option<Self> {
        let names: Vec<String> = row.iter().map(|cell| letters(&whole(cell))).collect();
        let find = |wanted: &[&str]| {
            names.iter().position(|name| wanted.iter().any(|word| name.contains(word)))
        };
        let columns = Self {
            recommendation: find(&["recommendation"])?,
            position: find(&["position"])?,
            themes: find(&["theme"])?,
            sdgs: names.iter().position(|name| name.contains("sdg") && !name.contains("theme")),
            assessment: find(&["assessment", "comments", "levelofimplementation"]),
        };
        (columns.recommendation != columns.position).then_some(columns)
    }
}

fn whole(cell: &TableCell) -> String {
    cell.lines().join(" ")
}

/// State, session and cycle stand in the page head only: `UPR of Slovenia (4th Cycle – 48th
/// Session)`.
fn about(document: &docx::Docx, states: &States) -> Body {
    let before = document.blocks.iter().take_while(|block| matches!(block, Block::Paragraph(_)));
    let heads = document.heads.iter().cloned().chain(before.flat_map(docx::texts));
    let title = heads.map(|head| tidy(&head)).find(|head| letters(head).starts_with("uprof"));
    let Some(title) = title else { return Body::default() };
    let plain = join_split_ordinals(&title);
    let name = plain[plain.find("of").map_or(0, |place| place + 2)..].trim_start();
    let name = name_before_cycle(name);
    let state = states.resolve(&name).or_else(|| longest_known(name.as_str(), states));
    let session = symbols::ordinal_before(&plain, "session");
    Body {
        state: Some(NamedState { iso3: state.map(|state| state.iso3.clone()), printed: name }),
        session,
        cycle: symbols::ordinal_before(&plain, "cycle")
            .and_then(|cycle| u8::try_from(cycle).ok())
            .or_else(|| session.and_then(cycle_of_session)),
        document: Document { title: Some(plain), ..Document::default() },
        ..Body::default()
    }
}

/// The part of a head before the bracket that names the cycle.
fn name_before_cycle(text: &str) -> String {
    let lower = text.to_lowercase();
    let cycle = lower.find("cycle").unwrap_or(text.len());
    let before = text.get(..cycle).unwrap_or(text);
    let end = before.rfind('(').unwrap_or(before.len());
    tidy(&before[..end])
}

fn longest_known<'a>(text: &str, states: &'a States) -> Option<&'a crate::domain::states::State> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=words.len()).rev().find_map(|count| states.resolve(&words[..count].join(" ")))
}

/// Runs of a head may be parted by blanks: `4 8 th Session`, `( 2 nd Cycle`.
fn join_split_ordinals(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut joined = String::with_capacity(text.len());
    for (index, letter) in letters.iter().enumerate() {
        let before = joined.chars().last();
        let rest: String = letters[index + 1..].iter().take(3).collect::<String>().to_lowercase();
        let digit = rest.starts_with(|next: char| next.is_ascii_digit());
        let ending = ["st", "nd", "rd", "th"].iter().any(|ending| {
            rest.strip_prefix(ending).is_some_and(|after| !after.starts_with(char::is_alphabetic))
        });
        let after_digit = before.is_some_and(|before| before.is_ascii_digit());
        if *letter == ' ' && after_digit && (digit || ending) {
            continue;
        }
        joined.push(*letter);
    }
    joined
}

struct Reader<'a> {
    states: &'a States,
    columns: Columns,
    theme: Option<String>,
    reading: Reading,
}

impl Reader<'_> {
    fn row(&mut self, row: &[TableCell], number: u32) -> Option<Recommendation> {
        let cell = |column: usize| row.get(column);
        let first = row.iter().map(whole).find(|text| !text.is_empty())?;
        if Columns::of(row).is_some() {
            return None;
        }
        let alone = row.iter().filter(|cell| !cell.lines().is_empty()).count() == 1;
        if let Some(theme) = theme_heading(&first).filter(|_| alone) {
            self.theme = Some(theme);
            return None;
        }
        let lines = cell(self.columns.recommendation).map(TableCell::lines).unwrap_or_default();
        let (told, source) = part_source(&lines);
        let split = numbers::leading(&told);
        if alone && split.is_none() {
            // A heading, a note or a page's title within the table.
            return None;
        }
        let place = Place::row(number);
        let printed_position = cell(self.columns.position).map(whole).unwrap_or_default();
        let Some(position) = stance::of_word(&printed_position) else {
            self.refuse(row, number, self.columns.position, &printed_position);
            return None;
        };
        let (number_printed, text) = split.unwrap_or_else(|| (String::new(), told.clone()));
        if number_printed.is_empty() {
            let message = "a recommendation without a number";
            self.reading.warnings.push(Warning::new(place.clone(), message));
        }
        let parted = senders::part(&text, self.states);
        self.doubts(&parted, &place);
        let mut item = Recommendation {
            number: Some(number_printed).filter(|number| !number.is_empty()),
            text: parted.text,
            printed: text,
            headings: self.theme.iter().cloned().collect(),
            kind: Some(Kind::Recommendation),
            senders: parted.senders,
            clauses: parted.clauses,
            position: Some(position),
            position_printed: Some(printed_position),
            position_source: source,
            place,
            ..Recommendation::default()
        };
        let lists = cell(self.columns.themes).map(TableCell::lines).unwrap_or_default();
        read_lists(&lists, &mut item);
        if let Some(column) = self.columns.sdgs {
            let lines = cell(column).map(TableCell::lines).unwrap_or_default();
            item.sdgs.extend(lines.iter().map(|line| without_dash(line).to_owned()));
        }
        let assessment = self.columns.assessment.and_then(cell);
        item.assessment =
            assessment.map(|cell| cell.lines().join("\n")).filter(|text| !text.is_empty());
        if item.assessment.is_some() {
            item.assessed_row = texts(row);
        }
        Some(item)
    }

    fn doubts(&mut self, parted: &senders::Parted, place: &Place) {
        let warnings = &mut self.reading.warnings;
        if parted.senders.is_empty() {
            warnings.push(Warning::new(place.clone(), "no recommending State is named"));
        }
        for sender in parted.senders.iter().filter(|sender| sender.iso3.is_none()) {
            let message = format!("`{}` is not a State known here", sender.printed);
            warnings.push(Warning::new(place.clone(), message));
        }
    }

    fn refuse(&mut self, row: &[TableCell], number: u32, column: usize, found: &str) {
        let nearest = stance::nearest_word(found);
        self.reading.errors.push(RowError {
            place: Place::row(number),
            column: self.reading.columns.get(column).cloned(),
            found: found.to_owned(),
            expected: "`Supported` or `Noted`".to_owned(),
            nearest,
            cells: texts(row),
        });
    }
}

/// A row, cell by cell.
fn texts(row: &[TableCell]) -> Vec<String> {
    row.iter().map(|cell| cell.lines().join("\n")).collect()
}

/// `Theme: A12 Acceptance of international norms`.
fn theme_heading(text: &str) -> Option<String> {
    let rest = text.strip_prefix("Theme").or_else(|| text.strip_prefix("THEME"))?;
    let rest = rest.strip_prefix('s').unwrap_or(rest).trim_start().strip_prefix(':')?;
    Some(tidy(rest))
}

/// Parts the recommendation's own lines from `Source of position: A/HRC/28/15/Add.1 - Para. 3`.
fn part_source(lines: &[String]) -> (String, Option<PositionSource>) {
    let all = tidy(&lines.join(" "));
    let lower = all.to_ascii_lowercase();
    let Some(place) = lower.rfind("source of position") else { return (all, None) };
    let said = all[place + "source of position".len()..].trim_start_matches([':', ' ']);
    let source = PositionSource { symbol: symbols::symbol(said), paragraph: paragraph(said) };
    (all[..place].trim().to_owned(), Some(source))
}

/// The paragraph at the end of a source: `Para. 3`, `Para.3`, `Para 121`.
fn paragraph(said: &str) -> Option<String> {
    let lower = said.to_ascii_lowercase();
    let rest = &said[lower.rfind("para")? + "para".len()..];
    let rest =
        rest.trim_start_matches(|letter: char| letter.is_alphabetic() || ". ".contains(letter));
    let number = tidy(rest.trim_end_matches(['.', ';', ' ']));
    Some(number).filter(|number| !number.is_empty())
}

/// Themes, then sub-lists under `SDGs:`, `Affected persons:` or `Groups of Persons:`.
fn read_lists(lines: &[String], item: &mut Recommendation) {
    #[derive(Clone, Copy)]
    enum List {
        Themes,
        Sdgs,
        Groups,
    }
    let mut list = List::Themes;
    for line in lines {
        let name = letters(line);
        let (heading, rest) = match line.split_once(':') {
            Some((heading, rest)) => (letters(heading), tidy(rest)),
            None => (name, String::new()),
        };
        let begun = match heading.as_str() {
            "sdgs" | "sdg" | "relevantsdgs" => Some(List::Sdgs),
            "affectedpersons" | "groupsofpersons" | "groupofpersons" => Some(List::Groups),
            "themes" | "theme" | "fulllistofthemes" => Some(List::Themes),
            _ => None,
        };
        let entry = match begun {
            Some(begun) => {
                list = begun;
                rest
            }
            None => without_dash(line).to_owned(),
        };
        let into = match list {
            List::Themes => &mut item.themes,
            List::Sdgs => &mut item.sdgs,
            List::Groups => &mut item.groups,
        };
        if !entry.is_empty() && !into.contains(&entry) {
            into.push(entry);
        }
    }
}

#[cfg(test)]
mod tests;
