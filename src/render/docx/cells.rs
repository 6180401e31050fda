//! What a cell or a part says, as runs and paragraphs.

use super::super::face::{self, Colours, EDGE, Face, Ground};
use super::super::text;
use super::notes::Notes;
use super::runs::{boxed, field, paragraph, run};
use crate::report::{Cell, Part, Value};

/// `Table 3. Areas by theme`, numbered by Word in a sequence of its own.
pub(super) fn caption(sequence: &str, name: &str, number: usize, title: &str) -> String {
    format!(
        "{}{}{}",
        run(&format!("{name} "), ""),
        field(&format!("SEQ {sequence} \\* ARABIC"), &number.to_string()),
        run(&if title.is_empty() { String::new() } else { format!(". {title}") }, "")
    )
}

/// A part with its marks and its footnote.
pub(super) fn part_runs(part: &Part, notes: &mut Notes) -> String {
    let words = super::notes::without_address(&part.text, part.url.as_deref());
    let words = text::part_for_people(&Part { text: words, ..part.clone() }).into_owned();
    let (lead, rest) = words.split_at(text::lead(&words));
    let lead = if lead.is_empty() { String::new() } else { run(lead, "<w:b/>") };
    let rest = if rest.is_empty() && !lead.is_empty() { String::new() } else { run(rest, "") };
    format!("{lead}{rest}{}", notes.refer(&part.text, part.url.as_deref()))
}

fn border(face: &Face) -> &'static str {
    match face.ground {
        Ground::Solid => "single",
        Ground::Dotted => "dotted",
        Ground::Hatched => "dashed",
    }
}

/// A status as a chip: sign, word and colour.
fn chip(face: &Face, label: &str) -> String {
    let Colours { fill, text } = face.light;
    let edge = EDGE.fill;
    let border = border(face);
    let properties = format!(
        "<w:b/><w:color w:val=\"{text:06X}\"/>\
         <w:bdr w:val=\"{border}\" w:sz=\"4\" w:space=\"0\" w:color=\"{edge:06X}\"/>\
         <w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill:06X}\"/>"
    );
    run(&format!("\u{a0}{}\u{a0}{label}\u{a0}", face.sign), &properties)
}

/// A status as a paragraph of its own, where a chip might not have the room of a line: the whole width
/// of its cell has the ground, and no word of it stands outside.
pub(super) fn state_paragraph(cell: &Cell, keep: &str, notes: &mut Notes) -> String {
    let Value::Term { slug, label } = &cell.value else {
        return cell_paragraphs(cell, keep, notes);
    };
    let Some(face) = face::of(slug) else { return cell_paragraphs(cell, keep, notes) };
    let Colours { fill, text } = face.light;
    let (border, edge) = (border(face), EDGE.fill);
    let side = |side: &str| {
        format!("<w:{side} w:val=\"{border}\" w:sz=\"4\" w:space=\"1\" w:color=\"{edge:06X}\"/>")
    };
    let sides: String = ["top", "left", "bottom", "right"].map(side).concat();
    let ground = format!(
        "<w:pBdr>{sides}</w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill:06X}\"/>"
    );
    let signs = text::marks(cell.own, cell.visibility);
    let signs = if signs.is_empty() { String::new() } else { format!(" {signs}") };
    let words = format!("{}\u{a0}{label}{signs}", face.sign);
    let runs = run(&words, &format!("<w:b/><w:color w:val=\"{text:06X}\"/>"));
    boxed("TableText", keep, &ground, label, &runs)
}

/// A cell with its marks and footnotes: a paragraph, or one for each line.
pub(super) fn cell_paragraphs(cell: &Cell, more: &str, notes: &mut Notes) -> String {
    led_paragraphs("", cell, more, notes)
}

/// The same with bold words before the first.
pub(super) fn led_paragraphs(lead: &str, cell: &Cell, more: &str, notes: &mut Notes) -> String {
    let direction = lead;
    let mut lead = if lead.is_empty() { String::new() } else { run(lead, "<w:b/>") };
    let signs = text::marks(cell.own, cell.visibility);
    let signs = if signs.is_empty() { String::new() } else { format!(" {signs}") };
    let mut one = |words: &str, runs: &str| {
        let lead = std::mem::take(&mut lead);
        // What is led runs from the side of its lead.
        let words = if lead.is_empty() { words } else { direction };
        paragraph("TableText", more, words, &format!("{lead}{runs}"))
    };
    match &cell.value {
        Value::Empty => one("", ""),
        Value::Link { text, url } => {
            let runs = run(&format!("{text}{signs}"), "");
            one(text, &format!("{runs}{}", notes.refer(text, Some(url))))
        }
        value @ (Value::Parts(parts) | Value::Lines(parts)) => {
            let mut runs: Vec<String> = parts.iter().map(|part| part_runs(part, notes)).collect();
            if let (Some(last), false) = (runs.last_mut(), signs.is_empty()) {
                last.push_str(&run(&signs, ""));
            }
            if matches!(value, Value::Lines(_)) {
                parts.iter().zip(runs).map(|(part, runs)| one(&part.text, &runs)).collect()
            } else {
                let first = parts.first().map_or("", |part| &part.text);
                one(first, &runs.join(&run(text::joint(value), "")))
            }
        }
        Value::Term { slug, label } if face::of_term(slug, label).is_some() => {
            let face =
                face::of_term(slug, label).map_or_else(String::new, |face| chip(face, label));
            one(label, &format!("{face}{}", run(&signs, "")))
        }
        other => {
            let words = text::for_papers(other);
            one(&words, &run(&format!("{words}{signs}"), ""))
        }
    }
}
