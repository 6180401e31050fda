//! The feed of rounds, as Atom (RFC 4287): one entry a round.

use super::rounds::{Round, Rounds};
use crate::domain::Level;
use crate::render::html::escaped;
use crate::report::labels::number;
use crate::report::words::nouns::counted;

/// So many rounds.
const MOST: usize = 50;
/// So many items of a round are named.
const FEW: usize = 100;

/// The feed of a site at an address.
pub(super) fn written(base: &str, set: &str, rounds: &Rounds) -> String {
    let base = escaped(&format!("{}/", base.trim_end_matches('/')));
    let set = escaped(set);
    let updated = rounds.rounds.last().map_or_else(String::new, moment);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>Follow-up: {set}</title>\n<id>{base}</id>\n<link href=\"{base}\"/>\n\
         <link rel=\"self\" href=\"{base}feed.xml\"/>\n<author><name>Follow-up</name></author>\n\
         <updated>{updated}</updated>\n"
    );
    for round in rounds.rounds.iter().rev().take(MOST) {
        out.push_str(&entry(&base, round));
    }
    out.push_str("</feed>\n");
    out
}

fn moment(round: &Round) -> String {
    format!("{}T00:00:00Z", round.on)
}

fn entry(base: &str, round: &Round) -> String {
    let new = round.first.iter().filter(|first| first.new).count();
    let moved = round.first.iter().filter(|first| !first.new && first.level.is_some()).count();
    let mut told = Vec::new();
    if new > 0 {
        told.push(format!("{} new", counted(number(new), "items")));
    }
    if moved > 0 {
        told.push(format!("{} changed", counted(number(moved), "levels")));
    }
    if told.is_empty() {
        told.push("new evidence".to_owned());
    }
    let lines = round.first.iter().take(FEW).map(|first| {
        let level = first.level.as_deref().and_then(Level::from_slug).map(Level::label);
        let level = level.unwrap_or("new evidence");
        let page = super::item_file(&first.item);
        format!(
            "<li><a href=\"{base}{page}\">{}</a>: {}</li>",
            escaped(&first.item),
            escaped(level)
        )
    });
    let list = format!("<ul>{}</ul>", lines.collect::<String>());
    format!(
        "<entry>\n<title>Round {}: {}</title>\n<id>{base}#round-{}</id>\n<link href=\"{base}changes.html\"/>\n\
         <updated>{}</updated>\n<content type=\"html\">{}</content>\n</entry>\n",
        round.number,
        told.join(", "),
        round.number,
        moment(round),
        escaped(&list)
    )
}
