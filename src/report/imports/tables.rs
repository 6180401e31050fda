//! The account of an import as a document: what came of it, then a table for each kind of thing
//! that a person may have to look at.

use super::{
    Account, CellChange, Conflict, FileLine, Likened, Listed, Remark, RowProblem, SetCount,
    Unmatched,
};
use crate::report::labels::number;
use crate::report::{Block, Cell, Column, Document, Fact, Kind, Row, Rows, Table, Value};

/// The most rows of what was not matched that people see unless they asked for all.
const FEW: usize = 10;
/// More pairs of an old and a new value than this are told by the number of cells alone.
const PAIRS: usize = 6;

/// The account as a document; `lead` says in one sentence what came of it. What a person has to look at
/// stands first.
pub fn document(account: &Account, lead: &str) -> Document<'static> {
    told(account, lead, true)
}

/// The same in a screen: people see how many cells changed from what to what, programs each of them.
pub fn screen(account: &Account, lead: &str) -> Document<'static> {
    told(account, lead, false)
}

fn told(account: &Account, lead: &str, all: bool) -> Document<'static> {
    let title = if account.dry_run { "Import (rehearsal, nothing written)" } else { "Import" };
    let mut document = Document::new(title);
    document.facts = facts(account);
    document.blocks.push(Block::Paragraph(lead.to_owned()));
    let tables = [
        (remarks(account), true),
        (problems(account), true),
        (conflicts(account), true),
        ((files(account), 0), true),
        (sets(account), true),
        (changed(account), true),
        (changes(account), all),
        (unmatched(account), all || account.unmatched.count() <= FEW),
        (likened(account), all || account.likened.count() <= FEW),
    ];
    for ((mut table, more), shown) in tables {
        let rows = match &table.rows {
            Rows::Held(rows) => rows.len(),
            Rows::Feed(_) => 0,
        };
        if rows == 0 {
            continue;
        }
        let (name, title) = (table.name, table.title.clone());
        // One by one in what programs read; people are told how many there are.
        table.for_scripts = !shown;
        document.blocks.push(Block::Table(table));
        if !shown && name != "changes" {
            let what = title.to_lowercase();
            document.blocks.push(Block::Note(format!("{}: {what} (table `{name}`).", rows + more)));
        } else if more > 0 {
            document.blocks.push(Block::Note(format!("{more} more rows of `{name}`.")));
        }
    }
    document
}

/// What stood in cells, what stands there now, and in how many.
type CellPair<'c> = (&'c str, &'c str, i64);

/// The changed cells by column: from what to what where that is a word of a few, else how many.
fn changed(account: &Account) -> (Table<'static>, usize) {
    let heads = vec![
        Column::new("column", "Changed", Kind::Text),
        Column::new("from", "From", Kind::Text),
        Column::new("to", "To", Kind::Text),
        Column::new("cells", "Cells", Kind::Number),
    ];
    let mut columns: Vec<(&str, Vec<CellPair<'_>>)> = Vec::new();
    for change in &account.changes.rows {
        let at = columns.iter().position(|(column, _)| *column == change.column);
        let at = at.unwrap_or_else(|| {
            columns.push((change.column, Vec::new()));
            columns.len() - 1
        });
        let pairs = &mut columns[at].1;
        let pair = (change.old.as_str(), change.new.as_str());
        match pairs.iter_mut().find(|(old, new, _)| (*old, *new) == pair) {
            Some((_, _, count)) => *count += 1,
            None => pairs.push((pair.0, pair.1, 1)),
        }
    }
    let mut rows = Vec::new();
    for (column, mut pairs) in columns {
        let cells: i64 = pairs.iter().map(|(_, _, count)| count).sum();
        pairs.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
        let few = pairs.len() <= PAIRS && (pairs.len() == 1 || cells > number(pairs.len()));
        let words = matches!(column, "status" | "position" | "assessor" | "confidence");
        if few || (words && pairs.len() <= PAIRS * 2) {
            for (old, new, count) in pairs {
                let (old, new) = (Cell::maybe(filled(old)), Cell::maybe(filled(new)));
                rows.push(Row::new(vec![column.into(), old, new, count.into()]));
            }
        } else {
            rows.push(Row::new(vec![
                column.into(),
                Cell::default(),
                Cell::from("various"),
                cells.into(),
            ]));
        }
    }
    (Table::new("changed", "What changed", heads).with_rows(rows), 0)
}

fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
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
        let RowProblem { file, place, column, found, expected, nearest } = line.clone();
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
        let CellChange { place, item, column, old, new, remark } = line.clone();
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
