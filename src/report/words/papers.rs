//! Titles, headings, prompts and fixed sentences of what is handed in, each whole.

mod cuts;

use super::catalogue::{count, named, say, whole};
use super::nouns::{capital, counted, singular};
use super::{commas, cycle, ordinal, semicolons};
use crate::domain::Level;
pub use cuts::Cut;

/// Headings of papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperHeading {
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
    /// The findings as rows.
    Findings,
    /// What is too long.
    Cuts,
    /// The figures by position.
    ByPosition,
    /// The bar of all.
    Whole,
    /// Several sets.
    SetBySet,
    /// Several assessors.
    Voices,
    /// A course.
    OverTime,
    /// The course that was asked for.
    StatusOverTime,
}

impl PaperHeading {
    /// The words.
    pub fn words(self) -> &'static str {
        whole(match self {
            Self::Submitters => "head.submitters",
            Self::Summary => "head.summary",
            Self::Introduction => "head.introduction",
            Self::Overview => "head.overview",
            Self::Developments => "head.developments",
            Self::ByTheme => "head.by-theme",
            Self::ByCluster => "head.by-cluster",
            Self::NoCluster => "head.no-cluster",
            Self::Recommendations => "head.recommendations",
            Self::Sources => "head.sources",
            Self::NotAssessed => "head.not-assessed",
            Self::Length => "head.length",
            Self::InShort => "head.in-short",
            Self::Plan => "head.plan",
            Self::Measures => "head.measures",
            Self::Indicators => "head.indicators",
            Self::Findings => "head.findings",
            Self::Cuts => "head.cuts",
            Self::ByPosition => "head.by-position",
            Self::Whole => "head.whole",
            Self::SetBySet => "head.set-by-set",
            Self::Voices => "head.voices",
            Self::OverTime => "head.over-time",
            Self::StatusOverTime => "head.status-over-time",
        })
    }
}

impl From<PaperHeading> for String {
    fn from(head: PaperHeading) -> Self {
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
    pub fn words(self) -> &'static str {
        whole(match self {
            Self::WhoPrepared => "prompt.who-prepared",
            Self::Developments => "prompt.developments",
            Self::Measures => "prompt.measures",
            Self::Challenges => "prompt.challenges",
            Self::Submitter => "prompt.submitter",
            Self::Submitters => "prompt.submitters",
            Self::MainPoints => "prompt.main-points",
            Self::Method => "prompt.method",
            Self::Asked => "prompt.asked",
        })
    }
}

impl From<Prompt> for String {
    fn from(prompt: Prompt) -> Self {
        prompt.words().to_owned()
    }
}

/// `Fact sheet: Annex to the letter of …`
pub fn factsheet(of: &str) -> String {
    say!("paper.factsheet", of)
}

/// `Implementation plan: …`
pub fn plan(of: &str) -> String {
    say!("paper.plan", of)
}

/// A mid-term report's title; `state` with its article.
pub fn midterm(state: &str, number: i64) -> String {
    say!("paper.midterm", state, cycle = cycle(number))
}

/// The same of what has no cycle.
pub fn midterm_on(of: &str) -> String {
    say!("paper.midterm-on", of)
}

/// A submission's title.
pub fn submission(state: Option<&str>, joint: bool) -> String {
    let state = state.unwrap_or_else(|| whole("paper.several-states"));
    if joint { say!("paper.submission-joint", state) } else { say!("paper.submission", state) }
}

/// As OHCHR's page heads say it: `UPR of Slovenia (2nd Cycle – 20th session)`.
pub fn upr_of(state: &str, number: Option<i64>, session: Option<i64>, noun: &str) -> String {
    match (number.map(ordinal), session.map(ordinal)) {
        (Some(cycle), Some(session)) => say!("matrix.upr-of-session", state, cycle, session, noun),
        (Some(cycle), None) => say!("matrix.upr-of-cycle", state, cycle, noun),
        (None, _) => say!("matrix.upr-of", state, noun),
    }
}

/// The thematic list of what is no UPR report.
pub fn list_of(of: &str, noun: &str) -> String {
    say!("matrix.list-of", of, noun)
}

/// The same as a table.
pub fn thematic_list(noun: &str) -> String {
    say!("matrix.list", noun)
}

/// Above what stands under a theme, as OHCHR prints it.
pub fn theme(theme: &str) -> String {
    say!("matrix.theme", theme)
}

/// What a plan's table is for.
pub fn plan_explained(all: i64, noun: &str) -> String {
    say!("paper.plan-explained", what = counted(all, noun))
}

/// Before the list of levels.
pub fn levels_explained(noun: &str) -> String {
    say!("paper.levels-explained", one = singular(noun))
}

/// What a level means.
pub fn level_explained(level: Level) -> String {
    let label = named(level.label());
    match level {
        Level::NotAssessed => say!("means.not-assessed", label),
        Level::NoInformation => say!("means.no-information", label),
        Level::NotImplemented => say!("means.not-implemented", label),
        Level::InProgress => say!("means.in-progress", label),
        Level::PartiallyImplemented => say!("means.partially-implemented", label),
        Level::Implemented => say!("means.implemented", label),
        Level::Regressed => say!("means.regressed", label),
    }
}

/// Which day a mid-term report shows, where the period has ended.
pub fn period_ended(day: &str) -> String {
    say!("paper.period-ended", day)
}

/// Where the items of a group stand, and what the State said to so many of them.
pub fn standing(levels: String, positions: &[(i64, String)]) -> String {
    let said = |(n, position): &(i64, String)| say!("levels.at-position", n, position);
    let said: Vec<String> = positions.iter().map(said).collect();
    if said.is_empty() {
        levels
    } else {
        say!("levels.position", levels, positions = commas(&said))
    }
}

/// How long a mid-term report is; `limit` is how long it may be.
pub fn midterm_length(words: usize, limit: Option<usize>) -> String {
    length(words, limit, whole("paper.midterm-counts"), whole("paper.midterm-sent"))
}

/// How long a submission is.
pub fn submission_length(words: usize, limit: usize) -> String {
    let sent = if words > limit { "paper.submission-sent-cut" } else { "paper.submission-sent" };
    length(words, Some(limit), whole("paper.submission-counts"), whole(sent))
}

fn length(words: usize, limit: Option<usize>, what: &str, sent: &str) -> String {
    match limit {
        None => say!("paper.length", words, what, sent),
        Some(limit) if words > limit => {
            say!("paper.length-over", words, limit, what, over = words - limit, sent)
        }
        Some(limit) => say!("paper.length-left", words, limit, what, left = limit - words, sent),
    }
}

/// The themes of a submission.
pub fn key_words(themes: &[&str]) -> String {
    say!("paper.key-words", themes = semicolons(themes))
}

/// What a set without a document that could be cited is.
pub fn those_of(noun: &str, title: &str) -> String {
    say!("paper.those-of", noun, title)
}

/// What was left aside, where it is too much to be named.
pub fn left_aside(left: i64, all: i64, noun: &str) -> String {
    let what = counted(all, noun);
    if left == all {
        return say!("paper.none-assessed", what);
    }
    count!("paper.left-aside", left, what)
}

/// An item of a factsheet that stands where it should not.
pub fn regressed(called: &str, text: &str) -> String {
    say!("paper.regressed", called = capital(called), text)
}

/// How many more did.
pub fn more_regressed(more: i64, noun: &str) -> String {
    say!("paper.more-regressed", what = counted(more, noun))
}

/// For how many of the assessed there are sources that anybody may see.
pub fn sourced(sourced: i64, assessed: i64) -> String {
    say!("paper.sourced", sourced, assessed)
}

/// What has no room among the bars of one page.
pub fn others(n: usize) -> String {
    say!("paper.others", n)
}

/// `recommendation 126.1`, `areas 1, 48`: the noun as it is.
pub fn numbered(noun: &str, references: &[&str]) -> String {
    match references {
        [reference] => say!("paper.item", noun, reference),
        several => say!("paper.items", noun, references = commas(several)),
    }
}

/// Items within their document.
pub fn cited(document: &str, items: &str) -> String {
    say!("paper.cited", document, items)
}

/// What is asked, with who asked it and what the State said, where that is known.
pub fn finding(cited: &str, beside: &[String], text: &str) -> String {
    match beside {
        [] => say!("paper.finding", cited, text),
        beside => say!("paper.finding-beside", cited, beside = semicolons(beside), text),
    }
}

/// An action of a plan, with where it stands in the plan's words; no state where it was dropped.
pub fn action(name: &str, text: &str, state: Option<&str>) -> String {
    let state = state.unwrap_or_else(|| whole("plan.dropped"));
    say!("plan.action", name, text, state)
}

/// Who supports the one who leads.
pub fn supporting(name: &str) -> String {
    say!("plan.supporting", name)
}

/// What is said of an action, where it stands beside others.
pub fn of_action(action: Option<&str>, said: String) -> String {
    match action {
        Some(action) => say!("plan.of", action, said),
        None => said,
    }
}

/// By when it is due, and by when it was at first.
pub fn first_due(due: &str, first: &str) -> String {
    say!("plan.first", due, first)
}

/// Whose assessments a thematic list holds, as of which day.
pub fn assessments_of(who: Option<&str>, own: bool, day: &str) -> String {
    match (who, own) {
        (Some(who), true) => say!("matrix.assessments-self", who, day),
        (Some(who), false) => say!("matrix.assessments-of", who, day),
        (None, _) => say!("matrix.assessments", day),
    }
}

/// What the mark `(own)` means.
pub fn own_explained() -> String {
    whole("matrix.own").to_owned()
}

/// Heads of OHCHR's matrix, of cycles 2 and 3 or of cycle 4, as it prints them.
pub fn matrix(fourth: bool) -> [&'static str; 4] {
    if fourth {
        [
            whole("matrix.recommendation-4"),
            whole("matrix.position-4"),
            whole("matrix.themes-4"),
            whole("matrix.sdgs-4"),
        ]
    } else {
        [
            whole("matrix.recommendation"),
            whole("matrix.position"),
            whole("matrix.themes"),
            whole("matrix.assessment"),
        ]
    }
}

#[cfg(test)]
mod tests;
