//! `upr import`: files of others go in, matched with what is there; sheets of ours come back.

mod chain;
mod field;
mod foreign;
mod kinds;
mod sheets;

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Ran, World};

/// A file of the fixtures.
fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// A file of the corpus, if that is here.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn corpus(name: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let root = std::env::var_os("UPR_CORPUS").map_or(beside, PathBuf::from);
    let path = root.join(name);
    if path.exists() {
        return Some(path);
    }
    println!("SKIPPED: no corpus file {}; set UPR_CORPUS to run this test", path.display());
    None
}

/// A world with an empty file.
fn empty() -> World {
    let world = World::new();
    world.ok("init --db my.db --empty");
    world
}

/// Imports files with options; gives the account.
#[track_caller]
fn import(world: &World, files: &[PathBuf], options: &str) -> Value {
    let ran = run(world, files, options);
    assert_eq!(ran.code, 0, "{ran}");
    serde_json::from_str(&ran.stdout).unwrap()
}

fn run(world: &World, files: &[PathBuf], options: &str) -> Ran {
    let names: Vec<_> = files.iter().map(|path| format!("'{}'", path.display())).collect();
    world.upr(&format!("import {} {options} --format json", names.join(" ")))
}

/// Added, updated and unchanged.
fn counts(account: &Value) -> [i64; 3] {
    ["added", "updated", "unchanged"].map(|key| account["facts"][key].as_i64().unwrap())
}

/// The items of a set that are recommendations, by position.
fn positions(world: &World, set: &str) -> Vec<(String, i64)> {
    let answer = world.json(&format!("report --set {set} --by position"));
    let rows = answer["tables"]["positions"].as_array().unwrap();
    let row = |row: &Value| {
        (row["key"].as_str().unwrap_or("").to_owned(), row["items"].as_i64().unwrap())
    };
    rows.iter().map(row).filter(|(_, items)| *items > 0).collect()
}
