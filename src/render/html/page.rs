//! Pages of a site: documents and forms between the site's head and its foot, in the look of the
//! reports. The page that `upr serve` answers with and the file that `upr site` writes are the same.

use std::io::{self, Write};

use super::super::RenderError;
pub use super::Sorting;
use super::cells::InProse;
use super::escape::Text;
use super::form::{self, Form};
use super::frame::write_footer;
use super::{BlockWriter, Chip, Named, write_patterns};
use crate::report::words::marks;
use crate::report::{Block, Document, Part};

/// The style sheet of all pages, reports' part first.
pub fn style() -> String {
    format!("{}{}", super::style(), include_str!("page.css"))
}

/// Where what has a name has its page; none where it has none.
pub type Locate<'a> = dyn Fn(Named<'_>) -> Option<String> + 'a;

/// A page of a site.
pub struct Page<'a> {
    /// Its title.
    pub title: String,
    /// What is the same on all pages of the site.
    pub site: Site,
    /// Whether a form on it was refused: the title says so.
    pub refused: bool,
    /// Its parts, in reading order.
    pub parts: Vec<PagePart<'a>>,
    /// A line that must stand on every page, if any.
    pub stamp: Option<String>,
    /// What stands at its foot.
    pub footer: Vec<String>,
}

/// What is the same on all pages of a site.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// What it is called.
    pub name: String,
    /// Where its first page is.
    pub home: String,
    /// Its other pages.
    pub pages: Vec<Link>,
    /// Where words are searched for, if they can be.
    pub search: Option<String>,
    /// Who is signed in.
    pub person: Option<String>,
    /// The way out.
    pub leave: Option<Form>,
    /// Where style sheet and script are.
    pub assets: [String; 2],
    /// The feed of what changed, if there is one.
    pub feed: Option<String>,
    /// Whether search engines are asked to leave it alone.
    pub unlisted: bool,
}

/// A link.
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// Its words.
    pub words: String,
    /// Where it leads.
    pub to: String,
    /// Whether it is where one is.
    pub here: bool,
}

impl Link {
    /// A link.
    pub fn new(words: impl Into<String>, to: impl Into<String>) -> Self {
        Self { words: words.into(), to: to.into(), here: false }
    }
}

/// One part of a page.
pub enum PagePart<'a> {
    /// An answer: its title is a heading unless it is the page's.
    Document(Document<'a>),
    /// The same, with a table in it whose rows can stand in other orders.
    Sorted(Document<'a>, Sorting),
    /// A heading of the second level.
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<Part>),
    /// Something to fill in.
    Form(Form),
    /// How something stands: its level, slug and label, and what is to be known of that.
    State(&'static str, &'static str, String),
    /// What was done, with what can be done about it.
    Done(String, Vec<Form>),
    /// What could not be done, or must be borne in mind.
    Problem(String, Vec<String>),
    /// Links of one kind, and what they are.
    Links(String, Vec<Link>),
}

/// Writes the page; `ways` tells where what has a name has its page.
///
/// # Errors
/// A failing output, or a failing source of rows.
pub fn write(page: Page<'_>, ways: &Locate<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    write_head(&page, out)?;
    if let Some(stamp) = &page.stamp {
        writeln!(
            out,
            "<aside class=\"stamp\" aria-label=\"About this file\">{}</aside>",
            Text(stamp)
        )?;
    }
    write_site(&page.site, out)?;
    writeln!(
        out,
        "<main id=\"content\" tabindex=\"-1\">\n<h1 dir=\"auto\">{}</h1>",
        Text(&page.title)
    )?;
    let has_chart = |part: &PagePart<'_>| match part {
        PagePart::Document(document) | PagePart::Sorted(document, _) => {
            document.glance.is_some()
                || document.blocks.iter().any(|block| matches!(block, Block::Chart(_)))
        }
        _ => false,
    };
    if page.parts.iter().any(has_chart) {
        write_patterns(out)?;
    }
    let mut inner = BlockWriter::new(&page.title, 1, out).leading(Some(ways));
    for part in page.parts {
        write_part(part, &page.title, &mut inner)?;
    }
    writeln!(out, "</main>")?;
    write_footer(page.footer.iter().map(String::as_str), page.stamp.as_deref(), out)?;
    let [_, script] = &page.site.assets;
    if !script.is_empty() {
        writeln!(out, "<script src=\"{}\"></script>", Text(script))?;
    }
    Ok(writeln!(out, "</body>\n</html>")?)
}

fn write_head(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let [style, _] = &page.site.assets;
    let (language, side) = marks::language();
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"{side}\">\n<head>\n<meta charset=\"utf-8\">"
    )?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    if page.site.unlisted {
        writeln!(out, "<meta name=\"robots\" content=\"noindex\">")?;
    }
    let refused = if page.refused { "Not recorded: " } else { "" };
    let name = &page.site.name;
    let title =
        if *name == page.title { name.clone() } else { format!("{} – {name}", page.title) };
    writeln!(out, "<title>{refused}{}</title>", Text(&title))?;
    writeln!(out, "<link rel=\"stylesheet\" href=\"{}\">", Text(style))?;
    writeln!(out, "<link rel=\"icon\" href=\"data:,\">")?;
    if let Some(feed) = &page.site.feed {
        writeln!(
            out,
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"What changed\" href=\"{}\">",
            Text(feed)
        )?;
    }
    writeln!(
        out,
        "</head>\n<body class=\"page\">\n<a class=\"skip\" href=\"#content\">{}</a>",
        marks::skip()
    )
}

/// Name, pages, search, and who is signed in.
fn write_site(site: &Site, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<header class=\"site\">")?;
    writeln!(
        out,
        "<p class=\"brand\"><a href=\"{}\" dir=\"auto\">{}</a></p>",
        Text(&site.home),
        Text(&site.name)
    )?;
    writeln!(out, "<nav aria-label=\"Pages\"><ul>")?;
    for link in &site.pages {
        write!(out, "<li>")?;
        write_link(link, out)?;
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul></nav>")?;
    if let Some(search) = &site.search {
        writeln!(
            out,
            "<form class=\"find\" role=\"search\" method=\"get\" action=\"{}\">\
             <label for=\"find\">Search the texts</label>\
             <input type=\"search\" id=\"find\" name=\"q\"><button type=\"submit\">Search</button></form>",
            Text(search)
        )?;
    }
    if let Some(person) = &site.person {
        writeln!(out, "<div class=\"person\"><p dir=\"auto\">{}</p>", Text(person))?;
        if let Some(leave) = &site.leave {
            form::write(leave, out)?;
        }
        writeln!(out, "</div>")?;
    }
    writeln!(out, "</header>")
}

fn write_link(link: &Link, out: &mut dyn Write) -> io::Result<()> {
    let here = if link.here { " aria-current=\"page\"" } else { "" };
    write!(out, "<a href=\"{}\"{here} dir=\"auto\">{}</a>", Text(&link.to), Text(&link.words))
}

fn write_part(
    part: PagePart<'_>,
    title: &str,
    inner: &mut BlockWriter<'_>,
) -> Result<(), RenderError> {
    match part {
        PagePart::Document(document) => return write_document(document, title, inner),
        PagePart::Sorted(document, sorting) => {
            inner.sorting = Some(sorting);
            let written = write_document(document, title, inner);
            inner.sorting = None;
            return written;
        }
        PagePart::Heading(words) => inner.heading(1, words)?,
        PagePart::Paragraph(words) => {
            write!(inner.out, "<p dir=\"auto\">")?;
            for part in &words {
                write!(inner.out, "{}", InProse(part))?;
            }
            writeln!(inner.out, "</p>")?;
        }
        PagePart::Form(form) => form::write(&form, inner.out)?,
        PagePart::State(slug, label, words) => {
            let chip = Chip { slug, label, count: None };
            writeln!(
                inner.out,
                "<p class=\"state-now\" dir=\"auto\">{chip} <span>{}</span></p>",
                Text(&words)
            )?;
        }
        PagePart::Done(words, forms) => {
            writeln!(
                inner.out,
                "<div class=\"done\" role=\"status\"><p dir=\"auto\">{}</p>",
                Text(&words)
            )?;
            for form in &forms {
                form::write(form, inner.out)?;
            }
            writeln!(inner.out, "</div>")?;
        }
        PagePart::Problem(words, more) => {
            writeln!(
                inner.out,
                "<div class=\"problem\" role=\"alert\"><p dir=\"auto\"><b>{}</b></p>",
                Text(&words)
            )?;
            for line in &more {
                writeln!(inner.out, "<p dir=\"auto\">{}</p>", Text(line))?;
            }
            writeln!(inner.out, "</div>")?;
        }
        PagePart::Links(what, links) => {
            writeln!(inner.out, "<nav class=\"links\" aria-label=\"{}\"><ul>", Text(&what))?;
            for link in &links {
                write!(inner.out, "<li>")?;
                write_link(link, inner.out)?;
                writeln!(inner.out, "</li>")?;
            }
            writeln!(inner.out, "</ul></nav>")?;
        }
    }
    Ok(())
}

fn write_document(
    document: Document<'_>,
    title: &str,
    inner: &mut BlockWriter<'_>,
) -> Result<(), RenderError> {
    if document.title == title {
        return inner.opened(document);
    }
    if !document.title.is_empty() {
        inner.heading(1, document.title)?;
    }
    inner.blocks(document.blocks)
}
