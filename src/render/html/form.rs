//! Forms as values: each field with its words, its hint and what is wrong with it, so that a refused
//! form comes back as it was sent, with each error beside its field.

use std::io::{self, Write};

use super::escape::Text;

/// What a person fills in and sends.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Names it within the page; its fields' ids begin with it.
    pub id: &'static str,
    /// What it is for; no heading where it is empty.
    pub title: String,
    /// Where it is sent.
    pub action: String,
    /// Whether it changes something: sent as a body, with a token.
    pub writes: bool,
    /// Whether it holds a file.
    pub uploads: bool,
    /// What is sent along unseen.
    pub hidden: Vec<(&'static str, String)>,
    /// What a person fills in.
    pub fields: Vec<FormField>,
    /// The words on its button.
    pub submit: String,
    /// Whether it is no more than its button, in the flow of a text.
    pub slim: bool,
    /// Whether its fields stand side by side where there is room.
    pub wide: bool,
    /// Whether it is folded away under its title until somebody wants it.
    pub shut: bool,
}

/// One thing to fill in.
#[derive(Debug, Clone, Default)]
pub struct FormField {
    /// The name under which it is sent.
    pub name: &'static str,
    /// What it is, in words.
    pub label: String,
    /// How it is to be filled in.
    pub hint: String,
    /// What is wrong with what was sent.
    pub error: Option<String>,
    /// What stands in it.
    pub value: String,
    /// As what it is filled in.
    pub control: Control,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it is folded away with its neighbours, being needed seldom.
    pub folded: bool,
}

/// As what a field is filled in: what browsers bring, nothing of one's own.
#[derive(Debug, Clone, Default)]
pub enum Control {
    /// A line of text.
    #[default]
    Line,
    /// Several lines of text.
    Lines,
    /// A line that is searched for.
    Search,
    /// A day.
    Day,
    /// One of a few values, all seen: value and words.
    Choice(Vec<(String, String)>),
    /// One of many values: value and words.
    List(Vec<(String, String)>),
    /// Yes, or nothing.
    Tick,
    /// A file; the endings that are meant.
    File(&'static str),
}

impl FormField {
    /// A field with its words.
    pub fn new(name: &'static str, label: impl Into<String>, control: Control) -> Self {
        Self { name, label: label.into(), control, ..Self::default() }
    }

    /// The same with how it is to be filled in.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same, holding a value.
    #[must_use]
    pub fn holding(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The same, to be filled in.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, folded away.
    #[must_use]
    pub fn folded(mut self) -> Self {
        self.folded = true;
        self
    }
}

impl Form {
    /// Says what is wrong with a field; of a field that it does not have, of its first.
    pub fn refuse(&mut self, name: &str, error: impl Into<String>) {
        let at = self.fields.iter().position(|field| field.name == name).unwrap_or(0);
        if let Some(field) = self.fields.get_mut(at) {
            field.error = Some(error.into());
        }
    }

    /// Whether something is wrong with it.
    pub fn is_refused(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// The id of a field's control; of a choice, that of its first.
    fn control_id(&self, field: &FormField) -> String {
        match field.control {
            Control::Choice(_) => format!("{}-{}-0", self.id, field.name),
            _ => format!("{}-{}", self.id, field.name),
        }
    }
}

/// Writes a form.
pub(super) fn write(form: &Form, out: &mut dyn Write) -> io::Result<()> {
    let method = if form.writes { "post" } else { "get" };
    let encoding = if form.uploads { " enctype=\"multipart/form-data\"" } else { "" };
    let class = match (form.slim, form.wide) {
        (true, _) => "slim",
        (_, true) => "form filters",
        _ => "form",
    };
    let id = form.id;
    if form.shut {
        let title = Text(&form.title);
        writeln!(out, "<details class=\"act\"><summary><h3 id=\"{id}\">{title}</h3></summary>")?;
    } else if !form.title.is_empty() {
        writeln!(out, "<h2 id=\"{id}\">{}</h2>", Text(&form.title))?;
    }
    let named =
        if form.title.is_empty() { String::new() } else { format!(" aria-labelledby=\"{id}\"") };
    writeln!(
        out,
        "<form class=\"{class}\" method=\"{method}\" action=\"{}\"{encoding}{named} novalidate>",
        Text(&form.action)
    )?;
    write_errors(form, out)?;
    for (name, value) in &form.hidden {
        writeln!(out, "<input type=\"hidden\" name=\"{name}\" value=\"{}\">", Text(value))?;
    }
    let first = form.fields.iter().position(|field| field.error.is_some());
    let seen = form.fields.iter().enumerate().filter(|(_, field)| !field.folded);
    writeln!(out, "<div class=\"fields\">")?;
    for (at, field) in seen {
        write_field(form, field, Some(at) == first, out)?;
    }
    writeln!(out, "</div>")?;
    write_folded(form, first, out)?;
    writeln!(out, "<p class=\"send\"><button type=\"submit\">{}</button></p>", Text(&form.submit))?;
    writeln!(out, "</form>")?;
    if form.shut { writeln!(out, "</details>") } else { Ok(()) }
}

/// What is seldom needed, open where something in it is filled in or wrong.
fn write_folded(form: &Form, first: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    let folded = || form.fields.iter().enumerate().filter(|(_, field)| field.folded);
    if folded().next().is_none() {
        return Ok(());
    }
    let needed = folded().any(|(_, field)| field.error.is_some());
    let open = if needed { " open" } else { "" };
    writeln!(out, "<details class=\"more\"{open}><summary>More to say</summary>")?;
    for (at, field) in folded() {
        write_field(form, field, Some(at) == first, out)?;
    }
    writeln!(out, "</details>")
}

/// What is wrong, each a link to its field, said aloud at once.
fn write_errors(form: &Form, out: &mut dyn Write) -> io::Result<()> {
    if !form.is_refused() {
        return Ok(());
    }
    let said = if form.writes { "Nothing was recorded yet." } else { "This cannot be shown." };
    writeln!(out, "<div class=\"problem\" role=\"alert\"><p><b>{said}</b></p><ul>")?;
    for field in form.fields.iter().filter(|field| field.error.is_some()) {
        let error = field.error.as_deref().unwrap_or_default();
        writeln!(
            out,
            "<li><a href=\"#{}\">{}</a></li>",
            Text(&form.control_id(field)),
            Text(error)
        )?;
    }
    writeln!(out, "</ul></div>")
}

fn write_field(form: &Form, field: &FormField, focus: bool, out: &mut dyn Write) -> io::Result<()> {
    let id = format!("{}-{}", form.id, field.name);
    let class = if field.error.is_some() { "field wrong" } else { "field" };
    let mut described = Vec::new();
    if !field.hint.is_empty() {
        described.push(format!("{id}-hint"));
    }
    if field.error.is_some() {
        described.push(format!("{id}-error"));
    }
    let mut about = String::new();
    if !described.is_empty() {
        about.push_str(&format!(" aria-describedby=\"{}\"", described.join(" ")));
    }
    if field.error.is_some() {
        about.push_str(" aria-invalid=\"true\"");
    }
    if focus {
        about.push_str(" autofocus");
    }
    if field.required {
        about.push_str(" aria-required=\"true\"");
    }
    match &field.control {
        Control::Choice(choices) => write_choice(form, field, choices, class, &about, out),
        Control::Tick => {
            let on = if field.value.is_empty() { "" } else { " checked" };
            writeln!(out, "<div class=\"{class} tick\">")?;
            write!(
                out,
                "<input type=\"checkbox\" id=\"{id}\" name=\"{}\" value=\"yes\"{on}{about}>",
                field.name
            )?;
            writeln!(out, "<label for=\"{id}\">{}</label>", Text(&field.label))?;
            write_remarks(field, &id, out)?;
            writeln!(out, "</div>")
        }
        control => {
            writeln!(out, "<div class=\"{class}\">")?;
            write!(out, "<label for=\"{id}\">{}</label>", Text(&field.label))?;
            write_remarks(field, &id, out)?;
            write_control(field, control, &id, &about, out)?;
            writeln!(out, "</div>")
        }
    }
}

/// Hint and error of a field, in that order.
fn write_remarks(field: &FormField, id: &str, out: &mut dyn Write) -> io::Result<()> {
    if !field.hint.is_empty() {
        writeln!(out, "<p class=\"hint\" id=\"{id}-hint\">{}</p>", Text(&field.hint))?;
    }
    if let Some(error) = &field.error {
        writeln!(out, "<p class=\"error\" id=\"{id}-error\">{}</p>", Text(error))?;
    }
    Ok(())
}

fn write_control(
    field: &FormField,
    control: &Control,
    id: &str,
    about: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (name, value) = (field.name, Text(&field.value));
    match control {
        Control::Lines => writeln!(
            out,
            "<textarea id=\"{id}\" name=\"{name}\" rows=\"4\" dir=\"auto\"{about}>\n{value}</textarea>"
        ),
        Control::List(choices) => {
            writeln!(out, "<select id=\"{id}\" name=\"{name}\"{about}>")?;
            for (value, words) in choices {
                let chosen = if *value == field.value { " selected" } else { "" };
                writeln!(
                    out,
                    "<option value=\"{}\"{chosen}>{}</option>",
                    Text(value),
                    Text(words)
                )?;
            }
            writeln!(out, "</select>")
        }
        Control::File(endings) => writeln!(
            out,
            "<input type=\"file\" id=\"{id}\" name=\"{name}\" accept=\"{endings}\"{about}>"
        ),
        control => {
            let kind = match control {
                Control::Day => "date",
                Control::Search => "search",
                _ => "text",
            };
            writeln!(
                out,
                "<input type=\"{kind}\" id=\"{id}\" name=\"{name}\" value=\"{value}\" dir=\"auto\"{about}>"
            )
        }
    }
}

fn write_choice(
    form: &Form,
    field: &FormField,
    choices: &[(String, String)],
    class: &str,
    about: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let id = format!("{}-{}", form.id, field.name);
    // What describes the group is said with the group; the focus goes to its first choice.
    let (focus, about) = match about.strip_suffix(" autofocus") {
        Some(rest) => (" autofocus", rest.to_owned()),
        None => ("", about.replace(" autofocus", "")),
    };
    let focus = if focus.is_empty() && field.error.is_some() { " autofocus" } else { focus };
    let about = about.replace(" aria-invalid=\"true\"", "").replace(" aria-required=\"true\"", "");
    writeln!(out, "<fieldset class=\"{class}\"{about}>\n<legend>{}</legend>", Text(&field.label))?;
    write_remarks(field, &id, out)?;
    for (at, (value, words)) in choices.iter().enumerate() {
        let on = if *value == field.value { " checked" } else { "" };
        let focus = if at == 0 { focus } else { "" };
        writeln!(
            out,
            "<div class=\"choice\"><input type=\"radio\" id=\"{id}-{at}\" name=\"{}\" value=\"{}\"{on}{focus}>\
             <label for=\"{id}-{at}\">{}</label></div>",
            field.name,
            Text(value),
            Text(words)
        )?;
    }
    writeln!(out, "</fieldset>")
}
