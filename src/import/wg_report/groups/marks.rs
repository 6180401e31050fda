//! Numbers and letters at the beginning of a text.

/// A number at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberMark {
    /// Its parts as printed: `118`, `09`.
    pub(super) parts: Vec<String>,
    /// Its place in the alphabet, if it is a letter: `(a)`, and after `(z)` `(aa)`.
    pub(super) letter: Option<u32>,
    /// How much of the text it takes, with the stop behind it.
    pub(super) length: usize,
}

impl NumberMark {
    /// `124.7 `, `124.7.`, `109. 10 `, `91.`; not `2014 `, `3.5 per cent` or a number alone.
    pub(super) fn at_start(text: &str) -> Option<Self> {
        let lead = text.len() - text.trim_start_matches([' ', '\t', '\u{a0}', '•']).len();
        let rest = &text[lead..];
        if let Some(inner) = rest.strip_prefix('(') {
            return Self::letter(inner, lead);
        }
        let digits = |from: usize| rest[from..].bytes().take_while(u8::is_ascii_digit).count();
        let first = digits(0);
        if first == 0 || first > 3 {
            return None;
        }
        let mut parts = vec![rest[..first].to_owned()];
        let mut end = first;
        while let Some(after) = rest[end..].strip_prefix('.') {
            let blanks = after.len() - after.trim_start_matches(' ').len();
            let from = end + 1 + blanks;
            let count = digits(from);
            let joined = blanks == 0 || (blanks == 1 && parts.len() == 1);
            if count == 0 || count > 3 || !joined || parts.len() == 3 {
                break;
            }
            parts.push(rest[from..from + count].to_owned());
            end = from + count;
        }
        let stop = rest[end..].starts_with('.');
        end += usize::from(stop);
        let next = rest[end..].chars().next();
        let apart = next.is_none_or(|next| !next.is_ascii_digit() && !",;%)/-–".contains(next));
        let sound = apart
            && (stop
                || (parts.len() > 1
                    && next.is_none_or(|n| !n.is_alphanumeric() || n.is_uppercase())));
        sound.then_some(Self { parts, letter: None, length: lead + end })
    }

    fn letter(inner: &str, lead: usize) -> Option<Self> {
        let (letters, _) = inner.split_once(')').filter(|(letters, _)| letters.len() <= 2)?;
        let first = letters.bytes().next().filter(u8::is_ascii_lowercase)?;
        let same = letters.bytes().all(|letter| letter == first);
        let place = u32::from(first - b'a') + 1 + if letters.len() == 2 { 26 } else { 0 };
        let length = lead + letters.len() + 2;
        same.then(|| Self { parts: vec![letters.to_owned()], letter: Some(place), length })
    }

    /// The number, as printed but without blanks.
    pub(super) fn number(&self) -> String {
        self.parts.join(".")
    }

    pub(super) fn part(&self, index: usize) -> Option<u32> {
        self.parts.get(index).and_then(|part| part.parse().ok())
    }
}
