//! Titles, headings, prompts and fixed sentences of what is handed in, each whole.

use super::super::labels::{capital, counted, singular};
use super::{cycle, ordinal};
use crate::domain::Level;

/// Headings of papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Who hands a submission in.
    Submitters,
    /// The main points.
    Summary,
    /// How it was made.
    Introduction,
    /// What regressed and the like, in the figures of a mid-term report.
    Overview,
    /// What happened since.
    Developments,
    /// A mid-term report's findings, by theme.
    ByTheme,
    /// The same, by cluster.
    ByCluster,
    /// Items that stand in no cluster.
    NoCluster,
    /// What is asked of the State.
    Recommendations,
    /// Sources, numbered.
    Sources,
    /// What was left aside.
    NotAssessed,
    /// How many words there are.
    Length,
    /// The main points of a factsheet.
    InShort,
    /// A plan's table.
    Plan,
    /// What was done for the items of a group.
    Measures,
    /// Indicators beside the items of a group.
    Indicators,
}

impl Head {
    /// The words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Submitters => "Submitted by",
            Self::Summary => "Summary",
            Self::Introduction => "Introduction and method",
            Self::Overview => "Overview",
            Self::Developments => "Main developments",
            Self::ByTheme => "Implementation by theme",
            Self::ByCluster => "Implementation by cluster",
            Self::NoCluster => "In no cluster",
            Self::Recommendations => "Recommendations to the State under review",
            Self::Sources => "Sources",
            Self::NotAssessed => "Not assessed",
            Self::Length => "Length",
            Self::InShort => "In short",
            Self::Plan => "Implementation plan",
            Self::Measures => "Measures taken",
            Self::Indicators => "Indicators (they do not measure implementation)",
        }
    }
}

impl From<Head> for String {
    fn from(head: Head) -> Self {
        head.words().to_owned()
    }
}

/// What a person still has to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompt {
    /// Of a mid-term report.
    WhoPrepared,
    /// Of a mid-term report.
    Developments,
    /// Of a mid-term report, once a group.
    Measures,
    /// Of a mid-term report, once a group.
    Challenges,
    /// Of one stakeholder's submission.
    Submitter,
    /// Of a joint submission.
    Submitters,
    /// Of a submission.
    MainPoints,
    /// Of a submission.
    Method,
    /// Of a submission.
    Asked,
}

impl Prompt {
    /// The words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::WhoPrepared => {
                "who prepared this report and who was consulted (ministries, parliament, national human rights institution, civil society), how, and when"
            }
            Self::Developments => "the main developments since the review, in a few paragraphs",
            Self::Measures => "measures taken, by whom and when",
            Self::Challenges => "challenges, and support needed",
            Self::Submitter => {
                "the name of who submits this, website and contact person; since when it exists, on what it works, and its accreditation if it has one"
            }
            Self::Submitters => {
                "the names of all organizations that submit this together; of each its website, since when it exists, on what it works, and its accreditation if it has one; one contact person for all"
            }
            Self::MainPoints => {
                "the main points in one paragraph: what changed since the last review, what weighs most, what is asked of the State"
            }
            Self::Method => {
                "how you know what you say: what you saw or heard yourselves, whom you asked, which period this covers; what comes from others stands in a note"
            }
            Self::Asked => {
                "the recommendations, as one list, what matters most first: specific, measurable, each with who is to do what by when"
            }
        }
    }
}

impl From<Prompt> for String {
    fn from(prompt: Prompt) -> Self {
        prompt.words().to_owned()
    }
}

/// `Fact sheet: Annex to the letter of …`
pub fn factsheet(of: &str) -> String {
    format!("Fact sheet: {of}")
}

/// `Implementation plan: …`
pub fn plan(of: &str) -> String {
    format!("Implementation plan: {of}")
}

/// A mid-term report's title; `state` with its article.
pub fn midterm(state: &str, number: i64) -> String {
    format!("Voluntary mid-term report of {state}: {}", cycle(number))
}

/// The same of what has no cycle.
pub fn midterm_on(of: &str) -> String {
    format!("Voluntary mid-term report: {of}")
}

/// A submission's title.
pub fn submission(state: Option<&str>, joint: bool) -> String {
    let state = state.unwrap_or("several States");
    if joint {
        format!("Joint stakeholder submission: {state}")
    } else {
        format!("Stakeholder submission: {state}")
    }
}

/// As OHCHR's page heads say it: `UPR of Slovenia (2nd Cycle – 20th session)`.
pub fn upr_of(state: &str, number: Option<i64>, session: Option<i64>, noun: &str) -> String {
    match (number.map(ordinal), session.map(ordinal)) {
        (Some(number), Some(session)) => {
            format!("UPR of {state} ({number} Cycle – {session} session): thematic list of {noun}")
        }
        (Some(number), None) => format!("UPR of {state} ({number} Cycle): thematic list of {noun}"),
        (None, _) => format!("UPR of {state}: thematic list of {noun}"),
    }
}

/// The thematic list of what is no UPR report.
pub fn list_of(of: &str, noun: &str) -> String {
    format!("{of}: thematic list of {noun}")
}

/// What a plan's table is for.
pub fn plan_explained(all: i64, noun: &str) -> String {
    format!(
        "{}. What is done about each stands with who leads it and by when, as far as it is recorded; what is empty is left to write in. An action that is completed implements nothing by itself.",
        counted(all, noun)
    )
}

/// Before the list of levels.
pub fn levels_explained(noun: &str) -> String {
    format!(
        "Each {} has one of seven levels, each dated, with its reason and its evidence:",
        singular(noun)
    )
}

/// What a level means.
pub fn level_explained(level: Level) -> String {
    let means = match level {
        Level::NotAssessed => "nothing was said of it yet",
        Level::NoInformation => "looked; cannot tell",
        Level::NotImplemented => "no relevant step taken",
        Level::InProgress => "steps under way, no result in law or practice yet",
        Level::PartiallyImplemented => "some of what is asked is in place",
        Level::Implemented => "all of what is asked is in place",
        Level::Regressed => "contrary measures, or an earlier result undone",
    };
    format!("{}: {means}", level.label())
}

/// Which day a mid-term report shows, where the period has ended.
pub fn period_ended(day: &str) -> String {
    format!("The period under review ended on {day}: this is the state on that day.")
}

/// How long a mid-term report is; `limit` is how long it may be.
pub fn midterm_length(words: usize, limit: Option<usize>) -> String {
    let what = "headings, paragraphs and lists; not tables, footnotes, this section and what is still to be written";
    length(words, limit, what, "This section goes before the report is sent.")
}

/// How long a submission is.
pub fn submission_length(words: usize, limit: usize) -> String {
    let what = "headings and paragraphs; not the title, who submits it, the sources, this section and what is still to be written";
    let sent = "This section goes before the submission is sent.";
    let sent = if words > limit {
        format!("The table says what to cut first. {sent}")
    } else {
        sent.to_owned()
    };
    length(words, Some(limit), what, &sent)
}

fn length(words: usize, limit: Option<usize>, what: &str, sent: &str) -> String {
    match limit {
        None => format!("{words} words so far ({what}). {sent}"),
        Some(limit) if words > limit => {
            format!("{words} words of {limit} ({what}): {} too many. {sent}", words - limit)
        }
        Some(limit) => {
            format!("{words} words of {limit} ({what}): {} left. {sent}", limit - words)
        }
    }
}

/// The themes of a submission.
pub fn key_words(themes: &[&str]) -> String {
    format!("Key words: {}.", themes.join("; "))
}

/// What a set without a document that could be cited is.
pub fn those_of(noun: &str, title: &str) -> String {
    format!("The {noun} are those of: {title}.")
}

/// What was left aside, where it is too much to be named.
pub fn left_aside(left: i64, all: i64, noun: &str) -> String {
    if left == all {
        return format!("None of the {} was assessed.", counted(all, noun));
    }
    let verb = if left == 1 { "was" } else { "were" };
    format!("{left} of the {} {verb} not assessed.", counted(all, noun))
}

/// An item of a factsheet that stands where it should not.
pub fn regressed(called: &str, text: &str) -> String {
    format!("{}, regressed or contrary measures: {text}", capital(called))
}

/// How many more did.
pub fn more_regressed(more: i64, noun: &str) -> String {
    format!("{} more, regressed or contrary measures.", counted(more, noun))
}

/// For how many of the assessed there are sources that anybody may see.
pub fn sourced(sourced: i64, assessed: i64) -> String {
    format!("Public sources are recorded for {sourced} of {assessed} assessed.")
}

/// What has no room among the bars of one page.
pub fn others(bars: usize) -> String {
    format!("{bars} others")
}

/// Whose assessments a thematic list holds, as of which day.
pub fn assessments_of(who: Option<&str>, own: bool, day: &str) -> String {
    match (who, own) {
        (Some(who), true) => format!(
            "Assessments according to {who}, a self-assessment, as of {day}; those of others stand with their names."
        ),
        (Some(who), false) => format!(
            "Assessments according to {who}, as of {day}; those of others stand with their names."
        ),
        (None, _) => {
            format!("Assessments, as of {day}; those of others stand with their names.")
        }
    }
}

/// What the mark `(own)` means.
pub const OWN_EXPLAINED: &str = "Themes, groups and goals marked (own) are classified by the author of this list, not by the source.";

/// Heads of OHCHR's matrix of cycles 2 and 3, as it prints them.
pub const MATRIX: [&str; 4] = [
    "Recommendation",
    "Position",
    "Full list of themes",
    "Assessment/comments on level of implementation",
];

/// The same of cycle 4.
pub const MATRIX_4: [&str; 4] = [
    "Recommendation and recommending State",
    "Position of the State under review",
    "Human rights themes and groups of persons",
    "Relevant SDGs",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_say_what_is_left_and_what_is_too_much() {
        assert!(submission_length(2_815, 2_815).contains("2815 words of 2815"));
        assert!(submission_length(5_631, 5_630).contains("1 too many. The table says"));
        assert!(midterm_length(7, None).starts_with("7 words so far"));
        assert!(midterm_length(7, Some(10)).contains("3 left"));
    }

    #[test]
    fn what_was_left_aside_is_counted() {
        assert_eq!(
            left_aside(224, 254, "recommendations"),
            "224 of the 254 recommendations were not assessed."
        );
        assert_eq!(left_aside(1, 3, "areas"), "1 of the 3 areas was not assessed.");
        assert_eq!(left_aside(3, 3, "areas"), "None of the 3 areas was assessed.");
    }
}
