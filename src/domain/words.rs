//! The fixed lists: one spelling table each, used on the command line, in the database and in
//! files alike.

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

        impl From<$name> for crate::domain::ledger::Field {
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
    /// The answer of the State under review (A/HRC/RES/5/1, annex, par. 32, and later practice).
    Position is "a position" {
        /// The recommendation enjoys the State's support.
        Supported = "supported", "Supported";
        /// A part of it does.
        PartiallySupported = "partially-supported", "Partially supported";
        /// The State notes it.
        Noted = "noted", "Noted";
        /// The document says that it does not enjoy support.
        NotSupported = "not-supported", "Not supported";
        /// The State will answer later.
        Pending = "pending", "Pending";
        /// No position is recorded.
        NotStated = "not-stated", "Not stated";
    }
}

vocabulary! {
    /// With which force a text is said.
    Kind is "a kind" {
        /// Encouraged or asked.
        Ask = "ask", "Ask";
        /// Urged or called upon.
        Demand = "demand", "Demand";
        /// Recommended by a State, a treaty body or a special procedure.
        Recommendation = "recommendation", "Recommendation";
        /// Help offered to the State.
        Offer = "offer", "Offer";
        /// Given to a UN body.
        Mandate = "mandate", "Mandate";
        /// Said to all States.
        Advice = "advice", "Advice";
        /// Expressed, not asked.
        Concern = "concern", "Concern";
        /// Undertaken by whoever speaks.
        Commitment = "commitment", "Commitment";
        /// A step of a plan, by which an institution acts on recommendations.
        Action = "action", "Action";
    }
}

vocabulary! {
    /// Who would have to act.
    ActorKind is "an actor" {
        /// The State under review.
        State = "state", "State";
        /// All Member States.
        AllStates = "all-states", "All Member States";
        /// A United Nations body.
        UnitedNations = "un", "United Nations";
        /// OHCHR and the State together.
        Both = "un-and-state", "OHCHR and the State";
        /// An institution: of an action whoever leads it.
        Institution = "institution", "Institution";
    }
}

vocabulary! {
    /// What kind of voice an assessor is.
    AssessorKind is "a kind of assessor" {
        /// The file's owner, where no other kind was given.
        Tracker = "tracker", "tracker";
        /// The State under review.
        State = "state", "State";
        /// A national human rights institution.
        Nhri = "nhri", "national human rights institution";
        /// A civil society organization.
        Cso = "cso", "civil society";
        /// A United Nations body.
        Un = "un", "United Nations";
        /// A university or research institute.
        Academic = "academic", "academic";
        /// Another kind.
        Other = "other", "other";
    }
}

vocabulary! {
    /// How sure an assessor is.
    Confidence is "a confidence" {
        /// Little to go by.
        Low = "low", "Low";
        /// Some good ground.
        Medium = "medium", "Medium";
        /// Well founded.
        High = "high", "High";
    }
}

vocabulary! {
    /// Whether an item is followed up.
    Life is "a state of an item" {
        /// It is.
        Active = "active", "Active";
        /// Followed up no more.
        Closed = "closed", "Closed";
        /// Another item took its place.
        Superseded = "superseded", "Superseded";
    }
}

vocabulary! {
    /// How a later item follows an earlier one.
    Relation is "a relation" {
        /// It asks the same.
        Repeats = "repeats", "Repeats";
        /// It asks a part of it.
        InPart = "in-part", "In part";
        /// It takes up a concern.
        ViaConcern = "via-concern", "By way of a concern";
        /// It offers help with it.
        Offer = "offer", "Offer";
        /// It has to do with it.
        Related = "related", "Related";
        /// The other took its place.
        SupersededBy = "superseded-by", "Superseded by";
        /// It is an action that is taken for it.
        Serves = "serves", "Serves";
    }
}

vocabulary! {
    /// Whose a row is.
    Origin is "an origin" {
        /// Ours.
        Own = "own", "Own";
        /// The document's own.
        Document = "document", "Document";
        /// A source's, which a file brought.
        Source = "source", "Source";
    }
}

vocabulary! {
    /// What somebody may do on the pages.
    Access is "a role" {
        /// Reads.
        Reader = "reader", "Reader";
        /// Records for an institution, of what it leads.
        Contributor = "contributor", "Contributor";
        /// Records for the office.
        Editor = "editor", "Editor";
    }
}

vocabulary! {
    /// What kind of place evidence is at.
    EvidenceKind is "a kind of evidence" {
        /// An address on the web.
        Url = "url", "Web page";
        /// A UN document.
        Document = "document", "Document";
        /// A local file.
        File = "file", "File";
        /// A publication in words: a law gazette, a book, a newspaper of a day.
        Citation = "citation", "Citation";
        /// A file that was brought in.
        Import = "import", "Imported file";
    }
}

vocabulary! {
    /// How evidence bears on an item.
    Effect is "an effect" {
        /// It supports what is said.
        Supports = "supports", "Supports";
        /// It speaks against it.
        Contradicts = "contradicts", "Contradicts";
        /// It is to be known beside it.
        Context = "context", "Context";
    }
}

vocabulary! {
    /// How sure a date of the calendar is.
    Certainty is "a certainty" {
        /// A document states it.
        Documented = "documented", "Documented";
        /// Somebody else reports it.
        Secondary = "secondary", "From a secondary source";
        /// It follows from a rule and a documented date.
        Derived = "derived", "Worked out";
        /// It is likely.
        Inferred = "inferred", "Inferred";
    }
}

vocabulary! {
    /// What kind of institution acts or answers.
    EntityKind is "a kind of institution" {
        /// A ministry.
        Ministry = "ministry", "Ministry";
        /// An agency, authority or office.
        Agency = "agency", "Agency";
        /// A parliament or a committee of one.
        Parliament = "parliament", "Parliament";
        /// A court, a prosecutor's office.
        Judiciary = "judiciary", "Judiciary";
        /// A region, town or district.
        Local = "local", "Local authority";
        /// Another body of the State.
        StateBody = "state-body", "State body";
        /// A national human rights institution.
        Nhri = "nhri", "National human rights institution";
        /// Civil society.
        Cso = "cso", "Civil society";
        /// A body, fund or programme of the United Nations.
        UnBody = "un-body", "United Nations body";
        /// A committee of a treaty.
        TreatyBody = "treaty-body", "Treaty body";
        /// A rapporteur, expert or working group of the Human Rights Council.
        SpecialProcedure = "special-procedure", "Special procedure";
        /// Another kind.
        Other = "other", "Other";
    }
}

vocabulary! {
    /// What an institution has to do with an item.
    Role is "a role" {
        /// It leads: one at a time.
        Lead = "lead", "Lead";
        /// It supports the lead.
        Supporting = "supporting", "Supporting";
    }
}

vocabulary! {
    /// What an indicator measures (OHCHR, HR/PUB/12/5).
    IndicatorKind is "a kind of indicator" {
        /// Commitments: law, institutions, policy.
        Structural = "structural", "Structural";
        /// Efforts made.
        Process = "process", "Process";
        /// Results.
        Outcome = "outcome", "Outcome";
    }
}

vocabulary! {
    /// Which way an indicator gets better.
    Better is "a direction" {
        /// More is better.
        Higher = "higher", "Higher";
        /// Less is better.
        Lower = "lower", "Lower";
    }
}

vocabulary! {
    /// What a figure of an indicator is.
    Measure is "a kind of figure" {
        /// Measured.
        Value = "value", "Measured";
        /// Where it began.
        Baseline = "baseline", "Baseline";
        /// Where it is to get to.
        Target = "target", "Target";
    }
}

vocabulary! {
    /// What kind of body a set is.
    #[derive(Default)]
    SetKind is "a kind of set" {
        /// What was asked in one document.
        #[default]
        Recommendations = "recommendations", "Recommendations";
        /// A plan, of which the items are actions.
        Plan = "plan", "Plan";
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
