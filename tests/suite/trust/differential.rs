//! Whoever gets an answer cannot tell whether a confidential voice spoke: the same file with and
//! without one hidden claim of each kind gives the same bytes in every public answer and format. What
//! cannot be hidden is that entries exist: the head at the foot, the numbers of later ones, and what `verify`
//! counts.

mod claims;

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::support::World;
use claims::{AFTERWARDS, CLAIMS, OPEN, SAID_IN_CONFIDENCE, STOOD};

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
    "list --missing evidence --set all",
    "list --missing reason",
    "list --lead xex-health",
    "list --due-within 3000d",
    "report --missing evidence",
    "report --by lead",
    "indicator show legal-aid-districts",
    "plan EXP",
    "due --within 10y",
    "request",
    "request show R1",
    "export csv --missing evidence",
    "export csv --set all",
    "export csv --what remarks",
    "export csv --what indicators",
    "export csv --what calendar",
    "export csv --what history",
    "export csv --what evidence",
    "export csv --what links",
    "export csv --what timeline",
    "export xlsx",
];

/// All formats of an answer; each has the same document.
const FORMATS: &[&str] = &["json", "html", "table", "csv", "md", "xlsx", "docx"];

/// The pages that anybody may read.
#[cfg(feature = "web")]
const PAGES: &[&str] = &[
    "/",
    "/items",
    "/items?missing=evidence",
    "/items?missing=reason",
    "/items?lead=hid",
    "/item/EX:2",
    "/item/EX:7",
    "/item/EX:9",
    "/plan",
    "/reports",
    "/search?q=rights",
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

/// Every public answer of a file in one format, and some in all, or all `in_all`; the head, which each
/// report prints, is no more than `HEAD`.
fn answers(world: &World, in_all: bool) -> BTreeMap<String, String> {
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
        let whole = ["status log", "show EX:2 EX:3 EX:4 EX:10"];
        let formats = match *question {
            question if question.starts_with("export") => &FORMATS[..1],
            question if in_all || whole.contains(&question) => FORMATS,
            _ => &FORMATS[..1],
        };
        for format in formats {
            let words = match question.strip_prefix("export") {
                Some(_) => (*question).to_owned(),
                None => format!("{question} --format {format}"),
            };
            if words.ends_with("xlsx") || words.ends_with("docx") {
                drop(std::fs::remove_file(world.path("out")));
                let ran = world.upr(&format!("{words} -o out"));
                let refused = ran.code == 1 && question.starts_with("request show");
                assert!(ran.code == 0 || refused, "{words}: {ran}");
                keep(words, std::fs::read(world.path("out")).unwrap_or_default());
            } else {
                let ran = world.upr(&words);
                let refused = ran.code == 1 && question.starts_with("request show");
                assert!(ran.code == 0 || refused, "{words}: {ran}");
                keep(words, ran.stdout.into_bytes());
            }
        }
    }
    all
}

/// What anybody may read in a browser: the pages that are served, and a site.
#[cfg(feature = "web")]
fn pages(world: &World) -> BTreeMap<String, String> {
    let served = crate::serve::served::Served::with(world, &["--public"]);
    let mut all = BTreeMap::new();
    for page in PAGES {
        let answer = served.get(page);
        let kept = versions(&answer.body).replace(&served.address.to_string(), "HOST");
        all.insert(format!("serve --public {page}"), format!("{}\n{kept}", answer.status));
    }
    drop(std::fs::remove_dir_all(world.path("pub")));
    world.ok("site --set EX -o pub");
    let mut folders = vec![world.path("pub")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let bytes = std::fs::read(entry.path()).unwrap();
            let name = entry.path().strip_prefix(world.root()).unwrap().display().to_string();
            all.insert(format!("site: {name}"), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    all
}

#[cfg(not(feature = "web"))]
fn pages(_: &World) -> BTreeMap<String, String> {
    BTreeMap::new()
}

fn run(world: &World, commands: &[&str]) {
    for words in commands {
        if *words == STOOD {
            stood(world);
            continue;
        }
        let last = entries(world).len();
        world.ok(&words.replace("LAST", &last.to_string()));
    }
}

/// What internal voices said as an earlier release wrote it: published by the word of the row.
fn stood(world: &World) {
    let file = Connection::open(world.path("my.db")).unwrap();
    for table in ["remark", "due", "measurement", "assessment"] {
        let sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = $1";
        let mut triggers = file.prepare(sql).unwrap();
        let triggers = triggers.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let triggers: Vec<(String, String)> = triggers.map(Result::unwrap).collect();
        triggers.iter().for_each(|(name, _)| {
            file.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        });
        let hers = "assessor_id IN (SELECT id FROM assessor WHERE internal = 1)";
        let changed = file.execute(&format!("UPDATE {table} SET public = 1 WHERE {hers}"), []);
        assert!(changed.unwrap() > 0, "{table}");
        triggers.iter().for_each(|(_, sql)| file.execute_batch(sql).unwrap());
    }
}

/// How answers differ: a line of each that does.
fn differing(
    what: &str,
    found: &BTreeMap<String, String>,
    expected: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut told = Vec::new();
    for words in found.keys().chain(expected.keys().filter(|words| !found.contains_key(*words))) {
        let (one, other) = (found.get(words), expected.get(words));
        if one != other {
            let lines = |text: Option<&String>| text.cloned().unwrap_or_default();
            let (one, other) = (lines(one), lines(other));
            let differs = one.lines().zip(other.lines()).find(|(a, b)| a != b);
            told.push(format!("{what}: `upr {words}`: {differs:?}"));
        }
    }
    told
}

/// The text without the numbers of entries that came after the first so many: they tell that something was
/// written in between, as the head does.
fn unnumbered(text: &str, first: usize, last: usize) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let (before, digits) = rest.split_at(at);
        let end = digits.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(digits.len());
        let number = digits[..end].parse().unwrap_or(0);
        plain.push_str(before);
        plain.push_str(if (first..=last).contains(&number) { "#" } else { &digits[..end] });
        rest = &digits[end..];
    }
    plain + rest
}

/// A file in which an internal voice is known, and what may be cited.
fn begun(visibility: &str) -> World {
    let world = World::new();
    world.ok(&format!("init --db my.db --example --visibility {visibility}"));
    std::fs::write(world.path("law.txt"), "a law").unwrap();
    std::fs::write(world.path("decree.txt"), "a decree").unwrap();
    world.ok("assessor add friend --name 'A friend' --kind cso --internal");
    world
}

#[test]
fn no_public_answer_tells_that_somebody_spoke_in_confidence() {
    let world = begun("internal");
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
            None => answers(&world, false),
        };
        std::fs::write(world.path("my.db"), &begun).unwrap();
        run(&world, with);
        told.extend(differing(what, &answers(&world, false), &expected));
        if same {
            plain = Some(expected);
        }
    }
    assert!(told.is_empty(), "{} answers tell:\n{}", told.len(), told.join("\n"));
}

/// All that is hidden at once, in every format and on every page; then what is said in public after it,
/// which tells no more than by the numbers of its entries.
fn nothing_of_all(visibility: &str, open: &[&str], hidden: &[&str]) {
    let world = begun(visibility);
    run(&world, open);
    let whole = std::fs::read(world.path("my.db")).unwrap();
    let first = entries(&world).len() + 1;
    let both = |world: &World, in_all: bool| {
        let mut all = answers(world, in_all);
        all.extend(pages(world));
        all
    };
    // What a format makes of an answer is looked at in one of the two files.
    let in_all = visibility == "internal";
    let expected = both(&world, in_all);
    run(&world, AFTERWARDS);
    let after = both(&world, false);
    std::fs::write(world.path("my.db"), &whole).unwrap();
    run(&world, hidden);
    let mut told = differing("at once", &both(&world, in_all), &expected);
    run(&world, AFTERWARDS);
    let last = entries(&world).len();
    let masked = |all: BTreeMap<String, String>| {
        let all = all.into_iter().map(|(words, text)| (words, unnumbered(&text, first, last)));
        all.collect::<BTreeMap<_, _>>()
    };
    told.extend(differing("afterwards", &masked(both(&world, false)), &masked(after)));
    assert!(told.is_empty(), "{} answers tell:\n{}", told.len(), told.join("\n"));
}

#[test]
fn nothing_that_was_kept_back_tells_in_any_format() {
    // What stands alone: nothing was said of it before, and nothing is said instead.
    let alone =
        CLAIMS.iter().filter(|(_, before, _, without)| before.is_empty() && without.is_empty());
    let hidden: Vec<&str> = alone.flat_map(|(_, _, with, _)| with.iter().copied()).collect();
    nothing_of_all("internal", &[], &hidden);
}

#[test]
fn nothing_that_an_internal_voice_said_tells_in_a_file_that_publishes() {
    nothing_of_all("public", OPEN, SAID_IN_CONFIDENCE);
}

/// An internal voice says nothing in public: asked to, it is refused, and where the file publishes, it does not.
#[test]
fn what_an_internal_voice_says_is_never_published() {
    let said = [
        "remark add EX:9 x --by friend",
        "due set EX:9 2027-03 --by friend",
        "indicator value legal-aid-districts 31 --period 2025 --by friend --unsourced",
        "status set EX:9 regressed --by friend --unsourced --note x",
    ];
    let world = begun("internal");
    for words in said {
        let ran = world.upr(&format!("{words} --public"));
        assert!(ran.stderr.contains("`friend` is internal"), "{ran}");
        // A status stands all the same: its level is that of a voice, whatever becomes of the reason.
        if ran.code != 0 {
            world.ok(words);
        }
    }
    let world = begun("public");
    for words in said {
        world.ok(&format!("{words} --public"));
    }
    let sheet =
        "id,status,effective_on,evidence\nEX:36,in-progress,2025-06-30,https://example.org/x\n";
    std::fs::write(world.path("sheet.csv"), sheet).unwrap();
    world.ok("import sheet.csv --by friend");
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/imports/");
    world.ok(&format!("import '{fixtures}matrix-cycle-4.docx' --by friend"));
    let file = Connection::open(world.path("my.db")).unwrap();
    for table in ["remark", "due", "measurement", "assessment"] {
        let sql = format!(
            "SELECT COUNT(*), COALESCE(SUM(public), 0) FROM {table} WHERE assessor_id IN
                (SELECT id FROM assessor WHERE internal = 1)"
        );
        let found: (i64, i64) =
            file.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert!(found.0 > 0 && found.1 == 0, "{table}: {found:?}");
    }
}
