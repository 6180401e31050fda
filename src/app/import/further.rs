//! Records that stand in a set with other words, or not at all: near one item, new, or shown.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::app::error::Result;
use crate::domain::bodies::ItemFacts;
use crate::domain::{Kind, Position};
use crate::import::{Layout, Recommendation};
use crate::report::imports::{Likened, Unmatched};

use super::about::{About, Target};
use super::matching::{Gallery, Near, Share, of_rows};
use super::merge::Work;

impl Work<'_> {
    /// A record whose number and text are not in the set: near one item, or new, or shown.
    pub(super) fn look_further(
        &mut self,
        target: &Target,
        about: &About,
        record: Recommendation,
        facts: &mut HashMap<i64, ItemFacts>,
    ) -> Result<Vec<Share>> {
        let pledge = record.kind == Some(Kind::Commitment);
        let elsewhere = about.mechanism.is_some() || self.file.layout == Layout::Letter;
        if !target.was_there || elsewhere || pledge {
            return Ok(vec![Share { item: None, record, split: false }]);
        }
        let whole = self.whole(target)?;
        let numbered = whole.iter().any(|item| !is_counted(&item.name));
        let open = whole.iter().filter(|item| record.number.is_none() || is_counted(&item.name));
        let (mut shares, near, left) = nearest_shares(&Gallery::new(open), &record);
        for found in near {
            if let Some(item) = whole.iter().find(|item| item.id == found.item) {
                self.tell_likened(&record, &found, item);
                facts.insert(found.item, item.clone());
            }
        }
        if let Some(left) = left {
            if record.number.is_some() || !numbered || self.request.create {
                shares.push(Share { item: None, record: left, split: false });
            } else {
                let reason = words_elsewhere(whole.iter(), &left);
                self.show_unmatched(target, &left, &reason);
            }
        }
        Ok(shares)
    }

    fn tell_likened(&mut self, record: &Recommendation, found: &Near, item: &ItemFacts) {
        let answer = record.position_printed.as_deref().filter(|_| found.part);
        let answer = answer.map_or_else(String::new, |said| format!("; here: {said}"));
        self.account.likened.put(Likened {
            place: self.at(&record.place),
            item: item.name.clone(),
            reason: format!("{}{answer}", found.reason),
            theirs: record.text.clone(),
            ours: item.text.clone(),
        });
    }

    /// All items of a set as they were before this file, read once.
    fn whole(&mut self, target: &Target) -> Result<Rc<Vec<ItemFacts>>> {
        if let Some((set, items)) = &self.file.whole
            && *set == target.id
        {
            return Ok(Rc::clone(items));
        }
        let mut ids = Vec::new();
        self.tx.each_identity(&[target.id], &mut |line| {
            ids.push(line.id);
            Ok(())
        })?;
        ids.retain(|id| *id < self.file.first_new);
        let items = Rc::new(self.tx.list_item_facts(&ids)?);
        self.file.whole = Some((target.id, Rc::clone(&items)));
        Ok(items)
    }

    pub(super) fn show_unmatched(
        &mut self,
        target: &Target,
        record: &Recommendation,
        reason: &str,
    ) {
        let senders: Vec<_> = record.senders.iter().map(|sender| sender.printed.as_str()).collect();
        let unmatched = Unmatched {
            place: self.at(&record.place),
            set: target.key.clone(),
            number: record.number.clone().unwrap_or_default(),
            senders: senders.join("; "),
            text: record.text.clone(),
            reason: reason.to_owned(),
        };
        self.line().unmatched += 1;
        self.account.unmatched.put(unmatched);
    }

    /// An item that a file gives two answers to was split by it: neither is that of the whole.
    pub(super) fn mark_splits(&mut self, shares: &mut [Share], facts: &HashMap<i64, ItemFacts>) {
        let mut answers: HashMap<i64, HashSet<Position>> = HashMap::new();
        for share in shares.iter() {
            if let (Some(item), Some(position)) = (share.item, share.record.position) {
                answers.entry(item).or_default().insert(position);
            }
        }
        for share in shares {
            let Some(item) =
                share.item.filter(|item| answers.get(item).is_some_and(|all| all.len() > 1))
            else {
                continue;
            };
            if !std::mem::replace(&mut share.split, true)
                && let Some(item) = facts.get(&item)
            {
                let said = share.record.position_printed.clone().unwrap_or_default();
                self.account.likened.put(Likened {
                    place: self.at(&share.record.place),
                    item: item.name.clone(),
                    reason: format!("split by the file, which gives it two answers; here: {said}"),
                    theirs: share.record.text.clone(),
                    ours: item.text.clone(),
                });
            }
        }
    }
}

/// The items that a record is near, each with its rows, and what is left of the record.
fn nearest_shares(
    gallery: &Gallery<'_>,
    record: &Recommendation,
) -> (Vec<Share>, Vec<Near>, Option<Recommendation>) {
    let share = |near: &Near, record| Share { item: Some(near.item), record, split: near.part };
    if record.rows.is_empty() {
        let from = record.senders.iter().find_map(|sender| sender.iso3.as_deref());
        return match gallery.nearest(record.words(), from) {
            Some(near) => (vec![share(&near, record.clone())], vec![near], None),
            None => (Vec::new(), Vec::new(), Some(record.clone())),
        };
    }
    let mut left = Recommendation { rows: Vec::new(), ..record.clone() };
    let (mut shares, mut near): (Vec<Share>, Vec<Near>) = (Vec::new(), Vec::new());
    for row in &record.rows {
        let Some(found) = gallery.nearest(record.words(), row.sender.iso3.as_deref()) else {
            left.rows.push(row.clone());
            continue;
        };
        match shares.iter_mut().find(|share| share.item == Some(found.item)) {
            Some(share) => share.record.rows.push(row.clone()),
            None => {
                let part = Recommendation { rows: vec![row.clone()], ..record.clone() };
                shares.push(share(&found, part));
                near.push(found);
            }
        }
    }
    shares.iter_mut().for_each(|share| of_rows(&mut share.record));
    if left.rows.is_empty() {
        return (shares, near, None);
    }
    of_rows(&mut left);
    (shares, near, Some(left))
}

/// Whether an item has no number of its own: `SVN2:n7`.
fn is_counted(name: &str) -> bool {
    let label = name.split_once(':').map_or(name, |(_, label)| label);
    label.strip_prefix('n').is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit()))
}

/// Why a record was not found, and where its words stand if they do.
fn words_elsewhere<'a>(
    items: impl Iterator<Item = &'a ItemFacts>,
    record: &Recommendation,
) -> String {
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let wanted = words(record.words());
    let said = |item: &ItemFacts| {
        item.senders
            .iter()
            .any(|(iso3, _)| record.senders.iter().any(|sender| sender.iso3 == *iso3))
    };
    let mut holding: Vec<&str> = items
        .filter(|item| said(item) && wanted.is_subset(&words(&item.text)))
        .map(|item| item.name.as_str())
        .collect();
    holding.sort_unstable();
    let none = "no item of the set has this text from this State";
    match holding.as_slice() {
        [] => none.to_owned(),
        some => format!("{none}; its words stand in {}", some.join(", ")),
    }
}

/// Shares of one item as one, so that it learns everything in one entry.
pub(super) fn together(shares: Vec<Share>) -> Vec<Share> {
    let mut all: Vec<Share> = Vec::with_capacity(shares.len());
    let mut places: HashMap<i64, usize> = HashMap::new();
    for share in shares {
        let Some(item) = share.item else {
            all.push(share);
            continue;
        };
        let Some(first) = places.get(&item).and_then(|place| all.get_mut(*place)) else {
            places.insert(item, all.len());
            all.push(share);
            continue;
        };
        if first.split && !share.split {
            first.record.position = share.record.position;
            first.record.position_printed.clone_from(&share.record.position_printed);
            first.split = false;
        }
        let (known, more) = (&mut first.record, share.record);
        let lists = [
            (&mut known.issues, more.issues),
            (&mut known.themes, more.themes),
            (&mut known.groups, more.groups),
            (&mut known.sdgs, more.sdgs),
        ];
        for (list, more) in lists {
            let new: Vec<_> = more.into_iter().filter(|word| !list.contains(word)).collect();
            list.extend(new);
        }
        let new: Vec<_> =
            more.senders.into_iter().filter(|sender| !known.senders.contains(sender)).collect();
        known.senders.extend(new);
    }
    all
}
