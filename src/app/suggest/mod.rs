//! Suggestions: from the file's texts and what was coded to documents. Nothing is written here.

mod accept;
mod accept_links;
mod links;

pub use crate::suggest::repeats::Nearness;
pub use accept::Verdict;

use std::collections::HashMap;

use super::answers::{Prepared, Question, footer};
use super::choose::unknown;
use super::error::Result;
use super::refusals::SuggestionRefusal;
use super::sought::Sought;
use super::{App, Names};
use crate::domain::Facet;
use crate::domain::lines::{TermLine, TextLine};
use crate::domain::words::nearest;
use crate::report::Document;
use crate::report::labels::number;
use crate::report::suggestions::{self, Offer, Suggested, SuggestionMethod, TermAgreement};
use crate::store::{Detail, Levels, Read};
pub use crate::suggest::Sureness;
use crate::suggest::{Coded, FEW, Guess, Knowledge, LEXICON, Means, Suggester, Task};

/// What is to be suggested.
#[derive(Debug, Clone)]
pub struct SuggestWords {
    /// The key of the vocabulary.
    pub vocabulary: String,
    /// How sure a suggestion must be to be offer.
    pub at_least: Sureness,
    /// Coded texts of another file.
    pub library: Option<Library>,
    /// Whether the answer is made to be reviewed and brought back.
    pub review: bool,
}

/// Texts of another file with the slugs of their terms. Its texts are never offer.
#[derive(Debug, Clone, Default)]
pub struct Library {
    texts: Vec<(String, Vec<String>)>,
}

/// What was said of an item with the terms of a vocabulary.
#[derive(Debug, Default)]
struct SaidTerms {
    coded: Vec<i64>,
    /// Accepted in bulk, or refused: neither is offered again.
    other: Vec<i64>,
}

/// A suggestion with the item that it is for.
struct Offered {
    item: i64,
    name: String,
    text: String,
    guess: Guess,
}

/// The suggestions for the chosen items.
#[derive(Default)]
struct LookedAt {
    offered: Vec<Offered>,
    /// How many items were looked at, for how many of them nothing is suggested, how many were left
    /// out because they are coded.
    items: i64,
    without: i64,
    coded: i64,
}

fn two_places(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}

/// A vocabulary and what was coded with it.
struct SuggestSubject {
    vocabulary: String,
    terms: Vec<TermLine>,
    coded: Vec<Coded>,
    /// The terms that each item carries or was refused, by number in the file.
    settled: HashMap<i64, SaidTerms>,
}

fn terms_of<'n>(names: &'n Names, vocabulary: &str) -> Result<(String, Vec<&'n TermLine>)> {
    let key = vocabulary.trim().to_lowercase();
    let terms: Vec<&TermLine> = names.terms.iter().filter(|term| term.vocabulary == key).collect();
    if terms.is_empty() {
        let keys = names.terms.iter().map(|term| term.vocabulary.as_str());
        return Err(unknown(Sought::Vocabulary, &key, nearest(&key, keys)));
    }
    Ok((key, terms))
}

fn each_text(tx: &dyn Read, vocabulary: &str, mut take: impl FnMut(TextLine)) -> Result<()> {
    Ok(tx.each_text(vocabulary, &mut |line| {
        take(line);
        Ok(())
    })?)
}

/// What ships with the program; it is read in a test, so that it cannot be broken.
fn knowledge() -> Result<Knowledge> {
    Ok(Knowledge::shipped().map_err(SuggestionRefusal::from)?)
}

fn task(vocabulary: &str) -> Task {
    match vocabulary {
        "issue" => Task::Issue,
        _ if Facet::of(vocabulary) == Facet::Action => Task::Action,
        _ => Task::Terms,
    }
}

impl SuggestSubject {
    fn read(words: &SuggestWords, prepared: &Prepared<'_>) -> Result<Self> {
        let (vocabulary, terms) = terms_of(&prepared.names, &words.vocabulary)?;
        let terms: Vec<TermLine> = terms.into_iter().cloned().collect();
        let by_id: HashMap<i64, usize> =
            terms.iter().enumerate().map(|(at, term)| (term.id, at)).collect();
        let (mut coded, mut settled) = (Vec::new(), HashMap::new());
        each_text(&*prepared.tx, &vocabulary, |line| {
            let known = [&line.terms, &line.assisted, &line.refused];
            if known.iter().all(|terms| terms.is_empty()) {
                return;
            }
            let numbers =
                |ids: &[i64]| ids.iter().filter_map(|id| by_id.get(id).copied()).collect();
            let (terms, refused) = (numbers(&line.terms), numbers(&line.refused));
            coded.push(Coded { name: Some(line.name), text: line.text, terms, refused, own: true });
            let other = line.assisted.into_iter().chain(line.refused).collect();
            settled.insert(line.id, SaidTerms { coded: line.terms, other });
        })?;
        let by_slug: HashMap<&str, usize> =
            terms.iter().enumerate().map(|(at, term)| (term.slug.as_str(), at)).collect();
        for (text, slugs) in words.library.iter().flat_map(|library| &library.texts) {
            let terms: Vec<usize> =
                slugs.iter().filter_map(|slug| by_slug.get(slug.as_str()).copied()).collect();
            if !terms.is_empty() {
                coded.push(Coded { text: text.clone(), terms, ..Coded::default() });
            }
        }
        Ok(Self { vocabulary, terms, coded, settled })
    }

    fn suggester<'k>(&self, knowledge: &'k Knowledge) -> Suggester<'k> {
        let slugs = self.terms.iter().map(|term| term.slug.clone()).collect();
        Suggester::new(knowledge, task(&self.vocabulary), slugs, &self.coded)
    }

    /// What is suggested for the chosen items: nothing that they carry or that was refused; those that
    /// are coded are left out unless they are `named`.
    fn look(
        &self,
        prepared: &Prepared<'_>,
        suggester: &Suggester<'_>,
        at_least: Sureness,
        named: bool,
    ) -> Result<LookedAt> {
        let (mut looked, nothing) = (LookedAt::default(), SaidTerms::default());
        let (filter, view) = (&prepared.filter, &prepared.view);
        prepared.tx.each_item(filter, view, Detail::Brief, Levels::Matching, &mut |line| {
            let settled = self.settled.get(&line.id).unwrap_or(&nothing);
            if !settled.coded.is_empty() && !named {
                looked.coded += 1;
                return Ok(());
            }
            let is_free = |guess: &Guess| {
                let term = self.terms[guess.term].id;
                !settled.coded.contains(&term) && !settled.other.contains(&term)
            };
            let before = looked.offered.len();
            for guess in suggester.suggest(&line.text) {
                if guess.level >= at_least && is_free(&guess) {
                    let (item, name, text) = (line.id, line.name(), line.text.clone());
                    looked.offered.push(Offered { item, name, text, guess });
                }
            }
            looked.items += 1;
            looked.without += i64::from(before == looked.offered.len());
            Ok(())
        })?;
        Ok(looked)
    }

    fn account(&self, suggester: &Suggester<'_>) -> SuggestionMethod {
        let whole = |agreement: &crate::suggest::measure::Agreement| agreement.whole().f1();
        let comparison = suggester.comparison();
        SuggestionMethod {
            vocabulary: self.vocabulary.clone(),
            source: source(suggester.means()),
            too_few: match suggester.means() {
                Means::Nothing(texts) => Some((*texts, FEW)),
                Means::Lexicon | Means::Learned(_) => None,
            },
            learned: comparison.learned.as_ref().map(whole),
            lexicon: comparison.lexicon.as_ref().map(whole),
            held_back: comparison.texts,
        }
    }
}

/// What a suggestion comes from, in words.
fn source(means: &Means) -> String {
    match means {
        Means::Lexicon => LEXICON.to_owned(),
        Means::Learned(texts) => format!("learned from {texts} texts"),
        Means::Nothing(_) => String::new(),
    }
}

impl App<'_> {
    /// The coded texts of this file, for suggestions in another.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a vocabulary that the file does not have.
    pub fn library(&mut self, vocabulary: &str) -> Result<Library> {
        let tx = self.store.read()?;
        let names = Names::read(&*tx)?;
        let (key, terms) = terms_of(&names, vocabulary)?;
        let slugs: HashMap<i64, &str> =
            terms.into_iter().map(|term| (term.id, term.slug.as_str())).collect();
        let mut texts = Vec::new();
        each_text(&*tx, &key, |line| {
            let slugs = line.terms.iter().filter_map(|id| slugs.get(id));
            let slugs: Vec<String> = slugs.map(|slug| (*slug).to_owned()).collect();
            if !slugs.is_empty() {
                texts.push((line.text, slugs));
            }
        })?;
        Ok(Library { texts })
    }

    /// `upr suggest`: the terms that items may deserve. Items that carry terms of the vocabulary are
    /// left out unless they are named.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn suggest(
        &mut self,
        question: &Question,
        words: &SuggestWords,
    ) -> Result<Document<'static>> {
        let prepared = self.prepare(question, false)?;
        let subject = SuggestSubject::read(words, &prepared)?;
        let knowledge = knowledge()?;
        let suggester = subject.suggester(&knowledge);
        let account = subject.account(&suggester);
        let named = !question.filter.items.is_empty();
        let looked = subject.look(&prepared, &suggester, words.at_least, named)?;
        let rows = looked.offered.into_iter().map(|offered| Suggested {
            id: offered.name,
            text: offered.text,
            term: subject.terms[offered.guess.term].clone(),
            level: offered.guess.level.slug(),
            score: two_places(offered.guess.score),
            why: offered.guess.why,
            source: account.source.clone(),
        });
        let offer = Offer {
            rows: rows.collect(),
            items: looked.items,
            without: looked.without,
            coded: looked.coded,
        };
        let foot = footer(question, &prepared)?;
        Ok(suggestions::document(
            &prepared.labels,
            &account,
            offer,
            words.at_least.slug(),
            words.review,
            foot,
        ))
    }

    /// `upr suggest check`: how well suggestions agree with what is coded, by term.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn check_suggestions(
        &mut self,
        question: &Question,
        words: &SuggestWords,
    ) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let subject = SuggestSubject::read(words, &prepared)?;
        let knowledge = knowledge()?;
        let suggester = subject.suggester(&knowledge);
        let account = subject.account(&suggester);
        let comparison = suggester.comparison();
        let chosen = match suggester.means() {
            Means::Learned(_) => comparison.learned.as_ref(),
            Means::Lexicon | Means::Nothing(_) => comparison.lexicon.as_ref(),
        };
        let mut lines = Vec::new();
        for term in &subject.terms {
            let agreed = chosen.and_then(|agreement| agreement.terms.get(&term.slug));
            let Some(agreed) = agreed else { continue };
            lines.push(TermAgreement {
                term: term.clone(),
                coded: number(agreed.right + agreed.missed),
                suggested: number(agreed.right + agreed.wrong),
                right: number(agreed.right),
                shares: [agreed.precision(), agreed.recall(), Some(agreed.f1())],
            });
        }
        let whole = chosen.map(|agreement| [agreement.whole().f1(), agreement.macro_f1()]);
        let foot = footer(question, &prepared)?;
        Ok(suggestions::check(&prepared.labels, &account, &lines, whole, foot))
    }
}
