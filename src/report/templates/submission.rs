//! A stakeholder submission: each recommendation cited by number and document, within a limit of
//! words.

use super::super::items::fact;
use super::super::labels::{Labels, number};
use super::super::progress::{self, Progress};
use super::super::words::nouns::{capital, plural, singular};
use super::super::{Block, Column, Document, Kind, PaperForm, Part, Row, Table, Visibility};
use super::{Dossier, Filed, begun, cite, heading, midterm, words};
use crate::domain::Level;
use crate::domain::lines::SetLine;
use crate::report::words::papers::{self, Cut, PaperHeading, Prompt};
use crate::report::words::{self as said, catalogue, figures};

/// Words of a submission by one stakeholder, and of a joint one.
const ALONE: usize = 2_815;
const JOINT: usize = 5_630;
/// An invisible letter that runs from the left (U+200E).
const LEFT_TO_RIGHT: char = '\u{200e}';
/// So many items that were not assessed are named; more are counted.
const MOST_NAMED: usize = 12;

/// The submission; `joint` by several stakeholders. In the order of OHCHR's technical guidelines for
/// stakeholders' submissions: who submits, summary and key words, method, the findings by theme with who
/// recommended what, the recommendations to the State; sources as notes, outside the counted text.
pub fn document(labels: &Labels, dossier: &Dossier, joint: bool) -> Document<'static> {
    let limit = if joint { JOINT } else { ALONE };
    let figures = &dossier.progress;
    let title = papers::submission(figures.state.as_deref(), joint);
    let mut document = begun(labels, &title, dossier);
    document.form = PaperForm::Submission;
    let sources = Sources::of(dossier);
    let who = if joint { Prompt::Submitters } else { Prompt::Submitter };
    document.blocks.extend([heading(1, PaperHeading::Submitters), Block::ToWrite(who.into())]);
    let mut body = opening(labels, dossier);
    let costs = findings(labels, dossier, &sources, &mut body);
    body.push(heading(1, PaperHeading::Recommendations));
    body.push(Block::ToWrite(Prompt::Asked.into()));
    let count = words::counted(&body);
    document.facts = vec![
        fact("as_of", figures.as_of),
        fact("words", number(count)),
        fact("word_limit", number(limit)),
        fact("words_over", number(count.saturating_sub(limit))),
    ];
    document.blocks.append(&mut body);
    if !sources.0.is_empty() {
        document.blocks.push(heading(1, PaperHeading::Sources));
        document.blocks.push(Block::List(sources.list()));
    }
    document.blocks.push(Block::Table(findings_table(labels, dossier)));
    document.blocks.push(heading(1, PaperHeading::Length));
    document.blocks.push(Block::Note(papers::submission_length(count, limit)));
    if count > limit {
        document.blocks.push(Block::Table(cuts(costs, count - limit)));
    }
    document
}

/// The findings as rows, for workbook and scripts: prose has them for people.
fn findings_table(labels: &Labels, dossier: &Dossier) -> Table<'static> {
    let positioned = dossier.has_positions();
    let heard = dossier.filed.iter().filter(|filed| filed.has_status());
    let rows = heard.map(|filed| midterm::member(labels, filed, positioned)).collect();
    let columns = midterm::columns(positioned, dossier.progress.noun());
    let mut table = Table::new("findings", PaperHeading::Findings, columns).with_rows(rows).main();
    table.for_scripts = true;
    table
}

/// The findings by theme; what nobody assessed stands in one closing sentence.
fn findings(
    labels: &Labels,
    dossier: &Dossier,
    sources: &Sources,
    body: &mut Vec<Block<'static>>,
) -> Vec<Cost> {
    let mut costs = Vec::new();
    let themed = dossier.filed.iter().any(|filed| !filed.theme.label.is_empty());
    let mut theme = None;
    let mut silent: Vec<Cited<'_>> = Vec::new();
    let mut heard: Vec<Block<'static>> = Vec::new();
    for filed in &dossier.filed {
        if !filed.has_status() {
            let cited = Cited::of(&dossier.progress, filed);
            heard.extend(told_in_confidence(labels, filed, cited));
            silent.push(cited);
            continue;
        }
        if theme != Some(&filed.theme) {
            body.push(heading(
                1,
                if themed { filed.theme.head() } else { PaperHeading::Findings.words() },
            ));
            theme = Some(&filed.theme);
        }
        let parts = paragraph(labels, dossier, filed, sources);
        costs.push(Cost::of(labels, filed, &parts));
        body.push(Block::Prose(parts));
    }
    if !silent.is_empty() {
        let (left, all) = (number(silent.len()), number(dossier.filed.len()));
        body.push(heading(1, PaperHeading::NotAssessed));
        body.push(Block::Paragraph(if silent.len() <= MOST_NAMED {
            cite::sentence(&Cited::all(&silent))
        } else {
            papers::left_aside(left, all, dossier.progress.noun())
        }));
    }
    body.append(&mut heard);
    costs
}

/// What only internal voices say of an item, all of it internal.
fn told_in_confidence(labels: &Labels, filed: &Filed, cited: Cited<'_>) -> Option<Block<'static>> {
    let said = cite::others(labels, filed);
    let visibility = said.first()?.visibility;
    let named = Part { visibility, ..Part::new(format!("{}:", cited.alone())) };
    Some(Block::Prose(std::iter::once(named).chain(said).collect()))
}

/// The sources, each once, in the order in which they are cited: those that may be handed on first, so
/// that their numbers tell nothing of the others.
struct Sources(Vec<Part>);

impl Sources {
    fn of(dossier: &Dossier) -> Self {
        let mut all: Vec<Part> = Vec::new();
        for source in
            dossier.filed.iter().filter(|filed| filed.has_status()).flat_map(cite::sources)
        {
            match all.iter_mut().find(|held| held.text == source.text) {
                Some(held) if source.visibility == Visibility::Public => *held = source,
                Some(_) => {}
                None => all.push(source),
            }
        }
        // Stable: within each kind the order of citing stays.
        all.sort_by_key(|source| source.visibility != Visibility::Public);
        Self(all)
    }

    /// The marks of an item's sources: `[3]`.
    fn marks(&self, filed: &Filed) -> Vec<Part> {
        let mark = |source: Part| {
            let at = self.0.iter().position(|held| held.text == source.text)?;
            let visibility = self.0[at].visibility;
            Some(Part { visibility, ..Part::new(format!(" [{}]", at + 1)) })
        };
        cite::sources(filed).into_iter().filter_map(mark).collect()
    }

    fn list(&self) -> Vec<Part> {
        let numbered = |(at, source): (usize, &Part)| Part {
            text: format!("[{}] {}", at + 1, cite::sentence(&source.text)),
            ..source.clone()
        };
        self.0.iter().enumerate().map(numbered).collect()
    }
}

fn opening(labels: &Labels, dossier: &Dossier) -> Vec<Block<'static>> {
    let mut themes: Vec<&str> = Vec::new();
    for filed in dossier.filed.iter().filter(|filed| filed.has_status()) {
        if !filed.theme.label.is_empty() && !themes.contains(&filed.theme.label.as_str()) {
            themes.push(&filed.theme.label);
        }
    }
    let mut blocks =
        vec![heading(1, PaperHeading::Summary), Block::ToWrite(Prompt::MainPoints.into())];
    if !themes.is_empty() {
        blocks.push(Block::Paragraph(papers::key_words(&themes)));
    }
    blocks.extend([
        heading(1, PaperHeading::Introduction),
        Block::ToWrite(Prompt::Method.into()),
        Block::Paragraph(progress::covered(labels, &dossier.progress)),
        Block::Paragraph(assessed_sentence(dossier)),
    ]);
    blocks.extend(sources_explained(&dossier.progress).into_iter().map(Block::Paragraph));
    blocks
}

/// How many the submitter assessed, and how many others alone: nobody is left to think that the closing
/// sentence contradicts the first.
fn assessed_sentence(dossier: &Dossier) -> String {
    let own = progress::assessed_sentence(&dossier.progress);
    let alone = |filed: &&Filed| filed.has_status() && !is_assessed(filed);
    match number(dossier.filed.iter().filter(alone).count()) {
        0 => own,
        others => figures::and_by_others(&own, others),
    }
}

/// Where the items stand that are cited by their numbers alone.
fn sources_explained(progress: &Progress) -> Vec<String> {
    let said = progress::set_notes(progress);
    let symbol = |set: &SetLine| {
        let document = set.document.as_deref().and_then(|cited| progress.document(cited));
        document.is_some_and(|document| document.symbol.is_some() || document.title.is_some())
    };
    let bare = progress.sets.iter().filter(|set| !symbol(set));
    let bare = bare.map(|set| papers::those_of(plural(&set.noun), &set.title));
    bare.chain(said).collect()
}

/// Where an item stands. A document without a symbol is not cited where it is the only one, since the
/// introduction names it; else by the set's title.
#[derive(Clone, Copy)]
struct Cited<'d> {
    document: Option<&'d str>,
    noun: &'d str,
    reference: &'d str,
}

impl<'d> Cited<'d> {
    fn of(progress: &'d Progress, filed: &'d Filed) -> Self {
        let line = &filed.line;
        let document = line.document.as_deref().and_then(|cited| progress.document(cited));
        let symbol = document.and_then(|document| document.symbol.as_deref());
        let set = progress.sets.iter().find(|set| set.key == line.set);
        let title = set.filter(|_| progress.sets.len() > 1).map(|set| set.title.as_str());
        Self {
            document: symbol.or(title),
            noun: set.map_or("items", |set| &set.noun),
            reference: &line.reference,
        }
    }

    /// `A/HRC/42/10, recommendation 126.1`; `Area 48`.
    fn alone(self) -> String {
        self.within(&papers::numbered(&singular(self.noun), &[self.reference]))
    }

    fn within(self, items: &str) -> String {
        match self.document {
            Some(document) => papers::cited(document, items),
            None => capital(items),
        }
    }

    /// `Areas 1, 2; A/HRC/42/10, recommendation 126.1`.
    fn all(cited: &[Self]) -> String {
        let together =
            |one: &Self, next: &Self| (one.document, one.noun) == (next.document, next.noun);
        let named = |same: &[Self]| match same {
            [one] => one.alone(),
            several => {
                let numbers: Vec<&str> = several.iter().map(|one| one.reference).collect();
                several[0].within(&papers::numbered(plural(several[0].noun), &numbers))
            }
        };
        said::semicolons(&cited.chunk_by(together).map(named).collect::<Vec<_>>())
    }
}

fn paragraph(labels: &Labels, dossier: &Dossier, filed: &Filed, sources: &Sources) -> Vec<Part> {
    let line = &filed.line;
    let senders: Vec<String> = line.senders.iter().map(|code| labels.state(code)).collect();
    let mut beside = Vec::new();
    if !senders.is_empty() {
        beside.push(said::commas(&senders));
    }
    if filed.position() != crate::domain::Position::NotStated {
        beside.push(catalogue::named(filed.position().label()).to_lowercase());
    }
    let text = line.text.trim_end_matches(['.', ';']);
    let cited = Cited::of(&dossier.progress, filed).alone();
    let mut parts = vec![Part::new(papers::finding(&cited, &beside, text))];
    // Where others alone speak, what stands is what they say.
    if is_assessed(filed) {
        parts.extend(cite::status(labels, filed, false));
    }
    parts.extend(cite::others(labels, filed));
    let foreign = |part: &Part| part.text.contains(said::runs_from_the_right);
    let mut marks = sources.marks(filed);
    if parts.iter().any(foreign) {
        // Behind words from the right the numbers would be read backwards; a blank stands first.
        for mark in &mut marks {
            mark.text.insert(1, LEFT_TO_RIGHT);
        }
    }
    parts.extend(marks);
    parts
}

/// Whether the submitter assessed it, or a part of it.
fn is_assessed(filed: &Filed) -> bool {
    std::iter::once(&filed.line).chain(&filed.components).any(|line| line.headline.is_some())
}

/// What an item costs in words.
struct Cost {
    item: String,
    level: Level,
    quoted: usize,
    rest: usize,
}

impl Cost {
    fn of(labels: &Labels, filed: &Filed, parts: &[Part]) -> Self {
        let all: usize = parts.iter().map(words::of_part).sum();
        let quoted = words::count(&filed.line.text);
        Self {
            item: labels.shown(&filed.line),
            level: filed.line.level(),
            quoted,
            rest: all.saturating_sub(quoted),
        }
    }

    /// What says least goes first: quotations, since number and document suffice; then what was
    /// not assessed, or without a finding, by the file's owner.
    fn cuts(&self) -> Vec<(usize, usize, Cut)> {
        let mut cuts = vec![(1, self.quoted, Cut::Quotation)];
        match self.level {
            Level::NotAssessed => {
                cuts.push((0, self.rest, Cut::Others));
            }
            Level::NoInformation => cuts.push((0, self.rest, Cut::NoFinding)),
            Level::Implemented => cuts.push((2, self.rest, Cut::Done)),
            _ => {}
        }
        cuts
    }
}

/// As many cuts as bring it within the limit, first those that say least, the longest first.
fn cuts(costs: Vec<Cost>, over: usize) -> Table<'static> {
    let mut all: Vec<(usize, usize, String, Cut)> = Vec::new();
    for cost in &costs {
        let own = cost.cuts().into_iter();
        all.extend(own.map(|(order, words, why)| (order, words, cost.item.clone(), why)));
    }
    all.sort_by_key(|(order, words, ..)| (*order, std::cmp::Reverse(*words)));
    let mut left = over;
    let mut rows = Vec::new();
    for (_, words, item, why) in all {
        if left == 0 {
            break;
        }
        left = left.saturating_sub(words);
        rows.push(Row::new(vec![
            item.into(),
            why.words().into(),
            number(words).into(),
            number(left).into(),
        ]));
    }
    let columns = vec![
        Column::new("id", "Item", Kind::Item),
        Column::new("cut", "What to cut first", Kind::Text),
        Column::new("words", "Words", Kind::Number),
        Column::new("still_over", "Still too many", Kind::Number),
    ];
    Table::new("cuts", PaperHeading::Cuts, columns).with_rows(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(item: &str, level: Level, quoted: usize, rest: usize) -> Cost {
        Cost { item: item.into(), level, quoted, rest }
    }

    #[test]
    fn cuts_reach_the_limit_and_no_further() {
        let costs = vec![
            cost("A:1", Level::InProgress, 30, 80),
            cost("A:2", Level::NotAssessed, 10, 20),
            cost("A:3", Level::Implemented, 40, 15),
        ];
        let table = cuts(costs, 55);
        let rows = table.rows.hold().unwrap();
        let words: Vec<_> = rows.iter().map(|row| format!("{:?}", row.cells[0].value)).collect();
        assert_eq!(words.len(), 2, "20 of A:2 and 40 of A:3 suffice: {words:?}");
        assert!(words[0].contains("A:2") && words[1].contains("A:3"));
    }

    #[test]
    fn items_of_one_document_are_cited_together() {
        let cited = |document, noun, reference| Cited { document, noun, reference };
        let all = [
            cited(None, "areas", "1"),
            cited(None, "areas", "48"),
            cited(Some("A/HRC/42/10"), "recommendations", "126.1"),
        ];
        assert_eq!(Cited::all(&all), "Areas 1, 48; A/HRC/42/10, recommendation 126.1");
    }
}
