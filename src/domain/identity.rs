//! What makes two texts the same recommendation: their letters and digits, whatever the case,
//! marks and blanks between them.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization as _;

/// The letters and digits of a text, in lower case.
pub fn letters(text: &str) -> String {
    if text.is_ascii() {
        let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
        return kept.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    let composed = text.nfkc().filter(|letter| letter.is_alphanumeric());
    composed.flat_map(char::to_lowercase).collect()
}

/// The first half of a text's SHA-256, as a number.
pub fn fingerprint(text: &str) -> u128 {
    let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let mut first = [0; 16];
    first.copy_from_slice(&digest[..16]);
    u128::from_be_bytes(first)
}

/// The key by which a text is found again: a fingerprint of its letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MatchKey(u128);

impl MatchKey {
    /// The key of a text.
    pub fn of(text: &str) -> Self {
        Self(fingerprint(&letters(text)))
    }

    /// The key as it is stored.
    pub fn parse(stored: &str) -> Option<Self> {
        (stored.len() == 32).then(|| u128::from_str_radix(stored, 16).ok().map(Self)).flatten()
    }
}

impl std::fmt::Display for MatchKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:032x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_case_and_blanks_make_no_difference() {
        let key = MatchKey::of("Ratify the OP-CAT (1984);");
        assert_eq!(key, MatchKey::of("ratify the  “opcat”, 1984."));
        assert_ne!(key, MatchKey::of("Ratify the OP-CAT (1985)"));
        assert_eq!(letters("Côte d’Ivoire ﬁne"), "côtedivoirefine");
    }

    proptest! {
        #[test]
        fn a_stored_key_reads_back(text in "\\PC*") {
            let key = MatchKey::of(&text);
            prop_assert_eq!(MatchKey::parse(&key.to_string()), Some(key));
        }
    }
}
