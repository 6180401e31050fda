//! Treaty bodies' concluding observations and special procedures' reports: paragraphs that ask for
//! something, each an item by its number. What stands in it under (a), (b) … is not parted: the
//! document numbers paragraphs, and so are they cited.

mod paragraphs;

use super::lines::{self, PaperLine};
use super::numbers;
use super::problem::ImportError;
use super::records::{Body, Layout, NamedState, Reading, Recommendation, SourceDocument, letters};
use super::symbols;
use super::text::tidy;
use super::wg_report::LinedDocument;
use crate::domain::ActorKind;
use crate::domain::states::{State, States};
use paragraphs::{HeadedParagraph, number, paragraphs};

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
pub(super) fn is_one(source: &LinedDocument) -> bool {
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
    from_source(LinedDocument::open(bytes)?, states)
}

/// Reads one whose lines are known.
pub(super) fn from_source(source: LinedDocument, states: &States) -> Result<Reading, ImportError> {
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
        all.into_iter().filter(HeadedParagraph::asks).map(HeadedParagraph::item).collect();
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
        document: SourceDocument { symbol, title, date, ..SourceDocument::default() },
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
fn title(lines: &[PaperLine]) -> Option<String> {
    let first = &lines[..lines.len().min(TITLE_PAGE)];
    let begins = |line: &PaperLine| {
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
fn state_above(all: &[PaperLine], states: &States) -> Option<NamedState> {
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

#[cfg(test)]
mod tests;
