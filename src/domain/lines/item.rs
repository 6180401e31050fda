//! Items and components with all that is in force of them, and the figures made of them.

use chrono::NaiveDate;

use super::{Duties, EvidenceBrief, LifeLine};
use crate::domain::{ActorKind, Confidence, Facet, Kind, Level, Position, SetKind, Tally};

/// An item or component, seen from one [`View`](crate::domain::View).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemLine {
    /// Its number in the file; internal, never shown.
    pub id: i64,
    /// The key of its set.
    pub set: String,
    /// What kind of set that is.
    pub set_kind: SetKind,
    /// Its label within the set, as printed.
    pub reference: String,
    /// For a component, the ref of its item.
    pub parent: Option<String>,
    /// The State under review, ISO 3166 alpha-3.
    pub state: Option<String>,
    /// The document it stands in: symbol, else key.
    pub document: Option<String>,
    /// The paragraph in it.
    pub paragraph: Option<String>,
    /// With which force it is said.
    pub kind: Kind,
    /// The printed force (`strongly recommend`).
    pub force: Option<String>,
    /// Who would have to act.
    pub actor: ActorKind,
    /// The actor's printed name.
    pub actor_name: Option<String>,
    /// The theme it stands under, by number: that of the file that lists it, else its own heading,
    /// else the first theme that it was tagged with, those of files before one's own.
    pub heading: Option<i64>,
    /// Whether only a tag of one's own says so.
    pub heading_own: bool,
    /// Where a file lists it under a theme.
    pub filing: Option<FilingLine>,
    /// The text.
    pub text: String,
    /// Short names (`OPCAT; OP-CAT`).
    pub names: Option<String>,
    /// The answer recorded in the document.
    pub answer: Option<String>,
    /// The deadline as printed.
    pub deadline: Option<String>,
    /// Whether the words are the project's own.
    pub own: bool,
    /// What is said of it beside.
    pub comment: Option<String>,
    /// Who said it, where that is not the document's author.
    pub speaker: Option<String>,
    /// When it was said, as precise as known, where that is not the document's date.
    pub spoken_on: Option<String>,
    /// `active`, `closed` or `superseded`.
    pub life: String,
    /// How it ended, where it is not followed up any more.
    pub ended: Option<LifeLine>,
    /// The headline: the latest status by the view's voice.
    pub headline: Option<Headline>,
    /// For a compound item: each component's status by the same voice.
    pub components: Vec<ComponentLine>,
    /// The State's position in force.
    pub position: Option<Position>,
    /// The latest status by each other voice, its components' too.
    pub voices: Vec<VoiceLine>,
    /// Its tags in force.
    pub tags: Vec<TagLine>,
    /// The recommending States: ISO code where known, else as printed.
    pub senders: Vec<String>,
    /// Its evidence in force.
    pub evidence: Vec<EvidenceBrief>,
    /// Who is at work on it, and by when it is due.
    pub duties: Duties,
    /// The actions that are taken for it: name, and the entry of one that was not published.
    pub actions: Vec<(String, Option<i64>)>,
    /// Of an action, what it is taken for.
    pub serves: Vec<String>,
    /// The newest entry about it, with the beginning of that entry's hash.
    pub version: String,
    /// The newest of them that others may know of.
    pub public_version: String,
    /// For a theme filter: whether it stands under the theme, not only tagged so.
    pub under_heading: bool,
    /// For a theme filter: whether only tags of one's own say so.
    pub tagged_own: bool,
    /// For a filter by theme or tag: whether only suggestions that were accepted in bulk put it there.
    pub assisted_alone: bool,
}

/// How a file lists an item under a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingLine {
    /// Its number: the order of the items in that file.
    pub id: i64,
    /// The item as printed there: number, text and States.
    pub printed: Option<String>,
}

impl ItemLine {
    /// `SET:REF`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.set, self.reference)
    }

    /// Whether it is an action that is followed up no more.
    pub fn is_dropped(&self) -> bool {
        self.set_kind == SetKind::Plan && self.life == "closed"
    }

    /// How it was dropped, if it is an action that was.
    pub fn dropped(&self) -> Option<&LifeLine> {
        self.ended.as_ref().filter(|_| self.is_dropped())
    }

    /// Whether it is tracked through components.
    pub fn is_compound(&self) -> bool {
        !self.components.is_empty()
    }

    /// The tally of its components.
    pub fn tally(&self) -> Tally {
        Tally::of(self.components.iter().map(|component| component.status))
    }

    /// Its level by the view's voice: of a compound item, what its components make of it.
    pub fn level(&self) -> Level {
        if self.is_compound() {
            self.tally().whole()
        } else {
            self.headline.as_ref().map_or(Level::NotAssessed, |headline| headline.status)
        }
    }

    /// Since when it stands at that level; of a compound item, the latest of its components' days,
    /// once all are assessed.
    pub fn since(&self) -> Option<NaiveDate> {
        if self.is_compound() && self.level() == Level::NotAssessed {
            return None;
        }
        if self.is_compound() {
            self.components.iter().filter_map(|component| component.since).max()
        } else {
            self.headline.as_ref().map(|headline| headline.since)
        }
    }

    /// When it was last looked at; of a compound item, the latest of its components' days.
    pub fn looked_on(&self) -> Option<NaiveDate> {
        if self.is_compound() {
            return self.components.iter().filter_map(|component| component.looked_on).max();
        }
        self.headline.as_ref().map(|headline| headline.looked_on)
    }

    /// The components that stand at a level.
    pub fn components_at(&self, level: Level) -> Vec<&str> {
        let at = self.components.iter().filter(|component| component.status == level);
        at.map(|component| component.reference.as_str()).collect()
    }

    /// Its tags of one facet, without those that were accepted in bulk from suggestions.
    pub fn tags_of(&self, facet: Facet) -> impl Iterator<Item = &TagLine> {
        let of = move |tag: &&TagLine| !tag.assisted && Facet::of(&tag.vocabulary) == facet;
        self.tags.iter().filter(of)
    }
}

/// The status in force by one voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// The entry it came with.
    pub entry: i64,
    /// The level.
    pub status: Level,
    /// The day of that entry.
    pub effective_on: NaiveDate,
    /// Since when it stands at that level without a break.
    pub since: NaiveDate,
    /// When it was last looked at.
    pub looked_on: NaiveDate,
    /// Whether it was looked at again then, and nothing had changed.
    pub rechecked: bool,
    /// When it was typed in, RFC 3339.
    pub recorded_at: String,
    /// The assessor's key.
    pub assessor: String,
    /// How sure.
    pub confidence: Option<Confidence>,
    /// The reason.
    pub note: Option<String>,
    /// Whether the note may be handed on.
    pub public: bool,
}

/// A component of a compound item with its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentLine {
    /// Its ref.
    pub reference: String,
    /// Its level; `not-assessed` where there is none.
    pub status: Level,
    /// Since when it stands there without a break.
    pub since: Option<NaiveDate>,
    /// When it was last looked at.
    pub looked_on: Option<NaiveDate>,
}

/// The latest status by another voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceLine {
    /// The entry it came with.
    pub entry: i64,
    /// The assessor's key.
    pub assessor: String,
    /// Whether the assessor is internal.
    pub internal: bool,
    /// The component it is about; none for the item itself.
    pub component: Option<String>,
    /// The level.
    pub status: Level,
    /// Since when it stands there without a break.
    pub since: NaiveDate,
    /// Whether no source was given.
    pub unsourced: bool,
}

/// A tag in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagLine {
    /// The vocabulary's key.
    pub vocabulary: String,
    /// The term's slug.
    pub slug: String,
    /// The term's label.
    pub label: String,
    /// Whether it is the project's own reading.
    pub own: bool,
    /// How sure (`high`, `medium`).
    pub confidence: Option<String>,
    /// The order in which tags were given.
    pub order: i64,
    /// The file's own word, where it is another than the term's.
    pub printed: Option<String>,
    /// Whether it was accepted in bulk from suggestions: shown as such, in no figure.
    pub assisted: bool,
}

/// One figure of a progress count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountLine {
    /// What it is counted by: a term's number, a set's key …; none where it has none.
    pub key: Option<String>,
    /// The level.
    pub status: Level,
    /// How many items.
    pub items: i64,
    /// How many of them are there by one's own tags only.
    pub own: i64,
    /// For themes: where the first of them stands in the file that lists them.
    pub first: Option<i64>,
}
