//! A list in another order than its document's: a screenful of it, worked out of keys alone, so that a long
//! list takes little memory.

use super::super::Question;
use super::super::items::collect;
use super::{Screen, choices, head};
use crate::app::App;
use crate::app::error::Result;
use crate::domain::Filter;
use crate::domain::lines::ItemLine;
use crate::report::Table;
use crate::report::items::{list_columns, list_document, list_row, tallies};
use crate::report::labels::Labels;
use crate::store::{Detail, Levels};

/// A column of the list, by which it can be put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Along {
    /// Set and number: the document's own order.
    Id,
    /// The words of the text.
    Text,
    /// The theme, in the order of themes.
    Theme,
    /// The level, in the order of levels.
    Status,
    /// Since when it stands there.
    Since,
}

impl Along {
    /// The keys of the columns, as the list has them.
    pub const ALL: [(&'static str, Self); 5] = [
        ("id", Self::Id),
        ("text", Self::Text),
        ("theme", Self::Theme),
        ("status", Self::Status),
        ("since", Self::Since),
    ];

    /// The column with this key.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == key).map(|(_, along)| *along)
    }

    /// What an item is put in order by; none where it has nothing there.
    fn key(self, labels: &Labels, line: &ItemLine) -> Option<Key> {
        match self {
            Self::Id => None,
            Self::Text => Some(Key::Words(
                line.text.chars().take(SIGNS).flat_map(char::to_lowercase).collect(),
            )),
            Self::Theme => {
                let heading = labels.headings.get(&line.heading?)?;
                Some(Key::Number(i64::try_from(heading.order).unwrap_or(i64::MAX)))
            }
            Self::Status => Some(Key::Number(line.level() as i64)),
            Self::Since => Some(Key::Words(line.since()?.to_string())),
        }
    }
}

/// So many signs of a text are compared.
const SIGNS: usize = 40;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Words(String),
}

impl App<'_> {
    /// So many items that a question chooses, in the order of a column, its highest first where `down`; what
    /// has nothing there comes last.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have.
    pub fn screen_along(
        &mut self,
        question: &Question,
        (along, down): (Along, bool),
        (skip, most): (usize, usize),
    ) -> Result<Screen> {
        let prepared = self.prepare(question, false)?;
        let (tx, view, labels) = (&*prepared.tx, &prepared.view, &prepared.labels);
        let levels = if prepared.filter.narrows() { Levels::Matching } else { Levels::Items };
        let mut keyed: Vec<(Option<Key>, i64)> = Vec::new();
        tx.each_item(&prepared.filter, view, Detail::Brief, levels, &mut |line| {
            keyed.push((along.key(labels, &line), line.id));
            Ok(())
        })?;
        if along == Along::Id && down {
            keyed.reverse();
        }
        keyed.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if down => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        let shown: Vec<i64> = keyed.iter().skip(skip).take(most).map(|(_, id)| *id).collect();
        let more = keyed.len() > skip + shown.len();
        let mut lines = Vec::new();
        if !shown.is_empty() {
            let filter = Filter { items: shown.clone(), ..Filter::default() };
            lines = collect(&filter, view, Detail::Brief, Levels::Matching, tx)?;
            lines.sort_by_key(|line| shown.iter().position(|id| *id == line.id));
        }
        let compound = tallies(lines.iter().filter(|line| line.is_compound()));
        let rows = lines.iter().map(|line| list_row(labels, line)).collect();
        let table = Table::new("items", "Items", list_columns()).with_rows(rows).main();
        let document = list_document(labels, head(question, &prepared)?, table, compound);
        let next = lines.last().filter(|_| more).map(ItemLine::name);
        let first = lines.first().map(ItemLine::name);
        let found = prepared.filter.narrows().then_some(keyed.len());
        let choices = choices(&prepared, question.internal)?;
        Ok(Screen { document, next, first, found, choices })
    }
}
