//! Names for printing, and the cells that are made of them.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::words::nouns::{capital, singular};
use super::words::{self, catalogue, findings};
use super::{Cell, Fact, Part, Value, Visibility};
use crate::domain::lines::{EvidenceBrief, ItemLine, MilestoneLine, SetLine, VoiceLine};
use crate::domain::{Facet, Level, PartialDate, SetKind, Tally};

/// What things are called in print.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Headings by number.
    pub headings: HashMap<i64, Heading>,
    /// Voices: key, and name in print.
    pub voices: HashMap<String, String>,
    /// States: ISO code, and present-day short name.
    pub states: HashMap<String, String>,
    /// The voice of the headline, in print: `NAME (kind)`, or `this file` where nobody is named; see
    /// [`Labels::named`].
    pub according_to: String,
    /// Whether the owner is the State itself: its figures are a self-assessment.
    pub self_assessment: bool,
    /// Whether the file is the fictitious example.
    pub example: bool,
    /// What the items are called, in the plural, where they are all of one set: a number names one.
    pub one_set: Option<String>,
}

/// A heading in print.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// Its slug.
    pub slug: String,
    /// Its words.
    pub label: String,
    /// With the headings above it.
    pub path: String,
    /// Its place in the order of headings.
    pub order: usize,
    /// The vocabulary that it is of.
    pub vocabulary: String,
    /// Whether it stands below a heading of ours.
    pub below_ours: bool,
}

impl Heading {
    /// Whether it is a theme of another file's list: that file's order counts.
    pub fn is_foreign(&self) -> bool {
        self.vocabulary != Facet::Theme.slug() && !self.below_ours
    }
}

/// What the owner is called where nobody is named: nothing that is handed on says it.
pub const NOBODY: &str = "this file";

impl Labels {
    /// A State's name.
    pub fn state(&self, iso3: &str) -> String {
        self.states.get(iso3).cloned().unwrap_or_else(|| iso3.to_owned())
    }

    /// Whose the status is, where somebody is named.
    pub fn named(&self) -> Option<&str> {
        Some(self.according_to.as_str()).filter(|who| *who != NOBODY)
    }

    /// A voice's name.
    pub fn voice(&self, key: &str) -> String {
        self.voices.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// A heading as a cell: slug for scripts, words for people.
    pub fn heading(&self, id: Option<i64>) -> Cell {
        let heading = id.and_then(|id| self.headings.get(&id));
        heading.map_or_else(Cell::default, |heading| term(&heading.slug, &heading.label))
    }

    /// The theme that an item stands under, marked where only a tag of one's own says so.
    pub fn theme(&self, line: &ItemLine) -> Cell {
        self.heading(line.heading).own(line.heading_own)
    }

    /// Where a theme stands among others: our own in their order, then those of other lists, in
    /// the order of the file that lists the items; none last.
    pub fn theme_place(&self, id: Option<i64>, first: Option<i64>) -> (bool, i64, usize) {
        let Some(heading) = id.and_then(|id| self.headings.get(&id)) else {
            return (true, i64::MAX, usize::MAX);
        };
        let first = if heading.is_foreign() { first.unwrap_or(i64::MAX) } else { 0 };
        (heading.is_foreign(), first, heading.order)
    }

    /// A heading's path.
    pub fn path(&self, id: Option<i64>) -> Cell {
        let heading = id.and_then(|id| self.headings.get(&id));
        heading.map_or_else(Cell::default, |heading| heading.path.as_str().into())
    }

    /// Names of States, `; `-joined for people and scripts alike.
    pub fn states_cell(&self, codes: &[String]) -> Cell {
        list(codes.iter().map(|code| Part::new(self.state(code))).collect())
    }

    /// An item as a cell.
    pub fn item(&self, line: &ItemLine) -> Cell {
        Value::Item { name: line.name(), shown: self.shown(line) }.into()
    }

    /// `48` where one set is all there is, else with its document.
    pub fn shown(&self, line: &ItemLine) -> String {
        let symbol = line.document.as_deref().filter(|symbol| symbol.contains('/'));
        match (&self.one_set, symbol) {
            (Some(_), _) => line.reference.clone(),
            (None, Some(symbol)) => format!("{symbol}, {}", line.reference),
            (None, None) => line.name(),
        }
    }

    /// `area 48`: an item within a sentence.
    pub fn called(&self, line: &ItemLine) -> String {
        match &self.one_set {
            Some(noun) => format!("{} {}", singular(noun), line.reference),
            None => self.shown(line),
        }
    }

    /// The other voices of an item: `Name: label (date)`, internal ones marked.
    pub fn voices_cell(&self, voices: &[VoiceLine]) -> Cell {
        list(voices.iter().map(|voice| self.voice_part(voice, SetKind::default())).collect())
    }

    /// The other voices of an item; of a compound one, each voice's statuses rolled up with the
    /// tally.
    pub fn voices_of(&self, line: &ItemLine) -> Cell {
        if !line.is_compound() {
            let part = |voice| self.voice_part(voice, line.set_kind);
            return list(line.voices.iter().map(part).collect());
        }
        let mut keys: Vec<&str> = line.voices.iter().map(|v| v.assessor.as_str()).collect();
        keys.dedup();
        list(keys.into_iter().filter_map(|key| self.rolled_up(line, key)).collect())
    }

    /// What one other voice makes of a compound item.
    fn rolled_up(&self, line: &ItemLine, key: &str) -> Option<Part> {
        let said: Vec<_> = line.voices.iter().filter(|voice| voice.assessor == key).collect();
        let first = said.first()?;
        let level = |label: &str| {
            let found = said.iter().find(|voice| voice.component.as_deref() == Some(label));
            found.map_or(Level::NotAssessed, |voice| voice.status)
        };
        let tally = Tally::of(line.components.iter().map(|part| level(&part.reference)));
        let text = findings::rolled_up(&self.voice(key), tally.whole().label(), &tally);
        Some(Part { visibility: Visibility::of(!first.internal, first.entry), ..Part::new(text) })
    }

    fn voice_part(&self, voice: &VoiceLine, kind: SetKind) -> Part {
        let name = self.voice(&voice.assessor);
        let (level, component) = (voice.status.label_in(kind), voice.component.as_deref());
        let since = voice.since.to_string();
        Part {
            visibility: Visibility::of(!voice.internal, voice.entry),
            ..with_days(|day| {
                findings::voice(&name, component, level, &day(&since), voice.unsourced)
            })
        }
    }

    /// `EXAMPLE` where the file is fictitious.
    pub fn stamp(&self) -> Option<String> {
        self.example.then(|| words::marks::example().to_owned())
    }

    /// A title, labelled where the file is fictitious.
    pub fn title(&self, text: &str) -> String {
        if self.example && !text.contains("EXAMPLE") {
            format!("EXAMPLE: {text}")
        } else {
            text.to_owned()
        }
    }
}

/// A term: slug for scripts, label for people.
pub fn term(slug: &str, label: &str) -> Cell {
    Value::Term { slug: slug.to_owned().into(), label: label.to_owned().into() }.into()
}

/// A status.
pub fn level(level: Level) -> Cell {
    Value::Term { slug: level.slug().into(), label: level.label().into() }.into()
}

/// A status in the words of a kind of set.
pub fn level_in(level: Level, kind: SetKind) -> Cell {
    Value::Term { slug: level.slug_in(kind).into(), label: level.label_in(kind).into() }.into()
}

/// Words with dates in them, as data has them and as papers print them.
pub fn with_days(said: impl Fn(fn(&str) -> String) -> String) -> Part {
    Part { printed: Some(said(words::printed)), ..Part::new(said(str::to_owned)) }
}

/// A date as precisely as it is known; nothing where there is none.
pub fn day_cell(date: Option<&str>) -> Cell {
    list(date.map(|date| with_days(|day| day(date))).into_iter().collect())
}

/// Several parts as one, so that all of them or none is handed on.
pub fn joined(parts: Vec<Part>) -> Part {
    let printed = |part: &Part| part.printed.clone().unwrap_or_else(|| part.text.clone());
    let printed = Some(parts.iter().map(printed).collect());
    Part { printed, ..Part::new(parts.into_iter().map(|part| part.text).collect::<String>()) }
}

/// Several values; nothing where there are none.
pub fn list(parts: Vec<Part>) -> Cell {
    if parts.is_empty() { Cell::default() } else { Value::Parts(parts).into() }
}

/// The same, each on a line of its own.
pub fn lines(parts: Vec<Part>) -> Cell {
    if parts.is_empty() { Cell::default() } else { Value::Lines(parts).into() }
}

/// Evidence: address, symbol with paragraph, or for a local file its title, never its path.
pub fn evidence_cell(evidence: &[EvidenceBrief]) -> Cell {
    list(evidence.iter().map(evidence_part).collect())
}

/// The same as a reader can check it: an address with the day when it was looked at, since what
/// stands there may change.
pub fn cited_cell(evidence: &[EvidenceBrief]) -> Cell {
    let cited = |brief: &EvidenceBrief| {
        let part = evidence_part(brief);
        let Some(day) = brief.accessed.as_deref().filter(|_| part.url.is_some()) else {
            return part;
        };
        let said = with_days(|shown| words::commas(&[&part.text, &words::accessed(&shown(day))]));
        Part { text: said.text, printed: said.printed, ..part.clone() }
    };
    list(evidence.iter().map(cited).collect())
}

/// One piece of evidence.
pub fn evidence_part(brief: &EvidenceBrief) -> Part {
    let visibility = Visibility::of(brief.public, brief.entry);
    let address = brief.address.as_deref().unwrap_or_default();
    let (text, url) = match brief.kind.as_str() {
        "url" => {
            let text = match &brief.title {
                Some(title) => words::commas(&[title.as_str(), address]),
                None => address.to_owned(),
            };
            (text, Some(address.to_owned()))
        }
        "file" | "import" => (file_title(brief), None),
        _ => match &brief.paragraph {
            Some(paragraph) => (words::commas(&[address, &findings::at(paragraph)]), None),
            None => (address.to_owned(), None),
        },
    };
    Part { url, visibility, ..Part::new(text) }
}

/// What a local file is called where its path must not be told.
pub fn file_title(brief: &EvidenceBrief) -> String {
    let path = brief.address.as_deref().unwrap_or_default();
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let untitled = if brief.public { words::marks::untitled_file() } else { name };
    brief.title.clone().unwrap_or_else(|| untitled.to_owned())
}

/// The tallies of compound items, a line each, if there are any.
pub fn tally_line(line: &ItemLine) -> Option<String> {
    tally_of(line, &line.name())
}

/// The same by another name of the item.
pub fn tally_of(line: &ItemLine, name: &str) -> Option<String> {
    if !line.is_compound() {
        return None;
    }
    let regressed = line.components_at(Level::Regressed);
    Some(findings::tally(name, &line.tally(), &regressed))
}

/// What a fact is called: `days_left` is `Days left`.
pub fn fact_name(fact: &Fact) -> String {
    catalogue::named(&capital(&fact.key.replace('_', " "))).to_owned()
}

/// A count as the cells and sentences take it.
pub fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What comes next for a State, as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ahead {
    /// The next dated milestone.
    pub next: Option<MilestoneLine>,
    /// The next review, dated or not.
    pub review: Option<MilestoneLine>,
}

impl Ahead {
    /// Looks ahead in a calendar.
    pub fn of(milestones: &[MilestoneLine], as_of: NaiveDate) -> Self {
        let ahead = |line: &&MilestoneLine| line.dated.is_some_and(|date| date.last() >= as_of);
        let undated = |line: &&MilestoneLine| line.dated.is_none();
        let review = |line: &&MilestoneLine| line.kind == "review";
        let dated =
            milestones.iter().filter(ahead).min_by_key(|line| line.dated.map(PartialDate::last));
        let reviews = || milestones.iter().filter(review);
        let next_review =
            reviews().filter(ahead).min_by_key(|line| line.dated.map(PartialDate::last));
        Self {
            next: dated.cloned(),
            review: next_review.or_else(|| reviews().find(undated)).cloned(),
        }
    }

    /// Days to the last day of the next milestone.
    pub fn days_left(&self, as_of: NaiveDate) -> Option<i64> {
        let date = self.next.as_ref()?.dated?;
        Some((date.last() - as_of).num_days())
    }
}

/// Whether a set's period has ended, and on which last day.
pub fn period_end(set: &SetLine) -> Option<PartialDate> {
    set.period_to.as_deref().and_then(|text| PartialDate::parse(text).ok())
}
