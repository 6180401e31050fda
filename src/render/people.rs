//! Tables as people see them: what is for scripts left out, rows held, groups apart.

use crate::report::words::catalogue::{is_as_shipped, named};
use crate::report::words::marks;
use crate::report::{
    Block, Cell, Column, Kind, MADE_BY, Part, Row, Table, TableShape, Value, Visibility,
};

use super::{CutTable, RenderError, text};

/// A table for people.
pub(super) struct PeopleTable {
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) shape: TableShape,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Vec<PeopleRow>,
    pub(super) total: usize,
}

/// One row of it.
pub(super) struct PeopleRow {
    /// The group that begins with this row.
    pub(super) begins: Option<String>,
    /// One cell a column.
    pub(super) cells: Vec<Cell>,
}

/// Where the parts of an item stand among the columns; what it is called stands first.
pub(super) struct Itemized {
    pub(super) text: usize,
    pub(super) status: usize,
    pub(super) since: Option<usize>,
    /// What else is told of it, in the order in which it is read.
    pub(super) more: Vec<usize>,
}

/// The lines at the foot that people read, and the command that made the document.
pub(super) fn foot(footer: &[String]) -> (impl Iterator<Item = &str>, Option<&str>) {
    let made = footer.iter().find_map(|line| line.strip_prefix(MADE_BY));
    let shown = footer.iter().map(String::as_str).filter(|line| !line.starts_with(MADE_BY));
    (shown, made)
}

/// A part of a document whose rows are at hand.
pub(super) enum PeoplePart<'a> {
    Sheet(PeopleTable),
    Other(Block<'a>),
}

/// Fetches the rows of every table that people see: lists of contents name their groups, and the
/// paper lies by what they hold.
pub(super) fn pieces(blocks: Vec<Block<'_>>) -> Result<Vec<PeoplePart<'_>>, RenderError> {
    let mut pieces = Vec::new();
    for block in blocks_for_people(blocks) {
        pieces.push(match block {
            Block::Table(table) => PeoplePart::Sheet(sheet(table, None)?),
            Block::Prose(mut parts) => {
                as_printed(&mut parts);
                PeoplePart::Other(Block::Prose(parts))
            }
            other => PeoplePart::Other(other),
        });
    }
    Ok(pieces)
}

impl PeopleTable {
    /// What was cut off, if anything.
    pub(super) fn cut(&self) -> Option<CutTable> {
        let shown = self.lines.len();
        (shown < self.total).then_some(CutTable { table: self.name, shown, total: self.total })
    }

    /// Leaves out levels at which nothing stands.
    pub(super) fn without_levels_of_none(&mut self) {
        if self.name == "statuses" {
            let none = |cell: &Cell| matches!(cell.value, Value::Number(0));
            self.lines.retain(|line| !line.cells.iter().any(none));
            self.total = self.lines.len();
        }
    }

    /// Leaves out columns that are empty in every row, and the item where the title names the one that
    /// all rows are of.
    pub(super) fn abridge(&mut self, title: &str) {
        let named = |line: &PeopleRow| {
            line.cells.first().is_some_and(|cell| match &cell.value {
                Value::Text(name) => title == name || title.ends_with(&format!(" {name}")),
                _ => false,
            })
        };
        if self.lines.is_empty() {
            return;
        }
        let of_an_item = self.columns.first().is_some_and(|column| column.key == "id");
        if of_an_item && self.columns.len() > 2 && self.lines.iter().all(named) {
            self.leave_out(0);
        }
        let filled: Vec<bool> = (0..self.columns.len())
            .map(|at| self.lines.iter().any(|line| line.cells[at].value != Value::Empty))
            .collect();
        for at in (0..filled.len()).rev().filter(|at| !filled[*at]) {
            self.leave_out(at);
        }
    }

    /// Puts the theme over its rows in place of a column that repeats it, where each theme's rows stand
    /// together and there are more rows than themes.
    pub(super) fn under_themes(&mut self) {
        let Some(at) = self.columns.iter().position(|column| column.key == "theme") else { return };
        let name = |line: &PeopleRow| text::cell_for_people(&line.cells[at]).into_owned();
        let names: Vec<String> = self.lines.iter().map(name).collect();
        let mut runs: Vec<&String> = names.iter().collect();
        runs.dedup();
        let apart = runs.iter().collect::<std::collections::HashSet<_>>().len() == runs.len();
        if self.is_grouped() || !apart || runs.len() * 2 > names.len() {
            return;
        }
        for (row, line) in self.lines.iter_mut().enumerate() {
            let first = row == 0 || names[row] != names[row - 1];
            line.begins = first.then(|| names[row].clone());
        }
        self.leave_out(at);
    }

    /// Leaves out a column.
    pub(super) fn leave_out(&mut self, at: usize) {
        self.columns.remove(at);
        for line in &mut self.lines {
            line.cells.remove(at);
        }
    }

    /// Its rows as items, where it is made of items; none where there is nothing to show.
    pub(super) fn items(&self) -> Option<Itemized> {
        let at = |kind: Kind| self.columns.iter().position(|column| column.kind == kind);
        if self.shape != TableShape::Items || self.lines.is_empty() {
            return None;
        }
        let (text, status, since) = (at(Kind::Text)?, at(Kind::Status)?, at(Kind::Date));
        let shown = [Some(0), Some(text), Some(status), since];
        let mut more: Vec<usize> =
            (0..self.columns.len()).filter(|at| !shown.contains(&Some(*at))).collect();
        // Why comes first and on what ground last, whatever the order of the columns.
        more.sort_by_key(|at| match self.columns[*at].key {
            "reason" => 0,
            "evidence" => 2,
            _ => 1,
        });
        Some(Itemized { text, status, since, more })
    }

    pub(super) fn is_grouped(&self) -> bool {
        self.lines.iter().any(|line| line.begins.is_some())
    }
}

/// Holds the rows that papers show, at most as many as the limit says.
pub(super) fn sheet(table: Table<'_>, limit: Option<usize>) -> Result<PeopleTable, RenderError> {
    let mut sheet = sheet_of(table, limit, true)?;
    for cell in sheet.lines.iter_mut().flat_map(|line| &mut line.cells) {
        if let Value::Parts(parts) | Value::Lines(parts) = &mut cell.value {
            as_printed(parts);
        }
    }
    Ok(sheet)
}

/// Parts as papers print them.
pub(super) fn as_printed(parts: &mut [Part]) {
    for part in parts {
        if let Some(printed) = part.printed.take() {
            part.text = printed;
        }
    }
}

/// The same on a terminal: days as scripts have them, and `whole`, or without the columns for which
/// there is no room.
pub(super) fn screen_sheet(
    table: Table<'_>,
    limit: Option<usize>,
    whole: bool,
) -> Result<PeopleTable, RenderError> {
    sheet_of(table, limit, whole)
}

fn sheet_of(
    table: Table<'_>,
    limit: Option<usize>,
    on_pages: bool,
) -> Result<PeopleTable, RenderError> {
    let Table { name, title, columns, rows, group_by, shape, .. } = table;
    let shown: Vec<usize> = (0..columns.len())
        .filter(|at| Some(*at) != group_by && !columns[*at].for_scripts)
        .filter(|at| on_pages || !columns[*at].for_pages)
        .collect();
    let column = |at: &usize| {
        let column = columns[*at].clone();
        Column { title: named(&column.title).to_owned(), ..column }
    };
    let columns: Vec<Column> = shown.iter().map(column).collect();
    let title = named(&title).to_owned();
    let mut sheet = PeopleTable { name, title, shape, columns, lines: Vec::new(), total: 0 };
    let mut group = None;
    rows.each(&mut |row| {
        sheet.total += 1;
        if limit.is_none_or(|limit| sheet.lines.len() < limit) {
            let begins = begins(&row, group_by, &mut group);
            let cells = people_cells(row, &shown, &sheet.columns);
            sheet.lines.push(PeopleRow { begins, cells });
        }
        Ok(())
    })?;
    // One group without a name is none.
    let mut groups = sheet.lines.iter_mut().filter(|line| line.begins.is_some());
    if let (Some(only), None) = (groups.next(), groups.next()) {
        only.begins = only.begins.take().filter(|group| !group.is_empty());
    }
    Ok(sheet)
}

fn begins(row: &Row, group_by: Option<usize>, last: &mut Option<String>) -> Option<String> {
    let cell = row.cells.get(group_by?)?;
    let group = text::cell_for_people(cell).into_owned();
    if last.as_ref() == Some(&group) {
        return None;
    }
    *last = Some(group.clone());
    Some(group)
}

fn people_cells(mut row: Row, shown: &[usize], columns: &[Column]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = shown
        .iter()
        .map(|at| row.cells.get_mut(*at).map(std::mem::take).unwrap_or_default())
        .collect();
    if !is_as_shipped() {
        for cell in &mut cells {
            if let Value::Term { label, .. } = &mut cell.value {
                *label = named(label).to_owned().into();
            }
        }
    }
    mark_row(&mut cells, row.visibility, columns);
    cells
}

/// The mark of a wholly internal row goes to its first filled text, else to its first filled cell.
pub(super) fn mark_row(cells: &mut [Cell], visibility: Visibility, columns: &[Column]) {
    if visibility == Visibility::Public {
        return;
    }
    let filled = |at: &usize| cells[*at].value != Value::Empty;
    let texts = |at: &usize| columns[*at].kind == Kind::Text && filled(at);
    let place = (0..cells.len()).find(texts).or_else(|| (0..cells.len()).find(filled));
    if let Some(at) = place {
        cells[at].visibility = visibility;
    }
}

/// Whether numbers stand in it, to be aligned on the right.
pub(super) fn is_numeric(column: &Column) -> bool {
    matches!(column.kind, Kind::Number | Kind::Share)
}

/// The blocks that people see.
pub(super) fn blocks_for_people(blocks: Vec<Block<'_>>) -> impl Iterator<Item = Block<'_>> {
    blocks.into_iter().filter(|block| !matches!(block, Block::Table(table) if table.for_scripts))
}

/// A number with its thousands apart.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut apart = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    apart
}

/// The remark under a table that was cut; who asked for so many rows knows why.
pub(super) fn cut_remark(cut: &CutTable, asked: bool) -> String {
    let (shown, total) = (thousands(cut.shown), thousands(cut.total));
    marks::shown(&shown, &total, asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_columns_for_scripts_are_taken_out_of_the_rows() {
        let columns = vec![
            Column::new("theme", "Theme", Kind::Text),
            Column::new("id", "Item", Kind::Label),
            Column::new("slug", "Slug", Kind::Label).for_scripts(),
            Column::new("text", "Text", Kind::Text),
        ];
        let row =
            |theme: &str, id: &str| Row::new(vec![theme.into(), id.into(), "x".into(), "t".into()]);
        let mut secret = row("B", "3");
        secret.visibility = Visibility::Internal(1);
        let table = Table::new("items", "Itemized", columns)
            .with_rows(vec![row("A", "1"), row("A", "2"), secret, row("B", "4")])
            .grouped_by("theme");
        let sheet = sheet(table, Some(3)).unwrap_or_else(|error| panic!("{error}"));
        let groups: Vec<_> = sheet.lines.iter().map(|line| line.begins.as_deref()).collect();
        assert_eq!(groups, [Some("A"), None, Some("B")]);
        assert_eq!(
            sheet.columns.iter().map(|column| column.key).collect::<Vec<_>>(),
            ["id", "text"]
        );
        assert_eq!(text::cell_for_people(&sheet.lines[2].cells[1]), "t [internal]");
        assert_eq!(sheet.cut(), Some(CutTable { table: "items", shown: 3, total: 4 }));
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, expected) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(thousands(number), expected);
        }
    }
}
