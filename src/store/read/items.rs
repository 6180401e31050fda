//! Items: by name, chosen, searched, counted.

use crate::domain::lines::{CountLine, ItemLine};
use crate::domain::{Filter, View};
use crate::store::{Result, Visit};

/// By what a progress figure is broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Not at all.
    Whole,
    /// The theme it stands under, by number.
    Theme,
    /// The set's key.
    Set,
    /// The affected group, by number.
    Group,
    /// The SDG goal or target, by number; what is tagged with a target counts under its goal, too.
    Sdg,
    /// UPR Info's issue, by number.
    Issue,
    /// The cluster, by number.
    Cluster,
    /// The State's position.
    Position,
    /// The State under review, ISO 3166.
    State,
    /// The key of the institution that leads; of leads that were not published only where `internal`.
    Lead {
        /// Whether they count.
        internal: bool,
    },
}

/// How much of an item is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Text, headline, components, position.
    Brief,
    /// Everything in [`ItemLine`].
    Full,
}

/// Which rows of items are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Levels {
    /// Items only.
    Items,
    /// Items, and components where the item itself does not match.
    Matching,
    /// Items and all their components, each right after its item.
    All,
}

/// Items: by name, chosen, searched, counted.
pub trait ReadItems {
    /// Items with this ref (lower case), in a set or in all: id, set key, ref.
    fn list_named(&self, set: Option<i64>, folded: &str) -> Result<Vec<(i64, String, String)>>;
    /// Refs of a set or of all (`SET:REF`), for naming the nearest; at most `limit`, those that
    /// begin alike first.
    fn list_names(&self, set: Option<i64>, folded: &str, limit: usize) -> Result<Vec<String>>;
    /// The items between two of the same set and depth, both included, in order.
    fn list_range(&self, from: i64, to: i64) -> Result<Vec<i64>>;
    /// The components of an item, in order.
    fn list_components(&self, item: i64) -> Result<Vec<i64>>;
    /// Gives each chosen item to the visitor, in order; a few statements for some hundred items.
    fn each_item(
        &self,
        filter: &Filter,
        view: &View,
        detail: Detail,
        levels: Levels,
        visit: &mut dyn FnMut(ItemLine) -> Visit,
    ) -> Result<()>;
    /// Items found by words, best first, with the marked passage (`\u{2}hit\u{3}`).
    fn search(
        &self,
        words: &[String],
        filter: &Filter,
        view: &View,
        limit: usize,
    ) -> Result<Vec<(ItemLine, String)>>;
    /// Progress figures: items that count ([`crate::domain::counting`]) by status and dimension; compound items by what their components make of them.
    fn count_statuses(&self, filter: &Filter, view: &View, by: Dimension)
    -> Result<Vec<CountLine>>;
    /// How many of the chosen items do not count in figures: offers, mandates, advice, concerns,
    /// commitments, and what is addressed to others.
    fn count_uncounted(&self, filter: &Filter, view: &View) -> Result<i64>;
    /// How many of the chosen items that would count are superseded.
    fn count_superseded(&self, filter: &Filter, view: &View) -> Result<i64>;
}
