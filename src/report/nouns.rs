//! Words of a noun as they are counted and begun with.

/// `56 areas`, `1 item`.
pub fn counted(number: i64, noun: &str) -> String {
    if number == 1 { format!("1 {}", singular(noun)) } else { format!("{number} {noun}") }
}

/// One of what a noun names in the plural: `areas`, `concerns and requests` → `area`, `concern or
/// request`.
pub fn singular(noun: &str) -> String {
    let one = |word: &str| match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None if word.ends_with("ss") => word.to_owned(),
        None => word.strip_suffix('s').unwrap_or(word).to_owned(),
    };
    noun.split(" and ").map(one).collect::<Vec<_>>().join(" or ")
}

/// The same word at the head of a column or sentence.
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
