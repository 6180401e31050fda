//! Why a register takes something not: its key is taken or none, or what belongs to it is missing.

use std::fmt;

/// What has keys that nothing else of its kind may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// Bodies of recommendations.
    Sets,
    /// Documents.
    Documents,
    /// Voices.
    Assessors,
    /// Those who lead, support and answer.
    Institutions,
    /// What is measured.
    Indicators,
}

/// One of its rows, with its article.
impl fmt::Display for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sets => "a set",
            Self::Documents => "a document",
            Self::Assessors => "an assessor",
            Self::Institutions => "an institution",
            Self::Indicators => "an indicator",
        })
    }
}

/// Why a register does not take something.
#[derive(Debug, thiserror::Error)]
pub enum RegisterRefusal {
    /// A key that another has.
    #[error("there is {of} `{key}` already")]
    Taken {
        /// In which register.
        of: Register,
        /// The key.
        key: String,
    },
    /// A term that its vocabulary has.
    #[error("`{term}` is there already")]
    TermTaken {
        /// `VOCABULARY:TERM`.
        term: String,
    },
    /// What cannot be a key.
    #[error("`{text}` cannot be a key")]
    NoKey {
        /// What was given.
        text: String,
    },
    /// What is no address on the web.
    #[error("`{text}` is no web address")]
    NoAddress {
        /// What was given.
        text: String,
    },
    /// A document that should have a symbol, and has none.
    #[error("`{text}` does not look like a UN symbol")]
    NoSymbol {
        /// What was given.
        text: String,
    },
    /// What is no tag.
    #[error("`{text}` is no tag")]
    NoTag {
        /// What was given.
        text: String,
    },
    /// A cluster where none was made yet.
    #[error("there is no cluster yet, and so no `{vocabulary}:{term}`")]
    NoCluster {
        /// The vocabulary of clusters.
        vocabulary: String,
        /// The term that was looked for.
        term: String,
    },
    /// A plan as the set that is meant where none is named.
    #[error("`{plan}` is a plan, and no plan is the default set")]
    DefaultPlan {
        /// Its key.
        plan: String,
    },
    /// An owner of whom nothing is said.
    #[error("nothing to change")]
    NothingOfOwner,
    /// Another State than that of the sets that ship with the program.
    #[error("the seeds are about {state}")]
    OtherState {
        /// The State's name.
        state: String,
    },
    /// A name that the institution has.
    #[error("`{entity}` is called `{name}` already")]
    SameName {
        /// The institution's key.
        entity: String,
        /// Its name.
        name: String,
    },
    /// A contributor of no institution.
    #[error("a contributor records for an institution, and none is named")]
    NoInstitution,
    /// A contributor of an institution that has no voice.
    #[error("`{entity}` has no voice of its own to record with")]
    NoVoice {
        /// The institution's key.
        entity: String,
    },
}
