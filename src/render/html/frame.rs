//! What stands around the content: head with style and policy, stamp, the facts at a glance, foot.

use std::io::{self, Write};

use super::super::{people, text};
use super::cells::InCell;
use super::escape::{InStyle, Text};
use super::faces;
use crate::report::labels::fact_name;
use crate::report::words::{self, marks};
use crate::report::{Cell, Document, Fact, Figure, Value};

const COLOURS: &str = include_str!("colours.css");
const STYLE: &str = include_str!("style.css");
/// More figures are no first screen.
const MOST_FIGURES: usize = 4;

/// The one style sheet of reports and pages: colours, the faces of statuses, everything else.
pub fn style() -> String {
    format!("{COLOURS}{}{STYLE}", faces::rules())
}

/// The one script of a page; everything works without it.
pub const SCRIPT: &str = include_str!("script.js");
/// The digest by which the page's own policy lets its one script run, and no other.
pub const SCRIPT_DIGEST: &str = "sha256-MQR7vNyeDQu7zpbeSTrUQOyk8Df5aj03+LbsgVpd9u4=";

pub(super) fn write_head(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src '{SCRIPT_DIGEST}'; \
         base-uri 'none'; form-action 'none'"
    );
    let (language, side) = marks::language();
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"{side}\">\n<head>\n<meta charset=\"utf-8\">"
    )?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(out, "<meta name=\"generator\" content=\"upr\">")?;
    if let Some(made) = people::foot(&document.footer).1 {
        writeln!(out, "<meta name=\"made-by\" content=\"{}\">", Text(made))?;
    }
    writeln!(out, "<title>{}</title>\n<style>\n{}", Text(&document.title), style())?;
    write_page_margins(document, out)?;
    writeln!(out, "</style>\n</head>")
}

/// On paper each page bears the stamp, the title and its number.
fn write_page_margins(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "@media print {{ @page {{")?;
    if let Some(stamp) = &document.stamp {
        writeln!(
            out,
            "  @top-center {{ content: \"{}\"; font: bold 8pt sans-serif; }}",
            InStyle(stamp)
        )?;
    }
    let title = InStyle(&document.title);
    writeln!(out, "  @bottom-left {{ content: \"{title}\"; font: 8pt sans-serif; width: 75%; }}")?;
    writeln!(
        out,
        "  @bottom-right {{ content: counter(page) \" / \" counter(pages); font: 8pt sans-serif; }}"
    )?;
    writeln!(out, "}} }}")
}

pub(super) fn write_stamp(stamp: Option<&str>, class: &str, out: &mut dyn Write) -> io::Result<()> {
    match stamp {
        // Above all else it is a landmark of its own; at the foot it stands in one.
        Some(stamp) if class == "stamp" => {
            writeln!(out, "<aside class=\"{class}\" aria-label=\"Notice\">{}</aside>", Text(stamp))
        }
        Some(stamp) => writeln!(out, "<p class=\"{class}\">{}</p>", Text(stamp)),
        None => Ok(()),
    }
}

/// What is to be known first: at most four figures, each with what it counts.
///
/// # Errors
/// What the output gives.
pub fn write_figures(figures: &[Figure], out: &mut dyn Write) -> io::Result<()> {
    if figures.is_empty() {
        return Ok(());
    }
    writeln!(out, "<ul class=\"glance\">")?;
    for Figure { number, of } in figures.iter().take(MOST_FIGURES) {
        writeln!(out, "<li dir=\"auto\"><span>{}</span> <b>{}</b></li>", Text(of), Text(number))?;
    }
    writeln!(out, "</ul>")
}

/// The figures among the facts, where a document names none.
pub(super) fn figures_among(facts: &[Fact]) -> Vec<Figure> {
    // How long a paper is stands at its end.
    let is_figure = |fact: &&Fact| {
        let number = matches!(fact.value, Value::Number(_) | Value::Share(_));
        number && !fact.key.starts_with("word")
    };
    let figure = |fact: &Fact| Figure {
        number: text::for_people(&fact.value).into_owned(),
        of: fact_name(fact),
    };
    let figures: Vec<Figure> = facts.iter().filter(is_figure).map(figure).collect();
    // One figure stands in the sentence above.
    if figures.len() > 1 { figures } else { Vec::new() }
}

/// All facts, folded: most of them stand in sentences above.
pub(super) fn write_facts(facts: &[Fact], out: &mut dyn Write) -> io::Result<()> {
    // The keys of sets are for whoever types them; an owner without a name is none.
    let unnamed = Value::Text("this file".to_owned());
    let told =
        |fact: &&Fact| fact.value != Value::Empty && fact.key != "sets" && fact.value != unnamed;
    let mut shown = facts.iter().filter(told).peekable();
    if shown.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "<details class=\"facts\"><summary>{}</summary>\n<dl>", marks::facts())?;
    for fact in shown {
        let name = fact_name(fact);
        let value = match &fact.value {
            Value::Text(text) => Value::Text(words::printed(text)),
            other => other.clone(),
        };
        let value = Cell::from(value);
        writeln!(out, "<dt>{}</dt><dd dir=\"auto\">{}</dd>", Text(&name), InCell(&value))?;
    }
    writeln!(out, "</dl></details>")
}

pub(super) fn write_footer<'f>(
    footer: impl Iterator<Item = &'f str>,
    stamp: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut footer = footer.peekable();
    if footer.peek().is_none() && stamp.is_none() {
        return Ok(());
    }
    writeln!(out, "<footer>")?;
    for line in footer {
        writeln!(out, "<p dir=\"auto\">{}</p>", Text(line))?;
    }
    write_stamp(stamp, "stamp foot", out)?;
    writeln!(out, "</footer>")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use sha2::{Digest, Sha256};

    use super::super::super::face::{self, EDGE, GREY, PAGE};
    use super::*;

    #[test]
    fn the_policy_lets_the_one_script_run() {
        let digest = format!("sha256-{}", base64(&Sha256::digest(SCRIPT)));
        assert_eq!(SCRIPT_DIGEST, digest, "the script changed: put its digest into the constant");
    }

    fn base64(bytes: &[u8]) -> String {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for chunk in bytes.chunks(3) {
            let bits = (0..3)
                .fold(0, |bits, at| bits << 8 | usize::from(chunk.get(at).copied().unwrap_or(0)));
            for at in 0..4 {
                let sign = char::from(letters[bits >> (18 - 6 * at) & 63]);
                text.push(if at > chunk.len() { '=' } else { sign });
            }
        }
        text
    }

    /// The colours of one theme by name.
    fn colours(rule: &str) -> HashMap<&str, [f64; 3]> {
        let lines = rule.lines().filter_map(|line| line.trim().strip_prefix("--"));
        let channel = |hex: &str| f64::from(u8::from_str_radix(hex, 16).unwrap()) / 255.0;
        lines
            .map(|line| {
                let (name, value) = line.split_once(": #").unwrap();
                (name, [channel(&value[..2]), channel(&value[2..4]), channel(&value[4..6])])
            })
            .collect()
    }

    /// Relative luminance, as WCAG 2.1 defines it.
    fn luminance(colour: [f64; 3]) -> f64 {
        let linear = |channel: f64| {
            if channel <= 0.03928 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
    }

    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// 4.5 to 1 for text, 3 to 1 for marks: WCAG 2.1, 1.4.3 and 1.4.11.
    #[test]
    fn contrasts_suffice_in_the_light_and_in_the_dark() {
        let mut themes = COLOURS.split(":root {").skip(1);
        for (at, theme) in [themes.next().unwrap(), themes.next().unwrap()].into_iter().enumerate()
        {
            let colours = colours(theme.split('}').next().unwrap());
            for (above, below) in [
                ("text", "page"),
                ("text", "panel"),
                ("quiet", "page"),
                ("quiet", "panel"),
                ("link", "page"),
                ("link", "panel"),
                ("text", "speck"),
                ("on-stamp", "stamp"),
            ] {
                let contrast = contrast(colours[above], colours[below]);
                assert!(contrast >= 4.5, "{above} on {below}: {contrast:.2}");
            }
            let face = |light, dark| face::hex(if at == 0 { light } else { dark });
            let shared = [
                ("page", face(PAGE.fill, PAGE.text)),
                ("edge", face(EDGE.fill, EDGE.text)),
                ("grey", face(GREY.fill, GREY.text)),
            ];
            for (name, colour) in shared {
                assert!(theme.contains(&format!("--{name}: {colour};")), "{name} is {colour}");
            }
            for pen in ["grey", "edge"] {
                let contrast = contrast(colours[pen], colours["page"]);
                assert!(contrast >= 3.0, "{pen}: {contrast:.2}");
            }
        }
    }
}
