//! Lines that would write: the command that does it is named, and not run.

use super::super::again::quoted;
use super::super::error::CliError;
use super::is_item;
use crate::domain::words::Vocabulary as _;
use crate::render::Format;

/// What would write: the command that does it, not run.
pub(super) fn named(words: &[&str]) -> Option<CliError> {
    let (first, rest) = words.split_first()?;
    let first = first.to_lowercase();
    let hint = of_a_family(&first, rest).or_else(|| of_a_word(&first, rest))?;
    let typed: Vec<_> = words.iter().map(|word| quoted(word)).collect();
    Some(CliError::misuse(
        format!("`upr {}` is no command; nothing was written", typed.join(" ")),
        hint,
    ))
}

/// `upr tag 48 sdg:5.2`: the verb was left out.
fn of_a_family(first: &str, rest: &[&str]) -> Option<String> {
    let (more, [last]) = rest.split_at_checked(rest.len().checked_sub(1)?)? else { return None };
    if more.is_empty() || is_item(last) || !more.iter().all(|word| is_item(word)) {
        return None;
    }
    let items: Vec<_> = more.iter().map(|word| word.trim_matches(',')).collect();
    let (items, last) = (items.join(" "), quoted(last));
    Some(match first {
        "tag" => format!("`upr tag add {items} {last}`"),
        "evidence" | "source" => format!("`upr evidence add {items} {last}`"),
        "cite" => format!("`upr evidence add {items} --cite {last}`"),
        "position" => format!("`upr position set {items} {last} --document SYMBOL`"),
        "remark" | "note" | "comment" => format!("`upr remark add {items} {last}`"),
        "lead" => format!("`upr lead set {items} {last}`"),
        _ => return None,
    })
}

fn of_a_word(first: &str, rest: &[&str]) -> Option<String> {
    let item = rest.iter().find(|word| is_item(word)).map_or("48", |word| word.trim_matches(','));
    let items: Vec<_> =
        rest.iter().filter(|word| is_item(word)).map(|word| word.trim_matches(',')).collect();
    let level = rest.iter().rfind(|word| !is_item(word)).map(|word| quoted(word));
    let level = level.as_deref().unwrap_or("in-progress");
    Some(match (first, rest) {
        ("set" | "update" | "mark" | "assess" | "status", [item, _, ..]) if is_item(item) => {
            format!("a status is recorded by `upr status set {} {level} --note WHY`", items.join(" "))
        }
        ("due", [_, _, ..]) if items.len() == rest.len() => {
            format!("a date is set by `upr due set {}`", items.join(" "))
        }
        ("report" | "list", [name]) if names_a_file(name) => {
            format!("to write a file: `upr {first} -o {}`", quoted(name))
        }
        ("export", [name]) if names_a_file(name) => {
            let format = name.rsplit_once('.').map_or("csv", |(_, ending)| ending);
            format!("to write a file: `upr export {format} -o {}`", quoted(name))
        }
        ("add" | "new" | "create" | "insert", _) => "`upr item add SET:REF TEXT` adds a recommendation, \
             `upr set add` a body of them, `upr evidence add ITEM URL` a source, `upr import FILE` whole files"
            .to_owned(),
        ("delete" | "remove" | "rm" | "drop" | "erase", _) => format!(
            "nothing is deleted: `upr item close {item} --note WHY` ends its follow-up, \
             `upr status retract ENTRY --note WHY` takes a status back, `upr undo` your last command"
        ),
        ("edit" | "change" | "modify" | "correct" | "fix", _) => format!(
            "a status: `upr status set {item} STATUS --note WHY`; one that was entered wrongly: \
             `upr undo`, or `upr status retract ENTRY --note WHY`; many at once: \
             `upr export xlsx -o items.xlsx`, edit it, `upr import items.xlsx`"
        ),
        ("retract" | "revert" | "withdraw", _) => {
            "`upr undo` takes your last command back, `upr status retract ENTRY --note WHY` one status \
             (`upr status log` has the entries' numbers)"
                .to_owned()
        }
        ("note" | "comment", _) => format!(
            "a remark on its own: `upr remark add {item} TEXT`; a reason stands with a status: \
             `upr status set {item} STATUS --note TEXT`"
        ),
        ("done" | "close" | "complete" | "finish", _) => format!(
            "if all that is asked is in place: `upr status set {item} implemented --note WHY`; \
             to end its follow-up: `upr item close {item} --note WHY`"
        ),
        ("save" | "commit", _) => "everything is saved as it is typed; `upr backup` makes a copy".to_owned(),
        ("load", _) => "files are brought in by `upr import FILE`".to_owned(),
        ("send" | "mail" | "email" | "share", _) => {
            "write it to a file and send that: `upr report -o report.docx`; without what is internal, \
             the whole file: `upr redact -o COPY`"
                .to_owned()
        }
        ("print" | "pdf" | "word" | "docx" | "excel" | "xlsx" | "html", _) => {
            "`upr report -o report.docx` (or .html, .xlsx) writes it; a PDF is printed from that".to_owned()
        }
        _ => return None,
    })
}

/// Whether a word ends as a file does that an answer can be written to.
fn names_a_file(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(_, ending)| {
        ending == "pdf" || Format::WORDS.iter().any(|(_, slug, _)| *slug == ending)
    })
}
