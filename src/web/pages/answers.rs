//! Pages that are an answer of the program, some with a form for what is asked.

use axum::http::StatusCode;

use super::super::desk::Desk;
use super::super::filled::Filled;
use super::super::trouble::{Told, Trouble};
use super::super::words::refused;
use super::choices::{any, filter_of, listed};
use super::sorting;
use crate::app::trust::Depth;
use crate::app::{App, AppError, FilterWords, GapWords};
use crate::domain::DateWord;
use crate::domain::dates::months_before;
use crate::render::Format;
use crate::render::form::{Control, Form, FormField};
use crate::render::page::{Link, PagePart};
use crate::report::Document;

/// The dates to come, and what is due.
pub(super) fn calendar(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    let question = desk.question(FilterWords::default());
    let mut due = app.due(&question, &crate::app::DueWords::default())?;
    "What falls due".clone_into(&mut due.title);
    let file = vec![Link::new("For the calendar of your computer (iCalendar)", "/calendar.ics")];
    let parts = vec![
        PagePart::Links("These dates as a file".to_owned(), file),
        sorted(desk, due, "/calendar", words)?,
        alone(desk, app.calendar(&question)?),
    ];
    desk.page("/calendar", "Calendar", parts)
}

/// The same for the calendar of a computer: what is due, and the dates to come.
pub(super) fn calendar_file(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    let question = desk.question(FilterWords::default());
    let due = app.due(&question, &crate::app::DueWords::default())?;
    desk.file("calendar", Format::Ics, words.get("internal").is_some(), due)
}

/// What happened.
pub(super) fn timeline(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    let filter = FilterWords { text: words.get("q").map(str::to_owned), ..FilterWords::default() };
    let form = Form {
        id: "timeline",
        action: "/timeline".to_owned(),
        fields: vec![
            FormField::new("q", "Words to look for", Control::Search).holding(words.raw("q")),
        ],
        submit: "Show these".to_owned(),
        wide: true,
        ..Form::default()
    };
    let document = app.timeline(&desk.question(filter))?;
    desk.page("/timeline", "Timeline", vec![PagePart::Form(form), alone(desk, document)])
}

/// What moved between two days.
pub(super) fn changes(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    let today = app.now().today;
    let since =
        words.get("since").map_or_else(|| months_before(today, 12).to_string(), str::to_owned);
    let until = words.get("until").map_or_else(|| today.to_string(), str::to_owned);
    let mut form = Form {
        id: "span",
        action: "/changes".to_owned(),
        fields: vec![
            FormField::new("since", "From", Control::Day).holding(since.clone()),
            FormField::new("until", "To", Control::Day).holding(until.clone()),
        ],
        submit: "Show what moved".to_owned(),
        wide: true,
        ..Form::default()
    };
    let question = desk.question(filter_of(words)?);
    let mut asked = || -> Result<Document<'static>, AppError> {
        let since = DateWord::parse(&since)?;
        let until = DateWord::parse(&until)?;
        app.changes(&question, since, Some(until))
    };
    let mut parts = Vec::new();
    match asked() {
        Ok(document) => parts.push(sorted(desk, document, "/changes", words)?),
        Err(error @ (AppError::Date(_) | AppError::Refused(_))) => {
            let (_, told) = refused(&error);
            form.refuse("since", told);
        }
        Err(error) => return Err(error.into()),
    }
    let status = told(&form);
    parts.insert(0, PagePart::Form(form));
    desk.page_with(status, "/changes", "What moved", parts)
}

/// The questions that are more than a list.
const QUESTIONS: [(&str, &str); 4] = [
    ("gaps", "Gaps: what lacks a status, evidence, progress or a reason"),
    ("disagreement", "Disagreement: where the voices differ"),
    ("trend", "Trend: the course over time"),
    ("lineage", "Lineage: what was asked earlier"),
];

/// A question, and its answer.
pub(super) fn questions(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    let choices = app.choices(&desk.question(FilterWords::default()))?;
    let what = words.get("what");
    let kinds = QUESTIONS.iter().map(|(key, told)| ((*key).to_owned(), (*told).to_owned()));
    let mut form = Form {
        id: "ask",
        action: "/questions".to_owned(),
        fields: vec![
            FormField::new("what", "What do you want to know?", Control::Choice(kinds.collect()))
                .holding(what.unwrap_or("gaps")),
            FormField::new("theme", "Theme", any(choices.themes.clone()))
                .holding(words.raw("theme")),
            FormField::new("set", "Document", listed(&choices)).holding(words.raw("set")),
        ],
        submit: "Show".to_owned(),
        ..Form::default()
    };
    let question = desk.question(filter_of(words)?);
    let asked = match what {
        None => None,
        Some("gaps") => Some(app.gaps(&question, &GapWords::default())),
        Some("disagreement") => Some(app.disagreement(&question)),
        Some("trend") => Some(app.trend(&question, None, None)),
        Some("lineage") => Some(app.lineage(&question)),
        Some(_) => return Err(Trouble::Nowhere),
    };
    let mut parts = Vec::new();
    match asked {
        None => {}
        Some(Ok(document)) => parts.push(sorted(desk, document, "/questions", words)?),
        Some(Err(error @ (AppError::Unknown { .. } | AppError::Refused(_)))) => {
            let (field, told) = refused(&error);
            form.refuse(field, told);
        }
        Some(Err(error)) => return Err(error.into()),
    }
    let status = told(&form);
    parts.insert(0, PagePart::Form(form));
    desk.page_with(status, "/questions", "Questions", parts)
}

/// What has these words.
pub(super) fn search(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    let text = words.get("q").unwrap_or_default();
    let form = Form {
        id: "search",
        action: "/search".to_owned(),
        fields: vec![FormField::new("q", "Words to look for", Control::Search).holding(text)],
        submit: "Search".to_owned(),
        wide: true,
        ..Form::default()
    };
    let mut parts = vec![PagePart::Form(form)];
    if !text.is_empty() {
        let document = app.search(text, &desk.question(FilterWords::default()))?;
        parts.push(sorted(desk, document, "/search", words)?);
    }
    desk.page("/search", "Search", parts)
}

/// Whether the record is as it was written, for those who keep it.
pub(super) fn verify(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    if !desk.edits() {
        return Err(Trouble::Nowhere);
    }
    let said = "Each entry of the record carries a digest of itself and of the one before it, so that nothing can be changed or left out unseen. Checking reads the whole record; of a large one it takes some seconds.";
    let mut parts = vec![PagePart::Paragraph(vec![crate::report::Part::new(said)])];
    if words.get("check").is_none() {
        let check = vec![Link::new("Check now", "/verify?check=now")];
        parts.push(PagePart::Links("Check".to_owned(), check));
    } else {
        let verified = app.verify(None, None, Depth::Whole)?;
        match verified.failure {
            None => {
                let done = "The record is as it was written: every entry was checked.";
                parts.push(PagePart::Done(done.to_owned(), Vec::new()));
            }
            Some(failure) => parts.push(PagePart::Problem(
                "The record is not as it was written.".to_owned(),
                vec![failure, "Record nothing more, and tell whoever keeps the file.".to_owned()],
            )),
        }
        parts.push(alone(desk, verified.document));
    }
    desk.page("/verify", "Is the record whole?", parts)
}

/// The status of a page by the form on it: what is asked wrongly has no answer.
fn told(form: &Form) -> StatusCode {
    if form.is_refused() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

/// The same, whose main table can stand in other orders.
fn sorted<'a>(
    desk: &Desk,
    mut document: Document<'a>,
    path: &str,
    words: &Filled,
) -> Result<PagePart<'a>, Trouble> {
    document.facts.clear();
    document.footer.clear();
    sorting::part(desk.shown(document), path, words)
}

/// An answer as a part of a page: the page's own title stands above it.
fn alone<'a>(desk: &Desk, mut document: Document<'a>) -> PagePart<'a> {
    document.facts.clear();
    document.footer.clear();
    PagePart::Document(desk.shown(document))
}
