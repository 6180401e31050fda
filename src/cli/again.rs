//! The command that makes the same answer again, told from what clap read: without the file, the
//! output's place, any other path, and who asks, which is internal.

use std::any::TypeId;
use std::ffi::OsStr;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};

/// What says nothing of the answer itself.
const LEFT_OUT: [&str; 8] =
    ["db", "author", "output", "force", "quiet", "help", "version", "no_pager"];

/// The command line in its long spelling, the options in the order in which they were typed.
pub(super) fn command_line(root: &Command, matches: &ArgMatches) -> String {
    let globals: Vec<&Arg> = root.get_arguments().filter(|arg| arg.is_global_set()).collect();
    let (mut command, mut matches) = (root, matches);
    let mut words = vec!["upr".to_owned()];
    while let Some((name, inner)) = matches.subcommand() {
        let Some(next) = command.find_subcommand(name) else { break };
        words.push(next.get_name().to_owned());
        (command, matches) = (next, inner);
    }
    let of_its_own = command.get_arguments().filter(|arg| !arg.is_global_set());
    let mut told: Vec<(usize, &Arg)> = of_its_own
        .chain(globals)
        .filter(|arg| !LEFT_OUT.contains(&arg.get_id().as_str()))
        // A word that another command of the same family has for itself is not asked for here.
        .filter(|arg| matches.try_contains_id(arg.get_id().as_str()).is_ok())
        .filter(|arg| matches.value_source(arg.get_id().as_str()) == Some(ValueSource::CommandLine))
        .map(|arg| (matches.index_of(arg.get_id().as_str()).unwrap_or(0), arg))
        .collect();
    told.sort_by_key(|(place, _)| *place);
    // What looks like an option stands behind `--`, after all options.
    let (values, options): (Vec<_>, Vec<_>) =
        told.into_iter().map(|(_, arg)| arg).partition(|arg| {
            arg.is_positional() && values(arg, matches).iter().any(|value| value.starts_with('-'))
        });
    for arg in options {
        words.extend(words_of(arg, matches));
    }
    words.extend((!values.is_empty()).then(|| "--".to_owned()));
    for arg in values {
        words.extend(words_of(arg, matches));
    }
    words.join(" ")
}

/// An argument as it could be typed.
fn words_of(arg: &Arg, matches: &ArgMatches) -> Vec<String> {
    let name = arg.get_long().map(|long| format!("--{long}"));
    // Where somebody keeps a file, and what they call it, is no part of an answer.
    let is_path = arg.get_value_parser().type_id() == TypeId::of::<PathBuf>();
    if matches!(arg.get_action(), ArgAction::SetTrue) {
        return name.into_iter().collect();
    }
    let mut words = Vec::new();
    for value in values(arg, matches) {
        words.extend(name.clone());
        words.push(if is_path { stands_for(arg) } else { quoted(&value) });
    }
    words
}

/// The word that stands for a path, as help has it: `FILE`.
fn stands_for(arg: &Arg) -> String {
    let named = arg.get_value_names().and_then(<[_]>::first);
    named.map_or_else(|| arg.get_id().as_str().to_uppercase(), ToString::to_string)
}

/// The values as typed: what a comma parted is joined again.
fn values(arg: &Arg, matches: &ArgMatches) -> Vec<String> {
    let text = |value: &OsStr| value.to_string_lossy().into_owned();
    let occurrences = matches.get_raw_occurrences(arg.get_id().as_str()).into_iter().flatten();
    let parted = |occurrence: Vec<String>| match arg.get_value_delimiter() {
        Some(mark) => vec![occurrence.join(&mark.to_string())],
        None => occurrence,
    };
    occurrences.flat_map(|values| parted(values.map(text).collect())).collect()
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,@%+~".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::grammar::grammar;
    use super::*;

    #[track_caller]
    fn told(words: &[&str]) -> String {
        let matches = grammar().try_get_matches_from(words).unwrap();
        command_line(&grammar(), &matches)
    }

    #[test]
    fn neither_file_nor_author_nor_place_is_told_however_it_is_written() {
        let typed = ["upr", "report", "--db", "x.db", "-o", "a.md", "--force", "--author=me"];
        let theme = ["--theme", "right to food"];
        assert_eq!(told(&[&typed[..], &theme].concat()), "upr report --theme 'right to food'");
        assert_eq!(told(&["upr", "report", "-qo", "/home/me/a.md"]), "upr report");
        assert_eq!(told(&["upr", "-q", "--db=x.db", "list", "-oa.csv"]), "upr list");
    }

    #[test]
    fn no_path_is_told() {
        let typed = ["upr", "suggest", "48", "--learn-from", "/home/me/witness.db"];
        assert_eq!(told(&typed), "upr suggest 48 --learn-from FILE");
        let typed = ["upr", "import", "--dry-run", "/home/me/witness.csv"];
        assert_eq!(told(&typed), "upr import --dry-run FILE");
    }

    #[test]
    fn options_keep_their_order_and_get_their_long_names() {
        let typed = ["upr", "report", "-f", "md", "--set=A,B", "--by", "sdg", "--theme=x"];
        assert_eq!(told(&typed), "upr report --format md --set A,B --by sdg --theme x");
        assert_eq!(told(&["upr", "show", "48", "50-52"]), "upr show 48 50-52");
        assert_eq!(told(&["upr", "report", "--joint"]), "upr report --joint");
        let asked = ["upr", "search", "--set", "all", "--", "-x", "it's"];
        assert_eq!(told(&asked), "upr search --set all -- -x 'it'\\''s'");
        assert_eq!(told(&["upr"]), "upr");
    }
}
