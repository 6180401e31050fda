//! What things are called by their number: `1 area`, `56 areas`; and a word with a capital.

use super::{catalogue, marks};

/// `56 areas`, `1 item`.
pub fn counted(number: i64, noun: &str) -> String {
    let several = catalogue::noun(noun, Some(number)).unwrap_or(noun);
    marks::counted(number, &singular(noun), several)
}

/// What several items are called by the noun of their set: in the words of the language, else as it was
/// typed.
pub fn plural(noun: &str) -> &str {
    catalogue::noun(noun, None).unwrap_or(noun)
}

/// One of what a noun names in the plural: `areas`, `concerns and requests` → `area`, `concern or
/// request`. A word of one's own that is not English stays as it was typed.
pub fn singular(noun: &str) -> String {
    if let Some(known) = catalogue::noun(noun, Some(1)) {
        return known.to_owned();
    }
    let one = |word: &str| match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None if word.ends_with("ss") => word.to_owned(),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    };
    noun.split(" and ").map(one).collect::<Vec<_>>().join(" or ")
}

/// A word at the head of a column or sentence.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_is_called_by_the_singular() {
        for (noun, one) in [
            ("areas", "area"),
            ("recommendations", "recommendation"),
            ("concerns and requests", "concern or request"),
            ("inquiries", "inquiry"),
            ("business", "business"),
        ] {
            assert_eq!(singular(noun), one);
        }
        assert_eq!(counted(1, "entries"), "1 entry");
        assert_eq!(capital("área"), "Área");
        assert_eq!(capital(""), "");
    }
}
