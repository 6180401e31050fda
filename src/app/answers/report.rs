//! `report`, `changes` and `status log`.

mod by;
mod figures;

use std::rc::Rc;

use chrono::NaiveDate;

use super::dossier::{milestones, whole_course};
use super::items::collect;
use super::source::RowSource;
use super::{Prepared, Question, by_item, footer};
use crate::app::App;
use crate::app::error::Result;
use crate::app::refusals::QuestionRefusal;
use crate::domain::dates::Edge;
use crate::domain::{DateWord, Filter, View};
use crate::report::changes::{Change, Moves, changes_document};
use crate::report::history::{history_columns, history_row, stopped_note};
use crate::report::progress::{self, PartLine, item_columns, item_row};
use crate::report::words::nouns::capital;
use crate::report::{Block, Chart, Document, FeedError, Table, words};
use crate::store::{Detail, Levels, Read};

pub use by::By;
pub(super) use by::by_key;
use by::themes_in_order;
use figures::voices;
pub(super) use figures::{gather, milestones_of, under_headings};

/// How much of a report is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// A first page: the figures and their bars, without the course over time and without items.
    First,
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
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
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

    /// The figures of the report and what comes next, without its items: for a first page.
    ///
    /// # Errors
    /// As [`App::report`].
    pub fn report_figures(&mut self, question: &Question, by: By) -> Result<Document<'static>> {
        let mut document = self.report_of(question, by, None, Extent::First)?;
        let blocks = std::mem::take(&mut document.blocks);
        let mut kept = Vec::new();
        let mut opening = true;
        for block in blocks {
            match block {
                Block::Paragraph(text) if opening => kept.push(Block::Paragraph(text)),
                Block::Note(text) if opening => kept.push(Block::Note(text)),
                Block::Chart(chart @ Chart::Bars { .. }) => kept.push(Block::Chart(chart)),
                _ => opening = false,
            }
        }
        Ok(Document { blocks: kept, ..document })
    }

    fn report_of(
        &mut self,
        question: &Question,
        by: By,
        since: Option<DateWord>,
        extent: Extent,
    ) -> Result<Document<'_>> {
        let mut prepared = self.prepare(question, false)?;
        if let Some(document) = prepared.plan_alone(question)? {
            return Ok(document);
        }
        prepared.refuse_plans()?;
        prepared.filter.counted_only = true;
        let since = since.map(|word| word.day(prepared.now.today, Edge::First));
        let mut progress = gather(question, &prepared, by)?;
        if matches!(extent, Extent::Pages | Extent::Workbook) && !progress.mixed {
            let items = progress.whole.iter().map(|line| line.items).sum();
            progress.course = whole_course(&prepared, items)?;
        }
        if progress.many_voices && extent != Extent::Tables && !progress.mixed {
            let figures = under_headings(&prepared.filter);
            progress.voices = voices(&prepared, &figures, Some(&progress.whole))?;
        }
        if extent != Extent::Tables && !progress.mixed {
            progress.apart = set_by_set(&prepared, by)?;
        }
        let moved = match since {
            Some(since) => Some(moved(&prepared, since)?),
            None => None,
        };
        let concerning = if extent == Extent::First || question.table.as_deref() == Some("statuses")
        {
            None
        } else {
            concerning(&prepared, progress.many_voices)?
        };
        let figures = under_headings(&prepared.filter);
        let by_theme = match question.table.as_deref() {
            _ if extent == Extent::First => Vec::new(),
            None | Some("items") => themes_in_order(&prepared, &figures, &progress.whole)?,
            Some(_) => Vec::new(),
        };
        let calendar = if extent == Extent::Workbook { Some(milestones(&prepared)?) } else { None };
        let Prepared { tx, labels, view, .. } = prepared;
        let columns = item_columns(progress.many_voices);
        let source =
            RowSource { tx, labels: labels.clone(), filter: Filter { by_theme, ..figures }, view };
        let items = source.clone().items(capital(progress.noun()), columns);
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
    /// [`QuestionRefusal`] where the span ends before it begins.
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
            return Err(QuestionRefusal::UntilBefore { until, since }.into());
        }
        let view = View { as_of: until, ..prepared.view.clone() };
        let moved = span(&prepared.filter, &view, since, &*prepared.tx)?;
        let mut document = changes_document(&prepared.labels, "Changes", (since, until), &moved);
        document.footer = footer(question, &prepared)?;
        Ok(document)
    }

    /// `upr status log`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn history(&mut self, question: &Question) -> Result<Document<'_>> {
        let prepared = self.prepare(question, false)?;
        let mut document = Document::new(prepared.labels.title("Status history"));
        document.stamp = prepared.labels.stamp();
        document.blocks.push(Block::Table(history(&prepared)?));
        let stopped = prepared.tx.list_stopped(1)?;
        document.blocks.extend(stopped_note(!stopped.is_empty()).map(Block::Note));
        Ok(document)
    }
}

/// The figures of each set that is asked about, where there are several and they are not broken down so.
fn set_by_set(prepared: &Prepared<'_>, by: By) -> Result<Vec<PartLine>> {
    if by == By::Set || prepared.sets().count() < 2 {
        return Ok(Vec::new());
    }
    let figures = under_headings(&prepared.filter);
    let counts = prepared.tx.count_statuses(
        &figures,
        &prepared.view,
        By::Set.dimension(prepared.internal),
    )?;
    Ok(by_key(By::Set, &counts, &prepared.labels, &prepared.names))
}

/// Every assessment of the chosen items, with what was taken back.
pub(super) fn history<'s>(prepared: &Prepared<'s>) -> Result<Table<'s>> {
    let (tx, labels, view) =
        (Rc::clone(&prepared.tx), prepared.labels.clone(), prepared.view.clone());
    let filter = by_item(&prepared.filter, &view, &*tx)?;
    let table = Table::new("history", "Every entry, retracted ones too", history_columns());
    Ok(table.main().with_feed(move |sink| {
        tx.each_log(&filter, &view, &mut |line| sink(history_row(&labels, &line)))
            .map_err(FeedError::from)
    }))
}

/// What is tagged with the theme or term that was asked for, without standing under it.
fn concerning(prepared: &Prepared<'_>, many_voices: bool) -> Result<Option<Table<'static>>> {
    let (filter, view) = (&prepared.filter, &prepared.view);
    if filter.themes.is_empty() && filter.terms.is_empty() {
        return Ok(None);
    }
    let lines = collect(filter, view, Detail::Full, Levels::Matching, &*prepared.tx)?;
    let more: Vec<_> =
        lines.iter().filter(|line| !line.under_heading || line.parent.is_some()).collect();
    let rows = more.iter().map(|line| item_row(&prepared.labels, view.as_of, line)).collect();
    let asked = |set: &i64| filter.sets.is_empty() || filter.sets.contains(set);
    let filed = filter.themes.iter().any(|theme| theme.filed.iter().any(asked));
    if more.is_empty() && !filed {
        return Ok(None);
    }
    let assisted = more.iter().filter(|line| line.assisted_alone).count();
    let own = filter.themes.is_empty() || more.iter().all(|line| line.tagged_own);
    let whose = match assisted {
        0 if own => " (own classification)".to_owned(),
        0 => String::new(),
        all if all == more.len() => " (assisted)".to_owned(),
        some => format!(" ({some} of them assisted)"),
    };
    let title = format!("Concerning the same{whose}");
    Ok(Some(Table::new("concerning", title, item_columns(many_voices)).with_rows(rows)))
}

/// What moved between a day and that of the view.
pub(super) fn span(
    filter: &Filter,
    view: &View,
    since: NaiveDate,
    tx: &dyn Read,
) -> Result<Vec<Change>> {
    let mut moves = Moves::between(since, view.as_of);
    let filter = by_item(filter, view, tx)?;
    tx.each_history(&filter, view, Detail::Full, &mut |line| {
        moves.read(line);
        Ok(())
    })?;
    Ok(moves.told())
}

fn moved(prepared: &Prepared<'_>, since: NaiveDate) -> Result<Vec<Block<'static>>> {
    let moved = span(&prepared.filter, &prepared.view, since, &*prepared.tx)?;
    let until = prepared.view.as_of;
    let mut document = changes_document(&prepared.labels, "", (since, until), &moved);
    for block in &mut document.blocks {
        if let Block::Table(table) = block {
            table.main = false;
        }
    }
    let title = format!("Changes since {}", words::day(since));
    let mut blocks = vec![Block::Heading { level: 1, text: title }];
    blocks.append(&mut document.blocks);
    Ok(blocks)
}
