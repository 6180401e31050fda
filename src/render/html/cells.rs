//! Cells and their parts as a page shows them: statuses as chips, items as links, marks behind.

use std::fmt::{self, Display};

use super::super::text;
use super::escape::{Linked, Text};
use super::faces::Chip;
use super::{Named, Ways};
use crate::report::{Cell, Column, Kind, Part, Value, words};

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
