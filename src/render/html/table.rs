//! Tables of a page: with caption, scopes, groups, and titles in each cell for narrow screens.

use std::io::{self, Write};

use crate::report::words::marks;
use crate::report::{Column, Kind, TableShape, Value};

use super::super::people::{self, PeopleTable};
use super::cells::Located;
use super::escape::Text;
use super::{Leads, Sorting, Ways};

/// So many columns of prose are printed on paper laid across.
const WIDE_TEXTS: usize = 3;

/// Writes a table, by its number and that of the heading above it, which tell it from others that are
/// called the same; its caption is said aloud only, where the heading above it says the same.
pub(super) fn write(
    sheet: &PeopleTable,
    (at, section): (usize, usize),
    heading: &str,
    (ways, sorting): Leads<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if sheet.lines.is_empty() {
        let title = if sheet.title == heading { "" } else { &sheet.title };
        let colon = if title.is_empty() { "" } else { ": " };
        return writeln!(out, "<p class=\"empty\">{}{colon}{}</p>", Text(title), marks::nothing());
    }
    let class = if is_figures(&sheet.columns) { "figures" } else { "prose" };
    let class = if sheet.shape == TableShape::ThematicList { "prose thematic" } else { class };
    let wide = if is_wide(sheet) { " wide" } else { "" };
    // The script puts in order, and looks through, what stands here whole: not a part of a list.
    let rows = match sorting {
        Some(_) => String::new(),
        None => format!(" data-rows=\"{}\"", sheet.lines.len()),
    };
    let above = above(section, sheet.title == heading);
    writeln!(
        out,
        "<div class=\"scroll{wide}\" role=\"region\" aria-labelledby=\"{above}t{at}\" tabindex=\"0\">\n\
         <table role=\"table\" class=\"{class}\"{rows}>\n\
         <caption id=\"t{at}\" class=\"{}\" dir=\"auto\">{}</caption>",
        if sheet.title == heading { "aloud" } else { "seen" },
        Text(&sheet.title)
    )?;
    write_titles(sheet, sorting, out)?;
    write_rows(sheet, at, ways, out)?;
    writeln!(out, "</table>\n</div>")
}

/// The heading that tells a table from others that are called the same, before the table's own name;
/// nothing where both say the same.
pub(super) fn above(section: usize, is_same: bool) -> String {
    if section == 0 || is_same { String::new() } else { format!("s{section} ") }
}

/// Whether paper has to be laid across for it.
pub(super) fn is_wide(sheet: &PeopleTable) -> bool {
    let texts = sheet.columns.iter().filter(|column| column.kind == Kind::Text).count();
    texts >= WIDE_TEXTS && sheet.items().is_none() && !sheet.lines.is_empty()
}

/// Whether all but the first column hold figures: it scrolls sideways on narrow screens, while
/// other tables become one block a row.
fn is_figures(columns: &[Column]) -> bool {
    columns.len() > 2 && columns[1..].iter().all(people::is_numeric)
}

fn write_titles(
    sheet: &PeopleTable,
    sorting: Option<&Sorting>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "<thead role=\"rowgroup\"><tr role=\"row\">")?;
    for (at, column) in sheet.columns.iter().enumerate() {
        let order = sorting.and_then(|sorting| sorting.order(column.key));
        let order = order.map(|order| format!(" aria-sort=\"{order}\"")).unwrap_or_default();
        // What is left to write in takes little room where one reads.
        let empty = || sheet.lines.iter().all(|line| line.cells[at].value == Value::Empty);
        let open = if column.entry.is_some() && empty() { " open" } else { "" };
        write!(
            out,
            "<th scope=\"col\" role=\"columnheader\" class=\"{}{open}\"{order} dir=\"auto\">",
            class(column.kind)
        )?;
        let title = Text(&column.title);
        match sorting.and_then(|sorting| sorting.way(column.key)) {
            Some(way) => write!(out, "<a href=\"{}\" class=\"sort\">{title}</a></th>", Text(way))?,
            None => write!(out, "{title}</th>")?,
        }
    }
    writeln!(out, "</tr></thead>")
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Label | Kind::Item | Kind::Date => "label",
        Kind::Text => "text",
        Kind::Number | Kind::Share => "number",
        Kind::Status => "status",
    }
}

fn write_rows(
    sheet: &PeopleTable,
    table: usize,
    ways: Ways<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut groups = 0;
    for (at, line) in sheet.lines.iter().enumerate() {
        if at == 0 || line.begins.is_some() {
            let close = if at > 0 { "</tbody>\n" } else { "" };
            writeln!(out, "{close}<tbody role=\"rowgroup\">")?;
        }
        if let Some(group) = &line.begins {
            let group = if group.is_empty() { marks::no_group() } else { group };
            groups += 1;
            writeln!(
                out,
                "<tr role=\"row\" class=\"group\" id=\"t{table}g{groups}\"><th role=\"rowheader\" scope=\"rowgroup\" \
                 colspan=\"{}\" dir=\"auto\">{}</th></tr>",
                sheet.columns.len(),
                Text(group)
            )?;
        }
        write!(out, "<tr role=\"row\">")?;
        for (at, (cell, column)) in line.cells.iter().zip(&sheet.columns).enumerate() {
            let class = class(column.kind);
            let words = Located::of(cell, column, ways);
            if at == 0 && cell.value != Value::Empty {
                write!(
                    out,
                    "<th role=\"rowheader\" scope=\"row\" class=\"{class}\" dir=\"auto\">{words}</th>"
                )?;
            } else {
                let title = Text(&column.title);
                write!(
                    out,
                    "<td role=\"cell\" class=\"{class}\" data-title=\"{title}\" dir=\"auto\">{words}</td>"
                )?;
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>")
}
