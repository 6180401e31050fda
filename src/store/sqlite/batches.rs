//! Batches, each what one command appended: which one to take back, and what its entries say.

use rusqlite::OptionalExtension as _;

use super::SqliteTx;
use super::columns::Columns as _;
use super::shapes::SHAPES;
use crate::store::{Batch, Result, SaidLine};

/// Commands that are not taken back as such: taking back itself, and what makes a file.
const NO_COMMANDS: &str = "('undo', 'redo', 'seed', 'init', 'purge')";

/// What stands beside a row that says something, and is not told by itself.
const BESIDE: [&str; 7] =
    ["source_file", "sender", "seed_mark", "reference_list", "item_text", "mapping", "origin"];

/// What a row of a table says, in a few words, by its alias `r`; nothing where its table says it all.
fn words(table: &str) -> &'static str {
    match table {
        "assessment" => {
            "r.status || ' since ' || r.effective_on || ', by '
                || (SELECT a.key FROM assessor AS a WHERE a.id = r.assessor_id)"
        }
        "evidence" => "COALESCE(r.citation, r.address, r.title)",
        "position" => "r.position",
        "tag" => {
            "CASE r.removed WHEN 1 THEN 'removed ' ELSE '' END
                || (SELECT v.key || ':' || t.slug FROM term AS t
                    JOIN vocabulary AS v ON v.id = t.vocabulary_id WHERE t.id = r.term_id)"
        }
        "link" => {
            "r.relation || ' ' || (SELECT s.key || ':' || i.ref FROM item AS i
                JOIN item_set AS s ON s.id = i.set_id WHERE i.id = r.target_id)"
        }
        "item" | "remark" => "r.text",
        "item_state" => "r.state",
        "item_set" | "assessor" | "vocabulary" => "r.key",
        "document" => "COALESCE(r.symbol, r.key)",
        "term" => "r.slug",
        "setting" => "r.key || ' ' || COALESCE(r.value, '')",
        "milestone" => "r.label",
        "withdrawal" => "r.target_entry",
        "amendment" => "r.field || ' ' || COALESCE(r.value, '')",
        "filing" => "r.printed",
        "entity_name" => "r.name",
        "assignment" => "r.role",
        _ => "NULL",
    }
}

impl SqliteTx<'_> {
    /// In force; of an entry that took another back: not put right since.
    fn standing(&self) -> Result<String> {
        let in_force = self.seen_now()?.in_force("e.id");
        Ok(format!(
            "({in_force} AND NOT EXISTS (SELECT 1 FROM withdrawal AS o
                JOIN withdrawal AS n ON n.target_entry = o.target_entry AND n.id > o.id
                WHERE o.entry_id = e.id))"
        ))
    }

    /// The newest batch of this author that is a command and of which some entry stands; of those made
    /// with this copy, or of all.
    pub(super) fn undoable(&self, author: &str, made_here: bool) -> Result<Option<Batch>> {
        self.newest(author, &format!("e.command NOT IN {NO_COMMANDS}"), made_here)
    }

    /// The author's newest undo that was made with this copy and stands, unless the author did something
    /// after it.
    pub(super) fn redoable(&self, author: &str) -> Result<Option<Batch>> {
        let undone = self.newest(author, "e.command = 'undo'", true)?;
        let done = self.undoable(author, true)?;
        Ok(undone.filter(|undone| done.is_none_or(|done| done.id < undone.id)))
    }

    fn newest(&self, author: &str, which: &str, made_here: bool) -> Result<Option<Batch>> {
        let standing = self.standing()?;
        let of_here = if made_here {
            let made: Vec<_> = self.made_here()?.iter().map(ToString::to_string).collect();
            format!("AND e.batch IN ({})", made.join(", "))
        } else {
            String::new()
        };
        let sql = format!(
            "SELECT e.batch FROM entry AS e WHERE e.author = $1 AND {which} AND {standing} {of_here}
             ORDER BY e.id DESC LIMIT 1"
        );
        let found = self.prepare(&sql)?.query_row([author], |row| row.get("batch")).optional();
        match found.map_err(|error| self.error(error))? {
            Some(id) => self.batch(id),
            None => Ok(None),
        }
    }

    /// The batch of this number, with its entries that stand.
    pub(super) fn batch(&self, id: i64) -> Result<Option<Batch>> {
        let command = self
            .prepare("SELECT e.command FROM entry AS e WHERE e.batch = $1 LIMIT 1")?
            .query_row([id], |row| row.get("command"))
            .optional();
        let Some(command) = command.map_err(|error| self.error(error))? else { return Ok(None) };
        let standing = self.standing()?;
        let sql = format!(
            "SELECT e.id FROM entry AS e WHERE e.batch = $1 AND {standing} ORDER BY e.id DESC"
        );
        let entries = self.rows(&sql, [id], |row| row.get("id"))?;
        Ok(Some(Batch { id, command, entries }))
    }

    /// What these entries say, row by row, in their order.
    pub(super) fn said(&self, entries: &[i64]) -> Result<Vec<SaidLine>> {
        let list = entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let told = SHAPES.iter().map(|shape| shape.table).filter(|table| !BESIDE.contains(table));
        let of = |(at, table): (usize, &str)| {
            let words = words(table);
            format!(
                "SELECT r.entry_id AS entry, {at} AS place, '{table}' AS tab,
                    CAST({words} AS TEXT) AS words FROM {table} AS r WHERE r.entry_id IN ({list})"
            )
        };
        let all: Vec<String> = told.enumerate().map(of).collect();
        let sql = format!(
            "SELECT x.entry, x.tab, x.words,
                (SELECT s.key || ':' || i.ref FROM item AS i JOIN item_set AS s ON s.id = i.set_id
                 WHERE i.id = e.item_id) AS item
             FROM ({}) AS x JOIN entry AS e ON e.id = x.entry ORDER BY x.entry, x.place",
            all.join(" UNION ALL ")
        );
        self.rows(&sql, [], |row| {
            Ok(SaidLine {
                entry: row.get("entry")?,
                item: row.get("item")?,
                table: row.get("tab")?,
                words: row.get("words")?,
            })
        })
    }
}
