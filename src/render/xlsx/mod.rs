//! Excel workbooks: the charts with their figures, a sheet a table, the main one first, and what the
//! whole is.
//!
//! Two layouts share this one writer: for reading (titles above, labels in the cells) and for
//! filling in (keys above, slugs in the cells, all but the columns to fill in protected).

mod about;
mod chart;
mod looks;
mod sheet;

use std::io::{Seek as _, Write};

use tempfile::SpooledTempFile;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::report::words::marks;
use crate::report::{Block, Chart, Document, MADE_BY};

use super::{Options, RenderError, RenderNotes, pick, text};
use looks::Looks;
use sheet::ChoiceLists;

/// A4 in the list of paper sizes.
const A4: u8 = 9;
/// A workbook of more bytes is packed into a temporary file.
const IN_MEMORY: usize = 8 << 20;
/// The most characters of a page's head or foot.
const MOST_IN_MARGIN: usize = 200;
/// The most characters of a sheet's name.
const MOST_IN_NAME: usize = 31;

/// Writes the document as a workbook.
pub(super) fn write(
    mut document: Document<'_>,
    options: &Options,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&document)?);
    let looks = Looks::new(options.fill_in);
    let blocks = std::mem::take(&mut document.blocks);
    let (charts, blocks): (Vec<_>, Vec<_>) =
        blocks.into_iter().partition(|block| matches!(block, Block::Chart(_)));
    let (main, others) = pick::split_main(pick::joined(blocks));
    let mut names = SheetNames::default();
    let charts: Vec<Chart> = charts.into_iter().filter_map(chart_of).collect();
    if !charts.is_empty() && !options.fill_in {
        let sheet = workbook.add_worksheet();
        sheet.set_name(names.of("summary", false))?;
        chart::write(&charts, &looks, sheet)?;
        set_page(sheet, &document);
    }
    let mut choices = ChoiceLists::default();
    for table in main.into_iter().chain(others) {
        let name = names.of(table.name, options.fill_in);
        let sheet = sheet::write(table, &looks, &mut choices, &mut workbook)?;
        sheet.set_name(name)?;
        set_page(sheet, &document);
    }
    if !choices.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(names.of(ChoiceLists::SHEET, true))?;
        choices.write(&looks, sheet)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(names.of("about", options.fill_in))?;
    about::write(&document, &looks, sheet)?;
    set_page(sheet, &document);
    let mut packed = SpooledTempFile::new(IN_MEMORY);
    workbook.save_to_writer(&mut packed)?;
    packed.rewind()?;
    std::io::copy(&mut packed, out)?;
    Ok(RenderNotes::default())
}

fn chart_of(block: Block<'_>) -> Option<Chart> {
    match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    }
}

/// A fixed day of creation, so that the same document gives the same bytes.
fn properties(document: &Document<'_>) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = in_xml(&text::visible(&document.title));
    let made = document.footer.iter().find(|line| line.starts_with(MADE_BY));
    let made = made.map(|made| in_xml(&text::visible(made))).unwrap_or_default();
    let properties = DocProperties::new().set_title(title).set_author("upr").set_comment(made);
    Ok(properties.set_creation_datetime(&created))
}

/// Every page bears the title, the stamp and its number.
fn set_page(sheet: &mut Worksheet, document: &Document<'_>) {
    let stamp = document.stamp.as_deref().unwrap_or_default();
    sheet.set_right_to_left(marks::from_the_right());
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.8, 0.7, 0.3, 0.3);
    sheet.set_header(format!("&C&B{}", in_margin(stamp)));
    sheet.set_footer(format!("&L{}&R&P / &N", in_margin(&document.title)));
}

/// Words for a page's head or foot, where `&` begins a command, and a digit would continue one.
fn in_margin(words: &str) -> String {
    let one_line = text::visible(words).replace('\n', " ");
    let short: String = one_line.chars().take(MOST_IN_MARGIN).collect();
    let apart = if short.starts_with(|first: char| first.is_ascii_digit()) { " " } else { "" };
    format!("{apart}{}", in_xml(&short).replace('&', "&&"))
}

/// The text without the two characters that XML cannot hold in any form.
fn in_xml(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// Names of sheets: no two alike, none too long, none with a sign that Excel forbids.
#[derive(Default)]
struct SheetNames(Vec<String>);

impl SheetNames {
    fn of(&mut self, name: &str, as_it_is: bool) -> String {
        let allowed = name.replace(['[', ']', ':', '*', '?', '/', '\\', '\''], "-");
        let mut base: String = allowed.chars().take(MOST_IN_NAME - 3).collect();
        if !as_it_is && let Some(first) = base.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let taken = |name: &String| self.0.iter().any(|other| other.eq_ignore_ascii_case(name));
        let mut free = base.clone();
        let mut number = 2;
        while taken(&free) {
            free = format!("{base} {number}");
            number += 1;
        }
        self.0.push(free.clone());
        free
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use proptest::prelude::*;

    use super::super::{Format, Options, render, sample};
    use super::*;
    use crate::report::{Cell, Column, Entry, Kind, Part, Row, Table, Value};

    fn bytes(document: Document<'_>, fill_in: bool) -> Result<Vec<u8>, RenderError> {
        let mut out = Vec::new();
        render(document, Format::Xlsx, &Options { fill_in, ..Options::default() }, &mut out)?;
        Ok(out)
    }

    fn opened(document: Document<'_>, fill_in: bool) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(bytes(document, fill_in).unwrap())).unwrap()
    }

    /// One part of the package as text.
    fn part(bytes: Vec<u8>, name: &str) -> String {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        std::io::read_to_string(package.by_name(name).unwrap()).unwrap()
    }

    fn text(words: &str) -> Data {
        Data::String(words.into())
    }

    #[test]
    fn for_reading_the_main_sheet_stands_first_with_titles_and_typed_cells() {
        let mut book = opened(sample::document(), false);
        assert_eq!(book.sheet_names(), ["Summary", "Items", "Themes", "Regressed", "About"]);
        let items = book.worksheet_range("Items").unwrap();
        assert_eq!(items[(0, 0)], text("Item"));
        assert_eq!(items[(1, 0)], text("EX19:1a"));
        assert_eq!(items[(1, 3)], text("In progress"));
        let Data::DateTime(day) = &items[(1, 4)] else { panic!("{:?}", items[(1, 4)]) };
        assert_eq!(day.as_datetime().unwrap().date(), sample::day(2025, 3, 1));
        assert_eq!(items[(3, 2)].to_string().lines().next().unwrap()[..10], *"=HYPERLINK");
        let themes = book.worksheet_range("Themes").unwrap();
        assert_eq!(themes[(1, 2)], Data::Float(14.0));
        assert_eq!(themes[(1, 4)], Data::Float(0.0), "nothing done is 0, not empty");
        assert_eq!(themes[(1, 10)], Data::Float(0.25));
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        for fill_in in [true, false] {
            let once = bytes(sample::document(), fill_in).unwrap();
            assert_eq!(once, bytes(sample::document(), fill_in).unwrap());
        }
        let book = bytes(sample::document(), false).unwrap();
        assert!(part(book, "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
    }

    fn form(words: &str) -> Document<'static> {
        let choices = vec![Part::new("in-progress"), Part::new("implemented")];
        let columns = vec![
            Column::new("id", "Item", Kind::Label),
            Column::new("status", "Status", Kind::Status)
                .explained("The level on the day.")
                .filled_in(Entry::OneOf(choices)),
            Column::new("note", "Note", Kind::Text).filled_in(Entry::Free),
        ];
        let term = Value::Term { slug: "in-progress".into(), label: "In progress".into() };
        let row = Row::new(vec!["101.20".into(), term.into(), Cell::from(words).own(true)]);
        let table = Table::new("items", "Items", columns).with_rows(vec![row]).main();
        Document { blocks: vec![Block::Table(table)], ..Document::new("T") }
    }

    #[test]
    fn for_filling_in_keys_and_slugs_stand_and_only_entries_are_open() {
        let mut book = opened(form("n"), true);
        let items = book.worksheet_range("items").unwrap();
        let rows: Vec<_> = items.rows().map(<[Data]>::to_vec).collect();
        assert_eq!(rows[0], [text("id"), text("status"), text("note")]);
        assert_eq!(rows[1], [text("101.20"), text("in-progress"), text("n")]);
        let book = bytes(form("n"), true).unwrap();
        let sheet = part(book.clone(), "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<sheetProtection sheet=\"1\""));
        assert!(sheet.contains("<formula1>\"in-progress,implemented\"</formula1>"), "{sheet}");
        assert!(sheet.contains("sqref=\"B2\""));
        let notes = part(book.clone(), "xl/comments1.xml");
        assert!(notes.contains("Status\nThe level on the day.\nTo be filled in."), "{notes}");
        assert!(part(book, "xl/styles.xml").contains("locked=\"0\""));
    }

    #[test]
    fn a_long_list_of_choices_stands_on_a_sheet_of_its_own() {
        let choices = (0..60).map(|at| Part::new(format!("assessor-{at}"))).collect();
        let mut document = form("n");
        let Block::Table(table) = &mut document.blocks[0] else { panic!("a table") };
        table.columns[1].entry = Some(Entry::OneOf(choices));
        let book = bytes(document, true).unwrap();
        let sheet = part(book.clone(), "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<formula1>choices!$A$2:$A$61</formula1>"), "{sheet}");
        let mut book = Xlsx::new(Cursor::new(book)).unwrap();
        assert_eq!(book.sheet_names(), ["items", "choices", "about"]);
        let list = book.worksheet_range("choices").unwrap();
        assert_eq!(list[(60, 0)], text("assessor-59"));
    }

    #[test]
    fn a_text_that_no_cell_holds_is_cut_for_readers_and_refused_for_the_way_back() {
        let long = "ü".repeat(40_000);
        let mut book = opened(form(&long), false);
        let shown = book.worksheet_range("Items").unwrap()[(1, 2)].to_string();
        assert!(shown.contains("[cut;") && shown.starts_with("üüü"));
        let error = bytes(form(&long), true).unwrap_err();
        assert_eq!(
            error.to_string(),
            "column `note`, row 2 (101.20): the text is longer than the 32767 characters that a cell holds"
        );
    }

    #[test]
    fn a_long_sheet_goes_out_row_by_row_and_says_the_same() {
        let words = |at: usize| format!(" {at} _x0041_ <ü> \"q\"\nline\tend ");
        let columns = vec![
            Column::new("id", "Item", Kind::Label),
            Column::new("n", "Number", Kind::Number),
            Column::new("note", "Note", Kind::Text).filled_in(Entry::Free),
        ];
        for fill_in in [true, false] {
            let row = |at: usize| {
                let number = i64::try_from(at).unwrap();
                Row::new(vec![format!("r{at}").into(), number.into(), Cell::from(words(at))])
            };
            let rows = (0..5_200).map(row).collect();
            let table = Table::new("items", "Items", columns.clone()).with_rows(rows).main();
            let document = Document { blocks: vec![Block::Table(table)], ..Document::new("T") };
            let mut book = opened(document, fill_in);
            let name = if fill_in { "items" } else { "Items" };
            let items = book.worksheet_range(name).unwrap();
            assert_eq!(items.height(), 5_201);
            let first = if fill_in { "id" } else { "Item" };
            assert_eq!(items[(0, 0)], text(first));
            for at in [0, 4_999, 5_000, 5_001, 5_199] {
                let shown =
                    if fill_in { words(at) } else { text::visible(&words(at)).into_owned() };
                assert_eq!(items[(at + 1, 2)], Data::String(shown), "{at}");
                #[expect(clippy::cast_precision_loss, reason = "a small number")]
                let number = Data::Float(at as f64);
                assert_eq!(items[(at + 1, 1)], number);
            }
        }
    }

    #[test]
    fn rows_of_a_long_sheet_are_as_high_as_their_lines_and_no_other_is() {
        let high = [1, 16, 17, 18, 4_999, 5_001, 5_003, 5_199, 5_200];
        let lines = |at: usize| if high.contains(&at) { 1 + at % 4 } else { 1 };
        let columns = vec![
            Column::new("id", "Item", Kind::Label).explained("Its note lies over the first rows."),
            Column::new("note", "Note", Kind::Text),
        ];
        let row = |at: usize| {
            Row::new(vec![format!("r{at}").into(), Cell::from(vec!["a"; lines(at)].join("\n"))])
        };
        let rows = (1..=5_200).map(row).collect();
        let table = Table::new("items", "Items", columns).with_rows(rows).main();
        let document = Document { blocks: vec![Block::Table(table)], ..Document::new("T") };
        let sheet = part(bytes(document, false).unwrap(), "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<sheetFormatPr defaultRowHeight=\"15\"/>"));
        let heads: Vec<&str> = sheet.split("<row ").skip(1).collect();
        assert_eq!(heads.len(), 5_201);
        for (at, head) in heads.iter().enumerate().skip(1) {
            let head = head.split('>').next().unwrap();
            let number = at + 1;
            let wanted = match lines(at) {
                1 => format!("r=\"{number}\""),
                lines => format!("r=\"{number}\" ht=\"{}\" customHeight=\"1\"", lines * 15),
            };
            assert_eq!(head, wanted);
        }
    }

    #[test]
    fn names_of_sheets_are_allowed_and_differ() {
        let mut names = SheetNames::default();
        assert_eq!(names.of("items", false), "Items");
        assert_eq!(names.of("ITEMS", false), "ITEMS 2");
        assert_eq!(names.of("a/b", true), "a-b");
        assert!(names.of(&"x".repeat(60), true).len() <= MOST_IN_NAME);
    }

    #[test]
    fn a_page_head_begins_no_command() {
        assert_eq!(in_margin("A & B"), "A && B");
        assert_eq!(in_margin("12 items"), " 12 items");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_comes_back_from_a_form(words in "(?s)[=+@_x0-9A-F\r\n\t -]{0,9}.{0,9}") {
            prop_assume!(!words.contains(['\u{fffe}', '\u{ffff}']) && !words.is_empty());
            let mut book = opened(form(&words), true);
            let items = book.worksheet_range("items").unwrap();
            prop_assert_eq!(&items[(1, 2)], &text(&words));
        }
    }
}
