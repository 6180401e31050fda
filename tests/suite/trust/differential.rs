//! Whoever gets an answer cannot tell whether a confidential voice spoke: the same file with and
//! without one hidden claim of each kind gives the same bytes in every public answer and format. What
//! cannot be hidden is that entries exist: the head at the foot, and what `verify` counts.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::support::World;

/// Every command that answers, and what it can be asked for.
const QUESTIONS: &[&str] = &[
    "",
    "list --set all",
    "list --stale 1m",
    "show EX:2 EX:3 EX:4 EX:10",
    "show EX:9",
    "search rights",
    "remark list",
    "indicator list",
    "plan",
    "action",
    "report",
    "report --by assessor",
    "report --since 2025-01-01",
    "report --theme health",
    "status log",
    "status log EX:2",
    "changes --since 2025-01-01",
    "gaps",
    "trend",
    "compare --and-as-of 2025-06-30",
    "disagreement",
    "lineage EX:4",
    "evidence list",
    "link list",
    "timeline",
    "calendar",
    "due",
    "entity list",
    "entity show xex-justice",
    "assessor list",
    "theme list",
    "set list",
    "document list",
    "owner",
    "export csv --set all",
    "export csv --what history",
    "export csv --what evidence",
    "export csv --what links",
    "export csv --what timeline",
    "export xlsx",
];

/// All formats for some questions, the first two for the others: each has the same document.
const FORMATS: &[&str] = &["json", "html", "table", "csv", "md", "xlsx", "docx"];

/// What is hidden; the commands that both files have, those of the one, and what the other has instead.
type Claim =
    (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const CLAIMS: &[Claim] = &[
    ("a voice", &[], &["assessor add hidden --name 'A hidden one' --kind cso --internal"], &[]),
    ("its status", &[], &["status set EX:2 regressed --by friend --note x --unsourced"], &[]),
    (
        "its status with evidence",
        &[],
        &["status set EX:2 regressed --by friend --note x --evidence https://example.org/x"],
        &[],
    ),
    (
        "its status, of a component and of an item that nobody else assessed",
        &["set add MINE --state PRK --document A/HRC/42/10", "item add MINE:1 'End it'"],
        &["status set MINE:1 implemented --by friend --note x --unsourced"],
        &[],
    ),
    (
        "what was taken back of it",
        &["status set EX:2 regressed --by friend --note x --unsourced"],
        &["status retract LAST --note 'no longer'"],
        &[],
    ),
    (
        "what was undone of it",
        &["status set EX:3 regressed --by friend --note x --unsourced"],
        &["undo"],
        &[],
    ),
    (
        "what was destroyed of it",
        &["status set EX:3 regressed --by friend --note x --unsourced"],
        &["purge LAST --reason y --yes"],
        &[],
    ),
    (
        "a reason",
        &[],
        &["status set EX:2 regressed --note 'a hidden reason' --unsourced"],
        &["status set EX:2 regressed --unsourced"],
    ),
    (
        "its author",
        &[],
        &["status set EX:2 regressed --unsourced --author marmaduke"],
        &["status set EX:2 regressed --unsourced"],
    ),
    (
        "evidence of a status",
        &[],
        &["status set EX:2 regressed --evidence law.txt"],
        &["status set EX:2 regressed --evidence decree.txt"],
    ),
    // An address or a symbol may be handed on; a file only where it was published.
    ("evidence", &[], &["evidence add EX:3 law.txt --quote 'a quote'"], &[]),
    (
        "why it was closed",
        &[],
        &["item close EX:10 --note 'a hidden closing'"],
        &["item close EX:10 --note 'another'"],
    ),
    (
        "why it was linked",
        &[],
        &["link add EX:4 related EX:5 --reason 'a hidden link'"],
        &["link add EX:4 related EX:5 --reason 'another'"],
    ),
    (
        "why it was taken back",
        &["status set EX:2 regressed --unsourced"],
        &["status retract LAST --note 'a hidden reason'"],
        &["status retract LAST --note 'another'"],
    ),
    (
        "the one status of an item",
        &[],
        &["status set EX:9 regressed --by friend --note x --unsourced"],
        &[],
    ),
    (
        "a second look",
        &["status set EX:2 regressed --by friend --note x --unsourced"],
        &["status recheck EX:2 --by friend --note y --unsourced"],
        &[],
    ),
    ("a remark", &[], &["remark add EX:9 'a hidden remark' --by friend"], &[]),
    (
        "an indicator and its figure",
        &[],
        &[
            "indicator add seats 'Women in parliament' --kind outcome --unit percent --for EX:9",
            "indicator value seats 31.4 --period 2025 --unsourced",
        ],
        &[],
    ),
    (
        "a plan and what is done",
        &[],
        &[
            "plan add NAP 'National plan' --state XEX",
            "action add 'Draft the bill' --plan NAP --for EX:9",
        ],
        &[],
    ),
    ("a meeting", &[], &["timeline add --on 2025-02 --kind meeting --what 'met the source'"], &[]),
    ("a date", &[], &["due set EX:2 2027-03 --reason 'they said so'"], &[]),
    (
        "a date that was moved",
        &["due set EX:2 2027-03 --public"],
        &["due set EX:2 2027-09 --reason 'they said so'"],
        &[],
    ),
    (
        "a lead",
        &["entity add moj --name 'Ministry of Justice' --kind ministry"],
        &["lead set EX:2 moj"],
        &[],
    ),
    (
        "whom to write to",
        &[],
        &["entity add moj --name 'Ministry of Justice' --kind ministry --contact 'Mrs X'"],
        &["entity add moj --name 'Ministry of Justice' --kind ministry"],
    ),
];

/// The number of the newest entry and the hash of each.
fn entries(world: &World) -> Vec<String> {
    let file = Connection::open(world.path("my.db")).unwrap();
    let mut hashes = file.prepare("SELECT lower(hex(hash)) FROM entry ORDER BY id").unwrap();
    let hashes = hashes.query_map([], |row| row.get(0)).unwrap();
    hashes.collect::<Result<_, _>>().unwrap()
}

/// The text with versions (`v392-0f3c9a1b`; the example has more than three hundred entries) without their hash.
fn versions(text: &str) -> String {
    let mut parts = text.split("v3");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let hash = part[digits..].strip_prefix('-').and_then(|rest| rest.get(..8));
        let is_hash = hash.is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
        plain.push_str("v3");
        plain.push_str(&part[..digits]);
        plain.push_str(&part[if is_hash { digits + 9 } else { digits }..]);
    }
    plain
}

/// Every public answer of a file; the head, which each report prints, is no more than `HEAD`.
fn answers(world: &World) -> BTreeMap<String, String> {
    let entries = entries(world);
    let head = entries.last().unwrap();
    let foot = format!("entry {}, fingerprint {head}", entries.len());
    let mut all = BTreeMap::new();
    let mut keep = |words: String, bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&crate::privacy::unpacked(&bytes)).into_owned();
        // The hash of an entry differs with its salt.
        let text = versions(&text);
        let text = text.replace(&foot, "HEAD").replace(head.as_str(), "HEAD");
        assert!(!text.contains("marmaduke"), "{words} names an author");
        all.insert(words, text);
    };
    for question in QUESTIONS {
        let formats = match *question {
            question if question.starts_with("export") => &FORMATS[..1],
            "report" | "status log" | "timeline" | "show EX:2 EX:3 EX:4 EX:10" => FORMATS,
            _ => &FORMATS[..2],
        };
        for format in formats {
            let binary = matches!(*format, "xlsx" | "docx") || *question == "export xlsx";
            let words = if formats.len() == 1 {
                (*question).to_owned()
            } else {
                format!("{question} --format {format}")
            };
            if binary {
                drop(std::fs::remove_file(world.path("out")));
                let ran = world.upr(&format!("{words} -o out"));
                assert_eq!(ran.code, 0, "{words}: {ran}");
                keep(words, std::fs::read(world.path("out")).unwrap());
            } else {
                let ran = world.upr(&words);
                assert_eq!(ran.code, 0, "{words}: {ran}");
                keep(words, ran.stdout.into_bytes());
            }
        }
    }
    all
}

fn run(world: &World, commands: &[&str]) {
    for words in commands {
        let last = entries(world).len();
        world.ok(&words.replace("LAST", &last.to_string()));
    }
}

#[test]
fn no_public_answer_tells_that_somebody_spoke_in_confidence() {
    let world = World::example();
    std::fs::write(world.path("law.txt"), "a law").unwrap();
    std::fs::write(world.path("decree.txt"), "a decree").unwrap();
    world.ok("assessor add friend --name 'A friend' --kind cso --internal");
    let whole = std::fs::read(world.path("my.db")).unwrap();
    let mut told = Vec::new();
    let mut plain = None;
    for (what, before, with, without) in CLAIMS {
        std::fs::write(world.path("my.db"), &whole).unwrap();
        run(&world, before);
        let begun = std::fs::read(world.path("my.db")).unwrap();
        run(&world, without);
        let same = before.is_empty() && without.is_empty();
        let expected = match plain.take().filter(|_| same) {
            Some(known) => known,
            None => answers(&world),
        };
        std::fs::write(world.path("my.db"), &begun).unwrap();
        run(&world, with);
        for (words, found) in answers(&world) {
            if found != expected[&words] {
                let differs = found.lines().zip(expected[&words].lines()).find(|(a, b)| a != b);
                told.push(format!("{what}: `upr {words}`: {differs:?}"));
            }
        }
        if same {
            plain = Some(expected);
        }
    }
    assert!(told.is_empty(), "{} answers tell:\n{}", told.len(), told.join("\n"));
}
