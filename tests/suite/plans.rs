//! Plans and actions: an action is an item, a plan a set; a finished action implements nothing; what
//! was not published is in nothing that is handed on.

use super::support::World;

/// The example with an institution, a plan and an action for two recommendations.
fn planned() -> World {
    let world = World::example();
    world.ok("entity add moj --name 'Ministry of Justice' --kind ministry");
    world.ok("plan add NHRAP 'National action plan' --state XEX --period 2026..2030");
    world.ok(
        "action add 'Draft the quota bill' --for EX:24 EX:25 --lead moj --due 2027-03 --plan NHRAP",
    );
    world
}

#[test]
fn an_office_goes_from_asking_to_doing() {
    let world = planned();
    let status = |world: &World| world.json("show EX:24")["facts"]["status"].clone();
    let before = status(&world);
    world.ok("status set NHRAP:1 under-way --note 'drafting group met'");
    world.ok("due set NHRAP:1 2027-09 --reason elections");
    let shown = world.ok("show EX:24 --format md --internal");
    let said = "Action NHRAP:1: Draft the quota bill (under way since 15 January 2026; led by Ministry of Justice; due September 2027, first March 2027)";
    assert!(shown.contains(said), "{shown}");
    assert_eq!(before, status(&world), "the status of what it is for has not moved");
    let plan = world.json("plan NHRAP --internal");
    assert_eq!(plan["facts"]["actions"], 1);
    let action = &plan["tables"]["actions"][0];
    assert_eq!(action["status"], "under-way");
    assert_eq!(action["due_on"], "2027-09");
    assert_eq!(action["first_due_on"], "2027-03");
    assert_eq!(action["recommendations"], "EX:24; EX:25");
    assert_eq!(plan["tables"]["standings"][0]["standing"], "under-way");
    assert_eq!(plan["tables"]["standings"][0]["moved_once"], 1);
    // Late from the first date on, whatever it was moved to; the ministry's and the date's own day.
    let later = world.json("plan NHRAP --internal --as-of 2027-04-01");
    assert_eq!(later["tables"]["actions"][0]["standing"], "under-way-past");
    let earlier = world.json("plan NHRAP --internal --as-of 2026-01-14");
    assert_eq!(earlier["tables"]["actions"][0]["due_on"], serde_json::Value::Null);
    assert_eq!(world.json("report --set NHRAP --internal")["facts"], plan["facts"]);
    world.ok("action drop NHRAP:1 --note 'merged into another'");
    let dropped = world.json("plan NHRAP --internal");
    assert_eq!(dropped["tables"]["standings"][0]["standing"], "dropped");
    assert_eq!(dropped["tables"]["actions"][0]["note"], "merged into another");
    world.ok("undo");
    assert!(world.ok("verify").contains("The file is as it was written"));
}

/// What of an answer does not tell the state of the file as such.
fn body(answer: &str) -> String {
    answer.lines().filter(|line| !line.contains("fingerprint")).collect::<Vec<_>>().join("\n")
}

/// The commands that answer of recommendations.
fn answering() -> Vec<String> {
    let mut commands: Vec<String> = Vec::new();
    for sets in ["", " --set all"] {
        for asked in [
            "report",
            "trend",
            "disagreement",
            "changes --since 2024-01-01",
            "lineage",
            "status log",
            "evidence list",
            "export csv",
            "gaps",
        ] {
            commands.push(format!("{asked}{sets}"));
        }
        for by in ["theme", "status", "set", "assessor", "group", "sdg", "position", "state"] {
            commands.push(format!("report --by {by}{sets}"));
        }
        for template in ["midterm", "submission", "factsheet", "matrix", "plan"] {
            commands.push(format!("report --template {template}{sets}"));
        }
    }
    for asked in [
        "list",
        "set list",
        "assessor list",
        "theme list",
        "document list",
        "calendar",
        "timeline",
        "link list",
        "compare --set EX --with EXR",
        "suggest",
        "search women",
        "due",
        "entity list",
        "show EX:30",
    ] {
        commands.push(asked.to_owned());
    }
    commands
}

#[test]
fn a_finished_action_changes_no_figure_of_recommendations() {
    let world = World::example();
    world.ok("plan add NHRAP 'National action plan' --public");
    let commands = answering();
    let ask = |command: &String| {
        let formats: &[&str] =
            if command.starts_with("export") { &[""] } else { &[" --format json", " --format md"] };
        let answers = formats.iter().map(|format| {
            let ran = world.upr(&format!("{command}{format}"));
            assert_eq!(ran.code, 0, "{command}: {ran}");
            // A sheet names the actions beside the status; its other columns stay as they were.
            let sheet = command.starts_with("export");
            body(&ran.stdout).replace(if sheet { "NHRAP:1" } else { "\0" }, "")
        });
        answers.collect::<Vec<_>>()
    };
    let before: Vec<_> = commands.iter().map(ask).collect();
    world.ok("action add 'Count the seats' --for EX:24 --plan NHRAP --public");
    world.ok("status set NHRAP:1 completed --public --note 'counted'");
    world.ok("status set NHRAP:1 completed --by state --unsourced --public --note 'counted'");
    for (command, before) in commands.iter().zip(&before) {
        let gaps_and_papers = ["gaps", "midterm", "matrix", "template plan", "factsheet"];
        if gaps_and_papers.iter().any(|it| command.contains(it)) {
            continue;
        }
        assert_eq!(before, &ask(command), "`{command}` is another since an action was completed");
    }
}

/// What an office may not say of plans and actions, and where actions are told.
#[test]
fn slips_are_told() {
    let world = World::example();
    world.ok("plan add NHRAP 'National action plan' --public");
    world.ok("action add 'Count the seats' --for EX:24 --plan NHRAP --public");
    // Where actions are told, they are.
    assert!(world.ok("list --set all --format csv").contains("NHRAP:1,Count the seats"));
    assert!(world.ok("search 'count seats' --format csv").contains("NHRAP:1"));
    for (words, said) in [
        ("trend --set NHRAP", "`NHRAP` is a plan"),
        ("gaps --set NHRAP", "`NHRAP` is a plan"),
        ("compare --set EX --with NHRAP", "`NHRAP` is a plan"),
        ("report --template midterm --set NHRAP", "`NHRAP` is a plan"),
        ("set default NHRAP", "no plan is the default set"),
        ("status set EX:24 completed", "may mean two things"),
        ("status set EX:24 partly-done", "`partly-done` is said of actions"),
        ("item add NHRAP:7 text", "actions stand in a plan"),
        ("item add EX:99 text --kind action", "actions stand in a plan"),
        ("component add NHRAP:1 text", "actions have no components"),
        ("action drop EX:24 --note x", "`EX:24` is no action"),
        ("link add NHRAP:1 serves EX:25 --reason x", "`upr action for NHRAP:1 EX:24`"),
        ("action for NHRAP:1 EX:24", "is taken for `EX:24` already"),
        ("action for NHRAP:1 EX:25 --remove", "is not taken for `EX:25`"),
        ("action add x --for NHRAP:1 --plan NHRAP", "is an action itself"),
        ("action add x --for EX:999 --plan NHRAP", "no item"),
        ("action add x --lead nobody --plan NHRAP", "no institution"),
        ("action add x --plan NHRAPP", "did you mean `NHRAP`?"),
        ("action add '  ' --plan NHRAP", "the text is empty"),
        ("action add x --ref 1 --plan NHRAP", "there is an item `NHRAP:1` already"),
        ("plan add EX title", "there is a set or a plan `EX` already"),
        ("plan NHRAQ", "did you mean `NHRAP`?"),
        ("action drop NHRAP:1 --note x --on 2027-01-01", "is in the future"),
    ] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains(said), "`{words}`: {ran}");
    }
}

/// Nothing of an action reaches what is handed on until it is published, and then all that was said
/// with it.
#[test]
fn an_action_is_internal_until_it_is_published() {
    let world = World::example();
    world.ok("entity add moj --name 'Ministry of Justice' --kind ministry");
    world.ok("plan add NHRAP 'SECRET plan' --period 2026..2030");
    world.ok("action add 'SECRET women bill' --for EX:24 --lead moj --due 2027-03 --plan NHRAP");
    world.ok("action add 'SECRET women second' --for EX:24 --due 2026-02 --plan NHRAP");
    world.ok(
        "status set NHRAP:1 under-way --note 'SECRET note' --evidence https://example.org/SECRET",
    );
    world.ok("due set NHRAP:1 2027-09 --reason 'SECRET reason'");
    world.ok("action drop NHRAP:2 --note 'SECRET drop'");
    let commands = [
        "plan",
        "plan NHRAP",
        "action",
        "show EX:24",
        "due",
        "due --lead moj",
        "list --set all",
        "search women",
        "set list",
        "status log --set all",
        "evidence list --set all",
        "export csv --set all",
        "report --template midterm",
        "report --template plan",
        "gaps",
        "link list",
        "lineage --set all",
    ];
    for command in commands {
        for format in ["json", "md", "csv", "html"] {
            let format = if command.starts_with("export") { "" } else { format };
            let format = if format.is_empty() { "" } else { &format!(" --format {format}") };
            let ran = world.upr(&format!("{command}{format}"));
            assert_eq!(ran.code, 0, "{command}: {ran}");
            assert!(!ran.stdout.contains("SECRET"), "{command}: {}", ran.stdout);
            assert!(!ran.stdout.contains("NHRAP:"), "{command}: {}", ran.stdout);
        }
    }
    for command in ["show NHRAP:1", "list --set NHRAP", "report --set NHRAP", "status log NHRAP:1"]
    {
        let ran = world.upr(&format!("{command} --format csv"));
        assert!(!ran.stdout.contains("SECRET"), "{command}: {ran}");
    }
    published_by_and_by(&world);
}

/// Publishing tells an action, then the plan, in answers and in redacted copies.
fn published_by_and_by(world: &World) {
    let held = |world: &World, copy: &str| {
        world.ok(&format!("redact -o {copy}"));
        world.ok(&format!("verify --db {copy}"));
        let bytes = std::fs::read(world.path(copy)).unwrap();
        bytes.windows(6).filter(|part| part == b"SECRET").count()
    };
    assert_eq!(held(world, "redacted.db"), 0);
    world.ok("publish NHRAP:1");
    let plan = world.ok("plan NHRAP --format md");
    assert!(plan.contains("SECRET women bill") && !plan.contains("second"), "{plan}");
    assert!(!plan.contains("SECRET note") && !plan.contains("SECRET reason"), "{plan}");
    assert!(world.ok("show EX:24 --format md").contains("Action NHRAP:1"));
    assert!(held(world, "redacted1.db") > 0);
    world.ok("publish NHRAP");
    assert!(world.ok("plan NHRAP --format md").contains("SECRET women second"));
    world.ok("plan NHRAP --db redacted1.db");
    let ran = world.refused("publish NHRAP");
    assert!(ran.stderr.contains("published already"), "{ran}");
    world.ok("undo");
    assert!(!world.ok("plan NHRAP --format md").contains("SECRET women second"));
}

/// `upr undo` takes an action back whole, and is refused where something rests on it.
#[test]
fn an_action_is_taken_back_whole() {
    let world = planned();
    world.ok("undo");
    assert_eq!(world.json("plan NHRAP --internal")["facts"]["actions"], 0);
    assert!(!world.ok("due --internal --format csv").contains("NHRAP"));
    world.ok("action add 'Draft the quota bill' --for EX:24 --plan NHRAP");
    world.ok("status set NHRAP:1 completed --note done");
    world.ok("undo");
    world.ok("undo");
    assert!(!world.ok("show EX:24 --internal --format md").contains("NHRAP"));
}

/// What falls due as iCalendar: the same bytes on the same day, an end after each beginning, and
/// nothing that was not published.
#[test]
fn what_falls_due_goes_into_a_calendar() {
    let world = planned();
    world.ok("due set EX:24 2026-02-28 --public");
    world.ok("due --within 3y -o due.ics");
    let told = std::fs::read_to_string(world.path("due.ics")).unwrap();
    assert_eq!(told, world.ok("due --within 3y --format ics"));
    assert!(told.starts_with("BEGIN:VCALENDAR\r\n") && told.ends_with("END:VCALENDAR\r\n"));
    assert!(told.contains("UID:ex/24@") && told.contains(".upr\r\n"), "{told}");
    assert!(
        told.contains("DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n"),
        "{told}"
    );
    assert!(!told.contains("NHRAP"), "an internal action is in no calendar: {told}");
    let inside = world.ok("due --within 3y --format ics --internal");
    assert!(inside.contains("DTSTART;VALUE=DATE:20270301\r\nDTEND;VALUE=DATE:20270401\r\n"));
    assert!(inside.contains("TRANSP:TRANSPARENT"), "{inside}");
    let mut begins = "";
    for line in inside.lines() {
        if let Some(day) = line.strip_prefix("DTSTART;VALUE=DATE:") {
            begins = day;
        }
        if let Some(day) = line.strip_prefix("DTEND;VALUE=DATE:") {
            assert!(day > begins, "{inside}");
        }
    }
    let calendar = world.ok("calendar --format ics");
    assert!(calendar.contains("STATUS:TENTATIVE") && calendar.contains("SUMMARY:about: "));
}

#[test]
fn indicators_stand_beside_what_they_are_for() {
    let world = World::example();
    world.ok("indicator add women-seats 'Women in parliament' --kind outcome --unit percent --for EX:24 --public");
    world.ok("indicator value women-seats 24.0 --period 2020 --baseline --public");
    world.ok("indicator value women-seats 31.40 --period 2025 --by nhri --evidence https://example.org/seats --public");
    world.ok("indicator value women-seats 40 --period 2030 --target --note SECRET");
    let shown = world.ok("show EX:24 --format md");
    let said = "Indicator: Women in parliament; baseline 24.0 per cent (2020); measured 31.40 per cent (2025); it does not measure implementation of this recommendation.";
    assert!(shown.contains(said), "{shown}");
    let inside = world.json("indicator --internal");
    let of = |table: &str, key: &str| {
        let rows = inside["tables"][table].as_array().unwrap().iter();
        rows.filter(|row| row[key] == "women-seats").cloned().collect::<Vec<_>>()
    };
    assert_eq!(of("indicators", "key")[0]["target"], "40 per cent (2030)");
    assert_eq!(of("figures", "indicator").len(), 3);
    for format in ["json", "csv", "md", "html"] {
        let told = world.ok(&format!("indicator show women-seats --format {format}"));
        assert!(!told.contains("SECRET") && !told.contains("2030"), "{told}");
    }
    // A later figure of the same period revises the earlier one, which stays in the record.
    world.ok("indicator value women-seats 24.1 --period 2020 --baseline --public");
    assert!(world.ok("show EX:24 --format md").contains("baseline 24.1 per cent (2020)"));
    world.ok("undo");
    assert!(world.ok("show EX:24 --format md").contains("baseline 24.0 per cent (2020)"));
    world.ok("indicator add law 'A quota law' --kind structural --for EX:24");
    world.ok("indicator value law yes");
    world.ok("indicator add court 'A court of appeal' --kind structural --unit yes/no");
    world.ok("indicator value court no");
    for (words, said) in [
        ("indicator value court 5", "is no figure of this indicator"),
        ("indicator add x X --kind structural --unit laws", "a structural indicator has no number"),
        ("indicator value women-seats 31.4", "the period of the figure `31.4` is not said"),
        ("indicator value women-seats 31.4 --period 2027", "`2027` is in the future"),
        ("indicator value women-seats 31.4 --period 2025 --group sex", "`sex` is no group"),
        ("indicator value women-seats 24.00 --period 2020 --baseline --public", "is 24.0 already"),
        ("indicator value women-seats 3 --period 2025 --evidence ftp://x", "is no source"),
        (
            "indicator value women-seats 3 --period 2025 --evidence javascript:alert(1)",
            "is no source",
        ),
        ("indicator value women-seats 3 --period 2025 --evidence /nofile.pdf", "is no source"),
        ("indicator add law 'Again' --kind process", "there is an indicator `law` already"),
        ("indicator value law 31.4.1", "is no figure of this indicator"),
        ("indicator value women-seats 31,4", "is no figure of this indicator"),
        ("indicator value women-seat 31.4", "did you mean `women-seats`?"),
        ("indicator value women-seats 31.4 --by nhri", "needs its source"),
    ] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains(said), "`{words}`: {ran}");
    }
    assert!(world.ok("verify").contains("The file is as it was written"));
}

/// The plan by recommendation, and the mid-term report, name what is done, by whom, by when.
#[test]
fn papers_tell_what_is_done() {
    let world = planned();
    world.ok("lead set EX:27 moj --public");
    world.ok("publish NHRAP");
    let plan = world.ok("report --template plan --format md");
    for said in
        ["NHRAP:1 Draft the quota bill (not reported)", "| Ministry of Justice |", "| March 2027 |"]
    {
        assert!(plan.contains(said), "{said}\n{plan}");
    }
    let midterm = world.ok("report --template midterm --format md");
    assert!(!midterm.contains("NHRAP:1") && midterm.contains("Draft the quota bill"), "{midterm}");
}

/// A plan's words are typed and read wherever the set is a plan, and there alone.
#[test]
fn a_plan_is_asked_in_its_own_words() {
    let world = World::example();
    let ids = |words: &str| -> Vec<String> {
        let told = world.json(words);
        let rows = told["tables"]["items"].as_array().unwrap().iter();
        rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let completed = ids("list --set EXP --status completed");
    assert_eq!(completed, ids("list --set EXP --status implemented"));
    assert!(completed.contains(&"EXP:3".to_owned()), "{completed:?}");
    let both = ids("list --set EXP --status completed,under-way");
    assert!(both.len() > completed.len(), "{both:?}");
    let told = world.ok("list --set EXP --status under-way --format md");
    assert!(told.contains("status under-way"), "in the words in which it was asked: {told}");
    for (words, said) in [
        ("list --set EX --status completed", "`completed` is said of actions, and `EX` is none"),
        ("list --status completed", "`completed` is said of actions"),
        ("status set EXP:1 dropped", "upr action drop"),
    ] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains(said), "`{words}`: {ran}");
    }
    world.ok("status set EXP:1 completed --note 'the bill was tabled'");
    let ran = world.upr("undo --dry-run");
    let ran = if ran.code == 0 { ran } else { world.upr("undo") };
    assert!(ran.stderr.contains("status completed since"), "{ran}");
}
