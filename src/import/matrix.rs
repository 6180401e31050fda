//! OHCHR's thematic lists of recommendations ("matrices"), Word documents with one table.
//!
//! Cycles 2 and 3: `Recommendation | Position | Full list of themes | Assessment/comments on level
//! of implementation`; cycle 4: `Recommendation and recommending State | Position of the State
//! under review | Human rights themes and groups of persons | Relevant SDGs`.

mod saved;

use super::docx::{self, Block, TableCell};
use super::grid;
use super::problem::{ImportError, RowError, Warning};
use super::records::{
    Body, Document, Layout, NamedState, PositionSource, Reading, Recommendation, cycle_of_session,
    letters,
};
use super::text::{tidy, without_dash};
use super::wg_report::Source;
use super::{Place, footnotes, numbers, senders, stance, symbols};
use crate::domain::Kind;
use crate::domain::states::States;

/// The rows of a table.
type Rows = Vec<Vec<TableCell>>;

/// What a file of any kind holds: its tables in order, what stands above them and on page heads.
#[derive(Default)]
struct Tables {
    in_order: Vec<Rows>,
    heads: Vec<String>,
    warnings: Vec<Warning>,
}

impl Tables {
    fn of_document(document: &docx::Docx) -> Self {
        let before =
            document.blocks.iter().take_while(|block| matches!(block, Block::Paragraph(_)));
        let heads = document.heads.iter().cloned().chain(before.flat_map(docx::texts)).collect();
        let tables = document.blocks.iter().filter_map(|block| match block {
            Block::Table(rows) => Some(rows.clone()),
            Block::Paragraph(_) => None,
        });
        Self { in_order: tables.collect(), heads, warnings: docx::hidden_warnings(document) }
    }

    /// A matrix kept in a workbook, or in a web page: a table each sheet.
    fn of_grid(grid: grid::Grid) -> Self {
        let mut tables = Self::default();
        for sheet in grid.sheets {
            let rows: Rows = sheet.rows.iter().map(cells_of_row).collect();
            let above = rows.iter().take(MAX_HEADER).take_while(|row| Columns::of(row).is_none());
            tables.heads.extend(above.flatten().map(whole).filter(|text| !text.is_empty()));
            tables.in_order.push(rows);
        }
        let note = |note| Warning::new(Place::default(), note);
        tables.warnings = grid.notes.into_iter().map(note).collect();
        tables
    }

    /// A matrix that was saved as text.
    fn of_text(heads: Vec<String>, rows: Rows) -> Self {
        let message = "a matrix that was saved as text: its rows were put together again by their \
                       numbers, positions and codes";
        let warnings = vec![Warning::new(Place::default(), message)];
        Self { in_order: vec![rows], heads, warnings }
    }

    fn read(bytes: &[u8]) -> Result<Self, ImportError> {
        if docx::is_document(bytes) {
            docx::read(bytes).map(|document| Self::of_document(&document))
        } else if grid::is_workbook(bytes) {
            grid::read(bytes).map(Self::of_grid)
        } else {
            let source = Source::open(bytes)?;
            let lines: Vec<&str> = source.lines.iter().map(|line| line.text.as_str()).collect();
            match saved::rows(&lines).filter(|_| is_saved_as_text(&lines)) {
                Some((heads, rows)) => Ok(Self::of_text(heads, rows)),
                None => grid::read(bytes).map(Self::of_grid),
            }
        }
    }
}

fn cells_of_row(row: &grid::Row) -> Vec<TableCell> {
    let cell = |cell: &grid::Cell| TableCell {
        paragraphs: vec![docx::Paragraph { number: None, text: cell.text.clone() }],
        span: 1,
        merged: false,
    };
    row.cells.iter().map(cell).collect()
}

/// A header stands among so many rows of a table.
const MAX_HEADER: usize = 50;

/// Reads a matrix.
pub fn read(bytes: &[u8], states: &States) -> Result<Reading, ImportError> {
    let wrong = |reason: &str| ImportError::wrong_layout(Layout::Matrix, reason);
    let file = Tables::read(bytes)?;
    let header = |rows: &Rows| {
        let row = rows.iter().take(MAX_HEADER).find(|row| Columns::of(row).is_some())?;
        Columns::of(row).map(|columns| (columns, row.iter().map(whole).collect::<Vec<String>>()))
    };
    let (columns, names) = file
        .in_order
        .iter()
        .find_map(header)
        .ok_or_else(|| wrong("no table with a recommendation, a position and themes"))?;
    let mut body = about(&file.heads, states);
    let reading = Reading { warnings: file.warnings, columns: names, ..Reading::default() };
    let mut reader = Reader { states, columns, theme: None, reading };
    reader.tell_others();
    let mut number = 0_u32;
    for rows in &file.in_order {
        // A table without a head of its own goes on from the one before.
        if let Some((own, _)) = header(rows) {
            reader.columns = own;
        }
        for row in rows {
            number = number.saturating_add(1);
            reader.row(row, number, &mut body.recommendations);
        }
    }
    if body.recommendations.is_empty() && reader.reading.errors.is_empty() {
        return Err(wrong("its table has no recommendations"));
    }
    numbers::make_unique(&mut body.recommendations, &mut reader.reading.warnings);
    let mut reading = reader.reading;
    reading.bodies.push(body);
    Ok(reading)
}

/// Whether a document has such a table.
pub(super) fn is_matrix(document: &docx::Docx) -> bool {
    document.blocks.iter().any(|block| match block {
        Block::Table(rows) => rows.iter().take(MAX_HEADER).any(|row| Columns::of(row).is_some()),
        Block::Paragraph(_) => false,
    })
}

/// Whether these are the heads of such a table, kept in a workbook.
pub(super) fn is_header(names: &[&str]) -> bool {
    let names: Vec<String> = names.iter().map(|name| letters(name)).collect();
    let columns = Columns::of_names(&names);
    columns.is_some_and(|columns| {
        let listed = ["fulllist", "listecomplète", "listacompleta"];
        listed.iter().any(|head| names[columns.themes].starts_with(head)) || columns.ours(&names)
    })
}

/// Whether such a text still has rows.
pub(super) fn has_rows(lines: &[&str]) -> bool {
    saved::rows(lines).is_some()
}

/// Whether a text is a matrix that lost its table: its heads stand on lines of their own.
pub(super) fn is_saved_as_text(lines: &[&str]) -> bool {
    let names: Vec<String> = lines.iter().take(40).map(|line| letters(line)).collect();
    let has = |words: &[&str]| names.iter().any(|name| words.contains(&name.as_str()));
    let whole = names.join(" ");
    let heads = ["recommendation", "recommendationandrecommendingstate"];
    (has(&heads) && has(&["position", "positionofthestateunderreview"])
        || whole.contains("recommendationposition"))
        && ["fulllistof", "themesandgroups", "relevantsdgs"].iter().any(|word| whole.contains(word))
}

/// Why a text with the heads of such a list and no rows is not read.
pub(super) fn lost() -> ImportError {
    ImportError::foreign(
        "an OHCHR matrix that was saved as text: its table is lost",
        "import the Word document itself (.docx, or .doc saved as .docx), or copy its table into a \
         spreadsheet",
    )
}

/// Why such a list in a PDF is not read: its columns stand side by side on each line.
pub(super) fn in_pdf() -> ImportError {
    ImportError::foreign(
        "an OHCHR thematic list of recommendations as a PDF: the columns of its table are mixed",
        "import the Word document itself, which OHCHR sends too (.docx); or open the PDF in Word or \
         LibreOffice and save it as .docx; nothing was written",
    )
}

/// Where each column stands.
#[derive(Debug, Clone, Copy)]
struct Columns {
    number: Option<usize>,
    recommendation: usize,
    states: Option<usize>,
    position: usize,
    themes: usize,
    sdgs: Option<usize>,
    assessment: Option<usize>,
}

/// What the column of recommendations is headed with, of recommending States, and of what was done.
const TEXTS: [&str; 3] = ["recommendation", "recommandation", "recomendaci"];
const STATES: [&str; 6] = [
    "recommendingstate",
    "recommendingcountr",
    "étatauteur",
    "étatrecommandant",
    "estadorecomendante",
    "estadoquerecomienda",
];
const ASSESSMENTS: [&str; 8] = [
    "assessment",
    "comments",
    "levelofimplementation",
    "évaluation",
    "niveaudemiseen",
    "evaluación",
    "niveldecumplimiento",
    "niveldeaplicación",
];

/// The heads of a column that holds nothing but numbers.
const NUMBERS: [&str; 18] = [
    "numéro",
    "no",
    "nr",
    "n",
    "num",
    "number",
    "ref",
    "reference",
    "para",
    "paragraph",
    "recno",
    "recnumber",
    "recommendationno",
    "recommendationnumber",
    "numberofrecommendation",
    "noofrecommendation",
    "paragraphnumber",
    "id",
];

impl Columns {
    fn of(row: &[TableCell]) -> Option<Self> {
        // A head of one cell over the whole table is a heading.
        if row.len() < 3 {
            return None;
        }
        let names: Vec<String> = row.iter().map(|cell| letters(&whole(cell))).collect();
        Self::of_names(&names)
    }

    fn of_names(names: &[String]) -> Option<Self> {
        let at = |test: &dyn Fn(&str) -> bool| names.iter().position(|name| test(name));
        let has = |name: &str, words: &[&str]| words.iter().any(|word| name.contains(word));
        // A head is a few words; a recommendation that speaks of its position is none.
        if names.iter().any(|name| name.len() > 120) {
            return None;
        }
        let is_number = |name: &str| NUMBERS.contains(&name);
        let is_states = |name: &str| STATES.iter().any(|head| name.starts_with(head));
        let is_text = |name: &str| has(name, &TEXTS) && !is_number(name) && !is_states(name);
        let recommendation = at(&is_text)?;
        let position = at(&|name| has(name, &["position", "posición"]) && !is_text(name))?;
        let themes = at(&|name| {
            has(
                name,
                &[
                    "theme",
                    "thème",
                    "temas",
                    "fulllistofright",
                    "rightsaffectedpersons",
                    "rightsandaffectedpersons",
                ],
            )
        })?;
        // Where the head of a first, narrow column is a sign (`#`, `Nº`) or missing, its cells tell.
        let unnamed = recommendation.checked_sub(1).filter(|at| names[*at].is_empty());
        Some(Self {
            number: at(&is_number).filter(|at| *at != position).or(unnamed),
            recommendation,
            states: at(&is_states),
            position,
            themes,
            sdgs: at(&|name| {
                has(name, &["sdg", "oddpertinent", "odspertinent"]) || matches!(name, "odd" | "ods")
            })
            .filter(|at| *at != themes),
            assessment: at(&|name| has(name, &ASSESSMENTS)),
        })
    }

    /// Whether the heads are those of cycle 4.
    fn ours(&self, names: &[String]) -> bool {
        let text = &names[self.recommendation];
        text.starts_with("recommendationandrecommending")
            || text.contains("recommandationetétat")
            || text.contains("recomendaciónyestado")
            || ["positionofthe", "positiondelétat", "posicióndelestado"]
                .iter()
                .any(|head| names[self.position].starts_with(head))
    }
}

fn whole(cell: &TableCell) -> String {
    cell.lines().join(" ")
}

/// State, session and cycle stand in the page head only: `UPR of Slovenia (4th Cycle – 48th
/// Session)`.
fn about(heads: &[String], states: &States) -> Body {
    const BEGIN: [&str; 11] = [
        "UPR of the ",
        "UPR of ",
        "EPU de l'",
        "EPU de la ",
        "EPU des ",
        "EPU du ",
        "EPU del ",
        "EPU de los ",
        "EPU de las ",
        "EPU d'",
        "EPU de ",
    ];
    let named = |head: &String| {
        let plain = join_split_ordinals(&tidy(head)).replace('’', "'");
        let begin = BEGIN.iter().find(|begin| {
            plain.get(..begin.len()).is_some_and(|start| start.eq_ignore_ascii_case(begin))
        })?;
        let name = name_before_cycle(&plain[begin.len()..]);
        Some((plain, name))
    };
    let Some((plain, name)) = heads.iter().find_map(named) else { return Body::default() };
    let state = states.resolve(&name).or_else(|| longest_known(name.as_str(), states));
    let session = symbols::ordinal_before(&plain, "session")
        .or_else(|| symbols::ordinal_before(&plain, "período"));
    Body {
        state: Some(NamedState { iso3: state.map(|state| state.iso3.clone()), printed: name }),
        session,
        cycle: symbols::ordinal_before(&plain, "cycle")
            .or_else(|| symbols::ordinal_before(&plain, "ciclo"))
            .and_then(|cycle| u8::try_from(cycle).ok())
            .or_else(|| session.and_then(cycle_of_session)),
        document: Document { title: Some(plain), ..Document::default() },
        ..Body::default()
    }
}

/// The part of a head before the bracket that names the cycle.
fn name_before_cycle(text: &str) -> String {
    let lower = text.to_lowercase();
    let cycle = lower.find("cycle").or_else(|| lower.find("ciclo")).unwrap_or(text.len());
    let before = text.get(..cycle).unwrap_or(text);
    let end = before.rfind('(').unwrap_or(before.len());
    tidy(&before[..end])
}

fn longest_known<'a>(text: &str, states: &'a States) -> Option<&'a crate::domain::states::State> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=words.len()).rev().find_map(|count| states.resolve(&words[..count].join(" ")))
}

/// Runs of a head may be parted by blanks: `4 8 th Session`, `( 2 nd Cycle`.
fn join_split_ordinals(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut joined = String::with_capacity(text.len());
    for (index, letter) in letters.iter().enumerate() {
        let before = joined.chars().last();
        let rest: String = letters[index + 1..].iter().take(3).collect::<String>().to_lowercase();
        let digit = rest.starts_with(|next: char| next.is_ascii_digit());
        let ending = ["st", "nd", "rd", "th"].iter().any(|ending| {
            rest.strip_prefix(ending).is_some_and(|after| !after.starts_with(char::is_alphabetic))
        });
        let after_digit = before.is_some_and(|before| before.is_ascii_digit());
        if *letter == ' ' && after_digit && (digit || ending) {
            continue;
        }
        joined.push(*letter);
    }
    joined
}

struct Reader<'a> {
    states: &'a States,
    columns: Columns,
    theme: Option<String>,
    reading: Reading,
}

impl Reader<'_> {
    fn row(&mut self, row: &[TableCell], at: u32, items: &mut Vec<Recommendation>) {
        let cell = |column: usize| row.get(column);
        let Some(first) = row.iter().map(whole).find(|text| !text.is_empty()) else { return };
        if Columns::of(row).is_some() {
            return;
        }
        let alone = row.iter().filter(|cell| !cell.lines().is_empty()).count() == 1;
        if let Some(theme) = theme_heading(&first).filter(|_| alone) {
            self.theme = Some(theme);
            return;
        }
        let of = |column: usize| cell(column).map(TableCell::lines).unwrap_or_default();
        // One recommendation over several rows: the rows below only add to its lists.
        if cell(self.columns.recommendation).is_some_and(|cell| cell.merged)
            && let Some(last) = items.last_mut()
        {
            return read_lists(&of(self.columns.themes), last);
        }
        let (told, source) = part_source(&of(self.columns.recommendation));
        let told = match self.columns.number.and_then(cell).map(whole) {
            Some(number) if !number.is_empty() && !told.is_empty() => with_number(&number, told),
            _ => told,
        };
        let split = numbers::leading(&told);
        if alone && split.is_none() {
            // A heading, a note or a page's title within the table.
            return;
        }
        let place = Place::row(at);
        let printed_position = cell(self.columns.position).map(whole).unwrap_or_default();
        let Some(position) = stance::of_word(&printed_position) else {
            return self.refuse(row, at, self.columns.position, &printed_position);
        };
        let (number, text) = split.unwrap_or_else(|| (String::new(), told.clone()));
        // Marks of footnotes, as a matrix copies them with the text.
        let unmarked = footnotes::without_marks(&text);
        let text = tidy(senders::without_last_mark(&unmarked));
        let parted = self.part(&number, &text, row, &place);
        let mut item = Recommendation {
            number: Some(number).filter(|number| !number.is_empty()),
            text: parted.text,
            matched: parted.matched,
            printed: text,
            headings: self.theme.iter().cloned().collect(),
            kind: Some(Kind::Recommendation),
            senders: parted.senders,
            clauses: parted.clauses,
            position: Some(position),
            position_printed: Some(printed_position),
            position_source: source,
            place,
            ..Recommendation::default()
        };
        read_lists(&of(self.columns.themes), &mut item);
        if let Some(column) = self.columns.sdgs {
            item.sdgs.extend(of(column).iter().map(|line| without_dash(line).to_owned()));
        }
        let assessment = self.columns.assessment.map(|column| of(column).join("\n"));
        item.assessment = assessment.filter(|text| !text.is_empty());
        if item.assessment.is_some() {
            item.assessed_row = texts(row);
        }
        items.push(item);
    }

    /// Parts the text from its senders, and says what is doubtful of it.
    fn part(
        &mut self,
        number: &str,
        text: &str,
        row: &[TableCell],
        place: &Place,
    ) -> senders::Parted {
        if number.is_empty() {
            let message = "a recommendation without a number";
            self.reading.warnings.push(Warning::new(place.clone(), message));
        }
        let mut parted = senders::part(text, self.states);
        let column = self.columns.states.and_then(|column| row.get(column));
        let named = column.map(|cell| senders::listed(&cell.lines(), self.states));
        if let Some(named) = named.filter(|named| !named.is_empty()) {
            (parted.senders, parted.clauses) = (named, Vec::new());
        }
        self.doubts(&parted, place);
        parted
    }

    /// Names the columns that are none of the list's own.
    fn tell_others(&mut self) {
        let columns = self.columns;
        let taken = [
            columns.number,
            Some(columns.recommendation),
            columns.states,
            Some(columns.position),
            Some(columns.themes),
            columns.sdgs,
            columns.assessment,
        ];
        let names = self.reading.columns.iter().enumerate();
        let others = names.filter(|(at, name)| !name.is_empty() && !taken.contains(&Some(*at)));
        let messages = others.map(|(_, name)| {
            let message = format!("the column `{name}` is none of the list's own: passed over");
            Warning::new(Place::default(), message)
        });
        let messages: Vec<Warning> = messages.collect();
        self.reading.warnings.extend(messages);
    }

    fn doubts(&mut self, parted: &senders::Parted, place: &Place) {
        let warnings = &mut self.reading.warnings;
        if parted.senders.is_empty() {
            warnings.push(Warning::new(place.clone(), "no recommending State is named"));
        }
        for sender in parted.senders.iter().filter(|sender| sender.iso3.is_none()) {
            let message = format!("`{}` is not a State known here", sender.printed);
            warnings.push(Warning::new(place.clone(), message));
        }
    }

    fn refuse(&mut self, row: &[TableCell], number: u32, column: usize, found: &str) {
        let nearest = stance::nearest_word(found);
        self.reading.errors.push(RowError {
            place: Place::row(number),
            column: self.reading.columns.get(column).cloned(),
            found: found.to_owned(),
            expected: "`Supported` or `Noted`".to_owned(),
            nearest,
            cells: texts(row),
        });
    }
}

/// A row, cell by cell.
fn texts(row: &[TableCell]) -> Vec<String> {
    row.iter().map(|cell| cell.lines().join("\n")).collect()
}

/// `Theme: A12 Acceptance of international norms`, `Right or area: 2.1. Acceptance …`.
fn theme_heading(text: &str) -> Option<String> {
    let (heading, rest) = text.split_once(':')?;
    let known = [
        "theme",
        "themes",
        "thème",
        "thèmes",
        "tema",
        "temas",
        "rightorarea",
        "rightsorareas",
        "right",
        "area",
    ];
    known.contains(&letters(heading).as_str()).then(|| tidy(rest)).filter(|rest| !rest.is_empty())
}

/// A recommendation with the number that stands in a column of its own, unless it has one itself.
fn with_number(number: &str, text: String) -> String {
    let number =
        number.trim_start_matches(|sign: char| !sign.is_ascii_digit()).trim_end_matches('.');
    let sound = numbers::leading(&format!("{number} x")).is_some_and(|(_, rest)| rest == "x");
    match numbers::leading(&text) {
        None if sound => format!("{number}\t{text}"),
        _ => text,
    }
}

/// `S16 SDG 16 - peace, justice and strong institutions`: a goal among the themes.
fn goal(line: &str) -> Option<String> {
    let place = line.find("SDG")?;
    let code = line[..place].trim();
    let coded = code.is_empty()
        || code.strip_prefix('S').is_some_and(|digits| digits.parse::<u8>().is_ok());
    let rest = line[place + 3..].trim_start_matches(['s', ' ', ':', '-', '–']);
    (coded && rest.starts_with(|first: char| first.is_ascii_digit())).then(|| tidy(rest))
}

/// Parts the recommendation's own lines from `Source of position: A/HRC/28/15/Add.1 - Para. 3`.
fn part_source(lines: &[String]) -> (String, Option<PositionSource>) {
    const SOURCES: [&str; 4] = [
        "source of position",
        "source de la position",
        "fuente de la posici",
        "source de position",
    ];
    let all = tidy(&lines.join(" "));
    let lower = all.to_ascii_lowercase();
    let found = SOURCES.iter().find_map(|words| Some((lower.rfind(words)?, words.len())));
    let Some((place, length)) = found else { return (all, None) };
    let said = all[place + length..].split_once(':').map_or("", |(_, said)| said);
    let said = if said.is_empty() { &all[place + length..] } else { said };
    let source = PositionSource { symbol: symbols::symbol(said), paragraph: paragraph(said) };
    (all[..place].trim().to_owned(), Some(source))
}

/// The paragraph at the end of a source: `Para. 3`, `Para.3`, `Para 121`.
fn paragraph(said: &str) -> Option<String> {
    let lower = said.to_ascii_lowercase();
    let words = ["para", "párr", "parr", "par."];
    let rest = words.iter().find_map(|word| said.get(lower.rfind(word)? + word.len()..))?;
    let rest =
        rest.trim_start_matches(|letter: char| letter.is_alphabetic() || ". ".contains(letter));
    let number = tidy(rest.trim_end_matches(['.', ';', ' ']));
    Some(number).filter(|number| !number.is_empty())
}

/// Themes, then sub-lists under `SDGs:`, `Affected persons:` or `Groups of Persons:`.
fn read_lists(lines: &[String], item: &mut Recommendation) {
    #[derive(Clone, Copy)]
    enum List {
        Themes,
        Sdgs,
        Groups,
    }
    let mut list = List::Themes;
    for line in lines {
        let name = letters(line);
        let (heading, rest) = match line.split_once(':') {
            Some((heading, rest)) => (letters(heading), tidy(rest)),
            None => (name, String::new()),
        };
        let begun = match heading.as_str() {
            "sdgs" | "sdg" | "relevantsdgs" | "odd" | "ods" => Some(List::Sdgs),
            "affectedpersons"
            | "groupsofpersons"
            | "groupofpersons"
            | "personnesconcernées"
            | "groupesdepersonnes"
            | "personasafectadas"
            | "gruposdepersonas" => Some(List::Groups),
            "themes" | "theme" | "fulllistofthemes" | "thèmes" | "temas" => Some(List::Themes),
            _ => None,
        };
        let entry = match begun {
            Some(begun) => {
                list = begun;
                rest
            }
            None => without_dash(line).to_owned(),
        };
        let (list, entry) = match goal(&entry) {
            Some(goal) if begun.is_none() => (List::Sdgs, goal),
            _ => (list, entry),
        };
        let into = match list {
            List::Themes => &mut item.themes,
            List::Sdgs => &mut item.sdgs,
            List::Groups => &mut item.groups,
        };
        if !entry.is_empty() && !into.contains(&entry) {
            into.push(entry);
        }
    }
}

#[cfg(test)]
mod tests;
