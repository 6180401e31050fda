//! A made-up document with every kind of block, for the tests of all formats.

use chrono::NaiveDate;

use crate::report::{
    Bar, Block, Cell, Chart, Column, Course, CoursePoint, Document, Fact, Kind, Mark, Part, Row,
    Series, Table, Value, Visibility,
};

pub(crate) const SERIES: [(&str, &str, bool); 7] = [
    ("not-assessed", "Not assessed in this file", true),
    ("no-information", "Insufficient information", true),
    ("not-implemented", "Not implemented", false),
    ("in-progress", "In progress", false),
    ("partially-implemented", "Partially implemented", false),
    ("implemented", "Fully implemented", false),
    ("regressed", "Regressed or contrary measures", false),
];

const THEMES: [(&str, [i64; 7]); 6] = [
    ("Cooperation with treaty bodies", [11, 0, 1, 1, 0, 1, 0]),
    ("Equality and non-discrimination", [2, 0, 0, 1, 0, 0, 0]),
    ("Right to health", [3, 1, 0, 2, 1, 0, 0]),
    ("Persons with disabilities — 장애인의 권리", [0, 0, 0, 1, 1, 2, 0]),
    ("Children", [5, 0, 0, 0, 0, 0, 0]),
    (
        "Freedom of opinion and expression, and right to participate in public and political life",
        [1, 0, 2, 0, 0, 0, 1],
    ),
];

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A document with every kind of block, and texts that try each format.
pub(crate) fn document() -> Document<'static> {
    Document {
        facts: vec![
            Fact { key: "as_of", value: Value::Date(day(2025, 6, 30)) },
            Fact { key: "items", value: Value::Number(56) },
            Fact { key: "next_review", value: Value::Empty },
        ],
        blocks: vec![
            Block::Paragraph(
                "56 areas of the letter of 28 November 2019, as of 30 June 2025. Status according \
                 to EXAMPLE Office. The period of this set ended on 7 November 2024; the next \
                 review is not dated yet."
                    .into(),
            ),
            Block::Prose(vec![
                Part::new("12 of 56 areas are assessed."),
                Part {
                    visibility: Visibility::Internal(4),
                    ..Part::new("A source abroad agrees.")
                },
            ]),
            heading(1, "Progress by theme"),
            Block::Chart(chart()),
            Block::Table(themes()),
            Block::Note("Shares are given from five assessed areas on.".into()),
            heading(1, "Over time"),
            Block::Chart(course()),
            heading(1, "Areas"),
            Block::Table(items()),
            heading(2, "Regressed"),
            Block::Table(Table::new("regressed", "Regressed", items().columns)),
            heading(2, "Evidence"),
            evidence(),
            Block::ToWrite("what the State says about the areas that regressed".into()),
        ],
        stamp: Some("EXAMPLE: a fictitious State, letter and assessments".into()),
        footer: vec![
            "Fingerprint 3f9a1c; entries up to 31.".into(),
            "Made again with: upr report --theme children --as-of 2025-06-30".into(),
        ],
        ..Document::new("Progress toward the next review: Exampleland")
    }
}

fn heading(level: u8, text: &str) -> Block<'static> {
    Block::Heading { level, text: text.into() }
}

pub(crate) fn series() -> Vec<Series> {
    SERIES
        .iter()
        .map(|(key, label, hatched)| Series { key, label: (*label).into(), hatched: *hatched })
        .collect()
}

pub(crate) fn chart() -> Chart {
    let bars = THEMES.iter().map(|(label, counts)| Bar {
        label: (*label).into(),
        counts: counts.to_vec(),
        theme: None,
    });
    Chart::Bars {
        title: "Areas by theme and status".into(),
        series: series(),
        compact: false,
        bars: bars.collect(),
    }
}

pub(crate) fn course() -> Chart {
    let point = |on, counts: [i64; 7]| CoursePoint { on, counts: counts.to_vec() };
    Chart::Course(Course {
        title: "Assessed areas".into(),
        series: series(),
        points: vec![
            point(day(2020, 1, 1), [56, 0, 0, 0, 0, 0, 0]),
            point(day(2022, 1, 1), [48, 1, 3, 4, 0, 0, 0]),
            point(day(2024, 1, 1), [44, 1, 3, 5, 1, 1, 1]),
            point(day(2025, 6, 30), [22, 1, 3, 5, 20, 4, 1]),
        ],
        marks: vec![
            Mark {
                on: day(2021, 9, 1),
                printed: "2021-09".into(),
                label: "Mid-term report".into(),
            },
            Mark { on: day(2024, 11, 7), printed: "2024-11-07".into(), label: "Review".into() },
        ],
    })
}

pub(crate) fn themes() -> Table<'static> {
    let mut columns = vec![
        Column::new("key", "Key", Kind::Label).for_scripts(),
        Column::new("heading", "Theme", Kind::Text),
        Column::new("items", "Areas", Kind::Number),
    ];
    columns.extend(SERIES.iter().map(|(key, label, _)| Column::new(key, *label, Kind::Number)));
    columns.push(Column::new("share", "Share of all", Kind::Share));
    let rows = THEMES.iter().map(|(label, counts)| {
        let sum: i64 = counts.iter().sum();
        let mut cells: Vec<Cell> = vec!["k".into(), (*label).into(), sum.into()];
        cells.extend(counts.iter().map(|count| Cell::from(*count)));
        cells.push(Value::Share(f64::from(i32::try_from(sum).unwrap()) / 56.0).into());
        Row::new(cells)
    });
    Table::new("themes", "Areas by theme", columns).with_rows(rows.collect())
}

pub(crate) fn items() -> Table<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Label),
        Column::new("theme", "Theme", Kind::Text),
        Column::new("text", "Text", Kind::Text),
        Column::new("status", "Status", Kind::Status),
        Column::new("effective_on", "Since", Kind::Date),
        Column::new("evidence", "Evidence", Kind::Text),
        Column::new("stale", "Stale", Kind::Label),
    ];
    Table::new("items", "Areas", columns).with_rows(rows()).main().grouped_by("theme")
}

fn rows() -> Vec<Row> {
    let status = |slug: &'static str, label: &'static str| {
        Cell::from(Value::Term { slug: slug.into(), label: label.into() })
    };
    let link = Part {
        url: Some("https://example.org/a_b?c=d&e=\"f\"".into()),
        ..Part::new("A/HRC/00/1, para. 5 (a)")
    };
    let inside = Part { visibility: Visibility::Internal(9), ..Part::new("interview 12") };
    let plain = |theme: &str, id: &str, text: &str| {
        vec![
            Cell::from(id),
            theme.into(),
            text.into(),
            status("not-assessed", "Not assessed in this file"),
            Cell::default(),
            Cell::default(),
            Value::Flag(false).into(),
        ]
    };
    let mut assessed = plain("Treaties", "EX19:1a", "Ratifying the Convention against Torture");
    assessed[3] = status("in-progress", "In progress");
    assessed[4] = day(2025, 3, 1).into();
    assessed[5] = Value::Parts(vec![link, inside]).into();
    assessed[6] = Value::Flag(true).into();
    let mut own = plain(
        "Children",
        "EX19:48",
        "=HYPERLINK(\"x\") | *bold* <script>alert(1)</script> & `code` @someone #1 아동의 권리를 보장 قرار\u{200f} \u{1b}[31mred\u{202e}evil",
    );
    own[1] = Cell::from("Children").own(true);
    own[5] = Value::Link { text: "run".into(), url: "javascript:alert(1)".into() }.into();
    let mut internal = Row::new(plain("Children", "EX19:49", "First line\nsecond line"));
    internal.visibility = Visibility::Internal(7);
    vec![
        Row::new(assessed),
        Row::new(plain(
            "Treaties",
            "EX19:1b",
            "Ratifying the International Convention on the Elimination of All Forms of Racial \
             Discrimination, and withdrawing every reservation made to instruments in force",
        )),
        Row::new(own),
        internal,
    ]
}

fn evidence() -> Block<'static> {
    Block::List(vec![
        Part {
            url: Some("https://example.org/law.pdf".into()),
            ..Part::new(
                "Law No. 5 of 2024, article 3; https://example.org/law.pdf; read on 2025-06-01",
            )
        },
        Part { visibility: Visibility::Internal(9), own: true, ..Part::new("Interview 12") },
    ])
}
