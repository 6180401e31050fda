//! Remarks of voices, and items in other languages.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::SqliteTx;
use super::columns::Columns as _;
use super::select::{Params, among};
use crate::domain::lines::{ItemLine, ItemTextLine, RemarkLine};
use crate::domain::{Filter, View};
use crate::store::{Detail, Levels, ReadItems as _, ReadRemarks, Result};

impl ReadRemarks for SqliteTx<'_> {
    fn list_remarks(&self, items: &[i64], view: &View) -> Result<Vec<RemarkLine>> {
        let seen = self.seen(view)?;
        let sql = format!(
            "SELECT r.*, s.key || ':' || i.ref AS name, a.key AS assessor,
                r.public AND NOT a.internal AS heard
             FROM remark AS r JOIN item AS i ON i.id = r.item_id
             JOIN item_set AS s ON s.id = i.set_id JOIN assessor AS a ON a.id = r.assessor_id
             WHERE {} AND r.text IS NOT NULL AND r.effective_on <= :as_of AND {}
             ORDER BY r.item_id, r.effective_on, r.id",
            among("r.item_id", items),
            seen.in_force("r.entry_id"),
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            let day: String = row.get("effective_on")?;
            Ok(RemarkLine {
                entry: row.get("entry_id")?,
                item: row.get("item_id")?,
                name: row.get("name")?,
                assessor: row.get("assessor")?,
                kind: row.get("kind")?,
                document: row.get("document")?,
                paragraph: row.get("paragraph")?,
                effective_on: day.parse().unwrap_or_default(),
                public: row.get("heard")?,
                text: row.get("text")?,
                source: row.get("source")?,
            })
        })
    }

    fn list_item_texts(&self, items: &[i64], view: &View) -> Result<Vec<ItemTextLine>> {
        let seen = self.seen(view)?.for_all();
        let sql = format!(
            "SELECT t.*, s.key || ':' || i.ref AS name
             FROM item_text AS t JOIN item AS i ON i.id = t.item_id
             JOIN item_set AS s ON s.id = i.set_id
             WHERE {} AND t.text IS NOT NULL AND {} AND NOT EXISTS (
                SELECT 1 FROM item_text AS n WHERE n.item_id = t.item_id AND n.lang = t.lang
                    AND n.id > t.id AND {})
             ORDER BY t.item_id, t.lang",
            among("t.item_id", items),
            seen.in_force("t.entry_id"),
            seen.in_force("n.entry_id"),
        );
        let params = Params::of(view);
        self.rows(&sql, params.used_in(&sql).as_slice(), |row| {
            let public: Option<bool> = row.get("public")?;
            Ok(ItemTextLine {
                entry: row.get("entry_id")?,
                item: row.get("item_id")?,
                name: row.get("name")?,
                lang: row.get("lang")?,
                unofficial: row.get("unofficial")?,
                document: row.get("document")?,
                paragraph: row.get("paragraph")?,
                public: public.unwrap_or(true),
                text: row.get("text")?,
            })
        })
    }
}

impl SqliteTx<'_> {
    /// Adds what is found by its words in another language, which the index doesn't have, with those
    /// words.
    pub(super) fn find_translated(
        &self,
        words: &[String],
        filter: &Filter,
        view: &View,
        limit: usize,
        found: &mut Vec<(ItemLine, String)>,
    ) -> Result<()> {
        let mut marked: BTreeMap<i64, String> = BTreeMap::new();
        for line in self.list_item_texts(&filter.items, view)? {
            let known = found.iter().any(|(found, _)| found.id == line.item);
            if known || (view.published && !line.public) {
                continue;
            }
            if let Some(words) = marked_words(&line.text, words) {
                marked.entry(line.item).or_insert(words);
            }
        }
        if marked.is_empty() {
            return Ok(());
        }
        let filter = Filter { items: marked.keys().copied().collect(), ..filter.clone() };
        let (detail, levels) = (Detail::Brief, Levels::Matching);
        self.each_item(&filter, view, detail, levels, &mut |line| {
            if found.len() < limit {
                let words = marked.remove(&line.id).unwrap_or_default();
                found.push((line, words));
            }
            Ok(())
        })
    }
}

/// A text with the words marked that were looked for, if it holds all of them: by their beginnings,
/// without accents, as the index does.
fn marked_words(text: &str, wanted: &[String]) -> Option<String> {
    let wanted: Vec<String> = wanted.iter().map(|word| plain(word)).collect();
    let mut held = vec![false; wanted.len()];
    let mut marked = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let word = rest[start..].find(|sign: char| !sign.is_alphanumeric());
        let end = word.map_or(rest.len(), |length| start + length);
        let word = &rest[start..end];
        let folded = plain(word);
        let mut fits = false;
        for (wanted, held) in wanted.iter().zip(&mut held) {
            if folded.starts_with(wanted.as_str()) {
                (fits, *held) = (true, true);
            }
        }
        marked.push_str(&rest[..start]);
        if fits {
            marked.push_str(&format!("\u{2}{word}\u{3}"));
        } else {
            marked.push_str(word);
        }
        rest = &rest[end..];
    }
    marked.push_str(rest);
    (!held.is_empty() && held.iter().all(|held| *held)).then_some(marked)
}

/// A word in lower case without accents.
fn plain(word: &str) -> String {
    word.nfd().filter(|sign| !is_combining_mark(*sign)).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_by_their_beginnings_without_accents() {
        let marked = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            marked_words("Človekove pravice, vsem.", &words)
        };
        assert_eq!(marked(&["clovek"]).as_deref(), Some("\u{2}Človekove\u{3} pravice, vsem."));
        let both = marked(&["VSEM", "člov"]);
        assert_eq!(both.as_deref(), Some("\u{2}Človekove\u{3} pravice, \u{2}vsem\u{3}."));
        assert_eq!((marked(&["pravice", "otrok"]), marked(&[])), (None, None));
    }
}
