//! The account of an import as a document: what came of it, then a table for each kind of thing
//! that a person may have to look at.

use super::{
    Account, Change, Conflict, FileLine, Likened, Listed, Problem, Remark, SetCount, Unmatched,
};
use crate::report::labels::number;
use crate::report::{Block, Cell, Column, Document, Fact, Kind, Row, Rows, Table, Value};

/// The account as a document; `lead` says in one sentence what came of it.
pub fn document(account: &Account, lead: &str) -> Document<'static> {
    let title = if account.dry_run { "Import (rehearsal, nothing written)" } else { "Import" };
    let mut document = Document::new(title);
    document.facts = facts(account);
    document.blocks.push(Block::Paragraph(lead.to_owned()));
    document.blocks.push(Block::Table(files(account)));
    let tables = [
        sets(account),
        problems(account),
        conflicts(account),
        changes(account),
        unmatched(account),
        likened(account),
        remarks(account),
    ];
    for (table, more) in tables {
        let filled = matches!(&table.rows, Rows::Held(rows) if !rows.is_empty());
        if filled {
            let name = table.name;
            document.blocks.push(Block::Table(table));
            if more > 0 {
                document.blocks.push(Block::Note(format!("{more} more rows of `{name}`.")));
            }
        }
    }
    document
}

fn facts(account: &Account) -> Vec<Fact> {
    let fact = |key, count| Fact { key, value: Value::Number(number(count)) };
    vec![
        Fact { key: "dry_run", value: Value::Flag(account.dry_run) },
        fact("files", account.files.len()),
        fact("added", account.sum(|file| file.added)),
        fact("updated", account.sum(|file| file.updated)),
        fact("unchanged", account.sum(|file| file.unchanged)),
        fact("conflicting", account.sum(|file| file.conflicting)),
        fact("unmatched", account.sum(|file| file.unmatched)),
        fact("refused", account.sum(|file| file.refused)),
        fact("changed_cells", account.changes.count()),
        fact("warnings", account.remarks.count()),
    ]
}

fn files(account: &Account) -> Table<'static> {
    let columns = vec![
        Column::new("file", "File", Kind::Text),
        Column::new("layout", "Read as", Kind::Label),
        Column::new("added", "Added", Kind::Number),
        Column::new("updated", "Updated", Kind::Number),
        Column::new("unchanged", "Unchanged", Kind::Number),
        Column::new("conflicting", "Conflicting", Kind::Number),
        Column::new("unmatched", "Not matched", Kind::Number),
        Column::new("refused", "Refused", Kind::Number),
        Column::new("sha256", "SHA-256", Kind::Label).for_scripts(),
    ];
    let row = |file: &FileLine| {
        Row::new(vec![
            file.name.as_str().into(),
            file.layout.as_str().into(),
            number(file.added).into(),
            number(file.updated).into(),
            number(file.unchanged).into(),
            number(file.conflicting).into(),
            number(file.unmatched).into(),
            number(file.refused).into(),
            file.sha256.as_str().into(),
        ])
    };
    Table::new("files", "Files", columns).with_rows(account.files.iter().map(row).collect()).main()
}

fn sets(account: &Account) -> (Table<'static>, usize) {
    let columns = vec![
        Column::new("file", "File", Kind::Text).for_scripts(),
        Column::new("set", "Set", Kind::Label),
        Column::new("new", "New", Kind::Label),
        Column::new("added", "Added", Kind::Number),
        Column::new("updated", "Updated", Kind::Number),
        Column::new("unchanged", "Unchanged", Kind::Number),
        Column::new("items", "Items now", Kind::Number),
    ];
    let row = |set: &SetCount| {
        Row::new(vec![
            set.file.as_str().into(),
            set.set.as_str().into(),
            Value::Flag(set.new).into(),
            number(set.added).into(),
            number(set.updated).into(),
            number(set.unchanged).into(),
            number(set.items).into(),
        ])
    };
    let rows = account.sets.iter().map(row).collect();
    (Table::new("sets", "Sets", columns).with_rows(rows), 0)
}

/// A table of texts.
fn texts<T>(
    name: &'static str,
    title: &str,
    columns: &[(&'static str, &str)],
    listed: &Listed<T>,
    row: impl Fn(&T) -> Vec<String>,
) -> (Table<'static>, usize) {
    let columns = columns.iter().map(|(key, title)| Column::new(key, *title, Kind::Text));
    let cells = |texts: Vec<String>| {
        let cell = |text: String| Cell::maybe(Some(text).filter(|text| !text.is_empty()));
        Row::new(texts.into_iter().map(cell).collect())
    };
    let rows = listed.rows.iter().map(|entry| cells(row(entry))).collect();
    (Table::new(name, title, columns.collect()).with_rows(rows), listed.more)
}

fn problems(account: &Account) -> (Table<'static>, usize) {
    let columns = [
        ("file", "File"),
        ("place", "Where"),
        ("column", "Column"),
        ("found", "Found"),
        ("expected", "Expected"),
        ("nearest", "Nearest"),
    ];
    texts("errors", "What is wrong", &columns, &account.problems, |line| {
        let Problem { file, place, column, found, expected, nearest } = line.clone();
        vec![file, place, column, found, expected, nearest]
    })
}

fn conflicts(account: &Account) -> (Table<'static>, usize) {
    let columns = [
        ("place", "Where"),
        ("item", "Item"),
        ("column", "Column"),
        ("base", "Both started from"),
        ("ours", "Recorded here"),
        ("theirs", "In the file"),
        ("outcome", "Outcome"),
    ];
    texts("conflicts", "Conflicts", &columns, &account.conflicts, |line| {
        let Conflict { place, item, column, base, ours, theirs, outcome } = line.clone();
        vec![place, item, column.to_owned(), base, ours, theirs, outcome.to_owned()]
    })
}

fn changes(account: &Account) -> (Table<'static>, usize) {
    let columns = [
        ("place", "Where"),
        ("item", "Item"),
        ("column", "Column"),
        ("old", "Old"),
        ("new", "New"),
        ("remark", "Remark"),
    ];
    texts("changes", "Changed cells", &columns, &account.changes, |line| {
        let Change { place, item, column, old, new, remark } = line.clone();
        vec![place, item, column.to_owned(), old, new, remark]
    })
}

fn unmatched(account: &Account) -> (Table<'static>, usize) {
    let columns = [
        ("place", "Where"),
        ("set", "Set"),
        ("number", "Number"),
        ("senders", "Recommending States"),
        ("text", "Text"),
        ("reason", "Why"),
    ];
    texts("unmatched", "Not matched, and not taken", &columns, &account.unmatched, |line| {
        let Unmatched { place, set, number, senders, text, reason } = line.clone();
        vec![place, set, number, senders, text, reason]
    })
}

fn likened(account: &Account) -> (Table<'static>, usize) {
    let columns = [
        ("place", "Where"),
        ("item", "Item"),
        ("reason", "Why"),
        ("theirs", "Text of the file"),
        ("ours", "Text of the item"),
    ];
    texts("likened", "Matched although the words differ", &columns, &account.likened, |line| {
        let Likened { place, item, reason, theirs, ours } = line.clone();
        vec![place, item, reason, theirs, ours]
    })
}

fn remarks(account: &Account) -> (Table<'static>, usize) {
    let columns = [("file", "File"), ("place", "Where"), ("message", "What")];
    texts("warnings", "To look at", &columns, &account.remarks, |line| {
        let Remark { file, place, message } = line.clone();
        vec![file, place, message]
    })
}
