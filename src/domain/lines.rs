//! What the store tells of each tracked thing, as plain rows.

use chrono::NaiveDate;

use super::{ActorKind, AssessorKind, Confidence, Kind, Level, PartialDate, Position, Tally};

/// An item or component, seen from one [`super::View`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemLine {
    /// Its number in the file; internal, never shown.
    pub id: i64,
    /// The key of its set.
    pub set: String,
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
    /// The heading it stands under, by number.
    pub heading: Option<i64>,
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
    /// `active`, `closed` or `superseded`.
    pub life: String,
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
    /// The newest entry about it, with the beginning of that entry's hash.
    pub version: String,
    /// For a theme filter: whether it stands under the heading, not only tagged so.
    pub under_heading: bool,
}

/// The status in force by one voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// The entry it came with.
    pub entry: i64,
    /// The level.
    pub status: Level,
    /// Since when.
    pub effective_on: NaiveDate,
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
    /// Since when.
    pub effective_on: Option<NaiveDate>,
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
    /// Since when.
    pub effective_on: NaiveDate,
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
}

/// Evidence as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceBrief {
    /// The entry it came with.
    pub entry: i64,
    /// `url`, `document`, `file` or `import`.
    pub kind: String,
    /// Address or symbol; for a file its local path.
    pub address: Option<String>,
    /// The paragraph of a document.
    pub paragraph: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// When it was looked at, as precise as known.
    pub accessed: Option<String>,
    /// Whether it may be handed on.
    pub public: bool,
}

/// Evidence whole, as the register shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLine {
    /// The item, `SET:REF`.
    pub item: String,
    /// The assessor whose assessment it belongs to, if it came with one.
    pub assessor: Option<String>,
    /// Its main parts.
    pub brief: EvidenceBrief,
    /// `supports`, `contradicts` or `context`.
    pub effect: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its own date.
    pub dated: Option<String>,
    /// Where a copy is kept.
    pub archived: Option<String>,
    /// Its words.
    pub quote: Option<String>,
    /// The page.
    pub page: Option<String>,
    /// The hash of a file.
    pub sha256: Option<String>,
    /// When it was typed in.
    pub recorded_at: String,
}

/// One entry of the status history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// The item, `SET:REF`.
    pub item: String,
    /// The heading it stands under, by number.
    pub heading: Option<i64>,
    /// The entry.
    pub entry: i64,
    /// The level.
    pub status: Level,
    /// The word as printed in its source, if it was another one.
    pub printed: Option<String>,
    /// Since when.
    pub effective_on: NaiveDate,
    /// When it was typed in.
    pub recorded_at: String,
    /// The assessor's key.
    pub assessor: String,
    /// Whether the assessor is internal.
    pub internal: bool,
    /// How sure.
    pub confidence: Option<Confidence>,
    /// The reason.
    pub note: Option<String>,
    /// Whether the note may be handed on.
    pub public: bool,
    /// Whether no source was given.
    pub unsourced: bool,
    /// Its evidence in force.
    pub evidence: Vec<EvidenceBrief>,
    /// The author, always internal.
    pub author: Option<String>,
    /// The entry that took it back, if it is not in force.
    pub retracted_by: Option<i64>,
    /// For a line of the log that is no assessment: the entry that it takes back or reinstates,
    /// whose status, day and assessor it repeats; its note is the reason.
    pub about: Option<Withdrawing>,
}

/// What a withdrawal does to an earlier entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawing {
    /// The earlier entry.
    pub entry: i64,
    /// Whether it puts it back in force.
    pub reinstates: bool,
}

/// A position of the State.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionLine {
    /// The entry it came with.
    pub entry: i64,
    /// The position.
    pub position: Position,
    /// The document that states it.
    pub document: Option<String>,
    /// The paragraph in it.
    pub paragraph: Option<String>,
    /// The date as known (`2014-05`), none where undated.
    pub dated: Option<String>,
    /// The day it counts from.
    pub effective_on: Option<String>,
    /// Whether the date is not its own.
    pub undated: bool,
}

/// An item closed, reopened or superseded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeLine {
    /// The item, `SET:REF`.
    pub item: String,
    /// The entry it came with.
    pub entry: i64,
    /// `active`, `closed` or `superseded`.
    pub life: String,
    /// Since when.
    pub effective_on: String,
    /// Why.
    pub note: Option<String>,
    /// Whether the reason may be handed on.
    pub public: bool,
}

/// Lineage: one item pointing to an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkLine {
    /// The entry it came with.
    pub entry: i64,
    /// The later item, `SET:REF`.
    pub item: String,
    /// `repeats`, `in-part`, `via-concern`, `offer`, `related`, `superseded-by`.
    pub relation: String,
    /// The earlier item.
    pub target: String,
    /// Whether the later item is an offer.
    pub renews_offer: bool,
    /// The date of the later item's document.
    pub dated: Option<String>,
    /// The document of the later item.
    pub document: Option<String>,
    /// The earlier item's text.
    pub target_text: String,
    /// The later item's text.
    pub text: String,
    /// The earlier item's document.
    pub target_document: Option<String>,
    /// That document's date.
    pub target_dated: Option<String>,
    /// The answer recorded there.
    pub target_answer: Option<String>,
    /// Whether it is the project's own reading.
    pub own: bool,
    /// How sure.
    pub confidence: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Whether the reason may be handed on.
    pub public: bool,
}

/// A letter, meeting, offer or reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngagementLine {
    /// The entry it came with.
    pub entry: i64,
    /// Its key.
    pub key: String,
    /// The State, ISO 3166 alpha-3.
    pub state: Option<String>,
    /// The date or lower bound, as known.
    pub from: Option<String>,
    /// The end or upper bound, as known.
    pub until: Option<String>,
    /// `day`, `month`, `year` or `none`.
    pub precision: String,
    /// `before` or `after`, where only a bound is known.
    pub bound: Option<String>,
    /// `letter`, `meeting` and so on.
    pub kind: String,
    /// Who acted.
    pub who: Option<String>,
    /// Toward whom.
    pub whom: Option<String>,
    /// What was said or done.
    pub what: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The document that tells of it.
    pub document: Option<String>,
    /// The paragraph in it.
    pub paragraph: Option<String>,
    /// Whether it may be handed on.
    pub public: bool,
    /// Remarks.
    pub comment: Option<String>,
}

/// A date of the review calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneLine {
    /// The entry it came with.
    pub entry: i64,
    /// Its key.
    pub key: String,
    /// The State, ISO 3166 alpha-3.
    pub state: Option<String>,
    /// The set it belongs to.
    pub set: Option<String>,
    /// What it is.
    pub label: String,
    /// The date as precisely as known.
    pub dated: Option<PartialDate>,
    /// `documented`, `secondary`, `derived`, `inferred`.
    pub certainty: String,
    /// What it rests on.
    pub basis: Option<String>,
    /// Whether it is voluntary.
    pub voluntary: bool,
    /// `review`, `adoption`, `letter`, `midterm`, `horizon`.
    pub kind: String,
}

/// A set: one body of recommendations from one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetLine {
    /// Its number in the file.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What its items are called, in the plural (`areas`).
    pub noun: String,
    /// The State under review, ISO 3166 alpha-3.
    pub state: Option<String>,
    /// Its document: symbol, else key.
    pub document: Option<String>,
    /// The review cycle.
    pub cycle: Option<i64>,
    /// The first day of its period.
    pub period_from: Option<String>,
    /// The last day of its period, as precise as known.
    pub period_to: Option<String>,
    /// What the period rests on.
    pub period_basis: Option<String>,
    /// The State's recorded stance on the text as a whole.
    pub stance: Option<String>,
    /// Where that stance stands.
    pub stance_source: Option<String>,
    /// Remarks.
    pub comment: Option<String>,
}

/// How large a set is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SetFigures {
    /// The set's number in the file.
    pub set: i64,
    /// How many items it has, components not counted.
    pub items: i64,
    /// How many of them count in progress figures.
    pub counted: i64,
    /// How many components.
    pub components: i64,
}

/// A source document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// Its number in the file.
    pub id: i64,
    /// Its key: the symbol where there is one.
    pub key: String,
    /// The UN symbol.
    pub symbol: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The body that issued it.
    pub body: Option<String>,
    /// Its date, as precise as known.
    pub dated: Option<String>,
    /// The session.
    pub session: Option<String>,
    /// To whom.
    pub addressee: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Remarks.
    pub comment: Option<String>,
}

/// A voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessorLine {
    /// Its number in the file.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What kind of voice.
    pub kind: AssessorKind,
    /// Whether it must not be handed on.
    pub internal: bool,
    /// The entry it came with.
    pub entry: i64,
}

/// A term of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermLine {
    /// Its number in the file; the order within its vocabulary.
    pub id: i64,
    /// The vocabulary's key.
    pub vocabulary: String,
    /// The slug.
    pub slug: String,
    /// The label.
    pub label: String,
    /// The term above it.
    pub parent: Option<i64>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Remarks.
    pub comment: Option<String>,
}

/// One figure of a progress count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountLine {
    /// What it is counted by: a heading's number, a set's key, a term …; none where it has none.
    pub key: Option<String>,
    /// The level.
    pub status: Level,
    /// How many items.
    pub items: i64,
}

impl ItemLine {
    /// `SET:REF`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.set, self.reference)
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
            self.components.iter().filter_map(|component| component.effective_on).max()
        } else {
            self.headline.as_ref().map(|headline| headline.effective_on)
        }
    }

    /// The components that stand at a level.
    pub fn components_at(&self, level: Level) -> Vec<&str> {
        let at = self.components.iter().filter(|component| component.status == level);
        at.map(|component| component.reference.as_str()).collect()
    }

    /// Its tags of one vocabulary.
    pub fn tags_of<'a>(&'a self, vocabulary: &'a str) -> impl Iterator<Item = &'a TagLine> {
        self.tags.iter().filter(move |tag| tag.vocabulary == vocabulary)
    }
}

impl LinkLine {
    /// Whether both of its documents are there on a day: only then one can be seen to ask what the
    /// other asked. A document known to the month or year counts from its first day, one without a
    /// date always.
    pub fn is_established(&self, day: NaiveDate) -> bool {
        let dates = [&self.dated, &self.target_dated].into_iter().flatten();
        let mut dates = dates.filter_map(|text| PartialDate::parse(text).ok());
        dates.all(|date| date.first() <= day)
    }
}
