//! Words of a column for positions, in three languages.

use crate::domain::Position;

/// The words of a column for positions: English, then those of the Spanish and French exports.
const WORDS: [(&str, Position); 45] = [
    ("Supported", Position::Supported),
    ("Accepted", Position::Supported),
    ("Noted", Position::Noted),
    ("Partially supported", Position::PartiallySupported),
    ("Supported/Noted", Position::PartiallySupported),
    ("Supported in part", Position::PartiallySupported),
    ("Partially accepted", Position::PartiallySupported),
    ("Not supported", Position::NotSupported),
    ("Rejected", Position::NotSupported),
    ("Pending", Position::Pending),
    ("Supported in part / noted in part", Position::PartiallySupported),
    ("Not accepted", Position::NotSupported),
    ("Accepted in part", Position::PartiallySupported),
    ("Supports", Position::Supported),
    ("Support", Position::Supported),
    ("Enjoys support", Position::Supported),
    ("Note", Position::Noted),
    ("Takes note", Position::Noted),
    ("Under consideration", Position::Pending),
    ("Will be examined", Position::Pending),
    ("No response", Position::NotStated),
    ("No clear response", Position::NotStated),
    ("Aceptada", Position::Supported),
    ("Apoyada", Position::Supported),
    ("Respaldada", Position::Supported),
    ("Anotada", Position::Noted),
    ("Tomada nota", Position::Noted),
    ("Se toma nota", Position::Noted),
    ("Parcialmente aceptada", Position::PartiallySupported),
    ("Parcialmente apoyada", Position::PartiallySupported),
    ("Rechazada", Position::NotSupported),
    ("No aceptada", Position::NotSupported),
    ("No apoyada", Position::NotSupported),
    ("Pendiente", Position::Pending),
    ("Acceptée", Position::Supported),
    ("Appuyée", Position::Supported),
    ("Soutenue", Position::Supported),
    ("Notée", Position::Noted),
    ("Prise en note", Position::Noted),
    ("Partiellement acceptée", Position::PartiallySupported),
    ("Rejetée", Position::NotSupported),
    ("Non acceptée", Position::NotSupported),
    ("Non soutenue", Position::NotSupported),
    ("En attente", Position::Pending),
    ("", Position::NotStated),
];

/// The position that a cell's word means. Of `Aceptada/Anotada` each half is a word; a recommendation
/// that is supported and noted is supported in part.
pub(in super::super) fn of_word(word: &str) -> Option<Position> {
    // A sentence is no word.
    if word.len() > 80 {
        return None;
    }
    let one = |word: &str| {
        let wanted = super::super::records::letters(word);
        // Masculine and plural forms: `Aceptado`, `Aceptadas`, `Acceptées`, `Notés`.
        let single = wanted.strip_suffix('s').filter(|it| !it.is_empty()).unwrap_or(&wanted);
        let female = single.strip_suffix('o').map(|stem| format!("{stem}a"));
        let accented = single.ends_with('é').then(|| format!("{single}e"));
        let forms = [Some(wanted.as_str()), Some(single), female.as_deref(), accented.as_deref()];
        let known = |form: &str| {
            WORDS
                .iter()
                .find(|(word, _)| super::super::records::letters(word) == form)
                .map(|(_, it)| *it)
        };
        forms.into_iter().flatten().find_map(known)
    };
    one(word).or_else(|| {
        let halves: Vec<Position> = word.split(['/', ';', '|']).map(one).collect::<Option<_>>()?;
        let says = |position: Position| halves.contains(&position);
        let both = says(Position::Supported) && says(Position::Noted);
        match halves.as_slice() {
            [first, rest @ ..] if rest.iter().all(|it| it == first) => Some(*first),
            _ => both.then_some(Position::PartiallySupported),
        }
    })
}

/// The known word that is nearest to a cell's.
pub(in super::super) fn nearest_word(word: &str) -> Option<String> {
    // Never the opposite: `Not suported` is no misprint of `Supported`.
    let denies =
        |word: &str| word.to_lowercase().starts_with("no") && !word.eq_ignore_ascii_case("noted");
    let words = WORDS.iter().map(|(word, _)| *word).filter(|known| denies(known) == denies(word));
    crate::domain::words::nearest(word, words).map(str::to_owned)
}
