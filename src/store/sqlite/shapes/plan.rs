//! Who does what by when: assignments, due dates, indicators, requests.

use super::{
    ClaimAbout, Is, PUBLISHED, ROWS, Same, Shape, TEXTS_ALWAYS, about, open, row_of, sealed,
};

/// One leads at a time; several support.
const LEAD_OR_SUPPORT: Same = Same::About(&[
    ClaimAbout {
        of: &[("role", Is::Word("lead"))],
        what: &["item_id", "role"],
        says: &["entity_id", "removed"],
    },
    ClaimAbout { of: &[], what: &["item_id", "entity_id", "role"], says: &["removed"] },
]);

pub(super) const ASSIGNMENT: Shape = Shape {
    table: "assignment",
    columns: &[
        row_of("item", "item_id"),
        row_of("entity", "entity_id"),
        open("role"),
        open("removed"),
        open("effective_on"),
        open("public"),
        sealed("note"),
    ],
    privacy: ROWS,
    same: LEAD_OR_SUPPORT,
    adds: false,
};

pub(super) const DUE: Shape = Shape {
    table: "due",
    columns: &[
        row_of("item", "item_id"),
        open("starts_on"),
        open("due_on"),
        open("precision"),
        row_of("assessor", "assessor_id"),
        open("effective_on"),
        open("public"),
        sealed("reason"),
    ],
    privacy: ROWS,
    same: about!(["item_id", "assessor_id"] says ["starts_on", "due_on"]),
    adds: false,
};

pub(super) const INDICATOR: Shape = Shape {
    table: "indicator",
    columns: &[
        open("key"),
        open("kind"),
        open("unit"),
        open("better"),
        row_of("entity", "owner_id"),
        open("public"),
        sealed("title"),
        sealed("definition"),
        sealed("source"),
    ],
    privacy: ROWS,
    same: Same::Key(&["key"]),
    adds: true,
};

pub(super) const INDICATOR_FOR: Shape = Shape {
    table: "indicator_for",
    columns: &[
        row_of("indicator", "indicator_id"),
        row_of("item", "item_id"),
        row_of("term", "term_id"),
        open("removed"),
    ],
    privacy: PUBLISHED,
    same: about!(["indicator_id", "item_id", "term_id"] says ["removed"]),
    adds: false,
};

pub(super) const MEASUREMENT: Shape = Shape {
    table: "measurement",
    columns: &[
        row_of("indicator", "indicator_id"),
        open("role"),
        open("grouping"),
        open("period_from"),
        open("period_to"),
        open("value"),
        open("provisional"),
        open("broken"),
        row_of("assessor", "assessor_id"),
        open("unsourced"),
        open("public"),
        sealed("evidence"),
        sealed("break_reason"),
        sealed("note"),
    ],
    privacy: ROWS,
    same: about!(["indicator_id", "role", "grouping", "period_from", "period_to", "assessor_id"] says ["value"]),
    adds: false,
};

pub(super) const REQUEST: Shape = Shape {
    table: "request",
    columns: &[
        open("key"),
        row_of("entity", "entity_id"),
        open("asked_on"),
        open("due_on"),
        open("mark"),
        open("public"),
        sealed("title"),
        sealed("note"),
    ],
    privacy: ROWS,
    // Two copies may both call their first one R1.
    same: Same::Key(&["mark"]),
    adds: true,
};

pub(super) const REQUEST_ITEM: Shape = Shape {
    table: "request_item",
    columns: &[row_of("request", "request_id"), row_of("item", "item_id")],
    privacy: PUBLISHED,
    same: Same::Key(&["request_id", "item_id"]),
    adds: false,
};

pub(super) const REQUEST_STATE: Shape = Shape {
    table: "request_state",
    columns: &[
        row_of("request", "request_id"),
        row_of("item", "item_id"),
        open("state"),
        open("effective_on"),
        sealed("note"),
    ],
    privacy: TEXTS_ALWAYS,
    same: about!(["request_id", "item_id"] says ["state"]),
    adds: false,
};
