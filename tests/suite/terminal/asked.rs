//! What is asked at a terminal: before an undo of an import, of what is older, of another's; before
//! many items at once.

use super::super::support::World;
use super::{Terminal, shown};

fn bytes(world: &World) -> Vec<u8> {
    std::fs::read(world.path("my.db")).unwrap()
}

/// Runs words, waits for the question, answers, and gives the screen and the exit code.
#[track_caller]
fn answered(world: &World, words: &str, question: &str, answer: &str) -> (String, i32) {
    let mut terminal = Terminal::run(world, 80, &[], words);
    terminal.wait_for(question);
    terminal.types(answer);
    terminal.ended()
}

fn imported() -> World {
    let world = World::seeded();
    world.ok("export csv -o sheet.csv");
    let sheet = std::fs::read_to_string(world.path("sheet.csv")).unwrap();
    let line = sheet.lines().find(|line| line.starts_with("HC19:48,")).unwrap();
    let edited = line.replace(",not-assessed,,", ",in-progress,2025-09-01,");
    std::fs::write(world.path("sheet.csv"), sheet.replace(line, &edited)).unwrap();
    world.ok("import sheet.csv");
    world
}

#[test]
fn an_import_is_taken_back_only_after_a_written_yes() {
    let world = imported();
    for answer in ["n", "", "perhaps"] {
        let before = bytes(&world);
        let (screen, code) = answered(&world, "undo", "Take this back? [y/N] ", answer);
        assert_eq!(code, 1, "{screen}");
        assert!(screen.contains("HC19:48: status in-progress since 2025-09-01"), "{screen}");
        assert!(screen.contains("error: not confirmed"), "{screen}");
        assert!(bytes(&world) == before, "`{answer}` wrote something");
    }
    let (screen, code) = answered(&world, "undo", "Take this back? [y/N] ", "y");
    assert!(code == 0 && screen.contains("took back `import`"), "{screen}");
}

#[test]
fn ones_last_command_is_taken_back_unasked_and_what_is_older_is_asked_for() {
    let world = World::seeded();
    world.ok("status set 47 in-progress --note a");
    world.ok("status set 48 in-progress --note b");
    let first = world.json("status log 47")["tables"]["history"][0]["entry"].as_i64().unwrap();
    let older = format!("undo {first}");
    let (screen, code) = answered(&world, &older, "Take this back? [y/N] ", "no");
    assert_eq!(code, 1, "{screen}");
    let last = shown(&world, 80, &[], "undo");
    assert!(!last.contains("[y/N]") && last.contains("HC19:48: status in-progress"), "{last}");
    let redo = shown(&world, 80, &[], "redo");
    assert!(redo.contains("HC19:48: status in-progress since 2026-01-15"), "{redo}");
    let said = shown(&world, 80, &[], &format!("{older} --yes"));
    assert!(!said.contains("[y/N]"), "{said}");
}

#[test]
fn what_somebody_else_recorded_is_asked_for() {
    let world = World::seeded();
    world.ok("status set 48 in-progress --note a");
    let entry = world.json("status log 48")["tables"]["history"][0]["entry"].as_i64().unwrap();
    let words = format!("undo {entry} --of-other --author other");
    let (screen, code) = answered(&world, &words, "Take this back? [y/N] ", "n");
    assert!(code == 1 && screen.contains(", by tester)"), "{screen}");
    let (screen, code) = answered(&world, &words, "Take this back? [y/N] ", "yes");
    assert!(code == 0 && screen.contains("took back"), "{screen}");
}

#[test]
fn many_items_are_asked_for_and_none_is_written_without_a_yes() {
    let world = World::seeded();
    let before = bytes(&world);
    let status = "status set 20-35 no-information --note looked";
    let (screen, code) = answered(&world, status, "Set 16 items to no-information? [y/N] ", "n");
    assert_eq!(code, 1, "{screen}");
    let tag = "tag add issue:children --where --set HC19 --missing status";
    for words in [tag.replace("issue:", "theme:"), tag.replace("issue:children", "sdg:16.3")] {
        let (screen, code) = answered(&world, &words, " items? [y/N] ", "n");
        assert_eq!(code, 1, "{screen}");
    }
    assert!(bytes(&world) == before);
    let (screen, code) = answered(&world, status, "[y/N] ", "y");
    assert!(code == 0 && screen.contains("HC19:35"), "{screen}");
}
