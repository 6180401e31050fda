//! What stands around the content: head with style and policy, stamp, the facts at a glance, foot.

use std::io::{self, Write};

use super::super::text;
use super::escape::{InStyle, Text};
use crate::report::{Document, Fact, Value};

const STYLE: &str = include_str!("style.css");

pub(super) const SCRIPT: &str = include_str!("script.js");
/// The digest by which the page's own policy lets its one script run, and no other.
const SCRIPT_DIGEST: &str = "sha256-0CghK++11cUBa3O+Z53mXYcpyTFd2Sez8OT3KQ/Xv/A=";

pub(super) fn write_head(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src '{SCRIPT_DIGEST}'; \
         base-uri 'none'; form-action 'none'"
    );
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(out, "<meta name=\"generator\" content=\"upr\">")?;
    writeln!(out, "<title>{}</title>\n<style>\n{STYLE}", Text(&document.title))?;
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
        Some(stamp) => writeln!(out, "<p class=\"{class}\" role=\"note\">{}</p>", Text(stamp)),
        None => Ok(()),
    }
}

/// The facts, the figures large.
pub(super) fn write_glance(facts: &[Fact], out: &mut dyn Write) -> io::Result<()> {
    let shown = || facts.iter().filter(|fact| fact.value != Value::Empty);
    if shown().next().is_none() {
        return Ok(());
    }
    let is_figure = |fact: &&Fact| matches!(fact.value, Value::Number(_) | Value::Share(_));
    writeln!(out, "<section class=\"glance\" aria-label=\"Figures at a glance\">\n<ul>")?;
    for fact in shown().filter(is_figure).chain(shown().filter(|fact| !is_figure(fact))) {
        let class = if is_figure(&fact) { " class=\"figure\"" } else { "" };
        let words = text::for_people(&fact.value);
        let (name, words) = (named(fact.key), Text(&words));
        writeln!(out, "<li{class}><span>{}</span> <b dir=\"auto\">{words}</b></li>", Text(&name))?;
    }
    writeln!(out, "</ul>\n</section>")
}

/// `days_left` as people read it: `Days left`.
fn named(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

pub(super) fn write_footer(
    footer: &[String],
    stamp: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if footer.is_empty() && stamp.is_none() {
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
        let mut themes = STYLE.split(":root {").skip(1);
        for theme in [themes.next().unwrap(), themes.next().unwrap()] {
            let colours = colours(theme.split('}').next().unwrap());
            for (above, below) in [
                ("text", "page"),
                ("text", "panel"),
                ("quiet", "page"),
                ("quiet", "panel"),
                ("link", "page"),
                ("link", "panel"),
                ("on-stamp", "stamp"),
            ] {
                let contrast = contrast(colours[above], colours[below]);
                assert!(contrast >= 4.5, "{above} on {below}: {contrast:.2}");
            }
            for pen in ["unknown", "s0", "s1", "s2", "s3", "s4", "s5"] {
                let contrast = contrast(colours[pen], colours["page"]);
                assert!(contrast >= 3.0, "{pen}: {contrast:.2}");
            }
        }
    }
}
