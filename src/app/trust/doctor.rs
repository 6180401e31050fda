//! `upr doctor`: what is wrong with a file, and what to do. It changes nothing.

use std::path::Path;

use super::advice::{Advice, FileAdvice, OpeningAdvice};
use crate::report::items::fact;
use crate::report::{Block, Column, Document, Kind, Row, Table};
use crate::store::{self, Inspection, Verification};

/// What says what to do, in the words of whoever asks.
pub(super) type Worded<'w> = &'w dyn Fn(&Advice) -> String;

/// One finding: what it is about, whether it is a fault, what was found, what to do.
pub(super) struct Finding {
    about: &'static str,
    result: &'static str,
    found: String,
    advice: Option<Advice>,
}

impl Finding {
    pub(super) fn new(
        about: &'static str,
        result: &'static str,
        found: impl Into<String>,
        advice: impl Into<Option<Advice>>,
    ) -> Self {
        Self { about, result, found: found.into(), advice: advice.into() }
    }
}

/// Looks at a file and says what is wrong and what to do; the number is how many faults there are.
/// What is handed on (not `internal`) names files without their folder.
pub fn doctor(path: &Path, internal: bool, worded: Worded<'_>) -> (Document<'static>, usize) {
    let inspection = store::inspect(path);
    let mut findings = Vec::new();
    findings.extend(opening(&inspection));
    findings.extend(schema(&inspection));
    findings.extend(journal(&inspection));
    findings.extend(log(&inspection));
    findings.extend(permissions(path, &inspection));
    findings.extend(checks(inspection.verification.as_ref()));
    findings.push(copies(path));
    findings.extend(leftovers(path));
    let folder = format!("{}{}", folder(path).display(), std::path::MAIN_SEPARATOR);
    let shown = |text: &str| if internal { text.to_owned() } else { text.replace(&folder, "") };
    for finding in &mut findings {
        finding.found = shown(&finding.found);
    }
    answer(
        "What is wrong with the file, and what to do",
        ("file", &shown(&path.display().to_string())),
        findings,
        &|advice| shown(&worded(advice)),
    )
}

/// The findings as an answer, and how many of them are faults.
pub(super) fn answer(
    title: &str,
    (what, named): (&'static str, &str),
    findings: Vec<Finding>,
    worded: Worded<'_>,
) -> (Document<'static>, usize) {
    let faults = findings.iter().filter(|finding| finding.result == "wrong").count();
    let mut document = Document::new(title);
    document.facts = vec![
        fact(what, named.to_owned()),
        fact("faults", i64::try_from(faults).unwrap_or(i64::MAX)),
    ];
    let head = if what == "file" { "File" } else { "Home" };
    document.blocks.push(Block::Paragraph(format!("{head}: {named}")));
    document.blocks.push(Block::Table(table(findings, worded)));
    (document, faults)
}

fn opening(inspection: &Inspection) -> Option<Finding> {
    let error = inspection.error.as_ref()?;
    Some(Finding::new(
        "file",
        "wrong",
        error.to_string(),
        Advice::Opening(OpeningAdvice::on(error)),
    ))
}

fn schema(inspection: &Inspection) -> Option<Finding> {
    let found = inspection.schema?;
    Some(if found == inspection.known {
        Finding::new("version", "ok", format!("schema {found}, the newest known"), None)
    } else {
        Finding::new(
            "version",
            "note",
            format!("schema {found}; this program works with {}", inspection.known),
            Advice::File(FileAdvice::BringsUpToDate),
        )
    })
}

fn journal(inspection: &Inspection) -> Option<Finding> {
    inspection.journal.then(|| {
        Finding::new(
            "journal",
            "note",
            "a command was interrupted while it wrote: its journal lies beside the file",
            Advice::File(FileAdvice::UndoesHalfDone),
        )
    })
}

fn log(inspection: &Inspection) -> Option<Finding> {
    inspection.log.then(|| {
        Finding::new(
            "journal",
            "note",
            "another program keeps rows in a write-ahead log beside the file (`-wal`)",
            Advice::File(FileAdvice::CloseOther),
        )
    })
}

fn permissions(path: &Path, inspection: &Inspection) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(mode) = inspection.mode {
        findings.push(if matches!(mode, 0o600 | 0o400) {
            Finding::new("permissions", "ok", format!("mode {mode:04o}: only you read it"), None)
        } else {
            Finding::new(
                "permissions",
                "wrong",
                format!("mode {mode:04o}: others on this machine may read or change it"),
                Advice::File(FileAdvice::ShutOut { path: path.display().to_string() }),
            )
        });
    }
    if inspection.read_only {
        findings.push(Finding::new(
            "permissions",
            "note",
            "the file can only be read",
            Advice::File(FileAdvice::CopyToWrite),
        ));
    }
    findings
}

fn checks(verification: Option<&Verification>) -> Vec<Finding> {
    let Some(verification) = verification else { return Vec::new() };
    let mut findings: Vec<Finding> = verification
        .problems
        .iter()
        .map(|problem| {
            let entry = problem.entry.map_or_else(String::new, |id| format!("entry {id}: "));
            let slug = problem.check.slug();
            Finding::new(
                slug,
                "wrong",
                format!("{entry}{}", problem.found),
                Advice::File(FileAdvice::on(slug)),
            )
        })
        .collect();
    if !verification.further.is_empty() {
        let names = verification.further.join(", ");
        findings.push(Finding::new(
            "schema",
            "note",
            format!("made by another program: {names}"),
            Advice::File(FileAdvice::LeftAlone),
        ));
    }
    if verification.redacted {
        findings.push(Finding::new(
            "content",
            "note",
            format!(
                "a redacted copy: {} entries known by their hash only, {} without texts or author",
                verification.hash_only, verification.removed
            ),
            Advice::File(FileAdvice::CompareFingerprint),
        ));
    }
    if findings.iter().all(|finding| finding.result != "wrong") {
        let found = format!("all {} entries are as they were written", verification.entries);
        findings.push(Finding::new("content", "ok", found, None));
    }
    findings
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// What a killed command left: it holds what the file or an answer held.
fn leftovers(path: &Path) -> Option<Finding> {
    let left = store::unfinished_in(folder(path));
    let first = left.first()?;
    let found = format!("unfinished files beside it: {}; one is {}", left.len(), first.display());
    Some(Finding::new("copies", "note", found, Advice::File(FileAdvice::DeleteUnfinished)))
}

fn copies(path: &Path) -> Finding {
    let folder = folder(path);
    let stem = path.file_stem().map(std::ffi::OsStr::to_string_lossy).unwrap_or_default();
    let own = path.file_name().map(std::ffi::OsStr::to_string_lossy);
    let mut copies = store::files_in(folder);
    copies.retain(|copy| {
        let name = copy.file_name().map(std::ffi::OsStr::to_string_lossy).unwrap_or_default();
        Some(name.as_ref()) != own.as_deref() && name.starts_with(&format!("{stem}."))
    });
    match copies.last() {
        None => Finding::new(
            "copies",
            "note",
            "no copy lies beside the file",
            Advice::File(FileAdvice::BackUp),
        ),
        Some(last) => {
            let found =
                format!("copies beside the file: {}; one is {}", copies.len(), last.display());
            Finding::new("copies", "ok", found, None)
        }
    }
}

fn table(findings: Vec<Finding>, worded: Worded<'_>) -> Table<'static> {
    let columns = vec![
        Column::new("about", "About", Kind::Label),
        Column::new("result", "Result", Kind::Label),
        Column::new("found", "Found", Kind::Text),
        Column::new("advice", "Advice", Kind::Text),
    ];
    let row = |finding: Finding| {
        Row::new(vec![
            finding.about.into(),
            finding.result.into(),
            finding.found.into(),
            finding.advice.as_ref().map(worded).unwrap_or_default().into(),
        ])
    };
    Table::new("findings", "Findings", columns)
        .main()
        .with_rows(findings.into_iter().map(row).collect())
}
