//! A text as the lexicon and the learner read it: its words in lower case, one space before and
//! after each, a full stop where a sentence or a list's part ends.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The word that stands for the end of a sentence: no phrase reaches over it.
const STOP: char = '.';

/// A text made comparable: lower case, no accents, no possessive `'s`, hyphens apart, ` word word . `.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    let plain: Vec<char> =
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    for (at, letter) in plain.iter().copied().enumerate() {
        let next = plain.get(at + 1).copied().unwrap_or(' ');
        match letter {
            '\'' | '’' => {}
            's' if at > 0 && matches!(plain[at - 1], '\'' | '’') && !next.is_alphanumeric() => {}
            letter if letter.is_alphanumeric() => folded.push(letter),
            '.' if folded.ends_with(|c: char| c.is_ascii_digit()) && next.is_ascii_digit() => {
                folded.push(STOP);
            }
            _ => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
                if matches!(letter, '.' | ';' | ':') && !folded.ends_with(" . ") {
                    folded.push(STOP);
                    folded.push(' ');
                }
            }
        }
    }
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}

/// The words of a folded text, without the marks of sentences.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(' ').filter(|word| !word.is_empty() && *word != ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_its_words() {
        assert_eq!(
            fold("Women’s rights, non-refoulement; OP-CAT (No. 1.5)."),
            " women rights non refoulement . op cat no . 1.5 . "
        );
        assert_eq!(fold("Droits de l'Énfant"), " droits de lenfant ");
        assert_eq!(fold(""), " ");
        assert_eq!(words(&fold("a. b")).collect::<Vec<_>>(), ["a", "b"]);
    }
}
