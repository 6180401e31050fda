//! What whoever reads with an aid needs is in Word, workbook and page.

use std::io::Cursor;
use std::process::Command;

use calamine::{Reader as _, Xlsx};

use super::{TEMPLATES, between, files};
use crate::handin::{parts, written};
use crate::support::{World, may_use};

#[test]
fn word_tells_title_language_heads_and_what_each_chart_shows() {
    for (file, world, _) in files() {
        for template in TEMPLATES {
            let name = format!("{file}, {template}");
            let parts = parts(&written(&world, &format!("report --template {template}"), "r.docx"));
            let (document, core) = (&parts["word/document.xml"], &parts["docProps/core.xml"]);
            let title = core.split("<dc:title>").nth(1).unwrap().split('<').next().unwrap();
            assert!(!title.is_empty(), "{name}");
            assert!(core.contains("<dc:language>en-GB</dc:language>"), "{name}");
            assert!(parts["word/styles.xml"].contains("w:lang w:val=\"en-GB\""), "{name}");
            assert_eq!(document.matches("<w:pStyle w:val=\"Title\"/>").count(), 1, "{name}");
            for table in document.split("<w:tbl>").skip(1) {
                let first = table.split("</w:tr>").next().unwrap();
                assert!(first.contains("<w:tblHeader/>"), "{name}: the head is repeated");
                assert!(first.contains("<w:tblCaption w:val=\""), "{name}: the table has a title");
            }
            for drawing in document.split("<wp:docPr").skip(1) {
                let said = drawing.split("descr=\"").nth(1).unwrap().split('"').next().unwrap();
                assert!(said.contains(|sign: char| sign.is_ascii_digit()), "{name}: {said}");
            }
            // Headings go down one level at a time.
            let levels: Vec<u8> = document
                .split("<w:pStyle w:val=\"Heading")
                .skip(1)
                .map(|rest| rest.as_bytes()[0] - b'0')
                .collect();
            assert!(levels.first().is_none_or(|first| *first == 1), "{name}: {levels:?}");
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
        }
    }
}

#[test]
fn a_workbook_has_a_frozen_head_named_sheets_and_no_merged_cells() {
    let world = World::example();
    for template in TEMPLATES {
        let bytes = written(&world, &format!("report --template {template}"), "r.xlsx");
        let parts = parts(&bytes);
        let core = &parts["docProps/core.xml"];
        assert!(core.contains("<dc:title>"), "{template}: {core}");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let names = book.sheet_names();
        assert!(names.iter().all(|name| !name.starts_with("Sheet")), "{template}: {names:?}");
        let first = book.worksheet_range(&names[0]).unwrap();
        assert!(first.height() > 1, "{template}: the first sheet is an empty shell");
        for (name, sheet) in
            parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet"))
        {
            assert!(!sheet.contains("<mergeCell "), "{template}, {name}");
            let is_table = sheet.contains("<autoFilter");
            assert!(!is_table || sheet.contains("state=\"frozen\""), "{template}, {name}");
            let rows = sheet.matches("<row ").count();
            let is_list = sheet.contains("state=\"frozen\"") && rows > 1;
            assert!(!is_list || sheet.contains("<tablePart "), "{template}, {name}: a named table");
        }
        let tables: Vec<&str> = parts
            .iter()
            .filter(|(name, _)| name.starts_with("xl/tables/"))
            .map(|(_, table)| between(table, "displayName=\"", "\""))
            .collect();
        let apart: std::collections::BTreeSet<&&str> = tables.iter().collect();
        assert!(!tables.is_empty() && apart.len() == tables.len(), "{template}: {tables:?}");
        for drawing in parts.iter().filter(|(name, _)| name.starts_with("xl/drawings/drawing")) {
            assert!(drawing.1.contains("descr=\""), "{template}: {}", drawing.0);
        }
    }
}

#[test]
fn a_page_has_its_language_landmarks_heads_and_a_name_for_every_picture() {
    for (file, world, _) in files() {
        for template in TEMPLATES {
            let name = format!("{file}, {template}");
            let page = world.ok(&format!("report --template {template} --format html"));
            assert!(page.contains("<html lang=\"en\" dir=\"ltr\">"), "{name}");
            let head = page.split("<body>").next().unwrap();
            assert_eq!(head.matches("<title>").count(), 1, "{name}");
            for one in ["<main", "<header>", "<h1", "class=\"skip\" href=\"#content\""] {
                assert_eq!(page.matches(one).count(), 1, "{name}: {one}");
            }
            let pictures = page.split("<svg").skip(1).map(|rest| rest.split('>').next().unwrap());
            for picture in pictures {
                let told = picture.contains("aria-label=\"") || picture.contains("aria-hidden");
                assert!(told, "{name}: {picture}");
            }
            for table in page.split("<table").skip(1) {
                let head = table.split("</thead>").next().unwrap();
                assert!(head.contains("<th scope=\"col\""), "{name}");
            }
            let levels: Vec<u8> = page
                .split("<h")
                .skip(1)
                .filter_map(|rest| rest.bytes().next().filter(u8::is_ascii_digit))
                .map(|digit| digit - b'0')
                .collect();
            assert_eq!(levels[0], 1, "{name}");
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
            // An id names one thing.
            let mut ids: Vec<&str> =
                page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            let all = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), all, "{name}");
        }
    }
}

/// axe (`npm install playwright-core axe-core`, in a folder that `NODE_PATH` names) finds nothing of WCAG
/// 2.2 A and AA in the example's report, wide and narrow, in the light and in the dark.
#[test]
fn axe_finds_nothing() {
    if !may_use("axe") {
        return;
    }
    let world = World::example();
    for template in TEMPLATES {
        world.ok(&format!("report --template {template} -o {template}.html"));
        let ran = Command::new("node")
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/axe.js"))
            .arg(world.path(&format!("{template}.html")))
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success(), "{template}: {told}{}", String::from_utf8_lossy(&ran.stderr));
    }
}
