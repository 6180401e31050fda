//! A fingerprint as a small text, to be signed, printed or kept elsewhere: what was not altered since
//! it was written down can be told from it.

use chrono::NaiveDate;

use super::hex;

/// What the first line says.
const FIRST: &str = "upr-fingerprint 1";

/// The newest entry of a file on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// The file's name, without folders.
    pub file: String,
    /// The entry's number.
    pub entry: i64,
    /// Its hash, in lower-case hexadecimal digits.
    pub hash: String,
    /// On which day it was written down.
    pub day: Option<NaiveDate>,
}

impl Fingerprint {
    /// The newest entry of a file.
    pub fn new(file: &str, (entry, hash): (i64, [u8; 32]), day: NaiveDate) -> Self {
        let file = file.replace(char::is_control, " ");
        Self { file, entry, hash: hex(&hash), day: Some(day) }
    }

    /// The text.
    pub fn text(&self) -> String {
        let day = self.day.map(|day| format!("day={day}\n")).unwrap_or_default();
        format!("{FIRST}\nfile={}\nentry={}\nhash={}\n{day}", self.file, self.entry, self.hash)
    }

    /// Reads the text; what stands around it (a signature, blank lines) is no matter.
    ///
    /// # Errors
    /// What it lacks.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        let mut lines = text.lines().map(str::trim).skip_while(|line| *line != FIRST);
        lines.next().ok_or("its line `upr-fingerprint 1`")?;
        let lines: Vec<&str> = lines.collect();
        let value = |name: &str| {
            let named = |line: &&&str| line.split_once('=').is_some_and(|(key, _)| key == name);
            let found = lines.iter().find(named);
            found.and_then(|line| line.split_once('=')).map(|(_, value)| value.trim())
        };
        let entry = value("entry").and_then(|entry| entry.parse().ok()).filter(|entry| *entry > 0);
        let hash = value("hash")
            .map(str::to_lowercase)
            .filter(|hash| hash.len() == 64 && hash.chars().all(|digit| digit.is_ascii_hexdigit()));
        Ok(Self {
            file: value("file").unwrap_or_default().to_owned(),
            entry: entry.ok_or("the number of an entry (`entry=412`)")?,
            hash: hash.ok_or("a hash of 64 hexadecimal digits (`hash=…`)")?,
            day: value("day").and_then(|day| day.parse().ok()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_down_is_read_again_whatever_stands_around_it() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
        let written = Fingerprint::new("my\nown.db", (412, [0xab; 32]), day);
        let text = written.text();
        assert!(
            text.starts_with("upr-fingerprint 1\nfile=my own.db\nentry=412\nhash=abab"),
            "{text}"
        );
        assert_eq!(Fingerprint::read(&text), Ok(written.clone()));
        let mailed =
            format!("-----BEGIN-----\r\n\r\n{}\r\n-----END-----", text.replace('\n', "\r\n"));
        assert_eq!(Fingerprint::read(&mailed), Ok(written));
        for (wrong, lacks) in [
            ("", "line"),
            ("upr-fingerprint 2\nentry=1", "line"),
            ("upr-fingerprint 1\nhash=ab", "number"),
            ("upr-fingerprint 1\nentry=0", "number"),
            ("upr-fingerprint 1\nentry=5\nhash=abc", "hash"),
        ] {
            let found = Fingerprint::read(wrong).unwrap_err();
            assert!(found.contains(lacks), "{wrong}: {found}");
        }
    }
}
