//! PDF files as lines of text, without page heads and feet, footnotes and their marks.
//!
//! The text is taken glyph by glyph, with places and sizes: these tell a footnote from a
//! paragraph, and a left column from a right one.

mod layout;
mod streams;

use std::collections::HashMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use pdf_extract::{
    Dictionary, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Transform,
    output_doc_page,
};

use super::apart::{self, FileKind, Tell};
use super::contain::{contained, in_time};
use super::lines::{self, PaperLine};
use super::{ImportError, SourcePlace, Warning};

/// A UN report has some twenty pages.
const MAX_PAGES: usize = 2_000;
const MAX_GLYPHS: usize = 5_000_000;
/// The most text that all lines may hold, in bytes: two thousand pages have some six million.
const MAX_TEXT: usize = 64 * 1024 * 1024;
const TIME: Duration = Duration::from_mins(1);
/// How deep a drawing may stand within drawings.
const MAX_DEPTH: usize = 16;

/// The lines of a document, and what could not be read.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) lines: Vec<PaperLine>,
    /// Heads and feet of the pages that hold a symbol.
    pub(super) heads: Vec<String>,
    pub(super) warnings: Vec<Warning>,
}

/// Whether the bytes are those of a PDF.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// A part of what a PDF holds, as it goes from one process to another.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum PdfPart {
    Line(PaperLine),
    Head(String),
    Warning(Option<u32>, String),
}

/// Reads a PDF, in a process of its own where that can be.
pub(super) fn read(bytes: &[u8]) -> Result<Pages, ImportError> {
    let mut pages = Pages::default();
    let mut held = 0;
    let apart = apart::read(FileKind::Pdf, bytes, &mut |part| pages.take(part, &mut held));
    match apart {
        Some(outcome) => outcome.map(|()| pages),
        None => read_here(bytes.to_vec()),
    }
}

/// Reads a PDF, and tells what it holds.
pub(super) fn tell(bytes: Vec<u8>, tell: Tell<'_, PdfPart>) -> Result<(), ImportError> {
    let Pages { lines, heads, warnings } = read_here(bytes)?;
    lines.into_iter().try_for_each(|line| tell(PdfPart::Line(line)))?;
    heads.into_iter().try_for_each(|head| tell(PdfPart::Head(head)))?;
    let mut warnings = warnings.into_iter();
    warnings.try_for_each(|warning| tell(PdfPart::Warning(warning.place.page, warning.message)))
}

fn read_here(bytes: Vec<u8>) -> Result<Pages, ImportError> {
    in_time("PDF", TIME, move || read_pages(&bytes))
}

impl Pages {
    fn take(&mut self, part: PdfPart, held: &mut usize) -> Result<(), ImportError> {
        *held += match part {
            PdfPart::Line(line) => {
                self.lines.push(line);
                self.lines.last().map_or(0, |line| line.text.len())
            }
            PdfPart::Head(head) => {
                self.heads.push(head);
                self.heads.last().map_or(0, String::len)
            }
            PdfPart::Warning(page, message) => {
                let place = SourcePlace { page, ..SourcePlace::default() };
                self.warnings.push(Warning::new(place, message));
                0
            }
        };
        if *held > MAX_TEXT {
            return Err(ImportError::too_large("the text of the PDF", MAX_TEXT as u64));
        }
        lines::check_count(self.lines.len().max(self.heads.len()))
    }
}

fn read_pages(bytes: &[u8]) -> Result<Pages, ImportError> {
    streams::vet(bytes)?;
    let mut document =
        Document::load_mem(bytes).map_err(|error| ImportError::damaged("PDF", error))?;
    if document.is_encrypted() {
        let opened = document.decrypt("");
        opened.map_err(|_| super::kinds::protected("PDF"))?;
    }
    empty_images(&mut document);
    streams::vet_found(&document)?;
    refuse_nesting(&document)?;
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    if numbers.is_empty() {
        return Err(ImportError::damaged("PDF", "it has no pages"));
    }
    if numbers.len() > MAX_PAGES {
        return Err(ImportError::too_many("the PDF", MAX_PAGES, "pages"));
    }
    let mut pages = Vec::new();
    let mut warnings = Vec::new();
    for number in numbers {
        let mut glyphs = Glyphs::default();
        let outcome = contained("PDF", || {
            let outcome = output_doc_page(&document, &mut glyphs, number);
            outcome.map_err(|error| ImportError::damaged("PDF", error))
        });
        if glyphs.all.len() >= MAX_GLYPHS {
            return Err(ImportError::too_many(format!("page {number}"), MAX_GLYPHS, "letters"));
        }
        if outcome.is_err() {
            let place = SourcePlace { page: Some(number), ..SourcePlace::default() };
            warnings.push(Warning::new(place, "this page could be read in part only"));
        }
        pages.push((number, glyphs));
    }
    if warnings.len() == pages.len() {
        return Err(ImportError::damaged("PDF", "none of its pages can be read"));
    }
    let letters = pages.iter().map(|(_, glyphs)| glyphs.all.len()).sum::<usize>();
    // A scanner's stamp is no text.
    if letters < pages.len() * 25 && warnings.is_empty() {
        return Err(super::kinds::scan());
    }
    let (lines, heads) = layout::lines(&pages);
    Ok(Pages { lines, heads, warnings })
}

/// Images hold no text, and their bytes are no drawing commands.
fn empty_images(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream
                .dict
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == b"Image")
        {
            stream.dict.remove(b"Filter");
            stream.content.clear();
        }
    }
}

/// Drawings within drawings are followed without end by the reader: refuse circles and depths.
fn refuse_nesting(document: &Document) -> Result<(), ImportError> {
    let mut depths: HashMap<ObjectId, Option<usize>> = HashMap::new();
    for id in document.objects.keys() {
        let depth = depth_of(document, *id, 0, &mut depths);
        if depth.is_none_or(|depth| depth > MAX_DEPTH) {
            return Err(ImportError::damaged("PDF", "its drawings contain each other"));
        }
    }
    Ok(())
}

/// How deep the drawings within an object go; none for a circle.
fn depth_of(
    document: &Document,
    id: ObjectId,
    level: usize,
    depths: &mut HashMap<ObjectId, Option<usize>>,
) -> Option<usize> {
    if let Some(known) = depths.get(&id) {
        return *known;
    }
    if level > MAX_DEPTH {
        return None;
    }
    // A circle comes back to this entry.
    depths.insert(id, None);
    let mut deepest = 0;
    for inner in drawings(document, id) {
        deepest = deepest.max(depth_of(document, inner, level + 1, depths)? + 1);
    }
    depths.insert(id, Some(deepest));
    Some(deepest)
}

/// The drawings that a drawing calls by name. That one is listed among its resources is not enough:
/// many list those of the whole page, themselves included.
fn drawings(document: &Document, id: ObjectId) -> Vec<ObjectId> {
    let Ok(Object::Stream(stream)) = document.get_object(id) else { return Vec::new() };
    let resources = stream.dict.get(b"Resources").ok().and_then(|own| dictionary(document, own));
    let named = resources.and_then(|all| dictionary(document, all.get(b"XObject").ok()?));
    let Some(named) = named.filter(|named| !named.is_empty()) else { return Vec::new() };
    let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let called = |name: &[u8]| {
        let call = [b"/", name].concat();
        content.windows(call.len()).any(|window| window == call)
    };
    let inner = named.iter().filter(|(name, _)| called(name));
    inner.filter_map(|(_, object)| object.as_reference().ok()).collect()
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    let object = match object {
        Object::Reference(id) => document.get_object(*id).ok()?,
        object => object,
    };
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// A piece of text (one letter, as a rule) and where it stands, from the top left of the page.
#[derive(Debug, Clone)]
struct Glyph {
    x: f64,
    y: f64,
    width: f64,
    size: f64,
    text: String,
}

/// The glyphs of a page.
#[derive(Debug, Default)]
struct Glyphs {
    height: f64,
    all: Vec<Glyph>,
}

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        _page: u32,
        media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.height = media.ury - media.lly;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let size = (place.m22.abs() * font_size).max(place.m21.abs() * font_size);
        let sound = place.m31.is_finite() && place.m32.is_finite() && size.is_finite();
        if self.all.len() < MAX_GLYPHS && sound && size > 0.0 {
            self.all.push(Glyph {
                x: place.m31,
                y: self.height - place.m32,
                width: width * place.m11.abs() * font_size,
                size,
                text: text.to_owned(),
            });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
