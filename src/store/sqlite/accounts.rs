//! Who may do what on the pages.

use std::collections::BTreeMap;

use super::SqliteTx;
use super::columns::Columns as _;
use crate::domain::Access;
use crate::domain::lines::AccountLine;
use crate::store::Result;

impl SqliteTx<'_> {
    /// The latest word on each login that is in force; one that a copy for others does not tell is none.
    pub(super) fn accounts(&self) -> Result<Vec<AccountLine>> {
        let sql = format!(
            "SELECT a.entry_id, a.login, a.name, a.role, a.internal, a.removed, e.key AS entity,
                v.key AS assessor
             FROM account AS a LEFT JOIN entity AS e ON e.id = a.entity_id
             LEFT JOIN assessor AS v ON v.id = e.assessor_id
             WHERE a.login IS NOT NULL AND {} ORDER BY a.id",
            self.seen_now()?.in_force("a.entry_id")
        );
        let rows: Vec<(bool, AccountLine)> = self.rows(&sql, (), |row| {
            Ok((
                row.get("removed")?,
                AccountLine {
                    entry: row.get("entry_id")?,
                    login: row.get("login")?,
                    name: row.get("name")?,
                    // A word that this program does not know lets nobody do anything.
                    role: Access::from_slug(&row.get::<String>("role")?).unwrap_or(Access::Reader),
                    entity: row.get("entity")?,
                    assessor: row.get("assessor")?,
                    internal: row.get("internal")?,
                },
            ))
        })?;
        let mut last = BTreeMap::new();
        for (removed, line) in rows {
            let login = line.login.to_lowercase();
            if removed {
                last.remove(&login);
            } else {
                last.insert(login, line);
            }
        }
        Ok(last.into_values().collect())
    }

    /// What the newest entry about an item is called.
    pub(super) fn version(&self, item: i64, internal: bool) -> Result<String> {
        let sql = "SELECT 'v' || id || '-' || lower(substr(hex(hash), 1, 8)) AS version FROM entry
             WHERE item_id = $1 AND ($2 OR internal = 0) ORDER BY id DESC LIMIT 1";
        let found: Vec<String> = self.rows(sql, (item, internal), |row| row.get("version"))?;
        Ok(found.into_iter().next().unwrap_or_default())
    }
}
