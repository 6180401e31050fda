//! The sentences of an addendum: where they end, which numbers in them mean recommendations.

use super::{about_one, letters, numbers, stance, symbols};

/// A line that says to which recommendations the following lists belong.
pub(super) fn is_heading(text: &str) -> bool {
    let said = stance::of_answer(text);
    let short = text.len() <= 200 && !text.contains(". ");
    let numbered = numbers::listed(&references(text), None).len() > 1;
    let about = is_about(text) || text.len() <= 60;
    short && about && !numbered && (said.position.is_some() || said.implemented)
}

/// An answer in a word or two: `Accepted.`, `Does not enjoy support`.
pub(super) fn is_short_answer(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() <= 8 && stance::of_answer(text).position.is_some() || letters(text) == "support"
}

pub(super) fn first_sentence(text: &str) -> String {
    let text = text.trim_start_matches([':', '-', '–', '—', ' ', '.']);
    sentences(text).first().map(|first| (*first).to_owned()).unwrap_or_default()
}

/// Sentences: a stop with a blank and a capital behind it ends one.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (place, _) in text.match_indices(". ") {
        let behind = text[place + 2..].trim_start();
        let before = text[..place].rsplit(' ').next().unwrap_or_default();
        let abbreviation = matches!(
            before,
            "No" | "Nos" | "Rec" | "Recs" | "para" | "paras" | "art" | "Mr" | "Ms"
        );
        if behind.starts_with(char::is_uppercase) && !abbreviation {
            found.push(&text[start..=place]);
            start = place + 1;
        }
    }
    found.push(&text[start..]);
    found
}

/// The parts of a sentence that may each have an answer of their own.
pub(super) fn clauses(sentence: &str) -> Vec<&str> {
    const JOINTS: [&str; 26] = [
        "; ",
        " while ",
        " whereas ",
        " and notes ",
        " and takes note",
        " and does not ",
        " and rejects ",
        " and accepts ",
        " and supports ",
        " but ",
        " tandis que ",
        " alors que ",
        " et prend note",
        " et note ",
        " et ne ",
        " et n'",
        " et rejette ",
        " et accepte ",
        " mais ",
        " mientras que ",
        " y toma nota",
        " y no ",
        " y rechaza ",
        " y acepta ",
        " y apoya ",
        " pero ",
    ];
    let mut cuts: Vec<usize> = JOINTS
        .iter()
        .flat_map(|joint| sentence.match_indices(joint))
        .map(|(place, _)| place)
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut found = Vec::new();
    let mut start = 0;
    for cut in cuts {
        found.push(&sentence[start..cut]);
        start = cut;
    }
    found.push(&sentence[start..]);
    found
}

pub(super) fn mentions(sentence: &str) -> bool {
    let letters = letters(sentence);
    is_about(sentence) || letters.starts_with("nos") || letters.contains("following")
}

/// What recommendations are called in the languages that addenda are written in.
const NAMES: [&str; 3] = ["recommendation", "recommandation", "recomendaci"];

/// Whether a text speaks of recommendations.
fn is_about(text: &str) -> bool {
    let letters = letters(text);
    NAMES.iter().any(|name| letters.contains(name))
}

/// Whether a sentence says no more than that words follow.
pub(super) fn is_announced(sentence: &str) -> bool {
    let letters = letters(sentence);
    let follows = ["following", "suivant", "siguiente"].iter().any(|word| letters.contains(word));
    let words =
        ["information", "explanation", "comment", "clarification", "observaci", "explicaci"];
    follows && sentence.len() < 160 && words.iter().any(|word| letters.contains(word))
}

/// What a sentence that names recommendations says on them beside the answer: all of it where it
/// gives none or gives a reason, or what stands behind their numbers.
pub(super) fn own_words(sentence: &str, answers: bool) -> Option<&str> {
    const REASONS: [&str; 16] = [
        " because ",
        " since ",
        " given ",
        " due to ",
        " in view of ",
        " in light of ",
        " in the light of ",
        " as it ",
        " as they ",
        " as the ",
        " car ",
        " parce que ",
        " étant donné ",
        " ya que ",
        " porque ",
        " dado que ",
    ];
    let sentence = sentence.trim();
    if is_announced(sentence) {
        return None;
    }
    let spoken = |text: &str| {
        let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
        words.count() >= 4 && !is_mostly_numbers(text)
    };
    if let Some((_, rest)) = about_one(sentence)
        && rest.starts_with([':', '-', '–', '—'])
    {
        let words = rest.trim_start_matches([':', '-', '–', '—', ' ']);
        return Some(words).filter(|words| spoken(words) && !is_short_answer(words));
    }
    let lower = sentence.to_lowercase();
    let reasoned = REASONS.iter().any(|words| lower.contains(words));
    Some(sentence).filter(|words| (reasoned || !answers) && spoken(words))
}

/// A list that goes on without words.
pub(super) fn is_mostly_numbers(text: &str) -> bool {
    let words = text.chars().filter(|letter| letter.is_alphabetic()).count();
    text.chars().filter(char::is_ascii_digit).count() > words
}

/// Whether a number is surely a recommendation's: of two parts, the first a paragraph of a report's end.
pub(super) fn is_item_number(number: &str) -> bool {
    let mut parts = number.split('.').map(str::parse::<u32>);
    matches!((parts.next(), parts.next()), (Some(Ok(5..=400)), Some(Ok(1..))))
}

/// What stands before and behind `except`.
pub(super) fn part_exception(sentence: &str) -> Option<(&str, &str)> {
    const EXCEPT: [&str; 16] = [
        " with the exception of ",
        " except for ",
        " except ",
        " excepting ",
        " other than ",
        " apart from ",
        " à l'exception de ",
        " à l’exception de ",
        " à l'exception des ",
        " à l’exception des ",
        " hormis ",
        " sauf ",
        " excepto ",
        " salvo ",
        " con excepción de ",
        " a excepción de ",
    ];
    let found = EXCEPT.iter().filter_map(|word| Some((sentence.find(word)?, word.len())));
    let (place, length) = found.min()?;
    Some((&sentence[..place], &sentence[place + length..]))
}

/// Whether a sentence speaks of all recommendations, or of all the others without counting them.
pub(super) fn is_of_all(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let words: Vec<&str> = lower.split_whitespace().collect();
    let others = ["remaining ", "other ", "autres ", "demás ", "restantes "];
    is_about(sentence)
        && (has(&["all ", "toutes ", "todas "])
            || (has(&others) && !counts_recommendations(&words)))
}

/// What stands in front of numbers of something else.
const OTHERS: [&str; 14] = [
    "article",
    "articles",
    "paragraph",
    "paragraphs",
    "para.",
    "paras.",
    "par.",
    "art.",
    "session",
    "resolution",
    "convention",
    "protocol",
    "act",
    "law",
];

/// A clause without numbers that mean something else: counts (`142 recommendations`), years and
/// dates, articles, paragraphs, sessions, symbols.
pub(super) fn references(clause: &str) -> String {
    let parted = part_slashes(clause);
    let words: Vec<&str> = parted.split_whitespace().collect();
    let counts = speaks_of_counts(clause);
    let counted_here = counts_recommendations(&words);
    let mut listing = false;
    let mut kept: Vec<&str> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let plain = word.trim_matches(|letter: char| !letter.is_ascii_digit());
        let before = index.checked_sub(1).map_or("", |before| words[before]).to_lowercase();
        let behind = words.get(index + 1).map_or(String::new(), |next| next.to_lowercase());
        let number = plain.chars().next().is_some_and(|first| first.is_ascii_digit());
        listing |= index.checked_sub(1).is_some_and(|before| words[before].ends_with(':'));
        let plainly = number && plain.len() == word.trim_matches([',', ';', '.', '(', ')']).len();
        let counted = NAMES.iter().any(|name| letters(&behind).starts_with(name))
            || behind == "of"
            || (plainly && !plain.contains('.') && !listing && counts)
            || (plainly && counted_here && is_count(plain, &before, &behind));
        let other =
            OTHERS.contains(&before.trim_matches(|letter: char| letter == '(' || letter == ','));
        let year = plain.len() == 4 && !plain.contains('.') && ("1900".."2100").contains(&plain);
        let ordinal = word.ends_with("th")
            || word.ends_with("nd")
            || word.ends_with("rd")
            || word.ends_with("st");
        let symbol = word.contains('/') && word.chars().any(char::is_alphabetic);
        let date = symbols::date(&format!("{plain} {behind} 2000")).is_some();
        let enumerates = word.ends_with('.')
            && index.checked_sub(1).is_some_and(|before| {
                let before = words[before];
                let closed = before.trim_end_matches([':', ';']);
                closed.len() < before.len() && !closed.ends_with(|last: char| last.is_ascii_digit())
            });
        if number
            && (enumerates
                || counted
                || other
                || year
                || (ordinal && !word.contains(','))
                || symbol
                || date)
        {
            continue;
        }
        kept.push(word);
    }
    kept.join(" ")
}

/// `140.1/140.2` as `140.1, 140.2`.
fn part_slashes(text: &str) -> String {
    let sign = |sign: char| sign.is_ascii_digit() || "/.,;".contains(sign) || sign.is_whitespace();
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let numbers = word.contains('.') && word.chars().all(sign);
        if numbers { word.replace('/', ", ") } else { word.to_owned() }
    });
    words.collect()
}

/// Whether a sentence says how many recommendations something is said of: `157 recommendations`.
fn counts_recommendations(words: &[&str]) -> bool {
    words.windows(2).any(|pair| {
        let number = pair[0].parse::<u32>().is_ok();
        number && NAMES.iter().any(|name| letters(pair[1]).starts_with(name))
    })
}

/// Whether a plain number beside such a count is another: `partially supports 10 and notes 33`, `10
/// enjoy its support`, `acepta 18`.
fn is_count(number: &str, before: &str, behind: &str) -> bool {
    const BEHIND_THESE: &str = "supports supported accepts accepted notes noted note rejects rejected \
                                support accept partially of acepta apoya nota rechaza accepte appuie \
                                rejette en de other remaining examine";
    const BEFORE_THESE: &str = "are were is have has enjoy enjoyed will would cannot do did remain sont \
                                ont ne recueillent son han no cuentan gozan";
    let among = |words: &str, word: &str| {
        let word = word.trim_matches(|sign: char| !sign.is_alphabetic());
        words.split(' ').any(|it| it == word)
    };
    !number.contains('.') && (among(BEHIND_THESE, before) || among(BEFORE_THESE, behind))
}

/// Whether a sentence counts recommendations rather than naming them: `the remaining 157
/// recommendations, of which 124 are now supported and 33 noted`. What stands behind a colon is a list.
fn speaks_of_counts(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let parted = ["of which", "of these", "of those", "of them", "out of ", "total of", "in total"]
        .iter()
        .any(|words| lower.contains(words));
    let words: Vec<&str> = lower.split_whitespace().collect();
    let number = |word: &str| word.parse::<u32>().is_ok();
    let counted = |pair: &[&str]| {
        number(pair[0]) && (pair[1].starts_with("recommendation") || pair[1] == "of")
            || (matches!(pair[0], "which" | "these," | "those," | "them," | "total")
                && number(pair[1]))
            || (pair[0] == "of" && number(pair[1]))
    };
    parted && words.windows(2).any(counted)
}

/// The number of recommendations that a sentence speaks of.
pub(super) fn total_of(sentence: &str) -> Option<usize> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let place = words.iter().position(|word| word.to_lowercase().starts_with("recommendations"))?;
    words.get(place.checked_sub(1)?)?.parse().ok()
}
