//! What is said of an item: where it stands, since when, according to whom, and why.

use crate::domain::{Level, Tally};

/// Where an item stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The component that it is said of, where it is not the item.
    pub component: Option<&'a str>,
    /// The level.
    pub level: Level,
    /// Since when, in print.
    pub since: Option<&'a str>,
    /// Who says so, where it is not said elsewhere.
    pub who: Option<&'a str>,
    /// Whether it was said without a source.
    pub unsourced: bool,
}

impl Standing<'_> {
    /// `In progress since 3 May 2025, according to X`, without a stop; `note` is why.
    pub fn said(self, note: Option<&str>) -> String {
        let mut said = match self.since {
            Some(day) => format!("{} since {day}", self.level.label()),
            None => self.level.label().to_owned(),
        };
        if let Some(component) = self.component {
            said.insert_str(0, &format!("{component} "));
        }
        if self.unsourced {
            said.push_str(", unsourced");
        }
        if let Some(who) = self.who {
            said.push_str(", according to ");
            said.push_str(who);
        }
        if let Some(note) = note {
            said.push_str(": ");
            said.push_str(note);
        }
        said
    }
}

/// What one of several assessors says.
pub fn by(who: &str, said: &str) -> String {
    format!("{who}: {said}")
}

/// What nobody whose view it is said anything of.
pub const NOT_ASSESSED: &str = "Not assessed.";

/// A compound item as a whole, with its tally.
pub fn compound(level: Level, tally: &Tally, who: Option<&str>) -> String {
    let level = match level {
        Level::NotAssessed => "Not assessed as a whole",
        other => other.label(),
    };
    match who {
        Some(who) => format!("{level}: {tally}, according to {who}."),
        None => format!("{level}: {tally}."),
    }
}

/// `par. 5`, or the place as printed where it is no number.
pub fn paragraph(printed: &str) -> String {
    if is_number(printed) { format!("par. {printed}") } else { printed.to_owned() }
}

/// `p. 7`, or the place as it was typed where it says itself what it is.
pub fn page(printed: &str) -> String {
    if is_number(printed) { format!("p. {printed}") } else { printed.to_owned() }
}

fn is_number(printed: &str) -> bool {
    printed.starts_with(|sign: char| sign.is_ascii_digit())
}

/// A source that speaks against what is said.
pub fn contradicting(source: &str) -> String {
    format!("{source} (contradicts)")
}

/// Above the sources of an item.
pub const EVIDENCE: &str = "Evidence:";

/// Before the goals and the persons of OHCHR's matrix, as it prints them.
pub const SDGS: &str = "SDGs:";
/// In cycles 2 and 3.
pub const PERSONS: &str = "Affected persons:";
/// In cycle 4.
pub const PERSONS_4: &str = "Groups of Persons:";

/// Where the State's position stands, as OHCHR's matrix of cycles 2 and 3 prints it.
pub fn source_of_position(document: &str, paragraph: Option<&str>) -> String {
    match paragraph {
        Some(paragraph) => format!("Source of position: {document} - Para. {paragraph}"),
        None => format!("Source of position: {document}"),
    }
}

/// The same in cycle 4.
pub fn source_of_position_4(document: &str, paragraph: Option<&str>) -> String {
    match paragraph {
        Some(paragraph) => format!("Source of Position: {document} - Para.{paragraph}"),
        None => format!("Source of Position: {document}"),
    }
}

/// A position with its source.
pub fn position(label: &str, document: &str, paragraph: Option<&str>) -> String {
    match paragraph {
        Some(at) => format!("{label} ({document}, {at})"),
        None => format!("{label} ({document})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_says_all_that_is_known() {
        let bare = Standing {
            component: None,
            level: Level::InProgress,
            since: None,
            who: None,
            unsourced: false,
        };
        assert_eq!(bare.said(None), "In progress");
        let whole = Standing {
            component: Some("4b"),
            since: Some("3 May 2025"),
            who: Some("X"),
            unsourced: true,
            ..bare
        };
        assert_eq!(
            whole.said(Some("a bill")),
            "4b In progress since 3 May 2025, unsourced, according to X: a bill"
        );
    }

    #[test]
    fn places_say_what_they_are() {
        assert_eq!(paragraph("5 (a)"), "par. 5 (a)");
        assert_eq!(paragraph("annex II"), "annex II");
        assert_eq!(page("7"), "p. 7");
        assert_eq!(position("Supported", "A/1", Some("par. 3")), "Supported (A/1, par. 3)");
    }
}
