//! What documents say about themselves: symbols, sessions, cycles, dates.

use chrono::NaiveDate;

/// What symbols of UN documents begin with.
const BODIES: [&str; 11] =
    ["A/", "E/", "CRC/", "CCPR/", "CEDAW/", "CERD/", "CAT/", "CMW/", "CRPD/", "CED/", "CESCR/"];

/// The first UN document symbol in a text: `A/HRC/28/15/Add.1`, `A/HRC/WG.6/33/PRK/2`.
pub(super) fn symbol(text: &str) -> Option<String> {
    let words = text.split(|letter: char| letter.is_whitespace() || "(),;[]“”\"".contains(letter));
    let mut found = words.filter_map(|word| {
        let word = word.trim_end_matches(['.', ':', '*']);
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let body = BODIES.iter().any(|start| word.starts_with(start));
        let digits = word.chars().any(|letter| letter.is_ascii_digit());
        let sound =
            word.chars().all(|letter| letter.is_ascii_alphanumeric() || "/.-".contains(letter));
        (body && digits && sound && word.matches('/').count() >= 2).then(|| word.to_owned())
    });
    found.next()
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The same in French and in Spanish.
const OTHER_MONTHS: [[&str; 12]; 2] = [
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
];

/// The first date written in words: `28 November 2019`, `1er février 2025`, `21 de enero de 2025`.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "de" | "del"))
        .collect();
    words.windows(3).find_map(|window| {
        let day: u32 = window[0].trim_end_matches("er").parse().ok()?;
        let month = month(window[1])?;
        let year: i32 = window[2].get(..4)?.parse().ok().filter(|_| window[2].len() == 4)?;
        NaiveDate::from_ymd_opt(year, month, day)
    })
}

/// The month that a word names, in English, French or Spanish.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let mut lists = std::iter::once(&MONTHS).chain(&OTHER_MONTHS);
    let index = lists.find_map(|list| list.iter().position(|month| *month == word))?;
    u32::try_from(index + 1).ok()
}

const ONES: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const TENS: [(&str, &str, u16); 8] = [
    ("twentieth", "twenty", 20),
    ("thirtieth", "thirty", 30),
    ("fortieth", "forty", 40),
    ("fiftieth", "fifty", 50),
    ("sixtieth", "sixty", 60),
    ("seventieth", "seventy", 70),
    ("eightieth", "eighty", 80),
    ("ninetieth", "ninety", 90),
];

/// An ordinal in words or figures: `twenty-eighth`, `28th`, `48 th`.
pub(super) fn ordinal(text: &str) -> Option<u16> {
    let text = text.trim().to_lowercase();
    let figures: String = text.chars().take_while(char::is_ascii_digit).collect();
    if !figures.is_empty() {
        let ending = text[figures.len()..].trim();
        let ending = ending.trim_start_matches('.');
        let sound = ["", "st", "nd", "rd", "th", "e", "ème", "re", "er", "º", "°", "ª", "o", "a"]
            .contains(&ending);
        return figures.parse().ok().filter(|_| sound);
    }
    if let Some(index) = ONES.iter().position(|word| *word == text) {
        return u16::try_from(index).ok();
    }
    if let Some(number) = french(&text).or_else(|| spanish(&text)) {
        return Some(number);
    }
    let mut words = text.split(['-', ' ', '\u{2011}', '–']).filter(|word| !word.is_empty());
    let (first, second) = (words.next()?, words.next());
    let (whole, _, value) = TENS
        .iter()
        .find(|(whole, stem, _)| if second.is_some() { *stem == first } else { *whole == first })?;
    match second {
        None => Some(*value),
        Some(second) => {
            let index = ONES.iter().position(|word| *word == second).filter(|index| *index < 10)?;
            debug_assert!(!whole.is_empty());
            Some(value + u16::try_from(index).ok()?)
        }
    }
}

const FRENCH: [&str; 20] = [
    "", "un", "deux", "trois", "quatr", "cinqu", "six", "sept", "huit", "neuv", "dix", "onz",
    "douz", "treiz", "quatorz", "quinz", "seiz", "dix-sept", "dix-huit", "dix-neuv",
];
const FRENCH_TENS: [(&str, u16); 5] =
    [("vingt", 20), ("trent", 30), ("quarant", 40), ("cinquant", 50), ("soixant", 60)];

/// A French ordinal in words: `quarante-huitième`, `vingt et unième`.
fn french(text: &str) -> Option<u16> {
    if matches!(text, "première" | "premier") {
        return Some(1);
    }
    let stem = text.strip_suffix("ième")?.replace(' ', "-");
    let one = |stem: &str| FRENCH.iter().position(|word| *word == stem && !word.is_empty());
    if let Some(index) = one(&stem) {
        return u16::try_from(index).ok();
    }
    let (tens, value) = FRENCH_TENS.iter().find(|(tens, _)| stem.starts_with(tens))?;
    let rest = stem[tens.len()..]
        .trim_start_matches('e')
        .trim_start_matches("-et")
        .trim_start_matches('-');
    if rest.is_empty() {
        return Some(*value);
    }
    Some(value + u16::try_from(one(rest)?).ok()?)
}

const SPANISH: [&str; 13] = [
    "",
    "primer",
    "segund",
    "tercer",
    "cuart",
    "quint",
    "sext",
    "séptim",
    "octav",
    "noven",
    "décim",
    "undécim",
    "duodécim",
];
const SPANISH_TENS: [(&str, u16); 6] = [
    ("decimo", 10),
    ("vigésimo", 20),
    ("trigésimo", 30),
    ("cuadragésimo", 40),
    ("quincuagésimo", 50),
    ("sexagésimo", 60),
];

/// A Spanish ordinal in words: `décima`, `cuadragésimo octavo`, `decimoctavo`.
fn spanish(text: &str) -> Option<u16> {
    let one = |word: &str| {
        let stem = word.trim_end_matches(['o', 'a']);
        SPANISH.iter().position(|known| *known == stem && !known.is_empty())
    };
    if let Some(index) = one(text) {
        return u16::try_from(index).ok();
    }
    let text =
        text.replace("gésima", "gésimo").replace("décimo ", "decimo").replace("décima ", "decimo");
    let (tens, value) = SPANISH_TENS.iter().find(|(tens, _)| text.starts_with(tens))?;
    let rest = text[tens.len()..].trim();
    if rest.is_empty() {
        return Some(*value);
    }
    // `decimoctavo` has one o for two.
    let index = one(rest).or_else(|| one(&format!("o{rest}")))?;
    Some(value + u16::try_from(index).ok()?)
}

/// The ordinal that stands before a word: `its sixth session` gives 6 for `session`.
pub(super) fn ordinal_before(text: &str, word: &str) -> Option<u16> {
    let lower = text.to_lowercase();
    let places = lower.match_indices(word).map(|(place, _)| place);
    let mut found = places.filter_map(|place| {
        let before: Vec<&str> = lower[..place].split_whitespace().rev().take(3).collect();
        let last = before.first()?.trim_matches(|letter: char| !letter.is_alphanumeric());
        let of = |count: usize| {
            let words: Vec<&str> = before.iter().take(count).skip(1).rev().copied().collect();
            (words.len() + 1 == count).then(|| format!("{} {last}", words.join(" ")))
        };
        let longest = [3, 2].into_iter().filter_map(of).find_map(|words| ordinal(&words));
        longest.or_else(|| ordinal(last))
    });
    found.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_found() {
        assert_eq!(symbol("United Nations A/HRC/28/15").as_deref(), Some("A/HRC/28/15"));
        assert_eq!(symbol("see A/HRC/59/15/Add.1 - Para.3").as_deref(), Some("A/HRC/59/15/Add.1"));
        assert_eq!(symbol("(A/HRC/WG.6/6/L.12;").as_deref(), Some("A/HRC/WG.6/6/L.12"));
        assert_eq!(symbol("A/B and http://a/b/1"), None);
    }

    #[test]
    fn dates_are_found() {
        assert_eq!(date("Distr.: General 11 July 2011"), NaiveDate::from_ymd_opt(2011, 7, 11));
        assert_eq!(date("2 to 13 May 2011"), NaiveDate::from_ymd_opt(2011, 5, 13));
        assert_eq!(date("May 2019"), None);
        assert_eq!(date("le 1er février 2025"), NaiveDate::from_ymd_opt(2025, 2, 1));
        assert_eq!(date("el 21 de enero de 2025."), NaiveDate::from_ymd_opt(2025, 1, 21));
    }

    #[test]
    fn ordinals_are_read() {
        for (text, number) in [
            ("sixth", 6),
            ("Twenty-eighth", 28),
            ("fortieth", 40),
            ("33rd", 33),
            ("4 8 th", 0),
            ("quarante-huitième", 48),
            ("vingt et unième", 21),
            ("dix-neuvième", 19),
            ("quatrième", 4),
            ("neuvième", 9),
            ("cinquantième", 50),
            ("48e", 48),
            ("cuadragésimo octavo", 48),
            ("vigésima primera", 21),
            ("decimoctavo", 18),
            ("decimosexta", 16),
            ("quinta", 5),
            ("48º", 48),
        ] {
            assert_eq!(ordinal(text).unwrap_or(0), number, "{text}");
        }
        assert_eq!(ordinal_before("held its twenty-first session from", "session"), Some(21));
        assert_eq!(ordinal_before("(4th Cycle - 48th Session)", "cycle"), Some(4));
        assert_eq!(ordinal_before("the 13th session", "session"), Some(13));
        assert_eq!(ordinal_before("a session", "session"), None);
        assert_eq!(ordinal_before("a tenu sa vingt et unième session du", "session"), Some(21));
        assert_eq!(ordinal_before("su 48º período de sesiones", "período"), Some(48));
    }
}
