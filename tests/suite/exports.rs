//! `exports/` holds what the tool writes, with the clock stopped.
//!
//! `UPR_WRITE_EXPORTS=1 cargo test --test suite exports` writes the files again.

use std::path::Path;

use super::support::World;

/// File, whether it is of the example, and the command.
const EXPORTS: &[(&str, bool, &str)] = &[
    ("annex.csv", false, "export csv"),
    ("timeline.csv", false, "export csv --what timeline"),
    ("progress.md", false, "report --format md"),
    ("example-history.csv", true, "export csv --what history"),
    ("example-progress.md", true, "report --format md"),
    ("example-progress.json", true, "report --format json"),
];

#[test]
fn the_committed_exports_are_what_the_tool_writes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("exports");
    let (seeds, example) = (World::seeded(), World::example());
    let writing = std::env::var_os("UPR_WRITE_EXPORTS").is_some();
    for (name, of_example, words) in EXPORTS {
        let world = if *of_example { &example } else { &seeds };
        world.ok(&format!("{words} -o {name}"));
        let now = std::fs::read(world.path(name)).unwrap();
        if writing {
            std::fs::write(folder.join(name), &now).unwrap();
        }
        let then = std::fs::read(folder.join(name)).unwrap_or_default();
        assert!(then == now, "exports/{name} is not what `upr {words}` writes: write them again");
        if *of_example {
            let text = String::from_utf8_lossy(&now);
            assert!(!text.contains("Korea"), "the example speaks of no real State");
        }
    }
}

#[test]
fn no_status_of_a_real_state_is_committed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("exports");
    let text = std::fs::read_to_string(folder.join("annex.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = reader.headers().unwrap().iter().position(|key| key == "status").unwrap();
    assert!(reader.records().all(|row| &row.unwrap()[at] == "not-assessed"));
}
