//! Papers that people hand in and that hold no list to take: each is named for what it is, with the
//! next step.

use super::problem::ImportError;
use super::records::letters;
use super::symbols;
use super::wg_report::LinedDocument;

/// So many lines of a title page are looked at.
const TITLE_PAGE: usize = 60;

/// What is said of the papers of a review that hold no list.
const IN_THE_REPORT: &str = "the recommendations stand in the report of the Working Group \
                             (A/HRC/n/n): import that, then its addendum; nothing was written";

/// The review's report in languages that are not read: how its title begins, by letters.
const OTHER_TONGUES: [(&str, &str); 3] = [
    ("докладрабочейгруппыпоуниверсальномупериодическомуобзору", "Russian"),
    ("تقريرالفريقالعاملالمعنيبالاستعراضالدوريالشامل", "Arabic"),
    ("普遍定期审议工作组报告", "Chinese"),
];

/// Titles, by letters: what they are, and the next step.
const TITLES: [(&str, &str, &str); 17] = [
    ("nationalreportsubmitted", NATIONAL, REPORTED),
    ("rapportnationalprésenté", NATIONAL, REPORTED),
    ("informenacionalpresentado", NATIONAL, REPORTED),
    ("compilationofinformation", COMPILATION, IN_THE_REPORT),
    ("compilationprepared", COMPILATION, IN_THE_REPORT),
    ("compilationderenseignements", COMPILATION, IN_THE_REPORT),
    ("recopilación", COMPILATION, IN_THE_REPORT),
    ("summaryofstakeholders", SUMMARY, IN_THE_REPORT),
    ("summaryprepared", SUMMARY, IN_THE_REPORT),
    ("résumédescommunications", SUMMARY, IN_THE_REPORT),
    ("resumendelascomunicaciones", SUMMARY, IN_THE_REPORT),
    ("advancequestions", "advance questions to the State before its review", IN_THE_REPORT),
    ("listofissues", ISSUES, OBSERVATIONS),
    ("listedepoints", ISSUES, OBSERVATIONS),
    ("listadecuestiones", ISSUES, OBSERVATIONS),
    ("midtermreport", MIDTERM, REPORTED),
    ("rapportàmiparcours", MIDTERM, REPORTED),
];

const NATIONAL: &str = "a State's national report for its review";
const COMPILATION: &str = "the United Nations' compilation for a review";
const SUMMARY: &str = "the summary of stakeholders' submissions for a review";
const ISSUES: &str = "a treaty body's list of issues";
const MIDTERM: &str = "a State's mid-term report on a review";
const REPORTED: &str = "what the State says of a recommendation is recorded with it: `upr status set \
                        ITEM LEVEL --by state --note TEXT --evidence SYMBOL`; the recommendations \
                        themselves stand in the report of the Working Group (A/HRC/n/n); nothing \
                        was written";
const OBSERVATIONS: &str = "what the body recommends stands in its concluding observations: import \
                            those; nothing was written";
const BY_HAND: &str = "make a set of it: `upr set add KEY --state ISO --document SYMBOL`, then \
                       `upr item add KEY:REF TEXT` for each paragraph; nothing was written";

/// Whether a document's own symbol is that of a paper for a review, not of its report.
pub(super) fn is_of_review(source: &LinedDocument) -> bool {
    let first = source.lines.iter().take(TITLE_PAGE).map(|line| line.text.as_str());
    let mut symbols =
        source.heads.iter().map(String::as_str).chain(first).filter_map(symbols::symbol);
    symbols.next().is_some_and(|symbol| symbol.contains("/WG.6/") && !symbol.contains("/L."))
}

/// Names a paper that holds no list to take; none where it is not known.
pub(super) fn named(source: &LinedDocument) -> Option<ImportError> {
    let first: Vec<&str> =
        source.lines.iter().take(TITLE_PAGE).map(|line| line.text.as_str()).collect();
    let opening = letters(&first.join(" "));
    if let Some((_, tongue)) = OTHER_TONGUES.iter().find(|(title, _)| opening.contains(title)) {
        return Some(ImportError::foreign(
            format!("a report of the Working Group in {tongue}"),
            "reports are read in English, French and Spanish: take the one of the same symbol in \
             one of these languages; nothing was written",
        ));
    }
    let mut printed = source.heads.iter().map(String::as_str).chain(first.iter().copied());
    let symbol = printed.find_map(symbols::symbol);
    let named = |what: &str| match &symbol {
        Some(symbol) => format!("{what} ({symbol})"),
        None => what.to_owned(),
    };
    if let Some(symbol) = &symbol {
        if symbol.contains("/DEC/") {
            let what = named("a decision of the Human Rights Council");
            return Some(ImportError::foreign(what, IN_THE_REPORT));
        }
        if symbol.contains("/RES/") {
            return Some(ImportError::foreign(named("a resolution"), BY_HAND));
        }
    }
    let titled = |title: &str| first.iter().any(|line| letters(line).starts_with(title));
    let found = TITLES.iter().find(|(title, ..)| titled(title));
    found.map(|(_, what, next)| ImportError::foreign(named(what), *next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lines;

    fn told(text: &str) -> Option<String> {
        let source =
            LinedDocument { lines: lines::of_text(text).unwrap(), ..LinedDocument::default() };
        named(&source).map(|error| error.to_string())
    }

    #[test]
    fn papers_without_a_list_are_named_for_what_they_are() {
        for (text, expected) in [
            (
                "A/HRC/WG.6/48/SVN/1\nNational report submitted pursuant to resolutions 5/1 and 16/21",
                "a State's national report for its review (A/HRC/WG.6/48/SVN/1)",
            ),
            (
                "A/HRC/WG.6/48/SVN/3\nSummary of stakeholders’ submissions on Slovenia",
                "the summary of stakeholders' submissions for a review (A/HRC/WG.6/48/SVN/3)",
            ),
            (
                "A/HRC/DEC/43/115\nOutcome of the universal periodic review: Slovenia",
                "a decision of the Human Rights Council (A/HRC/DEC/43/115)",
            ),
            ("A/HRC/RES/49/22\nSituation of human rights", "a resolution (A/HRC/RES/49/22)"),
            (
                "CRC/C/SVN/Q/5-6\nList of issues in relation to the report of Slovenia",
                "a treaty body's list of issues (CRC/C/SVN/Q/5-6)",
            ),
            (
                "Доклад Рабочей группы по универсальному периодическому обзору",
                "a report of the Working Group in Russian",
            ),
            ("普遍定期审议工作组报告", "a report of the Working Group in Chinese"),
        ] {
            assert_eq!(told(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(told("Dear all,\nthe national report is late.\n"), None);
    }
}
