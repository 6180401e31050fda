//! The list of items: filters as a form, a screenful at a time, the same as a file.

use axum::http::StatusCode;

use super::super::addresses::escaped;
use super::super::desk::Desk;
use super::super::filled::Filled;
use super::super::trouble::{Told, Trouble};
use super::super::words::refused;
use super::choices::{any, filter_of, words_of};
use super::sorting::{self, SORT};
use crate::app::answers::pages::{Along, COUNTED, Choices, Screen};
use crate::app::{App, AppError, FilterWords, What};
use crate::domain::{Level, Missing, Position};
use crate::render::Format;
use crate::render::form::{Control, Form, FormField};
use crate::render::page::{Link, PagePart, Sorting};
use crate::report::labels::number;
use crate::report::words::catalogue::say;
use crate::report::words::nouns::counted;

/// So many items a page.
const MOST: usize = 50;
/// The names of the filters in an address, in the order of the form.
const FILTERS: [&str; 8] = ["set", "theme", "status", "position", "missing", "q", "lead", "late"];

/// The list.
pub(super) fn items(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    let mut form = Form::default();
    let chosen = match filter_of(words) {
        Ok(chosen) => chosen,
        Err(error) => {
            form = filters(words, &app.choices(&desk.question(FilterWords::default()))?);
            let (field, told) = refused(&error);
            form.refuse(field, told);
            return unread(desk, form);
        }
    };
    let question = desk.question(chosen);
    let along = sorting::asked(words).and_then(|(key, down)| Some((Along::of(key)?, down)));
    let skip: usize = words.get("from").and_then(|from| from.parse().ok()).unwrap_or(0);
    let screen = match along {
        Some(along) => app.screen_along(&question, along, (skip, MOST)),
        None => app.screen(&question, words.get("after"), MOST),
    };
    let Screen { mut document, next, found, choices, .. } = match screen {
        Ok(screen) => screen,
        Err(error @ (AppError::Unknown { .. } | AppError::Unpublished { .. })) => {
            let choices = app.choices(&desk.question(FilterWords::default()))?;
            form.fields = filters(words, &choices).fields;
            form = Form { fields: form.fields, ..filters(words, &choices) };
            let (field, told) = refused(&error);
            form.refuse(field, told);
            return unread(desk, form);
        }
        Err(error) => return Err(error.into()),
    };
    let title = document.title.clone();
    document.facts.clear();
    let mut parts = vec![
        PagePart::Form(filters(words, &choices)),
        PagePart::Links("This list as a file".to_owned(), files(words)),
    ];
    if let Some(found) = found {
        let items = counted(number(found.min(COUNTED)), "items");
        let said =
            if found > COUNTED { say!("web.found-more", items) } else { say!("web.found", items) };
        parts.push(PagePart::Paragraph(vec![crate::report::Part::new(said)]));
    }
    parts.push(PagePart::Sorted(desk.shown(document), orders(words)));
    let pager = pager(words, along.and(words.get(SORT)), skip, next.as_deref());
    if !pager.is_empty() {
        parts.push(PagePart::Links("More of this list".to_owned(), pager));
    }
    desk.page("/items", &title, parts)
}

/// The filters alone, with what is wrong with one of them.
fn unread(desk: &Desk, form: Form) -> Told {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    desk.page_with(status, "/items", "Recommendations", vec![PagePart::Form(form)])
}

/// The first page of a list, unless it is shown, and the next one, if there is one.
fn pager(words: &Filled, sorted: Option<&str>, skip: usize, next: Option<&str>) -> Vec<Link> {
    let order = sorted.map(|sort| (SORT, sort));
    let mut pager = Vec::new();
    if words.get("after").is_some() || skip > 0 {
        pager.push(Link::new("First page", address("/items", words, order)));
    }
    if let Some(next) = next {
        let to = match order {
            Some(_) => format!("{}&from={}", address("/items", words, order), skip + MOST),
            None => address("/items", words, Some(("after", next))),
        };
        pager.push(Link::new("Next page", to));
    }
    pager
}

/// The same as a file.
pub(super) fn file(app: &mut App<'_>, desk: &Desk, format: &str, words: &Filled) -> Told {
    let format = match format {
        "csv" => Format::Csv,
        "xlsx" => Format::Xlsx,
        "docx" => Format::Docx,
        _ => return Err(Trouble::Nowhere),
    };
    let question = desk.question(filter_of(words)?);
    let internal = words.get("internal").is_some();
    let name = "recommendations";
    match format {
        // What is read as a workbook can be filled in and brought back, too.
        Format::Xlsx => desk.workbook(name, internal, app.workbook(&question)?),
        Format::Docx => desk.file(name, format, internal, app.list(&question)?),
        _ => desk.file(name, format, internal, app.export(What::Items, &question)?),
    }
}

/// The filters as a form, filled in.
fn filters(words: &Filled, choices: &Choices) -> Form {
    let missing =
        words_of::<Missing>().into_iter().map(|(slug, label)| (slug, format!("without {label}")));
    let mut sets = vec![("all".to_owned(), "All".to_owned())];
    sets.extend(choices.sets.iter().cloned());
    let set =
        words.get("set").map_or_else(|| choices.set.clone().unwrap_or_default(), str::to_owned);
    let holding = |name: &str| words.get(name).unwrap_or_default().to_owned();
    let fields = vec![
        FormField::new("q", "Words in the text", Control::Search).holding(holding("q")),
        FormField::new("theme", "Theme", any(choices.themes.clone())).holding(holding("theme")),
        FormField::new("status", "Status", any(words_of::<Level>())).holding(holding("status")),
        FormField::new("position", "Position of the State", any(words_of::<Position>()))
            .holding(holding("position")),
        FormField::new("missing", "What is missing", any(missing.collect()))
            .holding(holding("missing")),
        FormField::new("lead", "Led by", any(choices.entities.clone())).holding(holding("lead")),
        FormField::new("late", "Only what is late", Control::Tick).holding(holding("late")),
        FormField::new("set", "Document", Control::List(sets)).holding(set),
    ];
    Form {
        id: "filter",
        action: "/items".to_owned(),
        fields,
        submit: "Show these".to_owned(),
        wide: true,
        ..Form::default()
    }
}

/// This list as files.
fn files(words: &Filled) -> Vec<Link> {
    [("csv", "Table (CSV)"), ("xlsx", "Workbook (Excel)"), ("docx", "Document (Word)")]
        .map(|(ending, told)| Link::new(told, address(&format!("/items.{ending}"), words, None)))
        .into()
}

/// The list in the order of each of its columns.
fn orders(words: &Filled) -> Sorting {
    sorting::ways("items", Along::ALL.map(|(key, _)| key), "/items", words)
}

/// An address with the same filters, and one thing more.
fn address(path: &str, words: &Filled, more: Option<(&str, &str)>) -> String {
    let mut pairs: Vec<String> = Vec::new();
    for name in FILTERS.iter().chain(&["stale"]) {
        pairs.extend(words.all(name).map(|value| format!("{name}={}", escaped(value))));
    }
    pairs.extend(more.map(|(name, value)| format!("{name}={}", escaped(value))));
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}
