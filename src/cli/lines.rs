//! What is said on stderr, in lines of a terminal's width.

use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

/// Lines are no longer than this, however wide the terminal is.
const WIDEST: usize = 100;

/// The text in lines between words; a command in backticks stays whole, so that it can be copied.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    let blanks = text.len() - text.trim_start_matches(' ').len();
    let indent = if blanks == 0 { String::new() } else { " ".repeat(blanks + 2) };
    let options = Options::new(width.clamp(20, WIDEST))
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .subsequent_indent(&indent)
        .break_words(false);
    textwrap::wrap(text, options).join("\n")
}

/// Stretches between blanks that stand outside of backticks.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let (mut found, mut begin, mut quoted, mut blank) = (Vec::new(), 0, false, true);
    for (at, char) in line.char_indices() {
        if blank && char != ' ' && at > begin && !line[begin..at].trim().is_empty() {
            found.push(&line[begin..at]);
            begin = at;
        }
        quoted ^= char == '`';
        blank = char == ' ' && !quoted;
    }
    found.push(&line[begin..]);
    Box::new(found.into_iter().map(Word::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words_and_commands_stay_whole() {
        let hint =
            "hint: add `--evidence URL`, or take it: `upr status set 24 partial --unsourced` now";
        assert_eq!(
            wrapped(hint, 50),
            "hint: add `--evidence URL`, or take it:\n`upr status set 24 partial --unsourced` now"
        );
        assert_eq!(wrapped("  EX:1: a status of old", 16).lines().nth(1), Some("    old"));
        assert_eq!(wrapped("read as `upr list`", 80), "read as `upr list`");
        assert_eq!(wrapped("an odd ` mark that never ends", 20), "an odd\n` mark that never ends");
        assert_eq!(wrapped("", 80), "");
    }
}
