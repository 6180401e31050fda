//! `list`, `show`, `search`, `report`, `timeline`, `calendar`, `link list`, `export`.

use serde_json::Value;

use super::support::World;

/// The values of one column of a table.
fn column<'a>(answer: &'a Value, table: &str, key: &str) -> Vec<&'a str> {
    let rows = answer["tables"][table].as_array().unwrap_or_else(|| panic!("no table {table}"));
    rows.iter().map(|row| row[key].as_str().unwrap_or_default()).collect()
}

#[test]
fn the_status_chooses_in_every_answer() {
    let world = World::example();
    let ids = |words: &str, table: &str| {
        let answer = world.upr_at("2027-01-01T12:00:00Z", &format!("{words} --format json"));
        assert_eq!(answer.code, 0, "{words}: {answer}");
        let answer: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
        let rows = answer["tables"][table].as_array().unwrap().clone();
        let ids: std::collections::BTreeSet<String> =
            rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
        ids
    };
    for status in ["regressed", "implemented", "not-assessed"] {
        let chosen = ids(&format!("list --status {status}"), "items");
        assert!(!chosen.is_empty(), "{status}");
        for (words, table) in [
            ("status log", "history"),
            ("changes --since 2024", "changes"),
            ("evidence list --set EX", "evidence"),
            ("export json --what history", "history"),
            ("export json --what evidence", "evidence"),
        ] {
            let found = ids(&format!("{words} --status {status}"), table);
            let whole =
                |id: &String| id.trim_end_matches(|c: char| c.is_ascii_lowercase()).to_owned();
            let fits = |id: &String| chosen.contains(id) || chosen.contains(&whole(id));
            assert!(found.iter().all(fits), "{words} {status}: {found:?}");
            assert!(found.len() < ids(words, table).len(), "{words} {status}");
            assert!(status == "not-assessed" || !found.is_empty(), "{words} {status}");
        }
    }
    assert_eq!(ids("status log --status no-information --theme food", "history").len(), 0);
}

#[test]
fn what_a_file_says_of_when_and_by_whom_is_whole() {
    let world = World::example();
    let list = world.ok("list --known-at 2025-03 --format md");
    assert!(list.contains("as known at 2025-03-31T23:59:59Z"), "{list}");
    assert_eq!(world.json("list --known-at 2025-03")["facts"]["known_at"], "2025-03-31T23:59:59Z");
    let seeded = World::seeded();
    let calendar = seeded.json("calendar");
    let dates = calendar["tables"]["calendar"].as_array().unwrap();
    assert!(dates.iter().any(|row| row["date"].is_null()), "{calendar}");
    assert!(seeded.ok("calendar").contains("undated"));
    // A component that is named has its own lineage; an offer is made by whoever makes it.
    let lineage = seeded.json("lineage 1a 34");
    let rows = lineage["tables"]["lineage"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["id"] == "HC19:1a"), "{lineage}");
    let offers = seeded.json("lineage GA62:4d").to_string();
    assert!(offers.contains("\"by\":\"Acting High Commissioner\""), "{offers}");
}

#[test]
fn the_letters_56_areas_are_there_unassessed_and_in_order() {
    let world = World::seeded();
    let answer = world.json("report");
    assert_eq!(answer["facts"]["items"], 56);
    assert_eq!(answer["facts"]["assessed"], 0);
    assert_eq!(answer["facts"]["state"], "Democratic People's Republic of Korea");
    assert_eq!(answer["facts"]["period_end"], "2024-11-07");
    assert_eq!(answer["facts"]["next_milestone_on"], "2027-03");
    assert_eq!(answer["facts"]["next_review"], "undated");
    assert_eq!(answer["facts"]["days_left"], 440, "to the last day of March 2027");
    let expected: Vec<String> = (1..=56).map(|number| format!("HC19:{number}")).collect();
    assert_eq!(column(&answer, "items", "id"), expected);
    let statuses = answer["tables"]["statuses"].as_array().unwrap();
    assert_eq!(statuses.len(), 7);
    assert_eq!(statuses[0]["status"], "not-assessed");
    assert_eq!(statuses[0]["items"], 56);
    assert_eq!(statuses[5]["share_of_assessed"], Value::Null, "no share below five");
    assert_eq!(statuses[5]["share_of_all"], Value::Null, "no 0 % of what nobody assessed");
    assert_eq!(answer["tables"]["themes"].as_array().unwrap().len(), 17);
}

#[test]
fn children_stand_under_their_heading_and_elsewhere() {
    let world = World::seeded();
    let answer = world.json("report --theme children");
    assert_eq!(
        column(&answer, "items", "id"),
        ["HC19:48", "HC19:49", "HC19:50", "HC19:51", "HC19:52"]
    );
    assert_eq!(
        column(&answer, "concerning", "id"),
        [
            "HC19:1j", "HC19:1k", "HC19:3", "HC19:28", "HC19:37", "HC19:38", "HC19:39", "HC19:40",
            "HC19:41", "HC19:43", "HC19:54", "HC19:55"
        ]
    );
    let text = world.ok("report --theme 'Rights of the Child'");
    let sentence = "5 under the heading; 10 more items and 2 components that concern children (own classification).";
    assert!(text.contains(sentence), "{text}");
    let women = world.json("list --theme women");
    assert!(column(&women, "items", "id").contains(&"HC19:1i"), "the group of the same name");
}

#[test]
fn every_set_of_the_seeds_has_its_items() {
    let world = World::seeded();
    let answer = world.json("set list");
    let figures: Vec<_> = answer["tables"]["sets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|set| {
            let number = |key: &str| set[key].as_i64().unwrap();
            (set["key"].as_str().unwrap(), number("items"), number("counted"), number("components"))
        })
        .collect();
    let expected = [
        ("HC19", 56, 56, 14),
        ("HC19L", 13, 6, 0),
        ("GA62", 7, 7, 14),
        ("GA62C", 10, 0, 0),
        ("HC04", 5, 0, 0),
        ("HC07", 5, 0, 0),
        ("HC08", 9, 1, 0),
    ];
    assert_eq!(figures, expected);
}

#[test]
fn search_folds_word_forms_and_accents_and_fears_no_character() {
    let world = World::seeded();
    let found = world.json("search prisons");
    assert_eq!(column(&found, "items", "id"), ["HC19:16", "GA62C:1b-i"]);
    assert!(column(&found, "items", "found")[0].contains("«prison» camps"));
    assert_eq!(column(&world.json("search opcat"), "items", "id"), ["HC19:1b"]);
    assert!(!column(&world.json("search 'childrén'"), "items", "id").is_empty());
    for words in ["'\"'", "'*'", "'?!'", "'(((('", "'%_'"] {
        let ran = world.upr(&format!("search {words} --format csv"));
        assert_eq!((ran.code, ran.stdout.lines().count()), (0, 1), "{words}: {ran}");
    }
    for words in ["'prison\" OR 1=1'", "'NEAR(prison'", "'text:prison'", "'prison*'", "'pri-son'"] {
        assert_eq!(world.upr(&format!("search {words}")).code, 0, "{words}");
    }
}

#[test]
fn a_ref_may_be_written_in_several_ways_and_nothing_is_guessed() {
    let world = World::seeded();
    for name in ["48", "HC19:48", "hc19:48"] {
        assert_eq!(world.json(&format!("show {name}"))["facts"]["id"], "HC19:48");
    }
    assert_eq!(world.json("show 4c")["facts"]["id"], "GA62:4c", "only one set has it");
    let ran = world.refused("show 5a-5z");
    assert!(ran.stderr.contains("no item") || ran.stderr.contains("ambiguous"), "{ran}");
    let ran = world.refused("show 5a");
    assert!(ran.stderr.contains("ambiguous: HC19L:5a, HC08:5a"), "{ran}");
    let ran = world.refused("show HC19:481");
    assert!(ran.stderr.contains("did you mean `HC19:48`"), "{ran}");
}

#[test]
fn show_tells_lineage_and_says_where_there_is_none() {
    let world = World::seeded();
    let text = world.ok("show 34");
    assert!(text.contains("asked earlier in (own)") && text.contains("GA62:3-iv"), "{text}");
    let text = world.ok("show 48");
    assert!(text.contains("No earlier demand in this file."), "{text}");
    assert!(!text.contains("asked first"));
    let later = world.json("show GA62:4e");
    assert_eq!(column(&later, "later", "other"), ["HC19:35"]);
}

#[test]
fn the_timeline_keeps_precision_and_words() {
    let world = World::seeded();
    let answer = world.json("timeline");
    let dates = column(&answer, "timeline", "date");
    assert_eq!(dates.len(), 39);
    for date in ["2003-08-08", "2003-12-30", "before 2006-12-06", "2016", "2019-05", "2019-11-28"] {
        assert!(dates.contains(&date), "{date} in {dates:?}");
    }
    let text = serde_json::to_string(&answer).unwrap();
    assert!(text.contains("unable to accept"));
    assert!(text.contains("no answer recorded"), "of the letter of 2019");
    assert!(!text.contains("rejected") && !text.contains("refused"));
}

#[test]
fn the_calendar_says_what_is_voluntary_and_what_is_undated() {
    let world = World::seeded();
    let text = world.ok("calendar --format md");
    assert!(text.contains("voluntary; date passed; none recorded"), "{text}");
    assert!(text.contains("undated"));
    assert!(!text.contains("overdue"));
    let answer = world.json("calendar");
    let days: Vec<_> = column(&answer, "calendar", "date");
    assert!(days.contains(&"2022") && !days.iter().any(|day| day.starts_with("2022-")));
}

#[test]
fn the_export_has_components_right_after_their_item() {
    let world = World::seeded();
    let csv = world.ok("export csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        header.join(", "),
        "id, set, ref, parent, state, document, kind, heading, theme, text, recommending_states, \
         position, status, effective_on, recorded_at, assessor, confidence, note, evidence, \
         other_voices, themes, groups, sdgs, issues, action_category, components, version, \
         force, actor, paragraph, speaker, spoken_on, origin, own_tags, since, last_looked_at, lead, supporting, starts_on, due_on, first_due_on, actions, \
         recommendations"
    );
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 70);
    assert_eq!((&rows[1][0], &rows[1][3]), ("HC19:1a", "HC19:1"));
    assert_eq!(&rows[12][0], "HC19:2");
    assert!(rows.iter().all(|row| &row[11] == "not-stated" && &row[12] == "not-assessed"));
}

#[test]
fn every_answer_has_every_text_format() {
    let world = World::example();
    for command in [
        "",
        "list",
        "show EX:1",
        "search school",
        "status log",
        "report",
        "changes --since 2025-01-01",
        "set list",
        "document list",
        "document show EXAMPLE/1",
        "assessor list",
        "theme list",
        "theme show children",
        "evidence list",
        "link list",
        "timeline",
        "calendar",
    ] {
        for format in ["table", "csv", "tsv", "json", "jsonl", "md"] {
            let ran = world.upr(&format!("{command} --format {format}"));
            assert_eq!(ran.code, 0, "{command} --format {format}: {ran}");
            assert!(!ran.stdout.is_empty(), "{command} --format {format}");
        }
        let table = world.ok(&format!("{command} --format table"));
        assert!(table.contains("EXAMPLE"), "`{command}` is labelled:\n{table}");
    }
}

#[test]
fn an_answer_goes_to_a_file_and_replaces_only_with_force() {
    let world = World::seeded();
    world.ok("report -o report.json");
    let first = std::fs::read_to_string(world.path("report.json")).unwrap();
    assert!(first.starts_with('{'));
    let ran = world.upr("list -o report.json");
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("`report.json` exists already"), "{ran}");
    assert_eq!(std::fs::read_to_string(world.path("report.json")).unwrap(), first);
    world.ok("list -o report.json --force");
    assert_ne!(std::fs::read_to_string(world.path("report.json")).unwrap(), first);
    for (words, told) in [
        ("list -o no/such/x.csv", "there is no folder `no/such`"),
        ("list -o home", "`home` is a folder"),
        ("list -o x.unknown", "names no format"),
    ] {
        let ran = world.refused(words);
        assert!(ran.stderr.contains(told), "{ran}");
    }
}

#[test]
fn links_are_listed_once_both_their_documents_are_there() {
    let world = World::seeded();
    let items = |words: &str| {
        let answer = world.json(words);
        let rows = answer["tables"]["links"].as_array().unwrap();
        let later = rows.iter().map(|row| row["id"].as_str().unwrap().to_owned());
        later.collect::<Vec<_>>()
    };
    assert_eq!(items("link list --as-of 2007-01-22"), ["HC04:4", "HC07:1", "HC07:4a"]);
    assert_eq!(items("link list --as-of 2007-01-21"), ["HC04:4"]);
    let before_the_letter = items("link list --as-of 2019-11-27");
    assert!(
        before_the_letter.iter().all(|item| !item.starts_with("HC19")),
        "{before_the_letter:?}"
    );
    assert_eq!(items("link list --as-of 2019-11-28"), items("link list"));

    // Of a document without a date nothing is known: its links always count.
    world.ok("set add OLD --state PRK --document OLD-1");
    world.ok("item add OLD:1 'An earlier demand'");
    world.ok("link add HC04:3 repeats OLD:1 --reason 'the same words'");
    assert!(items("link list --as-of 2007-01-21").contains(&"HC04:3".to_owned()));
}

#[test]
fn every_answer_echoes_the_day_that_was_worked_out() {
    let world = World::seeded();
    for command in ["list", "search prison", "link list", "timeline", "set list", "evidence list"] {
        let ran = world.upr(&format!("{command} --as-of 2019"));
        assert_eq!(ran.code, 0, "{command}: {ran}");
        assert!(ran.stderr.contains("as of 2019-12-31"), "{command}: {ran}");
    }
}
