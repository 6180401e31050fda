//! A file's themes, groups, goals and issues as terms: of the lists that are there where they are
//! the same words, else of a vocabulary named after the file's kind and cycle.

use crate::app::error::Result;
use crate::domain::Origin;
use crate::domain::claims::{TermClaim, VocabularyClaim};
use crate::import::Layout;

use super::merge::Work;
use super::terms::{Word, key, slug};

impl Work<'_> {
    /// The heading at the end of a path, outermost first: a new one hangs where the file hangs it.
    pub(super) fn heading(&mut self, path: &[String], cycle: Option<u8>) -> Result<Option<i64>> {
        let mut above = None;
        for printed in path {
            above = Some(self.term_under(Word::Heading, printed, cycle, above)?);
        }
        Ok(above)
    }

    /// The term that a printed word means; made where there is none.
    pub(super) fn term(&mut self, word: Word, printed: &str, cycle: Option<u8>) -> Result<i64> {
        self.term_under(word, printed, cycle, None)
    }

    fn term_under(
        &mut self,
        word: Word,
        printed: &str,
        cycle: Option<u8>,
        above: Option<i64>,
    ) -> Result<i64> {
        if let Some(id) = self.terms.met.get(&(word, printed.to_owned())) {
            return Ok(*id);
        }
        let ours = match word {
            Word::Sdg => code(printed).and_then(|code| self.terms.find("sdg", &code)),
            _ => word.ours().and_then(|vocabulary| self.terms.find(vocabulary, printed)),
        };
        let ours = match word {
            Word::Issue => ours.or_else(|| self.terms.find_issue(printed)),
            _ => ours,
        };
        let id = match ours {
            Some(id) => id,
            None => self.foreign_term(word, printed, cycle, above)?,
        };
        self.terms.met.insert((word, printed.to_owned()), id);
        Ok(id)
    }

    fn foreign_term(
        &mut self,
        word: Word,
        printed: &str,
        cycle: Option<u8>,
        above: Option<i64>,
    ) -> Result<i64> {
        let layout = self.file.layout;
        let cycle = cycle.filter(|_| layout != Layout::Uhri);
        let cycle_part = cycle.map_or_else(String::new, |cycle| format!("-{cycle}"));
        let vocabulary = format!("{}{cycle_part}{}", layout.slug(), word.suffix());
        let label: String = printed.trim().chars().take(300).collect();
        if let Some(id) = self.terms.find(&vocabulary, &label) {
            return Ok(id);
        }
        let of_cycle = cycle.map_or_else(String::new, |cycle| format!(", cycle {cycle}"));
        let name = format!("{} of {}{of_cycle}", word.plural(), layout.label());
        self.new_term(&vocabulary, &label, (&name, Origin::Source), above)
    }

    /// A term that people named in a sheet.
    pub(super) fn own_term(&mut self, vocabulary: &str, label: &str) -> Result<i64> {
        let vocabulary = slug(vocabulary);
        let name = vocabulary.clone();
        self.new_term(&vocabulary, label, (&name, Origin::Own), None)
    }

    fn new_term(
        &mut self,
        vocabulary: &str,
        label: &str,
        (name, origin): (&str, Origin),
        parent_id: Option<i64>,
    ) -> Result<i64> {
        let vocabulary = vocabulary.to_owned();
        let mut records = Vec::new();
        let of = match self.terms.vocabularies.get(&vocabulary) {
            Some(id) => *id,
            None => {
                let id = self.tx.reserve("vocabulary")?;
                let claim = VocabularyClaim {
                    id: Some(id),
                    key: vocabulary.clone(),
                    name: name.to_owned(),
                    version: None,
                    source: Some(self.file.name.clone()),
                    origin,
                };
                records.push(claim.said());
                self.terms.vocabularies.insert(vocabulary.clone(), id);
                id
            }
        };
        let id = self.tx.reserve("term")?;
        let slug = self.terms.free_slug(&vocabulary, label);
        let claim = TermClaim {
            id: Some(id),
            vocabulary_id: of,
            slug: slug.clone(),
            label: label.to_owned(),
            parent_id,
            ..TermClaim::default()
        };
        records.push(claim.said()?);
        self.append(None, None, records)?;
        self.terms.names.insert((vocabulary.clone(), key(&vocabulary, label)), id);
        self.terms.labels.insert(id, format!("{vocabulary}:{slug}"));
        self.terms.printed.insert(id, label.to_owned());
        self.terms.slugs.insert((vocabulary, slug));
        Ok(id)
    }

    /// UPR Info's action category.
    pub(super) fn action(&mut self, category: u8) -> Option<i64> {
        self.terms.find("action", &category.to_string())
    }
}

/// The code that a goal or target begins with: `16.2` in `16.2 - Protect children`.
fn code(printed: &str) -> Option<String> {
    let text = printed.trim().trim_start_matches("SDG").trim_start_matches("Goal").trim_start();
    let code: String =
        text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
    let code = code.trim_end_matches('.').to_lowercase();
    code.starts_with(|c: char| c.is_ascii_digit()).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_and_targets_are_known_by_their_code() {
        let codes = ["16.2 - Protect children", "16 - PEACE", "SDG 5.2", "16.a"].map(code);
        assert_eq!(codes.map(Option::unwrap), ["16.2", "16", "5.2", "16.a"]);
        assert_eq!(code("Peace"), None);
    }
}
