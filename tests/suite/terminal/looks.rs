//! What stands on a screen: nothing wider than it, colours only where they are wanted, a long answer
//! through the pager, and nothing of that in a pipe.

use unicode_width::UnicodeWidthStr as _;

use super::super::support::World;
use super::{Terminal, shown};

/// What stands on a screen without its colours.
fn plain(screen: &str) -> String {
    let mut plain = String::new();
    for (at, piece) in screen.split('\x1b').enumerate() {
        plain.push_str(if at == 0 { piece } else { piece.split_once('m').unwrap().1 });
    }
    plain
}

/// The questions that are asked most.
const ASKED: [&str; 14] = [
    "",
    "report",
    "report --short",
    "report --theme children",
    "list",
    "show 24",
    "show 1",
    "status log 24",
    "changes --since 2025-01",
    "search children",
    "gaps",
    "disagreement",
    "calendar",
    "theme list",
];

#[test]
fn no_line_is_wider_than_the_screen_whatever_is_written_on_it() {
    let world = World::example();
    world.ok("status set 24 in-progress --by state --unsourced --note '의회에 법안이 제출되었습니다. 아동의 권리를 보장하기 위한 법률안' --public");
    world.ok(
        "remark add 24 'قُدِّم مشروع قانون إلى البرلمان لحماية حقوق الطفل في جميع الأوضاع' --public",
    );
    for columns in [60, 80, 200] {
        for words in ASKED {
            let screen = plain(&shown(&world, columns, &[], words));
            for line in screen.lines() {
                assert!(line.width() <= usize::from(columns), "{columns}: `upr {words}`: {line}");
            }
        }
    }
    let show = plain(&shown(&world, 60, &[], "show 24"));
    assert!(show.contains("의회에") && show.contains("مشروع قانون"), "{show}");
}

#[test]
fn hints_end_their_lines_between_words_and_keep_commands_whole() {
    let world = World::seeded();
    let refused = "status set 48 implemented --by nhri --note x";
    let (screen, code) = Terminal::run(&world, 60, &[], refused).ended();
    assert_eq!(code, 1, "{screen}");
    assert!(screen.lines().all(|line| line.width() <= 60), "{screen}");
    for word in ["`--evidence SYMBOL:PAR`", "`--unsourced`"] {
        assert!(screen.lines().any(|line| line.contains(word)), "{word}: {screen}");
    }
    // Whoever reads it by a program has it on one line.
    let ran = world.refused(refused);
    assert_eq!(ran.stderr.lines().count(), 2, "{ran}");
}

#[test]
fn colours_stand_on_a_terminal_unless_they_are_not_wanted() {
    let world = World::example();
    for words in ["report", "list", "show 24"] {
        let coloured = shown(&world, 80, &[], words);
        assert!(coloured.contains('\x1b'), "{words}");
        let without = shown(&world, 80, &[("NO_COLOR", "1")], words);
        assert!(!without.contains('\x1b'), "{words}");
        let trimmed =
            |screen: &str| screen.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        assert_eq!(trimmed(&plain(&coloured)), trimmed(&without), "colours add nothing else");
        let never = shown(&world, 80, &[], &format!("{words} --colour never"));
        assert_eq!(never, without);
        assert!(!world.ok(words).contains('\x1b'), "a pipe has no colours");
    }
    // A level is said by its sign and its words, not by its colour alone.
    assert!(shown(&world, 80, &[("NO_COLOR", "1")], "list").contains("▼ Regressed"));
}

#[test]
fn the_figures_stand_on_one_screen_before_any_list() {
    let world = World::seeded();
    let screen = plain(&shown(&world, 80, &[], "report"));
    let at = |words: &str| screen.lines().position(|line| line.starts_with(words));
    let (next, list) = (at("Next: ").unwrap(), at("Areas ").unwrap());
    assert!(next < 12 && list <= 40, "{next} {list}\n{screen}");
    // With levels recorded, what is one's to know first still stands before the list.
    world.ok("status set 48 regressed --note x");
    let screen = plain(&shown(&world, 80, &[], "report"));
    let by_theme = screen.lines().position(|line| line.starts_with("By theme")).unwrap();
    assert!(screen.find("Area 48").unwrap() < screen.find("By theme").unwrap(), "{screen}");
    assert!(by_theme < 22, "{screen}");
}

#[test]
fn of_one_item_its_name_and_what_is_empty_is_not_repeated() {
    let world = World::seeded();
    world.ok("status set 48 in-progress --note 'a bill was tabled'");
    let screen = plain(&shown(&world, 80, &[], "show 48"));
    let head = screen.lines().find(|line| line.starts_with("Entry")).unwrap();
    assert!(head.contains("Reason") && !head.contains("Evidence"), "{screen}");
    assert_eq!(screen.matches("HC19:48").count(), 1, "{screen}");
    // Whoever reads it by a program has every column.
    assert!(world.ok("show 48 --format csv").starts_with("id,entry,status,"));
}

/// A program that keeps what it is given and says so.
fn pager(world: &World) -> String {
    let path = world.path("pager");
    let script = format!("#!/bin/sh\n/bin/cat > '{}'\necho PAGED\n", world.path("paged").display());
    std::fs::write(&path, script).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&path, mode).unwrap();
    path.display().to_string()
}

#[test]
fn an_answer_goes_through_the_pager_on_a_terminal_and_nowhere_else() {
    let world = World::seeded();
    let pager = pager(&world);
    let env = [("PAGER", pager.as_str())];
    let screen = shown(&world, 80, &env, "list");
    assert_eq!(screen.trim(), "PAGED", "all of it went to the pager: {screen}");
    let paged = std::fs::read_to_string(world.path("paged")).unwrap();
    assert!(paged.contains("HC19:56") && paged.contains('\x1b'), "{paged}");
    for words in ["list --no-pager", "list --format csv", "list -o list.csv"] {
        std::fs::remove_file(world.path("paged")).ok();
        let screen = shown(&world, 80, &env, words);
        assert!(!screen.contains("PAGED") && !world.path("paged").exists(), "{words}: {screen}");
    }
    for off in ["", "cat", "/no/such/pager"] {
        let screen = shown(&world, 80, &[("PAGER", off)], "list");
        assert!(screen.contains("HC19:56"), "{off}: {screen}");
    }
    // Neither is a pipe, nor shortened.
    let ran = world.command().env("PAGER", &pager).arg("list").output().unwrap();
    let piped = String::from_utf8(ran.stdout).unwrap();
    assert!(!piped.contains("PAGED") && !piped.contains('…'), "{piped}");
    assert!(piped.contains("Theme"), "{piped}");
}

#[test]
fn whoever_leaves_the_pager_has_read_enough() {
    let world = World::example();
    let path = world.path("leaves");
    std::fs::write(&path, "#!/bin/sh\nread line\necho LEFT\n").unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&path, mode).unwrap();
    let pager = path.display().to_string();
    let (screen, code) =
        Terminal::run(&world, 80, &[("PAGER", &pager)], "report --set all").ended();
    assert!(code == 0 && screen.contains("LEFT") && !screen.contains("error"), "{screen}");
}

#[test]
fn a_theme_stands_over_its_rows_and_one_s_own_notes_are_found() {
    let world = World::seeded();
    for columns in [80, 200] {
        let screen = plain(&shown(&world, columns, &[], "list"));
        assert_eq!(screen.lines().filter(|line| *line == "Children").count(), 1, "{screen}");
        assert!(!screen.lines().any(|line| line.contains("Theme")), "{screen}");
    }
    assert!(world.ok("list").contains("Theme"), "whoever reads it by a program has the column");
    // In another order a theme's rows do not stand together.
    let sorted = plain(&shown(&world, 200, &[], "list --sort -id"));
    assert!(sorted.matches("\nChildren\n").count() <= 1, "{sorted}");
    world.ok("status set 48 in-progress --note 'told by a zebra'");
    assert!(shown(&world, 80, &[], "search zebra").contains("HC19:48"));
    assert!(!world.ok("search zebra").contains("HC19:48"), "never in what is handed on");
}
