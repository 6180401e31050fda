//! The grammar as people see it: the commands in groups by what one wants, and the author's name only
//! where something is written.

use std::ffi::OsString;

use clap::{Arg, ArgMatches, Command};

use super::commands;

/// The commands by what one wants; one that is in no group stands in the last.
const GROUPS: [(&str, &[&str]); 5] = [
    (
        "Look",
        &[
            "report",
            "list",
            "show",
            "search",
            "changes",
            "trend",
            "gaps",
            "disagreement",
            "compare",
            "lineage",
            "due",
            "timeline",
            "calendar",
        ],
    ),
    (
        "Record",
        &[
            "status",
            "position",
            "evidence",
            "remark",
            "tag",
            "suggest",
            "link",
            "lead",
            "plan",
            "action",
            "request",
            "publish",
            "indicator",
            "item",
            "component",
            "undo",
            "redo",
        ],
    ),
    ("Bring in", &["import", "merge", "set", "document", "theme", "assessor", "entity"]),
    ("Hand on", &["export", "redact", "serve", "site"]),
    (
        "Keep",
        &[
            "init",
            "owner",
            "user",
            "verify",
            "fingerprint",
            "backup",
            "restore",
            "doctor",
            "purge",
            "completions",
            "man",
        ],
    ),
];

/// Commands, and parts of commands, that only read: they are not signed.
const READING: [&str; 21] = [
    "report",
    "list",
    "show",
    "search",
    "changes",
    "trend",
    "gaps",
    "disagreement",
    "compare",
    "lineage",
    "due",
    "log",
    "timeline",
    "calendar",
    "export",
    "verify",
    "fingerprint",
    "doctor",
    "completions",
    "man",
    "help",
];

/// The whole grammar.
pub(super) fn grammar() -> Command {
    let signed = signed(commands::of(|_| true), false);
    let template = template(&signed);
    signed.help_template(template)
}

/// The grammar of the commands alone that this line names: a line that it reads, the whole one reads alike.
pub(super) fn grammar_of(line: &[OsString]) -> Command {
    signed(commands::of(|name| line.iter().any(|word| word == name)), false)
}

/// Each command takes the author's name; those that only read do not speak of it.
fn signed(command: Command, reads: bool) -> Command {
    command.mut_subcommands(|sub| {
        let reads = reads || READING.contains(&sub.get_name());
        let author = Arg::new("author")
            .long("author")
            .value_name("NAME")
            .help("Who signs it; always internal [default: $UPR_AUTHOR, else your login name]")
            .display_order(900)
            .hide(reads);
        signed(sub.arg(author), false)
    })
}

/// The author's name, wherever in the line it stands.
pub(super) fn author(mut matches: &ArgMatches) -> Option<String> {
    let mut found = None;
    loop {
        let here = matches.try_get_one::<String>("author").ok().flatten();
        found = here.cloned().or(found);
        match matches.subcommand() {
            Some((_, inner)) => matches = inner,
            None => return found,
        }
    }
}

/// What `upr --help` shows.
fn template(command: &Command) -> String {
    let subs: Vec<&Command> = command.get_subcommands().collect();
    let widest = subs.iter().map(|sub| sub.get_name().len()).max().unwrap_or(0);
    let line = |sub: &&Command| {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        format!("  {:widest$}  {about}\n", sub.get_name())
    };
    let mut text = String::from(
        "{about-section}\n{usage-heading} {usage}\n\nExamples:\n  upr report\n  upr report --theme children\n  upr show 48\n  upr status set 48 in-progress --note \"a bill was tabled\"\n  upr export csv -o items.csv\n",
    );
    let mut told: Vec<&str> = vec!["help"];
    for (heading, names) in GROUPS {
        text.push_str(&format!("\n{heading}:\n"));
        for name in names {
            text.extend(subs.iter().find(|sub| sub.get_name() == *name).map(line));
            told.push(name);
        }
    }
    text.extend(subs.iter().filter(|sub| !told.contains(&sub.get_name())).map(line));
    text.push_str(
        "\nOptions:\n{options}\n\nThe file: --db FILE, else $UPR_DB, else ./upr.db, else upr.db in your data\nfolder. `upr COMMAND --help` has the options of a command, with examples.\n",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_shows_the_commands_in_groups_and_each_once() {
        let help = grammar().render_help().to_string();
        let place = |words: &str| help.find(words).unwrap_or_else(|| panic!("{words}: {help}"));
        let order = ["upr report\n", "\nLook:\n", "\nRecord:\n", "\nBring in:\n", "\nKeep:\n"];
        assert!(order.windows(2).all(|pair| place(pair[0]) < place(pair[1])), "{help}");
        for sub in grammar().get_subcommands().filter(|sub| sub.get_name() != "help") {
            let line = format!("\n  {} ", sub.get_name());
            assert_eq!(help.matches(&line).count(), 1, "{}", sub.get_name());
            let told = help.lines().find(|told| told.starts_with(&line[1..])).unwrap();
            assert!(told.len() <= 80, "{} columns: {told}", told.len());
        }
    }

    #[test]
    fn only_what_writes_speaks_of_its_author_and_all_take_it() {
        let help = |path: &[&str]| {
            let mut command = grammar();
            command.build();
            let sub = path
                .iter()
                .fold(&mut command, |command, name| command.find_subcommand_mut(name).unwrap());
            sub.render_long_help().to_string()
        };
        for path in [&["report"][..], &["list"], &["status", "log"], &["set", "list"]] {
            assert!(!help(path).contains("--author"), "{path:?}");
        }
        for path in [&["status", "set"][..], &["undo"], &["import"], &["tag", "add"]] {
            assert!(help(path).contains("--author"), "{path:?}");
        }
        for line in
            ["upr --author me report", "upr report --author me", "upr status log --author me"]
        {
            let matches = grammar().try_get_matches_from(line.split(' ')).unwrap();
            assert_eq!(author(&matches).as_deref(), Some("me"), "{line}");
        }
    }
}
