//! What is tracked, as values, and the rules that hold between them.
//!
//! Pure: nothing here reads a clock, a file or a database. The words are the field's own (see the
//! glossary in ARCHITECTURE.md).

pub mod amended;
pub mod bodies;
pub mod claims;
pub mod counting;
pub mod dates;
pub mod evidence;
pub mod facet;
pub mod filter;
pub mod guard;
pub mod identity;
pub mod ledger;
pub mod lines;
pub mod plan;
pub mod reference;
pub mod request;
pub mod reviews;
pub mod rollup;
pub mod sheet;
pub mod states;
pub mod words;

pub use dates::{BadDate, DateWord, Edge, PartialDate};
pub use facet::Facet;
pub use filter::{Filter, KnownUntil, Missing, View};
pub use identity::MatchKey;
pub use reference::{BadReference, Ref, SetKey};
pub use request::RequestState;
pub use rollup::Tally;
pub use sheet::SheetColumn;
pub use words::{
    Access, ActionLevel, ActorKind, AssessorKind, Better, Certainty, Confidence, Effect,
    EntityKind, EvidenceKind, IndicatorKind, Kind, Level, LevelWord, Life, Measure, Origin,
    Position, Relation, Role, SetKind, UnknownWord,
};
