//! The plans: how their actions stand, under the institutions that lead them, late ones first; and the
//! forms by which an office without a terminal begins one.

use axum::http::StatusCode;

use super::super::desk::Desk;
use super::super::filled::Filled;
use super::super::reply::Reply;
use super::super::trouble::{Told, Trouble};
use super::super::words::refused;
use super::choices::{any, or, words_of};
use super::sorting;
use crate::app::answers::pages::PlanPage;
use crate::app::duties::NewEntity;
use crate::app::plans::NewPlan;
use crate::app::refusals::{PlanRefusal, Refused, RegisterRefusal};
use crate::app::{ActionWords, App, AppError, FilterWords, Held, Sought};
use crate::domain::words::Vocabulary as _;
use crate::domain::{EntityKind, PartialDate};
use crate::render::form::{Control, Form, FormField};
use crate::render::page::PagePart;
use crate::report::words::catalogue::say;

/// The plans and their actions.
pub(super) fn plan(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    let mut first = Vec::new();
    if let Some(batch) = words.get("recorded").filter(|_| desk.edits()) {
        let hidden = vec![("batch", batch.to_owned()), ("to", "/plan".to_owned())];
        let undo = desk.button("undo", "/undo", "Take it back", hidden);
        first.push(PagePart::Done(format!("Recorded as entry {batch}."), vec![undo]));
    }
    if let Some(batch) = words.get("undone").filter(|_| desk.edits()) {
        let done = format!("Entry {batch} was taken back. The record keeps both.");
        first.push(PagePart::Done(done, Vec::new()));
    }
    page(app, desk, words, StatusCode::OK, first, None)
}

/// The page, with what came first on it, and a form that came back.
fn page(
    app: &mut App<'_>,
    desk: &Desk,
    words: &Filled,
    status: StatusCode,
    mut parts: Vec<PagePart<'static>>,
    back: Option<Form>,
) -> Told {
    let asked = ActionWords {
        plan: words.get("plan").map(str::to_owned),
        lead: words.get("by").map(str::to_owned),
        late: words.get("late").is_some(),
    };
    let question = desk.question(FilterWords::default());
    let mut wrong = None;
    let made = match app.plan_page(&question, &asked) {
        Err(error @ (AppError::Unknown { .. } | AppError::Unpublished { .. })) => {
            wrong = Some(refused(&error));
            app.plan_page(&question, &ActionWords::default())?
        }
        made => made?,
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { status };
    let PlanPage { plans, actions, choices } = made;
    let came_back = back.is_some();
    parts.extend(back.map(PagePart::Form));
    let title = plans.title.clone();
    parts.push(PagePart::Document(desk.shown(plans)));
    if !choices.plans.is_empty() {
        let mut form = Form {
            id: "filter",
            action: "/plan".to_owned(),
            fields: vec![
                FormField::new("plan", "Plan", any(choices.plans.clone()))
                    .holding(words.raw("plan")),
                FormField::new("by", "Led by", any(choices.entities.clone()))
                    .holding(words.raw("by")),
                FormField::new("late", "Only what is late", Control::Tick)
                    .holding(words.raw("late")),
            ],
            submit: "Show these".to_owned(),
            wide: true,
            ..Form::default()
        };
        if let Some((field, told)) = wrong {
            let field = if field == "lead" { "by" } else { "plan" };
            form.refuse(field, told.replace("There is no set", "There is no plan"));
        }
        parts.push(PagePart::Form(form));
        parts.push(sorting::part(desk.shown(actions), "/plan", words)?);
    }
    if desk.edits() && !came_back {
        parts.push(PagePart::Heading("More to record".to_owned()));
        let shut = |form: Form| PagePart::Form(Form { shut: true, ..form });
        parts.push(shut(plan_form(desk, &Filled::default())));
        parts.push(shut(entity_form(desk, &choices.voices, &Filled::default())));
    }
    desk.page_with(status, "/plan", &title, parts)
}

fn plan_form(desk: &Desk, filled: &Filled) -> Form {
    let fields = vec![
        FormField::new("title", "What is it called?", Control::Line)
            .holding(filled.raw("title"))
            .required(),
        FormField::new("key", "Its short name", Control::Line)
            .hint("Letters and digits without blanks, such as NHRAP: its actions are called NHRAP:1, NHRAP:2 …")
            .holding(filled.raw("key"))
            .required(),
        FormField::new("from", "From which year on?", Control::Line).holding(filled.raw("from")),
        FormField::new("to", "To which year?", Control::Line).holding(filled.raw("to")),
        FormField::new("public", "Its title may be published", Control::Tick)
            .hint("Its actions are published each by itself.")
            .holding(filled.raw("public")),
    ];
    desk.form(Form {
        id: "new-plan",
        title: "Begin a plan".to_owned(),
        action: "/plan".to_owned(),
        hidden: vec![("act", "plan".to_owned())],
        fields,
        submit: "Begin the plan".to_owned(),
        ..Form::default()
    })
}

fn entity_form(desk: &Desk, voices: &[(String, String)], filled: &Filled) -> Form {
    let kinds = Control::List(words_of::<EntityKind>());
    let kind = filled.get("kind").unwrap_or(EntityKind::Ministry.slug());
    let fields = vec![
        FormField::new("name", "What is it called?", Control::Line)
            .holding(filled.raw("name"))
            .required(),
        FormField::new("key", "Its short name", Control::Line)
            .hint("Small letters and digits without blanks, such as moj.")
            .holding(filled.raw("key"))
            .required(),
        FormField::new("kind", "What kind is it?", kinds).holding(kind),
        FormField::new(
            "voice",
            "Whose voice does it record in?",
            or("It has none", voices.to_vec()),
        )
        .hint("Whoever records for it here needs one; it cannot be given later.")
        .holding(filled.raw("voice")),
    ];
    desk.form(Form {
        id: "new-entity",
        title: "Add an institution".to_owned(),
        action: "/plan".to_owned(),
        hidden: vec![("act", "entity".to_owned())],
        fields,
        submit: "Add the institution".to_owned(),
        ..Form::default()
    })
}

/// Begins a plan, or adds an institution.
pub(super) fn record(app: &mut App<'_>, desk: &Desk, filled: &Filled) -> Told {
    if !desk.edits() {
        return Err(Trouble::Forbidden);
    }
    app.hold_to(Held { hides_voices: !desk.who.internal, ..Held::default() });
    let (form, made) = match filled.get("act") {
        Some("plan") => (plan_form(desk, filled), begin(app, filled)),
        Some("entity") => {
            let made = add_entity(app, filled);
            let choices = app.choices(&desk.question(FilterWords::default()))?;
            (entity_form(desk, &choices.voices, filled), made)
        }
        _ => return Err(Trouble::Nowhere),
    };
    let (field, told) = match made {
        Ok(entry) => return Ok(Reply::See(format!("/plan?recorded={entry}"))),
        Err(Unplanned::Field(field, told)) => (field, told.to_owned()),
        Err(Unplanned::App(error @ AppError::Store(_))) => return Err(error.into()),
        // What is refused here is the short name: taken already, or none.
        Err(Unplanned::App(AppError::Refused(
            Refused::Plan(PlanRefusal::Taken { .. })
            | Refused::Register(RegisterRefusal::Taken { .. }),
        ))) => ("key", format!("“{}” is taken already.", filled.raw("key").trim())),
        Err(Unplanned::App(AppError::Reference(_) | AppError::Refused(_))) => {
            ("key", NO_KEY.to_owned())
        }
        Err(Unplanned::App(AppError::Unknown { what: Sought::Assessor, name, .. })) => {
            ("voice", say!("web.unknown", what = "assessor", name))
        }
        Err(Unplanned::App(error)) => refused(&error),
    };
    let mut form = form;
    form.refuse(field, told);
    let words = Filled::default();
    page(app, desk, &words, StatusCode::UNPROCESSABLE_ENTITY, Vec::new(), Some(form))
}

enum Unplanned {
    Field(&'static str, &'static str),
    App(AppError),
}

impl From<AppError> for Unplanned {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

const NO_KEY: &str = "This cannot be a short name: letters and digits without blanks.";

fn begin(app: &mut App<'_>, filled: &Filled) -> Result<i64, Unplanned> {
    let date = |name: &'static str| {
        let read = filled.get(name).map(PartialDate::parse).transpose();
        read.map_err(|_| Unplanned::Field(name, "Write a year, such as 2026."))
    };
    let title = filled.get("title").ok_or(Unplanned::Field("title", "Write its title."))?;
    let key = filled.get("key").ok_or(Unplanned::Field("key", "Give it a short name."))?;
    let period = match (date("from")?, date("to")?) {
        (Some(from), Some(to)) if to.last() < from.first() => {
            return Err(Unplanned::Field("to", "It ends before it begins."));
        }
        (Some(from), Some(to)) => Some((from, to)),
        (None, None) => None,
        (None, _) => {
            return Err(Unplanned::Field("from", "Say when it begins, too, or leave both."));
        }
        (_, None) => return Err(Unplanned::Field("to", "Say when it ends, too, or leave both.")),
    };
    let new = NewPlan {
        key: key.to_owned(),
        title: title.to_owned(),
        state: None,
        period,
        public: filled.get("public").is_some(),
    };
    Ok(app.add_plan(&new)?.first().map_or(0, |(_, entry)| *entry))
}

fn add_entity(app: &mut App<'_>, filled: &Filled) -> Result<i64, Unplanned> {
    let name = filled.get("name").ok_or(Unplanned::Field("name", "Write its name."))?;
    let key = filled.get("key").ok_or(Unplanned::Field("key", "Give it a short name."))?;
    let kind = EntityKind::read(filled.get("kind").unwrap_or("ministry"));
    let kind = kind.map_err(|_| Unplanned::Field("kind", "Choose one of the list."))?;
    let new = NewEntity {
        key: key.to_owned(),
        name: name.to_owned(),
        kind,
        under: None,
        state: None,
        assessor: filled.get("voice").map(str::to_owned),
        contact: None,
    };
    Ok(app.add_entity(&new)?.first().map_or(0, |(_, entry)| *entry))
}
