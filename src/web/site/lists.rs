//! Lists of items: of the whole set, and of each theme, a hundred items a page.

use super::{SiteWriter, Unpublished, plain};
use crate::app::App;
use crate::render::RenderError;
use crate::render::page::{Link, PagePart};
use crate::report::visibility::published;
use crate::report::{Block, Document, Row, Rows, Table};

/// So many items a page.
const MOST: usize = 100;

/// A list that is written page by page.
struct PagedList<'a> {
    /// The file of a page, by its number.
    file: &'a dyn Fn(usize) -> String,
    title: String,
    /// What stands above the first page.
    before: Vec<String>,
    stamp: Option<String>,
    table: Table<'a>,
}

impl SiteWriter<'_> {
    /// The list of all items.
    pub(super) fn lists(&mut self, app: &mut App<'_>) -> Result<(), Unpublished> {
        let document = published(app.list(&self.question())?);
        let title = document.title.clone();
        self.in_pages(document, title, &list_file)
    }

    /// The items of each theme.
    pub(super) fn themes(&mut self, app: &mut App<'_>) -> Result<(), Unpublished> {
        let themes = app.choices(&self.question())?.themes;
        for (slug, label) in themes {
            let mut question = self.question();
            question.filter.themes = vec![slug.clone()];
            let document = published(app.list(&question)?);
            self.in_pages(document, label, &|number| theme_file(&slug, number))?;
        }
        Ok(())
    }

    /// A list, so many items a page.
    fn in_pages(
        &mut self,
        mut document: Document<'_>,
        title: String,
        file: &dyn Fn(usize) -> String,
    ) -> Result<(), Unpublished> {
        let Some(at) = document.blocks.iter().position(|it| matches!(it, Block::Table(_))) else {
            return Ok(());
        };
        let Block::Table(mut table) = document.blocks.remove(at) else { return Ok(()) };
        let rows = std::mem::replace(&mut table.rows, Rows::Held(Vec::new()));
        let before: Vec<String> = document
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Paragraph(text) => Some(text.clone()),
                _ => None,
            })
            .collect();
        let list = PagedList { file, title, before, stamp: document.stamp.clone(), table };
        let (mut held, mut number): (Vec<Row>, usize) = (Vec::new(), 1);
        let mut failure = None;
        let each = rows.each(&mut |row| {
            if held.len() == MOST {
                let written = self.list(&list, std::mem::take(&mut held), number, true);
                if let Err(error) = written {
                    failure = Some(error);
                    return Err("a page was not written".into());
                }
                number += 1;
            }
            held.push(row);
            Ok(())
        });
        if let Some(error) = failure {
            return Err(error);
        }
        each.map_err(RenderError::from)?;
        self.list(&list, held, number, false)
    }

    /// One page of a list.
    fn list(
        &mut self,
        list: &PagedList<'_>,
        rows: Vec<Row>,
        number: usize,
        more: bool,
    ) -> Result<(), Unpublished> {
        let mut document = Document::new(list.title.clone());
        document.stamp.clone_from(&list.stamp);
        if number == 1 {
            document.blocks.extend(list.before.iter().cloned().map(Block::Paragraph));
        }
        let table =
            Table::new(list.table.name, list.table.title.clone(), list.table.columns.clone());
        document.blocks.push(Block::Table(table.with_rows(rows).main()));
        let name = (list.file)(number);
        // Pages of a list stand beside each other.
        let beside = |number: usize| {
            let file = (list.file)(number);
            file.rsplit('/').next().map(str::to_owned).unwrap_or(file)
        };
        let mut links = Vec::new();
        if number > 1 {
            links.push(Link::new("Earlier page", beside(number - 1)));
        }
        if more {
            links.push(Link::new("Next page", beside(number + 1)));
        }
        let mut parts = vec![PagePart::Document(document)];
        if !links.is_empty() {
            parts.push(PagePart::Links("More of this list".to_owned(), links));
        }
        self.page(&name, &list.title, parts)
    }
}

/// The file of a page of the list of all items.
fn list_file(number: usize) -> String {
    if number == 1 { "items.html".to_owned() } else { format!("items-{number}.html") }
}

/// The file of a page of a theme's items; `~` stands in no theme's name, as `-` does.
pub(super) fn theme_file(slug: &str, number: usize) -> String {
    let slug = plain(slug);
    if number == 1 { format!("theme/{slug}.html") } else { format!("theme/{slug}~{number}.html") }
}
