//! A matrix that was saved as text from Word: its table is lost, each paragraph of each cell is a line.
//! A line that begins with a recommendation's number begins a row; the State's word ends its first
//! cell; themes, goals and persons are known by their codes, dashes and headings; what is left is the
//! assessment.

use super::super::docx::{Paragraph, TableCell};
use super::super::{numbers, stance};
use super::{MatrixColumns, MatrixRows, letters, theme_heading};

/// The table of the lines, with the row of its heads; none where no row comes of them.
pub(super) fn rows(lines: &[&str]) -> Option<(Vec<String>, MatrixRows)> {
    let lines: Vec<&str> =
        lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let (start, names) = header(&lines)?;
    let columns =
        MatrixColumns::of_names(&names.iter().map(|name| letters(name)).collect::<Vec<_>>())?;
    let before = lines[..start].iter().map(|line| (*line).to_owned()).collect();
    let mut reader = SavedMatrixReader {
        width: names.len(),
        columns,
        rows: vec![names.iter().map(|it| cell(it)).collect()],
        row: None,
    };
    for line in &lines[start + names.len()..] {
        reader.line(line);
    }
    reader.end();
    (reader.rows.len() > 1).then_some((before, reader.rows))
}

/// Where the heads begin, and what they are: lines that follow one another.
fn header(lines: &[&str]) -> Option<(usize, Vec<String>)> {
    (0..lines.len().min(60)).find_map(|start| {
        (3..=6).rev().find_map(|count| {
            let names: Vec<String> =
                lines.get(start..start + count)?.iter().map(|line| (*line).to_owned()).collect();
            let plain: Vec<String> = names.iter().map(|name| letters(name)).collect();
            let columns = MatrixColumns::of_names(&plain)?;
            let last = [Some(columns.themes), columns.sdgs, columns.assessment];
            // No more lines than there are heads.
            let used = last.into_iter().flatten().max()? + 1;
            (columns.recommendation == 0 && used == count).then_some((start, names))
        })
    })
}

fn cell(text: &str) -> TableCell {
    TableCell {
        paragraphs: vec![Paragraph { number: None, text: text.to_owned() }],
        span: 1,
        merged: false,
    }
}

/// Which cell of a row is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Recommendation,
    Themes,
    Assessment,
}

struct SavedMatrixReader {
    width: usize,
    columns: MatrixColumns,
    rows: MatrixRows,
    row: Option<(At, Vec<Vec<String>>)>,
}

impl SavedMatrixReader {
    fn line(&mut self, line: &str) {
        let alone = theme_heading(line).is_some() && !starts_list(line);
        if alone {
            self.end();
            return self.rows.push(vec![cell(line)]);
        }
        let begins = numbers::stated(line).is_some_and(|(number, rest)| {
            number.contains('.')
                && rest.starts_with(|first: char| first.is_uppercase() || "“\"".contains(first))
        });
        let closed = self.row.as_ref().is_none_or(|(at, _)| *at != At::Recommendation);
        if begins && closed && !self.is_theme_code(line) {
            self.end();
            let mut cells = vec![Vec::new(); self.width];
            cells[self.columns.recommendation].push(line.to_owned());
            self.row = Some((At::Recommendation, cells));
            return;
        }
        let columns = self.columns;
        let Some((at, cells)) = self.row.as_mut() else { return };
        match at {
            At::Recommendation if stance::of_word(line).is_some() => {
                cells[columns.position].push(line.to_owned());
                *at = At::Themes;
            }
            At::Recommendation => cells[columns.recommendation].push(line.to_owned()),
            At::Themes if is_listed(line) => cells[columns.themes].push(line.to_owned()),
            At::Themes | At::Assessment => {
                *at = At::Assessment;
                if let Some(column) = columns.assessment {
                    cells[column].push(line.to_owned());
                }
            }
        }
    }

    /// `14.2 Independence of the judiciary` among the themes is none of the recommendations, whose
    /// numbers have a paragraph in front.
    fn is_theme_code(&self, line: &str) -> bool {
        let in_themes = self.row.as_ref().is_some_and(|(at, _)| *at == At::Themes);
        let paragraph = line.split('.').next().and_then(|part| part.parse::<u32>().ok());
        in_themes && paragraph.is_some_and(|number| number < 60)
    }

    fn end(&mut self) {
        if let Some((_, cells)) = self.row.take() {
            let cells = cells.into_iter().map(|lines| TableCell {
                paragraphs: lines
                    .into_iter()
                    .map(|text| Paragraph { number: None, text })
                    .collect(),
                span: 1,
                merged: false,
            });
            self.rows.push(cells.collect());
        }
    }
}

/// Whether a line heads a list within the column of themes.
fn starts_list(line: &str) -> bool {
    let heading = line.split(':').next().unwrap_or_default();
    matches!(
        letters(heading).as_str(),
        "affectedpersons"
            | "groupsofpersons"
            | "groupofpersons"
            | "sdgs"
            | "sdg"
            | "relevantsdgs"
            | "themes"
    )
}

/// Whether a line belongs to the lists of themes, persons and goals: a code in front, a dash, a
/// heading.
fn is_listed(line: &str) -> bool {
    let code = line.split_whitespace().next().unwrap_or_default();
    let lettered = code.len() >= 2
        && code.len() <= 5
        && code.starts_with(|first: char| first.is_ascii_uppercase())
        && code[1..].chars().all(|sign| sign.is_ascii_digit() || sign == '.');
    let numbered = code.starts_with(|first: char| first.is_ascii_digit())
        && code.chars().all(|sign| sign.is_ascii_digit() || sign == '.')
        && line.len() > code.len();
    let dashed = line.starts_with(['-', '–', '—', '•', '·']);
    starts_list(line) || lettered || numbered || dashed || line.starts_with("SDG")
}
