//! Pairs of histories from a common beginning: whatever two colleagues did, merging loses nothing of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use upr::app::App;
use upr::app::Edit;
use upr::app::additions::NewItem;
use upr::app::duties::{NewDue, NewEntity};
use upr::app::merge::{Copy, MergeSide, MergeWords, Merging};
use upr::app::seeding::{Content, fill};
use upr::app::status::SetStatus;
use upr::app::undo::Which;
use upr::clock::FixedClock;
use upr::domain::amended::AmendedField;
use upr::domain::ledger::Moment;
use upr::domain::{
    AssessorKind, DateWord, EntityKind, Kind, Level, Life, PartialDate, Position, Role,
};
use upr::store::{self, Custody as _};

/// Numbers that follow from a seed.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(below).unwrap()).unwrap()
    }

    fn pick(&mut self, of: &[&'static str]) -> &'static str {
        of[self.roll(of.len())]
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

fn clock(minute: usize) -> FixedClock {
    let text =
        format!("2026-03-{:02}T{:02}:{:02}:00Z", 1 + minute / 1440, minute / 60 % 24, minute % 60);
    FixedClock(chrono::DateTime::parse_from_rfc3339(&text).unwrap())
}

pub(super) fn with<T>(
    path: &Path,
    who: &str,
    minute: usize,
    act: impl FnOnce(&mut App<'_>) -> T,
) -> T {
    let mut store = store::open(path).unwrap();
    let clock = clock(minute);
    act(&mut App::new(&mut store, &clock, who.to_owned()))
}

fn status(item: &str, status: Level, on: &str, by: Option<&str>, note: &str) -> SetStatus {
    SetStatus {
        items: vec![item.to_owned()],
        status: Some(upr::domain::LevelWord::Level(status)),
        on: Some(DateWord::parse(on).unwrap()),
        by: by.map(str::to_owned),
        note: Some(note.to_owned()),
        evidence: Vec::new(),
        confidence: None,
        public: false,
        unsourced: true,
        components: false,
        confirmed: true,
    }
}

fn item(name: &str, text: &str) -> NewItem {
    NewItem {
        name: name.to_owned(),
        text: text.to_owned(),
        kind: Kind::Recommendation,
        heading: None,
        state: None,
        paragraph: None,
        senders: vec!["Iraq".to_owned()],
    }
}

/// The common beginning: five items, two institutions, two voices, a few statuses.
pub(super) fn beginning(path: &Path) {
    store::create(path, |store| fill(store, Moment::stopped(clock(0).0.to_utc()), Content::Empty))
        .unwrap();
    with(path, "ana", 1, |app| {
        let set = upr::app::additions::NewSet {
            key: "S".to_owned(),
            title: None,
            noun: None,
            state: "PRK".to_owned(),
            document: "A/HRC/42/10".to_owned(),
            cycle: None,
            from: None,
            to: None,
        };
        app.add_set(&set).unwrap();
        for number in 1..=5 {
            app.add_item(&item(&format!("S:{number}"), &format!("Demand number {number}")))
                .unwrap();
        }
        app.add_assessor("friend", "A friend", AssessorKind::Cso, true).unwrap();
        for key in ["moj", "moh"] {
            let new = NewEntity {
                key: key.to_owned(),
                name: format!("Ministry {key}"),
                kind: EntityKind::Ministry,
                under: None,
                state: None,
                assessor: None,
                contact: None,
            };
            app.add_entity(&new).unwrap();
        }
        app.set_status(&status("S:1", Level::InProgress, "2026-01-01", None, "base")).unwrap();
        app.set_status(&status("S:2", Level::NotImplemented, "2026-01-01", None, "base")).unwrap();
    });
}

const LEVELS: [Level; 4] =
    [Level::InProgress, Level::Implemented, Level::NotImplemented, Level::Regressed];
const DAYS: [&str; 3] = ["2026-01-10", "2026-01-20", "2026-02-10"];

/// One act of somebody, allowed or not: what the rules refuse is no part of a history.
fn act(app: &mut App<'_>, dice: &mut Dice, who: &str, at: usize) {
    let name = format!("S:{}", 1 + dice.roll(7));
    let note = format!("{who} {at}");
    match dice.roll(14) {
        0..=3 => {
            let by = *dice.one(&[None, None, Some("friend"), Some("cso")]);
            let (level, day) = (*dice.one(&LEVELS), dice.pick(&DAYS));
            drop(app.set_status(&status(&name, level, day, by, &note)));
        }
        4 => undo(app),
        5 => {
            let entry = i64::try_from(15 + dice.roll(40)).unwrap();
            drop(app.retract(entry, &note, false));
        }
        6 => {
            let term = dice.pick(&["group:children", "group:women-girls"]);
            drop(app.tag(&[name], term, dice.roll(3) == 0));
        }
        7 => {
            let position = *dice.one(&[Position::Supported, Position::Noted]);
            drop(app.set_position(&[name], position, "A/HRC/42/10/Add.1", Some(&note), None));
        }
        kind => add(app, dice, kind, name, note),
    }
}

fn undo(app: &mut App<'_>) {
    if let Ok(told) = app.taking_back(Which::Last, false) {
        app.take_back(&told, Which::Last).unwrap();
    }
}

/// One act that adds something, or changes who does what.
fn add(app: &mut App<'_>, dice: &mut Dice, kind: usize, name: String, note: String) {
    match kind {
        8 => {
            let text = dice.pick(&["One text", "Another text"]);
            drop(app.add_item(&item(&format!("S:{}", 6 + dice.roll(2)), text)));
        }
        9 => {
            let (key, called) = (dice.pick(&["new-a", "new-b"]), dice.pick(&["A name", "B name"]));
            drop(app.add_assessor(key, called, AssessorKind::Cso, dice.roll(2) == 0));
        }
        10 => {
            drop(app.set_life(&name, *dice.one(&[Life::Closed, Life::Active]), &note, false));
        }
        11 => {
            let role = *dice.one(&[Role::Lead, Role::Supporting]);
            drop(app.assign(&[name], dice.pick(&["moj", "moh"]), (role, false), None, false));
        }
        12 => {
            let new = NewDue {
                items: vec![name],
                due_on: PartialDate::parse(dice.pick(&["2027-03", "2028"])).unwrap(),
                starts_on: None,
                reason: Some(note),
                by: None,
                public: dice.roll(2) == 0,
            };
            drop(app.set_due(&new));
        }
        _ => {
            let text = dice.pick(&["Put right", "Put right otherwise"]).to_owned();
            let edit =
                Edit { values: vec![(AmendedField::Text, text)], reason: Some(note), since: None };
            drop(app.edit_item(&name, &edit));
        }
    }
}

fn history(path: &Path, who: &str, dice: &mut Dice, from: usize) {
    for at in 0..=dice.roll(9) {
        with(path, who, from + at, |app| act(app, dice, who, at));
    }
}

fn texts(path: &Path, sql: &str) -> Vec<String> {
    let file = Connection::open(path).unwrap();
    let mut statement = file.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

const IN_FORCE: &str = "NOT IN (SELECT w.target_entry FROM withdrawal AS w WHERE w.reinstates = 0
    AND NOT EXISTS (SELECT 1 FROM withdrawal AS l WHERE l.target_entry = w.target_entry AND l.id > w.id))";

/// Every status that holds: item, voice, level, day.
fn statuses(path: &Path) -> Vec<String> {
    texts(path, &format!(
        "SELECT s.key || ':' || i.ref || ' ' || v.key || ' ' || a.status || ' ' || a.effective_on
         FROM item AS i JOIN item_set AS s ON s.id = i.set_id JOIN assessor AS v
         JOIN assessment AS a ON a.id = (SELECT x.id FROM assessment AS x WHERE x.item_id = i.id
            AND x.assessor_id = v.id AND x.entry_id {IN_FORCE} ORDER BY x.effective_on DESC, x.id DESC LIMIT 1)
         WHERE i.entry_id {IN_FORCE} AND v.entry_id {IN_FORCE} ORDER BY 1"
    ))
}

/// What was ever said, in force or not.
fn said(path: &Path) -> Vec<String> {
    let item = "(SELECT s.key || ':' || i.ref FROM item AS i JOIN item_set AS s ON s.id = i.set_id WHERE i.id = x.item_id)";
    let sql = [
        format!(
            "SELECT 'status ' || {item} || v.key || x.status || x.effective_on || x.note FROM assessment AS x JOIN assessor AS v ON v.id = x.assessor_id"
        ),
        format!(
            "SELECT 'tag ' || {item} || t.slug || x.removed FROM tag AS x JOIN term AS t ON t.id = x.term_id"
        ),
        format!("SELECT 'position ' || {item} || x.position || x.paragraph FROM position AS x"),
        format!("SELECT 'life ' || {item} || x.state || x.note FROM item_state AS x"),
        format!("SELECT 'due ' || {item} || x.due_on || x.reason FROM due AS x"),
        format!(
            "SELECT 'role ' || {item} || n.key || x.role FROM assignment AS x JOIN entity AS n ON n.id = x.entity_id"
        ),
        format!(
            "SELECT 'amended ' || {item} || x.value || x.reason FROM amendment AS x WHERE x.item_id IS NOT NULL"
        ),
        "SELECT 'item ' || ref || text FROM item".to_owned(),
        "SELECT 'voice ' || key || name FROM assessor".to_owned(),
    ];
    let mut all: Vec<String> = sql.iter().flat_map(|sql| texts(path, sql)).collect();
    all.sort();
    all
}

fn hashes(path: &Path) -> Vec<String> {
    texts(path, "SELECT lower(hex(hash)) FROM entry ORDER BY id")
}

fn known(path: &Path) -> BTreeSet<String> {
    let own = hashes(path).into_iter();
    own.chain(texts(path, "SELECT hash FROM origin")).collect()
}

pub(super) fn merge(into: &Path, copy: &Path, words: &MergeWords) -> Merging {
    let mut other = store::open(copy).unwrap();
    with(into, "merger", 5000, |app| app.merge(Copy::File(&mut other), words)).unwrap()
}

/// What one said, and who.
type Said = (String, Option<String>);

/// The same winner whoever merges: by what was said and who said it.
fn by_content(rehearsed: &Merging) -> Vec<(String, MergeSide)> {
    let mut sides: BTreeMap<String, [Vec<Said>; 2]> = BTreeMap::new();
    for clash in &rehearsed.merged.clashes {
        let said = sides.entry(clash.about.clone()).or_default();
        said[0].push((clash.ours.text.clone(), clash.ours.by.clone()));
        said[1].push((clash.theirs.text.clone(), clash.theirs.by.clone()));
    }
    let decide = |(about, mut said): (String, [Vec<_>; 2])| {
        said.iter_mut().for_each(|side| side.sort());
        (about, if said[0] >= said[1] { MergeSide::Ours } else { MergeSide::Theirs })
    };
    sides.into_iter().map(decide).collect()
}

/// What both said last of the same item by the same voice since the beginning, where it differs: by
/// SQL of our own, beside what the program finds.
fn disagreements(one: &Path, other: &Path, base: usize) -> BTreeSet<String> {
    let last = |path: &Path| -> BTreeMap<String, String> {
        let rows = texts(
            path,
            &format!(
            "SELECT s.key || ':' || i.ref || '|' || v.key || '|' || a.status FROM assessment AS a
             JOIN item AS i ON i.id = a.item_id JOIN item_set AS s ON s.id = i.set_id
             JOIN assessor AS v ON v.id = a.assessor_id
             WHERE a.entry_id > {base} AND a.entry_id {IN_FORCE} AND i.entry_id <= {base}
               AND v.entry_id <= {base} AND v.entry_id {IN_FORCE} AND i.entry_id {IN_FORCE}
             ORDER BY a.effective_on, a.id"
        ),
        );
        let split = |row: &String| {
            row.rsplit_once('|').map(|(key, status)| (key.to_owned(), status.to_owned()))
        };
        rows.iter().filter_map(split).collect()
    };
    let (one, other) = (last(one), last(other));
    let differs =
        one.into_iter().filter(|(key, status)| other.get(key).is_some_and(|it| it != status));
    differs.filter_map(|(key, _)| key.split_once('|').map(|(item, _)| item.to_owned())).collect()
}

/// One pair of histories.
pub(super) fn pair(folder: &Path, beginning: &Path, seed: u64) -> usize {
    let path = |name: &str| -> PathBuf { folder.join(format!("{seed}-{name}.db")) };
    let (one, other) = (path("one"), path("other"));
    let mut dice = Dice(seed);
    std::fs::copy(beginning, &one).unwrap();
    std::fs::copy(beginning, &other).unwrap();
    let base = hashes(beginning).len();
    history(&one, "ana", &mut dice, 100);
    history(&other, "ben", &mut dice, 200);
    let (untouched_one, untouched_other) = (path("a"), path("b"));
    std::fs::copy(&one, &untouched_one).unwrap();
    std::fs::copy(&other, &untouched_other).unwrap();
    let mut clashes = 0;
    for (into, copy) in [(&one, &untouched_other), (&other, &untouched_one)] {
        let dry = MergeWords { dry_run: true, ..MergeWords::default() };
        let before = std::fs::read(into).unwrap();
        let rehearsed = merge(into, copy, &dry);
        assert!(std::fs::read(into).unwrap() == before, "{seed}: a rehearsal writes nothing");
        for item in disagreements(into, copy, base) {
            let shown = rehearsed.merged.clashes.iter().any(|clash| clash.about == item);
            assert!(shown, "{seed}: {item} is a conflict: {:?}", rehearsed.merged.clashes);
        }
        clashes = rehearsed.merged.clashes.len();
        let (held, whole) = (statuses(into), said(into));
        let words = MergeWords { take: by_content(&rehearsed), ..MergeWords::default() };
        merge(into, copy, &words);
        let verification = store::open(into).unwrap().verify(upr::store::Depth::Whole).unwrap();
        assert!(verification.holds(), "{seed}: {verification:?}");
        let again = merge(
            into,
            copy,
            &MergeWords { whose: Some(MergeSide::Ours), ..MergeWords::default() },
        );
        assert_eq!((again.merged.appended, again.merged.taken), (0, 0), "{seed}: merging twice");
        let (mine, here) = (known(into), said(into));
        for hash in hashes(copy) {
            assert!(mine.contains(&hash), "{seed}: an entry of the copy is missing");
        }
        for text in said(copy).iter().chain(&whole) {
            assert!(here.contains(text), "{seed}: `{text}` is missing");
        }
        // Undone whole, it is as it was.
        let undone = path("undone");
        std::fs::copy(into, &undone).unwrap();
        if hashes(into).len() > before_len(&before, folder, seed) {
            // A copy does not know what was made with the file.
            let batch = last_batch(&undone);
            with(&undone, "merger", 6000, |app| {
                let told = app.taking_back(Which::Of(batch), false).unwrap();
                app.take_back(&told, Which::Of(batch)).unwrap();
            });
        }
        assert_eq!(statuses(&undone), held, "{seed}: undone");
        assert!(store::open(&undone).unwrap().verify(upr::store::Depth::Whole).unwrap().holds());
    }
    assert_eq!(statuses(&one), statuses(&other), "{seed}: the order makes no difference");
    for name in ["one", "other", "a", "b", "undone", "before"] {
        drop(std::fs::remove_file(path(name)));
    }
    clashes
}

fn last_batch(path: &Path) -> i64 {
    let batch = texts(path, "SELECT CAST(batch AS TEXT) FROM entry ORDER BY id DESC LIMIT 1");
    batch[0].parse().unwrap()
}

fn before_len(bytes: &[u8], folder: &Path, seed: u64) -> usize {
    let path = folder.join(format!("{seed}-before.db"));
    std::fs::write(&path, bytes).unwrap();
    hashes(&path).len()
}

/// How many pairs: as many as `UPR_MERGE_PAIRS` says.
#[test]
fn whatever_two_did_merging_loses_nothing_and_the_order_makes_no_difference() {
    let pairs =
        std::env::var("UPR_MERGE_PAIRS").ok().and_then(|count| count.parse().ok()).unwrap_or(25);
    let first: u64 =
        std::env::var("UPR_MERGE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let folder = tempfile::tempdir().unwrap();
    let start = folder.path().join("beginning.db");
    beginning(&start);
    let clashes: usize = (first..first + pairs).map(|seed| pair(folder.path(), &start, seed)).sum();
    assert!(clashes > 0 || pairs < 10, "no pair disagreed");
}
