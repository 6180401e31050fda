//! What every format prints beside what a document says, each once.

/// What stands where a table has no rows.
pub const NOTHING: &str = "Nothing to show here.";
/// Before what a person still has to write.
pub const TO_WRITE: &str = "To write:";
/// Above the list of contents.
pub const CONTENTS: &str = "Contents";
/// Over the sums of a chart's figures.
pub const IN_ALL: &str = "In all";
/// A group without a name.
pub const NO_GROUP: &str = "(none)";
/// Before a table's number.
pub const TABLE: &str = "Table";
/// Before a drawing's number.
pub const FIGURE: &str = "Figure";
/// Over the numbers of items, where what they are called is too long.
pub const NUMBER: &str = "No.";
/// Behind what is the author's own classification.
pub const OWN: &str = "(own)";
/// Behind what may not be handed on.
pub const INTERNAL: &str = "[internal]";
/// Both.
pub const OWN_INTERNAL: &str = "(own) [internal]";
/// The way past the head of a page.
pub const SKIP: &str = "Skip to the content";
/// What opens the table below a chart.
pub const FIGURES_OF_CHART: &str = "The figures of this chart";
/// The language that all of this is in, and from which side it runs.
pub const LANGUAGE: [&str; 2] = ["en", "ltr"];
/// The same as word processors name it.
pub const LOCALE: &str = "en-GB";

/// Whether, in a cell.
pub fn yes_or_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}
