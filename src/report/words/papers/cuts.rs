//! What of a submission may be cut.

use super::super::catalogue::whole;

/// What of an item may be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Its text.
    Quotation,
    /// What others say of it.
    Others,
    /// Nobody could tell.
    NoFinding,
    /// Nothing is left to ask.
    Done,
}

impl Cut {
    /// The words.
    pub fn words(self) -> &'static str {
        whole(match self {
            Self::Quotation => "paper.cut-quotation",
            Self::Others => "paper.cut-others",
            Self::NoFinding => "paper.cut-no-finding",
            Self::Done => "paper.cut-done",
        })
    }
}
