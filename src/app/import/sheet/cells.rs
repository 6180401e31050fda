//! Cells as the export prints them, and whether a cell that came back still says the same.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::guard::unguard;
use crate::domain::identity::letters;
use crate::domain::lines::ItemLine;
use crate::domain::{Confidence, Level, PartialDate, Position, SheetColumn};
use crate::report::labels::Labels;
use crate::report::sheet::export_row;
use crate::report::visibility::to_the_month;
use crate::report::{Cell, Value, Visibility};

/// A cell as it was printed: whole, and as it is handed on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) whole: String,
    pub(super) public: String,
    /// Several values, as they stand in the whole cell.
    pub(super) parts: Vec<String>,
}

/// A row as it was printed.
#[derive(Debug, Clone, Default)]
pub(super) struct PrintedRow(HashMap<&'static str, Printed>);

impl PrintedRow {
    pub(super) fn of(labels: &Labels, keys: &[&'static str], line: &ItemLine) -> Self {
        let row = export_row(labels, line);
        let mut cells: HashMap<_, _> =
            keys.iter().copied().zip(row.cells.iter().map(printed)).collect();
        if let Some(recorded) = cells.get_mut(SheetColumn::RecordedAt.slug()) {
            recorded.public = to_the_month(&recorded.whole).to_owned();
        }
        Self(cells)
    }

    pub(super) fn get(&self, key: &str) -> Printed {
        self.0.get(key).cloned().unwrap_or_default()
    }
}

fn printed(cell: &Cell) -> Printed {
    let (whole, public, parts) = match &cell.value {
        Value::Parts(parts) => {
            let public = parts.iter().filter(|part| part.visibility == Visibility::Public);
            let join = |texts: Vec<&str>| texts.join("; ");
            let public = join(public.map(|part| part.text.as_str()).collect());
            let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
            (join(texts.clone()), public, texts.into_iter().map(str::to_owned).collect())
        }
        value => (text(value), text(value), Vec::new()),
    };
    let public = if cell.visibility == Visibility::Public { public } else { String::new() };
    Printed { whole, public, parts }
}

fn text(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Link { text, .. } => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Date(day) => day.format("%Y-%m-%d").to_string(),
        Value::Term { slug, .. } => slug.to_string(),
        Value::Item { name, .. } => name.clone(),
        Value::Flag(flag) => flag.to_string(),
        Value::Share(share) => share.to_string(),
        Value::Lines(lines) => {
            lines.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n")
        }
        Value::Empty | Value::Parts(_) => String::new(),
    }
}

/// A cell of ours as it was before the guard against formulas.
pub(in crate::app::import) fn plain(cell: &str, guarded: bool) -> &str {
    if guarded { unguard(cell) } else { cell }
}

/// What programs for spreadsheets change without being asked: line ends, blanks at the ends.
fn tidy(text: &str) -> String {
    let text = text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n");
    text.replace('\u{a0}', " ").trim().to_owned()
}

/// Whether a cell that came back says what was printed.
pub(super) fn says(key: &str, cell: &str, printed: &Printed) -> bool {
    let readings = [tidy(cell), tidy(unguard(cell))];
    let texts = [tidy(&printed.whole), tidy(&printed.public)];
    if readings.iter().any(|reading| texts.contains(reading)) {
        return true;
    }
    match key {
        "status" => cell.parse::<Level>().is_ok_and(|level| level.slug() == printed.whole),
        "position" => {
            cell.parse::<Position>().is_ok_and(|position| position.slug() == printed.whole)
        }
        "confidence" => cell.parse::<Confidence>().is_ok_and(|level| level.slug() == printed.whole),
        "effective_on" => printed.whole.parse().is_ok_and(|day| may_be(cell, day)),
        "themes" | "groups" | "sdgs" | "issues" | "evidence" | "recommending_states" => {
            let mut theirs: Vec<String> = split(cell).iter().map(|part| tidy(part)).collect();
            let mut ours: Vec<String> = printed.parts.iter().map(|part| tidy(part)).collect();
            theirs.sort_unstable();
            ours.sort_unstable();
            theirs == ours
        }
        _ => false,
    }
}

/// Whether two texts that nobody edits have the same letters and digits.
pub(super) fn alike(cell: &str, printed: &Printed) -> bool {
    letters(cell) == letters(&printed.whole) || letters(cell) == letters(&printed.public)
}

/// Whether a cell is the number that a program for spreadsheets takes a printed code for: `16.1` for
/// `16.10`.
pub(super) fn same_number(cell: &str, printed: &Printed) -> bool {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let [code] = printed.parts.as_slice() else { return false };
    let ends_in_zero = code.contains('.') && code.ends_with('0');
    ends_in_zero && number(cell).zip(number(code)).is_some_and(|(a, b)| (a - b).abs() < 1e-9)
}

/// Several values in one cell.
pub(super) fn split(cell: &str) -> Vec<String> {
    let parts = cell.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// A day as people and spreadsheets write it: ISO, or the number of a day since 1900.
pub(super) fn day(cell: &str) -> Option<NaiveDate> {
    let text = cell.trim();
    let text = text.split('T').next().unwrap_or(text);
    if let Ok(date) = PartialDate::parse(text) {
        return Some(date.first());
    }
    None
}

/// Whether a program may have printed this day so: `30/06/2025`, `6/30/25`, `30.06.2025`, 45838.
fn may_be(cell: &str, known: NaiveDate) -> bool {
    if day(cell) == Some(known) {
        return true;
    }
    let numbers: Vec<i32> = cell
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .filter_map(|run| run.parse().ok())
        .collect();
    let date = |year: i32, month: i32, day: i32| {
        let year = if year < 100 { year + 2000 } else { year };
        let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok()?);
        NaiveDate::from_ymd_opt(year, month, day)
    };
    match numbers.as_slice() {
        [a, b, c, ..] => {
            [date(*c, *b, *a), date(*c, *a, *b), date(*a, *b, *c)].contains(&Some(known))
        }
        [serial] => {
            let origin = NaiveDate::from_ymd_opt(1899, 12, 30);
            origin.is_some_and(|origin| (known - origin).num_days() == i64::from(*serial))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(whole: &str, public: &str) -> Printed {
        let parts = split(whole);
        Printed { whole: whole.into(), public: public.into(), parts }
    }

    #[test]
    fn what_a_spreadsheet_changes_by_itself_is_no_edit() {
        assert!(says("note", "a\r\nb ", &printed("a\nb", "a\nb")));
        assert!(says("note", "'=1", &printed("=1", "=1")));
        assert!(says("note", "=1", &printed("=1", "=1")));
        assert!(says("note", "", &printed("secret", "")));
        assert!(says("status", "In progress", &printed("in-progress", "in-progress")));
        for text in
            ["2025-06-30", "30/06/2025", "6/30/25", "30.06.2025", "45838", "2025-06-30T00:00:00"]
        {
            assert!(says("effective_on", text, &printed("2025-06-30", "2025-06-30")), "{text}");
        }
        assert!(says("sdgs", "5;16.a", &printed("16.a; 5", "16.a; 5")));
    }

    #[test]
    fn what_a_person_changes_is_one() {
        assert!(!says("note", "c", &printed("a", "a")));
        assert!(!says("status", "implemented", &printed("in-progress", "in-progress")));
        assert!(!says("effective_on", "2025-07-01", &printed("2025-06-30", "2025-06-30")));
        assert!(!says("sdgs", "5", &printed("16.a; 5", "16.a; 5")));
        assert!(alike("Ratify  CAT", &printed("Ratify CAT.", "")));
        assert!(!alike("Ratify OPCAT", &printed("Ratify CAT.", "")));
    }
}
