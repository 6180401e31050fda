//! What every format prints beside what a document says, each once.

use chrono::NaiveDate;

use super::catalogue::{self, count, say, whole};

macro_rules! marks {
    ($($(#[$meta:meta])* $name:ident = $key:literal;)+) => {
        $($(#[$meta])* pub fn $name() -> &'static str { whole($key) })+
    };
}

marks! {
    /// What stands where a table has no rows.
    nothing = "mark.nothing";
    /// Before what a person still has to write.
    to_write = "mark.to-write";
    /// Above the list of contents.
    contents = "mark.contents";
    /// Over the sums of a chart's figures.
    in_all = "mark.in-all";
    /// A group without a name.
    no_group = "mark.no-group";
    /// What stands under no theme.
    no_theme = "mark.no-theme";
    /// Before a table's number.
    table = "mark.table";
    /// Before a drawing's number.
    figure = "mark.figure";
    /// Over the numbers of items, where what they are called is too long.
    number = "mark.number";
    /// Behind what is the author's own classification.
    own = "mark.own";
    /// Behind what may not be handed on.
    internal = "mark.internal";
    /// Both.
    own_internal = "mark.own-internal";
    /// The way past the head of a page.
    skip = "mark.skip";
    /// What opens the table below a chart.
    figures_of_chart = "mark.figures-of-chart";
    /// Over the facts of a page.
    facts = "mark.facts";
    /// What stands on every page of the fictitious example.
    example = "mark.example";
    /// A local file that was given no title: its path is not told.
    untitled_file = "mark.untitled-file";
    /// The language that all of this is in, as word processors name it.
    locale = "locale";
}

/// The language that all of this is in, and from which side it runs.
pub fn language() -> (&'static str, &'static str) {
    catalogue::language()
}

/// Whether the language runs from the right.
pub fn from_the_right() -> bool {
    language().1 == "rtl"
}

/// The file at the foot: its newest entry with its hash.
pub fn file(head: Option<(i64, String)>) -> String {
    match head {
        Some((entry, hash)) => say!("foot.file", entry, hash),
        None => whole("foot.no-entries").to_owned(),
    }
}

/// Whether a line of the foot is that one.
pub fn names_file(line: &str) -> bool {
    let before = whole("foot.file").split('{').next().unwrap_or_default();
    line == whole("foot.no-entries") || !before.is_empty() && line.starts_with(before)
}

/// The day at the foot, up to when the record was read, and the program's version.
pub fn as_of(day: NaiveDate, known_at: Option<String>, version: &str) -> String {
    let known = match known_at {
        Some(at) => say!("foot.known-at", at),
        None => whole("foot.known-all").to_owned(),
    };
    say!("foot.as-of", day = super::day(day), known, version)
}

/// Whether, in a cell for people.
pub fn yes_or_no(flag: bool) -> &'static str {
    if flag { whole("mark.yes") } else { whole("mark.no") }
}

/// So many of them are there by the author's own classification.
pub fn own_part(n: i64) -> String {
    say!("mark.own-part", n)
}

/// Under a table that was cut; `asked` where so many rows were asked for.
pub fn shown(shown: &str, total: &str, asked: bool) -> String {
    if asked { say!("mark.shown", shown, total) } else { say!("mark.more-shown", shown, total) }
}

/// `56 areas`, `1 area`.
pub fn counted(n: i64, one: &str, several: &str) -> String {
    count!("counted", n, one, several)
}
