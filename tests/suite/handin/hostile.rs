//! Texts that mean harm come out right and harmless.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use super::{TEMPLATES, parts, unpacked, written};
use crate::support::World;

#[test]
fn hostile_texts_come_out_right_and_harmless() {
    let world = World::example();
    let texts = [
        "<script>alert(1)</script> & \"quoted\" 'text'",
        "=HYPERLINK(\"https://example.org\")",
        "북한 인권 상황 개선",
        "حقوق الإنسان للجميع",
        &"x".repeat(3000),
        "bell \u{7} escape \u{1b}[31m override \u{202e}txt",
    ];
    for (at, text) in texts.iter().enumerate() {
        let item = 10 + at;
        let mut command = world.command();
        let item = item.to_string();
        command.args(["status", "set", &item, "regressed", "--public", "--note", text]);
        assert!(command.status().unwrap().success(), "{text}");
    }
    for words in TEMPLATES.iter().chain(&["disagreement", "gaps", "changes --since 2020"]) {
        let html = unpacked(&written(&world, words, "o.html"));
        assert!(!html.contains("<script>alert") && !html.contains(['\u{7}', '\u{1b}', '\u{202e}']));
        let book = written(&world, words, "o.xlsx");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
        for name in book.sheet_names() {
            let sheet = book.worksheet_range(&name).unwrap();
            let formulas = book.worksheet_formula(&name).unwrap();
            assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{words}");
            let bad = |cell: &Data| cell.to_string().contains(['\u{7}', '\u{1b}', '\u{202e}']);
            assert!(!sheet.cells().any(|(_, _, cell)| bad(cell)), "{words}: {name}");
        }
        let docx = parts(&written(&world, words, "o.docx"));
        for (name, part) in &docx {
            well_formed(name, part);
            assert!(!part.contains(['\u{7}', '\u{1b}', '\u{202e}']), "{words}: {name}");
        }
    }
    let matrix = written(&world, "report --template matrix", "o.docx");
    let document = parts(&matrix).remove("word/document.xml").unwrap();
    assert!(document.contains("북한 인권") && document.contains("حقوق الإنسان"));
    assert!(document.contains("<w:rtl/>") && document.contains("&lt;script&gt;"));
}

#[track_caller]
fn well_formed(name: &str, part: &str) {
    let mut reader = quick_xml::Reader::from_str(part);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
}
