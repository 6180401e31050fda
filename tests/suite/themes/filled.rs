//! A filled matrix is the one that came.

use std::path::PathBuf;

use upr::domain::states::States;
use upr::import::{Body, matrix as reader};

use super::{chain, figures, fixture, ids};
use crate::support::World;

/// What a matrix holds, read back.
fn body(bytes: &[u8]) -> Body {
    let mut reading = reader::read(bytes, &States::new(Vec::new())).unwrap();
    assert!(reading.errors.is_empty(), "{:?}", reading.errors);
    reading.bodies.remove(0)
}

/// The filled matrix against the one that came: themes in their order, each item under its own, and
/// every cell but the assessments as it was.
fn hands_back(world: &World, words: &str, came: &[u8]) {
    world.ok(&format!("report --template matrix {words} -o filled.docx --force"));
    let (came, filled) = (body(came), body(&std::fs::read(world.path("filled.docx")).unwrap()));
    let order = |body: &Body| {
        let mut themes: Vec<String> = Vec::new();
        for theme in body.recommendations.iter().flat_map(|item| &item.headings) {
            if !themes.contains(theme) {
                themes.push(theme.clone());
            }
        }
        themes
    };
    assert_eq!(order(&filled), order(&came));
    assert_eq!(filled.recommendations.len(), came.recommendations.len());
    for one in &came.recommendations {
        let number = one.number.as_deref().unwrap();
        let same = |item: &&upr::import::Recommendation| item.number == one.number;
        let back = filled.recommendations.iter().find(same).unwrap();
        assert_eq!(back.headings, one.headings, "{number}");
        assert_eq!(back.printed, one.printed, "{number}");
        assert_eq!(back.position_printed, one.position_printed, "{number}");
        assert_eq!(back.themes, one.themes, "{number}");
        assert_eq!(back.groups, one.groups, "{number}");
        // One of the files prints a goal twice over.
        let mut goals = one.sdgs.clone();
        goals.dedup();
        assert_eq!(back.sdgs, goals, "{number}");
    }
}

#[test]
fn the_filled_matrix_is_the_one_that_came() {
    let came = std::fs::read(fixture("matrix.docx")).unwrap();
    hands_back(&chain(), "", &came);
    let alone = World::new();
    alone.ok("init --db my.db --empty");
    alone.ok(&format!("import '{}'", fixture("matrix-cycle-4.docx").display()));
    let came = std::fs::read(fixture("matrix-cycle-4.docx")).unwrap();
    hands_back(&alone, "--layout 4", &came);
}

#[test]
fn the_filled_matrices_of_the_corpus_are_those_that_came() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let corpus = std::env::var_os("UPR_CORPUS").map_or(beside, PathBuf::from);
    if !corpus.is_dir() {
        println!("SKIPPED: no corpus at {}; set UPR_CORPUS to run this test", corpus.display());
        return;
    }
    let world = World::new();
    world.ok("init --db my.db --empty");
    let old = "ohchr-matrix/UPR20__Slovenia_ThematicListRecommendations_E.docx";
    let new = "ohchr-matrix/upr48-slovenia-thematic-list-of-recommendatio.docx";
    let chain =
        ["working-group-reports/A_HRC_28_15_Slovenia_2014.pdf", "addenda/A_HRC_28_15_Add1.pdf"];
    for name in chain.into_iter().chain([old, new]) {
        world.ok(&format!("import '{}'", corpus.join(name).display()));
    }
    hands_back(&world, "--set SVN2", &std::fs::read(corpus.join(old)).unwrap());
    hands_back(&world, "--set SVN4 --layout 4", &std::fs::read(corpus.join(new)).unwrap());
    let report = world.json("report --set SVN2");
    let themes = figures(&report);
    assert_eq!((themes.len(), themes.iter().map(|(_, items)| items).sum()), (32, 163));
    assert!(ids(&world.json("list --set SVN2,SVN4 --missing theme"), "items").is_empty());
    let a12 = world.json("list --set SVN2 --theme 'A12 Acceptance of international norms'");
    let under = themes.iter().find(|(label, _)| label.starts_with("A12")).unwrap().1;
    assert_eq!(i64::try_from(ids(&a12, "items").len()).unwrap(), under);
}
