//! How well suggestions agree with what somebody coded.

use std::collections::BTreeMap;

/// How often a term was rightly suggested, wrongly, and missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreed {
    /// Suggested and coded.
    pub right: usize,
    /// Suggested, not coded.
    pub wrong: usize,
    /// Coded, not suggested.
    pub missed: usize,
}

impl Agreed {
    /// What part of the suggestions is right; none where nothing was suggested.
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    /// What part of what was coded is suggested.
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed).unwrap_or(0.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of texts, far below 2^52")]
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The tallies of all terms.
#[derive(Debug, Clone, Default)]
pub struct Agreement {
    /// By term.
    pub terms: BTreeMap<String, Agreed>,
}

impl Agreement {
    /// Counts one text.
    pub fn count<'a>(&mut self, coded: &[&'a str], suggested: &[&'a str]) {
        for term in coded {
            let tally = self.terms.entry((*term).to_owned()).or_default();
            if suggested.contains(term) { tally.right += 1 } else { tally.missed += 1 }
        }
        for term in suggested.iter().filter(|term| !coded.contains(*term)) {
            self.terms.entry((*term).to_owned()).or_default().wrong += 1;
        }
    }

    /// All terms together: each suggestion weighs the same.
    pub fn whole(&self) -> Agreed {
        self.terms.values().fold(Agreed::default(), |sum, tally| Agreed {
            right: sum.right + tally.right,
            wrong: sum.wrong + tally.wrong,
            missed: sum.missed + tally.missed,
        })
    }

    /// The mean of the terms that occur in what was coded: each term weighs the same.
    pub fn macro_f1(&self) -> f64 {
        let coded: Vec<f64> = self
            .terms
            .values()
            .filter(|tally| tally.right + tally.missed > 0)
            .map(|tally| tally.f1())
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "some dozens of terms")]
        let count = coded.len().max(1) as f64;
        coded.iter().sum::<f64>() / count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_means_are_those_of_the_books() {
        let mut agreement = Agreement::default();
        agreement.count(&["a", "b"], &["a"]);
        agreement.count(&["a"], &["a", "b"]);
        assert_eq!(agreement.terms["a"], Agreed { right: 2, wrong: 0, missed: 0 });
        assert_eq!(agreement.terms["b"], Agreed { right: 0, wrong: 1, missed: 1 });
        assert!((agreement.whole().f1() - 4.0 / 6.0).abs() < 1e-9);
        assert!((agreement.macro_f1() - 0.5).abs() < 1e-9);
        assert_eq!(Agreed::default().precision(), None);
    }
}
