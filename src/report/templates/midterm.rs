//! The skeleton of a voluntary mid-term report: all recommendations, noted ones too.

use super::super::labels::{Labels, counted, number, singular};
use super::super::progress::{self, item_columns, item_row};
use super::super::{Block, Column, Document, Kind, Part, Row, Table};
use super::{Dossier, Filed, begun, cite, heading, words};
use crate::domain::{Level, Position};

/// The place of the theme among the columns of the items.
const THEME: usize = 2;

/// The skeleton; `limit` is how many words it may have.
pub fn document(labels: &Labels, dossier: &Dossier, limit: Option<usize>) -> Document<'static> {
    let progress = &dossier.progress;
    let title = format!("Mid-term report: {}", progress.covers());
    let mut document = begun(labels, &title, dossier);
    let mut blocks = Vec::new();
    introduction(labels, dossier, &mut blocks);
    overview(dossier, &mut blocks);
    by_theme(labels, dossier, &mut blocks);
    let counting = words::counted(&blocks);
    document.facts = vec![
        super::super::items::fact("as_of", progress.as_of),
        super::super::items::fact("items", number(dossier.filed.len())),
        super::super::items::fact("words", number(counting)),
        super::super::items::fact("word_limit", limit.map(number)),
    ];
    document.blocks.push(Block::Note(count_said(counting, limit)));
    document.blocks.append(&mut blocks);
    annex(labels, dossier, &mut document.blocks);
    document
}

fn count_said(counting: usize, limit: Option<usize>) -> String {
    let what = "headings, paragraphs and lists; not tables, footnotes, the annex and what is still to be written";
    match limit {
        None => format!("{counting} words so far ({what})."),
        Some(limit) if counting > limit => {
            format!("{counting} words of {limit} ({what}): {} too many.", counting - limit)
        }
        Some(limit) => {
            format!(
                "{counting} words of {limit} ({what}): {} left to write with.",
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
            crate::report::words::day(end)
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

fn overview(dossier: &Dossier, blocks: &mut Vec<Block<'static>>) {
    let progress = &dossier.progress;
    blocks.push(heading(1, "Overview"));
    blocks.push(Block::Paragraph(progress::assessed_sentence(progress)));
    blocks.push(heading(2, progress::BY_STATUS));
    blocks.push(Block::Table(progress::statuses(progress)));
    if let Some(points) = progress::regressed(progress) {
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

fn by_theme(labels: &Labels, dossier: &Dossier, blocks: &mut Vec<Block<'static>>) {
    blocks.push(heading(1, "Implementation by theme"));
    for theme in dossier.filed.chunk_by(|one, next| one.theme == next.theme) {
        blocks.push(heading(2, theme[0].theme.label.clone()));
        for filed in theme {
            one(labels, filed, dossier.has_positions(), blocks);
        }
        // Once a theme: a State answers by theme, and 254 items would leave 508 places to fill.
        blocks.push(Block::ToWrite("measures taken, by whom and when".to_owned()));
        blocks.push(Block::ToWrite("challenges, and support needed".to_owned()));
    }
}

/// An item; the State's position is told where the file has any.
fn one(labels: &Labels, filed: &Filed, positioned: bool, blocks: &mut Vec<Block<'static>>) {
    let line = &filed.line;
    blocks.push(heading(3, line.name()));
    blocks.push(Block::Paragraph(cite::recommendation(labels, line, false)));
    let mut status = cite::status(labels, filed, true);
    if let Some(first) = status.first_mut() {
        let said = if positioned {
            format!("Position of the State: {}. Status: ", position(filed))
        } else {
            "Status: ".to_owned()
        };
        first.text.insert_str(0, &said);
    }
    status.extend(cite::others(labels, filed));
    let rest = status.split_off(1.min(status.len()));
    blocks.push(Block::Prose(status));
    if !rest.is_empty() {
        blocks.push(Block::List(rest));
    }
    let sources = cite::sources(filed);
    if !sources.is_empty() {
        blocks.push(Block::Prose(vec![cite::evidence_heading(&sources)]));
        blocks.push(Block::List(sources));
    }
}

/// The position with its source.
fn position(filed: &Filed) -> String {
    let label = filed.position().label();
    match cite::position_source(filed) {
        Some((document, paragraph)) => {
            let at = paragraph.map(|text| format!(", {}", cite::place(&text))).unwrap_or_default();
            format!("{label} ({document}{at})")
        }
        None => label.to_owned(),
    }
}

fn annex(labels: &Labels, dossier: &Dossier, blocks: &mut Vec<Block<'static>>) {
    let progress = &dossier.progress;
    blocks.push(heading(1, format!("Annex: all {}", progress.noun())));
    let row = |filed: &Filed| {
        let mut row = item_row(labels, progress.as_of, &filed.line);
        if let Some(theme) = row.cells.get_mut(THEME) {
            *theme = filed.theme.label.as_str().into();
        }
        row
    };
    let rows = dossier.filed.iter().map(row).collect();
    let title = format!("All {}", counted(number(dossier.filed.len()), progress.noun()));
    let table = Table::new("items", title, item_columns(progress.many_voices));
    blocks.push(Block::Table(table.with_rows(rows).main().grouped_by("theme")));
}
