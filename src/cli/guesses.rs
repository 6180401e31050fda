//! What people type who know only what the tool is for. A guess may read, never write: what asks is
//! answered by the command that was meant; what would write names the command to type.

use std::ffi::OsString;

use super::again::quoted;
use super::error::CliError;
use crate::domain::words::Vocabulary as _;
use crate::render::Format;
use crate::report::templates::Template;

/// What a line that is no command leads to.
pub(super) enum Guess {
    /// The question that was meant, as arguments.
    Read(Vec<OsString>),
    /// Something would be written: which command does it.
    Name(CliError),
}

/// Options before which another word stands for their value.
const VALUED: [&str; 9] =
    ["--db", "--author", "--format", "-f", "--output", "-o", "--table", "--set", "--as-of"];

/// What was meant, if that can be told.
pub(super) fn guess(args: &[OsString]) -> Option<Guess> {
    let typed: Vec<&str> = args.iter().skip(1).map(|arg| arg.to_str()).collect::<Option<_>>()?;
    let (mut words, mut options) = (Vec::new(), Vec::new());
    let mut all = typed.into_iter();
    while let Some(word) = all.next() {
        if !word.starts_with('-') {
            words.push(word);
            continue;
        }
        options.push(word);
        if VALUED.contains(&word) {
            options.extend(all.next());
        }
    }
    if let Some(named) = written(&words) {
        return Some(Guess::Name(named));
    }
    let mut meant = meant(&words)?;
    meant.extend(options.into_iter().map(str::to_owned));
    Some(Guess::Read(std::iter::once("upr".to_owned()).chain(meant).map(OsString::from).collect()))
}

/// The line that was meant, as it is told.
pub(super) fn told(args: &[OsString]) -> String {
    let words: Vec<_> = args.iter().map(|arg| quoted(&arg.to_string_lossy())).collect();
    words.join(" ")
}

/// The question that is meant.
fn meant(words: &[&str]) -> Option<Vec<String>> {
    let (first, rest) = words.split_first()?;
    let with = |line: &str, rest: &[&str]| {
        let start = line.split(' ').map(str::to_owned);
        Some(start.chain(rest.iter().map(|word| (*word).to_owned())).collect::<Vec<_>>())
    };
    let theme =
        |line: &str| Some([with(line, &[])?, vec!["--theme".into(), rest.join(" ")]].concat());
    let first = first.to_lowercase();
    let template = |word: &str| {
        let slugs = Template::WORDS.iter().map(|(_, slug, _)| *slug);
        slugs.into_iter().find(|slug| *slug == word && word != "progress")
    };
    match (first.as_str(), rest) {
        ("report", [word]) if template(word).is_some() => with("report --template", rest),
        ("report", [_, ..]) => theme("report"),
        ("list", ["all"]) => with("list --set all", &[]),
        ("list" | "ls", [_, ..]) => theme("list"),
        ("ls" | "items" | "recommendations", []) => with("list", &[]),
        ("status" | "summary" | "stats" | "progress" | "overview" | "dashboard", []) => {
            with("report", &[])
        }
        (word, []) if template(word).is_some() => with("report --template", &[word]),
        ("status" | "open" | "view" | "get" | "display" | "item" | "read", [_, ..])
            if rest.iter().all(|word| is_item(word)) =>
        {
            with("show", rest)
        }
        ("log" | "history", _) => with("status log", rest),
        ("find" | "grep" | "query" | "lookup", [_, ..]) => with("search", rest),
        ("set" | "sets", []) => with("set list", &[]),
        ("theme" | "themes", []) => with("theme list", &[]),
        ("theme" | "themes", [_, ..]) => with("theme show", &[&rest.join(" ")]),
        ("document" | "documents" | "docs" | "sources", []) => with("document list", &[]),
        ("document", [_]) => with("document show", rest),
        ("assessor" | "assessors" | "voices", []) => with("assessor list", &[]),
        ("evidence", []) => with("evidence list", &[]),
        ("link" | "links", []) => with("link list", &[]),
        ("position" | "positions", [] | ["list"]) => with("report --by position", &[]),
        ("calendar" | "timeline", ["list" | "show"]) => with(&first, &[]),
        ("next" | "deadlines" | "milestones" | "due" | "agenda", []) => with("calendar", &[]),
        ("events" | "engagements", []) => with("timeline", &[]),
        ("who" | "whoami", []) => with("owner", &[]),
        ("check", []) => with("verify", &[]),
        ("missing", []) => with("gaps", &[]),
        (word, _) if is_item(word) && rest.iter().all(|word| is_item(word)) => {
            let all: Vec<_> = words.iter().map(|word| word.trim_matches(',')).collect();
            with("show", &all)
        }
        _ => None,
    }
}

/// Whether a word looks like an item: `48`, `50-52`, `1a`, `HC19:48`.
fn is_item(word: &str) -> bool {
    let bare = word.trim_matches(',');
    let reference = bare.rsplit_once(':').map_or(bare, |(_, reference)| reference);
    reference.starts_with(|c: char| c.is_ascii_digit())
        && reference.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
}

/// What would write: the command that does it, not run.
fn written(words: &[&str]) -> Option<CliError> {
    let (first, rest) = words.split_first()?;
    let first = first.to_lowercase();
    let item = rest.iter().find(|word| is_item(word)).map_or("48", |word| word.trim_matches(','));
    let items: Vec<_> =
        rest.iter().filter(|word| is_item(word)).map(|word| word.trim_matches(',')).collect();
    let level = rest.iter().rfind(|word| !is_item(word)).copied().unwrap_or("in-progress");
    let hint = match (first.as_str(), rest) {
        ("set" | "update" | "mark" | "assess" | "status", [_, _, ..]) if !items.is_empty() => {
            format!("a status is recorded by `upr status set {} {level} --note WHY`", items.join(" "))
        }
        ("report" | "list", [name]) if names_a_file(name) => {
            format!("to write a file: `upr {first} -o {}`", quoted(name))
        }
        ("add" | "new" | "create" | "insert", _) => "`upr item add SET:REF TEXT` adds a recommendation, \
             `upr set add` a body of them, `upr evidence add ITEM URL` a source, `upr import FILE` whole files"
            .to_owned(),
        ("delete" | "remove" | "rm" | "drop" | "erase", _) => format!(
            "nothing is deleted: `upr item close {item} --note WHY` ends its follow-up, \
             `upr status retract ENTRY --note WHY` takes a status back, `upr undo` your last command"
        ),
        ("edit" | "change" | "modify", _) => format!(
            "a status: `upr status set {item} STATUS --note WHY`; many at once: \
             `upr export xlsx -o items.xlsx`, edit it, `upr import items.xlsx`"
        ),
        ("note" | "comment" | "remark", _) => format!(
            "a reason stands with a status: `upr status set {item} STATUS --note TEXT`"
        ),
        ("done" | "close" | "complete" | "finish", _) => format!(
            "if all that is asked is in place: `upr status set {item} implemented --note WHY`; \
             to end its follow-up: `upr item close {item} --note WHY`"
        ),
        ("save" | "commit", _) => "everything is saved as it is typed; `upr backup` makes a copy".to_owned(),
        ("load", _) => "files are brought in by `upr import FILE`".to_owned(),
        ("print" | "pdf" | "word" | "excel" | "html", _) => {
            "`upr report -o report.docx` (or .html, .xlsx) writes it; a PDF is printed from that".to_owned()
        }
        _ => return None,
    };
    let typed: Vec<_> = words.iter().map(|word| quoted(word)).collect();
    Some(CliError::misuse(
        format!("`upr {}` is no command; nothing was written", typed.join(" ")),
        hint,
    ))
}

/// Whether a word ends as a file does that an answer can be written to.
fn names_a_file(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(_, ending)| {
        ending == "pdf" || Format::WORDS.iter().any(|(_, slug, _)| *slug == ending)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn guesses_that_ask_lead_to_the_command_that_answers() {
        for (typed, expected) in [
            ("upr status 48", "upr show 48"),
            ("upr status", "upr report"),
            ("upr list children", "upr list --theme children"),
            ("upr report children", "upr report --theme children"),
            ("upr report midterm", "upr report --template midterm"),
            ("upr midterm", "upr report --template midterm"),
            ("upr plan", "upr report --template plan"),
            ("upr log 48", "upr status log 48"),
            ("upr history", "upr status log"),
            ("upr history 48", "upr status log 48"),
            ("upr open 48", "upr show 48"),
            ("upr view HC19:48", "upr show HC19:48"),
            ("upr 48", "upr show 48"),
            ("upr position list", "upr report --by position"),
            ("upr find prisons", "upr search prisons"),
            ("upr ls", "upr list"),
            ("upr themes", "upr theme list"),
            ("upr theme children", "upr theme show children"),
            ("upr sets", "upr set list"),
            ("upr evidence", "upr evidence list"),
            ("upr links", "upr link list"),
            ("upr documents", "upr document list"),
            ("upr assessors", "upr assessor list"),
            ("upr next", "upr calendar"),
            ("upr calendar list", "upr calendar"),
            ("upr --db x.db list children", "upr list --theme children --db x.db"),
        ] {
            match guess(&args(typed)) {
                Some(Guess::Read(line)) => assert_eq!(told(&line), expected, "{typed}"),
                _ => panic!("{typed}: no question"),
            }
        }
    }

    #[test]
    fn guesses_that_would_write_name_the_command() {
        for (typed, expected) in [
            ("upr set 48 done", "upr status set 48 done"),
            ("upr set 47, 48 implemented", "upr status set 47 48 implemented"),
            ("upr mark 48 implemented", "upr status set 48 implemented"),
            ("upr status 48 implemented", "upr status set 48 implemented"),
            ("upr report x.html", "upr report -o x.html"),
            ("upr add", "upr item add"),
            ("upr delete 48", "upr item close 48"),
            ("upr edit 48", "upr status set 48"),
            ("upr done 48", "upr status set 48 implemented"),
            ("upr save", "upr backup"),
        ] {
            match guess(&args(typed)) {
                Some(Guess::Name(error)) => {
                    let hint = error.hint.unwrap_or_default();
                    assert!(hint.contains(expected), "{typed}: {hint}");
                }
                _ => panic!("{typed}: nothing is named"),
            }
        }
        assert!(guess(&args("upr frobnicate")).is_none());
    }
}
