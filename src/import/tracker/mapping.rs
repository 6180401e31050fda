//! What headings and words of an office mean: as the command says, and as the file remembers.

use super::fields::{FIELDS, WORDS, key_of};
use crate::domain::{Level, Position};
use crate::import::records::letters;

/// What the headings and words of a tracker mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Field and heading, as the command says.
    pub columns: Vec<(String, String)>,
    /// A word of the file as printed, and the slug of ours that it means, as the command says.
    pub words: Vec<(String, String)>,
    /// Field and heading that an earlier command said.
    pub known_columns: Vec<(String, String)>,
    /// Words that an earlier command said.
    pub known_words: Vec<(String, String)>,
}

impl Mapping {
    /// Reads `FIELD=HEADING`, or the other way round; several with commas. A heading may hold commas.
    ///
    /// # Errors
    /// What is not of that form.
    pub fn add_columns(&mut self, text: &str) -> Result<(), String> {
        let mut parts: Vec<String> = Vec::new();
        for part in text.split(',') {
            match parts.last_mut().filter(|_| !part.contains('=')) {
                Some(last) => last.push_str(&format!(",{part}")),
                None => parts.push(part.to_owned()),
            }
        }
        for part in parts {
            let (left, right) = part.split_once('=').ok_or_else(|| part.trim().to_owned())?;
            let (left, right) = (left.trim(), right.trim());
            let pair = if WORDS.contains(&left) || is_text(left) {
                (left, right)
            } else if WORDS.contains(&right) || is_text(right) {
                (right, left)
            } else {
                return Err(part.trim().to_owned());
            };
            self.columns.push((pair.0.to_owned(), pair.1.to_owned()));
        }
        Ok(())
    }

    /// Reads `WORD=SLUG` of a status or position.
    ///
    /// # Errors
    /// What is not of that form, or no status nor position of ours.
    pub fn add_word(&mut self, text: &str) -> Result<(), String> {
        let (word, ours) = text.rsplit_once('=').ok_or_else(|| text.trim().to_owned())?;
        let (word, ours) = (word.trim(), ours.trim());
        let level = ours.parse::<Level>().map(Level::slug).ok();
        let slug = level.or_else(|| ours.parse::<Position>().map(Position::slug).ok());
        let slug = slug.ok_or_else(|| ours.to_owned())?;
        self.words.push((word.to_owned(), slug.to_owned()));
        Ok(())
    }

    /// What a word of a column means, as somebody said: the command before the file.
    pub(super) fn word(&self, key: &str, cell: &str) -> Option<&str> {
        let wanted = letters(cell);
        let fits = |slug: &str| match key {
            "status" => Level::from_slug(slug).is_some(),
            _ => Position::from_slug(slug).is_some(),
        };
        let mut words = self.words.iter().chain(&self.known_words);
        words
            .find(|(word, slug)| letters(word) == wanted && fits(slug))
            .map(|(_, slug)| slug.as_str())
    }

    /// The column of each field that a header has: as the command says, as the file remembers, or by
    /// a plain heading.
    pub(super) fn places(&self, names: &[String]) -> Vec<(&'static str, usize)> {
        let mut places: Vec<(&'static str, usize)> = Vec::new();
        let at = |heading: &str| {
            let wanted = letters(heading);
            names.iter().position(|name| *name == wanted && !wanted.is_empty())
        };
        for (field, key, _) in FIELDS {
            if let Some((_, heading)) = self.columns.iter().find(|(of, _)| of == field) {
                places.extend(at(heading).map(|place| (key, place)));
            }
        }
        for (field, key, _) in FIELDS {
            let said = self.columns.iter().any(|(of, _)| of == field);
            let mut known = self.known_columns.iter().filter(|(of, _)| of == field && !said);
            if let Some(place) = known.find_map(|(_, heading)| at(heading))
                && free(&places, key, place)
            {
                places.push((key, place));
            }
        }
        for (field, key, plain) in FIELDS {
            let said = self.columns.iter().any(|(of, _)| of == field);
            let place = names.iter().position(|name| plain.contains(&name.as_str()));
            if let Some(place) = place.filter(|place| !said && free(&places, key, *place)) {
                places.push((key, place));
            }
        }
        places.sort_by_key(|(key, _)| FIELDS.iter().position(|(_, of, _)| of == key));
        places
    }

    /// The columns that hold texts in other languages: the field, and where it stands.
    pub(super) fn texts(&self, names: &[String], printed: &[String]) -> Vec<(String, usize)> {
        let said = self.columns.iter().chain(&self.known_columns).filter(|(of, _)| is_text(of));
        let said = said.filter_map(|(field, heading)| {
            let wanted = letters(heading);
            Some((field.clone(), names.iter().position(|name| *name == wanted)?))
        });
        let own = printed.iter().enumerate().map(|(at, name)| (name.trim().to_lowercase(), at));
        let mut found: Vec<(String, usize)> = Vec::new();
        for (field, at) in said.chain(own.filter(|(name, _)| is_text(name))) {
            if !found.iter().any(|(of, place)| *of == field || *place == at) {
                found.push((field, at));
            }
        }
        found
    }

    /// Whether these are the heads of a tracker.
    pub(super) fn knows(&self, names: &[String]) -> bool {
        let places = self.places(names);
        let has = |key: &str| places.iter().any(|(of, _)| *of == key);
        if !self.columns.is_empty() {
            let there = |heading: &str| names.contains(&letters(heading));
            return self.columns.iter().all(|(field, heading)| {
                if is_text(field) { there(heading) } else { has(key_of(field)) }
            });
        }
        let remembered = self.known_columns.iter().filter(|(field, heading)| {
            let place = places.iter().find(|(key, _)| *key == key_of(field));
            place.is_some_and(|(_, place)| names[*place] == letters(heading))
        });
        let named = has("ref") || has("id");
        let judged = ["lead", "note", "due", "effective_on", "recommending_states"];
        (has("text") && (has("status") || has("position")))
            || (named && has("status") && judged.iter().any(|key| has(key)))
            || (remembered.count() >= 2 && (named || has("text")))
    }
}

/// Whether a field is a text in another language: `text:sl`.
pub(super) fn is_text(field: &str) -> bool {
    field.strip_prefix("text:").is_some_and(|lang| (2..=12).contains(&lang.len()))
}

fn free(places: &[(&'static str, usize)], key: &str, place: usize) -> bool {
    places.iter().all(|(of, taken)| *of != key && *taken != place)
}
