//! By what the items of the file are found again: their refs and the letters of their texts.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::domain::MatchKey;
use crate::domain::bodies::IdentityLine;
use crate::domain::identity::fingerprint;
use crate::store::{Read, Result};

/// The items of the sets that a file speaks of, each set read when it is first asked about: a row for
/// one set costs nothing of the others.
#[derive(Debug, Default)]
pub(super) struct Index(HashMap<i64, SetIndex>);

/// The items of a set, by ref and by text. Small: a file may bring hundreds of thousands.
#[derive(Debug, Default)]
pub(super) struct SetIndex {
    refs: HashMap<u128, i64>,
    texts: HashMap<MatchKey, i64>,
    /// Further items of the same text.
    more: HashMap<MatchKey, Vec<i64>>,
    /// The highest `n…` ref given out.
    counted: u32,
    /// The highest plain number.
    highest: u32,
}

impl Index {
    /// The items of a set.
    ///
    /// # Errors
    /// The engine's, where it had to be read.
    pub(super) fn of(&mut self, set: i64, tx: &dyn Read) -> Result<&mut SetIndex> {
        match self.0.entry(set) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(SetIndex::read(set, tx)?)),
        }
    }
}

impl SetIndex {
    fn read(set: i64, tx: &dyn Read) -> Result<Self> {
        let mut index = Self::default();
        tx.each_identity(&[set], &mut |line: IdentityLine| {
            let stored = line.match_key.as_deref().and_then(MatchKey::parse);
            let key = stored.unwrap_or_else(|| MatchKey::of(line.text.as_deref().unwrap_or("")));
            index.add(&line.folded, key, line.id);
            Ok(())
        })?;
        Ok(index)
    }

    /// Adds an item by its folded ref and its text.
    pub(super) fn add(&mut self, folded: &str, key: MatchKey, item: i64) {
        self.refs.insert(fingerprint(folded), item);
        match self.texts.entry(key) {
            Entry::Vacant(place) => {
                place.insert(item);
            }
            Entry::Occupied(place) => {
                self.more.entry(*place.key()).or_default().push(item);
            }
        }
        let counted: Option<u32> = folded.strip_prefix('n').and_then(|digits| digits.parse().ok());
        self.counted = self.counted.max(counted.unwrap_or(0));
        self.highest = self.highest.max(folded.parse().unwrap_or(0));
    }

    /// The item with this folded ref.
    pub(super) fn by_ref(&self, folded: &str) -> Option<i64> {
        self.refs.get(&fingerprint(folded)).copied()
    }

    /// The items with this text, oldest first.
    pub(super) fn by_text(&self, key: MatchKey) -> Vec<i64> {
        let first = self.texts.get(&key).copied();
        let more = self.more.get(&key).into_iter().flatten().copied();
        first.into_iter().chain(more).collect()
    }

    /// The number after the highest one.
    pub(super) fn next_in_order(&mut self) -> String {
        self.highest = self.highest.saturating_add(1);
        self.highest.to_string()
    }

    /// A ref that nobody has: the printed one, with a suffix where it is taken, or the next `n…`.
    pub(super) fn free_ref(&mut self, printed: Option<&str>) -> String {
        let Some(printed) = printed else {
            self.counted += 1;
            return format!("n{}", self.counted);
        };
        let taken = |label: &str| self.by_ref(&label.to_lowercase()).is_some();
        if !taken(printed) {
            return printed.to_owned();
        }
        (2..100_000)
            .map(|count| format!("{printed}~{count}"))
            .find(|label| !taken(label))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_by_ref_and_by_text() {
        let mut index = SetIndex::default();
        let key = MatchKey::of("Ratify CAT");
        index.add("115.1", key, 10);
        index.add("115.2", key, 11);
        assert_eq!(index.by_ref("115.2"), Some(11));
        assert_eq!(index.by_text(key), [10, 11]);
        assert!(index.by_text(MatchKey::of("Other")).is_empty());
        assert_eq!(index.free_ref(None), "n1");
        index.add("n7", MatchKey::of("Other"), 12);
        assert_eq!(index.free_ref(None), "n8");
        assert_eq!(index.free_ref(Some("115.1")), "115.1~2");
        assert_eq!(index.free_ref(Some("115.3")), "115.3");
        index.add("9", MatchKey::of("Ninth"), 13);
        assert_eq!((index.next_in_order(), index.next_in_order()), ("10".into(), "11".into()));
    }
}
