//! What is said of a line that is no command and of which nobody can tell what was meant: what is near,
//! and how the command is typed.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::again::quoted;
use super::error::CliError;
use super::grammar::grammar;
use super::guesses::parted;

/// So many examples of a command stand under an error.
const EXAMPLES: usize = 2;

/// A first word that is no command: the nearest one, else where the word can be looked for.
pub(super) fn no_command(error: &clap::Error, args: &[OsString]) -> Option<CliError> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let typed: Vec<&str> = args.iter().skip(1).map(|arg| arg.to_str()).collect::<Option<_>>()?;
    let (words, _) = parted(&typed);
    let grammar = grammar();
    let first = words.first().filter(|word| grammar.find_subcommand(word).is_none())?;
    let message = format!("`{first}` is no command");
    let hint = match near(first, &grammar) {
        Some(name) => format!("did you mean `upr {name}`? `upr --help` has all commands"),
        None => {
            let all = quoted(&words.join(" "));
            format!(
                "a theme: `upr report --theme {all}`; words in the texts: `upr search {all}`; \
                 all commands: `upr --help`"
            )
        }
    };
    Some(CliError::misuse(message, hint))
}

/// The command that a word is a slip or the beginning of.
fn near<'a>(word: &str, grammar: &'a Command) -> Option<&'a str> {
    let word = word.to_lowercase();
    let names = || grammar.get_subcommands().map(Command::get_name);
    let begins: Vec<&str> =
        names().filter(|name| word.len() > 1 && name.starts_with(&word)).collect();
    if let [only] = begins.as_slice() {
        return Some(only);
    }
    names()
        .map(|name| (strsim::damerau_levenshtein(&word, name), name))
        .filter(|(slips, name)| is_slip(*slips, name))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}

/// Whether so many wrong letters are a slip in a word, and no other word.
fn is_slip(slips: usize, word: &str) -> bool {
    slips <= if word.len() < 5 { 1 } else { 2 }
}

/// The error without a tip that leads elsewhere.
pub(super) fn without_false_tips(mut error: clap::Error) -> clap::Error {
    let typed = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        _ => None,
    };
    for (kind, wrong) in [
        (ContextKind::SuggestedArg, ContextKind::InvalidArg),
        (ContextKind::SuggestedSubcommand, ContextKind::InvalidSubcommand),
    ] {
        let Some(typed) = typed(wrong) else { continue };
        let is_near = |word: &String| is_slip(strsim::damerau_levenshtein(&typed, word), word);
        let leads = match error.get(kind) {
            Some(ContextValue::String(word)) => is_near(word),
            Some(ContextValue::Strings(words)) => words.iter().any(is_near),
            _ => true,
        };
        if !leads {
            drop(error.remove(kind));
            break;
        }
    }
    error
}

/// How the command of the line is typed, where a part of it is missing or unknown.
pub(super) fn examples(error: &clap::Error, args: &[OsString]) -> Vec<String> {
    let shaped = [
        ErrorKind::MissingRequiredArgument,
        ErrorKind::MissingSubcommand,
        ErrorKind::InvalidSubcommand,
        ErrorKind::UnknownArgument,
        ErrorKind::TooFewValues,
        ErrorKind::WrongNumberOfValues,
    ];
    if !shaped.contains(&error.kind()) {
        return Vec::new();
    }
    let mut command = &grammar();
    for word in args.iter().skip(1).filter_map(|arg| arg.to_str()) {
        command = command.find_subcommand(word).unwrap_or(command);
    }
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let shown = help.lines().filter(|line| line.starts_with("  upr "));
    shown.take(EXAMPLES).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[track_caller]
    fn error(line: &str) -> clap::Error {
        grammar().try_get_matches_from(args(line)).unwrap_err()
    }

    #[test]
    fn a_slip_names_the_command_and_another_word_where_to_look() {
        let hint = |line: &str| {
            no_command(&error(line), &args(line)).and_then(|named| named.hint).unwrap()
        };
        assert!(hint("upr reprot").starts_with("did you mean `upr report`?"));
        assert!(hint("upr rep").starts_with("did you mean `upr report`?"));
        assert!(hint("upr timline").starts_with("did you mean `upr timeline`?"));
        for word in ["women", "cedaw", "source", "history", "torture"] {
            let hint = hint(&format!("upr --db x.db {word}"));
            assert!(!hint.contains("did you mean"), "{word}: {hint}");
            assert!(hint.contains(&format!("`upr search {word}`")), "{word}: {hint}");
        }
        assert!(no_command(&error("upr set 48"), &args("upr set 48")).is_none());
    }

    #[test]
    fn no_tip_leads_elsewhere() {
        let told = |line: &str| without_false_tips(error(line)).to_string();
        assert!(told("upr list --themes x").contains("--theme"), "{}", told("upr list --themes x"));
        for line in ["upr list --lines 3", "upr set foo"] {
            assert!(!told(line).contains("tip:"), "{}", told(line));
        }
    }

    #[test]
    fn what_is_missing_is_shown_by_example() {
        let line = "upr assessor add";
        assert!(examples(&error(line), &args(line))[0].starts_with("  upr assessor add "));
        let line = "upr --db x status retract 5";
        assert!(examples(&error(line), &args(line))[0].starts_with("  upr status retract "));
    }
}
