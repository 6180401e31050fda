//! Every `$ …` line of the console blocks of the README and of a walk-through is run, in order, in one world with the files of
//! `docs/samples`; what `upr` prints is what stands there.

use std::process::Command;

use super::support::{World, split};

/// One command of the README with what it must print.
struct Step {
    line: usize,
    words: String,
    expected: Vec<String>,
}

/// The commands in `console` blocks; lines after a command, up to the next, are its output, stdout
/// before stderr. A line `...` stands for any lines, `[..]` for any characters.
fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    let mut open = false;
    for (at, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
            open = false;
        } else if let Some(words) = line.strip_prefix("$ ").filter(|_| inside) {
            let words = words.trim().to_owned();
            steps.push(Step { line: at + 1, words, expected: Vec::new() });
            open = true;
        } else if let Some(step) = steps.last_mut().filter(|_| inside && open) {
            step.expected.push(line.to_owned());
        }
    }
    steps
}

fn line_matches(pattern: &str, line: &str) -> bool {
    let mut rest = line.trim_end();
    let parts: Vec<&str> = pattern.trim_end().split("[..]").collect();
    for (at, part) in parts.iter().enumerate() {
        let found = if at == 0 { rest.starts_with(part).then_some(0) } else { rest.find(part) };
        let Some(found) = found else { return false };
        rest = &rest[found + part.len()..];
    }
    parts.len() > 1 && parts.last() == Some(&"") || rest.is_empty()
}

fn matches(expected: &[String], actual: &[&str]) -> bool {
    match (expected.split_first(), actual.split_first()) {
        (None, None) => true,
        (Some((first, rest)), _) if first == "..." => {
            matches(rest, actual) || (!actual.is_empty() && matches(expected, &actual[1..]))
        }
        (Some((first, rest)), Some((line, more))) => {
            line_matches(first, line) && matches(rest, more)
        }
        _ => false,
    }
}

#[test]
fn the_readme_tells_the_truth() {
    walk("README.md", 10);
}

#[test]
fn the_walk_through_of_suggestions_tells_the_truth() {
    walk("docs/suggest.md", 5);
}

#[test]
fn the_page_of_the_ledger_tells_the_truth() {
    walk("docs/ledger.md", 5);
}

#[test]
fn the_walk_through_of_two_colleagues_tells_the_truth() {
    walk("docs/merge.md", 15);
}

/// Runs the commands of a page, of which there are at least so many.
fn walk(page: &str, least: usize) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = std::fs::read_to_string(path).unwrap();
    let world = World::new();
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/samples");
    for sample in std::fs::read_dir(samples).unwrap() {
        let path = sample.unwrap().path();
        std::fs::copy(&path, world.path(path.file_name().unwrap().to_str().unwrap())).unwrap();
    }
    let steps = steps(&text);
    assert!(steps.len() >= least, "only {} commands found", steps.len());
    for step in steps {
        let Some(words) = step.words.strip_prefix("upr") else {
            let mut shell = Command::new("sh");
            let status =
                shell.args(["-c", &step.words]).current_dir(world.root()).status().unwrap();
            assert!(status.success(), "{page}:{}: {}", step.line, step.words);
            continue;
        };
        assert!(!words.contains('|'), "{page}:{}: no pipes: {words}", step.line);
        let output = world.command().args(split(words.trim())).output().unwrap();
        let both = [output.stdout, output.stderr].concat();
        let both = String::from_utf8(both).unwrap();
        let actual: Vec<&str> = both.lines().collect();
        let mut expected = step.expected.as_slice();
        while let Some((last, rest)) = expected.split_last()
            && last.is_empty()
        {
            expected = rest;
        }
        assert!(
            matches(expected, &actual),
            "{page}:{}: `{}` prints\n{both}\nnot\n{}",
            step.line,
            step.words,
            expected.join("\n")
        );
    }
}
