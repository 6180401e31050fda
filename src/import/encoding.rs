//! Finds out a text's character set and line ends, and says them when they are not the usual.

use std::fmt;

use super::ImportError;

/// A character set that files come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252.
    Windows1252,
    /// Mac OS Roman.
    MacRoman,
}

impl fmt::Display for Charset {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "Mac OS Roman",
        })
    }
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
    pub charset: Charset,
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
        match (self.charset, ends) {
            (Charset::Utf8, None) => None,
            (Charset::Utf8, Some(ends)) => Some(ends.to_owned()),
            (charset, None) => Some(format!("read as {charset}")),
            (charset, Some(ends)) => Some(format!("read as {charset}; {ends}")),
        }
    }
}

/// Turns bytes into text, whatever character set they are in.
pub fn decode(bytes: &[u8]) -> Result<Decoded, ImportError> {
    let charset = charset_of(bytes);
    let text = match charset {
        Charset::Utf8 => utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))?,
        Charset::Utf16Le => utf16(bytes, u16::from_le_bytes)?,
        Charset::Utf16Be => utf16(bytes, u16::from_be_bytes)?,
        Charset::Windows1252 => one_byte(encoding_rs::WINDOWS_1252, bytes),
        Charset::MacRoman => one_byte(encoding_rs::MACINTOSH, bytes),
    };
    if let Some(place) = text.find('\0') {
        return Err(ImportError::NotText { reason: "a NUL byte", line: line_at(&text, place) });
    }
    let (text, line_ends) = unify_line_ends(text);
    Ok(Decoded { text, charset, line_ends })
}

/// The character set: by byte order mark, else by what the bytes look like.
fn charset_of(bytes: &[u8]) -> Charset {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => return Charset::Utf8,
        [0xFF, 0xFE, ..] => return Charset::Utf16Le,
        [0xFE, 0xFF, ..] => return Charset::Utf16Be,
        _ => {}
    }
    if let Some(charset) = bare_utf16(bytes) {
        return charset;
    }
    if std::str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) {
        return Charset::Utf8;
    }
    if plausibility(encoding_rs::MACINTOSH, bytes) > plausibility(encoding_rs::WINDOWS_1252, bytes)
    {
        Charset::MacRoman
    } else {
        Charset::Windows1252
    }
}

/// UTF-16 without a mark has a zero in nearly every second byte.
fn bare_utf16(bytes: &[u8]) -> Option<Charset> {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if half < 4 {
        None
    } else if odd * 10 > half * 7 && even * 10 < half {
        Some(Charset::Utf16Le)
    } else if even * 10 > half * 7 && odd * 10 < half {
        Some(Charset::Utf16Be)
    } else {
        None
    }
}

/// Whether this is UTF-8 with a few broken places, rather than another character set.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken * 3
}

/// How much the text looks like one that people write, read in this character set: letters in words,
/// signs between them.
fn plausibility(charset: &'static encoding_rs::Encoding, bytes: &[u8]) -> i64 {
    const USUAL: &str = "éèêëàâçôöüûùîïäñáíóúãõåæøœß’‘“”–—…•°«»§›‹\u{a0}©®ÉÀÇÖÜÄÅØ";
    const APOSTROPHES: &str = "’‘ʼ";
    /// Letters that are words.
    const WORDS: &str = "àéóèòyYÀÉÓ";
    let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let high = bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()).take(20_000);
    high.map(|(at, byte)| {
        let around = [at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1)];
        let beside = around.iter().filter(|byte| letter(**byte)).count();
        let open = around.iter().all(|byte| byte.is_none_or(u8::is_ascii));
        let (text, _) = charset.decode_without_bom_handling(std::slice::from_ref(byte));
        let Some(sign) = text.chars().next() else { return -3 };
        let usual = if USUAL.contains(sign) { 4 } else { 0 };
        if sign.is_control() {
            -8
        } else if sign.is_alphabetic() {
            // A letter alone is no word, and a capital within one is rare.
            let alone = open && beside == 0 && !WORDS.contains(sign);
            let within = sign.is_uppercase() && letter(around[0]);
            let case = if sign.is_lowercase() { 1 } else { -1 };
            if alone || within { -4 } else { usual.max(case) }
        } else if beside == 2 && !APOSTROPHES.contains(sign) && !"–—\u{a0}".contains(sign) {
            -4
        } else if usual > 0 {
            usual
        } else {
            -3
        }
    })
    .sum()
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

fn one_byte(charset: &'static encoding_rs::Encoding, bytes: &[u8]) -> String {
    charset.decode_without_bom_handling(bytes).0.into_owned()
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

    fn decoded(bytes: &[u8]) -> (String, Charset, LineEnds) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.charset, decoded.line_ends)
    }

    fn utf16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf8_with_and_without_a_mark() {
        let expected = ("Côte\n".to_owned(), Charset::Utf8, LineEnds::Lf);
        assert_eq!(decoded("Côte\n".as_bytes()), expected);
        assert_eq!(decoded("\u{feff}Côte\n".as_bytes()), expected);
        assert_eq!(decode("a\n".as_bytes()).unwrap().note(), None);
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        let text = "\u{feff}Recommendation,Côte 😀\r\n";
        let plain = "Recommendation,Côte 😀\n".to_owned();
        for (bytes, charset) in [
            (utf16_bytes(text, u16::to_le_bytes), Charset::Utf16Le),
            (utf16_bytes(text, u16::to_be_bytes), Charset::Utf16Be),
            (utf16_bytes(&text[3..], u16::to_le_bytes), Charset::Utf16Le),
            (utf16_bytes(&text[3..], u16::to_be_bytes), Charset::Utf16Be),
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
        assert_eq!(decoded(&windows), (text.into(), Charset::Windows1252, LineEnds::Lf));
        // "Côte d’Ivoire\rSão" as an old Macintosh writes it.
        let mac = b"C\x99te d\xD5Ivoire\rS\x8Bo";
        let decoded = decode(mac).unwrap();
        assert_eq!(decoded.text, "Côte d’Ivoire\nSão");
        let note = "read as Mac OS Roman; lines end with a lone carriage return";
        assert_eq!(decoded.note().as_deref(), Some(note));
    }

    #[test]
    fn headings_of_our_own_sheets_are_told_apart_too() {
        let text = "Rights › Children\nCooperation › Mandates\n";
        for (bytes, charset) in [
            (text.replace('›', "\u{9b}"), Charset::Windows1252),
            (text.replace('›', "\u{dd}"), Charset::MacRoman),
        ] {
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
