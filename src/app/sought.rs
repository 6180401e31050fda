//! What may be looked for by a name.

use std::fmt;

/// What was looked for by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// A recommendation, component or action.
    Item,
    /// A body of recommendations.
    Set,
    /// A plan.
    Plan,
    /// A plan or a body of recommendations.
    PlanOrSet,
    /// A document.
    Document,
    /// A voice.
    Assessor,
    /// A State.
    State,
    /// A vocabulary.
    Vocabulary,
    /// A theme or issue.
    Theme,
    /// An affected group.
    Group,
    /// A goal or target of the Agenda 2030.
    Goal,
    /// A term of a vocabulary that was named.
    Term,
    /// Who leads, supports or answers.
    Institution,
    /// What is measured.
    Indicator,
    /// What an institution is asked.
    Request,
    /// An entry of the ledger.
    Entry,
    /// Whoever signs in.
    User,
    /// What two copies say differently.
    Conflict,
}

impl Sought {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Set => "set",
            Self::Plan => "plan",
            Self::PlanOrSet => "plan or set",
            Self::Document => "document",
            Self::Assessor => "assessor",
            Self::State => "State",
            Self::Vocabulary => "vocabulary",
            Self::Theme => "theme",
            Self::Group => "group",
            Self::Goal => "SDG goal or target",
            Self::Term => "term",
            Self::Institution => "institution",
            Self::Indicator => "indicator",
            Self::Request => "request",
            Self::Entry => "entry",
            Self::User => "user",
            Self::Conflict => "conflict about",
        }
    }
}

impl fmt::Display for Sought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
