//! Documents as lines, whatever they were: what page heads and feet look like, and how lines are
//! joined again.

use serde::{Deserialize, Serialize};

use super::ImportError;

/// A line of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PaperLine {
    pub(super) text: String,
    /// The page, in a PDF.
    pub(super) page: Option<u32>,
    /// The line's number in the file, or on the page; the paragraph's in a Word document.
    pub(super) number: u64,
    /// More than the usual space stands above it, or it is a paragraph of its own.
    pub(super) begins_block: bool,
}

impl PaperLine {
    /// Where it stands.
    pub(super) fn place(&self) -> super::SourcePlace {
        super::SourcePlace {
            page: self.page,
            line: Some(self.number),
            ..super::SourcePlace::default()
        }
    }
}

/// More lines than a report has: the longest of the United Nations has some ten thousand.
const MOST_LINES: usize = 500_000;

/// Refuses more lines than that.
pub(super) fn check_count(count: usize) -> Result<(), ImportError> {
    if count > MOST_LINES {
        return Err(ImportError::too_many("the text", MOST_LINES, "lines"));
    }
    Ok(())
}

/// The lines of a plain text.
///
/// # Errors
/// [`ImportError::TooLarge`] over [`MOST_LINES`]: a line takes many times the room of two letters.
pub(super) fn of_text(text: &str) -> Result<Vec<PaperLine>, ImportError> {
    let mut begins_block = true;
    let mut lines = Vec::new();
    for (index, line) in text.split(['\n', '\u{c}', '\u{b}', '\u{2028}']).enumerate() {
        if line.trim().is_empty() {
            begins_block = true;
            continue;
        }
        check_count(lines.len() + 1)?;
        let number = index as u64 + 1;
        lines.push(PaperLine { text: line.to_owned(), page: None, number, begins_block });
        begins_block = false;
    }
    Ok(lines)
}

/// The lines of a Word document: every line of every paragraph and cell.
///
/// # Errors
/// As [`of_text`].
pub(super) fn of_docx(document: &super::docx::Docx) -> Result<Vec<PaperLine>, ImportError> {
    let mut lines = Vec::new();
    let texts = document.blocks.iter().flat_map(super::docx::texts);
    for (index, text) in texts.enumerate() {
        for (part, line) in text.lines().enumerate() {
            if !line.trim().is_empty() {
                check_count(lines.len() + 1)?;
                let number = index as u64 + 1;
                let text = line.to_owned();
                lines.push(PaperLine { text, page: None, number, begins_block: part == 0 });
            }
        }
    }
    Ok(lines)
}

/// What a line looks like with its numbers left out: the same for the heads of all pages.
pub(super) fn shape(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Whether a line belongs to the page: a symbol alone, a page number alone, `GE.11-14583`.
pub(super) fn is_furniture(text: &str) -> bool {
    // The rule above the notes at a page's foot.
    if text.contains("___") && text.chars().all(|sign| sign == '_' || sign.is_whitespace()) {
        return true;
    }
    let mut words = text.split_whitespace().filter(|word| !is_page_word(word)).peekable();
    let mut count = 0;
    let all = words.all(|word| {
        count += 1;
        is_symbol(word) || is_job_number(word) || is_page_number(word)
    });
    all && (count > 0 || text.split_whitespace().any(is_page_word)) && count <= 4
}

fn is_page_word(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().trim_end_matches('.'), "page" | "(e)" | "(f)" | "(s)" | "/")
}

fn is_symbol(word: &str) -> bool {
    let parts: Vec<&str> = word.split('/').collect();
    parts.len() >= 3
        && matches!(parts[0], "A" | "E")
        && word.chars().all(|letter| letter.is_ascii_alphanumeric() || "/.-".contains(letter))
}

/// The number under which the UN prints a document: `GE.11-14583`, `*1412727*`.
fn is_job_number(word: &str) -> bool {
    let digits = |text: &str| {
        text.len() >= 5 && text.chars().all(|letter| letter.is_ascii_digit() || letter == '-')
    };
    word.strip_prefix("GE.").is_some_and(digits)
        || word.strip_prefix('*').and_then(|word| word.strip_suffix('*')).is_some_and(digits)
}

fn is_page_number(word: &str) -> bool {
    word.len() <= 3 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Adds a line to a text. A hyphen at the end of a line joins the words; soft ones vanish.
pub(super) fn join(text: &mut String, line: &str) {
    let line = line.trim();
    if line.is_empty() {
        return;
    }
    let kept = text.trim_end().len();
    text.truncate(kept);
    if let Some(before) = text.strip_suffix('\u{ad}') {
        let kept = before.len();
        text.truncate(kept);
        text.push_str(line);
        return;
    }
    let mut last = text.chars().rev();
    let hyphen = last.next() == Some('-') && last.next().is_some_and(char::is_alphanumeric);
    let glued = hyphen && line.starts_with(char::is_alphanumeric);
    if !glued && !text.is_empty() {
        text.push(' ');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_feet_are_known() {
        for text in [
            "A/HRC/18/3",
            "14  GE.11-14583",
            "GE.14-07222  (E) ",
            "*1412727*",
            "23",
            " A/HRC/8/40 Page 15",
            "page 12",
        ] {
            assert!(is_furniture(text), "{text}");
        }
        for text in ["", "14.", "124.7 Ratify", "2014 (France);", "No. 182", "A/HRC/18/3 and more"]
        {
            assert!(!is_furniture(text), "{text}");
        }
    }

    #[test]
    fn lines_are_joined() {
        let mut text = String::new();
        for line in [
            "Strengthen awareness- ",
            "raising and inter\u{ad}",
            "national co-",
            "operation –",
            "now",
        ] {
            join(&mut text, line);
        }
        assert_eq!(text, "Strengthen awareness-raising and international co-operation – now");
    }

    #[test]
    fn blank_lines_begin_blocks() {
        let lines = of_text("a\nb\n\nc\u{c}d").unwrap();
        let told: Vec<_> = lines.iter().map(|line| (line.number, line.begins_block)).collect();
        assert_eq!(told, [(1, true), (2, false), (4, true), (5, false)]);
    }
}
