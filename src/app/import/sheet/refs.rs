//! Refs that a program for spreadsheets has ruined: `101.20` became `101.2`, `1.20E+1` or a date.

use std::collections::HashMap;

use crate::import::sheet::{ReturnedSheet, SheetRow};

use super::row::WrongCell;

const HINT: &str = "a ref is text: format the column as text, or leave the column `ref` out";

/// What is wrong with rows whose ref is not to be trusted, by their place among the rows; the nearest
/// is the ref that it was, most likely.
pub(super) fn suspects(
    sheet: &ReturnedSheet,
    rows: &[SheetRow],
    named: &[String],
    order: &[(i64, String)],
) -> HashMap<usize, WrongCell> {
    let mut wrong = HashMap::new();
    let items = Items::new(named, order);
    for (at, row) in rows.iter().enumerate() {
        let text = |key: &str| sheet.cell(row, key).map(|cell| cell.text.trim().to_owned());
        let label = named[at].split_once(':').map_or("", |(_, label)| label);
        let by_id = text("id").is_some_and(|id| id.contains(':'));
        let printed = text("ref").filter(|printed| !printed.is_empty());
        if let Some(printed) = printed.filter(|_| by_id)
            && crate::domain::guard::unguard(&printed).to_lowercase() != label
        {
            let likely = items.place(at).map(|place| order[place].1.clone());
            wrong.insert(at, suspect("ref", &printed, "the ref that `id` names", likely));
            continue;
        }
        let column = if by_id { "id" } else { "ref" };
        // A text or a version beside it tells by itself which item is meant.
        let told = ["text", "version"].iter().any(|key| text(key).is_some_and(|it| !it.is_empty()));
        if let Some(meant) = items.displaced(at).filter(|_| !told) {
            let expected = format!("a ref in the place of `{meant}`");
            wrong.insert(at, suspect(column, label, &expected, Some(meant)));
        } else if items.uses[named[at].as_str()] > 1 {
            wrong.insert(at, suspect(column, label, "each item once", items.likely(at)));
        } else if items.place(at).is_none() && looks_ruined(label) {
            let likely = items.likely(at);
            // A decimal may be a ref that is new; where it is the number of one that is gone, it is not.
            if !is_decimal(label) || likely.is_some() {
                wrong.insert(at, suspect(column, label, "a ref as it was exported", likely));
            }
        }
    }
    wrong
}

/// Refs of rows that are new and that a spreadsheet ruined: `140.1` after `140.9` was `140.10`. By the
/// place of the row.
pub(super) fn out_of_order(named: &[String]) -> HashMap<usize, WrongCell> {
    let label =
        |at: usize| named.get(at).map_or("", |name| name.split_once(':').map_or("", |(_, it)| it));
    let parts = |label: &str| -> Option<Vec<u32>> {
        label.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>()
    };
    let mut wrong = HashMap::new();
    for at in 1..named.len() {
        let (Some(own), Some(before)) = (parts(label(at)), parts(label(at - 1))) else { continue };
        if own.len() < 2 || own.len() != before.len() || own > before {
            continue;
        }
        let after = parts(label(at + 1));
        let likely = ["0", "00"].iter().map(|zeros| format!("{}{zeros}", label(at)));
        let fits = |label: &String| {
            parts(label).is_some_and(|it| {
                it > before && after.as_ref().is_none_or(|after| it < *after || *after <= before)
            })
        };
        if let Some(likely) = likely.into_iter().find(fits) {
            let expected = format!("a ref after `{}`", label(at - 1));
            wrong.insert(at, suspect("ref", label(at), &expected, Some(likely)));
        }
    }
    wrong
}

fn suspect(column: &'static str, found: &str, expected: &str, likely: Option<String>) -> WrongCell {
    WrongCell::new(column, found, format!("{expected}; {HINT}")).near(likely)
}

/// A number as refs are printed, too: `101.2`.
fn is_decimal(label: &str) -> bool {
    label.parse::<f64>().is_ok() && !label.to_lowercase().contains('e')
}

/// A number in scientific notation, a date, or a number that lost its zeros.
fn looks_ruined(label: &str) -> bool {
    let lower = label.to_lowercase();
    let scientific = lower.contains("e+") || lower.parse::<f64>().is_ok();
    let months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let runs = label.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    let dated = label.contains(['/', '-']) && runs >= 2
        || months.iter().any(|month| lower.contains(month)) && runs >= 1;
    scientific || dated
}

/// What the rows name, and the items of their sets in order.
struct Items<'a> {
    named: &'a [String],
    order: &'a [(i64, String)],
    /// How often each name stands in the rows.
    uses: HashMap<&'a str, usize>,
    /// Where each item stands, by its name in lower case.
    places: HashMap<String, usize>,
    /// Where the items of a set stand whose refs are one number: `101.2` and `101.20`.
    numbers: HashMap<(String, u64), Vec<usize>>,
}

impl<'a> Items<'a> {
    fn new(named: &'a [String], order: &'a [(i64, String)]) -> Self {
        let mut uses = HashMap::new();
        for name in named {
            *uses.entry(name.as_str()).or_default() += 1;
        }
        let (mut places, mut numbers) = (HashMap::new(), HashMap::new());
        for (place, (_, name)) in order.iter().enumerate() {
            let name = name.to_lowercase();
            if let Some(number) = number(&name) {
                let same: &mut Vec<usize> = numbers.entry(number).or_default();
                same.push(place);
            }
            places.insert(name, place);
        }
        Self { named, order, uses, places, numbers }
    }

    /// Where the item of a row stands.
    fn place(&self, at: usize) -> Option<usize> {
        self.places.get(self.named.get(at)?).copied()
    }

    /// Whether no row names an item.
    fn absent(&self, place: usize) -> bool {
        !self.uses.contains_key(self.order[place].1.to_lowercase().as_str())
    }

    /// The items that no row names and whose refs are the number that stands in a row.
    fn same_number(&self, at: usize) -> impl Iterator<Item = usize> {
        let same = number(&self.named[at]).and_then(|number| self.numbers.get(&number));
        same.into_iter().flatten().copied().filter(|place| self.absent(*place))
    }

    /// Where a decimal names an item that stands elsewhere, and one that belongs between the rows
    /// before and after has the same number, that item: `101.2` between `101.19` and `101.21`.
    fn displaced(&self, at: usize) -> Option<String> {
        let own = self.place(at)?;
        let before = at.checked_sub(1).and_then(|before| self.place(before));
        let after = self.place(at + 1);
        let fits = |place: usize| {
            before.is_none_or(|before| before < place) && after.is_none_or(|after| place < after)
        };
        if fits(own) {
            return None;
        }
        let meant = self.same_number(at).find(|place| fits(*place));
        meant.map(|place| self.order[place].1.clone())
    }

    /// The item that fits here: not among the rows, the same number as the one that stands here, or
    /// next after the row before.
    fn likely(&self, at: usize) -> Option<String> {
        let before = at.checked_sub(1).and_then(|before| self.place(before));
        let next = before.map(|place| place + 1).filter(|next| *next < self.order.len());
        let next = next.filter(|next| self.absent(*next));
        // Of several that are the same number, the one that fits between its neighbours.
        let same: Vec<usize> = self.same_number(at).collect();
        let plain = self.named[at].split_once(':').is_some_and(|(_, label)| is_decimal(label));
        let beside = next.filter(|_| !plain || self.place(at).is_some());
        let found = next.filter(|next| same.contains(next)).or(same.first().copied()).or(beside);
        found.map(|place| self.order[place].1.clone())
    }
}

/// The set and the number that a ref is, if it is one.
fn number(name: &str) -> Option<(String, u64)> {
    let (set, label) = name.split_once(':')?;
    let number: f64 = label.parse().ok()?;
    Some((set.to_owned(), number.to_bits()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sheet::read;

    fn found(csv: &str) -> Vec<(usize, String, Option<String>)> {
        let sheet = read(csv.as_bytes()).unwrap();
        let order: Vec<(i64, String)> = ["101.2", "101.19", "101.20", "101.21", "108.100"]
            .iter()
            .enumerate()
            .map(|(at, label)| (i64::try_from(at).unwrap(), format!("SVN2:{label}")))
            .collect();
        let named: Vec<String> = sheet
            .rows
            .iter()
            .map(|row| {
                let id = sheet.cell(row, "id").unwrap().text.to_lowercase();
                let label = sheet.cell(row, "ref").map(|cell| cell.text.to_lowercase());
                if id.is_empty() { format!("svn2:{}", label.unwrap()) } else { id }
            })
            .collect();
        let mut found: Vec<_> = suspects(&sheet, &sheet.rows, &named, &order)
            .into_iter()
            .map(|(at, suspect)| (at, suspect.found, suspect.nearest))
            .collect();
        found.sort();
        found
    }

    #[test]
    fn a_zero_that_was_lost_is_suspected() {
        let rows = "id,set,ref\n,SVN2,101.2\n,SVN2,101.19\n,SVN2,101.2\n,SVN2,101.21\n";
        let likely = Some("SVN2:101.20".to_owned());
        assert_eq!(
            found(rows),
            [(0, "101.2".to_owned(), likely.clone()), (2, "101.2".to_owned(), likely)]
        );
    }

    #[test]
    fn a_ref_that_id_contradicts_is_suspected() {
        let rows = "id,set,ref\nSVN2:101.2,SVN2,101.2\nSVN2:101.20,SVN2,101.2\n";
        assert_eq!(found(rows), [(1, "101.2".into(), Some("SVN2:101.20".into()))]);
    }

    #[test]
    fn a_ref_out_of_its_place_is_suspected_where_its_double_fits() {
        let likely = Some("SVN2:101.20".to_owned());
        let rows = "id,status\nSVN2:101.19,x\nSVN2:101.2,x\nSVN2:101.21,x\n";
        assert_eq!(found(rows), [(1, "101.2".to_owned(), likely.clone())]);
        let rows = "id,status\nSVN2:101.19,x\nSVN2:101.2,x\n";
        assert_eq!(found(rows), [(1, "101.2".to_owned(), likely)]);
        // In its place, or with its text or version beside it, it is what it says.
        for rows in [
            "id,status\nSVN2:101.2,x\nSVN2:101.19,x\nSVN2:101.21,x\n",
            "id,status\nSVN2:101.2,x\n",
            "id,status,text\nSVN2:101.19,x,t\nSVN2:101.2,x,t\nSVN2:101.21,x,t\n",
            "id,status,version\nSVN2:101.19,x,1.a\nSVN2:101.2,x,2.a\nSVN2:101.21,x,3.a\n",
        ] {
            assert_eq!(found(rows), [], "{rows}");
        }
    }

    #[test]
    fn numbers_and_dates_in_place_of_a_ref_are_suspected() {
        let rows = "id,set,ref\n,SVN2,101.19\n,SVN2,1.0120E+2\n,SVN2,101.21\n,SVN2,2008-10-01\n";
        let found = found(rows);
        assert_eq!(found[0].2.as_deref(), Some("SVN2:101.20"));
        assert_eq!(found[1].2.as_deref(), Some("SVN2:108.100"));
        assert_eq!(found.len(), 2);
    }
}
