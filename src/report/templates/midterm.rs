//! The skeleton of a voluntary mid-term report: all recommendations, noted ones too.

use super::super::items::{position, status_cell};
use super::super::labels::{Labels, number, singular};
use super::super::plans::{Action, beside};
use super::super::progress::{self, counts_of_levels, with_article};
use super::super::{Block, Cell, Column, Document, Kind, Part, Row, Table};
use super::{Dossier, Filed, begun, cite, heading, lines, words};
use crate::domain::{Level, Position};
use crate::report::words as said;

/// The skeleton; `limit` is how many words it may have.
pub fn document(labels: &Labels, dossier: &Dossier, limit: Option<usize>) -> Document<'static> {
    let progress = &dossier.progress;
    let mut document = begun(labels, &title(dossier), dossier);
    let mut blocks = Vec::new();
    introduction(labels, dossier, &mut blocks);
    overview(labels, dossier, &mut blocks);
    by_theme(labels, dossier, &mut blocks);
    let counting = words::counted(&blocks);
    document.facts = vec![
        super::super::items::fact("as_of", progress.as_of),
        super::super::items::fact("items", number(dossier.filed.len())),
        super::super::items::fact("words", number(counting)),
        super::super::items::fact("word_limit", limit.map(number)),
    ];
    document.blocks.append(&mut blocks);
    document.blocks.push(heading(1, "Length"));
    document.blocks.push(Block::Note(count_said(counting, limit)));
    document
}

/// By State and cycle; what has no cycle is called by its own title.
fn title(dossier: &Dossier) -> String {
    let progress = &dossier.progress;
    match (progress.sets.as_slice(), &progress.state) {
        ([set], Some(state)) if set.cycle.is_some() => {
            let cycle = set.cycle.map(said::cycle).unwrap_or_default();
            format!("Voluntary mid-term report of {}: {cycle}", with_article(state))
        }
        _ => format!("Voluntary mid-term report: {}", progress.covers()),
    }
}

fn count_said(counting: usize, limit: Option<usize>) -> String {
    let what = "headings, paragraphs and lists; not tables, footnotes, this section and what is still to be written";
    match limit {
        None => format!(
            "{counting} words so far ({what}). This section goes before the report is sent."
        ),
        Some(limit) if counting > limit => {
            format!(
                "{counting} words of {limit} ({what}): {} too many. This section goes before the report is sent.",
                counting - limit
            )
        }
        Some(limit) => {
            format!(
                "{counting} words of {limit} ({what}): {} left to write with. This section goes before the report is sent.",
                limit - counting
            )
        }
    }
}

fn introduction(labels: &Labels, dossier: &Dossier, blocks: &mut Vec<Block<'static>>) {
    let progress = &dossier.progress;
    blocks.push(heading(1, "Introduction and method"));
    blocks.push(Block::Paragraph(progress::covered(labels, progress)));
    if let Some(end) = dossier.moved_to {
        blocks.push(Block::Paragraph(format!(
            "The period under review ended on {}: this is the state on that day.",
            said::day(end)
        )));
    } else if let [set] = progress.sets.as_slice() {
        blocks.extend(progress::period(set, progress.as_of).map(Block::Paragraph));
    }
    blocks.extend(progress::set_notes(progress).into_iter().map(Block::Paragraph));
    blocks.push(Block::ToWrite(
        "who prepared this report and who was consulted (ministries, parliament, national human rights institution, civil society), how, and when".into(),
    ));
    blocks.push(Block::Paragraph(format!(
        "Each {} has one of seven levels, each dated, with its reason and its evidence:",
        singular(progress.noun())
    )));
    let meaning = [
        (Level::NotAssessed, "nothing was said of it yet"),
        (Level::NoInformation, "looked; cannot tell"),
        (Level::NotImplemented, "no relevant step taken"),
        (Level::InProgress, "steps under way, no result in law or practice yet"),
        (Level::PartiallyImplemented, "some of what is asked is in place"),
        (Level::Implemented, "all of what is asked is in place"),
        (Level::Regressed, "contrary measures, or an earlier result undone"),
    ];
    let point = |(level, words): (Level, &str)| Part::new(format!("{}: {words}", level.label()));
    blocks.push(Block::List(meaning.into_iter().map(point).collect()));
}

fn overview(labels: &Labels, dossier: &Dossier, blocks: &mut Vec<Block<'static>>) {
    let progress = &dossier.progress;
    blocks.push(heading(1, "Overview"));
    blocks.push(Block::Paragraph(progress::assessed_sentence(progress)));
    blocks.push(heading(2, progress::BY_STATUS));
    blocks.push(Block::Table(progress::statuses(progress)));
    if let Some(points) = progress::regressed(labels, progress) {
        blocks.push(heading(2, progress::REGRESSED));
        blocks.push(points);
    }
    if dossier.has_positions() {
        let table = positions(dossier);
        blocks.push(heading(2, table.title.clone()));
        blocks.push(Block::Table(table));
    }
    blocks.push(heading(2, progress::by(progress)));
    blocks.push(Block::Chart(progress::bars(progress, false)));
    blocks.push(heading(2, "Main developments"));
    blocks.push(Block::ToWrite(
        "the main developments since the review, in a few paragraphs".to_owned(),
    ));
}

/// A row a status, a column a position that is there.
fn positions(dossier: &Dossier) -> Table<'static> {
    let has =
        |position: &&Position| dossier.filed.iter().any(|filed| filed.position() == **position);
    let present: Vec<Position> = Position::ALL.iter().filter(has).copied().collect();
    let mut columns = vec![Column::new("status", "Status", Kind::Status)];
    let title = |of: &Position| Column::new(of.slug(), of.label(), Kind::Number);
    columns.extend(present.iter().map(title));
    columns.push(Column::new("items", "Items", Kind::Number));
    let row = |level: &Level| {
        let at: Vec<&Filed> =
            dossier.filed.iter().filter(|filed| filed.line.level() == *level).collect();
        let mut cells = vec![super::super::labels::level(*level)];
        cells.extend(present.iter().map(|position| {
            let of = at.iter().filter(|filed| filed.position() == *position).count();
            number(of).into()
        }));
        cells.push(number(at.len()).into());
        Row::new(cells)
    };
    let rows = Level::ALL.iter().map(row).collect();
    Table::new("positions", "By position of the State", columns).with_rows(rows)
}

/// A paragraph a theme on where its items stand, the items in a table beneath, and once a theme the
/// places where a person must write: a State answers by theme.
fn by_theme(labels: &Labels, dossier: &Dossier, blocks: &mut Vec<Block<'static>>) {
    blocks.push(heading(1, "Implementation by theme"));
    let (progress, positioned) = (&dossier.progress, dossier.has_positions());
    for theme in dossier.filed.chunk_by(|one, next| one.theme == next.theme) {
        let label = &theme[0].theme.label;
        blocks.push(heading(2, label.clone()));
        blocks.push(Block::Paragraph(standing(theme, progress.noun())));
        let rows = theme.iter().map(|filed| member(labels, filed, positioned)).collect();
        let columns = columns(positioned, progress.noun());
        let table = Table::new("items", label.clone(), columns).with_rows(rows).itemized();
        blocks.push(Block::Table(table.main()));
        blocks.extend(measures(theme));
        blocks.push(Block::ToWrite("measures taken, by whom and when".to_owned()));
        blocks.push(Block::ToWrite("challenges, and support needed".to_owned()));
    }
}

/// The actions that are taken for the items of a theme, each once.
fn measures(theme: &[Filed]) -> Vec<Block<'static>> {
    let mut seen: Vec<Action> = Vec::new();
    for action in theme.iter().flat_map(|filed| &filed.actions) {
        if !seen.iter().any(|known| known.line.id == action.line.id) {
            seen.push(action.clone());
        }
    }
    beside(&seen)
}

/// Where the items of a theme stand, and what the State said to them.
fn standing(theme: &[Filed], noun: &str) -> String {
    let counts = counts_of_levels(theme.iter().map(|filed| filed.line.level()));
    let levels = said::levels(&counts, noun, "");
    let at = |position: &Position| {
        let count = theme.iter().filter(|filed| filed.position() == *position).count();
        let told = count > 0 && *position != Position::NotStated;
        told.then(|| format!("{count} {}", position.label().to_lowercase()))
    };
    let positions: Vec<String> = Position::ALL.iter().filter_map(at).collect();
    if positions.is_empty() {
        levels
    } else {
        format!("{levels} Position of the State: {}.", positions.join(", "))
    }
}

pub(super) fn columns(positioned: bool, noun: &str) -> Vec<Column> {
    let position = Column::new("position", "Position of the State", Kind::Text);
    vec![
        Column::new("id", super::super::labels::capital(&singular(noun)), Kind::Item),
        Column::new("text", "Text", Kind::Text),
        Column::new("theme", "Theme", Kind::Text).for_scripts(),
        if positioned { position } else { position.for_scripts() },
        Column::new("status", "Status", Kind::Status),
        Column::new("since", "Since", Kind::Date),
        Column::new("reason", "Reason", Kind::Text),
        Column::new("other_voices", "Other assessors", Kind::Text),
        Column::new("evidence", "Evidence", Kind::Text),
    ]
}

/// An item with all that was said of it.
pub(super) fn member(labels: &Labels, filed: &Filed, positioned: bool) -> Row {
    let line = &filed.line;
    let since = if line.is_compound() { None } else { line.since() };
    Row::new(vec![
        labels.item(line),
        cite::recommendation(labels, line, false).into(),
        filed.theme.label.as_str().into(),
        if positioned { stated(filed).into() } else { position(line) },
        status_cell(line),
        since.into(),
        reason(filed),
        lines(cite::others(labels, filed)),
        lines(cite::sources(filed)),
    ])
}

/// Why it stands where it stands; of a compound item, its tally and each component.
fn reason(filed: &Filed) -> Cell {
    if filed.line.is_compound() {
        return lines(cite::components(filed));
    }
    super::super::items::note(filed.line.headline.as_ref())
}

/// The position with its source.
fn stated(filed: &Filed) -> String {
    let label = filed.position().label();
    match cite::position_source(filed) {
        Some((document, paragraph)) => {
            let at = paragraph.map(|text| format!(", {}", cite::place(&text))).unwrap_or_default();
            format!("{label} ({document}{at})")
        }
        None => label.to_owned(),
    }
}
