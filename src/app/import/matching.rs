//! Which recommendation of a set a record of a file is: by number where both have one, else by the
//! letters of its text and who said it. Nothing is guessed in silence.

use std::collections::HashMap;

use crate::domain::Kind;
use crate::domain::bodies::ItemFacts;
use crate::domain::identity::letters;
use crate::import::Recommendation;

/// Texts of fewer letters are not taken for part of another.
const SHORT: usize = 25;

/// How alike two texts must be to be taken for one.
const ALIKE: f64 = 0.8;

/// By how much the best must be more alike than the next.
const MARGIN: f64 = 0.08;

/// A text that is not there letter by letter, and what it is taken for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Near {
    pub(super) item: i64,
    pub(super) reason: String,
    /// Whether it is only a part of the item.
    pub(super) part: bool,
}

/// Items as they are compared with a file's texts.
pub(super) struct Gallery<'a> {
    items: Vec<(&'a ItemFacts, String)>,
}

/// An item's text without the brackets within it that name its senders.
fn without_senders(item: &ItemFacts) -> String {
    let names: Vec<String> = item.senders.iter().map(|(_, printed)| letters(printed)).collect();
    let mut text = String::with_capacity(item.text.len());
    let mut rest = item.text.as_str();
    while let Some(start) = rest.find('(') {
        let Some(end) = rest[start..].find(')').map(|end| start + end) else { break };
        let inner = &rest[start + 1..end];
        let mut parts = inner.split([',', ';']).map(letters).filter(|part| !part.is_empty());
        let named = !inner.trim().is_empty() && parts.all(|part| names.contains(&part));
        text.push_str(&rest[..if named { start } else { end + 1 }]);
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    text
}

impl<'a> Gallery<'a> {
    pub(super) fn new(items: impl IntoIterator<Item = &'a ItemFacts>) -> Self {
        let comparable = |item: &&ItemFacts| item.kind != Kind::Commitment;
        let items = items.into_iter().filter(comparable);
        Self { items: items.map(|item| (item, letters(&without_senders(item)))).collect() }
    }

    /// What a text of one sender is taken for, if it is near one item and no other.
    pub(super) fn nearest(&self, text: &str, sender: Option<&str>) -> Option<Near> {
        let text = letters(text);
        let from = self.items.iter().filter(|(item, _)| {
            let known = |(iso3, _): &(Option<String>, String)| iso3.as_deref() == sender;
            sender.is_some() && item.senders.iter().any(known)
        });
        let from: Vec<_> = from.collect();
        let within =
            |long: &str, short: &str| short.chars().count() >= SHORT && long.contains(short);
        let whole: Vec<_> = from.iter().filter(|(_, own)| within(own, &text)).collect();
        if let [(item, _)] = whole.as_slice() {
            let reason = "a part of the item's text".to_owned();
            return Some(Near { item: item.id, reason, part: true });
        }
        let parts: Vec<_> = from.iter().filter(|(_, own)| within(&text, own)).collect();
        if let [(item, _)] = parts.as_slice() {
            let reason = "the item's text and more".to_owned();
            return Some(Near { item: item.id, reason, part: false });
        }
        let mut alike: Vec<(f64, i64)> =
            from.iter().map(|(item, own)| (likeness(&text, own), item.id)).collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (best, item) = *alike.first()?;
        let next = alike.get(1).map_or(0.0, |(likeness, _)| *likeness);
        let near = best >= ALIKE && best - next >= MARGIN;
        near.then(|| Near {
            item,
            reason: format!("{:.0} % alike, same sender", (best * 100.0).floor()),
            part: false,
        })
    }
}

/// How alike two texts are: shared pairs of letters (Sørensen and Dice).
fn likeness(a: &str, b: &str) -> f64 {
    strsim::sorensen_dice(a, b)
}

/// A record as it goes to one item.
#[derive(Debug, Clone)]
pub(super) struct Share {
    /// The item; none where it is new.
    pub(super) item: Option<i64>,
    /// The record, or the part of its rows that is about this item.
    pub(super) record: Recommendation,
    /// Whether its position says nothing of the item as a whole.
    pub(super) split: bool,
}

/// Parts a record among items of the same text: row by row, by who said it and what was answered.
pub(super) fn share_out(
    record: Recommendation,
    candidates: &[i64],
    facts: &HashMap<i64, ItemFacts>,
) -> Vec<Share> {
    if let [one] = candidates {
        return vec![Share { item: Some(*one), record, split: false }];
    }
    if record.rows.is_empty() {
        let best = best_of(
            candidates,
            facts,
            &record,
            &record.senders.iter().map(|s| s.iso3.clone()).collect::<Vec<_>>(),
        );
        return vec![Share { item: best, record, split: false }];
    }
    let mut shares: Vec<Share> = Vec::new();
    for row in &record.rows {
        let item = best_of(candidates, facts, &record, std::slice::from_ref(&row.sender.iso3));
        match shares.iter_mut().find(|share| share.item == item) {
            Some(share) => share.record.rows.push(row.clone()),
            None => {
                let mut part = Recommendation { rows: vec![row.clone()], ..record.clone() };
                part.senders = Vec::new();
                shares.push(Share { item, record: part, split: false });
            }
        }
    }
    for share in &mut shares {
        of_rows(&mut share.record);
    }
    shares
}

/// What a record says once only some of its rows are left.
pub(super) fn of_rows(record: &mut Recommendation) {
    record.issues.clear();
    record.senders.clear();
    let pledge = record.kind == Some(Kind::Commitment);
    for row in record.rows.clone() {
        record.place =
            if record.senders.is_empty() { row.place.clone() } else { record.place.clone() };
        if !pledge && !row.sender.printed.is_empty() && !record.senders.contains(&row.sender) {
            record.senders.push(row.sender);
        }
        for issue in row.issues {
            if !record.issues.contains(&issue) {
                record.issues.push(issue);
            }
        }
        record.action_category = record.action_category.or(row.action_category);
    }
}

fn best_of(
    candidates: &[i64],
    facts: &HashMap<i64, ItemFacts>,
    record: &Recommendation,
    senders: &[Option<String>],
) -> Option<i64> {
    let score = |id: &i64| {
        let Some(item) = facts.get(id) else { return (false, false, false) };
        let kind = (item.kind == Kind::Commitment) == (record.kind == Some(Kind::Commitment));
        let said = item.senders.iter().any(|(iso3, _)| iso3.is_some() && senders.contains(iso3));
        let position = item.positions.first().map(|known| known.position);
        (kind, said, position == record.position)
    };
    let mut best = None;
    for id in candidates {
        if best.is_none_or(|other| score(id) > score(&other)) {
            best = Some(*id);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Position;
    use crate::domain::bodies::KnownPosition;
    use crate::import::{Sender, SourcePlace};

    fn item(id: i64, text: &str, from: &[&str], position: Position) -> ItemFacts {
        let sender = |iso3: &&str| (Some((*iso3).to_owned()), (*iso3).to_owned());
        ItemFacts {
            id,
            name: format!("SVN2:{id}"),
            kind: Kind::Recommendation,
            text: text.into(),
            senders: from.iter().map(sender).collect(),
            positions: vec![KnownPosition { position, document: None, effective_on: None }],
            theme: None,
            terms: Vec::new(),
            assessments: Vec::new(),
            remarks: Vec::new(),
        }
    }

    #[test]
    fn a_text_with_other_words_is_taken_for_the_one_it_is_near() {
        let items = [
            item(
                1,
                "Ratify the Convention on enforced disappearances; close all camps",
                &["IRQ"],
                Position::Noted,
            ),
            item(2, "Ratify the Convention on migrant workers", &["IRQ"], Position::Noted),
            item(3, "Ratify the Convention on enforced disappearances", &["ESP"], Position::Noted),
        ];
        let gallery = Gallery::new(&items);
        let near =
            gallery.nearest("ratify the Convention on Enforced Disappearances.", Some("IRQ"));
        assert_eq!(near.map(|near| (near.item, near.part)), Some((1, true)));
        let near = gallery.nearest("Ratify the Convention on all migrant workers", Some("IRQ"));
        assert_eq!(near.map(|near| (near.item, near.part)), Some((2, false)));
        assert_eq!(gallery.nearest("Ratify the Convention on migrant workers", Some("FRA")), None);
        assert_eq!(gallery.nearest("Ratify the Convention on migrant workers", None), None);
        assert_eq!(gallery.nearest("Abolish the death penalty at once", Some("IRQ")), None);
    }

    #[test]
    fn rows_go_to_the_item_of_their_sender_and_answer() {
        let facts: HashMap<i64, ItemFacts> = [
            item(1, "Ratify", &["IRQ"], Position::Supported),
            item(2, "Ratify", &["ESP"], Position::Noted),
        ]
        .map(|item| (item.id, item))
        .into();
        let row = |iso3: &str, issue: &str| crate::import::records::SenderRow {
            sender: Sender { printed: iso3.into(), iso3: Some(iso3.into()) },
            region: String::new(),
            organisations: Vec::new(),
            response: String::new(),
            action_category: Some(5),
            issues: vec![issue.into()],
            place: SourcePlace::row(7),
        };
        let record = Recommendation {
            text: "Ratify".into(),
            rows: vec![row("ESP", "a"), row("IRQ", "b"), row("ESP", "c")],
            ..Recommendation::default()
        };
        let shares = share_out(record, &[1, 2], &facts);
        let told: Vec<_> = shares.iter().map(|s| (s.item, s.record.issues.join(","))).collect();
        assert_eq!(told, [(Some(2), "a,c".to_owned()), (Some(1), "b".to_owned())]);
    }
}
