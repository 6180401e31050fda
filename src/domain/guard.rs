//! Cells that a spreadsheet would run as formulas, and how their guard is taken off again.

/// What a spreadsheet takes for the beginning of a formula, and the guard itself.
const GUARDED: [char; 7] = ['=', '+', '-', '@', '\'', '\t', '\r'];

/// The text with a `'` before it where a spreadsheet would run it.
pub fn guard(text: &str) -> String {
    if text.starts_with(GUARDED) { format!("'{text}") } else { text.to_owned() }
}

/// The text as it was before [`guard`]; a `'` that guards nothing stays.
pub fn unguard(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(GUARDED)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_guarded_text_comes_back(text in "[=+@'\t\r-]{0,3}\\PC*") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
            prop_assert_eq!(crate::render::guard(&text), guarded.as_str());
        }
    }

    #[test]
    fn what_nobody_guarded_stays() {
        assert_eq!(unguard("'tis"), "'tis");
        assert_eq!(unguard("'=1"), "=1");
        assert_eq!(unguard(""), "");
    }
}
