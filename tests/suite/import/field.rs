//! Files as people really have them: each a fault that was met, made small.

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

const SPANISH: &str = "Naciones Unidas\nA/HRC/61/9\nAsamblea General\nDistr. general\n3 de abril de 2025\n\
    Consejo de Derechos Humanos\n59º período de sesiones\n\
    Informe del Grupo de Trabajo sobre el Examen Periódico Universal*\n\n\tHonduras\n\n\
    Introducción\n1.\tEl Grupo de Trabajo sobre el Examen Periódico Universal, establecido de \
    conformidad con la resolución 5/1 del Consejo de Derechos Humanos, celebró su 48º período de \
    sesiones del 20 al 31 de enero de 2025. El examen de Honduras se llevó a cabo en la quinta \
    sesión, el 21 de enero de 2025. En su décima sesión, celebrada el 24 de enero de 2025, el Grupo \
    de Trabajo aprobó el informe sobre Honduras.\n\nII.\tConclusiones y/o recomendaciones\n\
    98.\tLas recomendaciones que figuran a continuación han sido examinadas por Honduras y cuentan \
    con su apoyo:\n98.1\tRatificar el Convenio sobre los trabajadores domésticos (Chile) (España) \
    (Bosnia y Herzegovina);\n98.2\tAprobar un plan nacional (Reino Unido de Gran Bretaña e Irlanda \
    del Norte).\n99.\tLas siguientes recomendaciones no cuentan con el apoyo de Honduras, por lo \
    que se toma nota de ellas:\n99.1\tAbolir la detención de migrantes (Kenya).\n\
    100.\tHonduras examinará las siguientes recomendaciones y les dará respuesta a su debido \
    tiempo:\n100.1\tReformar el código penal (Níger).\n\
    101.\tTodas las conclusiones y/o recomendaciones que figuran en el presente informe reflejan la \
    posición de los Estados que las formularon.\nIII.\tPromesas y compromisos voluntarios\n\
    102.\tHonduras se compromete a publicar un plan.\nAnexo\nComposición de la delegación\n";

#[test]
fn reports_in_french_and_spanish_are_read() {
    let (world, ran, account) = taken("B24_report_fr.txt", "--set FR");
    assert!(ran.stderr.contains("a Working Group report"), "{ran}");
    assert_eq!(counts(&account), [3, 0, 0], "{ran}");
    assert_eq!(item(&world, "FR:140.1")["position"], "supported");
    assert_eq!(item(&world, "FR:141.1")["position"], "noted");
    assert_eq!(item(&world, "FR:140.2")["text"], "Construire des écoles dans chaque commune");
    assert_eq!(senders(&world, "FR:140.2"), "\"Côte d'Ivoire; Japan\"");
    let world = base("base.db");
    std::fs::write(world.path("es.txt"), SPANISH).unwrap();
    let account = import(&world, &[world.path("es.txt")], "");
    let set = account["tables"]["sets"][0]["set"].as_str().unwrap().to_owned();
    assert_eq!((set.as_str(), counts(&account)), ("HND4", [5, 0, 0]), "{account}");
    for (label, position, states) in [
        ("98.1", "supported", "Chile; Spain; Bosnia and Herzegovina"),
        ("98.2", "supported", "United Kingdom of Great Britain and Northern Ireland"),
        ("99.1", "noted", "Kenya"),
        ("100.1", "pending", "Niger"),
        ("102", "not-stated", ""),
    ] {
        let name = format!("HND4:{label}");
        assert_eq!(item(&world, &name)["position"], position, "{name}");
        if !states.is_empty() {
            assert_eq!(senders(&world, &name), format!("\"{states}\""), "{name}");
        }
    }
    assert_eq!(item(&world, "HND4:102")["kind"], "commitment");
    assert_eq!(item(&world, "HND4:98.1")["document"], "A/HRC/61/9");
}

#[test]
fn a_matrix_saved_as_text_is_put_together_again() {
    let (world, ran, account) = taken("F5_matrix_saved_as_text.txt", "--state SVN --set SVN5");
    assert_eq!(counts(&account), [1, 0, 0], "{ran}");
    let shown = world.json("show SVN5:150.1");
    assert_eq!(shown["facts"]["position"], "supported");
    assert_eq!(shown["facts"]["text"], "Ratify the convention on domestic work");
    assert_eq!(senders(&world, "SVN5:150.1"), "\"Chile\"");
    let text = "UPR of Slovenia (3rd Cycle – 34th Session)\nRecommendation\nPosition\nFull list of \
        themes\nAssessment/comments on level of implementation\nTheme: B31 Equality\n150.1 Adopt a \
        law (Chile);\nSource of position: A/HRC/60/99/Add.1 - Para. 3\nSupported\nB31 Equality\n\
        S16 SDG 16 - peace, justice and strong institutions\nAffected persons:\n- women\n\
        Partially implemented. A law was drafted.\nIt is in parliament.\n150.12 Train the police\n\
        (Kenya);\nNoted\nB31 Equality\n";
    std::fs::write(world.path("m.txt"), text).unwrap();
    let account = import(&world, &[world.path("m.txt")], "--set SVN6 --by state");
    assert_eq!(counts(&account), [2, 0, 0]);
    assert_eq!(item(&world, "SVN6:150.12")["position"], "noted");
    assert_eq!(senders(&world, "SVN6:150.12"), "\"Kenya\"");
    let tags = world.json("show SVN6:150.1")["tables"]["items"][0].to_string();
    assert!(tags.contains("\"sdgs\":\"16\"") && tags.contains("women"), "{tags}");
    let told = world.ok("show SVN6:150.1 --internal --format md");
    assert!(told.contains("A law was drafted"), "{told}");
    // Heads without rows are named for what they are.
    let heads = "Recommendation\nPosition\nFull list of themes\nAssessment/comments\n";
    std::fs::write(world.path("m.txt"), heads).unwrap();
    let ran = run(&world, &[world.path("m.txt")], "");
    assert!(ran.code == 1 && ran.stderr.contains("matrix that was saved as text"), "{ran}");
}

#[test]
fn concluding_observations_are_items_by_paragraph() {
    let world = base("base.db");
    let text = "CRC/C/SVN/CO/9\nDistr.: General\n7 June 2024\nCommittee on the Rights of the Child\n\
        Concluding observations on the combined fifth and sixth periodic reports of Slovenia*\n\n\
        1. The Committee considered the reports.\n\nLegislation\n\n2. The Committee recommends that \
        the State party:\n(a) Adopt a plan;\n(b) Allocate means.\n\n3. It welcomes the visit.\n";
    std::fs::write(world.path("co.txt"), text).unwrap();
    let ran = run(&world, &[world.path("co.txt")], "");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("1 of 3 paragraphs ask for something"), "{ran}");
    let shown = item(&world, "CRC-C-SVN-CO-9:2");
    assert_eq!(shown["state"], "Slovenia");
    assert_eq!(shown["paragraph"], "2");
    assert_eq!(shown["position"], "not-stated");
    assert!(shown["text"].as_str().unwrap().ends_with("(a) Adopt a plan; (b) Allocate means."));
    let again = import(&world, &[world.path("co.txt")], "");
    assert_eq!(counts(&again), [0, 0, 1]);
}

#[test]
fn senders_within_a_sentence_stay_and_matching_ignores_them() {
    let world = base("base.db");
    let report = "A/HRC/61/9\nReport of the Working Group on the Universal Periodic Review\nSlovenia\n\
        II. Conclusions and/or recommendations\n7. The recommendations below enjoy the support of \
        Slovenia:\n7.1 Ratify the convention (Chile) and do so as soon as possible (France);\n\
        7.2 Train the police (Kenya).\n";
    std::fs::write(world.path("r.txt"), report).unwrap();
    assert_eq!(counts(&import(&world, &[world.path("r.txt")], "--set X")), [2, 0, 0]);
    assert_eq!(
        item(&world, "X:7.1")["text"],
        "Ratify the convention (Chile) and do so as soon as possible"
    );
    assert_eq!(senders(&world, "X:7.1"), "\"Chile; France\"");
    let rows = "To,Text,From,Response,Action,Issue,Session\nSlovenia,Ratify the convention and do so as \
        soon as possible,France,Supported,2,Treaty bodies,48\n";
    std::fs::write(world.path("u.csv"), rows).unwrap();
    assert_eq!(counts(&import(&world, &[world.path("u.csv")], "--set X")), [0, 1, 0]);
}

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

#[test]
fn comments_and_texts_in_other_languages_come_in() {
    let world = base("base.db");
    let rows = "No.,Recommendation,Status,Comments,Besedilo\n140.1,Adopt a national plan on older \
        persons,,asked the ministry,Sprejeti načrt\n";
    std::fs::write(world.path("t.csv"), rows).unwrap();
    let file = [world.path("t.csv")];
    let map = "--set SVN4 --map text:sl=Besedilo";
    let account =
        import(&world, &file, &format!("{map} --map ref=No.,text=Recommendation,note=Comments"));
    assert_eq!(counts(&account), [0, 1, 0], "{account}");
    assert_eq!(counts(&import(&world, &file, "--set SVN4")), [0, 0, 1]);
    let list = world.ok("remark list --set SVN4 --internal --format csv");
    assert!(list.contains("asked the ministry"), "{list}");
    assert!(
        !world.ok("remark list --set SVN4 --format csv").contains("asked"),
        "internal by default"
    );
    let list = world.ok("list --set SVN4 --lang sl --format csv");
    assert!(list.contains("Sprejeti načrt") && list.contains("Increase the number"), "{list}");
    assert!(!world.ok("list --set SVN4 --format csv").contains("Sprejeti"));
    let shown = world.ok("show SVN4:140.1 --format md");
    assert!(shown.contains("Sprejeti načrt") && shown.contains("Adopt a national plan"), "{shown}");
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
