//! One table as one sheet.

mod choices;

mod sizes;

use rust_xlsxwriter::{
    Format, Note, Table, TableColumn, TableStyle, Url, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::report::words::catalogue::named;
use crate::report::{Cell, Column, FeedError, Row, Value};

use super::super::face;
use super::super::pick::Joined;
use super::super::{RenderError, people, text};
use super::in_xml;
use super::looks::Looks;
pub(super) use choices::ChoiceLists;
use choices::protect;
use sizes::{cut, height, size, width};

/// The most UTF-16 units of a cell.
const MOST_IN_CELL: usize = 32_767;
/// The most characters of a list of choices written into a validation.
const MOST_CHOICES: usize = 255;
/// The most characters of an address.
const MOST_IN_URL: usize = 2_000;
/// The most addresses of a sheet.
const MOST_URLS: usize = 60_000;
/// The last whole number before which every one has its own floating-point number.
const LAST_EXACT: i64 = 1 << 53;
/// Points of a line, and of the highest row.
const LINE: u16 = 15;
const HIGHEST: u16 = 409;
/// The row up to which heights are named row by row in a long sheet too: the notes of the head lie over
/// these rows, and their places are reckoned from them.
const NOTED: u32 = 16;
/// A sheet of more rows is long.
const LONG: usize = 5_000;
/// What ends a text that was cut for people.
const CUT: &str = " … [cut; csv and json have all of it]";

/// A sheet being written.
struct SheetWriter<'s> {
    sheet: &'s mut Worksheet,
    name: &'static str,
    header: Format,
    columns: Vec<Column>,
    formats: Vec<Format>,
    links: Vec<Format>,
    widest: Vec<usize>,
    fill_in: bool,
    urls: usize,
    row: u32,
    /// What stands in the first column of the row at hand.
    of: String,
    /// Columns of text and line ends of each cell so far, row by row; of one row at a time where the
    /// sheet is long.
    sizes: Vec<(u32, u32)>,
    /// The widths of a long sheet, of which nothing is held: those that its first rows ask for.
    widths: Option<Vec<u16>>,
    /// The height of the row at hand of a long sheet, where it is not one line.
    height: Option<u16>,
}

/// Writes the table as a new sheet, with its header frozen, filters and widths. A long one goes to a
/// temporary file row by row, so that what is held does not grow with it.
pub(super) fn write<'w>(
    table: Joined<'_>,
    looks: &Looks,
    choices: &mut ChoiceLists,
    workbook: &'w mut Workbook,
) -> Result<&'w mut Worksheet, RenderError> {
    let table_name = table.name;
    let mut columns = table.columns.clone();
    if !looks.fill_in {
        for column in &mut columns {
            column.title = named(&column.title).to_owned();
        }
    }
    let mut workbook = Some(workbook);
    let mut first = Vec::new();
    let mut writer = None;
    let mut put = |row: Row| -> Result<(), RenderError> {
        if let Some(writer) = &mut writer {
            return SheetWriter::row(writer, row);
        }
        first.push(row);
        if first.len() > LONG
            && let Some(workbook) = workbook.take()
        {
            let sheet = workbook.add_worksheet_with_constant_memory()?;
            let mut long = SheetWriter::new(table_name, &columns, looks, sheet);
            long.settle(&first);
            long.begin(looks, &mut first)?;
            writer = Some(long);
        }
        Ok(())
    };
    table.each(&mut |row| put(row).map_err(|error| Box::new(error) as FeedError))?;
    let mut writer = match (writer, workbook) {
        (None, Some(workbook)) => {
            let mut short = SheetWriter::new(table_name, &columns, looks, workbook.add_worksheet());
            short.begin(looks, &mut first)?;
            short
        }
        (Some(writer), _) => writer,
        (None, None) => return Err(RenderError::from(XlsxError::ParameterError(String::new()))),
    };
    writer.finish(choices)?;
    Ok(writer.sheet)
}

impl<'s> SheetWriter<'s> {
    fn new(
        name: &'static str,
        columns: &[Column],
        looks: &Looks,
        sheet: &'s mut Worksheet,
    ) -> Self {
        let formats: Vec<Format> = columns.iter().map(|column| looks.of(column)).collect();
        Self {
            sheet,
            name,
            header: looks.header.clone(),
            links: formats.iter().map(Looks::linked).collect(),
            widest: vec![0; columns.len()],
            fill_in: looks.fill_in,
            columns: columns.to_vec(),
            formats,
            urls: 0,
            row: 0,
            of: String::new(),
            sizes: Vec::new(),
            widths: None,
            height: None,
        }
    }

    /// The header and the rows that were held until it was known how long the sheet is.
    fn begin(&mut self, looks: &Looks, rows: &mut Vec<Row>) -> Result<(), RenderError> {
        if let (Some(widths), sizes) = (&self.widths, self.titles())
            && let Some(height) = height(&sizes, widths)
        {
            self.sheet.set_row_height(0, height)?;
        }
        self.header(&looks.header)?;
        rows.drain(..).try_for_each(|row| self.row(row))
    }

    /// Takes the widths of a long sheet from its first rows.
    fn settle(&mut self, rows: &[Row]) {
        for row in rows {
            for (widest, cell) in self.widest.iter_mut().zip(&row.cells) {
                let words = text::cell_for_people(cell);
                let longest = words.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
                *widest = longest.max(*widest);
            }
        }
        self.widths = Some(self.wanted());
    }

    fn wanted(&self) -> Vec<u16> {
        self.columns.iter().zip(&self.widest).map(|(of, widest)| width(of, *widest)).collect()
    }

    /// The sizes of the titles.
    fn titles(&self) -> Vec<(u32, u32)> {
        let titles = self.columns.iter().map(|column| column.title.width() + 4);
        titles.map(|title| (u32::try_from(title).unwrap_or(u32::MAX), 0)).collect()
    }

    fn header(&mut self, format: &Format) -> Result<(), RenderError> {
        for (at, column) in (0..).zip(&self.columns) {
            let (above, beside) = if self.fill_in {
                (column.key, column.title.as_str())
            } else {
                (column.title.as_str(), column.key)
            };
            let above = in_xml(&text::visible(above));
            self.sheet.write_string_with_format(0, at, above, format)?;
            let explanation = column.explanation.as_deref().unwrap_or_default();
            let rule = match (&column.entry, self.fill_in) {
                (Some(_), true) => "To be filled in.",
                (None, true) => "Not to be changed.",
                (_, false) => "",
            };
            let lines: Vec<&str> =
                [beside, explanation, rule].into_iter().filter(|line| !line.is_empty()).collect();
            let note = Note::new(in_xml(&text::visible(&lines.join("\n"))));
            self.sheet.insert_note(0, at, &note.set_author("upr").add_author_prefix(false))?;
        }
        Ok(())
    }

    fn row(&mut self, row: Row) -> Result<(), RenderError> {
        self.end_row();
        self.row += 1;
        let mut cells = row.cells;
        if self.fill_in {
            let first = cells.first().map(|cell| text::cell_for_people(cell).into_owned());
            self.of = first.unwrap_or_default();
        } else {
            people::mark_row(&mut cells, row.visibility, &self.columns);
        }
        for (at, cell) in cells.iter().enumerate() {
            self.sizes.push((0, 0));
            self.cell(at, cell)?;
        }
        if let Some(widths) = &self.widths {
            self.height = height(&self.sizes, widths);
            self.sizes.clear();
            if self.row <= NOTED {
                self.name_height()?;
            }
        }
        Ok(())
    }

    /// The row before the one at hand goes out of a long sheet when the next begins, as high as rows are
    /// by default at that moment. A height that is named for one row is held until all is saved.
    fn end_row(&mut self) {
        if self.widths.is_some() {
            self.sheet.set_default_row_height(self.height.take().unwrap_or(LINE));
        }
    }

    fn name_height(&mut self) -> Result<(), RenderError> {
        if let Some(height) = self.height.take() {
            self.sheet.set_row_height(self.row, height)?;
        }
        Ok(())
    }

    fn cell(&mut self, at: usize, cell: &Cell) -> Result<(), RenderError> {
        let (row, col) = (self.row, u16::try_from(at).unwrap_or(u16::MAX));
        let format = &self.formats[at];
        match &cell.value {
            Value::Empty => {
                self.sheet.write_blank(row, col, format)?;
            }
            Value::Number(number) if number.abs() <= LAST_EXACT => {
                #[allow(
                    clippy::cast_precision_loss,
                    reason = "checked against the last exact one"
                )]
                self.sheet.write_number_with_format(row, col, *number as f64, format)?;
            }
            Value::Share(share) if share.is_finite() => {
                self.sheet.write_number_with_format(row, col, *share, format)?;
            }
            Value::Date(day) => {
                if self.sheet.write_datetime_with_format(row, col, day, format).is_err() {
                    self.text(at, &day.to_string())?;
                }
            }
            Value::Link { text, url } if self.takes_link(text, url) => {
                let url = Url::new(text::address(url)).set_text(in_xml(&text::visible(text)));
                self.sheet.write_url_with_format(row, col, url, &self.links[at])?;
                self.urls += 1;
                if let (true, Some(last)) = (self.widths.is_some(), self.sizes.last_mut()) {
                    *last = size(text);
                }
            }
            Value::Term { slug, label }
                if !self.fill_in && face::of_term(slug, label).is_some() =>
            {
                let looks = face::of_term(slug, label).map(|face| Looks::faced(format, face));
                let words = text::visible(named(label)).into_owned();
                self.text_in(at, &words, looks.as_ref())?;
            }
            words if self.fill_in => self.text(at, &text::for_scripts(words))?,
            Value::Item { shown, .. } => self.text(at, &text::visible(shown))?,
            _ => self.text(at, &text::visible(&text::cell_for_people(cell)))?,
        }
        Ok(())
    }

    fn takes_link(&self, text: &str, url: &str) -> bool {
        !self.fill_in
            && text::is_link(url)
            && url.len() <= MOST_IN_URL
            && text.len() <= MOST_IN_CELL / 2
            && self.urls < MOST_URLS
    }

    /// For filling in, a text is whole or refused; for reading, it is cut and says so.
    fn text(&mut self, at: usize, words: &str) -> Result<(), RenderError> {
        self.text_in(at, words, None)
    }

    /// The same in another look than the column's.
    fn text_in(
        &mut self,
        at: usize,
        words: &str,
        look: Option<&Format>,
    ) -> Result<(), RenderError> {
        let mut words = in_xml(words);
        if words.len() > MOST_IN_CELL && words.encode_utf16().count() > MOST_IN_CELL {
            if self.fill_in {
                let (column, row) = (self.columns[at].key, self.row + 1);
                let of = self.of.clone();
                return Err(RenderError::TextTooLong { column, row, of, most: MOST_IN_CELL });
            }
            words = cut(&words);
        }
        if let Some(last) = self.sizes.last_mut() {
            *last = size(&words);
        }
        if self.widths.is_none() {
            let longest = words.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
            self.widest[at] = self.widest[at].max(longest);
        }
        let col = u16::try_from(at).unwrap_or(u16::MAX);
        let look = look.unwrap_or(&self.formats[at]);
        self.sheet.write_string_with_format(self.row, col, words, look)?;
        Ok(())
    }

    fn finish(&mut self, choices: &mut ChoiceLists) -> Result<(), RenderError> {
        let Some(last_col) = u16::try_from(self.columns.len()).ok().and_then(|n| n.checked_sub(1))
        else {
            return Ok(());
        };
        // What is said from here on holds for the whole sheet.
        self.name_height()?;
        self.end_row();
        let widths = self.widths.take();
        let long = widths.is_some();
        let widths = widths.unwrap_or_else(|| self.wanted());
        for (at, width) in (0..).zip(&widths) {
            self.sheet.set_column_width(at, *width)?;
        }
        if !long {
            let titles = self.titles();
            let rows = std::iter::once(titles.as_slice()).chain(self.sizes.chunks(widths.len()));
            for (row, sizes) in (0..).zip(rows) {
                if let Some(height) = height(sizes, &widths) {
                    self.sheet.set_row_height(row, height)?;
                }
            }
        }
        self.sheet.set_freeze_panes(1, 1)?;
        if !self.tabled(last_col, long)? {
            self.sheet.autofilter(0, 0, self.row, last_col)?;
        }
        self.sheet.set_repeat_rows(0, 0)?;
        self.sheet.set_print_area(0, 0, self.row, last_col)?;
        if self.fill_in && self.columns.iter().any(|column| column.entry.is_some()) {
            protect(self.sheet, &self.columns, self.row, choices)?;
        }
        Ok(())
    }

    /// Makes a named table of it, so that programs that read aloud tell rows and columns by their heads:
    /// not of what is filled in, whose protection forbids it, of a long one, whose head is written already,
    /// nor where two columns have one head.
    fn tabled(&mut self, last_col: u16, long: bool) -> Result<bool, RenderError> {
        let head = |column: &Column| in_xml(&text::visible(&column.title));
        let heads: Vec<String> = self.columns.iter().map(head).collect();
        let apart: std::collections::HashSet<String> =
            heads.iter().map(|head| head.to_lowercase()).collect();
        let sound = |head: &String| !head.is_empty() && head.len() <= 255 && !head.contains('\n');
        if self.fill_in
            || long
            || self.row == 0
            || apart.len() < heads.len()
            || !heads.iter().all(sound)
        {
            return Ok(false);
        }
        let column =
            |head: &String| TableColumn::new().set_header(head).set_header_format(&self.header);
        let columns: Vec<TableColumn> = heads.iter().map(column).collect();
        let table = Table::new()
            .set_name(self.name)
            .set_style(TableStyle::None)
            .set_banded_rows(false)
            .set_columns(&columns);
        self.sheet.add_table(0, 0, self.row, last_col, &table)?;
        Ok(true)
    }
}
