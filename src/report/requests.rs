//! Requests to institutions: the workbook that goes out, the letter beside it, and who has answered.

use chrono::NaiveDate;

use super::Kind::{Date, Item, Label, Number, Text};
use super::field::{Field, columns, row};
use super::items::{fact, position};
use super::labels::{Labels, number, term};
use super::words::day;
use super::words::nouns::counted;
use super::{Block, Cell, Column, Document, Entry, Kind, Part, Row, Table, Value, Visibility};
use crate::domain::lines::{Headline, ItemLine, RequestLine};
use crate::domain::{RequestState, SetKind};

/// An item as the institution sees it: nothing of any other voice.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The item, seen by the institution's own voice.
    pub line: ItemLine,
    /// What the institution last answered.
    pub last: Option<String>,
    /// Its actions for the item with their dates; of an action its own date.
    pub actions: Vec<String>,
    /// What the workbook is known by.
    pub mark: String,
}

/// The columns of a request's workbook. The import finds a row by `id` and `request`, and reads the four
/// that are empty.
pub const ASK: &[Field<Ask>] = &[
    Field::new(
        "id",
        "Item",
        Label,
        |_, ask| ask.line.name().into(),
        "SET:REF, what the item is called here. It brings the row back: please leave it as it is.",
    ),
    Field::new(
        "text",
        "Text",
        Text,
        |_, ask| ask.line.text.as_str().into(),
        "What was recommended, or is to be done.",
    ),
    Field::new(
        "position",
        "Position",
        Text,
        |_, ask| {
            if ask.line.set_kind == SetKind::Plan { Cell::default() } else { position(&ask.line) }
        },
        "The answer of the State to the recommendation.",
    ),
    Field::new(
        "last_answer",
        "Last answer",
        Text,
        |_, ask| ask.last.clone().into(),
        "What you last answered.",
    ),
    Field::new(
        "actions",
        "Your actions",
        Text,
        |_, ask| lines(&ask.actions),
        "Your actions for it, and by when they are due.",
    ),
    Field::new(
        WHAT,
        "What was done",
        Text,
        nothing,
        "What was done. A row in which this stays empty counts as not answered.",
    ),
    Field::new(SINCE, "Since when", Label, nothing, "Since when: 2026-05-01, 2026-05 or 2026."),
    Field::new(SOURCE, "Source", Text, nothing, "Where it can be read: an address, a document."),
    Field::new(REMARK, "Remark", Text, nothing, "What else is to be known."),
    Field::new(
        "request",
        "Request",
        Label,
        |_, ask| ask.mark.as_str().into(),
        "What this workbook is known by when it comes back: please leave it as it is.",
    ),
];

/// The four columns that are filled in.
pub const WHAT: &str = "what_was_done";
/// See [`WHAT`].
pub const SINCE: &str = "since_when";
/// See [`WHAT`].
pub const SOURCE: &str = "source";
/// See [`WHAT`].
pub const REMARK: &str = "remark";

/// A level that the institution gave, with its reason: `In progress since 2025-06-01: drafted.`
pub fn level_said(line: &ItemLine, headline: &Headline) -> String {
    let level = headline.status.label_in(line.set_kind);
    let why = headline.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
    format!("{level} since {}{why}", headline.since)
}

fn nothing(_: &Labels, _: &Ask) -> Cell {
    Cell::default()
}

fn lines(texts: &[String]) -> Cell {
    if texts.is_empty() {
        return Cell::default();
    }
    Value::Lines(texts.iter().map(Part::new).collect()).into()
}

fn heads() -> Vec<Column> {
    let filled = |column: Column| match column.key {
        WHAT | SINCE | SOURCE | REMARK => column.filled_in(Entry::Free),
        _ => column,
    };
    columns(ASK).into_iter().map(filled).collect()
}

/// What is written to the institution: three sentences, for a mail or a letter.
pub fn sentences(line: &RequestLine, open: usize) -> [String; 3] {
    let by = line.due_on.map(|due| format!(" by {}", day(due))).unwrap_or_default();
    let what = match open {
        1 => "recommendation or action".to_owned(),
        _ => counted(number(open), "recommendations and actions"),
    };
    [
        format!("We ask {} to tell us{by} what was done about the {what} in the enclosed workbook.", line.name),
        "Please fill in the four empty columns of each row: what was done, since when, where it can be read, and any remark; a row that stays empty counts as not answered.".to_owned(),
        format!("Please send the same file back (request {}) and leave the other columns as they are: they bring your answers to their place.", line.mark),
    ]
}

fn titled(labels: &Labels, line: &RequestLine) -> Document<'static> {
    let mut document =
        Document::new(labels.title(&format!("Request {} to {}", line.key, line.name)));
    document.stamp = labels.stamp();
    document.facts = vec![
        fact("request", line.key.as_str()),
        fact("mark", line.mark.as_str()),
        fact("institution", line.name.as_str()),
        fact("asked_on", line.asked_on),
        fact("answer_by", line.due_on),
    ];
    document
}

/// The workbook that goes out, made to be filled in and sent back.
pub fn workbook(labels: &Labels, line: &RequestLine, asks: &[Ask]) -> Document<'static> {
    let mut document = titled(labels, line);
    let rows = asks.iter().map(|ask| row(ASK, labels, ask)).collect();
    let heads = heads();
    let explained = super::editable::explanations(&heads);
    document.blocks.push(Block::Table(Table::new("items", "Items", heads).main().with_rows(rows)));
    document.blocks.push(Block::Table(explained));
    document.footer = sentences(line, asks.len()).to_vec();
    document
}

/// The covering letter, with what the workbook asks about.
pub fn letter(labels: &Labels, line: &RequestLine, asks: &[Ask]) -> Document<'static> {
    let mut document = titled(labels, line);
    document.blocks.push(Block::Note(format!("{}.", day(line.asked_on))));
    let said = sentences(line, asks.len());
    document.blocks.extend(said.into_iter().map(Block::Paragraph));
    if let Some(who) = labels.named() {
        document.blocks.push(Block::Note(format!("{who}.")));
    }
    let heads = columns(ASK).into_iter().filter(|column| LISTED.contains(&column.key)).collect();
    let rows = asks.iter().map(|ask| {
        let cells = ASK.iter().filter(|field| LISTED.contains(&field.key));
        Row::new(cells.map(|field| (field.cell)(labels, ask)).collect())
    });
    let table = Table::new("items", "What is asked about", heads).main().with_rows(rows.collect());
    document.blocks.push(Block::Table(table));
    document
}

/// What the letter lists of the workbook.
const LISTED: [&str; 3] = ["id", "text", "actions"];

/// A request as it stands on a day.
#[derive(Debug, Clone)]
pub struct RequestStanding {
    /// The request.
    pub line: RequestLine,
    /// How it stands.
    pub state: RequestState,
}

/// `upr request list`.
pub const REQUESTS: &[Field<RequestStanding>] = &[
    Field::new("key", "Request", Label, |_, it| it.line.key.as_str().into(), "The request's key."),
    Field::new(
        "entity",
        "Institution",
        Text,
        |_, it| it.line.entity.as_str().into(),
        "The key of the institution that was asked.",
    ),
    Field::new("name", "Name", Text, |_, it| it.line.name.as_str().into(), "Its name on the day."),
    Field::new(
        "asked_on",
        "Asked on",
        Date,
        |_, it| it.line.asked_on.into(),
        "On which day it was asked.",
    ),
    Field::new(
        "answer_by",
        "Answer by",
        Date,
        |_, it| it.line.due_on.into(),
        "By when an answer is asked for.",
    ),
    Field::new(
        "answered",
        "Answered",
        Number,
        |_, it| number(it.line.answered()).into(),
        "How many of its items are answered.",
    ),
    Field::new(
        "items",
        "Of",
        Number,
        |_, it| number(it.line.items.len()).into(),
        "How many items it asks about.",
    ),
    Field::new(
        "state",
        "State",
        Kind::Text,
        |_, it| term(it.state.slug(), it.state.label()),
        "Open or late: an answer is waited for; answered: all of it; closed and withdrawn, with the reason.",
    ),
    Field::new(
        "note",
        "Why",
        Text,
        |_, it| {
            let why = it.line.ended.as_ref().and_then(|(_, _, why)| why.as_deref());
            Cell::said(why, false, it.line.entry)
        },
        "Why it was closed or withdrawn; never handed on.",
    ),
    Field::for_scripts(
        "mark",
        "Mark",
        Label,
        |_, it| it.line.mark.as_str().into(),
        "What its workbook is known by.",
    ),
];

/// The requests, those that wait first; `internal` where those that were not published are seen.
pub fn list(
    labels: &Labels,
    as_of: NaiveDate,
    requests: &[RequestStanding],
    internal: bool,
) -> Document<'static> {
    let mut document = Document::new(labels.title("Requests"));
    document.stamp = labels.stamp();
    let public = requests.iter().filter(|it| it.line.public);
    let count = |state| number(public.clone().filter(|it| it.state == state).count());
    document.facts = vec![
        fact("as_of", as_of),
        fact("open", count(RequestState::Open)),
        fact("late", count(RequestState::Late)),
        fact("answered", count(RequestState::Answered)),
    ];
    let rows = requests.iter().map(|it| Row {
        visibility: Visibility::of(it.line.public, it.line.entry),
        ..row(REQUESTS, labels, it)
    });
    let table = Table::new("requests", "Requests", columns(REQUESTS)).with_rows(rows.collect());
    document.blocks.push(Block::Table(table.main().only_filled()));
    if !internal && public.clone().next().is_none() {
        document.blocks.push(Block::Paragraph(
            "Requests are internal until they are published: none to hand on (`--internal` shows all)."
                .to_owned(),
        ));
    } else if requests.is_empty() {
        document.blocks.push(Block::Paragraph("No institution was asked yet.".to_owned()));
    }
    document.blocks.push(Block::Note(
        "`upr request add INSTITUTION --answer-by DATE -o FILE.xlsx` asks; `upr request show R1` lists what is answered; `upr request sheet R1 --open -o FILE.xlsx` asks again for the rest.".to_owned(),
    ));
    document
}

/// A request with each of its items.
pub fn one(labels: &Labels, standing: &RequestStanding) -> Document<'static> {
    let line = &standing.line;
    let mut document = titled(labels, line);
    document.facts.push(fact("state", standing.state.slug()));
    document.facts.push(fact("answered", number(line.answered())));
    document.facts.push(fact("items", number(line.items.len())));
    let visibility = Visibility::of(line.public, line.entry);
    let by = line.due_on.map(|due| format!(", answer by {}", day(due))).unwrap_or_default();
    let text = format!(
        "Asked on {}{by}: {}, {} of {} answered.",
        day(line.asked_on),
        standing.state.label().to_lowercase(),
        line.answered(),
        counted(number(line.items.len()), "items"),
    );
    document.blocks.push(Block::Prose(vec![Part { visibility, ..Part::new(text) }]));
    let rows = line.items.iter().map(|asked| Row {
        visibility,
        ..Row::new(vec![
            asked.name.as_str().into(),
            asked.answered_on.into(),
            match asked.answered_on {
                Some(_) => term(RequestState::Answered.slug(), RequestState::Answered.label()),
                None => term(RequestState::Open.slug(), RequestState::Open.label()),
            },
        ])
    });
    let heads = vec![
        Column::new("id", "Item", Item),
        Column::new("answered_on", "Answered on", Date),
        Column::new("state", "State", Text),
    ];
    let table = Table::new("items", "Items", heads).main().with_rows(rows.collect());
    document.blocks.push(Block::Table(table));
    document
}
