//! Counting words as those do who set limits.

use super::super::{Block, Part, Visibility};

/// The words of a text: stretches between blanks that hold a letter or digit. Scripts without
/// blanks are counted by stretches as well.
pub fn count(text: &str) -> usize {
    // `[12]` is the number of a source, not a word.
    let is_mark = |word: &str| {
        word.strip_prefix('[').is_some_and(|rest| {
            rest.trim_end_matches([']', '.', ',']).chars().all(|c| c.is_ascii_digit())
        })
    };
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric) && !is_mark(word);
    text.split_whitespace().filter(is_word).count()
}

/// The words of what may be handed on: headings, prose and lists. Tables, charts, notes and what is
/// still to be written do not count.
pub fn counted(blocks: &[Block<'_>]) -> usize {
    blocks.iter().map(of_block).sum()
}

fn of_block(block: &Block<'_>) -> usize {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => count(text),
        Block::Prose(parts) | Block::List(parts) => parts.iter().map(of_part).sum(),
        Block::ToWrite(_) | Block::Note(_) | Block::Table(_) | Block::Chart(_) => 0,
    }
}

/// An address goes into a footnote: it does not count.
pub(super) fn of_part(part: &Part) -> usize {
    if part.visibility != Visibility::Public {
        return 0;
    }
    match &part.url {
        Some(url) => count(part.text.split(url.as_str()).next().unwrap_or_default()),
        None => count(&part.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_without_marks_addresses_and_what_is_internal() {
        assert_eq!(count("  Ratify – the Convention (2006); 140.7 "), 5);
        assert_eq!(count(""), 0);
        let url = "https://example.org/a b".to_owned();
        let source = Part { url: Some(url.clone()), ..Part::new(format!("The act, {url}")) };
        let secret = Part { visibility: Visibility::Internal(3), ..Part::new("one two three") };
        let blocks = [
            Block::Heading { level: 1, text: "Women".into() },
            Block::Prose(vec![Part::new("A bill is tabled."), source, secret]),
            Block::ToWrite("what was done".into()),
            Block::Note("a remark".into()),
        ];
        assert_eq!(counted(&blocks), 1 + 4 + 2);
    }
}
