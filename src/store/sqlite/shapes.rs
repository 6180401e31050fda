//! The one description of each table of the ledger: which columns enter an entry's hash, from which
//! form on and whether openly or sealed; what each refers to; which rows are internal; whether it
//! adds what others rest on. Inserting, hashing, checking, redacting, purging
//! and what stands in the way of `undo` follow from it.
//!
//! A column is added by a migration (`ALTER TABLE … ADD COLUMN`, without NOT NULL) and a line here,
//! at the end of the table's columns: the third form leaves out what has no value, so that older
//! entries keep their hashes. A table is added at the end of [`SHAPES`].

/// How a column enters the hash of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// As it is.
    Open,
    /// Under the row's salt: free text, evidence, whatever may have to be destroyed.
    Sealed,
}

/// A column, without `id`, `entry_id`, `salt` and `digest`, which every table has that needs them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name.
    pub(super) name: &'static str,
    way: Way,
    /// Entries of an earlier form hold it openly.
    once_open: bool,
    /// The first form that holds it.
    since: i64,
    /// The table of which it names a row (`entry` for an entry).
    pub(super) refers: Option<&'static str>,
}

const fn open(name: &'static str) -> Column {
    Column { name, way: Way::Open, once_open: false, since: 1, refers: None }
}

const fn sealed(name: &'static str) -> Column {
    Column { name, way: Way::Sealed, once_open: false, since: 1, refers: None }
}

/// Sealed from the third form on, open before.
const fn once_open(name: &'static str) -> Column {
    Column { name, way: Way::Sealed, once_open: true, since: 1, refers: None }
}

/// A number that names a row of another table.
const fn row_of(table: &'static str, name: &'static str) -> Column {
    Column { name, way: Way::Open, once_open: false, since: 1, refers: Some(table) }
}

impl Column {
    /// The same, in no entry of an earlier form.
    const fn since(mut self, form: i64) -> Self {
        self.since = form;
        self
    }

    /// How an entry of a form holds it; none where it does not.
    pub(super) const fn way(&self, form: i64) -> Option<Way> {
        match self.way {
            _ if form < self.since => None,
            Way::Sealed if self.once_open && form < 3 => Some(Way::Open),
            way => Some(way),
        }
    }
}

/// A value that a row is recognised as internal by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// Nothing.
    Missing,
    /// A number: of a flag, 0 or 1.
    Number(i64),
    /// A word.
    Word(&'static str),
}

/// What must hold of a row's columns, all of it.
pub(super) type All = &'static [(&'static str, Is)];

/// Which rows of a table are internal. There is no default: a table says so itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Privacy {
    /// Rows that are internal as a whole, by any of these.
    pub(super) rows: &'static [All],
    /// Rows of which the sealed texts alone are internal, by any of these.
    pub(super) texts: &'static [All],
    /// Whether a row that refers to an internal one is internal: always, but for what publishes it.
    pub(super) inherits: bool,
}

/// Holds of every row.
const ALWAYS: &[All] = &[&[]];
/// Holds of none.
const NEVER: &[All] = &[];
/// Holds of what was not published.
const UNPUBLISHED: &[All] = &[&[("public", Is::Number(0))]];

/// Nothing of it is internal.
const PUBLISHED: Privacy = Privacy { rows: NEVER, texts: NEVER, inherits: true };
/// A row that was not published keeps its open columns in a copy for others, and loses its texts.
const TEXTS: Privacy = Privacy { rows: NEVER, texts: UNPUBLISHED, inherits: true };
/// A row that was not published is left out of a copy for others.
const ROWS: Privacy = Privacy { rows: UNPUBLISHED, texts: NEVER, inherits: true };
/// The row is published, its texts never are.
const TEXTS_ALWAYS: Privacy = Privacy { rows: NEVER, texts: ALWAYS, inherits: true };
/// A suggestion that was refused: a row that says that something is not so, of no use to others, and
/// telling what was weighed.
const REFUSED: &[All] = &[&[("removed", Is::Number(1)), ("assisted", Is::Number(1))]];

/// Never published.
const INTERNAL: Privacy = Privacy { rows: ALWAYS, texts: NEVER, inherits: true };

/// A table of the ledger.
#[derive(Debug)]
pub(super) struct Shape {
    /// Its name.
    pub(super) table: &'static str,
    /// Its columns, in canonical order.
    pub(super) columns: &'static [Column],
    /// Which of its rows are internal.
    pub(super) privacy: Privacy,
    /// By what rows of two copies of a file are the same thing, or speak of the same.
    pub(super) same: Same,
    /// Whether it adds what others rest on: what is taken back by `undo` only.
    pub(super) adds: bool,
}

/// By what rows of two copies of a file are the same thing, or speak of the same: what `merge` goes by.
#[derive(Debug, Clone, Copy)]
pub(super) enum Same {
    /// A row of a register: those with the same values in these columns are one thing.
    Key(&'static [&'static str]),
    /// A claim: the first rule that holds of it says about what it is, and what it says of that; of
    /// several about the same the latest holds.
    About(&'static [About]),
    /// Each stands for itself.
    Apart,
}

/// About what a claim is, and what it says of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    /// Of which rows this is so.
    pub(super) of: All,
    /// By these columns two are about the same.
    pub(super) what: &'static [&'static str],
    /// In these two may differ.
    pub(super) says: &'static [&'static str],
}

/// A claim of which every row is about the same thing.
macro_rules! about {
    ([$($what:literal),+] says [$($says:literal),+]) => {
        Same::About(&[About { of: &[], what: &[$($what),+], says: &[$($says),+] }])
    };
}

/// One leads at a time; several support.
const LEAD_OR_SUPPORT: Same = Same::About(&[
    About {
        of: &[("role", Is::Word("lead"))],
        what: &["item_id", "role"],
        says: &["entity_id", "removed"],
    },
    About { of: &[], what: &["item_id", "entity_id", "role"], says: &["removed"] },
]);

/// Every table of the ledger, in the order in which an entry's rows are hashed. New ones come last.
pub(super) const SHAPES: &[Shape] = &[
    Shape {
        table: "source_file",
        columns: &[once_open("name"), once_open("sha256"), open("layout"), once_open("size")],
        // What could tell what was removed goes with it: `redact` and `purge` see to it.
        privacy: PUBLISHED,
        same: Same::Apart,
        adds: false,
    },
    Shape {
        table: "setting",
        columns: &[open("key"), open("value")],
        privacy: PUBLISHED,
        same: about!(["key"] says ["value"]),
        adds: true,
    },
    Shape {
        table: "vocabulary",
        columns: &[open("key"), open("name"), open("version"), open("source"), open("origin")],
        privacy: PUBLISHED,
        same: Same::Key(&["key"]),
        adds: true,
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
        table: "sender",
        columns: &[row_of("item", "item_id"), open("iso3"), open("printed")],
        privacy: PUBLISHED,
        same: Same::Key(&["item_id", "printed"]),
        adds: false,
    },
    Shape {
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
    },
    Shape {
        table: "assessor",
        columns: &[open("key"), open("name"), open("kind"), open("internal")],
        privacy: Privacy { rows: &[&[("internal", Is::Number(1))]], texts: NEVER, inherits: true },
        same: Same::Key(&["key"]),
        adds: true,
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
        table: "withdrawal",
        columns: &[
            row_of("entry", "target_entry"),
            open("reinstates"),
            open("public"),
            sealed("note"),
        ],
        privacy: TEXTS,
        same: about!(["target_entry"] says ["reinstates"]),
        adds: false,
    },
    Shape {
        table: "purge",
        columns: &[row_of("entry", "target_entry"), sealed("note")],
        privacy: TEXTS_ALWAYS,
        same: Same::Apart,
        adds: false,
    },
    Shape {
        table: "filing",
        columns: &[row_of("item", "item_id"), row_of("term", "term_id"), sealed("printed")],
        privacy: PUBLISHED,
        same: about!(["item_id"] says ["term_id"]),
        adds: false,
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
        table: "seed_mark",
        columns: &[open("key")],
        privacy: PUBLISHED,
        same: Same::Key(&["key"]),
        adds: false,
    },
    Shape {
        table: "reference_list",
        columns: &[open("list"), open("release"), open("sha256"), open("rows")],
        privacy: PUBLISHED,
        same: Same::Apart,
        adds: false,
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
        table: "request_item",
        columns: &[row_of("request", "request_id"), row_of("item", "item_id")],
        privacy: PUBLISHED,
        same: Same::Key(&["request_id", "item_id"]),
        adds: false,
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
    Shape {
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
    },
];

impl Shape {
    /// The columns that an entry of a form holds in this way, in canonical order.
    pub(super) fn held(&self, form: i64, way: Way) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().filter(move |column| column.way(form) == Some(way))
    }

    /// Whether its rows have a salt and a digest.
    pub(super) fn seals(&self) -> bool {
        self.columns.iter().any(|column| column.way == Way::Sealed)
    }

    /// Whether a copy for others leaves out the texts of a row with these open fields; those of a file
    /// that was imported go with anything that came by it, which no row tells.
    pub(super) fn may_lack_texts(&self, open: impl Fn(&str) -> Option<String>) -> bool {
        let holds = |(name, value): &(&str, Is)| match (value, open(name)) {
            (Is::Missing, None) => true,
            (Is::Number(number), Some(found)) => found == number.to_string(),
            (Is::Word(word), Some(found)) => found == *word,
            _ => false,
        };
        self.table == "source_file" || self.privacy.texts.iter().any(|all| all.iter().all(holds))
    }

    /// The names of its sealed columns.
    pub(super) fn sealed(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter(|column| column.way == Way::Sealed).map(|column| column.name)
    }

    /// Its columns as they are read and written: number, entry, all of them, salt and digest.
    pub(super) fn names(&self) -> Vec<&'static str> {
        let own = self.columns.iter().map(|column| column.name);
        let seal: &[&str] = if self.seals() { &["salt", "digest"] } else { &[] };
        ["id", "entry_id"].into_iter().chain(own).chain(seal.iter().copied()).collect()
    }
}

/// The shape of a table.
pub(super) fn shape(table: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.table == table)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The program of docs/ledger.md knows the tables by two lists.
    #[test]
    fn the_page_knows_what_a_redacted_ledger_lacks() {
        let page = include_str!("../../../docs/verify_ledger.py");
        let told = include_str!("../../../docs/ledger.md");
        let lack = |public: &'static str| {
            let with = move |name: &str| (name == "public").then(|| public.to_owned());
            let sealing = SHAPES.iter().filter(|shape| shape.seals());
            let mut tables: Vec<&str> = sealing
                .filter(|shape| shape.may_lack_texts(with))
                .map(|shape| shape.table)
                .collect();
            tables.sort_unstable();
            tables
        };
        let (always, not_published) = (lack("1"), lack("0"));
        let unpublished: Vec<&str> =
            not_published.into_iter().filter(|table| !always.contains(table)).collect();
        for (name, tables) in [("ALWAYS", always), ("UNPUBLISHED", unpublished)] {
            let line = format!("{name} = \"{}\"", tables.join(" "));
            assert!(page.contains(&line), "docs/verify_ledger.py wants\n{line}");
            for table in tables {
                assert!(told.contains(&format!("`{table}`")), "docs/ledger.md names no `{table}`");
            }
        }
    }
}
