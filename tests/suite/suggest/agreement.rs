//! How well suggestions agree with UPR Info's coders: sessions that were not learned from. The
//! figures of docs/suggest.md are those of the long run:
//! `cargo test --release --test suite suggest::agreement -- --ignored --nocapture`.

use std::path::{Path, PathBuf};

use upr::suggest::measure::Agreement;
use upr::suggest::{Coded, Knowledge, Means, Suggester, Sureness, Task};

/// The two files of the corpus, if they are here.
fn files() -> Option<[PathBuf; 2]> {
    #[expect(clippy::disallowed_methods, reason = "a test has no settings")]
    let named = std::env::var_os("UPR_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = named.unwrap_or(beside).join("upr-info");
    if folder.is_dir() {
        return Some([folder.join("6-9.csv"), folder.join("17-20.csv")]);
    }
    println!("SKIPPED: no corpus at {}; set UPR_CORPUS to run this test", folder.display());
    None
}

struct CodedText {
    text: String,
    issues: Vec<String>,
    action: String,
}

/// The slug of an issue's name; two have another name in these files.
fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .replace('\'', "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    match words.join("-").as_str() {
        "detention" => "detention-conditions".to_owned(),
        "technical-assistance-and-cooperation" => "technical-assistance".to_owned(),
        slug => slug.to_owned(),
    }
}

/// Every `step`-th row, each text once.
fn read(path: &Path, step: usize) -> Vec<CodedText> {
    let bytes = std::fs::read(path).unwrap();
    let (text, _) = encoding_rs::MACINTOSH.decode_without_bom_handling(&bytes);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut met = std::collections::HashSet::new();
    let rows = reader.records().map(Result::unwrap).map(|row| CodedText {
        text: row[3].trim().to_owned(),
        issues: row[9].split(',').map(slug).collect(),
        action: row[8].trim().to_owned(),
    });
    rows.filter(|row| met.insert(row.text.to_lowercase())).step_by(step).collect()
}

fn terms(task: Task, texts: &[&[CodedText]]) -> Vec<String> {
    if task == Task::Action {
        return (1..=5).map(|category| category.to_string()).collect();
    }
    let issues = texts.iter().flat_map(|texts| texts.iter()).flat_map(|text| text.issues.clone());
    issues.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

fn coded(task: Task, text: &CodedText, terms: &[String]) -> Vec<usize> {
    let number = |slug: &String| terms.iter().position(|term| term == slug).unwrap();
    if task == Task::Action {
        vec![number(&text.action)]
    } else {
        text.issues.iter().map(number).collect()
    }
}

/// Agreement of what is at least likely, and of what is sure.
fn judged(task: Task, lessons: &[CodedText], tests: &[CodedText]) -> (Means, [Agreement; 2]) {
    let terms = terms(task, &[lessons, tests]);
    let lessons: Vec<Coded> = lessons
        .iter()
        .map(|text| Coded {
            text: text.text.clone(),
            terms: coded(task, text, &terms),
            own: true,
            ..Coded::default()
        })
        .collect();
    let knowledge = Knowledge::shipped().unwrap();
    let suggester = Suggester::new(&knowledge, task, terms.clone(), &lessons);
    let mut agreements = [Agreement::default(), Agreement::default()];
    for test in tests {
        let guesses = suggester.suggest(&test.text);
        let is: Vec<&str> =
            coded(task, test, &terms).iter().map(|term| terms[*term].as_str()).collect();
        for (agreement, least) in agreements.iter_mut().zip([Sureness::Likely, Sureness::Sure]) {
            let suggested = guesses.iter().filter(|guess| guess.level >= least);
            let suggested: Vec<&str> = suggested.map(|guess| terms[guess.term].as_str()).collect();
            agreement.count(&is, &suggested);
        }
    }
    let whole = agreements[0].whole();
    let sure = agreements[1].whole();
    println!(
        "{task:?}, {} lessons, {} tests, {:?}: micro {:.3}, macro {:.3}; sure: precision {:.3}, recall {:.3}",
        lessons.len(),
        tests.len(),
        suggester.means(),
        whole.f1(),
        agreements[0].macro_f1(),
        sure.precision().unwrap_or(0.0),
        sure.recall().unwrap_or(0.0)
    );
    (suggester.means().clone(), agreements)
}

#[test]
fn the_lexicon_and_the_verbs_agree_with_the_coders() {
    let Some(files) = files() else { return };
    for file in files {
        let tests = read(&file, 5);
        let (means, [likely, sure]) = judged(Task::Issue, &[], &tests);
        assert_eq!(means, Means::Lexicon);
        assert!(likely.whole().f1() >= 0.84 && likely.macro_f1() >= 0.79, "{likely:?}");
        assert!(sure.whole().precision().unwrap() >= 0.90);
        let (_, [likely, _]) = judged(Task::Action, &[], &tests);
        assert!(likely.whole().f1() >= 0.83, "{likely:?}");
    }
}

#[test]
fn what_is_learned_agrees_better() {
    let Some([old, new]) = files() else { return };
    let (lessons, tests) = (read(&old, 4), read(&new, 9));
    let (means, [likely, sure]) = judged(Task::Issue, &lessons, &tests);
    assert!(matches!(means, Means::Learned(_)), "{means:?}");
    assert!(likely.whole().f1() >= 0.86, "{likely:?}");
    assert!(sure.whole().precision().unwrap() >= 0.93, "{sure:?}");
    let (_, [likely, _]) = judged(Task::Action, &lessons, &tests);
    assert!(likely.whole().f1() >= 0.84, "{likely:?}");
}

/// All of it, by issue: what docs/suggest.md says.
#[test]
#[ignore = "a long run; see the head of this file"]
fn the_whole_corpus() {
    let Some(files) = files() else { return };
    let [old, new] = files.map(|file| read(&file, 1));
    for task in [Task::Issue, Task::Action] {
        for (lessons, tests) in [(&old, &new), (&new, &old)] {
            judged(task, &[], tests);
            let (_, [likely, _]) = judged(task, lessons, tests);
            for (term, agreed) in &likely.terms {
                println!("  {term}: {} coded, F1 {:.2}", agreed.right + agreed.missed, agreed.f1());
            }
        }
    }
}
