//! What is handed in, over templates, formats, files and notes: no word runs into the next, nothing of a
//! shell and no key of a set is read, no section is empty, the words are counted right.

mod aids;

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};

use super::handin::{parts, written};
use crate::support::World;

const TEMPLATES: [&str; 6] = ["progress", "midterm", "matrix", "plan", "factsheet", "submission"];
const FORMATS: [&str; 4] = ["md", "html", "docx", "xlsx"];
/// What people type as a reason.
const NOTES: [&str; 12] = [
    "a draft law was tabled",
    "a draft law was tabled.",
    "is it in force?",
    "the Minister said “not yet”",
    "the Minister said \"not yet.\"",
    "the act is in force (2024)",
    "the act [of 2024] is in force",
    "first a draft; then nothing;",
    "two lines:\nthe second",
    "قدم مشروع قانون",
    "ماذا حدث؟",
    "법안이 제출되었다",
];

/// The example, the letter with assessments by three, a set of one's own, and one in Korean and Arabic of
/// which nothing stands under a theme.
fn files() -> Vec<(&'static str, World, &'static str)> {
    let (example, letter, own) = (World::example(), World::seeded(), World::example());
    noted(&example, 11);
    noted(&letter, 11);
    for (item, by) in [("48", "state"), ("47", "un"), ("46", "nhri")] {
        letter.ok(&format!(
            "status set {item} in-progress --by {by} --public --note 'under study' --evidence \
             A/HRC/42/10/Add.1:3"
        ));
    }
    own.ok(
        "set add QZQ --state XEX --document EXAMPLE/9 --title 'A review of Exampleland' --noun \
         recommendations --cycle 4",
    );
    for at in 1..=12 {
        own.ok(&format!("item add QZQ:{at} 'Ratify instrument number {at} أ 조약'"));
    }
    own.ok("set default QZQ");
    noted(&own, 1);
    let foreign = World::example();
    foreign.ok(
        "set add QKA --state XEX --document EXAMPLE/8 --title '예시국 검토' --noun recommendations",
    );
    for at in 1..=8 {
        foreign.ok(&format!("item add QKA:{at} '표현의 자유를 보장할 것 {at}'"));
        foreign.ok(&format!("item add QKA:{} 'ضمان حرية التعبير وفقا للمادة {at}'", at + 8));
    }
    foreign.ok("set default QKA");
    noted(&foreign, 1);
    vec![
        ("example", example, "EX"),
        ("letter", letter, "HC19"),
        ("own", own, "QZQ"),
        ("foreign", foreign, "QKA"),
    ]
}

fn noted(world: &World, first: usize) {
    for (at, note) in NOTES.iter().enumerate() {
        let evidence =
            if at % 2 == 0 { "CRC/C/XXX/CO/5:12" } else { "https://example.org/gazette" };
        let item = (first + at).to_string();
        let mut command = world.command();
        command.args(["status", "set", &item, "in-progress", "--public", "--note", note]);
        assert!(command.args(["--evidence", evidence]).status().unwrap().success(), "{note}");
    }
}

/// The texts that people read, a paragraph or cell each.
fn read(world: &World, template: &str, format: &str) -> Vec<String> {
    let name = format!("r.{format}");
    let bytes = written(world, &format!("report --template {template}"), &name);
    match format {
        "docx" => {
            let parts = parts(&bytes);
            let pages = [
                "word/document.xml",
                "word/footnotes.xml",
                "word/header1.xml",
                "word/footer1.xml",
                "word/footer2.xml",
            ];
            pages.iter().flat_map(|part| paragraphs(&parts[*part], "<w:p>", "</w:p>")).collect()
        }
        "xlsx" => {
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
            let mut texts = Vec::new();
            for name in book.sheet_names() {
                let sheet = book.worksheet_range(&name).unwrap();
                for cell in sheet.rows().flatten() {
                    if let calamine::Data::String(text) = cell {
                        texts.push(text.clone());
                    }
                }
            }
            texts
        }
        "html" => {
            let page = String::from_utf8(bytes).unwrap();
            let body = page.split("<body>").nth(1).unwrap().split("<script>").next().unwrap();
            let mut body = body.to_owned();
            for block in ["p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "div", "span"]
            {
                body = body.replace(&format!("</{block}>"), "\n");
            }
            plain(&body).lines().map(str::to_owned).collect()
        }
        _ => {
            let page = String::from_utf8(bytes).unwrap();
            let read = page.lines().filter(|line| {
                !line.starts_with("<!--") && !line.starts_with("| ---") && !line.starts_with("```")
            });
            let read = read.filter(|line| *line != "---");
            read.flat_map(|line| line.split(" | ")).map(|cell| cell.replace('\\', "")).collect()
        }
    }
}

fn paragraphs(xml: &str, from: &str, to: &str) -> Vec<String> {
    let all = xml.split(from).skip(1).map(|rest| rest.split(to).next().unwrap_or_default());
    all.map(|paragraph| {
        let shown = paragraph.replace("<w:tab/>", " ").replace("<w:br/>", " ");
        let instructions = shown
            .split("<w:instrText")
            .map(|part| part.split_once("</w:instrText>").map_or(part, |(_, rest)| rest));
        plain(&instructions.collect::<String>())
    })
    .collect()
}

/// Without marks of markup; entities read.
fn plain(markup: &str) -> String {
    let mut text = String::new();
    let mut within = false;
    for sign in markup.chars() {
        match sign {
            '<' => within = true,
            '>' => within = false,
            _ if !within => text.push(sign),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (from, to)| text.replace(from, to))
}

/// Whether a sentence of a note runs into what follows it.
fn is_glued(text: &str) -> Option<String> {
    for note in NOTES {
        let note = note.lines().next_back().unwrap_or(note);
        for (at, _) in text.match_indices(note) {
            let rest = text[at + note.len()..].trim_start_matches(['.', '”', '"', ')', ']']);
            let glued = rest.chars().next().is_some_and(char::is_alphanumeric);
            if glued {
                return Some(text[at..].chars().take(120).collect());
            }
        }
    }
    None
}

#[test]
fn nothing_of_a_shell_and_no_key_is_read_and_no_word_runs_into_the_next() {
    for (file, world, key) in files() {
        for template in TEMPLATES {
            for format in FORMATS {
                let name = format!("{file}, {template}, {format}");
                for text in read(&world, template, format) {
                    // The registers of a workbook are data: they name items and days as data does.
                    let data = format == "xlsx";
                    let named = format!("{key}:");
                    let of_papers = ["this file", named.as_str(), "the set "];
                    let absent = of_papers.iter().filter(|_| !data).chain(&["`"]);
                    for absent in absent {
                        assert!(!text.contains(*absent), "{name}: `{absent}` in {text:?}");
                    }
                    let option = text.match_indices("--").find(|(at, _)| {
                        text[at + 2..].starts_with(|next: char| next.is_ascii_lowercase())
                    });
                    assert!(option.is_none(), "{name}: {text:?}");
                    assert!(
                        data || !text.split([' ', ',', '.']).any(|word| word == key),
                        "{name}: {text:?}"
                    );
                    assert_eq!(is_glued(&text), None, "{name}");
                }
            }
        }
    }
}

/// Days in what people read are printed as the UN prints them: `2 October 2025`.
#[test]
fn no_day_is_printed_as_data_has_it() {
    let is_data = |word: &str| {
        let digits = |part: &str, length: usize| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let parts: Vec<&str> = word.split('-').collect();
        matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
    };
    for (file, world, _) in files() {
        for template in TEMPLATES {
            for format in FORMATS.into_iter().filter(|format| *format != "xlsx") {
                // A chart drawn with letters has room for days as data has them.
                let block = |sign: char| ('\u{2580}'..='\u{25ff}').contains(&sign);
                let drawn = |text: &String| text.contains(block);
                for text in read(&world, template, format).into_iter().filter(|text| !drawn(text)) {
                    // A key in which a day stands, and an address, are cited as they are.
                    let cited = |word: &&str| !word.contains("OHCHR-") && !word.contains("://");
                    let words = text
                        .split_whitespace()
                        .filter(cited)
                        .map(|word| word.trim_matches(|sign: char| !sign.is_ascii_digit()));
                    let data: Vec<&str> = words.filter(|word| is_data(word)).collect();
                    assert!(data.is_empty(), "{file}, {template}, {format}: {data:?} in {text:?}");
                }
            }
        }
    }
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_default()
}

/// What stands under no theme is headed so, or by what it is where nothing has one; no key words, bar or
/// band speak of it.
#[test]
fn what_has_no_theme_is_no_theme() {
    for (file, world, _) in
        files().into_iter().filter(|(file, ..)| ["own", "foreign"].contains(file))
    {
        for template in TEMPLATES {
            let page = world.ok(&format!("report --template {template} --format md"));
            for absent in ["no theme", "Key words", "Theme: ", "(none)"] {
                assert!(!page.contains(absent), "{file}, {template}: {absent} in {page}");
            }
        }
        let page = world.ok("report --template submission --format md");
        assert!(page.contains("\n## Findings\n"), "{file}: {page}");
    }
}

/// A status beside texts is a box of its own, which no line break cuts in two.
#[test]
fn no_chip_breaks_in_a_narrow_cell() {
    let world = World::example();
    for template in ["progress", "midterm", "plan"] {
        let parts = parts(&written(&world, &format!("report --template {template}"), "r.docx"));
        let document = &parts["word/document.xml"];
        for table in document.split("<w:tbl>").skip(1) {
            let table = table.split("</w:tbl>").next().unwrap();
            let head = plain(table.split("</w:tr>").next().unwrap());
            if head.contains("Text") || head.contains("What is asked") {
                assert!(table.contains("<w:pBdr>"), "{template}: {head}");
                assert!(!table.contains("<w:bdr "), "{template}: a chip in a line of {head}");
            }
        }
    }
}

/// The marks of a midterm report's places to write in stand on one page.
#[test]
fn places_to_write_in_stay_together() {
    let world = World::example();
    let parts = parts(&written(&world, "report --template midterm", "r.docx"));
    let document = &parts["word/document.xml"];
    let pairs: Vec<&str> = document.split("<w:pStyle w:val=\"ToWrite\"/>").skip(1).collect();
    let kept = pairs.iter().filter(|rest| rest.starts_with("<w:keepNext/>")).count();
    let measures = pairs.iter().filter(|rest| plain(rest).contains("measures taken")).count();
    assert!(kept > 1 && kept <= measures, "{kept} of {measures}");
}

#[test]
fn no_section_is_empty_and_the_words_are_counted_right() {
    for (file, world, _) in files() {
        for template in TEMPLATES {
            let page = world.ok(&format!("report --template {template} --format md"));
            let lines: Vec<&str> = page.lines().filter(|line| !line.is_empty()).collect();
            let level = |line: &str| line.bytes().take_while(|byte| *byte == b'#').count();
            for pair in lines.windows(2) {
                let (one, next) = (level(pair[0]), level(pair[1]));
                let empty = one > 1 && next > 0 && next <= one;
                assert!(!empty, "{file}, {template}: nothing stands under {:?}", pair[0]);
            }
            if template == "submission" {
                let told = world.json("report --template submission")["facts"]["words"].clone();
                assert_eq!(told, counted(&page), "{file}: {page}");
            }
        }
    }
}

/// The words of a submission as they stand on the page: headings, paragraphs and lists from the summary
/// to the recommendations, without marks of sources.
fn counted(page: &str) -> u64 {
    let body = page.split("\n## Sources\n").next().unwrap().split("\n## Length\n").next().unwrap();
    let mut words = 0;
    for line in body.lines().skip_while(|line| *line != "## Summary") {
        if line.starts_with('>') {
            continue;
        }
        let line = line.replace('\\', "");
        let line = line.trim_start_matches(['#', ' ', '-']);
        let is_mark = |word: &&str| {
            word.strip_prefix('[').is_some_and(|rest| {
                rest.trim_end_matches([']', '.', ',']).chars().all(|c| c.is_ascii_digit())
            })
        };
        let all = line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
        words += all.filter(|word| !is_mark(word)).count() as u64;
    }
    words
}
