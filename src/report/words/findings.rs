//! What is said of an item: where it stands, since when, according to whom, and why.

use super::catalogue::{named, say, whole};
use super::commas;
use crate::domain::{Level, Tally};

/// Where an item stands.
#[derive(Debug, Clone, Copy)]
pub struct ItemStanding<'a> {
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

impl ItemStanding<'_> {
    /// `In progress since 3 May 2025, according to X`, without a stop; `note` is why.
    pub fn said(self, note: Option<&str>) -> String {
        let level = named(self.level.label());
        let mut said = match self.since {
            Some(since) => say!("standing.since", level, since),
            None => say!("standing.plain", level),
        };
        if let Some(component) = self.component {
            said = say!("standing.component", component, said);
        }
        if self.unsourced {
            said = say!("standing.unsourced", said);
        }
        if let Some(who) = self.who {
            said = say!("standing.who", said, who);
        }
        match note {
            Some(note) => say!("standing.why", said, note),
            None => said,
        }
    }
}

/// What one of several assessors says.
pub fn by(who: &str, said: &str) -> String {
    say!("standing.by", who, said)
}

/// What somebody remarks beside a level, of an item or a component.
pub fn remark(who: &str, component: Option<&str>, day: &str, text: &str) -> String {
    match component {
        Some(component) => say!("remark.of-component", who, component, day, text),
        None => say!("remark.said", who, day, text),
    }
}

/// What nobody whose view it is said anything of.
pub fn not_assessed() -> &'static str {
    whole("standing.not-assessed")
}

/// A compound item as a whole, with its tally.
pub fn compound(level: Level, tally: &Tally, who: Option<&str>) -> String {
    let level = match level {
        Level::NotAssessed => whole("standing.not-as-a-whole"),
        other => named(other.label()),
    };
    let tally = tallied(tally);
    match who {
        Some(who) => say!("standing.compound-who", level, tally, who),
        None => say!("standing.compound", level, tally),
    }
}

/// `par. 5`, or the place as printed where it is no number.
pub fn paragraph(printed: &str) -> String {
    if is_number(printed) { say!("source.paragraph", at = printed) } else { printed.to_owned() }
}

/// `p. 7`, or the place as it was typed where it says itself what it is.
pub fn page(printed: &str) -> String {
    if is_number(printed) { say!("source.page", at = printed) } else { printed.to_owned() }
}

fn is_number(printed: &str) -> bool {
    printed.starts_with(|sign: char| sign.is_ascii_digit())
}

/// A source that speaks against what is said.
pub fn contradicting(source: &str) -> String {
    say!("source.contradicts", source)
}

/// The paragraph of a source, as it was typed.
pub fn at(paragraph: &str) -> String {
    say!("source.paragraph", at = paragraph)
}

/// What another assessor says: `Name: In progress (2 May 2025)`.
pub fn voice(
    name: &str,
    component: Option<&str>,
    level: &str,
    since: &str,
    unsourced: bool,
) -> String {
    let level = named(level);
    match (component, unsourced) {
        (None, false) => say!("voice.said", name, level, since),
        (None, true) => say!("voice.unsourced", name, level, since),
        (Some(component), false) => say!("voice.said-component", name, component, level, since),
        (Some(component), true) => say!("voice.unsourced-component", name, component, level, since),
    }
}

/// What another assessor makes of a compound item.
pub fn rolled_up(name: &str, level: &str, tally: &Tally) -> String {
    say!("voice.rolled-up", name, level = named(level), tally = tallied(tally))
}

/// `3 of 11 implemented, 8 not assessed`.
pub fn tallied(tally: &Tally) -> String {
    let all = tally.total();
    let mut said: Vec<String> = Vec::new();
    let done = Level::ALL.iter().rev().filter(|level| **level != Level::NotAssessed);
    for level in done.chain([&Level::NotAssessed]) {
        let n = tally.count(*level);
        if n == 0 {
            continue;
        }
        let level = whole(match level {
            Level::Implemented => "tally.implemented",
            Level::PartiallyImplemented => "tally.partially-implemented",
            Level::InProgress => "tally.in-progress",
            Level::NotImplemented => "tally.not-implemented",
            Level::Regressed => "tally.regressed",
            Level::NoInformation => "tally.no-information",
            Level::NotAssessed => "tally.not-assessed",
        });
        said.push(if said.is_empty() {
            say!("tally.of", n, all, level)
        } else {
            say!("tally.more", n, level)
        });
    }
    commas(&said)
}

/// The tally of a compound item, with its components that regressed.
pub fn tally(name: &str, tally: &Tally, regressed: &[&str]) -> String {
    let tally = tallied(tally);
    match regressed {
        [] => say!("tally.named", name, tally),
        regressed => say!("tally.with-regressed", name, tally, components = commas(regressed)),
    }
}

/// Above the sources of an item.
pub fn evidence() -> &'static str {
    whole("source.evidence")
}

/// Before the goals of OHCHR's matrix, as it prints them.
pub fn sdgs() -> &'static str {
    whole("matrix.sdgs")
}

/// Before the persons, in cycles 2 and 3, and in cycle 4.
pub fn persons(fourth: bool) -> &'static str {
    if fourth { whole("matrix.persons-4") } else { whole("matrix.persons") }
}

/// Where the State's position stands, as OHCHR's matrix of cycles 2 and 3 prints it.
pub fn source_of_position(document: &str, paragraph: Option<&str>) -> String {
    match paragraph {
        Some(paragraph) => say!("matrix.source-at", document, paragraph),
        None => say!("matrix.source", document),
    }
}

/// The same in cycle 4.
pub fn source_of_position_4(document: &str, paragraph: Option<&str>) -> String {
    match paragraph {
        Some(paragraph) => say!("matrix.source-4-at", document, paragraph),
        None => say!("matrix.source-4", document),
    }
}

/// A position with its source.
pub fn position(label: &str, document: &str, paragraph: Option<&str>) -> String {
    match paragraph {
        Some(at) => say!("position.cited-at", label, document, at),
        None => say!("position.cited", label, document),
    }
}

/// An indicator by its title, and its key where that is told.
pub fn indicator(key: Option<&str>, title: &str) -> String {
    match key {
        Some(key) => say!("indicator.head", key, title),
        None => say!("indicator.title", title),
    }
}

/// Where an indicator began.
pub fn baseline(figure: &str) -> String {
    say!("indicator.baseline", figure)
}

/// Where it stands.
pub fn latest(figure: &str) -> String {
    say!("indicator.latest", figure)
}

/// What was measured.
pub fn measured(figure: &str) -> String {
    say!("indicator.measured", figure)
}

/// Where it is to get to.
pub fn target(figure: &str) -> String {
    say!("indicator.target", figure)
}

/// A figure with its unit.
pub fn with_unit(value: &str, unit: Option<&str>) -> String {
    match unit {
        Some("percent") => say!("indicator.percent", value),
        Some(unit) => say!("indicator.unit", value, unit),
        None => value.to_owned(),
    }
}

/// A figure that may yet change.
pub fn provisional() -> &'static str {
    whole("indicator.provisional")
}

/// A figure after a break in its series.
pub fn not_comparable() -> &'static str {
    whole("indicator.broken")
}

/// What an indicator beside a recommendation is not.
pub fn measures_nothing() -> &'static str {
    whole("indicator.measures-nothing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_says_all_that_is_known() {
        let bare = ItemStanding {
            component: None,
            level: Level::InProgress,
            since: None,
            who: None,
            unsourced: false,
        };
        assert_eq!(bare.said(None), "In progress");
        let whole = ItemStanding {
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
