//! Keeping spreadsheets from running what a cell says.

use std::borrow::Cow;

/// The text with a `'` before it where a spreadsheet would take it for a formula.
///
/// A text that begins with `'` gets one more, so that [`unguard`] gives back any text unchanged.
pub fn guard(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\'', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text as it was before [`guard`].
pub fn unguard(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_guarded_text_comes_back_and_is_never_run(text in "[=+@'\t\r-]{0,3}\\PC*") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), &text);
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }

    #[test]
    fn what_is_harmless_is_left_alone() {
        assert_eq!(guard("Ratify = good"), "Ratify = good");
        assert_eq!(guard(""), "");
        assert_eq!(guard("=1+1"), "'=1+1");
        assert_eq!(guard("'quoted'"), "''quoted'");
    }
}
