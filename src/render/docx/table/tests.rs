use super::*;
use crate::report::{Part, Row, Table, Value};

fn written(texts: &[&str]) -> String {
    let columns = vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("text", "Text", Kind::Text),
        Column::new("note", "Note", Kind::Text),
    ];
    let row = |text: &&str| Row::new(vec!["EX:1".into(), (*text).into(), Cell::default()]);
    let table = Table::new("t", "T", columns).with_rows(texts.iter().map(row).collect());
    let sheet = people::sheet(table, None).unwrap();
    let (mut notes, mut outline) = (Notes::default(), Outline::default());
    xml(&sheet, Some(1), page(&sheet), &mut notes, &mut outline)
}

#[test]
fn short_rows_are_kept_whole_and_long_ones_may_be_cut() {
    let long = "A text that goes on. ".repeat(200);
    let table = written(&["Short.", &long]);
    let rows: Vec<bool> =
        table.split("<w:tr>").skip(1).map(|row| row.contains("<w:cantSplit/>")).collect();
    assert_eq!(rows, [true, true, false], "head, short, long");
}

#[test]
fn room_goes_to_the_columns_that_hold_most_and_none_is_squeezed() {
    let table = written(&["A text that goes on. ".repeat(20).as_str(), "Short."]);
    let widths: Vec<usize> = table
        .split("<w:gridCol w:w=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    assert!(widths[1] > 2 * widths[2] && widths[2] >= LEAST_TEXT, "{widths:?}");
    let sum: usize = widths.iter().sum();
    assert!(
        sum <= Orientation::Portrait.width() && sum + 3 > Orientation::Portrait.width(),
        "{widths:?}"
    );
}

#[test]
fn each_line_of_a_cell_is_a_paragraph() {
    let parts = vec![Part::new("one"), Part::new("two")];
    let cell = Cell { own: true, ..Value::Lines(parts).into() };
    let xml = cells::cell_paragraphs(&cell, "", &mut Notes::default());
    assert_eq!(xml.matches("<w:p>").count(), 2);
    assert!(
        xml.ends_with("two</w:t></w:r><w:r><w:t xml:space=\"preserve\"> (own)</w:t></w:r></w:p>\n")
    );
}
