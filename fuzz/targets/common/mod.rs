//! What the targets share: States to find, a file to ask, packages around a part, and panics that
//! are found although the program would contain them.
#![allow(dead_code, reason = "each target uses a part of it")]

use std::io::Write as _;
use std::sync::{Once, OnceLock};

use tempfile::TempDir;
use upr::app::AppError;
use upr::app::seeding::{Content, fill};
use upr::domain::ledger::Moment;
use upr::domain::states::{State, States};
use upr::import::{self, Layout, Only};
use upr::store::{self, FileStore};

/// A few States are enough for the readers to find and to miss some.
pub fn states() -> &'static States {
    static STATES: OnceLock<States> = OnceLock::new();
    STATES.get_or_init(|| {
        let state = |iso3: &str, name: &str| State {
            iso3: iso3.to_owned(),
            name: name.to_owned(),
            official_name: name.to_owned(),
            region: String::new(),
            spellings: vec![name.to_owned()],
            member: true,
        };
        States::new(vec![
            state("PRK", "Democratic People's Republic of Korea"),
            state("KOR", "Republic of Korea"),
            state("FRA", "France"),
            state("GBR", "United Kingdom"),
            state("IRN", "Iran (Islamic Republic of)"),
            state("SVN", "Slovenia"),
        ])
    })
}

/// Ends the run at a panic of the program's own, which its readers would turn into an error. What a
/// library panics over stays an error, as in the program.
pub fn end_at_own_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // The program sets its own hook when it first reads: this one comes after it.
        drop(import::read(Layout::Letter, b"", states(), &Only::default()));
        std::panic::set_hook(Box::new(|info| {
            let library = |file: &str| file.contains("/registry/src/");
            if !info.location().is_some_and(|place| library(place.file())) {
                eprintln!("{info}\n{}", std::backtrace::Backtrace::force_capture());
                std::process::abort();
            }
        }));
    });
}

/// A new file with the seeds.
pub fn seeded() -> (TempDir, FileStore) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("fuzz.db");
    let now = Moment::stopped(chrono::DateTime::UNIX_EPOCH);
    store::create(&path, |store| -> Result<(), AppError> { fill(store, now, Content::Seeds) })
        .expect("a file");
    let store = store::open(&path).expect("the file");
    (folder, store)
}

/// A refusal is an answer; an error of the store is a finding.
pub fn no_fault<T>(result: Result<T, AppError>) {
    if let Err(error @ (AppError::Store(_) | AppError::File { .. })) = result {
        panic!("{error}");
    }
}

/// A part of a package, as XML, in the package that its reader expects: the fuzzer could not find its
/// way through compression and checksums. None for any other input, web pages and Excel's own XML of
/// 2003 among them.
pub fn packaged(input: &[u8]) -> Option<Vec<u8>> {
    let has = |word: &[u8]| input.windows(word.len()).any(|window| window == word);
    let kind: &[u8] = if has(b"<office:spreadsheet") { b"spreadsheet" } else { b"text" };
    if !input.starts_with(b"<") {
        None
    } else if has(b"<office:document-content") {
        let mimetype = [b"application/vnd.oasis.opendocument.", kind].concat();
        Some(package(&[("mimetype", &mimetype), ("content.xml", input)]))
    } else if has(b"<sheetData") {
        // What the sheet shares comes after it.
        let at = input.windows(4).position(|window| window == b"<sst").unwrap_or(input.len());
        let (sheet, shared) = input.split_at(at);
        let mut parts = WORKBOOK.to_vec();
        parts.push(("xl/worksheets/sheet1.xml", sheet));
        if !shared.is_empty() {
            parts.push(("xl/sharedStrings.xml", shared));
        }
        Some(package(&parts))
    } else if has(b"<w:") {
        // Lists and styles come after the text.
        let at = |word: &[u8]| input.windows(word.len()).position(|window| window == word);
        let lists = at(b"<w:numbering").unwrap_or(input.len());
        let (body, lists) = input.split_at(lists);
        Some(package(&[("word/document.xml", body), ("word/numbering.xml", lists)]))
    } else {
        None
    }
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts.iter().filter(|(_, bytes)| !bytes.is_empty()) {
        zip.start_file(*name, plain).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a package").into_inner()
}

/// The parts of a workbook beside its one sheet.
const WORKBOOK: [(&str, &[u8]); 4] = [
    ("[Content_Types].xml", CONTENT_TYPES),
    ("_rels/.rels", RELATIONS),
    ("xl/workbook.xml", BOOK),
    ("xl/_rels/workbook.xml.rels", SHEETS),
];

const CONTENT_TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const RELATIONS: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="items" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const SHEETS: &[u8] = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
