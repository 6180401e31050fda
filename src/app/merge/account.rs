//! What came of a merge as an answer: first what destroys or publishes, then the conflicts with their
//! three values, what registers say otherwise, and what was taken.

use crate::report::items::fact;
use crate::report::{Block, Cell, Column, Document, Kind, Row, Table, Visibility};
use crate::store::merge::{Clash, CopyTold, Differing, MergeSide, Merged, Reserved, Withheld};

/// The answer.
pub(super) fn document(
    merged: &Merged,
    dry_run: bool,
    base: i64,
    aided: Option<fn(Reserved) -> &'static str>,
) -> Document<'static> {
    let mut document =
        Document::new(if dry_run { "Merge (rehearsal, nothing written)" } else { "Merge" });
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    document.facts = vec![
        fact("common_beginning", base),
        fact("taken", if merged.is_undecided() { 0 } else { merged.taken }),
        fact("known", merged.known),
        fact("hanging", merged.hanging),
        fact("appended", merged.appended),
        fact("conflicts", number(merged.clashes.len())),
        fact("reserved", number(merged.withheld.len())),
    ];
    document.blocks.push(Block::Paragraph(lead(merged, base)));
    if !merged.withheld.is_empty() {
        document.blocks.push(Block::Table(reserved(&merged.withheld, aided)));
    }
    let conflicts = conflicts(&merged.clashes);
    document.blocks.push(Block::Table(conflicts));
    if !merged.differing.is_empty() {
        document.blocks.push(Block::Table(differing(&merged.differing)));
    }
    if !merged.rows.is_empty() {
        document.blocks.push(Block::Table(taken(&merged.rows)));
    }
    document
}

fn lead(merged: &Merged, base: i64) -> String {
    let some = |count: i64, words: &str| match count {
        0 => String::new(),
        count => format!(" {count} {words}."),
    };
    let known = some(merged.known, "entries of the copy are here already");
    let hanging = some(merged.hanging, "entries hang on what is not taken, and are left");
    let first = format!("The two are the same up to entry {base}.");
    if merged.is_undecided() {
        return format!("{first}{known}{hanging} They disagree; nothing was written.");
    }
    format!("{first} {} entries of the copy are new here.{known}{hanging}", merged.taken)
}

/// A text that stays within unless it was published.
fn within(text: String, entry: i64, public: bool) -> Cell {
    let visibility = if public { Visibility::Public } else { Visibility::Internal(entry) };
    Cell { visibility, ..text.into() }
}

fn who(told: &CopyTold) -> Cell {
    told.by.clone().map_or_else(Cell::default, |by| within(by, told.entry, false))
}

fn reserved(rows: &[Withheld], aided: Option<fn(Reserved) -> &'static str>) -> Table<'static> {
    let columns = vec![
        Column::new("kind", "Does", Kind::Label),
        Column::new("about", "About", Kind::Label),
        Column::new("entry", "Entry here", Kind::Label),
        Column::new("said", "Said there", Kind::Text),
        Column::new("at", "When", Kind::Label),
        Column::new("by", "Who", Kind::Text),
        Column::new("taken", "Taken", Kind::Label),
    ];
    let row = |it: &Withheld| {
        let does = match it.kind {
            Reserved::Purge => "destroys a text",
            Reserved::Publication => "publishes",
            Reserved::Account => "lets somebody in",
        };
        let taken = if it.taken {
            "yes".to_owned()
        } else {
            format!("no{}", aided.map_or("", |aided| aided(it.kind)))
        };
        Row::new(vec![
            does.into(),
            within(it.about.clone(), it.told.entry, false),
            it.target.map_or_else(String::new, |entry| entry.to_string()).into(),
            within(it.told.text.clone(), it.told.entry, false),
            it.told.at.clone().into(),
            who(&it.told),
            taken.into(),
        ])
    };
    let title = "Purges, publications and users of the copy, taken by themselves only";
    Table::new("reserved", title, columns).with_rows(rows.iter().map(row).collect())
}

fn conflicts(rows: &[Clash]) -> Table<'static> {
    let columns = vec![
        Column::new("about", "About", Kind::Label),
        Column::new("what", "What", Kind::Text),
        Column::new("base", "Before", Kind::Text),
        Column::new("ours", "Here", Kind::Text),
        Column::new("ours_at", "When", Kind::Label),
        Column::new("ours_by", "Who", Kind::Text),
        Column::new("theirs", "In the copy", Kind::Text),
        Column::new("theirs_at", "When there", Kind::Label),
        Column::new("theirs_by", "Who there", Kind::Text),
        Column::new("holds", "Holds", Kind::Label),
    ];
    let row = |it: &Clash| {
        let text = |told: &CopyTold| within(told.text.clone(), told.entry, it.public);
        let holds = match it.winner {
            None => "undecided",
            Some(MergeSide::Ours) => "ours",
            Some(MergeSide::Theirs) => "theirs",
        };
        Row::new(vec![
            within(it.about.clone(), it.ours.entry, it.public),
            it.what.clone().into(),
            it.base.as_ref().map_or_else(Cell::default, text),
            text(&it.ours),
            it.ours.at.clone().into(),
            who(&it.ours),
            text(&it.theirs),
            it.theirs.at.clone().into(),
            who(&it.theirs),
            holds.into(),
        ])
    };
    Table::new("conflicts", "Conflicts", columns).main().with_rows(rows.iter().map(row).collect())
}

fn differing(rows: &[Differing]) -> Table<'static> {
    let columns = vec![
        Column::new("about", "About", Kind::Label),
        Column::new("columns", "Differs in", Kind::Text),
    ];
    let row = |it: &Differing| {
        Row::new(vec![within(it.about.clone(), 0, false), it.columns.join(", ").into()])
    };
    let title =
        "Added in both with other words: those here hold, the others are kept as taken back";
    Table::new("differing", title, columns).with_rows(rows.iter().map(row).collect())
}

fn taken(rows: &[(String, i64)]) -> Table<'static> {
    let columns =
        vec![Column::new("table", "What", Kind::Label), Column::new("rows", "Rows", Kind::Number)];
    let row = |(table, count): &(String, i64)| {
        Row::new(vec![table.replace('_', " ").into(), (*count).into()])
    };
    Table::new("taken", "Taken", columns).with_rows(rows.iter().map(row).collect())
}
