//! What the search index is asked for.

/// What FTS5 is asked for: all the words, each quoted, so that no character has a meaning. Words of
/// scripts without word forms that the tokenizer knows are found by their beginning, too.
pub(in super::super) fn match_expression(words: &[String]) -> Option<String> {
    let term = |word: &String| {
        let latin = word.chars().all(|c| c < '\u{250}');
        if latin { format!("\"{word}\"") } else { format!("\"{word}\"*") }
    };
    let terms: Vec<_> = words.iter().map(term).collect();
    if terms.is_empty() { None } else { Some(terms.join(" ")) }
}
