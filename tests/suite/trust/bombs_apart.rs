//! Files over which a library takes gigabytes before anything can be counted: what reads them is a
//! process of its own, which may come to an end; the program and the server go on.

use std::fmt::Write as _;

use flate2::{Compress, Compression, FlushCompress};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::bombs::{bounded, document, open_document, package, packed, pdf, workbook};
use crate::support::World;

const MB: usize = 1024 * 1024;

/// Brings a file in, which is refused in words, by the program itself.
fn refused(name: &str, bytes: &[u8], told: &str) {
    let world = World::seeded();
    std::fs::write(world.path(name), bytes).unwrap();
    let ran = bounded(&world, &format!("import {name} --dry-run"));
    assert!(matches!(ran.code, 1 | 3), "{name}: {ran}");
    assert!(ran.to_string().contains(told), "{name}: {ran}");
}

/// Blanks in a stream of raw deflate, after a beginning: a block of them is packed once, and said again.
fn deflated(beginning: &[u8], megabytes: usize) -> Vec<u8> {
    let mut packer = Compress::new(Compression::best(), false);
    let mut once = |bytes: &[u8], flush| {
        let mut out = Vec::with_capacity(64 * 1024);
        packer.compress_vec(bytes, &mut out, flush).unwrap();
        out
    };
    let first = once(beginning, FlushCompress::Full);
    let block = once(&vec![b' '; MB], FlushCompress::Full);
    let last = once(&[], FlushCompress::Finish);
    [first, block.repeat(megabytes), last].concat()
}

/// A PDF of which the index is a stream of these widths and ranges.
pub(crate) fn indexed(widths: &str, ranges: &str) -> Vec<u8> {
    let mut out = String::from("%PDF-1.5\n");
    out.push_str("1 0 obj <</Type/Catalog/Pages 2 0 R>>\nendobj\n");
    out.push_str("2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
    out.push_str("3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>\nendobj\n");
    let place = out.len();
    write!(
        out,
        "6 0 obj <</Type/XRef/Size 7/Root 1 0 R/W[{widths}]/Index[{ranges}]/Length 64>>\nstream\n\
         {}\nendstream\nendobj\nstartxref\n{place}\n%%EOF\n",
        "\u{1}".repeat(64)
    )
    .unwrap();
    out.into_bytes()
}

/// A page of which the drawing says one thing over and over.
pub(crate) fn drawn(what: &str) -> Vec<u8> {
    pdf("/Filter/FlateDecode", &packed(what.repeat(31 * MB / what.len()).as_bytes()))
}

#[test]
fn a_pdf_that_takes_gigabytes_to_open_is_refused() {
    // Objects in a stream, packed with the word by which a picture is known.
    let stream = [&[0x78, 0xDA][..], &deflated(b"5 0 ", 1_100)].concat();
    let objects = pdf("/Type/ObjStm/N 1/First 4/K/Image/Filter/FlateDecode", &stream);
    assert!(objects.len() < 2 * MB, "{}", objects.len());
    refused("objects.pdf", &objects, "");
    refused("widths.pdf", &indexed("1 1 4000000000000000000", "0 7"), "");
    refused("ranges.pdf", &indexed("0 0 0", "0 9000000000000000000"), "");
}

#[test]
fn a_pdf_that_takes_gigabytes_to_draw_is_refused() {
    // Where the packing doesn't begin as it should, the library goes on without its beginning.
    let raw = [&[0, 0][..], &deflated(b"", 1_000)].concat();
    refused("raw.pdf", &pdf("/Filter/FlateDecode", &raw), "larger than 32 MiB");
    refused("states.pdf", &drawn("q "), "larger than 512 MiB");
    refused("texts.pdf", &drawn("()"), "larger than 512 MiB");
}

/// A workbook with another part in the place of one.
fn with_part(rows: &str, name: &str, head: &str, unit: &str, count: usize, foot: &str) -> Vec<u8> {
    use std::io::{Read as _, Write as _};
    let plain = workbook("", rows);
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(plain)).unwrap();
    let mut to = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let own = part.name().unwrap().into_owned();
        if own != name {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            to.start_file(own, SimpleFileOptions::default()).unwrap();
            to.write_all(&bytes).unwrap();
        }
    }
    to.start_file(name, SimpleFileOptions::default()).unwrap();
    to.write_all(head.as_bytes()).unwrap();
    let block = unit.repeat(10_000);
    for _ in 0..count / 10_000 {
        to.write_all(block.as_bytes()).unwrap();
    }
    to.write_all(foot.as_bytes()).unwrap();
    to.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_takes_gigabytes_to_open_is_refused() {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let shared = |number: u64| {
        workbook(
            "<si/>",
            &format!(
                "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" ref=\"A2\" si=\"{number}\">B2</f></c></row>"
            ),
        )
    };
    refused("shared.xlsx", &shared(30_000_000), "");
    refused("endless.xlsx", &shared(999_999_999_999), "");
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><fonts><font><name val=\"{}\"/></font></fonts><cellXfs>",
        "a".repeat(200)
    );
    let unit = "<xf fontId=\"0\"></xf>";
    let foot = "</cellXfs></styleSheet>";
    let styled = with_part("", "xl/styles.xml", &styles, unit, 3_000_000, foot);
    refused("styles.xlsx", &styled, "");
    let head = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/\
         relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets><definedNames>"
    );
    let unit = "<definedName name=\"a\">b</definedName>";
    let foot = "</definedNames></workbook>";
    let named = with_part("", "xl/workbook.xml", &head, unit, 8_000_000, foot);
    refused("names.xlsx", &named, "");
}

#[test]
fn documents_that_unpack_to_more_than_papers_hold_are_refused() {
    let words = |size: usize| "some words ".repeat(size / 11);
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let long = format!("<w:hdr xmlns:w='w'>{}</w:hdr>", paragraph(&words(3 * MB)).repeat(2));
    let names: Vec<String> = (0..14).map(|at| format!("word/header{at}.xml")).collect();
    let body = "<w:document xmlns:w='w'><w:body><w:p/></w:body></w:document>".to_owned();
    let mut parts = vec![("word/document.xml", body)];
    parts.extend(names.iter().map(|name| (name.as_str(), long.clone())));
    refused("heads.docx", &package(&parts), "larger than 64 MiB");
    refused("body.docx", &document(&paragraph(&words(94 * MB))), "larger than 64 MiB");
    refused("paragraph.docx", &document(&paragraph(&words(20 * MB))), "larger than 4 MiB");
    let text = format!("<text:p>{}</text:p>", words(90 * MB));
    refused("text.odt", &open_document("text", &text), "larger than 64 MiB");
}

#[test]
fn a_record_of_many_small_parts_is_refused() {
    let parts = vec!["{\"\":0}"; 200_000].join(",");
    let record = format!(
        "[{{\"Text\":\"x\",\"Countries\":\"Slovenia\",\"AnnotationId\":\"1\",\"Themes\":[{parts}]}}]"
    );
    refused("record.json", record.as_bytes(), "record 1 is larger than 1 MiB");
    let sevens = format!("[{{\"AnnotationId\":\"1\"}}{}]", ",7".repeat(600_000));
    refused("sevens.json", sevens.as_bytes(), "larger than 128 MiB");
}
