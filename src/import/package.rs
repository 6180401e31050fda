//! Opens ZIP packages (DOCX, XLSX) that may be hostile: every size is counted while it is read,
//! and a part that declares a document type, the door to XML entities, is refused.

use std::io::{Cursor, Read};

use aho_corasick::AhoCorasick;
use zip::ZipArchive;

use super::ImportError;

/// The most that all parts may hold together.
const MAX_TOTAL: u64 = 1024 * 1024 * 1024;
/// The most that one part read into memory may hold: a document of two thousand pages has some fifty.
const MAX_PART: u64 = 96 * 1024 * 1024;
/// The most strings that the sheets of a workbook may share.
const MAX_STRINGS: u64 = 3_000_000;
const MAX_PARTS: usize = 10_000;
/// The most that the parts of a text document that are read may hold together.
const MAX_DOCUMENT: u64 = 64 * 1024 * 1024;

/// What a part of a workbook holds that the library passes over or trips over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pitfalls {
    /// The part's name.
    pub(super) name: String,
    /// Whether cells hold formulas.
    pub(super) formulas: bool,
    /// Whether cells are merged.
    pub(super) merged: bool,
    /// Whether it says of itself how large it is in words that name no area.
    pub(super) false_dimension: bool,
}

/// A ZIP package in memory.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    format: &'static str,
    /// How much of its parts may be read yet.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a package; `format` names it in messages.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, ImportError> {
        let archive = ZipArchive::new(Cursor::new(bytes));
        let archive = archive.map_err(|error| ImportError::damaged(format, error))?;
        if archive.len() > MAX_PARTS {
            return Err(ImportError::too_many(format!("the {format}"), MAX_PARTS, "parts"));
        }
        Ok(Self { archive, format, left: MAX_TOTAL })
    }

    /// Opens a text document, of which no more is read than a report has.
    pub(super) fn document(bytes: &'a [u8], format: &'static str) -> Result<Self, ImportError> {
        Self::open(bytes, format).map(|package| Self { left: MAX_DOCUMENT, ..package })
    }

    /// The names of its parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(Result::ok).map(Into::into).collect()
    }

    /// A part as text, or none if it is missing.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let format = self.format;
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(ImportError::damaged(format, error)),
        };
        let mut bytes = Vec::new();
        let most = MAX_PART.min(self.left);
        let read = part.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| ImportError::damaged(format, error))?;
        let size = bytes.len() as u64;
        if size > most && most < MAX_PART {
            return Err(ImportError::too_large(format!("what the {format} holds"), MAX_DOCUMENT));
        }
        if size > most {
            return Err(ImportError::too_large(format!("the part `{name}`"), MAX_PART));
        }
        self.left -= size;
        refuse_document_type(&bytes, format)?;
        let text = String::from_utf8(bytes);
        text.map(Some).map_err(|error| ImportError::damaged(format, error))
    }

    /// Unpacks every part once, keeping nothing, so that a reader that trusts its input may read
    /// the package afterwards.
    ///
    /// Gives what was noticed of each part of XML.
    pub(super) fn vet(&mut self) -> Result<Vec<Pitfalls>, ImportError> {
        let words = words(self.format)?;
        let mut left = MAX_TOTAL;
        let mut all = Vec::new();
        for index in 0..self.archive.len() {
            let format = self.format;
            let part = self.archive.by_index(index);
            let part = part.map_err(|error| ImportError::damaged(format, error))?;
            let name =
                part.name().map_err(|error| ImportError::damaged(format, error))?.into_owned();
            let limit = if name.to_ascii_lowercase().ends_with("sharedstrings.xml") {
                MAX_PART.min(left)
            } else {
                left
            };
            let is_xml = is_xml(&name);
            let (size, marks) = vet_part(part.take(limit + 1), format, is_xml.then_some(&words))?;
            if size > limit {
                return Err(ImportError::too_large(format!("the part `{name}`"), limit));
            }
            left -= size;
            if is_xml {
                all.push(Pitfalls { name, ..marks });
            }
        }
        Ok(all)
    }
}

/// What kind of OpenDocument file the bytes are: `text`, `spreadsheet`; none for others.
pub(super) fn open_document(bytes: &[u8]) -> Option<String> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut kind = String::new();
    archive.by_name("mimetype").ok()?.take(200).read_to_string(&mut kind).ok()?;
    kind.trim().strip_prefix("application/vnd.oasis.opendocument.").map(str::to_owned)
}

fn is_xml(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ["xml", "rels", "vml"].iter().any(|xml| ending.eq_ignore_ascii_case(xml))
}

/// What is looked for in each part of XML, all at once; the beginnings of document types come first.
const WORDS: [&str; 6] = ["<!DOCTYPE", "<!ENTITY", "<f>", "<f ", "<mergeCell ", "<si"];
const FORMULAS: [usize; 2] = [2, 3];
const MERGED: usize = 4;
const STRING: usize = 5;

fn words(format: &'static str) -> Result<AhoCorasick, ImportError> {
    AhoCorasick::new(WORDS).map_err(|error| ImportError::damaged(format, error))
}

/// Reads a part to its end and gives its size and what was noticed.
fn vet_part(
    mut part: impl Read,
    format: &'static str,
    words: Option<&AhoCorasick>,
) -> Result<(u64, Pitfalls), ImportError> {
    const KEPT: usize = 128;
    let mut buffer = vec![0_u8; 64 * 1024];
    let (mut size, mut kept, mut first) = (0_u64, 0_usize, true);
    let (mut declared, mut strings) = (0_u64, 0_u64);
    let mut marks = Pitfalls::default();
    loop {
        let read = part.read(&mut buffer[kept..]);
        let read = read.map_err(|error| ImportError::damaged(format, error))?;
        if read == 0 {
            break;
        }
        size += read as u64;
        let filled = kept + read;
        if let Some(words) = words {
            let seen = &buffer[..filled];
            if first {
                declared = declared_strings(seen);
                marks.false_dimension = has_false_dimension(seen);
                first = false;
            }
            for found in words.find_iter(seen) {
                match found.pattern().as_usize() {
                    word if FORMULAS.contains(&word) => marks.formulas = true,
                    MERGED => marks.merged = true,
                    STRING => strings += u64::from(is_new_string(seen, found.start(), kept)),
                    _ => return Err(declares(format)),
                }
            }
            if strings > MAX_STRINGS {
                let most = usize::try_from(MAX_STRINGS).unwrap_or(usize::MAX);
                return Err(ImportError::too_many(format!("the {format}"), most, "shared strings"));
            }
        }
        kept = filled.min(KEPT);
        buffer.copy_within(filled - kept..filled, 0);
    }
    // Room is made in advance for as many strings as are declared; an empty one takes 4 bytes.
    if declared > size || declared > MAX_STRINGS {
        return Err(ImportError::damaged(format, "it declares more strings than it can hold"));
    }
    Ok((size, marks))
}

/// Whether a part says of itself that it reaches over an area that is none: `A0:AZ48943`.
fn has_false_dimension(start: &[u8]) -> bool {
    let key: &[u8] = b"<dimension ref=\"";
    let Some(at) = start.windows(key.len()).position(|window| window == key) else { return false };
    let area: Vec<u8> =
        start[at + key.len()..].iter().copied().take_while(|byte| *byte != b'"').collect();
    let is_cell = |cell: &[u8]| {
        let letters = cell.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
        let digits = &cell[letters..];
        (1..=3).contains(&letters)
            && (1..=7).contains(&digits.len())
            && digits.iter().all(u8::is_ascii_digit)
            && !digits.starts_with(b"0")
    };
    !area.split(|byte| *byte == b':').all(is_cell)
}

/// The package without what its worksheets say of their size.
pub(super) fn without_dimensions(bytes: &[u8], parts: &[Pitfalls]) -> Result<Vec<u8>, ImportError> {
    use std::io::Write as _;
    let damaged = |error: zip::result::ZipError| ImportError::damaged("XLSX", error);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut writer = zip::write::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.into_owned();
        if !parts.iter().any(|marks| marks.false_dimension && marks.name == name) {
            writer.raw_copy_file(part).map_err(damaged)?;
            continue;
        }
        drop(part);
        let mut text = Package { archive: archive.clone(), format: "XLSX", left: MAX_TOTAL }
            .text(&name)?
            .unwrap_or_default();
        if let Some(from) = text.find("<dimension ")
            && let Some(length) = text[from..].find('>')
            && text[..from + length].ends_with('/')
        {
            text.replace_range(from..=from + length, "");
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).map_err(damaged)?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish().map_err(damaged)?.into_inner())
}

/// Whether `<si` is the beginning of a shared string, and was not looked at before with the first
/// `kept` bytes.
fn is_new_string(bytes: &[u8], at: usize, kept: usize) -> bool {
    let after = bytes.get(at + 3);
    at >= kept.saturating_sub(3) && after.is_some_and(|byte| b" />\t\r\n".contains(byte))
}

/// The number of shared strings that a part declares, if any.
fn declared_strings(start: &[u8]) -> u64 {
    let key: &[u8] = b"uniqueCount";
    let Some(at) = start.windows(key.len()).position(|window| window == key) else {
        return 0;
    };
    let after = start[at + key.len()..].iter();
    let digits = after.skip_while(|byte| b"= \t\r\n\"'+".contains(byte));
    digits.take_while(|byte| byte.is_ascii_digit()).fold(0_u64, |number, digit| {
        number.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
    })
}

fn refuse_document_type(bytes: &[u8], format: &'static str) -> Result<(), ImportError> {
    let found = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    if found(b"<!DOCTYPE") || found(b"<!ENTITY") {
        return Err(declares(format));
    }
    Ok(())
}

fn declares(format: &'static str) -> ImportError {
    ImportError::damaged(format, "it declares a document type or entities")
}

/// Builds packages for tests.
#[cfg(test)]
pub(super) mod build {
    use std::io::{Cursor, Write as _};

    use zip::write::{SimpleFileOptions, ZipWriter};

    /// A package of these parts.
    pub(crate) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_and_missing_ones_said() {
        let bytes = build::package(&[("word/document.xml", b"<w/>")]);
        let mut package = Package::open(&bytes, "DOCX").unwrap();
        assert_eq!(package.text("word/document.xml").unwrap().as_deref(), Some("<w/>"));
        assert_eq!(package.text("word/header1.xml").unwrap(), None);
        package.vet().unwrap();
    }

    #[test]
    fn a_truncated_package_is_damaged() {
        let bytes = build::package(&[("a.xml", &[b'x'; 5000])]);
        for length in [0, 3, 30, bytes.len() / 2, bytes.len() - 4] {
            let outcome = Package::open(&bytes[..length], "DOCX");
            assert!(matches!(outcome, Err(ImportError::Damaged { .. })), "{length}");
        }
    }

    #[test]
    fn a_bomb_is_refused_while_it_is_unpacked() {
        let bytes =
            build::package(&[("a.xml", &vec![b' '; usize::try_from(MAX_PART).unwrap() + 2])]);
        assert!(bytes.len() < 1024 * 1024);
        let mut package = Package::open(&bytes, "DOCX").unwrap();
        let error = package.text("a.xml").unwrap_err();
        assert_eq!(error.to_string(), "the part `a.xml` is larger than 96 MiB");
    }

    #[test]
    fn entities_and_false_counts_are_refused() {
        let mut late = vec![b' '; 100_000];
        late.extend(b"<!ENTITY a 'aaaa'>");
        for part in [&b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"[..], &late] {
            let bytes = build::package(&[("a.xml", part)]);
            let mut package = Package::open(&bytes, "XLSX").unwrap();
            assert!(package.vet().is_err());
            assert!(package.text("a.xml").is_err());
        }
        let part = b"<sst count='1' uniqueCount='99999999999'><si><t/></si></sst>";
        let bytes = build::package(&[("xl/sharedStrings.xml", part)]);
        assert!(Package::open(&bytes, "XLSX").unwrap().vet().is_err());
    }
}
