//! `list`, `search` and `show`.

use super::concerned::concerned;
use super::near::{near, noted};
use super::{Prepared, Question, filter_words, footer, for_others, known_at};
use crate::app::App;
use crate::app::choose::{self, Chosen, items};
use crate::app::error::Result;
use crate::app::sought::Sought;
use crate::domain::amended::AmendedKind;
use crate::domain::filter::searched_words;
use crate::domain::lines::ItemLine;
use crate::domain::{Filter, View};
use crate::report::item::{self, Whole};
use crate::report::items::{
    HITS, Hit, ListHead, fact, list_columns, list_document, list_row, tallies,
};
use crate::report::words::nouns::counted;
use crate::report::{Block, Document, FeedError, Table, field, words};
use crate::store::{Detail, Dimension, Levels, Read};

/// Search results at the most.
const MOST_FOUND: usize = 200;

impl App<'_> {
    /// `upr list`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn list(&mut self, question: &Question) -> Result<Document<'_>> {
        let mut prepared = self.prepare(question, false)?;
        prepared.filter.without_plans = false;
        list(question, prepared)
    }

    /// `upr search`: every set unless one is named.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn search(&mut self, text: &str, question: &Question) -> Result<Document<'static>> {
        self.searched(text, question, false)
    }

    /// The same for one's own screen: in one's own notes and evidence as well.
    ///
    /// # Errors
    /// As [`App::search`].
    pub fn search_on_screen(
        &mut self,
        text: &str,
        question: &Question,
    ) -> Result<Document<'static>> {
        self.searched(text, question, true)
    }

    fn searched(
        &mut self,
        text: &str,
        question: &Question,
        on_screen: bool,
    ) -> Result<Document<'static>> {
        let mut prepared = self.prepare(question, true)?;
        prepared.filter.without_plans = false;
        let words = searched_words(text);
        let found = prepared.tx.search(&words, &prepared.filter, &prepared.view, MOST_FOUND + 1)?;
        let labels = &prepared.labels;
        let more = found.len() > MOST_FOUND;
        let shown = found.into_iter().take(MOST_FOUND).map(|(line, marked)| Hit { line, marked });
        let rows: Vec<_> = shown.map(|hit| field::row(HITS, labels, &hit)).collect();
        let number = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let near = if rows.is_empty() { near(&words, &prepared)? } else { Vec::new() };
        let notes = if on_screen { noted(&words, &prepared)? } else { None };
        let sentence = if !near.is_empty() {
            format!("Nothing found. Near: {}.", near.join(", "))
        } else if more {
            format!(
                "More than {MOST_FOUND} items; the best {MOST_FOUND} are shown: name a set or more words."
            )
        } else {
            format!("{} found, best first.", counted(number, "items"))
        };
        let head = ListHead {
            title: format!("Search: {text}"),
            sentences: vec![
                sentence,
                format!(
                    "Status according to {}, as of {}.",
                    labels.according_to,
                    seen_from(&prepared.view)
                ),
            ],
            facts: vec![fact("found", number), fact("words", words.join(" "))],
            notes: Vec::new(),
        };
        let table = Table::new("items", "Found", field::columns(HITS)).with_rows(rows).main();
        let mut document = list_document(labels, head, table, Vec::new());
        document.blocks.extend(notes.map(Block::Table));
        Ok(document)
    }

    /// `upr show`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for an item that the file does not have.
    pub fn show(&mut self, words: &[String], question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        prepared.refuse_hidden(words)?;
        let chosen = items(words, &prepared.names, &*prepared.tx)?;
        let mut whole = Vec::new();
        for item in &chosen {
            let mut found = one(item, &prepared)?;
            for line in std::iter::once(&mut found.line).chain(&mut found.components) {
                for_others(question.internal, line);
            }
            whole.push(found);
        }
        let footer = footer(question, &prepared)?;
        Ok(item::document(&prepared.labels, &whole, footer))
    }
}

/// The items that a question chooses.
pub(super) fn list<'s>(question: &Question, prepared: Prepared<'s>) -> Result<Document<'s>> {
    let compound = compounds(&prepared.filter, &prepared.view, &*prepared.tx)?;
    let mut head = list_head(question, &prepared)?;
    if let [theme] = prepared.filter.themes.as_slice() {
        head.sentences.extend(concerned(&prepared, theme)?.sentences(theme));
    }
    let Prepared { tx, labels, view, filter, .. } = prepared;
    let levels = if filter.narrows() { Levels::Matching } else { Levels::Items };
    let shown = labels.clone();
    let table = Table::new("items", "Items", list_columns()).main().with_feed(move |sink| {
        tx.each_item(&filter, &view, Detail::Brief, levels, &mut |line| {
            sink(list_row(&labels, &line))
        })
        .map_err(FeedError::from)
    });
    Ok(list_document(&shown, head, table, compound))
}

/// The tallies of the compound items that a filter chooses.
pub(super) fn compounds(filter: &Filter, view: &View, tx: &dyn Read) -> Result<Vec<String>> {
    Ok(tallies(compound_lines(filter, view, tx)?.iter()))
}

/// The compound items that a filter chooses.
pub(super) fn compound_lines(filter: &Filter, view: &View, tx: &dyn Read) -> Result<Vec<ItemLine>> {
    let filter = Filter { compound_only: true, ..filter.clone() };
    collect(&filter, view, Detail::Brief, Levels::Items, tx)
}

/// Items in memory.
pub(super) fn collect(
    filter: &Filter,
    view: &View,
    detail: Detail,
    levels: Levels,
    tx: &dyn Read,
) -> Result<Vec<ItemLine>> {
    let mut lines = Vec::new();
    tx.each_item(filter, view, detail, levels, &mut |line| {
        lines.push(line);
        Ok(())
    })?;
    Ok(lines)
}

/// The day, and up to when the record is read where a question names it.
fn seen_from(view: &View) -> String {
    let known = known_at(view).map_or_else(String::new, |at| format!(", as known at {at}"));
    format!("{}{known}", words::day(view.as_of))
}

pub(super) fn list_head(question: &Question, prepared: &Prepared<'_>) -> Result<ListHead> {
    let names = &prepared.names;
    let sets: Vec<_> =
        names.sets.iter().filter(|set| prepared.filter.sets.contains(&set.id)).collect();
    let title = match sets.as_slice() {
        [set] => format!("{}: {}", set.key, set.title),
        [] => "Items of every set".to_owned(),
        sets => format!("Items of {} sets", sets.len()),
    };
    let mut sentences = Vec::new();
    let mut facts = vec![fact("as_of", prepared.view.as_of)];
    facts.extend(known_at(&prepared.view).map(|at| fact("known_at", at)));
    if prepared.filter.narrows() {
        sentences.push(format!(
            "Status according to {}, as of {}.",
            prepared.labels.according_to,
            seen_from(&prepared.view)
        ));
        sentences.extend(
            filter_words(&question.filter, &prepared.names)
                .map(|words| format!("Chosen: {words}.")),
        );
    } else if !question.only_rows {
        let counts =
            prepared.tx.count_statuses(&prepared.filter, &prepared.view, Dimension::Whole)?;
        let all: i64 = counts.iter().map(|line| line.items).sum();
        let open = counts.iter().filter(|line| line.status == crate::domain::Level::NotAssessed);
        let open: i64 = open.map(|line| line.items).sum();
        let others = prepared.tx.count_uncounted(&prepared.filter, &prepared.view)?;
        let noun = if let [set] = sets.as_slice() { set.noun.as_str() } else { "items" };
        let who = &prepared.labels.according_to;
        let beside = match others {
            0 => String::new(),
            others => format!(" and {others} that do not count in figures"),
        };
        sentences.push(format!(
            "{}{beside}, {} assessed according to {who}, as of {}.",
            counted(all, noun),
            all - open,
            seen_from(&prepared.view)
        ));
        facts.extend([fact("items", all + others), fact("assessed", all - open)]);
    }
    let numbering = sets.iter().filter_map(|set| set.comment.clone());
    Ok(ListHead { title, sentences, facts, notes: numbering.collect() })
}

/// All that is known of an item; a constant number of statements.
pub(super) fn one(item: &Chosen, prepared: &Prepared<'_>) -> Result<Whole> {
    let (id, view, tx) = (item.id, &prepared.view, &*prepared.tx);
    let filter = Filter { items: vec![id], ..Filter::default() };
    let line = collect(&filter, view, Detail::Full, Levels::Matching, tx)?.into_iter().next();
    let line = line.ok_or_else(|| {
        if view.published {
            return super::unpublished(&item.name);
        }
        choose::unknown(Sought::Item, &item.name, None)
    })?;
    let parts = tx.list_components(id)?;
    let components = if parts.is_empty() {
        Vec::new()
    } else {
        let filter = Filter { items: parts.clone(), ..Filter::default() };
        collect(&filter, view, Detail::Full, Levels::Matching, tx)?
    };
    let mut all = vec![id];
    all.extend(parts);
    let filter = Filter { items: all.clone(), ..Filter::default() };
    let mut history = Vec::new();
    tx.each_log(&filter, view, &mut |line| {
        history.push(line);
        Ok(())
    })?;
    let mut evidence = Vec::new();
    tx.each_evidence(&filter, view, &mut |line| {
        evidence.push(line);
        Ok(())
    })?;
    let set = prepared.names.sets.iter().find(|set| set.key == line.set).cloned();
    let documents = tx.list_documents()?;
    let document = documents.into_iter().find(|document| {
        line.document.as_deref() == document.symbol.as_deref().or(Some(&document.key))
    });
    let (serves, actions) = prepared.around(&all)?;
    let duties = line.duties.clone();
    Ok(Whole {
        positions: tx.list_positions(id, view)?,
        links: tx.list_links(&all, view)?,
        lives: tx.list_lives(&all, view)?,
        amendments: tx.list_amendments(AmendedKind::Item, &all, view)?,
        duties: if prepared.internal { duties } else { duties.for_others() },
        remarks: tx.list_remarks(&all, view)?,
        texts: tx.list_item_texts(&all, view)?,
        serves,
        actions,
        indicators: prepared.indicators_of(&all)?,
        line,
        components,
        set,
        document,
        history,
        evidence,
    })
}
