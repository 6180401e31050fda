//! The levels of implementation, in the words of recommendations and in those of a plan.

use std::fmt;

use super::{SetKind, UnknownWord, Vocabulary, vocabulary};

vocabulary! {
    /// The level of implementation, as one assessor sees it: seven levels, fixed, in this order.
    Level is "a status" {
        /// Every item starts here; it says nothing about the situation.
        NotAssessed = "not-assessed", "Not assessed";
        /// Looked; cannot tell.
        NoInformation = "no-information", "Insufficient information";
        /// No relevant step taken.
        NotImplemented = "not-implemented", "Not implemented";
        /// Steps under way, no result in law or practice yet.
        InProgress = "in-progress", "In progress";
        /// Some of what is asked is in place.
        PartiallyImplemented = "partially-implemented", "Partially implemented";
        /// All of what is asked is in place.
        Implemented = "implemented", "Fully implemented";
        /// Contrary measures, or an earlier result undone.
        Regressed = "regressed", "Regressed or contrary measures";
    }
}

vocabulary! {
    /// The level in a plan's words: an action is completed, a recommendation implemented, and neither
    /// word stands for the other.
    ActionLevel is "a status of an action" {
        /// [`Level::NotAssessed`].
        NotReported = "not-reported", "Not reported";
        /// [`Level::NoInformation`].
        Unclear = "unclear", "Unclear";
        /// [`Level::NotImplemented`].
        NotStarted = "not-started", "Not started";
        /// [`Level::InProgress`].
        UnderWay = "under-way", "Under way";
        /// [`Level::PartiallyImplemented`].
        PartlyDone = "partly-done", "Partly done";
        /// [`Level::Implemented`].
        Completed = "completed", "Completed";
        /// [`Level::Regressed`].
        Undone = "undone", "Undone";
    }
}

impl ActionLevel {
    /// The level that it is a word for.
    pub const fn level(self) -> Level {
        match self {
            Self::NotReported => Level::NotAssessed,
            Self::Unclear => Level::NoInformation,
            Self::NotStarted => Level::NotImplemented,
            Self::UnderWay => Level::InProgress,
            Self::PartlyDone => Level::PartiallyImplemented,
            Self::Completed => Level::Implemented,
            Self::Undone => Level::Regressed,
        }
    }
}

impl Level {
    /// The level in a plan's words.
    pub const fn of_action(self) -> ActionLevel {
        match self {
            Self::NotAssessed => ActionLevel::NotReported,
            Self::NoInformation => ActionLevel::Unclear,
            Self::NotImplemented => ActionLevel::NotStarted,
            Self::InProgress => ActionLevel::UnderWay,
            Self::PartiallyImplemented => ActionLevel::PartlyDone,
            Self::Implemented => ActionLevel::Completed,
            Self::Regressed => ActionLevel::Undone,
        }
    }

    /// Its word for scripts in a set of this kind.
    pub const fn slug_in(self, kind: SetKind) -> &'static str {
        match kind {
            SetKind::Recommendations => self.slug(),
            SetKind::Plan => self.of_action().slug(),
        }
    }

    /// Its word for people in a set of this kind.
    pub const fn label_in(self, kind: SetKind) -> &'static str {
        match kind {
            SetKind::Recommendations => self.label(),
            SetKind::Plan => self.of_action().label(),
        }
    }
}

/// A level as somebody writes it: in the words of recommendations, or in those of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelWord {
    /// `in-progress`: said of anything.
    Level(Level),
    /// `under-way`: said of actions alone.
    Action(ActionLevel),
}

impl fmt::Display for LevelWord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Level(level) => level.slug(),
            Self::Action(word) => word.slug(),
        })
    }
}

impl LevelWord {
    /// Reads a slug, a label or a unique prefix, of recommendations before that of a plan.
    ///
    /// # Errors
    /// [`UnknownWord`], as for a status.
    pub fn read(text: &str) -> Result<Self, UnknownWord> {
        let level = <Level as Vocabulary>::read(text).map(Self::Level);
        level.or_else(|error| ActionLevel::read(text).map(Self::Action).map_err(|_| error))
    }

    /// The level that is meant.
    pub const fn level(self) -> Level {
        match self {
            Self::Level(level) => level,
            Self::Action(word) => word.level(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_has_a_word_of_its_own_for_each_level() {
        for level in Level::ALL {
            assert_eq!(level.of_action().level(), *level);
            assert_eq!(LevelWord::read(level.of_action().label()).unwrap().level(), *level);
            assert_eq!(LevelWord::read(level.slug()), Ok(LevelWord::Level(*level)));
        }
        assert_eq!(LevelWord::read("part"), Ok(LevelWord::Level(Level::PartiallyImplemented)));
        assert_eq!(LevelWord::read("comp"), Ok(LevelWord::Action(ActionLevel::Completed)));
    }
}
