//! Suggestions: from the file's texts and what was coded to documents. Nothing is written here.

mod links;

use std::collections::HashMap;

use super::answers::{Prepared, Question, footer};
use super::choose::unknown;
use super::error::{AppError, Result};
use super::{App, Names};
use crate::domain::Facet;
use crate::domain::lines::{TermLine, TextLine};
use crate::domain::words::nearest;
use crate::report::Document;
use crate::report::labels::number;
use crate::report::suggestions::{self, Account, Offer, Suggested, TermAgreement};
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
}

/// Texts of another file with the slugs of their terms. Its texts are never offer.
#[derive(Debug, Clone, Default)]
pub struct Library {
    texts: Vec<(String, Vec<String>)>,
}

/// A vocabulary and what was coded with it.
struct Subject {
    vocabulary: String,
    terms: Vec<TermLine>,
    coded: Vec<Coded>,
    /// The terms that each item carries, by number in the file.
    carried: HashMap<i64, Vec<i64>>,
}

fn terms_of<'n>(names: &'n Names, vocabulary: &str) -> Result<(String, Vec<&'n TermLine>)> {
    let key = vocabulary.trim().to_lowercase();
    let terms: Vec<&TermLine> = names.terms.iter().filter(|term| term.vocabulary == key).collect();
    if terms.is_empty() {
        let keys = names.terms.iter().map(|term| term.vocabulary.as_str());
        return Err(unknown("vocabulary", &key, nearest(&key, keys), "upr theme list --all"));
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
    Knowledge::shipped()
        .map_err(|error| AppError::refused(error.to_string(), "this program was built wrongly"))
}

fn task(vocabulary: &str) -> Task {
    match vocabulary {
        "issue" => Task::Issue,
        _ if Facet::of(vocabulary) == Facet::Action => Task::Action,
        _ => Task::Terms,
    }
}

impl Subject {
    fn read(words: &SuggestWords, prepared: &Prepared<'_>) -> Result<Self> {
        let (vocabulary, terms) = terms_of(&prepared.names, &words.vocabulary)?;
        let terms: Vec<TermLine> = terms.into_iter().cloned().collect();
        let by_id: HashMap<i64, usize> =
            terms.iter().enumerate().map(|(at, term)| (term.id, at)).collect();
        let (mut coded, mut carried) = (Vec::new(), HashMap::new());
        each_text(&*prepared.tx, &vocabulary, |line| {
            if line.terms.is_empty() {
                return;
            }
            let terms = line.terms.iter().filter_map(|id| by_id.get(id).copied()).collect();
            let (name, text) = (Some(line.name), line.text);
            coded.push(Coded { name, text, terms, refused: Vec::new(), own: true });
            carried.insert(line.id, line.terms);
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
        Ok(Self { vocabulary, terms, coded, carried })
    }

    fn suggester<'k>(&self, knowledge: &'k Knowledge) -> Suggester<'k> {
        let slugs = self.terms.iter().map(|term| term.slug.clone()).collect();
        Suggester::new(knowledge, task(&self.vocabulary), slugs, &self.coded)
    }

    fn account(&self, suggester: &Suggester<'_>) -> Account {
        let whole = |agreement: &crate::suggest::measure::Agreement| agreement.whole().f1();
        let comparison = suggester.comparison();
        Account {
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
    /// [`AppError::Unknown`] for a vocabulary that the file does not have.
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
    /// [`AppError::Unknown`] for a name that the file does not have.
    pub fn suggest(
        &mut self,
        question: &Question,
        words: &SuggestWords,
    ) -> Result<Document<'static>> {
        let prepared = self.prepare(question, false)?;
        let subject = Subject::read(words, &prepared)?;
        let knowledge = knowledge()?;
        let suggester = subject.suggester(&knowledge);
        let account = subject.account(&suggester);
        let named = !question.filter.items.is_empty();
        let mut offer = Offer::default();
        let (filter, view) = (&prepared.filter, &prepared.view);
        prepared.tx.each_item(filter, view, Detail::Brief, Levels::Matching, &mut |line| {
            let carried = subject.carried.get(&line.id);
            if carried.is_some() && !named {
                offer.coded += 1;
                return Ok(());
            }
            let is_carried = |guess: &Guess| {
                carried.is_some_and(|terms| terms.contains(&subject.terms[guess.term].id))
            };
            let guesses = suggester.suggest(&line.text);
            let guesses: Vec<Guess> = guesses
                .into_iter()
                .filter(|guess| guess.level >= words.at_least && !is_carried(guess))
                .collect();
            offer.items += 1;
            offer.without += i64::from(guesses.is_empty());
            offer.rows.extend(guesses.into_iter().map(|guess| Suggested {
                id: line.name(),
                text: line.text.clone(),
                term: subject.terms[guess.term].clone(),
                level: guess.level.slug(),
                score: (f64::from(guess.score) * 100.0).round() / 100.0,
                why: guess.why,
                source: account.source.clone(),
            }));
            Ok(())
        })?;
        let foot = footer(question, &prepared)?;
        Ok(suggestions::document(&prepared.labels, &account, offer, words.at_least.slug(), foot))
    }

    /// `upr suggest check`: how well suggestions agree with what is coded, by term.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for a name that the file does not have.
    pub fn check_suggestions(
        &mut self,
        question: &Question,
        words: &SuggestWords,
    ) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        let subject = Subject::read(words, &prepared)?;
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
