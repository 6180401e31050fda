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

#[test]
fn what_another_leads_has_no_form_and_a_form_that_came_is_not_lost() {
    let world = led();
    let served = behind(&world);
    let page = served.get_with("/item/EX:3", &line("cas"));
    assert!(!page.body.contains("id=\"record-note\"") && !page.body.contains("remark-text"));
    assert!(page.words().contains("Your institution does not lead this"), "{}", page.words());
    let own = served.get_with("/item/EX:2", &line("cas"));
    assert!(own.body.contains("id=\"record-note\"") && own.body.contains("remark-text"));
    assert!(!own.words().contains("does not lead this"), "{}", own.words());
    let version = own.hidden("version");
    let status = [
        ("version", version.as_str()),
        ("status", "in-progress"),
        ("by", "state"),
        ("note", "typed at length"),
        ("evidence", "A/HRC/42/10"),
    ];
    let remark = [("act", "remark"), ("version", version.as_str()), ("text", "typed at length")];
    for form in [&status[..], &remark[..]] {
        let answer = post(&served, "cas", "/item/EX:3", form);
        assert_eq!(answer.status, 403, "{}", answer.words());
        assert!(answer.body.contains("typed at length"), "{}", answer.words());
        assert!(answer.words().contains("You may not record this"), "{}", answer.words());
    }
}

#[test]
fn what_does_not_stand_below_is_not_said_to() {
    let world = led();
    let served = behind(&world);
    let record = |login: &str, more: &[(&str, &str)]| {
        let page = served.get_with("/item/EX:2", &line(login));
        let version = page.hidden("version");
        let mut form = vec![("version", version.as_str())];
        form.extend(more);
        let sent = post(&served, login, "/item/EX:2", &form);
        assert_eq!(sent.status, 303, "{}", sent.words());
        served.get_with(&sent.header("location").unwrap(), &line(login)).words()
    };
    let evidence = ("evidence", "A/HRC/42/10");
    let status = [("status", "in-progress"), ("by", "state"), ("note", "kept-words"), evidence];
    let told = record("cas", &status);
    assert!(told.contains("is kept for the office") && !told.contains("kept-words"), "{told}");
    let open = [("act", "remark"), ("text", "open-words"), ("public", "yes")];
    let told = record("cas", &open);
    assert!(told.contains("It stands below.") && told.contains("open-words"), "{told}");
    let kept = [("act", "remark"), ("text", "kept-words")];
    let told = record("cas", &kept);
    assert!(told.contains("is kept for the office") && !told.contains("kept-words"), "{told}");
    let early =
        [("status", "regressed"), ("on", "2025-03-01"), ("by", "tracker"), ("note", "before")];
    let told = record("ann", &early);
    assert!(
        told.contains("of an earlier day") && told.contains("“Partially implemented”"),
        "{told}"
    );
}
