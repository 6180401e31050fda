//! `report`, `changes` and `status log`.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;

use super::dossier::{milestones, whole_course};
use super::items::{collect, compound_lines, concerned};
use super::source::Source;
use super::{Prepared, Question, filter_words, footer};
use crate::app::App;
use crate::app::error::{AppError, Result};
use crate::domain::dates::Edge;
use crate::domain::filter::ThemeFilter;
use crate::domain::lines::{CountLine, ItemLine, SetLine};
use crate::domain::{DateWord, Filter, Level, View};
use crate::report::history::{changes, changes_document, history_columns, history_row};
use crate::report::items::theme_sentence;
use crate::report::labels::{Ahead, Labels, counted, tally_line};
use crate::report::progress::{self, PartLine, Progress, counts_of, item_columns, item_row};
use crate::report::{Block, Document, FeedError, Table};
use crate::store::{Detail, Dimension, Levels, Tx};

/// By what a report breaks its figures down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// The headings.
    #[default]
    Theme,
    /// The levels.
    Status,
    /// The sets.
    Set,
    /// The voices, each with its own statuses.
    Assessor,
    /// Affected groups.
    Group,
    /// SDG goals and targets.
    Sdg,
    /// The State's positions.
    Position,
    /// The States under review.
    State,
}

impl By {
    /// Each with its spelling.
    pub const ALL: [(&'static str, Self); 8] = [
        ("theme", Self::Theme),
        ("status", Self::Status),
        ("set", Self::Set),
        ("assessor", Self::Assessor),
        ("group", Self::Group),
        ("sdg", Self::Sdg),
        ("position", Self::Position),
        ("state", Self::State),
    ];

    fn dimension(self) -> Dimension {
        match self {
            Self::Theme => Dimension::Theme,
            Self::Status | Self::Assessor => Dimension::Whole,
            Self::Set => Dimension::Set,
            Self::Group => Dimension::Group,
            Self::Sdg => Dimension::Sdg,
            Self::Position => Dimension::Position,
            Self::State => Dimension::State,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Theme => "Theme",
            Self::Status => "Status",
            Self::Set => "Set",
            Self::Assessor => "Assessor",
            Self::Group => "Group",
            Self::Sdg => "SDG",
            Self::Position => "Position",
            Self::State => "State",
        }
    }
}

/// How much of a report is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Tables alone.
    Tables,
    /// With charts.
    Pages,
    /// With whole registers as well.
    Workbook,
}

impl App<'_> {
    /// `upr report`: aggregates are counted by the store; items are fed one by one.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for a name that the file does not have.
    pub fn report(
        &mut self,
        question: &Question,
        by: By,
        since: Option<DateWord>,
    ) -> Result<Document<'_>> {
        self.report_of(question, by, since, Extent::Pages)
    }

    /// The same with history, evidence and calendar as tables for scripts: sheets of a workbook.
    ///
    /// # Errors
    /// As [`App::report`].
    pub fn report_with_registers(
        &mut self,
        question: &Question,
        by: By,
        since: Option<DateWord>,
    ) -> Result<Document<'_>> {
        self.report_of(question, by, since, Extent::Workbook)
    }

    /// The same without charts, for formats that have tables only: counting the course of the whole
    /// takes a statement a point.
    ///
    /// # Errors
    /// As [`App::report`].
    pub fn report_tables(
        &mut self,
        question: &Question,
        by: By,
        since: Option<DateWord>,
    ) -> Result<Document<'_>> {
        self.report_of(question, by, since, Extent::Tables)
    }

    fn report_of(
        &mut self,
        question: &Question,
        by: By,
        since: Option<DateWord>,
        extent: Extent,
    ) -> Result<Document<'_>> {
        let mut prepared = self.prepare(question, false)?;
        prepared.filter.counted_only = true;
        let since = since.map(|word| word.day(prepared.now.today, Edge::First));
        let mut tx = self.store.read()?;
        let mut progress = gather(question, &prepared, by, tx.as_mut())?;
        if extent != Extent::Tables {
            progress.course = whole_course(&prepared, tx.as_mut())?;
        }
        if progress.many_voices && extent != Extent::Tables {
            progress.voices = voices(&prepared, &under_headings(&prepared.filter), tx.as_mut())?;
        }
        let moved = match since {
            Some(since) => Some(moved(&prepared, since, tx.as_mut())?),
            None => None,
        };
        let concerning = if question.table.as_deref() == Some("statuses") {
            None
        } else {
            concerning(&prepared, progress.many_voices, tx.as_mut())?
        };
        let calendar = if extent == Extent::Workbook {
            Some(milestones(&prepared, tx.as_mut())?)
        } else {
            None
        };
        drop(tx);
        let Prepared { labels, view, filter, .. } = prepared;
        let columns = item_columns(progress.many_voices);
        let source = Source {
            store: Rc::new(RefCell::new(&mut *self.store)),
            labels: labels.clone(),
            filter: under_headings(&filter),
            view,
        };
        let items = source.clone().items(columns);
        let mut document = progress::document(&labels, progress, items, concerning);
        document.blocks.extend(moved.into_iter().flatten());
        if let Some(calendar) = calendar {
            document.blocks.extend(source.registers(&calendar).map(Block::Table));
        }
        Ok(document)
    }

    /// `upr changes`.
    ///
    /// # Errors
    /// [`AppError::Refused`] where the span ends before it begins.
    pub fn changes(
        &mut self,
        question: &Question,
        since: DateWord,
        until: Option<DateWord>,
    ) -> Result<Document<'static>> {
        let prepared = self.prepare(question, false)?;
        let today = prepared.now.today;
        let since = since.day(today, Edge::First);
        let until = until.map_or(prepared.view.as_of, |word| word.day(today, Edge::Last));
        if until < since {
            return Err(AppError::refused(
                format!("{until} is before {since}"),
                "`--since` is the earlier day",
            ));
        }
        let view = View { as_of: until, ..prepared.view.clone() };
        let mut tx = self.store.read()?;
        let moved = span(&prepared.filter, &view, since, tx.as_mut())?;
        let mut document = changes_document(&prepared.labels, "Changes", (since, until), &moved);
        document.footer = footer(question, &prepared, tx.as_mut())?;
        Ok(document)
    }

    /// `upr status log`.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for a name that the file does not have.
    pub fn history(&mut self, question: &Question) -> Result<Document<'_>> {
        let prepared = self.prepare(question, false)?;
        let Prepared { labels, view, filter, .. } = prepared;
        let mut document = Document::new(labels.title("Status history"));
        document.stamp = labels.stamp();
        let store = &mut *self.store;
        let table = Table::new("history", "Every entry, retracted ones too", history_columns());
        let table = table.main().with_feed(move |sink| {
            let mut tx = store.read()?;
            tx.each_log(&filter, &view, &mut |line| sink(history_row(&labels, &line)))
                .map_err(FeedError::from)
        });
        document.blocks.push(Block::Table(table));
        Ok(document)
    }
}

/// What is tagged with the theme or term that was asked for, without standing under it.
fn concerning(
    prepared: &Prepared,
    many_voices: bool,
    tx: &mut dyn Tx,
) -> Result<Option<Table<'static>>> {
    let (filter, view) = (&prepared.filter, &prepared.view);
    if filter.themes.is_empty() && filter.terms.is_empty() {
        return Ok(None);
    }
    let lines = collect(filter, view, Detail::Full, Levels::Matching, tx)?;
    let more = lines.iter().filter(|line| !line.under_heading || line.parent.is_some());
    let rows = more.map(|line| item_row(&prepared.labels, view.as_of, line)).collect();
    let title = "Concerning the same (own classification)";
    Ok(Some(Table::new("concerning", title, item_columns(many_voices)).with_rows(rows)))
}

/// The filter for figures: what stands under the headings only.
pub(super) fn under_headings(filter: &Filter) -> Filter {
    let strip = |theme: &ThemeFilter| ThemeFilter { tags: Vec::new(), ..theme.clone() };
    Filter { themes: filter.themes.iter().map(strip).collect(), ..filter.clone() }
}

/// What moved between a day and that of the view.
pub(super) fn span(
    filter: &Filter,
    view: &View,
    since: NaiveDate,
    tx: &mut dyn Tx,
) -> Result<Vec<crate::report::history::Change>> {
    let mut history = Vec::new();
    tx.each_history(filter, view, &mut |line| {
        history.push(line);
        Ok(())
    })?;
    Ok(changes(&history, since, view.as_of))
}

fn moved(prepared: &Prepared, since: NaiveDate, tx: &mut dyn Tx) -> Result<Vec<Block<'static>>> {
    let moved = span(&prepared.filter, &prepared.view, since, tx)?;
    let until = prepared.view.as_of;
    let mut document = changes_document(&prepared.labels, "", (since, until), &moved);
    for block in &mut document.blocks {
        if let Block::Table(table) = block {
            table.main = false;
        }
    }
    let title = format!("Changes since {since}");
    let mut blocks = vec![Block::Heading { level: 2, text: title }];
    blocks.append(&mut document.blocks);
    Ok(blocks)
}

/// The figures of a report.
pub(super) fn gather(
    question: &Question,
    prepared: &Prepared,
    by: By,
    tx: &mut dyn Tx,
) -> Result<Progress> {
    let (names, view) = (&prepared.names, &prepared.view);
    let figures = under_headings(&prepared.filter);
    let chosen =
        |set: &&SetLine| prepared.filter.sets.is_empty() || prepared.filter.sets.contains(&set.id);
    let sets: Vec<SetLine> = names.sets.iter().filter(chosen).cloned().collect();
    let mut states: Vec<_> = sets.iter().filter_map(|set| set.state.clone()).collect();
    states.dedup();
    if let Some(state) = &prepared.filter.state {
        states = vec![state.clone()];
    }
    let counts = tx.count_statuses(&figures, view, by.dimension())?;
    let single_valued = !matches!(by, By::Group | By::Sdg);
    let whole = if single_valued {
        counts.clone()
    } else {
        tx.count_statuses(&figures, view, Dimension::Whole)?
    };
    let parts = parts(by, &counts, prepared, &figures, tx)?;
    let compound = compound_lines(&figures, view, tx)?;
    let regressed = regressed(&whole, &compound, &figures, view, tx)?;
    let theme = match prepared.filter.themes.as_slice() {
        [theme] => {
            let (under, items, components) = concerned(prepared, tx)?;
            Some(theme_sentence(&theme.label, under, items, components))
        }
        _ => None,
    };
    let milestones = tx.list_milestones()?;
    let ahead = match states.as_slice() {
        [state] => {
            let own = milestones.into_iter().filter(|line| line.state.as_ref() == Some(state));
            Some(Ahead::of(&own.collect::<Vec<_>>(), view.as_of))
        }
        _ => None,
    };
    Ok(Progress {
        state: match states.as_slice() {
            [state] => Some(names.state(state)),
            _ => None,
        },
        sets,
        as_of: view.as_of,
        known_at: super::known_at(view),
        ahead,
        whole,
        parts,
        by: by.title(),
        uncounted: tx.count_uncounted(&Filter { counted_only: false, ..figures.clone() }, view)?,
        superseded: tx.count_superseded(&figures, view)?,
        theme_sentence: theme,
        regressed,
        tallies: compound.iter().filter_map(tally_line).collect(),
        course: None,
        voices: Vec::new(),
        many_voices: tx.list_speaking()?.iter().any(|voice| *voice != view.voice),
        footer: footer(question, prepared, tx)?,
        filters: filter_words(&question.filter, &prepared.names),
    })
}

/// What regressed, and compound items of which a component did.
fn regressed(
    whole: &[CountLine],
    compound: &[ItemLine],
    figures: &Filter,
    view: &View,
    tx: &mut dyn Tx,
) -> Result<Vec<ItemLine>> {
    let any_regressed = whole.iter().any(|line| line.status == Level::Regressed);
    let mut regressed = if any_regressed {
        let filter = Filter { statuses: vec![Level::Regressed], ..figures.clone() };
        collect(&filter, view, Detail::Brief, Levels::Items, tx)?
    } else {
        Vec::new()
    };
    let with_parts =
        compound.iter().filter(|line| !line.components_at(Level::Regressed).is_empty());
    for line in with_parts {
        if !regressed.iter().any(|known| known.id == line.id) {
            regressed.push(line.clone());
        }
    }
    Ok(regressed)
}

/// The figures by part, in the order in which people expect them.
fn parts(
    by: By,
    counts: &[CountLine],
    prepared: &Prepared,
    figures: &Filter,
    tx: &mut dyn Tx,
) -> Result<Vec<PartLine>> {
    let names = &prepared.names;
    if by == By::Assessor {
        return voices(prepared, figures, tx);
    }
    if by == By::Status {
        let part = |status: &Level| PartLine {
            key: status.slug().to_owned(),
            label: status.label().to_owned(),
            counts: counts_of(counts.iter().filter(|line| line.status == *status)),
        };
        return Ok(Level::ALL.iter().map(part).collect());
    }
    let mut keys: Vec<Option<&str>> = counts.iter().map(|line| line.key.as_deref()).collect();
    keys.sort_by_key(|key| order(by, *key, prepared));
    keys.dedup();
    let part = |key: Option<&str>| {
        let (key_text, label) = described(by, key, &prepared.labels, names);
        PartLine {
            key: key_text,
            label,
            counts: counts_of(counts.iter().filter(|line| line.key.as_deref() == key)),
        }
    };
    Ok(keys.into_iter().map(part).collect())
}

/// The figures as each voice sees them.
fn voices(prepared: &Prepared, figures: &Filter, tx: &mut dyn Tx) -> Result<Vec<PartLine>> {
    let speaking = tx.list_speaking()?;
    let mut parts = Vec::new();
    for voice in &prepared.names.assessors {
        if voice.key != "tracker" && (voice.internal || !speaking.contains(&voice.id)) {
            continue;
        }
        let view = View { voice: voice.id, ..prepared.view.clone() };
        let counts = tx.count_statuses(figures, &view, Dimension::Whole)?;
        parts.push(PartLine {
            key: voice.key.clone(),
            label: prepared.names.voice(&voice.key),
            counts: counts_of(counts.iter()),
        });
    }
    Ok(parts)
}

/// Where a part stands: headings and terms in their vocabulary's order, the rest by name, what has
/// none last.
pub(super) fn order(by: By, key: Option<&str>, prepared: &Prepared) -> (bool, usize, String) {
    let place = |found: Option<usize>| found.unwrap_or(usize::MAX);
    let Some(key) = key else { return (true, usize::MAX, String::new()) };
    let terms = &prepared.names.terms;
    let at = match by {
        By::Theme => {
            key.parse().ok().and_then(|id: i64| prepared.labels.headings.get(&id)).map(|h| h.order)
        }
        By::Group => terms.iter().position(|term| term.vocabulary == "group" && term.slug == key),
        By::Sdg => terms.iter().position(|term| term.vocabulary == "sdg" && term.slug == key),
        By::Set => prepared.names.sets.iter().position(|set| set.key == key),
        By::Position => crate::domain::Position::ALL.iter().position(|p| p.slug() == key),
        By::State => None,
        By::Status | By::Assessor => Some(0),
    };
    (false, place(at), key.to_owned())
}

/// Key and label of a part.
pub(super) fn described(
    by: By,
    key: Option<&str>,
    labels: &Labels,
    names: &crate::app::Names,
) -> (String, String) {
    let Some(key) = key else {
        let none = match by {
            By::Theme => "(no heading)",
            By::Group => "(no group)",
            By::Sdg => "(no SDG)",
            _ => "(none)",
        };
        return (String::new(), none.to_owned());
    };
    let term = |vocabulary: &str| {
        let found =
            names.terms.iter().find(|term| term.vocabulary == vocabulary && term.slug == key);
        found.map_or_else(|| key.to_owned(), |term| term.label.clone())
    };
    match by {
        By::Theme => {
            let heading = key.parse().ok().and_then(|id: i64| labels.headings.get(&id));
            heading.map_or_else(
                || (key.to_owned(), key.to_owned()),
                |h| (h.slug.clone(), h.label.clone()),
            )
        }
        By::Group => (key.to_owned(), format!("{} (own)", term("group"))),
        By::Sdg => {
            let label = term("sdg");
            let short: String = label.chars().take(60).collect();
            let more = if short.len() < label.len() { "…" } else { "" };
            (key.to_owned(), format!("{key} {short}{more} (own)"))
        }
        By::Set => {
            let set = names.sets.iter().find(|set| set.key == key);
            (
                key.to_owned(),
                set.map_or_else(|| key.to_owned(), |set| format!("{key}: {}", set.title)),
            )
        }
        By::Position => {
            let position = crate::domain::Position::from_slug(key);
            (
                key.to_owned(),
                position.map_or_else(|| key.to_owned(), |position| position.label().to_owned()),
            )
        }
        By::State => (key.to_owned(), names.state(key)),
        By::Status | By::Assessor => (key.to_owned(), counted(0, key)),
    }
}
