//! Which item was meant, in words: where a State has another set beside those that ship with the
//! program, a bare number may be taken for an item of it.

use super::App;
use super::amend::item_line;
use super::error::Result;
use super::seeding::shipped;
use crate::domain::lines::SetLine;

/// So many letters of a text tell which it is.
const FEW: usize = 28;

impl App<'_> {
    /// The first words of an item (`SET:REF`), where the file has another set of its State; nothing
    /// where it has none, or the name is no item's.
    ///
    /// # Errors
    /// The store's.
    pub fn first_words(&mut self, name: &str) -> Result<Option<String>> {
        let Some((key, label)) = name.split_once(':') else { return Ok(None) };
        let tx = self.store.read()?;
        let sets = tx.list_sets()?;
        let Some(set) = sets.iter().find(|set| set.key == key) else { return Ok(None) };
        let same = |other: &&SetLine| set.state.is_some() && other.state == set.state;
        let mut of_state: Vec<&str> =
            sets.iter().filter(same).map(|set| set.key.as_str()).collect();
        if of_state.len() > 1 {
            let ships = shipped();
            // Those that ship stand beside each other in every file.
            of_state
                .retain(|other| *other != key && !(ships.contains(key) && ships.contains(*other)));
        } else {
            of_state.clear();
        }
        if of_state.is_empty() {
            return Ok(None);
        }
        let found = tx.list_named(Some(set.id), &label.to_lowercase())?;
        let Some((id, ..)) = found.into_iter().next() else { return Ok(None) };
        Ok(item_line(&*tx, id)?.map(|line| beginning(&line.text)))
    }
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() && words.chars().count() + word.chars().count() >= FEW {
            return format!("{words} …");
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_told_by_its_first_words() {
        assert_eq!(beginning("Ending gender segregation."), "Ending gender segregation.");
        let long = "Prohibiting corporal punishment in all settings.";
        assert_eq!(beginning(long), "Prohibiting corporal …");
    }
}
