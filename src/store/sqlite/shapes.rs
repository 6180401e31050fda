//! The shape of each table of the ledger: which columns enter an entry's hash openly, and which
//! are sealed (free text, evidence: they enter as one salted digest a row).

/// A table of the ledger.
#[derive(Debug)]
pub(super) struct Shape {
    /// Its name.
    pub(super) table: &'static str,
    /// Its open columns, in canonical order, without `id` and `entry_id`.
    pub(super) open: &'static [&'static str],
    /// Its sealed columns, in canonical order.
    pub(super) sealed: &'static [&'static str],
}

/// Every table of the ledger, in the order in which an entry's rows are hashed.
pub(super) const SHAPES: &[Shape] = &[
    Shape { table: "source_file", open: &["name", "sha256", "layout", "size"], sealed: &[] },
    Shape { table: "setting", open: &["key", "value"], sealed: &[] },
    Shape {
        table: "vocabulary",
        open: &["key", "name", "version", "source", "origin"],
        sealed: &[],
    },
    Shape {
        table: "term",
        open: &["vocabulary_id", "slug", "label", "parent_id", "aliases", "comment"],
        sealed: &[],
    },
    Shape {
        table: "document",
        open: &[
            "key",
            "symbol",
            "title",
            "body",
            "dated",
            "session",
            "addressee",
            "language",
            "url",
            "comment",
        ],
        sealed: &[],
    },
    Shape {
        table: "item_set",
        open: &[
            "key",
            "title",
            "noun",
            "state",
            "document_id",
            "cycle",
            "session",
            "period_from",
            "period_to",
            "period_basis",
            "stance",
            "stance_document",
            "stance_paragraph",
            "comment",
        ],
        sealed: &[],
    },
    Shape {
        table: "item",
        open: &[
            "set_id",
            "ref",
            "ref_folded",
            "sort_key",
            "parent_id",
            "paragraph",
            "kind",
            "force",
            "actor",
            "actor_name",
            "heading_id",
            "state",
            "deadline",
            "origin",
        ],
        sealed: &["match_key", "text", "names", "answer", "comment"],
    },
    Shape { table: "sender", open: &["item_id", "iso3", "printed"], sealed: &[] },
    Shape {
        table: "item_state",
        open: &["item_id", "state", "effective_on", "public"],
        sealed: &["note"],
    },
    Shape { table: "assessor", open: &["key", "name", "kind", "internal"], sealed: &[] },
    Shape {
        table: "assessment",
        open: &[
            "item_id",
            "assessor_id",
            "status",
            "printed",
            "effective_on",
            "confidence",
            "unsourced",
            "public",
        ],
        sealed: &["note"],
    },
    Shape {
        table: "evidence",
        open: &["item_id", "assessment_id", "kind", "effect", "public"],
        sealed: &[
            "address",
            "paragraph",
            "title",
            "publisher",
            "dated",
            "accessed",
            "archived",
            "quote",
            "page",
            "sha256",
        ],
    },
    Shape {
        table: "position",
        open: &[
            "item_id",
            "position",
            "printed",
            "document",
            "paragraph",
            "dated",
            "effective_on",
            "undated",
        ],
        sealed: &[],
    },
    Shape {
        table: "tag",
        open: &["item_id", "term_id", "removed", "origin", "confidence", "comment"],
        sealed: &[],
    },
    Shape {
        table: "link",
        open: &["item_id", "relation", "target_id", "origin", "confidence", "public"],
        sealed: &["reason"],
    },
    Shape {
        table: "engagement",
        open: &[
            "key",
            "state",
            "from_on",
            "until_on",
            "precision",
            "bound",
            "kind",
            "document",
            "paragraph",
            "essential",
            "public",
        ],
        sealed: &["who", "whom", "what", "outcome", "comment"],
    },
    Shape {
        table: "milestone",
        open: &[
            "key",
            "state",
            "set_key",
            "label",
            "dated",
            "precision",
            "certainty",
            "basis",
            "voluntary",
            "kind",
        ],
        sealed: &[],
    },
    Shape {
        table: "withdrawal",
        open: &["target_entry", "reinstates", "public"],
        sealed: &["note"],
    },
    Shape { table: "purge", open: &["target_entry"], sealed: &["note"] },
    Shape { table: "filing", open: &["item_id", "term_id"], sealed: &["printed"] },
];

/// The shape of a table.
pub(super) fn shape(table: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.table == table)
}
