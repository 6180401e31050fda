//! The terms that are known, found by the words of a file's themes, groups, goals and issues.

use std::collections::{HashMap, HashSet};

use crate::app::error::Result;
use crate::app::names::Names;
use crate::domain::identity::letters;
use crate::store::Read;

/// What a printed word is meant as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Word {
    /// A heading of a letter's annex.
    Heading,
    /// A theme.
    Theme,
    /// An affected group.
    Group,
    /// A goal or target.
    Sdg,
    /// One of UPR Info's issues.
    Issue,
}

/// The terms known so far.
#[derive(Debug, Default)]
pub(super) struct KnownTerms {
    pub(super) vocabularies: HashMap<String, i64>,
    /// Vocabulary and letters of a name, to term.
    pub(super) names: HashMap<(String, String), i64>,
    pub(super) slugs: HashSet<(String, String)>,
    /// Words of the present file that were met before.
    pub(super) met: HashMap<(Word, String), i64>,
    /// What a term is called, for the account.
    pub(super) labels: HashMap<i64, String>,
    /// What it is called in print.
    pub(super) printed: HashMap<i64, String>,
}

impl KnownTerms {
    pub(super) fn read(names: &Names, tx: &dyn Read) -> Result<Self> {
        let mut terms = Self::default();
        for (id, key, _, _) in tx.list_vocabularies()? {
            terms.vocabularies.insert(key, id);
        }
        for term in &names.terms {
            terms.slugs.insert((term.vocabulary.clone(), term.slug.clone()));
            terms.labels.insert(term.id, format!("{}:{}", term.vocabulary, term.slug));
            terms.printed.insert(term.id, term.label.clone());
            let bare = term.label.split_once(". ").map_or("", |(_, rest)| rest);
            let words = [term.slug.as_str(), term.label.as_str(), bare].into_iter();
            for word in words.chain(term.aliases.iter().map(String::as_str)) {
                let word = key(&term.vocabulary, word);
                if !word.is_empty() {
                    terms.names.entry((term.vocabulary.clone(), word)).or_insert(term.id);
                }
            }
        }
        Ok(terms)
    }

    /// Forgets the present file's words.
    pub(super) fn next_file(&mut self) {
        self.met.clear();
    }

    pub(super) fn label(&self, term: i64) -> String {
        self.labels.get(&term).cloned().unwrap_or_default()
    }

    /// Whether a term is called so in print.
    pub(super) fn is_named(&self, term: i64, printed: &str) -> bool {
        self.printed.get(&term).is_some_and(|label| label == printed)
    }

    pub(super) fn find(&self, vocabulary: &str, word: &str) -> Option<i64> {
        self.names.get(&(vocabulary.to_owned(), key(vocabulary, word))).copied()
    }

    /// One of UPR Info's issues under a name of other years: the same words without the small ones,
    /// or a name that is written out.
    pub(super) fn find_issue(&self, printed: &str) -> Option<i64> {
        const WRITTEN_OUT: [(&str, &str); 12] = [
            ("nationalhumanrightsinstitution", "nhri"),
            ("nationalhumanrightsinstitutions", "nhri"),
            ("nationalhumanrightsinstitutionsnhris", "nhri"),
            ("tortureandothercruelinhumanordegradingtreatment", "torture-and-other-cid-treatment"),
            (
                "tortureandothercruelinhumanordegradingtreatmentorpunishment",
                "torture-and-other-cid-treatment",
            ),
            ("civilandpoliticalrightsgeneral", "cp-rights-general"),
            ("economicsocialandculturalrightsgeneral", "esc-rights-general"),
            ("personswithdisabilities", "disabilities"),
            ("rightsofpersonswithdisabilities", "disabilities"),
            ("childrensrights", "rights-of-the-child"),
            ("statecooperationwithuprprocess", "upr-process"),
            ("hivandaids", "hiv-aids"),
        ];
        let plain = letters(printed);
        if let Some((_, slug)) = WRITTEN_OUT.iter().find(|(name, _)| *name == plain) {
            return self.find("issue", slug);
        }
        let wanted = words_of(printed);
        let own = self.printed.iter().filter(|(id, _)| {
            self.labels.get(*id).is_some_and(|label| label.starts_with("issue:"))
        });
        let mut found = own.filter(|(_, label)| words_of(label) == wanted).map(|(id, _)| *id);
        found.next().filter(|_| !wanted.is_empty() && found.next().is_none())
    }

    /// The slug nearest to a word.
    pub(super) fn nearest(&self, vocabulary: &str, word: &str) -> Option<String> {
        let own = self.names.iter().filter(|((of, _), _)| of == vocabulary);
        let mut names: Vec<&str> = own.map(|((_, name), _)| name.as_str()).collect();
        names.sort_unstable();
        let near = crate::domain::words::nearest(&key(vocabulary, word), names)?;
        let id = self.names.get(&(vocabulary.to_owned(), near.to_owned()))?;
        let label = self.label(*id);
        label.split_once(':').map(|(_, slug)| slug.to_owned())
    }

    pub(super) fn free_slug(&self, vocabulary: &str, label: &str) -> String {
        let slug = slug(label);
        let taken = |slug: &str| self.slugs.contains(&(vocabulary.to_owned(), slug.to_owned()));
        if !taken(&slug) {
            return slug;
        }
        (2..100_000)
            .map(|count| format!("{slug}-{count}"))
            .find(|slug| !taken(slug))
            .unwrap_or(slug)
    }
}

/// The words of an issue without the small ones, in order.
fn words_of(name: &str) -> Vec<String> {
    const SMALL: [&str; 8] = ["and", "of", "the", "to", "on", "for", "in", "a"];
    let name = name.to_lowercase().replace(['’', '\''], "");
    let words = name.split(|sign: char| !sign.is_alphanumeric());
    let mut words: Vec<String> = words
        .filter(|word| !word.is_empty() && !SMALL.contains(word))
        .map(|word| word.strip_suffix('s').unwrap_or(word).to_owned())
        .collect();
    words.sort_unstable();
    words
}

/// How a name is compared: goals and targets keep their full stop.
pub(super) fn key(vocabulary: &str, word: &str) -> String {
    if vocabulary == "sdg" { word.trim().to_lowercase() } else { letters(word) }
}

impl Word {
    /// The list of ours whose words these may be.
    pub(super) fn ours(self) -> Option<&'static str> {
        match self {
            Self::Heading => Some("theme"),
            Self::Group => Some("group"),
            Self::Sdg => Some("sdg"),
            Self::Issue => Some("issue"),
            Self::Theme => None,
        }
    }

    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Heading | Self::Theme => "",
            Self::Group => "-group",
            Self::Sdg => "-sdg",
            Self::Issue => "-issue",
        }
    }

    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Heading => "Headings",
            Self::Theme => "Themes",
            Self::Group => "Affected groups",
            Self::Sdg => "Goals and targets",
            Self::Issue => "Issues",
        }
    }
}

pub(super) fn slug(label: &str) -> String {
    let mut slug = String::new();
    for letter in label.to_lowercase().chars() {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 60 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "term".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_short_and_plain() {
        assert_eq!(
            slug("A12 Acceptance of international norms"),
            "a12-acceptance-of-international-norms"
        );
        assert_eq!(slug("— Droits de l’enfant —"), "droits-de-l-enfant");
        assert_eq!(slug("…"), "term");
        assert!(slug(&"long ".repeat(40)).len() <= 62);
    }
}
