//! How the documents that people hand in are laid out: headings, contents, charts with their figures,
//! and no page left nearly empty.

use std::path::Path;
use std::process::Command;

use super::handin::{QUESTIONS, TEMPLATES, parts, tables, written};
use crate::support::{World, may_use};

#[test]
fn headings_go_down_one_level_at_a_time() {
    let world = World::example();
    let others = ["", "show 21", "show 21 23", "report --since 2024", "report --by sdg", "list"];
    for words in TEMPLATES.iter().chain(&QUESTIONS).chain(&others) {
        let page = world.ok(&format!("{words} --format md"));
        let level = |line: &str| line.bytes().take_while(|byte| *byte == b'#').count();
        let levels: Vec<usize> = page.lines().map(level).filter(|level| *level > 0).collect();
        assert_eq!(levels[0], 1, "`upr {words}`");
        let down = levels.windows(2).all(|pair| pair[1] > 1 && pair[1] <= pair[0] + 1);
        assert!(down, "`upr {words}`: {levels:?}");
    }
}

#[test]
fn nothing_stands_under_a_heading_that_it_does_not_belong_to() {
    let world = World::example();
    let page = world.ok("report --format html");
    let contents = page.split("<nav").nth(1).unwrap().split("</nav>").next().unwrap();
    let regressed = contents.find(">Regressed or contrary measures</a></li></ol></li>");
    let theme = contents.find(">By theme</a></li>").unwrap();
    assert!(regressed.unwrap() < theme, "the charts are no part of what regressed: {contents}");
    assert_eq!(contents.matches(">By theme<").count(), 1);
    assert!(contents.contains(">Areas</a><ol>\n<li><a href=\"#t2g1\""), "{contents}");
}

#[test]
fn marks_of_an_item_stand_apart_in_every_format() {
    let world = World::example();
    for format in ["table", "md", "html"] {
        let page = world.ok(&format!("show 30 --format {format}"));
        let line = page.lines().find(|line| line.contains("Tags:")).unwrap();
        assert!(line.contains("Tags: group:children Children (own); "), "{format}: {line}");
    }
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    let rest = text.split(from).skip(1);
    rest.map(|rest| rest.split(to).next().unwrap_or_default()).collect()
}

#[test]
fn every_word_document_with_headings_has_its_contents_as_a_field() {
    let world = World::example();
    for words in ["report", "report --template midterm"] {
        let document =
            parts(&written(&world, words, "r.docx")).remove("word/document.xml").unwrap();
        assert!(document.contains(" TOC \\o \"1-2\""), "{words}");
        let anchors = between(&document, "w:anchor=\"", "\"");
        let marks = between(&document, "w:bookmarkStart w:id=\"", "/>");
        let marks: Vec<_> =
            marks.iter().flat_map(|mark| between(mark, "w:name=\"", "\"")).collect();
        assert_eq!(anchors, marks, "{words}: every entry leads to its heading, in order");
        // Words of an entry are those of its heading.
        let entry =
            between(&document, "w:history=\"1\"><w:r><w:t xml:space=\"preserve\">", "</w:t>");
        let heading: Vec<_> = document
            .split("<w:bookmarkStart")
            .skip(1)
            .map(|rest| between(rest, "<w:t xml:space=\"preserve\">", "</w:t>")[0])
            .collect();
        assert_eq!(entry, heading, "{words}");
    }
    let report = parts(&written(&world, "report", "r.docx")).remove("word/document.xml").unwrap();
    let entries = between(&report, "w:history=\"1\"><w:r><w:t xml:space=\"preserve\">", "</w:t>");
    assert!(entries.contains(&"Areas") && entries.contains(&"Children"), "{entries:?}");
}

#[test]
fn a_chart_names_every_bar_and_bears_its_numbers_once() {
    let world = World::example();
    let themes = world.json("report")["tables"]["themes"].clone();
    let themes = themes.as_array().unwrap();
    let parts = parts(&written(&world, "report", "r.docx"));
    let chart = &parts["word/charts/chart1.xml"];
    let labels = between(chart, "<c:cat>", "</c:cat>")[0];
    assert_eq!(between(labels, "<c:v>", "</c:v>").len(), themes.len());
    assert!(
        chart.contains("<c:tickLblSkip val=\"1\"/>") && chart.contains("<c:showVal val=\"1\"/>")
    );
    // Who does not see it is told each bar with its numbers.
    let document = &parts["word/document.xml"];
    let said = between(document, "descr=\"", "\"");
    for theme in themes {
        let heading = theme["heading"].as_str().unwrap();
        let bar = said[0].split(&format!("{heading}: ")).nth(1).unwrap();
        let bar = bar.split([';', '.']).next().unwrap();
        for (key, label) in [("implemented", "fully implemented"), ("regressed", "regressed or")] {
            let count = theme[key].as_i64().unwrap();
            assert_eq!(bar.contains(&format!("{count} {label}")), count > 0, "{heading}: {bar}");
        }
    }
    assert!(tables(document).iter().all(|table| table[0][0] != "By theme"), "no second time");
    // The course has no room for its numbers: a table has them.
    let course = tables(document).into_iter().find(|table| table[0][0] == "The whole over time");
    assert_eq!(course.unwrap()[0].last().unwrap(), "In all");
    assert!(!parts["word/charts/chart2.xml"].contains("<c:showVal"));
}

/// The words of each page, as LibreOffice lays the documents out; none where the tests are not asked to use it.
fn laid_out(world: &World, names: &[String]) -> Option<Vec<Vec<usize>>> {
    if !may_use("libreoffice") {
        return None;
    }
    let profile = format!("-env:UserInstallation=file://{}", world.path("profile").display());
    let folder = world.path("pdf");
    let ran = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder)
        .args(names.iter().map(|name| world.path(name)))
        .output();
    assert!(ran.is_ok(), "LibreOffice (`soffice`) was asked for and is not installed");
    let words = |name: &String| {
        let path = folder.join(Path::new(name).with_extension("pdf"));
        let pages = pdf_extract::extract_text_by_pages(path).unwrap();
        pages.iter().map(|page| page.split_whitespace().count()).collect()
    };
    Some(names.iter().map(words).collect())
}

#[test]
fn no_page_of_a_template_is_left_nearly_empty() {
    // Title, running head and the head row of a table are fewer words than this.
    const FEWEST: usize = 60;
    // The last one may be short, but not be there for the sake of a line.
    const FEWEST_LAST: usize = 40;
    let mut names = Vec::new();
    let world = World::example();
    let letter = World::seeded();
    for (world_of, of) in [(&world, "example"), (&letter, "letter")] {
        for template in ["progress", "midterm", "matrix", "plan", "factsheet", "submission"] {
            let name = format!("{of}-{template}.docx");
            let bytes = written(world_of, &format!("report --template {template}"), &name);
            std::fs::write(world.path(&name), bytes).unwrap();
            names.push(name);
        }
    }
    let Some(pages) = laid_out(&world, &names) else { return };
    for (name, words) in names.iter().zip(pages) {
        let (last, body) = words.split_last().unwrap();
        assert!(body.iter().all(|words| *words >= FEWEST), "{name}: words by page {words:?}");
        assert!(*last >= FEWEST_LAST, "{name}: words by page {words:?}");
        if name.contains("factsheet") {
            assert_eq!(words.len(), 1, "{name} is one page");
        }
    }
}
