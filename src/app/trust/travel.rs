//! The ledger going out of a file, being checked on its way, and becoming a file again.

use std::io::Write;
use std::path::Path;

use super::lines::{LedgerRead, read};
use crate::app::App;
use crate::app::error::{AppError, Result};
use crate::app::refusals::{TrustRefusal, Written};
use crate::app::seeding;
use crate::domain::ledger::fingerprint::Fingerprint;
use crate::domain::ledger::portable::Line;
use crate::domain::ledger::walk::{Stumble, Walk, Walked};
use crate::report::Document;
use crate::report::items::fact;
use crate::store::{Depth, Reach, StoreError, may_lack_texts};

/// A file that was made of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettledFile {
    /// What came.
    pub walked: Walked,
    /// Whether it is a redacted copy.
    pub redacted: bool,
}

impl App<'_> {
    /// Writes the ledger as lines, with what is internal or as a redacted copy has it; each entry is
    /// checked before it goes out. Bounded memory.
    ///
    /// # Errors
    /// [`AppError::Refused`] where the file is not as it was written; the store's.
    pub fn export_ledger(
        &mut self,
        internal: bool,
        version: &str,
        out: &mut dyn Write,
    ) -> Result<Walked> {
        let reach = if internal { Reach::Internal } else { Reach::Public };
        let mut walk: Option<Walk> = None;
        let mut stumbled: Option<Stumble> = None;
        let carried = self.store.carry(reach, &mut |line| {
            let text = match line {
                Line::Title(mut title) => {
                    title.program = format!("upr {version}");
                    let text = title.line();
                    walk = Some(Walk::begin(title, may_lack_texts));
                    text
                }
                Line::Entry(entry) => {
                    if let Some(Err(stumble)) = walk.as_mut().map(|walk| walk.step(&entry)) {
                        stumbled = Some(stumble);
                        return Err("the file does not verify".into());
                    }
                    entry.line()
                }
            };
            Ok(writeln!(out, "{text}")?)
        });
        if let Some(stumble) = stumbled {
            return Err(TrustRefusal::Altered { what: Written::File, stumble }.into());
        }
        carried?;
        let walk = walk.ok_or(TrustRefusal::Unledgered)?;
        let altered = |stumble| TrustRefusal::Altered { what: Written::File, stumble };
        Ok(walk.end().map_err(altered)?)
    }

    /// Fills an empty file with the entries of a ledger, and checks it whole.
    ///
    /// # Errors
    /// [`AppError::Refused`] where the ledger does not verify or is none; the store's, where it does
    /// not fit into a file.
    pub fn settle(&mut self, from: &Path) -> Result<SettledFile> {
        let now = self.now();
        let mut redacted = false;
        let walked = {
            let mut tx = self.store.write()?;
            let read = read(from, &mut |line| {
                match line {
                    Line::Title(title) => {
                        redacted = title.redacted;
                        if redacted {
                            tx.become_redacted(now.at)?;
                        }
                        tx.keep_old_markers(&title.seeded)?;
                    }
                    Line::Entry(entry) => tx.replay(*entry)?,
                }
                Ok(())
            })?;
            let walked = match read {
                LedgerRead::Holds(walked) => walked,
                LedgerRead::Stumbled(stumble) => {
                    return Err(TrustRefusal::Altered { what: Written::Ledger, stumble }.into());
                }
            };
            seeding::lists_alone(tx.as_mut(), now.moment())?;
            tx.commit()?;
            walked
        };
        let verification = self.store.verify(Depth::Whole)?;
        match verification.first() {
            None => Ok(SettledFile { walked, redacted }),
            Some(problem) => {
                let (entry, found) = (problem.entry.unwrap_or_default(), problem.found.clone());
                Err(StoreError::Unfit { entry, found }.into())
            }
        }
    }

    /// The newest entry of the file today, as a small text to be kept elsewhere.
    ///
    /// # Errors
    /// The store's; [`AppError::Refused`] where there is no entry.
    pub fn fingerprint(&mut self) -> Result<Fingerprint> {
        let head = self.store.read()?.find_head()?;
        let head = head.ok_or(TrustRefusal::NoEntry)?;
        let name = self.store.home().unwrap_or_else(|| {
            let name = self.store.place().file_name().unwrap_or_default();
            name.to_string_lossy().into_owned()
        });
        Ok(Fingerprint::new(&name, head, self.now().today))
    }
}

/// A fingerprint as an answer.
pub fn told(fingerprint: &Fingerprint) -> Document<'static> {
    let mut document = Document::new("Fingerprint");
    document.facts = vec![
        fact("file", fingerprint.file.clone()),
        fact("head_entry", fingerprint.entry),
        fact("head", fingerprint.hash.clone()),
        fact("day", fingerprint.day.map(|day| day.to_string()).unwrap_or_default()),
    ];
    document
}

/// Reads a fingerprint that was written down.
///
/// # Errors
/// [`AppError::File`]; [`AppError::Refused`] for a text that is none.
pub fn written_down(path: &Path) -> Result<Fingerprint> {
    let shown = path.display();
    let failed = |source| AppError::File { path: shown.to_string(), source };
    let bytes = std::fs::read(path).map_err(failed)?;
    let lacking = |lacks| TrustRefusal::NoFingerprint { path: shown.to_string(), lacks };
    Ok(Fingerprint::read(&String::from_utf8_lossy(&bytes)).map_err(lacking)?)
}
