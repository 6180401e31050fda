//! Treaty bodies' concluding observations and special procedures' reports: paragraphs that ask for
//! something, each an item by its number. What stands in it under (a), (b) … is not parted: the
//! document numbers paragraphs, and so are they cited.

use super::lines::{self, Line};
use super::problem::{ImportError, Warning};
use super::records::{Asked, Body, Document, Layout, NamedState, Reading, Recommendation, letters};
use super::symbols;
use super::text::tidy;
use super::wg_report::Source;
use super::{Place, numbers};
use crate::domain::states::{State, States};
use crate::domain::{ActorKind, Kind};

/// So many lines may come before the first paragraph.
const TITLE_PAGE: usize = 80;

/// Titles of such documents, by letters.
const TITLES: [&str; 26] = [
    "concludingobservations",
    "concludingcomments",
    "observationsfinales",
    "observacionesfinales",
    "reportofthespecialrapporteur",
    "reportoftheindependentexpert",
    "reportoftheworkinggroupon",
    "rapportdurapporteurspécial",
    "rapportdelarapporteusespéciale",
    "rapportdelexpertindépendant",
    "informedelrelatorespecial",
    "informedelarelatoraespecial",
    "informedelexpertoindependiente",
    "informedelaexpertaindependiente",
    "reportofthecommissionofinquiry",
    "reportoftheindependentinternationalcommission",
    "reportoftheindependentinternationalfactfinding",
    "reportofthegroupofindependentexperts",
    "reportoftheunitednationshighcommissioner",
    "reportoftheofficeoftheunitednationshighcommissioner",
    "reportofthesecretarygeneral",
    "reportonthevisit",
    "reportonvisit",
    "rapportdelacommissiondenquête",
    "rapportdusecrétairegénéral",
    "informedelacomisióndeinvestigación",
];

/// Words with which a paragraph asks for something.
const ASKS: [&str; 29] = [
    "recommend",
    "urges",
    "urge the",
    "should ",
    "calls upon",
    "calls on",
    "call upon",
    "requests the state",
    "requests that",
    "encourages",
    "invites the state",
    "invites the government",
    "asks the state",
    "reiterates its call",
    "recommande",
    "demande à l'état",
    "invite l'état",
    "engage l'état",
    "prie l'état",
    "exhorte",
    "encourage l'état",
    "devrait ",
    "recomienda",
    "insta al",
    "insta a ",
    "exhorta",
    "alienta al",
    "debe ",
    "debería ",
];

/// Whether a document's title page is that of one.
pub(super) fn is_one(source: &Source) -> bool {
    let first: Vec<&str> =
        source.lines.iter().take(TITLE_PAGE).map(|line| line.text.as_str()).collect();
    let titled = |line: &&str| {
        let name = letters(line);
        let review = ["universalperiodic", "examenpériodique", "examenperiódico"];
        TITLES.iter().any(|title| name.starts_with(title))
            && !review.iter().any(|word| name.contains(word))
    };
    let found = first.iter().position(titled);
    // Their own title, not a mention: the symbol stands on the same page.
    let symbol =
        || {
            source.heads.iter().map(String::as_str).chain(first.iter().copied()).any(|line| {
                symbols::symbol(line).is_some_and(|symbol| mechanism(&symbol).is_some())
            })
        };
    let reviewed = first
        .iter()
        .any(|line| symbols::symbol(line).is_some_and(|symbol| symbol.contains("/WG.6/")));
    found.is_some() && !reviewed && symbol()
}

/// Reads one: PDF, Word or plain text.
pub fn read(bytes: &[u8], states: &States) -> Result<Reading, ImportError> {
    from_source(Source::open(bytes)?, states)
}

/// Reads one whose lines are known.
pub(super) fn from_source(source: Source, states: &States) -> Result<Reading, ImportError> {
    let first = source.lines.iter().take(TITLE_PAGE).map(|line| line.text.as_str());
    let symbol = source
        .heads
        .iter()
        .map(String::as_str)
        .chain(first)
        .find_map(|line| symbols::symbol(line).filter(|symbol| mechanism(symbol).is_some()));
    let title = title(&source.lines);
    let state = title
        .as_deref()
        .and_then(|title| state_in(title, states))
        .or_else(|| state_above(&source.lines, states))
        .or_else(|| symbol.as_deref().and_then(|symbol| state_of(symbol, states)));
    let mut warnings = source.warnings;
    let all = paragraphs(&source.lines, &mut warnings);
    let whole = all.len();
    let asking: Vec<Recommendation> =
        all.into_iter().filter(Paragraph::asks).map(Paragraph::item).collect();
    if asking.is_empty() {
        let reason = "no numbered paragraph that recommends or asks for something";
        return Err(ImportError::wrong_layout(Layout::Observations, reason));
    }
    let note = format!(
        "read by paragraph: {} of {whole} paragraphs ask for something; (a), (b) … within one are \
         not parted",
        asking.len()
    );
    let text: Vec<&str> =
        source.lines.iter().take(TITLE_PAGE).map(|line| line.text.as_str()).collect();
    let text = text.join(" ");
    let date = text.find("Distr").and_then(|place| symbols::date(&text[place..]));
    let mut body = Body {
        state,
        mechanism: symbol.as_deref().and_then(|it| whose(it, title.as_deref())),
        document: Document { symbol, title, date, ..Document::default() },
        recommendations: asking,
        ..Body::default()
    };
    if body.mechanism.is_none() {
        body.mechanism = Some("Observations".to_owned());
    }
    numbers::make_unique(&mut body.recommendations, &mut warnings);
    let notes = source.notes.into_iter().chain([note]).collect();
    Ok(Reading { bodies: vec![body], warnings, notes, ..Reading::default() })
}

/// Whose document a symbol is.
fn mechanism(symbol: &str) -> Option<&'static str> {
    const BODIES: [(&str, &str); 13] = [
        ("CAT/OP/", "SPT"),
        ("E/C.12/", "CESCR"),
        ("CESCR/", "CESCR"),
        ("CCPR/", "CCPR"),
        ("CERD/", "CERD"),
        ("CEDAW/", "CEDAW"),
        ("CAT/", "CAT"),
        ("CRC/", "CRC"),
        ("CMW/", "CMW"),
        ("CRPD/", "CRPD"),
        ("CED/", "CED"),
        ("A/HRC/", "Special procedures"),
        ("A/", "Special procedures"),
    ];
    // The papers of a review are others'.
    if symbol.contains("/WG.6/") {
        return None;
    }
    BODIES.iter().find(|(start, _)| symbol.starts_with(start)).map(|(_, name)| *name)
}

/// The same where the title tells whose report a document of the Council or the Assembly is.
fn whose(symbol: &str, title: Option<&str>) -> Option<String> {
    const REPORTS: [(&str, &str); 8] = [
        ("commissionofinquiry", "Commission of inquiry"),
        ("factfinding", "Fact-finding mission"),
        ("independentinternationalcommission", "Commission of inquiry"),
        ("groupofindependentexperts", "Group of independent experts"),
        ("highcommissioner", "High Commissioner for Human Rights"),
        ("secretarygeneral", "Secretary-General"),
        ("commissiondenquête", "Commission of inquiry"),
        ("comisióndeinvestigación", "Commission of inquiry"),
    ];
    let of = mechanism(symbol)?;
    let title = letters(title.unwrap_or_default());
    let named = REPORTS.iter().find(|(words, _)| title.contains(words)).map(|(_, name)| *name);
    Some(named.filter(|_| symbol.starts_with("A/")).unwrap_or(of).to_owned())
}

/// `Concluding observations on the fifth periodic report of …`, over as many lines as it takes.
fn title(lines: &[Line]) -> Option<String> {
    let first = &lines[..lines.len().min(TITLE_PAGE)];
    let begins = |line: &Line| {
        let name = letters(&line.text);
        TITLES.iter().any(|title| name.starts_with(title))
    };
    let start = first.iter().position(begins)?;
    let mut title = String::new();
    for (at, line) in first[start..].iter().take(5).enumerate() {
        let over =
            at > 0 && (number(&line.text).is_some() || line.begins_block && title.len() > 60);
        if over {
            break;
        }
        lines::join(&mut title, &line.text);
    }
    Some(tidy(&title).trim_end_matches('*').trim().to_owned())
}

/// The State that a title names at its end, or behind `Visit to`.
fn state_in(title: &str, states: &States) -> Option<NamedState> {
    const BEFORE: [&str; 14] = [
        " of ",
        " in ",
        " en ",
        "isit to ",
        "ission to ",
        " on ",
        " du ",
        " de ",
        " des ",
        "d'",
        "d’",
        " del ",
        "isita a ",
        "isión a ",
    ];
    let title = title.trim_end_matches(['*', '.', ' ']);
    let mut starts: Vec<usize> = BEFORE
        .iter()
        .flat_map(|word| title.match_indices(word).map(|(place, _)| place + word.len()))
        .collect();
    starts.sort_unstable();
    starts.into_iter().find_map(|start| {
        let rest = title.get(start..)?;
        let bare = ["the ", "la ", "le ", "les ", "l'", "l’", "el ", "los "]
            .iter()
            .find_map(|article| rest.strip_prefix(article));
        let found: &State = states.resolve(rest).or_else(|| states.resolve(bare?))?;
        Some(NamedState { printed: rest.to_owned(), iso3: Some(found.iso3.clone()) })
    })
}

/// The State that a line of the title page names: `Visit to Slovenia`, above the title.
fn state_above(all: &[Line], states: &States) -> Option<NamedState> {
    const BEGIN: [&str; 12] = [
        "visit to ",
        "mission to ",
        "country visit to ",
        "situation of human rights in ",
        "the situation of human rights in ",
        "human rights situation in ",
        "visite au ",
        "visite en ",
        "mission au ",
        "situation des droits de l'homme en ",
        "visita a ",
        "situación de los derechos humanos en ",
    ];
    all.iter().take(TITLE_PAGE).find_map(|line| {
        let text = tidy(&line.text).replace('’', "'");
        let lower = text.to_lowercase();
        let begins = BEGIN.iter().any(|begin| lower.starts_with(begin));
        (begins && lower.len() == text.len()).then(|| state_in(&text, states)).flatten()
    })
}

/// Whom a paragraph asks, where that is not the State: an office of the United Nations, other States.
/// It must say so behind its verb and ask nothing of the State beside.
fn others(text: &str) -> Option<(ActorKind, &'static str)> {
    const WHOM: [(&str, ActorKind, &str); 14] = [
        ("all member states", ActorKind::AllStates, "all Member States"),
        ("member states", ActorKind::AllStates, "Member States"),
        ("states members", ActorKind::AllStates, "Member States"),
        ("the international community", ActorKind::AllStates, "the international community"),
        ("other states", ActorKind::AllStates, "other States"),
        ("third states", ActorKind::AllStates, "other States"),
        ("les états membres", ActorKind::AllStates, "les États Membres"),
        ("la communauté internationale", ActorKind::AllStates, "la communauté internationale"),
        ("los estados miembros", ActorKind::AllStates, "los Estados Miembros"),
        ("la comunidad internacional", ActorKind::AllStates, "la comunidad internacional"),
        ("the human rights council", ActorKind::UnitedNations, "the Human Rights Council"),
        ("the security council", ActorKind::UnitedNations, "the Security Council"),
        ("the general assembly", ActorKind::UnitedNations, "the General Assembly"),
        ("the united nations", ActorKind::UnitedNations, "the United Nations"),
    ];
    const VERBS: [&str; 14] = [
        "recommends that ",
        "recommends to ",
        "calls upon ",
        "calls on ",
        "urges ",
        "encourages ",
        "requests ",
        "invites ",
        "recommande que ",
        "recommande à ",
        "invite ",
        "exhorte ",
        "exhorta a ",
        "insta a ",
    ];
    let lower = tidy(text).replace('’', "'").to_lowercase();
    let mut places: Vec<usize> = VERBS
        .iter()
        .flat_map(|verb| lower.match_indices(verb).map(|(at, it)| at + it.len()))
        .collect();
    places.sort_unstable();
    places.dedup();
    let asked = places.iter().map(|at| {
        WHOM.iter()
            .find(|(name, ..)| lower[*at..].starts_with(name))
            .map(|(_, it, name)| (*it, *name))
    });
    // One verb that asks somebody else is not that paragraph's only one.
    let all: Option<Vec<_>> = asked.collect();
    all?.first().copied()
}

/// The State of a symbol: `CRC/C/PRK/CO/5`.
fn state_of(symbol: &str, states: &States) -> Option<NamedState> {
    let code = |part: &&str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    let found = symbol.split('/').skip(1).filter(code).find_map(|part| states.resolve(part))?;
    Some(NamedState { printed: found.name.clone(), iso3: Some(found.iso3.clone()) })
}

/// A paragraph with the heading above it.
#[derive(Debug, Default)]
struct Paragraph {
    number: u32,
    text: String,
    heading: Option<String>,
    place: Place,
}

impl Paragraph {
    fn asks(&self) -> bool {
        // `should:` asks like `should `.
        let lower = self.text.replace('’', "'").replace(':', " ").to_lowercase();
        ASKS.iter().any(|word| lower.contains(word))
    }

    fn item(self) -> Recommendation {
        let text = tidy(&self.text);
        let actor = others(&text);
        Recommendation {
            number: Some(self.number.to_string()),
            printed: text.clone(),
            text,
            paragraph: Some(self.number.to_string()),
            kind: Some(Kind::Recommendation),
            asked: Asked {
                actor: actor.map(|(actor, _)| actor),
                actor_name: actor.map(|(_, name)| name.to_owned()),
                ..Asked::default()
            },
            headings: self.heading.into_iter().collect(),
            place: Place { paragraph: Some(self.number.to_string()), ..self.place },
            ..Recommendation::default()
        }
    }
}

/// The number of a paragraph in front of a line, and how long it is: `12. `.
fn number(text: &str) -> Option<(u32, usize)> {
    let text = text.trim_start_matches([' ', '\t', '\u{a0}']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix('.')?;
    let apart = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']);
    let number = text[..digits].parse().ok().filter(|_| (1..=3).contains(&digits) && apart)?;
    Some((number, digits + 1))
}

/// The numbered paragraphs, in order; headings stand between them.
fn paragraphs(all: &[Line], warnings: &mut Vec<Warning>) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut heading: Option<String> = None;
    for (index, line) in all.iter().enumerate() {
        let text = line.text.trim();
        if text.is_empty() {
            continue;
        }
        let last = found.last().map_or(0, |last| last.number);
        let ended = found
            .last()
            .is_none_or(|last| last.text.trim_end().ends_with(['.', ';', ':', ')', '”']));
        let begun = number(text).filter(|(number, _)| {
            *number == last + 1 || (ended && *number > last && *number <= last + 3)
        });
        if let Some((number, length)) = begun {
            if number != last + 1 {
                let message = format!("paragraph {number} follows paragraph {last}");
                warnings.push(Warning::new(line.place(), message));
            }
            let text = text[length..].trim().to_owned();
            found.push(Paragraph { number, text, heading: heading.clone(), place: line.place() });
            continue;
        }
        if is_annex(text) {
            break;
        }
        let next = all.get(index + 1).and_then(|next| number(&next.text));
        let before_next = next.is_some_and(|(number, _)| number == last + 1);
        if ended && before_next && is_heading(text) {
            heading = Some(tidy(text));
        } else if let Some(last) = found.last_mut().filter(|_| !is_chapter(text)) {
            lines::join(&mut last.text, text);
        }
    }
    found
}

/// A short line without a stop at its end.
fn is_heading(text: &str) -> bool {
    text.len() <= 160
        && !text.ends_with(['.', ';', ':', ','])
        && text.starts_with(|first: char| first.is_uppercase())
}

/// `C. Civil rights and freedoms`, above another heading.
fn is_chapter(text: &str) -> bool {
    let numeral = text.split(['.', ' ', '\t']).next().unwrap_or_default();
    let lettered = numeral.len() == 1 && numeral.starts_with(|c: char| c.is_ascii_uppercase());
    let roman = !numeral.is_empty() && numeral.chars().all(|sign| "IVX".contains(sign));
    (lettered || roman) && text[numeral.len()..].starts_with('.') && is_heading(text)
}

fn is_annex(text: &str) -> bool {
    matches!(letters(text).as_str(), "annex" | "annexi" | "annexe" | "anexo" | "appendix")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fixtures::states;

    const OBSERVATIONS: &str = "United Nations\nCRC/C/SVN/CO/9\nDistr.: General\n7 June 2024\n\
        Committee on the Rights of the Child\n\
        Concluding observations on the combined fifth and sixth periodic reports of Slovenia*\n\n\
        I. Introduction\n\n1. The Committee considered the reports.\n\n\
        II. Main areas of concern and recommendations\n\nA. General measures\n\nLegislation\n\n\
        2. While noting the law, the Committee recommends that the State party:\n\
        (a) Adopt a plan;\n(b) Allocate means in 2025. 3 of them should be local.\n\n\
        3. The Committee welcomes the visit.\n\nData collection\n\n\
        4. The State party should collect data.\n\nAnnex\n5. The list should grow.\n";

    fn source(text: &str) -> Source {
        Source { lines: lines::of_text(text), ..Source::default() }
    }

    #[test]
    fn paragraphs_that_ask_are_items_by_number() {
        assert!(is_one(&source(OBSERVATIONS)));
        let reading = from_source(source(OBSERVATIONS), &states()).unwrap();
        let body = &reading.bodies[0];
        assert_eq!(body.state.as_ref().and_then(|it| it.iso3.as_deref()), Some("SVN"));
        assert_eq!(body.document.symbol.as_deref(), Some("CRC/C/SVN/CO/9"));
        assert_eq!(body.mechanism.as_deref(), Some("CRC"));
        assert_eq!(body.document.date, chrono::NaiveDate::from_ymd_opt(2024, 6, 7));
        let told: Vec<(&str, Option<&str>)> = body
            .recommendations
            .iter()
            .map(|it| (it.number.as_deref().unwrap(), it.headings.first().map(String::as_str)))
            .collect();
        assert_eq!(told, [("2", Some("Legislation")), ("4", Some("Data collection"))]);
        assert!(
            body.recommendations[0]
                .text
                .ends_with("(b) Allocate means in 2025. 3 of them should be local.")
        );
        assert!(reading.notes[0].contains("2 of 4 paragraphs"), "{:?}", reading.notes);
    }

    #[test]
    fn visits_are_read_and_other_texts_are_not() {
        let visit = "A/HRC/40/66/Add.1\nHuman Rights Council\nReport of the Special Rapporteur on the \
            right to food on her visit to Slovenia\n1. She thanks the Government.\n\
            2. The Special Rapporteur recommends that the Government adopt a law.\n";
        assert!(is_one(&source(visit)));
        let reading = from_source(source(visit), &states()).unwrap();
        let body = &reading.bodies[0];
        assert_eq!(body.state.as_ref().and_then(|it| it.iso3.as_deref()), Some("SVN"));
        assert_eq!(body.recommendations.len(), 1);
        let country = "A/78/300\nSituation of human rights in Slovenia\nReport of the Special Rapporteur \
            on the situation\n1. Thanks.\n2. The Special Rapporteur recommends that Slovenia:\n(a) \
            Act.\n3. He calls upon Member States to help, and recommends that the Government act.\n4. \
            He calls upon all Member States to help.\n";
        let reading = from_source(source(country), &states()).unwrap();
        let body = &reading.bodies[0];
        assert_eq!(body.state.as_ref().and_then(|it| it.iso3.as_deref()), Some("SVN"));
        let actors: Vec<_> = body.recommendations.iter().map(|item| item.asked.actor).collect();
        assert_eq!(actors, [None, None, Some(ActorKind::AllStates)]);
        let debe = "CAT/C/SVN/CO/4\nObservaciones finales sobre el cuarto informe periódico de \
            Slovenia\n1. El Comité examinó.\n2. El Estado parte debe:\na) Adoptar un plan.\n";
        assert_eq!(
            from_source(source(debe), &states()).unwrap().bodies[0].recommendations.len(),
            1
        );
        assert!(!is_one(&source(
            "Dear all,\nthe concluding observations CRC/C/SVN/CO/9 are here.\n"
        )));
        assert!(from_source(source("1. Nothing here.\n"), &states()).is_err());
    }
}
