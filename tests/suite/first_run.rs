//! The first command on a machine that never saw the program.

use expect_test::expect;

use super::support::World;

#[test]
fn a_report_needs_no_set_up() {
    let world = World::new();
    let ran = world.upr("report");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("56 areas, none assessed"), "{ran}");
    assert!(ran.stdout.contains("56 areas addressed to the Democratic People's Republic of Korea"));
    assert!(ran.stdout.contains("The period under review ended on 7 November 2024"));
    assert!(world.path("home/.local/share/upr/upr.db").exists());
    let again = world.upr("report");
    assert_eq!(again.stderr, "", "the second time there is nothing to say");
    assert_eq!(again.stdout, ran.stdout);
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::seeded();
    world.ok("list --format csv -o out.csv");
    for name in ["my.db", "out.csv"] {
        let mode = std::fs::metadata(world.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn eight_first_commands_at_once_all_succeed() {
    let world = World::new();
    let children: Vec<_> = (0..8)
        .map(|_| {
            let mut command = world.command();
            command.args(["list", "--format", "csv"]);
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{stderr}");
        assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 57);
    }
    let left: Vec<_> = std::fs::read_dir(world.path("home/.local/share/upr"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["upr.db"], "nothing temporary is left");
}

#[test]
fn a_file_that_was_named_is_never_made_by_a_slip() {
    let world = World::new();
    expect![[r#"
        --- stderr ---
        error: there is no file `slip.db`
        hint: `upr init --db slip.db` makes it
        --- exit 1 ---"#]]
    .assert_eq(&world.upr("report --db slip.db").to_string());
    assert!(!world.path("slip.db").exists());
    world.ok("init --db here.db");
    let again = world.refused("init --db here.db");
    assert!(again.stderr.contains("`here.db` exists already"), "{again}");
}

#[test]
fn a_file_in_this_folder_comes_before_the_default_one() {
    let world = World::new();
    world.ok("init --db upr.db --example");
    assert!(world.ok("list").contains("EX: EXAMPLE"));
    assert!(!world.path("home/.local/share/upr/upr.db").exists());
}

#[test]
fn version_and_help_touch_no_file() {
    let world = World::new();
    assert!(world.ok("--version").starts_with("upr "));
    assert!(world.ok("--help").contains("Examples:"));
    assert!(world.ok("status set --help").contains("Examples:"));
    assert_eq!(std::fs::read_dir(world.path("home")).unwrap().count(), 0);
}

#[test]
fn an_empty_file_has_the_lists_but_no_set() {
    let world = World::new();
    world.ok(
        "init --db my.db --empty --state SVN --owner 'Human Rights Ombudsman' --owner-kind nhri",
    );
    assert!(
        world.ok("owner").contains("Human Rights Ombudsman (national human rights institution)")
    );
    assert_eq!(world.json("set list")["tables"]["sets"].as_array().unwrap().len(), 0);
    assert_eq!(
        world.json("theme list --vocabulary sdg")["tables"]["terms"].as_array().unwrap().len(),
        186
    );
    world.ok("set add SVN3 --state Slovenia --document A/HRC/43/15 --period 2020-03-12..2024-11");
    world.ok("item add SVN3:126.2 'Ratify the Convention' --from-state France");
    world.ok("item add SVN3:126.20 'Adopt a law' --from-state 'Iran (Islamic Republic of)'");
    world.ok("item add SVN3:126.10 'Ensure access'");
    let csv = world.ok("export csv");
    let refs: Vec<_> = csv.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
    assert_eq!(refs, ["126.2", "126.10", "126.20"], "sorted as people count");
    assert!(csv.contains("France") && csv.contains("Iran (Islamic Republic of)"));
}
