//! Colours, where they are wanted; nothing is said by them alone.

use crate::domain::Level;

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

/// Green, blue, ochre, magenta, red, grey: for the series of a chart in their order. A program does not
/// learn whether its terminal is dark or light: of the 256 colours these lie in the middle and can be read
/// on black and on white.
const SERIES: [u8; 6] = [29, 63, 130, 133, 196, 244];

impl Style {
    /// How a level looks: the same in charts and chips.
    pub(super) fn of(level: Level) -> Self {
        match level {
            Level::Implemented => Self::Series(0),
            Level::PartiallyImplemented => Self::Series(1),
            Level::InProgress => Self::Series(2),
            Level::NotImplemented => Self::Series(3),
            Level::Regressed => Self::Series(4),
            Level::NoInformation => Self::Series(5),
            Level::NotAssessed => Self::Dim,
        }
    }
}

impl Paint {
    pub(crate) fn new(colour: bool) -> Self {
        Self { colour }
    }

    pub(super) fn paint(self, style: Style, words: &str) -> String {
        let code = match style {
            Style::Plain => String::new(),
            Style::Bold => "1".to_owned(),
            Style::Dim => "2".to_owned(),
            Style::Stamp => "1;7".to_owned(),
            Style::Series(at) => format!("38;5;{}", SERIES[at % SERIES.len()]),
        };
        if !self.colour || code.is_empty() || words.is_empty() {
            words.to_owned()
        } else {
            format!("\x1b[{code}m{words}\x1b[0m")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of a colour of the cube of 6 × 6 × 6, or of the greys after it (WCAG 2.2).
    fn luminance(colour: u8) -> f64 {
        let linear = |value: f64| {
            let part = value / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        if colour >= 232 {
            return linear(8.0 + 10.0 * f64::from(colour - 232));
        }
        let steps = [0.0, 95.0, 135.0, 175.0, 215.0, 255.0];
        let at = usize::from(colour - 16);
        let channel = |step: usize| linear(steps[step % 6]);
        0.2126 * channel(at / 36) + 0.7152 * channel(at / 6) + 0.0722 * channel(at)
    }

    #[test]
    fn every_colour_can_be_read_on_black_and_on_white() {
        for colour in SERIES {
            let light = luminance(colour);
            let (on_black, on_white) = ((light + 0.05) / 0.05, 1.05 / (light + 0.05));
            assert!(on_black >= 4.0 && on_white >= 3.9, "{colour}: {on_black} {on_white}");
        }
    }
}
