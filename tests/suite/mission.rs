//! What the five commands of the mission say, to the letter, in a file with the seeds.

use expect_test::expect_file;

use crate::support::World;

/// The output, without the hash of the newest entry: any new row of the seeds makes another.
fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once(", fingerprint ") {
        Some((entry, _)) => format!("{entry}, fingerprint …"),
        None => line.to_owned(),
    });
    lines.map(|line| line + "\n").collect()
}

/// The same of a sheet, whose last part of a version is the beginning of a hash.
fn sheet(text: &str) -> String {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let head = rows.headers().unwrap().clone();
    let version = head.iter().position(|column| column == "version").unwrap();
    let mut written = csv::Writer::from_writer(Vec::new());
    written.write_record(&head).unwrap();
    for row in rows.records() {
        let row = row.unwrap();
        let cells = row.iter().enumerate().map(|(at, cell)| match cell.split_once('-') {
            Some((number, _)) if at == version => format!("{number}-…"),
            _ => cell.to_owned(),
        });
        written.write_record(cells).unwrap();
    }
    String::from_utf8(written.into_inner().unwrap()).unwrap()
}

#[test]
fn the_five_commands_say_what_they_said_before() {
    let world = World::seeded();
    expect_file!["mission/report.txt"].assert_eq(&plain(&world.ok("report")));
    let children = plain(&world.ok("report --theme children"));
    expect_file!["mission/report_children.txt"].assert_eq(&children);
    expect_file!["mission/show_48.txt"].assert_eq(&plain(&world.ok("show 48")));
    let set = "status set 48 in-progress --note 'a draft law was tabled'";
    expect_file!["mission/status_set.txt"].assert_eq(&format!("{}\n", world.upr(set)));
    expect_file!["mission/show_48_after.txt"].assert_eq(&plain(&world.ok("show 48")));
    expect_file!["mission/export.csv"].assert_eq(&sheet(&world.ok("export csv")));
    // New columns come at the end: what a script read by its place stays there.
    let export = world.ok("export csv");
    let first = "id,set,ref,parent,state,document,kind,heading,theme,text,recommending_states,position,status,effective_on,recorded_at,assessor,confidence,note,evidence,other_voices,themes,groups,sdgs,issues,action_category,components,version,";
    assert!(export.starts_with(first), "{}", export.lines().next().unwrap_or_default());
}
