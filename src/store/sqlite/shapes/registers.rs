//! What is set up once and others name: settings, vocabularies, documents, sets, voices, institutions, dates.

use super::{
    ClaimAbout, INTERNAL, Is, NEVER, PUBLISHED, Privacy, ROWS, Same, Shape, TEXTS_ALWAYS, about,
    open, row_of, sealed,
};

pub(super) const SETTING: Shape = Shape {
    table: "setting",
    columns: &[open("key"), open("value")],
    privacy: PUBLISHED,
    same: about!(["key"] says ["value"]),
    adds: true,
};

pub(super) const VOCABULARY: Shape = Shape {
    table: "vocabulary",
    columns: &[open("key"), open("name"), open("version"), open("source"), open("origin")],
    privacy: PUBLISHED,
    same: Same::Key(&["key"]),
    adds: true,
};

pub(super) const TERM: Shape = Shape {
    table: "term",
    columns: &[
        row_of("vocabulary", "vocabulary_id"),
        open("slug"),
        open("label"),
        row_of("term", "parent_id"),
        open("aliases"),
        open("comment"),
    ],
    privacy: PUBLISHED,
    same: Same::Key(&["vocabulary_id", "slug"]),
    adds: true,
};

pub(super) const DOCUMENT: Shape = Shape {
    table: "document",
    columns: &[
        open("key"),
        open("symbol"),
        open("title"),
        open("body"),
        open("dated"),
        open("session"),
        open("addressee"),
        open("language"),
        open("url"),
        open("comment"),
        open("sha256").since(3),
    ],
    privacy: PUBLISHED,
    same: Same::Key(&["key"]),
    adds: true,
};

pub(super) const ITEM_SET: Shape = Shape {
    table: "item_set",
    columns: &[
        open("key"),
        open("title"),
        open("noun"),
        open("state"),
        row_of("document", "document_id"),
        open("cycle"),
        open("session"),
        open("period_from"),
        open("period_to"),
        open("period_basis"),
        open("stance"),
        open("stance_document"),
        open("stance_paragraph"),
        open("comment"),
        open("public").since(3),
        open("kind").since(3),
    ],
    privacy: ROWS,
    same: Same::Key(&["key"]),
    adds: true,
};

pub(super) const ASSESSOR: Shape = Shape {
    table: "assessor",
    columns: &[open("key"), open("name"), open("kind"), open("internal")],
    privacy: Privacy { rows: &[&[("internal", Is::Number(1))]], texts: NEVER, inherits: true },
    same: Same::Key(&["key"]),
    adds: true,
};

pub(super) const ENGAGEMENT: Shape = Shape {
    table: "engagement",
    columns: &[
        open("key"),
        open("state"),
        open("from_on"),
        open("until_on"),
        open("precision"),
        open("bound"),
        open("kind"),
        open("document"),
        open("paragraph"),
        open("essential"),
        open("public"),
        sealed("who"),
        sealed("whom"),
        sealed("what"),
        sealed("outcome"),
        sealed("comment"),
    ],
    privacy: ROWS,
    same: Same::Apart,
    adds: false,
};

pub(super) const MILESTONE: Shape = Shape {
    table: "milestone",
    columns: &[
        open("key"),
        open("state"),
        open("set_key"),
        open("label"),
        open("dated"),
        open("precision"),
        open("certainty"),
        open("basis"),
        open("voluntary"),
        open("kind"),
        open("document").since(3),
        open("paragraph").since(3),
        open("rule").since(3),
    ],
    privacy: PUBLISHED,
    same: about!(["key"] says ["dated", "label", "certainty"]),
    adds: false,
};

pub(super) const ENTITY: Shape = Shape {
    table: "entity",
    columns: &[
        open("key"),
        open("kind"),
        open("state"),
        row_of("assessor", "assessor_id"),
        open("document"),
        open("paragraph"),
        open("origin"),
        sealed("contact"),
        sealed("comment"),
    ],
    privacy: TEXTS_ALWAYS,
    same: Same::Key(&["key"]),
    adds: true,
};

pub(super) const ENTITY_NAME: Shape = Shape {
    table: "entity_name",
    columns: &[
        row_of("entity", "entity_id"),
        open("name"),
        row_of("entity", "parent_id"),
        open("effective_on"),
    ],
    privacy: PUBLISHED,
    same: about!(["entity_id"] says ["name", "parent_id"]),
    adds: false,
};

pub(super) const MAPPING: Shape = Shape {
    table: "mapping",
    columns: &[
        open("kind"),
        open("layout"),
        open("field"),
        open("meaning"),
        open("removed"),
        sealed("printed"),
    ],
    privacy: INTERNAL,
    same: about!(["kind", "layout", "field", "printed"] says ["meaning", "removed"]),
    adds: false,
};

pub(super) const ACCOUNT: Shape = Shape {
    table: "account",
    columns: &[
        open("role"),
        row_of("entity", "entity_id"),
        open("internal"),
        open("removed"),
        sealed("login"),
        sealed("name"),
    ],
    privacy: INTERNAL,
    same: Same::Apart,
    adds: false,
};
