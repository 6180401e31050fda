//! What may be said, as typed values: one file a kind, with its fields, what must hold for it to be
//! said, and how it becomes a row of the ledger.
//!
//! A [`Record`](crate::domain::ledger::Record) is made here and nowhere else, so that a row has the
//! columns of its claim, each once, and no way in (a command, a sheet, a matrix, a seed) goes round a
//! claim's rules.

mod account;
mod amendment;
mod assessment;
mod duty;
mod entity;
mod events;
mod evidence;
mod indicator;
mod item;
mod keeping;
mod mapping;
mod position;
mod refusal;
mod registers;
mod relations;
mod remark;
mod request;

pub use account::AccountClaim;
pub use amendment::AmendmentClaim;
pub use assessment::{AssessmentClaim, Earlier, Standing};
pub use duty::{AssignmentClaim, DueClaim};
pub use entity::{EntityClaim, EntityNameClaim};
pub use events::{EngagementClaim, MilestoneClaim};
pub use evidence::EvidenceClaim;
pub use indicator::{IndicatorClaim, IndicatorForClaim, MeasurementClaim, unit};
pub use item::{ItemClaim, LifeClaim, SenderClaim};
pub use keeping::{
    ListClaim, OriginClaim, PublicationClaim, PurgeClaim, SeedClaim, SourceClaim, WithdrawalClaim,
};
pub use mapping::MappingClaim;
pub use position::PositionClaim;
pub use refusal::{Happening, Refusal};
pub use registers::{
    AssessorClaim, DocumentClaim, SetClaim, SettingClaim, TermClaim, VocabularyClaim,
};
pub use relations::{FilingClaim, LinkClaim, TagClaim};
pub use remark::{ItemTextClaim, RemarkClaim};
pub use request::{RequestClaim, RequestItemClaim, RequestStateClaim};

/// Declares a claim: a struct of which each field is a column of a table of the ledger, by its own
/// name or by the one that is given. A field that is doubled, or set and not declared, doesn't compile.
macro_rules! claim {
    (
        $(#[$meta:meta])* $name:ident in $table:literal {
            $($(#[$field_meta:meta])* $field:ident $(as $column:literal)?: $kind:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            /// The row's number, where it was reserved before.
            pub id: Option<i64>,
            $($(#[$field_meta])* pub $field: $kind,)+
        }

        impl $name {
            /// The table of its rows.
            pub const TABLE: &'static str = $table;
            /// The columns that it fills in.
            pub const COLUMNS: &'static [&'static str] =
                &[$($crate::domain::claims::column!($field $($column)?),)+];

            /// The row, whatever the rules say: they are asked before, in the claim's own file.
            fn row(self) -> $crate::domain::ledger::Record {
                let row = $crate::domain::ledger::Record::begin($table).and("id", self.id);
                $(let row = row.and(
                    $crate::domain::claims::column!($field $($column)?),
                    self.$field,
                );)+
                row
            }
        }
    };
}
pub(crate) use claim;

/// The column of a field.
macro_rules! column {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $column:literal) => {
        $column
    };
}
pub(crate) use column;

/// Table and columns of each claim, for the test that holds them against the shapes.
#[cfg(test)]
pub(crate) const CLAIMS: [(&str, &[&str]); 39] = [
    (SourceClaim::TABLE, SourceClaim::COLUMNS),
    (AccountClaim::TABLE, AccountClaim::COLUMNS),
    (SettingClaim::TABLE, SettingClaim::COLUMNS),
    (VocabularyClaim::TABLE, VocabularyClaim::COLUMNS),
    (TermClaim::TABLE, TermClaim::COLUMNS),
    (DocumentClaim::TABLE, DocumentClaim::COLUMNS),
    (SetClaim::TABLE, SetClaim::COLUMNS),
    (ItemClaim::TABLE, ItemClaim::COLUMNS),
    (SenderClaim::TABLE, SenderClaim::COLUMNS),
    (LifeClaim::TABLE, LifeClaim::COLUMNS),
    (AssessorClaim::TABLE, AssessorClaim::COLUMNS),
    (AssessmentClaim::TABLE, AssessmentClaim::COLUMNS),
    (EvidenceClaim::TABLE, EvidenceClaim::COLUMNS),
    (PositionClaim::TABLE, PositionClaim::COLUMNS),
    (TagClaim::TABLE, TagClaim::COLUMNS),
    (LinkClaim::TABLE, LinkClaim::COLUMNS),
    (EngagementClaim::TABLE, EngagementClaim::COLUMNS),
    (MilestoneClaim::TABLE, MilestoneClaim::COLUMNS),
    (WithdrawalClaim::TABLE, WithdrawalClaim::COLUMNS),
    (PurgeClaim::TABLE, PurgeClaim::COLUMNS),
    (FilingClaim::TABLE, FilingClaim::COLUMNS),
    (SeedClaim::TABLE, SeedClaim::COLUMNS),
    (ListClaim::TABLE, ListClaim::COLUMNS),
    (EntityClaim::TABLE, EntityClaim::COLUMNS),
    (EntityNameClaim::TABLE, EntityNameClaim::COLUMNS),
    (AssignmentClaim::TABLE, AssignmentClaim::COLUMNS),
    (DueClaim::TABLE, DueClaim::COLUMNS),
    (PublicationClaim::TABLE, PublicationClaim::COLUMNS),
    (IndicatorClaim::TABLE, IndicatorClaim::COLUMNS),
    (IndicatorForClaim::TABLE, IndicatorForClaim::COLUMNS),
    (MeasurementClaim::TABLE, MeasurementClaim::COLUMNS),
    (AmendmentClaim::TABLE, AmendmentClaim::COLUMNS),
    (OriginClaim::TABLE, OriginClaim::COLUMNS),
    (MappingClaim::TABLE, MappingClaim::COLUMNS),
    (RemarkClaim::TABLE, RemarkClaim::COLUMNS),
    (ItemTextClaim::TABLE, ItemTextClaim::COLUMNS),
    (RequestClaim::TABLE, RequestClaim::COLUMNS),
    (RequestItemClaim::TABLE, RequestItemClaim::COLUMNS),
    (RequestStateClaim::TABLE, RequestStateClaim::COLUMNS),
];
