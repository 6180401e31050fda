//! `upr doctor`: what is wrong with a file, and what to do. It changes nothing.

use std::path::Path;

use crate::report::items::fact;
use crate::report::{Block, Column, Document, Kind, Row, Table};
use crate::store::{self, Inspection, StoreError, Verification};

/// One finding: what it is about, whether it is a fault, what was found, what to do.
pub(super) struct Finding {
    about: &'static str,
    result: &'static str,
    found: String,
    advice: String,
}

impl Finding {
    pub(super) fn new(
        about: &'static str,
        result: &'static str,
        found: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Self { about, result, found: found.into(), advice: advice.into() }
    }
}

/// Looks at a file and says what is wrong and what to do; the number is how many faults there are.
/// What is handed on (not `internal`) names files without their folder.
pub fn doctor(path: &Path, internal: bool) -> (Document<'static>, usize) {
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
        (finding.found, finding.advice) = (shown(&finding.found), shown(&finding.advice));
    }
    answer(
        "What is wrong with the file, and what to do",
        ("file", &shown(&path.display().to_string())),
        findings,
    )
}

/// The findings as an answer, and how many of them are faults.
pub(super) fn answer(
    title: &str,
    (what, named): (&'static str, &str),
    findings: Vec<Finding>,
) -> (Document<'static>, usize) {
    let faults = findings.iter().filter(|finding| finding.result == "wrong").count();
    let mut document = Document::new(title);
    document.facts = vec![
        fact(what, named.to_owned()),
        fact("faults", i64::try_from(faults).unwrap_or(i64::MAX)),
    ];
    let head = if what == "file" { "File" } else { "Home" };
    document.blocks.push(Block::Paragraph(format!("{head}: {named}")));
    document.blocks.push(Block::Table(table(findings)));
    (document, faults)
}

fn opening(inspection: &Inspection) -> Option<Finding> {
    let error = inspection.error.as_ref()?;
    let advice = match error {
        StoreError::Missing(_) => {
            "`upr init --db FILE` makes one; look for the file with its copies: `*.backup-*.db`"
        }
        StoreError::Folder(_) => "name a file in it with `--db`",
        StoreError::NotADatabase(_) => {
            "if it should be one: it was overwritten or cut; `upr restore COPY` puts a copy in its place and keeps it beside"
        }
        StoreError::Foreign(_) => "name another file with `--db`; this one is not touched",
        StoreError::TooNew { .. } => "install the latest upr; this one does not touch the file",
        StoreError::Corrupt { .. } => {
            "take a copy of it as it is; `upr restore COPY` puts a good copy in its place and keeps it beside"
        }
        StoreError::Altered { .. } => {
            "another program changed its tables: go back to a copy, `upr restore COPY`"
        }
        StoreError::Busy(_) => "wait until the other program is done, or close it",
        _ => "check the disk and who may read the file",
    };
    Some(Finding::new("file", "wrong", error.to_string(), advice))
}

fn schema(inspection: &Inspection) -> Option<Finding> {
    let found = inspection.schema?;
    Some(if found == inspection.known {
        Finding::new("version", "ok", format!("schema {found}, the newest known"), "")
    } else {
        Finding::new(
            "version",
            "note",
            format!("schema {found}; this program works with {}", inspection.known),
            "the next command brings it up to date, and leaves a copy beside it first",
        )
    })
}

fn journal(inspection: &Inspection) -> Option<Finding> {
    inspection.journal.then(|| {
        Finding::new(
            "journal",
            "note",
            "a command was interrupted while it wrote: its journal lies beside the file",
            "the next command undoes the half-done write; never delete, move or mail one without the other",
        )
    })
}

fn log(inspection: &Inspection) -> Option<Finding> {
    inspection.log.then(|| {
        Finding::new(
            "journal",
            "note",
            "another program keeps rows in a write-ahead log beside the file (`-wal`)",
            "close that program; the next command brings them back; never mail or move one without the other",
        )
    })
}

fn permissions(path: &Path, inspection: &Inspection) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(mode) = inspection.mode {
        findings.push(if matches!(mode, 0o600 | 0o400) {
            Finding::new("permissions", "ok", format!("mode {mode:04o}: only you read it"), "")
        } else {
            Finding::new(
                "permissions",
                "wrong",
                format!("mode {mode:04o}: others on this machine may read or change it"),
                format!("chmod 600 '{}'", path.display()),
            )
        });
    }
    if inspection.read_only {
        findings.push(Finding::new(
            "permissions",
            "note",
            "the file can only be read",
            "copy it to a folder where you may write, if you want to write",
        ));
    }
    findings
}

fn checks(verification: Option<&Verification>) -> Vec<Finding> {
    let Some(verification) = verification else { return Vec::new() };
    let advice = |slug| match slug {
        "search" => {
            "take a backup of the file as it is and tell the makers; texts and history are as they were"
        }
        "schema" => {
            "another program changed the file; if it only added triggers, `upr backup NEW.db` writes a copy without them, else go back to a copy: `upr restore COPY`"
        }
        "chain" => {
            "the file was changed by other means than upr: do not rely on it; compare with a copy and its fingerprint, and go back: `upr restore COPY`"
        }
        _ => "the file is damaged: check the disk, and go back to a copy: `upr restore COPY`",
    };
    let mut findings: Vec<Finding> = verification
        .problems
        .iter()
        .map(|problem| {
            let entry = problem.entry.map_or_else(String::new, |id| format!("entry {id}: "));
            let slug = problem.check.slug();
            Finding::new(slug, "wrong", format!("{entry}{}", problem.found), advice(slug))
        })
        .collect();
    if !verification.further.is_empty() {
        let names = verification.further.join(", ");
        findings.push(Finding::new(
            "schema",
            "note",
            format!("made by another program: {names}"),
            "upr uses none of it and leaves it alone; `upr redact` leaves it out",
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
            "it takes no writes; compare its fingerprint with the one that its maker wrote down: `upr verify --head HASH`",
        ));
    }
    if findings.iter().all(|finding| finding.result != "wrong") {
        let found = format!("all {} entries are as they were written", verification.entries);
        findings.push(Finding::new("content", "ok", found, ""));
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
    Some(Finding::new(
        "copies",
        "note",
        found,
        "a command was killed, or is running: delete them when none is",
    ))
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
        None => {
            Finding::new("copies", "note", "no copy lies beside the file", "`upr backup FOLDER`")
        }
        Some(last) => {
            let found =
                format!("copies beside the file: {}; one is {}", copies.len(), last.display());
            Finding::new("copies", "ok", found, "")
        }
    }
}

fn table(findings: Vec<Finding>) -> Table<'static> {
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
            finding.advice.into(),
        ])
    };
    Table::new("findings", "Findings", columns)
        .main()
        .with_rows(findings.into_iter().map(row).collect())
}
