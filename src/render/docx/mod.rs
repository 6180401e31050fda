//! Word documents as an official would make them: A4, named styles, numbered paragraphs, a list of
//! contents, running heads, footnotes for sources, and native charts.
//!
//! The package is written part by part; nothing in it depends on when or where it was made.

mod body;
mod cells;
mod chart;
mod figures;
mod items;
mod notes;
mod outline;
mod runs;
mod table;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::report::words::marks;
use crate::report::{Document, PaperForm};

use super::{RenderError, RenderNotes, people};
use body::DocxBody;
use runs::{escaped, field, paragraph, run};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const STYLES: &str = include_str!("styles.xml");
const NUMBERING: &str = include_str!("numbering.xml");
const SETTINGS: &str = include_str!("settings.xml");

/// Writes the document as a Word file.
pub(super) fn write(
    mut document: Document<'_>,
    out: &mut dyn Write,
) -> Result<RenderNotes, RenderError> {
    let body = DocxBody::of(&document.title, std::mem::take(&mut document.blocks), document.form)?;
    let mut package = DocxPackage::new();
    package.part("[Content_Types].xml", &content_types(body.charts.len()))?;
    package.part("_rels/.rels", &package_relations())?;
    package.part("docProps/core.xml", &core(&document))?;
    package.part("word/document.xml", &main_part(&body.xml))?;
    package.part("word/_rels/document.xml.rels", &document_relations(body.charts.len()))?;
    package.part("word/styles.xml", &styles(document.form))?;
    package.part("word/numbering.xml", NUMBERING)?;
    package.part("word/settings.xml", &in_its_language(SETTINGS))?;
    package.part("word/footnotes.xml", &body.notes.part())?;
    package.part("word/header1.xml", &running_head(&document))?;
    package.part("word/footer1.xml", &page_foot(&[]))?;
    package.part("word/footer2.xml", &page_foot(&document.footer))?;
    for (at, chart) in body.charts.iter().enumerate() {
        package.part(&format!("word/charts/chart{}.xml", at + 1), chart)?;
    }
    out.write_all(&package.finish()?)?;
    Ok(RenderNotes::default())
}

/// The package being written.
struct DocxPackage(ZipWriter<Cursor<Vec<u8>>>);

impl DocxPackage {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn part(&mut self, name: &str, content: &str) -> Result<(), RenderError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        self.0.start_file(name, options).map_err(std::io::Error::from)?;
        Ok(self.0.write_all(content.as_bytes())?)
    }

    fn finish(self) -> Result<Vec<u8>, RenderError> {
        Ok(self.0.finish().map_err(std::io::Error::from)?.into_inner())
    }
}

fn content_types(charts: usize) -> String {
    let parts = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("footnotes", "footnotes"),
        ("header1", "header"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ];
    let overrides = parts.map(|(part, kind)| {
        format!(
            "<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD_TYPE}.{kind}+xml\"/>\n"
        )
    });
    let charts: Vec<String> = (1..=charts)
        .map(|at| {
            format!(
                "<Override PartName=\"/word/charts/chart{at}.xml\" ContentType=\
                 \"application/vnd.openxmlformats-officedocument.drawingml.chart+xml\"/>\n"
            )
        })
        .collect();
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n\
         <Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\n\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\n\
         <Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\n\
         {}{}</Types>",
        overrides.concat(),
        charts.concat()
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE_RELATIONS}\">\
         <Relationship Id=\"r1\" Type=\"{RELATIONS}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"r2\" Type=\"{PACKAGE_RELATIONS}/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn document_relations(charts: usize) -> String {
    let parts = [
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("footnotes", "footnotes"),
        ("header", "header1"),
        ("footer", "footer1"),
        ("footer", "footer2"),
    ];
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}.xml\"/>")
    };
    let fixed = parts.map(|(kind, target)| relation(target, kind, target));
    let charts: Vec<String> = (1..=charts)
        .map(|at| relation(&format!("chart{at}"), "chart", &format!("charts/chart{at}")))
        .collect();
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE_RELATIONS}\">{}{}</Relationships>",
        fixed.concat(),
        charts.concat()
    )
}

/// A fixed day of creation, so that the same document gives the same bytes.
fn core(document: &Document<'_>) -> String {
    let made = people::foot(&document.footer).1.map_or_else(String::new, |made| {
        format!("<dc:description>Made by: {}</dc:description>", escaped(made))
    });
    let title = &document.title;
    format!(
        "{HEAD}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:creator>upr</dc:creator>{made}<dcterms:created xsi:type=\"dcterms:W3CDTF\">\
         2000-01-01T00:00:00Z</dcterms:created><dc:language>{}</dc:language>\
         </cp:coreProperties>",
        escaped(title),
        marks::locale()
    )
}

/// A part with the language that all of the document is in.
fn in_its_language(part: &str) -> String {
    let locale = marks::locale();
    let part = part.replace("\"en-GB\"", &format!("\"{locale}\""));
    if marks::from_the_right() { part.replace("\"ar-SA\"", &format!("\"{locale}\"")) } else { part }
}

/// The styles; those of a submission in the type that OHCHR asks for.
fn styles(form: PaperForm) -> String {
    let styles = in_its_language(STYLES);
    match form {
        PaperForm::Free => styles,
        PaperForm::Submission => styles.replace("\"Calibri\"", "\"Times New Roman\"").replace(
            "<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>",
            "<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>",
        ),
    }
}

fn main_part(body: &str) -> String {
    format!(
        "{HEAD}<w:document {WORD} xmlns:r=\"{RELATIONS}\"><w:body>\n{body}</w:body></w:document>"
    )
}

/// The name of the document, and the stamp, on every page.
fn running_head(document: &Document<'_>) -> String {
    let stamp = document.stamp.as_deref().map_or_else(String::new, |stamp| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"Stamp\"/></w:pPr>{}</w:p>", run(stamp, ""))
    });
    format!(
        "{HEAD}<w:hdr {WORD}>{stamp}<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{}</w:p></w:hdr>",
        run(&document.title, "")
    )
}

/// The page's number; on the first page, what is to be known of the file stands above it, so that no
/// last page is there for its sake.
fn page_foot(footer: &[String]) -> String {
    let lines = people::foot(footer).0.map(|line| paragraph("Colophon", "", line, &run(line, "")));
    format!(
        "{HEAD}<w:ftr {WORD}>{}<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}{}{}</w:p></w:ftr>",
        lines.collect::<String>(),
        field("PAGE", "1"),
        run(" / ", ""),
        field("NUMPAGES", "1")
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::Read;

    use proptest::prelude::*;
    use quick_xml::events::Event;

    use super::super::{Format, Options, render, sample};
    use super::*;
    use crate::report::{Block, Column, Fact, Kind, Part, Row, Table, Value};

    fn bytes(document: Document<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        render(document, Format::Docx, &Options::default(), &mut out).unwrap();
        out
    }

    fn parts(document: Document<'_>) -> BTreeMap<String, String> {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes(document))).unwrap();
        (0..package.len())
            .map(|at| {
                let mut part = package.by_index(at).unwrap();
                let mut text = String::new();
                part.read_to_string(&mut text).unwrap();
                (part.name().unwrap().into_owned(), text)
            })
            .collect()
    }

    /// Names of the elements in order, and the texts; fails on what is not well-formed.
    fn read(xml: &str) -> (Vec<String>, Vec<String>) {
        let mut reader = quick_xml::Reader::from_str(xml);
        let (mut names, mut texts, mut within) = (Vec::new(), Vec::new(), None);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(element) | Event::Empty(element) => {
                    let name = element.name().as_ref().to_owned();
                    element.attributes().for_each(|attribute| drop(attribute.unwrap()));
                    within = (name == "w:t").then(String::new);
                    names.push(name);
                }
                Event::Text(text) => {
                    if let Some(within) = &mut within {
                        within.push_str(&text);
                    }
                }
                Event::GeneralRef(reference) => {
                    let known = reference.to_string();
                    if let Some(within) = &mut within {
                        within.push_str(quick_xml::escape::resolve_xml_entity(&known).unwrap());
                    }
                }
                Event::End(_) => texts.extend(within.take()),
                Event::Eof => return (names, texts),
                _ => {}
            }
        }
    }

    #[test]
    fn every_part_is_well_formed_and_the_bytes_are_the_same_again() {
        for (name, part) in parts(sample::document()) {
            assert!(!read(&part).0.is_empty(), "{name}");
        }
        assert_eq!(bytes(sample::document()), bytes(sample::document()));
    }

    #[test]
    fn an_official_finds_styles_contents_numbers_heads_and_footnotes() {
        let parts = parts(sample::document());
        let body = &parts["word/document.xml"];
        for expected in [
            "<w:pStyle w:val=\"Title\"/>",
            "<w:pStyle w:val=\"Heading1\"/>",
            "<w:pStyle w:val=\"NumberedParagraph\"/>",
            "<w:pStyle w:val=\"ToWrite\"/>",
            " TOC \\o &quot;1-2&quot;".replace("&quot;", "\"").as_str(),
            "<w:tblHeader/>",
            "<w:cantSplit/>",
            "w:orient=\"landscape\"",
            "r:id=\"chart2\"",
        ] {
            assert!(body.contains(expected), "{expected}");
        }
        assert!(parts["word/footer1.xml"].contains(" PAGE "));
        let (_, head) = read(&parts["word/header1.xml"]);
        assert_eq!(
            head,
            [
                "EXAMPLE: a fictitious State, letter and assessments",
                "Progress toward the next review: Exampleland"
            ]
        );
        let (_, notes) = read(&parts["word/footnotes.xml"]);
        assert_eq!(
            notes.concat(),
            " A/HRC/00/1, para. 5 (a), https://example.org/a_b?c=d&e=\"f\". Law No. 5 of 2024, \
             article 3; https://example.org/law.pdf; read on 2025-06-01."
        );
        assert!(!body.contains("javascript"));
        assert!(body.contains("<w:rtl/>"));
    }

    #[test]
    fn facts_are_for_scripts_and_the_footer_for_people() {
        let facts = vec![Fact { key: "days_left", value: Value::Number(7) }];
        let footer = vec!["Fingerprint 1a".to_owned()];
        let parts = parts(Document { facts, footer, ..Document::new("T") });
        assert_eq!(read(&parts["word/document.xml"]).1, ["T"]);
        let foot = read(&parts["word/footer2.xml"]).1;
        assert_eq!(foot.first().map(String::as_str), Some("Fingerprint 1a"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_is_kept_as_people_see_it(text in "(?s)[<>&\"'\u{5d0}\u{640}a5 -]{0,9}.{0,9}") {
            let columns = vec![Column::new("a", text.as_str(), Kind::Text)];
            let table = Table::new("t", text.as_str(), columns)
                .with_rows(vec![Row::new(vec![text.as_str().into()])]);
            let url = Some(format!("https://e.org/{text}"));
            let blocks = vec![
                Block::Table(table),
                Block::List(vec![Part { url, ..Part::new(text.as_str()) }]),
            ];
            let parts = parts(Document { blocks, ..Document::new(text.as_str()) });
            let shown = super::super::text::visible(&text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
            for name in ["word/document.xml", "word/header1.xml"] {
                let (_, texts) = read(&parts[name]);
                prop_assert!(texts.concat().contains(&shown.replace('\n', "")), "{:?}", texts);
            }
            read(&parts["word/footnotes.xml"]);
            read(&parts["docProps/core.xml"]);
        }
    }
}
