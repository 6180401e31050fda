//! Ledgers that somebody altered: found by us, and by the verifier in docs/ that follows the page,
//! alike.

use upr::domain::ledger::hex;
use upr::domain::ledger::portable::CarriedRow;

use super::{
    Carried, Command, Path, PathBuf, Sealing, Title, World, exported, may_use, verify_ledger,
    worlds,
};

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(below).unwrap()).unwrap()
    }
}

fn entry(lines: &mut [String], at: usize, change: impl FnOnce(&mut Carried)) {
    let mut entry = Carried::read(&lines[at]).unwrap();
    change(&mut entry);
    lines[at] = entry.line();
}

fn title(lines: &mut [String], change: impl FnOnce(&mut Title)) {
    let mut title = Title::read(&lines[0]).unwrap();
    change(&mut title);
    lines[0] = title.line();
}

/// Changes the rows of the first entry from this line on that has any with something sealed.
fn rows(lines: &mut [String], at: usize, change: impl FnOnce(&mut Vec<CarriedRow>)) {
    let is_told = |line: &String| {
        let entry = Carried::read(line).unwrap();
        entry.form == 3 && entry.said.is_some_and(|said| said.rows.len() > 1)
    };
    let Some(found) = lines[at..].iter().position(is_told) else { return };
    entry(lines, at + found, |entry| {
        if let Some(said) = &mut entry.said {
            change(&mut said.rows);
        }
    });
}

/// Bytes that are none of what was written.
fn bytes(text: &str, dice: &mut Dice, kind: usize) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let at = dice.roll(bytes.len());
    match kind {
        0 => bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' },
        1 => drop(bytes.remove(at)),
        2 => bytes.insert(at, b"0 \n\"\r,"[dice.roll(6)]),
        _ => bytes.truncate(at),
    }
    bytes
}

/// Lines as a forger would write them.
fn forged(lines: &mut Vec<String>, dice: &mut Dice, kind: usize) {
    let at = 1 + dice.roll(lines.len() - 2);
    let said = |entry: &mut Carried| entry.said.is_some();
    match kind {
        4 => drop(lines.remove(at)),
        5 => lines.insert(at, lines[at].clone()),
        6 => lines.swap(at, at + 1),
        7 => lines[at] = lines[at].replacen("]]", "],[\"x\",null]]", 1),
        8 => entry(lines, at, |entry| {
            if let Some(said) = &mut entry.said {
                let digest = |seal: &Sealing| Sealing::Emptied(seal.digest(entry.form));
                let author = said.author.as_ref().map(digest);
                said.author = author;
                for row in &mut said.rows {
                    row.sealed = row.sealed.as_ref().map(|it| it.as_ref().map(digest));
                }
            }
        }),
        9 => entry(lines, at, |entry| entry.said = None),
        10 => entry(lines, at, |entry| entry.internal = !entry.internal),
        11 => entry(lines, at, |entry| {
            if let Some(said) = &mut entry.said {
                said.stopped = !said.stopped;
            }
        }),
        12 => entry(lines, at, |entry| {
            if said(entry)
                && let Some(row) = entry.said.as_mut().unwrap().rows.last_mut()
            {
                row.open.reverse();
            }
        }),
        13 => entry(lines, at, |entry| {
            if let Some(said) = &mut entry.said {
                said.rows.pop();
            }
        }),
        14 => title(lines, |title| title.redacted = !title.redacted),
        15 => title(lines, |title| title.entries += 1),
        16 => title(lines, |title| title.head = Some([7; 32])),
        17 => title(lines, |title| "another".clone_into(&mut title.program)),
        18 => lines.truncate(at + 1),
        19..=22 => said_otherwise(lines, at, kind),
        _ => entry(lines, at, |entry| entry.form = 1 + entry.form % 3),
    }
}

/// The same bytes are hashed, and something else is said.
fn said_otherwise(lines: &mut [String], at: usize, kind: usize) {
    match kind {
        19 => rows(lines, at, |rows| {
            let Some(row) = rows.iter_mut().find(|row| row.sealed.is_some()) else { return };
            let Some(Some(seal)) = row.sealed.take() else { return };
            row.open.push(("sealed".to_owned(), Some(hex(&seal.digest(3)))));
        }),
        20 => rows(lines, at, |rows| {
            let unsealed = |pair: &[CarriedRow]| pair[0].sealed.is_none();
            let Some(first) = rows.windows(2).position(unsealed) else { return };
            let next = rows.remove(first + 1);
            let row = &mut rows[first];
            row.open.push(("row".to_owned(), Some(next.table)));
            row.open.push(("id".to_owned(), Some(next.id.to_string())));
            row.open.extend(next.open);
            row.sealed = next.sealed;
        }),
        21 => rows(lines, at, |rows| {
            let Some(row) = rows.iter_mut().find(|row| row.open.len() > 1) else { return };
            let ((name, value), next) = (row.open.remove(0), row.open[0].clone());
            let Some(value) = value else { return };
            row.open[0].0 = format!("{name}={}:{value}\n{}", value.len(), next.0);
        }),
        _ => rows(lines, at, |rows| {
            let Some(row) = rows.first_mut() else { return };
            let taken = row.open.remove(0);
            row.table = format!("{}\nid={}:{}", row.table, row.id.to_string().len(), row.id);
            row.open.insert(0, taken);
        }),
    }
}

const KINDS: usize = 24;

/// Whether the program of the page says that a ledger holds.
fn by_the_page(path: &Path) -> bool {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/verify_ledger.py");
    let output = Command::new("python3").arg(program).arg(path).output().unwrap();
    output.status.success()
}

fn by_us(path: &Path) -> bool {
    verify_ledger(path, None, None).is_ok_and(|verified| verified.failure.is_none())
}

fn ledgers(world: &World) -> Vec<String> {
    vec![exported(world, "my.db", "--internal"), exported(world, "my.db", "")]
}

#[test]
fn two_hundred_altered_ledgers_are_told_by_us_and_by_the_page_alike() {
    let python = may_use("python");
    let (mut altered, mut held) = (0, Vec::new());
    let mut dice = Dice(17);
    for world in worlds() {
        for text in ledgers(&world) {
            let path: PathBuf = world.path("altered.jsonl");
            std::fs::write(&path, &text).unwrap();
            assert!(by_us(&path) && (!python || by_the_page(&path)), "as it was written it holds");
            for kind in (0..KINDS).chain(0..KINDS) {
                let bytes = if kind < 4 {
                    bytes(&text, &mut dice, kind)
                } else {
                    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                    forged(&mut lines, &mut dice, kind);
                    format!("{}\n", lines.join("\n")).into_bytes()
                };
                if bytes == text.as_bytes() {
                    continue;
                }
                std::fs::write(&path, bytes).unwrap();
                let holds = by_us(&path);
                altered += 1;
                assert!(!python || by_the_page(&path) == holds, "kind {kind}: we say {holds}");
                // The second form's link does not say what may be left out.
                let early = kind == 9 && text.contains("\"form\":2");
                if holds && !early {
                    held.push(kind);
                }
            }
        }
    }
    assert!(altered >= 200, "{altered}");
    // What no hash holds: the program's name; and whoever leaves a text out of a ledger that says
    // that texts were left out, or says so of one that has them all, has altered nothing.
    held.retain(|kind| !matches!(kind, 8 | 14 | 17));
    assert!(held.is_empty(), "not found: {held:?}");
}
