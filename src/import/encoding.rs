//! Finds out a text's character set and line ends, and says them when they are not the usual.

mod detect;

pub use encoding_rs::Encoding as Charset;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::ImportError;

/// How a character set is called: `Windows-1250`, `Mac OS Roman`, `Shift_JIS`.
pub fn label(charset: &'static Encoding) -> String {
    match charset.name() {
        "macintosh" => "Mac OS Roman".to_owned(),
        "UTF-16LE" => "UTF-16 LE".to_owned(),
        "UTF-16BE" => "UTF-16 BE".to_owned(),
        name => name.replace("windows-", "Windows-"),
    }
}

/// The character set of a name as people write it: `windows-1250`, `cp1250`, `Latin-2`, `Shift_JIS`,
/// `Mac OS Roman`; none where no such set is known.
pub fn named(name: &str) -> Option<&'static Encoding> {
    let plain = name.trim().to_lowercase().replace(['_', ' '], "-");
    let digits = || plain.trim_start_matches(|sign: char| !sign.is_ascii_digit());
    let tried = |label: &str| Encoding::for_label(label.as_bytes());
    tried(name.trim()).or_else(|| tried(&plain)).or_else(|| match plain.as_str() {
        "mac-os-roman" | "macroman" | "mac-roman" | "apple-roman" => tried("macintosh"),
        "euckr" | "cp949" | "uhc" => tried("euc-kr"),
        "cp932" => tried("shift_jis"),
        "cp936" => tried("gbk"),
        "cp950" => tried("big5"),
        _ if plain.starts_with("win") || plain.starts_with("cp") || plain.starts_with("ansi") => {
            tried(&format!("windows-{}", digits()))
        }
        _ if plain.starts_with("utf16") => tried(&plain.replace("utf16", "utf-16")),
        _ if plain.starts_with("latin") => tried(&format!("latin{}", digits())),
        _ => tried(&plain.replace('-', "")),
    })
}

/// The text of bytes in a character set that somebody named, as UTF-8 with a byte order mark, so that
/// every reader takes it for what it is.
///
/// # Errors
/// The first line that is none in this character set.
pub fn recoded(bytes: &[u8], charset: &'static Encoding) -> Result<Vec<u8>, ImportError> {
    let (text, broken) = charset.decode_with_bom_removal(bytes);
    if broken {
        let place = text.find('\u{fffd}').unwrap_or(0);
        return Err(ImportError::NotText {
            reason: "bytes that are not in the character set that was named",
            line: line_at(&text, place),
        });
    }
    Ok([b"\xEF\xBB\xBF", text.as_bytes()].concat())
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnds {
    /// A line feed.
    Lf,
    /// A carriage return and a line feed.
    CrLf,
    /// A lone carriage return.
    Cr,
    /// More than one kind.
    Mixed,
}

/// A text and how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text; every line ends with a line feed.
    pub text: String,
    /// Its character set.
    pub charset: &'static Encoding,
    /// What decided it, where it was not plain: a line and what it reads there.
    pub decided_by: Option<(usize, String)>,
    /// What was spoilt before, by the program that wrote it.
    pub spoilt: Option<String>,
    /// How its lines ended.
    pub line_ends: LineEnds,
}

impl Decoded {
    /// What to say about it: nothing for UTF-8 with one kind of line ends.
    pub fn note(&self) -> Option<String> {
        let ends = match self.line_ends {
            LineEnds::Lf | LineEnds::CrLf => None,
            LineEnds::Cr => Some("lines end with a lone carriage return"),
            LineEnds::Mixed => Some("line ends are mixed"),
        };
        let charset = (self.charset != UTF_8).then(|| {
            let read = format!("read as {}", label(self.charset));
            self.decided_by.as_ref().map_or(read.clone(), |(line, text)| {
                format!("{read} (line {line}: `{text}`; another is said with `--encoding`)")
            })
        });
        let spoilt = self.spoilt.clone();
        let said: Vec<String> =
            charset.into_iter().chain(spoilt).chain(ends.map(str::to_owned)).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }
}

/// Turns bytes into text, whatever character set they are in.
///
/// # Errors
/// Bytes that are no text, and a text of which the character set is not sure: it is asked for.
pub fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    let charset = detect::charset_of(bytes)?;
    let text = if charset == UTF_8 {
        utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))?
    } else if charset == UTF_16LE {
        utf16(bytes, u16::from_le_bytes)?
    } else if charset == UTF_16BE {
        utf16(bytes, u16::from_be_bytes)?
    } else {
        charset.decode_without_bom_handling(bytes).0.into_owned()
    };
    if let Some(place) = text.find('\0') {
        return Err(ImportError::NotText { reason: "a NUL byte", line: line_at(&text, place) });
    }
    let (text, line_ends) = unify_line_ends(text);
    let plain = charset == UTF_8 || charset == UTF_16LE || charset == UTF_16BE;
    let decided_by = if plain { None } else { deciding(&text) };
    let spoilt = spoilt(&text);
    Ok(Decoded { text, charset, decided_by, spoilt, line_ends })
}

/// Letters that were lost before the file came here: signs of replacement, and UTF-8 that some program
/// took for Windows-1252 (`LÃ©gislation`, `Itâ€™s`).
fn spoilt(text: &str) -> Option<String> {
    let twice = |word: &str| {
        let mut signs = word.chars().zip(word.chars().skip(1));
        word.contains("â€")
            || signs.any(|(one, next)| {
                matches!(one, 'Ã' | 'Â') && matches!(next, '\u{a0}'..='\u{bf}' | '‰' | '€')
            })
    };
    let is_spoilt = |word: &&str| word.contains('\u{fffd}') || twice(word);
    let lines = text.lines().enumerate();
    let (at, word) = lines
        .flat_map(|(at, line)| line.split([' ', '\t', ',', ';', '"']).map(move |word| (at, word)))
        .find(|(_, word)| is_spoilt(word))?;
    let shown: String = word.chars().take(24).collect();
    let line = at + 1;
    Some(format!(
        "letters were lost before it came here (line {line}: `{shown}`): take the file from before, or \
         mend them"
    ))
}

/// So many letters of the line that decided are shown.
const SHOWN: usize = 48;

/// The line with the most letters that only this character set reads so, and what stands there.
fn deciding(text: &str) -> Option<(usize, String)> {
    let telling = |line: &str| line.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    let lines = text.lines().take(2_000).enumerate();
    let weighed = lines.map(|(at, line)| (telling(line).min(12), at, line));
    let first =
        |a: &(usize, usize, &str), b: &(usize, usize, &str)| a.0.cmp(&b.0).then(b.1.cmp(&a.1));
    let (telling, at, line) = weighed.max_by(first)?;
    let letter = |c: char| !c.is_ascii() && (c.is_alphabetic() || telling == 0);
    let start = line.chars().position(letter)?;
    let begin = start.saturating_sub(SHOWN / 3);
    let mut shown: String = line.chars().skip(begin).take(SHOWN).collect();
    shown = super::text::tidy(&shown);
    Some((at + 1, format!("{}{shown}", if begin > 0 { "…" } else { "" })))
}

fn utf8(bytes: &[u8]) -> Result<String, ImportError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = line_at(&String::from_utf8_lossy(before), usize::MAX);
            Err(ImportError::NotText { reason: "bytes that are not UTF-8", line })
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ImportError> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len() / 2);
    for letter in char::decode_utf16(units) {
        let Ok(letter) = letter else {
            let line = line_at(&text, usize::MAX);
            return Err(ImportError::NotText { reason: "half a UTF-16 pair", line });
        };
        text.push(letter);
    }
    if bytes.len() % 2 == 1 {
        let line = line_at(&text, usize::MAX);
        return Err(ImportError::NotText { reason: "half a UTF-16 unit", line });
    }
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The line, from 1, of a byte offset.
fn line_at(text: &str, offset: usize) -> usize {
    let before = text.get(..offset.min(text.len())).unwrap_or(text);
    let feeds = before.matches('\n').count();
    1 + feeds.max(before.matches('\r').count())
}

fn unify_line_ends(text: String) -> (String, LineEnds) {
    let both = text.matches("\r\n").count();
    let feeds = text.matches('\n').count() - both;
    let returns = text.matches('\r').count() - both;
    let ends = match (feeds, both, returns) {
        (_, 0, 0) => LineEnds::Lf,
        (0, _, 0) => LineEnds::CrLf,
        (0, 0, _) => LineEnds::Cr,
        _ => LineEnds::Mixed,
    };
    if both + returns == 0 {
        return (text, ends);
    }
    (text.replace("\r\n", "\n").replace('\r', "\n"), ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{MACINTOSH, WINDOWS_1252};

    fn decoded(bytes: &[u8]) -> (String, &'static Encoding, LineEnds) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.charset, decoded.line_ends)
    }

    fn utf16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf8_with_and_without_a_mark() {
        let expected = ("Côte\n".to_owned(), UTF_8, LineEnds::Lf);
        assert_eq!(decoded("Côte\n".as_bytes()), expected);
        assert_eq!(decoded("\u{feff}Côte\n".as_bytes()), expected);
        assert_eq!(decode("a\n".as_bytes()).unwrap().note(), None);
    }

    #[test]
    fn letters_that_were_lost_before_are_said() {
        for text in ["a\nL\u{fffd}gislation", "a\nLÃ©gislation", "a\nItâ€™s"] {
            let note = decode(text.as_bytes()).unwrap().note().unwrap();
            assert!(note.contains("line 2: `"), "{note}");
        }
        for text in ["São Tomé", "ÂGE", "naïve"] {
            assert_eq!(decode(text.as_bytes()).unwrap().note(), None, "{text}");
        }
        let mut two = "id,note\n1,čakamo na zakon\n".as_bytes().to_vec();
        two.extend(b"2,l\xe9gislation\n");
        let error = decode(&two).unwrap_err();
        assert!(error.to_string().contains("the first in line 3"), "{error}");
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        let text = "\u{feff}Recommendation,Côte 😀\r\n";
        let plain = "Recommendation,Côte 😀\n".to_owned();
        for (bytes, charset) in [
            (utf16_bytes(text, u16::to_le_bytes), UTF_16LE),
            (utf16_bytes(text, u16::to_be_bytes), UTF_16BE),
            (utf16_bytes(&text[3..], u16::to_le_bytes), UTF_16LE),
            (utf16_bytes(&text[3..], u16::to_be_bytes), UTF_16BE),
        ] {
            assert_eq!(decoded(&bytes), (plain.clone(), charset, LineEnds::CrLf));
        }
    }

    #[test]
    fn half_a_pair_and_half_a_unit_are_errors() {
        let mut bytes = utf16_bytes("\u{feff}ab\ncd", u16::to_le_bytes);
        bytes.extend([0x3D, 0xD8, b'x', 0]);
        let error = decode(&bytes).unwrap_err();
        assert_eq!(error.to_string(), "not text: half a UTF-16 pair at line 2");
        bytes.truncate(bytes.len() - 4);
        bytes.push(b'x');
        let error = decode(&bytes).unwrap_err();
        assert_eq!(error.to_string(), "not text: half a UTF-16 unit at line 2");
    }

    #[test]
    fn the_old_character_sets_are_told_apart() {
        let text = "Côte d’Ivoire – “Réunion”; São Tomé…";
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(decoded(&windows), (text.into(), WINDOWS_1252, LineEnds::Lf));
        // "Côte d’Ivoire\rSão" as an old Macintosh writes it.
        let mac = b"C\x99te d\xD5Ivoire\rS\x8Bo";
        let decoded = decode(mac).unwrap();
        assert_eq!(decoded.text, "Côte d’Ivoire\nSão");
        let note = "read as Mac OS Roman (line 1: `Côte d’Ivoire`; another is said with \
                    `--encoding`); lines end with a lone carriage return";
        assert_eq!(decoded.note().as_deref(), Some(note));
    }

    #[test]
    fn headings_of_our_own_sheets_are_told_apart_too() {
        let text = "Rights › Children\nCooperation › Mandates\n";
        for (bytes, charset) in
            [(text.replace('›', "\u{9b}"), WINDOWS_1252), (text.replace('›', "\u{dd}"), MACINTOSH)]
        {
            let bytes: Vec<u8> =
                bytes.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
            assert_eq!(decoded(&bytes), (text.into(), charset, LineEnds::Lf));
        }
    }

    #[test]
    fn mixed_line_ends_are_said() {
        let decoded = decode(b"a\r\nb\rc\nd").unwrap();
        assert_eq!(decoded.text, "a\nb\nc\nd");
        assert_eq!(decoded.note().as_deref(), Some("line ends are mixed"));
    }

    #[test]
    fn nul_bytes_and_broken_utf8_are_errors_with_a_line() {
        let error = decode(b"a\nb\0c").unwrap_err();
        assert_eq!(error.to_string(), "not text: a NUL byte at line 2");
        let error = decode("é è à ç\né\u{fffd}".as_bytes()).map(|_| ());
        assert!(error.is_ok());
        let mut bytes = "é è à ç ô ü\né".as_bytes().to_vec();
        bytes.push(0xE9);
        let error = decode(&bytes).unwrap_err();
        assert_eq!(error.to_string(), "not text: bytes that are not UTF-8 at line 2");
    }
}
