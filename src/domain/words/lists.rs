//! The fixed lists of what is said of items, by whom, and of institutions and indicators.

use super::vocabulary;

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
