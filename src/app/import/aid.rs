//! What helps beside what is wrong with a cell or was passed over, as values: it is worded by whoever
//! brings the file, or not said at all.

/// What helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aid {
    /// An assessor can be added.
    AddAssessor,
    /// An institution can be added.
    AddInstitution,
    /// A set can be named, and is made.
    MakeSet,
    /// New items can be made.
    MakeItems,
    /// A new term can be made.
    MakeTerm,
    /// New terms can be made.
    MakeTerms,
    /// The set was named.
    NamedSet,
    /// An early date can be meant.
    MeantSo,
    /// The order of days and months can be said.
    OrderOfDates,
    /// It can be said whose word counts.
    WhoseWord,
    /// Emptied cells can take away.
    EmptyTakesAway,
    /// A lead or support can end.
    EndLead,
    /// A date that was wrong can be taken back.
    UndoDate,
    /// A figure that was wrong can be taken back.
    UndoFigure,
    /// What was said can be taken back.
    Retract,
    /// A tag can be changed all the same.
    ChangeTags,
    /// A request's workbook can be written again.
    WriteRequest,
    /// The requests can be listed.
    ListRequests,
}

/// What says what helps, in the words of whoever brings the file.
pub type Aided = fn(Aid) -> &'static str;
