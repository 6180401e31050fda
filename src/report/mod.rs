//! Answers as plain values.
//!
//! Whatever the program says that is longer than a sentence is a [`Document`]: a title, facts, and
//! blocks (headings, paragraphs, tables, charts, notes). A document knows no format, no colour and
//! no width; `render` turns it into one. Parts that were not published carry their
//! [`Visibility`], and [`visibility::public_view`] is the one place that removes them.

pub mod accounts;
mod amendments;
pub mod changes;
pub mod compare;
pub mod concerned;
pub mod data;
pub mod disagreement;
pub mod document;
pub mod duties;
pub mod editable;
pub mod evidence;
pub mod field;
pub mod gaps;
pub mod history;
pub mod imports;
pub mod indicators;
pub mod item;
pub mod items;
pub mod labels;
pub mod lineage;
pub mod links;
pub mod plans;
pub mod progress;
pub mod registers;
pub mod remarks;
pub mod repeats;
pub mod requests;
pub mod sheet;
pub mod suggestions;
pub mod templates;
pub mod trend;
pub mod visibility;
pub mod words;

pub use document::{
    Bar, Block, Cell, Chart, Column, Course, CoursePoint, Document, Entry, Fact, FeedError, Figure,
    Glance, Kind, MADE_BY, Mark, PaperForm, Part, Row, Rows, Series, Table, TableShape, Value,
    Visibility,
};
