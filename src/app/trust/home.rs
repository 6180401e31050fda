//! `upr doctor --db postgres://…`: what is wrong with a home, or with what this user may do there.

use super::advice::{Advice, HomeAdvice};
use super::doctor::{Finding, Worded, answer};
use crate::report::Document;
use crate::store::home::{FORMAT, HomeFacts, HomeFault};

/// What was seen of a home and of the copy that this machine keeps.
#[derive(Debug)]
pub struct HomeSeen {
    /// Its address.
    pub address: String,
    /// Why it cannot be used.
    pub fault: Option<HomeFault>,
    /// What it is, and what this user may do there.
    pub facts: HomeFacts,
    /// The copy's newest entry; why it cannot be read.
    pub copy: Option<Result<i64, String>>,
}

/// Says what is wrong with a home and what to do; the number is how many faults there are.
pub fn home_doctor(seen: HomeSeen, worded: Worded<'_>) -> (Document<'static>, usize) {
    let mut findings = Vec::new();
    if let Some(server) = &seen.facts.server {
        let way = if seen.facts.encrypted { "encrypted" } else { "not encrypted" };
        findings.push(Finding::new(
            "server",
            "ok",
            format!("PostgreSQL {server}; the connection is {way}"),
            None,
        ));
    }
    if let Some(fault) = &seen.fault {
        let advice = Advice::Home(HomeAdvice::OfFault(fault.clone()));
        findings.push(Finding::new("home", "wrong", fault.to_string(), advice));
    } else {
        findings.extend(there(&seen));
    }
    findings.push(copy(&seen));
    answer("What is wrong with the home, and what to do", ("home", &seen.address), findings, worded)
}

fn there(seen: &HomeSeen) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(format) = seen.facts.format {
        findings.push(if format == FORMAT {
            Finding::new("format", "ok", format!("{format}, the newest known"), None)
        } else {
            let advice = Advice::Home(HomeAdvice::RaiseFormat);
            Finding::new("format", "note", format!("{format}; this program knows {FORMAT}"), advice)
        });
    }
    if seen.facts.standby {
        findings.push(Finding::new(
            "server",
            "note",
            "it is a standby: it is read, and takes no writes",
            None,
        ));
    }
    findings.push(if seen.facts.guarded {
        Finding::new("triggers", "ok", "all are there that keep the ledger append-only", None)
    } else {
        let found = "a trigger that keeps the ledger append-only is gone, or switched off";
        Finding::new("triggers", "wrong", found, Advice::Home(HomeAdvice::PutTriggersBack))
    });
    let may = [
        (true, "read what was published"),
        (seen.facts.secrets, "read what is internal"),
        (seen.facts.writes && seen.facts.secrets, "write"),
        (seen.facts.destroys && seen.facts.writes, "purge"),
    ];
    let may: Vec<_> = may.iter().filter(|(may, _)| *may).map(|(_, what)| *what).collect();
    let advice = (may.len() < 4).then_some(Advice::Home(HomeAdvice::ReadGrants));
    findings.push(Finding::new(
        "rights",
        "ok",
        format!("this user may {}", may.join(", ")),
        advice,
    ));
    findings.push(match &seen.facts.head {
        Some((entry, hash)) => {
            Finding::new("ledger", "ok", format!("newest entry {entry}, hash {hash}"), None)
        }
        None => Finding::new(
            "ledger",
            "wrong",
            "it has no entry",
            Advice::Home(HomeAdvice::RestoreHome),
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
            Advice::Home(HomeAdvice::MakesCopy),
        ),
        (Some(Err(found)), _) => {
            Finding::new("copy", "wrong", found.as_str(), Advice::Home(HomeAdvice::EmptyCopy))
        }
        (Some(Ok(entry)), Some((newest, _))) if entry > newest && !seen.facts.standby => {
            Finding::new(
                "copy",
                "wrong",
                format!(
                    "the copy knows entry {entry}, and the home ends with {newest}: it was set back"
                ),
                Advice::Home(HomeAdvice::KeepCopyAndMerge),
            )
        }
        (Some(Ok(entry)), _) => Finding::new("copy", "ok", format!("up to entry {entry}"), None),
    }
}
