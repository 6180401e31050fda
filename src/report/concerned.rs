//! What a theme covers, set by set, and by whose classification.

use super::words::nouns::counted;
use crate::domain::filter::ThemeFilter;

/// What a theme covers in the sets that are asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concerned {
    /// Set by set, in their order.
    pub sets: Vec<Covered>,
    /// Whether what was accepted in bulk from suggestions counts as what somebody looked at.
    pub assisted_counts: bool,
}

/// What a theme covers in one set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covered {
    /// The set's key.
    pub set: String,
    /// What its items are called, in the plural.
    pub noun: String,
    /// By what the theme is known there.
    pub basis: Basis,
    /// Items that belong to the theme.
    pub under: i64,
    /// Other items that are tagged so, where the set is filed by the theme.
    pub items: i64,
    /// Components that are tagged so.
    pub components: i64,
    /// How many of all these only by one's own tags.
    pub own: i64,
    /// How many of them only because our crosswalk leads a file's word for a theme or an issue here.
    pub led: i64,
    /// How many items and components only by suggestions that were accepted in bulk: among these where
    /// they count, else beside them.
    pub assisted: i64,
}

/// By what it is known which items of a set belong to a theme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Basis {
    /// Items of the set stand under the heading.
    Heading,
    /// The set is not filed by the theme: what is tagged so.
    Tags {
        /// The kinds of files that tagged items of the set.
        by: Vec<&'static str>,
    },
    /// Nothing in the set is classified by a theme, a group or an issue.
    #[default]
    Nothing,
}

/// What tagged items, for people; the kind of a file by its word in the ledger.
pub fn tagger(layout: Option<&str>) -> &'static str {
    match layout {
        Some("matrix") => "OHCHR's thematic list",
        Some("uhri") => "UHRI",
        Some("upr-info") => "UPR Info",
        Some("sheet") => "a returned sheet",
        Some("letter") => "the letter",
        _ => "the document",
    }
}

impl Concerned {
    /// Whether figures over all of these sets would add up what is not counted alike.
    pub fn is_mixed(&self) -> bool {
        let mut bases = self.sets.iter().filter(|set| set.under > 0).map(|set| &set.basis);
        let first = bases.next();
        bases.any(|basis| Some(basis) != first)
    }

    /// The sentences on a theme filter: one a set, and one on the sets of which nothing is known.
    pub fn sentences(&self, theme: &ThemeFilter) -> Vec<String> {
        if theme.headings.is_empty() {
            let sum = |of: fn(&Covered) -> i64| self.sets.iter().map(of).sum::<i64>();
            let all = sum(|set| set.under);
            let verb = if all == 1 { "carries" } else { "carry" };
            let (among, beside) = match (sum(|set| set.assisted), self.assisted_counts) {
                (0, true) => (String::new(), String::new()),
                (assisted, true) => (format!(" ({assisted} assisted)"), String::new()),
                (assisted, false) => (String::new(), beside_figures(assisted)),
            };
            let items = counted(all, "items");
            return vec![format!("{items} {verb} the issue “{}”{among}{beside}.", theme.label)];
        }
        let about = in_words(&theme.label);
        if let [set] = self.sets.as_slice() {
            return vec![match set.basis {
                Basis::Nothing => unknown(&[&set.set], &about),
                _ => set.sentence(&about, self.assisted_counts),
            }];
        }
        let (open, told): (Vec<&Covered>, Vec<&Covered>) =
            self.sets.iter().partition(|set| set.basis == Basis::Nothing);
        let any = |set: &&&Covered| set.under + set.items + set.components + set.assisted > 0;
        let mut sentences: Vec<String> = told
            .iter()
            .filter(any)
            .map(|set| format!("{}: {}", set.set, set.sentence(&about, self.assisted_counts)))
            .collect();
        let none: Vec<&str> =
            told.iter().filter(|set| !any(set)).map(|set| set.set.as_str()).collect();
        if !none.is_empty() {
            sentences.push(format!("Classified, and nothing about {about}: {}.", none.join(", ")));
        }
        if !open.is_empty() {
            let keys: Vec<&str> = open.iter().map(|set| set.set.as_str()).collect();
            sentences.push(unknown(&keys, &about));
        }
        sentences
    }
}

fn unknown(sets: &[&str], about: &str) -> String {
    format!(
        "Nothing in {} is classified by theme, group or issue in this file: what concerns {about} there is not known.",
        sets.join(", ")
    )
}

impl Covered {
    fn sentence(&self, about: &str, assisted_counts: bool) -> String {
        let Self { under, items, components, own, .. } = self;
        let verb = |number: i64| if number == 1 { "concerns" } else { "concern" };
        let (assisted, beside) =
            if assisted_counts { (self.assisted, 0) } else { (0, self.assisted) };
        let beside = beside_figures(beside);
        let by = match &self.basis {
            Basis::Heading => {
                let more = and_components(counted(*items, "more items"), *components);
                let verb = verb(items + components);
                let all = items + components;
                let whose = [(*own, "own classification"), (assisted, "assisted")];
                let whose: Vec<String> = whose
                    .iter()
                    .filter(|(number, _)| *number > 0)
                    .map(|(number, by)| match *number {
                        number if number == all => (*by).to_owned(),
                        number if *by == "assisted" => format!("{number} of them {by}"),
                        number => format!("{number} of them by {by}"),
                    })
                    .collect();
                let whose = in_brackets(&whose);
                return format!(
                    "{under} under the heading; {more} that {verb} {about}{whose}{beside}."
                );
            }
            Basis::Tags { by } => by.join(" and "),
            Basis::Nothing => String::new(),
        };
        let led = match self.led {
            0 => String::new(),
            led if led == under + components => {
                " under words that our own crosswalk leads here".to_owned()
            }
            led => format!(", {led} of them under words that our own crosswalk leads here"),
        };
        let all = under + components;
        let by = [
            (all - own - assisted, format!("as tagged by {by}{led}")),
            (*own, "by own classification".to_owned()),
            (assisted, "assisted".to_owned()),
        ];
        let whose: Vec<String> = by
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, by)| match *number {
                number if number == all => by.strip_prefix("by ").unwrap_or(by).to_owned(),
                number => format!("{number} {by}"),
            })
            .collect();
        let items = and_components(counted(*under, &self.noun), *components);
        let whose = in_brackets(&whose);
        format!("Not filed by this theme; {items} {} {about}{whose}{beside}.", verb(all))
    }
}

/// How many more there are only by suggestions that were accepted in bulk.
fn beside_figures(more: i64) -> String {
    let by = match more {
        0 => return String::new(),
        1 => "a suggestion",
        _ => "suggestions",
    };
    format!("; {more} more only by {by} accepted in bulk (assisted): listed, in no figure")
}

/// What is added in brackets, if anything is.
fn in_brackets(parts: &[String]) -> String {
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}

fn and_components(items: String, components: i64) -> String {
    match components {
        0 => items,
        _ => format!("{items} and {}", counted(components, "components")),
    }
}

/// A label within a sentence: in lower case, unless it has a name or a code in it.
fn in_words(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    let plain = |rest: &str| rest.chars().all(|c| !c.is_uppercase() && !c.is_ascii_digit());
    if plain(letters.as_str()) { first.chain(letters).collect() } else { label.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(label: &str, headings: Vec<i64>) -> ThemeFilter {
        ThemeFilter { headings, label: label.into(), ..ThemeFilter::default() }
    }

    fn filed(items: i64, components: i64, own: i64) -> Covered {
        Covered {
            set: "HC19".to_owned(),
            noun: "areas".to_owned(),
            basis: Basis::Heading,
            under: 5,
            items,
            components,
            own,
            ..Covered::default()
        }
    }

    fn tagged(under: i64, own: i64, by: &[&'static str]) -> Covered {
        Covered {
            set: "SVN4".to_owned(),
            noun: "recommendations".to_owned(),
            basis: Basis::Tags { by: by.to_vec() },
            under,
            own,
            ..Covered::default()
        }
    }

    fn one(set: Covered) -> Concerned {
        Concerned { sets: vec![set], assisted_counts: false }
    }

    fn told(set: Covered) -> String {
        one(set).sentences(&theme("Children", vec![1])).join(" ")
    }

    #[test]
    fn how_many_more_items_concern_a_theme_is_told_in_the_right_number() {
        let more = |items, components, own| told(filed(items, components, own));
        assert_eq!(more(0, 0, 0), "5 under the heading; 0 more items that concern children.");
        let own = "5 under the heading; 1 more item that concerns children (own classification).";
        assert_eq!(more(1, 0, 1), own);
        assert!(more(11, 0, 11).contains("; 11 more items that concern"));
        assert!(more(1, 1, 2).contains("; 1 more item and 1 component that concern"));
        assert!(more(3, 0, 1).ends_with("children (1 of them by own classification)."));
        assert!(more(3, 0, 0).ends_with("children."));
        let coded = one(filed(0, 0, 0));
        let coded = coded.sentences(&theme("A45 National Institution", vec![1]));
        assert!(coded[0].ends_with("concern A45 National Institution."), "{coded:?}");
        let issue = one(tagged(1, 0, &[]));
        assert_eq!(issue.sentences(&theme("NHRI", vec![])), ["1 item carries the issue “NHRI”."]);
    }

    #[test]
    fn a_set_that_is_not_filed_by_the_theme_says_who_tagged_what() {
        assert_eq!(
            told(tagged(26, 0, &["OHCHR's thematic list"])),
            "Not filed by this theme; 26 recommendations concern children (as tagged by OHCHR's thematic list)."
        );
        assert_eq!(
            told(tagged(24, 4, &["UHRI"])),
            "Not filed by this theme; 24 recommendations concern children (20 as tagged by UHRI, 4 by own classification)."
        );
        let led = Covered { led: 6, ..tagged(24, 0, &["UHRI"]) };
        assert!(told(led).ends_with(
            "(as tagged by UHRI, 6 of them under words that our own crosswalk leads here)."
        ));
        assert!(
            told(tagged(1, 1, &[]))
                .ends_with("1 recommendation concerns children (own classification).")
        );
        let open = Covered { set: "PRK2".to_owned(), ..Covered::default() };
        assert!(told(open).starts_with("Nothing in PRK2 is classified"));
    }

    #[test]
    fn what_was_accepted_in_bulk_stands_beside_unless_it_counts() {
        let assisted = Covered { assisted: 12, ..tagged(24, 4, &["UHRI"]) };
        assert_eq!(
            told(assisted),
            "Not filed by this theme; 24 recommendations concern children (20 as tagged by UHRI, 4 by own classification); 12 more only by suggestions accepted in bulk (assisted): listed, in no figure."
        );
        let counted = |set: Covered| {
            let all = Concerned { sets: vec![set], assisted_counts: true };
            all.sentences(&theme("Children", vec![1])).join(" ")
        };
        assert_eq!(
            counted(Covered { assisted: 12, ..tagged(36, 4, &["UHRI"]) }),
            "Not filed by this theme; 36 recommendations concern children (20 as tagged by UHRI, 4 by own classification, 12 assisted)."
        );
        let alone = Covered { assisted: 1, ..tagged(0, 0, &[]) };
        assert!(told(alone).ends_with("0 recommendations concern children; 1 more only by a suggestion accepted in bulk (assisted): listed, in no figure."));
        assert!(
            counted(Covered { assisted: 1, ..tagged(1, 0, &[]) })
                .ends_with("concerns children (assisted).")
        );
        let filed_set = Covered { assisted: 1, ..filed(3, 0, 1) };
        assert!(
            counted(filed_set).ends_with("(1 of them by own classification, 1 of them assisted).")
        );
        assert!(
            told(Covered { assisted: 2, ..filed(1, 0, 1) })
                .contains("(own classification); 2 more only by suggestions")
        );
    }

    #[test]
    fn sets_of_different_bases_have_a_line_each_and_no_sum() {
        let open = Covered { set: "PRK2".to_owned(), ..Covered::default() };
        let none = Covered { set: "PRK3".to_owned(), ..tagged(0, 0, &["UHRI"]) };
        let sets = vec![filed(1, 0, 1), tagged(26, 0, &["UHRI"]), none, open];
        let all = Concerned { sets, assisted_counts: false };
        assert!(all.is_mixed());
        let told = all.sentences(&theme("Children", vec![1]));
        assert!(told[0].starts_with("HC19: 5 under the heading"), "{told:?}");
        assert!(told[1].starts_with("SVN4: Not filed by this theme; 26"), "{told:?}");
        assert_eq!(told[2], "Classified, and nothing about children: PRK3.");
        assert!(told[3].starts_with("Nothing in PRK2"), "{told:?}");
        let sets = vec![tagged(2, 0, &["UHRI"]), tagged(3, 0, &["UHRI"])];
        let alike = Concerned { sets, assisted_counts: false };
        assert!(!alike.is_mixed());
    }
}
