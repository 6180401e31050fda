//! What grows with the file, and what does not.

use super::support::World;

/// A file with a set of so many items.
pub(crate) fn large(items: usize) -> World {
    let world = World::new();
    let mut sheet = "id,set,state,kind,text\n".to_owned();
    for at in 1..=items {
        sheet.push_str(&format!("{at},BIG,Slovenia,recommendation,Ratify treaty number {at}\n"));
    }
    std::fs::write(world.path("big.csv"), sheet).unwrap();
    world.ok("init --empty");
    world.ok("import big.csv --from sheet --create --set BIG --state SVN");
    world
}

#[test]
fn a_list_that_nobody_reads_on_pages_goes_to_the_workbook() {
    let world = large(2_001);
    let ran = world.upr("report --set BIG --format md");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(!ran.stdout.contains("treaty number"), "{ran}");
    assert!(ran.stdout.contains("The list of all 2001 stands in the workbook"), "{ran}");
    assert!(ran.stderr.contains("`-o report.xlsx` has it, `--all-items` prints it"), "{ran}");
    let whole = world.ok("report --set BIG --format md --all-items");
    assert!(whole.contains("treaty number 2001") && !whole.contains("stands in the workbook"));
    let asked = world.ok("report --set BIG --table items --format csv");
    assert_eq!(asked.lines().count(), 2_002);
}
