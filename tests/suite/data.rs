//! Open data: the tables of an export with what they mean, and the views in the file that say the same.

use std::collections::BTreeSet;

use super::handin::written;
use crate::support::World;

const TABLES: [&str; 11] = [
    "items",
    "history",
    "evidence",
    "positions",
    "tags",
    "links",
    "timeline",
    "documents",
    "calendar",
    "remarks",
    "indicators",
];

/// The rows of a table as an export has them on a day after all that the file knows: these columns of each.
fn exported(world: &World, what: &str, columns: &[&str]) -> BTreeSet<Vec<String>> {
    let words = format!("export csv --what {what} --set all --internal --as-of 2029-12-31");
    let text = written(world, &words, &format!("{what}.csv"));
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let heads = reader.headers().unwrap().clone();
    let at: Vec<usize> = columns
        .iter()
        .map(|key| heads.iter().position(|head| head == *key).unwrap_or_else(|| panic!("{key}")))
        .collect();
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| at.iter().map(|at| row[*at].to_owned()).collect()).collect()
}

/// The same of a view.
fn viewed(world: &World, sql: &str) -> BTreeSet<Vec<String>> {
    let file = rusqlite::Connection::open(world.path("my.db")).unwrap();
    let mut statement = file.prepare(sql).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let cell = |at| {
            Ok(match row.get_ref(at)? {
                rusqlite::types::ValueRef::Null => String::new(),
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                other => other.as_str()?.to_owned(),
            })
        };
        (0..columns).map(cell).collect::<rusqlite::Result<Vec<String>>>()
    };
    let rows = statement.query_map([], row).unwrap();
    // The views hold plans as well, which an export has only where they are named.
    let rows = rows.map(Result::unwrap).filter(|row: &Vec<String>| !row[0].starts_with("EXP:"));
    rows.collect()
}

/// Seen from a day on which all dates of the example are past: what is in force without a day is what is in
/// force then.
#[test]
fn the_views_of_the_file_say_what_the_exports_say() {
    let world = World::example();
    world.ok("status set 12 implemented --note taken-back");
    world.ok("undo");
    world.ok("status set 13 regressed --note 'once more'");
    for (what, columns, sql) in [
        ("items", "id ref parent text kind", "SELECT id, ref, parent, text, kind FROM v_items"),
        ("evidence", "id entry effect", "SELECT id, entry, effect FROM v_evidence"),
        ("positions", "id position document", "SELECT id, position, document FROM v_positions"),
        ("tags", "id vocabulary term", "SELECT id, vocabulary, term FROM v_tags"),
        ("links", "id relation other", "SELECT id, relation, other FROM v_links"),
        ("calendar", "key date", "SELECT key, date FROM v_calendar"),
    ] {
        let columns: Vec<&str> = columns.split(' ').collect();
        let said = exported(&world, what, &columns);
        let seen = viewed(&world, sql);
        assert!(!said.is_empty(), "{what}");
        let differs = said.symmetric_difference(&seen).next();
        assert!(differs.is_none(), "{what}: {differs:?}");
    }
    // The owner's status of what is tracked as a whole or as a component.
    let compound = viewed(&world, "SELECT DISTINCT parent FROM v_items WHERE parent <> ''");
    let compound: BTreeSet<String> = compound.into_iter().map(|mut row| row.remove(0)).collect();
    let mut said = exported(&world, "items", &["id", "status"]);
    said.retain(|row| row[1] != "not-assessed" && !compound.contains(&row[0]));
    let sql =
        "SELECT id, status FROM v_status WHERE assessor = 'tracker' AND status <> 'not-assessed'";
    assert_eq!(said, viewed(&world, sql));
    let said = exported(&world, "history", &["id", "entry", "status"]);
    let seen = viewed(&world, "SELECT id, entry, status FROM v_history");
    assert!(seen.is_subset(&said), "what was taken back stands there, too");
}

#[test]
fn a_view_takes_no_writes() {
    let world = World::example();
    let file = rusqlite::Connection::open(world.path("my.db")).unwrap();
    for view in ["items", "status", "history", "evidence", "positions", "tags", "links", "calendar"]
    {
        let error = file.execute(&format!("DELETE FROM v_{view}"), []).unwrap_err();
        assert!(error.to_string().contains("because it is a view"), "{error}");
    }
    world.ok("doctor");
}

#[test]
fn all_tables_go_into_a_folder_with_what_they_mean() {
    let world = World::example();
    world.ok("status set 11 in-progress --note 'heard in confidence'");
    let ran = world.upr("export csv --what all -o data");
    assert_eq!(ran.code, 0, "{ran}");
    let read = |name: &str| std::fs::read_to_string(world.path("data").join(name)).unwrap();
    let package: serde_json::Value = serde_json::from_str(&read("datapackage.json")).unwrap();
    assert_eq!(package["profile"], "tabular-data-package");
    let name_is_plain = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || "-._".contains(c))
    };
    assert!(name_is_plain(package["name"].as_str().unwrap()));
    let resources = package["resources"].as_array().unwrap();
    let names: Vec<&str> = resources.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, TABLES);
    let types = ["string", "integer", "number", "date"];
    for resource in resources {
        assert_eq!(resource["profile"], "tabular-data-resource");
        let text = read(resource["path"].as_str().unwrap());
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let heads: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(
            table.headers().unwrap().iter().collect::<Vec<_>>(),
            heads,
            "{}",
            resource["name"]
        );
        for field in fields {
            assert!(types.contains(&field["type"].as_str().unwrap()));
            assert!(field["description"].as_str().unwrap().len() > 5);
        }
        // Every value is of its type, and a key names one row.
        let key = resource["schema"]["primaryKey"]
            .as_str()
            .map(|key| heads.iter().position(|head| *head == key).unwrap());
        let mut keys = BTreeSet::new();
        for row in table.records() {
            let row = row.unwrap();
            if let Some(at) = key {
                assert!(keys.insert(row[at].to_owned()), "{}: {}", resource["name"], &row[at]);
            }
            for (value, field) in row.iter().zip(fields).filter(|(value, _)| !value.is_empty()) {
                let fits = match field["type"].as_str().unwrap() {
                    "integer" => value.parse::<i64>().is_ok(),
                    "number" => value.parse::<f64>().is_ok(),
                    "date" => chrono::NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok(),
                    _ => true,
                };
                assert!(fits, "{}.{}: {value}", resource["name"], field["name"]);
            }
        }
        assert!(!text.contains("heard in confidence"), "{}", resource["name"]);
    }
    let about = read("README.md");
    assert!(TABLES.iter().all(|table| about.contains(&format!("\n## {table}\n"))), "{about}");
    assert!(about.contains("EXAMPLE"));
    // A folder that is there is left alone; half an export is none.
    assert!(world.refused("export csv --what all -o data").stderr.contains("exists already"));
    assert!(world.refused("export csv --what all").stderr.contains("into a folder"));
    world.refused("export csv --what all --set NONE -o other");
    assert!(!world.path("other").exists());
}

/// What `docs/data.md` says of the views is what there is.
#[test]
fn the_documentation_names_every_view() {
    let world = World::example();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'view' AND name <> 'v_taken_back'";
    let views: Vec<String> = viewed(&world, sql).into_iter().map(|mut row| row.remove(0)).collect();
    assert_eq!(views.len(), 8);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/data.md");
    let text = std::fs::read_to_string(path).unwrap();
    for view in views {
        let columns = viewed(&world, &format!("SELECT name FROM pragma_table_info('{view}')"));
        assert!(text.contains(&format!("| `{view}` |")), "{view}");
        let line = text.lines().find(|line| line.starts_with(&format!("| `{view}` |"))).unwrap();
        for column in columns {
            assert!(line.contains(&format!("`{}`", column[0])), "{view}.{}", column[0]);
        }
    }
}

/// `UPR_BLESS=1 cargo test --test suite data` writes it again.
#[test]
fn the_documentation_of_the_data_is_made_from_the_columns() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/data.md");
    let made = upr::render::package::documentation();
    if std::env::var_os("UPR_BLESS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == made, "docs/data.md is not what the columns say: write it again");
}
