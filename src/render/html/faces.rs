//! The face of a status on a page: its rules in the style sheet, its chip, its pattern in charts.

use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

use super::super::face::{self, FACES, Face, Ground, hex};
use super::escape::Text;

/// Colours and chips of all statuses, for a style sheet.
pub(super) fn rules() -> String {
    let mut css = String::from(":root {");
    for face in &FACES {
        let _ = write!(css, " {}", variables(face, face.light));
    }
    css.push_str(" }\n@media screen and (prefers-color-scheme: dark) { :root {");
    for face in &FACES {
        let _ = write!(css, " {}", variables(face, face.dark));
    }
    css.push_str(" } }\n");
    for Face { slug, sign, .. } in &FACES {
        let _ = writeln!(
            css,
            ".chip.{slug} {{ background-color: var(--{slug}); color: var(--on-{slug}); }}\n\
             .{slug}::before {{ content: \"{sign}\"; content: \"{sign}\" / \"\"; }}\n\
             .on-{slug} {{ fill: var(--on-{slug}); }} .of-{slug} {{ color: var(--{slug}); }}"
        );
    }
    css
}

fn variables(face: &Face, colours: face::Colours) -> String {
    let slug = face.slug;
    format!("--{slug}: {}; --on-{slug}: {};", hex(colours.fill), hex(colours.text))
}

/// A status as a chip: sign, word and colour. What is no status stays plain words.
pub struct Chip<'t> {
    /// The slug of the status.
    pub slug: &'t str,
    /// The word for people.
    pub label: &'t str,
    /// How many stand there, where the chip explains a bar.
    pub count: Option<u64>,
}

impl Display for Chip<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count.map_or_else(String::new, |count| format!(" <b>{count}</b>"));
        let label = format!("{}{count}", Text(self.label));
        match face::of_term(self.slug, self.label) {
            Some(face) => write!(out, "<span class=\"chip {}\">{label}</span>", classes(face)),
            None => write!(out, "{label}"),
        }
    }
}

/// The classes of a status: its slug, and what its ground is made of.
pub(super) fn classes(face: &Face) -> String {
    let ground = match face.ground {
        Ground::Solid => "",
        Ground::Dotted => " dotted",
        Ground::Hatched => " hatched",
    };
    format!("{}{ground}", face.slug)
}

/// The patterns that all charts of a page share; once in a page that has charts.
///
/// # Errors
/// What the output gives.
pub fn write_patterns(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<svg class=\"defs\" aria-hidden=\"true\"><defs>")?;
    for face in &FACES {
        let drawing = match face.ground {
            Ground::Solid => continue,
            Ground::Dotted => "<circle cx=\"3\" cy=\"3\" r=\"1.1\"/>",
            Ground::Hatched => {
                "<path d=\"M-2 2L2 -2M0 8L8 0M6 10L10 6\" stroke=\"currentColor\" stroke-width=\"1\"/>"
            }
        };
        let size = if face.ground == Ground::Dotted { 6 } else { 8 };
        writeln!(
            out,
            "<pattern id=\"p-{0}\" class=\"grey\" width=\"{size}\" height=\"{size}\" \
             patternUnits=\"userSpaceOnUse\"><rect class=\"of-{0}\" width=\"{size}\" height=\"{size}\" \
             fill=\"currentColor\"/><g fill=\"currentColor\">{drawing}</g></pattern>",
            face.slug
        )?;
    }
    writeln!(out, "</defs></svg>")
}

/// How the parts of a chart that stand for a series are painted, and the numbers on them.
pub(super) struct SeriesPen {
    /// Attributes of the part.
    pub(super) part: String,
    /// The class of a number on it.
    pub(super) number: String,
    /// The face, where the series is a status.
    pub(super) face: Option<&'static Face>,
}

/// The pen of a series.
pub(super) fn pen(key: &str) -> SeriesPen {
    match face::of(key) {
        Some(face) if face.ground == Ground::Solid => SeriesPen {
            part: format!("class=\"part of-{key}\" fill=\"currentColor\""),
            number: format!("on-{key}"),
            face: Some(face),
        },
        Some(face) => SeriesPen {
            part: format!("class=\"part\" fill=\"url(#p-{key})\""),
            number: "bare-number".to_owned(),
            face: Some(face),
        },
        None => SeriesPen {
            part: "class=\"part grey\" fill=\"currentColor\"".to_owned(),
            number: "bare-number".to_owned(),
            face: None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_a_chip_and_another_word_is_not() {
        let chip = Chip { slug: "not-assessed", label: "Not <assessed>", count: None };
        let expected = "<span class=\"chip not-assessed hatched\">Not &lt;assessed&gt;</span>";
        assert_eq!(chip.to_string(), expected);
        let other = Chip { slug: "supported", label: "Supported", count: Some(2) };
        assert_eq!(other.to_string(), "Supported <b>2</b>");
    }

    #[test]
    fn every_status_has_its_colours_in_the_light_and_in_the_dark() {
        let rules = rules();
        for face in &FACES {
            assert_eq!(rules.matches(&format!("--{}:", face.slug)).count(), 2, "{}", face.slug);
        }
    }
}
