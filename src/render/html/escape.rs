//! Texts made harmless for HTML.

use std::fmt::{self, Display, Write};

use crate::report::{Cell, Column, Kind, Part, Value, words};

use super::super::text;
use super::faces::Chip;
use super::{Named, Ways};

/// A text in an element or a quoted attribute.
pub(super) struct Text<'t>(pub(super) &'t str);

impl Display for Text<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in text::visible(self.0).chars() {
            match char {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                _ => out.write_char(char)?,
            }
        }
        Ok(())
    }
}

/// A text in a quoted string of a style sheet within the page.
pub(super) struct InStyle<'t>(pub(super) &'t str);

impl Display for InStyle<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in text::visible(self.0).chars() {
            match char {
                '"' | '\\' | '<' | '>' | '\n' => write!(out, "\\{:x} ", u32::from(char))?,
                _ => out.write_char(char)?,
            }
        }
        Ok(())
    }
}

/// Words, as a link where the address may be one.
pub(super) struct Linked<'t>(pub(super) &'t str, pub(super) Option<&'t str>);

impl Display for Linked<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(words, url) = self;
        match url {
            Some(url) if text::is_link(url) => {
                let (before, after) = words.split_once(url).unwrap_or((words, ""));
                let before = before.trim_end_matches([' ', ',']);
                let (class, words) =
                    if before.is_empty() { (" class=\"bare\"", *url) } else { ("", before) };
                let (address, words) = (text::address(url), Text(words));
                let address = Text(&address);
                write!(out, "<a{class} href=\"{address}\" rel=\"noreferrer\">{words}</a>")?;
                write!(out, "{}", Text(after))
            }
            _ => write!(out, "{}", Text(words)),
        }
    }
}

/// A cell's value with its marks.
pub(super) struct InCell<'t>(pub(super) &'t Cell);

impl Display for InCell<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.value {
            Value::Empty => return Ok(()),
            Value::Link { text, url } => write!(out, "{}", Linked(text, Some(url)))?,
            value @ (Value::Parts(parts) | Value::Lines(parts)) => {
                let joint = text::joint(value);
                for (at, part) in parts.iter().enumerate() {
                    let joint = if at > 0 { joint } else { "" };
                    match text::lead(&part.text) {
                        lead if lead > 0 && part.url.is_none() => {
                            let (lead, rest) = part.text.split_at(lead);
                            write!(out, "{joint}<b>{}</b>{}", Text(lead), Text(rest))?;
                        }
                        _ => write!(out, "{joint}{}", InProse(part))?,
                    }
                }
            }
            Value::Term { slug, label } => {
                write!(out, "{}", Chip { slug, label, count: None })?;
            }
            Value::Date(day) => {
                write!(out, "<time datetime=\"{day}\">{}</time>", words::day(*day))?;
            }
            other => write!(out, "{}", Text(&text::for_papers(other)))?,
        }
        write!(out, "{}", Marks(text::marks(self.0.own, self.0.visibility)))
    }
}

/// A cell's words; each item that it names is a link to where that leads within the site, if it leads
/// anywhere.
pub(super) struct Located<'t> {
    cell: &'t Cell,
    of_items: bool,
    ways: Ways<'t>,
}

impl<'t> Located<'t> {
    pub(super) fn of(cell: &'t Cell, column: &Column, ways: Ways<'t>) -> Self {
        Self { cell, of_items: column.kind == Kind::Item, ways }
    }

    fn way(&self, name: &str) -> Option<String> {
        self.ways?(Named::Item(name))
    }
}

impl Display for Located<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match &self.cell.value {
            Value::Text(name) if self.of_items => Some(name),
            Value::Item { name, .. } => Some(name),
            Value::Parts(parts) if self.of_items && self.ways.is_some() => {
                for (at, part) in parts.iter().enumerate() {
                    let joint = if at > 0 { "; " } else { "" };
                    match self.way(&part.text) {
                        Some(address) => {
                            let words = InProse(part);
                            write!(out, "{joint}<a href=\"{}\">{words}</a>", Text(&address))?;
                        }
                        None => write!(out, "{joint}{}", InProse(part))?,
                    }
                }
                return Ok(());
            }
            _ => None,
        };
        match name.and_then(|name| self.way(name)) {
            Some(address) => {
                write!(out, "<a href=\"{}\">{}</a>", Text(&address), InCell(self.cell))
            }
            None => write!(out, "{}", InCell(self.cell)),
        }
    }
}

/// A part with its marks.
pub(super) struct InProse<'t>(pub(super) &'t Part);

impl Display for InProse<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = self.0;
        let words = Linked(&part.text, part.url.as_deref());
        write!(out, "{words}{}", Marks(text::marks(part.own, part.visibility)))
    }
}

struct Marks(&'static str);

impl Display for Marks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            Ok(())
        } else {
            write!(out, " <span class=\"mark\">{}</span>", self.0)
        }
    }
}
