//! What to say of a file that is none of the layouts, so that nobody is sent in a circle: its headings
//! and a mapping of them to try, papers that this program made itself, pages and tables in a PDF.

use super::grid::{self, GridRow};
use super::package::Package;
use super::problem::ImportError;
use super::records::letters;
use super::text::tidy;

/// What a table has instead of headings that are known.
pub(super) struct Unread {
    /// `row 3 has `N°`, `Recommandation``.
    pub(super) heads: String,
    /// A mapping to try.
    pub(super) next: String,
}

/// So many headings are shown.
const SHOWN: usize = 12;

/// Fields, and how headings of them begin in some languages, by letters. They are proposed, never
/// taken.
const STEMS: [(&str, &[&str]); 7] = [
    (
        "text",
        &[
            "recommend",
            "recommand",
            "recomend",
            "empfehl",
            "raccomand",
            "priporoč",
            "рекоменд",
            "text",
        ],
    ),
    (
        "states",
        &["étatauteur", "recommendingst", "recommendingc", "estadorecom", "state", "country"],
    ),
    (
        "status",
        &[
            "status",
            "statut",
            "stato",
            "stand",
            "stanje",
            "état",
            "etat",
            "estado",
            "avancement",
            "niveau",
            "nivel",
            "level",
            "implement",
            "cumplimiento",
            "progress",
            "rating",
            "статус",
        ],
    ),
    (
        "lead",
        &[
            "lead",
            "respons",
            "ministr",
            "ministè",
            "institu",
            "agenc",
            "entid",
            "organis",
            "nosilec",
            "zuständig",
            "ответ",
        ],
    ),
    (
        "due",
        &[
            "due",
            "deadline",
            "échéance",
            "echeance",
            "plazo",
            "timeline",
            "timeframe",
            "rok",
            "срок",
        ],
    ),
    (
        "note",
        &[
            "comment", "observa", "remar", "note", "bemerk", "opomb", "progress", "measure",
            "mesure",
        ],
    ),
    ("ref", &["n", "no", "nr", "num", "numéro", "ref", "réf", "rec", "code", "para", "id"]),
];

/// What the tables of a file have for headings, where it has one.
pub(super) fn table(bytes: &[u8]) -> Option<Unread> {
    let grid = grid::read(bytes).ok()?;
    let row = grid.sheets.iter().find_map(|sheet| {
        let rows = sheet.rows.iter().take(grid::MAX_HEADER);
        let wide = |row: &&GridRow| names(row).len() >= 3;
        let most = rows.clone().filter(wide).map(|row| names(row).len()).max()?;
        // A table: as many cells stand in a row below.
        let first = rows.clone().position(|row| names(row).len() + 1 >= most && wide(&row))?;
        let below = sheet.rows.iter().skip(first + 1).take(20);
        let filled =
            |row: &GridRow| row.cells.iter().filter(|it| !it.text.trim().is_empty()).count();
        // Of a text most lines below have as many parts: prose has commas, too.
        let width = sheet.rows[first].cells.len();
        let fits =
            |row: &GridRow| filled(row) >= 2 && (row.line.is_none() || row.cells.len() == width);
        let (fitting, all) =
            below.fold((0, 0), |(fitting, all), row| (fitting + usize::from(fits(row)), all + 1));
        (fitting > 0 && fitting * 2 >= all).then(|| &sheet.rows[first])
    })?;
    let heads = names(row);
    let shown: Vec<String> = heads.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let more = if heads.len() > SHOWN { " …" } else { "" };
    Some(Unread {
        heads: format!("row {} has {}{more}", row.number, shown.join(", ")),
        next: proposal(&heads),
    })
}

/// The words that a row may have as headings.
fn names(row: &GridRow) -> Vec<String> {
    let cells = row.cells.iter().map(|cell| tidy(&cell.text));
    cells
        .filter(|name| letters(name).chars().any(char::is_alphabetic) && name.len() <= 80)
        .collect()
}

/// A mapping of headings to try.
fn proposal(heads: &[String]) -> String {
    let mut taken: Vec<&String> = Vec::new();
    let mut pairs: Vec<String> = Vec::new();
    for (field, stems) in STEMS {
        let fits = |name: &&String| {
            let name = letters(name);
            let fits = |stem: &str| match stem.chars().count() {
                ..=3 => name == stem,
                _ => name.contains(stem),
            };
            stems.iter().any(|stem| fits(stem))
        };
        let found =
            heads.iter().find(|name| !taken.contains(name) && !name.contains('=') && fits(name));
        if let Some(name) = found {
            taken.push(name);
            pairs.push(format!("{field}={name}"));
        }
    }
    let has = |field: &str| pairs.iter().any(|pair| pair.starts_with(field));
    if !has("text") {
        return "if it is a list of recommendations, say which column holds what: `--map \
                \"ref=HEADING,text=HEADING,status=HEADING\"` with a dry run (`-n`) first; nothing was \
                written"
            .to_owned();
    }
    let status = if has("status") {
        ""
    } else {
        "; no heading looks like a status, and colours are not read: what they mean belongs into a \
         column"
    };
    format!(
        "say which column holds what, such as `--map \"{}\"` with a dry run (`-n`) first; it is \
         remembered{status}; nothing was written",
        pairs.join(",")
    )
}

/// Whether a workbook is one of figures or a paper that this program made, not a sheet of items.
pub(super) fn is_figures(bytes: &[u8]) -> bool {
    let items =
        || grid::read(bytes).is_ok_and(|grid| grid.table(super::sheet::is_header).is_some());
    ours(bytes).is_some() && !items()
}

/// A paper that this program made of what is recorded.
pub(super) fn ours(bytes: &[u8]) -> Option<ImportError> {
    if is_page_of_ours(bytes) {
        return Some(paper(""));
    }
    let core = Package::open(bytes, "ZIP").ok()?.text("docProps/core.xml").ok()??;
    let made = core.contains("<dc:creator>upr</dc:creator>");
    let title = core.split_once("<dc:title>").and_then(|(_, rest)| rest.split_once("</dc:title>"));
    let title = title.map_or("", |(title, _)| title);
    made.then(|| paper(&super::text::unescape(title)))
}

fn is_page_of_ours(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(8 * 1024)]).to_lowercase();
    start.contains("name=\"generator\" content=\"upr\"")
}

fn paper(title: &str) -> ImportError {
    let named =
        if title.trim().is_empty() { String::new() } else { format!(" (`{}`)", tidy(title)) };
    ImportError::foreign(
        format!("a paper that this program made of what is recorded{named}"),
        "change what is recorded, then make it anew: `upr status set`, or `upr export xlsx -o \
         items.xlsx`, edit that and import it; what others are to fill in is OHCHR's matrix: `upr \
         report --template matrix -o matrix.docx`; nothing was written",
    )
}

/// A web page without a table to read.
pub(super) fn page(bytes: &[u8]) -> Option<ImportError> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(8 * 1024)]).to_lowercase();
    let first = start.trim_start_matches('\u{feff}').trim_start();
    if !first.starts_with("<!doctype html") && !first.starts_with("<html") {
        return None;
    }
    let title = start.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    if is_page_of_ours(bytes) {
        return Some(paper(""));
    }
    let named = title.map_or_else(String::new, |(title, _)| format!(" (`{}`)", tidy(title)));
    Some(ImportError::foreign(
        format!("a web page without a table{named}"),
        "open it in a browser, save the document that it leads to (.docx, .xlsx or .pdf) and import \
         that; nothing was written",
    ))
}

/// What to do with a PDF that is none of the layouts.
pub(super) const PDF_NEXT: &str = "of PDFs the reports of the Working Group, addenda, letters and \
    concluding observations are read (`--from` says which it is); a table in a PDF is not: open it in \
    Word, Excel or LibreOffice, save it as .docx or .xlsx and import that; nothing was written";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_shown_with_a_mapping_to_try() {
        let file = "Suivi;;;\nN°;Recommandation;État;Ministère responsable\n1;Adopter;x;MoJ\n";
        let unread = table(file.as_bytes()).unwrap();
        assert_eq!(
            unread.heads,
            "row 2 has `N°`, `Recommandation`, `État`, `Ministère responsable`"
        );
        let map = "`--map \"text=Recommandation,status=État,lead=Ministère responsable,ref=N°\"`";
        assert!(unread.next.contains(map), "{}", unread.next);
        let file = "No.,Recommendation,Responsible\n1,Adopt,MoJ\n";
        assert!(table(file.as_bytes()).unwrap().next.contains("colours are not read"));
        let file = "Item,Price,Sum\n1,2,3\nx,3,4\n";
        assert!(table(file.as_bytes()).unwrap().next.contains("if it is a list"));
        assert!(table(b"Dear all, the attached, see below, thanks\n").is_none());
    }

    #[test]
    fn pages_and_our_own_papers_are_named() {
        let told = |bytes: &[u8]| page(bytes).map(|error| error.to_string());
        assert_eq!(
            told(b"<!DOCTYPE html><html><title>Sign in</title>").as_deref(),
            Some("a web page without a table (`sign in`)")
        );
        assert_eq!(told(b"id,note\n"), None);
        let core: &[u8] = b"<dc:title>Progress</dc:title><dc:creator>upr</dc:creator>";
        let made = super::super::package::build::package(&[("docProps/core.xml", core)]);
        assert!(ours(&made).unwrap().to_string().ends_with("recorded (`Progress`)"));
    }
}
