//! What voices say of items without giving them a level, and items in other languages.

use super::support::World;

#[test]
fn a_remark_is_internal_until_it_is_said_to_be_public() {
    let world = World::example();
    world.ok("remark add EX:24 'asked about in parliament'");
    world.ok("remark add EX:24 EX:25 'see the report' --by state --on 2025-06 --public");
    let list = world.ok("remark list --set EX --format csv");
    assert!(list.contains("see the report") && !list.contains("asked about"), "{list}");
    assert!(list.contains("EX:25,2025-06-01,"), "{list}");
    let list = world.ok("remark list --set EX --internal --format csv");
    assert!(list.contains("asked about in parliament"), "{list}");
    // The whole table, for whoever takes the data elsewhere: of the default set, by the voice's key.
    let whole = world.ok("export csv --what remarks");
    assert!(whole.starts_with("id,on,by,text,source,kind,entry\n"), "{whole}");
    assert!(whole.contains("\nEX:25,2025-06-01,state,see the report,"), "{whole}");
    assert!(!whole.contains("asked about"), "{whole}");
    assert!(world.ok("export csv --what remarks --internal").contains("asked about"));
    let shown = world.ok("show EX:24 --format md");
    assert!(shown.contains("see the report") && !shown.contains("asked about"), "{shown}");
    assert_eq!(world.upr("remark add EX:24 'x' --on 2099-01-01").code, 1);
    assert_eq!(world.upr("remark add EX:24 '  '").code, 1);
    world.ok("verify");
    world.ok("undo");
    assert!(!world.ok("remark list --set EX --format csv").contains("see the report"));
}

#[test]
fn an_item_is_shown_in_the_language_that_is_asked_for() {
    let world = World::example();
    world.ok("item text EX:24 --lang sl 'Več žensk v parlamentu' --unofficial");
    let list = world.ok("list --set EX --lang sl --format csv");
    assert!(list.contains("Več žensk v parlamentu"), "{list}");
    assert!(!world.ok("list --set EX --format csv").contains("Več žensk"));
    let shown = world.ok("show EX:24 --format md");
    assert!(
        shown.contains("unofficial translation") && shown.contains("Increasing the number"),
        "{shown}"
    );
    world.ok("item text EX:24 --lang sl 'Povečati število žensk' --source A/HRC/60/9:24");
    let shown = world.ok("show EX:24 --format md");
    assert!(shown.contains("Povečati") && shown.contains("A/HRC/60/9, par. 24"), "{shown}");
    let found = world.ok("search parlamentu --format csv");
    assert!(!found.contains("EX:24"), "an earlier wording is found no more: {found}");
    let found = world.ok("search 'POVECATI zensk' --format csv");
    assert!(found.contains("EX:24,") && found.contains("«Povečati» število «žensk»"), "{found}");
    assert!(!world.ok("search 'povecati mož' --format csv").contains("EX:24"));
    assert_eq!(world.upr("item text EX:24 --lang slovene 'x' --unofficial").code, 1);
    assert_eq!(world.upr("item text EX:24 --lang sl 'x'").code, 1);
    world.ok("verify");
}
