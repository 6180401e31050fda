//! A sheet that somebody edits, and a file that went through LibreOffice.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{World, may_use};

/// A sheet as a list of rows by column.
pub(crate) struct Sheet {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<BTreeMap<String, String>>,
}

impl Sheet {
    pub(crate) fn read(path: &Path) -> Self {
        let mut reader = csv::ReaderBuilder::new().from_path(path).unwrap();
        let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.deserialize().map(Result::unwrap).collect();
        Self { columns, rows }
    }

    pub(crate) fn write(&self, path: &Path) {
        let mut writer = csv::Writer::from_path(path).unwrap();
        writer.write_record(&self.columns).unwrap();
        for row in &self.rows {
            writer.write_record(self.columns.iter().map(|key| &row[key])).unwrap();
        }
        writer.flush().unwrap();
    }

    pub(crate) fn row(&mut self, id: &str) -> &mut BTreeMap<String, String> {
        self.rows.iter_mut().find(|row| row["id"] == id).unwrap()
    }

    pub(crate) fn set(&mut self, id: &str, key: &str, value: &str) {
        self.row(id).insert(key.to_owned(), value.to_owned());
    }
}

/// Sends a file through LibreOffice; none where the tests are not asked to use it.
pub(crate) fn through_libreoffice(
    world: &World,
    file: &str,
    filter: &str,
) -> Option<std::path::PathBuf> {
    let folder = world.path("office");
    if !may_use("libreoffice") {
        return None;
    }
    let profile = format!("-env:UserInstallation=file://{}", world.path("profile").display());
    let ran = std::process::Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", filter, "--outdir"])
        .arg(&folder)
        .arg(world.path(file))
        .output();
    assert!(ran.is_ok(), "LibreOffice (`soffice`) was asked for and is not installed");
    let mut made = std::fs::read_dir(&folder).ok()?.filter_map(Result::ok);
    let made = made.next().map(|entry| entry.path());
    assert!(made.is_some(), "LibreOffice wrote nothing: {ran:?}");
    made
}
