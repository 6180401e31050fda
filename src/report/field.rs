//! A column of a table over one kind of line: head, cell and meaning in one place, so that they
//! cannot be matched by position.

use super::labels::Labels;
use super::{Cell, Column, Kind, Row};

/// A column over lines of one kind.
pub struct Field<T> {
    /// Stable name for scripts (`effective_on`).
    pub key: &'static str,
    /// What people see at its head.
    pub title: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// What it means: the sentence that explains it in a workbook and in `docs/data.md`.
    pub meaning: &'static str,
    /// What stands in it for a line.
    pub cell: fn(&Labels, &T) -> Cell,
    /// Whether tables made for people leave it out.
    for_scripts: bool,
    /// Whether a narrow screen may leave it out.
    spare: bool,
}

impl<T> Field<T> {
    /// A column that people see.
    pub const fn new(
        key: &'static str,
        title: &'static str,
        kind: Kind,
        cell: fn(&Labels, &T) -> Cell,
        meaning: &'static str,
    ) -> Self {
        Self { key, title, kind, meaning, cell, for_scripts: false, spare: false }
    }

    /// A column that tables made for people leave out.
    pub const fn for_scripts(
        key: &'static str,
        title: &'static str,
        kind: Kind,
        cell: fn(&Labels, &T) -> Cell,
        meaning: &'static str,
    ) -> Self {
        Self { key, title, kind, meaning, cell, for_scripts: true, spare: false }
    }

    /// The same, the first to be left out where a screen is narrow.
    #[must_use]
    pub const fn spare(self) -> Self {
        Self { spare: true, ..self }
    }

    /// Its head.
    pub fn column(&self) -> Column {
        let column = Column::new(self.key, self.title, self.kind).explained(self.meaning);
        let column = if self.spare { column.spare() } else { column };
        if self.for_scripts { column.for_scripts() } else { column }
    }
}

/// The heads of a table.
pub fn columns<T>(fields: &[Field<T>]) -> Vec<Column> {
    fields.iter().map(Field::column).collect()
}

/// A public row of it.
pub fn row<T>(fields: &[Field<T>], labels: &Labels, line: &T) -> Row {
    Row::new(fields.iter().map(|field| (field.cell)(labels, line)).collect())
}
