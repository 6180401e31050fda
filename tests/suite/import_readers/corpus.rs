//! Finds the corpus, its truth files and the register of States.

use std::path::{Path, PathBuf};

use serde_json::Value;
use upr::domain::states::{State, States};

/// The corpus, if it is here.
pub(super) fn corpus() -> Option<PathBuf> {
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

/// The register of States: the seeds', and until they are there the corpus's neighbour.
pub(super) fn states(corpus: &Path) -> States {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/states.csv");
    if seeds.is_file() { seeded(&seeds) } else { from_facts(corpus) }
}

fn rows(path: &Path) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

fn seeded(path: &Path) -> States {
    let state = |row: std::collections::HashMap<String, String>| {
        let spellings = row["spellings"].split("; ").map(str::to_owned);
        let upr_info = row.get("upr_info_name").cloned();
        State {
            iso3: row["iso3"].clone(),
            name: row["name"].clone(),
            official_name: row["official_name"].clone(),
            region: row["region"].clone(),
            spellings: spellings.chain(upr_info).collect(),
            member: matches!(row["member"].as_str(), "1" | "yes" | "true"),
        }
    };
    States::new(rows(path).into_iter().map(state).collect())
}

fn from_facts(corpus: &Path) -> States {
    let spellings = truth(corpus, "states.json");
    let spellings = spellings.as_object().unwrap();
    let met = |name: &str| {
        let met = spellings.iter().filter(move |(_, known)| known.as_str() == Some(name));
        met.map(|(spelling, _)| spelling.clone()).collect::<Vec<_>>()
    };
    let state = |row: std::collections::HashMap<String, String>| State {
        iso3: row["iso3"].clone(),
        name: row["iso_name"].clone(),
        official_name: row["official_name"].clone(),
        region: row["regional_group"].clone(),
        spellings: [vec![row["upr_info_name"].clone()], met(&row["upr_info_name"])].concat(),
        member: true,
    };
    let observer = |iso3: &str, name: &str| State {
        iso3: iso3.into(),
        name: name.into(),
        official_name: String::new(),
        region: "Observer".into(),
        spellings: met(name),
        member: false,
    };
    let mut states: Vec<State> =
        rows(&corpus.join("../facts/states.csv")).into_iter().map(state).collect();
    states.extend([observer("VAT", "Holy See"), observer("PSE", "Palestine")]);
    States::new(states)
}
