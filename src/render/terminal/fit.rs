//! How wide each column of a table may be.

/// What a column asks for, the most pressing first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    /// The width below which it cannot be read.
    pub(super) least: usize,
    /// The width at which no value wraps that should not.
    pub(super) whole: usize,
    /// The width at which no value wraps.
    pub(super) content: usize,
    /// The width at which its title does not wrap.
    pub(super) titled: usize,
}

/// One width a column, which sum up to the width or less; `None` if that cannot be read.
pub(super) fn widths(wishes: &[Wish], width: usize, gap: usize) -> Option<Vec<usize>> {
    let room = width.checked_sub(gap * wishes.len().saturating_sub(1))?;
    let least: Vec<usize> = wishes.iter().map(|wish| wish.least).collect();
    if least.iter().sum::<usize>() > room {
        return None;
    }
    let steps: [fn(&Wish) -> usize; 3] =
        [|wish| wish.whole, |wish| wish.content, |wish| wish.titled];
    let widen = |widths, step: fn(&Wish) -> usize| {
        grow(widths, &wishes.iter().map(step).collect::<Vec<usize>>(), room)
    };
    Some(steps.into_iter().fold(least, widen))
}

/// Widens the columns step by step, the narrowest first, until each has its wish or the room is
/// used up.
fn grow(mut widths: Vec<usize>, wishes: &[usize], room: usize) -> Vec<usize> {
    let mut left = room - widths.iter().sum::<usize>();
    while left > 0 {
        let hungry = (0..widths.len()).filter(|at| widths[*at] < wishes[*at]);
        let Some(at) = hungry.min_by_key(|at| widths[*at]) else { break };
        widths[at] += 1;
        left -= 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(least: usize, whole: usize, content: usize, titled: usize) -> Wish {
        Wish { least, whole, content, titled }
    }

    #[test]
    fn each_gets_its_wish_where_there_is_room() {
        assert_eq!(widths(&[wish(6, 6, 6, 4), wish(16, 16, 30, 4)], 80, 2), Some(vec![6, 30]));
    }

    #[test]
    fn labels_stay_whole_and_texts_share_the_rest_before_titles() {
        let wishes = [wish(12, 20, 20, 4), wish(16, 16, 200, 4), wish(16, 16, 40, 60)];
        assert_eq!(widths(&wishes, 80, 2), Some(vec![20, 28, 28]));
        assert_eq!(widths(&wishes, 50, 2), Some(vec![14, 16, 16]));
        assert_eq!(widths(&wishes, 300, 2), Some(vec![20, 200, 60]));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        assert_eq!(widths(&[wish(9, 9, 9, 9); 10], 80, 2), None);
        assert_eq!(widths(&[wish(9, 9, 9, 9); 50], 80, 2), None);
    }
}
