//! What a shell asks for when a word is to be completed: commands, options and fixed words from the
//! grammar, names from the file, which is only looked at. Nothing is said where anything is amiss.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;

use super::output;
use super::settings::{self, Settings};
use super::{context, home};
use crate::app::completing::{CompletedName, MOST_NAMES, names};
use crate::domain::words::Vocabulary;
use crate::domain::{Level, Position};

/// Through which the shell's script tells for which shell a line is to be completed.
pub(super) const VARIABLE: &str = "UPR_COMPLETE";

/// Writes what the word at hand may become. The arguments are those of the shell's script: the line
/// as typed, after `--`.
pub(super) fn answer(settings: &Settings, shell: &str, grammar: Command, mut args: Vec<OsString>) {
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(shell) else { return };
    let Some(start) = args.iter().position(|arg| arg == "--") else { return };
    let line = args.split_off(start + 1);
    let file = file(settings, &line).and_then(home::looked_up);
    let mut grammar = with_names(grammar, file.as_ref());
    grammar.build();
    let mut words = Vec::new();
    if shell.write_complete(&mut grammar, line, None, &mut words).is_ok() {
        output::completed(&words);
    }
}

/// The file that the line names, else the one that any command would take.
fn file(settings: &Settings, line: &[OsString]) -> Option<PathBuf> {
    let mut words = line.iter();
    while let Some(word) = words.next() {
        if word == "--db" {
            return words.next().map(PathBuf::from);
        }
        if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--db=")) {
            return Some(PathBuf::from(path));
        }
    }
    let here = PathBuf::from("upr.db");
    let usual = || if here.exists() { Some(here.clone()) } else { settings::data_file() };
    settings.db.clone().or_else(usual)
}

/// The grammar, each argument that takes a name knowing where names are found.
fn with_names(command: Command, file: Option<&PathBuf>) -> Command {
    let name = command.get_name().to_owned();
    command
        .mut_args(|arg| {
            let (kinds, words) = kinds(&name, &arg);
            if kinds.is_empty() {
                return arg;
            }
            let file = file.cloned();
            arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
                candidates(file.as_deref(), kinds, &words, typed)
            }))
        })
        .mut_subcommands(|inner| with_names(inner, file))
}

/// What an argument names, told by what its value is called, and the fixed words beside.
fn kinds(command: &str, arg: &Arg) -> (&'static [CompletedName], Vec<&'static str>) {
    let value = arg.get_value_names().and_then(|names| names.first());
    let mut words = Vec::new();
    let kinds: &[CompletedName] = match value.map_or("", |value| value.as_str()) {
        "ITEM" => &[CompletedName::Item],
        "ITEM… STATUS" => {
            words = Level::WORDS.iter().map(|(_, slug, _)| *slug).collect();
            &[CompletedName::Item]
        }
        "ITEM… POSITION" => {
            words = Position::WORDS.iter().map(|(_, slug, _)| *slug).collect();
            &[CompletedName::Item]
        }
        "ITEM… TAG" => &[CompletedName::Item, CompletedName::Tag],
        "ITEM… URL|FILE|SYMBOL[:PAR]" => &[CompletedName::Item, CompletedName::Document],
        "ASSESSOR" => &[CompletedName::Assessor],
        "THEME" => &[CompletedName::Theme],
        "GROUP" => &[CompletedName::Group],
        "SDG" => &[CompletedName::Goal],
        "STATE" | "ISO" | "ISO|NAME" => &[CompletedName::State],
        "SYMBOL" | "URL|FILE|SYMBOL[:PAR]" => &[CompletedName::Document],
        "KEY" if arg.get_id() == "vocabulary" => &[CompletedName::Vocabulary],
        "KEY" if matches!(arg.get_id().as_str(), "set" | "with") || command == "default" => {
            if arg.get_id() == "set" {
                words.push("all");
            }
            &[CompletedName::Set]
        }
        "KEY" if command == "show" => &[CompletedName::Document],
        _ => &[],
    };
    (kinds, words)
}

/// Names of the file that begin as typed, and fixed words; of several parted by commas, the last.
fn candidates(
    file: Option<&Path>,
    kinds: &[CompletedName],
    words: &[&'static str],
    typed: &OsStr,
) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    let fixed = words.iter().filter(|word| word.starts_with(&typed.to_lowercase()));
    let mut all: Vec<_> = fixed.map(|word| CompletionCandidate::new(*word)).collect();
    let Some(mut store) = file.and_then(context::glance) else { return all };
    for kind in kinds {
        for (name, label) in names(store.as_mut(), *kind, typed).unwrap_or_default() {
            let label = label.map(|label| super::harmless::harmless(&label).into());
            all.push(CompletionCandidate::new(name).help(label));
        }
    }
    all.truncate(MOST_NAMES);
    all
}
