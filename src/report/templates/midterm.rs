//! The skeleton of a voluntary mid-term report: all recommendations, noted ones too.

use std::collections::BTreeMap;

use super::super::items::{position, status_cell};
use super::super::labels::{Labels, number};
use super::super::progress::{self, counts_of_levels, with_article};
use super::super::words::nouns::{capital, plural, singular};
use super::super::{Block, Cell, Column, Document, Kind, Part, Row, Table};
use super::{Dossier, Filed, begun, cite, heading, lines, measures, words};
use crate::domain::{Facet, Level, Position};
use crate::report::words::catalogue::named;
use crate::report::words::papers::{self, PaperHeading, Prompt};
use crate::report::words::{self as said, figures, findings};

/// The skeleton; `limit` is how many words it may have.
pub fn document(labels: &Labels, dossier: &Dossier, limit: Option<usize>) -> Document<'static> {
    let progress = &dossier.progress;
    let mut document = begun(labels, &title(dossier), dossier);
    let mut blocks = Vec::new();
    introduction(labels, dossier, &mut blocks);
    overview(labels, dossier, &mut blocks);
    by_group(labels, dossier, &mut blocks);
    let counting = words::counted(&blocks);
    document.facts = vec![
        super::super::items::fact("as_of", progress.as_of),
        super::super::items::fact("items", number(dossier.filed.len())),
        super::super::items::fact("words", number(counting)),
        super::super::items::fact("word_limit", limit.map(number)),
    ];
    document.blocks.append(&mut blocks);
    document.blocks.push(heading(1, PaperHeading::Length));
    document.blocks.push(Block::Note(papers::midterm_length(counting, limit)));
    document
}

/// By State and cycle; what has no cycle is called by its own title.
fn title(dossier: &Dossier) -> String {
    let progress = &dossier.progress;
    match (progress.sets.as_slice(), &progress.state) {
        ([set], Some(state)) if set.cycle.is_some() => {
            papers::midterm(&with_article(state), set.cycle.unwrap_or_default())
        }
        _ => papers::midterm_on(&progress.covers()),
    }
}

fn introduction(labels: &Labels, dossier: &Dossier, blocks: &mut Vec<Block<'static>>) {
    let progress = &dossier.progress;
    blocks.push(heading(1, PaperHeading::Introduction));
    blocks.push(Block::Paragraph(progress::covered(labels, progress)));
    if let Some(end) = dossier.moved_to {
        blocks.push(Block::Paragraph(papers::period_ended(&said::day(end))));
    } else if let [set] = progress.sets.as_slice() {
        blocks.extend(progress::period(set, progress.as_of).map(Block::Paragraph));
    }
    blocks.extend(progress::set_notes(progress).into_iter().map(Block::Paragraph));
    blocks.push(Block::ToWrite(Prompt::WhoPrepared.into()));
    blocks.push(Block::Paragraph(papers::levels_explained(progress.noun())));
    let meaning = Level::ALL.iter().map(|level| Part::new(papers::level_explained(*level)));
    blocks.push(Block::List(meaning.collect()));
}

fn overview(labels: &Labels, dossier: &Dossier, blocks: &mut Vec<Block<'static>>) {
    let progress = &dossier.progress;
    blocks.push(heading(1, PaperHeading::Overview));
    blocks.push(Block::Paragraph(progress::assessed_sentence(progress)));
    blocks.push(heading(2, figures::by_status()));
    blocks.push(Block::Table(progress::statuses(progress)));
    if let Some(points) = progress::regressed(labels, progress) {
        blocks.push(heading(2, figures::regressed()));
        blocks.push(points);
    }
    if dossier.has_positions() {
        let table = positions(dossier);
        blocks.push(heading(2, table.title.clone()));
        blocks.push(Block::Table(table));
    }
    if progress.parts.iter().any(|part| !part.key.is_empty()) {
        blocks.push(heading(2, progress::by(progress)));
        blocks.push(Block::Chart(progress::bars(progress, false)));
    }
    blocks.push(heading(2, PaperHeading::Developments));
    blocks.push(Block::ToWrite(Prompt::Developments.into()));
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
    Table::new("positions", PaperHeading::ByPosition, columns).with_rows(rows)
}

/// A paragraph a theme or cluster on where its items stand, the items in a table beneath, and once a
/// group the places where a person must write: a State answers by theme.
fn by_group(labels: &Labels, dossier: &Dossier, blocks: &mut Vec<Block<'static>>) {
    // Where nothing stands under a theme, none is spoken of.
    let unthemed =
        !dossier.by_cluster && dossier.filed.iter().all(|filed| filed.theme.label.is_empty());
    let (title, groups) = match (dossier.by_cluster, unthemed) {
        (true, _) => (PaperHeading::ByCluster, clusters(dossier)),
        (false, false) => (PaperHeading::ByTheme, themes(dossier)),
        (false, true) => (PaperHeading::Findings, themes(dossier)),
    };
    blocks.push(heading(1, title));
    let (progress, positioned) = (&dossier.progress, dossier.has_positions());
    for (label, members) in groups {
        let label = if unthemed { capital(plural(progress.noun())) } else { label.to_owned() };
        blocks.push(heading(2, label.clone()));
        blocks.push(Block::Paragraph(standing(&members, progress.noun())));
        let rows = members.iter().map(|filed| member(labels, filed, positioned)).collect();
        let columns = columns(positioned, progress.noun());
        let table = Table::new("items", label, columns).with_rows(rows).itemized();
        blocks.push(Block::Table(table.main()));
        blocks.push(Block::Table(measures::taken(labels, &members)));
        blocks.push(Block::Table(measures::indicators(&members)));
        blocks.push(Block::ToWrite(Prompt::Measures.into()));
        blocks.push(Block::ToWrite(Prompt::Challenges.into()));
    }
}

/// What a group is called, and its items.
type ItemGroup<'d> = (&'d str, Vec<&'d Filed>);

fn themes(dossier: &Dossier) -> Vec<ItemGroup<'_>> {
    let themes = dossier.filed.chunk_by(|one, next| one.theme == next.theme);
    themes.map(|theme| (theme[0].theme.head(), theme.iter().collect())).collect()
}

/// By cluster, in the order of their names; an item stands in each of its own, what is in none last.
fn clusters(dossier: &Dossier) -> Vec<ItemGroup<'_>> {
    let mut groups: BTreeMap<(bool, &str, &str), Vec<&Filed>> = BTreeMap::new();
    for filed in &dossier.filed {
        let mut alone = true;
        for tag in filed.line.tags_of(Facet::Cluster) {
            alone = false;
            groups.entry((false, &tag.label, &tag.slug)).or_default().push(filed);
        }
        if alone {
            groups.entry((true, PaperHeading::NoCluster.words(), "")).or_default().push(filed);
        }
    }
    groups.into_iter().map(|((_, label, _), members)| (label, members)).collect()
}

/// Where the items of a group stand, and what the State said to them.
fn standing(group: &[&Filed], noun: &str) -> String {
    let counts = counts_of_levels(group.iter().map(|filed| filed.line.level()));
    let levels = said::levels(&counts, noun, None);
    let at = |position: &Position| {
        let count = number(group.iter().filter(|filed| filed.position() == *position).count());
        let told = count > 0 && *position != Position::NotStated;
        told.then(|| (count, named(position.label()).to_lowercase()))
    };
    let positions: Vec<(i64, String)> = Position::ALL.iter().filter_map(at).collect();
    papers::standing(levels, &positions)
}

pub(super) fn columns(positioned: bool, noun: &str) -> Vec<Column> {
    let position = Column::new("position", "Position of the State", Kind::Text);
    vec![
        Column::new("id", capital(&singular(noun)), Kind::Item),
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
        Cell::maybe(Some(filed.theme.label.as_str()).filter(|theme| !theme.is_empty())),
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
    let label = named(filed.position().label());
    match cite::position_source(filed) {
        Some((document, paragraph)) => {
            let at = paragraph.map(|text| findings::paragraph(&text));
            findings::position(label, &document, at.as_deref())
        }
        None => label.to_owned(),
    }
}
