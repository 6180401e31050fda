//! What never leaves with what is handed in, and what is stamped where it is asked for.

use std::fs::File;

use super::{FORMATS, QUESTIONS, TEMPLATES, unpacked, written};
use crate::support::World;

#[test]
fn a_voice_that_is_internal_makes_no_difference_outside() {
    let world = World::example();
    world.ok("assessor add secretkey --name SECRETNAME --kind cso --internal");
    world.ok("status set 22 implemented --by secretkey --unsourced --note SECRETNOTE");
    world.ok("status set 23 in-progress --by secretkey --unsourced");
    for words in ["disagreement", "gaps", "changes --since 2024", "trend", "lineage"] {
        let open = world.ok(&format!("{words} --format json"));
        assert!(!open.contains("SECRET"), "{words}");
    }
    let ids = |words: &str| world.json(words)["tables"]["disagreement"].to_string();
    assert!(!ids("disagreement").contains("EX:22\""));
    assert!(ids("disagreement --internal").contains("EX:22\""));
}

/// A file with a secret in every internal place.
fn secretive() -> World {
    let world = World::example();
    std::fs::create_dir(world.path("safe")).unwrap();
    std::fs::write(world.path("safe/SECRETPATH.txt"), "interview").unwrap();
    for words in [
        "assessor add secretkey --name SECRETNAME --kind cso --internal --author SECRETAUTHOR",
        "status set 10 implemented --note SECRETNOTE --evidence safe/SECRETPATH.txt --author SECRETAUTHOR",
        "status set 11 implemented --by secretkey --evidence https://example.org/SECRETSOURCE --note SECRETVOICE --public",
        "status set 1a regressed --by secretkey --unsourced --note SECRETPART",
        "status set 12 implemented --note SECRETTAKEN",
        "evidence add 13 safe/SECRETPATH.txt --title SECRETTITLE --quote SECRETQUOTE",
        "link add 14 related 15 --reason SECRETLINK",
        "item close 16 --note SECRETCLOSE",
        "timeline add --on 2020 --kind meeting --what SECRETMEETING --internal",
        "status set EXR:102.11 in-progress --by secretkey --unsourced --note SECRETNOTED",
    ] {
        world.ok(words);
    }
    world
}

#[test]
fn nothing_internal_leaves_with_any_template_or_question() {
    let world = secretive();
    for words in TEMPLATES.iter().chain(&QUESTIONS) {
        for format in FORMATS {
            let words = format!("{words} --set EX,EXR --format {format}");
            let words =
                words.replace("compare --and-as-of 2025-01-01 --set EX,EXR", "compare --with EXR");
            let file = unpacked(&written(&world, &words, "out"));
            let piped = world.command().args(words.split(' ')).output().unwrap();
            let redirected = world.path("redirected");
            let mut command = world.command();
            command.args(words.split(' ')).stdout(File::create(&redirected).unwrap());
            assert!(command.status().unwrap().success());
            let redirected = unpacked(&std::fs::read(redirected).unwrap());
            for text in [&file, &unpacked(&piped.stdout), &redirected] {
                if let Some(at) = text.find("SECRET").or_else(|| text.find("secretkey")) {
                    let told: String = text[at..].chars().take(20).collect();
                    panic!("`upr {words}` lets out {told}");
                }
            }
            assert_eq!(file, redirected, "{words}: one answer, whatever the way");
        }
    }
}

#[test]
fn what_is_asked_for_by_name_is_stamped() {
    let world = secretive();
    for template in TEMPLATES {
        let text = unpacked(&written(&world, &format!("{template} --internal"), "out.docx"));
        assert!(text.contains("INTERNAL"), "{template}");
    }
    let text = unpacked(&written(&world, "report --template matrix --internal", "out.docx"));
    assert!(text.contains("SECRETNOTE") && text.contains("SECRETVOICE"));
    assert!(!text.contains("safe/"), "a local path never leaves");
}
