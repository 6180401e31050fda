//! The catalogue: every fixed sentence by a key, with places to fill in, in one file a language.
//!
//! `lang/en.txt` ships with the program. A translation is a file like it (`--words FILE`): what it lacks is
//! said in English. A line is `key = words`; `{name}` is filled in, in whatever order the language has; a
//! sentence that goes by a count has a line for each form that the language tells apart (`key.one`,
//! `key.other`). Heads of columns and names of levels stand in quotation marks, under their English words.

use std::collections::HashMap;
use std::fmt::{Display, Write as _};
use std::sync::OnceLock;

/// What ships with the program.
const ENGLISH: &str = include_str!("../../../lang/en.txt");

/// The forms of a count, as CLDR calls them.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Languages that are written from the right.
const FROM_THE_RIGHT: [&str; 9] = ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ur", "yi"];

/// What is filled in, by the name of its place.
pub type Filling<'a> = (&'static str, &'a dyn Display);

/// The words of one language, as they stand in its file.
#[derive(Debug)]
pub struct Catalogue {
    language: &'static str,
    words: HashMap<&'static str, &'static str>,
}

/// What is wrong with a file of words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Misworded {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl Misworded {
    fn at(line: usize, what: impl Into<String>) -> Self {
        Self { line: line + 1, what: what.into() }
    }
}

impl Catalogue {
    /// Reads a file of words.
    ///
    /// # Errors
    /// A line that is none, or a key that stands there twice.
    pub fn read(text: &'static str) -> Result<Self, Misworded> {
        let mut words = HashMap::with_capacity(1024);
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (key, said) =
                parted(line).ok_or_else(|| Misworded::at(at, "is no `key = words`"))?;
            if words.insert(key, said).is_some() {
                return Err(Misworded::at(at, format!("`{key}` stands there twice")));
            }
        }
        let language = words.get("language").copied().unwrap_or_default();
        Ok(Self { language, words })
    }

    /// Reads a translation: each line must be one of the English file's, with places that it knows.
    ///
    /// # Errors
    /// The first line that is not.
    pub fn translated(text: &'static str) -> Result<Self, Misworded> {
        let read = Self::read(text)?;
        if read.language.is_empty() {
            return Err(Misworded::at(0, "the language is not named: `language = sl`"));
        }
        for (at, line) in text.lines().enumerate() {
            let Some((key, said)) = parted(line.trim()).filter(|(key, _)| !key.starts_with('#'))
            else {
                continue;
            };
            let known = english().sample(key);
            let Some(known) = known else {
                return Err(Misworded::at(at, format!("there is no `{key}` to be said")));
            };
            let strange = places(said).find(|place| *place != "n" && !known.contains(place));
            if let Some(place) = strange {
                return Err(Misworded::at(at, format!("`{{{place}}}` is no place in `{key}`")));
            }
        }
        Ok(read)
    }

    /// How many of the English file's sentences it says.
    pub fn said(&self) -> (usize, usize) {
        let all = english().words.keys();
        let bases: std::collections::HashSet<&str> = all.map(|key| base(key)).collect();
        let own: std::collections::HashSet<&str> = self.words.keys().map(|key| base(key)).collect();
        (bases.iter().filter(|key| own.contains(*key)).count(), bases.len())
    }

    /// The words of a key.
    fn get(&self, key: &str) -> Option<&'static str> {
        self.words.get(key).copied()
    }

    /// The places that the words of a key have, whatever their form.
    fn sample(&self, key: &str) -> Option<Vec<&str>> {
        let of = base(key);
        let forms = FORMS.iter().filter_map(|form| self.get(&format!("{of}.{form}")));
        let all: Vec<&str> = self.get(key).into_iter().chain(self.get(of)).chain(forms).collect();
        if all.is_empty() { None } else { Some(all.into_iter().flat_map(places).collect()) }
    }

    /// The words of a key for a count.
    fn of_count(&self, key: &str, count: i64) -> Option<&'static str> {
        let form = form(self.language, count);
        self.get(&format!("{key}.{form}")).or_else(|| self.get(&format!("{key}.other")))
    }

    /// Its keys, for whoever holds them against the sources.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.words.keys().copied()
    }
}

/// Key and words of a line; a key in quotation marks may hold any sign.
fn parted(line: &str) -> Option<(&str, &str)> {
    if let Some(rest) = line.strip_prefix('"') {
        let end = rest.find("\" =")?;
        return Some((&line[..end + 2], rest[end + 3..].trim()));
    }
    // Its signs are looked at one by one, until the first that is none of a key's.
    let sound = |sign: &u8| matches!(sign, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-');
    let key = &line[..line.bytes().take_while(sound).count()];
    let said = line[key.len()..].strip_prefix(" = ")?;
    Some((key, said.trim()))
}

/// A key without the form of a count.
fn base(key: &str) -> &str {
    match key.rsplit_once('.') {
        Some((of, form)) if FORMS.contains(&form) => of,
        _ => key,
    }
}

/// The names of the places of a sentence.
fn places(words: &str) -> impl Iterator<Item = &str> {
    words.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(place, _)| place)
}

/// Which form a count takes: the rules of the Unicode CLDR for whole numbers, for the languages of the
/// United Nations and those of their neighbours; else one and other.
fn form(language: &str, count: i64) -> &'static str {
    let language = language.split('-').next().unwrap_or_default();
    let (ten, hundred) = ((count % 10).abs(), (count % 100).abs());
    match language {
        "zh" | "ja" | "ko" | "vi" | "th" | "lo" | "id" | "ms" | "my" => "other",
        "fr" | "pt" | "hy" | "am" | "fa" | "hi" | "bn" => match count {
            0 | 1 => "one",
            _ => "other",
        },
        "ar" => match (count, hundred) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..=99) => "many",
            _ => "other",
        },
        "ru" | "uk" | "be" | "sr" | "hr" | "bs" => match (ten, hundred) {
            (1, of) if of != 11 => "one",
            (2..=4, of) if !(12..=14).contains(&of) => "few",
            _ if matches!(language, "ru" | "uk" | "be") => "many",
            _ => "other",
        },
        "pl" => match (count, ten, hundred) {
            (1, ..) => "one",
            (_, 2..=4, of) if !(12..=14).contains(&of) => "few",
            _ => "many",
        },
        "cs" | "sk" => match count {
            1 => "one",
            2..=4 => "few",
            _ => "other",
        },
        "sl" => match hundred {
            1 => "one",
            2 => "two",
            3 | 4 => "few",
            _ => "other",
        },
        _ if count == 1 => "one",
        _ => "other",
    }
}

fn english() -> &'static Catalogue {
    static READ: OnceLock<Catalogue> = OnceLock::new();
    let none = || Catalogue { language: "", words: HashMap::new() };
    READ.get_or_init(|| Catalogue::read(ENGLISH).unwrap_or_else(|_| none()))
}

static SPOKEN: OnceLock<Catalogue> = OnceLock::new();

/// Says everything in this language from now on; the first that is named holds.
pub fn speak(words: Catalogue) {
    drop(SPOKEN.set(words));
}

/// The language that is spoken, and from which side it runs.
pub fn language() -> (&'static str, &'static str) {
    let language = SPOKEN.get().map_or("en", |spoken| spoken.language);
    let first = language.split('-').next().unwrap_or_default();
    (language, if FROM_THE_RIGHT.contains(&first) { "rtl" } else { "ltr" })
}

/// Whether it is the English that ships.
pub fn is_as_shipped() -> bool {
    SPOKEN.get().is_none()
}

/// The words of a key, as they stand.
pub fn whole(key: &'static str) -> &'static str {
    let spoken = SPOKEN.get().and_then(|spoken| spoken.get(key));
    spoken.or_else(|| english().get(key)).unwrap_or(key)
}

/// The words of a key with what is filled in.
pub fn filled(key: &'static str, of: &[Filling<'_>]) -> String {
    fill(whole(key), of)
}

/// The same in the form of a count, which stands in the place `n`.
pub fn counted(key: &'static str, count: i64, of: &[Filling<'_>]) -> String {
    let spoken = SPOKEN.get().and_then(|spoken| spoken.of_count(key, count));
    let words = spoken.or_else(|| english().of_count(key, count)).unwrap_or(key);
    let with_count: Vec<Filling<'_>> =
        of.iter().copied().chain([("n", &count as &dyn Display)]).collect();
    fill(words, &with_count)
}

/// The head of a column, the name of a level: English, or what the language calls it.
pub fn named(english: &str) -> &str {
    let Some(spoken) = SPOKEN.get() else { return english };
    spoken.get(&format!("\"{english}\"")).unwrap_or(english)
}

/// What the items of a set are called, for so many of them (without a number: for several), where the
/// language or what ships has a word for the set's own.
pub fn noun(noun: &str, count: Option<i64>) -> Option<&'static str> {
    let key = format!("noun.{}", noun.replace(' ', "-"));
    let of = |words: &'static Catalogue| match count {
        Some(count) => words.of_count(&key, count),
        None => words.get(&format!("{key}.other")),
    };
    SPOKEN.get().and_then(of).or_else(|| of(english()))
}

fn fill(words: &str, of: &[Filling<'_>]) -> String {
    let mut said = String::with_capacity(words.len() + 32);
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, behind)) = after.split_once('}') else { break };
        said.push_str(before);
        if let Some((_, value)) = of.iter().find(|(name, _)| *name == place) {
            let _ = write!(said, "{value}");
        }
        rest = behind;
    }
    said.push_str(rest);
    said
}

/// Several parts as one list: `list.comma`, `list.semicolon` say how two are joined.
pub fn listed<T: AsRef<str>>(key: &'static str, parts: &[T]) -> String {
    let mut parts = parts.iter();
    let first = parts.next().map(|part| part.as_ref().to_owned()).unwrap_or_default();
    parts.fold(first, |first, next| filled(key, &[("first", &first), ("next", &next.as_ref())]))
}

/// Words of the catalogue with what is filled in: `say!("figures.covered", what, state = name)`.
macro_rules! say {
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
    ($key:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::report::words::catalogue::filled(
            $key,
            &[$((
                stringify!($name),
                &$crate::report::words::catalogue::say!(@value $name $($value)?)
                    as &dyn std::fmt::Display,
            )),*],
        )
    };
}

/// The same in the form of a count: `count!("figures.superseded", items)`.
macro_rules! count {
    ($key:literal, $count:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::report::words::catalogue::counted(
            $key,
            $count,
            &[$((
                stringify!($name),
                &$crate::report::words::catalogue::say!(@value $name $($value)?)
                    as &dyn std::fmt::Display,
            )),*],
        )
    };
}

pub(crate) use {count, say};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_filled_in_whatever_order_it_has() {
        let (day, who) = ("2 May", "X");
        assert_eq!(fill("{who} on {day}.", &[("day", &day), ("who", &who)]), "X on 2 May.");
        assert_eq!(fill("no place", &[]), "no place");
        assert_eq!(fill("{day} {day}", &[("day", &day)]), "2 May 2 May");
        assert_eq!(fill("an open { stays", &[]), "an open { stays");
    }

    #[test]
    fn counts_take_the_form_of_their_language() {
        for (language, forms) in [
            ("en", "other one other other other other"),
            ("fr", "one one other other other other"),
            ("ko", "other other other other other other"),
            ("ar", "zero one two few many other"),
            ("ru", "many one few many many many"),
            ("sl", "other one two other other other"),
            ("pl", "many one few many many many"),
        ] {
            let told: Vec<&str> = [0, 1, 2, 5, 11, 100].map(|count| form(language, count)).to_vec();
            assert_eq!(told.join(" "), forms, "{language}");
        }
        assert_eq!(form("ru", 21), "one");
        assert_eq!(form("ar", 103), "few");
        assert_eq!(form("sl", 103), "few");
    }

    #[test]
    fn a_file_of_words_is_read_line_by_line() {
        let read = Catalogue::read("# a remark\n\nlanguage = sl\n\"A = b\" = C\n").unwrap();
        assert_eq!(read.get("\"A = b\""), Some("C"));
        assert_eq!(read.language, "sl");
        for (text, line) in [("language sl", 1), ("a = b\na = c", 2), ("A b = c", 1)] {
            assert_eq!(Catalogue::read(text).unwrap_err().line, line, "{text}");
        }
    }

    #[test]
    fn a_translation_says_what_is_said_and_fills_in_what_is_known() {
        let wrong = |text: &'static str| Catalogue::translated(text).unwrap_err();
        assert_eq!(wrong("a = b").line, 1, "no language");
        assert_eq!(wrong("language = sl\nno.such = x").line, 2);
        assert_eq!(wrong("language = sl\nfigures.chosen = {filter}").line, 2);
        let sound = "language = sl\nfigures.chosen = Izbrano: {filters}.\n\
                     figures.superseded.two = {n}\n";
        let (said, all) = Catalogue::translated(sound).unwrap().said();
        assert!(said == 3 && all > 100, "{said} of {all}");
    }

    #[test]
    fn what_ships_is_sound_and_has_every_form_of_english() {
        let read = Catalogue::read(ENGLISH).unwrap();
        for key in read.keys().filter(|key| base(key) != *key) {
            for form in ["one", "other"] {
                assert!(read.get(&format!("{}.{form}", base(key))).is_some(), "{key}");
            }
        }
        for key in read.keys().filter(|key| key.starts_with('"')) {
            assert_eq!(read.get(key), Some(key.trim_matches('"')), "{key}: English is its own");
        }
    }
}
