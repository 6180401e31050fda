//! How cells look: formats of numbers and dates, borders, shades, locks.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatPattern, FormatUnderline};

use super::super::face::{Colours, Face, GREY, Ground};
use crate::report::{Column, Kind};

/// Behind what is not to be changed.
const SHADE: Color = Color::RGB(0x00EE_F0F3);
const LINE: Color = Color::RGB(0x00C3_C9D1);
const LINK: Color = Color::RGB(0x000B_4F9E);

/// The looks of a workbook.
pub(super) struct Looks {
    /// Whether it is made to be filled in.
    pub(super) fill_in: bool,
    pub(super) header: Format,
    pub(super) title: Format,
    pub(super) plain: Format,
    pub(super) figure: Format,
    cell: Format,
}

impl Looks {
    pub(super) fn new(fill_in: bool) -> Self {
        let cell = Format::new()
            .set_align(FormatAlign::Top)
            .set_text_wrap()
            .set_border_bottom(FormatBorder::Hair)
            .set_border_color(LINE);
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(SHADE)
            .set_border_bottom(FormatBorder::Thin);
        let plain = Format::new().set_align(FormatAlign::Top).set_text_wrap().set_num_format("@");
        let figure = Format::new().set_num_format("0");
        Self { fill_in, header, title: Format::new().set_bold(), plain, figure, cell }
    }

    /// The look of a column's cells.
    pub(super) fn of(&self, column: &Column) -> Format {
        let format = self.cell.clone().set_num_format(match column.kind {
            Kind::Number => "0",
            Kind::Share => "0%",
            Kind::Date => "yyyy-mm-dd",
            Kind::Label | Kind::Item | Kind::Text | Kind::Status => "@",
        });
        let format = match column.kind {
            Kind::Date => format.set_align(FormatAlign::Left),
            _ => format,
        };
        match (&column.entry, self.fill_in) {
            (Some(_), true) => format.set_unlocked(),
            (None, true) => format.set_background_color(SHADE),
            (_, false) => format,
        }
    }

    /// The same for a status: its colours behind its word.
    pub(super) fn faced(format: &Format, face: &Face) -> Format {
        let Colours { fill, text } = face.light;
        let format = format.clone().set_bold().set_font_color(Color::RGB(text));
        match face.ground {
            Ground::Solid => format.set_background_color(Color::RGB(fill)),
            Ground::Dotted => format
                .set_pattern(FormatPattern::Gray0625)
                .set_foreground_color(Color::RGB(GREY.fill))
                .set_background_color(Color::RGB(fill)),
            Ground::Hatched => format
                .set_pattern(FormatPattern::LightUp)
                .set_foreground_color(LINE)
                .set_background_color(Color::RGB(fill)),
        }
    }

    /// The same for an address.
    pub(super) fn linked(format: &Format) -> Format {
        format.clone().set_font_color(LINK).set_underline(FormatUnderline::Single)
    }
}
