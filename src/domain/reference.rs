//! What an item is called: `SET:REF`, both text.
//!
//! A ref is the label as printed (`48`, `1c`, `125.44`, `4c`). It is never a number: `101.20` and
//! `101.2` are two recommendations.

use std::fmt;

/// The key of a set: 1 to 32 of `A–Z 0–9 _ -`, kept in capitals.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SetKey(String);

/// The label of an item within its set, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ref(String);

/// A key or ref that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadReference {
    /// Not a set key.
    #[error("`{0}` cannot be a set's key: 1 to 32 of A–Z, 0–9, `_` and `-`")]
    Set(String),
    /// Not a ref.
    #[error("`{0}` cannot be a ref: 1 to 64 characters without blanks, `:`, `;` or `,`")]
    Ref(String),
}

impl SetKey {
    /// Reads a key in any case.
    ///
    /// # Errors
    /// [`BadReference::Set`] where it is empty, too long or has another character.
    pub fn parse(text: &str) -> Result<Self, BadReference> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if (1..=32).contains(&text.len()) && text.chars().all(allowed) {
            Ok(Self(text.to_ascii_uppercase()))
        } else {
            Err(BadReference::Set(text.to_owned()))
        }
    }

    /// The key in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Ref {
    /// Reads a label as printed.
    ///
    /// # Errors
    /// [`BadReference::Ref`] where it is empty, too long, or could not be typed on a command line.
    pub fn parse(text: &str) -> Result<Self, BadReference> {
        let refused = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ':' | ';' | ',');
        let length = text.chars().count();
        if (1..=64).contains(&length) && !text.chars().any(refused) && !text.starts_with('-') {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadReference::Ref(text.to_owned()))
        }
    }

    /// The label as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The label as it is compared: lower case.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    /// The ref of the item that this would be a component of, by its letter: `2` of `2d`, `1b` of
    /// `1b-i`. Nothing where it ends in no letter.
    pub fn unlettered(&self) -> Option<&str> {
        let before = self.0.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let letters = self.0.len() - before.len();
        let item = before.strip_suffix('-').unwrap_or(before);
        let ends_right = item.ends_with(if item == before {
            |c: char| c.is_ascii_digit()
        } else {
            |c: char| c.is_ascii_alphabetic()
        });
        ((1..=2).contains(&letters) && ends_right).then_some(item)
    }

    /// A text that sorts refs in natural order, segment by segment: 125.9 < 125.10, 16.9 < 16.10 <
    /// 16.a. A component's key begins with its item's, so that it comes right after it.
    pub fn sort_key(&self, parent: Option<&Ref>) -> String {
        let Some(parent) = parent else { return segments(&self.folded()) };
        let (whole, own) = (parent.folded(), self.folded());
        let rest = own.strip_prefix(&whole).unwrap_or(&own);
        format!("{}\u{1}{}", segments(&whole), segments(rest))
    }
}

/// The sort key of a folded ref: digit runs carry their length in front, so that they compare as
/// numbers and before letters; each segment ends in a mark lower than any character of a ref.
fn segments(folded: &str) -> String {
    let mut key = String::new();
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let alike = |c: char| c.is_ascii_digit() == digits && c.is_alphanumeric();
        let end = if first.is_alphanumeric() {
            rest.find(|c| !alike(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (segment, tail) = rest.split_at(end);
        if digits {
            let number = segment.trim_start_matches('0');
            key.push_str(&format!("{:02}{number}", number.len().min(99)));
            key.push('\u{2}');
        } else if first.is_alphanumeric() {
            key.push_str(segment);
            key.push('\u{2}');
        }
        rest = tail;
    }
    key
}

impl fmt::Display for SetKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(refs: &[&str]) -> bool {
        let keys: Vec<_> =
            refs.iter().map(|text| Ref::parse(text).unwrap().sort_key(None)).collect();
        keys.is_sorted()
    }

    #[test]
    fn refs_sort_as_people_count() {
        assert!(sorted(&["125.9", "125.10", "126"]));
        assert!(sorted(&["16.9", "16.10", "16.a"]));
        assert!(sorted(&["1", "1a", "1b", "2", "10", "n1", "n2", "n10"]));
        assert!(sorted(&["1b-i", "1b-ii", "5"]));
        assert!(sorted(&["118.9", "118.9~2", "118.10"]));
    }

    #[test]
    fn a_letter_makes_a_component() {
        let item = |text: &str| Ref::parse(text).unwrap().unlettered().map(str::to_owned);
        assert_eq!(item("2d").as_deref(), Some("2"));
        assert_eq!(item("125.44ab").as_deref(), Some("125.44"));
        assert_eq!(item("4a-b").as_deref(), Some("4a"));
        for other in ["2", "16.a", "a", "118.9~2", "5bis", "4-b", "n1"] {
            assert_eq!(item(other), None, "{other}");
        }
    }

    #[test]
    fn a_component_comes_right_after_its_item() {
        let parent = Ref::parse("1").unwrap();
        let component = Ref::parse("1a").unwrap().sort_key(Some(&parent));
        assert!(parent.sort_key(None) < component);
        assert!(component < Ref::parse("1.1").unwrap().sort_key(None));
        assert!(component < Ref::parse("2").unwrap().sort_key(None));
    }

    #[test]
    fn keys_and_refs_that_cannot_be_are_refused() {
        for text in ["", "A B", "É", &"A".repeat(33)] {
            assert!(SetKey::parse(text).is_err(), "{text}");
        }
        for text in ["", "1 2", "a:b", "-1", "1\u{1b}"] {
            assert!(Ref::parse(text).is_err(), "{text}");
        }
        assert_eq!(SetKey::parse("hc19").unwrap().as_str(), "HC19");
    }

    proptest! {
        #[test]
        fn numbers_sort_by_value(a in 0u32..100_000, b in 0u32..100_000) {
            let key = |n: u32| Ref::parse(&format!("124.{n}")).unwrap().sort_key(None);
            prop_assert_eq!(a.cmp(&b), key(a).cmp(&key(b)));
        }
    }
}
