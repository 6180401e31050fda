//! From scores to levels: where on held-back texts so many of what is suggested are right.

/// What part of `sure` must be right on texts that were held back. The goal is 0.95; texts of other
/// years are somewhat less alike.
const SURE: f32 = 0.965;
/// Below this probability nothing is suggested at all.
const LEAST: f32 = 0.12;
/// Scores below this are no candidates, and would outweigh all others.
const FAR_BELOW: f32 = -1.2;

/// Where the levels begin, and how a score is a probability.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calibration {
    pub(super) sure: f32,
    pub(super) likely: f32,
    slope: f32,
    offset: f32,
}

impl Calibration {
    /// From scores on held-back texts, each with whether it was right.
    pub(super) fn of(mut scored: Vec<(f32, bool)>) -> Self {
        let right = scored.iter().filter(|(_, right)| *right).count();
        scored.retain(|(score, _)| *score > FAR_BELOW);
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut sure, mut likely, mut best) = (f32::INFINITY, 0.0, 0.0_f32);
        let mut hits = 0_usize;
        for (at, (score, is_right)) in scored.iter().enumerate() {
            hits += usize::from(*is_right);
            let precision = ratio(hits, at + 1);
            if precision >= SURE && at >= 20 {
                sure = *score;
            }
            let f1 = ratio(2 * hits, at + 1 + right);
            if f1 > best {
                (best, likely) = (f1, *score);
            }
        }
        let (slope, offset) = logistic(&scored);
        Self { sure: sure.max(likely), likely, slope, offset }
    }

    /// How probable a score is, to two places.
    pub(super) fn probability(&self, score: f32) -> f32 {
        let p = 1.0 / (1.0 + (-(self.slope * score + self.offset)).exp());
        (p * 100.0).round() / 100.0
    }

    pub(super) fn is_worth_a_look(&self, score: f32) -> bool {
        self.probability(score) >= LEAST
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of texts")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// Slope and offset of the logistic curve that fits best (Newton's method, a few rounds).
fn logistic(scored: &[(f32, bool)]) -> (f32, f32) {
    let (mut slope, mut offset) = (2.0_f64, 0.0_f64);
    for _ in 0..12 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) = (0.0, 0.0, 1e-6, 0.0, 1e-6);
        for (score, right) in scored {
            let x = f64::from(*score);
            let p = 1.0 / (1.0 + (-(slope * x + offset)).exp());
            let miss = p - f64::from(u8::from(*right));
            let spread = p * (1.0 - p);
            g0 += miss;
            g1 += miss * x;
            h00 += spread;
            h01 += spread * x;
            h11 += spread * x * x;
        }
        let det = h00 * h11 - h01 * h01;
        if det.abs() < 1e-9 {
            break;
        }
        offset -= (h11 * g0 - h01 * g1) / det;
        slope -= (h00 * g1 - h01 * g0) / det;
    }
    #[expect(clippy::cast_possible_truncation, reason = "two places are shown")]
    let pair = (slope.clamp(0.1, 20.0) as f32, offset.clamp(-20.0, 20.0) as f32);
    pair
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sure_are_nearly_all_right_and_probabilities_rise() {
        let scored: Vec<(f32, bool)> = (0..1000)
            .map(|at| {
                let score = 2.0 - 4.0 * ratio(at, 1000);
                (score, score > 1.0 || (score > -1.0 && at % 2 == 0))
            })
            .collect();
        let levels = Calibration::of(scored);
        assert!((0.85..1.05).contains(&levels.sure), "{levels:?}");
        assert!(levels.likely < levels.sure);
        assert!(levels.probability(1.5) > levels.probability(0.0));
        assert!(levels.probability(0.0) > levels.probability(-1.0));
        assert!(!levels.is_worth_a_look(-3.0));
        let none = Calibration::of(Vec::new());
        assert!(none.probability(0.0) <= 1.0 && none.sure.is_infinite(), "nothing is sure");
    }
}
