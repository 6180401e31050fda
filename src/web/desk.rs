//! Where a page is made: who it is for, what surrounds it, and what of an answer they may see.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;

use super::addresses::{assets, escaped, item_address};
use super::filled::Filled;
use super::office::Office;
use super::pool::Undone;
use super::reply::{self, Reply};
use super::sections::{SECTIONS, Section, Whose};
use super::spool::Spooled;
use super::trouble::{Told, Trouble};
use super::who::Who;
use crate::app::{App, AppError, FilterWords, Held, Question};
use crate::render::form::{Form, FormField};
use crate::render::html::Named;
use crate::render::page::{self, Link, Page, PagePart, Site};
use crate::render::{Format, Options, render};
use crate::report::Document;
use crate::report::visibility::{public_view, published, stamped};

/// Whom an answer is made for.
pub(super) struct Desk {
    pub(super) who: Who,
    office: Arc<Office>,
}

/// Has an answer made, away from where requests are taken.
pub(super) async fn answer(
    office: Arc<Office>,
    who: Who,
    make: impl FnOnce(&mut App<'_>, &Desk) -> Told + Send + 'static,
) -> Response {
    let kept = who.anybody.then(|| who.has.clone());
    let desk = Desk { who, office: Arc::clone(&office) };
    let author = desk.who.author.clone().unwrap_or_default();
    let made = office.pool.with(author, move |app| match make(app, &desk) {
        Ok(reply) => reply,
        Err(trouble) => desk.sorry(trouble),
    });
    match made.await {
        Ok(reply) => match kept {
            Some(has) => reply::kept(reply, has.as_deref()),
            None => reply.response(),
        },
        Err(Undone::Crowded) => reply::turned_away(StatusCode::SERVICE_UNAVAILABLE),
        Err(Undone::Store(error)) => reply::turned_away(super::words::store_status(&error.into())),
        Err(Undone::Fault) => reply::turned_away(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

impl Desk {
    /// A question about these items.
    pub(super) fn question(&self, filter: FilterWords) -> Question {
        Question {
            filter,
            version: self.office.version,
            internal: self.who.internal,
            ..Question::default()
        }
    }

    /// A question about an item, by the institution for which they record.
    pub(super) fn own_question(&self) -> Question {
        let own = self.who.institution.as_ref().filter(|_| !self.edits());
        let asks_as = own.map(|(entity, _)| entity.clone());
        self.question(FilterWords { asks_as, ..FilterWords::default() })
    }

    /// An answer as they may see it: the one place where this room shows what the program answers.
    pub(super) fn shown<'a>(&self, document: Document<'a>) -> Document<'a> {
        if self.who.internal { document } else { published(document) }
    }

    /// Whether they may write.
    pub(super) fn writes(&self) -> bool {
        self.who.writes()
    }

    /// Whether they may record for the office.
    pub(super) fn edits(&self) -> bool {
        self.who.edits()
    }

    /// The voice of the institution for which they record; none where they record for the office.
    pub(super) fn own_voice(&self) -> Option<&str> {
        let own = self.who.institution.as_ref().filter(|_| !self.edits());
        own.map(|(_, voice)| voice.as_str())
    }

    /// What whoever sends a form is held to: the version from which they started, and, where they record for an
    /// institution, what it leads and its own voice.
    pub(super) fn held(&self, filled: &Filled) -> Result<Held, Trouble> {
        let on_behalf = match &self.who.institution {
            _ if self.edits() => None,
            Some((entity, _)) => Some(entity.clone()),
            // A contributor without an institution records nothing.
            None => return Err(Trouble::Forbidden),
        };
        let base = Some(filled.get("version").unwrap_or_default().to_owned());
        let internal = self.who.internal;
        Ok(Held { base, sees_internal: internal, hides_voices: !internal, on_behalf })
    }

    /// A form that changes something, with its token.
    pub(super) fn form(&self, form: Form) -> Form {
        let mut form = Form { writes: true, ..form };
        form.hidden.insert(0, ("token", self.who.token.clone()));
        form
    }

    /// A form that is no more than its button.
    pub(super) fn button(
        &self,
        id: &'static str,
        action: &str,
        words: &str,
        hidden: Vec<(&'static str, String)>,
    ) -> Form {
        let form = Form {
            id,
            action: action.to_owned(),
            submit: words.to_owned(),
            hidden,
            slim: true,
            fields: Vec::<FormField>::new(),
            ..Form::default()
        };
        self.form(form)
    }

    /// What surrounds a page; `here` is the address of one of the site's pages.
    fn site(&self, here: &str) -> Site {
        let pages = SECTIONS.iter().filter(|page| match page.whose {
            Whose::All => true,
            Whose::Editors => self.edits(),
            Whose::Contributors => self.who.institution.is_some() && self.writes(),
        });
        let link = |page: &Section| Link {
            words: page.words.to_owned(),
            to: page.address.to_owned(),
            here: page.address == here,
        };
        let leave = self
            .who
            .session
            .is_some()
            .then(|| self.button("leave", "/leave", "Sign out", Vec::new()));
        Site {
            name: "Follow-up".to_owned(),
            home: "/".to_owned(),
            pages: pages.map(link).collect(),
            search: Some("/search".to_owned()),
            person: self.who.author.clone(),
            leave,
            assets: assets(),
            feed: None,
            unlisted: true,
        }
    }

    /// A page.
    pub(super) fn page(&self, here: &str, title: &str, parts: Vec<PagePart<'_>>) -> Told {
        self.page_with(StatusCode::OK, here, title, parts)
    }

    /// A page with another status.
    pub(super) fn page_with(
        &self,
        status: StatusCode,
        here: &str,
        title: &str,
        mut parts: Vec<PagePart<'_>>,
    ) -> Told {
        let mut stamp = None;
        for part in &mut parts {
            if let PagePart::Document(document) | PagePart::Sorted(document, _) = part {
                stamp = stamp.or_else(|| document.stamp.take());
            }
        }
        let refused = |part: &PagePart<'_>| match part {
            // What only reads records nothing, and is refused nothing.
            PagePart::Form(form) => form.writes && form.is_refused(),
            PagePart::Problem(..) => status != StatusCode::NOT_FOUND,
            _ => false,
        };
        let refused = self.writes() && parts.iter().any(refused);
        let site = self.site(here);
        let footer = vec![self.foot(status)];
        let page = Page { title: title.to_owned(), site, refused, parts, stamp, footer };
        let mut bytes = Vec::new();
        page::write(page, &locate, &mut bytes)?;
        Ok(Reply::Page(status, bytes))
    }

    /// What stands at the foot; a page that says why there is no other tells nothing of the program.
    fn foot(&self, status: StatusCode) -> String {
        let seen = if self.who.anybody {
            return "This page shows what was published.".to_owned();
        } else if self.who.internal {
            "This page shows what was not published, too; it is marked [internal]."
        } else {
            "This page shows what was published."
        };
        if status.is_client_error() || status.is_server_error() {
            return seen.to_owned();
        }
        format!("{seen} Made with upr {}.", self.office.version)
    }

    /// An answer as a file to keep, without what is internal unless that was asked for by name.
    pub(super) fn file(
        &self,
        name: &str,
        format: Format,
        internal: bool,
        document: Document<'_>,
    ) -> Told {
        self.kept(name, (format, &Options::default()), internal, document)
    }

    /// The workbook that is filled in and brought back, as a file to keep.
    pub(super) fn workbook(&self, name: &str, internal: bool, document: Document<'_>) -> Told {
        let options = Options { fill_in: true, ..Options::default() };
        self.kept(name, (Format::Xlsx, &options), internal, document)
    }

    fn kept(
        &self,
        name: &str,
        (format, options): (Format, &Options),
        internal: bool,
        document: Document<'_>,
    ) -> Told {
        let document = match (internal, self.who.internal) {
            (true, true) => stamped(document),
            (false, true) => public_view(document).0,
            (_, false) => published(document),
        };
        let content = Spooled::of(|out| {
            render(document, format, options, out).map(|_| ()).map_err(Trouble::from)
        })?;
        let kind = match format {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Tsv => "text/tab-separated-values; charset=utf-8",
            Format::Json | Format::Jsonl => "application/json",
            Format::Md | Format::Table => "text/plain; charset=utf-8",
            Format::Html => "text/html; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Format::Ics => "text/calendar; charset=utf-8",
        };
        Ok(Reply::File { name: format!("{name}.{}", format.slug()), kind, content })
    }

    /// A page that tells why there is no other.
    pub(super) fn sorry(&self, mut trouble: Trouble) -> Reply {
        if let (false, Trouble::App(AppError::Unknown { nearest, .. })) =
            (self.who.internal, &mut trouble)
        {
            // What is near may be what was not published.
            nearest.clear();
        }
        let (status, words, more) = super::words::trouble(&trouble);
        let parts = vec![PagePart::Problem(words, more)];
        let title = if status == StatusCode::NOT_FOUND { "Not found" } else { "This did not work" };
        self.page_with(status, "", title, parts)
            .unwrap_or_else(|_| Reply::Page(StatusCode::INTERNAL_SERVER_ERROR, Vec::new()))
    }
}

/// Where what has a name has its page: what looks like `SET:REF` has one.
fn locate(named: Named<'_>) -> Option<String> {
    match named {
        Named::Item(name) => {
            name.split_once(':').filter(|(set, label)| !set.is_empty() && !label.is_empty())?;
            Some(item_address(name))
        }
        Named::Theme(slug) => Some(format!("/items?theme={}", escaped(slug))),
    }
}
