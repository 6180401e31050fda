//! Finds the corpus, its truth files and the register of States.

use std::path::{Path, PathBuf};

use serde_json::Value;
use upr::domain::states::{State, States};

/// The corpus, if it is here.
pub(crate) fn corpus() -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "a test has no settings")]
    let named = std::env::var_os("UPR_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let found = named.unwrap_or(beside);
    if found.is_dir() {
        return Some(found);
    }
    println!("SKIPPED: no corpus at {}; set UPR_CORPUS to run this test", found.display());
    None
}

/// A file of the corpus.
pub(super) fn bytes(path: impl AsRef<Path>) -> Vec<u8> {
    let path = path.as_ref();
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A truth file.
pub(super) fn truth(corpus: &Path, name: &str) -> Value {
    serde_json::from_slice(&bytes(corpus.join(name))).unwrap()
}

fn rows(path: &Path) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

/// The register of States, from the seeds.
pub(crate) fn states() -> States {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/states.csv");
    let state = |row: std::collections::HashMap<String, String>| {
        let spellings = row["spellings"].split("; ").map(str::to_owned);
        let upr_info = row.get("upr_info_name").cloned();
        State {
            iso3: row["iso3"].clone(),
            name: row["name"].clone(),
            official_name: row["official_name"].clone(),
            region: row["region"].clone(),
            spellings: spellings.chain(upr_info).collect(),
            member: matches!(row["member"].as_str(), "yes"),
        }
    };
    States::new(rows(&path).into_iter().map(state).collect())
}
