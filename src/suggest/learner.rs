//! Learning from coded texts: one linear support vector machine a term, all terms in one pass, by
//! dual coordinate descent (Hsieh and others, "A dual coordinate descent method for large-scale
//! linear SVM", ICML 2008; squared hinge loss). Fixed order, one thread: same input, same weights.

/// A text as numbers: which features it has, and how much of each.
pub type Features = Vec<(u32, f32)>;

/// A coded text.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// Its features.
    pub features: Features,
    /// The terms that it was coded with, by number.
    pub terms: Vec<usize>,
    /// Where not empty: the terms of which it tells anything.
    pub only: Vec<usize>,
}

/// How much an error costs against a large weight.
const COST: f32 = 0.7;
/// How often all texts are gone through.
const PASSES: usize = 6;

/// What was learned: a weight for each feature and term.
#[derive(Debug, Clone)]
pub struct Machine {
    terms: usize,
    weights: Vec<f32>,
}

/// A permutation that is always the same (xorshift, fixed seed).
struct Shuffle(u64);

impl Shuffle {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (bound.max(1) as u64)).unwrap_or(0)
    }

    fn order(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            order.swap(at, self.below(at + 1));
        }
    }
}

impl Machine {
    /// Learns `terms` terms over `features` features from examples.
    pub fn learn<'a>(
        examples: impl Iterator<Item = &'a Lesson>,
        features: usize,
        terms: usize,
    ) -> Self {
        let examples: Vec<&Lesson> = examples.collect();
        let mut machine = Self { terms, weights: vec![0.0; features * terms] };
        let mut alphas = vec![0.0_f32; examples.len() * terms];
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut shuffle = Shuffle(0x9E37_79B9_7F4A_7C15);
        let mut steps = vec![0.0_f32; terms];
        for _ in 0..PASSES {
            shuffle.order(&mut order);
            for at in order.iter().copied() {
                let alphas = &mut alphas[at * terms..(at + 1) * terms];
                machine.step(examples[at], alphas, &mut steps);
            }
        }
        machine
    }

    /// One example: what its margin lacks is made up for, for all terms.
    fn step(&mut self, example: &Lesson, alphas: &mut [f32], steps: &mut [f32]) {
        let slack = 0.5 / COST;
        let square: f32 = example.features.iter().map(|(_, value)| value * value).sum();
        let scores = self.scores(&example.features);
        let mut changed = false;
        for (term, step) in steps.iter_mut().enumerate() {
            if !example.only.is_empty() && !example.only.contains(&term) {
                *step = 0.0;
                continue;
            }
            let sign = if example.terms.contains(&term) { 1.0 } else { -1.0 };
            let lack = sign * scores[term] - 1.0 + alphas[term] * slack;
            let alpha = (alphas[term] - lack / (square + slack)).max(0.0);
            *step = sign * (alpha - alphas[term]);
            changed |= *step != 0.0;
            alphas[term] = alpha;
        }
        if changed {
            for (feature, value) in &example.features {
                let at = *feature as usize * self.terms;
                let weights = &mut self.weights[at..at + self.terms];
                weights.iter_mut().zip(&*steps).for_each(|(weight, step)| *weight += step * value);
            }
        }
    }

    /// The score of each term: above 0 rather so.
    pub fn scores(&self, features: &Features) -> Vec<f32> {
        let mut scores = vec![0.0_f32; self.terms];
        for (feature, value) in features {
            let at = *feature as usize * self.terms;
            let Some(weights) = self.weights.get(at..at + self.terms) else { continue };
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight * value);
        }
        scores
    }

    /// What a feature says for a term.
    pub fn weight(&self, feature: u32, term: usize) -> f32 {
        self.weights.get(feature as usize * self.terms + term).copied().unwrap_or(0.0)
    }
}
