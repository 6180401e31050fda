//! The version of an item: the last entry about it.

use super::super::columns::Columns as _;
use super::{CHOSEN, OLD_INTERNAL, Particulars, numbers, place, version};
use crate::domain::lines::ItemLine;
use crate::store::Result;

impl Particulars<'_, '_> {
    /// The last entry about each item, and the last that may be seen outside: mostly the same.
    pub(super) fn versions(&mut self, lines: &mut [ItemLine]) -> Result<()> {
        let sql = format!(
            "SELECT c.key AS at, z.id, substr(z.hash, 1, 4) AS hash,
                CASE WHEN z.internal = 1 OR z.form < 3 THEN (SELECT x.id FROM entry AS x
                    WHERE x.item_id = c.value AND x.internal = 0
                        AND NOT (x.form < 3 AND {OLD_INTERNAL})
                    ORDER BY x.id DESC LIMIT 1) ELSE z.id END AS public
             FROM {CHOSEN} entry AS z ON z.id = (SELECT MAX(w.id) FROM entry AS w
                WHERE w.item_id = c.value)"
        );
        let rows = self.ask(&numbers(lines), &sql, |row| {
            let last: (i64, [u8; 4]) = (row.get("id")?, row.get("hash")?);
            Ok((place(row)?, last, row.get::<Option<i64>>("public")?))
        })?;
        for (at, last, public) in rows {
            let version = version(last);
            let public = match public {
                Some(entry) if entry == last.0 => version.clone(),
                Some(entry) => {
                    let sql = "SELECT substr(hash, 1, 4) AS hash FROM entry WHERE id = $1";
                    let hashes = self.tx.rows(sql, [entry], |row| row.get("hash"))?;
                    hashes.first().map(|hash| self::version((entry, *hash))).unwrap_or_default()
                }
                None => String::new(),
            };
            (lines[at].version, lines[at].public_version) = (version, public);
        }
        Ok(())
    }
}
