//! Many who write at once.

use std::process::Stdio;

use super::server::{Desk, Server};

/// So many write at once.
const WRITERS: usize = 90;

#[test]
fn ninety_writers_lose_nothing_and_none_is_refused() {
    let Some(server) = Server::start() else { return };
    server.database("office");
    Desk::at(&server, "upr_owner", "office").ok("init");
    server.grant("office");
    let desks: Vec<_> = (0..9)
        .map(|at| Desk::at(&server, if at % 2 == 0 { "ana" } else { "ben" }, "office"))
        .collect();
    let before: i64 = server.sql("office", "SELECT max(id) FROM upr.entry").parse().unwrap();
    let levels = ["implemented", "in-progress", "partially-implemented"];
    let running: Vec<_> = (0..WRITERS)
        .map(|at| {
            let (item, level) = (3 + at % 45, levels[at / 45]);
            let words = format!("status set {item} {level} --note 'writer {at}'");
            let mut command = desks[at % desks.len()].command(&words);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in running {
        let ended = child.wait_with_output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
    let after: i64 = server.sql("office", "SELECT max(id) FROM upr.entry").parse().unwrap();
    assert_eq!(after - before, i64::try_from(WRITERS).unwrap());
    let heads: Vec<_> = desks.iter().map(Desk::head).collect();
    assert!(heads.iter().all(|head| *head == heads[0]), "{heads:?}");
    desks[0].ok("verify");
}
