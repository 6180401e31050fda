//! Questions: who disagrees, what came of what was asked before, figures that agree.

use crate::support::World;

#[test]
fn disagreement_is_told_by_voice_with_the_index_from_two_on() {
    let world = World::example();
    let answer = world.json("disagreement --as-of 2026-01-15");
    let rows = answer["tables"]["disagreement"].as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == "EX:21").unwrap();
    assert_eq!(row["apart"], 1);
    assert_eq!(
        row["iri"],
        "0.67 from 3 assessors (Example Follow-up Office 0.5, State under review 1, Example Rights Watch Network 0.5)"
    );
    assert!(row["said"].as_str().unwrap().contains("The Government considers"));
    let apart: Vec<i64> = rows.iter().filter_map(|row| row["apart"].as_i64()).collect();
    assert!(apart.is_sorted_by(|one, next| one >= next), "furthest apart first: {apart:?}");
}

#[test]
fn lineage_says_what_was_asked_where_when_by_whom_and_what_was_answered() {
    let world = World::example();
    let answer = world.json("lineage 21 23");
    let rows = answer["tables"]["lineage"].as_array().unwrap();
    assert_eq!(rows[0]["earlier"], "EXR:101.10");
    assert_eq!(rows[0]["document"], "EXAMPLE/2");
    assert_eq!(rows[0]["dated"], "2023-12-14");
    assert_eq!(rows[0]["answer"], "Supported (EXAMPLE/2/Add.1, 2024-03-04)");
    assert!(!rows[0]["by"].is_null());
    assert!(rows[1]["earlier"].is_null());
    assert!(world.ok("lineage 23 --format md").contains("no earlier demand in this file"));
}

#[test]
fn figures_agree_wherever_they_are_told() {
    let world = World::example();
    let report = world.json("report --as-of 2025-12-31");
    let counted = |table: &str| -> i64 {
        let rows = report["tables"][table].as_array().unwrap();
        rows.iter().map(|row| row["assessed"].as_i64().unwrap()).sum()
    };
    assert_eq!(counted("themes"), report["facts"]["assessed"].as_i64().unwrap());
    let trend = world.json("trend --as-of 2025-12-31 --step year");
    let last = trend["tables"]["trend"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["assessed"], report["facts"]["assessed"]);
    let sides = world.json("compare --as-of 2025-12-31 --and-as-of 2024-12-31");
    let rows = sides["tables"]["statuses"].as_array().unwrap();
    for row in rows {
        let level = row["status"].as_str().unwrap();
        assert_eq!(row["right_items"], last[level], "{level}");
    }
}
