//! The numbers that Word makes itself: lists, their levels, and the styles tied to them.

use std::collections::HashMap;

use crate::import::ImportError;
use crate::import::xml::{Piece, attribute, pieces};

/// How one level of a list counts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NumberingLevel {
    start: u32,
    format: String,
    /// `%1.%2`: the counters of the levels.
    pattern: String,
}

impl Default for NumberingLevel {
    fn default() -> Self {
        Self { start: 1, format: "decimal".into(), pattern: String::new() }
    }
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: HashMap<String, HashMap<usize, NumberingLevel>>,
    /// A list: its pattern, and levels that begin elsewhere.
    lists: HashMap<String, (String, HashMap<usize, u32>)>,
    /// A style: the list and level that it brings, and the style that it is based on.
    styles: HashMap<String, ParagraphStyle>,
}

#[derive(Debug, Default, Clone)]
struct ParagraphStyle {
    list: Option<String>,
    level: Option<usize>,
    based_on: Option<String>,
}

/// Where each list stands.
#[derive(Debug, Default)]
pub(super) struct Counters(HashMap<String, Vec<Option<u32>>>);

/// Word has nine levels.
const LEVELS: usize = 9;

impl Numbering {
    /// Reads `numbering.xml` and `styles.xml`; either may be empty.
    pub(super) fn read(lists: &str, styles: &str) -> Result<Self, ImportError> {
        let mut numbering = Self::default();
        numbering.read_lists(lists)?;
        numbering.read_styles(styles)?;
        Ok(numbering)
    }

    fn read_lists(&mut self, xml: &str) -> Result<(), ImportError> {
        let (mut pattern, mut list) = (None::<String>, None::<String>);
        let mut level = 0_usize;
        pieces(xml, "DOCX", |piece| {
            let element = match piece {
                Piece::Start(element) | Piece::Empty(element) => element,
                Piece::End(name) => {
                    match name.as_str() {
                        "abstractNum" => pattern = None,
                        "num" => list = None,
                        _ => {}
                    }
                    return Ok(());
                }
                Piece::Text(_) => return Ok(()),
            };
            let value = |name: &str| attribute(&element, name).unwrap_or_default();
            match element.local_name().as_ref() {
                "abstractNum" => pattern = Some(value("abstractNumId")),
                "num" => list = Some(value("numId")),
                "abstractNumId" => {
                    if let Some(list) = &list {
                        self.lists.entry(list.clone()).or_default().0 = value("val");
                    }
                }
                "lvl" | "lvlOverride" => level = value("ilvl").parse().unwrap_or(0),
                "startOverride" => {
                    if let (Some(list), Ok(start)) = (&list, value("val").parse()) {
                        self.lists.entry(list.clone()).or_default().1.insert(level, start);
                    }
                }
                name @ ("start" | "numFmt" | "lvlText") => {
                    if let Some(pattern) = &pattern {
                        let levels = self.patterns.entry(pattern.clone()).or_default();
                        let level = levels.entry(level).or_default();
                        match name {
                            "start" => level.start = value("val").parse().unwrap_or(1),
                            "numFmt" => level.format = value("val"),
                            _ => level.pattern = value("val").chars().take(LONGEST).collect(),
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        })
    }

    fn read_styles(&mut self, xml: &str) -> Result<(), ImportError> {
        let mut name = None::<String>;
        pieces(xml, "DOCX", |piece| {
            let (Piece::Start(element) | Piece::Empty(element)) = piece else { return Ok(()) };
            let local = element.local_name();
            if local.as_ref() == "style" {
                name = attribute(&element, "styleId");
                return Ok(());
            }
            if let (Some(name), Some(value)) = (&name, attribute(&element, "val")) {
                let style = self.styles.entry(name.clone()).or_default();
                match local.as_ref() {
                    "numId" => style.list = Some(value),
                    "ilvl" => style.level = value.parse().ok(),
                    "basedOn" => style.based_on = Some(value),
                    _ => {}
                }
            }
            Ok(())
        })
    }

    /// The number of the next paragraph with this style, list and level, if it has one.
    pub(super) fn number(
        &self,
        style: Option<&str>,
        list: Option<&str>,
        level: Option<usize>,
        counters: &mut Counters,
    ) -> Option<String> {
        let inherited = self.of_style(style);
        let list = list.map(str::to_owned).or(inherited.list)?;
        let level = level.or(inherited.level).unwrap_or(0).min(LEVELS - 1);
        let (pattern, starts) = self.lists.get(&list)?;
        let levels = self.patterns.get(pattern)?;
        let start = |level: usize| {
            let own = starts.get(&level).copied();
            own.or_else(|| levels.get(&level).map(|level| level.start)).unwrap_or(1)
        };
        // Lists of one pattern go on counting where the last one stopped, unless they say where
        // they start.
        let key = if starts.is_empty() { format!("p{pattern}") } else { format!("l{list}") };
        let counts = counters.0.entry(key).or_insert_with(|| vec![None; LEVELS]);
        counts[level] = Some(counts[level].map_or(start(level), |count| count.saturating_add(1)));
        for (upper, count) in counts.iter_mut().enumerate().take(level) {
            count.get_or_insert(start(upper));
        }
        counts[level + 1..].fill(None);
        let shown = levels.get(&level)?;
        let mut text = shown.pattern.clone();
        for (upper, count) in counts.iter().enumerate().take(level + 1) {
            let format = levels.get(&upper).map_or("decimal", |level| level.format.as_str());
            let count = count.unwrap_or(1);
            text = text.replace(&format!("%{}", upper + 1), &in_format(count, format));
        }
        let text: String = text.chars().take(LONGEST).collect();
        Some(text).filter(|text| !text.trim().is_empty())
    }

    fn of_style(&self, style: Option<&str>) -> ParagraphStyle {
        let mut found = ParagraphStyle::default();
        let mut next = style.map(str::to_owned);
        for _ in 0..10 {
            let Some(style) = next.as_ref().and_then(|name| self.styles.get(name)) else { break };
            found.list = found.list.or_else(|| style.list.clone());
            found.level = found.level.or(style.level);
            next.clone_from(&style.based_on);
        }
        found
    }
}

/// The longest number that a list makes, in characters.
const LONGEST: usize = 64;
/// Roman numbers beyond this have a letter for each thousand.
const MOST_ROMAN: u32 = 10_000;

/// A count as the list writes it.
fn in_format(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" if count <= MOST_ROMAN => roman(count),
        "upperRoman" if count <= MOST_ROMAN => roman(count).to_uppercase(),
        "bullet" => "-".to_owned(),
        "none" => String::new(),
        _ => count.to_string(),
    }
}

fn letters(count: u32) -> String {
    let index = count.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    letter.to_string().repeat((index / 26 + 1).min(10) as usize)
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = count.min(3999);
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "<w:numbering xmlns:w='w'>\
        <w:abstractNum w:abstractNumId='4'>\
        <w:lvl w:ilvl='0'><w:start w:val='114'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl>\
        <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='(%3)'/></w:lvl>\
        </w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='4'/></w:num>\
        <w:num w:numId='2'><w:abstractNumId w:val='4'/>\
        <w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>\
        </w:numbering>";
    const STYLES: &str = "<w:styles xmlns:w='w'>\
        <w:style w:styleId='Para'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
        <w:style w:styleId='Reco'><w:basedOn w:val='Para'/><w:pPr><w:numPr><w:ilvl w:val='1'/>\
        </w:numPr></w:pPr></w:style></w:styles>";

    #[test]
    fn lists_count_by_level_and_style() {
        let numbering = Numbering::read(LISTS, STYLES).unwrap();
        let mut counters = Counters::default();
        let mut next = |style: Option<&str>, list: Option<&str>, level: Option<usize>| {
            numbering.number(style, list, level, &mut counters).unwrap_or_default()
        };
        assert_eq!(next(Some("Para"), None, None), "114.");
        assert_eq!(next(None, Some("1"), Some(0)), "115.");
        assert_eq!(next(Some("Reco"), None, None), "115.1");
        assert_eq!(next(Some("Reco"), None, None), "115.2");
        assert_eq!(next(None, Some("1"), Some(2)), "(a)");
        assert_eq!(next(Some("Para"), None, None), "116.");
        assert_eq!(next(Some("Reco"), None, None), "116.1");
        assert_eq!(next(None, Some("2"), None), "7.");
        assert_eq!(next(None, None, None), "");
        assert_eq!(next(Some("Para"), Some("0"), None), "");
    }

    #[test]
    fn counts_are_written_in_letters_and_roman() {
        assert_eq!(
            (in_format(28, "lowerLetter"), in_format(14, "upperRoman")),
            ("bb".into(), "XIV".into())
        );
    }
}
