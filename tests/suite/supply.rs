//! What enters the program: few packages, each with its reason, all from the one registry; none that
//! talks to a network in the core, and with pages or homes only those that they stand on. `cargo deny`
//! (deny.toml, deny-core.toml) checks the same; this needs no tool.

use std::path::Path;
use std::process::Command;

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
fn every_package_is_of_the_registry() {
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
    }
}

/// The licences that are allowed: those of deny.toml.
fn allowed() -> Vec<String> {
    let rules = text("deny.toml");
    let list = rules.split_once("allow = [").and_then(|(_, rest)| rest.split_once(']'));
    let names =
        list.map_or("", |(list, _)| list).split(',').map(|name| name.trim().trim_matches('"'));
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Name and licence of each package that is built on this machine, for the program or for its tests;
/// none where a package of these features was never downloaded here.
fn licences(features: &[&str]) -> Option<Vec<(String, String)>> {
    let rustc = Command::new(option_env!("RUSTC").unwrap_or("rustc")).arg("-vV").output().unwrap();
    let told = String::from_utf8_lossy(&rustc.stdout).into_owned();
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let told = Command::new(option_env!("CARGO").unwrap_or("cargo"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .args(["--filter-platform", host])
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let wrong = String::from_utf8_lossy(&told.stderr);
    if wrong.contains("--offline was specified") || wrong.contains("offline mode") {
        return None;
    }
    assert!(told.status.success(), "{wrong}");
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    let word =
        |package: &serde_json::Value, key: &str| package[key].as_str().unwrap_or("").to_owned();
    let packages = told["packages"].as_array().unwrap().iter();
    Some(packages.map(|package| (word(package, "name"), word(package, "license"))).collect())
}

#[test]
fn every_licence_is_allowed() {
    let allowed = allowed();
    assert!(allowed.len() >= 4 && allowed.contains(&"MIT".to_owned()), "{allowed:?}");
    // Those of a home are only there where it was built.
    let packages = licences(&["--all-features"]).or_else(|| licences(&[]));
    let packages = packages.expect("the packages that this test was built from are there");
    assert!(packages.len() > 100, "{}", packages.len());
    for (name, licence) in packages {
        let terms = spdx::Expression::parse_mode(&licence, spdx::ParseMode::LAX);
        let terms = terms.unwrap_or_else(|error| panic!("{name} says `{licence}`: {error}"));
        let may = terms.evaluate(|asked| {
            asked.license.id().is_some_and(|id| allowed.iter().any(|name| name == id.name))
        });
        assert!(may, "{name} is under `{licence}`, which deny.toml does not allow");
    }
}

/// What enters with these features, on any platform.
fn tree(features: &[&str]) -> Vec<String> {
    known_tree(features).unwrap()
}

/// The same; none where a package of other features was never downloaded here.
fn known_tree(features: &[&str]) -> Option<Vec<String>> {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let told = Command::new(cargo)
        .args(["tree", "--locked", "--offline", "-e", "normal", "--prefix", "none", "-f", "{p}"])
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let wrong = String::from_utf8_lossy(&told.stderr);
    if wrong.contains("--offline was specified") {
        return None;
    }
    assert!(told.status.success(), "{wrong}");
    let lines = String::from_utf8(told.stdout).unwrap();
    let mut names: Vec<_> =
        lines.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    Some(names)
}

/// What talks to a network, or is there for what does.
fn denied() -> Vec<String> {
    let rules = text("deny-core.toml");
    let lines = rules.lines().filter_map(|line| line.trim().strip_prefix("{ crate = \""));
    let denied: Vec<_> =
        lines.filter_map(|line| line.split('"').next()).map(str::to_owned).collect();
    assert!(denied.len() >= 8, "{denied:?}");
    denied
}

#[test]
fn the_core_has_no_network_code() {
    let core = tree(&["--no-default-features"]);
    assert!(core.len() > 50 && core.contains(&"rusqlite".to_owned()), "{core:?}");
    for name in denied() {
        assert!(!core.contains(&name), "the core holds `{name}`");
    }
}

/// What the pages bring beside the core.
const WEB: &[&str] = &[
    "atomic-waker",
    "axum",
    "axum-core",
    "bytes",
    "futures-core",
    "futures-task",
    "futures-util",
    "http",
    "http-body",
    "http-body-util",
    "httparse",
    "httpdate",
    "hyper",
    "hyper-util",
    "matchit",
    "mime",
    "mio",
    "multer",
    "pin-project-lite",
    "slab",
    "socket2",
    "spin",
    "sync_wrapper",
    "tokio",
    "tower",
    "tower-http",
    "tower-layer",
    "tower-service",
    "tracing",
    "tracing-core",
];

/// What a home brings beside the core.
const OFFICE: &[&str] = &[
    "async-trait",
    "base64",
    "bytes",
    "cmov",
    "ctutils",
    "der",
    "der_derive",
    "flagset",
    "futures-channel",
    "futures-core",
    "futures-sink",
    "futures-task",
    "futures-util",
    "hmac",
    "md-5",
    "mio",
    "phf",
    "phf_shared",
    "pin-project-lite",
    "postgres",
    "postgres-protocol",
    "postgres-types",
    "ring",
    "rustls",
    "rustls-pki-types",
    "rustls-webpki",
    "slab",
    "socket2",
    "spki",
    "subtle",
    "tokio",
    "tokio-postgres",
    "tokio-postgres-rustls",
    "tokio-rustls",
    "tokio-util",
    "untrusted",
    "x509-cert",
    "zeroize",
];

#[test]
fn pages_and_homes_bring_what_is_listed_and_nothing_else() {
    let core = tree(&["--no-default-features"]);
    for (feature, listed) in [("web", WEB), ("office", OFFICE)] {
        let Some(with) = known_tree(&["--no-default-features", "--features", feature]) else {
            println!("SKIPPED: what `{feature}` brings was never downloaded here");
            continue;
        };
        let brought: Vec<_> = with.iter().filter(|name| !core.contains(name)).collect();
        assert!(brought.len() > 10, "{brought:?}");
        for name in brought {
            assert!(
                listed.contains(&name.as_str()),
                "`{name}` came with `{feature}`, and is not listed"
            );
        }
    }
}

#[test]
fn the_default_build_has_nothing_of_a_home() {
    let built = tree(&[]);
    for name in ["postgres", "tokio-postgres", "rustls", "ring"] {
        assert!(!built.contains(&name.to_owned()), "`{name}` is in the default build");
    }
}

#[test]
fn every_package_has_its_reason() {
    let manifest = text("Cargo.toml");
    let reasons = text("ARCHITECTURE.md");
    let (_, reasons) = reasons.split_once("## Packages, each with its reason").unwrap();
    let mut found = 0;
    let for_tests = "\n[target.'cfg(unix)'.dev-dependencies]\n";
    for section in ["\n[dependencies]\n", "\n[dev-dependencies]\n", for_tests] {
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
