//! Which term of a vocabulary a word means: a theme, a group, a goal, an issue, a tag.

use super::choose::unknown;
use super::error::{AppError, Result};
use super::names::Names;
use super::refusals::RegisterRefusal;
use super::sought::Sought;
use crate::domain::Facet;
use crate::domain::filter::ThemeFilter;
use crate::domain::lines::TermLine;
use crate::domain::words::nearest;
use crate::store::Read;

/// Lower case, apostrophes alike.
fn fold(text: &str) -> String {
    text.trim().to_lowercase().replace('’', "'")
}

/// The mark that a label begins with, and the rest: `a.` of the annex, `A12` of OHCHR.
fn marked(label: &str) -> Option<(&str, &str)> {
    if let Some(parts) = label.split_once(". ") {
        return Some(parts);
    }
    let (code, rest) = label.split_once(' ')?;
    let mut letters = code.chars();
    let coded = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.clone().next().is_some()
        && letters.all(|letter| letter.is_ascii_digit());
    coded.then_some((code, rest))
}

/// Whether a term answers to a name: slug, label (with its mark, without it, or the mark alone) or
/// alias.
pub(super) fn answers_to(term: &TermLine, wanted: &str) -> bool {
    let wanted = fold(wanted);
    let label = fold(&term.label);
    let (code, bare) = marked(&label).unwrap_or(("", &label));
    term.slug.to_lowercase() == wanted
        || label == wanted
        || bare == wanted
        || (!code.is_empty() && term.vocabulary != "theme" && code == wanted)
        || term.aliases.iter().any(|alias| fold(alias) == wanted)
}

/// A term that is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct WantedTerm<'a> {
    pub(super) what: Sought,
    pub(super) word: &'a str,
}

impl<'a> WantedTerm<'a> {
    pub(super) fn theme(word: &'a str) -> Self {
        Self { what: Sought::Theme, word }
    }

    pub(super) fn group(word: &'a str) -> Self {
        Self { what: Sought::Group, word }
    }

    pub(super) fn goal(word: &'a str) -> Self {
        Self { what: Sought::Goal, word }
    }

    /// The one that answers among these, else the nearest as a hint.
    fn among<'n>(&self, word: &str, terms: &[&'n TermLine]) -> Result<&'n TermLine> {
        if let Some(found) = terms.iter().find(|term| answers_to(term, word)) {
            return Ok(found);
        }
        let spellings = terms.iter().flat_map(|term| {
            [term.slug.as_str(), term.label.as_str()]
                .into_iter()
                .chain(term.aliases.iter().map(String::as_str))
        });
        let near = nearest(word, spellings);
        let near = near.and_then(|near| terms.iter().find(|term| answers_to(term, near)));
        Err(unknown(self.what, self.word, near.map(|term| term.slug.as_str())))
    }
}

/// The term of one vocabulary that answers to a name.
pub(super) fn term<'n>(
    names: &'n Names,
    vocabulary: &str,
    wanted: WantedTerm<'_>,
) -> Result<&'n TermLine> {
    let of: Vec<_> = names.terms.iter().filter(|term| term.vocabulary == vocabulary).collect();
    wanted.among(wanted.word, &of)
}

/// The term that answers to a name in whatever vocabulary has it: `VOCABULARY:TERM`, else a name
/// that one vocabulary has, else one that only one of those in use in these sets has; where none
/// is in use, that of our own vocabulary.
pub(super) fn find<'n>(
    names: &'n Names,
    facets: &[Facet],
    wanted: WantedTerm<'_>,
    sets: &[i64],
    tx: &dyn Read,
) -> Result<&'n TermLine> {
    let of = |term: &&TermLine| facets.contains(&Facet::of(&term.vocabulary));
    let terms: Vec<&TermLine> = names.terms.iter().filter(of).collect();
    if let Some((vocabulary, word)) = wanted.word.split_once(':') {
        let key = vocabulary.trim().to_lowercase();
        let own: Vec<_> = terms.iter().filter(|term| term.vocabulary == key).copied().collect();
        if !own.is_empty() {
            return wanted.among(word, &own);
        }
    }
    let mut found: Vec<&TermLine> = Vec::new();
    for term in terms.iter().filter(|term| answers_to(term, wanted.word)) {
        if found.iter().all(|known| known.vocabulary != term.vocabulary) {
            found.push(term);
        }
    }
    match found.as_slice() {
        [] => wanted.among(wanted.word, &terms),
        [one] => Ok(one),
        several => {
            let used = tx.list_used_terms(sets)?;
            let is_used = |term: &&&TermLine| {
                names.terms.iter().any(|other| {
                    other.vocabulary == term.vocabulary && used.binary_search(&other.id).is_ok()
                })
            };
            let in_use: Vec<_> = several.iter().filter(is_used).copied().collect();
            let ours = |term: &&&TermLine| Facet::of(&term.vocabulary).slug() == term.vocabulary;
            match (in_use.as_slice(), several.iter().find(ours)) {
                ([], Some(ours)) => Ok(ours),
                ([], None) => one_of(several, facets, wanted),
                (in_use, _) => one_of(in_use, facets, wanted),
            }
        }
    }
}

/// The only one among several of the first facet that any of them has.
fn one_of<'n>(
    several: &[&'n TermLine],
    facets: &[Facet],
    wanted: WantedTerm<'_>,
) -> Result<&'n TermLine> {
    let first = facets.iter().find_map(|facet| {
        let of: Vec<_> =
            several.iter().filter(|term| Facet::of(&term.vocabulary) == *facet).collect();
        (!of.is_empty()).then_some(of)
    });
    match first.unwrap_or_default().as_slice() {
        [one] => Ok(one),
        _ => Err(AppError::Ambiguous {
            name: wanted.word.to_owned(),
            candidates: several
                .iter()
                .map(|term| format!("{}:{}", term.vocabulary, term.slug))
                .collect(),
        }),
    }
}

/// The theme, or where there is none the issue of UPR Info, that a word names.
pub(super) fn theme<'n>(
    names: &'n Names,
    word: &str,
    sets: &[i64],
    tx: &dyn Read,
) -> Result<&'n TermLine> {
    find(names, &[Facet::Theme, Facet::Issue], WantedTerm::theme(word), sets, tx)
}

/// A theme with what is below it: as headings, as tags, with the affected groups of these names and
/// what the crosswalk of themes leads to them.
pub(super) fn theme_filter(names: &Names, theme: &TermLine, tx: &dyn Read) -> Result<ThemeFilter> {
    let label = theme.label.clone();
    if Facet::of(&theme.vocabulary) == Facet::Issue {
        return Ok(ThemeFilter { tags: vec![theme.id], label, ..ThemeFilter::default() });
    }
    let headings = names.below(theme.id);
    let themes: Vec<&TermLine> = headings.iter().filter_map(|id| names.term(*id)).collect();
    let groups = names.terms.iter().filter(|term| {
        let named =
            |theme: &&TermLine| answers_to(term, &theme.slug) || answers_to(term, &theme.label);
        Facet::of(&term.vocabulary) == Facet::Group && themes.iter().any(named)
    });
    let words = leading_to(&themes, tx)?;
    let led: Vec<i64> =
        names.terms.iter().filter(|term| is_led(term, &words)).map(|t| t.id).collect();
    let ours = headings.iter().copied().chain(groups.map(|term| term.id));
    Ok(ThemeFilter {
        tags: ours.chain(led.iter().copied()).collect(),
        filed: tx.list_filed_sets(&headings)?,
        headings,
        led,
        label,
    })
}

/// The words of other lists that the crosswalk leads to one of these themes of ours, folded.
fn leading_to(themes: &[&TermLine], tx: &dyn Read) -> Result<Vec<String>> {
    let ours: Vec<&str> = themes
        .iter()
        .filter(|theme| theme.vocabulary == "theme")
        .map(|theme| theme.slug.as_str())
        .collect();
    if ours.is_empty() {
        return Ok(Vec::new());
    }
    let leads = |(scheme, _, slug): &(String, String, String)| {
        scheme == "theme" && ours.contains(&slug.as_str())
    };
    Ok(tx.list_crosswalks()?.into_iter().filter(leads).map(|(_, word, _)| fold(&word)).collect())
}

/// Whether a term of another list, a theme or an issue, is called by one of these words.
fn is_led(term: &TermLine, words: &[String]) -> bool {
    let (label, facet) = (fold(&term.label), Facet::of(&term.vocabulary));
    let (_, bare) = marked(&label).unwrap_or(("", &label));
    term.vocabulary != "theme"
        && matches!(facet, Facet::Theme | Facet::Issue)
        && words.iter().any(|word| *word == label || word == bare)
}

/// A tag as typed: `VOCABULARY:TERM`.
pub(super) fn tag<'n>(names: &'n Names, text: &str) -> Result<&'n TermLine> {
    let Some((vocabulary, word)) = text.split_once(':') else {
        return Err(RegisterRefusal::NoTag { text: text.to_owned() }.into());
    };
    let vocabulary = vocabulary.to_lowercase();
    let mut known: Vec<&str> = names.terms.iter().map(|term| term.vocabulary.as_str()).collect();
    known.dedup();
    if !known.contains(&vocabulary.as_str()) && vocabulary == Facet::Cluster.slug() {
        return Err(RegisterRefusal::NoCluster { vocabulary, term: word.to_owned() }.into());
    }
    if !known.contains(&vocabulary.as_str()) {
        return Err(unknown(Sought::Vocabulary, &vocabulary, nearest(&vocabulary, known)));
    }
    term(names, &vocabulary, WantedTerm { what: Sought::Term, word })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(vocabulary: &str, label: &str) -> TermLine {
        TermLine {
            id: 1,
            vocabulary: vocabulary.to_owned(),
            slug: "slug".to_owned(),
            label: label.to_owned(),
            parent: None,
            aliases: vec!["other".to_owned()],
            comment: None,
        }
    }

    #[test]
    fn a_term_answers_with_and_without_its_mark() {
        let coded = line("matrix-2", "A12 Acceptance of international norms");
        let names = ["slug", "Other", "a12", "acceptance of international norms", &coded.label];
        assert!(names.iter().all(|name| answers_to(&coded, name)));
        assert!(!answers_to(&coded, "A1") && !answers_to(&coded, "acceptance"));
        let lettered = line("theme", "A. Cross-cutting issues");
        assert!(answers_to(&lettered, "cross-cutting issues") && !answers_to(&lettered, "a"));
        assert!(answers_to(&line("uhri", "A right"), "a right"), "a word is no mark");
        assert!(!answers_to(&line("uhri", "A right"), "a"));
    }
}
