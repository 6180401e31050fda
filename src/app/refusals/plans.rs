//! Why something is not done with a plan or its actions, or not published.

/// Why something is not done with a plan, or not published.
#[derive(Debug, thiserror::Error)]
pub enum PlanRefusal {
    /// A key that a set or another plan has.
    #[error("there is a set or a plan `{key}` already")]
    Taken {
        /// The key.
        key: String,
    },
    /// The action is taken for the item, or isn't, already.
    #[error("`{action}` is {}taken for `{target}`{}", if *removed { "not " } else { "" }, if *removed { "" } else { " already" })]
    SameService {
        /// `SET:REF`.
        action: String,
        /// What it is taken for, `SET:REF`.
        target: String,
        /// Whether it was to end.
        removed: bool,
    },
    /// What stands in no plan.
    #[error("`{item}` is no action")]
    NoAction {
        /// `SET:REF`.
        item: String,
    },
    /// An action as that for which another is taken.
    #[error("`{item}` is an action itself")]
    ActionItself {
        /// `SET:REF`.
        item: String,
    },
    /// No plan was made.
    #[error("there is no plan yet")]
    NoPlan,
    /// Several plans, and none is named.
    #[error("which plan? There are {}", plans.join(", "))]
    WhichPlan {
        /// Their keys.
        plans: Vec<String>,
    },
    /// All of it is published.
    #[error("`{names}` is published already")]
    Published {
        /// The sets and items, as given.
        names: String,
    },
}
