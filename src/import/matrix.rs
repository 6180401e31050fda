//! OHCHR's thematic lists of recommendations ("matrices"), Word documents with one table.
//!
//! Cycles 2 and 3: `Recommendation | Position | Full list of themes | Assessment/comments on level
//! of implementation`; cycle 4: `Recommendation and recommending State | Position of the State
//! under review | Human rights themes and groups of persons | Relevant SDGs`.

mod cells;

mod columns;

mod saved;

use super::docx::{self, PaperBlock, TableCell};
use super::grid;
use super::problem::{ImportError, RowError, Warning};
use super::records::{Layout, Reading, Recommendation, letters};
use super::text::{tidy, without_dash};
use super::wg_report::LinedDocument;
use super::{SourcePlace, footnotes, numbers, senders, stance, unread};
use crate::domain::Kind;
use crate::domain::states::States;
use cells::{part_source, read_lists, theme_heading, with_number};
use columns::{MatrixColumns, about, whole};

/// The rows of a table.
type MatrixRows = Vec<Vec<TableCell>>;

/// What a file of any kind holds: its tables in order, what stands above them and on page heads.
#[derive(Default)]
struct MatrixTables {
    in_order: Vec<MatrixRows>,
    heads: Vec<String>,
    warnings: Vec<Warning>,
}

impl MatrixTables {
    fn of_document(document: &docx::Docx) -> Self {
        let before =
            document.blocks.iter().take_while(|block| matches!(block, PaperBlock::Paragraph(_)));
        let heads = document.heads.iter().cloned().chain(before.flat_map(docx::texts)).collect();
        let tables = document.blocks.iter().filter_map(|block| match block {
            PaperBlock::Table(rows) => Some(rows.clone()),
            PaperBlock::Paragraph(_) => None,
        });
        Self { in_order: tables.collect(), heads, warnings: docx::hidden_warnings(document) }
    }

    /// A matrix kept in a workbook, or in a web page: a table each sheet.
    fn of_grid(grid: grid::Grid) -> Self {
        let mut tables = Self::default();
        for sheet in grid.sheets {
            let rows: MatrixRows = sheet.rows.iter().map(cells_of_row).collect();
            let above =
                rows.iter().take(MAX_HEADER).take_while(|row| MatrixColumns::of(row).is_none());
            tables.heads.extend(above.flatten().map(whole).filter(|text| !text.is_empty()));
            tables.in_order.push(rows);
        }
        let note = |note| Warning::new(SourcePlace::default(), note);
        tables.warnings = grid.notes.into_iter().map(note).collect();
        tables
    }

    /// A matrix that was saved as text.
    fn of_text(heads: Vec<String>, rows: MatrixRows) -> Self {
        let message = "a matrix that was saved as text: its rows were put together again by their \
                       numbers, positions and codes";
        let warnings = vec![Warning::new(SourcePlace::default(), message)];
        Self { in_order: vec![rows], heads, warnings }
    }

    fn read(bytes: &[u8]) -> Result<Self, ImportError> {
        if docx::is_document(bytes) {
            docx::read(bytes).map(|document| Self::of_document(&document))
        } else if grid::is_workbook(bytes) {
            grid::read(bytes).map(Self::of_grid)
        } else {
            let source = LinedDocument::open(bytes)?;
            let lines: Vec<&str> = source.lines.iter().map(|line| line.text.as_str()).collect();
            match saved::rows(&lines).filter(|_| is_saved_as_text(&lines)) {
                Some((heads, rows)) => Ok(Self::of_text(heads, rows)),
                None => grid::read(bytes).map(Self::of_grid),
            }
        }
    }
}

fn cells_of_row(row: &grid::GridRow) -> Vec<TableCell> {
    let cell = |cell: &grid::GridCell| TableCell {
        paragraphs: vec![docx::Paragraph { number: None, text: cell.text.clone() }],
        span: 1,
        merged: false,
    };
    row.cells.iter().map(cell).collect()
}

/// A header stands among so many rows of a table.
const MAX_HEADER: usize = 50;

/// Reads a matrix.
pub fn read(bytes: &[u8], states: &States) -> Result<Reading, ImportError> {
    let wrong = |reason: &str| ImportError::wrong_layout(Layout::Matrix, reason);
    let file = MatrixTables::read(bytes)?;
    let header = |rows: &MatrixRows| {
        let row = rows.iter().take(MAX_HEADER).find(|row| MatrixColumns::of(row).is_some())?;
        MatrixColumns::of(row)
            .map(|columns| (columns, row.iter().map(whole).collect::<Vec<String>>()))
    };
    let (columns, names) = file
        .in_order
        .iter()
        .find_map(header)
        .ok_or_else(|| wrong("no table with a recommendation, a position and themes"))?;
    let mut body = about(&file.heads, states);
    body.made_here = unread::ours(bytes).is_some();
    let reading = Reading { warnings: file.warnings, columns: names, ..Reading::default() };
    let mut reader =
        MatrixReader { states, columns, made_here: body.made_here, theme: None, reading };
    reader.tell_others();
    let mut number = 0_u32;
    for rows in &file.in_order {
        // A table without a head of its own goes on from the one before.
        if let Some((own, _)) = header(rows) {
            reader.columns = own;
        }
        for row in rows {
            number = number.saturating_add(1);
            reader.row(row, number, &mut body.recommendations);
        }
    }
    if body.recommendations.is_empty() && reader.reading.errors.is_empty() {
        return Err(wrong("its table has no recommendations"));
    }
    numbers::make_unique(&mut body.recommendations, &mut reader.reading.warnings);
    let mut reading = reader.reading;
    reading.bodies.push(body);
    Ok(reading)
}

/// Whether a document has such a table.
pub(super) fn is_matrix(document: &docx::Docx) -> bool {
    document.blocks.iter().any(|block| match block {
        PaperBlock::Table(rows) => {
            rows.iter().take(MAX_HEADER).any(|row| MatrixColumns::of(row).is_some())
        }
        PaperBlock::Paragraph(_) => false,
    })
}

/// Whether these are the heads of such a table, kept in a workbook.
pub(super) fn is_header(names: &[&str]) -> bool {
    let names: Vec<String> = names.iter().map(|name| letters(name)).collect();
    let columns = MatrixColumns::of_names(&names);
    columns.is_some_and(|columns| {
        let listed = ["fulllist", "listecomplète", "listacompleta"];
        listed.iter().any(|head| names[columns.themes].starts_with(head)) || columns.ours(&names)
    })
}

/// Whether such a text still has rows.
pub(super) fn has_rows(lines: &[&str]) -> bool {
    saved::rows(lines).is_some()
}

/// Whether a text is a matrix that lost its table: its heads stand on lines of their own.
pub(super) fn is_saved_as_text(lines: &[&str]) -> bool {
    let names: Vec<String> = lines.iter().take(40).map(|line| letters(line)).collect();
    let has = |words: &[&str]| names.iter().any(|name| words.contains(&name.as_str()));
    let whole = names.join(" ");
    let heads = ["recommendation", "recommendationandrecommendingstate"];
    (has(&heads) && has(&["position", "positionofthestateunderreview"])
        || whole.contains("recommendationposition"))
        && ["fulllistof", "themesandgroups", "relevantsdgs"].iter().any(|word| whole.contains(word))
}

/// Why a text with the heads of such a list and no rows is not read.
pub(super) fn lost() -> ImportError {
    ImportError::foreign(
        "an OHCHR matrix that was saved as text: its table is lost",
        "import the Word document itself (.docx, or .doc saved as .docx), or copy its table into a \
         spreadsheet",
    )
}

/// Why such a list in a PDF is not read: its columns stand side by side on each line.
pub(super) fn in_pdf() -> ImportError {
    ImportError::foreign(
        "an OHCHR thematic list of recommendations as a PDF: the columns of its table are mixed",
        "import the Word document itself, which OHCHR sends too (.docx); or open the PDF in Word or \
         LibreOffice and save it as .docx; nothing was written",
    )
}

struct MatrixReader<'a> {
    states: &'a States,
    columns: MatrixColumns,
    made_here: bool,
    theme: Option<String>,
    reading: Reading,
}

impl MatrixReader<'_> {
    fn row(&mut self, row: &[TableCell], at: u32, items: &mut Vec<Recommendation>) {
        let cell = |column: usize| row.get(column);
        let Some(first) = row.iter().map(whole).find(|text| !text.is_empty()) else { return };
        if MatrixColumns::of(row).is_some() {
            return;
        }
        let alone = row.iter().filter(|cell| !cell.lines().is_empty()).count() == 1;
        if let Some(theme) = theme_heading(&first).filter(|_| alone) {
            self.theme = Some(theme);
            return;
        }
        let of = |column: usize| cell(column).map(TableCell::lines).unwrap_or_default();
        // One recommendation over several rows: the rows below only add to its lists.
        if cell(self.columns.recommendation).is_some_and(|cell| cell.merged)
            && let Some(last) = items.last_mut()
        {
            return read_lists(&of(self.columns.themes), last);
        }
        let (told, source) = part_source(&of(self.columns.recommendation));
        let told = match self.columns.number.and_then(cell).map(whole) {
            Some(number) if !number.is_empty() && !told.is_empty() => with_number(&number, told),
            _ => told,
        };
        let split = numbers::leading(&told);
        if alone && split.is_none() {
            // A heading, a note or a page's title within the table.
            return;
        }
        let place = SourcePlace::row(at);
        let printed_position = cell(self.columns.position).map(whole).unwrap_or_default();
        let Some(position) = stance::of_word(&printed_position) else {
            return self.refuse(row, at, self.columns.position, &printed_position);
        };
        let (number, text) = split.unwrap_or_else(|| (String::new(), told.clone()));
        // Marks of footnotes, as a matrix copies them with the text.
        let unmarked = footnotes::without_marks(&text);
        let text = tidy(senders::without_last_mark(&unmarked));
        let parted = self.part(&number, &text, row, &place);
        let mut item = Recommendation {
            number: Some(number).filter(|number| !number.is_empty()),
            text: parted.text,
            matched: parted.matched,
            printed: text,
            headings: self.theme.iter().cloned().collect(),
            kind: Some(Kind::Recommendation),
            senders: parted.senders,
            clauses: parted.clauses,
            position: Some(position),
            position_printed: Some(printed_position),
            position_source: source,
            place,
            ..Recommendation::default()
        };
        read_lists(&of(self.columns.themes), &mut item);
        if let Some(column) = self.columns.sdgs {
            item.sdgs.extend(of(column).iter().map(|line| without_dash(line).to_owned()));
        }
        let assessment = self.columns.assessment.map(|column| of(column).join("\n"));
        item.assessment = assessment.filter(|text| !text.is_empty());
        if item.assessment.is_some() {
            item.assessed_row = texts(row);
        }
        items.push(item);
    }

    /// Parts the text from its senders, and says what is doubtful of it.
    fn part(
        &mut self,
        number: &str,
        text: &str,
        row: &[TableCell],
        place: &SourcePlace,
    ) -> senders::Parted {
        if number.is_empty() {
            let message = "a recommendation without a number";
            self.reading.warnings.push(Warning::new(place.clone(), message));
        }
        let mut parted = senders::part(text, self.states);
        let column = self.columns.states.and_then(|column| row.get(column));
        let named = column.map(|cell| senders::listed(&cell.lines(), self.states));
        if let Some(named) = named.filter(|named| !named.is_empty()) {
            (parted.senders, parted.clauses) = (named, Vec::new());
        }
        self.doubts(&parted, place);
        parted
    }

    /// Names the columns that are none of the list's own.
    fn tell_others(&mut self) {
        let columns = self.columns;
        let taken = [
            columns.number,
            Some(columns.recommendation),
            columns.states,
            Some(columns.position),
            Some(columns.themes),
            columns.sdgs,
            columns.assessment,
        ];
        let names = self.reading.columns.iter().enumerate();
        let others = names.filter(|(at, name)| !name.is_empty() && !taken.contains(&Some(*at)));
        let messages = others.map(|(_, name)| {
            let message = format!("the column `{name}` is none of the list's own: passed over");
            Warning::new(SourcePlace::default(), message)
        });
        let messages: Vec<Warning> = messages.collect();
        self.reading.warnings.extend(messages);
    }

    fn doubts(&mut self, parted: &senders::Parted, place: &SourcePlace) {
        let warnings = &mut self.reading.warnings;
        // A list of ours leaves out what was never recorded.
        if parted.senders.is_empty() && !self.made_here {
            warnings.push(Warning::new(place.clone(), "no recommending State is named"));
        }
        for sender in parted.senders.iter().filter(|sender| sender.iso3.is_none()) {
            let message = format!("`{}` is not a State known here", sender.printed);
            warnings.push(Warning::new(place.clone(), message));
        }
    }

    fn refuse(&mut self, row: &[TableCell], number: u32, column: usize, found: &str) {
        let nearest = stance::nearest_word(found);
        self.reading.errors.push(RowError {
            place: SourcePlace::row(number),
            column: self.reading.columns.get(column).cloned(),
            found: found.to_owned(),
            expected: "`Supported` or `Noted`".to_owned(),
            nearest,
            cells: texts(row),
        });
    }
}

/// A row, cell by cell.
fn texts(row: &[TableCell]) -> Vec<String> {
    row.iter().map(|cell| cell.lines().join("\n")).collect()
}

#[cfg(test)]
mod tests;
