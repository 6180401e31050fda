//! The words of letters in the languages in which the High Commissioner writes to States.

mod spanish;

mod french;

use crate::import::records::letters;
use french::FRENCH;
use spanish::SPANISH;

/// One of those languages: everything in lower case, with straight apostrophes; names of several
/// words by letters alone.
pub(super) struct Tongue {
    pub(super) code: &'static str,
    greetings: &'static [&'static str],
    review: &'static [&'static str],
    annexes: &'static [&'static str],
    closings: &'static [&'static str],
    office: &'static [&'static str],
    titles: &'static [&'static str],
    /// How the names of the annex's parts begin, which are the same in every letter.
    pub(super) parts: &'static [&'static str],
    /// What stands in front of the State's name.
    pub(super) of_state: &'static [&'static str],
    pub(super) articles: &'static [&'static str],
    pub(super) cycle: &'static str,
    pub(super) session: &'static [&'static str],
    pub(super) working_group: &'static [&'static str],
    pub(super) council: &'static [&'static str],
    /// First person and verb: `I encourage`; words may stand between them.
    persons: &'static [&'static str],
    verbs: &'static [&'static str],
    between: &'static [&'static str],
    consider: &'static [&'static str],
    advice: &'static [&'static str],
    pub(super) all_states: &'static [&'static str],
    pub(super) governments: &'static [&'static str],
    offers: &'static [&'static str],
    talks: &'static [&'static str],
    by: &'static [&'static str],
    halves: &'static [(&'static str, u32)],
}

const ENGLISH: Tongue = Tongue {
    code: "en",
    greetings: &["excellency", "yourexcellency", "dearminister", "dearexcellency", "excellencies"],
    review: &["universalperiodicreview"],
    annexes: &["annex", "annexi", "annex1", "annextotheletter"],
    closings: &["highestconsideration", "highconsideration"],
    office: &["highcommissionerforhumanrights", "hautcommissariatauxdroitsdelhomme"],
    titles: &["h.e.", "his excellency", "her excellency", "mr.", "ms.", "mrs.", "dr."],
    parts: &[
        "scopeofinternational",
        "nationalhumanrightsframework",
        "implementationofinternational",
        "cooperationwith",
    ],
    of_state: &["(upr) of ", "review of ", "review (upr) of "],
    articles: &["the "],
    cycle: "cycle",
    session: &["session of the"],
    working_group: &["working group"],
    council: &["human rights council"],
    persons: &["i"],
    verbs: &["encourage", "recommend", "urge", "invite", "call"],
    between: &[
        "would",
        "like",
        "wish",
        "to",
        "further",
        "also",
        "strongly",
        "therefore",
        "again",
        "once",
        "more",
        "particularly",
        "respectfully",
        "hereby",
        "should",
        "want",
    ],
    consider: &["to consider "],
    advice: &["my advice to"],
    all_states: &["all member states", "all states", "every member state"],
    governments: &["your government", "your excellency's government"],
    offers: &[
        "would be interested to support",
        "stands ready",
        "is ready to",
        "remains ready",
        "remains available",
        "is available to",
        "would be pleased to",
        "is committed to support",
        "offer the assistance of my office",
    ],
    talks: &["look forward to discussing", "look forward to exploring", "look forward to further"],
    by: &[" by ", " no later than ", " before "],
    halves: &[
        ("next four and a half years", 54),
        ("next four-and-a-half years", 54),
        ("coming four and a half years", 54),
        ("next five years", 60),
        ("next four years", 48),
        ("next three years", 36),
        ("next two years", 24),
    ],
};

/// All of them.
pub(super) const TONGUES: [&Tongue; 3] = [&ENGLISH, &FRENCH, &SPANISH];

/// A text with straight apostrophes.
pub(super) fn apostrophes(text: &str) -> String {
    text.replace(['\u{2019}', '\u{2018}'], "'")
}

impl Tongue {
    /// Whether a line greets a minister.
    pub(super) fn greets(&self, line: &str) -> bool {
        let line = letters(line);
        self.greetings.contains(&line.as_str())
    }

    /// Whether a line is the annex's title.
    pub(super) fn is_annex(&self, line: &str) -> bool {
        let line = letters(line);
        self.annexes.contains(&line.as_str())
    }

    /// Whether a line begins one of the annex's parts.
    pub(super) fn is_part(&self, name: &str) -> bool {
        self.parts.iter().any(|part| name.starts_with(part))
    }

    /// Whether a text, by letters, speaks of the review.
    pub(super) fn speaks_of_review(&self, text: &str) -> bool {
        self.review.iter().any(|words| text.contains(words))
    }

    /// Whether a line has the words with which a letter closes.
    pub(super) fn closes(&self, line: &str) -> bool {
        let line = letters(line);
        self.closings.iter().any(|words| line.contains(words))
    }

    /// Whether a text, by letters, names the High Commissioner's office.
    pub(super) fn is_office(&self, text: &str) -> bool {
        self.office.iter().any(|words| text.contains(words))
    }

    /// Whether a line begins with how people are addressed.
    pub(super) fn addresses(&self, line: &str) -> bool {
        let line = line.trim().to_lowercase();
        self.titles.iter().any(|title| line.starts_with(title))
            && line.split_whitespace().count() <= 10
            && !self.greets(&line)
    }

    /// What all States are called.
    pub(super) fn all_states_name(&self) -> &'static str {
        match self.code {
            "fr" => "tous les États Membres",
            "es" => "todos los Estados Miembros",
            _ => "all Member States",
        }
    }

    /// `my advice to all Member States`.
    pub(super) fn advice(&self, lower: &str) -> Option<&'static str> {
        let words = self.advice.iter().find(|words| lower.contains(**words))?;
        let all = self.all_states.iter().any(|all| lower.contains(all));
        all.then_some(if *words == "my advice to" { "advice" } else { words })
    }

    /// The verb with which a sentence asks, as printed, and what stands behind it.
    pub(super) fn ask<'t>(&self, lower: &'t str) -> Option<(String, &'t str)> {
        let strong = ["strongly", "vivement", "instamment", "encarecidamente", "firmemente"];
        let mut at = 0;
        let words: Vec<(usize, &str)> = lower
            .split(|sign: char| !(sign.is_alphanumeric() || sign == '-'))
            .map(|word| {
                let place = at;
                at +=
                    word.len() + lower[at + word.len()..].chars().next().map_or(0, char::len_utf8);
                (place, word)
            })
            .filter(|(_, word)| !word.is_empty())
            .collect();
        let verb = |word: &str| self.verbs.contains(&word);
        for (index, (_, word)) in words.iter().enumerate() {
            let begins = self.persons.contains(word) || self.persons.contains(&"");
            if !begins {
                continue;
            }
            let from = if self.persons.contains(&"") { index } else { index + 1 };
            let behind = words.get(from..)?;
            let skipped = behind.iter().take_while(|(_, it)| self.between.contains(it)).count();
            let Some((place, found)) = behind.get(skipped).filter(|(_, it)| verb(it)) else {
                continue;
            };
            let next = behind.get(skipped + 1).map_or("", |(_, word)| *word);
            if *found == "call" && !matches!(next, "on" | "upon") {
                continue;
            }
            let rest = &lower[place + found.len()..];
            let before = behind[..skipped].iter().map(|(_, word)| *word);
            let mut force: String = match before.clone().find(|word| strong.contains(word)) {
                None if strong.contains(&next) => format!("{found} {next}"),
                Some(strong) => format!("{strong} {found}"),
                None => (*found).to_owned(),
            };
            if *found == "call" {
                force.push_str(&format!(" {next}"));
            }
            let near: String = rest.chars().take(120).collect();
            let consider = self.consider.iter().find(|words| near.contains(**words));
            if let Some(words) = consider {
                force.push_str(&format!(" {}", words.trim()));
            }
            return Some((force, rest));
        }
        None
    }

    /// Whether a sentence offers help, or a talk of both sides, and the words that do.
    pub(super) fn offer(&self, lower: &str) -> Option<(bool, &'static str)> {
        let office =
            ["my office", "mon bureau", "le haut-commissariat", "mi oficina", "la oficina"];
        let talk = self.talks.iter().find(|words| lower.contains(**words));
        let speaks = office.iter().any(|name| lower.contains(name));
        if let Some(talk) = talk.filter(|_| speaks) {
            return Some((true, talk));
        }
        let offer = self.offers.iter().find(|words| lower.contains(**words))?;
        speaks.then_some((false, offer))
    }

    /// `by 2022`: the year that a sentence sets, in its own precision.
    pub(super) fn by_year(&self, lower: &str) -> Option<String> {
        self.by.iter().find_map(|words| {
            lower.match_indices(words).find_map(|(place, words)| {
                let rest = &lower[place + words.len()..];
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let ends =
                    rest[digits.len()..].chars().next().is_none_or(|it| !it.is_alphanumeric());
                let year = digits.len() == 4 && digits.starts_with("20") && ends;
                year.then_some(digits)
            })
        })
    }

    /// For how many months a letter looks ahead, and its words for that.
    pub(super) fn horizon(&self, text: &str) -> Option<(u32, String)> {
        let lower = apostrophes(&text.to_lowercase());
        self.halves.iter().find_map(|(words, months)| {
            lower.contains(words).then(|| (*months, (*words).to_owned()))
        })
    }
}
