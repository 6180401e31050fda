//! Items: chosen and searched.

use crate::domain::lines::ItemLine;
use crate::domain::{Filter, View};
use crate::store::{Result, Visit};

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

/// Items: chosen and searched.
pub trait ReadItems {
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
}
