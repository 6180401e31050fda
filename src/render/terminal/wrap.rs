//! Lines of a given width, in columns of the terminal.

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

/// The columns that a line takes.
pub(super) fn width(line: &str) -> usize {
    line.width()
}

/// The text in lines of at most this width; its own line ends are kept. Words are broken only
/// where they are longer than a line.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width.max(1))
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .break_words(true);
    textwrap::wrap(text, options).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The columns of the longest stretch that wrapping would rather not break.
pub(super) fn longest_word(text: &str) -> usize {
    text.lines().flat_map(words).map(|word| width(word.word)).max().unwrap_or(0)
}

/// The stretches between which Unicode allows a line to end, but for Korean, whose writers end
/// lines between words only.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut found: Vec<&str> = Vec::new();
    let mut begin = 0;
    for (end, _) in unicode_linebreak::linebreaks(line) {
        let (before, after) = (&line[begin..end], &line[end..]);
        // `--option` and `-5` stay whole, as Korean words do.
        let within = before.ends_with(is_hangul) && after.starts_with(is_hangul)
            || before.trim_end_matches('-').trim_end_matches('`').is_empty();
        if !within && end > begin {
            found.push(before);
            begin = end;
        }
    }
    if begin < line.len() {
        found.push(&line[begin..]);
    }
    Box::new(found.into_iter().map(Word::from))
}

fn is_hangul(char: char) -> bool {
    matches!(char, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn wide_and_long_words_are_wrapped_by_columns() {
        assert_eq!(wrapped("어린이의 권리를 보장", 10), ["어린이의", "권리를", "보장"]);
        assert_eq!(wrapped("国際人権規約の批准", 8), ["国際人権", "規約の批", "准"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("ประโยคนี้ยาว", 20), ["ประโยคนี้ยาว"]);
        assert_eq!(wrapped("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(longest_word("Ratify the Convention"), 10);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_no_letter_is_lost(text in "[a-z가-힣\u{600}-\u{6ff} ]{0,80}", most in 2usize..30) {
            let lines = wrapped(&text, most);
            for line in &lines {
                prop_assert!(width(line) <= most, "{line:?}");
            }
            let letters = |text: &str| text.chars().filter(|char| !char.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
