//! What an office's headings and words mean, as the file remembers it.

use crate::domain::lines::MappingLine;
use crate::report::{Block, Cell, Column, Document, Kind, Row, Table};

/// The list; the latest of each stands last.
pub fn document(lines: &[MappingLine]) -> Document<'static> {
    let columns = vec![
        Column::new("kind", "Kind", Kind::Label),
        Column::new("field", "Field", Kind::Label),
        Column::new("printed", "In the file", Kind::Text),
        Column::new("meaning", "Means", Kind::Label),
        Column::new("recorded_at", "Said on", Kind::Label),
    ];
    let rows = lines.iter().map(|line| {
        let cells: Vec<Cell> = vec![
            line.kind.as_str().into(),
            line.field.as_str().into(),
            line.printed.as_str().into(),
            line.meaning.clone().into(),
            line.recorded_at.as_str().into(),
        ];
        Row::new(cells)
    });
    let table = Table::new("maps", "Headings and words of trackers", columns)
        .with_rows(rows.collect())
        .main();
    let mut document = Document::new("Headings and words of trackers");
    document.blocks.push(Block::Table(table));
    document
}
