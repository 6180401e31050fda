//! Word documents: paragraphs with their automatic numbers, tables, page heads.
//!
//! Footnotes, deleted text and drawings are left out; what stands in them is no part of the text.

mod numbering;

use super::paper::check_paragraph;
pub(super) use super::paper::{
    Docx, PaperBlock, Paragraph, TableCell, fill_merged, hidden_warnings, texts,
};
use super::xml::{Piece, attribute, pieces};
use super::{ImportError, package::Package};
use numbering::{Counters, Numbering};

/// Whether the bytes are those of a Word document.
pub(super) fn is_docx(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && Package::open(bytes, "DOCX")
            .is_ok_and(|package| package.names().iter().any(|name| name == "word/document.xml"))
}

/// Whether the bytes are those of a document of text with tables, of any maker.
pub(super) fn is_document(bytes: &[u8]) -> bool {
    is_docx(bytes) || super::odt::is_odt(bytes)
}

/// Reads a document, Word's or LibreOffice's.
pub(super) fn read(bytes: &[u8]) -> Result<Docx, ImportError> {
    if super::odt::is_odt(bytes) {
        return super::odt::read(bytes);
    }
    let mut package = Package::document(bytes, "DOCX")?;
    let styles = package.text("word/styles.xml")?.unwrap_or_default();
    let lists = package.text("word/numbering.xml")?.unwrap_or_default();
    let numbering = Numbering::read(&lists, &styles)?;
    drop((lists, styles));
    let Some(body) = package.text("word/document.xml")? else {
        return Err(ImportError::damaged("DOCX", "it has no `word/document.xml`"));
    };
    let (blocks, hidden) = blocks(&body, &numbering)?;
    drop(body);
    let mut heads = Vec::new();
    let mut names = package.names();
    names.sort();
    for name in names.iter().filter(|name| name.starts_with("word/header")) {
        let head = package.text(name)?.unwrap_or_default();
        for block in self::blocks(&head, &numbering)?.0 {
            heads.extend(texts(&block).into_iter().filter(|text| !text.trim().is_empty()));
        }
    }
    Ok(Docx { blocks, heads, hidden })
}

fn blocks(xml: &str, numbering: &Numbering) -> Result<(Vec<PaperBlock>, Vec<String>), ImportError> {
    let mut walker = DocxWalker::new(numbering);
    pieces(xml, "DOCX", |piece| {
        walker.take(piece);
        walker.open.last().map_or(Ok(()), |open| check_paragraph(&open.text, "DOCX"))
    })?;
    Ok((walker.blocks, walker.hidden))
}

/// What is being read at the moment.
struct DocxWalker<'a> {
    blocks: Vec<PaperBlock>,
    numbering: &'a Numbering,
    counters: Counters,
    /// Paragraphs may nest: a text box stands within one.
    open: Vec<OpenParagraph>,
    rows: Vec<Vec<TableCell>>,
    tables: usize,
    /// Depth of elements whose text is not wanted.
    skipped: usize,
    in_text: bool,
    /// Whether the run at hand, the properties of which are read first, is hidden.
    in_hidden: bool,
    /// Whether properties are those of a run's text, not of a paragraph's mark.
    in_run: bool,
    hidden: Vec<String>,
}

#[derive(Default)]
struct OpenParagraph {
    text: String,
    hides: bool,
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

impl<'a> DocxWalker<'a> {
    fn new(numbering: &'a Numbering) -> Self {
        Self {
            blocks: Vec::new(),
            numbering,
            counters: Counters::default(),
            open: Vec::new(),
            rows: Vec::new(),
            tables: 0,
            skipped: 0,
            in_text: false,
            in_hidden: false,
            in_run: false,
            hidden: Vec::new(),
        }
    }

    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Start(element) => self.start(&element, false),
            Piece::Empty(element) => self.start(&element, true),
            Piece::End(name) => self.end(&name),
            Piece::Text(text) if self.in_text && self.skipped == 0 => self.write(&text),
            Piece::Text(_) => {}
        }
    }

    fn write(&mut self, text: &str) {
        let hidden = self.in_hidden;
        if let Some(open) = self.open.last_mut() {
            if hidden {
                open.hides |= !text.trim().is_empty();
            } else {
                open.text.push_str(&super::text::without_unseen(text));
            }
        }
    }

    fn start(&mut self, element: &quick_xml::events::BytesStart<'_>, empty: bool) {
        let name = element.local_name();
        let name = name.as_ref();
        if is_skipped(name) {
            self.skipped += usize::from(!empty);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "p" if empty => self.close_paragraph(OpenParagraph::default()),
            "p" => self.open.push(OpenParagraph::default()),
            "t" => self.in_text = !empty,
            "r" => (self.in_run, self.in_hidden) = (!empty, false),
            "vanish" if self.in_run => {
                let off = attribute(element, "val");
                self.in_hidden =
                    !off.is_some_and(|off| matches!(off.as_str(), "0" | "false" | "off"));
            }
            "tab" if self.open.last().is_some() => self.write("\t"),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "pStyle" => self.note(|open, value| open.style = Some(value), element),
            "numId" => self.note(|open, value| open.list = Some(value), element),
            "ilvl" => self.note(|open, value| open.level = value.parse().ok(), element),
            "tbl" if !empty => self.tables += 1,
            "tr" if self.tables == 1 => self.rows.push(Vec::new()),
            "tc" if self.tables == 1 => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(TableCell { paragraphs: Vec::new(), span: 1, merged: false });
                }
            }
            "gridSpan" if self.tables == 1 => {
                let span = attribute(element, "val").and_then(|value| value.parse().ok());
                if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.span = span.unwrap_or(1);
                }
            }
            "vMerge" if self.tables == 1 => {
                let begins = attribute(element, "val").is_some_and(|value| value == "restart");
                if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.merged = !begins;
                }
            }
            _ => {}
        }
    }

    fn note(
        &mut self,
        put: impl FnOnce(&mut OpenParagraph, String),
        element: &quick_xml::events::BytesStart<'_>,
    ) {
        if let (Some(open), Some(value)) = (self.open.last_mut(), attribute(element, "val")) {
            put(open, value);
        }
    }

    fn end(&mut self, name: &str) {
        if is_skipped(name) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "t" => self.in_text = false,
            "r" => (self.in_run, self.in_hidden) = (false, false),
            "p" => {
                if let Some(open) = self.open.pop() {
                    self.close_paragraph(open);
                }
            }
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    let mut rows = std::mem::take(&mut self.rows);
                    fill_merged(&mut rows);
                    self.blocks.push(PaperBlock::Table(rows));
                }
            }
            _ => {}
        }
    }

    fn close_paragraph(&mut self, open: OpenParagraph) {
        if open.hides {
            self.hidden.push(super::text::tidy(&open.text));
        }
        let number = self.numbering.number(
            open.style.as_deref(),
            open.list.as_deref(),
            open.level,
            &mut self.counters,
        );
        let paragraph = Paragraph { number, text: open.text };
        let cell = self.rows.last_mut().and_then(|row| row.last_mut());
        match cell.filter(|_| self.tables > 0) {
            Some(cell) => cell.paragraphs.push(paragraph),
            None => self.blocks.push(PaperBlock::Paragraph(paragraph)),
        }
    }
}

/// Elements whose text is no part of the document as it is read: deleted text, field codes, the
/// second form of a drawing, properties that repeat tabs.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "del" | "moveFrom" | "instrText" | "Fallback" | "tabs" | "pPrChange" | "rPrChange"
    )
}

/// Builds documents for tests.
#[cfg(test)]
pub(super) mod build {
    use crate::import::package::build::package;

    /// A document whose body is this XML, with page heads.
    pub(crate) fn document(body: &str, head: &str) -> Vec<u8> {
        let body = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
        let head = format!("<w:hdr xmlns:w='w'>{}</w:hdr>", paragraph(head));
        package(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", body.as_bytes()),
            ("word/header1.xml", head.as_bytes()),
        ])
    }

    /// A paragraph of one run.
    pub(crate) fn paragraph(text: &str) -> String {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let text = text.replace('\t', "</w:t><w:tab/><w:t xml:space='preserve'>");
        format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
    }

    /// A table row; a cell's lines are its paragraphs. One cell alone reaches over four columns.
    pub(crate) fn row(cells: &[&str]) -> String {
        let span = if cells.len() == 1 { "<w:tcPr><w:gridSpan w:val='4'/></w:tcPr>" } else { "" };
        let cells = cells.iter().map(|cell| {
            let lines: String = cell.lines().map(paragraph).collect();
            format!("<w:tc>{span}{lines}</w:tc>")
        });
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_tables_and_heads_are_read() {
        let body = format!(
            "{}<w:tbl>{}{}</w:tbl><w:p/>",
            build::paragraph("124.\tThe following"),
            build::row(&["Theme: A & B"]),
            build::row(&["one\ntwo", "three"])
        );
        let docx = read(&build::document(&body, "UPR of Slovenia")).unwrap();
        assert_eq!(docx.heads, ["UPR of Slovenia"]);
        let [PaperBlock::Paragraph(first), PaperBlock::Table(rows), _] = docx.blocks.as_slice()
        else {
            panic!("{:?}", docx.blocks)
        };
        assert_eq!(first.whole(), "124.\tThe following");
        assert_eq!((rows[0][0].span, rows[0][0].lines()), (4, vec!["Theme: A & B".to_owned()]));
        assert_eq!(rows[1][0].lines(), ["one", "two"]);
    }

    #[test]
    fn merged_cells_hold_what_the_one_above_holds_and_hidden_text_goes() {
        let cell = |merge: &str, text: &str| {
            format!("<w:tc><w:tcPr>{merge}</w:tcPr>{}</w:tc>", build::paragraph(text))
        };
        let body = format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>\
             <w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>con\u{ad}ven\u{200b}tion</w:t></w:r>\
             <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>\
             <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> seen</w:t></w:r></w:p>",
            cell("", "a"),
            cell("<w:vMerge w:val='restart'/>", "Supported"),
            cell("", "b"),
            cell("<w:vMerge/>", ""),
            cell("<w:gridSpan w:val='2'/>", "c"),
            cell("<w:vMerge/>", "")
        );
        let docx = read(&build::document(&body, "")).unwrap();
        let PaperBlock::Table(rows) = &docx.blocks[0] else { panic!("{:?}", docx.blocks) };
        assert_eq!(rows[1][1].lines(), ["Supported"]);
        assert!(rows[2][1].lines().is_empty());
        assert_eq!(texts(&docx.blocks[1]), ["convention seen"]);
        assert_eq!(docx.hidden, ["convention seen"]);
        assert_eq!(
            hidden_warnings(&docx)[0].message,
            "hidden text is left out beside `convention seen …`"
        );
    }

    #[test]
    fn deleted_text_notes_and_field_codes_are_left_out() {
        let body = "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>a</w:t>\
                    <w:footnoteReference w:id='1'/></w:r><w:del><w:r><w:delText>x</w:delText>\
                    <w:t>x</w:t></w:r></w:del><w:ins><w:r><w:t>b</w:t></w:r></w:ins>\
                    <w:r><w:instrText>PAGE</w:instrText><w:br/><w:noBreakHyphen/></w:r></w:p>";
        let docx = read(&build::document(body, "")).unwrap();
        assert_eq!(texts(&docx.blocks[0]), ["ab\n-"]);
    }
}
