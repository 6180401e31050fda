//! Itemized of a Word document, each to be read on its own: what it is called, its text with why and on what
//! ground below it, its status with its date.

use crate::report::Value;

use super::super::people::{Itemized, Sheet};
use super::super::text;
use super::body::{cell_paragraphs, led_paragraphs};
use super::notes::Notes;
use super::outline::Outline;
use super::runs::{paragraph, run};
use super::table::{self, ENDED, WHOLE, cell, group_row, row};

/// Twips of the three columns of a page laid upright.
const WIDTHS: [usize; 3] = [1_150, 5_838, 2_650];
/// Characters of an item that a page's end may part: shorter ones stay whole.
const LONGEST_KEPT: usize = 1_400;

/// Caption and table.
pub(super) fn xml(
    sheet: &Sheet,
    items: &Itemized,
    number: Option<usize>,
    notes: &mut Notes,
    outline: &mut Outline,
) -> String {
    let mut xml = table::captioned(&sheet.title, number);
    xml.push_str(&table::begun(&sheet.title, &WIDTHS));
    let titles = [0, items.text, items.status].map(|at| sheet.columns[at].title.as_str());
    let heads = titles.iter().zip(WIDTHS).map(|(title, width)| {
        cell(width, "", &paragraph("TableHeading", "", title, &run(title, "")))
    });
    xml.push_str(&row(&format!("{WHOLE}<w:tblHeader/>"), &heads.collect::<String>()));
    for line in &sheet.lines {
        if let Some(group) = &line.begins {
            xml.push_str(&group_row(group, &WIDTHS, outline));
        }
        let mut told = cell_paragraphs(&line.cells[items.text], "", notes);
        let mut length = text::for_papers(&line.cells[items.text].value).len();
        for at in &items.more {
            let of = &line.cells[*at];
            if of.value != Value::Empty {
                length += text::for_papers(&of.value).len();
                told.push_str(&led_paragraphs(
                    &format!("{}: ", sheet.columns[*at].title),
                    of,
                    "",
                    notes,
                ));
            }
        }
        let mut state = cell_paragraphs(&line.cells[items.status], "", notes);
        if let Some(since) = items.since.filter(|at| line.cells[*at].value != Value::Empty) {
            let lead = sheet.columns[since].title.to_lowercase();
            let words = format!("{lead} {}", text::cell_for_papers(&line.cells[since]));
            state.push_str(&paragraph("TableText", "", &words, &run(&words, "")));
        }
        let called = cell_paragraphs(&line.cells[0], "", notes);
        let cells = [called, told, state];
        let cells = cells.iter().zip(WIDTHS).map(|(words, width)| cell(width, "", words));
        let whole = if length <= LONGEST_KEPT { WHOLE } else { "" };
        xml.push_str(&row(whole, &cells.collect::<String>()));
    }
    xml.push_str(ENDED);
    xml
}
