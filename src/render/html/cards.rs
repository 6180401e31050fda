//! Items of a page as cards: text first, then the status with its date, then why and on what ground,
//! each with room.

use std::io::{self, Write};

use crate::report::{Cell, Column, Kind, Value};

use super::super::people::Sheet;
use super::Ways;
use super::escape::{InCell, Located, Text};
use super::table::located;

/// So many columns of prose have no room beside a status in a table.
const TEXTS: usize = 3;

/// Whether the rows are read better one by one: a status with several columns of prose, told by a
/// label in the first column.
pub(super) fn suit(sheet: &Sheet) -> bool {
    let count = |kind| sheet.columns.iter().filter(|column| column.kind == kind).count();
    let first =
        sheet.columns.first().is_some_and(|column| matches!(column.kind, Kind::Label | Kind::Item));
    first && count(Kind::Status) == 1 && count(Kind::Text) >= TEXTS && !sheet.lines.is_empty()
}

/// Writes the cards; the groups are headings one level below the heading that the table stands under.
pub(super) fn write(
    sheet: &Sheet,
    at: usize,
    heading: (&str, u8),
    ways: Ways<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let class = if sheet.title == heading.0 { "aloud" } else { "seen" };
    let level = (heading.1 + 1).min(6);
    writeln!(
        out,
        "<div class=\"cards\" data-cards=\"{}\" role=\"region\" aria-labelledby=\"t{at}\">\n\
         <p id=\"t{at}\" class=\"{class}\" dir=\"auto\"><strong>{}</strong></p>",
        sheet.lines.len(),
        Text(&sheet.title)
    )?;
    let mut groups = 0;
    for (line_at, line) in sheet.lines.iter().enumerate() {
        if line_at == 0 || line.begins.is_some() {
            if line_at > 0 {
                writeln!(out, "</ul></section>")?;
            }
            writeln!(out, "<section>")?;
            if let Some(group) = &line.begins {
                groups += 1;
                let group = if group.is_empty() { "(none)" } else { group };
                let group = Text(group);
                writeln!(
                    out,
                    "<h{level} class=\"group\" id=\"t{at}g{groups}\" dir=\"auto\">{group}</h{level}>"
                )?;
            }
            writeln!(out, "<ul>")?;
        }
        card(&line.cells, &sheet.columns, ways, out)?;
    }
    writeln!(out, "</ul></section>\n</div>")
}

fn card(cells: &[Cell], columns: &[Column], ways: Ways<'_>, out: &mut dyn Write) -> io::Result<()> {
    let at = |wanted: &dyn Fn(&Column) -> bool| columns.iter().position(wanted);
    let body = at(&|column| column.kind == Kind::Text).unwrap_or(0);
    let status = at(&|column| column.kind == Kind::Status).unwrap_or(0);
    let since = at(&|column| column.kind == Kind::Date);
    write!(
        out,
        "<li class=\"card\"><div class=\"id\">{}</div><div class=\"body\" dir=\"auto\">{}</div>\
         <div class=\"state\">{}",
        Located(InCell(&cells[0]), located(&cells[0], &columns[0], ways)),
        InCell(&cells[body]),
        InCell(&cells[status])
    )?;
    if let Some(since) = since.filter(|at| cells[*at].value != Value::Empty) {
        let title = columns[since].title.to_lowercase();
        write!(out, " <span class=\"since\">{} {}</span>", Text(&title), InCell(&cells[since]))?;
    }
    write!(out, "</div>")?;
    let shown = [Some(0), Some(body), Some(status), since];
    let mut more: Vec<usize> = (0..columns.len())
        .filter(|at| !shown.contains(&Some(*at)) && cells[*at].value != Value::Empty)
        .collect();
    if !more.is_empty() {
        write!(out, "<dl>")?;
        // Why comes first and on what ground last, whatever the order of the columns.
        more.sort_by_key(|at| match columns[*at].key {
            "reason" => 0,
            "evidence" => 2,
            _ => 1,
        });
        for at in more {
            write!(
                out,
                "<div><dt>{}</dt><dd dir=\"auto\">{}</dd></div>",
                Text(&columns[at].title),
                InCell(&cells[at])
            )?;
        }
        write!(out, "</dl>")?;
    }
    writeln!(out, "</li>")
}
