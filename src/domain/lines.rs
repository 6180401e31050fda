//! What the store tells of each tracked thing, as plain rows.

mod amended;
mod duties;
mod events;
mod item;
mod lineage;
mod registers;
mod remark;
mod request;
mod said;
mod text;

pub use amended::AmendmentLine;
pub use duties::{
    AccountLine, AssignmentLine, DueLine, EntityLine, IndicatorLine, MeasurementLine, ServesLine,
};
pub use events::{EngagementLine, MilestoneLine};
pub use item::{ComponentLine, CountLine, FilingLine, Headline, ItemLine, TagLine, VoiceLine};
pub use lineage::LinkLine;
pub use registers::{AssessorLine, DocumentLine, MappingLine, SetFigures, SetLine, TermLine};
pub use remark::{ItemTextLine, RemarkLine};
pub use request::{AskedLine, RequestLine};
pub use said::{EvidenceBrief, EvidenceLine, HistoryLine, LifeLine, PositionLine, Withdrawing};
pub use text::TextLine;
