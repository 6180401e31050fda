//! Files as people really have them: each a fault that was met, made small.

mod documents;
mod trackers;

use super::*;

/// A world whose `my.db` holds twenty-two made-up items, set SVN4.
pub(super) fn base(name: &str) -> World {
    let world = World::new();
    std::fs::copy(fixture(&format!("field/{name}")), world.path("my.db")).unwrap();
    world
}

pub(super) fn field(name: &str) -> PathBuf {
    fixture(&format!("field/{name}"))
}

/// Imports a file into a copy of the base; gives the world, the run and the account.
#[track_caller]
pub(super) fn taken(name: &str, options: &str) -> (World, Ran, Value) {
    let world = base("base.db");
    let ran = run(&world, &[field(name)], options);
    assert_eq!(ran.code, 0, "{name}: {ran}");
    let account = serde_json::from_str(&ran.stdout).unwrap();
    (world, ran, account)
}

/// Sees that a file is refused with these words and nothing is written.
#[track_caller]
pub(super) fn refused(name: &str, options: &str, words: &[&str]) {
    let world = base("base.db");
    // The base is older than the program: its first command brings it up to date.
    run(&world, &[field(name)], options);
    let before = std::fs::read(world.path("my.db")).unwrap();
    let ran = run(&world, &[field(name)], options);
    assert_eq!(ran.code, 1, "{name}: {ran}");
    for word in words {
        assert!(ran.stderr.contains(word) || ran.stdout.contains(word), "{name}: `{word}`: {ran}");
    }
    assert!(before == std::fs::read(world.path("my.db")).unwrap(), "{name}: nothing is written");
}

pub(super) fn item(world: &World, name: &str) -> Value {
    world.json(&format!("show {name}"))["facts"].clone()
}

pub(super) fn warnings(account: &Value) -> String {
    account["tables"]["warnings"].to_string()
}

#[test]
fn kinds_that_are_not_read_are_named_with_the_next_step() {
    refused("F1_matrix.doc", "", &["Word 97", "save it as .docx"]);
    refused("F13_scan.pdf", "", &["no text (a scan)", "ocrmypdf"]);
    refused("B6_password.xlsx", "", &["protected by a password"]);
    refused("F13_scan.pdf", "--from wg-report", &["no text (a scan)"]);
}

#[test]
fn workbooks_of_any_make_are_read_whole() {
    for (name, changed) in [
        ("B10_dimension_A0.xlsx", 1),
        ("B20_twelve_rows_above.xlsx", 1),
        ("B17_total_row.xlsx", 1),
        ("B1_two_sheets_ours.xlsx", 2),
        ("B4_sheet.ods", 0),
        ("B5_html_table.xls", 1),
    ] {
        let (_, _, account) = taken(name, "");
        assert_eq!(counts(&account), [0, changed, 22 - changed], "{name}");
    }
    let (_, _, account) = taken("B17_total_row.xlsx", "");
    assert!(warnings(&account).contains("a row of totals: passed over"));
    let (_, _, account) = taken("B1i_two_sheets_upr_info.xlsx", "");
    assert_eq!(counts(&account), [2, 0, 0]);
    refused("B19_formula_no_value.xlsx", "", &["formula without a value in cell M2"]);
}

#[test]
fn texts_are_read_in_the_character_set_they_are_in() {
    let (world, ran, account) = taken("B3_cp1250.csv", "");
    assert_eq!(counts(&account), [0, 1, 21]);
    let note = &world.json("show SVN4:140.1 --internal")["tables"]["history"][0]["note"];
    assert_eq!(note, "Návrh zákona – „prvé čítanie“ 5,5 %");
    assert!(ran.stderr.contains("read as Windows-1250 (line 2: `"), "{ran}");
    // The user may say which it is; a wrong word is refused with others.
    let (world, ran, _) = taken("B3_cp1250.csv", "--encoding cp1250");
    assert!(ran.stderr.contains("read as Windows-1250, as was said"), "{ran}");
    let note = &world.json("show SVN4:140.1 --internal")["tables"]["history"][0]["note"];
    assert_eq!(note, "Návrh zákona – „prvé čítanie“ 5,5 %");
    let ran = run(&world, &[field("B3_cp1250.csv")], "--encoding klingon");
    assert!(ran.code == 2 && ran.stderr.contains("windows-1250"), "{ran}");
    refused("B3_cp1250.csv", "--encoding utf-8", &["not in the character set", "line 2"]);
    // What reads well in none is asked about, and nothing is written.
    let world = base("base.db");
    let row = b"id,status,note\nSVN4:140.1,in-progress,Projet d\x82pos\x82 \x85 l'\x82t\x82\n";
    std::fs::write(world.path("dos.csv"), row).unwrap();
    let ran = run(&world, &[world.path("dos.csv")], "");
    assert!(ran.code == 1 && ran.stderr.contains("--encoding NAME"), "{ran}");
}

#[test]
fn a_note_that_no_cell_holds_is_named_with_its_item() {
    let (world, ..) = taken("B14_long_note.csv", "");
    let out = world.path("out.xlsx").display().to_string();
    let ran = world.upr(&format!("export xlsx --internal -o {out}"));
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stderr.contains("column `note`, row 2 (SVN4:140.1)"), "{ran}");
    assert!(ran.stderr.contains("`upr export csv` holds it whole"), "{ran}");
    assert!(!world.path("out.xlsx").exists());
    assert!(world.upr("export csv --internal").stdout.len() > 32_767);
}

#[test]
fn new_rows_go_where_they_are_told_and_a_bad_one_is_named() {
    let (world, _, account) = taken("B23_set_ignored.csv", "--create --set NEWSET");
    assert_eq!(counts(&account), [1, 0, 0]);
    assert_eq!(item(&world, "NEWSET:150.1")["set"], "NEWSET");
    let (world, _, account) = taken("B22_crash_status_on_new.csv", "--create");
    assert_eq!(counts(&account), [2, 0, 0]);
    assert_eq!(item(&world, "SVN4:150.1")["status"], "in-progress");
    // All that is wrong with a row is told at once, and nothing of it is written.
    let world = base("base.db");
    let rows = "id,text,position,status\n150.1,,Suported,Ongoig\n150.2,Build schools,Noted,\n";
    std::fs::write(world.path("bad.csv"), rows).unwrap();
    let ran = run(&world, &[world.path("bad.csv")], "--create");
    assert_eq!(ran.code, 1, "{ran}");
    let account: Value = serde_json::from_str(&ran.stdout).unwrap();
    let errors = account["tables"]["errors"].as_array().unwrap();
    let columns: Vec<&str> = errors.iter().map(|row| row["column"].as_str().unwrap()).collect();
    assert_eq!(columns, ["text", "position", "status"], "{ran}");
    assert!(ran.stderr.contains("1 row cannot be taken"), "{ran}");
}

#[test]
fn dates_are_read_by_the_order_of_their_column() {
    let (world, ran, _) = taken("B7_date_dmy.csv", "");
    assert!(ran.stderr.contains("`13/02/2025` read as 2025-02-13"), "{ran}");
    assert_eq!(item(&world, "SVN4:140.1")["since"], "2025-02-13");
    let world = base("B7s_base.db");
    let account = import(&world, &[field("B7s_swapped_date.csv")], "");
    assert_eq!(counts(&account), [0, 1, 21]);
    assert_eq!(item(&world, "SVN4:140.2")["since"], "2025-03-11");
    // What can be read two ways is asked about.
    let world = base("base.db");
    let rows = "id,status,effective_on,note\nSVN4:140.1,in-progress,03/04/2025,x\n";
    std::fs::write(world.path("two.csv"), rows).unwrap();
    let file = [world.path("two.csv")];
    let ran = run(&world, &file, "");
    assert!(ran.code == 1 && ran.stdout.contains("--dates dmy"), "{ran}");
    import(&world, &file, "--dates mdy");
    assert_eq!(item(&world, "SVN4:140.1")["since"], "2025-03-04");
}

#[test]
fn blanks_that_do_not_break_and_columns_of_ones_own_are_understood() {
    let (world, _, account) = taken("B27_nbsp_status.csv", "");
    assert_eq!(counts(&account), [0, 1, 0]);
    assert_eq!(item(&world, "SVN4:140.1")["status"], "in-progress");
    let (_, _, account) = taken("B28_own_column_added.csv", "");
    assert_eq!(counts(&account), [0, 1, 0]);
    assert!(warnings(&account).contains("Responsible unit"));
}

#[test]
fn matrices_with_merged_cells_numbers_apart_rights_and_goals() {
    for name in ["B2_matrix_position_merged.docx", "B29_matrix_number_column.docx"] {
        let (world, _, account) = taken(name, "");
        assert_eq!(counts(&account), [4, 0, 0], "{name}");
        assert_eq!(item(&world, "SVN4:150.20")["position"], "supported", "{name}");
    }
    let (world, _, account) = taken("B12_soft_hyphen_hidden.docx", "");
    assert!(warnings(&account).contains("hidden text is left out"));
    assert_eq!(item(&world, "SVN4:150.1")["text"], "Ratify the convention on domestic work");
    let (world, _, account) = taken("F2_matrix_cycle2_rights.docx", "");
    assert_eq!(counts(&account), [4, 0, 0]);
    let shown = world.json("show SVN4:150.3");
    assert_eq!(shown["facts"]["position"], "partially-supported");
    assert_eq!(shown["tables"]["items"][0]["recommending_states"], "Chile; Kenya");
    let (world, _, _) = taken("F4_matrix_sdg_codes.docx", "");
    let rows = world.json("list --set SVN3 --sdg 16");
    assert_eq!(rows["tables"]["items"].as_array().unwrap().len(), 4);
}

/// The senders of an item, as a list prints them.
pub(super) fn senders(world: &World, name: &str) -> String {
    world.json(&format!("show {name}"))["tables"]["items"][0]["recommending_states"].to_string()
}

#[test]
fn exports_of_today_and_of_other_programs_are_read() {
    let (world, _, account) = taken("F8_pandas_floats.csv", "");
    assert_eq!(counts(&account), [1, 0, 0]);
    assert_eq!(item(&world, "SVN2:n1")["position"], "supported");
    let (world, _, account) = taken("F15_uwazi.csv", "--set UWAZI");
    assert_eq!(counts(&account), [3, 0, 0]);
    let shown = world.json("show UWAZI:n1");
    assert_eq!(shown["tables"]["items"][0]["recommending_states"], "Chile; Kenya");
    assert_eq!(item(&world, "UWAZI:n2")["position"], "not-supported");
    let (world, _, account) = taken("F16_uhri_numbers.xlsx", "--set UHRI");
    assert_eq!(counts(&account), [7, 0, 0]);
    for number in ["96.21", "97", "98", "140.7", "140.8", "140.9", "140.10"] {
        assert_eq!(item(&world, &format!("UHRI:{number}"))["ref"], number);
    }
    let (world, _, account) = taken("F11_uhri_es.json", "--set UHRIES");
    assert_eq!(counts(&account), [2, 0, 0]);
    assert_eq!(item(&world, "UHRIES:50.2")["position"], "noted");
    assert_eq!(item(&world, "UHRIES:50.2")["state"], "Slovenia");
}

#[test]
fn todays_names_of_issues_responses_and_sessions_are_understood() {
    let world = base("base.db");
    let rows = "Title,State under review,Recommending state,Recommendation,Response,Issues,Action \
        category,Cycle,Session\na,Slovenia,Chile|Kenya,Adopt a plan,Partially Supported,Asylum seekers \
        and refugees|Women\u{2019}s rights|HIV/AIDS|Persons with disabilities,4.0,3,3rd cycle - session 40\n";
    std::fs::write(world.path("u.csv"), rows).unwrap();
    assert_eq!(counts(&import(&world, &[world.path("u.csv")], "")), [1, 0, 0]);
    let shown = item(&world, "SVN3:n1");
    assert_eq!(shown["position"], "partially-supported");
    let row = world.json("show SVN3:n1")["tables"]["items"][0].to_string();
    for issue in ["asylum-seekers-refugees", "womens-rights", "hiv-aids", "disabilities"] {
        assert!(row.contains(issue), "{issue}: {row}");
    }
}
