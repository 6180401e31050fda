//! Items of a Word document, each to be read on its own: what it is called, its text and its status with
//! its date; below them, with the room of both, why and on what ground.

use crate::report::{Cell, Value};

use super::super::people::{Itemized, PeopleTable};
use super::super::text;
use super::cells::{cell_paragraphs, led_paragraphs, state_paragraph};
use super::notes::Notes;
use super::outline::Outline;
use super::runs::{paragraph, run};
use super::table::{self, ENDED, KEPT, WHOLE, cell, group_row, row};

/// Twips of the three columns of a page laid upright.
const WIDTHS: [usize; 3] = [1_050, 6_038, 2_550];
/// What lies below text and status has the room of both.
const WIDE: &str = "<w:gridSpan w:val=\"2\"/>";
/// No line parts the two rows of an item.
const OPEN_BELOW: &str = "<w:tcBorders><w:bottom w:val=\"nil\"/></w:tcBorders>";
const OPEN_ABOVE: &str = "<w:tcBorders><w:top w:val=\"nil\"/></w:tcBorders>";
/// Characters of an item that a page's end may part: shorter ones stay whole.
const LONGEST_KEPT: usize = 1_400;

/// Caption and table.
pub(super) fn xml(
    sheet: &PeopleTable,
    items: &Itemized,
    number: Option<usize>,
    notes: &mut Notes,
    outline: &mut Outline,
) -> String {
    let mut xml = table::captioned(&sheet.title, number);
    xml.push_str(&table::begun(&sheet.title, &WIDTHS));
    let titles = [0, items.text, items.status].map(|at| table::head(&sheet.columns[at]));
    let heads = titles.iter().zip(WIDTHS).map(|(title, width)| {
        cell(width, "", &paragraph("TableHeading", "", title, &run(title, "")))
    });
    xml.push_str(&row(&format!("{WHOLE}<w:tblHeader/>"), &heads.collect::<String>()));
    for line in &sheet.lines {
        if let Some(group) = &line.begins {
            xml.push_str(&group_row(group, &WIDTHS, outline));
        }
        let more: Vec<usize> =
            items.more.iter().copied().filter(|at| line.cells[*at].value != Value::Empty).collect();
        // The first row stays with the second.
        let (keep, open) = if more.is_empty() { ("", "") } else { (KEPT, OPEN_BELOW) };
        let called = cell_paragraphs(&line.cells[0], keep, notes);
        let text = cell_paragraphs(&line.cells[items.text], keep, notes);
        let mut state = state_paragraph(&line.cells[items.status], keep, notes);
        if let Some(since) = items.since.filter(|at| line.cells[*at].value != Value::Empty) {
            let lead = sheet.columns[since].title.to_lowercase();
            let words = format!("{lead} {}", text::cell_for_papers(&line.cells[since]));
            state.push_str(&paragraph("TableText", keep, &words, &run(&words, "")));
        }
        let cells = [called, text, state];
        let cells = cells.iter().zip(WIDTHS).map(|(words, width)| cell(width, open, words));
        xml.push_str(&row(whole(&line.cells, &[items.text]), &cells.collect::<String>()));
        if !more.is_empty() {
            let told: String = more
                .iter()
                .map(|at| {
                    let lead = format!("{}: ", sheet.columns[*at].title);
                    led_paragraphs(&lead, &line.cells[*at], "", notes)
                })
                .collect();
            let below = format!(
                "{}{}",
                cell(WIDTHS[0], OPEN_ABOVE, &paragraph("TableText", "", "", "")),
                cell(WIDTHS[1] + WIDTHS[2], &format!("{WIDE}{OPEN_ABOVE}"), &told)
            );
            xml.push_str(&row(whole(&line.cells, &more), &below));
        }
    }
    xml.push_str(ENDED);
    xml
}

/// Whether no page's end may part a row of these cells.
fn whole(cells: &[Cell], shown: &[usize]) -> &'static str {
    let length: usize = shown.iter().map(|at| text::for_papers(&cells[*at].value).len()).sum();
    if length <= LONGEST_KEPT { WHOLE } else { "" }
}
