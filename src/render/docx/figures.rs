//! The figures of a chart as a table: a row a bar or day, the whole of it last.

use unicode_width::UnicodeWidthStr;

use crate::report::Chart;
use crate::report::words::marks;

use super::runs::{paragraph, run};
use super::table::{self, ENDED, KEPT, Orientation, WHOLE, cell, row};

/// Twips of a column of figures, and of a character of its title, which stands upright in two lines so
/// that all columns fit.
const FIGURE: usize = 640;
const CHARACTER: usize = 125;
const MARGINS: usize = 200;
const UPRIGHT: &str = "<w:textDirection w:val=\"btLr\"/><w:vAlign w:val=\"center\"/>";
const BELOW: &str = "<w:vAlign w:val=\"bottom\"/>";
/// So many rows stay on one page.
const SMALL: usize = 12;

/// Caption and table.
pub(super) fn xml(chart: &Chart, number: Option<usize>, page: Orientation) -> String {
    let (title, series, rows) = (chart.title(), chart.series(), chart.rows());
    let columns = series.len() + 1;
    let first = page.width().saturating_sub(columns * FIGURE).max(FIGURE);
    let widths: Vec<usize> = std::iter::once(first).chain(vec![FIGURE; columns]).collect();
    let mut xml = table::captioned(title, number);
    xml.push_str(&table::begun(title, &widths));
    let labels: Vec<&str> =
        series.iter().map(|series| series.label.as_str()).chain([marks::in_all()]).collect();
    xml.push_str(&head(title, first, &labels));
    for (at, (label, counts)) in rows.iter().enumerate() {
        let keep = if rows.len() <= SMALL && at + 1 < rows.len() { KEPT } else { "" };
        let all: i64 = counts.iter().sum();
        let counts = (0..series.len()).map(|at| counts.get(at).copied().unwrap_or(0));
        let count = |count: i64| {
            let words = count.to_string();
            let properties = format!("{keep}<w:jc w:val=\"right\"/>");
            cell(FIGURE, "", &paragraph("TableText", &properties, &words, &run(&words, "")))
        };
        let label = cell(first, "", &paragraph("TableText", keep, label, &run(label, "")));
        let counts: String = counts.chain([all]).map(count).collect();
        xml.push_str(&row(WHOLE, &format!("{label}{counts}")));
    }
    xml.push_str(ENDED);
    xml
}

fn head(title: &str, first: usize, labels: &[&str]) -> String {
    let name = |words: &str, width: usize, how: &str| {
        cell(width, how, &paragraph("TableHeading", "", words, &run(words, "")))
    };
    let height = labels.iter().map(|label| half(label)).max().unwrap_or(0) * CHARACTER + MARGINS;
    let upright: String = labels.iter().map(|label| name(label, FIGURE, UPRIGHT)).collect();
    row(
        &format!("{WHOLE}<w:trHeight w:val=\"{height}\"/><w:tblHeader/>"),
        &format!("{}{upright}", name(title, first, BELOW)),
    )
}

/// Characters of the longer of the two lines into which a label is parted best.
fn half(label: &str) -> usize {
    let blanks = label.match_indices(' ').map(|(at, _)| at);
    let longer = |at: usize| label[..at].width().max(label[at..].trim_start().width());
    blanks.map(longer).min().unwrap_or_else(|| label.width())
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    #[test]
    fn every_bar_has_its_row_and_its_sum() {
        let chart = sample::chart();
        let xml = xml(&chart, Some(2), Orientation::Portrait);
        assert_eq!(xml.matches("<w:tr>").count(), 1 + chart.rows().len());
        assert!(xml.contains(">14<"), "11 + 1 + 1 + 1");
        assert_eq!(xml.matches("btLr").count(), chart.series().len() + 1);
    }

    #[test]
    fn two_lines_hold_a_label() {
        assert_eq!(half("Regressed or contrary measures"), "contrary measures".len());
        assert_eq!(half("Items"), 5);
    }
}
