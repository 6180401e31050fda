//! A secret in every column that may hold one, of every table: none is in a byte of a redacted copy, nor
//! in the ledger that everybody may have. The tables are those of the shapes, so that a new one is in it.

use std::collections::HashMap;
use std::fs;

use chrono::DateTime;
use rusqlite::Connection;

use super::FileStore;
use super::shapes::{All, Is, SHAPES, Shape};
use super::wording;
use crate::domain::ledger::{FieldValue, Moment, Record};
use crate::store::{
    Custody as _, NewEntry, PurgeOrder, Reach, Store as _, StoreError, Travel as _,
};

fn now() -> Moment {
    let at = DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap();
    Moment::stopped(at.to_utc())
}

/// Words of the fixed lists, one of which each column with a list takes.
const WORDS: &[&str] = &[
    "recommendation",
    "state",
    "active",
    "cso",
    "implemented",
    "high",
    "url",
    "supports",
    "noted",
    "own",
    "repeats",
    "documented",
    "ministry",
    "lead",
    "text",
];

/// What the schema says of each column: its type and its rule.
fn columns(connection: &Connection, table: &str) -> HashMap<String, String> {
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = $1";
    let text: String = connection.query_row(sql, [table], |row| row.get(0)).unwrap();
    let (_, inner) = text.split_once('(').unwrap();
    let (mut depth, mut part, mut parts) = (0, String::new(), Vec::new());
    for sign in inner.chars() {
        depth += i32::from(sign == '(') - i32::from(sign == ')');
        if depth < 0 || depth == 0 && sign == ',' {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(sign);
        }
    }
    let parts = parts.iter().filter_map(|part| part.trim().split_once(' '));
    parts.map(|(name, rule)| (name.trim_matches('"').to_owned(), rule.to_owned())).collect()
}

/// A value that a column takes; a text that is bound to no list is `text`.
fn value(shape: &Shape, column: &str, rule: &str, text: &str) -> FieldValue {
    let known = wording::COLUMNS.iter().find(|(of, name, _)| (*of, *name) == (shape.table, column));
    if let Some((.., known)) = known {
        let word = WORDS.iter().find(|word| known(word)).expect("a word of each list");
        return FieldValue::Text((*word).to_owned());
    }
    match rule {
        _ if column == "public" => FieldValue::Integer(1),
        rule if rule.contains("LIKE '____-__-__'") => FieldValue::Text("2024-01-01".to_owned()),
        rule if rule.contains("= 1)") || rule.contains("BETWEEN") => FieldValue::Null,
        rule if rule.starts_with("INTEGER") => FieldValue::Integer(0),
        rule if rule.contains("IN ('") => {
            let word = rule.split("IN ('").nth(1).and_then(|rest| rest.split('\'').next());
            FieldValue::Text(word.unwrap().to_owned())
        }
        _ => FieldValue::Text(text.to_owned()),
    }
}

/// A file that is being filled.
struct Planting<'s> {
    store: &'s mut FileStore,
    rules: HashMap<&'static str, HashMap<String, String>>,
    /// A published row of each table.
    published: HashMap<&'static str, i64>,
    /// An entry that nothing hangs on.
    entry: i64,
    planted: Vec<String>,
}

impl Planting<'_> {
    /// To what a column of a row of its own refers.
    fn referred(&self, shape: &Shape, column: &str, of: &str, item: i64) -> FieldValue {
        match (shape.table, column, of) {
            (_, "parent_id", _) | ("publication", "item_id" | "set_id", _) => FieldValue::Null,
            (_, "target_id", _) => FieldValue::Integer(2),
            (_, _, "item") => FieldValue::Integer(item),
            (_, _, "entry") => FieldValue::Integer(self.entry),
            _ => self.published.get(of).map_or(FieldValue::Null, |id| FieldValue::Integer(*id)),
        }
    }

    /// Appends a row: internal by `all`, or by the item that it is about; `secret` says which columns
    /// hold one. Gives its number and its entry.
    fn row(&mut self, shape: &'static Shape, all: All, item: i64, secret: Secret) -> (i64, i64) {
        let mut fields = Vec::new();
        for column in shape.columns {
            let rule = self.rules[shape.table].get(column.name);
            let rule = rule.unwrap_or_else(|| panic!("{}.{}", shape.table, column.name));
            let sealed = shape.sealed().any(|name| name == column.name);
            let hides = secret == Secret::All || secret == Secret::Sealed && sealed;
            let text = if hides {
                format!("SECRET-{}-{}-{}", shape.table, column.name, self.planted.len())
            } else {
                format!("plain {}", column.name)
            };
            let held = match column.refers {
                Some(of) => self.referred(shape, column.name, of, item),
                None => value(shape, column.name, rule, &text),
            };
            let held = match all.iter().find(|(name, _)| *name == column.name) {
                Some((_, Is::Number(number))) => FieldValue::Integer(*number),
                Some((_, Is::Word(word))) => FieldValue::Text((*word).to_owned()),
                Some((_, Is::Missing)) => FieldValue::Null,
                None => held,
            };
            if held == FieldValue::Text(text.clone()) && hides {
                self.planted.push(text);
            }
            fields.push((column.name, held));
        }
        let mut tx = self.store.write().unwrap();
        let id = tx.reserve(shape.table).unwrap();
        fields.push(("id", FieldValue::Integer(id)));
        let records = vec![Record { table: shape.table, fields }];
        let new = NewEntry { command: "set", records, ..NewEntry::default() };
        let entry =
            tx.append(now(), new).unwrap_or_else(|error| panic!("{}: {error}", shape.table));
        tx.commit().unwrap();
        (id, entry)
    }
}

/// Which columns of a row hold a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Secret {
    None,
    Sealed,
    All,
}

/// What leaves the file as a ledger.
fn carried(store: &mut FileStore, reach: Reach) -> String {
    let mut told = String::new();
    store
        .carry(reach, &mut |line| {
            told.push_str(&format!("{line:?}"));
            Ok(())
        })
        .unwrap();
    told
}

#[test]
fn no_secret_of_any_table_is_in_a_redacted_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secrets.db");
    super::create(&path, |_| -> Result<(), StoreError> { Ok(()) }).unwrap();
    let mut store = super::open(&path).unwrap();
    let rules = SHAPES.iter().map(|shape| (shape.table, columns(store.connection(), shape.table)));
    let rules = rules.collect();
    let (published, planted) = (HashMap::new(), Vec::new());
    let mut planting = Planting { store: &mut store, rules, published, entry: 1, planted };
    // A tombstone is planted by destroying something, below.
    let shapes: Vec<&Shape> = SHAPES.iter().filter(|shape| shape.table != "purge").collect();
    let free = shapes.iter().find(|shape| shape.table == "seed_mark").unwrap();
    planting.entry = planting.row(free, &[], 1, Secret::None).1;
    for shape in &shapes {
        let (id, _) = planting.row(shape, &[], 1, Secret::None);
        planting.published.insert(shape.table, id);
        if shape.table == "item" {
            planting.row(shape, &[], 1, Secret::None);
        }
    }
    let hidden = shapes.iter().find(|shape| shape.table == "item").unwrap();
    let (hidden, _) = planting.row(hidden, &[("public", Is::Number(0))], 1, Secret::All);
    let mut destroyed = 0;
    for shape in &shapes {
        for all in shape.privacy.rows {
            planting.row(shape, all, 1, Secret::All);
        }
        for all in shape.privacy.texts {
            let (_, entry) = planting.row(shape, all, 1, Secret::Sealed);
            destroyed = if shape.table == "evidence" { entry } else { destroyed };
        }
        let about = shape.columns.iter().any(|column| column.refers == Some("item"));
        if about && shape.privacy.inherits && shape.table != "item" {
            planting.row(shape, &[], hidden, Secret::All);
        }
    }
    let planted = std::mem::take(&mut planting.planted);
    let tables = shapes.iter().filter(|shape| {
        planted.iter().any(|text| text.starts_with(&format!("SECRET-{}-", shape.table)))
    });
    assert!(tables.count() > 20 && planted.len() > 100, "{}", planted.len());
    let held = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
    assert!(planted.iter().all(|text| held.contains(text.as_str())), "the file has them all");
    let order = PurgeOrder {
        entry: destroyed,
        reason: "SECRET-purge-note".to_owned(),
        author: "SECRET-author".to_owned(),
    };
    store.purge(now(), &order).unwrap().expect("it held something");
    let copy = folder.path().join("public.db");
    store.redact_to(now().at, &copy).unwrap();
    let bytes = String::from_utf8_lossy(&fs::read(&copy).unwrap()).into_owned();
    let told = |(at, _): (usize, &str)| bytes[at..].chars().take(24).collect::<String>();
    let found: Vec<String> = bytes.match_indices("SECRET").map(told).collect();
    assert_eq!(found, Vec::<String>::new());
    assert!(bytes.contains("plain title"), "what is public is there");
    let told = carried(&mut store, Reach::Public);
    assert!(told.contains("plain title") && !told.contains("SECRET"), "and of the public ledger");
}
