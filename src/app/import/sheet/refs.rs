//! Refs that a program for spreadsheets has ruined: `101.20` became `101.2`, `1.20E+1` or a date.

use std::collections::HashMap;

use crate::import::sheet::{Sheet, SheetRow};

use super::row::Wrong;

const HINT: &str = "a ref is text: format the column as text, or leave the column `ref` out";

/// What is wrong with rows whose ref is not to be trusted, by their place among the rows; the nearest
/// is the ref that it was, most likely.
pub(super) fn suspects(
    sheet: &Sheet,
    rows: &[SheetRow],
    named: &[String],
    order: &[(i64, String)],
) -> HashMap<usize, Wrong> {
    let mut wrong = HashMap::new();
    let known: HashMap<String, usize> =
        order.iter().enumerate().map(|(at, (_, name))| (name.to_lowercase(), at)).collect();
    let mut uses: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, name) in named.iter().enumerate() {
        uses.entry(name).or_default().push(at);
    }
    for (at, row) in rows.iter().enumerate() {
        let text = |key: &str| sheet.cell(row, key).map(|cell| cell.text.trim().to_owned());
        let label = named[at].split_once(':').map_or("", |(_, label)| label);
        let by_id = text("id").is_some_and(|id| id.contains(':'));
        let printed = text("ref").filter(|printed| !printed.is_empty());
        if let Some(printed) = printed.filter(|_| by_id)
            && crate::domain::guard::unguard(&printed).to_lowercase() != label
        {
            let likely = known.get(&named[at]).map(|place| order[*place].1.clone());
            wrong.insert(at, suspect("ref", &printed, "the ref that `id` names", likely));
            continue;
        }
        let twice = uses.get(named[at].as_str()).is_some_and(|places| places.len() > 1);
        let missing = !known.contains_key(&named[at]);
        let likely = likely(at, named, order, &known);
        if let Some(true_one) = displaced(at, sheet, rows, named, order, &known) {
            let column = if by_id { "id" } else { "ref" };
            let expected = format!("a ref in the place of `{true_one}`");
            wrong.insert(at, suspect(column, label, &expected, Some(true_one)));
            continue;
        }
        // A decimal may be a ref that is new; where it is the number of one that is gone, it is not.
        let number = is_decimal(label);
        let lost = looks_ruined(label) && (!number || likely.is_some());
        if twice || (missing && lost) {
            let expected = if twice { "each item once" } else { "a ref as it was exported" };
            let column = if by_id { "id" } else { "ref" };
            wrong.insert(at, suspect(column, label, expected, likely));
        }
    }
    wrong
}

/// Where a decimal names an item that stands elsewhere, and the item that belongs between the rows
/// before and after has the same number, that item: `101.2` between `101.19` and `101.21`. A text or
/// a version beside it tells by itself which item is meant.
fn displaced(
    at: usize,
    sheet: &Sheet,
    rows: &[SheetRow],
    named: &[String],
    order: &[(i64, String)],
    known: &HashMap<String, usize>,
) -> Option<String> {
    let told =
        |key: &str| sheet.cell(&rows[at], key).is_some_and(|cell| !cell.text.trim().is_empty());
    if told("text") || told("version") {
        return None;
    }
    let number = |name: &str| name.split_once(':').and_then(|(_, label)| label.parse::<f64>().ok());
    let (own, number_of_own) = (*known.get(&named[at])?, number(&named[at])?);
    let place =
        |row: Option<usize>| row.and_then(|row| named.get(row)).and_then(|name| known.get(name));
    let (before, after) = (place(at.checked_sub(1)), place(at.checked_add(1)));
    if before.is_none() && after.is_none() {
        return None;
    }
    let fits = |place: usize| {
        before.is_none_or(|before| *before < place) && after.is_none_or(|after| place < *after)
    };
    if fits(own) {
        return None;
    }
    let mut others = order.iter().enumerate().filter(|(place, (_, name))| {
        let same = number(name).is_some_and(|other| (other - number_of_own).abs() < 1e-9);
        *place != own && same && fits(*place) && !named.contains(&name.to_lowercase())
    });
    others.next().map(|(_, (_, name))| name.clone())
}

fn suspect(column: &'static str, found: &str, expected: &str, likely: Option<String>) -> Wrong {
    Wrong::new(column, found, format!("{expected}; {HINT}")).near(likely)
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

/// The ref that fits here: not among the rows, the same number as the one that stands here, or
/// next after the row before.
fn likely(
    at: usize,
    named: &[String],
    order: &[(i64, String)],
    known: &HashMap<String, usize>,
) -> Option<String> {
    let absent = |name: &str| !named.iter().any(|other| *other == name.to_lowercase());
    let number = |name: &str| name.split_once(':').and_then(|(_, label)| label.parse::<f64>().ok());
    let own = number(&named[at]);
    let mut same = order.iter().map(|(_, name)| name).filter(|name| {
        own.is_some()
            && number(name).zip(own).is_some_and(|(a, b)| (a - b).abs() < 1e-9)
            && absent(name)
    });
    let before = at.checked_sub(1).and_then(|place| known.get(&named[place]));
    let next = before.and_then(|place| order.get(place + 1)).map(|(_, name)| name);
    let plain = named[at].split_once(':').is_some_and(|(_, label)| is_decimal(label));
    let next = next.filter(|name| absent(name) && (!plain || known.contains_key(&named[at])));
    // Of several that are the same number, the one that fits between its neighbours.
    let fits = next.filter(|next| number(next).zip(own).is_some_and(|(a, b)| (a - b).abs() < 1e-9));
    fits.or_else(|| same.next()).or(next).cloned()
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
