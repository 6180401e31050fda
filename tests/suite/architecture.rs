//! The arrows between the rooms, and what is absent from them.

use std::fs;
use std::path::{Path, PathBuf};

/// Room, and the rooms that it may name.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &["domain"]),
    ("store", &["store", "domain"]),
    ("import", &["import", "domain"]),
    ("report", &["report", "domain"]),
    ("render", &["render", "report", "domain"]),
    ("suggest", &["suggest", "domain"]),
    ("app", &["app", "domain", "store", "import", "report", "suggest", "clock"]),
    ("web", &["web", "app", "domain", "render", "report", "store", "clock"]),
    ("cli", &["cli", "app", "domain", "import", "render", "report", "store", "web", "clock"]),
];

pub(crate) fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

pub(crate) fn room(name: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name), &mut found);
    found.sort();
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The code of a file without its tests and comments.
pub(crate) fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = body.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

pub(crate) fn is_test(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with("tests.rs") || name.contains("/tests/") || name.contains("store/contract")
}

#[test]
fn every_room_names_only_the_rooms_it_may() {
    for (name, may) in ARROWS {
        for (path, text) in room(name) {
            if is_test(&path) {
                continue;
            }
            for (at, _) in code(&text).match_indices("crate::") {
                let code = code(&text);
                let rest = &code[at + "crate::".len()..];
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(0);
                let named = &rest[..end];
                assert!(may.contains(&named), "{}: `{name}` names `{named}`", path.display());
            }
        }
    }
}

/// Of the command line only what opens files and homes, and what tells their errors, knows the store.
#[test]
fn the_command_line_names_the_store_where_it_is_opened() {
    let names = |(path, text): (PathBuf, String)| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        code(&text).contains("crate::store").then_some(name)
    };
    let naming: Vec<_> = room("cli").into_iter().filter_map(names).collect();
    assert_eq!(naming, ["context.rs", "error.rs", "office.rs", "home.rs", "home_steps.rs"]);
}

/// Of the pages only what keeps the connections knows the store, and one place strips what is shown.
#[test]
fn the_pages_name_the_store_in_one_file() {
    let names = |word: &'static str| {
        let named = move |(path, text): (PathBuf, String)| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            code(&text).contains(word).then_some(name)
        };
        room("web").into_iter().filter_map(named).collect::<Vec<_>>()
    };
    assert_eq!(names("crate::store"), ["pool.rs"]);
    assert_eq!(names("public_view"), ["desk.rs"]);
}

/// In which rooms what words are absent, but for these files.
type Absent = (&'static [&'static str], &'static [&'static str], &'static [&'static str]);

const ABSENT: &[Absent] = &[
    (
        &["domain", "import", "report", "render", "suggest", "app", "web", "cli"],
        &["rusqlite", "SELECT "],
        &[],
    ),
    (
        &["domain", "store", "import", "report", "render", "suggest", "app", "web"],
        &["println!", "eprintln!"],
        &[],
    ),
    (
        &["domain", "store", "import", "report", "render", "suggest", "app", "cli"],
        &["Utc::now", "std::net", "TcpStream", "tokio::", "hyper::", "axum::", "rustls", "Client"],
        &["store/home/postgres.rs", "home/postgres/connect.rs", "home/postgres/making.rs"],
    ),
    (&["web"], &["Utc::now", "Local::now"], &[]),
    (
        &["domain", "store", "import", "report", "render", "suggest", "app", "web", "cli"],
        &["env::var"],
        &["cli/settings.rs"],
    ),
    // Which engine keeps a file is known to the store alone.
    (
        &["domain", "import", "report", "render", "suggest", "app", "web", "cli", "store/home"],
        &["sqlite::", "rusqlite"],
        &[],
    ),
    // A row is made by its claim, an entry by the pen.
    (
        &["store", "report", "render", "suggest", "app", "cli"],
        &[" Record::new(", "(Record::new("],
        &["contract.rs"],
    ),
    (&["app", "web", "cli"], &["NewEntry"], &["app/write.rs"]),
];

#[test]
fn what_must_be_absent_is_absent() {
    for (rooms, words, except) in ABSENT {
        for (path, text) in rooms.iter().flat_map(|name| room(name)) {
            let shown = path.display().to_string();
            if is_test(&path) || except.iter().any(|allowed| shown.ends_with(allowed)) {
                continue;
            }
            for word in *words {
                assert!(!code(&text).contains(word), "{shown} holds `{word}`");
            }
        }
    }
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    for entry in fs::read_dir(migrations).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains("CURRENT_TIMESTAMP"));
    }
}

/// Whether a line of code holds a command or an option.
fn says_what_to_type(line: &str) -> bool {
    // So it stands in ledgers.
    let line = line.replace("\"action serve --remove\"", "");
    let option = |start: &str| {
        let letter = |at: usize| line[at + start.len()..].starts_with(|c: char| c.is_alphabetic());
        line.match_indices(start).any(|(at, _)| letter(at))
    };
    line.contains("`upr ") || option(" --") || option("`--")
}

/// What is refused is a value, what to do about it is worded by whoever asks.
#[test]
fn what_the_program_can_do_is_told_without_commands_and_options() {
    for (path, text) in room("app").into_iter().filter(|(path, _)| !is_test(path)) {
        let code = code(&text);
        let shown = path.display().to_string();
        let typed = code.lines().find(|line| says_what_to_type(line));
        assert_eq!(typed, None, "{shown} says what to type");
        let errors = shown.ends_with("app/error.rs") || shown.contains("app/refusals/");
        assert!(!(errors && code.contains("hint")), "{shown} words what to do");
    }
}

/// Processes are started to read, to page and to show a browser; one file bounds what its process takes.
#[test]
fn processes_are_started_and_bounded_in_few_places() {
    let holding = |word: &str| {
        let mut found = Vec::new();
        for (path, text) in room("").into_iter().filter(|(path, _)| !is_test(path)) {
            if code(&text).contains(word) {
                let shown = path.to_string_lossy().replace('\\', "/");
                found.push(shown.rsplit("/src/").next().unwrap_or_default().to_owned());
            }
        }
        found
    };
    assert_eq!(holding("Command::new("), ["cli/output.rs", "cli/serve.rs", "import/apart.rs"]);
    assert_eq!(holding("current_exe"), ["cli/apart.rs"]);
    assert_eq!(holding("rustix::"), ["import/apart.rs"]);
}

#[test]
fn every_module_says_what_it_is() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    for path in found.into_iter().filter(|path| !is_test(path)) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} begins without `//!`", path.display());
    }
}
