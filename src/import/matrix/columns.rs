//! Which column of a matrix is which, and what its head tells of the review.

use super::super::docx::TableCell;
use super::super::records::{Body, NamedState, SourceDocument, cycle_of_session, letters};
use super::super::symbols;
use super::super::text::tidy;
use crate::domain::states::States;

/// Where each column stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct MatrixColumns {
    pub(super) number: Option<usize>,
    pub(super) recommendation: usize,
    pub(super) states: Option<usize>,
    pub(super) position: usize,
    pub(super) themes: usize,
    pub(super) sdgs: Option<usize>,
    pub(super) assessment: Option<usize>,
}

/// What the column of recommendations is headed with, of recommending States, and of what was done.
pub(super) const TEXTS: [&str; 3] = ["recommendation", "recommandation", "recomendaci"];
/// What our own list calls items that are no recommendations: of a letter, a resolution, an offer.
const NOUNS: [&str; 4] = ["area", "point", "demand", "concernorrequest"];
pub(super) const STATES: [&str; 6] = [
    "recommendingstate",
    "recommendingcountr",
    "étatauteur",
    "étatrecommandant",
    "estadorecomendante",
    "estadoquerecomienda",
];
pub(super) const ASSESSMENTS: [&str; 8] = [
    "assessment",
    "comments",
    "levelofimplementation",
    "évaluation",
    "niveaudemiseen",
    "evaluación",
    "niveldecumplimiento",
    "niveldeaplicación",
];

/// The heads of a column that holds nothing but numbers.
pub(super) const NUMBERS: [&str; 18] = [
    "numéro",
    "no",
    "nr",
    "n",
    "num",
    "number",
    "ref",
    "reference",
    "para",
    "paragraph",
    "recno",
    "recnumber",
    "recommendationno",
    "recommendationnumber",
    "numberofrecommendation",
    "noofrecommendation",
    "paragraphnumber",
    "id",
];

impl MatrixColumns {
    pub(super) fn of(row: &[TableCell]) -> Option<Self> {
        // A head of one cell over the whole table is a heading.
        if row.len() < 3 {
            return None;
        }
        let names: Vec<String> = row.iter().map(|cell| letters(&whole(cell))).collect();
        Self::of_names(&names)
    }

    pub(super) fn of_names(names: &[String]) -> Option<Self> {
        let at = |test: &dyn Fn(&str) -> bool| names.iter().position(|name| test(name));
        let has = |name: &str, words: &[&str]| words.iter().any(|word| name.contains(word));
        // A head is a few words; a recommendation that speaks of its position is none.
        if names.iter().any(|name| name.len() > 120) {
            return None;
        }
        let is_number = |name: &str| NUMBERS.contains(&name);
        let is_states = |name: &str| STATES.iter().any(|head| name.starts_with(head));
        let is_text = |name: &str| {
            (has(name, &TEXTS) || NOUNS.contains(&name)) && !is_number(name) && !is_states(name)
        };
        let recommendation = at(&is_text)?;
        let position = at(&|name| has(name, &["position", "posición"]) && !is_text(name))?;
        let themes = at(&|name| {
            has(
                name,
                &[
                    "theme",
                    "thème",
                    "temas",
                    "fulllistofright",
                    "rightsaffectedpersons",
                    "rightsandaffectedpersons",
                ],
            )
        })?;
        // Where the head of a first, narrow column is a sign (`#`, `Nº`) or missing, its cells tell.
        let unnamed = recommendation.checked_sub(1).filter(|at| names[*at].is_empty());
        Some(Self {
            number: at(&is_number).filter(|at| *at != position).or(unnamed),
            recommendation,
            states: at(&is_states),
            position,
            themes,
            sdgs: at(&|name| {
                has(name, &["sdg", "oddpertinent", "odspertinent"]) || matches!(name, "odd" | "ods")
            })
            .filter(|at| *at != themes),
            assessment: at(&|name| has(name, &ASSESSMENTS)),
        })
    }

    /// Whether the heads are those of cycle 4.
    pub(super) fn ours(&self, names: &[String]) -> bool {
        let text = &names[self.recommendation];
        text.starts_with("recommendationandrecommending")
            || text.contains("recommandationetétat")
            || text.contains("recomendaciónyestado")
            || ["positionofthe", "positiondelétat", "posicióndelestado"]
                .iter()
                .any(|head| names[self.position].starts_with(head))
    }
}

pub(super) fn whole(cell: &TableCell) -> String {
    cell.lines().join(" ")
}

/// State, session and cycle stand in the page head only: `UPR of Slovenia (4th Cycle – 48th
/// Session)`.
pub(super) fn about(heads: &[String], states: &States) -> Body {
    const BEGIN: [&str; 11] = [
        "UPR of the ",
        "UPR of ",
        "EPU de l'",
        "EPU de la ",
        "EPU des ",
        "EPU du ",
        "EPU del ",
        "EPU de los ",
        "EPU de las ",
        "EPU d'",
        "EPU de ",
    ];
    let named = |head: &String| {
        let plain = join_split_ordinals(&tidy(head)).replace('’', "'");
        let begin = BEGIN.iter().find(|begin| {
            plain.get(..begin.len()).is_some_and(|start| start.eq_ignore_ascii_case(begin))
        })?;
        let name = name_before_cycle(&plain[begin.len()..]);
        Some((plain, name))
    };
    let Some((plain, name)) = heads.iter().find_map(named) else { return Body::default() };
    let state = states.resolve(&name).or_else(|| longest_known(name.as_str(), states));
    let session = symbols::ordinal_before(&plain, "session")
        .or_else(|| symbols::ordinal_before(&plain, "período"));
    Body {
        state: Some(NamedState { iso3: state.map(|state| state.iso3.clone()), printed: name }),
        session,
        cycle: symbols::ordinal_before(&plain, "cycle")
            .or_else(|| symbols::ordinal_before(&plain, "ciclo"))
            .and_then(|cycle| u8::try_from(cycle).ok())
            .or_else(|| session.and_then(cycle_of_session)),
        document: SourceDocument { title: Some(plain), ..SourceDocument::default() },
        ..Body::default()
    }
}

/// The part of a head before the bracket that names the cycle.
pub(super) fn name_before_cycle(text: &str) -> String {
    let lower = text.to_lowercase();
    let cycle = lower.find("cycle").or_else(|| lower.find("ciclo")).unwrap_or(text.len());
    let before = text.get(..cycle).unwrap_or(text);
    let end = before.rfind('(').unwrap_or(before.len());
    tidy(&before[..end])
}

pub(super) fn longest_known<'a>(
    text: &str,
    states: &'a States,
) -> Option<&'a crate::domain::states::State> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=words.len()).rev().find_map(|count| states.resolve(&words[..count].join(" ")))
}

/// Runs of a head may be parted by blanks: `4 8 th Session`, `( 2 nd Cycle`.
pub(super) fn join_split_ordinals(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut joined = String::with_capacity(text.len());
    for (index, letter) in letters.iter().enumerate() {
        let before = joined.chars().last();
        let rest: String = letters[index + 1..].iter().take(3).collect::<String>().to_lowercase();
        let digit = rest.starts_with(|next: char| next.is_ascii_digit());
        let ending = ["st", "nd", "rd", "th"].iter().any(|ending| {
            rest.strip_prefix(ending).is_some_and(|after| !after.starts_with(char::is_alphabetic))
        });
        let after_digit = before.is_some_and(|before| before.is_ascii_digit());
        if *letter == ' ' && after_digit && (digit || ending) {
            continue;
        }
        joined.push(*letter);
    }
    joined
}
