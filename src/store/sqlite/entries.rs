//! Batches, each what one command appended: which one to take back, and what its entries say.

use rusqlite::OptionalExtension as _;

use super::SqliteTx;
use super::columns::Columns as _;
use super::intake::json_ids;
use super::shapes::SHAPES;
use crate::store::{Batch, EntryLine, ReadEntries, Result, SaidLine};

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
            Some(id) => self.find_batch(id),
            None => Ok(None),
        }
    }
}

impl ReadEntries for SqliteTx<'_> {
    fn find_head(&self) -> Result<Option<(i64, [u8; 32])>> {
        let (id, hash) = self.head()?;
        Ok(hash.map(|hash| (id, hash)))
    }

    fn find_first_hash(&self) -> Result<Option<[u8; 32]>> {
        let sql = "SELECT hash FROM entry ORDER BY id LIMIT 1";
        let first: Vec<Vec<u8>> = self.rows(sql, [], |row| row.get("hash"))?;
        Ok(first.into_iter().next().and_then(|hash| hash.try_into().ok()))
    }

    fn list_stopped(&self, limit: usize) -> Result<Vec<i64>> {
        let sql = "SELECT id FROM entry WHERE clock IS NOT NULL AND internal = 0
                   AND command NOT IN ('seed', 'redacted') ORDER BY id LIMIT $1";
        self.rows(sql, [i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get("id"))
    }

    fn find_entry(&self, id: i64) -> Result<Option<EntryLine>> {
        let adding = SHAPES.iter().filter(|shape| shape.adds);
        let adding = adding.map(|shape| {
            format!("EXISTS (SELECT 1 FROM {} AS x WHERE x.entry_id = e.id)", shape.table)
        });
        let adds = adding.collect::<Vec<_>>().join(" OR ");
        let sql = format!(
            "SELECT e.id, e.batch, e.command, e.recorded_at, e.item_id, e.author,
                ({adds}) AS adds,
                (SELECT CASE WHEN w.reinstates = 0 THEN w.entry_id END FROM withdrawal AS w
                 WHERE w.target_entry = e.id ORDER BY w.id DESC LIMIT 1) AS withdrawn_by,
                o.target_entry, o.reinstates
            FROM entry AS e LEFT JOIN withdrawal AS o ON o.entry_id = e.id
            WHERE e.id = $1"
        );
        let found = self.prepare(&sql)?.query_row([id], |row| {
            let target: Option<i64> = row.get("target_entry")?;
            let reinstates: Option<bool> = row.get("reinstates")?;
            Ok(EntryLine {
                id: row.get("id")?,
                batch: row.get("batch")?,
                command: row.get("command")?,
                recorded_at: row.get("recorded_at")?,
                item: row.get("item_id")?,
                author: row.get("author")?,
                adds: row.get("adds")?,
                withdrawn_by: row.get("withdrawn_by")?,
                withdraws: target.zip(reinstates),
            })
        });
        found.optional().map_err(|error| self.error(error))
    }

    fn find_version(&self, item: i64, internal: bool) -> Result<String> {
        let sql = "SELECT 'v' || id || '-' || lower(substr(hex(hash), 1, 8)) AS version FROM entry
             WHERE item_id = $1 AND ($2 OR internal = 0) ORDER BY id DESC LIMIT 1";
        let found: Vec<String> = self.rows(sql, (item, internal), |row| row.get("version"))?;
        Ok(found.into_iter().next().unwrap_or_default())
    }

    fn list_marks(&self, entries: &[i64]) -> Result<Vec<(i64, String, Option<i64>)>> {
        let sql = "SELECT x.id, 'v' || x.id || '-' || lower(substr(hex(x.hash), 1, 8)) AS mark,
                       x.item_id
                   FROM entry AS x WHERE x.id IN (SELECT value FROM json_each(?1))
                   UNION ALL
                   SELECT x.id, 'v' || o.number || '-' || lower(substr(o.hash, 1, 8)), x.item_id
                   FROM origin AS o JOIN entry AS x ON x.id = o.entry_id
                   WHERE o.number IN (SELECT value FROM json_each(?1)) ORDER BY 1";
        self.rows(sql, [json_ids(entries)], |row| {
            Ok((row.get("id")?, row.get("mark")?, row.get("item_id")?))
        })
    }

    fn find_item_entry(&self, item: i64) -> Result<Option<i64>> {
        let sql = "SELECT entry_id FROM item WHERE id = $1";
        let found = self.prepare(sql)?.query_row([item], |row| row.get("entry_id"));
        found.optional().map_err(|error| self.error(error))
    }

    fn find_undoable(&self, author: &str, made_here: bool) -> Result<Option<Batch>> {
        self.newest(author, &format!("e.command NOT IN {NO_COMMANDS}"), made_here)
    }

    fn list_held_before(&self, batch: i64) -> Result<Vec<(i64, bool)>> {
        let sql = "SELECT DISTINCT w.target_entry, COALESCE((SELECT l.reinstates
                FROM withdrawal AS l WHERE l.target_entry = w.target_entry AND l.entry_id < $1
                ORDER BY l.id DESC LIMIT 1), 1) AS held
            FROM withdrawal AS w JOIN entry AS e ON e.id = w.entry_id
            WHERE w.entry_id >= $1 AND e.batch = $1";
        self.rows(sql, [batch], |row| Ok((row.get("target_entry")?, row.get("held")?)))
    }

    fn find_redoable(&self, author: &str) -> Result<Option<Batch>> {
        let undone = self.newest(author, "e.command = 'undo'", true)?;
        let done = self.find_undoable(author, true)?;
        Ok(undone.filter(|undone| done.is_none_or(|done| done.id < undone.id)))
    }

    fn find_batch(&self, id: i64) -> Result<Option<Batch>> {
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

    fn list_said(&self, entries: &[i64]) -> Result<Vec<SaidLine>> {
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

    fn list_dependants(&self, batch: i64) -> Result<Vec<i64>> {
        let in_force = self.seen_now()?.in_force("e.id");
        let resting = SHAPES.iter().flat_map(|shape| {
            let refers = shape.columns.iter().filter_map(|it| Some((it.name, it.refers?)));
            refers.filter(|(_, of)| *of != "entry").map(|(name, of)| {
                format!(
                    "SELECT r.entry_id FROM entry AS b JOIN {of} AS a ON a.entry_id = b.id
                     JOIN {} AS r ON r.{name} = a.id WHERE b.batch = $1",
                    shape.table
                )
            })
        });
        let resting = resting.collect::<Vec<_>>().join(" UNION ");
        let sql = format!(
            "SELECT e.id FROM entry AS e WHERE e.id IN ({resting})
               AND e.batch > $1 AND {in_force} ORDER BY e.id"
        );
        self.rows(&sql, [batch], |row| row.get("id"))
    }

    fn list_unpublished(&self) -> Result<Vec<(i64, i64)>> {
        let seen = self.seen_now()?;
        let sql = format!(
            "SELECT i.id, i.entry_id FROM item AS i WHERE i.public = 0 AND {} AND NOT COALESCE(
                (SELECT p.public FROM publication AS p WHERE p.item_id = i.id AND {}
                 ORDER BY p.id DESC LIMIT 1), 0)
             ORDER BY i.id",
            seen.in_force("i.entry_id"),
            seen.in_force("p.entry_id"),
        );
        self.rows(&sql, [], |row| Ok((row.get("id")?, row.get("entry_id")?)))
    }
}
