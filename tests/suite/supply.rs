//! What enters the program: few packages, each with its reason, all from the one registry, none that
//! talks to a network. `cargo deny` (deny.toml) checks the same and licences; this needs no tool.

use std::path::Path;

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The values of `KEY = "…"` in a lock file.
fn values<'a>(lock: &'a str, key: &str) -> Vec<&'a str> {
    let start = format!("{key} = \"");
    let lines = lock.lines().filter_map(|line| line.strip_prefix(start.as_str()));
    lines.map(|value| value.trim_end_matches('"')).collect()
}

#[test]
fn every_package_is_of_the_registry_and_none_is_denied() {
    let rules = text("deny.toml");
    let denied: Vec<&str> = rules
        .lines()
        .filter_map(|line| line.trim().strip_prefix("{ crate = \""))
        .filter_map(|line| line.split('"').next())
        .collect();
    assert!(denied.len() >= 6, "{denied:?}");
    for path in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let lock = text(path);
        let sources = values(&lock, "source");
        let packages = values(&lock, "name").len();
        let checksums = values(&lock, "checksum").len();
        assert!(sources.len() > 100, "{path}");
        assert_eq!(sources.len(), checksums, "each has its checksum");
        assert!(packages - sources.len() <= 2, "only upr itself and its targets lie here");
        for source in sources {
            assert_eq!(source, "registry+https://github.com/rust-lang/crates.io-index", "{path}");
        }
        for name in &denied {
            assert!(!values(&lock, "name").contains(name), "{path} holds `{name}`");
        }
    }
}

#[test]
fn every_package_has_its_reason() {
    let manifest = text("Cargo.toml");
    let reasons = text("ARCHITECTURE.md");
    let (_, reasons) = reasons.split_once("## Packages, each with its reason").unwrap();
    let mut found = 0;
    for section in ["\n[dependencies]\n", "\n[dev-dependencies]\n"] {
        let (_, rest) = manifest.split_once(section).unwrap();
        let lines = rest.split("\n[").next().unwrap().lines();
        for name in lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name) {
            found += 1;
            let row = reasons.lines().find(|line| {
                let names = line.trim_start_matches("| ").split(" |").next().unwrap_or_default();
                names.split([',', ' ']).any(|word| word == name)
            });
            assert!(row.is_some(), "ARCHITECTURE.md gives no reason for `{name}`");
        }
    }
    assert!(found > 20, "{found} packages");
}
