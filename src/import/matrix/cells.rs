//! What the cells of a row say: a heading of a theme, where the position stands, lists.

use super::super::records::{PositionSource, Recommendation, letters};
use super::super::text::{tidy, without_dash};
use super::super::{numbers, symbols};

/// `Theme: A12 Acceptance of international norms`, `Right or area: 2.1. Acceptance …`.
pub(super) fn theme_heading(text: &str) -> Option<String> {
    let (heading, rest) = text.split_once(':')?;
    let known = [
        "theme",
        "themes",
        "thème",
        "thèmes",
        "tema",
        "temas",
        "rightorarea",
        "rightsorareas",
        "right",
        "area",
    ];
    known.contains(&letters(heading).as_str()).then(|| tidy(rest)).filter(|rest| !rest.is_empty())
}

/// A recommendation with the number that stands in a column of its own, unless it has one itself.
pub(super) fn with_number(number: &str, text: String) -> String {
    let number =
        number.trim_start_matches(|sign: char| !sign.is_ascii_digit()).trim_end_matches('.');
    let sound = numbers::leading(&format!("{number} x")).is_some_and(|(_, rest)| rest == "x");
    match numbers::leading(&text) {
        None if sound => format!("{number}\t{text}"),
        _ => text,
    }
}

/// `S16 SDG 16 - peace, justice and strong institutions`: a goal among the themes.
pub(super) fn goal(line: &str) -> Option<String> {
    let place = line.find("SDG")?;
    let code = line[..place].trim();
    let coded = code.is_empty()
        || code.strip_prefix('S').is_some_and(|digits| digits.parse::<u8>().is_ok());
    let rest = line[place + 3..].trim_start_matches(['s', ' ', ':', '-', '–']);
    (coded && rest.starts_with(|first: char| first.is_ascii_digit())).then(|| tidy(rest))
}

/// Parts the recommendation's own lines from `Source of position: A/HRC/28/15/Add.1 - Para. 3`.
pub(super) fn part_source(lines: &[String]) -> (String, Option<PositionSource>) {
    const SOURCES: [&str; 4] = [
        "source of position",
        "source de la position",
        "fuente de la posici",
        "source de position",
    ];
    let all = tidy(&lines.join(" "));
    let lower = all.to_ascii_lowercase();
    let found = SOURCES.iter().find_map(|words| Some((lower.rfind(words)?, words.len())));
    let Some((place, length)) = found else { return (all, None) };
    let said = all[place + length..].split_once(':').map_or("", |(_, said)| said);
    let said = if said.is_empty() { &all[place + length..] } else { said };
    let source = PositionSource { symbol: symbols::symbol(said), paragraph: paragraph(said) };
    (all[..place].trim().to_owned(), Some(source))
}

/// The paragraph at the end of a source: `Para. 3`, `Para.3`, `Para 121`.
pub(super) fn paragraph(said: &str) -> Option<String> {
    let lower = said.to_ascii_lowercase();
    let words = ["para", "párr", "parr", "par."];
    let rest = words.iter().find_map(|word| said.get(lower.rfind(word)? + word.len()..))?;
    let rest =
        rest.trim_start_matches(|letter: char| letter.is_alphabetic() || ". ".contains(letter));
    let number = tidy(rest.trim_end_matches(['.', ';', ' ']));
    Some(number).filter(|number| !number.is_empty())
}

/// Themes, then sub-lists under `SDGs:`, `Affected persons:` or `Groups of Persons:`.
pub(super) fn read_lists(lines: &[String], item: &mut Recommendation) {
    #[derive(Clone, Copy)]
    enum List {
        Themes,
        Sdgs,
        Groups,
    }
    let mut list = List::Themes;
    for line in lines {
        let name = letters(line);
        let (heading, rest) = match line.split_once(':') {
            Some((heading, rest)) => (letters(heading), tidy(rest)),
            None => (name, String::new()),
        };
        let begun = match heading.as_str() {
            "sdgs" | "sdg" | "relevantsdgs" | "odd" | "ods" => Some(List::Sdgs),
            "affectedpersons"
            | "groupsofpersons"
            | "groupofpersons"
            | "personnesconcernées"
            | "groupesdepersonnes"
            | "personasafectadas"
            | "gruposdepersonas" => Some(List::Groups),
            "themes" | "theme" | "fulllistofthemes" | "thèmes" | "temas" => Some(List::Themes),
            _ => None,
        };
        let entry = match begun {
            Some(begun) => {
                list = begun;
                rest
            }
            None => without_dash(line).to_owned(),
        };
        let (list, entry) = match goal(&entry) {
            Some(goal) if begun.is_none() => (List::Sdgs, goal),
            _ => (list, entry),
        };
        let into = match list {
            List::Themes => &mut item.themes,
            List::Sdgs => &mut item.sdgs,
            List::Groups => &mut item.groups,
        };
        if !entry.is_empty() && !into.contains(&entry) {
            into.push(entry);
        }
    }
}
