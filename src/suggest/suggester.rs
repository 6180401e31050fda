//! Which way suggests best for one vocabulary (the lexicon, or what was learned), and its
//! suggestions.

use std::collections::{BTreeMap, HashMap};

use super::calibrate::Calibration;
use super::features::{Dictionary, TextFeatures};
use super::learner::{Lesson, Machine};
use super::measure::Agreement;
use super::reading::{IssueHit, Weight};
use super::{Guess, Knowledge, Sureness, Task};

/// Under this many distinct coded texts the lexicon decides alone, where there is one.
pub const ENOUGH: usize = 250;
/// Under this many nothing is learned at all.
pub const FEW: usize = 30;
/// How many words tell why.
pub(super) const REASONS: usize = 3;
/// Up to this many each fifth is held back once; of more, one fifth.
const ALL_FOLDS: usize = 4_000;
const FOLDS: usize = 5;

/// A text that somebody coded.
#[derive(Debug, Clone, Default)]
pub struct Coded {
    /// What to call it in a reason; none where it may not be named.
    pub name: Option<String>,
    /// The text.
    pub text: String,
    /// Its terms, by number.
    pub terms: Vec<usize>,
    /// Terms that were refused, by number.
    pub refused: Vec<usize>,
    /// Whether it is the file's own: those decide which way is better.
    pub own: bool,
}

/// By what suggestions are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Means {
    /// The phrases and rules that ship with the program.
    Lexicon,
    /// What was learned from so many texts.
    Learned(usize),
    /// Nothing: there is no lexicon, and so few coded texts.
    Nothing(usize),
}

/// How both ways did on texts that were held back.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// The lexicon's or rule's agreement; none where the vocabulary has none.
    pub lexicon: Option<Agreement>,
    /// The learned one; none where too few are coded.
    pub learned: Option<Agreement>,
    /// How many texts were held back.
    pub texts: usize,
}

/// A fitted vocabulary.
#[derive(Debug)]
pub struct Suggester<'k> {
    knowledge: &'k Knowledge,
    pub(super) task: Task,
    pub(super) terms: Vec<String>,
    means: Means,
    comparison: Comparison,
    pub(super) dictionary: Dictionary,
    machine: Option<(Machine, Calibration)>,
    /// The coded texts that may be named: name, terms, length.
    pub(super) examples: Vec<(String, Vec<usize>, f32)>,
    /// In which of them each telling feature stands, and how much of it.
    pub(super) near: HashMap<u32, Vec<(usize, f32)>>,
    /// Words that tell something, by feature.
    pub(super) telling: HashMap<u32, String>,
}

/// A coded text as it is learned from.
struct Distinct {
    text: String,
    name: Option<String>,
    terms: Vec<usize>,
    refused: Vec<usize>,
    own: bool,
    fold: usize,
}

/// Each text once, with all that it was coded with; the fold follows from its letters.
fn distinct(coded: &[Coded]) -> Vec<Distinct> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut texts: Vec<Distinct> = Vec::new();
    for one in coded {
        let key: String =
            one.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let at = *known.entry(key).or_insert(texts.len());
        if at == texts.len() {
            texts.push(Distinct {
                text: one.text.clone(),
                name: None,
                terms: Vec::new(),
                refused: Vec::new(),
                own: false,
                fold: usize::try_from((hash >> 7) % FOLDS as u64).unwrap_or(0),
            });
        }
        let text = &mut texts[at];
        text.own |= one.own;
        if text.name.is_none() {
            text.name.clone_from(&one.name);
        }
        for term in &one.terms {
            if !text.terms.contains(term) {
                text.terms.push(*term);
            }
        }
        text.refused.extend(&one.refused);
    }
    texts
}

impl<'k> Suggester<'k> {
    /// Learns from what was coded, and chooses.
    pub fn new(knowledge: &'k Knowledge, task: Task, terms: Vec<String>, coded: &[Coded]) -> Self {
        let texts = distinct(coded);
        let count = texts.iter().filter(|text| !text.terms.is_empty()).count();
        let has_rule = task != Task::Terms;
        let mut suggester = Self {
            knowledge,
            task,
            terms,
            means: if has_rule { Means::Lexicon } else { Means::Nothing(count) },
            comparison: Comparison::default(),
            dictionary: Dictionary::default(),
            machine: None,
            examples: Vec::new(),
            near: HashMap::new(),
            telling: HashMap::new(),
        };
        if count == 0 {
            return suggester;
        }
        let opening = task == Task::Action;
        let read: Vec<TextFeatures> =
            texts.iter().map(|text| TextFeatures::new(knowledge, &text.text, opening)).collect();
        if count < if has_rule { ENOUGH } else { FEW } {
            suggester.check_lexicon(&texts, &read);
            return suggester;
        }
        suggester.learn(&texts, &read, count);
        suggester
    }

    /// How the lexicon does on the file's own texts, where nothing is learned.
    fn check_lexicon(&mut self, texts: &[Distinct], read: &[TextFeatures]) {
        if self.task == Task::Terms {
            return;
        }
        let mut agreement = Agreement::default();
        for (text, read) in texts.iter().zip(read).filter(|(text, _)| !text.terms.is_empty()) {
            self.comparison.texts += 1;
            agreement.count(&self.slugs(&text.terms), &self.slugs(&self.by_rule(read)));
        }
        self.comparison.lexicon = Some(agreement);
    }

    fn slugs(&self, terms: &[usize]) -> Vec<&str> {
        terms.iter().filter_map(|term| self.terms.get(*term)).map(String::as_str).collect()
    }

    fn learn(&mut self, texts: &[Distinct], read: &[TextFeatures], count: usize) {
        let opening = self.task == Task::Action;
        let mut lessons = Vec::with_capacity(texts.len());
        for (text, read) in texts.iter().zip(read) {
            let features = read.learn(&mut self.dictionary, opening);
            let only = if text.terms.is_empty() { text.refused.clone() } else { Vec::new() };
            lessons.push(Lesson { features, terms: text.terms.clone(), only });
        }
        for lesson in &mut lessons {
            lesson.features.retain(|(feature, _)| !self.dictionary.is_rare(*feature));
        }
        let levels = self.compare(texts, read, &lessons);
        let micro = |agreement: &Option<Agreement>| {
            agreement.as_ref().map_or(-1.0, |agreement| agreement.whole().f1())
        };
        if micro(&self.comparison.learned) <= micro(&self.comparison.lexicon) {
            return;
        }
        let (features, terms) = (self.dictionary.len(), self.terms.len());
        self.machine = Some((Machine::learn(lessons.iter(), features, terms), levels));
        self.means = Means::Learned(count);
        self.telling = self.dictionary.telling(texts.len());
        for (text, lesson) in texts.iter().zip(&lessons) {
            if let Some(name) = text.name.clone().filter(|_| !text.terms.is_empty()) {
                let at = self.examples.len();
                let telling = lesson.features.iter().filter(|(n, _)| self.telling.contains_key(n));
                let mut square = 0.0;
                for (feature, value) in telling {
                    square += value * value;
                    self.near.entry(*feature).or_default().push((at, *value));
                }
                self.examples.push((name, text.terms.clone(), square.sqrt()));
            }
        }
    }

    /// Both ways on texts that were held back: the file's own where there are enough of them.
    fn compare(
        &mut self,
        texts: &[Distinct],
        read: &[TextFeatures],
        lessons: &[Lesson],
    ) -> Calibration {
        let own = texts.iter().filter(|text| text.own && !text.terms.is_empty()).count();
        let is_checked = |text: &Distinct| !text.terms.is_empty() && (text.own || own < ENOUGH);
        let folds = if texts.len() <= ALL_FOLDS { FOLDS } else { 1 };
        let mut scored: Vec<(f32, bool)> = Vec::new();
        let mut held: Vec<(usize, Vec<f32>)> = Vec::new();
        for fold in 0..folds {
            let kept = texts.iter().zip(lessons).filter(|(text, _)| text.fold != fold);
            let (features, terms) = (self.dictionary.len(), self.terms.len());
            let machine = Machine::learn(kept.map(|(_, lesson)| lesson), features, terms);
            for (at, text) in texts.iter().enumerate() {
                if text.fold == fold && !text.terms.is_empty() {
                    let scores = machine.scores(&lessons[at].features);
                    self.note(&scores, &text.terms, &mut scored);
                    if is_checked(text) {
                        held.push((at, scores));
                    }
                }
            }
        }
        let levels = Calibration::of(scored);
        let (mut learned, mut lexicon) = (Agreement::default(), Agreement::default());
        for (at, scores) in &held {
            let coded = self.slugs(&texts[*at].terms);
            let likely = self.chosen(scores, levels.likely);
            learned.count(&coded, &self.slugs(&likely));
            lexicon.count(&coded, &self.slugs(&self.by_rule(&read[*at])));
        }
        self.comparison = Comparison {
            lexicon: (self.task != Task::Terms).then_some(lexicon),
            learned: Some(learned),
            texts: held.len(),
        };
        levels
    }

    /// Scores with whether they are right, for the levels. Where one term only can be right it is
    /// the lead of the first over the second.
    fn note(&self, scores: &[f32], terms: &[usize], scored: &mut Vec<(f32, bool)>) {
        if self.task == Task::Action {
            if let Some((first, lead)) = lead(scores) {
                scored.push((lead, terms.contains(&first)));
            }
        } else {
            let all = scores.iter().enumerate();
            scored.extend(all.map(|(term, score)| (*score, terms.contains(&term))));
        }
    }

    /// The terms that the machine's scores stand for.
    fn chosen(&self, scores: &[f32], likely: f32) -> Vec<usize> {
        if self.task == Task::Action {
            return lead(scores).map(|(first, _)| first).into_iter().collect();
        }
        (0..scores.len()).filter(|term| scores[*term] >= likely).collect()
    }

    fn number(&self, slug: &str) -> Option<usize> {
        self.terms.iter().position(|term| term == slug)
    }

    /// The terms that the lexicon or the verbs stand for.
    fn by_rule(&self, read: &TextFeatures) -> Vec<usize> {
        match self.task {
            Task::Issue => read.reading.issues().filter_map(|slug| self.number(slug)).collect(),
            Task::Action => {
                let category = read.category.as_ref();
                category.and_then(|(n, _)| self.number(&n.to_string())).into_iter().collect()
            }
            Task::Terms => Vec::new(),
        }
    }

    /// By what it suggests.
    pub fn means(&self) -> &Means {
        &self.means
    }

    /// How both ways did.
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// What a text may deserve, best first.
    pub fn suggest(&self, text: &str) -> Vec<Guess> {
        let read = TextFeatures::new(self.knowledge, text, self.task == Task::Action);
        let mut guesses = match &self.machine {
            Some((machine, levels)) => self.learned(&read, machine, levels),
            None => self.ruled(&read),
        };
        guesses.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.term.cmp(&b.term)));
        guesses
    }

    fn ruled(&self, read: &TextFeatures) -> Vec<Guess> {
        match self.task {
            Task::Terms => Vec::new(),
            Task::Action => {
                let category = read.category.as_ref();
                let guess = category.and_then(|(category, verbs)| {
                    Some(Guess {
                        term: self.number(&category.to_string())?,
                        level: Sureness::Likely,
                        score: 0.85,
                        why: format!("“{verbs}”"),
                    })
                });
                guess.into_iter().collect()
            }
            Task::Issue => {
                let guess = |(slug, hit): (&String, &IssueHit)| {
                    let (level, score) = match hit.weight {
                        Weight::Sure => (Sureness::Sure, 0.95),
                        Weight::Firm => (Sureness::Likely, 0.8),
                        Weight::Likely => (Sureness::Likely, 0.5),
                        Weight::Any => (Sureness::Any, 0.2),
                    };
                    Some(Guess { term: self.number(slug)?, level, score, why: quoted(&hit.words) })
                };
                read.reading.hits.iter().filter_map(guess).collect()
            }
        }
    }
}

/// Words as they stand in a reason.
pub(super) fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words
        .iter()
        .filter(|word| !word.is_empty())
        .take(REASONS)
        .map(|word| format!("“{}”", word.trim_matches(['.', ' '])))
        .collect();
    words.join(", ")
}

/// The first term and by how much it leads.
pub(super) fn lead(scores: &[f32]) -> Option<(usize, f32)> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    let (first, second) = (*order.first()?, *order.get(1)?);
    Some((first, scores[first] - scores[second]))
}
