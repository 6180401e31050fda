//! `upr doctor --db postgres://…`: what is wrong with a home, or with what this user may do there.

use super::doctor::{Finding, answer};
use crate::report::Document;
use crate::store::home::{FORMAT, HomeFacts};

/// What was seen of a home and of the copy that this machine keeps.
#[derive(Debug)]
pub struct HomeSeen {
    /// Its address.
    pub address: String,
    /// Why it cannot be used, and what to do.
    pub fault: Option<(String, Option<String>)>,
    /// What it is, and what this user may do there.
    pub facts: HomeFacts,
    /// The copy's newest entry; why it cannot be read.
    pub copy: Option<Result<i64, String>>,
}

/// Says what is wrong with a home and what to do; the number is how many faults there are.
pub fn home_doctor(seen: HomeSeen) -> (Document<'static>, usize) {
    let mut findings = Vec::new();
    if let Some(server) = &seen.facts.server {
        let way = if seen.facts.encrypted { "encrypted" } else { "not encrypted" };
        findings.push(Finding::new(
            "server",
            "ok",
            format!("PostgreSQL {server}; the connection is {way}"),
            "",
        ));
    }
    if let Some((found, advice)) = &seen.fault {
        findings.push(Finding::new(
            "home",
            "wrong",
            found.as_str(),
            advice.clone().unwrap_or_default(),
        ));
    } else {
        findings.extend(there(&seen));
    }
    findings.push(copy(&seen));
    answer("What is wrong with the home, and what to do", ("home", &seen.address), findings)
}

fn there(seen: &HomeSeen) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(format) = seen.facts.format {
        findings.push(if format == FORMAT {
            Finding::new("format", "ok", format!("{format}, the newest known"), "")
        } else {
            let advice =
                "`upr doctor --upgrade-home` raises it, once every office has this release";
            Finding::new("format", "note", format!("{format}; this program knows {FORMAT}"), advice)
        });
    }
    if seen.facts.standby {
        findings.push(Finding::new(
            "server",
            "note",
            "it is a standby: it is read, and takes no writes",
            "",
        ));
    }
    findings.push(if seen.facts.guarded {
        Finding::new("triggers", "ok", "all are there that keep the ledger append-only", "")
    } else {
        let found = "a trigger that keeps the ledger append-only is gone, or switched off";
        let advice =
            "find out who did it; `upr doctor --upgrade-home`, by who made the home, puts it back";
        Finding::new("triggers", "wrong", found, advice)
    });
    let may = [
        (true, "read what was published"),
        (seen.facts.secrets, "read what is internal"),
        (seen.facts.writes && seen.facts.secrets, "write"),
        (seen.facts.destroys && seen.facts.writes, "purge"),
    ];
    let may: Vec<_> = may.iter().filter(|(may, _)| *may).map(|(_, what)| *what).collect();
    let advice = if may.len() < 4 { "docs/office.md lists the grants" } else { "" };
    findings.push(Finding::new(
        "rights",
        "ok",
        format!("this user may {}", may.join(", ")),
        advice,
    ));
    findings.push(match &seen.facts.head {
        Some((entry, hash)) => {
            Finding::new("ledger", "ok", format!("newest entry {entry}, hash {hash}"), "")
        }
        None => Finding::new(
            "ledger",
            "wrong",
            "it has no entry",
            "restore the database from its backup",
        ),
    });
    findings
}

fn copy(seen: &HomeSeen) -> Finding {
    match (&seen.copy, &seen.facts.head) {
        (None, _) => Finding::new(
            "copy",
            "note",
            "this machine has no copy yet",
            "the next command makes it",
        ),
        (Some(Err(found)), _) => Finding::new(
            "copy",
            "wrong",
            found.as_str(),
            "`upr forget` empties it; the next command makes it again",
        ),
        (Some(Ok(entry)), Some((newest, _))) if entry > newest && !seen.facts.standby => {
            Finding::new(
                "copy",
                "wrong",
                format!(
                    "the copy knows entry {entry}, and the home ends with {newest}: it was set back"
                ),
                "`upr backup FILE --offline` keeps what the copy says; then `upr forget`, and `upr merge FILE` brings the rest back",
            )
        }
        (Some(Ok(entry)), _) => Finding::new("copy", "ok", format!("up to entry {entry}"), ""),
    }
}
