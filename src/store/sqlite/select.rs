//! Building blocks of the questions about items: what is in force, whose status is the headline,
//! and what a filter means in SQL.

mod counts;

mod conditions;
mod words;

use rusqlite::types::Value;

use super::amended::Amended;
use crate::domain::{Filter, KnownUntil, View};
pub(super) use counts::counted;
pub(super) use words::match_expression;

/// Up to so many items, a statement names them.
const FEW_ITEMS: usize = 200;

/// Parameters by name.
#[derive(Debug, Default)]
pub(super) struct Params(pub(super) Vec<(String, Value)>);

impl Params {
    /// The parameters of a view: `:as_of`, `:voice` and, where it is limited, `:known`.
    pub(super) fn of(view: &View) -> Self {
        let mut params = Self::default();
        params.set(":as_of", view.as_of.format("%Y-%m-%d").to_string());
        params.set(":voice", view.voice);
        match view.known {
            Some(KnownUntil::Moment(at)) => {
                params.set(":known", at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
            }
            Some(KnownUntil::Entry(entry)) => params.set(":known", entry),
            None => {}
        }
        params
    }

    /// The parameters of what is seen on a day with all that is in the file.
    pub(super) fn on(as_of: chrono::NaiveDate) -> Self {
        Self::of(&View::on(as_of))
    }

    pub(super) fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// Adds a value under a name of its own and gives the name.
    pub(super) fn add(&mut self, value: impl Into<Value>) -> String {
        let name = format!(":p{}", self.0.len());
        self.set(&name, value);
        name
    }

    /// Only those that a statement names: SQLite refuses others.
    pub(super) fn used_in(&self, sql: &str) -> Vec<(&str, &dyn rusqlite::ToSql)> {
        let used = |name: &str| {
            sql.match_indices(name).any(|(at, _)| {
                let next = sql.as_bytes().get(at + name.len());
                !next.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            })
        };
        let named = self.0.iter().filter(|(name, _)| used(name));
        named.map(|(name, value)| (name.as_str(), value as &dyn rusqlite::ToSql)).collect()
    }
}

/// The SQL of one view: conditions on entries, statuses and positions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    known: Option<KnownUntil>,
    as_of: chrono::NaiveDate,
    many: bool,
    published: bool,
    pub(super) for_others: bool,
    assisted: bool,
    withdrawn: Withdrawn<'a>,
    amended: &'a Amended,
}

/// What is taken back at present.
#[derive(Debug, Clone, Copy)]
pub(super) enum Withdrawn<'a> {
    /// So much that each statement asks for itself.
    Many,
    /// These entries, with commas; mostly none. A statement that need not ask is half as long, and
    /// compiling statements is most of what a short command does.
    Few(&'a str),
}

impl<'a> Seen<'a> {
    pub(super) fn by(view: &View, withdrawn: Withdrawn<'a>, amended: &'a Amended) -> Self {
        Self {
            known: view.known,
            as_of: view.as_of,
            many: false,
            published: view.published,
            for_others: view.for_others,
            assisted: view.assisted,
            withdrawn,
            amended,
        }
    }

    /// The day.
    pub(super) fn as_of(self) -> chrono::NaiveDate {
        self.as_of
    }

    /// What was ever amended.
    pub(super) fn amendments(self) -> &'a Amended {
        self.amended
    }

    /// The same, for a statement that goes through all items unless the filter names a few: what
    /// was taken back is then gathered once instead of looked up for each row.
    pub(super) fn over(self, filter: &Filter) -> Self {
        let few = (1..=FEW_ITEMS).contains(&filter.items.len());
        Self { many: !few, ..self }
    }

    /// Whether the statement goes through all items.
    pub(super) fn goes_through_all(self) -> bool {
        self.many
    }

    /// The same, for a statement that goes through all rows.
    pub(super) fn for_all(self) -> Self {
        Self { many: true, ..self }
    }

    /// Whether the entry named by a column was known by then.
    pub(super) fn was_known(self, entry: &str) -> String {
        match self.known {
            Some(KnownUntil::Moment(_)) => format!(
                "EXISTS (SELECT 1 FROM entry AS k WHERE k.id = {entry}
                    AND (k.recorded_at <= :known OR k.command = 'seed'))"
            ),
            Some(KnownUntil::Entry(_)) => format!("{entry} <= :known"),
            None => "1".to_owned(),
        }
    }

    /// Whether the entry named by a column is in force: known by then, and its last withdrawal, if
    /// any, a reinstatement.
    pub(super) fn in_force(self, entry: &str) -> String {
        match (self.known, self.withdrawn) {
            (None, Withdrawn::Few("")) => return "1".to_owned(),
            (None, Withdrawn::Few(entries)) => return format!("({entry} NOT IN ({entries}))"),
            (None, Withdrawn::Many) if self.many => {
                return format!(
                    "({entry} NOT IN (SELECT w.target_entry FROM withdrawal AS w
                        WHERE w.reinstates = 0 AND NOT EXISTS (SELECT 1 FROM withdrawal AS l
                            WHERE l.target_entry = w.target_entry AND l.id > w.id)))"
                );
            }
            _ => {}
        }
        let known = |column: &str| match self.known {
            Some(_) => format!(" AND {}", self.was_known(column)),
            None => String::new(),
        };
        let (known_entry, known_w, known_l) =
            (known(entry), known("w.entry_id"), known("l.entry_id"));
        format!(
            "(NOT EXISTS (SELECT 1 FROM withdrawal AS w WHERE w.target_entry = {entry}
                AND w.reinstates = 0{known_w}
                AND NOT EXISTS (SELECT 1 FROM withdrawal AS l
                    WHERE l.target_entry = w.target_entry AND l.id > w.id{known_l})){known_entry})"
        )
    }

    /// The assessment in force of an item by an assessor: its id.
    pub(super) fn latest(self, item: &str, assessor: &str) -> String {
        format!(
            "(SELECT a.id FROM assessment AS a
              WHERE a.item_id = {item} AND a.assessor_id = {assessor} AND a.effective_on <= :as_of
                AND {} ORDER BY a.effective_on DESC, a.id DESC LIMIT 1)",
            self.in_force("a.entry_id")
        )
    }

    /// The assessment that an item stands by according to an assessor: its id.
    pub(super) fn standing(self, item: &str, assessor: &str) -> String {
        let (of, latest) = (self.standing_of("n"), self.latest(item, assessor));
        format!("(SELECT {of} FROM assessment AS n WHERE n.id = {latest})")
    }

    /// The assessment that stands where another, by its alias, is the latest: that one, or, where
    /// somebody only looked again, the one that was looked at.
    pub(super) fn standing_of(self, latest: &str) -> String {
        format!(
            "CASE WHEN {latest}.recheck IS NULL THEN {latest}.id ELSE COALESCE((SELECT b.id
                FROM assessment AS b WHERE b.item_id = {latest}.item_id
                  AND b.assessor_id = {latest}.assessor_id AND b.status = {latest}.status
                  AND b.recheck IS NULL AND b.effective_on <= :as_of AND {}
                ORDER BY b.effective_on DESC, b.id DESC LIMIT 1), {latest}.id) END",
            self.in_force("b.entry_id")
        )
    }

    /// The first day of the unbroken run of entries of one level that an assessment, by its alias,
    /// is the last of: looking again does not move it.
    pub(super) fn since(self, alias: &str) -> String {
        let up_to = |row: &str| {
            format!(
                "{row}.item_id = {alias}.item_id AND {row}.assessor_id = {alias}.assessor_id
                 AND ({row}.effective_on, {row}.id) <= ({alias}.effective_on, {alias}.id) AND {}",
                self.in_force(&format!("{row}.entry_id"))
            )
        };
        format!(
            "(SELECT MIN(r.effective_on) FROM assessment AS r
              WHERE {} AND r.status = {alias}.status AND NOT EXISTS (
                SELECT 1 FROM assessment AS q WHERE {} AND q.status <> {alias}.status
                  AND (q.effective_on, q.id) > (r.effective_on, r.id)))",
            up_to("r"),
            up_to("q")
        )
    }

    /// The position in force of an item.
    pub(super) fn position(self, item: &str) -> String {
        format!(
            "(SELECT p.position FROM position AS p
              WHERE p.item_id = {item} AND (p.effective_on IS NULL OR p.effective_on <= :as_of)
                AND {} ORDER BY p.effective_on IS NOT NULL DESC, p.effective_on DESC, p.id DESC LIMIT 1)",
            self.in_force("p.entry_id")
        )
    }

    /// Whether a tag row, by its alias, is in force: added, and no later row in force for the pair.
    pub(super) fn tag_holds(self, alias: &str) -> String {
        format!(
            "({alias}.removed = 0 AND {} AND NOT EXISTS (SELECT 1 FROM tag AS later
                WHERE later.item_id = {alias}.item_id AND later.term_id = {alias}.term_id
                  AND later.id > {alias}.id AND {}))",
            self.in_force(&format!("{alias}.entry_id")),
            self.in_force("later.entry_id")
        )
    }

    /// Whether a row of `tag` is the latest of its item and term, and refuses a suggestion.
    pub(super) fn tag_refused(self, alias: &str) -> String {
        format!(
            "({alias}.removed = 1 AND {alias}.assisted = 1 AND {} AND NOT EXISTS (
                SELECT 1 FROM tag AS later
                WHERE later.item_id = {alias}.item_id AND later.term_id = {alias}.term_id
                  AND later.id > {alias}.id AND {}))",
            self.in_force(&format!("{alias}.entry_id")),
            self.in_force("later.entry_id")
        )
    }

    /// Whether a row of `tag` holds and counts in figures: one that was accepted in bulk from
    /// suggestions does only where they are to count.
    pub(super) fn tag_counts(self, alias: &str) -> String {
        if self.assisted { self.tag_holds(alias) } else { self.tag_looked_at(alias) }
    }

    /// Whether a row of `tag` holds, and not as one that was accepted in bulk from suggestions.
    pub(super) fn tag_looked_at(self, alias: &str) -> String {
        format!("({} AND {alias}.assisted IS NULL)", self.tag_holds(alias))
    }

    /// Whether an item, by its alias, has components.
    pub(super) fn is_compound(self, alias: &str) -> String {
        format!(
            "{alias}.id IN (SELECT c.parent_id FROM item AS c WHERE c.parent_id IS NOT NULL AND {})",
            self.in_force("c.entry_id")
        )
    }

    /// The conditions of a filter on an item alias, except its status (which for compound items is
    /// worked out from their components).
    pub(super) fn conditions(
        self,
        filter: &Filter,
        alias: &str,
        params: &mut Params,
    ) -> Vec<String> {
        let mut all = vec![self.in_force(&format!("{alias}.entry_id"))];
        if !filter.sets.is_empty() {
            all.push(format!("{alias}.set_id IN ({})", ids(&filter.sets)));
        }
        if !filter.items.is_empty() {
            let few = filter.items.len() <= FEW_ITEMS;
            let among = if few {
                ids(&filter.items)
            } else {
                let list = params.add(format!("[{}]", ids(&filter.items)));
                format!("SELECT value FROM json_each({list})")
            };
            all.push(format!("{alias}.id IN ({among})"));
        }
        if let Some(after) = filter.after {
            let after = params.add(after);
            all.push(format!(
                "({alias}.set_id, {alias}.sort_key, {alias}.id) >
                    (SELECT f.set_id, f.sort_key, f.id FROM item AS f WHERE f.id = {after})"
            ));
        }
        if !filter.themes.is_empty() {
            let any: Vec<_> = filter
                .themes
                .iter()
                .map(|theme| self.concerned(theme, filter.beside, alias))
                .collect();
            all.push(format!("({})", any.join(" OR ")));
        }
        if filter.compound_only {
            all.push(self.is_compound(alias));
        }
        if filter.counted_only {
            all.push(counted(alias));
        }
        if filter.without_plans {
            all.push(format!("{alias}.set_id NOT IN ({PLANS})"));
        }
        if let Some(handed_on) = self.handed_on(alias) {
            all.push(handed_on);
        }
        for terms in &filter.terms {
            all.push(if filter.beside {
                self.tagged(terms, alias)
            } else {
                self.coded(terms, alias)
            });
        }
        all.extend(self.assessed_conditions(filter, alias, params));
        all.extend(self.plain_conditions(filter, alias, params));
        all
    }

    /// Whether an item, by its alias, may be handed on, with its set; nothing where all is seen.
    pub(super) fn handed_on(self, alias: &str) -> Option<String> {
        let told = |column: &str, of: &str| {
            format!(
                "COALESCE((SELECT p.public FROM publication AS p WHERE p.{column} = {of}.id AND {}
                    ORDER BY p.id DESC LIMIT 1), {of}.public IS NOT 0)",
                self.in_force("p.entry_id")
            )
        };
        self.published.then(|| {
            format!(
                "({} AND {alias}.set_id NOT IN (SELECT q.id FROM item_set AS q WHERE NOT {}))",
                told("item_id", alias),
                told("set_id", "q")
            )
        })
    }

    /// The same of both ends of a link, `i` and `t`, as a further condition.
    pub(super) fn both_handed_on(self) -> String {
        let ends = ["i", "t"].into_iter().filter_map(|alias| self.handed_on(alias));
        ends.fold(String::new(), |all, condition| format!("{all} AND {condition}"))
    }
}

/// The sets that are plans.
pub(super) const PLANS: &str = "SELECT pl.id FROM item_set AS pl WHERE pl.kind = 'plan'";

pub(super) fn ids(numbers: &[i64]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether a column names one of these items: of all where none is named.
pub(super) fn among(column: &str, items: &[i64]) -> String {
    if items.is_empty() { "1".to_owned() } else { format!("{column} IN ({})", ids(items)) }
}

#[cfg(test)]
mod tests;
