//! What a file says of the body that it brings, and the set that it goes to.

use chrono::{Datelike as _, Months, NaiveDate};

use crate::domain::PartialDate;
use crate::import::{Body, SourceDocument};

/// What is known of the body that a file brings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct About {
    /// The State: ISO code, else as printed.
    pub(super) state: Option<String>,
    /// Whether that is an ISO code.
    pub(super) known_state: bool,
    pub(super) cycle: Option<u8>,
    pub(super) session: Option<u16>,
    pub(super) symbol: Option<String>,
    pub(super) title: Option<String>,
    /// Its date, as stored.
    pub(super) dated: Option<String>,
    /// The day of the review that it reports on.
    pub(super) reviewed_on: Option<NaiveDate>,
    pub(super) council_session: Option<u16>,
    /// The mechanism, where it is not the UPR (`CRC`).
    pub(super) mechanism: Option<String>,
    /// Whether this program printed it, under themes and with tags that are recorded.
    pub(super) made_here: bool,
    /// What else a letter says of itself.
    pub(super) letter: LetterAbout,
}

impl About {
    pub(super) fn of(body: &Body) -> Self {
        let state = body.state.as_ref();
        let document = &body.document;
        let date = document.date.or(document.adopted_on);
        Self {
            known_state: state.is_some_and(|state| state.iso3.is_some()),
            state: state.map(|state| state.iso3.clone().unwrap_or_else(|| state.printed.clone())),
            cycle: body.cycle,
            session: body.session,
            symbol: document.symbol.clone(),
            title: document.title.clone(),
            dated: date.map(|day| day.format("%Y-%m-%d").to_string()),
            reviewed_on: document.reviewed_on,
            council_session: document.council_session,
            mechanism: body.mechanism.clone(),
            made_here: body.made_here,
            letter: LetterAbout::of(document),
        }
    }

    /// The State's ISO code.
    pub(super) fn known(&self) -> Option<&str> {
        self.state.as_deref().filter(|_| self.known_state)
    }
}

/// What a letter says of itself beside State, cycle and date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct LetterAbout {
    pub(super) addressee: Vec<String>,
    pub(super) signatory: Option<String>,
    pub(super) language: Option<&'static str>,
    pub(super) horizon: Option<(u32, String)>,
    /// How many areas its annex has, and whether it makes points itself.
    pub(super) areas: usize,
    pub(super) has_points: bool,
}

impl LetterAbout {
    pub(super) fn of(document: &SourceDocument) -> Self {
        Self {
            addressee: document.addressee.clone(),
            signatory: document.signatory.first().filter(|_| document.signatory.len() > 1).cloned(),
            language: document.language,
            horizon: document.horizon.clone(),
            ..Self::default()
        }
    }

    /// The office that it is addressed to, and who holds it.
    pub(super) fn addressed(&self) -> (Option<String>, Option<String>) {
        let titles = [
            "h.e.", "his ", "her ", "mr", "ms", "mrs", "dr", "s.e.", "son ", "monsieur", "madame",
            "m.", "mme", "su ", "excm", "sr.", "sra.", "señor",
        ];
        let named = |line: &&String| {
            let line = line.to_lowercase();
            titles.iter().any(|title| line.starts_with(title)) && !line.contains("minist")
        };
        let name: Vec<&str> = self.addressee.iter().take_while(named).map(String::as_str).collect();
        let office = self.addressee.get(name.len()).cloned();
        (office, Some(name.join(" ")).filter(|name| !name.is_empty()))
    }
}

impl About {
    /// Its date as papers print it.
    pub(super) fn day(&self) -> Option<String> {
        self.date().map(crate::report::words::day)
    }

    pub(super) fn date(&self) -> Option<NaiveDate> {
        self.dated.as_deref()?.parse().ok()
    }

    /// `third cycle of the `, in front of the review's name.
    pub(super) fn of_cycle(&self) -> String {
        self.cycle.map_or_else(String::new, |cycle| format!("{} cycle of the ", ordinal(cycle)))
    }
}

impl About {
    /// The month up to which a letter looks ahead, by its own words.
    pub(super) fn horizon_end(&self) -> Option<PartialDate> {
        let (months, _) = self.letter.horizon.as_ref()?;
        let end = self.date()?.checked_add_months(Months::new(*months))?;
        Some(PartialDate::Month(end.year(), end.month()))
    }
}

/// A set that a file goes to.
#[derive(Debug, Clone, Default)]
pub(super) struct Target {
    pub(super) id: i64,
    pub(super) key: String,
    pub(super) state: Option<String>,
    /// Whether it had items before this file.
    pub(super) was_there: bool,
    /// Where its counts stand in the account.
    pub(super) count: usize,
}

/// A review that a report told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// The set of its recommendations.
    pub set: String,
    /// The key of its milestone and its day, where the calendar learned them.
    pub learned: Option<(String, PartialDate)>,
    /// Whether dates to come follow from the State's reviews and do not stand in the calendar.
    pub follows: bool,
}

/// A cycle's number in words.
pub(super) fn ordinal(cycle: u8) -> String {
    ["first", "second", "third", "fourth", "fifth"]
        .get(usize::from(cycle).wrapping_sub(1))
        .map_or_else(|| format!("{cycle}th"), |word| (*word).to_owned())
}
