//! The States of the world, and the many ways in which files spell them.
//!
//! The rows come from outside (the seeds); here is only what makes two spellings the same.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A State, as the seeds know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The ISO 3166 code of three letters.
    pub iso3: String,
    /// The short name.
    pub name: String,
    /// The full name.
    pub official_name: String,
    /// The UN regional group, as UPR Info prints it.
    pub region: String,
    /// Other spellings met in real files.
    pub spellings: Vec<String>,
    /// Whether it is a Member State; observers take part in reviews too.
    pub member: bool,
}

/// All States known to the file, found by any usual spelling.
#[derive(Debug, Clone, Default)]
pub struct States {
    rows: Vec<State>,
    /// Made when the first spelling is asked for: most commands ask for none.
    index: OnceLock<StateIndex>,
}

/// The States by their spellings.
#[derive(Debug, Clone, Default)]
struct StateIndex {
    by_words: HashMap<String, usize>,
    by_letters: HashMap<String, usize>,
}

impl StateIndex {
    /// Where two States claim one spelling, the first keeps it.
    fn of(states: &[State]) -> Self {
        let mut index = Self::default();
        for (at, state) in states.iter().enumerate() {
            let own = [&state.iso3, &state.name, &state.official_name];
            let spellings = own.into_iter().chain(&state.spellings);
            for spelling in spellings.filter(|spelling| !spelling.trim().is_empty()) {
                let words = words(spelling);
                index.by_letters.entry(words.concat()).or_insert(at);
                index.by_words.entry(sorted(words)).or_insert(at);
            }
        }
        index
    }
}

impl States {
    /// The register of these States.
    pub fn new(states: Vec<State>) -> Self {
        Self { rows: states, index: OnceLock::new() }
    }

    /// The State meant by `text`: an ISO code or any usual spelling, whatever its case, accents,
    /// apostrophes, articles and order of words (`Iran (Islamic Republic of)`).
    pub fn resolve(&self, text: &str) -> Option<&State> {
        let words = words(text);
        if words.is_empty() {
            return None;
        }
        let index = self.index.get_or_init(|| StateIndex::of(&self.rows));
        let by_letters = index.by_letters.get(&words.concat());
        let at = by_letters.or_else(|| index.by_words.get(&sorted(words)))?;
        self.rows.get(*at)
    }

    /// The State with this ISO code.
    pub fn by_iso(&self, iso3: &str) -> Option<&State> {
        self.rows.iter().find(|state| state.iso3.eq_ignore_ascii_case(iso3.trim()))
    }

    /// The State whose name is nearest to `text`, for a hint; never to be taken for granted.
    pub fn nearest(&self, text: &str) -> Option<&State> {
        let known = self.rows.iter().flat_map(|state| {
            std::iter::once(state.name.as_str()).chain(state.spellings.iter().map(String::as_str))
        });
        self.resolve(super::words::nearest(text, known)?)
    }

    /// All States, in the order of the rows.
    pub fn all(&self) -> &[State] {
        &self.rows
    }
}

/// The words of a name that tell it apart: lower case, without accents, apostrophes, articles.
fn words(text: &str) -> Vec<String> {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '.' => {}
            '&' => folded.push_str(" and "),
            'ı' => folded.push('i'),
            letter if letter.is_alphanumeric() => folded.extend(letter.to_lowercase()),
            _ => folded.push(' '),
        }
    }
    let joining = ["the", "of", "and"];
    folded.split_whitespace().filter(|word| !joining.contains(word)).map(str::to_owned).collect()
}

/// The same words in any order are the same name.
fn sorted(mut words: Vec<String>) -> String {
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(iso3: &str, name: &str, official_name: &str, spellings: &[&str]) -> State {
        State {
            iso3: iso3.into(),
            name: name.into(),
            official_name: official_name.into(),
            region: "Asia".into(),
            spellings: spellings.iter().map(|text| (*text).to_owned()).collect(),
            member: true,
        }
    }

    fn states() -> States {
        States::new(vec![
            state(
                "PRK",
                "Democratic People's Republic of Korea",
                "Democratic People's Republic of Korea",
                &["DPR Korea", "DPRK"],
            ),
            state("KOR", "Republic of Korea", "Republic of Korea", &["South Korea"]),
            state("IRN", "Iran (Islamic Republic of)", "Islamic Republic of Iran", &["Iran"]),
            state("CIV", "Côte d'Ivoire", "Republic of Côte d'Ivoire", &[]),
            state("GMB", "Gambia", "Republic of the Gambia", &[]),
            state("TUR", "Türkiye", "Republic of Türkiye", &["Turkey"]),
        ])
    }

    #[test]
    fn one_state_has_many_spellings() {
        let states = states();
        for (text, iso3) in [
            ("democratic people’s republic of korea", "PRK"),
            ("Korea (Democratic Peoples Republic of)", "PRK"),
            ("Republic of Korea", "KOR"),
            ("Korea, Republic of", "KOR"),
            ("Islamic Republic of Iran", "IRN"),
            ("IRAN (ISLAMIC REPUBLIC OF)", "IRN"),
            ("irn", "IRN"),
            ("Cote d´Ivoire", "CIV"),
            ("Côte d’ Ivoire", "CIV"),
            ("the Gambia", "GMB"),
            ("Gambia (The)", "GMB"),
            ("turkey", "TUR"),
            ("TÜRKİYE", "TUR"),
        ] {
            let found = states.resolve(text).map(|state| state.iso3.as_str());
            assert_eq!(found, Some(iso3), "{text}");
        }
        for text in ["", "the", "(of)", "Korea", "CEDAW", "Ivoire"] {
            assert_eq!(states.resolve(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearest_is_a_hint() {
        let states = states();
        assert_eq!(states.nearest("Turky").map(|state| state.iso3.as_str()), Some("TUR"));
        assert_eq!(states.nearest("zzzz"), None);
        assert_eq!(
            states.by_iso("kor").map(|state| state.name.as_str()),
            Some("Republic of Korea")
        );
        assert_eq!(states.all().len(), 6);
    }
}
