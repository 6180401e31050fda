//! OHCHR's thematic list of recommendations, filled in.
//!
//! Cycles 2 and 3 have a last column for assessments, made for institutions to fill in and send
//! back; cycle 4 has the Sustainable Development Goals there.

use super::super::items::position;
use super::super::labels::Labels;
use super::super::progress::{Progress, set_notes, with_article};
use super::super::words::nouns::{capital, plural, singular};
use super::super::{Block, Cell, Column, Document, Kind, Part, Row, Table, TableShape};
use super::{Dossier, Filed, Theme, begun, cite, lines, themed};
use crate::domain::lines::{SetLine, TagLine};
use crate::domain::{Facet, Position};
use crate::report::words::{self, findings, papers};

/// What the items of a UPR report are called.
const RECOMMENDATIONS: &str = "recommendations";

/// Whose layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// That of cycles 2 and 3.
    #[default]
    Filled,
    /// That of cycle 4.
    FourthCycle,
}

/// How the cells are laid out.
#[derive(Debug, Clone, Copy)]
struct MatrixLook {
    layout: Layout,
    /// What stands before a theme.
    dash: &'static str,
}

/// Themes have a dash in front from cycle 3 on.
fn dash(dossier: &Dossier, layout: Layout) -> &'static str {
    let third = dossier.progress.sets.iter().any(|set| set.cycle == Some(3));
    if layout == Layout::FourthCycle || third { "- " } else { "" }
}

/// Where an item stands: by theme and position, as in the file that lists it.
fn listed(filed: &Filed) -> (&Theme, usize, i64) {
    let place = filed.line.filing.as_ref().map_or(i64::MAX, |filing| filing.id);
    (&filed.theme, filed.rank(), place)
}

/// The matrix: its table stands before any other.
pub fn document(labels: &Labels, dossier: &Dossier, layout: Layout) -> Document<'static> {
    let progress = &dossier.progress;
    let mut document = begun(labels, &title(progress), dossier);
    let before = set_notes(progress).into_iter().chain(notes(labels, dossier, layout));
    document.blocks.extend(before.map(Block::Note));
    let look = MatrixLook { layout, dash: dash(dossier, layout) };
    let mut filed: Vec<&Filed> = dossier.filed.iter().collect();
    filed.sort_by(|one, next| listed(one).cmp(&listed(next)));
    let rows = filed.into_iter().map(|filed| row(labels, filed, look)).collect();
    let list = papers::thematic_list(plural(progress.noun()));
    let mut table = Table::new("matrix", list, columns(progress, layout))
        .with_rows(rows)
        .main()
        .grouped_by("theme");
    table.shape = TableShape::ThematicList;
    document.blocks.push(Block::Table(table));
    document
}

/// As OHCHR's page heads say it, `UPR of Slovenia (2nd Cycle)`; what is no UPR report is called by its
/// own title.
fn title(progress: &Progress) -> String {
    let noun = plural(progress.noun());
    let upr = !progress.sets.is_empty() && progress.sets.iter().all(is_upr);
    let Some(state) = progress.state.as_deref().filter(|_| upr) else {
        return papers::list_of(&progress.covers(), noun);
    };
    let (cycle, session) = match progress.sets.as_slice() {
        [set] => (set.cycle, session(progress, set)),
        _ => (None, None),
    };
    papers::upr_of(&with_article(state), cycle, session, noun)
}

/// Recommendations of a cycle. A letter on a cycle has areas, a treaty body's report has no cycle.
fn is_upr(set: &SetLine) -> bool {
    set.cycle.is_some() && set.noun == RECOMMENDATIONS
}

/// The session of the Working Group that a report came from, where the set or its document tells.
fn session(progress: &Progress, set: &SetLine) -> Option<i64> {
    if set.session.is_some() {
        return set.session;
    }
    let session = progress.document(set.document.as_deref()?)?.session.as_deref()?;
    let digits: String = session.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The heads as OHCHR prints them; what has no recommendations is called as its set calls it.
fn columns(progress: &Progress, layout: Layout) -> Vec<Column> {
    let last = match layout {
        Layout::Filled => "assessment",
        Layout::FourthCycle => "sdgs",
    };
    let [recommendation, position, themes, fourth] = papers::matrix(layout == Layout::FourthCycle);
    let item = if progress.sets.iter().any(|set| set.noun == RECOMMENDATIONS) {
        recommendation.to_owned()
    } else {
        capital(&singular(progress.noun()))
    };
    vec![
        Column::new("theme", "Theme", Kind::Text),
        Column::new("recommendation", item, Kind::Text),
        Column::new("position", position, Kind::Status),
        Column::new("themes", themes, Kind::Text),
        Column::new(last, fourth, Kind::Text),
        Column::new("id", "Item", Kind::Item).for_scripts(),
    ]
}

fn row(labels: &Labels, filed: &Filed, look: MatrixLook) -> Row {
    let last = match look.layout {
        Layout::Filled => assessment(labels, filed),
        Layout::FourthCycle => lines(goals(filed)),
    };
    let cells = vec![
        recommendation(labels, filed, look.layout),
        stated(filed),
        themes(labels, filed, look),
        last,
        labels.item(&filed.line),
    ];
    let theme = &filed.theme.label;
    themed(if theme.is_empty() { String::new() } else { papers::theme(theme) }, cells)
}

/// The position; left open where none is recorded.
fn stated(filed: &Filed) -> Cell {
    if filed.position() == Position::NotStated { Cell::default() } else { position(&filed.line) }
}

/// The words of the matrix that lists it, else of its own document.
fn recommendation(labels: &Labels, filed: &Filed, layout: Layout) -> Cell {
    let line = &filed.line;
    let fourth = layout == Layout::FourthCycle;
    let printed = line.filing.as_ref().and_then(|filing| filing.printed.clone());
    let text = printed.unwrap_or_else(|| {
        let end = if line.senders.is_empty() { "" } else { ";" };
        format!("{} {}{end}", line.reference, cite::recommendation(labels, line, fourth))
    });
    let mut parts = vec![Part::new(text)];
    if let Some((document, paragraph)) = cite::position_source(filed) {
        let source =
            if fourth { findings::source_of_position_4 } else { findings::source_of_position };
        parts.push(Part::new(source(&document, paragraph.as_deref())));
    }
    lines(parts)
}

/// The tags of a facet: those of files as they came and in their words, then our own.
fn tags(filed: &Filed, facet: Facet) -> impl Iterator<Item = &TagLine> {
    let mut tags: Vec<&TagLine> = filed.line.tags_of(facet).collect();
    tags.sort_by_key(|tag| if tag.own { (true, 0) } else { (false, tag.order) });
    tags.into_iter()
}

fn tag(tag: &TagLine, text: &str) -> Part {
    let text = tag.printed.as_deref().unwrap_or(text);
    Part { own: tag.own, ..Part::new(format!("- {text}")) }
}

fn groups(filed: &Filed) -> Vec<Part> {
    tags(filed, Facet::Group).map(|group| tag(group, &group.label)).collect()
}

fn goals(filed: &Filed) -> Vec<Part> {
    let goal = |goal: &TagLine| {
        let coded = goal.vocabulary != "sdg" || goal.label.starts_with(&goal.slug);
        let text =
            if coded { goal.label.clone() } else { format!("{} - {}", goal.slug, goal.label) };
        tag(goal, &text)
    };
    tags(filed, Facet::Sdg).map(goal).collect()
}

/// Themes, goals and groups, as the layout has them.
fn themes(labels: &Labels, filed: &Filed, look: MatrixLook) -> Cell {
    let mut parts = theme_list(labels, filed, look.dash);
    let fourth = look.layout == Layout::FourthCycle;
    let goals = if fourth { Vec::new() } else { goals(filed) };
    let lists = [(findings::sdgs(), goals), (findings::persons(fourth), groups(filed))];
    for (heading, list) in lists {
        if !list.is_empty() {
            parts.push(Part::new(heading));
            parts.extend(list);
        }
    }
    lines(parts)
}

/// The themes of the matrix that lists the item and our own; else its heading and all its themes.
fn theme_list(labels: &Labels, filed: &Filed, dash: &str) -> Vec<Part> {
    let line = &filed.line;
    let heading = line.heading.and_then(|id| labels.headings.get(&id));
    let list = line.filing.as_ref().and(heading).map(|heading| heading.vocabulary.as_str());
    let mut parts: Vec<Part> = Vec::new();
    if let (None, Some(heading)) = (list, heading) {
        let text = format!("{dash}{}", heading.label);
        parts.push(Part { own: line.heading_own, ..Part::new(text) });
    }
    let listed = |tag: &&TagLine| tag.own || list.is_none_or(|list| tag.vocabulary == list);
    for tag in tags(filed, Facet::Theme).filter(listed) {
        let text = format!("{dash}{}", tag.printed.as_deref().unwrap_or(&tag.label));
        if parts.iter().all(|part| part.text != text) {
            parts.push(Part { own: tag.own, ..Part::new(text) });
        }
    }
    parts
}

/// Level, date, voice, reason, the other voices and the evidence. An item of which nobody says
/// anything is left open.
fn assessment(labels: &Labels, filed: &Filed) -> Cell {
    let mut parts = Vec::new();
    if filed.has_status() || filed.has_public_evidence() {
        parts = cite::status(labels, filed, true);
    }
    parts.extend(cite::others(labels, filed));
    let sources = cite::sources(filed);
    if !sources.is_empty() {
        parts.push(cite::evidence_heading(&sources));
    }
    parts.extend(sources);
    if parts.is_empty() { Cell::default() } else { lines(parts) }
}

fn notes(labels: &Labels, dossier: &Dossier, layout: Layout) -> Vec<String> {
    let mut notes = Vec::new();
    if layout == Layout::Filled {
        let day = words::day(dossier.progress.as_of);
        notes.push(papers::assessments_of(labels.named(), labels.self_assessment, &day));
    }
    if dossier.filed.iter().any(|filed| filed.line.tags.iter().any(|tag| tag.own)) {
        notes.push(papers::own_explained());
    }
    notes
}
