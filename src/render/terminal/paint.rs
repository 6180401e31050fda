//! Colours, where they are wanted; nothing is said by them alone.

/// Whether to colour.
#[derive(Clone, Copy)]
pub(crate) struct Paint {
    colour: bool,
}

/// How a stretch of text looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Bold,
    Dim,
    Stamp,
    /// One of the colours of a chart's series.
    Series(usize),
}

/// Green, blue, yellow, magenta, red, cyan: for the solid series of a chart in their order.
const SERIES: [&str; 6] = ["32", "34", "33", "35", "31", "36"];

impl Paint {
    pub(crate) fn new(colour: bool) -> Self {
        Self { colour }
    }

    pub(super) fn paint(self, style: Style, words: &str) -> String {
        let code = match style {
            Style::Plain => "",
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Stamp => "1;7",
            Style::Series(at) => SERIES[at % SERIES.len()],
        };
        if !self.colour || code.is_empty() || words.is_empty() {
            words.to_owned()
        } else {
            format!("\x1b[{code}m{words}\x1b[0m")
        }
    }
}
