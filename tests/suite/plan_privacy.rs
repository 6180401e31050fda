//! What an office keeps to itself of plans, institutions, dates, indicators and requests: in nothing that
//! is handed on. And each of these claims is taken back, and purged, as any other.

use crate::handin::parts;
use crate::support::World;

/// What is planted where nothing of it may get out; the figures and days are no others'.
const PLANTED: [&str; 9] = [
    "PLANTED",
    "secretlead",
    "2031-07-19",
    "19 July 2031",
    "20310719",
    "77.123",
    "66.321",
    "2032-02-03",
    "3 February 2032",
];

/// A file with something internal in each table of plans.
fn planted() -> World {
    let world = World::example();
    for words in [
        "entity add secretlead --name 'Office Secretlead' --kind agency --contact 'PLANTED contact'",
        "plan add PLAN 'PLANTED plan' --period 2026..2031-07-19",
        "calendar derive --set PLAN",
        "action add 'PLANTED action' --for EX:24 --plan PLAN --lead secretlead --due 2031-07-19",
        "status set PLAN:1 under-way --note 'PLANTED step' --evidence https://example.org/PLANTED",
        "lead set EX:24 secretlead",
        "lead set EX:25 secretlead --role supporting",
        "due set EX:24 2031-07-19 --reason 'PLANTED reason'",
        "due set EXP:2 2031-07-19 --reason 'PLANTED reason'",
        "lead set EXP:9 secretlead --role supporting",
        "indicator add plantedkey 'PLANTED indicator' --kind outcome --unit percent --for EX:24 --definition 'PLANTED definition' --source 'PLANTED source'",
        "indicator value plantedkey 77.123 --period 2025",
        "indicator value school-completion 66.321 --period 2026 --note 'PLANTED note' --evidence https://example.org/PLANTED",
        "indicator value school-completion 66.321 --period 2024 --group 'sex=PLANTED group' --break 'PLANTED break'",
        "request add secretlead EX:24 --answer-by 2032-02-03 -o asked.csv",
        "request close R2 --note 'PLANTED end'",
        "request add secretlead EX:25 --answer-by 2032-02-03 -o asked2.csv",
        "action drop EXP:11 --note 'PLANTED drop'",
    ] {
        world.ok(words);
    }
    world
}

fn unpacked(bytes: &[u8]) -> String {
    if bytes.starts_with(b"PK") {
        parts(bytes).into_values().collect()
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    }
}

/// What of it stands in a text.
fn found(text: &str) -> Vec<&'static str> {
    let lower = text.to_lowercase();
    PLANTED.into_iter().filter(|word| lower.contains(&word.to_lowercase())).collect()
}

#[test]
fn nothing_planted_is_handed_on() {
    let world = planted();
    let mut commands: Vec<String> = Vec::new();
    for asked in [
        "plan",
        "plan EXP",
        "action",
        "due",
        "due --within 10y",
        "calendar",
        "indicator",
        "indicator show school-completion",
        "request",
        "show EX:24",
        "show EX:16",
        "show EXP:2",
        "show EXP:9",
        "entity show xex-justice",
        "entity show xex-education",
        "list",
        "list --set all",
        "search women",
        "gaps",
        "trend",
        "set list",
        "report",
        "report --by lead",
        "report --set EXP",
        "report --template plan",
        "report --template midterm",
        "report --template matrix",
        "report --template factsheet",
        "report --template submission",
        "status log --set all",
        "evidence list --set all",
        "link list",
        "changes --since 2024",
        "lineage --set all",
        "timeline",
    ] {
        for format in ["json", "csv", "md", "html", "docx", "xlsx"] {
            commands.push(format!("{asked} --format {format}"));
        }
    }
    commands.extend(["due --within 10y --format ics", "calendar --format ics"].map(str::to_owned));
    for what in
        ["items", "history", "evidence", "links", "tags", "remarks", "calendar", "indicators"]
    {
        commands.push(format!("export csv --what {what} --set all"));
    }
    commands.push("export csv --set EXP".to_owned());
    for words in commands {
        let ran = world.upr(&format!("{words} -o told.bin --force"));
        assert_eq!(ran.code, 0, "{words}: {ran}");
        let told = unpacked(&std::fs::read(world.path("told.bin")).unwrap());
        assert_eq!(found(&told), [""; 0], "{words}: {told}");
    }
}

/// A redacted copy and the public ledger hold the public name of the institution and nothing else.
#[test]
fn nothing_planted_is_in_a_redacted_copy() {
    let world = planted();
    world.ok("redact -o public.db");
    world.ok("export ledger -o public.jsonl");
    for file in ["public.db", "public.jsonl"] {
        let bytes = std::fs::read(world.path(file)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let left: Vec<&str> = found(&text).into_iter().filter(|it| *it != "secretlead").collect();
        assert_eq!(left, [""; 0], "{file}");
    }
    world.ok("verify --db public.db");
    for words in ["show EX:24", "show EX:25", "show EXP:9", "request", "due", "plan EXP"] {
        let told = world.ok(&format!("{words} --db public.db --internal --format json"));
        assert_eq!(found(&told), [""; 0], "{words}: {told}");
    }
}

/// A milestone is handed on: it names no plan that was not published, and is not made of its period.
#[test]
fn the_calendar_names_no_plan_that_was_not_published() {
    let world = World::example();
    world.ok("plan add SECRET hidden --state XEX --period 2026..2031");
    let ran = world.upr("calendar derive --set SECRET");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("the end of the period of SECRET is left out"), "{ran}");
    let ran = world.refused("calendar set end --label End --on 2031 --set SECRET");
    assert!(ran.stderr.contains("`SECRET` is not published"), "{ran}");
    assert!(!world.ok("calendar --internal --format json").contains("SECRET"));
    world.ok("publish SECRET");
    world.ok("calendar derive --set SECRET");
    assert!(world.ok("calendar --format json").contains("End of the period of SECRET"));
}

/// Every kind of claim of a plan, with what asks for it.
const CLAIMS: [(&str, &str); 12] = [
    (
        "entity add purged --name 'An office' --kind agency --contact 'quetzal contact'",
        "entity list",
    ),
    ("entity rename moj 'Another name'", "entity list"),
    ("lead set EX:24 moj", "show EX:24"),
    ("lead remove EX:12 moj", "show EX:12"),
    ("due set EX:12 2028 --reason 'quetzal reason'", "show EX:12"),
    ("plan add NEW 'A plan'", "plan"),
    ("action add 'quetzal action' --for EX:24 --plan EXP --lead moj --due 2027", "plan EXP"),
    ("action for EXP:11 EX:24", "show EXP:11"),
    ("action drop EXP:11 --note 'quetzal drop'", "plan EXP"),
    (
        "indicator add new 'quetzal indicator' --kind process --for EX:24 --definition 'quetzal words'",
        "indicator",
    ),
    ("indicator value school-completion 99.5 --period 2026 --note 'quetzal note'", "indicator"),
    ("request close R1 --note 'quetzal end'", "request"),
];

fn office() -> World {
    let world = World::example();
    world.ok("entity add moj --name 'Ministry of Justice' --kind ministry");
    world.ok("lead set EX:12 moj");
    world.ok("due set EX:12 2027-03");
    world
}

#[test]
fn each_claim_is_taken_back_and_given_again() {
    let world = office();
    let ask = |words: &str| {
        let told = world.ok(&format!("{words} --internal --format md"));
        let kept = told.lines().filter(|line| !line.contains("fingerprint"));
        kept.map(str::to_owned).collect::<Vec<_>>()
    };
    for (words, asked) in CLAIMS {
        let before = ask(asked);
        world.ok(words);
        let after = ask(asked);
        assert_ne!(before, after, "`{words}` is seen in `{asked}`");
        world.ok("undo");
        assert_eq!(before, ask(asked), "`{words}` is taken back");
        world.ok("redo");
        assert_eq!(after, ask(asked), "`{words}` stands again");
        world.ok("undo");
    }
    world.ok("request add moj EX:12 --answer-by 2026-06-30 -o r.csv");
    assert!(world.ok("request --internal --format csv").contains("R2"));
    world.ok("undo");
    assert!(!world.ok("request --internal --format csv").contains("R2"));
    assert!(world.ok("verify").contains("The file is as it was written"));
}

#[test]
fn each_text_of_a_claim_is_purged() {
    for (words, _) in CLAIMS.iter().filter(|(words, _)| words.contains("quetzal")) {
        let world = office();
        world.ok(words);
        let holds = || {
            let bytes = std::fs::read(world.path("my.db")).unwrap();
            bytes.windows(7).any(|part| part == b"quetzal")
        };
        assert!(holds(), "{words}");
        let log = world.ok("export ledger --internal");
        let entry: serde_json::Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
        let entry = entry["id"].as_i64().unwrap();
        let ran = world.upr(&format!("purge {entry} --reason 'asked to' --yes"));
        assert!(ran.code == 0 && ran.stderr.contains("titles of sets, plans"), "{words}: {ran}");
        assert!(!holds(), "{words}: its text is gone");
        let ran = world.upr("verify");
        assert_eq!(ran.code, 0, "{words}: {ran}");
        for asked in ["plan EXP", "due", "indicator", "request", "entity list", "show EX:24"] {
            world.ok(&format!("{asked} --internal --format md"));
        }
    }
}
