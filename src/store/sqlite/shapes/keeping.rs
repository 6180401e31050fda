//! What the ledger says of itself: where an entry comes from, what was taken back, amended, published, destroyed.

use super::{
    ALWAYS, ClaimAbout, PUBLISHED, Privacy, ROWS, Same, Shape, TEXTS, TEXTS_ALWAYS, UNPUBLISHED,
    about, once_open, open, row_of, sealed,
};

pub(super) const SOURCE_FILE: Shape = Shape {
    table: "source_file",
    columns: &[once_open("name"), once_open("sha256"), open("layout"), once_open("size")],
    // What could tell what was removed goes with it: `redact` and `purge` see to it.
    privacy: PUBLISHED,
    same: Same::Apart,
    adds: false,
};

pub(super) const WITHDRAWAL: Shape = Shape {
    table: "withdrawal",
    columns: &[row_of("entry", "target_entry"), open("reinstates"), open("public"), sealed("note")],
    privacy: TEXTS,
    same: about!(["target_entry"] says ["reinstates"]),
    adds: false,
};

pub(super) const PURGE: Shape = Shape {
    table: "purge",
    columns: &[row_of("entry", "target_entry"), sealed("note")],
    privacy: TEXTS_ALWAYS,
    same: Same::Apart,
    adds: false,
};

pub(super) const AMENDMENT: Shape = Shape {
    table: "amendment",
    columns: &[
        row_of("item", "item_id"),
        row_of("item_set", "set_id"),
        row_of("document", "document_id"),
        row_of("term", "term_id"),
        open("field"),
        open("origin"),
        open("effective_on"),
        open("public"),
        sealed("value"),
        sealed("reason"),
    ],
    privacy: ROWS,
    same: about!(["item_id", "set_id", "document_id", "term_id", "field"] says ["value"]),
    adds: false,
};

pub(super) const PUBLICATION: Shape = Shape {
    table: "publication",
    columns: &[
        row_of("item", "item_id"),
        row_of("item_set", "set_id"),
        row_of("entry", "target_entry"),
        open("public"),
        sealed("note"),
    ],
    privacy: Privacy { rows: UNPUBLISHED, texts: ALWAYS, inherits: false },
    same: Same::Apart,
    adds: false,
};

pub(super) const SEED_MARK: Shape = Shape {
    table: "seed_mark",
    columns: &[open("key")],
    privacy: PUBLISHED,
    same: Same::Key(&["key"]),
    adds: false,
};

pub(super) const REFERENCE_LIST: Shape = Shape {
    table: "reference_list",
    columns: &[open("list"), open("release"), open("sha256"), open("rows")],
    privacy: PUBLISHED,
    same: Same::Apart,
    adds: false,
};

pub(super) const ORIGIN: Shape = Shape {
    table: "origin",
    columns: &[
        open("head"),
        open("number"),
        open("hash"),
        open("recorded_at"),
        open("clock"),
        sealed("author"),
    ],
    privacy: TEXTS_ALWAYS,
    same: Same::Apart,
    adds: false,
};
