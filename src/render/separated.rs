//! CSV and TSV: one table, row by row.
//!
//! Quoting is RFC 4180's with either delimiter, so that tabs, line ends and quotes in a cell come
//! back byte for byte. Lines end with a line feed, as other Unix tools expect.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::report::{Document, Fact, Value};

use super::pick::{self, Joined};
use super::{Options, RenderError, RenderNotes, guard, text};

type Out<'w> = csv::Writer<&'w mut dyn Write>;

/// Writes the main table; a document without tables gives its facts as one row.
pub(super) fn write(
    document: Document<'_>,
    delimiter: u8,
    options: &Options,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    if options.bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    let (table, other_tables) = pick::main_table(pick::joined(document.blocks));
    let name = table.as_ref().map(|table| table.name);
    match table {
        Some(table) => write_table(table, options.guard, &mut writer)?,
        None => write_facts(&document.facts, options.guard, &mut writer)?,
    }
    writer.flush()?;
    Ok(RenderNotes { table: name, other_tables, ..RenderNotes::default() })
}

fn write_table(table: Joined<'_>, guarded: bool, writer: &mut Out<'_>) -> Result<(), RenderError> {
    let keys: Vec<&str> = table.columns.iter().map(|column| column.key).collect();
    writer.write_record(keys).map_err(plain_io)?;
    table.each(&mut |row| {
        let cells = row.cells.iter().map(|cell| words(&cell.value, guarded));
        Ok(write_record(cells, writer)?)
    })?;
    Ok(())
}

fn write_facts(facts: &[Fact], guarded: bool, writer: &mut Out<'_>) -> Result<(), RenderError> {
    if facts.is_empty() {
        return Ok(());
    }
    write_record(facts.iter().map(|fact| Cow::Borrowed(fact.key)), writer)?;
    Ok(write_record(facts.iter().map(|fact| words(&fact.value, guarded)), writer)?)
}

fn write_record<'t>(
    cells: impl Iterator<Item = Cow<'t, str>>,
    writer: &mut Out<'_>,
) -> io::Result<()> {
    for cell in cells {
        writer.write_field(cell.as_bytes()).map_err(plain_io)?;
    }
    writer.write_record(None::<&[u8]>).map_err(plain_io)
}

/// Numbers are never guarded: `-5` is a number to a spreadsheet, too.
fn words(value: &Value, guarded: bool) -> Cow<'_, str> {
    let words = text::for_scripts(value);
    if !guarded || matches!(value, Value::Number(_) | Value::Share(_)) {
        return words;
    }
    match guard(&words) {
        Cow::Borrowed(_) => words,
        Cow::Owned(guarded) => Cow::Owned(guarded),
    }
}

/// The output's own error, so that its kind (a broken pipe, a full disk) is not lost.
fn plain_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use proptest::prelude::*;

    use super::super::{Format, Options, RenderError, RenderNotes, render, unguard};
    use crate::report::{Block, Cell, Column, Document, Fact, Kind, Part, Row, Table, Value};

    fn table(name: &'static str, texts: &[&str]) -> Table<'static> {
        let columns = vec![
            Column::new("id", "Item", Kind::Label),
            Column::new("text", "Text", Kind::Text),
            Column::new("items", "Items", Kind::Number),
        ];
        let rows = texts.iter().map(|text| Row::new(vec!["101.20".into(), (*text).into()]));
        Table::new(name, "Items", columns).with_rows(rows.collect())
    }

    fn written(
        document: Document<'_>,
        format: Format,
        options: &Options,
    ) -> Result<(String, RenderNotes), RenderError> {
        let mut out = Vec::new();
        let notes = render(document, format, options, &mut out)?;
        Ok((String::from_utf8(out).unwrap(), notes))
    }

    fn with(blocks: Vec<Block<'static>>) -> Document<'static> {
        Document { blocks, ..Document::new("T") }
    }

    #[test]
    fn the_main_table_is_written_and_the_others_are_named() {
        let main = table("items", &["=1+1", "two\nlines, \"quoted\""]).main();
        let document = with(vec![Block::Table(table("statuses", &[])), Block::Table(main)]);
        let (csv, notes) = written(document, Format::Csv, &Options::default()).unwrap();
        expect![[r#"
            id,text,items
            101.20,'=1+1,
            101.20,"two
            lines, ""quoted""",
        "#]]
        .assert_eq(&csv);
        assert_eq!((notes.table, notes.other_tables), (Some("items"), vec!["statuses"]));
    }

    #[test]
    fn a_named_table_is_written_and_an_unknown_one_refused_with_the_known_ones() {
        let blocks =
            || vec![Block::Table(table("a", &["x"]).main()), Block::Table(table("b", &[]))];
        let named = |name: &str| Options { table: Some(name.into()), ..Options::default() };
        let (csv, _) = written(with(blocks()), Format::Csv, &named("b")).unwrap();
        assert_eq!(csv, "id,text,items\n");
        let error = written(with(blocks()), Format::Csv, &named("c")).unwrap_err();
        assert_eq!(error.to_string(), "this answer has no table `c`");
        assert!(matches!(error, RenderError::UnknownTable { known, .. } if known == ["a", "b"]));
    }

    #[test]
    fn tables_of_one_name_are_one_table_by_key() {
        let other = Table::new(
            "a",
            "A",
            vec![Column::new("note", "Note", Kind::Text), Column::new("id", "Item", Kind::Label)],
        )
        .with_rows(vec![Row::new(vec!["n".into(), "7".into()])]);
        let document = with(vec![Block::Table(table("a", &["x"])), Block::Table(other)]);
        let (csv, _) = written(document, Format::Csv, &Options::default()).unwrap();
        assert_eq!(csv, "id,text,items,note\n101.20,x,,\n7,,,n\n");
    }

    #[test]
    fn a_document_without_tables_gives_its_facts() {
        let document = Document {
            facts: vec![
                Fact { key: "items", value: Value::Number(0) },
                Fact { key: "days_left", value: Value::Empty },
            ],
            ..Document::new("T")
        };
        let (csv, _) = written(document, Format::Csv, &Options::default()).unwrap();
        assert_eq!(csv, "items,days_left\n0,\n");
    }

    #[test]
    fn the_mark_for_excel_stands_first() {
        let options = Options { bom: true, ..Options::default() };
        let document = with(vec![Block::Table(table("a", &[]))]);
        assert!(written(document, Format::Csv, &options).unwrap().0.starts_with("\u{feff}id,"));
    }

    #[test]
    fn numbers_and_parts_keep_their_form() {
        let columns = vec![Column::new("n", "N", Kind::Number), Column::new("p", "P", Kind::Text)];
        let parts = Value::Parts(vec![Part::new("-a"), Part::new("b")]);
        let row = Row::new(vec![Cell::from(-5), parts.into()]);
        let document = with(vec![Block::Table(Table::new("a", "A", columns).with_rows(vec![row]))]);
        let (csv, _) = written(document, Format::Csv, &Options::default()).unwrap();
        assert_eq!(csv, "n,p\n-5,'-a; b\n");
    }

    proptest! {
        #[test]
        fn any_text_comes_back_byte_for_byte(text in "(?s)[=+@'\t\r\n\"-]{0,2}.*") {
            for (format, delimiter) in [(Format::Csv, b','), (Format::Tsv, b'\t')] {
                for guard in [true, false] {
                    let options = Options { guard, ..Options::default() };
                    let document = with(vec![Block::Table(table("a", &[&text]))]);
                    let (bytes, _) = written(document, format, &options).unwrap();
                    let mut reader =
                        csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes.as_bytes());
                    let record = reader.records().next().unwrap().unwrap();
                    let cell = if guard { unguard(&record[1]) } else { &record[1] };
                    prop_assert_eq!(cell, &text);
                    prop_assert_eq!(&record[0], "101.20");
                }
            }
        }
    }
}
