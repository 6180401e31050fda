//! Natural guesses: what asks is answered, what would write is named and not done.

use super::support::World;

#[test]
fn a_guess_reads_and_never_writes() {
    let world = World::seeded();
    let before = std::fs::read(world.path("my.db")).unwrap();
    for (typed, meant) in [
        ("status 48", "show 48"),
        ("list children", "list --theme children"),
        ("report children", "report --theme children"),
        ("log 48", "status log 48"),
        ("48", "show 48"),
        ("position list", "report --by position"),
        ("list --status in-progress,regressed", "list --status in-progress --status regressed"),
    ] {
        let table = |words: &str| world.ok(&format!("{words} --format csv"));
        assert_eq!(table(typed), table(meant), "`upr {typed}`");
    }
    for typed in
        ["set 48 done", "set 47, 48 implemented", "add", "delete 48", "edit 48", "report x.html"]
    {
        let ran = world.refused(typed);
        assert!(ran.stderr.contains("\nhint: "), "`upr {typed}`: {ran}");
    }
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
    assert!(!world.path("x.html").exists());

    let done = world.refused("status set 48 done");
    assert!(
        done.stderr.contains("`implemented`") && done.stderr.contains("`in-progress`"),
        "{done}"
    );
    world.refused("status set 48 yes");
    let ran = world.upr("status set 47, 48 ongoing --note x");
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.stderr.contains("`ongoing` is taken as `in-progress`"), "{ran}");
    assert!(ran.stderr.contains("HC19:47 is in-progress"), "{ran}");
}

/// What somebody types who knows only what the tool is for, or only the words of the field; and the
/// command that answers. Registers are shown without a verb, whether an option stands there or not.
const ASKED: [(&str, &str); 62] = [
    ("recommendations", "list"),
    ("items", "list"),
    ("ls", "list"),
    ("recommendation 24", "show 24"),
    ("rec 24", "show 24"),
    ("item 24", "show 24"),
    ("24", "show 24"),
    ("open 24", "show 24"),
    ("evidence 24", "show 24"),
    ("position 24", "show 24"),
    ("tag 24", "show 24"),
    ("remark 24", "show 24"),
    ("list 24", "show 24"),
    ("status", "report"),
    ("stats", "report"),
    ("implementation", "report"),
    ("status history", "status log"),
    ("status list", "status log"),
    ("status history 24", "show 24"),
    ("history", "status log"),
    ("log 24", "status log 24"),
    ("list children", "list --theme children"),
    ("report women", "report --theme women"),
    ("trend children", "trend --theme children"),
    ("gaps women", "gaps --theme women"),
    ("list implemented", "list --status implemented"),
    ("list not implemented", "list --status not-implemented"),
    ("report in progress", "report --status in-progress"),
    ("list accepted", "list --position supported"),
    ("list noted", "list --position noted"),
    ("supported", "list --position supported"),
    ("implemented", "list --status implemented"),
    ("regressions", "list --status regressed"),
    ("list unassessed", "list --missing status"),
    ("missing", "gaps"),
    ("list stale", "list --stale 12m"),
    ("list sdg 5", "list --sdg 5"),
    ("list EX1", "list --set EX1"),
    ("list sets", "set list"),
    ("list themes", "theme list"),
    ("list assessors", "assessor list"),
    ("themes", "theme list"),
    ("theme children", "theme show children"),
    ("tags", "theme list --all"),
    ("ngo", "assessor list"),
    ("assessor", "assessor list"),
    ("entity", "entity list"),
    ("institutions", "entity list"),
    ("remark", "remark list"),
    ("evidence", "evidence list"),
    ("link", "link list"),
    ("set", "set list"),
    ("document", "document list"),
    ("user", "user list"),
    ("lead", "due"),
    ("overdue", "due --late"),
    ("mid-term", "report --template midterm"),
    ("mid-term report", "report --template midterm"),
    ("report factsheet", "report --template factsheet"),
    ("deadlines", "calendar"),
    ("next review", "calendar"),
    ("changes 2025", "changes --since 2025"),
];

#[test]
fn what_is_asked_in_ones_own_words_is_answered() {
    let world = World::example();
    let before = std::fs::read(world.path("my.db")).unwrap();
    for (typed, meant) in ASKED {
        let ran = world.upr(&format!("{typed} --format json"));
        let wanted = world.upr(&format!("{meant} --format json"));
        assert_eq!(ran.code, wanted.code, "`upr {typed}`: {ran}");
        assert_eq!(ran.stdout, wanted.stdout, "`upr {typed}`");
        let told = ran.stderr.lines().next().unwrap_or_default();
        assert!(told.starts_with("read as `upr "), "`upr {typed}`: {ran}");
    }
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before);
}

#[test]
fn what_would_write_without_its_verb_names_the_command() {
    let world = World::example();
    for (typed, named) in [
        ("set 24 done", "`upr status set 24 done --note WHY`"),
        ("mark 24 26 implemented", "`upr status set 24 26 implemented --note WHY`"),
        ("tag 24 sdg:5.2", "`upr tag add 24 sdg:5.2`"),
        ("evidence 24 https://example.org/x", "`upr evidence add 24 https://example.org/x`"),
        ("position 24 supported", "`upr position set 24 supported --document SYMBOL`"),
        ("remark 24 'asked about'", "`upr remark add 24 'asked about'`"),
        ("note 24 'asked about'", "`upr remark add 24 'asked about'`"),
        ("cite 24 'Gazette 12'", "`upr evidence add 24 --cite 'Gazette 12'`"),
        ("lead 24 moj", "`upr lead set 24 moj`"),
        ("due 24 2027", "`upr due set 24 2027`"),
        ("export items.csv", "`upr export csv -o items.csv`"),
        ("report x.html", "`upr report -o x.html`"),
        ("correct 24", "`upr undo`"),
        ("retract", "`upr undo`"),
        ("delete 24", "`upr item close 24 --note WHY`"),
        ("send", "`upr report -o report.docx`"),
        ("add", "`upr item add SET:REF TEXT`"),
    ] {
        let ran = world.refused(typed);
        assert!(ran.stderr.contains(named), "`upr {typed}`: {ran}");
    }
    assert!(!world.path("items.csv").exists());
}

#[test]
fn an_unknown_word_is_looked_for_and_no_tip_misleads() {
    let world = World::seeded();
    for word in ["women", "torture", "cedaw"] {
        let ran = world.refused(word);
        assert!(ran.stderr.contains(&format!("`upr search {word}`")), "{ran}");
        assert!(!ran.stderr.contains("did you mean"), "{ran}");
    }
    let ran = world.refused("reprot --theme children");
    assert!(ran.stderr.contains("did you mean `upr report`?"), "{ran}");
    let ran = world.refused("merge nothere.db");
    assert!(!ran.stderr.contains("init") && ran.stderr.contains("check the path"), "{ran}");
    let ran = world.refused("item text 48 'En français' --lang fr");
    assert!(ran.stderr.contains("--source") && ran.stderr.contains("--unofficial"), "{ran}");
    let ran = world.refused("status set 48 implemented --by coalition --note x");
    assert!(ran.stderr.contains("`upr assessor add KEY"), "{ran}");
    world.ok("assessor add ngo --name 'Example Coalition' --kind ngo");
}

#[test]
fn what_is_missing_of_a_command_is_shown_by_example() {
    let world = World::seeded();
    for (typed, example) in [
        ("assessor add ngo", "  upr assessor add watch --name"),
        ("status retract 12", "  upr status retract 512 --note"),
        ("publish", "  upr publish "),
        ("export", "  upr export csv"),
        ("component add", "  upr component add "),
    ] {
        let ran = world.upr(typed);
        assert_eq!(ran.code, 2, "{ran}");
        assert!(ran.stderr.contains("Example"), "{ran}");
        assert!(ran.stderr.contains(example), "`upr {typed}`: {ran}");
    }
}

#[test]
fn colours_are_asked_for_by_either_spelling() {
    let world = World::example();
    for option in ["--color", "--colour"] {
        assert!(world.ok(&format!("list {option} always")).contains("\u{1b}["));
        assert!(!world.ok(&format!("list {option} never")).contains('\u{1b}'));
    }
    assert!(!world.ok("list").contains('\u{1b}'));
}
