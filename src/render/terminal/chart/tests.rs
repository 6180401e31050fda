use proptest::prelude::*;

use super::*;

#[test]
fn bars_are_in_proportion_and_a_single_one_is_seen() {
    assert_eq!(cells(&[1, 0, 9], 10, 10), [1, 0, 9]);
    assert_eq!(cells(&[1, 999], 10, 1000), [1, 9]);
    assert_eq!(cells(&[5], 10, 10), [5]);
    assert_eq!(cells(&[0, 0], 10, 0), [0, 0]);
}

proptest! {
    #[test]
    fn no_bar_is_longer_than_its_room(counts in proptest::collection::vec(-3i64..400, 1..9), room in 8usize..60) {
        let most = total(&counts);
        let cells = cells(&counts, room, most);
        prop_assert!(cells.iter().sum::<usize>() <= room.max(counts.len()));
        for (cells, count) in cells.iter().zip(&counts) {
            prop_assert_eq!(*cells > 0, *count > 0);
        }
    }
}

#[test]
fn glyphs_differ_within_a_chart() {
    let series = super::super::super::sample::series();
    for screen in [false, true] {
        let pens = Pens::of(&series, screen, Paint::new(false)).pens;
        let glyphs: HashSet<char> = pens.iter().map(|(glyph, _)| *glyph).collect();
        assert_eq!(glyphs.len(), series.len());
    }
}
