//! Which number begins what: the next item, the next paragraph, or nothing.

use super::marks::NumberMark;
use super::{Group, Item, ends_chapter, is_introduction};
use crate::import::lines::{self, PaperLine};
use crate::import::text::tidy;
use crate::import::{SourcePlace, Warning, senders, stance};

/// How the items of a list are numbered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum ItemNumbering {
    /// No item has come yet.
    #[default]
    Unknown,
    /// `1.`, `2.`, anew under each paragraph.
    Plain,
    /// `124.1`, `124.2`.
    Dotted,
    /// `(a)`, `(b)`.
    Lettered,
}

/// How a number fits what is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fit {
    Not,
    Well,
    Oddly(String),
}

/// What a number begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    Paragraph,
    Item,
}

/// A number, what it begins, and what is odd about it.
#[derive(Debug, Clone)]
pub(super) struct FoundNumber {
    mark: NumberMark,
    begins: Begins,
    odd: Option<String>,
}

/// Goes through the lines and collects groups.
#[derive(Debug, Default)]
pub(super) struct Walker {
    groups: Vec<Group>,
    paragraph: Option<u32>,
    numbering: ItemNumbering,
    last: u32,
    /// The heading that holds for the items to come.
    pub(super) heading: Option<String>,
    warnings: Vec<Warning>,
    over: bool,
}

impl Walker {
    /// Whether the paragraph that ends the chapter has come.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// What the number at the start of these lines begins, if anything.
    pub(super) fn mark_at_start(&self, rest: &[PaperLine]) -> Option<FoundNumber> {
        let line = rest.first()?;
        let mark = NumberMark::at_start(&line.text)?;
        let mut text = line.text[mark.length..].trim().to_owned();
        for next in rest.iter().skip(1).take(3) {
            lines::join(&mut text, &next.text);
        }
        self.classify(mark, &text)
    }

    fn classify(&self, mark: NumberMark, text: &str) -> Option<FoundNumber> {
        let found = |begins, odd| Some(FoundNumber { mark: mark.clone(), begins, odd });
        if mark.letter.is_some() {
            return self.lettered(&mark).then(|| found(Begins::Item, None)).flatten();
        }
        let first = mark.part(0)?;
        let Some(paragraph) = self.paragraph else {
            return (mark.parts.len() == 1).then(|| found(Begins::Paragraph, None)).flatten();
        };
        if mark.parts.len() > 1 {
            return match self.dotted(&mark, first, paragraph) {
                Fit::Well => found(Begins::Item, None),
                Fit::Oddly(odd) => found(Begins::Item, Some(odd)),
                Fit::Not => None,
            };
        }
        let next_paragraph = first == paragraph + 1;
        let next_item = match self.numbering {
            ItemNumbering::Unknown => first == 1,
            ItemNumbering::Plain => first == self.last + 1,
            ItemNumbering::Dotted | ItemNumbering::Lettered => false,
        };
        if next_paragraph && (!next_item || is_introduction(text)) {
            // In a list of plain numbers, a paragraph's number is told by what it says.
            let certain = self.numbering != ItemNumbering::Plain || is_introduction(text);
            return (certain || self.ended()).then(|| found(Begins::Paragraph, None)).flatten();
        }
        if next_item && (self.ended() || begins_sentence(text)) {
            return found(Begins::Item, None);
        }
        if first > paragraph && first <= paragraph + 5 && self.ended() && is_introduction(text) {
            let odd = format!("paragraph {first} follows paragraph {paragraph}");
            return found(Begins::Paragraph, Some(odd));
        }
        let near = first == self.last || (first > self.last && first <= self.last + 5);
        if self.numbering == ItemNumbering::Plain && near && self.ended() && begins_sentence(text) {
            let odd = format!("number {first} follows number {}", self.last);
            return found(Begins::Item, Some(odd));
        }
        None
    }

    /// How a number of several parts fits as the next item's.
    fn dotted(&self, mark: &NumberMark, first: u32, paragraph: u32) -> Fit {
        let Some(second) = mark.part(1) else { return Fit::Not };
        if matches!(self.numbering, ItemNumbering::Plain | ItemNumbering::Lettered) {
            return Fit::Not;
        }
        let expected = second == self.last + 1;
        let nested = mark.parts.len() == 3 && (second == self.last || expected);
        let number = mark.number();
        if first == paragraph {
            let padded = mark.parts[1].starts_with('0');
            return match expected || nested {
                true if !padded => Fit::Well,
                _ if self.ended() => {
                    Fit::Oddly(format!("number {number} follows number {paragraph}.{}", self.last))
                }
                _ => Fit::Not,
            };
        }
        let same_length = mark.parts[0].len() == paragraph.to_string().len();
        let misprinted = self.numbering == ItemNumbering::Dotted && expected && same_length;
        if misprinted && self.ended() {
            Fit::Oddly(format!("number {number} stands where {paragraph}.{second} is expected"))
        } else {
            Fit::Not
        }
    }

    /// Whether a letter begins an item: `(a)` below an introduction, then the next one.
    fn lettered(&self, mark: &NumberMark) -> bool {
        let introduced = || self.groups.last().is_some_and(|group| is_introduction(&group.intro));
        match self.numbering {
            ItemNumbering::Unknown => mark.letter == Some(1) && introduced(),
            ItemNumbering::Lettered => mark.letter == Some(self.last + 1),
            ItemNumbering::Plain | ItemNumbering::Dotted => false,
        }
    }

    /// Whether what came before has come to an end.
    fn ended(&self) -> bool {
        let text = self.text().trim_end();
        text.is_empty()
            || text.ends_with([';', '.', ':', ')', ',', '”', '"', '*', '!', '?'])
            || text.ends_with(|last: char| last.is_ascii_digit()) && text.contains([';', ')'])
    }

    /// What was read last.
    fn text(&self) -> &str {
        let Some(group) = self.groups.last() else { return "" };
        group.items.last().map_or(&group.intro, |item| &item.text)
    }

    /// Takes a line, from its number on; further numbers may stand within it.
    pub(super) fn line(
        &mut self,
        line: &PaperLine,
        found: Option<FoundNumber>,
        rest: &[PaperLine],
    ) {
        let mut text = line.text.as_str();
        if let Some(found) = found {
            let length = found.mark.length;
            self.begin(found, line, &text[length..], rest);
            text = &text[length..];
        }
        while let Some((place, found)) = self.within(text) {
            self.append(&text[..place]);
            text = &text[place..];
            let length = found.mark.length;
            self.begin(found, line, &text[length..], rest);
            text = &text[length..];
        }
        self.append(text);
    }

    /// The expected next number within a line, behind what may end an item.
    fn within(&self, text: &str) -> Option<(usize, FoundNumber)> {
        let paragraph = self.paragraph?;
        let numbers = match self.numbering {
            ItemNumbering::Dotted => vec![format!("{paragraph}.{}", self.last + 1)],
            ItemNumbering::Plain => vec![format!("{}.", self.last + 1)],
            ItemNumbering::Lettered => Vec::new(),
            ItemNumbering::Unknown => vec![format!("{paragraph}.1"), "1.".to_owned()],
        };
        let item = numbers.iter().find_map(|number| {
            text.match_indices(number.as_str()).find_map(|(place, _)| {
                self.within_at(text, place, Begins::Item).map(|found| (place, found))
            })
        });
        let next = format!("{}.", paragraph + 1);
        let paragraph = text.match_indices(next.as_str()).find_map(|(place, _)| {
            self.within_at(text, place, Begins::Paragraph).map(|found| (place, found))
        });
        [item, paragraph].into_iter().flatten().min_by_key(|(place, _)| *place)
    }

    fn within_at(&self, text: &str, place: usize, begins: Begins) -> Option<FoundNumber> {
        let before = text[..place].trim_end();
        let apart = text[..place].ends_with(char::is_whitespace);
        let ended = before.ends_with([';', '.', ')', ':']);
        let mark = NumberMark::at_start(&text[place..])?;
        let behind = text[place + mark.length..].trim_start();
        let sound = match begins {
            Begins::Paragraph => mark.parts.len() == 1 && ended && is_introduction(behind),
            Begins::Item => {
                let dotted = mark.parts.len() == 2;
                let fits = dotted == (self.numbering == ItemNumbering::Dotted)
                    || self.numbering == ItemNumbering::Unknown;
                fits && begins_sentence(behind) && !behind.is_empty() && (ended || dotted)
            }
        };
        (apart && sound).then_some(FoundNumber { mark, begins, odd: None })
    }

    fn begin(&mut self, found: FoundNumber, line: &PaperLine, behind: &str, rest: &[PaperLine]) {
        let paragraph = self.paragraph.map(|number| number.to_string()).unwrap_or_default();
        let place = SourcePlace { paragraph: Some(paragraph.clone()), ..line.place() };
        if let Some(odd) = found.odd {
            self.warnings.push(Warning::new(place.clone(), odd));
        }
        match found.begins {
            Begins::Paragraph => {
                self.paragraph = found.mark.part(0);
                self.numbering = ItemNumbering::Unknown;
                self.last = 0;
                self.heading = None;
                let paragraph = found.mark.number();
                let place = SourcePlace { paragraph: Some(paragraph.clone()), ..line.place() };
                self.groups.push(Group { paragraph, place, ..Group::default() });
                let mut text = behind.to_owned();
                rest.iter().skip(1).take(3).for_each(|next| lines::join(&mut text, &next.text));
                self.over = ends_chapter(&text.chars().take(120).collect::<String>());
            }
            Begins::Item => self.begin_item(&found.mark, &paragraph, place),
        }
    }

    fn begin_item(&mut self, mark: &NumberMark, paragraph: &str, place: SourcePlace) {
        let dotted = mark.parts.len() > 1;
        self.numbering = match (dotted, mark.letter) {
            (true, _) => ItemNumbering::Dotted,
            (false, None) => ItemNumbering::Plain,
            (false, Some(_)) => ItemNumbering::Lettered,
        };
        let own = mark.letter.or_else(|| mark.part(usize::from(dotted))).unwrap_or(0);
        let plausible = own >= self.last && own <= self.last + 20;
        self.last = if plausible || self.last == 0 { own } else { self.last + 1 };
        let printed = mark.number();
        let number = if dotted { printed.clone() } else { format!("{paragraph}.{printed}") };
        let heading = self.heading.clone();
        if let Some(group) = self.groups.last_mut() {
            group.items.push(Item { number, printed, heading, place, ..Item::default() });
        }
    }

    fn append(&mut self, text: &str) {
        let Some(group) = self.groups.last_mut() else { return };
        let into = match group.items.last_mut() {
            Some(item) => &mut item.text,
            None => &mut group.intro,
        };
        lines::join(into, text);
    }

    /// Whether a line without a number is a heading between two items.
    pub(super) fn is_heading(&self, rest: &[PaperLine]) -> bool {
        let Some([line, next]) = rest.get(..2) else { return false };
        let text = tidy(&line.text);
        let in_list = self.groups.last().is_some_and(|group| !group.items.is_empty());
        let closed = senders::without_last_mark(self.text()).ends_with([';', '.', ')']);
        let short = text.len() <= 120 && text.split_whitespace().count() <= 14;
        let title = text.starts_with(char::is_uppercase)
            && !text.ends_with([';', '.', ',', ')', ':'])
            && !text.contains('(');
        in_list && closed && short && title && line.begins_block && self.begins_next(next)
    }

    fn begins_next(&self, line: &PaperLine) -> bool {
        self.mark_at_start(std::slice::from_ref(line)).is_some()
    }

    /// The groups, with what their introductions say.
    pub(super) fn finish(mut self, warnings: &mut Vec<Warning>) -> Vec<Group> {
        warnings.append(&mut self.warnings);
        for group in &mut self.groups {
            group.intro = tidy(&group.intro);
            group.stance = stance::of(&group.intro);
            tell_gaps(group, warnings);
        }
        self.groups
    }
}

/// Says where the numbers of a list have gaps.
fn tell_gaps(group: &Group, warnings: &mut Vec<Warning>) {
    let last =
        |item: &Item| item.printed.rsplit('.').next().and_then(|part| part.parse::<u32>().ok());
    for two in group.items.windows(2) {
        let (Some(one), Some(next)) = (last(&two[0]), last(&two[1])) else { continue };
        if next > one + 1 && next <= one + 20 {
            let message =
                format!("between {} and {} numbers are missing", two[0].number, two[1].number);
            warnings.push(Warning::new(two[1].place.clone(), message));
        }
    }
    if let Some(first) = group.items.first().filter(|first| last(first).is_some_and(|n| n > 1)) {
        let message =
            format!("the list of paragraph {} begins with {}", group.paragraph, first.number);
        warnings.push(Warning::new(first.place.clone(), message));
    }
}

/// Whether a text begins as a sentence does.
fn begins_sentence(text: &str) -> bool {
    let first = text.trim_start().chars().find(|letter| !"“\"'‘’([".contains(*letter));
    first.is_none_or(char::is_uppercase)
}
