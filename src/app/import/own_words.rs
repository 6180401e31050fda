//! What our own matrix says of an item: whoever sends it back did not write that.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::app::App;
use crate::app::answers::{Question, TemplateWords};
use crate::app::error::Result;
use crate::app::names::Names;
use crate::report::templates::Template;
use crate::report::words::marks;
use crate::report::{Block, Document, Part, Value};

use super::Request;

/// More items are not gone through for their words.
const MOST: i64 = 20_000;

/// The lines of the assessment column by item, each by its letters and digits.
#[derive(Debug, Default)]
pub(super) struct OwnWords(HashMap<String, HashSet<String>>);

impl OwnWords {
    /// Those of the set that is named, else of all.
    pub(super) fn of(app: &mut App<'_>, request: &Request) -> Result<Self> {
        let figures = app.store.read()?.list_set_figures()?;
        if figures.iter().map(|set| set.items).sum::<i64>() > MOST {
            return Ok(Self::default());
        }
        let names = Names::read(&*app.store.read()?)?;
        let known = |key: &str| names.sets.iter().any(|set| set.key.eq_ignore_ascii_case(key));
        let sets = match &request.set {
            Some(key) if known(key) => vec![key.clone()],
            // A set that is made by the import has no words of ours.
            Some(_) => return Ok(Self::default()),
            None => vec!["all".to_owned()],
        };
        let mut question = Question { internal: true, ..Question::default() };
        question.filter.sets = sets;
        let matrix = app.handed_in(&question, Template::Matrix, TemplateWords::default())?;
        Ok(Self::read(matrix))
    }

    fn read(matrix: Document<'_>) -> Self {
        let mut all: HashMap<String, HashSet<String>> = HashMap::new();
        for block in matrix.blocks {
            let Block::Table(table) = block else { continue };
            let at = |key: &str| table.columns.iter().position(|column| column.key == key);
            let (Some(id), Some(said)) = (at("id"), at("assessment")) else { continue };
            for row in table.rows.hold().unwrap_or_default() {
                let Value::Item { name, .. } = &row.cells[id].value else { continue };
                let Value::Lines(parts) = &row.cells[said].value else { continue };
                let lines = parts.iter().flat_map(lines_of);
                all.entry(name.clone()).or_default().extend(lines);
            }
        }
        Self(all)
    }

    /// What is left of a text when our own lines are taken out.
    pub(super) fn left_of(&self, item: &str, text: &str) -> String {
        let Some(own) = self.0.get(item) else { return text.to_owned() };
        let bare = |line: &&str| line.trim_end().trim_end_matches(marks::internal()).to_owned();
        let theirs = |line: &&str| !line.trim().is_empty() && !own.contains(&letters(&bare(line)));
        text.lines().filter(theirs).collect::<Vec<_>>().join("\n")
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The lines of a part; with its address, and without it where a note has that.
fn lines_of(part: &Part) -> Vec<String> {
    let mut lines: Vec<String> = part.text.lines().map(letters).collect();
    if let Some((before, rest)) = part.url.as_deref().and_then(|url| {
        let (before, _) = part.text.split_once(url)?;
        Some((before, url.split_once("://").map_or(url, |(_, rest)| rest)))
    }) {
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        lines.push(letters(if before.trim().is_empty() { host } else { before }));
    }
    lines
}

/// The day in `In progress since 3 May 2025`, with what stands before it.
pub(super) fn dated(opening: &str) -> Option<(&str, NaiveDate)> {
    let (level, day) = opening.rsplit_once(" since ")?;
    let day = day.trim();
    let day = NaiveDate::parse_from_str(day, "%d %B %Y").or_else(|_| day.parse()).ok()?;
    Some((level.trim(), day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_lines_are_taken_out_and_theirs_stay() {
        let source = Part {
            url: Some("https://example.org/gazette".into()),
            ..Part::new("The act, https://example.org/gazette, accessed 2 May 2025")
        };
        let parts = [Part::new("In progress since 3 May 2025: a bill."), source];
        let lines = parts.iter().flat_map(lines_of).collect();
        let own = OwnWords(HashMap::from([("A:1".to_owned(), lines)]));
        let back = "In progress since 3 May 2025:  a bill\nThe act";
        assert_eq!(own.left_of("A:1", back), "");
        assert_eq!(own.left_of("A:1", &format!("{back}\nIt was withdrawn.")), "It was withdrawn.");
        assert_eq!(own.left_of("A:2", back), back);
    }

    #[test]
    fn a_level_brings_its_day() {
        let day = NaiveDate::from_ymd_opt(2025, 5, 3).unwrap();
        assert_eq!(dated("In progress since 3 May 2025"), Some(("In progress", day)));
        assert_eq!(dated("In progress since 2025-05-03"), Some(("In progress", day)));
        assert_eq!(dated("In progress since the war"), None);
    }
}
