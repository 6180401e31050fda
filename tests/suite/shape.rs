//! The shape of the house: how long a file may be, that none stands in a circle with another, that a
//! type's name is the only one, and that the contract of the store asks all of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::architecture::{code, is_test, room, sources};

const LONGEST: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_file_has_one_idea() {
    let mut files = Vec::new();
    for folder in ["src", "tests", "examples"] {
        sources(&root().join(folder), &mut files);
    }
    let mut longer = Vec::new();
    for path in files {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        let shown = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        if lines > LONGEST {
            longer.push((shown, lines));
        }
    }
    assert!(longer.is_empty(), "over {LONGEST} lines are {longer:?}");
}

/// A file as its module's path: `app/import/mod.rs` is `app/import`.
fn module(path: &Path) -> Vec<String> {
    let below = path.strip_prefix(root().join("src")).unwrap().with_extension("");
    let mut parts: Vec<String> =
        below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// The paths that a tree of `use` names.
fn expand(tree: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((before, inner)) = tree.strip_suffix('}').and_then(|tree| tree.split_once('{')) else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        paths.push(path.trim_end_matches("::self").to_owned());
        return;
    };
    let (mut depth, mut start) = (0, 0);
    for (at, sign) in inner.char_indices().chain([(inner.len(), ',')]) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let part = inner[start..at].trim();
                if !part.is_empty() {
                    expand(&format!("{before}{part}"), paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// What a file names: by `use`, or by a whole path.
fn named(text: &str) -> Vec<String> {
    let (mut paths, mut rest) = (Vec::new(), String::new());
    let mut code = text;
    while let Some(at) = code.find("use ") {
        let begins = code[..at].rsplit('\n').next().unwrap_or_default();
        let is_use = begins.trim().is_empty() || begins.trim_start().starts_with("pub");
        let end = code[at..].find(';').map_or(code.len(), |end| at + end);
        if is_use {
            expand(&code[at + 4..end], &mut paths);
            rest.push_str(&code[..at]);
            code = &code[end..];
        } else {
            rest.push_str(&code[..at + 4]);
            code = &code[at + 4..];
        }
    }
    rest.push_str(code);
    let name = |sign: char| sign.is_alphanumeric() || sign == '_';
    for start in ["crate::", "super::"] {
        for (at, _) in rest.match_indices(start) {
            if rest[..at].ends_with(|sign| name(sign) || sign == ':') {
                continue;
            }
            let end = rest[at..].find(|sign| !name(sign) && sign != ':').unwrap_or(rest.len() - at);
            paths.push(rest[at..at + end].trim_end_matches(':').to_owned());
        }
    }
    paths
}

/// A path from within a module, from the root; none for what is no file of ours.
fn absolute(module: &[String], path: &str, files: &BTreeMap<Vec<String>, String>) -> Vec<String> {
    let mut parts: Vec<String> = path.split("::").map(str::to_owned).collect();
    if parts[0] == "crate" {
        return parts.split_off(1);
    }
    let mut base = module.to_vec();
    let ups = parts.iter().take_while(|part| *part == "super").count();
    base.truncate(base.len().saturating_sub(ups));
    if ups > 0 || parts[0] == "self" {
        base.extend(parts.split_off(ups.max(1)));
        return base;
    }
    let child = [module, &parts[..1]].concat();
    if files.contains_key(&child) { [module, &parts].concat() } else { Vec::new() }
}

/// Which file of ours a path leads to, through what others hand on.
fn leads(
    path: &[String],
    files: &BTreeMap<Vec<String>, String>,
    names: &BTreeMap<Vec<String>, Vec<Vec<String>>>,
    depth: usize,
) -> Option<Vec<String>> {
    let length = (1..=path.len()).rev().find(|length| files.contains_key(&path[..*length]))?;
    let file = path[..length].to_vec();
    let Some(wanted) = path.get(length).filter(|_| depth < 6) else { return Some(file) };
    let handed = names[&file].iter().find(|name| name.last() == Some(wanted));
    match handed.filter(|handed| handed.len() <= length || handed[..=length] != path[..=length]) {
        Some(handed) => {
            let further = [handed, &path[length + 1..]].concat();
            leads(&further, files, names, depth + 1).or(Some(file))
        }
        None => Some(file),
    }
}

/// Which files each file names, those aside that stand above or below it.
fn arrows() -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let mut files = BTreeMap::new();
    for (path, text) in room("") {
        let module = module(&path);
        if !is_test(&path) && module != ["lib"] && module != ["main"] {
            files.insert(module, code(&text));
        }
    }
    let named: BTreeMap<Vec<String>, Vec<Vec<String>>> = files
        .iter()
        .map(|(module, text)| {
            let paths = named(text).into_iter().map(|path| absolute(module, &path, &files));
            (module.clone(), paths.filter(|path| !path.is_empty()).collect())
        })
        .collect();
    let to = |module: &Vec<String>| {
        let paths = named[module].iter().filter_map(|path| leads(path, &files, &named, 0));
        paths.filter(|to| !to.starts_with(module) && !module.starts_with(to)).collect()
    };
    files.keys().map(|module| (module.clone(), to(module))).collect()
}

#[test]
fn no_file_stands_in_a_circle() {
    let arrows = arrows();
    let reached = |from: &Vec<String>| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(module) = next.pop() {
            next.extend(arrows[module].iter().filter(|to| seen.insert((*to).clone())));
        }
        seen
    };
    let in_circles = arrows.keys().filter(|module| reached(module).contains(*module));
    let circles: Vec<String> = in_circles.map(|module| module.join("/")).collect();
    assert!(circles.is_empty(), "these name each other, directly or by others: {circles:?}");
    let count: usize = arrows.values().map(BTreeSet::len).sum();
    assert!(count > 1_000, "only {count} arrows were seen");
}

/// The types of a file, by name. `Result` is none: by Rust's own custom a room calls that what it gives back
/// with its own error, as `std::io` does.
fn types(text: &str) -> Vec<String> {
    let name = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at =
            words.iter().position(|word| ["struct", "enum", "trait", "type"].contains(word))?;
        if at > 0 && !words[0].starts_with("pub") || line.starts_with(' ') {
            return None;
        }
        let name = words.get(at + 1)?;
        let end = name.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(name.len());
        let name = name[..end].to_owned();
        (words[at] != "type" || name != "Result").then_some(name)
    };
    text.lines().filter_map(name).collect()
}

#[test]
fn a_type_has_a_name_of_its_own() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in room("").into_iter().filter(|(path, _)| !is_test(path)) {
        for name in types(&code(&text)) {
            places.entry(name).or_default().push(module(&path).join("/"));
        }
    }
    assert!(places.len() > 500, "only {} types were seen", places.len());
    places.retain(|_, places| places.len() > 1);
    assert!(places.is_empty(), "several types have these names: {places:#?}");
}

#[test]
fn the_contract_asks_each_question_and_writes_each_way() {
    let store = root().join("src/store");
    let mut asked = String::new();
    let mut checks = vec![store.join("contract.rs")];
    sources(&store.join("contract"), &mut checks);
    for path in checks {
        asked.push_str(&fs::read_to_string(path).unwrap());
    }
    let mut promises: Vec<_> = ["mod.rs", "write.rs", "travel.rs", "merge.rs", "custody.rs"]
        .map(|name| store.join(name))
        .into();
    sources(&store.join("read"), &mut promises);
    let mut methods = 0;
    for path in promises {
        let text = fs::read_to_string(&path).unwrap();
        let promised =
            text.split("\npub trait ").skip(1).filter_map(|part| part.split("\n}").next());
        for line in promised.flat_map(str::lines) {
            let Some(rest) = line.strip_prefix("    fn ") else { continue };
            let name = rest.split(['(', '<']).next().unwrap();
            methods += 1;
            assert!(asked.contains(&format!(".{name}(")), "the contract never calls `{name}`");
        }
    }
    assert!(methods > 70, "only {methods} methods were seen");
}
