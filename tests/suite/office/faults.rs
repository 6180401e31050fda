//! What goes wrong between a copy and its home: no acknowledged entry is lost, no half batch stays, and a
//! disagreement is named with its entry.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::server::{Desk, Server};

fn office() -> Option<(Server, Desk)> {
    let server = Server::start()?;
    server.database("office");
    Desk::at(&server, "upr_owner", "office").ok("init");
    server.grant("office");
    let desk = Desk::at(&server, "ana", "office");
    desk.ok("verify");
    Some((server, desk))
}

fn newest(server: &Server) -> i64 {
    server.sql("office", "SELECT max(id) FROM upr.entry").parse().unwrap()
}

/// Stands between, and cuts where it is told: the server hears what the program said, or does not.
struct Cutter {
    port: u16,
    /// 0: lets all through. 1: cuts once COMMIT was asked, before the server hears it. 2: cuts once the
    /// server has answered it, before the program hears.
    mode: Arc<AtomicUsize>,
}

impl Cutter {
    fn before(server: &Server) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let (port, to) = (listener.local_addr().unwrap().port(), server.port);
        let mode = Arc::new(AtomicUsize::new(0));
        let shared = Arc::clone(&mode);
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let Ok(client) = client else { return };
                let Ok(there) = TcpStream::connect(("127.0.0.1", to)) else { continue };
                let committed = Arc::new(AtomicUsize::new(0));
                let (up, down) = (client.try_clone().unwrap(), there.try_clone().unwrap());
                let (mode, seen) = (Arc::clone(&shared), Arc::clone(&committed));
                std::thread::spawn(move || {
                    pass(up, down, |bytes| {
                        if !bytes.windows(7).any(|it| it == b"COMMIT\0") {
                            return true;
                        }
                        seen.store(1, Ordering::SeqCst);
                        // Once: what is asked afterwards goes through.
                        mode.compare_exchange(1, 0, Ordering::SeqCst, Ordering::SeqCst).is_err()
                    })
                });
                let mode = Arc::clone(&shared);
                std::thread::spawn(move || {
                    pass(there, client, |_| {
                        committed.load(Ordering::SeqCst) == 0
                            || mode
                                .compare_exchange(2, 0, Ordering::SeqCst, Ordering::SeqCst)
                                .is_err()
                    })
                });
            }
        });
        Self { port, mode }
    }

    fn cut(&self, mode: usize) {
        self.mode.store(mode, Ordering::SeqCst);
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, goes: impl Fn(&[u8]) -> bool) {
    let mut bytes = [0; 65536];
    while let Ok(read) = from.read(&mut bytes) {
        if read == 0 || !goes(&bytes[..read]) || to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    drop((from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both)));
}

#[test]
fn a_lost_answer_to_commit_is_found_out() {
    let Some((server, mut desk)) = office() else { return };
    let cutter = Cutter::before(&server);
    desk.address = desk.address.replace(&server.port.to_string(), &cutter.port.to_string());
    desk.ok("verify");
    let before = newest(&server);
    // The server never heard it: nothing is recorded, and that is said.
    cutter.cut(1);
    let refused = desk.refused("status set 48 implemented");
    assert!(refused.contains("nothing was recorded"), "{refused}");
    assert_eq!(newest(&server), before);
    assert!(!desk.ok("list --status implemented -f csv").stdout.contains("HC19:48"));
    // The server did it and the answer was lost: it is recorded, and that is said.
    cutter.cut(2);
    let said = desk.ok("status set 48 implemented");
    assert!(said.stderr.contains("HC19:48 is implemented"), "{said}");
    assert_eq!(newest(&server), before + 1);
    assert!(desk.ok("list --status implemented -f csv").stdout.contains("HC19:48"));
    desk.ok("verify");
}

#[test]
fn a_server_that_dies_with_the_answer_is_asked_when_it_lives() {
    let Some((server, mut desk)) = office() else { return };
    let cutter = Cutter::before(&server);
    let direct = desk.address.clone();
    desk.address = direct.replace(&server.port.to_string(), &cutter.port.to_string());
    desk.ok("verify");
    // The connection is cut after COMMIT, and the server is gone before it can be asked.
    let before = newest(&server);
    cutter.cut(2);
    let mut running = desk.command("status set 48 implemented");
    let running = running.stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut tries = 0;
    while newest(&server) == before && tries < 400 {
        std::thread::sleep(std::time::Duration::from_millis(5));
        tries += 1;
    }
    server.end("immediate");
    let ended = running.wait_with_output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    server.begin();
    // However quick it was, what it said is so.
    let recorded = newest(&server) == before + 1;
    let unknown = told.contains("not known yet");
    match ended.status.code() {
        Some(0) => assert!(recorded && told.contains("is implemented"), "{told}"),
        _ if unknown => {}
        _ => assert!(!recorded && told.contains("nothing was recorded"), "{told}"),
    }
    let next = desk.ok("list --status implemented -f csv");
    if unknown {
        let became = if recorded { ") was recorded" } else { ") was not recorded" };
        assert!(next.stderr.contains(became), "{next}");
    }
    assert_eq!(next.stdout.contains("HC19:48"), recorded);
    desk.ok("verify");
}

#[test]
fn a_server_that_is_killed_loses_no_acknowledged_entry() {
    let Some((server, desk)) = office() else { return };
    let before = newest(&server);
    let done = Arc::new(AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for at in 0..4 {
            let (done, server) = (Arc::clone(&done), &server);
            scope.spawn(move || {
                let desk = Desk::at(server, if at % 2 == 0 { "ana" } else { "ben" }, "office");
                let levels = ["implemented", "in-progress"];
                for round in 0..12 {
                    let items = format!("{} {}", 10 + at * 2, 11 + at * 2);
                    let words = format!("status set {items} {}", levels[round % 2]);
                    if desk.upr(&words).code == 0 {
                        done.fetch_add(2, Ordering::SeqCst);
                    }
                }
            });
        }
        for _ in 0..2 {
            std::thread::sleep(std::time::Duration::from_millis(900));
            server.end("immediate");
            server.begin();
        }
    });
    let (after, done) = (newest(&server), i64::try_from(done.load(Ordering::SeqCst)).unwrap());
    assert!(done > 0 && after - before >= done, "{done} acknowledged, {} there", after - before);
    assert_eq!((after - before) % 2, 0, "no half batch");
    let other = Desk::at(&server, "ben", "office");
    assert_eq!(desk.head(), other.head());
    desk.ok("verify");
}

#[test]
fn a_copy_that_is_torn_or_gone_is_made_again() {
    let Some((_server, desk)) = office() else { return };
    let (copy, head) = (desk.copy(), desk.head());
    let whole = std::fs::read(&copy).unwrap();
    for torn in [&whole[..whole.len() / 2], b"not a database at all", b""] {
        std::fs::write(&copy, torn).unwrap();
        assert_eq!(desk.head(), head);
        desk.ok("verify");
    }
    std::fs::remove_file(&copy).unwrap();
    assert_eq!(desk.head(), head);
}

#[test]
fn an_older_copy_catches_up() {
    let Some((server, desk)) = office() else { return };
    let copy = desk.copy();
    let older = std::fs::read(&copy).unwrap();
    desk.ok("status set 48 implemented");
    Desk::at(&server, "ben", "office").ok("status set 49 implemented");
    let head = desk.head();
    std::fs::write(&copy, older).unwrap();
    desk.ok("status set 50 implemented");
    assert_ne!(desk.head(), head);
    for item in ["48", "49", "50"] {
        assert!(
            desk.ok("list --status implemented -f csv").stdout.contains(&format!("HC19:{item}"))
        );
    }
    desk.ok("verify");
}

#[test]
fn a_forged_copy_is_refused_and_named_and_nothing_is_pushed() {
    let Some((server, desk)) = office() else { return };
    desk.ok("status set 48 in-progress");
    let (copy, before) = (desk.copy(), newest(&server));
    // Somebody makes of the copy a file of their own, writes to it, and puts it back.
    desk.ok("backup forged.db");
    let forged = desk.world.path("forged.db");
    let file = desk.command("status set 49 implemented").env("UPR_DB", &forged).output().unwrap();
    assert!(file.status.success());
    let connection = rusqlite::Connection::open(&forged).unwrap();
    let sql = "INSERT INTO notice SELECT key, value FROM there.notice WHERE key <> 'redacted'";
    connection.execute("ATTACH $1 AS there", [copy.to_str().unwrap()]).unwrap();
    connection.execute(sql, []).unwrap();
    drop(connection);
    std::fs::copy(&forged, &copy).unwrap();
    for words in ["list", "status set 50 implemented"] {
        let refused = desk.refused(words);
        assert!(
            refused.contains("disagree") && refused.contains(&format!("entry {}", before + 1)),
            "{refused}"
        );
    }
    assert_eq!(newest(&server), before);
    // And with another entry in the place of one that is there.
    Desk::at(&server, "ben", "office").ok("status set 51 implemented");
    let refused = desk.refused("status set 50 implemented");
    assert!(refused.contains(&format!("from entry {} on", before + 1)), "{refused}");
    assert_eq!(newest(&server), before + 1);
    desk.ok("forget");
    desk.ok("status set 50 implemented");
}

#[test]
fn a_home_that_was_altered_by_hand_is_named_with_its_entry() {
    let Some((server, desk)) = office() else { return };
    desk.ok("status set 48 in-progress --note 'as it was' --public");
    let entry = newest(&server);
    let by_hand = |sql: &str| {
        server.sql("office", &format!("ALTER TABLE upr.entry DISABLE TRIGGER ALL; ALTER TABLE upr.secret DISABLE TRIGGER ALL; {sql}; ALTER TABLE upr.entry ENABLE ALWAYS TRIGGER follows; ALTER TABLE upr.entry ENABLE ALWAYS TRIGGER stands; ALTER TABLE upr.secret ENABLE ALWAYS TRIGGER stands"));
    };
    by_hand(&format!(
        "UPDATE upr.secret SET whole = replace(whole, 'as it was', 'as it never was') WHERE id = {entry}"
    ));
    let refused = desk.refused("verify");
    assert!(refused.contains(&format!("entry {entry}")), "{refused}");
    // A new copy takes nothing of it.
    let late = Desk::at(&server, "ben", "office");
    let refused = late.refused("list");
    assert!(
        refused.contains("was altered") && refused.contains(&format!("entry {entry}")),
        "{refused}"
    );
    by_hand(&format!(
        "UPDATE upr.secret SET whole = replace(whole, 'as it never was', 'as it was') WHERE id = {entry}"
    ));
    late.ok("verify");
    // Another hash: copies that have the entry say from where on they disagree.
    by_hand(&format!("UPDATE upr.entry SET hash = sha256('forged') WHERE id = {entry}"));
    for words in ["list", "status set 49 implemented"] {
        let refused = desk.refused(words);
        assert!(refused.contains(&format!("from entry {entry} on")), "{refused}");
    }
    // Set back to an older state.
    by_hand(&format!(
        "DELETE FROM upr.secret WHERE id = {entry}; DELETE FROM upr.entry WHERE id = {entry}"
    ));
    let refused = desk.refused("status set 49 implemented");
    assert!(refused.contains("the home ends with entry"), "{refused}");
    assert_eq!(newest(&server), entry - 1);
    let seen = desk.upr("doctor");
    assert!(seen.code == 1 && seen.stdout.contains("set back"), "{seen}");
    // A trigger that is gone is a fault, and its owner puts it back.
    server.sql("office", "DROP TRIGGER follows ON upr.entry");
    assert!(late.upr("doctor").stdout.contains("trigger"));
    let owner = Desk::at(&server, "upr_owner", "office");
    owner.ok("doctor --upgrade-home");
    assert!(owner.ok("doctor").stdout.contains("append-only"));
}

#[test]
fn a_home_of_a_later_format_names_the_release_that_it_takes() {
    let Some((server, desk)) = office() else { return };
    server.sql("office", "UPDATE upr.home SET format = 99, needs = '9.1'");
    for words in ["list", "status set 48 implemented", "verify"] {
        let refused = desk.refused(words);
        assert!(refused.contains("it takes upr 9.1 or later"), "{refused}");
    }
    let offline = desk.ok("list -f csv --offline");
    assert!(offline.stdout.contains("HC19:48"), "{offline}");
    // Somebody else's database is no home, and is left as it is.
    server.sql("postgres", "CREATE DATABASE music OWNER upr_owner TEMPLATE template0");
    let other = Desk::at(&server, "upr_owner", "music");
    assert!(other.refused("list").contains("is no home of a ledger"));
    server.sql(
        "music",
        "CREATE SCHEMA upr AUTHORIZATION upr_owner; CREATE TABLE upr.song (title text)",
    );
    let refused = other.refused("init");
    assert!(refused.contains("is not empty") && refused.contains("song"), "{refused}");
    assert_eq!(server.sql("music", "SELECT count(*) FROM pg_tables WHERE schemaname = 'upr'"), "1");
}
