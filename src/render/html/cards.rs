//! Items of a page as cards: text first, then the status with its date, then why and on what ground,
//! each with room.

use std::io::{self, Write};

use crate::report::words::marks;
use crate::report::{Cell, Column, Value};

use super::super::people::{Itemized, PeopleTable};
use super::cells::{InCell, Located};
use super::escape::Text;
use super::table;
use super::{Leads, Sorting, Ways};

/// Writes the cards, by the number of the table and that of the heading above it; the groups are headings one level below the heading that the table stands under.
pub(super) fn write(
    sheet: &PeopleTable,
    parts: &Itemized,
    (at, section): (usize, usize),
    heading: (&str, u8),
    (ways, sorting): Leads<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let class = if sheet.title == heading.0 { "aloud" } else { "seen" };
    let level = (heading.1 + 1).min(6);
    let cards = match sorting {
        Some(_) => String::new(),
        None => format!(" data-cards=\"{}\"", sheet.lines.len()),
    };
    let above = table::above(section, sheet.title == heading.0);
    writeln!(
        out,
        "<div class=\"cards\"{cards} role=\"region\" aria-labelledby=\"{above}t{at}\">\n\
         <p id=\"t{at}\" class=\"{class}\" dir=\"auto\"><strong>{}</strong></p>",
        Text(&sheet.title)
    )?;
    if let Some(sorting) = sorting {
        write_orders(sheet, sorting, out)?;
    }
    let mut groups = 0;
    for (line_at, line) in sheet.lines.iter().enumerate() {
        if line_at == 0 || line.begins.is_some() {
            if line_at > 0 {
                writeln!(out, "</ul></section>")?;
            }
            writeln!(out, "<section>")?;
            if let Some(group) = &line.begins {
                groups += 1;
                let group = if group.is_empty() { marks::no_group() } else { group };
                let group = Text(group);
                writeln!(
                    out,
                    "<h{level} class=\"group\" id=\"t{at}g{groups}\" dir=\"auto\">{group}</h{level}>"
                )?;
            }
            writeln!(out, "<ul>")?;
        }
        card(&line.cells, &sheet.columns, parts, ways, out)?;
    }
    writeln!(out, "</ul></section>\n</div>")
}

/// Cards have no heads: the orders stand above them.
fn write_orders(sheet: &PeopleTable, sorting: &Sorting, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<nav class=\"links orders\" aria-label=\"Order\"><ul><li>In order of</li>")?;
    for column in &sheet.columns {
        let Some(way) = sorting.way(column.key) else { continue };
        let (here, order) = match sorting.order(column.key) {
            Some(order) => (" aria-current=\"true\"", order),
            None => ("", ""),
        };
        let (way, title) = (Text(way), Text(&column.title));
        writeln!(out, "<li><a href=\"{way}\" class=\"sort {order}\"{here}>{title}</a></li>")?;
    }
    writeln!(out, "</ul></nav>")
}

fn card(
    cells: &[Cell],
    columns: &[Column],
    parts: &Itemized,
    ways: Ways<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let given = |at: &usize| cells[*at].value != Value::Empty;
    write!(
        out,
        "<li class=\"card\"><div class=\"id\">{}</div><div class=\"body\" dir=\"auto\">{}</div>\
         <div class=\"state\">{}",
        Located::of(&cells[0], &columns[0], ways),
        InCell(&cells[parts.text]),
        InCell(&cells[parts.status])
    )?;
    if let Some(since) = parts.since.filter(given) {
        let title = columns[since].title.to_lowercase();
        write!(out, " <span class=\"since\">{} {}</span>", Text(&title), InCell(&cells[since]))?;
    }
    write!(out, "</div>")?;
    if parts.more.iter().any(given) {
        write!(out, "<dl>")?;
        for at in parts.more.iter().copied().filter(given) {
            write!(
                out,
                "<div><dt>{}</dt><dd dir=\"auto\">{}</dd></div>",
                Text(&columns[at].title),
                Located::of(&cells[at], &columns[at], ways)
            )?;
        }
        write!(out, "</dl>")?;
    }
    writeln!(out, "</li>")
}
