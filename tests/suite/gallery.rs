//! The gallery of errors: each command of `docs/errors.md` is run, and says what the page says.
//!
//! `UPR_BLESS=1 cargo test --test suite gallery` writes what the commands say into the page.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::support::World;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A world with one of each file that a command may stumble over.
fn world() -> World {
    let world = World::seeded();
    let whole = std::fs::read(world.path("my.db")).unwrap();
    std::fs::write(world.path("text.db"), "some text ".repeat(50)).unwrap();
    std::fs::write(world.path("cut.db"), &whole[..20_480]).unwrap();
    std::fs::write(world.path("answer.csv"), "an older answer").unwrap();
    std::fs::create_dir(world.path("folder")).unwrap();
    let connection = rusqlite::Connection::open(world.path("other.db")).unwrap();
    connection.execute_batch("CREATE TABLE music (title TEXT)").unwrap();
    std::fs::copy(world.path("my.db"), world.path("newer.db")).unwrap();
    let connection = rusqlite::Connection::open(world.path("newer.db")).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    for (name, change) in [
        ("planted.db", "CREATE TRIGGER extra AFTER INSERT ON entry BEGIN SELECT 1; END"),
        ("altered.db", "ALTER TABLE item ADD COLUMN extra TEXT"),
    ] {
        std::fs::copy(world.path("my.db"), world.path(name)).unwrap();
        let connection = rusqlite::Connection::open(world.path(name)).unwrap();
        connection.execute_batch(change).unwrap();
    }
    world.ok("redact -o public.db");
    std::fs::copy(world.path("my.db"), world.path("forged.db")).unwrap();
    let connection = rusqlite::Connection::open(world.path("forged.db")).unwrap();
    let sql: String = connection
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'item_update'", [], |row| row.get(0))
        .unwrap();
    brought_in(&world);
    let forge = "DROP TRIGGER item_update; UPDATE item SET paragraph = '90' WHERE ref = '48'";
    connection.execute_batch(&format!("{forge}; {sql}")).unwrap();
    world
}

/// Files that an import may stumble over.
fn brought_in(world: &World) {
    for name in ["report.txt", "addendum.txt", "matrix.docx"] {
        let fixture = root("tests/fixtures/imports").join(name);
        std::fs::copy(fixture, world.path(name)).unwrap();
    }
    let bare = "II. Conclusions and/or recommendations\n90. The recommendations below enjoy the \
                support of the State:\n90.1 Ratify the Convention (Iraq);\n";
    let rows = "id,set,status,effective_on\nHC19:48,HC19,finished,2025-06-30\n\
                HC19:49,HC19,in-progress,2025-06-30\n";
    for (name, text) in [
        ("bare.txt", bare),
        ("diary.txt", "Dear diary,"),
        ("rows.csv", rows),
        ("nul.csv", "a,b\n\0,c\n"),
        ("broken.xlsx", "PK\u{3}\u{4} and no more"),
        (
            "mixed.csv",
            "id,set,status,effective_on\nHC19:48,HC19,in-progress,13/02/2025\n\
             HC19:49,HC19,in-progress,02/13/2025\n",
        ),
        ("tracker.csv", "No.,Recommendation,Status\n48,Prohibit it,Done\n"),
        ("link.url", "[InternetShortcut]\nURL=https://docs.un.org/en/A/HRC/59/15\n"),
        ("suivi.csv", "N°;Recommandation;État\n1;Adopter;En cours\n2;Bâtir;Fait\n"),
        (
            "national.txt",
            "A/HRC/WG.6/48/SVN/1\nNational report submitted pursuant to resolution 5/1\n",
        ),
        (
            "all.txt",
            "A/HRC/60/99/Add.1\nUniversal Periodic Review\nSlovenia\nAddendum\n1. Slovenia supports all \
             22 recommendations.\n",
        ),
    ] {
        std::fs::write(world.path(name), text).unwrap();
    }
    std::fs::copy(root("tests/fixtures/field/F1_matrix.doc"), world.path("matrix.doc")).unwrap();
    world.ok("export csv -o sheet.csv");
    let sheet = std::fs::read_to_string(world.path("sheet.csv")).unwrap();
    let edited = sheet.lines().map(|line| {
        let set = line.replace(",not-assessed,,", ",in-progress,2025-09-01,");
        format!("{}\n", if line.starts_with("HC19:48,") { set.as_str() } else { line })
    });
    std::fs::write(world.path("sheet.csv"), edited.collect::<String>()).unwrap();
}

/// Sizes of files change with every seed: numbers of five digits and more are left out.
fn without_sizes(text: &str) -> String {
    let mut kept = String::new();
    let mut digits = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        kept.push_str(if digits.len() > 4 { "…" } else { &digits });
        digits.clear();
        if c != '\0' {
            kept.push(c);
        }
    }
    kept
}

/// The same files again.
fn like(made: &World) -> World {
    let world = World::new();
    for entry in std::fs::read_dir(made.path("")).unwrap() {
        let (from, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        let to = world.path("").join(name);
        if from.is_dir() {
            std::fs::create_dir_all(to).unwrap();
        } else {
            std::fs::copy(from, to).unwrap();
        }
    }
    world
}

/// A block of the page with what its commands really say in a world like this one.
fn played(block: &str, made: &World) -> String {
    let world = like(made);
    let mut told = String::new();
    for line in block.lines() {
        let Some(words) = line.strip_prefix("$ upr") else { continue };
        let ran = world.upr(words.trim());
        writeln!(told, "{line}").unwrap();
        told.push_str(&without_sizes(&ran.stderr));
        if ran.code != 0 {
            writeln!(told, "? {}", ran.code).unwrap();
        }
    }
    told
}

#[test]
fn every_error_of_the_gallery_is_as_it_says() {
    let page = root("docs/errors.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let mut played_text = String::new();
    let made = world();
    let mut blocks = 0;
    for (at, part) in text.split("```").enumerate() {
        match part.strip_prefix("console\n").filter(|_| at % 2 == 1) {
            Some(block) => {
                blocks += 1;
                write!(played_text, "```console\n{}```", played(block, &made)).unwrap();
            }
            None if at % 2 == 1 => write!(played_text, "```{part}```").unwrap(),
            None => played_text.push_str(part),
        }
    }
    assert!(blocks > 35, "{blocks}");
    if std::env::var_os("UPR_BLESS").is_some() {
        std::fs::write(&page, &played_text).unwrap();
    }
    let text = std::fs::read_to_string(&page).unwrap();
    for (said, is) in text.lines().zip(played_text.lines()) {
        assert_eq!(said, is, "docs/errors.md and the program disagree");
    }
    assert_eq!(text, played_text);
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The longest run of words of a message that nothing is put into.
fn fixed_words(message: &str) -> String {
    let mut runs = vec![String::new()];
    let mut depth = 0;
    for c in message.chars() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                runs.push(String::new());
            }
            _ if depth == 0 => runs.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    let longest = runs.into_iter().max_by_key(String::len).unwrap();
    longest.trim_matches(['`', ' ', ':', ',', '.', '(', ')', '\\', '"']).to_owned()
}

/// The text that code begins with, after what stands before a message; none where it begins with
/// something else (a message that is built elsewhere).
fn literal(code: &str) -> Option<String> {
    let mut rest = code.trim_start();
    for before in ["Exit::Refused,", "Exit::Misuse,", "Exit::SetAside,", "format!("] {
        rest = rest.strip_prefix(before).unwrap_or(rest).trim_start();
    }
    let mut text = String::new();
    let mut chars = rest.strip_prefix('"')?.chars();
    loop {
        match chars.next()? {
            '"' => return Some(text),
            '\\' => match chars.next()? {
                '\n' => {
                    while chars.clone().next().is_some_and(char::is_whitespace) {
                        chars.next();
                    }
                }
                escaped => text.push(escaped),
            },
            c => text.push(c),
        }
    }
}

/// Wherever the program makes an error: what follows is its message.
const MADE: [&str; 7] = [
    "#[error(",
    "::refused(",
    "::misuse(",
    "CliError::new(",
    "Self::new(",
    "::damaged(format, ",
    "::wrong_layout(layout, ",
];

#[test]
fn every_error_has_its_place_in_the_gallery() {
    let page = std::fs::read_to_string(root("docs/errors.md")).unwrap();
    let mut files = Vec::new();
    sources(&root("src"), &mut files);
    let (mut missing, mut found) = (Vec::new(), 0);
    for file in files.iter().filter(|file| !file.ends_with("tests.rs")) {
        let text = std::fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for made in MADE {
            for (at, _) in code.match_indices(made) {
                let Some(message) = literal(&code[at + made.len()..]) else { continue };
                let words = fixed_words(&message);
                found += 1;
                if words.len() > 3 && !page.contains(&words) {
                    missing.push(format!("{}: {words}", file.display()));
                }
            }
        }
    }
    assert!(found > 100, "{found} errors were found in the sources");
    assert!(missing.is_empty(), "not in docs/errors.md:\n{}", missing.join("\n"));
}
