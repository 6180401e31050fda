//! Which column of UPR Info's export is which.

use super::super::grid::FoundTable;
use super::super::records::letters;

pub(super) const SUBJECT: &[&str] = &[
    "sur",
    "to",
    "stateunderreview",
    "countryunderreview",
    "étatexaminé",
    "etatexaminé",
    "estadoexaminado",
];
pub(super) const TEXT: &[&str] =
    &["recommendation", "text", "recommandation", "recomendación", "texte", "texto"];
pub(super) const SENDER: &[&str] = &[
    "rs",
    "from",
    "recommendingstate",
    "recommendingcountry",
    "étatrecommandant",
    "etatrecommandant",
    "étatauteur",
    "estadorecomendante",
    "estadoquerecomienda",
];
pub(super) const RESPONSE: &[&str] = &["response", "position", "réponse", "respuesta"];
pub(super) const SESSION: &[&str] =
    &["session", "sessionno", "sessionnumber", "sesión", "uprsession"];
pub(super) const ACTION: &[&str] =
    &["action", "actioncategory", "catégoriedaction", "categoríadeacción"];
pub(super) const ISSUE: &[&str] =
    &["issue", "issues", "thèmes", "thème", "enjeux", "temas", "tema"];

/// Where each column stands.
pub(super) struct UprInfoColumns {
    pub(super) subject: usize,
    pub(super) text: usize,
    pub(super) sender: usize,
    pub(super) region: Option<usize>,
    pub(super) organisations: Option<usize>,
    pub(super) response: usize,
    pub(super) action: Option<usize>,
    pub(super) issue: Option<usize>,
    pub(super) session: usize,
}

impl UprInfoColumns {
    pub(super) fn of(table: &FoundTable<'_>) -> Self {
        let names: Vec<String> =
            table.header.cells.iter().map(|cell| letters(&cell.text)).collect();
        let find = |wanted: &[&str], from: usize| {
            let mut places = names.iter().enumerate().skip(from);
            places.find(|(_, name)| wanted.contains(&name.as_str())).map(|(place, _)| place)
        };
        let sender = find(SENDER, 0).unwrap_or_default();
        Self {
            subject: find(SUBJECT, 0).unwrap_or_default(),
            text: find(TEXT, 0).unwrap_or_default(),
            sender,
            // `Rgrp` and `Org` stand twice: the sender's come after the sender.
            region: find(&["fromrgrp"], 0).or_else(|| {
                find(&["rgrp", "rgrp1", "regionalgroup", "recommendingstateregionalgroup"], sender)
            }),
            organisations: find(&["fromorg"], 0)
                .or_else(|| find(&["org", "org1", "organisation"], sender)),
            response: find(RESPONSE, 0).unwrap_or_default(),
            action: find(ACTION, 0),
            issue: find(ISSUE, 0),
            session: find(SESSION, 0).unwrap_or_default(),
        }
    }
}
