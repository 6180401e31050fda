//! Under which theme an item stands, what it is tagged with, and by what figures are broken down.

use super::SqliteTx;
use super::columns::Columns as _;
use super::duties::led;
use super::select::{PLANS, Seen, ids};
use crate::domain::Facet;
use crate::domain::filter::ThemeFilter;
use crate::store::{Dimension, ReadThemes, Result, Tagging};

impl ReadThemes for SqliteTx<'_> {
    fn list_used_terms(&self, sets: &[i64]) -> Result<Vec<i64>> {
        let seen = self.seen_now()?.for_all();
        let of = if sets.is_empty() {
            format!("i.set_id NOT IN ({PLANS})")
        } else {
            format!("i.set_id IN ({})", ids(sets))
        };
        let items = format!("{of} AND {}", seen.in_force("i.entry_id"));
        let heading = seen.heading("i");
        let sql = format!(
            "SELECT {heading} AS term FROM item AS i
             WHERE {heading} IS NOT NULL AND {items}
             UNION SELECT f.term_id FROM filing AS f JOIN item AS i ON i.id = f.item_id
             WHERE {} AND {items}
             UNION SELECT g.term_id FROM tag AS g JOIN item AS i ON i.id = g.item_id
             WHERE {} AND {items}
             ORDER BY term",
            seen.in_force("f.entry_id"),
            seen.tag_holds("g")
        );
        self.rows(&sql, [], |row| row.get("term"))
    }

    fn list_filed_sets(&self, headings: &[i64]) -> Result<Vec<i64>> {
        let seen = self.seen_now()?.for_all();
        let (headings, item) = (ids(headings), seen.in_force("i.entry_id"));
        let heading = seen.heading("i");
        let sql = format!(
            "SELECT i.set_id AS id FROM item AS i WHERE {heading} IN ({headings}) AND {item}
             UNION SELECT i.set_id FROM filing AS f JOIN item AS i ON i.id = f.item_id
             WHERE f.term_id IN ({headings}) AND {} AND {item}
             ORDER BY id",
            seen.in_force("f.entry_id")
        );
        self.rows(&sql, [], |row| row.get("id"))
    }

    fn list_taggings(&self, terms: &[i64]) -> Result<Vec<Tagging>> {
        let seen = self.seen_now()?.for_all();
        let sql = format!(
            "SELECT DISTINCT i.set_id AS set_id, g.term_id AS term, f.layout AS layout
             FROM tag AS g JOIN item AS i ON i.id = g.item_id
             JOIN entry AS e ON e.id = g.entry_id
             LEFT JOIN source_file AS f ON f.id = e.source_id
             WHERE g.term_id IN ({}) AND g.origin = 'source' AND {}
             ORDER BY set_id, layout, term",
            ids(terms),
            seen.tag_holds("g")
        );
        self.rows(&sql, [], |row| {
            Ok(Tagging {
                set: row.get("set_id")?,
                term: row.get("term")?,
                layout: row.get("layout")?,
            })
        })
    }
}

/// Whether an item stands in a set that is filed by the theme.
fn filed(theme: &ThemeFilter, alias: &str) -> String {
    format!("{alias}.set_id IN ({})", ids(&theme.filed))
}

/// What figures are broken down by.
pub(super) struct Broken {
    /// The key of a part.
    pub(super) key: String,
    /// Whether only a tag of one's own puts an item there.
    pub(super) own: String,
    /// Where it stands in the file that lists it.
    pub(super) first: String,
    /// The joins that these need.
    pub(super) join: String,
}

/// Whether only a tag of one's own says so, after [`Seen::theme_joins`].
pub(super) const THEME_OWN: &str = "COALESCE(ft.origin = 'own', 0)";

/// The terms of all vocabularies of a facet.
fn terms_of(facet: Facet, column: &str) -> String {
    let named = |name: &str| format!("v.key = '{name}' OR v.key LIKE '%-{name}'");
    let condition = match facet {
        Facet::Theme => {
            let named: Vec<_> = Facet::NAMED.iter().map(|(name, _)| named(name)).collect();
            format!("NOT ({})", named.join(" OR "))
        }
        facet => named(facet.slug()),
    };
    format!(
        "{column} IN (SELECT t.id FROM term AS t JOIN vocabulary AS v ON v.id = t.vocabulary_id
            WHERE {condition})"
    )
}

impl Seen<'_> {
    /// The latest row in force that lists an item under a theme.
    fn filing(self, item: &str) -> String {
        format!(
            "(SELECT f.id FROM filing AS f WHERE f.item_id = {item} AND {}
              ORDER BY f.id DESC LIMIT 1)",
            self.in_force("f.entry_id")
        )
    }

    /// The first theme that an item was tagged with; those of files before one's own.
    fn theme_tag(self, item: &str) -> String {
        format!(
            "(SELECT g.id FROM tag AS g WHERE g.item_id = {item} AND {} AND {}
              ORDER BY g.origin = 'own', g.id LIMIT 1)",
            terms_of(Facet::Theme, "g.term_id"),
            self.tag_counts("g")
        )
    }

    /// The theme that an item stands under, as one expression.
    pub(super) fn theme(self, alias: &str) -> String {
        let (filing, tag) =
            (self.filing(&format!("{alias}.id")), self.theme_tag(&format!("{alias}.id")));
        format!(
            "COALESCE((SELECT term_id FROM filing WHERE id = {filing}), {},
                (SELECT term_id FROM tag WHERE id = {tag}))",
            self.heading(alias)
        )
    }

    /// The theme of an item alias `i`, after [`Seen::theme_joins`].
    pub(super) fn theme_joined(self) -> String {
        format!("COALESCE(fi.term_id, {}, ft.term_id)", self.heading("i"))
    }

    /// The joins by which the theme of an item alias `i` is known whole: [`THEME_OWN`], its theme
    /// and `fi`, the row that lists it.
    pub(super) fn theme_joins(self) -> String {
        format!(
            "LEFT JOIN filing AS fi ON fi.id = {}
             LEFT JOIN tag AS ft ON ft.id = CASE WHEN fi.id IS NULL AND {} IS NULL
                THEN {} END",
            self.filing("i.id"),
            self.heading("i"),
            self.theme_tag("i.id")
        )
    }

    /// Whether an item belongs to a theme: in a set that is filed by it by standing there, in
    /// another by being tagged so.
    pub(super) fn under(self, theme: &ThemeFilter, alias: &str) -> String {
        if theme.filed.is_empty() {
            return self.coded(&theme.tags, alias);
        }
        format!(
            "CASE WHEN {} THEN {} ELSE {} END",
            filed(theme, alias),
            self.heading_is(theme, alias),
            self.coded(&theme.tags, alias)
        )
    }

    /// Whether an item stands under a heading of the theme, in a set that is filed by it.
    pub(super) fn filed_under(self, theme: &ThemeFilter, alias: &str) -> String {
        if theme.filed.is_empty() {
            return "0".to_owned();
        }
        format!("({} AND {})", filed(theme, alias), self.heading_is(theme, alias))
    }

    fn heading_is(self, theme: &ThemeFilter, alias: &str) -> String {
        format!("COALESCE({} IN ({}), 0)", self.theme(alias), ids(&theme.headings))
    }

    /// Whether it belongs to it or, where that is meant, stands beside: it is tagged so at all.
    pub(super) fn concerned(self, theme: &ThemeFilter, beside: bool, alias: &str) -> String {
        if !beside {
            return self.under(theme, alias);
        }
        if theme.filed.is_empty() {
            return self.tagged(&theme.tags, alias);
        }
        let filed_under = self.filed_under(theme, alias);
        format!("({filed_under} OR {})", self.tagged(&theme.tags, alias))
    }

    /// Whether an item carries one of these terms by a row of `tag`, `g`, of which the condition holds.
    /// Where all items are gone through, those that do are gathered once by the index of the terms.
    fn carries(self, terms: &[i64], alias: &str, condition: &str) -> String {
        let terms = ids(terms);
        if self.goes_through_all() {
            return format!(
                "{alias}.id IN (SELECT g.item_id FROM tag AS g
                    WHERE g.term_id IN ({terms}) AND {condition})"
            );
        }
        format!(
            "EXISTS (SELECT 1 FROM tag AS g WHERE g.item_id = {alias}.id AND g.term_id IN ({terms})
                AND {condition})"
        )
    }

    /// Whether an item carries one of these terms.
    pub(super) fn tagged(self, terms: &[i64], alias: &str) -> String {
        self.carries(terms, alias, &self.tag_holds("g"))
    }

    /// Whether an item carries one of these terms in a way that counts in figures.
    pub(super) fn coded(self, terms: &[i64], alias: &str) -> String {
        self.carries(terms, alias, &self.tag_counts("g"))
    }

    /// Whether an item carries one of these terms not only by suggestions that were accepted in bulk.
    pub(super) fn looked_at(self, terms: &[i64], alias: &str) -> String {
        self.carries(terms, alias, &self.tag_looked_at("g"))
    }

    /// Whether a file, not only oneself, tagged an item with one of these terms.
    pub(super) fn tagged_by_a_file(self, terms: &[i64], alias: &str) -> String {
        self.carries(terms, alias, &format!("g.origin = 'source' AND {}", self.tag_holds("g")))
    }

    /// What figures are broken down by.
    pub(super) fn broken_by(self, by: Dimension) -> Broken {
        let plain = |key: &str, join: &str| Broken {
            key: key.to_owned(),
            own: "0".to_owned(),
            first: "NULL".to_owned(),
            join: join.to_owned(),
        };
        match by {
            Dimension::Whole => plain("NULL", ""),
            Dimension::Theme => Broken {
                key: format!("CAST({} AS TEXT)", self.theme_joined()),
                own: THEME_OWN.to_owned(),
                first: "fi.id".to_owned(),
                join: self.theme_joins(),
            },
            Dimension::Set => plain("st.key", "JOIN item_set AS st ON st.id = i.set_id"),
            Dimension::Group => self.by_tags(Facet::Group, false),
            Dimension::Sdg => self.by_tags(Facet::Sdg, true),
            Dimension::Issue => self.by_tags(Facet::Issue, false),
            Dimension::Cluster => self.by_tags(Facet::Cluster, false),
            Dimension::Position => {
                plain(&format!("COALESCE({}, 'not-stated')", self.position("i.id")), "")
            }
            Dimension::State => plain(&self.state("i"), ""),
            Dimension::Lead { internal } => plain("ld.key", &led(self, internal)),
        }
    }

    /// By the terms that an item is tagged with, once under each; with those above them where
    /// `rolled_up`.
    fn by_tags(self, facet: Facet, rolled_up: bool) -> Broken {
        let held = format!("{} AND {}", terms_of(facet, "g.term_id"), self.tag_counts("g"));
        let above = if rolled_up {
            format!(
                "UNION ALL SELECT g.item_id, up.parent_id, g.origin FROM tag AS g
                 JOIN term AS up ON up.id = g.term_id AND up.parent_id IS NOT NULL WHERE {held}"
            )
        } else {
            String::new()
        };
        Broken {
            key: "CAST(b.term_id AS TEXT)".to_owned(),
            own: "COALESCE(b.own, 0)".to_owned(),
            first: "NULL".to_owned(),
            join: format!(
                "LEFT JOIN (SELECT item_id, term_id, MIN(origin = 'own') AS own FROM (
                    SELECT g.item_id, g.term_id, g.origin FROM tag AS g WHERE {held} {above})
                 GROUP BY item_id, term_id) AS b ON b.item_id = i.id"
            ),
        }
    }
}
