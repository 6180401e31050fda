//! What the readers hand over: bodies of recommendations as plain values, complete enough to be
//! matched with a database by someone else.

use chrono::NaiveDate;

use super::{RowError, SourcePlace, Warning};
use crate::domain::words::vocabulary;
use crate::domain::{ActorKind, Kind, Position};

vocabulary! {
    /// A layout of foreign files.
    Layout is "a layout" {
        /// A report of the UPR Working Group.
        WgReport = "wg-report", "a Working Group report";
        /// An addendum to one: the State's later answers.
        Addendum = "addendum", "an addendum with the State's answers";
        /// OHCHR's thematic list of recommendations.
        Matrix = "matrix", "an OHCHR thematic list of recommendations";
        /// A High Commissioner's letter with its annex.
        Letter = "letter", "a High Commissioner's letter";
        /// A treaty body's concluding observations, or a special procedure's report.
        Observations = "observations", "a treaty body's or special procedure's recommendations, by paragraph";
        /// An export of UPR Info's database.
        UprInfo = "upr-info", "a UPR Info export";
        /// An export of the Universal Human Rights Index.
        Uhri = "uhri", "a UHRI export";
        /// Our own export, edited by people.
        Sheet = "sheet", "a sheet of items";
        /// Our suggestions, reviewed by people.
        Review = "review", "suggestions of this program, reviewed";
        /// Our request to an institution, with its answers.
        Request = "request", "a request to an institution, answered";
        /// Our sheet of indicators, edited by people.
        Indicators = "indicators", "a sheet of indicators";
    }
}

/// A State as a file prints it, and which one it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedState {
    /// The name as printed.
    pub printed: String,
    /// Its ISO code, where the name is known.
    pub iso3: Option<String>,
}

/// Who made a recommendation.
pub type Sender = NamedState;

/// The document that a body comes from, as far as the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceDocument {
    /// Its symbol: `A/HRC/28/15`.
    pub symbol: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// The day of the review that it reports on.
    pub reviewed_on: Option<NaiveDate>,
    /// The day on which the Working Group adopted it.
    pub adopted_on: Option<NaiveDate>,
    /// The session of the Human Rights Council that it was made for.
    pub council_session: Option<u16>,
    /// To whom it is addressed (letters).
    pub addressee: Vec<String>,
    /// Who signed it (letters).
    pub signatory: Vec<String>,
    /// The language that it is written in (letters).
    pub language: Option<&'static str>,
    /// For how long it looks ahead, in months, and its words for that (letters).
    pub horizon: Option<(u32, String)>,
}

/// One body of recommendations: what one document, or one review, holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The State under review.
    pub state: Option<NamedState>,
    /// The mechanism, where it is not the UPR: `CRC`.
    pub mechanism: Option<String>,
    /// The session of the Working Group.
    pub session: Option<u16>,
    /// The cycle of the review.
    pub cycle: Option<u8>,
    /// The document.
    pub document: SourceDocument,
    /// Whether this program printed the file: under themes and with tags that are recorded.
    pub made_here: bool,
    /// The recommendations, in file order.
    pub recommendations: Vec<Recommendation>,
    /// What the State itself pledged, where a report has a chapter for it: no recommendations.
    pub pledges: Vec<Recommendation>,
    /// Positions by number, for recommendations that stand elsewhere.
    pub changes: Vec<PositionChange>,
    /// What a letter itself says beside its annex: what it asks, advises and offers.
    pub points: Vec<Recommendation>,
}

/// One recommendation (or voluntary commitment, or area of a letter) as a file has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recommendation {
    /// Its number within the body: `124.7`; items numbered anew under each paragraph have the
    /// paragraph in front (`90.1`), a second use of a number has a suffix (`118.9~2`).
    pub number: Option<String>,
    /// The number exactly as printed, where that differs.
    pub printed_number: Option<String>,
    /// The text, without the number and without the brackets that name the senders.
    pub text: String,
    /// The text as printed, senders included, without the number.
    pub printed: String,
    /// The text by which it is matched, where senders stand within it: without them.
    pub matched: Option<String>,
    /// The paragraph that introduces it.
    pub paragraph: Option<String>,
    /// The headings that it stands under, outermost first.
    pub headings: Vec<String>,
    /// What it is: a recommendation, or a commitment of the State itself; none means that the file
    /// does not say.
    pub kind: Option<Kind>,
    /// How it is said, and to whom.
    pub asked: Asked,
    /// Who made it.
    pub senders: Vec<Sender>,
    /// Where several States each made a part of it (`Ratify (A); consider more (B)`): the parts, in
    /// order. Other files give each as a text of its own.
    pub clauses: Vec<Clause>,
    /// The State's position, as far as this file says one.
    pub position: Option<Position>,
    /// The position in the file's own words.
    pub position_printed: Option<String>,
    /// The State considers it already implemented or in the process of implementation.
    pub held_implemented: bool,
    /// Where the position was said: symbol and paragraph.
    pub position_source: Option<PositionSource>,
    /// Themes, as printed.
    pub themes: Vec<String>,
    /// Affected groups, as printed.
    pub groups: Vec<String>,
    /// Sustainable Development Goals and targets, as printed.
    pub sdgs: Vec<String>,
    /// UPR Info's issues.
    pub issues: Vec<String>,
    /// UPR Info's action category, 1 to 5.
    pub action_category: Option<u8>,
    /// What somebody wrote into the matrix's assessment column.
    pub assessment: Option<String>,
    /// The row that holds it, cell by cell, so that it can be set aside.
    pub assessed_row: Vec<String>,
    /// One entry per row of a file that has a row per sender.
    pub rows: Vec<SenderRow>,
    /// The file's own identifier of the record.
    pub identifier: Option<String>,
    /// Where it stands.
    pub place: SourcePlace,
}

impl Recommendation {
    /// The words by which it is matched with other files.
    pub fn words(&self) -> &str {
        self.matched.as_deref().unwrap_or(&self.text)
    }
}

/// How a text asks: its verb, whom, by when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The verb as printed.
    pub force: Option<String>,
    /// Who would have to act; none: the State under review.
    pub actor: Option<ActorKind>,
    /// The same by name.
    pub actor_name: Option<String>,
    /// The date that it sets, as precise as printed.
    pub deadline: Option<String>,
}

/// A part of a recommendation with senders of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clause {
    /// The text of the part.
    pub text: String,
    /// Who made it.
    pub senders: Vec<Sender>,
}

/// Where a position was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PositionSource {
    /// The symbol of the document.
    pub symbol: Option<String>,
    /// The paragraph in it.
    pub paragraph: Option<String>,
}

/// One row of a file that repeats a recommendation for each sender (UPR Info).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderRow {
    /// The sender.
    pub sender: Sender,
    /// The sender's region, as printed.
    pub region: String,
    /// The sender's organisations, as printed.
    pub organisations: Vec<String>,
    /// The response, as printed.
    pub response: String,
    /// The action category.
    pub action_category: Option<u8>,
    /// The issues.
    pub issues: Vec<String>,
    /// The row.
    pub place: SourcePlace,
}

/// A position given by number, for a recommendation of another document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionChange {
    /// The number that is meant: `115.18`.
    pub number: String,
    /// The new position.
    pub position: Position,
    /// The State considers it already implemented or in the process of implementation.
    pub held_implemented: bool,
    /// The paragraph that says so.
    pub paragraph: Option<String>,
    /// The words it was read from: `115.1-115.5`.
    pub printed: String,
    /// The State's own words on it beside the answer.
    pub words: Option<String>,
    /// Where it stands.
    pub place: SourcePlace,
}

/// Everything that a reader found in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The bodies, in file order.
    pub bodies: Vec<Body>,
    /// Rows that cannot be taken.
    pub errors: Vec<RowError>,
    /// What a reader may want to look at.
    pub warnings: Vec<Warning>,
    /// The column names of a table, so that rows set aside can be written with them.
    pub columns: Vec<String>,
    /// How the file was read, where that is worth saying (character set, line ends).
    pub notes: Vec<String>,
}

impl Reading {
    /// How many recommendations there are in all bodies.
    pub fn count(&self) -> usize {
        self.bodies.iter().map(|body| body.recommendations.len()).sum()
    }
}

/// Which rows of a file of many States are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Only {
    /// Only those about this State (ISO code).
    pub iso3: Option<String>,
    /// Only those of this session.
    pub session: Option<u16>,
    /// Only the sheet of this name.
    pub sheet: Option<String>,
}

impl Only {
    /// Whether a row about this State, of this session, is wanted.
    pub fn wants(&self, iso3: Option<&str>, session: Option<u16>) -> bool {
        self.iso3.as_deref().is_none_or(|wanted| Some(wanted) == iso3)
            && self.session.is_none_or(|wanted| Some(wanted) == session)
    }
}

/// The cycle of the UPR that a session of the Working Group belongs to, for the cycles whose
/// sessions are known.
pub fn cycle_of_session(session: u16) -> Option<u8> {
    match session {
        1..=12 => Some(1),
        13..=26 => Some(2),
        27..=40 => Some(3),
        41..=54 => Some(4),
        _ => None,
    }
}

/// What a text is compared by: its letters and digits, in lower case.
pub fn letters(text: &str) -> String {
    crate::domain::identity::letters(text)
}
