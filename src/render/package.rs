//! What lies beside the tables of an export: a README for people, a Frictionless `datapackage.json` for
//! programs; and `docs/data.md`, which says the same of all tables.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use crate::domain::words::Vocabulary;
use crate::domain::{
    ActionLevel, ActorKind, AssessorKind, Certainty, Confidence, Effect, EvidenceKind,
    IndicatorKind, Kind as ItemKind, Level, Life, Measure, Origin, Position, Relation,
};
use crate::report::data::{AboutExport, DataTable, tables};
use crate::report::{Column, Kind};

/// How a table's values are written, in words.
const WRITTEN: &str = "Comma-separated values in UTF-8, the first line names the columns. An empty cell is nothing, never 0 and never \"not assessed\". A day is `2025-10-02`; what is known to the month or year only is `2025-10` or `2025`. Several values in a cell stand between `; `. A text that a spreadsheet would take for a formula begins with an apostrophe. Of what is internal the cells are empty and the rows missing.";

/// The views of the file with their columns; a test holds them against it.
const VIEWS: &[(&str, &str)] = &[
    ("v_items", "id set_key ref parent text kind actor force state deadline origin entry"),
    ("v_status", "id assessor status effective_on confidence unsourced note public entry"),
    ("v_history", "entry id assessor status effective_on recorded_at note public taken_back"),
    (
        "v_evidence",
        "entry id kind effect address paragraph title publisher dated accessed quote page public",
    ),
    ("v_positions", "entry id position dated effective_on undated document paragraph"),
    ("v_tags", "entry id vocabulary term label origin confidence assisted"),
    ("v_links", "entry id relation other origin confidence assisted reason public"),
    ("v_calendar", "entry key label state set_key date kind certainty voluntary basis"),
];

/// What a column holds, in words and as a Frictionless type.
fn held(column: &Column) -> (&'static str, &'static str) {
    match column.kind {
        Kind::Number => ("whole number", "integer"),
        Kind::Share => ("share, 0 to 1", "number"),
        Kind::Date => ("day", "date"),
        Kind::Status => ("status", "string"),
        Kind::Label | Kind::Item => ("label", "string"),
        Kind::Text => ("text", "string"),
    }
}

fn meaning(column: &Column) -> &str {
    column.explanation.as_deref().unwrap_or(&column.title)
}

/// The tables, each with its columns, as Markdown.
fn described(tables: &[DataTable], level: &str) -> String {
    let mut text = String::new();
    for table in tables {
        let _ = writeln!(text, "{level} {}\n\n{}\n", table.name, table.row);
        if let Some(key) = table.key {
            let _ = writeln!(text, "`{key}` is each row's own.\n");
        }
        let _ = writeln!(text, "| column | holds | is |\n|---|---|---|");
        for column in &table.columns {
            let meaning = meaning(column).replace('|', "\\|").replace('\n', " ");
            let _ = writeln!(text, "| `{}` | {} | {meaning} |", column.key, held(column).0);
        }
        text.push('\n');
    }
    text
}

/// `docs/data.md`.
pub fn documentation() -> String {
    let mut text = format!(
        "# The data\n\n`upr export csv --what TABLE` writes one of these tables, `--what all -o FOLDER` all of \
         them with a README and a Frictionless `datapackage.json`. Columns keep their names; new ones come \
         last.\n\n{WRITTEN}\n\n## Words\n\n"
    );
    text.push_str(&words());
    text.push_str(
        "\n## Views in the file\n\nWhoever opens the file with another program (`sqlite3 my.db`, Datasette) \
         finds what is in force as views, read-only. They know no \"today\": of a status the latest in force \
         stands with the day from which it holds. What is internal is in them, and so are the actions of \
         plans; `serves` joins one with what it is taken for. A `state` is an ISO 3166 code, yes and no are \
         1 and 0, `assessor` is a key. `v_history` has what somebody said, without the entries that took it \
         back; `v_taken_back` (`entry`) names those that the others leave out.\n\n\
         | view | columns |\n|---|---|\n",
    );
    for (view, columns) in VIEWS {
        let columns: Vec<String> = columns.split(' ').map(|name| format!("`{name}`")).collect();
        let _ = writeln!(text, "| `{view}` | {} |", columns.join(", "));
    }
    text.push_str("\n## Tables\n\n");
    text.push_str(&described(&tables(), "###"));
    format!("{}\n", text.trim_end())
}

/// The words of columns: what stands in the data, and what people read for it.
fn words() -> String {
    fn list<T: Vocabulary>(what: &str) -> String {
        let words = T::WORDS.iter().map(|(_, slug, label)| format!("`{slug}` ({label})"));
        format!("- {what}: {}.\n", words.collect::<Vec<_>>().join(", "))
    }
    [
        list::<Level>("Status"),
        list::<ActionLevel>("Status of an action"),
        list::<Position>("Position"),
        list::<ItemKind>("Kind of item"),
        list::<ActorKind>("To whom an item is addressed"),
        list::<Life>("Life of an item"),
        list::<AssessorKind>("Kind of assessor"),
        list::<Confidence>("Confidence"),
        list::<EvidenceKind>("Kind of evidence"),
        list::<Effect>("What evidence does"),
        list::<Relation>("Relation of two items"),
        list::<Origin>("Origin of a classification"),
        list::<Certainty>("Certainty of a date"),
        list::<IndicatorKind>("Kind of indicator"),
        list::<Measure>("Kind of figure"),
    ]
    .concat()
}

/// The README of an export.
pub fn readme(about: &AboutExport) -> String {
    let mut text = format!("# {}\n\n", about.title);
    if let Some(stamp) = &about.stamp {
        let _ = writeln!(text, "**{stamp}**\n");
    }
    let _ = writeln!(text, "As of {}; upr {}.", about.as_of, about.version);
    if let Some((entry, hash)) = &about.head {
        let _ = writeln!(
            text,
            "The ledger's newest entry is {entry}, its hash {hash}. Both count everything that was recorded, \
             what is internal too: between two exports they tell that something was written, not what."
        );
    }
    let _ = writeln!(
        text,
        "\nA status is what its assessor says, with the day from which it holds; \"not assessed\" says \
         nothing about the situation.\n\n{WRITTEN}\n"
    );
    text.push_str(&described(&tables(), "##"));
    format!("{}\n", text.trim_end())
}

/// `datapackage.json`, as the Frictionless specification has it (v1: a tabular data package).
pub fn datapackage(about: &AboutExport) -> String {
    let resources: Vec<Json> = tables().iter().map(resource).collect();
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "upr-export",
        "title": about.title,
        "version": about.as_of,
        "created": format!("{}T00:00:00Z", about.as_of),
        "resources": resources,
    });
    let more = [
        ("description", about.stamp.clone()),
        ("upr:fingerprint", about.head.as_ref().map(|(_, hash)| hash.clone())),
    ];
    if let Json::Object(package) = &mut package {
        for (key, value) in more {
            if let Some(value) = value {
                package.insert(key.to_owned(), value.into());
            }
        }
    }
    format!("{package:#}\n")
}

fn resource(table: &DataTable) -> Json {
    let fields: Vec<Json> = table.columns.iter().map(field).collect();
    let mut schema = Map::new();
    schema.insert("fields".to_owned(), fields.into());
    schema.insert("missingValues".to_owned(), json!([""]));
    if let Some(key) = table.key {
        schema.insert("primaryKey".to_owned(), key.into());
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": format!("{}.csv", table.name),
        "description": table.row,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

fn field(column: &Column) -> Json {
    let mut field = Map::new();
    field.insert("name".to_owned(), column.key.into());
    field.insert("title".to_owned(), column.title.as_str().into());
    field.insert("description".to_owned(), meaning(column).into());
    field.insert("type".to_owned(), held(column).1.into());
    if column.kind == Kind::Status && column.key == "status" {
        let levels: Vec<&str> = Level::ALL.iter().map(|level| level.slug()).collect();
        field.insert("constraints".to_owned(), json!({ "enum": levels }));
    }
    field.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_says_what_it_means() {
        for table in tables() {
            let mut keys: Vec<&str> = table.columns.iter().map(|column| column.key).collect();
            assert!(table.key.is_none_or(|key| keys.contains(&key)), "{}", table.name);
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), table.columns.len(), "{}: a key is there twice", table.name);
            for column in &table.columns {
                let meaning = column.explanation.as_deref().unwrap_or_default();
                assert!(meaning.len() > 5, "{}.{}", table.name, column.key);
            }
        }
    }
}
