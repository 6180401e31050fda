//! Columns by name, each name looked up once a statement instead of once a row: with forty columns
//! the looking up took a third of an export's time.

use rusqlite::types::FromSql;
use rusqlite::{Row, Statement};

/// Where each column of a statement stands, sorted by the length of its name, then by the name:
/// most comparisons end at the length.
#[derive(Debug)]
pub(super) struct Places(Vec<(String, usize)>);

impl Places {
    pub(super) fn of(statement: &Statement<'_>) -> Self {
        let names = statement.column_names().map(str::to_owned);
        let mut places: Vec<_> = names.enumerate().map(|(at, name)| (name, at)).collect();
        // Stable: of two columns with one name the first is meant.
        places.sort_by(|one, other| order(&one.0, &other.0));
        places.dedup_by(|later, first| later.0 == first.0);
        Self(places)
    }

    fn find(&self, name: &str) -> rusqlite::Result<usize> {
        let found = self.0.binary_search_by(|(known, _)| order(known, name));
        let at = found.map_err(|_| rusqlite::Error::InvalidColumnName(name.to_owned()))?;
        Ok(self.0[at].1)
    }
}

fn order(one: &str, other: &str) -> std::cmp::Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

/// A row whose columns are asked for by name.
pub(super) trait Columns {
    /// The value of a column.
    fn get<T: FromSql>(&self, name: &str) -> rusqlite::Result<T>;
}

impl Columns for Row<'_> {
    fn get<T: FromSql>(&self, name: &str) -> rusqlite::Result<T> {
        Row::get(self, name)
    }
}

/// A row of a statement of which the places are known.
pub(super) struct Named<'a, 'stmt> {
    pub(super) row: &'a Row<'stmt>,
    pub(super) places: &'a Places,
}

impl Columns for Named<'_, '_> {
    fn get<T: FromSql>(&self, name: &str) -> rusqlite::Result<T> {
        self.row.get(self.places.find(name)?)
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
        let named = Named { row: rows.next().unwrap().unwrap(), places: &places };
        assert_eq!(named.get::<i64>("a"), Ok(2));
        assert_eq!(named.get::<i64>("b"), Ok(1));
        assert!(named.get::<i64>("c").is_err());
    }
}
