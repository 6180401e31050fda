//! A document of text with tables, whatever program wrote it: paragraphs with their numbers, tables,
//! page heads.

use super::ImportError;

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// The number that Word makes, if it makes one: `124.`, `124.1`.
    pub(super) number: Option<String>,
    /// The text; tabs and line breaks are kept.
    pub(super) text: String,
}

impl Paragraph {
    /// The paragraph as a reader sees it: number, tab, text.
    pub(super) fn whole(&self) -> String {
        match &self.number {
            Some(number) => format!("{number}\t{}", self.text),
            None => self.text.clone(),
        }
    }
}

/// A cell of a table: its paragraphs, and over how many columns it reaches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TableCell {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) span: usize,
    /// It goes on from the cell above, and holds what that one holds.
    pub(super) merged: bool,
}

impl TableCell {
    /// The lines of the cell, empty ones left out.
    pub(super) fn lines(&self) -> Vec<String> {
        let lines = self.paragraphs.iter().flat_map(|paragraph| {
            let whole = paragraph.whole();
            whole.lines().map(super::text::tidy).collect::<Vec<_>>()
        });
        lines.filter(|line| !line.is_empty()).collect()
    }
}

/// A part of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PaperBlock {
    /// A paragraph outside tables.
    Paragraph(Paragraph),
    /// A table, row by row. A table within a cell is taken as text of that cell.
    Table(Vec<Vec<TableCell>>),
}

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Docx {
    pub(super) blocks: Vec<PaperBlock>,
    /// The texts of the page heads.
    pub(super) heads: Vec<String>,
    /// Paragraphs of which hidden text was left out, by the first words beside it.
    pub(super) hidden: Vec<String>,
}

/// The longest paragraph, in bytes: a whole book pasted with breaks of lines for its paragraphs.
const LONGEST_PARAGRAPH: usize = 4 * 1024 * 1024;

/// Refuses a paragraph that no document has.
pub(super) fn check_paragraph(text: &str, format: &str) -> Result<(), ImportError> {
    if text.len() > LONGEST_PARAGRAPH {
        let what = format!("a paragraph of the {format}");
        return Err(ImportError::too_large(what, LONGEST_PARAGRAPH as u64));
    }
    Ok(())
}

/// The texts of all paragraphs of a block.
pub(super) fn texts(block: &PaperBlock) -> Vec<String> {
    match block {
        PaperBlock::Paragraph(paragraph) => vec![paragraph.whole()],
        PaperBlock::Table(rows) => rows.iter().flatten().flat_map(TableCell::lines).collect(),
    }
}

/// What to say of text that a document hides.
pub(super) fn hidden_warnings(document: &Docx) -> Vec<super::Warning> {
    let words = |text: &String| text.split_whitespace().take(8).collect::<Vec<_>>().join(" ");
    let warning = |text: &String| {
        let message = match words(text).as_str() {
            "" => "a paragraph of hidden text is left out".to_owned(),
            beside => format!("hidden text is left out beside `{beside} …`"),
        };
        super::Warning::new(super::SourcePlace::default(), message)
    };
    document.hidden.iter().map(warning).collect()
}

/// The most that is said again in all of them.
const MOST_FILLED: usize = 32 * 1024 * 1024;

/// The longest text that is said again in the cells below, in bytes.
const LONGEST_FILLED: usize = 64 * 1024;

/// Cells that go on from the one above hold what it holds.
pub(super) fn fill_merged(rows: &mut [Vec<TableCell>]) {
    // A long text is not said again in each row, nor many short ones without end.
    let size = |paragraphs: &[Paragraph]| -> usize {
        let number = |it: &Paragraph| it.number.as_ref().map_or(0, String::len);
        paragraphs.iter().map(|it| 64 + it.text.len() + number(it)).sum()
    };
    let mut left = MOST_FILLED;
    // What stands in each column of the grid, so far down.
    let mut above: Vec<Vec<Paragraph>> = Vec::new();
    for row in rows {
        let mut column = 0_usize;
        for cell in row {
            if cell.merged
                && cell.lines().is_empty()
                && let Some(paragraphs) = above.get(column)
            {
                let Some(rest) = left.checked_sub(size(paragraphs)) else { return };
                left = rest;
                cell.paragraphs.clone_from(paragraphs);
            }
            let kept: &[Paragraph] =
                if size(&cell.paragraphs) > LONGEST_FILLED { &[] } else { &cell.paragraphs };
            // Word's tables have 63 columns at most.
            for _ in 0..cell.span.clamp(1, 64) {
                if above.len() <= column {
                    above.push(Vec::new());
                }
                above[column] = kept.to_vec();
                column += 1;
            }
            if column > 256 {
                break;
            }
        }
    }
}
