//! Which character set bytes are in: by their mark, by their zeros, else by what they read as.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_2022_JP, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252,
};

use super::label;
use crate::import::ImportError;

/// The character set: by byte order mark, else by what the bytes look like.
///
/// # Errors
/// A text that reads well in none that is known by itself.
pub(super) fn charset_of(bytes: &[u8]) -> Result<&'static Encoding, ImportError> {
    if let Some((charset, _)) = Encoding::for_bom(bytes) {
        return Ok(charset);
    }
    if let Some(charset) = bare_utf16(bytes) {
        return Ok(charset);
    }
    let sound = std::str::from_utf8(bytes).is_ok();
    if sound && !bytes.windows(2).any(|pair| pair == b"\x1B$") {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if (sound && guess != ISO_2022_JP) || mostly_utf8(bytes) {
        return Ok(UTF_8);
    }
    if let Some(declared) = declared(bytes) {
        return Ok(declared);
    }
    // Letters of the East are pairs of bytes, and so are letters with the usual Western marks beside
    // them: where nearly all of them are usual, the text is Western.
    let high = i64::try_from(bytes.iter().filter(|byte| !byte.is_ascii()).take(20_000).count());
    let usual = high.is_ok_and(|high| high > 0 && plausibility(WINDOWS_1252, bytes) >= high * 3);
    let guess = if usual && !guess.is_single_byte() { WINDOWS_1252 } else { guess };
    if !guess.is_single_byte() {
        let broken = guess.decode_without_bom_handling(bytes).1;
        return if broken { Err(ask(bytes, guess)) } else { Ok(guess) };
    }
    if reads_as_other_script(guess, bytes) {
        return Ok(guess);
    }
    if mixed_utf8(bytes) {
        return Err(mixed(bytes));
    }
    let (mac, theirs) = (plausibility(MACINTOSH, bytes), plausibility(guess, bytes));
    let western = plausibility(WINDOWS_1252, bytes);
    let best = if mac > theirs && mac > western { MACINTOSH } else { guess };
    let best = if best == WINDOWS_1252 && is_hungarian(bytes) { WINDOWS_1250 } else { best };
    if plausibility(best, bytes) < 0 || best.decode_without_bom_handling(bytes).1 {
        return Err(ask(bytes, best));
    }
    Ok(best)
}

/// Whether a text reads in this character set as words of a script that is not Latin, and as little
/// else.
fn reads_as_other_script(charset: &'static Encoding, bytes: &[u8]) -> bool {
    let words = bytes.split(u8::is_ascii).filter(|word| !word.is_empty()).take(20_000);
    let (mut long, mut letters, mut others) = (0, 0, 0);
    for word in words {
        let (text, broken) = charset.decode_without_bom_handling(word);
        long += usize::from(word.len() >= 3 && !broken);
        for sign in text.chars() {
            match sign {
                '\u{370}'..='\u{1dff}' => letters += 1,
                _ if "\u{a0}«»–—“”„’…№".contains(sign) => {}
                _ => others += 1,
            }
        }
    }
    long > 0 && letters > others * 8
}

/// Whether a text that may be Western has the letters of Hungarian, whose long ő and ű read there as
/// õ and û: beside short ö or ü and acute vowels no Western language has them.
fn is_hungarian(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let has = |letters: &str| text.contains(|letter| letters.contains(letter));
    has("õÕ") && has("öüÖÜ") && has("áéíóÁÉÍÓ") && !has("ãçäåñÃÇÄÅÑ")
}

/// The character set that a web page or an XML file says it is in, if its bytes can be read in it.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    if !start.trim_start().starts_with('<') {
        return None;
    }
    let after =
        ["charset=", "encoding="].iter().find_map(|word| Some(start.split_once(word)?.1))?;
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(['"', '\'', ' ', ';', '>', '?', '/'])?;
    let charset = Encoding::for_label(&name.as_bytes()[..end])?;
    (charset != UTF_8 && !charset.decode_without_bom_handling(bytes).1).then_some(charset)
}

/// Asks for the character set, with the first line that tells, read in several.
fn ask(bytes: &[u8], guess: &'static Encoding) -> ImportError {
    let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
    let line = lines.clone().find(|line| !line.is_ascii()).unwrap_or_default();
    let start = line.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(12);
    let part = &line[start..line.len().min(start + 40)];
    let mut sets = vec![guess];
    sets.extend([WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, MACINTOSH]);
    let mut read: Vec<String> = Vec::new();
    for (at, set) in sets.iter().enumerate() {
        if !sets[..at].contains(set) {
            let text = set.decode_without_bom_handling(part).0;
            read.push(format!("`{}` in {}", crate::import::text::tidy(&text), label(set)));
        }
    }
    ImportError::foreign(
        format!("a text whose character set is not sure: {}", read.join(", ")),
        "say which it is with `--encoding NAME` (such as windows-1250, ibm866, shift_jis), or save it \
         as UTF-8; nothing was written",
    )
}

/// UTF-16 without a mark has zeros in every second byte: in nearly all of them, or in those of blanks
/// and line ends where the letters are not Latin. A text of bytes has none.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(64 * 1024) & !1];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    let charset = if half < 4 {
        return None;
    } else if odd * 20 > half && even * 20 < odd {
        UTF_16LE
    } else if even * 20 > half && odd * 20 < even {
        UTF_16BE
    } else {
        return None;
    };
    let mostly = odd.max(even) * 10 > half * 7;
    // Letters of other scripts have bytes that no plain text has; a zero gone astray has none beside it.
    let plain = |byte: &&u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace() || **byte == 0;
    let others = sample.len() - sample.iter().filter(plain).count();
    (mostly
        || (others * 5 > half
            && odd.max(even) >= 4
            && !charset.decode_without_bom_handling(sample).1))
        .then_some(charset)
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

/// Whether most letters are sound UTF-8, and some bytes none: two files in one, or a cut one.
fn mixed_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        let words = chunk.valid().split(|sign: char| !sign.is_alphabetic());
        // One letter of two bytes may be two letters of another character set; one within a word of
        // plain letters is none.
        let telling = words.filter(|word| {
            word.chars().filter(char::is_ascii_alphabetic).count() >= 3
                && word.chars().any(|sign| matches!(sign, '\u{c0}'..='\u{24f}'))
        });
        sound += telling.count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // Of another character set most letters are broken.
    sound > 0 && broken > 0 && sound <= broken * 3 && broken <= sound * 4
}

/// Asks about a text of which some places are UTF-8 and others not.
fn mixed(bytes: &[u8]) -> ImportError {
    let valid = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let line = bytes[..valid].split(|byte| *byte == b'\n').count();
    ImportError::foreign(
        format!(
            "a text of which some letters are UTF-8 and some are not (the first in line {line})"
        ),
        "it was put together of two files, or saved twice: mend those lines and save it as UTF-8, or \
         say how all of it is to be read: `--encoding NAME`; nothing was written",
    )
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

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    /// What people note in a sheet of ours whose other cells are English.
    fn sheet(note: &str) -> String {
        format!(
            "id,ref,text,status,note\r\nA:140.1,140.1,Adopt a national plan on older persons,\
             in-progress,{note}\r\nA:140.2,140.2,Increase the number of shelters,not-assessed,\r\n"
        )
    }

    #[test]
    fn a_note_of_a_sentence_tells_the_character_set() {
        let mut wrong = Vec::new();
        for (label, note) in [
            ("windows-1250", "Návrh zákona – „prvé čítanie“ 5,5 %"),
            ("windows-1250", "Zakon je bil sprejet, načrt še ni končan"),
            ("windows-1250", "Przyjęto ustawę o równości, trwają prace nad strategią"),
            ("windows-1250", "A törvényjavaslat előkészítése folyamatban, jövőre szavaznak róla"),
            ("windows-1251", "Законопроект внесён в парламент"),
            ("koi8-u", "Закон прийнято, національний план готується"),
            ("windows-1252", "Le projet de loi a été déposé à l’Assemblée"),
            ("windows-1252", "Côte d’Ivoire"),
            ("windows-1252", "Se aprobó la ley; continúa la discusión en la comisión"),
            ("windows-1253", "Το νομοσχέδιο κατατέθηκε στη Βουλή"),
            ("windows-1254", "Yasa tasarısı Meclis'e sunuldu, görüşmeler sürüyor şu anda"),
            ("windows-1255", "הצעת החוק הוגשה לכנסת"),
            ("windows-1256", "تم تقديم مشروع القانون إلى البرلمان"),
            ("windows-1257", "Įstatymo projektas pateiktas Seimui, svarstymas tęsiamas šiemet"),
            ("windows-874", "ร่างกฎหมายได้ถูกเสนอต่อรัฐสภาแล้ว"),
            ("macintosh", "Le projet de loi a été déposé à l’Assemblée"),
            ("macintosh", "São Tomé e Príncipe"),
            ("shift_jis", "法案は国会に提出された"),
            ("euc-jp", "法案は国会に提出された"),
            ("iso-2022-jp", "法案は国会に提出された"),
            ("euc-kr", "법안이 국회에 제출되었다"),
            ("gbk", "法律草案已提交议会审议"),
            ("big5", "法律草案已提交議會審議"),
            ("utf-8", "法律草案已提交議會審議"),
        ] {
            let text = sheet(note);
            let charset = Encoding::for_label(label.as_bytes()).unwrap();
            let bytes = charset.encode(&text).0;
            let read = decode(&bytes).map_err(|error| error.to_string());
            if read.as_ref().map(|read| read.text.as_str()) != Ok(&text.replace('\r', "")) {
                wrong.push((label, note, read.map(|read| read.note())));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn utf16_without_a_mark_is_known_by_its_blanks() {
        let text = sheet("법안이 국회에 제출되었다. 법안이 국회에 제출되었다. Законопроект внесён");
        let unmarked: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(charset_of(&unmarked).unwrap(), UTF_16BE);
    }

    #[test]
    fn what_reads_well_in_none_is_asked_about() {
        // "Projet de loi déposé à l'été" as DOS wrote it.
        let bytes = b"id,note\nA:1,Projet de loi d\x82pos\x82 \x85 l'\x82t\x82\n";
        let error = decode(bytes).unwrap_err().to_string();
        assert!(error.contains("character set is not sure"), "{error}");
        // A page says it itself.
        let page = b"<meta charset=\"windows-1250\"><table><tr><td>na\xE8rt</table>";
        assert_eq!(charset_of(page).unwrap(), WINDOWS_1250);
    }

    #[test]
    fn names_are_taken_as_people_write_them() {
        for (name, expected) in [
            ("cp1250", "windows-1250"),
            ("Windows 1250", "windows-1250"),
            ("windows1250", "windows-1250"),
            ("Latin-2", "ISO-8859-2"),
            ("latin2", "ISO-8859-2"),
            ("Mac OS Roman", "macintosh"),
            ("SJIS", "Shift_JIS"),
            ("Shift-JIS", "Shift_JIS"),
            ("cp949", "EUC-KR"),
            ("UTF16LE", "UTF-16LE"),
            ("utf8", "UTF-8"),
            ("KOI8-R", "KOI8-R"),
            ("866", "IBM866"),
        ] {
            let read = super::super::named(name).map(Encoding::name);
            assert_eq!(read, Some(expected), "{name}");
        }
        assert_eq!(super::super::named("klingon"), None);
    }
}
