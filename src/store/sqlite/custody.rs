//! What is done to a file as a whole, by the SQLite engine.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension as _;

use super::select::{Seen, Withdrawn};
use super::{FileStore, connecting, translate};
use crate::domain::View;
use crate::domain::ledger::Moment;
use crate::store::{
    Custody, Depth, KeptFile, PurgeOrder, Purged, Redacted, Result, Store, StoreError,
    Verification, Visit,
};

impl Custody for FileStore {
    fn verify(&mut self, depth: Depth) -> Result<Verification> {
        let mut found = self.verification(depth)?;
        if !found.shut && depth == Depth::Whole {
            self.compare(&mut found)?;
        }
        Ok(found)
    }

    fn find_by_hash(&mut self, digits: &str) -> Result<Option<i64>> {
        self.readable()?;
        let sql = "SELECT id FROM entry WHERE substr(lower(hex(hash)), 1, length($1)) = $1
                   ORDER BY id DESC LIMIT 1";
        let found = self.connection.query_row(sql, [digits], |row| row.get(0)).optional();
        found.map_err(|error| translate(&self.path, error))
    }

    fn each_file(&mut self, visit: &mut dyn FnMut(KeptFile) -> Visit) -> Result<()> {
        self.readable()?;
        let fault = |error| translate(&self.path, error);
        let amended = super::amended::Amended::default();
        let view = View::on(crate::domain::dates::LATEST);
        let sql = format!(
            "SELECT x.entry_id, s.key || ':' || i.ref AS item, x.address, x.sha256,
                x.public AND e.internal = 0 AND NOT EXISTS (SELECT 1 FROM assessment AS a
                    JOIN assessor AS v ON v.id = a.assessor_id
                    WHERE a.id = x.assessment_id AND v.internal = 1) AS public
             FROM evidence AS x JOIN entry AS e ON e.id = x.entry_id JOIN item AS i ON i.id = x.item_id
             JOIN item_set AS s ON s.id = i.set_id
             WHERE x.kind = 'file' AND x.address IS NOT NULL AND {} ORDER BY x.id",
            Seen::by(&view, Withdrawn::Many, &amended).in_force("x.entry_id")
        );
        let mut statement = self.connection.prepare(&sql).map_err(fault)?;
        let mut rows = statement.query([]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let read = || {
                Ok(KeptFile {
                    entry: row.get("entry_id")?,
                    item: row.get("item")?,
                    address: row.get("address")?,
                    public: row.get("public")?,
                    sha256: row.get("sha256")?,
                })
            };
            visit(read().map_err(fault)?).map_err(StoreError::Visit)?;
        }
        Ok(())
    }

    fn check_writable(&self) -> Result<()> {
        self.writable()
    }

    fn home(&self) -> Option<String> {
        self.home.as_ref().map(|home| home.address().to_string())
    }

    fn place(&self) -> &Path {
        &self.path
    }

    fn rehearsal(&mut self) -> Result<Box<dyn Store>> {
        self.writable()?;
        let connection = connecting::rehearsal(&self.path, &self.connection)?;
        Ok(Box::new(Self::new(connection, self.path.clone(), false)))
    }

    fn copy_to(&mut self, path: &Path) -> Result<Verification> {
        self.write_copy(path)
    }

    fn purge(&mut self, now: Moment, order: &PurgeOrder) -> Result<Option<Purged>> {
        self.destroy(now, order)
    }

    fn redact_to(&mut self, now: DateTime<Utc>, path: &Path) -> Result<Redacted> {
        self.write_redacted(now, path)
    }
}
