//! What documents say about themselves: symbols, sessions, cycles, dates.

use chrono::NaiveDate;

/// The first UN document symbol in a text: `A/HRC/28/15/Add.1`, `A/HRC/WG.6/33/PRK/2`.
pub(super) fn symbol(text: &str) -> Option<String> {
    let words = text.split(|letter: char| letter.is_whitespace() || "(),;[]“”\"".contains(letter));
    let mut found = words.filter_map(|word| {
        let word = word.trim_end_matches(['.', ':', '*']);
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let body = word.starts_with("A/") || word.starts_with("E/") || word.starts_with("CRC/");
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

/// The first date written in words: `28 November 2019`.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(3).find_map(|window| {
        let day: u32 = window[0].parse().ok()?;
        let month = month(window[1])?;
        let year: i32 = window[2].get(..4)?.parse().ok().filter(|_| window[2].len() == 4)?;
        NaiveDate::from_ymd_opt(year, month, day)
    })
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let index = MONTHS.iter().position(|month| *month == word)?;
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
        let sound = ["", "st", "nd", "rd", "th"].contains(&ending);
        return figures.parse().ok().filter(|_| sound);
    }
    if let Some(index) = ONES.iter().position(|word| *word == text) {
        return u16::try_from(index).ok();
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

/// The ordinal that stands before a word: `its sixth session` gives 6 for `session`.
pub(super) fn ordinal_before(text: &str, word: &str) -> Option<u16> {
    let lower = text.to_lowercase();
    let places = lower.match_indices(word).map(|(place, _)| place);
    let mut found = places.filter_map(|place| {
        let before: Vec<&str> = lower[..place].split_whitespace().rev().take(2).collect();
        let last = before.first()?.trim_matches(|letter: char| !letter.is_alphanumeric());
        let two = before.get(1).map(|one| format!("{one} {last}"));
        two.and_then(|two| ordinal(&two)).or_else(|| ordinal(last))
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
    }

    #[test]
    fn ordinals_are_read() {
        for (text, number) in
            [("sixth", 6), ("Twenty-eighth", 28), ("fortieth", 40), ("33rd", 33), ("4 8 th", 0)]
        {
            assert_eq!(ordinal(text).unwrap_or(0), number, "{text}");
        }
        assert_eq!(ordinal_before("held its twenty-first session from", "session"), Some(21));
        assert_eq!(ordinal_before("(4th Cycle - 48th Session)", "cycle"), Some(4));
        assert_eq!(ordinal_before("the 13th session", "session"), Some(13));
        assert_eq!(ordinal_before("a session", "session"), None);
    }
}
