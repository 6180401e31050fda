//! One catalogue of words (`lang/en.txt`): every key is said, every head stands in it, and papers have no
//! words of their own beside it; a translation is a file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use upr::domain::words::Vocabulary as _;
use upr::domain::{AssessorKind, Level, Position, SetKind};
use upr::report::words::catalogue::Catalogue;
use upr::report::words::nouns::capital;

use crate::support::World;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn english() -> String {
    std::fs::read_to_string(root().join("lang/en.txt")).unwrap()
}

/// The sources without their tests.
fn sources(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push(text.split("#[cfg(test)]\nmod ").next().unwrap().to_owned());
        }
    }
    found
}

/// The next literal of a source, and what stands behind it; none where something else comes first.
fn literal(source: &str) -> Option<(String, &str)> {
    let rest = source.trim_start().strip_prefix('"')?;
    let mut escaped = false;
    let end = rest.char_indices().find(|(_, sign)| {
        let ends = *sign == '"' && !escaped;
        escaped = *sign == '\\' && !escaped;
        ends
    })?;
    Some((rest[..end.0].replace("\\\"", "\""), &rest[end.0 + 1..]))
}

#[test]
fn every_key_is_said_and_what_is_said_has_a_key() {
    let text = english();
    let words = Catalogue::read(text.leak()).unwrap();
    let keys: BTreeSet<String> = words
        .keys()
        .filter(|key| !key.starts_with('"') && !key.starts_with("noun.") && *key != "language")
        .map(|key| match key.rsplit_once('.') {
            Some((base, "one" | "other")) => base.to_owned(),
            _ => key.to_owned(),
        })
        .collect();
    let sources = sources(&root().join("src"));
    for key in &keys {
        let quoted = format!("\"{key}\"");
        assert!(sources.iter().any(|source| source.contains(&quoted)), "nobody says `{key}`");
    }
    let mut said = 0;
    for source in &sources {
        for way in ["say!(", "count!(", "whole(", "listed("] {
            for rest in source.split(way).skip(1) {
                let Some((key, _)) = literal(rest) else { continue };
                assert!(keys.contains(&key), "`{way}` says `{key}`, which is in no file");
                said += 1;
            }
        }
    }
    assert!(said > 150, "{said}");
}

#[test]
fn what_the_seeds_call_their_items_is_said_one_and_several() {
    let words = english();
    let mut seen = 0;
    for seeds in ["seeds/sets.csv", "seeds/example/sets.csv"] {
        let mut sets = csv::Reader::from_path(root().join(seeds)).unwrap();
        let at = sets.headers().unwrap().iter().position(|head| head == "noun").unwrap();
        for set in sets.records() {
            let noun = set.unwrap()[at].replace(' ', "-");
            for form in ["one", "other"] {
                assert!(words.contains(&format!("\nnoun.{noun}.{form} = ")), "{noun}");
            }
            seen += 1;
        }
    }
    assert!(seen > 8, "{seen}");
}

/// The heads of columns and tables that the sources name, and the labels that papers print.
fn heads() -> BTreeSet<String> {
    let mut heads = BTreeSet::new();
    let mut folders = sources(&root().join("src/report"));
    folders.extend(sources(&root().join("src/app")));
    for source in &folders {
        for way in ["Column::new(", "Field::new(", "Field::for_scripts(", "Table::new(", "open("] {
            for rest in source.split(way).skip(1) {
                let Some((_, rest)) = literal(rest) else { continue };
                let Some(rest) = rest.trim_start().strip_prefix(',') else { continue };
                if let Some((title, _)) = literal(rest) {
                    heads.insert(title);
                }
            }
        }
    }
    heads.extend(Level::WORDS.iter().map(|(.., label)| (*label).to_owned()));
    heads.extend(Level::ALL.iter().map(|level| level.label_in(SetKind::Plan).to_owned()));
    heads.extend(AssessorKind::WORDS.iter().map(|(.., label)| (*label).to_owned()));
    for source in &folders {
        for rest in source.split("fact(").skip(1) {
            let Some((key, _)) = literal(rest) else { continue };
            heads.insert(capital(&key.replace('_', " ")));
        }
    }
    heads.extend(Position::WORDS.iter().map(|(.., label)| (*label).to_owned()));
    let further = [
        "inferred",
        "derived",
        "secondary",
        "Theme",
        "Group",
        "SDG",
        "Issue",
        "Cluster",
        "Set",
        "Position",
        "State",
        "Assessor",
        "Assessed, no evidence recorded",
        "Evidence from one side only",
        "Noted, action recorded",
    ];
    heads.extend(further.map(str::to_owned));
    heads
}

/// `UPR_BLESS=1 cargo test --test suite translation` writes them again.
#[test]
fn every_head_and_label_stands_in_the_catalogue() {
    let text = english();
    let (before, _) = text.split_once("\n# Heads and labels").expect("the section of heads");
    let mut made = format!(
        "{before}\n# Heads and labels, under their English words (made from the sources: \
         `UPR_BLESS=1 cargo test --test suite translation`)\n"
    );
    for head in heads() {
        made.push_str(&format!("\"{head}\" = {head}\n"));
    }
    if std::env::var_os("UPR_BLESS").is_some() {
        std::fs::write(root().join("lang/en.txt"), &made).unwrap();
        return;
    }
    assert!(text == made, "lang/en.txt does not have the heads of the sources: write it again");
}

/// A translation into a language of brackets: what stands in none of them is data, or was never in the
/// catalogue.
fn bracketed() -> String {
    let mut made = "language = x-test\nlocale = en-GB\n".to_owned();
    for line in english().lines() {
        let quoted = line.strip_prefix('"').and_then(|rest| rest.find("\" = ")).map(|end| end + 2);
        let at = quoted.or_else(|| line.find(" = "));
        let Some(at) = at.filter(|_| !line.starts_with('#')) else { continue };
        let (key, words) = (line[..at].trim(), &line[at..].trim_start_matches([' ', '=']));
        if matches!(key, "language" | "locale") {
            continue;
        }
        let mut said = String::new();
        let mut rest = *words;
        while let Some((before, after)) = rest.split_once('{') {
            let (place, behind) = after.split_once('}').unwrap();
            said.push_str(&within(before));
            said.push_str(&format!("{{{place}}}"));
            rest = behind;
        }
        said.push_str(&within(rest));
        made.push_str(&format!("{key} = {said}\n"));
    }
    made
}

fn within(words: &str) -> String {
    if words.chars().any(char::is_alphabetic) { format!("⟦{words}⟧") } else { words.to_owned() }
}

/// What stands outside of brackets.
fn outside(line: &str) -> String {
    let mut depth = 0_u32;
    let mut said = String::new();
    for sign in line.chars() {
        match sign {
            '⟦' => depth += 1,
            '⟧' => depth = depth.saturating_sub(1),
            _ if depth == 0 => said.push(sign),
            _ => {}
        }
    }
    said
}

/// A review whose words are all Korean, with what is said of it.
fn korean() -> World {
    let world = World::example();
    world.ok("set add QZQ --state XEX --document 9/9 --title '검토 권고' --noun 권고 --cycle 4");
    for at in 1..=8 {
        world.ok(&format!("item add QZQ:{at} '조약 {at}을 비준할 것'"));
    }
    world.ok("set default QZQ");
    world.ok("owner set 감시단 --kind cso");
    for (item, status) in [
        (1, "implemented"),
        (2, "partially-implemented"),
        (3, "in-progress"),
        (4, "not-implemented"),
        (5, "regressed"),
        (6, "no-information"),
    ] {
        world.ok(&format!(
            "status set {item} {status} --on 2025-0{item}-01 --public --note '법안이 제출되었다' \
             --evidence E/C/{item}:12"
        ));
    }
    world.ok("status set 1 in-progress --by state --public --note '검토 중' --evidence E/C/9:1");
    std::fs::write(world.path("x.txt"), bracketed()).unwrap();
    world
}

#[test]
fn papers_have_no_fixed_words_beside_the_catalogue() {
    let world = korean();
    // Data that is Latin: names of the State, of institutions, and of milestones.
    let data = [
        "Exampleland (fictitious)",
        "EXAMPLE",
        "State under review",
        "National human rights institution",
        // The same where a chart drawn with letters wraps it.
        "National human rights",
        "institution",
        "Example Rights Watch Network",
        "civil society",
        "Voluntary mid-term report, submitted",
        "Review of the national human rights action plan",
        "End of the period of the letter",
        "UPR cycle 5: review",
        "upr",
        "par. ",
    ];
    for template in ["progress", "midterm", "matrix", "plan", "factsheet", "submission"] {
        let page = world.ok(&format!("report --template {template} --words x.txt --format md"));
        assert!(page.contains('⟦'), "{template}: {page}");
        let is_read =
            |line: &&str| !["<!--", "| ---", "```"].iter().any(|mark| line.starts_with(mark));
        for line in page.lines().filter(is_read) {
            // The foot names the file and its fingerprint.
            if line.contains("fingerprint") {
                continue;
            }
            let mut left = outside(&line.replace('\\', ""));
            for known in data {
                left = left.replace(known, "");
            }
            let word = left.split(|sign: char| !sign.is_ascii_alphabetic()).find(|w| w.len() > 2);
            assert!(word.is_none(), "{template}: {word:?} in {line:?}");
        }
    }
}

#[test]
fn a_translation_is_a_file_and_what_is_wrong_with_it_is_said() {
    let world = World::example();
    std::fs::write(
        world.path("ar.txt"),
        "language = ar\nlocale = ar-SA\nfigures.by-status = حسب الحالة\n\"Status\" = الحالة\n",
    )
    .unwrap();
    let ran = world.upr("report --words ar.txt --format html");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stdout.contains("<html lang=\"ar\" dir=\"rtl\">"), "{ran}");
    assert!(ran.stdout.contains("حسب الحالة") && ran.stdout.contains(">الحالة<"), "{ran}");
    assert!(ran.stderr.contains("sentences and heads are translated"), "{ran}");
    // What scripts read is the same in every language.
    let csv = |words: &str| world.ok(&format!("list {words} --format csv"));
    assert_eq!(csv("--words ar.txt"), csv(""));
    // The file's place is told to nobody.
    assert!(!ran.stdout.contains("ar.txt"), "{ran}");
    world.ok("report --lang en --format md");
    for (text, said) in [
        ("figures.by-status = x", "the language is not named"),
        ("language = sl\nno.such = x", "line 2: there is no `no.such`"),
        ("language = sl\nfigures.chosen = {what}", "`{what}` is no place"),
        ("language sl", "line 1"),
    ] {
        std::fs::write(world.path("wrong.txt"), text).unwrap();
        let ran = world.refused("report --words wrong.txt");
        assert!(ran.stderr.contains(said), "{ran}");
    }
    world.refused("report --words none.txt");
}
