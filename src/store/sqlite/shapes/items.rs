//! Items and what is said of them.

use super::{
    ClaimAbout, Is, PUBLISHED, Privacy, REFUSED, ROWS, Same, Shape, TEXTS, about, open, row_of,
    sealed,
};

pub(super) const ITEM: Shape = Shape {
    table: "item",
    columns: &[
        row_of("item_set", "set_id"),
        open("ref"),
        open("ref_folded"),
        open("sort_key"),
        row_of("item", "parent_id"),
        open("paragraph"),
        open("kind"),
        open("force"),
        open("actor"),
        open("actor_name"),
        row_of("term", "heading_id"),
        open("state"),
        open("deadline"),
        open("origin"),
        sealed("match_key"),
        sealed("text"),
        sealed("names"),
        sealed("answer"),
        sealed("comment"),
        open("speaker").since(3),
        open("spoken_on").since(3),
        open("public").since(3),
    ],
    privacy: ROWS,
    same: Same::Key(&["set_id", "ref_folded"]),
    adds: true,
};

pub(super) const SENDER: Shape = Shape {
    table: "sender",
    columns: &[row_of("item", "item_id"), open("iso3"), open("printed")],
    privacy: PUBLISHED,
    same: Same::Key(&["item_id", "printed"]),
    adds: false,
};

pub(super) const ITEM_STATE: Shape = Shape {
    table: "item_state",
    columns: &[
        row_of("item", "item_id"),
        open("state"),
        open("effective_on"),
        open("public"),
        sealed("note"),
    ],
    privacy: TEXTS,
    same: about!(["item_id"] says ["state"]),
    adds: false,
};

pub(super) const ASSESSMENT: Shape = Shape {
    table: "assessment",
    columns: &[
        row_of("item", "item_id"),
        row_of("assessor", "assessor_id"),
        open("status"),
        open("printed"),
        open("effective_on"),
        open("confidence"),
        open("unsourced"),
        open("public"),
        sealed("note"),
        open("percent").since(3),
        open("recheck").since(3),
    ],
    privacy: TEXTS,
    same: about!(["item_id", "assessor_id"] says ["status"]),
    adds: false,
};

pub(super) const EVIDENCE: Shape = Shape {
    table: "evidence",
    columns: &[
        row_of("item", "item_id"),
        row_of("assessment", "assessment_id"),
        open("kind"),
        open("effect"),
        open("public"),
        sealed("address"),
        sealed("paragraph"),
        sealed("title"),
        sealed("publisher"),
        sealed("dated"),
        sealed("accessed"),
        sealed("archived"),
        sealed("quote"),
        sealed("page"),
        sealed("sha256"),
        sealed("citation").since(3),
        sealed("retrieved").since(3),
    ],
    // Evidence of an assessment stays beside it without its texts; what came by itself goes whole.
    privacy: Privacy {
        rows: &[&[("public", Is::Number(0)), ("assessment_id", Is::Missing)]],
        texts: &[&[("public", Is::Number(0))], &[("kind", Is::Word("file"))]],
        inherits: true,
    },
    same: Same::Apart,
    adds: false,
};

pub(super) const POSITION: Shape = Shape {
    table: "position",
    columns: &[
        row_of("item", "item_id"),
        open("position"),
        open("printed"),
        open("document"),
        open("paragraph"),
        open("dated"),
        open("effective_on"),
        open("undated"),
        open("origin").since(3),
    ],
    privacy: PUBLISHED,
    same: about!(["item_id"] says ["position"]),
    adds: false,
};

pub(super) const TAG: Shape = Shape {
    table: "tag",
    columns: &[
        row_of("item", "item_id"),
        row_of("term", "term_id"),
        open("removed"),
        open("origin"),
        open("confidence"),
        open("comment"),
        open("assisted").since(3),
    ],
    privacy: Privacy { rows: REFUSED, ..PUBLISHED },
    same: about!(["item_id", "term_id"] says ["removed"]),
    adds: false,
};

pub(super) const LINK: Shape = Shape {
    table: "link",
    columns: &[
        row_of("item", "item_id"),
        open("relation"),
        row_of("item", "target_id"),
        open("origin"),
        open("confidence"),
        open("public"),
        sealed("reason"),
        open("assisted").since(3),
        open("removed").since(3),
    ],
    privacy: Privacy { rows: REFUSED, ..TEXTS },
    same: about!(["item_id", "relation", "target_id"] says ["removed"]),
    adds: false,
};

pub(super) const FILING: Shape = Shape {
    table: "filing",
    columns: &[row_of("item", "item_id"), row_of("term", "term_id"), sealed("printed")],
    privacy: PUBLISHED,
    same: about!(["item_id"] says ["term_id"]),
    adds: false,
};

pub(super) const REMARK: Shape = Shape {
    table: "remark",
    columns: &[
        row_of("item", "item_id"),
        row_of("assessor", "assessor_id"),
        open("kind"),
        open("document"),
        open("paragraph"),
        open("lang"),
        open("unofficial"),
        open("effective_on"),
        open("public"),
        sealed("text"),
        sealed("source"),
    ],
    privacy: ROWS,
    same: Same::Apart,
    adds: false,
};

pub(super) const ITEM_TEXT: Shape = Shape {
    table: "item_text",
    columns: &[
        row_of("item", "item_id"),
        open("lang"),
        open("unofficial"),
        open("document"),
        open("paragraph"),
        open("public"),
        sealed("text"),
        sealed("source"),
    ],
    privacy: ROWS,
    same: about!(["item_id", "lang"] says ["text"]),
    adds: false,
};
