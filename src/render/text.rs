//! Values as words, for scripts and for people.

use std::borrow::Cow;

use crate::report::{Part, Value};

/// What joins several values in one cell.
const JOINT: &str = "; ";

/// The value as scripts read it in a cell: slugs, ISO dates, shares as fractions.
pub(super) fn for_scripts(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) | Value::Link { text, .. } => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Share(share) if share.is_finite() => Cow::Owned(share.to_string()),
        Value::Empty | Value::Share(_) => Cow::Borrowed(""),
        Value::Date(day) => Cow::Owned(day.to_string()),
        Value::Term { slug, .. } => Cow::Borrowed(slug),
        Value::Flag(flag) => Cow::Borrowed(yes_or_no(*flag)),
        Value::Parts(parts) => joined_parts(parts),
    }
}

fn joined_parts(parts: &[Part]) -> Cow<'_, str> {
    match parts {
        [] => Cow::Borrowed(""),
        [one] => Cow::Borrowed(&one.text),
        several => {
            let texts: Vec<&str> = several.iter().map(|part| part.text.as_str()).collect();
            Cow::Owned(texts.join(JOINT))
        }
    }
}

fn yes_or_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn scripts_read_slugs_iso_dates_and_fractions() {
        let term = Value::Term { slug: "in-progress", label: "In progress" };
        let parts = Value::Parts(vec![Part::new("a"), Part::new("b")]);
        let day = NaiveDate::from_ymd_opt(2025, 6, 30).unwrap();
        for (value, expected) in [
            (Value::Empty, ""),
            (Value::Number(0), "0"),
            (Value::Share(0.25), "0.25"),
            (Value::Share(f64::NAN), ""),
            (Value::Flag(false), "no"),
            (Value::Date(day), "2025-06-30"),
            (term, "in-progress"),
            (parts, "a; b"),
            (Value::Text("101.20".into()), "101.20"),
        ] {
            assert_eq!(for_scripts(&value), expected);
        }
    }
}
