//! Why something is not recorded of an item, of the calendar or of an indicator.

use crate::domain::Relation;

/// Why something is not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordRefusal {
    /// A new item whose name has no set.
    #[error("`{name}` names no set")]
    NoSet {
        /// The name given.
        name: String,
    },
    /// An action outside a plan, or something else in one.
    #[error("actions stand in a plan, and nothing else does")]
    ActionsInPlans,
    /// A component under a component.
    #[error("`{item}` is a component itself")]
    IsComponent {
        /// `SET:REF`.
        item: String,
    },
    /// A component of an action.
    #[error("`{item}` is an action, and actions have no components")]
    ActionComponent {
        /// `SET:REF`.
        item: String,
    },
    /// A component under an item that is followed up as a whole.
    #[error("`{item}` has a status of its own (entry {entry})")]
    OwnStatus {
        /// `SET:REF`.
        item: String,
        /// The entry that says so.
        entry: i64,
    },
    /// A ref that another item has.
    #[error("there is an item `{item}` already")]
    ItemTaken {
        /// `SET:REF`.
        item: String,
    },
    /// An item whose ref goes on with a component's letters.
    #[error("`{reference}` would be a component of `{item}`")]
    WouldBeComponent {
        /// The ref given.
        reference: String,
        /// The whole, `SET:REF`.
        item: String,
    },
    /// What an internal voice says is never handed on.
    #[error("`{voice}` is internal: nothing by it is handed on")]
    InternalVoice {
        /// Its key.
        voice: String,
    },
    /// What serves is an action, and says so itself.
    #[error("what an action is taken for is said of the action")]
    ServesByAction {
        /// The action, `SET:REF`.
        action: String,
        /// What it is taken for, `SET:REF`.
        item: String,
    },
    /// The link that is there already.
    #[error("`{item}` {relation} `{target}` already (entry {entry})")]
    Linked {
        /// The later one, `SET:REF`.
        item: String,
        /// How they are linked.
        relation: Relation,
        /// The earlier one, `SET:REF`.
        target: String,
        /// The entry that says so.
        entry: i64,
    },
    /// A new milestone without a label.
    #[error("`{key}` is new and has no label")]
    NoLabel {
        /// Its key.
        key: String,
    },
    /// Dates are worked out from the reviews of a State, and there is none.
    #[error("there is no State whose reviews could be followed")]
    NoState,
    /// No review from which a date follows.
    #[error("nothing is to be worked out from the reviews of {state}")]
    NothingFollows {
        /// The State's name.
        state: String,
    },
    /// A milestone of a set that was not published.
    #[error("`{set}` is not published, and the calendar is handed on")]
    SetUnpublished {
        /// Its key.
        set: String,
    },
    /// An amendment that amends nothing.
    #[error("nothing is to be changed in `{row}`")]
    NothingChanged {
        /// `SET:REF`, or the key of a set or document.
        row: String,
    },
    /// A text in another language of which it is not said whose it is.
    #[error("a text in another language is a document's or a translation of one's own")]
    NoOrigin,
    /// What is no language's code.
    #[error("`{text}` is no code of a language")]
    NoLanguage {
        /// What was given.
        text: String,
    },
    /// Another voice's figure without its source.
    #[error("a figure by `{voice}` needs its source")]
    UnsourcedFigure {
        /// The assessor's key.
        voice: String,
    },
    /// An entry that says more than one thing, or takes back itself.
    #[error("entry {entry} is no single claim: it came with `{command}`")]
    NoSingleClaim {
        /// Its number.
        entry: i64,
        /// With what it was recorded.
        command: String,
    },
    /// An entry that was taken back.
    #[error("entry {entry} was taken back before, by entry {by}")]
    TakenBack {
        /// Its number.
        entry: i64,
        /// The entry that says so.
        by: i64,
    },
}
