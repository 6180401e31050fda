//! The public pages as plain files: no server is needed, links are relative, the same file gives the same
//! bytes on the same day.
//!
//! It goes out in rounds. What earlier rounds showed stands in the folder itself (`rounds.json`), so that the
//! next one can say what will be seen for the first time.

mod feed;
mod lists;
mod rounds;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::addresses::style;
use crate::app::answers::pages::{PublicItem, PubliclySeen};
use crate::app::{App, AppError, By, FilterWords, Question, ViewWords};
use crate::domain::dates::months_before;
use crate::domain::{DateWord, PartialDate};
use crate::render::RenderError;
use crate::render::html::{Named, SCRIPT};
use crate::render::page::{self, Link, Page, PagePart, Site};
use crate::report::visibility::published;
use rounds::Rounds;
pub use rounds::{First, Round};

/// What moved in so many months is told.
const LATELY: u32 = 12;
/// The file that tells a folder of this program from another.
const MARK: &str = "rounds.json";

/// The page of what is done.
const PLAN: &str = "plan.html";

/// The word for all sets.
const EVERY: &str = "all";

/// What is published, and where.
#[derive(Debug, Clone)]
pub struct Publishing {
    /// The set.
    pub set: String,
    /// The folder.
    pub folder: PathBuf,
    /// Where the folder will be on the web; without it there is no feed.
    pub base: Option<String>,
    /// As of which day.
    pub as_of: Option<DateWord>,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// Only say what would be seen for the first time.
    pub dry_run: bool,
}

/// What went out.
#[derive(Debug)]
pub struct PublishedSite {
    /// How many pages.
    pub pages: usize,
    /// What is seen for the first time.
    pub round: Round,
}

/// Why nothing went out; the folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Unpublished {
    /// The program refuses.
    #[error(transparent)]
    App(#[from] AppError),
    /// A page could not be made.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// A file could not be written.
    #[error("cannot write `{path}`: {source}")]
    File {
        /// Which.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The folder holds something else.
    #[error("`{0}` is there, and is no site of this program")]
    Foreign(String),
    /// An address that is none.
    #[error("`{0}` is no address of a folder on the web")]
    Base(String),
    /// Every set at once: pages are called by the refs of one, and those of another would take their places.
    #[error("`{0}` names every set: a site shows one")]
    Several(String),
}

/// Writes the public pages beside the folder, and puts them in its place.
///
/// # Errors
/// [`Unpublished`]; then the folder is as it was.
pub fn publish(app: &mut App<'_>, words: &Publishing) -> Result<PublishedSite, Unpublished> {
    if words.set.eq_ignore_ascii_case(EVERY) {
        return Err(Unpublished::Several(words.set.clone()));
    }
    if let Some(base) = &words.base {
        let web = base.starts_with("https://") || base.starts_with("http://");
        if !web || base.contains(|sign: char| sign.is_whitespace() || "\"<>&'".contains(sign)) {
            return Err(Unpublished::Base(base.clone()));
        }
    }
    let mark = words.folder.join(MARK);
    if words.folder.symlink_metadata().is_ok() && !mark.is_file() {
        return Err(Unpublished::Foreign(words.folder.display().to_string()));
    }
    let earlier = Rounds::read(&mark);
    let parent = match words.folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let failed = |source| Unpublished::File { path: words.folder.display().to_string(), source };
    let place = tempfile::Builder::new().prefix(".upr-out-").tempdir_in(&parent).map_err(failed)?;
    let mut writer =
        SiteWriter { words, place: place.path().to_owned(), pages: 0, has_plan: false };
    let plan = app.plans_for(&writer.question())?;
    writer.has_plan = plan.is_some();
    let today = app.now().today;
    let day = words.as_of.map_or(today, |word| word.day(today, crate::domain::Edge::Last));
    let mut seen = Vec::new();
    writer.items(app, &mut seen)?;
    let (rounds, round) = earlier.and(day, seen);
    if words.dry_run {
        return Ok(PublishedSite { pages: writer.pages, round });
    }
    writer.front(app)?;
    writer.lists(app)?;
    writer.themes(app)?;
    writer.others(app)?;
    if let Some(plan) = plan {
        writer.page(PLAN, "Plan", vec![PagePart::Document(published(plan))])?;
    }
    writer.file("style.css", style().as_bytes())?;
    writer.file("script.js", SCRIPT.as_bytes())?;
    writer.file(MARK, rounds.written().as_bytes())?;
    if let Some(base) = &words.base {
        writer.file("feed.xml", feed::written(base, &words.set, &rounds).as_bytes())?;
    }
    let pages = writer.pages;
    swap(place, &words.folder).map_err(failed)?;
    Ok(PublishedSite { pages, round })
}

/// Puts a folder in the place of another; what was there is gone only then.
fn swap(place: tempfile::TempDir, folder: &Path) -> io::Result<()> {
    readable(place.path())?;
    if folder.symlink_metadata().is_ok() {
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let old = tempfile::Builder::new()
            .prefix(".upr-old-")
            .tempdir_in(parent.unwrap_or(Path::new(".")))?;
        let aside = old.path().join("site");
        fs::rename(folder, &aside)?;
        if let Err(error) = fs::rename(place.path(), folder) {
            fs::rename(&aside, folder)?;
            return Err(error);
        }
    } else {
        fs::rename(place.path(), folder)?;
    }
    // It has another name now.
    drop(place.keep());
    Ok(())
}

/// Temporary folders are for oneself; this one is for all.
#[cfg(unix)]
fn readable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Where pages are written.
struct SiteWriter<'w> {
    words: &'w Publishing,
    place: PathBuf,
    pages: usize,
    /// Whether any action that was published is taken for an item of the set.
    has_plan: bool,
}

impl SiteWriter<'_> {
    fn question(&self) -> Question {
        Question {
            filter: FilterWords { sets: vec![self.words.set.clone()], ..FilterWords::default() },
            view: ViewWords { as_of: self.words.as_of, ..ViewWords::default() },
            ..Question::default()
        }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> Result<(), Unpublished> {
        let path = self.place.join(name);
        let failed = |source| Unpublished::File { path: name.to_owned(), source };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&path, bytes).map_err(failed)
    }

    /// A page; `name` is its place below the folder.
    fn page(
        &mut self,
        name: &str,
        title: &str,
        mut parts: Vec<PagePart<'_>>,
    ) -> Result<(), Unpublished> {
        self.pages += 1;
        if self.words.dry_run {
            return Ok(());
        }
        let up = if name.contains('/') { "../" } else { "" };
        let mut stamp = None;
        for part in &mut parts {
            if let PagePart::Document(document) = part {
                stamp = stamp.or_else(|| document.stamp.take());
                document.footer.clear();
                document.facts.clear();
            }
        }
        let known = [
            ("index.html", "Where things stand"),
            ("items.html", "Recommendations"),
            ("changes.html", "What moved"),
            ("calendar.html", "Calendar"),
            ("timeline.html", "Timeline"),
        ];
        let plan = self.has_plan.then_some((PLAN, "Plan"));
        let link = |(to, words): (&str, &str)| Link {
            words: words.to_owned(),
            to: format!("{up}{to}"),
            here: to == name,
        };
        let site = Site {
            name: "Follow-up".to_owned(),
            home: format!("{up}index.html"),
            pages: known.into_iter().chain(plan).map(link).collect(),
            assets: [format!("{up}style.css"), format!("{up}script.js")],
            feed: self.words.base.as_ref().map(|_| format!("{up}feed.xml")),
            unlisted: !self.words.indexed,
            ..Site::default()
        };
        let title = title.to_owned();
        let page = Page { title, site, refused: false, parts, stamp, footer: Vec::new() };
        let set = format!("{}:", self.words.set.to_uppercase());
        let ways = |named: Named<'_>| match named {
            Named::Item(item) => {
                item.to_uppercase().starts_with(&set).then(|| format!("{up}{}", item_file(item)))
            }
            Named::Theme(slug) => Some(format!("{up}{}", lists::theme_file(slug, 1))),
        };
        let mut bytes = Vec::new();
        page::write(page, &ways, &mut bytes)?;
        self.file(name, &bytes)
    }

    fn items(
        &mut self,
        app: &mut App<'_>,
        seen: &mut Vec<PubliclySeen>,
    ) -> Result<(), Unpublished> {
        let question = self.question();
        app.each_item_page(&question, &mut |item: PublicItem| {
            let document = published(item.document);
            let title = document.title.clone();
            let actions = item.actions.map(|actions| PagePart::Document(published(actions)));
            let parts = std::iter::once(PagePart::Document(document)).chain(actions).collect();
            self.page(&item_file(&item.seen.name), &title, parts)?;
            seen.push(item.seen);
            Ok::<_, Unpublished>(())
        })
    }

    fn front(&mut self, app: &mut App<'_>) -> Result<(), Unpublished> {
        let document = published(app.report_figures(&self.question(), By::Theme)?);
        let title = document.title.clone();
        self.page("index.html", &title, vec![PagePart::Document(document)])
    }

    fn others(&mut self, app: &mut App<'_>) -> Result<(), Unpublished> {
        let question = self.question();
        let today = app.now().today;
        let day = self.words.as_of.map_or(today, |word| word.day(today, crate::domain::Edge::Last));
        let since = DateWord::Written(PartialDate::Day(months_before(day, LATELY)));
        let pages = [
            ("changes.html", "What moved", app.changes(&question, since, None)?),
            ("calendar.html", "Calendar", app.calendar(&question)?),
            ("timeline.html", "Timeline", app.timeline(&question)?),
        ];
        for (name, title, document) in pages {
            self.page(name, title, vec![PagePart::Document(published(document))])?;
        }
        Ok(())
    }
}

/// The file of an item: names that differ in case only, or by signs that a disk does not take, stay apart.
fn item_file(name: &str) -> String {
    let label = name.split_once(':').map_or(name, |(_, label)| label);
    format!("item/{}.html", plain(label))
}

fn plain(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("_{byte:02x}"));
        }
        out
    })
}
