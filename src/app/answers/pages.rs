//! What the pages of a site ask: a screenful of items, one item with what may be recorded of it, and
//! the names that a form offers. Each is one transaction.

mod order;
mod taken;

use chrono::NaiveDate;

use super::items::{list_head, one};
use super::{ActionWords, Prepared, Question, footer};
use crate::app::App;
use crate::app::choose;
use crate::app::duties::entity;
use crate::app::error::Result;
use crate::app::held::leads;
use crate::domain::lines::{ItemLine, SetLine, TermLine};
use crate::domain::words::Life;
use crate::domain::{Facet, Filter, Level, PartialDate, Role, SetKind};
use crate::report::item;
use crate::report::items::{ListHead, list_columns, list_document, list_row, tallies};
use crate::report::labels::evidence_part;
use crate::report::plans::page::{beside_page, by_institution, plans_page};
use crate::report::plans::{Action, PlanEntry};
use crate::report::{Block, Document, Table, words};
use crate::store::{Detail, Levels};

pub use order::Along;

/// Names that a form offers: what is sent, and what people read.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// The sets.
    pub sets: Vec<(String, String)>,
    /// The set that is meant where none is named.
    pub set: Option<String>,
    /// The themes that items of the chosen sets stand under or are tagged with.
    pub themes: Vec<(String, String)>,
    /// The voices: whose assessment one is.
    pub voices: Vec<(String, String)>,
    /// The plans.
    pub plans: Vec<(String, String)>,
    /// The institutions.
    pub entities: Vec<(String, String)>,
    /// What the file's owner is called.
    pub owner: Option<String>,
    /// Whether what is recorded may be handed on unless said otherwise.
    pub public_by_default: bool,
}

/// So many items of a list, in order.
pub struct Screen {
    /// The list.
    pub document: Document<'static>,
    /// The last item shown, after which the next screen begins; none where there is no more.
    pub next: Option<String>,
    /// The first item shown.
    pub first: Option<String>,
    /// How many there are, where filters choose them: none where not asked, [`COUNTED`] and one more of
    /// whatever is more.
    pub found: Option<usize>,
    /// The names for the filters.
    pub choices: Choices,
}

/// An item whole, and what may be recorded of it.
pub struct ItemPage {
    /// All that is known of it.
    pub document: Document<'static>,
    /// The actions that are taken for it, and how each stands; none where there are none.
    pub actions: Option<Document<'static>>,
    /// What it is taken for, if it is an action.
    pub serves: Vec<String>,
    /// `SET:REF`.
    pub name: String,
    /// In whose words its levels are told: those of a plan's actions, or of recommendations.
    pub kind: SetKind,
    /// The newest entry about it.
    pub version: String,
    /// Whether it may be handed on.
    pub published: bool,
    /// Whether the institution that asks leads it; true where none asks.
    pub theirs: bool,
    /// Whether it is followed up.
    pub life: Life,
    /// Its components, by which it is assessed.
    pub components: Vec<String>,
    /// Its level.
    pub level: Level,
    /// Since when it stands there, by whom, and when that was last recorded, in a sentence.
    pub state: String,
    /// The names for the forms.
    pub choices: Choices,
}

/// The plans, and their actions by institution.
pub struct PlanPage {
    /// The plans with their figures.
    pub plans: Document<'static>,
    /// The actions that were asked for, under the institutions that lead them.
    pub actions: Document<'static>,
    /// The names for filters and forms.
    pub choices: Choices,
}

/// What of an item anybody may see: what a round of publishing shows for the first time follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PubliclySeen {
    /// `SET:REF`.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// Since when.
    pub since: Option<NaiveDate>,
    /// Where its published evidence is.
    pub evidence: Vec<String>,
}

/// An item for a page that anybody may see.
pub struct PublicItem {
    /// All that is known of it; what is internal is not taken out yet.
    pub document: Document<'static>,
    /// The published actions that are taken for it; none where there are none.
    pub actions: Option<Document<'static>>,
    /// What of it anybody may see.
    pub seen: PubliclySeen,
}

impl App<'_> {
    /// Gives every item that a question chooses, components each as one, to the visitor, in order: all of
    /// them from one state of the file, one at a time in memory.
    ///
    /// # Errors
    /// The visitor's, or [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn each_item_page<E: From<crate::app::AppError>>(
        &mut self,
        question: &Question,
        visit: &mut dyn FnMut(PublicItem) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let prepared = self.prepare(question, false)?;
        let (tx, view) = (&prepared.tx, &prepared.view);
        let mut all = Vec::new();
        tx.each_item(&prepared.filter, view, Detail::Brief, Levels::All, &mut |line| {
            all.push(choose::Chosen { id: line.id, name: line.name() });
            Ok(())
        })
        .map_err(crate::app::AppError::from)?;
        for chosen in all {
            let mut whole = one(&chosen, &prepared)?;
            let actions = taken::for_sets(&prepared, std::mem::take(&mut whole.actions));
            let actions =
                (!actions.is_empty()).then(|| beside_page(&prepared.labels, &actions, false));
            let published = whole.line.evidence.iter().filter(|brief| brief.public);
            let seen = PubliclySeen {
                name: whole.line.name(),
                level: whole.line.level(),
                since: whole.line.since(),
                evidence: published.map(|brief| evidence_part(brief).text).collect(),
            };
            let document = item::page(&prepared.labels, &whole, Vec::new());
            visit(PublicItem { document, actions, seen })?;
        }
        Ok(())
    }

    /// So many items that a question chooses, after one of them.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn screen(
        &mut self,
        question: &Question,
        after: Option<&str>,
        most: usize,
    ) -> Result<Screen> {
        let mut prepared = self.prepare(question, false)?;
        if let Some(word) = after {
            prepared.filter.after = Some(choose::item(word, &prepared.names, &*prepared.tx)?.id);
        }
        let levels = if prepared.filter.narrows() { Levels::Matching } else { Levels::Items };
        let (mut lines, mut more) = (Vec::new(), false);
        // Of what filters choose, one wants to know how much it is; of a whole document that is said above.
        let counts = prepared.filter.narrows() && after.is_none();
        let mut found = 0;
        let asked = prepared.tx.each_item(
            &prepared.filter,
            &prepared.view,
            Detail::Brief,
            levels,
            &mut |line| {
                found += 1;
                more = lines.len() == most;
                match (more, counts && found <= COUNTED) {
                    (false, _) => lines.push(line),
                    (true, true) => {}
                    (true, false) => return Err(Box::new(Enough)),
                }
                Ok(())
            },
        );
        asked.or_else(|error| if more { Ok(()) } else { Err(error) })?;
        let labels = &prepared.labels;
        let compound = tallies(lines.iter().filter(|line| line.is_compound()));
        let rows = lines.iter().map(|line| list_row(labels, line)).collect();
        let table = Table::new("items", "Items", list_columns()).with_rows(rows).main();
        let document = list_document(labels, head(question, &prepared)?, table, compound);
        let next = lines.last().filter(|_| more).map(ItemLine::name);
        let first = lines.first().map(ItemLine::name);
        let found = counts.then_some(found);
        let choices = choices(&prepared, question.internal)?;
        Ok(Screen { document, next, first, found, choices })
    }

    /// An item whole, by name.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for an item that the file does not have.
    pub fn item_page(&mut self, word: &str, question: &Question) -> Result<ItemPage> {
        let prepared = self.prepare(question, true)?;
        let chosen = choose::item(word, &prepared.names, &*prepared.tx)?;
        prepared.refuse_hidden(std::slice::from_ref(&chosen.name))?;
        let mut whole = one(&chosen, &prepared)?;
        let serves = std::mem::take(&mut whole.serves);
        let mut actions = std::mem::take(&mut whole.actions);
        actions.retain(|action| question.internal || action.unpublished.is_none());
        let taken = beside_page(&prepared.labels, &actions, question.internal);
        let footer = footer(question, &prepared)?;
        let document = item::page(&prepared.labels, &whole, footer);
        let state = state(&prepared, &whole.line, question.internal);
        let theirs = match &question.filter.asks_as {
            Some(key) => leads(key, &chosen, prepared.view.as_of, &*prepared.tx)?,
            None => true,
        };
        Ok(ItemPage {
            theirs,
            level: whole.line.level(),
            state,
            document,
            serves,
            actions: (!actions.is_empty()).then_some(taken),
            name: chosen.name,
            kind: whole.line.set_kind,
            version: prepared.tx.find_version(chosen.id, question.internal)?,
            published: !prepared.unpublished_items()?.contains_key(&chosen.id),
            life: Life::from_slug(&whole.line.life).unwrap_or(Life::Active),
            components: whole.components.iter().map(ItemLine::name).collect(),
            choices: choices(&prepared, question.internal)?,
        })
    }

    /// The plans that whoever asks sees, and the actions that the words choose, by institution.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a plan or an institution that the file does not have.
    pub fn plan_page(&mut self, question: &Question, words: &ActionWords) -> Result<PlanPage> {
        let prepared = self.prepare(question, true)?;
        let internal = question.internal;
        let entries = seen_plans(&prepared)?;
        let plan = match &words.plan {
            Some(key) => Some(prepared.plan_named(key)?.id),
            None => None,
        };
        let lead = match &words.lead {
            Some(word) => Some(entity(&prepared.entities()?, word)?.key.clone()),
            None => None,
        };
        let led = |action: &Action, key: &str| {
            let mut leads = action.duties.assigned.iter().filter(|line| line.role == Role::Lead);
            leads.any(|line| line.entity == key && (internal || line.public))
        };
        let labels = &prepared.labels;
        let document = plans_page(labels, &entries);
        let chosen = entries.into_iter().filter(|entry| plan.is_none_or(|id| entry.set.id == id));
        let mut chosen: Vec<Action> = chosen.flat_map(|entry| entry.actions).collect();
        chosen.retain(|action| lead.as_deref().is_none_or(|key| led(action, key)));
        chosen.retain(|action| !words.late || action.standing.is_late());
        let mut actions = Document::new("Actions by institution");
        actions.blocks.push(Block::Table(by_institution(labels, &chosen, internal)));
        let choices = choices(&prepared, internal)?;
        Ok(PlanPage { plans: document, actions, choices })
    }

    /// The names that forms offer.
    ///
    /// # Errors
    /// The store's.
    pub fn choices(&mut self, question: &Question) -> Result<Choices> {
        let prepared = self.prepare(question, false)?;
        choices(&prepared, question.internal)
    }
}

/// The plans that whoever asks sees, with their actions.
fn seen_plans(prepared: &Prepared<'_>) -> Result<Vec<PlanEntry>> {
    let plans = prepared.names.sets.iter().filter(|set| set.is_plan());
    let entry = |set: &SetLine| PlanEntry { set: set.clone(), actions: Vec::new() };
    let mut entries: Vec<PlanEntry> = plans.map(entry).collect();
    let sets: Vec<i64> = entries.iter().map(|entry| entry.set.id).collect();
    if sets.is_empty() {
        return Ok(entries);
    }
    for action in prepared.seen_actions(Filter { sets, ..Filter::default() })? {
        let of = |entry: &&mut PlanEntry| entry.set.key == action.line.set;
        if let Some(entry) = entries.iter_mut().find(of) {
            entry.actions.push(action);
        }
    }
    Ok(entries)
}

/// Since when an item stands at its level, by whom, and when that was recorded: to the month for those who
/// do not see what is internal.
fn state(prepared: &Prepared<'_>, line: &ItemLine, internal: bool) -> String {
    let mut told = Vec::new();
    told.extend(line.since().map(|day| format!("since {}", words::day(day))));
    let Some(headline) = line.headline.as_ref().filter(|_| !line.is_compound()) else {
        if line.is_compound() {
            told.push(line.tally().to_string());
        }
        return told.join(", ");
    };
    told.push(format!("according to {}", prepared.labels.according_to));
    let recorded = headline.recorded_at.get(..if internal { 10 } else { 7 }).unwrap_or_default();
    let recorded = PartialDate::parse(recorded).map(words::date);
    told.extend(recorded.map(|day| format!("recorded {day}")));
    told.join(", ")
}

/// What stands above a list; of all documents at once nothing is counted, for it would read every item.
fn head(question: &Question, prepared: &Prepared<'_>) -> Result<ListHead> {
    if !prepared.filter.sets.is_empty() || prepared.filter.narrows() {
        return list_head(question, prepared);
    }
    let title = "Items of every set".to_owned();
    Ok(ListHead { title, ..ListHead::default() })
}

/// So many items of a list are counted: a page goes through no more for a number.
pub const COUNTED: usize = 1_000;

/// A visitor has seen enough.
#[derive(Debug, thiserror::Error)]
#[error("enough")]
struct Enough;

/// The names that forms offer; internal voices only to whom they may be shown.
fn choices(prepared: &Prepared<'_>, internal: bool) -> Result<Choices> {
    let Prepared { tx, names, filter, .. } = prepared;
    // Which themes are used is asked of single documents only: of all it would read every item.
    let used = if filter.sets.is_empty() { None } else { Some(tx.list_used_terms(&filter.sets)?) };
    let is_theme = |term: &&TermLine| {
        Facet::of(&term.vocabulary) == Facet::Theme
            && used
                .as_ref()
                .map_or(term.vocabulary == Facet::Theme.slug(), |used| used.contains(&term.id))
    };
    let themes: Vec<_> = names.terms.iter().filter(is_theme).collect();
    let alone = |label: &str| themes.iter().filter(|term| term.label == label).count() == 1;
    // The way down to a theme is long; it is told where two are called alike.
    let called = |term: &&TermLine| {
        let label = if alone(&term.label) { term.label.clone() } else { names.path(term.id) };
        (term.slug.clone(), label)
    };
    let voices = names.assessors.iter().filter(|voice| internal || !voice.internal);
    let sets =
        names.sets.iter().map(|set| (set.key.clone(), format!("{}: {}", set.key, set.title)));
    let entities = prepared.entities()?.into_iter();
    let plans = names.sets.iter().filter(|set| set.is_plan());
    let plans = plans.map(|set| (set.key.clone(), format!("{}: {}", set.key, set.title)));
    Ok(Choices {
        plans: plans.collect(),
        sets: sets.collect(),
        set: names.default_set().map(|set| set.key.clone()),
        themes: themes.iter().map(called).collect(),
        voices: voices.map(|voice| (voice.key.clone(), names.voice(&voice.key))).collect(),
        entities: entities.map(|line| (line.key, line.name)).collect(),
        owner: names.owner().name,
        public_by_default: names.public_by_default(),
    })
}
