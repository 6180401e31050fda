//! Cells: a typed value, whether it may be handed on, and whose reading it is.

use std::borrow::Cow;
use std::collections::HashSet;

use chrono::NaiveDate;

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// Whether it may leave the terminal.
    pub visibility: Visibility,
    /// Whether this is the project's own reading (`origin = own`): people see a mark in the cell.
    pub own: bool,
}

impl Cell {
    /// The same, internal, from this history entry.
    #[must_use]
    pub fn internal(mut self, entry: i64) -> Self {
        self.visibility = Visibility::Internal(entry);
        self
    }

    /// The same, marked as the project's own reading.
    #[must_use]
    pub fn own(mut self, own: bool) -> Self {
        self.own = own;
        self
    }

    /// What somebody said, from this history entry: internal unless it was published; nothing where
    /// there is none.
    pub fn said(text: Option<&str>, public: bool, entry: i64) -> Self {
        let cell: Option<Self> = text.map(Self::from);
        cell.map_or_else(Self::default, |cell| Self {
            visibility: Visibility::of(public, entry),
            ..cell
        })
    }

    /// Text, or nothing where there is none.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or_else(Self::default, |text| Value::Text(text.into()).into())
    }
}

/// A typed value.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing: `null`, an empty cell. Never 0, never `not-assessed`.
    #[default]
    Empty,
    /// Text, a ref or a code: always a string, never a number.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A share between 0 and 1.
    Share(f64),
    /// A day.
    Date(NaiveDate),
    /// A status or another term that has a slug for scripts and a label for people.
    Term {
        /// What scripts see (`in-progress`); nothing where it is empty.
        slug: Cow<'static, str>,
        /// What people see (`In progress`).
        label: Cow<'static, str>,
    },
    /// An item of this file: scripts and terminals see what one types, papers what its document calls it.
    Item {
        /// `HC19:48`.
        name: String,
        /// `48`, where one set is all there is.
        shown: String,
    },
    /// Yes or no.
    Flag(bool),
    /// An address with the words to show for it.
    Link {
        /// The words.
        text: String,
        /// `http` or `https` address.
        url: String,
    },
    /// Several values in order, each with its own visibility; joined by `; ` in one cell.
    Parts(Vec<Part>),
    /// The same, each on a line of its own.
    Lines(Vec<Part>),
}

/// One of several values in a cell or paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// The words.
    pub text: String,
    /// What papers print, where it is another: a day as the UN prints it.
    pub printed: Option<String>,
    /// The address behind them, if any.
    pub url: Option<String>,
    /// Whether it may leave the terminal.
    pub visibility: Visibility,
    /// Whether it is the project's own reading.
    pub own: bool,
}

impl Part {
    /// Public words.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Whether a value may be handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Visibility {
    /// It may.
    #[default]
    Public,
    /// It may not, unless asked for by name; the number is the history entry it came with, so that
    /// what was left out can be counted by entry. 0 is not counted: authors, who never are public.
    Internal(i64),
}

impl Visibility {
    /// `Internal(entry)` unless it was published.
    pub fn of(public: bool, entry: i64) -> Self {
        if public { Self::Public } else { Self::Internal(entry) }
    }

    /// That of what hangs on something else: internal where either is.
    #[must_use]
    pub fn or(self, whole: Self) -> Self {
        if whole == Self::Public { self } else { whole }
    }

    /// Remembers the entry and says true where this is internal.
    pub(crate) fn left_out(self, seen: &mut HashSet<i64>) -> bool {
        match self {
            Self::Public => false,
            Self::Internal(entry) => {
                if entry != 0 {
                    seen.insert(entry);
                }
                true
            }
        }
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Self { value, ..Self::default() }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned()).into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Value::Text(text).into()
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Value::Number(number).into()
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Value::Date(day).into()
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::default, Into::into)
    }
}
