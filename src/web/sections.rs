//! The sections of the site: what the head of each page leads to.

/// A page that the head of each page leads to.
pub(super) struct Section {
    /// Where it is.
    pub(super) address: &'static str,
    /// What it is called.
    pub(super) words: &'static str,
    /// Who is led there.
    pub(super) whose: Whose,
}

/// Who is led to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// Everybody.
    All,
    /// Who records for the office.
    Editors,
    /// Who records for an institution.
    Contributors,
}

const fn for_all(address: &'static str, words: &'static str) -> Section {
    Section { address, words, whose: Whose::All }
}

/// What the head of each page leads to, in order.
pub(super) const SECTIONS: &[Section] = &[
    for_all("/", "Where things stand"),
    Section { address: "/mine", words: "My items", whose: Whose::Contributors },
    for_all("/items", "Recommendations"),
    for_all("/changes", "What moved"),
    for_all("/plan", "Plan"),
    for_all("/calendar", "Calendar"),
    for_all("/timeline", "Timeline"),
    for_all("/questions", "Questions"),
    for_all("/reports", "Reports"),
    Section { address: "/import", words: "Bring in", whose: Whose::Editors },
    Section { address: "/verify", words: "Check", whose: Whose::Editors },
];
