//! The fixed lists: one spelling table each, used on the command line, in the database and in
//! files alike.

mod levels;
mod lists;

pub use levels::{ActionLevel, Level, LevelWord};
pub use lists::{
    Access, ActorKind, AssessorKind, Better, Certainty, Confidence, Effect, EntityKind,
    EvidenceKind, IndicatorKind, Kind, Life, Measure, Origin, Position, Relation, Role, SetKind,
};

/// A word that is in none of a list's spellings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{typed}` is not {what}")]
pub struct UnknownWord {
    /// What was looked for, with its article: `a status`.
    pub what: &'static str,
    /// What was typed instead.
    pub typed: String,
    /// The nearest word of the list, if one is near; or, for an ambiguous prefix, the candidates.
    pub nearest: Option<String>,
    /// The words of the list, where it is a fixed one.
    pub words: Vec<&'static str>,
}

/// A fixed list: each value with its spellings, so that whoever reads words (the command line, a
/// sheet) can list them, and complete them.
pub trait Vocabulary: Copy + 'static {
    /// What one of them is, with its article: `a status`.
    const WHAT: &'static str;
    /// Each value, its slug and its label, in the list's order.
    const WORDS: &'static [(Self, &'static str, &'static str)];

    /// Reads a slug, a label, or a unique prefix of one.
    ///
    /// # Errors
    /// [`UnknownWord`], with the nearest word or the candidates of an ambiguous prefix.
    fn read(text: &str) -> Result<Self, UnknownWord> {
        read_word(Self::WHAT, text, Self::WORDS)
    }
}

/// The word nearest to what was `typed`, if it is near enough to be what was meant.
///
/// Case is ignored. Near means: a Jaro-Winkler similarity of at least 0.75.
pub fn nearest<'a>(typed: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    words
        .into_iter()
        .map(|word| (strsim::jaro_winkler(&typed, &word.to_lowercase()), word))
        .filter(|(similarity, _)| *similarity >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

/// Finds a word by slug, label or unique prefix, of a slug before that of a label; case, blanks, `_`
/// and `-` are alike.
///
/// # Errors
/// [`UnknownWord`], with the nearest word or the candidates of an ambiguous prefix.
pub fn read_word<T: Copy>(
    what: &'static str,
    text: &str,
    table: &[(T, &'static str, &'static str)],
) -> Result<T, UnknownWord> {
    let wanted = fold(text);
    let exact = table.iter().find(|(_, slug, label)| fold(slug) == wanted || fold(label) == wanted);
    if let Some((value, ..)) = exact {
        return Ok(*value);
    }
    let starts = |word: &str| !wanted.is_empty() && fold(word).starts_with(&wanted);
    let mut prefixed: Vec<_> = table.iter().filter(|(_, slug, _)| starts(slug)).collect();
    if prefixed.is_empty() {
        prefixed = table.iter().filter(|(_, _, label)| starts(label)).collect();
    }
    let typed = text.to_owned();
    let words = table.iter().map(|(_, slug, _)| *slug).collect();
    match prefixed.as_slice() {
        [(value, ..)] => Ok(*value),
        [] => {
            let slugs = table.iter().map(|(_, slug, _)| *slug);
            let labels = table.iter().map(|(_, _, label)| *label);
            let near = nearest(text, slugs.chain(labels)).map(str::to_owned);
            let slug = near.and_then(|near| {
                let row = table.iter().find(|(_, slug, label)| *slug == near || *label == near);
                row.map(|(_, slug, _)| (*slug).to_owned())
            });
            Err(UnknownWord { what, typed, nearest: slug, words })
        }
        many => {
            let slugs: Vec<_> = many.iter().map(|(_, slug, _)| *slug).collect();
            Err(UnknownWord { what, typed, nearest: Some(slugs.join("` or `")), words })
        }
    }
}

/// A word as it is compared: lower case, blanks of any kind and underscores as hyphens; signs that
/// take no room are left out, and what papers said after `Not assessed` until schema 4.
fn fold(text: &str) -> String {
    let unseen = |sign: &char| !matches!(sign, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
    let text: String = text.trim().chars().filter(unseen).collect();
    let folded = text.to_lowercase().replace(|sign: char| sign.is_whitespace() || sign == '_', "-");
    folded.strip_suffix("-in-this-file").map(str::to_owned).unwrap_or(folded)
}

/// Declares a fixed list: an enum whose variants each have one slug (for scripts, the database and
/// the command line) and one label (for people).
macro_rules! vocabulary {
    (
        $(#[$meta:meta])* $name:ident is $what:literal {
            $($(#[$variant_meta:meta])* $variant:ident = $slug:literal, $label:literal;)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)+
        }

        impl $crate::domain::words::Vocabulary for $name {
            const WHAT: &'static str = $what;
            const WORDS: &'static [(Self, &'static str, &'static str)] =
                &[$((Self::$variant, $slug, $label),)+];
        }

        impl $name {
            /// All of them, in the list's order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable spelling: command line, database, CSV and JSON.
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// What people read.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// The value whose slug is exactly this.
            pub fn from_slug(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.slug() == slug)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.slug())
            }
        }

        impl From<$name> for crate::domain::ledger::FieldValue {
            fn from(word: $name) -> Self {
                Self::Text(word.slug().to_owned())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::UnknownWord;

            /// Reads a slug, a label, or a unique prefix of one.
            fn from_str(text: &str) -> std::result::Result<Self, $crate::domain::UnknownWord> {
                $crate::domain::words::Vocabulary::read(text)
            }
        }
    };
}

pub(crate) use vocabulary;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_by_slug_and_by_label() {
        for level in Level::ALL {
            assert_eq!(level.slug().parse(), Ok(*level));
            assert_eq!(level.label().to_uppercase().parse(), Ok(*level));
        }
        assert_eq!("Not assessed in this file".parse(), Ok(Level::NotAssessed));
        for position in Position::ALL {
            assert_eq!(position.slug().parse(), Ok(*position));
        }
    }

    #[test]
    fn a_unique_prefix_is_enough_and_an_ambiguous_one_is_not() {
        assert_eq!("part".parse(), Ok(Level::PartiallyImplemented));
        let error = "not".parse::<Level>().unwrap_err();
        assert_eq!(error.nearest.as_deref(), Some("not-assessed` or `not-implemented"));
        assert!("".parse::<Level>().is_err());
    }

    #[test]
    fn a_slip_names_the_nearest() {
        let error = "implemanted".parse::<Level>().unwrap_err();
        assert_eq!(error.to_string(), "`implemanted` is not a status");
        assert_eq!(error.nearest.as_deref(), Some("implemented"));
        assert_eq!("zzz".parse::<Level>().unwrap_err().nearest, None);
    }
}
