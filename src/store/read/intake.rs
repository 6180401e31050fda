//! What files that are brought in are matched with, and texts what is suggested goes by.

use crate::domain::bodies::{BodyLine, IdentityLine, ItemFacts};
use crate::domain::lines::TextLine;
use crate::store::{Result, Visit};

/// What files that are brought in are matched with, and texts what is suggested goes by.
pub trait ReadIntake {
    /// Every set, plans left out, as a place that a file may go to.
    fn list_bodies(&self) -> Result<Vec<BodyLine>>;
    /// Gives what the items of these sets are found again by (of all sets where none is named) to
    /// the visitor: by set, then in order; components are not among them.
    fn each_identity(
        &self,
        sets: &[i64],
        visit: &mut dyn FnMut(IdentityLine) -> Visit,
    ) -> Result<()>;
    /// What is known of these items, in one statement.
    fn list_item_facts(&self, items: &[i64]) -> Result<Vec<ItemFacts>>;
    /// Gives each text in force to the visitor, components too, with the terms of one vocabulary that
    /// it carries: by set, then in order.
    fn each_text(&self, vocabulary: &str, visit: &mut dyn FnMut(TextLine) -> Visit) -> Result<()>;
}
