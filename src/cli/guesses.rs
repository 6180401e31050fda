//! What people type who know only what the tool is for. A guess may read, never write: what asks is
//! answered by the command that was meant; what would write names the command to type.

mod writing;

use std::collections::HashSet;
use std::ffi::OsString;

use super::again::quoted;
use super::error::CliError;
use super::grammar::grammar;
use crate::domain::words::Vocabulary as _;
use crate::domain::{DateWord, Level, Position};
use crate::report::templates::Template;

/// What a line that is no command leads to.
pub(super) enum LineGuess {
    /// The question that was meant, as arguments.
    Read(Vec<OsString>),
    /// Something would be written: which command does it.
    Name(CliError),
}

/// What was meant, if that can be told.
pub(super) fn guess(args: &[OsString]) -> Option<LineGuess> {
    let typed: Vec<&str> = args.iter().skip(1).map(|arg| arg.to_str()).collect::<Option<_>>()?;
    let (words, options) = parted(&typed);
    if let Some(named) = writing::named(&words) {
        return Some(LineGuess::Name(named));
    }
    let mut meant = meant(&words)?;
    meant.extend(options.into_iter().map(str::to_owned));
    Some(LineGuess::Read(
        std::iter::once("upr".to_owned()).chain(meant).map(OsString::from).collect(),
    ))
}

/// The words of a line, and its options with their values.
pub(super) fn parted<'a>(typed: &[&'a str]) -> (Vec<&'a str>, Vec<&'a str>) {
    let valued = valued(&grammar());
    let (mut words, mut options) = (Vec::new(), Vec::new());
    let mut all = typed.iter().copied();
    while let Some(word) = all.next() {
        if word.starts_with('-') {
            options.push(word);
            if valued.contains(word) {
                options.extend(all.next());
            }
        } else {
            words.push(word);
        }
    }
    (words, options)
}

/// The options of all commands that another word follows.
fn valued(command: &clap::Command) -> HashSet<String> {
    let mut names: HashSet<String> = command
        .get_opts()
        .filter(|opt| opt.get_action().takes_values())
        .flat_map(|opt| {
            let long = opt.get_long().map(|long| format!("--{long}"));
            long.into_iter().chain(opt.get_short().map(|short| format!("-{short}")))
        })
        .collect();
    names.extend(command.get_subcommands().flat_map(valued));
    names
}

/// The line that was meant, as it is told.
pub(super) fn told(args: &[OsString]) -> String {
    let words: Vec<_> = args.iter().map(|arg| quoted(&arg.to_string_lossy())).collect();
    words.join(" ")
}

/// Other words for what a register is of.
fn register(word: &str) -> Option<&'static str> {
    Some(match word {
        "item" | "items" | "recommendation" | "recommendations" | "recs" | "areas" => "list",
        "set" | "sets" => "set list",
        "theme" | "themes" | "topics" => "theme list",
        "tag" | "tags" | "vocabularies" => "theme list --all",
        "document" | "documents" | "docs" | "sources" => "document list",
        "assessor" | "assessors" | "voices" | "ngo" | "ngos" | "nhri" | "cso" => "assessor list",
        "evidence" => "evidence list",
        "link" | "links" => "link list",
        "remark" | "remarks" | "notes" | "comments" => "remark list",
        "entity" | "entities" | "institution" | "institutions" | "ministries" => "entity list",
        "lead" | "leads" | "responsible" => "due",
        "user" | "users" => "user list",
        "position" | "positions" => "report --by position",
        "component" | "components" => "show",
        "plans" => "plan",
        "actions" => "action list",
        "indicators" => "indicator list",
        "milestones" | "deadlines" | "dates" | "reviews" => "calendar",
        "events" | "engagements" | "letters" | "meetings" => "timeline",
        _ => return None,
    })
}

/// The filter that a word is of: a level, a position, what is missing, a set, a goal; else a theme.
fn filter(words: &[&str]) -> Vec<String> {
    let joined = words.join(" ").to_lowercase().replace('_', "-");
    stated(&joined).unwrap_or_else(|| match words {
        [key] if is_set(key) => vec!["--set".to_owned(), (*key).to_owned()],
        ["sdg" | "SDG", goal] => vec!["--sdg".to_owned(), (*goal).to_owned()],
        ["all"] => vec!["--set".to_owned(), "all".to_owned()],
        _ => vec!["--theme".to_owned(), words.join(" ")],
    })
}

/// A filter that needs no name of the file.
fn stated(joined: &str) -> Option<Vec<String>> {
    let option = |name: &str, value: &str| Some(vec![name.to_owned(), value.to_owned()]);
    let whole = |slug: &str, label: &str| slug == joined || label.to_lowercase() == joined;
    if let Some((_, slug, _)) = Level::WORDS.iter().find(|(_, slug, label)| whole(slug, label)) {
        return option("--status", slug);
    }
    if let Some((_, slug, _)) = Position::WORDS.iter().find(|(_, slug, label)| whole(slug, label)) {
        return option("--position", slug);
    }
    match joined {
        "accepted" => option("--position", "supported"),
        "ongoing" | "under way" | "started" => option("--status", "in-progress"),
        "partial" | "partly implemented" => option("--status", "partially-implemented"),
        "regression" | "regressions" | "worse" => option("--status", "regressed"),
        "unassessed" | "missing" | "open" => option("--missing", "status"),
        "stale" | "old" | "outdated" => option("--stale", "12m"),
        _ => None,
    }
}

/// Whether a word looks like the key of a set: `HC19`, `PRK4`, `GA62C`.
fn is_set(word: &str) -> bool {
    let capitals = word.chars().take_while(char::is_ascii_uppercase).count();
    capitals > 1
        && word[capitals..].starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// The question that is meant.
fn meant(words: &[&str]) -> Option<Vec<String>> {
    let (first, rest) = words.split_first()?;
    let line = |line: &str, rest: &[&str]| {
        let start = line.split(' ').map(str::to_owned);
        Some(start.chain(rest.iter().map(|word| (*word).to_owned())).collect::<Vec<_>>())
    };
    let filtered = |start: &str| Some([line(start, &[])?, filter(rest)].concat());
    let first = first.to_lowercase();
    let items = || rest.iter().all(|word| is_item(word));
    if let Some(slug) = template(words) {
        return line("report --template", &[slug]);
    }
    match (first.as_str(), rest) {
        ("list" | "report" | "ls", [_, ..]) if items() => line("show", rest),
        ("list" | "ls", [word]) if register(&word.to_lowercase()).is_some() => {
            line(register(&word.to_lowercase())?, &[])
        }
        ("report", [_, ..]) => filtered("report"),
        ("list" | "ls", [_, ..]) => filtered("list"),
        ("ls", []) => line("list", &[]),
        ("changes" | "since", [since]) if DateWord::parse(since).is_ok() => {
            line("changes --since", &[since])
        }
        ("trend" | "gaps" | "disagreement" | "lineage", [_, ..]) => filtered(&first),
        ("export", [word]) if register(word) == Some("list") => line("export csv", &[]),
        (
            "status" | "summary" | "stats" | "progress" | "overview" | "dashboard" | "figures"
            | "implementation",
            [],
        ) => line("report", &[]),
        ("status", ["history" | "list"]) => line("status log", &[]),
        ("status", ["show" | "history" | "list", _, ..]) => line("show", &rest[1..]),
        ("show" | "theme" | "themes", [_, ..]) if first != "show" => {
            line("theme show", &[&rest.join(" ")])
        }
        (
            "status" | "open" | "view" | "get" | "display" | "read" | "item" | "recommendation"
            | "rec" | "area" | "position" | "evidence" | "remark" | "tag" | "tags" | "link"
            | "lead" | "component" | "cite" | "source" | "sources" | "notes" | "due",
            [_, ..],
        ) if items() => line("show", rest),
        ("log" | "history", _) => line("status log", rest),
        ("find" | "grep" | "query" | "lookup" | "filter", [_, ..]) => line("search", rest),
        ("document" | "documents", [_]) => line("document show", rest),
        ("calendar" | "timeline", ["list" | "show"]) => line(&first, &[]),
        (word, [] | ["list" | "show"]) if register(word).is_some_and(|it| it != "show") => {
            line(register(word)?, &[])
        }
        ("next" | "agenda" | "when" | "review" | "cycle", _) => line("calendar", &[]),
        ("overdue" | "late", []) => line("due --late", &[]),
        (word, []) if alone(word).is_some() => line(alone(word)?, &[]),
        (_, _) if stated(&words.join(" ").to_lowercase()).is_some() => {
            Some([line("list", &[])?, filter(words)].concat())
        }
        (word, _) if is_item(word) && items() => {
            let all: Vec<_> = words.iter().map(|word| word.trim_matches(',')).collect();
            line("show", &all)
        }
        _ => None,
    }
}

/// What a word means that stands alone.
fn alone(word: &str) -> Option<&'static str> {
    Some(match word {
        "stale" | "missing" => "gaps",
        "who" | "whoami" => "owner",
        "check" => "verify",
        "version" => "--version",
        _ => return None,
    })
}

/// The template that is meant by `report midterm`, `midterm`, `mid-term report`.
fn template(words: &[&str]) -> Option<&'static str> {
    let joined = words.join(" ").to_lowercase().replace('-', "");
    let bare = joined.strip_prefix("report ").unwrap_or(&joined);
    let bare = bare.strip_suffix(" report").unwrap_or(bare).replace(' ', "");
    let slugs = Template::WORDS.iter().map(|(_, slug, _)| *slug);
    slugs.into_iter().find(|slug| *slug == bare && *slug != "progress")
}

/// Whether a word looks like an item: `48`, `50-52`, `1a`, `HC19:48`.
pub(super) fn is_item(word: &str) -> bool {
    let bare = word.trim_matches(',');
    let (set, reference) = bare.rsplit_once(':').unwrap_or(("", bare));
    if ["sdg", "group", "theme", "issue", "action"].contains(&set) {
        return false;
    }
    reference.starts_with(|c: char| c.is_ascii_digit())
        && reference.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
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
                Some(LineGuess::Read(line)) => assert_eq!(told(&line), expected, "{typed}"),
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
                Some(LineGuess::Name(error)) => {
                    let hint = error.hint.unwrap_or_default();
                    assert!(hint.contains(expected), "{typed}: {hint}");
                }
                _ => panic!("{typed}: nothing is named"),
            }
        }
        assert!(guess(&args("upr frobnicate")).is_none());
    }
}
