//! What the first pages say: symbol, State, session, dates.

use chrono::NaiveDate;

use crate::domain::states::{State, States};
use crate::import::lines::{self, PaperLine};
use crate::import::records::{Body, NamedState, SourceDocument, cycle_of_session, letters};
use crate::import::symbols;
use crate::import::text::tidy;

/// How many lines the title page and the introduction may take.
const FIRST_LINES: usize = 400;

/// Reads the lines before the conclusions.
pub(in crate::import) fn read(before: &[PaperLine], heads: &[String], states: &States) -> Body {
    let first = &before[..before.len().min(FIRST_LINES)];
    let mut text = String::new();
    for line in first {
        lines::join(&mut text, &line.text);
    }
    let session = session(&text);
    Body {
        state: state(first, &text, states),
        session,
        cycle: session.and_then(cycle_of_session),
        document: SourceDocument {
            symbol: symbol(first, heads),
            title: Some(title(first, &text)),
            date: after(&text, "Distr").and_then(|rest| symbols::date(&cut(rest, 200))),
            reviewed_on: reviewed_on(&text),
            adopted_on: adopted_on(&text),
            council_session: council_session(&text),
            ..SourceDocument::default()
        },
        ..Body::default()
    }
}

/// The report's own symbol, `A/HRC/28/15`, on its pages' heads or its first lines; not the one
/// that it was issued under before, and none of the documents that the introduction lists.
fn symbol(first: &[PaperLine], heads: &[String]) -> Option<String> {
    let is_introduction =
        |line: &&PaperLine| matches!(letters(&line.text).as_str(), "introduction" | "introducción");
    let title_page = first.iter().take(60).take_while(|line| !is_introduction(line));
    let lines = title_page.map(|line| line.text.as_str());
    let own = |text: &&str| {
        let others = ["reviously issued", "resolution", "résolution", "resolución", "récédemment"];
        !others.iter().any(|other| text.contains(other))
    };
    let found: Vec<String> = heads
        .iter()
        .map(String::as_str)
        .chain(lines.filter(own))
        .filter_map(symbols::symbol)
        .collect();
    let plain = |symbol: &&String| {
        let rest = symbol.strip_prefix("A/HRC/").unwrap_or_default();
        rest.split('/').count() >= 2 && rest.starts_with(|first: char| first.is_ascii_digit())
    };
    let draft = |symbol: &&String| symbol.contains("/L.");
    found.iter().find(plain).or_else(|| found.iter().find(draft)).cloned()
}

/// How the title begins, by letters, and as it is printed where it is lost.
const TITLES: [(&str, &str); 3] = [
    ("reportoftheworkinggroup", "Report of the Working Group on the Universal Periodic Review"),
    ("rapportdugroupedetravail", "Rapport du Groupe de travail sur l'Examen périodique universel"),
    (
        "informedelgrupodetrabajo",
        "Informe del Grupo de Trabajo sobre el Examen Periódico Universal",
    ),
];

/// The review's name, by letters.
const REVIEW: [&str; 3] =
    ["universalperiodicreview", "examenpériodiqueuniversel", "examenperiódicouniversal"];

fn title(first: &[PaperLine], text: &str) -> String {
    let begins = |line: &PaperLine| {
        let name = letters(&line.text);
        TITLES.iter().any(|(title, _)| name.starts_with(title))
    };
    let mut title = String::new();
    if let Some(start) = first.iter().position(begins) {
        // The title may stand on two lines.
        for line in first[start..].iter().take(2) {
            let name = letters(&title);
            if !REVIEW.iter().any(|review| name.contains(review)) {
                lines::join(&mut title, &line.text);
            }
        }
    }
    if title.is_empty() {
        let all = letters(text);
        let language = REVIEW.iter().position(|review| all.contains(review)).unwrap_or(0);
        title.push_str(TITLES[language].1);
    }
    tidy(&title).trim_end_matches('*').trim().to_owned()
}

/// The State stands under the title; else the introduction names it.
fn state(first: &[PaperLine], text: &str, states: &States) -> Option<NamedState> {
    let named = |name: &str| {
        let name = tidy(name).trim_matches(|letter: char| "*:. ".contains(letter)).to_owned();
        let state: &State = states.resolve(&name)?;
        Some(NamedState { iso3: Some(state.iso3.clone()), printed: name })
    };
    let title = first.iter().position(|line| {
        let letters = letters(&line.text);
        TITLES.iter().any(|(title, _)| letters.starts_with(title))
            || REVIEW.contains(&letters.as_str())
    });
    let below = title.map(|title| &first[title..first.len().min(title + 14)]).unwrap_or_default();
    let under = below.iter().find_map(|line| named(&line.text));
    let pairs =
        || below.windows(2).find_map(|two| named(&format!("{} {}", two[0].text, two[1].text)));
    under.or_else(pairs).or_else(|| {
        let phrases = [
            ("The review of ", " was held"),
            ("the review of ", ":"),
            ("xamen concernant ", " a eu lieu"),
            ("l examen de ", " se llevó a cabo"),
            ("l examen de ", " tuvo lugar"),
        ];
        phrases.iter().find_map(|(before, behind)| {
            let rest = after(text, before)?;
            let name = &rest[..rest.find(behind).filter(|length| *length < 120)?];
            let articles = ["la ", "le ", "les ", "l'", "l’", "el ", "los ", "las "];
            let bare = articles.iter().find_map(|article| name.strip_prefix(article));
            named(name).or_else(|| named(bare?))
        })
    })
}

/// `held its sixth session from 30 November to 11 December 2009`.
fn session(text: &str) -> Option<u16> {
    let phrases = [("held its ", "session"), ("a tenu sa ", "session"), ("celebró su ", "período")];
    phrases
        .iter()
        .find_map(|(before, noun)| symbols::ordinal_before(&cut(after(text, before)?, 60), noun))
}

/// `The review of Belgium was held at the 1st meeting, on 2 May 2011.`
fn reviewed_on(text: &str) -> Option<NaiveDate> {
    let phrases = [
        ("The review of ", "was held"),
        ("xamen concernant ", "a eu lieu"),
        ("l examen de ", "se llevó a cabo"),
        ("l examen de ", "tuvo lugar"),
    ];
    phrases.iter().find_map(|(before, verb)| {
        let rest = after(text, before)?;
        symbols::date(&cut(&rest[rest.find(verb)?..], 120))
    })
}

/// `At its 6th meeting, held on 6 May 2011, the Working Group adopted the report on Belgium.`
fn adopted_on(text: &str) -> Option<NaiveDate> {
    let adopted = text.find("adopted the present report").or_else(|| {
        let phrases = [
            "orking Group adopted",
            "roupe de travail a adopté",
            "rupo de Trabajo aprobó",
            "rupo de Trabajo adoptó",
        ];
        phrases.iter().find_map(|phrase| text.find(phrase))
    })?;
    let begins = ["At its", "À sa", "A sa", "En su", "En la"];
    let from = begins.iter().filter_map(|begin| text[..adopted].rfind(begin)).max()?;
    symbols::date(text.get(from..adopted)?).or_else(|| symbols::date(&cut(&text[adopted..], 160)))
}

/// `Human Rights Council Eighteenth session`.
fn council_session(text: &str) -> Option<u16> {
    let phrases = [
        ("Human Rights Council", "session"),
        ("Conseil des droits de l'homme", "session"),
        ("Conseil des droits de l’homme", "session"),
        ("Consejo de Derechos Humanos", "período"),
    ];
    phrases
        .iter()
        .find_map(|(before, noun)| symbols::ordinal_before(&cut(after(text, before)?, 60), noun))
}

fn after<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    text.find(phrase).map(|place| &text[place + phrase.len()..])
}

/// The first letters of a text.
fn cut(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}
