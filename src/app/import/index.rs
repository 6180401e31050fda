//! By what the items of the file are found again: their refs and the letters of their texts.

use std::collections::HashMap;

use crate::domain::MatchKey;
use crate::domain::bodies::IdentityLine;
use crate::domain::identity::fingerprint;
use crate::store::{Read, Result};

/// Every item of every set, by ref and by text. Small: it may hold hundreds of thousands.
#[derive(Debug, Default)]
pub(super) struct Index {
    refs: HashMap<u128, i64>,
    texts: HashMap<u128, i64>,
    /// Further items of the same text in one set.
    more: HashMap<u128, Vec<i64>>,
    /// The highest `n…` ref given out in each set.
    counted: HashMap<i64, u32>,
}

fn ref_key(set: i64, folded: &str) -> u128 {
    fingerprint(&format!("{set}:{folded}"))
}

fn text_key(set: i64, key: MatchKey) -> u128 {
    key.within(set)
}

impl Index {
    pub(super) fn read(tx: &dyn Read) -> Result<Self> {
        let mut index = Self::default();
        tx.each_identity(&[], &mut |line: IdentityLine| {
            let stored = line.match_key.as_deref().and_then(MatchKey::parse);
            let key = stored.unwrap_or_else(|| MatchKey::of(line.text.as_deref().unwrap_or("")));
            index.add(line.set, &line.folded, key, line.id);
            Ok(())
        })?;
        Ok(index)
    }

    pub(super) fn add(&mut self, set: i64, folded: &str, key: MatchKey, item: i64) {
        self.refs.insert(ref_key(set, folded), item);
        match self.texts.entry(text_key(set, key)) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(item);
            }
            std::collections::hash_map::Entry::Occupied(place) => {
                self.more.entry(*place.key()).or_default().push(item);
            }
        }
        let counted: Option<u32> = folded.strip_prefix('n').and_then(|digits| digits.parse().ok());
        if let Some(number) = counted {
            let highest = self.counted.entry(set).or_default();
            *highest = number.max(*highest);
        }
    }

    /// The item with this ref.
    pub(super) fn by_ref(&self, set: i64, folded: &str) -> Option<i64> {
        self.refs.get(&ref_key(set, folded)).copied()
    }

    /// The items with this text, oldest first.
    pub(super) fn by_text(&self, set: i64, key: MatchKey) -> Vec<i64> {
        let key = text_key(set, key);
        let first = self.texts.get(&key).copied();
        let more = self.more.get(&key).into_iter().flatten().copied();
        first.into_iter().chain(more).collect()
    }

    /// A ref that nobody has: the printed one, with a suffix where it is taken, or the next `n…`.
    pub(super) fn free_ref(&mut self, set: i64, printed: Option<&str>) -> String {
        let Some(printed) = printed else {
            let highest = self.counted.entry(set).or_default();
            *highest += 1;
            return format!("n{highest}");
        };
        let taken = |label: &str| self.by_ref(set, &label.to_lowercase()).is_some();
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
    fn items_are_found_by_ref_and_by_text_within_their_set() {
        let mut index = Index::default();
        let key = MatchKey::of("Ratify CAT");
        index.add(1, "115.1", key, 10);
        index.add(1, "115.2", key, 11);
        index.add(2, "n7", MatchKey::of("Other"), 12);
        assert_eq!(index.by_ref(1, "115.2"), Some(11));
        assert_eq!(index.by_ref(2, "115.2"), None);
        assert_eq!(index.by_text(1, key), [10, 11]);
        assert!(index.by_text(2, key).is_empty());
        assert_eq!(index.free_ref(2, None), "n8");
        assert_eq!(index.free_ref(1, None), "n1");
        assert_eq!(index.free_ref(1, Some("115.1")), "115.1~2");
        assert_eq!(index.free_ref(1, Some("115.3")), "115.3");
    }
}
