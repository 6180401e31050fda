//! UPR Info's database export: a row per recommending State, joined into recommendations.
//!
//! Two headers are in use, the database's own (`SuR, Rgrp, Org, Recommendation, RS, Rgrp, Org,
//! Response, Action, Issue, Session`) and a renamed one (`To, To-Rgrp, To-Org, Text, From, …`).
//! There is no number and no document symbol.

mod columns;

use std::collections::{HashMap, HashSet};

use super::SourcePlace;
use super::grid::{self, GridRow};
use super::problem::{ImportError, RowError, Warning};
use super::records::{
    Body, Layout, NamedState, Only, Reading, Recommendation, SenderRow, cycle_of_session, letters,
};
use super::text::{comma_list, tidy, unescape};
use crate::domain::states::{State, States};
use crate::domain::{Kind, Position};
use columns::{RESPONSE, SENDER, SESSION, SUBJECT, TEXT, UprInfoColumns};

/// The words of the column `Response`, as they stand in the files.
const RESPONSES: [(&str, Position); 14] = [
    ("Accepted", Position::Supported),
    ("Supported", Position::Supported),
    ("Noted", Position::Noted),
    ("Rejected", Position::NotSupported),
    ("Not Supported", Position::NotSupported),
    ("Not Accepted", Position::NotSupported),
    ("Pending", Position::Pending),
    ("No response", Position::NotStated),
    ("General response", Position::NotStated),
    ("No clear response", Position::NotStated),
    ("Voluntary Pledge", Position::NotStated),
    ("Engagement volontaire", Position::NotStated),
    ("Compromiso voluntario", Position::NotStated),
    ("Promesa voluntaria", Position::NotStated),
];

/// Reads an export, CSV, XLS or XLSX.
pub fn read(bytes: &[u8], states: &States, only: &Only) -> Result<Reading, ImportError> {
    let grid = grid::read(bytes)?.only(only.sheet.as_deref())?;
    let tables = grid.tables(is_header);
    let first = tables.tables.first().ok_or_else(|| {
        ImportError::wrong_layout(
            Layout::UprInfo,
            "no header with a State under review, a recommendation, a response and a session",
        )
    })?;
    let columns = UprInfoColumns::of(first);
    let mut joiner = Joiner {
        states,
        columns,
        reading: Reading { notes: grid.notes.clone(), ..Reading::default() },
        sheet: None,
        known: HashMap::new(),
        bodies: HashMap::new(),
        items: HashMap::new(),
        seen: HashSet::new(),
    };
    joiner.reading.columns = first.columns();
    joiner.reading.warnings = tables.warnings;
    for table in &tables.tables {
        joiner.columns = UprInfoColumns::of(table);
        joiner.sheet = table.place(&table.header).sheet;
        for row in table.data(&mut joiner.reading.warnings) {
            match table.misfit(row) {
                Some(error) => joiner.reading.errors.push(error),
                None => joiner.take(row, only),
            }
        }
    }
    Ok(joiner.reading)
}

/// Whether these column names are those of an export.
pub(super) fn is_header(names: &[&str]) -> bool {
    let names: Vec<String> = names.iter().map(|name| letters(name)).collect();
    let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
    has(SUBJECT) && has(TEXT) && has(SENDER) && has(RESPONSE) && has(SESSION)
}

/// What makes two rows parts of one recommendation.
type ItemKey = (usize, String, Option<Position>, bool);

struct Joiner<'a> {
    states: &'a States,
    columns: UprInfoColumns,
    reading: Reading,
    /// The sheet at hand, where there are several.
    sheet: Option<String>,
    /// Names already looked up.
    known: HashMap<String, Option<State>>,
    bodies: HashMap<(String, u16), usize>,
    items: HashMap<ItemKey, usize>,
    /// Rows that were taken, by their cells' fingerprint.
    seen: HashSet<u128>,
}

/// A row whose cells were all understood.
struct ReadRow {
    subject: NamedState,
    session: u16,
    text: String,
    position: Position,
    pledge: bool,
    /// One for each sender.
    rows: Vec<SenderRow>,
}

impl Joiner<'_> {
    fn take(&mut self, row: &GridRow, only: &Only) {
        let entry = match self.entry(row) {
            Ok(entry) => entry,
            Err(error) => {
                // Rows that nobody asked for are not in anybody's way.
                let subject = self.name(row.text(self.columns.subject));
                let session = session(row.text(self.columns.session));
                if only.wants(subject.iso3.as_deref(), session.or(only.session)) {
                    self.reading.errors.push(*error);
                }
                return;
            }
        };
        if !only.wants(entry.subject.iso3.as_deref(), Some(entry.session)) {
            return;
        }
        let cells: Vec<String> = row.cells.iter().map(|cell| tidy(&cell.text)).collect();
        if !self.seen.insert(crate::domain::identity::fingerprint(&cells.join("\u{1f}"))) {
            self.warn(row, "the same row stands twice; it is taken once");
            return;
        }
        for sender in entry.rows.iter().map(|row| &row.sender).filter(|_| !entry.pledge) {
            if sender.iso3.is_none() {
                let message = format!("`{}` is not a State known here", sender.printed);
                self.warn(row, &message);
            }
        }
        self.join(entry);
    }

    fn place(&self, row: &GridRow) -> SourcePlace {
        SourcePlace { sheet: self.sheet.clone(), ..row.place() }
    }

    fn warn(&mut self, row: &GridRow, message: &str) {
        self.reading.warnings.push(Warning::new(self.place(row), message));
    }

    fn name(&mut self, text: &str) -> NamedState {
        let printed = tidy(&unescape(text));
        let states = self.states;
        let known = self.known.entry(printed.clone());
        let state = known.or_insert_with(|| states.resolve(&printed).cloned());
        let iso3 = state.as_ref().map(|state| state.iso3.clone());
        NamedState { printed, iso3 }
    }

    fn entry(&mut self, row: &GridRow) -> Result<ReadRow, Box<RowError>> {
        let columns = &self.columns;
        let (subject, sender) = (columns.subject, columns.sender);
        let text = tidy(&unescape(row.text(columns.text)));
        if !text.chars().any(char::is_alphanumeric) {
            return Err(self.error(row, columns.text, "the text of a recommendation", None));
        }
        let Some(session) = session(row.text(columns.session)) else {
            return Err(self.error(row, columns.session, "the number of a session", None));
        };
        let (position, pledge) = self.response(row)?;
        let action_category = self.action(row)?;
        let cell = |column: Option<usize>| column.map_or("", |column| row.text(column));
        let regions: Vec<String> =
            cell(columns.region).split('|').map(|part| tidy(&unescape(part))).collect();
        let organisations = comma_list(&unescape(cell(columns.organisations)));
        let issues = cell(columns.issue);
        // Today's export parts its lists by strokes; the names themselves hold commas.
        let issues = if issues.contains('|') {
            issues
                .split('|')
                .map(|part| tidy(&unescape(part)))
                .filter(|part| !part.is_empty())
                .collect()
        } else {
            comma_list(&unescape(issues))
        };
        let response = tidy(row.text(columns.response));
        let subject_name = self.name(row.text(subject));
        if subject_name.iso3.is_none() {
            let nearest = self.states.nearest(&subject_name.printed);
            let nearest = nearest.map(|state| state.name.clone());
            return Err(self.error(row, subject, "a State", nearest));
        }
        let place = self.place(row);
        let senders = self.senders(row.text(sender));
        let rows = senders.iter().enumerate().map(|(at, sender)| SenderRow {
            sender: self.name(sender),
            region: regions.get(at).or(regions.first()).cloned().unwrap_or_default(),
            organisations: organisations.clone(),
            response: response.clone(),
            action_category,
            issues: issues.clone(),
            place: place.clone(),
        });
        let rows = rows.collect();
        Ok(ReadRow { subject: subject_name, session, text, position, pledge, rows })
    }

    /// The senders of a cell: one, or several that strokes or commas part.
    fn senders(&self, cell: &str) -> Vec<String> {
        let parts = cell.split('|').map(str::to_owned);
        parts
            .flat_map(|part| {
                let whole = tidy(&unescape(&part));
                if self.states.resolve(&whole).is_some() || !whole.contains([',', ';', '/']) {
                    return vec![part];
                }
                let several = super::senders::listed(&[whole], self.states);
                let all = several.len() > 1 && several.iter().all(|state| state.iso3.is_some());
                if all {
                    several.into_iter().map(|state| state.printed).collect()
                } else {
                    vec![part]
                }
            })
            .collect()
    }

    fn response(&self, row: &GridRow) -> Result<(Position, bool), Box<RowError>> {
        let column = self.columns.response;
        let printed = letters(row.text(column));
        let known = RESPONSES.iter().find(|(word, _)| letters(word) == printed);
        let other = || super::stance::of_word(row.text(column)).filter(|_| !printed.is_empty());
        let known = known.map(|(word, position)| (*word, *position));
        let Some((word, position)) = known.or_else(|| other().map(|position| ("", position)))
        else {
            let denies = |word: &str| word.to_lowercase().starts_with("not ");
            let words = RESPONSES.iter().map(|(word, _)| *word);
            let words = words.filter(|word| denies(word) == denies(row.text(column).trim()));
            let nearest = crate::domain::words::nearest(row.text(column), words);
            let nearest = nearest.map(str::to_owned);
            return Err(self.error(
                row,
                column,
                "`Accepted`, `Noted` or `Voluntary Pledge`",
                nearest,
            ));
        };
        let pledge = ["Voluntary", "volontaire", "voluntari"].iter().any(|it| word.contains(it));
        Ok((position, pledge))
    }

    fn action(&self, row: &GridRow) -> Result<Option<u8>, Box<RowError>> {
        let Some(column) = self.columns.action else { return Ok(None) };
        match row.text(column).trim() {
            "" => Ok(None),
            text => match number(text).or_else(|| category(text)) {
                Some(action @ 1..=5) => Ok(u8::try_from(action).ok()),
                _ => Err(self.error(row, column, "an action category from 1 to 5", None)),
            },
        }
    }

    fn error(
        &self,
        row: &GridRow,
        column: usize,
        expected: &str,
        nearest: Option<String>,
    ) -> Box<RowError> {
        Box::new(RowError {
            place: self.place(row),
            column: self.reading.columns.get(column).cloned(),
            found: row.text(column).to_owned(),
            expected: expected.to_owned(),
            nearest,
            cells: row.texts(),
        })
    }

    /// Adds the row to its recommendation: the one of the same text and answer in the same review.
    fn join(&mut self, entry: ReadRow) {
        let body = self.body(&entry);
        let key = (body, letters(&entry.text), Some(entry.position), entry.pledge);
        let items = &mut self.reading.bodies[body].recommendations;
        let index = *self.items.entry(key).or_insert(items.len());
        if index == items.len() {
            items.push(new_item(&entry));
        }
        let item = &mut items[index];
        if entry.pledge {
            item.rows.extend(entry.rows);
            return;
        }
        for row in entry.rows {
            if !row.sender.printed.is_empty() && !item.senders.contains(&row.sender) {
                item.senders.push(row.sender.clone());
            }
            for issue in &row.issues {
                if !item.issues.contains(issue) {
                    item.issues.push(issue.clone());
                }
            }
            if item.rows.iter().any(|other| other.action_category != row.action_category) {
                let message =
                    "rows of one recommendation differ in their action category; the first counts";
                self.reading.warnings.push(Warning::new(row.place.clone(), message));
            }
            item.rows.push(row);
        }
    }

    fn body(&mut self, entry: &ReadRow) -> usize {
        let bodies = &mut self.reading.bodies;
        let iso3 = entry.subject.iso3.clone().unwrap_or_default();
        *self.bodies.entry((iso3, entry.session)).or_insert_with(|| {
            bodies.push(Body {
                state: Some(entry.subject.clone()),
                session: Some(entry.session),
                cycle: cycle_of_session(entry.session),
                ..Body::default()
            });
            bodies.len() - 1
        })
    }
}

/// A whole number, also where another program has made it a fraction: `20.0`.
fn number(text: &str) -> Option<u16> {
    let text = text.trim();
    let whole = text.split_once('.').filter(|(_, rest)| rest.bytes().all(|byte| byte == b'0'));
    whole.map_or(text, |(whole, _)| whole).parse().ok()
}

/// The number of a category that is spelled out: `4 - General action`, `Category 5`.
fn category(text: &str) -> Option<u16> {
    let mut digits = text.split(|sign: char| !sign.is_ascii_digit()).filter(|it| !it.is_empty());
    let first = digits.next()?.parse().ok()?;
    digits.next().is_none().then_some(first)
}

/// The number of a session: `20`, `20.0`, `40th session`, `Session 40 (January 2022)`.
fn session(text: &str) -> Option<u16> {
    number(text).or_else(|| {
        let lower = text.to_lowercase();
        let (before, behind) = lower.split_once("session")?;
        // `session 40`, `40th session`; the cycle may stand beside it.
        let behind = behind.trim_start_matches(|sign: char| !sign.is_alphanumeric());
        let after: String = behind.chars().take_while(char::is_ascii_digit).collect();
        let session = after.parse().ok().or_else(|| {
            let last =
                before.split(|sign: char| !sign.is_alphanumeric()).rfind(|it| !it.is_empty())?;
            super::symbols::ordinal(last)
        });
        session.filter(|session| *session < 200)
    })
}

fn new_item(entry: &ReadRow) -> Recommendation {
    let first = entry.rows.first();
    Recommendation {
        text: entry.text.clone(),
        printed: entry.text.clone(),
        kind: Some(if entry.pledge { Kind::Commitment } else { Kind::Recommendation }),
        position: Some(entry.position),
        position_printed: first.map(|row| row.response.clone()),
        issues: first.map(|row| row.issues.clone()).unwrap_or_default(),
        action_category: first.and_then(|row| row.action_category),
        place: first.map(|row| row.place.clone()).unwrap_or_default(),
        ..Recommendation::default()
    }
}

#[cfg(test)]
mod tests;
