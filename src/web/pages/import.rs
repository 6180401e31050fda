//! Bringing a file in: what it would change is shown cell by cell, then exactly those bytes are taken,
//! and can be taken back.

use std::io::Cursor;
use std::sync::Arc;

use axum::http::StatusCode;

use super::super::desk::Desk;
use super::super::filled::Filled;
use super::super::keeper::Keeper;
use super::super::trouble::{Told, Trouble};
use super::super::upload::Upload;
use super::super::words::{next_step, refused, without_commands};
use super::choices::or;
use crate::app::answers::pages::Choices;
use crate::app::import::{Imported, Incoming, Outcome, Request, Side, Watch};
use crate::app::{App, AppError, FilterWords, Held};
use crate::render::form::{Control, Form, FormField};
use crate::render::page::{Link, PagePart};
use crate::report::imports;

/// The words about a file that are sent along from step to step.
const ABOUT: [&str; 5] = ["by", "set", "create", "side", EARLY];
/// That somebody said yes to statuses of a day before the document itself.
const EARLY: &str = "early";
/// So many early dates are told one by one.
const FEW: usize = 12;

/// The form for a file.
pub(super) fn import(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    if !desk.edits() {
        return Err(Trouble::Forbidden);
    }
    let mut first = Vec::new();
    if words.get("undone").is_some() {
        first.push(PagePart::Done(
            "The import was taken back. The record keeps both.".to_owned(),
            Vec::new(),
        ));
    }
    asked(app, desk, words, first, &[], StatusCode::OK)
}

/// The form again, with what is wrong.
fn asked(
    app: &mut App<'_>,
    desk: &Desk,
    words: &Filled,
    mut parts: Vec<PagePart<'_>>,
    wrong: &[(&str, String)],
    status: StatusCode,
) -> Told {
    let choices = app.choices(&desk.question(FilterWords::default()))?;
    let mut form = desk.form(Form {
        id: "file",
        action: "/import".to_owned(),
        uploads: true,
        fields: fields(words, &choices),
        submit: "Show what it would change".to_owned(),
        ..Form::default()
    });
    for (field, told) in wrong {
        form.refuse(field, told.as_str());
    }
    let said = "A report of the United Nations, a matrix, an export of UPR Info or UHRI, an office’s own tracker, or a workbook that was made here and filled in. Nothing is recorded before you have seen what would change.";
    parts.push(PagePart::Paragraph(vec![crate::report::Part::new(said)]));
    parts.push(PagePart::Form(form));
    desk.page_with(status, "/import", "Bring a file in", parts)
}

fn fields(words: &Filled, choices: &Choices) -> Vec<FormField> {
    let endings = ".xlsx,.xls,.ods,.csv,.tsv,.docx,.odt,.pdf,.html,.json,.txt";
    vec![
        FormField::new("file", "The file", Control::File(endings))
            .hint("At most 10 MB.")
            .required(),
        FormField::new(
            "by",
            "Whose assessments does it hold?",
            or("Those of this office", choices.voices.clone()),
        )
        .hint("Only where the file holds statuses of somebody else than this office.")
        .holding(words.raw("by"))
        .folded(),
        FormField::new(
            "set",
            "To which document does it belong?",
            or("As the file says", choices.sets.clone()),
        )
        .hint("Usually the file tells by itself.")
        .holding(words.raw("set"))
        .folded(),
        FormField::new("create", "Make items that are not here yet", Control::Tick)
            .holding(words.raw("create"))
            .folded(),
    ]
}

/// Whether they may bring a file in; who does not see a voice brings nothing in as it.
fn begun(app: &mut App<'_>, desk: &Desk) -> Result<(), Trouble> {
    if !desk.edits() {
        return Err(Trouble::Forbidden);
    }
    app.hold_to(Held { hides_voices: !desk.who.internal, ..Held::default() });
    Ok(())
}

/// A file came.
pub(super) fn uploaded(
    app: &mut App<'_>,
    desk: &Desk,
    keeper: &Arc<Keeper>,
    upload: Upload,
) -> Told {
    begun(app, desk)?;
    if upload.bytes.is_empty() {
        let wrong = [("file", "Choose a file that is not empty.".to_owned())];
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return asked(app, desk, &upload.filled, Vec::new(), &wrong, status);
    }
    let digest = keeper.hold(&desk.who.token, &upload.name, &upload.bytes)?;
    rehearsed(app, desk, &upload.filled, &upload.name, upload.bytes.to_vec(), &digest)
}

/// The same file, asked again with other words about it.
pub(super) fn again(app: &mut App<'_>, desk: &Desk, keeper: &Arc<Keeper>, filled: &Filled) -> Told {
    begun(app, desk)?;
    let digest = filled.raw("digest");
    match keeper.get(&desk.who.token, &digest) {
        Some((name, bytes)) => rehearsed(app, desk, filled, &name, bytes, &digest),
        None => gone(app, desk, filled),
    }
}

/// Exactly the bytes that were rehearsed.
pub(super) fn confirm(
    app: &mut App<'_>,
    desk: &Desk,
    keeper: &Arc<Keeper>,
    filled: &Filled,
) -> Told {
    begun(app, desk)?;
    let digest = filled.raw("digest");
    let Some((name, bytes)) = keeper.get(&desk.who.token, &digest) else {
        return gone(app, desk, filled);
    };
    let imported = match brought(app, filled, &name, bytes.clone(), false) {
        Ok(imported) => imported,
        Err(error) => return wrong(app, desk, filled, error),
    };
    if !matches!(imported.outcome, Outcome::Done) {
        // Somebody recorded something since it was rehearsed.
        return rehearsed(app, desk, filled, &name, bytes, &digest);
    }
    keeper.let_go(&desk.who.token, &digest);
    let counts = imported.account.counts();
    let undo = imported.batch.map(|batch| {
        let hidden = vec![("batch", batch.to_string()), ("to", "/import".to_owned())];
        desk.button("undo", "/undo", "Take it back", hidden)
    });
    let done = match undo {
        Some(_) => format!("{name} was brought in: {counts}."),
        None => format!("{name} holds nothing new: {counts}."),
    };
    let mut parts = vec![PagePart::Done(done, undo.into_iter().collect())];
    let links = imported
        .sets
        .iter()
        .map(|set| Link::new(format!("Open {set}"), format!("/items?set={set}")));
    parts.push(PagePart::Links("What to look at".to_owned(), links.collect()));
    let mut document = imports::document(&imported.account, "What was recorded.");
    document.facts.clear();
    parts.push(PagePart::Document(desk.shown(document)));
    desk.page("/import", "Brought in", parts)
}

/// What a file would change, and the way on.
fn rehearsed(
    app: &mut App<'_>,
    desk: &Desk,
    filled: &Filled,
    name: &str,
    bytes: Vec<u8>,
    digest: &str,
) -> Told {
    let imported = match brought(app, filled, name, bytes.clone(), true) {
        Ok(imported) => imported,
        Err(error) => return wrong(app, desk, filled, error),
    };
    let counts = imported.account.counts();
    let form = |id, action: &str, words: &str, said: Option<(&'static str, &str)>| {
        let mut hidden = vec![("digest", digest.to_owned())];
        for key in ABOUT.iter().filter(|key| said.is_none_or(|(said, _)| said != **key)) {
            hidden.extend(filled.get(key).map(|value| (*key, value.to_owned())));
        }
        hidden.extend(said.map(|(key, value)| (key, value.to_owned())));
        desk.form(Form {
            id,
            action: action.to_owned(),
            submit: words.to_owned(),
            hidden,
            ..Form::default()
        })
    };
    let early = match imported.outcome {
        Outcome::Refused => early(app, filled, name, bytes, &imported),
        _ => Vec::new(),
    };
    let mut parts = verdict(imported.outcome, name, &counts, &early, &form);
    let mut account = imported.account;
    for problem in &mut account.problems.rows {
        let plain = without_commands(&problem.expected);
        problem.expected = plain.unwrap_or_else(|| std::mem::take(&mut problem.expected));
    }
    let mut document = imports::document(&account, "What would change.");
    document.facts.clear();
    parts.push(PagePart::Document(desk.shown(document)));
    parts.push(PagePart::Links("Or".to_owned(), vec![Link::new("Choose another file", "/import")]));
    desk.page("/import", "What the file would change", parts)
}

/// What came of a rehearsal, and the ways on from there; each is a form that `form` makes.
fn verdict(
    outcome: Outcome,
    name: &str,
    counts: &str,
    early: &[String],
    form: &OnwardForm<'_>,
) -> Vec<PagePart<'static>> {
    let mut parts = Vec::new();
    match outcome {
        Outcome::Done | Outcome::SetAside => {
            parts.push(PagePart::Done(
                format!("Nothing is recorded yet. {name} would bring: {counts}."),
                vec![form("confirm", "/import/confirm", "Record this", None)],
            ));
        }
        Outcome::Refused => {
            let mut more = vec!["Nothing was recorded. Below stands what is wrong and where: mend it in the file and send it again.".to_owned()];
            if !early.is_empty() {
                let first: Vec<&str> = early.iter().take(FEW).map(String::as_str).collect();
                let rest = early.len() - first.len();
                let rest = if rest > 0 { format!(" and {rest} more") } else { String::new() };
                let first = first.join("; ");
                more.push(format!("Of a day before the document itself, which is a slip mostly: {first}{rest}. If these dates are right, say so."));
            }
            let told = format!("{name} cannot be taken as it is ({counts}).");
            parts.push(PagePart::Problem(told, more));
            if !early.is_empty() {
                let yes = "Yes, these early dates are right";
                parts.push(PagePart::Form(form(
                    "early",
                    "/import/again",
                    yes,
                    Some((EARLY, "yes")),
                )));
            }
        }
        Outcome::Conflicts => {
            parts.push(PagePart::Problem(
                "Some cells were changed here, too, since the file was made.".to_owned(),
                vec!["Nothing was recorded. Below stand all three values; choose whose word counts, and see what would change.".to_owned()],
            ));
            parts.push(PagePart::Form(form(
                "ours",
                "/import/again",
                "Keep what is recorded here",
                Some(("side", "ours")),
            )));
            parts.push(PagePart::Form(form(
                "theirs",
                "/import/again",
                "Take the file’s word",
                Some(("side", "theirs")),
            )));
        }
    }
    parts
}

/// A form that goes on with the file: its id, where it is sent, its words, and what it says beside.
type OnwardForm<'f> = dyn Fn(&'static str, &str, &str, Option<(&'static str, &str)>) -> Form + 'f;

/// The dates that stand before the document itself: what is wrong no more where somebody says yes to them.
fn early(
    app: &mut App<'_>,
    filled: &Filled,
    name: &str,
    bytes: Vec<u8>,
    refused: &Imported,
) -> Vec<String> {
    if filled.get(EARLY).is_some() {
        return Vec::new();
    }
    let mut said = filled.clone();
    said.0.push((EARLY.to_owned(), "yes".to_owned()));
    let Ok(rest) = brought(app, &said, name, bytes, true) else { return Vec::new() };
    let rest = &rest.account.problems.rows;
    let problems = refused.account.problems.rows.iter();
    let early = problems.filter(|problem| !rest.contains(problem));
    early.map(|problem| format!("{}, {}", problem.place, problem.found)).collect()
}

/// The file is held no more.
fn gone(app: &mut App<'_>, desk: &Desk, filled: &Filled) -> Told {
    let told = "The file is no longer held here: that ends after 15 minutes. Choose it again.";
    let wrong = [("file", told.to_owned())];
    asked(app, desk, filled, Vec::new(), &wrong, StatusCode::GONE)
}

/// The form again, with why the file cannot be read.
fn wrong(app: &mut App<'_>, desk: &Desk, filled: &Filled, error: AppError) -> Told {
    if error.is_busy() || error.is_read_only() {
        return Err(error.into());
    }
    let (field, mut told) = refused(&error);
    if let Some(step) = next_step(&error) {
        told = format!("{told} {step}");
    }
    let field = if matches!(field, "by" | "set") { field } else { "file" };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    asked(app, desk, filled, Vec::new(), &[(field, told)], status)
}

fn brought(
    app: &mut App<'_>,
    filled: &Filled,
    name: &str,
    bytes: Vec<u8>,
    dry_run: bool,
) -> Result<Imported, AppError> {
    let request = Request {
        set: filled.get("set").map(str::to_owned),
        by: filled.get("by").map(str::to_owned),
        create: filled.get("create").is_some(),
        side: match filled.get("side") {
            Some("ours") => Some(Side::Ours),
            Some("theirs") => Some(Side::Theirs),
            _ => None,
        },
        confirmed: filled.get(EARLY).is_some(),
        dry_run,
        ..Request::default()
    };
    let file = Incoming { name: name.to_owned(), source: Box::new(Cursor::new(bytes)) };
    app.import(vec![file], &request, &mut Unwatched)
}

/// Nobody looks on, and nothing is set aside.
struct Unwatched;

impl Watch for Unwatched {
    fn note(&mut self, _: &str) {}

    fn progress(&mut self, _: u64, _: u64) {}

    fn set_aside(&mut self, _: &str, _: &[u8]) -> std::io::Result<String> {
        Err(std::io::Error::other("nothing is set aside here"))
    }
}
