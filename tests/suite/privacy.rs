//! What was not published never reaches a file, a pipe or a page.

use super::support::World;

/// A file with a secret in every internal place.
fn secretive() -> World {
    let world = World::seeded();
    std::fs::create_dir(world.path("safe")).unwrap();
    std::fs::write(world.path("safe/SECRETPATH.txt"), "interview").unwrap();
    for words in [
        "assessor add secretkey --name SECRETNAME --kind cso --internal --author SECRETAUTHOR",
        "status set 48 in-progress --note SECRETNOTE --evidence safe/SECRETPATH.txt --author SECRETAUTHOR",
        "status set 49 implemented --by secretkey --unsourced --note SECRETVOICE",
        "status set 50 implemented --note 'to be SECRETTAKEN'",
        "status retract 437 --note SECRETREASON",
        "evidence add 51 safe/SECRETPATH.txt --title SECRETTITLE --quote SECRETQUOTE",
        "link add 48 related 49 --reason SECRETLINK",
        "item close 52 --note SECRETCLOSE",
        "timeline add --on 2020 --kind meeting --what SECRETMEETING --internal",
        "status set 51 in-progress --note OPENNOTE --public",
    ] {
        world.ok(words);
    }
    world
}

const ANSWERS: [&str; 16] = [
    "",
    "list",
    "show 48 49 50 51 52",
    "search punishment",
    "status log",
    "report",
    "report --theme children",
    "report --by assessor",
    "changes --since 2020",
    "evidence list",
    "link list",
    "timeline",
    "assessor list",
    "export csv --set all",
    "export csv --what history",
    "export jsonl --what evidence",
];

#[test]
fn nothing_internal_leaves_by_pipe_or_file() {
    let world = secretive();
    for answer in ANSWERS {
        for format in ["table", "csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "docx"] {
            if answer.starts_with("export") && format != "csv" {
                continue;
            }
            let words = if answer.starts_with("export") {
                format!("{answer} -o out.{format} --force")
            } else {
                format!("{answer} --format {format} -o out.{format} --force")
            };
            world.ok(&words);
            let bytes = std::fs::read(world.path(&format!("out.{format}"))).unwrap();
            assert_no_secret(&unpacked(&bytes), &words);
        }
        let piped = world.upr(answer);
        assert_no_secret(piped.stdout.as_bytes(), answer);
        assert_eq!(piped.code, 0, "{answer}: {piped}");
    }
    for words in ["export xlsx -o book.xlsx", "export xlsx --what history -o log.xlsx"] {
        world.ok(words);
        let file = words.rsplit(' ').next().unwrap();
        assert_no_secret(&unpacked(&std::fs::read(world.path(file)).unwrap()), words);
    }
}

#[test]
fn what_is_internal_counts_in_no_public_figure() {
    let world = World::seeded();
    std::fs::write(world.path("interview.txt"), "interview").unwrap();
    for words in [
        "evidence add 48 https://example.org/a --public",
        "evidence add 48 https://example.org/b --public",
    ] {
        world.ok(words);
    }
    let open = world.upr("gaps --format csv").stdout;
    assert!(open.contains("2 sources, the file's owner"), "{open}");
    world.ok("evidence add 48 interview.txt --title interview");
    assert_eq!(world.upr("gaps --format csv").stdout, open);
}

/// The bytes with the parts of a ZIP container unpacked.
pub(crate) fn unpacked(bytes: &[u8]) -> Vec<u8> {
    use std::io::Read as _;
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return bytes.to_vec();
    };
    let mut all = Vec::new();
    for at in 0..archive.len() {
        archive.by_index(at).unwrap().read_to_end(&mut all).unwrap();
    }
    all
}

#[track_caller]
fn assert_no_secret(bytes: &[u8], words: &str) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(at) = text.find("SECRET").or_else(|| text.find("secretkey")) {
        panic!("`upr {words}` lets out {}", text[at..].chars().take(20).collect::<String>());
    }
}

#[test]
fn stderr_says_how_many_entries_were_left_out() {
    let world = secretive();
    let ran = world.upr("export csv --what history");
    assert!(ran.stdout.contains("OPENNOTE"));
    assert!(ran.stderr.contains("4 entries are internal"), "{ran}");
    let ran = world.upr("export csv --what history --internal");
    for secret in ["SECRETNOTE", "SECRETVOICE", "SECRETREASON", "SECRETAUTHOR"] {
        assert!(ran.stdout.contains(secret), "{secret}: {ran}");
    }
    assert!(!ran.stdout.contains("safe/"), "a local path never leaves, not even then");
    assert!(!ran.stderr.contains("left out"), "{ran}");
    assert!(world.ok("report --format md --internal").contains("INTERNAL"), "stamped");
}

#[test]
fn a_file_may_be_public_by_default() {
    let world = World::new();
    world.ok("init --db my.db --visibility public");
    world.ok("status set 48 in-progress --note OPENNOTE");
    assert!(world.ok("status log --format csv").contains("OPENNOTE"));
}
