//! Offices' own trackers.

use super::*;

#[test]
fn an_offices_own_tracker_comes_in() {
    // Words that may mean two things are asked about, once each, and nothing is written.
    refused(
        "F6_tracker_csv.csv",
        "--set SVN4",
        &["`Completed` (1 row)", "`Not started` (1 row)", "--word"],
    );
    let words = "--word Ongoing=in-progress --word Completed=partially-implemented --word \
                 'Not started=not-implemented' --set SVN4";
    let (world, ran, account) = taken("F6_tracker_csv.csv", words);
    assert_eq!(counts(&account), [0, 3, 0], "{ran}");
    assert!(ran.stderr.contains("`No.` as ref"), "{ran}");
    assert!(warnings(&account).contains("`Interior` is a new institution here"), "{ran}");
    assert_eq!(item(&world, "SVN4:140.20")["status"], "not-implemented");
    let shown = world.ok("show SVN4:140.20 --internal --format md");
    assert!(shown.contains("Interior"), "{shown}");
    // The second time nothing need be said, and nothing is new.
    let again = import(&world, &[field("F6_tracker_csv.csv")], "--set SVN4");
    assert_eq!(counts(&again), [0, 0, 3]);
    let maps = world.json("import --maps");
    let row = &maps["tables"]["maps"][1];
    assert_eq!(
        (row["printed"].as_str(), row["meaning"].as_str()),
        (Some("Completed"), Some("partially-implemented"))
    );
    let map = "--map number=ref --create --set NEW";
    let world = base("base.db");
    std::fs::write(world.path("t.csv"), "number;Ukrep;Stanje\n1;Adopt;Sproženo\n").unwrap();
    let file = [world.path("t.csv")];
    let options = format!("{map} --map text=Ukrep,status=Stanje --word Sproženo=in-progress");
    assert_eq!(counts(&import(&world, &file, &options)), [1, 0, 0]);
    assert_eq!(item(&world, "NEW:1")["status"], "in-progress");
    // Headings of their own, too, are remembered.
    assert_eq!(counts(&import(&world, &file, "--set NEW")), [0, 0, 1]);
    let ran = run(&world, &file, "--map text=Nikjer");
    assert!(ran.code == 1 && ran.stderr.contains("Nikjer"), "{ran}");
}

/// A workbook of rows of texts and numbers by sheet; cells that parse as numbers are numbers.
fn workbook(
    world: &World,
    sheets: &[(&str, &[&[&str]])],
    merged: &[(u32, u16, u32, u16)],
) -> PathBuf {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write(row, column, number).unwrap(),
                    Err(_) => sheet.write(row, column, *cell).unwrap(),
                };
            }
        }
        for (first, left, last, right) in merged {
            let text = rows[*first as usize][*left as usize];
            let plain = rust_xlsxwriter::Format::new();
            sheet.merge_range(*first, *left, *last, *right, text, &plain).unwrap();
        }
    }
    let path = world.path("tracker.xlsx");
    book.save(&path).unwrap();
    path
}

#[test]
fn trackers_have_titles_groups_of_heads_merged_cells_totals_and_several_sheets() {
    let world = base("base.db");
    let rows: &[&[&str]] = &[
        &["Follow-up of the third cycle", "", "", "", ""],
        &["No", "Recommendation", "Implementation", "", ""],
        &["", "", "Lead agency", "Status", "Comments"],
        &["Social rights", "", "", "", ""],
        &["140.3", "Train police officers on hate crime", "Interior", "Ongoing", "first course"],
        &["", "", "Justice", "Ongoing", "second course"],
        &["No", "Recommendation", "Lead agency", "Status", "Comments"],
        &["140.4", "Build ramps in every primary school", "Education", "Partially implemented", ""],
        &["Total", "2", "", "", ""],
    ];
    let other: &[&[&str]] = &[&["Contact", "Phone"], &["Ana", "12"]];
    let merged = [(4, 0, 5, 0), (4, 1, 5, 1)];
    let path = workbook(&world, &[("Plan", rows)], &merged);
    let ran = run(&world, &[path], "--set SVN4");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("`Ongoing` read as in-progress"), "{ran}");
    let account: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(counts(&account), [0, 2, 0], "{ran}");
    let told = warnings(&account);
    for word in ["Social rights", "the header stands here again", "a row of totals"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    let shown = world.ok("show SVN4:140.3 --internal --format md");
    for word in ["first course", "second course", "Interior", "Justice"] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    // Of several sheets those with the columns are taken, or the one that is named.
    let first: &[&[&str]] = &[
        &["No", "Recommendation", "Status"],
        &["140.1", "Adopt a national plan on older persons", "In progress"],
    ];
    let second: &[&[&str]] = &[
        &["No", "Recommendation", "Status"],
        &["140.2", "Increase the number of shelters for women", "In progress"],
    ];
    let path = workbook(&world, &[("A", first), ("B", second), ("People", other)], &[]);
    let account = import(&world, std::slice::from_ref(&path), "--set SVN4 --dry-run");
    assert_eq!(counts(&account), [0, 2, 0]);
    assert!(warnings(&account).contains("left out"), "{}", warnings(&account));
    assert_eq!(
        counts(&import(&world, std::slice::from_ref(&path), "--set SVN4 --sheet b")),
        [0, 1, 0]
    );
    let ran = run(&world, &[path], "--set SVN4 --sheet Nine");
    assert!(ran.code == 1 && ran.stderr.contains("`A`, `B`, `People`"), "{ran}");
}

#[test]
fn refs_that_a_spreadsheet_ruined_are_caught_in_trackers_too() {
    let world = base("base.db");
    // 140.10 became the number 140.1: its words are another item's.
    let texts: Vec<String> = ["140.1", "140.10"]
        .map(|label| item(&world, &format!("SVN4:{label}"))["text"].as_str().unwrap().to_owned())
        .into();
    let rows: &[&[&str]] = &[
        &["No", "Recommendation", "Status"],
        &["140.1", &texts[0], "In progress"],
        &["140.10", &texts[1], "In progress"],
    ];
    let path = workbook(&world, &[("Plan", rows)], &[]);
    let ran = run(&world, &[path], "--set SVN4");
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stdout.contains("SVN4:140.10"), "{ran}");
    // In a set that is new the order tells.
    let rows: &[&[&str]] = &[
        &["No", "Recommendation", "Status"],
        &["7.8", "One", "In progress"],
        &["7.9", "Two", "In progress"],
        &["7.10", "Three", "In progress"],
        &["7.11", "Four", "In progress"],
    ];
    let path = workbook(&world, &[("Plan", rows)], &[]);
    let ran = run(&world, &[path], "--set NEW --create");
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stdout.contains("7.10"), "{ran}");
    // A number of their own is none of ours: the words tell which item it is.
    let rows: &[&[&str]] =
        &[&["No", "Recommendation", "Status"], &["17", &texts[1], "In progress"]];
    let path = workbook(&world, &[("Plan", rows)], &[]);
    assert_eq!(counts(&import(&world, &[path], "--set SVN4")), [0, 1, 0]);
    assert_eq!(item(&world, "SVN4:140.10")["status"], "in-progress");
}
