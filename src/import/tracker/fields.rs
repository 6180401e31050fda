//! What the columns of a tracker can be: the word for each in `--map`, the sheet's key, and plain
//! headings by letters.

/// A field: its word, the sheet's key, the headings that are plain.
pub(super) type TrackerField = (&'static str, &'static str, &'static [&'static str]);

/// The fields, in the order in which a proposal shows them.
pub(super) const FIELDS: [TrackerField; 14] = [
    ("id", "id", &["id"]),
    ("ref", "ref", REFS),
    ("text", "text", TEXTS),
    ("states", "recommending_states", STATES),
    (
        "position",
        "position",
        &["position", "response", "stateposition", "positionofthestate", "statesposition"],
    ),
    ("lead", "lead", LEADS),
    (
        "status",
        "status",
        &[
            "status",
            "implementationstatus",
            "statusofimplementation",
            "levelofimplementation",
            "stateofimplementation",
            "currentstatus",
        ],
    ),
    ("since", "effective_on", &["since", "statusdate", "dateofstatus"]),
    ("due", "due", &["due", "duedate", "deadline", "targetdate"]),
    (
        "note",
        "note",
        &["note", "notes", "comment", "comments", "remark", "remarks", "progress", "narrative"],
    ),
    ("assessor", "assessor", &["assessor"]),
    ("themes", "themes", &["theme", "themes"]),
    ("groups", "groups", &["groups", "affectedpersons", "groupsofpersons"]),
    ("sdgs", "sdgs", &["sdg", "sdgs"]),
];

const REFS: &[&str] = &[
    "ref",
    "refno",
    "reference",
    "referenceno",
    "no",
    "nr",
    "num",
    "number",
    "recno",
    "recnumber",
    "recommendationno",
    "recommendationnumber",
    "recommendationref",
    "paragraph",
    "para",
];

const TEXTS: &[&str] = &[
    "recommendation",
    "recommendations",
    "text",
    "recommendationtext",
    "textofrecommendation",
    "textoftherecommendation",
    "uprrecommendation",
    "uprrecommendations",
    "acceptedrecommendation",
    "acceptedrecommendations",
];

const STATES: &[&str] = &[
    "recommendingstate",
    "recommendingstates",
    "recommendingcountry",
    "recommendingcountries",
    "recommendedby",
    "states",
];

const LEADS: &[&str] = &[
    "lead",
    "leadministry",
    "leadagency",
    "leadinstitution",
    "leadentity",
    "responsible",
    "responsibleministry",
    "responsibleagency",
    "responsibleinstitution",
    "responsibleentity",
];

/// The words that `--map` takes for a field.
pub const WORDS: [&str; 14] = {
    let mut words = [""; 14];
    let mut at = 0;
    while at < words.len() {
        words[at] = FIELDS[at].0;
        at += 1;
    }
    words
};

/// The sheet's key of a field's word.
pub(super) fn key_of(word: &str) -> &'static str {
    FIELDS.iter().find(|(of, ..)| *of == word).map_or("", |(_, key, _)| *key)
}

/// The field's word of a sheet's key.
pub(super) fn word_of(key: &str) -> &'static str {
    FIELDS.iter().find(|(_, of, _)| *of == key).map_or("", |(word, ..)| *word)
}
