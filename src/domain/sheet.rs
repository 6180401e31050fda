//! The columns of the items' sheet: what each is called, and what becomes of an edit in it.
//!
//! The export writes this sheet, people fill it in, the import reads it back: all three ask here.

use super::words::vocabulary;

vocabulary! {
    /// A column of the items' sheet, in the order of the export. New ones come at the end.
    SheetColumn is "a column" {
        /// `SET:REF`.
        Id = "id", "Item";
        /// The set's key.
        Set = "set", "Set";
        /// The label within the set.
        Reference = "ref", "Ref";
        /// The item that a component is a part of.
        Parent = "parent", "Part of";
        /// The State under review.
        State = "state", "State";
        /// The document.
        Document = "document", "Document";
        /// The kind of item.
        Kind = "kind", "Kind";
        /// The heading with those above it.
        Heading = "heading", "Heading";
        /// The theme's short name.
        Theme = "theme", "Theme";
        /// The words of the document.
        Text = "text", "Text";
        /// Who recommended it.
        Senders = "recommending_states", "Recommending States";
        /// The State's answer.
        Position = "position", "Position";
        /// The level.
        Status = "status", "Status";
        /// The day of that status.
        EffectiveOn = "effective_on", "Dated";
        /// When it was typed in.
        RecordedAt = "recorded_at", "Recorded at";
        /// Whose status.
        Assessor = "assessor", "Assessor";
        /// How sure.
        Confidence = "confidence", "Confidence";
        /// Why.
        Note = "note", "Note";
        /// On what it rests.
        Evidence = "evidence", "Evidence";
        /// What others say.
        OtherVoices = "other_voices", "Other assessors";
        /// Theme tags.
        Themes = "themes", "Theme tags";
        /// Groups.
        Groups = "groups", "Groups";
        /// Goals and targets.
        Sdgs = "sdgs", "SDGs";
        /// Issues.
        Issues = "issues", "Issues";
        /// The kind of action asked for.
        ActionCategory = "action_category", "Action category";
        /// The status of each component.
        Components = "components", "Components";
        /// Which state of the item the row shows.
        Version = "version", "Version";
        /// The printed verb.
        Force = "force", "In the words";
        /// Who would have to act.
        Actor = "actor", "Addressed to";
        /// The paragraph of the document.
        Paragraph = "paragraph", "Paragraph";
        /// Who said it, where that is not the document's author.
        Speaker = "speaker", "Said by";
        /// When, where that is not the document's date.
        SpokenOn = "spoken_on", "Said on";
        /// Whether the words are the document's or one's own.
        Origin = "origin", "Words of";
        /// Which tags are one's own.
        OwnTags = "own_tags", "Own tags";
        /// Since when it stands at that level.
        Since = "since", "Since";
        /// When it was last looked at.
        LastLookedAt = "last_looked_at", "Last looked at";
        /// Who leads.
        Lead = "lead", "Lead";
        /// Who supports the lead.
        Supporting = "supporting", "Supporting";
        /// When work on it begins.
        StartsOn = "starts_on", "Begins";
        /// By when.
        DueOn = "due_on", "Due";
        /// The date that was set first.
        FirstDueOn = "first_due_on", "First date";
        /// What is done about it.
        Actions = "actions", "Actions";
        /// What an action is taken for.
        Recommendations = "recommendations", "For";
    }
}

/// What becomes of an edit in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It brings the row back to its item.
    Name,
    /// Told by its letters, edited elsewhere: another text is an error.
    Fixed,
    /// Worked out anew at each export: an edit is passed over, and said to be.
    WorkedOut,
    /// A part of an assessment.
    Assessment,
    /// Whose assessment it is.
    Voice,
    /// Said of the item beside an assessment: a position, evidence.
    Said,
    /// Who is at work on the item, and by when it is due.
    Duty,
    /// Tags, of this vocabulary where it is one.
    Tags(Option<&'static str>),
}

impl SheetColumn {
    /// What becomes of an edit.
    pub const fn role(self) -> Role {
        match self {
            Self::Id | Self::Set | Self::Reference | Self::Version => Role::Name,
            Self::Parent
            | Self::State
            | Self::Document
            | Self::Kind
            | Self::Heading
            | Self::Theme
            | Self::Text
            | Self::Senders => Role::Fixed,
            Self::RecordedAt
            | Self::OtherVoices
            | Self::Components
            | Self::Force
            | Self::Actor
            | Self::Paragraph
            | Self::Speaker
            | Self::SpokenOn
            | Self::Origin
            | Self::OwnTags
            | Self::Since
            | Self::LastLookedAt
            | Self::FirstDueOn
            | Self::Actions
            | Self::Recommendations => Role::WorkedOut,
            Self::Lead | Self::Supporting | Self::StartsOn | Self::DueOn => Role::Duty,
            Self::Status | Self::EffectiveOn | Self::Confidence | Self::Note => Role::Assessment,
            Self::Assessor => Role::Voice,
            Self::Position | Self::Evidence => Role::Said,
            Self::Themes => Role::Tags(None),
            Self::Groups => Role::Tags(Some("group")),
            Self::Sdgs => Role::Tags(Some("sdg")),
            Self::Issues => Role::Tags(Some("issue")),
            Self::ActionCategory => Role::Tags(Some("action")),
        }
    }

    /// Whether people fill it in.
    pub const fn is_filled_in(self) -> bool {
        !matches!(self.role(), Role::Name | Role::Fixed | Role::WorkedOut)
    }

    /// Whether an emptied cell takes nothing back: a date and a voice belong to a status, evidence is
    /// taken back by its entry, and a lead or a date ends by its own command.
    pub const fn is_kept(self) -> bool {
        matches!(self, Self::Evidence | Self::EffectiveOn | Self::Assessor)
            || matches!(self.role(), Role::Duty)
    }

    /// Whether what people fill in is said of the item itself: others' trackers have columns called
    /// `lead` as well.
    pub const fn is_judgement(self) -> bool {
        self.is_filled_in() && !matches!(self.role(), Role::Duty)
    }

    /// Whether a sheet is known by it, whatever stands beside it: others' files have columns called
    /// `text` or `theme` as well.
    pub const fn is_telling(self) -> bool {
        matches!(
            self,
            Self::Set
                | Self::Reference
                | Self::Parent
                | Self::Senders
                | Self::Position
                | Self::Status
                | Self::EffectiveOn
                | Self::RecordedAt
                | Self::Confidence
                | Self::OtherVoices
                | Self::ActionCategory
                | Self::Version
        )
    }

    /// The keys of the columns with a role.
    pub fn keys_of(role: Role) -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().filter(move |column| column.role() == role).map(|column| column.slug())
    }

    /// The columns of tags: key, and the vocabulary where it is one.
    pub fn tags() -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        Self::ALL.iter().filter_map(|column| match column.role() {
            Role::Tags(vocabulary) => Some((column.slug(), vocabulary)),
            _ => None,
        })
    }
}
