//! Finds out a file's layout from what is in it, never from its name alone.

use super::problem::ImportError;
use super::records::{Layout, letters};
use super::wg_report::{self, LinedDocument};
use super::{
    docx, grid, kinds, letter, matrix, observations, others, pdf, sheet, symbols, tracker, uhri,
    unread, upr_info,
};

/// Why a file's layout is not known.
#[derive(Debug, thiserror::Error)]
pub enum Unsure {
    /// It cannot be read at all.
    #[error(transparent)]
    Unreadable(#[from] ImportError),
    /// It looks like none of the layouts.
    #[error("`{name}` looks like none of the layouts: {seen}")]
    None {
        /// The file's name.
        name: String,
        /// What it looks like instead.
        seen: String,
        /// What to do with such a file, where more is known than its kind.
        next: Option<String>,
    },
    /// It looks like more than one of them.
    #[error("`{name}` may be {}", list(layouts))]
    Several {
        /// The file's name.
        name: String,
        /// The layouts that it may have.
        layouts: Vec<Layout>,
    },
}

const OTHER_COLUMNS: &str = "a workbook with other columns";
const OTHER_TABLES: &str = "a Word document whose tables have other columns";

fn list(layouts: &[Layout]) -> String {
    let words = layouts.iter().map(|layout| format!("`{layout}` ({})", layout.label()));
    words.collect::<Vec<_>>().join(" or ")
}

/// The layout of a file; `name` is for messages.
pub fn recognise(bytes: &[u8], name: &str) -> Result<Layout, Unsure> {
    known(bytes, name, &tracker::Mapping::default()).map(|found| found.layout)
}

/// A file's layout, and what of it is open already, so that it is read once.
#[derive(Debug)]
pub struct Recognised {
    /// The layout.
    pub layout: Layout,
    /// The lines of a document.
    pub(super) source: Option<LinedDocument>,
}

impl Recognised {
    /// A layout that somebody said.
    pub fn said(layout: Layout) -> Self {
        Self { layout, source: None }
    }
}

/// The same where the meaning of headings was said before.
///
/// # Errors
/// As [`recognise`].
pub fn known(bytes: &[u8], name: &str, mapping: &tracker::Mapping) -> Result<Recognised, Unsure> {
    let file = Inspected { bytes, name, mapping };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(file.none("it is empty"));
    }
    kinds::check(bytes)?;
    if docx::is_document(bytes) {
        return file.of_document();
    }
    if pdf::is_pdf(bytes) {
        return file.of_pdf();
    }
    if grid::is_workbook(bytes) {
        return file.of_workbook();
    }
    if let Some(error) = unread::page(bytes) {
        return Err(error.into());
    }
    if is_json(bytes) {
        let known =
            ["\"AnnotationId\"", "\"AnnotationType\"", "\"UprSession\"", "\"UprPositions\""];
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256 * 1024)]).into_owned();
        let found = known.iter().any(|key| start.contains(key));
        return if found {
            Ok(Recognised::said(Layout::Uhri))
        } else {
            Err(file.none("JSON with other keys"))
        };
    }
    file.of_text()
}

/// A file that is looked at.
struct Inspected<'a> {
    bytes: &'a [u8],
    name: &'a str,
    mapping: &'a tracker::Mapping,
}

impl Inspected<'_> {
    /// It looks like none of the layouts.
    fn none(&self, seen: &str) -> Unsure {
        Unsure::None { name: self.name.to_owned(), seen: seen.to_owned(), next: None }
    }

    /// The same of a table, with its headings where it has some.
    fn table(&self, seen: &str) -> Unsure {
        match unread::table(self.bytes) {
            Some(table) => Unsure::None {
                name: self.name.to_owned(),
                seen: format!("{seen}: {}", table.heads),
                next: Some(table.next),
            },
            None => self.none(seen),
        }
    }

    /// A table of others, unless this program made it.
    fn ours_or(&self, seen: &str) -> Unsure {
        unread::ours(self.bytes).map_or_else(|| self.table(seen), Unsure::from)
    }

    /// By its words; a paper that holds no list is named.
    fn lined(
        &self,
        source: LinedDocument,
        unknown: impl Fn() -> Unsure,
    ) -> Result<Recognised, Unsure> {
        let found = of_lines(&source, self.name);
        if let Some(error) = others::named(&source)
            && (found.is_none() || others::is_of_review(&source))
        {
            return Err(error.into());
        }
        let layout = found.ok_or_else(unknown)??;
        Ok(Recognised { layout, source: Some(source) })
    }

    fn of_document(&self) -> Result<Recognised, Unsure> {
        let document = docx::read(self.bytes)?;
        if matrix::is_matrix(&document) {
            return Ok(Recognised::said(Layout::Matrix));
        }
        if let Some(error) = unread::ours(self.bytes) {
            return Err(error.into());
        }
        let tables =
            document.blocks.iter().any(|block| matches!(block, docx::PaperBlock::Table(_)));
        drop(document);
        let source = LinedDocument::open(self.bytes)?;
        // A report or an addendum may have tables; what is none of them may be a tracker.
        if tables && of_lines(&source, self.name).is_none() {
            let found = of_table(self.bytes, self.mapping)?;
            if let Some(layout) = found.filter(|layout| *layout != Layout::Matrix) {
                return Ok(Recognised::said(layout));
            }
            return self.lined(source, || self.table(OTHER_TABLES));
        }
        self.lined(source, || self.none("a Word document"))
    }

    fn of_workbook(&self) -> Result<Recognised, Unsure> {
        let found = of_table(self.bytes, self.mapping)?;
        // Figures of ours look like somebody's tracker; a sheet of items has ids.
        let theirs = |layout: &Layout| *layout != Layout::Sheet || !unread::is_figures(self.bytes);
        let found = found.filter(theirs).map(Recognised::said);
        found.ok_or_else(|| self.ours_or(OTHER_COLUMNS))
    }

    fn of_pdf(&self) -> Result<Recognised, Unsure> {
        let source = LinedDocument::open(self.bytes)?;
        let lines: Vec<&str> = source.lines.iter().map(|line| line.text.as_str()).collect();
        if matrix::is_saved_as_text(&lines) {
            return Err(matrix::in_pdf().into());
        }
        drop(lines);
        self.lined(source, || Unsure::None {
            name: self.name.to_owned(),
            seen: "a PDF".to_owned(),
            next: Some(unread::PDF_NEXT.to_owned()),
        })
    }

    fn of_text(&self) -> Result<Recognised, Unsure> {
        if let Some(layout) = of_table(self.bytes, self.mapping)? {
            return Ok(Recognised::said(layout));
        }
        let source = LinedDocument::open(self.bytes)?;
        let lines: Vec<&str> = source.lines.iter().map(|line| line.text.as_str()).collect();
        if matrix::is_saved_as_text(&lines) {
            return if matrix::has_rows(&lines) {
                Ok(Recognised::said(Layout::Matrix))
            } else {
                Err(matrix::lost().into())
            };
        }
        drop(lines);
        self.lined(source, || self.table("a text"))
    }
}

/// The beginning of a stream that is too large to be held: `true` for UHRI's JSON.
pub fn is_json(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    let mut signs = start.iter().filter(|byte| !byte.is_ascii_whitespace());
    match signs.next() {
        Some(b'{') => true,
        Some(b'[') => matches!(signs.next(), Some(b'{' | b']')),
        _ => false,
    }
}

/// The layout of a table, by the names of its columns.
fn of_table(bytes: &[u8], mapping: &tracker::Mapping) -> Result<Option<Layout>, ImportError> {
    let mut found = None;
    let mut rows = 0;
    let mut above: Vec<String> = Vec::new();
    let mut last: Vec<String> = Vec::new();
    let outcome = grid::walk(bytes, &mut |_, row| {
        let names = row.names();
        found = of_header(&names, mapping);
        if found.is_none() && rows < 50 {
            let joined: Vec<&str> = joined(&last, &names);
            found = Some(Layout::Sheet).filter(|_| tracker::is_header(&joined, mapping));
        }
        last = names.iter().map(|name| (*name).to_owned()).collect();
        let header: Vec<&str> = above.iter().map(String::as_str).collect();
        if found.is_none() && sheet::names_item(&header, &row) {
            found = Some(Layout::Sheet);
        }
        if above.is_empty() || names.iter().any(|name| name.eq_ignore_ascii_case("id")) {
            above = names.iter().map(|name| (*name).to_owned()).collect();
        }
        rows += 1;
        // Enough is known, or nothing will be.
        if found.is_some() || rows > 200 {
            return Err(ImportError::damaged("CSV", "enough"));
        }
        Ok(())
    });
    match outcome {
        Err(_) if found.is_some() || rows > 200 => Ok(found),
        Err(error) => Err(error),
        Ok(_) => Ok(found),
    }
}

/// Two rows of heads as one: each column's lower one, or the upper where it has none.
fn joined<'a>(above: &'a [String], below: &[&'a str]) -> Vec<&'a str> {
    let width = above.len().max(below.len());
    let upper = |at: usize| above.get(at).map_or("", String::as_str);
    let cell = |at: usize| below.get(at).copied().filter(|name| !name.is_empty());
    (0..width).map(|at| cell(at).unwrap_or_else(|| upper(at))).collect()
}

fn of_header(names: &[&str], mapping: &tracker::Mapping) -> Option<Layout> {
    if sheet::is_review(names) {
        Some(Layout::Review)
    } else if sheet::is_request(names) {
        Some(Layout::Request)
    } else if sheet::is_indicators(names) {
        Some(Layout::Indicators)
    } else if sheet::is_header(names) {
        Some(Layout::Sheet)
    } else if upr_info::is_header(names) {
        Some(Layout::UprInfo)
    } else if uhri::is_header(names) {
        Some(Layout::Uhri)
    } else if matrix::is_header(names) {
        Some(Layout::Matrix)
    } else if tracker::is_header(names, mapping) {
        Some(Layout::Sheet)
    } else {
        None
    }
}

/// The layout of a document, by its words; none if they are other words.
fn of_lines(source: &LinedDocument, name: &str) -> Option<Result<Layout, Unsure>> {
    let first: Vec<&str> = source.lines.iter().take(120).map(|line| line.text.as_str()).collect();
    let opening = letters(&first.join(" "));
    let heads = source.heads.iter().map(String::as_str);
    let symbols: Vec<String> =
        heads.chain(first.iter().take(60).copied()).filter_map(symbols::symbol).collect();
    let says = |words: &[&str]| words.iter().any(|word| opening.contains(word));
    let about_review =
        says(&["universalperiodicreview", "examenpériodiqueuniversel", "examenperiódicouniversal"]);
    let addendum = ["addendum", "additif", "adición", "adenda"];
    let titled = first.iter().take(60).any(|line| addendum.contains(&letters(line).as_str()));
    let added = symbols.iter().any(|symbol| symbol.contains("/Add."));
    let group = says(&["workinggroup", "groupedetravail", "grupodetrabajo"]);
    let report = group && about_review && wg_report::has_lists(source);
    let mut layouts = Vec::new();
    if !report && observations::is_one(source) {
        layouts.push(Layout::Observations);
    } else if about_review && (titled || added) {
        layouts.push(Layout::Addendum);
    } else if report {
        layouts.push(Layout::WgReport);
    }
    if letter::is_letter(source, !layouts.is_empty()) {
        layouts.push(Layout::Letter);
    }
    match layouts.as_slice() {
        [] => None,
        [one] => Some(Ok(*one)),
        _ => Some(Err(Unsure::Several { name: name.to_owned(), layouts })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::docx::build::{document, row};

    fn slug(bytes: &[u8]) -> String {
        match recognise(bytes, "file.txt") {
            Ok(layout) => layout.slug().to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn tables_are_known_by_their_columns() {
        assert_eq!(slug(b"id,set,ref,text,version\n1,HC19,1,x,3\n"), "sheet");
        assert_eq!(slug(b"\xEF\xBB\xBFid;set;ref;text;version\n1;HC19;1;x;3\n"), "sheet");
        let header = b"SuR,Rgrp,Org,Recommendation,RS,Rgrp,Org,Response,Action,Issue,Session\r";
        assert_eq!(slug(header), "upr-info");
        assert_eq!(slug(b"To,To-Rgrp,Text,From,Response,Session\r"), "upr-info");
        let header = "Text,Countries Concerned,Reccomending Body,Document Symbol,Themes\n";
        assert_eq!(slug(header.as_bytes()), "uhri");
        let long = format!("{header}{}", "x,y,z,a,b\n".repeat(1000));
        assert_eq!(slug(long.as_bytes()), "uhri");
    }

    #[test]
    fn documents_are_known_by_their_words() {
        let report = "A/HRC/28/15\nReport of the Working Group on the Universal Periodic Review\nSlovenia\n\
                      II. Conclusions and/or recommendations\n115. The recommendations below enjoy the support \
                      of Slovenia:\n115.1 Ratify CAT (Iraq).\n";
        assert_eq!(slug(report.as_bytes()), "wg-report");
        assert_eq!(
            slug(report.replace("Slovenia\nII", "Slovenia\nAddendum\nII").as_bytes()),
            "addendum"
        );
        let letter = "Excellency,\nThe Universal Periodic Review (UPR) of Slovenia\n\n## Annex\n\n- Ratifying.\n";
        assert_eq!(slug(letter.as_bytes()), "letter");
        let rows = row(&["Recommendation", "Position", "Full list of themes", "Assessment"]);
        assert_eq!(slug(&document(&format!("<w:tbl>{rows}</w:tbl>"), "")), "matrix");
        assert_eq!(slug(b"[{\"AnnotationId\": \"1\", \"Text\": \"x\"}]"), "uhri");
        let tracker = ["No.", "Recommendation", "Lead ministry", "Status"];
        let table = |head: &[&str]| format!("<w:tbl>{}</w:tbl>", row(head));
        assert_eq!(slug(&document(&table(&tracker), "")), "sheet");
        let other = slug(&document(&table(&["Item", "Price", "Sum"]), ""));
        assert!(other.contains("a Word document whose tables have other columns"), "{other}");
    }

    #[test]
    fn what_is_not_known_is_refused_in_words() {
        assert_eq!(slug(b" \n"), "`file.txt` looks like none of the layouts: it is empty");
        assert!(slug(b"Dear all, the attached").ends_with("layouts: a text"));
        assert!(slug(b"a,b\n1,2\n").ends_with("layouts: a text"));
        let table = slug("N°;Recommandation;État\n1;Adopter;x\n2;Bâtir;y\n".as_bytes());
        assert!(table.ends_with("a text: row 1 has `N°`, `Recommandation`, `État`"), "{table}");
        assert!(slug(b"[{\"a\": 1}]").ends_with("JSON with other keys"));
        assert!(slug(&document("<w:p/>", "")).ends_with("layouts: a Word document"));
        assert_eq!(slug(b"a\0b"), "not text: a NUL byte at line 1");
    }
}
