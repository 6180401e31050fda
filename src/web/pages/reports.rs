//! Reports to keep: what each is for, and what it leaves out.

use super::super::desk::Desk;
use super::super::filled::Filled;
use super::super::trouble::{Told, Trouble};
use super::choices::{any, filter_of, listed, words_of};
use crate::app::{App, By, FilterWords, TemplateWords, What};
use crate::domain::words::Vocabulary as _;
use crate::render::Format;
use crate::render::form::{Control, Form, FormField};
use crate::render::page::PagePart;
use crate::report::templates::Template;

/// As what a report can be kept.
const FORMATS: [(&str, &str); 4] = [
    ("docx", "Word document"),
    ("html", "Web page"),
    ("xlsx", "Excel workbook"),
    ("csv", "Table (CSV)"),
];

/// The form.
pub(super) fn reports(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    let choices = app.choices(&desk.question(FilterWords::default()))?;
    let mut whats = words_of::<Template>();
    whats.push((
        "workbook".to_owned(),
        "All items as a workbook, to fill in and bring back".to_owned(),
    ));
    let formats = FORMATS.iter().map(|(key, told)| ((*key).to_owned(), (*told).to_owned()));
    let mut fields = vec![
        FormField::new("what", "What do you need?", Control::Choice(whats))
            .holding(words.get("what").unwrap_or("progress")),
        FormField::new("format", "As what?", Control::List(formats.collect()))
            .holding(words.get("format").unwrap_or("docx")),
        FormField::new("theme", "Only one theme", any(choices.themes.clone())),
        FormField::new("set", "Document", listed(&choices)),
    ];
    let said = if desk.who.internal {
        fields.push(
            FormField::new("internal", "With what was not published", Control::Tick)
                .hint("Then it is stamped INTERNAL on each page: not to be handed on."),
        );
        "A file leaves out what was not published: reasons, sources and voices that are marked [internal] on these pages. Names of those who typed something are in none."
    } else {
        "A file holds what was published."
    };
    let form = Form {
        id: "report",
        action: "/reports/file".to_owned(),
        fields,
        submit: "Make the file".to_owned(),
        ..Form::default()
    };
    let said = PagePart::Paragraph(vec![crate::report::Part::new(said)]);
    desk.page("/reports", "Reports", vec![said, PagePart::Form(form)])
}

/// The file.
pub(super) fn file(app: &mut App<'_>, desk: &Desk, words: &Filled) -> Told {
    let format: Format = match words.get("format").unwrap_or("docx") {
        "docx" => Format::Docx,
        "html" => Format::Html,
        "xlsx" => Format::Xlsx,
        "csv" => Format::Csv,
        _ => return Err(Trouble::Nowhere),
    };
    let internal = words.get("internal").is_some();
    let question = desk.question(filter_of(words)?);
    let what = words.get("what").unwrap_or("progress");
    if what == "workbook" {
        return match format {
            Format::Csv => {
                desk.file("items", format, internal, app.export(What::Items, &question)?)
            }
            _ => desk.workbook("items", internal, app.workbook(&question)?),
        };
    }
    let template = Template::read(what).map_err(crate::app::AppError::from)?;
    let document = match (template, format) {
        (Template::Progress, Format::Xlsx) => {
            app.report_with_registers(&question, By::Theme, None)?
        }
        (Template::Progress, Format::Csv) => app.report_tables(&question, By::Theme, None)?,
        (Template::Progress, _) => app.report(&question, By::Theme, None)?,
        (template, _) => app.handed_in(&question, template, TemplateWords::default())?,
    };
    desk.file(template.slug(), format, internal, document)
}
