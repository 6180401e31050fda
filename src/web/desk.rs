//! Where a page is made: who it is for, what surrounds it, and what of an answer they may see.

use std::sync::{Arc, LazyLock};

use axum::http::StatusCode;
use sha2::{Digest, Sha256};

use super::door::Who;
use super::pages::Whose;
use super::pool::Undone;
use super::reply::{self, Reply};
use super::server::Office;
use super::spool::Spooled;
use crate::app::{App, AppError, FilterWords, Question};
use crate::domain::ledger::hex;
use crate::render::form::{Field, Form};
use crate::render::html::{Named, SCRIPT};
use crate::render::page::{self, Link, Page, Part, Site};
use crate::render::{Format, Options, RenderError, render};
use crate::report::Document;
use crate::report::visibility::{public_view, published, stamped};
use axum::response::Response;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The program refuses.
    App(AppError),
    /// The answer could not be written.
    Render(RenderError),
    /// There is no such page.
    Nowhere,
    /// They may not do this.
    Forbidden,
}

/// What came of a request.
pub(super) type Told = Result<Reply, Trouble>;

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<RenderError> for Trouble {
    fn from(error: RenderError) -> Self {
        Self::Render(error)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Render(RenderError::Io(error))
    }
}

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

/// Where style sheet and script are; the address changes with the content.
pub(super) fn assets() -> [String; 2] {
    static ASSETS: LazyLock<[String; 2]> = LazyLock::new(|| {
        let mark = |text: &str| hex(&Sha256::digest(text)[..6]);
        [format!("/style.css?v={}", mark(style())), format!("/script.js?v={}", mark(SCRIPT))]
    });
    ASSETS.clone()
}

/// The style sheet, made once.
pub(super) fn style() -> &'static str {
    static STYLE: LazyLock<String> = LazyLock::new(page::style);
    &STYLE
}

/// The address of an item's page.
pub(super) fn item_address(name: &str) -> String {
    format!("/item/{}", escaped(name))
}

/// A text as a part of an address.
pub(super) fn escaped(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~:".contains(byte);
    text.as_bytes().iter().fold(String::new(), |mut out, byte| {
        if plain(byte) {
            out.push(char::from(*byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
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
            fields: Vec::<Field>::new(),
            ..Form::default()
        };
        self.form(form)
    }

    /// What surrounds a page; `here` is the address of one of the site's pages.
    fn site(&self, here: &str) -> Site {
        let pages = super::pages::PAGES.iter().filter(|page| match page.whose {
            Whose::All => true,
            Whose::Editors => self.edits(),
            Whose::Contributors => self.who.institution.is_some() && self.writes(),
        });
        let link = |page: &super::pages::Known| Link {
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
    pub(super) fn page(&self, here: &str, title: &str, parts: Vec<Part<'_>>) -> Told {
        self.page_with(StatusCode::OK, here, title, parts)
    }

    /// A page with another status.
    pub(super) fn page_with(
        &self,
        status: StatusCode,
        here: &str,
        title: &str,
        mut parts: Vec<Part<'_>>,
    ) -> Told {
        let mut stamp = None;
        for part in &mut parts {
            if let Part::Document(document) | Part::Sorted(document, _) = part {
                stamp = stamp.or_else(|| document.stamp.take());
            }
        }
        let refused = |part: &Part<'_>| match part {
            // What only reads records nothing, and is refused nothing.
            Part::Form(form) => form.writes && form.is_refused(),
            Part::Problem(..) => status != StatusCode::NOT_FOUND,
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
        let parts = vec![Part::Problem(words, more)];
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
