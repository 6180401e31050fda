//! Reasons and grounds: from the line, standard input or a file; in words; what is kept internal.

use std::io::Write as _;
use std::process::Stdio;

use super::support::World;

fn fed(world: &World, words: &str, text: &str) -> (i32, String) {
    let mut child = world
        .command()
        .args(words.split(' '))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    (out.status.code().unwrap(), String::from_utf8_lossy(&out.stderr).into_owned())
}

#[test]
fn a_reason_comes_from_standard_input_or_a_file() {
    let world = World::seeded();
    let note = |item: &str| {
        let log = world.json(&format!("status log {item} --internal"));
        log["tables"]["history"][0]["note"].clone()
    };
    let (code, stderr) = fed(&world, "status set 48 in-progress --note -", "two\r\nlines\n\n");
    assert_eq!((code, note("48")), (0, "two\nlines".into()), "{stderr}");
    std::fs::write(world.path("why.txt"), "\u{feff}from a file, 아동\n").unwrap();
    world.ok("status set 47 in-progress --note-file why.txt");
    assert_eq!(note("47"), "from a file, 아동");
    std::fs::write(world.path("bad.txt"), [0xff, 0xfe, 0x41]).unwrap();
    for words in ["--note-file bad.txt", "--note-file none.txt", "--note-file home"] {
        let ran = world.refused(&format!("status set 46 in-progress {words}"));
        assert!(ran.stderr.contains("hint: "), "{ran}");
    }
    let (code, stderr) = fed(&world, "status set 46 in-progress --note - --evidence -", "x");
    assert!(code == 2 && stderr.contains("standard input can be read once"), "{stderr}");
    let sources = "https://example.org/a\n\nA/HRC/42/10:25\n";
    let (code, stderr) = fed(&world, "status set 46 in-progress --note n --evidence -", sources);
    assert_eq!(code, 0, "{stderr}");
    let shown = world.ok("show 46 --format json");
    assert!(shown.contains("A/HRC/42/10, par. 25") && shown.contains("https://example.org/a"));
}

#[test]
fn a_citation_is_internal_unless_it_is_published() {
    let world = World::seeded();
    world.ok("status set 48 in-progress --note n --cite 'Gazette No. 12, A. Person'");
    world.ok("evidence add 47 48 --cite 'Meeting of 3 May 2025' --public");
    world.ok("evidence add 49 --cite 'Statute book, chapter 7'");
    for words in ["show 48 --format json", "list --format csv", "evidence list --format csv"] {
        assert!(!world.ok(words).contains("Gazette"), "{words}");
    }
    let public = world.ok("evidence list --format csv");
    assert!(public.contains("Meeting of 3 May 2025") && !public.contains("chapter 7"), "{public}");
    let all = world.ok("evidence list --internal --format csv");
    assert!(all.contains("Gazette No. 12, A. Person") && all.contains("chapter 7"), "{all}");
    assert!(world.ok("show 48 --internal --format md").contains("Gazette No. 12"));
    world.ok("redact -o copy.db");
    let bytes = std::fs::read(world.path("copy.db")).unwrap();
    let holds = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(!holds("A. Person") && !holds("chapter 7") && holds("Meeting of 3 May 2025"));
    world.ok("verify");
    world.refused("status set 48 implemented --note n --cite ' '");
    // A ground in words is a ground for another assessor's claim, too.
    world.ok("status set 47 implemented --by state --note n --cite 'Statement in the session'");
}

#[test]
fn an_address_that_gives_something_away_is_internal_and_said() {
    let world = World::seeded();
    let secret = "https://store.example.net/f.pdf?sig=abc";
    let ran = world.upr(&format!("status set 48 in-progress --note n --evidence {secret}"));
    assert!(ran.code == 0 && ran.stderr.contains("is kept internal: it holds a key"), "{ran}");
    let ran = world.upr("evidence add 48 http://intranet/minutes");
    assert!(ran.stderr.contains("its host is one of your own network"), "{ran}");
    let public = world.ok("evidence list --format csv");
    assert!(!public.contains("sig=abc") && !public.contains("intranet"), "{public}");
    let ran = world.upr("evidence add 48 http://intranet/other --public");
    assert!(!ran.stderr.contains("kept internal"), "{ran}");
    assert!(world.ok("evidence list --format csv").contains("http://intranet/other"));
}

#[test]
fn what_is_no_ground_is_an_error_that_names_the_way() {
    let world = World::seeded();
    let ran = world.refused("status set 48 in-progress --note n --evidence 'Gazette No. 12'");
    assert!(ran.stderr.contains("`--cite TEXT`"), "{ran}");
    let ran = world.refused("evidence add 48 www.example.org/law");
    assert!(
        ran.stderr.contains("hint: an address on the web: `https://www.example.org/law`"),
        "{ran}"
    );
}
