//! Columns by name, each name looked up once a statement instead of once a row: with forty columns
//! the looking up took a third of an export's time.

use std::cell::Cell;

use rusqlite::types::{FromSql, ValueRef};
use rusqlite::{Row, Statement};

/// Where each column of a statement stands. A reader asks for the columns of each row in one order, so the
/// one that came after the last one before is tried first.
#[derive(Debug)]
pub(super) struct Places {
    names: Vec<String>,
    /// Which column was asked for after each; at the end, which one first.
    followers: Vec<Cell<usize>>,
    last: Cell<usize>,
}

impl Places {
    pub(super) fn of(statement: &Statement<'_>) -> Self {
        let mut names: Vec<String> = Vec::new();
        for name in statement.column_names() {
            // Of two columns with one name the first is meant.
            let first = !names.iter().any(|known| known == name);
            names.push(if first { name.to_owned() } else { String::new() });
        }
        let mut followers: Vec<_> = (1..=names.len()).map(Cell::new).collect();
        followers.push(Cell::new(0));
        Self { last: Cell::new(names.len()), names, followers }
    }

    fn find(&self, name: &str) -> rusqlite::Result<usize> {
        let follower = &self.followers[self.last.get()];
        let at = if self.names.get(follower.get()).is_some_and(|known| known == name) {
            follower.get()
        } else {
            let found = self.names.iter().position(|known| known == name);
            let found = found.ok_or_else(|| rusqlite::Error::InvalidColumnName(name.to_owned()))?;
            follower.set(found);
            found
        };
        self.last.set(at);
        Ok(at)
    }
}

/// A row whose columns are asked for by name.
pub(super) trait Columns {
    /// The value of a column.
    fn get<T: FromSql>(&self, name: &str) -> rusqlite::Result<T>;

    /// What is made of the words of a column, where they stand.
    fn text<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T>;
}

fn words<T>(
    value: ValueRef<'_>,
    read: impl FnOnce(&str) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let wrong = |error| rusqlite::Error::FromSqlConversionFailure(0, value.data_type(), error);
    read(value.as_str().map_err(|error| wrong(Box::new(error)))?)
}

impl Columns for Row<'_> {
    fn get<T: FromSql>(&self, name: &str) -> rusqlite::Result<T> {
        Row::get(self, name)
    }

    fn text<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        words(self.get_ref(name)?, read)
    }
}

/// A row of a statement of which the places are known.
pub(super) struct PlacedRow<'a, 'stmt> {
    pub(super) row: &'a Row<'stmt>,
    pub(super) places: &'a Places,
}

impl Columns for PlacedRow<'_, '_> {
    fn get<T: FromSql>(&self, name: &str) -> rusqlite::Result<T> {
        self.row.get(self.places.find(name)?)
    }

    fn text<T>(
        &self,
        name: &str,
        read: impl FnOnce(&str) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        words(self.row.get_ref(self.places.find(name)?)?, read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_the_first_of_two_is_meant() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let mut statement = connection.prepare("SELECT 1 AS b, 2 AS a, 3 AS b").unwrap();
        let places = Places::of(&statement);
        let mut rows = statement.query([]).unwrap();
        let named = PlacedRow { row: rows.next().unwrap().unwrap(), places: &places };
        assert_eq!(named.get::<i64>("a"), Ok(2));
        assert_eq!(named.get::<i64>("b"), Ok(1));
        assert!(named.get::<i64>("c").is_err());
        // In whatever order, and again.
        for _ in 0..2 {
            assert_eq!(named.get::<i64>("b"), Ok(1));
            assert_eq!(named.get::<i64>("a"), Ok(2));
            assert_eq!(named.get::<i64>("a"), Ok(2));
        }
    }
}
