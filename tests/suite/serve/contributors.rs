//! Whoever records for an institution: what they are shown, what comes back, what they are told.

use super::people::{behind, line, post};
use super::served::Served;
use crate::support::World;

/// An institution that leads one item since a year, another since today; the office keeps the leads to itself.
fn led() -> World {
    let world = World::example();
    for words in [
        "entity add moj --name Justice --kind ministry --assessor state",
        "lead set EX:2 moj --on 2025-01-10",
        "lead set EX:9 moj",
        "due set EX:9 2027-05-01 --public",
        "due set EX:2 2027-06-01",
        "user add cas --role contributor --entity moj",
        "user add ann --role editor --internal",
    ] {
        let ran = world.upr(words);
        assert_eq!(ran.code, 0, "{words}: {ran}");
    }
    world
}

/// What stands under a heading of a page, up to the next one.
fn under(served: &Served, heading: &str, next: &str) -> String {
    let words = served.get_with("/mine", &line("cas")).words();
    let rest = words.split_once(heading).unwrap_or_else(|| panic!("{heading}: {words}")).1;
    rest.split_once(next).unwrap_or_else(|| panic!("{next}: {words}")).0.to_owned()
}

#[test]
fn an_institution_sees_what_it_leads_and_has_not_recorded_yet() {
    let world = led();
    let served = behind(&world);
    let due = under(&served, "Due, the first one first", "Nothing recorded by you yet");
    assert!(due.contains("EX:9") && due.contains("May 2027"), "{due}");
    assert!(!due.contains("EX:2"), "a date that the office keeps to itself: {due}");
    let never = under(&served, "Nothing recorded by you yet", "Not updated by you");
    assert!(never.contains("EX:9"), "{never}");
    let version = served.get_with("/item/EX:9", &line("cas")).hidden("version");
    let form = [
        ("version", version.as_str()),
        ("status", "in-progress"),
        ("by", "state"),
        ("evidence", "A/HRC/42/10"),
    ];
    assert_eq!(post(&served, "cas", "/item/EX:9", &form).status, 303);
    let never = under(&served, "Nothing recorded by you yet", "Not updated by you");
    assert!(!never.contains("EX:9"), "{never}");
}
