//! What things are called in print: headings with their paths, States, voices, the file's owner.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::AssessorKind;
use crate::domain::lines::{AssessorLine, SetLine, TermLine};
use crate::domain::states::{State, States};
use crate::report::words::catalogue::named;
use crate::store::{Read, Result};

/// The file's owner: whose voice the headline is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owner {
    /// The name, if one was given.
    pub name: Option<String>,
    /// What kind of body.
    pub kind: Option<AssessorKind>,
}

impl Owner {
    /// `NAME (kind)`, or `this file` where it has no name.
    pub fn printed(&self) -> String {
        match (&self.name, self.kind) {
            (Some(name), Some(kind)) => format!("{name} ({})", named(kind.label())),
            (Some(name), None) => name.clone(),
            (None, _) => "this file".to_owned(),
        }
    }
}

/// Names for printing, read once per request.
#[derive(Debug, Clone)]
pub struct Names {
    /// The settings in force.
    pub settings: HashMap<String, String>,
    /// The sets in order.
    pub sets: Vec<SetLine>,
    /// The voices in order.
    pub assessors: Vec<AssessorLine>,
    /// All terms in order.
    pub terms: Vec<TermLine>,
    /// The States.
    pub states: States,
}

impl Names {
    /// Reads them.
    ///
    /// # Errors
    /// The store's.
    pub fn read(tx: &dyn Read) -> Result<Self> {
        let states = tx.list_states()?.into_iter().map(|row| {
            let [iso3, name, official_name, region, spellings, member] = row;
            State {
                iso3,
                name,
                official_name,
                region,
                spellings: spellings.split("; ").map(str::to_owned).collect(),
                member: member == "yes",
            }
        });
        Ok(Self {
            states: States::new(states.collect()),
            settings: tx.list_settings()?.into_iter().collect(),
            sets: tx.list_sets()?,
            assessors: tx.list_assessors()?,
            terms: tx.list_terms(None)?,
        })
    }

    /// The owner.
    pub fn owner(&self) -> Owner {
        Owner {
            name: self.settings.get("owner_name").cloned(),
            kind: self.settings.get("owner_kind").and_then(|slug| AssessorKind::from_slug(slug)),
        }
    }

    /// Whether the file is the fictitious example.
    pub fn is_example(&self) -> bool {
        self.settings.get("example").is_some_and(|value| value == "yes")
    }

    /// Whether notes are public unless said otherwise.
    pub fn public_by_default(&self) -> bool {
        self.settings.get("visibility").is_some_and(|value| value == "public")
    }

    /// Whether what a voice says may be handed on: where that is `asked`, or the file's own rule, and never
    /// of an internal voice.
    pub fn says_publicly(&self, voice: i64, asked: bool) -> bool {
        (asked || self.public_by_default()) && self.internal_voice(voice).is_none()
    }

    /// The voice with this number, if it is internal.
    pub fn internal_voice(&self, id: i64) -> Option<&AssessorLine> {
        self.assessors.iter().find(|voice| voice.id == id && voice.internal)
    }

    /// The default set, if there is one.
    pub fn default_set(&self) -> Option<&SetLine> {
        let key = self.settings.get("default_set");
        let mut bodies = self.sets.iter().filter(|set| !set.is_plan());
        let named = key.and_then(|key| bodies.clone().find(|set| set.key == *key));
        named.or_else(|| bodies.next())
    }

    /// Whether an item, by its name `SET:REF`, stands in a plan.
    pub fn is_action(&self, name: &str) -> bool {
        let key = name.split_once(':').map_or("", |(key, _)| key);
        self.sets.iter().any(|set| set.key == key && set.is_plan())
    }

    /// Whether the file holds a plan.
    pub fn has_plans(&self) -> bool {
        self.sets.iter().any(SetLine::is_plan)
    }

    /// Whether the file holds a set or an item that was not published.
    pub fn holds_unpublished(&self) -> bool {
        self.sets.iter().any(|set| !set.public || set.beside_unpublished)
    }

    /// The State's present-day short name; the code itself where it is unknown.
    pub fn state(&self, iso3: &str) -> String {
        self.states.by_iso(iso3).map_or_else(|| iso3.to_owned(), |state| state.name.clone())
    }

    /// A voice in print: the owner's name for the tracker, else its own.
    pub fn voice(&self, key: &str) -> String {
        if key == "tracker" {
            return self.owner().name.unwrap_or_else(|| "this file".to_owned());
        }
        let voice = self.assessors.iter().find(|voice| voice.key == key);
        voice.map_or_else(|| key.to_owned(), |voice| voice.name.clone())
    }

    /// A term by number.
    pub fn term(&self, id: i64) -> Option<&TermLine> {
        self.terms.iter().find(|term| term.id == id)
    }

    /// A heading with the headings above it, `A › B › C`.
    pub fn path(&self, id: i64) -> String {
        let mut labels = Vec::new();
        let mut next = self.term(id);
        while let Some(term) = next {
            labels.push(term.label.as_str());
            next = term.parent.and_then(|parent| self.term(parent));
        }
        labels.reverse();
        labels.join(" › ")
    }

    /// The place of each term where what hangs below another follows it.
    pub fn tree_order(&self) -> HashMap<i64, usize> {
        let mut below: BTreeMap<Option<i64>, Vec<i64>> = BTreeMap::new();
        let known: BTreeSet<i64> = self.terms.iter().map(|term| term.id).collect();
        for term in &self.terms {
            let above = term.parent.filter(|parent| known.contains(parent));
            below.entry(above).or_default().push(term.id);
        }
        let mut order = HashMap::new();
        let mut next: Vec<i64> = below.remove(&None).unwrap_or_default();
        next.reverse();
        while let Some(id) = next.pop() {
            order.insert(id, order.len());
            next.extend(below.remove(&Some(id)).unwrap_or_default().into_iter().rev());
        }
        order
    }

    /// The term that a term hangs below at last; itself where it hangs below none.
    pub fn outermost<'n>(&'n self, term: &'n TermLine) -> &'n TermLine {
        let mut at = term;
        while let Some(above) = at.parent.and_then(|parent| self.term(parent)) {
            at = above;
        }
        at
    }

    /// A term and all below it.
    pub fn below(&self, id: i64) -> Vec<i64> {
        let mut found = vec![id];
        let mut at = 0;
        while let Some(parent) = found.get(at).copied() {
            let children = self.terms.iter().filter(|term| term.parent == Some(parent));
            found.extend(children.map(|term| term.id));
            at += 1;
        }
        found
    }
}
