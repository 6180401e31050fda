//! What the list of contents names: headings, and the groups of tables that no heading names.

use std::collections::HashSet;

use crate::report::Block;

use super::super::people::PeoplePart;

/// Levels that the list of contents names.
const LOWEST: u8 = 2;
/// Fewer headings need no list of contents.
const LEAST: usize = 4;

/// The headings and groups of a document, which are bookmarked in the order in which they stand.
#[derive(Default)]
pub(super) struct Outline {
    headings: HashSet<String>,
    bookmarks: usize,
}

impl Outline {
    /// Looks through a document; gives the entries of its list of contents, level and words, if it
    /// needs one.
    pub(super) fn of(pieces: &[PeoplePart<'_>]) -> (Self, Vec<(u8, String)>) {
        let headings = pieces.iter().filter_map(heading).map(|(_, words)| words.to_owned());
        let outline = Self { headings: headings.collect(), bookmarks: 0 };
        if outline.headings.len() < LEAST {
            return (outline, Vec::new());
        }
        let mut entries = Vec::new();
        for piece in pieces {
            entries.extend(heading(piece).map(|(level, words)| (level, words.to_owned())));
            if let PeoplePart::Sheet(sheet) = piece {
                let groups = sheet.lines.iter().filter_map(|line| line.begins.as_ref());
                let groups = groups.filter(|group| outline.names(group));
                entries.extend(groups.map(|group| (LOWEST, group.clone())));
            }
        }
        (outline, entries)
    }

    /// Whether a group stands in the list: where no heading says the same.
    fn names(&self, group: &str) -> bool {
        !group.is_empty() && !self.headings.contains(group)
    }

    /// The runs of a heading with their bookmark, if its level is in the list.
    pub(super) fn heading(&mut self, level: u8, runs: &str) -> String {
        if level <= LOWEST { self.bookmark(runs) } else { runs.to_owned() }
    }

    /// The same of a group, with the property by which Word finds it for its list.
    pub(super) fn group(&mut self, group: &str, runs: &str) -> (String, &'static str) {
        if self.names(group) {
            (self.bookmark(runs), "<w:outlineLvl w:val=\"1\"/>")
        } else {
            (runs.to_owned(), "")
        }
    }

    fn bookmark(&mut self, runs: &str) -> String {
        self.bookmarks += 1;
        let (at, name) = (self.bookmarks, name(self.bookmarks));
        format!(
            "<w:bookmarkStart w:id=\"{at}\" w:name=\"{name}\"/>{runs}<w:bookmarkEnd w:id=\"{at}\"/>"
        )
    }
}

/// The name of the bookmark with this number, from 1.
pub(super) fn name(number: usize) -> String {
    format!("_Toc{number:06}")
}

fn heading<'p>(piece: &'p PeoplePart<'_>) -> Option<(u8, &'p str)> {
    match piece {
        PeoplePart::Other(Block::Heading { level, text }) if *level <= LOWEST => {
            Some(((*level).max(1), text))
        }
        _ => None,
    }
}
