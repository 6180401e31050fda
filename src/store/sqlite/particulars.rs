//! What an item's row holds beside its own columns (since when, position, life; in a full row voices,
//! tags, senders, evidence and version), read for some hundred items at a time.
//!
//! Asked for row by row these took more than half of an export: each question opens its cursors anew,
//! and lists had to be written as JSON to be read again. Here each question is asked once for many
//! items, in their order, and what holds is found in the order of the rows.

mod versions;
mod words;

use std::collections::HashMap;

use chrono::NaiveDate;

use super::SqliteTx;
use super::columns::{Columns as _, PlacedRow};
use super::select::{Params, Seen, ids};
use super::values::{day, level};
use crate::domain::lines::{EvidenceBrief, ItemLine, LifeLine, TagLine, VoiceLine};
use crate::domain::{Life, Position, View};
use crate::store::{Detail, Result, StoreError, Visit};
use words::{ComponentPlace, SaidOfItem, last_words};

/// So many items are asked about at once.
pub(super) const AT_ONCE: usize = 500;

/// The items that are asked about, in their order: `c.key` is the place, `c.value` the number.
const CHOSEN: &str = "json_each(:ids) AS c CROSS JOIN";

/// Whether an entry of a form that does not say so is internal as a whole: an internal voice's, or one
/// that takes such a one back.
const OLD_INTERNAL: &str = "EXISTS (SELECT 1 FROM entry AS y
    LEFT JOIN withdrawal AS yw ON yw.entry_id = y.id
    JOIN assessment AS ya ON ya.entry_id = COALESCE(yw.target_entry, y.id)
    JOIN assessor AS yv ON yv.id = ya.assessor_id AND yv.internal = 1
    WHERE y.id = x.id AND NOT EXISTS (SELECT 1 FROM item AS yi WHERE yi.entry_id = x.id))";

/// A term with its vocabulary, in whose order tags are listed.
struct Term {
    vocabulary_id: i64,
    vocabulary: String,
    slug: String,
    label: String,
}

/// Who speaks.
struct Speaker {
    key: String,
    internal: bool,
}

/// A tag of an item as it was given or taken away.
struct TagChange {
    at: usize,
    term: i64,
    removed: bool,
    own: bool,
    confidence: Option<String>,
    order: i64,
    printed: Option<String>,
    assisted: bool,
}

/// Reads what rows hold beside; terms and assessors are looked up once each.
pub(super) struct Particulars<'t, 's> {
    tx: &'t SqliteTx<'s>,
    detail: Detail,
    voice: i64,
    seen: Seen<'t>,
    params: Params,
    terms: HashMap<i64, Term>,
    speakers: HashMap<i64, Speaker>,
}

impl<'t, 's> Particulars<'t, 's> {
    /// A reader of what is seen by a view.
    pub(super) fn of(tx: &'t SqliteTx<'s>, view: &View, detail: Detail) -> Result<Self> {
        let (terms, speakers) = (HashMap::new(), HashMap::new());
        let (seen, params) = (tx.seen(view)?, Params::of(view));
        Ok(Self { tx, detail, voice: view.voice, seen, params, terms, speakers })
    }

    /// Gives these items to the visitor with what they hold, and forgets them.
    pub(super) fn give(
        &mut self,
        lines: &mut Vec<ItemLine>,
        visit: &mut dyn FnMut(ItemLine) -> Visit,
    ) -> Result<()> {
        self.fill(lines)?;
        lines.drain(..).try_for_each(|line| visit(line).map_err(StoreError::Visit))
    }

    /// Fills in what these items hold.
    pub(super) fn fill(&mut self, lines: &mut [ItemLine]) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        self.positions(lines)?;
        self.lives(lines)?;
        self.voices(lines)?;
        if self.detail == Detail::Brief {
            return Ok(());
        }
        self.tags(lines)?;
        self.senders(lines)?;
        self.evidence(lines)?;
        self.versions(lines)
    }

    /// The rows of a question about these items.
    fn ask<T>(
        &mut self,
        items: &[i64],
        sql: &str,
        read: impl FnMut(&PlacedRow<'_, '_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.params.0.retain(|(name, _)| name != ":ids");
        self.params.set(":ids", format!("[{}]", ids(items)));
        self.tx.rows(sql, self.params.used_in(sql).as_slice(), read)
    }

    fn tags(&mut self, lines: &mut [ItemLine]) -> Result<()> {
        let sql = format!(
            "SELECT c.key AS at, g.term_id, g.removed, g.origin = 'own' AS own, g.confidence, g.id,
                CASE WHEN g.origin = 'source' THEN g.comment END AS printed,
                g.assisted IS NOT NULL AS assisted
             FROM {CHOSEN} tag AS g WHERE g.item_id = c.value AND {}",
            self.seen.in_force("g.entry_id")
        );
        let mut rows = self.ask(&numbers(lines), &sql, |row| {
            Ok(TagChange {
                at: place(row)?,
                term: row.get("term_id")?,
                removed: row.get("removed")?,
                own: row.get("own")?,
                confidence: row.get("confidence")?,
                order: row.get("id")?,
                printed: row.get("printed")?,
                assisted: row.get("assisted")?,
            })
        })?;
        rows.sort_unstable_by_key(|row| (row.at, row.term, row.order));
        let mut held = last_of_each(rows, |row| (row.at, row.term));
        held.retain(|row| !row.removed);
        self.look_up_terms(&held)?;
        let place = |row: &TagChange| self.terms.get(&row.term).map(|term| term.vocabulary_id);
        held.sort_by_key(|row| (row.at, place(row), row.term));
        for row in held {
            let Some(term) = self.terms.get(&row.term) else { continue };
            lines[row.at].tags.push(TagLine {
                vocabulary: term.vocabulary.clone(),
                slug: term.slug.clone(),
                label: term.label.clone(),
                own: row.own,
                confidence: row.confidence,
                order: row.order,
                printed: row.printed,
                assisted: row.assisted,
            });
        }
        Ok(())
    }

    fn look_up_terms(&mut self, rows: &[TagChange]) -> Result<()> {
        let unknown = unknown(rows.iter().map(|row| row.term), &self.terms);
        let sql = "SELECT t.id, v.id AS vocabulary_id, v.key, t.slug, t.label
            FROM json_each(:ids) AS c CROSS JOIN term AS t ON t.id = c.value
            JOIN vocabulary AS v ON v.id = t.vocabulary_id";
        if unknown.is_empty() {
            return Ok(());
        }
        let terms = self.ask(&unknown, sql, |row| {
            let term = Term {
                vocabulary_id: row.get("vocabulary_id")?,
                vocabulary: row.get("key")?,
                slug: row.get("slug")?,
                label: row.get("label")?,
            };
            Ok((row.get("id")?, term))
        })?;
        self.terms.extend(terms);
        Ok(())
    }

    /// The position in force of each item: the latest by its day; one without a day gives way.
    fn positions(&mut self, lines: &mut [ItemLine]) -> Result<()> {
        let sql = format!(
            "SELECT c.key AS at, p.position, p.effective_on, p.id
             FROM {CHOSEN} position AS p WHERE p.item_id = c.value
                AND (p.effective_on IS NULL OR p.effective_on <= :as_of) AND {}",
            self.seen.in_force("p.entry_id")
        );
        let mut rows = self.ask(&numbers(lines), &sql, |row| {
            let on: Option<String> = row.get("effective_on")?;
            let position = row.text("position", |slug| Ok(Position::from_slug(slug)))?;
            Ok((place(row)?, on, row.get::<i64>("id")?, position))
        })?;
        rows.sort_unstable_by(|one, next| (one.0, &one.1, one.2).cmp(&(next.0, &next.1, next.2)));
        rows.into_iter().for_each(|(at, _, _, position)| lines[at].position = position);
        Ok(())
    }

    /// The life state in force of each item.
    fn lives(&mut self, lines: &mut [ItemLine]) -> Result<()> {
        let sql = format!(
            "SELECT c.key AS at, z.entry_id, z.state, z.effective_on, z.note, z.public
             FROM {CHOSEN} item_state AS z
             WHERE z.item_id = c.value AND z.effective_on <= :as_of AND {}
             ORDER BY c.key, z.effective_on, z.id",
            self.seen.in_force("z.entry_id")
        );
        let rows: Vec<(usize, LifeLine)> = self.ask(&numbers(lines), &sql, |row| {
            let life = LifeLine {
                item: String::new(),
                entry: row.get("entry_id")?,
                life: row.get("state")?,
                effective_on: row.get("effective_on")?,
                note: row.get("note")?,
                public: row.get("public")?,
            };
            Ok((place(row)?, life))
        })?;
        for (at, life) in rows {
            let line = &mut lines[at];
            line.life.clone_from(&life.life);
            let ended = life.life != Life::Active.slug();
            line.ended = ended.then(|| LifeLine { item: line.name(), ..life });
        }
        Ok(())
    }

    /// Since when each item stands where it does without a break; in a full row what other assessors
    /// say of the item and its components, too: each one's last word, with the day since when.
    fn voices(&mut self, lines: &mut [ItemLine]) -> Result<()> {
        let own = match self.detail {
            Detail::Brief => "o.item_id = c.value AND o.assessor_id = :voice",
            Detail::Full => "o.item_id = c.value",
        };
        let mut said = self.said(own, &numbers(lines), false)?;
        let compounds: Vec<usize> =
            (0..lines.len()).filter(|at| !lines[*at].components.is_empty()).collect();
        if self.detail == Detail::Full && !compounds.is_empty() {
            let numbers: Vec<i64> = compounds.iter().map(|at| lines[*at].id).collect();
            let others = "oc.parent_id = c.value AND o.item_id = oc.id AND o.assessor_id <> :voice";
            let parts = self.said(others, &numbers, true)?;
            said.extend(parts.into_iter().map(|one| SaidOfItem { at: compounds[one.at], ..one }));
        }
        said.sort_unstable_by(|one, next| {
            let key = |said: &SaidOfItem| (said.at, said.assessor);
            let within = |said: &SaidOfItem| (said.on, said.id);
            key(one)
                .cmp(&key(next))
                .then_with(|| one.part.cmp(&next.part))
                .then_with(|| within(one).cmp(&within(next)))
        });
        let words = last_words(said);
        self.look_up_speakers(&words)?;
        for (said, since) in words {
            let line = &mut lines[said.at];
            if said.assessor == self.voice {
                if let Some(headline) = &mut line.headline {
                    headline.since = since;
                }
                continue;
            }
            let Some(speaker) = self.speakers.get(&said.assessor) else { continue };
            line.voices.push(VoiceLine {
                entry: said.entry,
                assessor: speaker.key.clone(),
                internal: speaker.internal,
                component: said.part.map(|part| part.reference),
                status: said.status,
                since,
                unsourced: said.unsourced,
            });
        }
        Ok(())
    }

    fn said(&mut self, of: &str, items: &[i64], parts: bool) -> Result<Vec<SaidOfItem>> {
        let (names, join) =
            if parts { ("oc.sort_key, oc.ref,", "item AS oc CROSS JOIN") } else { ("", "") };
        let sql = format!(
            "SELECT c.key AS at, {names} o.assessor_id, o.id, o.entry_id, o.status, o.effective_on,
                o.unsourced
             FROM {CHOSEN} {join} assessment AS o
             WHERE {of} AND o.effective_on <= :as_of AND {}",
            self.seen.in_force("o.entry_id")
        );
        self.ask(items, &sql, |row| {
            let at = place(row)?;
            let part = if parts {
                Some(ComponentPlace { sort_key: row.get("sort_key")?, reference: row.get("ref")? })
            } else {
                None
            };
            Ok(SaidOfItem {
                at,
                part,
                assessor: row.get("assessor_id")?,
                id: row.get("id")?,
                entry: row.get("entry_id")?,
                status: row.text("status", level)?,
                on: row.text("effective_on", day)?,
                unsourced: row.get("unsourced")?,
            })
        })
    }

    fn look_up_speakers(&mut self, words: &[(SaidOfItem, NaiveDate)]) -> Result<()> {
        let unknown = unknown(words.iter().map(|(said, _)| said.assessor), &self.speakers);
        if unknown.is_empty() {
            return Ok(());
        }
        let sql = "SELECT v.id, v.key, v.internal
            FROM json_each(:ids) AS c CROSS JOIN assessor AS v ON v.id = c.value";
        let speakers = self.ask(&unknown, sql, |row| {
            Ok((row.get("id")?, Speaker { key: row.get("key")?, internal: row.get("internal")? }))
        })?;
        self.speakers.extend(speakers);
        Ok(())
    }

    fn senders(&mut self, lines: &mut [ItemLine]) -> Result<()> {
        let sql = format!(
            "SELECT c.key AS at, COALESCE(f.iso3, f.printed) AS name, f.id
             FROM {CHOSEN} sender AS f WHERE f.item_id = c.value AND {}",
            self.seen.in_force("f.entry_id")
        );
        let mut rows: Vec<(usize, i64, String)> = self.ask(&numbers(lines), &sql, |row| {
            Ok((place(row)?, row.get("id")?, row.get("name")?))
        })?;
        rows.sort_unstable_by_key(|(at, id, _)| (*at, *id));
        rows.into_iter().for_each(|(at, _, name)| lines[at].senders.push(name));
        Ok(())
    }

    fn evidence(&mut self, lines: &mut [ItemLine]) -> Result<()> {
        let sql = format!(
            "SELECT c.key AS at, e.id, e.entry_id, e.kind, COALESCE(e.address, e.citation) AS address,
                e.paragraph, e.title, e.accessed,
                e.public AND NOT COALESCE(ev.internal, 0) AS public
             FROM {CHOSEN} evidence AS e LEFT JOIN assessment AS ea ON ea.id = e.assessment_id
             LEFT JOIN assessor AS ev ON ev.id = ea.assessor_id
             WHERE e.item_id = c.value AND COALESCE(ea.effective_on, '') <= :as_of AND {}",
            self.seen.in_force("e.entry_id")
        );
        let mut rows: Vec<(usize, i64, EvidenceBrief)> =
            self.ask(&numbers(lines), &sql, |row| {
                let brief = EvidenceBrief {
                    entry: row.get("entry_id")?,
                    kind: row.get("kind")?,
                    address: row.get("address")?,
                    paragraph: row.get("paragraph")?,
                    title: row.get("title")?,
                    accessed: row.get("accessed")?,
                    public: row.get("public")?,
                };
                Ok((place(row)?, row.get("id")?, brief))
            })?;
        rows.sort_unstable_by_key(|(at, id, _)| (*at, *id));
        rows.into_iter().for_each(|(at, _, brief)| lines[at].evidence.push(brief));
        Ok(())
    }
}

/// An entry's number with the beginning of its hash: `v173-a9675347`.
fn version((entry, hash): (i64, [u8; 4])) -> String {
    format!("v{entry}-{:08x}", u32::from_be_bytes(hash))
}

/// The place of the item that a row is about.
fn place(row: &PlacedRow<'_, '_>) -> rusqlite::Result<usize> {
    let at: i64 = row.get("at")?;
    usize::try_from(at).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, at))
}

fn numbers(lines: &[ItemLine]) -> Vec<i64> {
    lines.iter().map(|line| line.id).collect()
}

/// Those of which nothing is known yet, each once.
fn unknown<T>(all: impl Iterator<Item = i64>, known: &HashMap<i64, T>) -> Vec<i64> {
    let mut unknown: Vec<i64> = all.filter(|id| !known.contains_key(id)).collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown
}

/// Of rows in order, the last with each key.
fn last_of_each<T, K: PartialEq>(rows: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut last: Vec<T> = Vec::with_capacity(rows.len());
    for row in rows {
        match last.last_mut() {
            Some(known) if key(known) == key(&row) => *known = row,
            _ => last.push(row),
        }
    }
    last
}
