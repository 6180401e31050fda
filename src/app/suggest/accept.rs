//! Suggestions taken or refused: entries as any other, so that `undo` takes them back.

use super::{Offered, SuggestSubject, SuggestWords, knowledge, source, two_places};
use crate::app::additions::Added;
use crate::app::answers::Question;
use crate::app::error::Result;
use crate::app::refusals::SuggestionRefusal;
use crate::app::write::Pen;
use crate::app::{App, terms};
use crate::domain::claims::TagClaim;
use crate::domain::ledger::Record;
use crate::suggest::Sureness;

/// What is made of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Taken by somebody who looked at it: a tag as any other of one's own.
    Accepted,
    /// Taken with others unseen: shown as assisted, in no figure, nothing is learned from it.
    Assisted,
    /// Refused: not offered again.
    Refused,
}

/// A suggestion that something was made of.
struct JudgedTerm {
    item: i64,
    name: String,
    term: i64,
    comment: String,
}

impl Verdict {
    fn record(self, judged: &JudgedTerm) -> Record {
        let how = (self == Self::Refused, self != Self::Accepted);
        TagClaim::suggested(judged.item, judged.term, how, judged.comment.clone()).fresh()
    }

    fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Assisted => "accepted in bulk",
            Self::Refused => "refused",
        }
    }

    fn command(self) -> &'static str {
        match self {
            Self::Accepted | Self::Assisted => "suggest accept",
            Self::Refused => "suggest refuse",
        }
    }
}

/// What the tag says of itself: level, score, source and how it was taken.
fn comment(offered: &Offered, source: &str, verdict: Verdict) -> String {
    let guess = &offered.guess;
    format!(
        "suggested ({}, {:.2}, {source}: {}), {}",
        guess.level.slug(),
        two_places(guess.score),
        guess.why,
        verdict.word()
    )
}

impl App<'_> {
    /// Accepts all that is suggested for the chosen items at a level: each tag is marked assisted.
    ///
    /// # Errors
    /// [`SuggestionRefusal`] where nothing is.
    pub fn accept_suggestions(
        &mut self,
        question: &Question,
        words: &SuggestWords,
    ) -> Result<Added> {
        let judged = {
            let prepared = self.prepare(question, false)?;
            let subject = SuggestSubject::read(words, &prepared)?;
            let knowledge = knowledge()?;
            let suggester = subject.suggester(&knowledge);
            let source = source(suggester.means());
            let named = !question.filter.items.is_empty();
            let looked = subject.look(&prepared, &suggester, words.at_least, named)?;
            let judge = |offered: Offered| JudgedTerm {
                term: subject.terms[offered.guess.term].id,
                comment: comment(&offered, &source, Verdict::Assisted),
                item: offered.item,
                name: offered.name,
            };
            looked.offered.into_iter().map(judge).collect::<Vec<_>>()
        };
        if judged.is_empty() {
            return Err(SuggestionRefusal::NoTerm { level: words.at_least.slug() }.into());
        }
        self.write_verdicts(&judged, Verdict::Assisted)
    }

    /// Accepts or refuses one suggestion for each of these items: `VOCABULARY:TERM`.
    ///
    /// # Errors
    /// [`SuggestionRefusal`] where the term is not suggested for an item.
    pub fn judge_suggestion(
        &mut self,
        question: &Question,
        tag: &str,
        library: Option<super::Library>,
        verdict: Verdict,
    ) -> Result<Added> {
        let judged = {
            let prepared = self.prepare(question, false)?;
            let term = terms::tag(&prepared.names, tag)?.clone();
            let vocabulary = term.vocabulary.clone();
            let words =
                SuggestWords { vocabulary, at_least: Sureness::Any, library, review: false };
            let subject = SuggestSubject::read(&words, &prepared)?;
            let knowledge = knowledge()?;
            let suggester = subject.suggester(&knowledge);
            let source = source(suggester.means());
            let looked = subject.look(&prepared, &suggester, Sureness::Any, true)?;
            let mut judged = Vec::new();
            for chosen in
                crate::app::choose::items(&question.filter.items, &prepared.names, &*prepared.tx)?
            {
                let is = |offered: &&Offered| {
                    offered.item == chosen.id && subject.terms[offered.guess.term].id == term.id
                };
                let Some(offered) = looked.offered.iter().find(is) else {
                    return Err(SuggestionRefusal::TermOfItem {
                        tag: tag.to_owned(),
                        item: chosen.name,
                    }
                    .into());
                };
                let comment = comment(offered, &source, verdict);
                judged.push(JudgedTerm {
                    item: chosen.id,
                    name: chosen.name,
                    term: term.id,
                    comment,
                });
            }
            judged
        };
        self.write_verdicts(&judged, verdict)
    }

    /// One entry an item, all in one batch.
    fn write_verdicts(&mut self, judged: &[JudgedTerm], verdict: Verdict) -> Result<Added> {
        let pen = Pen::of(&self.author, self.now().moment(), verdict.command());
        let mut tx = self.writing()?;
        let mut added = Added::new();
        for of_item in judged.chunk_by(|one, next| one.item == next.item) {
            let mut records = Vec::new();
            for one in of_item {
                if tx.find_tag(one.item, one.term)?.is_none() {
                    records.push(verdict.record(one));
                }
            }
            let Some(first) = of_item.first().filter(|_| !records.is_empty()) else { continue };
            let entry = pen.append(tx.as_mut(), Some(first.item), records)?;
            added.push((first.name.clone(), entry));
        }
        tx.commit()?;
        Ok(added)
    }
}
