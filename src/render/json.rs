//! JSON: one object with every table, or one object a row; row by row.

use std::io::{self, Write};

use serde_json::Value as Json;

use crate::report::{Column, Document, Fact, Row, Value};

use super::pick::{self, Joined};
use super::{RenderError, RenderNotes, text};

/// Writes title, facts and tables; each row stands on a line of its own.
pub(super) fn write(
    document: Document<'_>,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    write!(out, "{{\n  \"title\": {}", string(&document.title))?;
    if let Some(stamp) = &document.stamp {
        write!(out, ",\n  \"stamp\": {}", string(stamp))?;
    }
    write!(out, ",\n  \"facts\": ")?;
    write_facts(&document.facts, out)?;
    write!(out, ",\n  \"tables\": {{")?;
    let mut comma = "";
    for table in pick::joined(document.blocks) {
        write!(out, "{comma}\n    {}: [", string(table.name))?;
        write_rows(table, out)?;
        comma = ",";
    }
    out.write_all(if comma.is_empty() { b"}\n}\n" } else { b"\n  }\n}\n" })?;
    Ok(RenderNotes::default())
}

fn write_facts(facts: &[Fact], out: &mut dyn Write) -> io::Result<()> {
    let mut comma = "";
    write!(out, "{{")?;
    for fact in facts {
        write!(out, "{comma}\n    {}: {}", string(fact.key), json(&fact.value))?;
        comma = ",";
    }
    out.write_all(if comma.is_empty() { b"}" } else { b"\n  }" })
}

fn write_rows(table: Joined<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    let columns = table.columns.clone();
    let mut comma = "";
    table.each(&mut |row| {
        write!(out, "{comma}\n      ")?;
        comma = ",";
        Ok(write_row(&columns, &row, out)?)
    })?;
    Ok(out.write_all(if comma.is_empty() { b"]" } else { b"\n    ]" })?)
}

/// Writes one object a row of the main table; a document without tables gives its facts.
pub(super) fn write_lines(
    document: Document<'_>,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    let (table, other_tables) = pick::main_table(pick::joined(document.blocks));
    let name = table.as_ref().map(|table| table.name);
    if let Some(table) = table {
        let columns = table.columns.clone();
        table.each(&mut |row| {
            write_row(&columns, &row, out)?;
            Ok(out.write_all(b"\n")?)
        })?;
    } else if !document.facts.is_empty() {
        write_object(document.facts.iter().map(|fact| (fact.key, &fact.value)), out)?;
        out.write_all(b"\n")?;
    }
    Ok(RenderNotes { table: name, other_tables, ..RenderNotes::default() })
}

fn write_row(columns: &[Column], row: &Row, out: &mut dyn Write) -> io::Result<()> {
    let values = row.cells.iter().map(|cell| &cell.value);
    write_object(columns.iter().map(|column| column.key).zip(values), out)
}

fn write_object<'v>(
    members: impl Iterator<Item = (&'static str, &'v Value)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut comma = "{";
    for (key, value) in members {
        write!(out, "{comma}{}:{}", string(key), json(value))?;
        comma = ",";
    }
    out.write_all(if comma == "{" { b"{}" } else { b"}" })
}

fn string(text: &str) -> Json {
    Json::String(text.to_owned())
}

/// Nothing is `null`, never an empty string; a share that is no number is nothing as well.
fn json(value: &Value) -> Json {
    match value {
        Value::Empty => Json::Null,
        Value::Term { slug, .. } if slug.is_empty() => Json::Null,
        Value::Number(number) => Json::from(*number),
        Value::Share(share) => Json::from(*share),
        Value::Flag(flag) => Json::Bool(*flag),
        Value::Parts(parts) | Value::Lines(parts) if parts.is_empty() => Json::Null,
        words => Json::String(text::for_scripts(words).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use proptest::prelude::*;

    use super::super::{Format, Options, render};
    use super::*;
    use crate::report::{Block, Cell, Kind, Table};

    fn columns() -> Vec<Column> {
        vec![
            Column::new("id", "Item", Kind::Label),
            Column::new("items", "Items", Kind::Number),
            Column::new("share", "Share", Kind::Share),
            Column::new("stale", "Stale", Kind::Label),
            Column::new("note", "Note", Kind::Text),
        ]
    }

    fn row(note: &str) -> Row {
        let share = Value::Share(0.5).into();
        Row::new(vec!["101.20".into(), 0.into(), share, Value::Flag(false).into(), note.into()])
    }

    fn written(document: Document<'_>, format: Format) -> String {
        let mut out = Vec::new();
        render(document, format, &Options::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn document(note: &str) -> Document<'static> {
        let items = Table::new("items", "Items", columns())
            .with_rows(vec![row(note), Row::new(vec!["x".into()])]);
        let empty = Table::new("none", "None", columns());
        Document {
            facts: vec![
                Fact { key: "assessed", value: Value::Number(0) },
                Fact { key: "next_review", value: Value::Empty },
            ],
            blocks: vec![Block::Table(items), Block::Table(empty)],
            ..Document::new("Progress")
        }
    }

    #[test]
    fn an_answer_has_title_facts_and_tables() {
        expect![[r#"
            {
              "title": "Progress",
              "facts": {
                "assessed": 0,
                "next_review": null
              },
              "tables": {
                "items": [
                  {"id":"101.20","items":0,"share":0.5,"stale":false,"note":"n"},
                  {"id":"x","items":null,"share":null,"stale":null,"note":null}
                ],
                "none": []
              }
            }
        "#]]
        .assert_eq(&written(document("n"), Format::Json));
    }

    #[test]
    fn an_empty_answer_is_valid_and_a_stamp_is_told() {
        let stamped = Document { stamp: Some("EXAMPLE".into()), ..Document::new("T") };
        let read: Json = serde_json::from_str(&written(stamped, Format::Json)).unwrap();
        let expected =
            serde_json::json!({"title": "T", "stamp": "EXAMPLE", "facts": {}, "tables": {}});
        assert_eq!(read, expected);
    }

    #[test]
    fn lines_are_the_rows_of_the_main_table() {
        expect![[r#"
            {"id":"101.20","items":0,"share":0.5,"stale":false,"note":"n"}
            {"id":"x","items":null,"share":null,"stale":null,"note":null}
        "#]]
        .assert_eq(&written(document("n"), Format::Jsonl));
    }

    proptest! {
        #[test]
        fn any_text_is_valid_and_comes_back(note in "(?s).*", title in "(?s).*") {
            let document = Document { title: title.clone(), ..document(&note) };
            let read: Json = serde_json::from_str(&written(document, Format::Json)).unwrap();
            prop_assert_eq!(&read["title"], &title);
            prop_assert_eq!(&read["tables"]["items"][0]["note"], &note);
        }
    }

    /// A sink that keeps nothing and counts lines.
    struct Lines(usize);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.split(|byte| *byte == b'\n').count() - 1;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A cell's text is counted while it is alive, so held rows would be seen.
    #[test]
    fn rows_are_written_as_they_come() {
        for format in [Format::Csv, Format::Tsv, Format::Json, Format::Jsonl] {
            let out = std::cell::RefCell::new(Lines(0));
            let most_behind = std::cell::Cell::new(0);
            let mut forward = Shared(&out);
            let table = Table::new("items", "Items", columns()).main().with_feed(|sink| {
                for fed in 0..200_000 {
                    sink(Row::new(vec![Cell::from(fed), "n".repeat(40).into()]))?;
                    let behind = usize::try_from(fed)?.saturating_sub(out.borrow().0);
                    most_behind.set(most_behind.get().max(behind));
                }
                Ok(())
            });
            let document = Document { blocks: vec![Block::Table(table)], ..Document::new("T") };
            render(document, format, &Options::default(), &mut forward).unwrap();
            assert!(out.borrow().0 >= 200_000, "{format} wrote them all");
            assert!(most_behind.get() < 2_000, "{format} held {} rows", most_behind.get());
        }
    }

    struct Shared<'a>(&'a std::cell::RefCell<Lines>);

    impl Write for Shared<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_failing_source_and_a_closed_pipe_are_told_apart() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
        for format in [Format::Csv, Format::Json, Format::Jsonl] {
            let closed = render(document("n"), format, &Options::default(), &mut Closed);
            let RenderError::Io(error) = closed.unwrap_err() else { panic!("{format}") };
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
            let table = Table::new("items", "Items", columns())
                .with_feed(|_| Err("the disk is gone".into()));
            let broken = Document { blocks: vec![Block::Table(table)], ..Document::new("T") };
            let failed = render(broken, format, &Options::default(), &mut Vec::new());
            assert_eq!(failed.unwrap_err().to_string(), "the disk is gone");
        }
    }
}
