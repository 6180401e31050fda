//! What is said in answers to questions: on what assessors differ, what is missing, what was asked earlier,
//! how two sides compare.

use chrono::NaiveDate;

use super::catalogue::{count, named, say, whole};
use super::day;
use super::nouns::counted;
use crate::domain::PartialDate;

/// `Disagreement between assessors`.
pub fn disagreement() -> &'static str {
    whole("disagreement.title")
}

/// How many are assessed by several, and on how many of them they differ.
pub fn differing(heard: i64, known: i64, as_of: NaiveDate) -> String {
    count!("disagreement.said", heard, known, as_of = day(as_of))
}

/// What the steps and the index are.
pub fn steps_explained() -> String {
    whole("disagreement.explained").to_owned()
}

/// What an assessor says, since when.
pub fn says(who: &str, level: &str, since: NaiveDate, unsourced: bool) -> String {
    let level = named(level);
    if unsourced {
        say!("disagreement.says-unsourced", who, level, since)
    } else {
        say!("disagreement.says", who, level, since)
    }
}

/// The same with why.
pub fn why(said: &str, note: &str) -> String {
    say!("standing.why", said, note)
}

/// `0.75 from 2 assessors (State 1, CSO 0.5)`.
pub fn index(mean: &str, n: i64, voices: &[String]) -> String {
    count!("disagreement.index", n, mean, voices = super::commas(voices))
}

/// `Side by side: A and B`.
pub fn side_by_side(left: &str, right: &str) -> String {
    say!("compare.title", left, right)
}

/// Above the bars of two sides.
pub fn bars() -> &'static str {
    whole("compare.bars")
}

/// What a side holds.
pub fn side(said: &str, all: i64, assessed: i64, as_of: NaiveDate) -> String {
    say!("compare.side", said, what = counted(all, "items"), assessed, as_of = day(as_of))
}

/// Why a side has no shares.
pub fn no_shares(side: &str, fewest: i64) -> String {
    say!("compare.no-shares", side, fewest)
}

/// `What is missing, old or one-sided`.
pub fn gaps() -> &'static str {
    whole("gaps.title")
}

/// Among how many.
pub fn among(items: i64, as_of: NaiveDate) -> String {
    count!("gaps.among", items, as_of = day(as_of))
}

/// What a gap says.
pub fn gaps_explained() -> String {
    whole("gaps.explained").to_owned()
}

/// `Stale: last assessed more than 12 months ago`.
pub fn stale(months: u32) -> String {
    count!("gaps.stale", i64::from(months))
}

/// Supported, and nothing moved since.
pub fn no_progress(since: NaiveDate) -> String {
    say!("gaps.no-progress", since)
}

/// The same in a cell.
pub fn none_since(since: NaiveDate) -> String {
    say!("gaps.none-since", since)
}

/// Which actions are completed, the last since when.
pub fn completed(actions: &[String], since: NaiveDate) -> String {
    say!("gaps.completed", actions = super::commas(actions), since)
}

/// From when to when the date of something was moved, and how often.
pub fn moved(name: &str, times: i64, first: PartialDate, due: PartialDate) -> String {
    count!("gaps.moved", times, name, first, due)
}

/// `Asked earlier`.
pub fn lineage() -> &'static str {
    whole("lineage.title")
}

/// For how many something earlier is recorded.
pub fn linked(linked: i64, all: i64) -> String {
    say!("lineage.said", linked, all, rest = all - linked)
}

/// What a link claims.
pub fn lineage_explained() -> String {
    whole("lineage.explained").to_owned()
}

/// Before a day.
pub fn before(day: &str) -> String {
    say!("lineage.before", day)
}

/// After a day.
pub fn after(day: &str) -> String {
    say!("lineage.after", day)
}

/// A date that was worked out, as words say it.
pub fn about(date: PartialDate) -> String {
    say!("calendar.about", date = super::date(date))
}

/// That a date was worked out, and of what OHCHR announces the day that it does.
pub fn worked_out(announced: bool) -> &'static str {
    whole(if announced { "calendar.worked-out-announced" } else { "calendar.worked-out" })
}
