//! What the terms of a vocabulary say of an item. A file's own words come as a vocabulary named
//! after the file's kind and cycle (`matrix-2`, `matrix-2-group`), so the name tells.

/// What a vocabulary's terms are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Themes: the annex's headings, the themes of OHCHR's matrices and of UHRI, one's own.
    Theme,
    /// Groups of persons affected.
    Group,
    /// Goals and targets.
    Sdg,
    /// UPR Info's issues.
    Issue,
    /// UPR Info's action categories.
    Action,
    /// What several bodies ask alike: one's own clusters.
    Cluster,
}

impl Facet {
    /// Those with a name of their own; every other vocabulary holds themes.
    pub const NAMED: [(&'static str, Self); 5] = [
        ("group", Self::Group),
        ("sdg", Self::Sdg),
        ("issue", Self::Issue),
        ("action", Self::Action),
        ("cluster", Self::Cluster),
    ];

    /// That of the vocabulary with this key: `group`, `matrix-2-group`.
    pub fn of(vocabulary: &str) -> Self {
        let named = Self::NAMED.iter().find(|(name, _)| {
            vocabulary.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('-'))
        });
        named.map_or(Self::Theme, |(_, facet)| *facet)
    }

    /// The key of our own vocabulary of it.
    pub fn slug(self) -> &'static str {
        let named = Self::NAMED.iter().find(|(_, facet)| *facet == self);
        named.map_or("theme", |(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_vocabulary_tells_what_its_terms_are() {
        let themes = ["theme", "matrix-2", "uhri", "regroup", "group-themes"];
        assert_eq!(themes.map(Facet::of), [Facet::Theme; 5]);
        assert_eq!(["group", "matrix-2-group"].map(Facet::of), [Facet::Group; 2]);
        assert_eq!(["sdg", "matrix-3-sdg"].map(Facet::of), [Facet::Sdg; 2]);
        assert_eq!(["issue", "upr-info-2-issue"].map(Facet::of), [Facet::Issue; 2]);
        assert_eq!(["action", "cluster"].map(|key| Facet::of(key).slug()), ["action", "cluster"]);
        assert_eq!(Facet::of("uhri").slug(), "theme");
    }
}
