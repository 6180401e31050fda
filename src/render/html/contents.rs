//! The list of contents: headings, charts, and the groups of tables.

use std::io::{self, Write};

use super::super::people::PeoplePart;
use super::escape::Text;
use crate::report::Block;
use crate::report::words::marks;

/// Fewer entries need no list of contents.
pub(super) const LEAST_CONTENTS: usize = 3;

/// An entry of the list.
pub(super) struct ContentsEntry {
    /// The id of the element it leads to.
    target: String,
    /// 1, or 2 for one below the last of level 1.
    level: u8,
    words: String,
}

fn entry(target: String, level: u8, words: &str) -> ContentsEntry {
    ContentsEntry { target, level, words: words.to_owned() }
}

/// The headings of the two highest levels; charts and the groups of tables one level below the heading
/// that they stand under. What bears its heading's name stands there once.
pub(super) fn contents(pieces: &[PeoplePart<'_>]) -> Vec<ContentsEntry> {
    let mut found = Vec::new();
    let (mut headings, mut tables, mut charts) = (0, 0, 0);
    let (mut under, mut last) = (0, "");
    for piece in pieces {
        match piece {
            PeoplePart::Other(Block::Heading { level, text }) => {
                headings += 1;
                (under, last) = (*level, text);
                found.push(entry(format!("s{headings}"), *level, text));
            }
            PeoplePart::Sheet(sheet) => {
                tables += 1;
                if sheet.is_grouped() {
                    let named = sheet.title != last;
                    let level = under + u8::from(named);
                    if named {
                        found.push(entry(format!("t{tables}"), level, &sheet.title));
                    }
                    let groups = sheet.lines.iter().filter_map(|line| line.begins.as_ref());
                    let group = |(at, words): (usize, &String)| {
                        entry(format!("t{tables}g{}", at + 1), level + 1, words)
                    };
                    found.extend(groups.enumerate().map(group));
                }
            }
            PeoplePart::Other(Block::Chart(chart)) => {
                charts += 1;
                if chart.title() != last {
                    found.push(entry(format!("c{charts}"), under + 1, chart.title()));
                }
            }
            PeoplePart::Other(_) => {}
        }
    }
    found.retain(|entry| entry.level <= 2);
    found
}

/// Writes the list, if there are enough entries for one.
pub(super) fn write_contents(contents: &[ContentsEntry], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<nav class=\"contents\" aria-label=\"{}\">", marks::contents())?;
    writeln!(out, "<details><summary>{}</summary>\n<ol>", marks::contents())?;
    let mut open = false;
    let mut inner = false;
    for ContentsEntry { target, level, words } in contents {
        let below = *level > 1 && open;
        match (below, inner) {
            (true, false) => write!(out, "<ol>")?,
            (true, true) => write!(out, "</li>")?,
            (false, true) => write!(out, "</li></ol></li>")?,
            (false, false) if open => write!(out, "</li>")?,
            (false, false) => {}
        }
        write!(out, "\n<li><a href=\"#{target}\" dir=\"auto\">{}</a>", Text(words))?;
        open = true;
        inner = below;
    }
    writeln!(out, "{}</li></ol>\n</details></nav>", if inner { "</li></ol>" } else { "" })
}
