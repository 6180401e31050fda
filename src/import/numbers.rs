//! The numbers of recommendations: as printed, in lists and ranges, and made unique.

use std::collections::HashMap;

use super::problem::Warning;
use super::records::Recommendation;

/// Parts a text from the number in front of it: `124.7. Ratify`, `109. 10 Ratify`, `4.The`,
/// `131.9.1 Ratify`. The number comes back without blanks and without a stop at its end.
pub(super) fn leading(text: &str) -> Option<(String, String)> {
    let text = text.trim_start();
    let (number, length) = dotted(text)?;
    let rest = &text[length..];
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let rest = rest.strip_prefix(')').unwrap_or(rest);
    if rest.starts_with(|next: char| next.is_ascii_digit() || next == '%') {
        return None;
    }
    Some((number, rest.trim().to_owned()))
}

/// The number at the beginning of a text, and its length there. Its parts are joined by stops; a
/// blank behind a stop belongs to it if a digit follows and the number has no other part yet.
fn dotted(text: &str) -> Option<(String, usize)> {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(0);
    if end == 0 || end > 4 {
        return None;
    }
    let mut number = text[..end].to_owned();
    for part in 0..3 {
        let Some(after) = text[end..].strip_prefix('.') else { break };
        let blanks = after.len() - after.trim_start_matches(' ').len();
        let from = end + 1 + blanks;
        let count = digits(from);
        if count == 0 || count > 4 || blanks > 1 || (blanks == 1 && part > 0) {
            break;
        }
        number.push('.');
        number.push_str(&text[from..from + count]);
        end = from + count;
    }
    Some((number, end))
}

/// Gives every second use of a number a suffix (`118.9~2`) and a warning.
pub(super) fn make_unique(items: &mut [Recommendation], warnings: &mut Vec<Warning>) {
    let mut uses: HashMap<String, u32> = HashMap::new();
    for item in items {
        let Some(number) = item.number.clone() else { continue };
        let count = uses.entry(number.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let unique = format!("{number}~{count}");
            let message = format!("the number {number} is taken; this one becomes {unique}");
            warnings.push(Warning::new(item.place.clone(), message));
            item.printed_number.get_or_insert(number);
            item.number = Some(unique);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_from_texts() {
        for (text, number, rest) in [
            ("124.7. Ratify", "124.7", "Ratify"),
            ("109. 10 Ratify", "109.10", "Ratify"),
            ("4.The Committee", "4", "The Committee"),
            ("131.9.1 Ratify", "131.9.1", "Ratify"),
            ("118.09\tRatify", "118.09", "Ratify"),
            ("12) Ratify", "12", "Ratify"),
            ("1. 18 years", "1.18", "years"),
        ] {
            assert_eq!(leading(text), Some((number.into(), rest.into())), "{text}");
        }
        for text in ["Ratify", "", "20191128", ".5", "50% of"] {
            assert_eq!(leading(text), None, "{text}");
        }
    }

    #[test]
    fn a_taken_number_gets_a_suffix() {
        let item = |number: &str| Recommendation {
            number: Some(number.into()),
            ..Recommendation::default()
        };
        let mut items = [item("118.9"), item("118.9"), item("118.9"), item("118.10")];
        let mut warnings = Vec::new();
        make_unique(&mut items, &mut warnings);
        let numbers: Vec<_> = items.iter().map(|item| item.number.as_deref().unwrap()).collect();
        assert_eq!(numbers, ["118.9", "118.9~2", "118.9~3", "118.10"]);
        assert_eq!(items[1].printed_number.as_deref(), Some("118.9"));
        assert_eq!(warnings[0].message, "the number 118.9 is taken; this one becomes 118.9~2");
    }
}
