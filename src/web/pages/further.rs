//! What is recorded of an item beside its status: evidence, a remark, a date, who is at work on it, an
//! action that is taken for it. Each is a form with the version of the item from which it starts; what
//! somebody recorded meanwhile is shown first, and nothing is written unseen.

mod actions;

use axum::http::StatusCode;

use super::super::desk::{Desk, Told, Trouble, item_address};
use super::super::filled::Filled;
use super::super::reply::Reply;
use super::super::words;
use super::choices::words_of;
use super::item::whole;
use super::record::{NO_DATE, NO_PLACE, conflicting, done, held, not_theirs};
use crate::app::additions::{Added, NewEvidence};
use crate::app::answers::pages::ItemPage;
use crate::app::duties::NewDue;
use crate::app::{App, AppError, Sought};
use crate::domain::claims::Refusal;
use crate::domain::evidence::cited;
use crate::domain::words::{Life, Vocabulary as _};
use crate::domain::{DateWord, Effect, PartialDate, Role, SetKind};
use crate::render::form::{Control, Field, Form};

/// Why it was not recorded.
pub(super) enum Undone {
    /// A field is wrong.
    Field(&'static str, String),
    /// The program refuses.
    App(AppError),
}

impl From<AppError> for Undone {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

/// Something that is recorded of an item by a form of its own.
struct Act {
    /// Its name in what is sent.
    name: &'static str,
    /// Whether those may who record for an institution.
    contributors: bool,
    /// Whether it is offered of such an item.
    of: fn(&ItemPage) -> bool,
    /// Its form, filled in.
    form: fn(&Desk, &ItemPage, &Filled) -> Form,
    /// Recording it.
    record: fn(&mut App<'_>, &Desk, &str, &Filled) -> Result<Added, Undone>,
}

/// All of them, in the order in which they are offered.
const ACTS: [Act; 7] = [
    Act {
        name: "evidence",
        contributors: false,
        of: always,
        form: evidence_form,
        record: evidence,
    },
    Act { name: "remark", contributors: true, of: always, form: remark_form, record: remark },
    Act { name: "lead", contributors: false, of: always, form: lead_form, record: lead },
    Act { name: "due", contributors: false, of: always, form: due_form, record: due },
    Act {
        name: "action",
        contributors: false,
        of: is_asked,
        form: actions::form,
        record: actions::add,
    },
    Act {
        name: "publish",
        contributors: false,
        of: is_kept,
        form: actions::publish_form,
        record: actions::publish,
    },
    Act {
        name: "drop",
        contributors: false,
        of: is_action,
        form: actions::drop_form,
        record: actions::drop_it,
    },
];

fn always(_: &ItemPage) -> bool {
    true
}

fn is_action(page: &ItemPage) -> bool {
    page.kind == SetKind::Plan
}

fn is_kept(page: &ItemPage) -> bool {
    !page.published
}

/// An action is taken for what is no action itself, in a plan.
fn is_asked(page: &ItemPage) -> bool {
    page.kind != SetKind::Plan && !page.choices.plans.is_empty()
}

impl Act {
    fn may(&self, desk: &Desk) -> bool {
        desk.edits() || self.contributors && desk.writes()
    }

    /// Its form; it starts from the version that was sent, else from the one that is shown.
    fn filled(&self, desk: &Desk, page: &ItemPage, filled: &Filled) -> Form {
        let form = (self.form)(desk, page, filled);
        let version = filled.get("version").unwrap_or(&page.version).to_owned();
        let mut hidden = vec![("act", self.name.to_owned()), ("version", version)];
        hidden.extend(form.hidden);
        desk.form(Form { action: item_address(&page.name), hidden, ..form })
    }
}

/// The forms that are offered of an item, folded away.
pub(super) fn forms(desk: &Desk, page: &ItemPage) -> Vec<Form> {
    if page.life != Life::Active {
        return Vec::new();
    }
    let acts = ACTS.iter().filter(|act| page.theirs && act.may(desk) && (act.of)(page));
    acts.map(|act| Form { shut: true, ..act.filled(desk, page, &Filled::default()) }).collect()
}

/// Records what one of these forms holds.
pub(super) fn record(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled) -> Told {
    let act = ACTS.iter().find(|act| filled.get("act") == Some(act.name));
    let act = act.ok_or(Trouble::Nowhere)?;
    if !act.may(desk) {
        return Err(Trouble::Forbidden);
    }
    app.hold_to(held(desk, filled)?);
    let undone = match (act.record)(app, desk, name, filled) {
        Ok(added) => {
            let entry = added.first().map_or(0, |(_, entry)| *entry);
            let kept =
                !desk.who.internal && act.name != "publish" && filled.get("public").is_none();
            return Ok(Reply::See(done(name, entry, kept, None)));
        }
        Err(undone) => undone,
    };
    let (field, told) = match undone {
        Undone::Field(field, told) => (field, told),
        Undone::App(AppError::NotTheirs { .. }) => {
            let page = app.item_page(name, &desk.own_question())?;
            let form = act.filled(desk, &page, filled);
            return not_theirs(desk, page, form);
        }
        Undone::App(AppError::Changed { .. }) => {
            let page = app.item_page(name, &desk.own_question())?;
            let now = Filled(without_version(filled));
            let form = act.filled(desk, &page, &now);
            return conflicting(desk, page, form, filled);
        }
        Undone::App(
            error @ (AppError::Store(_) | AppError::Unknown { what: Sought::Item, .. }),
        ) => {
            return Err(error.into());
        }
        Undone::App(error) => words::refused(&error),
    };
    let page = app.item_page(name, &desk.own_question())?;
    let mut form = act.filled(desk, &page, filled);
    form.refuse(field, told);
    whole(desk, StatusCode::UNPROCESSABLE_ENTITY, page, Vec::new(), Some(form))
}

fn without_version(filled: &Filled) -> Vec<(String, String)> {
    filled.0.iter().filter(|(name, _)| name != "version").cloned().collect()
}

/// A text of several lines as it is kept.
fn prose(filled: &Filled, name: &str) -> Option<String> {
    filled.get(name).map(|text| text.replace("\r\n", "\n"))
}

fn public(filled: &Filled, words: &str) -> Field {
    Field::new("public", words, Control::Tick).holding(filled.raw("public"))
}

fn evidence_form(_: &Desk, _: &ItemPage, filled: &Filled) -> Form {
    let effects = Control::List(words_of::<Effect>());
    let fields = vec![
        Field::new("place", "Where is it?", Control::Line)
            .hint("A web address (https://…), a UN symbol (A/HRC/42/10:25), or a publication with its date and page.")
            .holding(filled.raw("place"))
            .required(),
        Field::new("title", "What is it called?", Control::Line).holding(filled.raw("title")),
        Field::new("effect", "How does it bear on this?", effects)
            .holding(filled.get("effect").unwrap_or(Effect::Supports.slug())),
    ];
    Form {
        id: "more-evidence",
        title: "Add evidence".to_owned(),
        fields,
        submit: "Add".to_owned(),
        ..Form::default()
    }
}

fn evidence(app: &mut App<'_>, _: &Desk, name: &str, filled: &Filled) -> Result<Added, Undone> {
    let Some(Ok(place)) = filled.get("place").map(cited) else {
        return Err(Undone::Field("place", NO_PLACE.to_owned()));
    };
    let Ok(effect) = Effect::read(filled.get("effect").unwrap_or("supports")) else {
        return Err(Undone::Field("effect", "Choose one of the list.".to_owned()));
    };
    let new = NewEvidence {
        items: vec![name.to_owned()],
        place,
        title: filled.get("title").map(str::to_owned),
        publisher: None,
        dated: None,
        accessed: None,
        archived: None,
        quote: None,
        page: None,
        effect,
        public: false,
    };
    Ok(app.add_evidence(&new)?)
}

fn remark_form(desk: &Desk, page: &ItemPage, filled: &Filled) -> Form {
    let own = desk.own_voice();
    let mut voices = page.choices.voices.clone();
    voices.retain(|(key, _)| own.is_none_or(|own| key == own));
    let voice = own.or(filled.get("by")).unwrap_or("tracker");
    let fields = vec![
        Field::new("text", "What is to be said?", Control::Lines)
            .hint("A word on this that gives it no other level: a question, a meeting, what was heard.")
            .holding(filled.raw("text"))
            .required(),
        Field::new("on", "Of which day?", Control::Day).hint("Today where it is empty.")
            .holding(filled.raw("on")),
        Field::new("by", "Whose remark is it?", Control::List(voices)).holding(voice),
        public(filled, "The remark may be published"),
    ];
    Form {
        id: "remark",
        title: "Add a remark".to_owned(),
        fields,
        submit: "Add the remark".to_owned(),
        ..Form::default()
    }
}

fn remark(app: &mut App<'_>, desk: &Desk, name: &str, filled: &Filled) -> Result<Added, Undone> {
    let Some(text) = prose(filled, "text") else {
        return Err(Undone::Field("text", "Write the remark.".to_owned()));
    };
    let on = day(filled, "on")?;
    let by = filled.get("by").or(desk.own_voice());
    Ok(app.add_remark(&[name.to_owned()], &text, by, on, filled.get("public").is_some())?)
}

/// The day that a field holds, if it holds one.
fn day(filled: &Filled, name: &'static str) -> Result<Option<DateWord>, Undone> {
    let read = filled.get(name).map(DateWord::parse).transpose();
    read.map_err(|_| Undone::Field(name, NO_DATE.to_owned()))
}

/// A date as precise as it is known.
fn date(filled: &Filled, name: &'static str) -> Result<Option<PartialDate>, Undone> {
    let read = filled.get(name).map(PartialDate::parse).transpose();
    read.map_err(|_| Undone::Field(name, NO_DATE.to_owned()))
}

/// What may be said of an institution and an item.
const PARTS: [(&str, &str, Role, bool); 4] = [
    ("lead", "It leads", Role::Lead, false),
    ("supporting", "It supports", Role::Supporting, false),
    ("no-lead", "It leads no more", Role::Lead, true),
    ("no-supporting", "It supports no more", Role::Supporting, true),
];

fn lead_form(_: &Desk, page: &ItemPage, filled: &Filled) -> Form {
    let parts = PARTS.map(|(key, told, ..)| (key.to_owned(), told.to_owned()));
    let none = if page.choices.entities.is_empty() {
        "No institution stands in this file yet: the page “Plan” has a form for one."
    } else {
        ""
    };
    let fields = vec![
        Field::new("lead", "Which institution?", institutions(page, "Choose one"))
            .hint(none)
            .holding(filled.raw("lead"))
            .required(),
        Field::new("part", "What does it do?", Control::List(parts.into()))
            .hint("One leads at a time: a new lead ends the one before.")
            .holding(filled.get("part").unwrap_or("lead")),
        Field::new("on", "From which day?", Control::Day)
            .hint("Today where it is empty.")
            .holding(filled.raw("on")),
        public(filled, "This may be published"),
    ];
    Form {
        id: "leads",
        title: "Say who leads or supports".to_owned(),
        fields,
        submit: "Set the institution".to_owned(),
        ..Form::default()
    }
}

fn institutions(page: &ItemPage, none: &str) -> Control {
    let none = (String::new(), none.to_owned());
    Control::List(std::iter::once(none).chain(page.choices.entities.iter().cloned()).collect())
}

fn lead(app: &mut App<'_>, _: &Desk, name: &str, filled: &Filled) -> Result<Added, Undone> {
    let Some(key) = filled.get("lead") else {
        return Err(Undone::Field("lead", "Choose an institution.".to_owned()));
    };
    let part = filled.get("part").unwrap_or("lead");
    let Some((.., role, removed)) = PARTS.iter().find(|(word, ..)| *word == part) else {
        return Err(Undone::Field("part", "Choose one of the list.".to_owned()));
    };
    let on = day(filled, "on")?;
    let public = filled.get("public").is_some();
    match app.assign(&[name.to_owned()], key, (*role, *removed), on, public) {
        Err(AppError::Rule(Refusal::SameRole { .. })) => {
            Err(Undone::Field("part", "It is so already.".to_owned()))
        }
        assigned => Ok(assigned?),
    }
}

fn due_form(_: &Desk, _: &ItemPage, filled: &Filled) -> Form {
    let fields = vec![
        Field::new("due", "By when?", Control::Day).holding(filled.raw("due")).required(),
        Field::new("reason", "Why then?", Control::Line)
            .hint("Needed where an earlier date is moved; that one stays in the record.")
            .holding(filled.raw("reason")),
        public(filled, "Date and reason may be published"),
    ];
    Form {
        id: "due-date",
        title: "Set a due date".to_owned(),
        fields,
        submit: "Set the date".to_owned(),
        ..Form::default()
    }
}

fn due(app: &mut App<'_>, _: &Desk, name: &str, filled: &Filled) -> Result<Added, Undone> {
    let Some(due_on) = date(filled, "due")? else {
        return Err(Undone::Field("due", NO_DATE.to_owned()));
    };
    let new = NewDue {
        items: vec![name.to_owned()],
        due_on,
        starts_on: None,
        reason: filled.get("reason").map(str::to_owned),
        by: None,
        public: filled.get("public").is_some(),
    };
    match app.set_due(&new) {
        Err(AppError::Rule(Refusal::UnexplainedMove { date, .. })) => {
            let told = format!("It was due {date}. Say why the date is moved.");
            Err(Undone::Field("reason", told))
        }
        Err(AppError::Rule(Refusal::SameDue { date, .. })) => {
            Err(Undone::Field("due", format!("It is due {date} already.")))
        }
        set => Ok(set?),
    }
}
