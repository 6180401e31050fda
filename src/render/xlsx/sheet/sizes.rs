//! How wide and high cells must be.

use super::{CUT, HIGHEST, LINE, MOST_IN_CELL};
use crate::report::{Column, Kind};
use unicode_width::UnicodeWidthStr;

/// Columns and line ends of a text.
pub(super) fn size(words: &str) -> (u32, u32) {
    let ends = words.bytes().filter(|byte| *byte == b'\n').count();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (count(words.width()), count(ends))
}

pub(super) fn cut(words: &str) -> String {
    let most = MOST_IN_CELL - CUT.len();
    let mut units = 0;
    let kept = words.chars().take_while(|char| {
        units += char.len_utf16();
        units <= most
    });
    let mut cut: String = kept.collect();
    cut.push_str(CUT);
    cut
}

/// Wide enough to read, never wider than a page.
pub(super) fn width(column: &Column, content: usize) -> u16 {
    let title = column.title.split_whitespace().chain([column.key]).map(UnicodeWidthStr::width);
    let title = title.max().unwrap_or(0).min(18) + 4;
    let wanted = match column.kind {
        Kind::Text => content.clamp(12, 55),
        Kind::Label | Kind::Item | Kind::Status => content.min(28) + 2,
        Kind::Number | Kind::Share => 8,
        Kind::Date => 12,
    };
    u16::try_from(wanted.max(title)).unwrap_or(u16::MAX)
}

/// Points for the lines that the widest cell wraps into, where it is more than one. Excel would
/// work it out by itself; other programs do not.
pub(super) fn height(sizes: &[(u32, u32)], widths: &[u16]) -> Option<u16> {
    let lines = sizes.iter().zip(widths).map(|((columns, ends), width)| {
        // A line holds a little less than its width, as words are not broken.
        let fits = u32::from(*width).saturating_sub(2).max(1);
        columns.div_ceil(fits).max(1).saturating_add(*ends)
    });
    let lines = u16::try_from(lines.max()?).unwrap_or(u16::MAX);
    (lines > 1).then(|| lines.saturating_mul(LINE).min(HIGHEST))
}
