//! Why something may not be said, as values. Each says in plain words what is wrong; what to do about
//! it is worded by whoever asks, for its readers.

use chrono::NaiveDate;

use crate::domain::PartialDate;
use crate::domain::amended::AmendedField;
use crate::domain::words::{ActionLevel, Level, Life, Role};

/// What a date that has not come yet was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// Since when a status holds.
    Status,
    /// When the State stated its position.
    Position,
    /// When evidence was published or looked at.
    Evidence,
    /// An event of the timeline.
    Engagement,
    /// When something was said.
    Speech,
    /// Since when something reads otherwise.
    Amendment,
    /// The period of a figure that was measured.
    Figure,
}

/// Why something may not be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// `not-assessed` is where every item starts; it is not set.
    #[error("`not-assessed` is what every item starts as, and is not set")]
    NotSet,
    /// The day has not come.
    #[error("`{date}` is in the future")]
    Future {
        /// What it is the day of.
        of: Happening,
        /// The date as given.
        date: PartialDate,
        /// Today.
        today: NaiveDate,
    },
    /// The item is followed up no more.
    #[error("`{item}` is {life}")]
    NotActive {
        /// `SET:REF`.
        item: String,
        /// What became of it.
        life: Life,
    },
    /// The item is followed up through its components.
    #[error("`{item}` bundles {} components, and one status would misreport it", components.len())]
    Compound {
        /// `SET:REF`.
        item: String,
        /// Its components, `SET:REF`.
        components: Vec<String>,
    },
    /// Another assessor's word without a source.
    #[error("a status by `{voice}` needs its source")]
    Unsourced {
        /// The assessor's key.
        voice: String,
    },
    /// The level that is recorded, without anything new.
    #[error("`{item}` is `{level}` according to `{voice}` on {on} already (entry {entry})")]
    SameLevel {
        /// `SET:REF`.
        item: String,
        /// The level.
        level: Level,
        /// The assessor's key.
        voice: String,
        /// The day.
        on: NaiveDate,
        /// The entry that says so.
        entry: i64,
    },
    /// A second look at what was never assessed.
    #[error("`{item}` has no status according to `{voice}` on {on} to look at again")]
    NeverAssessed {
        /// `SET:REF`.
        item: String,
        /// The assessor's key.
        voice: String,
        /// The day.
        on: NaiveDate,
    },
    /// A second look that doesn't say at what.
    #[error("`{item}`: what was looked at is not said")]
    Unseen {
        /// `SET:REF`.
        item: String,
    },
    /// The item carries the tag, or doesn't, already.
    #[error("`{item}` {} the tag `{tag}`", if *removed { "does not carry" } else { "carries" })]
    SameTag {
        /// `SET:REF`.
        item: String,
        /// `VOCABULARY:TERM`.
        tag: String,
        /// Whether it was to be taken off.
        removed: bool,
    },
    /// An item linked to itself.
    #[error("`{item}` cannot be linked to itself")]
    SelfLink {
        /// `SET:REF`.
        item: String,
    },
    /// The item is so already.
    #[error("`{item}` is {life} already")]
    SameLife {
        /// `SET:REF`.
        item: String,
        /// How it is.
        life: Life,
    },
    /// The institution leads or supports the item, or doesn't, already.
    #[error("`{entity}` {} `{item}` {}", if *removed { "is not at work on" } else { "is at work on" }, if *removed { format!("as {role}") } else { format!("as {role} already") })]
    SameRole {
        /// `SET:REF`.
        item: String,
        /// The institution's key.
        entity: String,
        /// As what.
        role: Role,
        /// Whether it was to end.
        removed: bool,
    },
    /// The date that holds already.
    #[error("`{item}` is due {date} already")]
    SameDue {
        /// `SET:REF`.
        item: String,
        /// The date.
        date: PartialDate,
    },
    /// A date that is moved without a reason.
    #[error("`{item}` was due {date}, and a date that is moved needs its reason")]
    UnexplainedMove {
        /// `SET:REF`.
        item: String,
        /// The date that holds.
        date: PartialDate,
    },
    /// What is due before it begins.
    #[error("what begins {from} is not due {due}")]
    Backwards {
        /// When it begins.
        from: PartialDate,
        /// When it is due.
        due: PartialDate,
    },
    /// A plan's word for a level, of what is no action.
    #[error("`{word}` is said of actions, and `{item}` is none")]
    PlanWord {
        /// `SET:REF`.
        item: String,
        /// The word.
        word: ActionLevel,
    },
    /// A figure that is none.
    #[error("`{value}` is no figure of this indicator")]
    NoFigure {
        /// What was given.
        value: String,
        /// The indicator's unit, if it has one.
        unit: Option<String>,
    },
    /// A unit of what is there or is not.
    #[error("a structural indicator has no number, and so no unit (`{unit}`)")]
    NumberOfStructure {
        /// The unit.
        unit: String,
    },
    /// A number of no period.
    #[error("the period of the figure `{value}` is not said")]
    NoPeriod {
        /// The figure.
        value: String,
    },
    /// A group that does not say of what and which.
    #[error("`{text}` is no group")]
    NoGroup {
        /// What was given.
        text: String,
    },
    /// A source of a figure that is none.
    #[error("`{text}` is no source of a figure")]
    NoSource {
        /// What was given.
        text: String,
    },
    /// The figure that stands already.
    #[error("`{indicator}` is {value} already (entry {entry})")]
    SameFigure {
        /// The indicator's key.
        indicator: String,
        /// The figure.
        value: String,
        /// The entry that says so.
        entry: i64,
    },
    /// A documented date without the document.
    #[error("`{key}` is to be documented, and names no document")]
    Undocumented {
        /// The milestone's key.
        key: String,
    },
    /// Taking back without saying why.
    #[error("a retraction needs its reason")]
    NoReason,
    /// What stands there already.
    #[error("`{row}` says so already: {}", field.label().to_lowercase())]
    SameValue {
        /// `SET:REF`, or the key of a set or document.
        row: String,
        /// What was to be put right.
        field: AmendedField,
    },
    /// A text where a date must stand.
    #[error("`{text}` is no date (of: {})", field.label().to_lowercase())]
    NoDate {
        /// The text.
        text: String,
        /// What was to be put right.
        field: AmendedField,
    },
    /// Something that must be said is empty.
    #[error("{what} is empty")]
    Empty {
        /// What: `the note`.
        what: &'static str,
    },
}

impl Refusal {
    /// Refuses a date after today.
    ///
    /// # Errors
    /// [`Refusal::Future`].
    pub fn unless_come(of: Happening, date: PartialDate, today: NaiveDate) -> Result<(), Self> {
        if date.first() > today { Err(Self::Future { of, date, today }) } else { Ok(()) }
    }
}
