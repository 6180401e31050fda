//! Institutions that a sheet names.

use super::super::super::merge::Work;
use crate::app::error::Result;
use crate::domain::claims::{EntityClaim, EntityNameClaim};
use crate::domain::identity::letters;
use crate::domain::lines::EntityLine;
use crate::domain::words::nearest;
use crate::domain::{EntityKind, Origin, View};
use crate::import::sheet::SheetRow;

/// The institutions of a file.
#[derive(Debug, Default)]
pub(in super::super) struct Institutions {
    pub(super) known: Option<Vec<(i64, String, Vec<String>)>>,
}

impl Institutions {
    /// All of them: number, key, the names that each has or had.
    pub(super) fn all(&mut self, work: &Work<'_>) -> Result<&mut Vec<(i64, String, Vec<String>)>> {
        if self.known.is_none() {
            let view = View::on(work.now.today);
            let names = |line: EntityLine| {
                let names =
                    line.earlier.into_iter().map(|(name, _)| name).chain([line.name]).collect();
                (line.id, line.key, names)
            };
            self.known = Some(work.tx.list_entities(&view)?.into_iter().map(names).collect());
        }
        Ok(self.known.get_or_insert_with(Vec::new))
    }

    /// The institution of a name, by its key, or a name that it has or had.
    pub(super) fn known(&mut self, work: &Work<'_>, name: &str) -> Result<Option<(i64, String)>> {
        let wanted = letters(name);
        let is = |(_, key, names): &&(i64, String, Vec<String>)| {
            letters(key) == wanted || names.iter().any(|name| letters(name) == wanted)
        };
        Ok(self.all(work)?.iter().find(is).map(|(id, key, _)| (*id, key.clone())))
    }

    /// The key of the institution whose name is nearest.
    pub(super) fn near(&mut self, work: &Work<'_>, name: &str) -> Result<Option<String>> {
        let known = self.all(work)?;
        let names = known.iter().flat_map(|(_, key, names)| {
            std::iter::once(key.as_str()).chain(names.iter().map(String::as_str))
        });
        let near = nearest(name, names).map(str::to_owned);
        let of = near.and_then(|near| {
            known.iter().find(|(_, key, names)| *key == near || names.contains(&near))
        });
        Ok(of.map(|(_, key, _)| key.clone()))
    }

    /// The same, made where it is new.
    pub(super) fn find(
        &mut self,
        work: &mut Work<'_>,
        row: &SheetRow,
        name: &str,
    ) -> Result<(i64, String)> {
        if let Some(found) = self.known(work, name)? {
            return Ok(found);
        }
        let known = self.all(work)?;
        let all = known.iter().flat_map(|(_, _, names)| names.iter().map(String::as_str));
        let near = nearest(name, all).map(|near| format!(" (near `{near}`)")).unwrap_or_default();
        let keys: Vec<&str> = known.iter().map(|(_, key, _)| key.as_str()).collect();
        let key = free_key(name, &keys);
        let id = work.tx.reserve("entity")?;
        let claim = EntityClaim {
            id: Some(id),
            key: key.clone(),
            kind: kind_of(name),
            state: None,
            assessor_id: None,
            document: None,
            paragraph: None,
            origin: Origin::Own,
            contact: None,
            comment: None,
        };
        let called = EntityNameClaim {
            id: None,
            entity_id: id,
            name: name.to_owned(),
            parent_id: None,
            effective_on: None,
        };
        work.append(None, Some(&row.place), vec![claim.said(), called.said()?])?;
        work.remark(&row.place, format!("`{name}` is a new institution here{near}: `{key}`"));
        known.push((id, key.clone(), vec![name.to_owned()]));
        Ok((id, key))
    }
}

pub(super) fn kind_of(name: &str) -> EntityKind {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["minist", "minstv", "министер", "وزارة"]) {
        EntityKind::Ministry
    } else if has(&["parliament", "assembly", "senate"]) {
        EntityKind::Parliament
    } else if has(&["court", "prosecutor"]) {
        EntityKind::Judiciary
    } else if has(&["agency", "authority", "office", "commission"]) {
        EntityKind::Agency
    } else {
        EntityKind::StateBody
    }
}

/// A key that no institution has, of the letters of a name.
pub(super) fn free_key(name: &str, keys: &[&str]) -> String {
    let parts: Vec<String> = name
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    let short: String = parts.join("-").chars().take(40).collect();
    let short = short.trim_matches('-');
    let key = if short.is_empty() { "institution" } else { short }.to_owned();
    let free = |key: &String| !keys.contains(&key.as_str());
    let numbered = (2..10_000).map(|count| format!("{key}-{count}"));
    std::iter::once(key.clone()).chain(numbered).find(free).unwrap_or(key)
}
