//! Who may not read what is internal, and what triggers and grants refuse.

use super::server::{Desk, PASSWORD, Server};

/// What is internal and may reach nobody without the grant.
const PLANTED: [&str; 3] = ["witness-seven", "draft-that-is-not-out", "note-of-the-informant"];

fn bytes_hold(path: &std::path::Path, needle: &str) -> bool {
    let bytes = std::fs::read(path).unwrap();
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[test]
fn a_copy_without_the_grant_holds_digests_and_verifies() {
    let Some(server) = Server::start() else { return };
    server.database("office");
    let owner = Desk::at(&server, "upr_owner", "office");
    owner.ok("init");
    server.grant("office");
    let ana = Desk::at(&server, "ana", "office");
    ana.ok("status set 48 in-progress --note 'note-of-the-informant said so'");
    ana.ok("status set 49 implemented --note 'for all to read' --public");
    ana.ok("plan add NAP 'National plan'");
    ana.ok("action add 'draft-that-is-not-out of the ministry' --for 48 --plan NAP");
    let guest = Desk::at(&server, "guest", "office");
    let verified = guest.ok("verify");
    assert!(verified.stdout.contains("redacted"), "{verified}");
    assert_eq!(guest.head(), ana.head());
    let shown = guest.ok("show 49 -f md").stdout;
    assert!(shown.contains("for all to read"), "{shown}");
    let refused = guest.refused("status set 50 implemented");
    assert!(refused.contains("may not read what is internal"), "{refused}");
    // It goes on: what is new comes, without what is internal.
    ana.ok("status set 50 implemented --note 'witness-seven'");
    let rows = "id,set,status,effective_on\nHC19:52,HC19,in-progress,2025-06-30\n";
    std::fs::write(ana.world.path("rows-of-the-informant.csv"), rows).unwrap();
    ana.ok("import rows-of-the-informant.csv --dry-run");
    ana.ok("import rows-of-the-informant.csv");
    assert!(!bytes_hold(&guest.copy(), "rows-of-the-informant"));
    guest.ok("verify");
    assert!(!bytes_hold(&guest.copy(), "rows-of-the-informant"));
    assert_eq!(guest.head(), ana.head());
    for planted in PLANTED {
        assert!(!bytes_hold(&guest.copy(), planted), "{planted}");
    }
    assert!(PLANTED[1..].iter().all(|planted| bytes_hold(&ana.copy(), planted)));
    // Nor does the server give it.
    for table in ["upr.entry", "upr.published", "upr.home", "upr.notice"] {
        let told = server.try_sql("guest", "office", &format!("SELECT * FROM {table}"));
        let told = String::from_utf8(told.stdout).unwrap();
        assert!(PLANTED.iter().all(|planted| !told.contains(planted)), "{table}");
    }
    assert!(!server.try_sql("guest", "office", "SELECT * FROM upr.secret").status.success());
    // What is published later comes whole, and the copy still verifies.
    ana.ok("publish NAP");
    let listed = guest.ok("list --set NAP -f csv").stdout;
    assert!(listed.contains("draft-that-is-not-out"), "{listed}");
    guest.ok("verify");
    assert_eq!(guest.head(), ana.head());
    assert!(!bytes_hold(&guest.copy(), "witness-seven"));
    // The grant comes and goes, and the copy with it.
    server.sql("office", "GRANT SELECT ON upr.secret TO guest");
    assert!(guest.ok("show 50 -f md --internal").stdout.contains("witness-seven"));
    server.sql("office", "REVOKE SELECT ON upr.secret FROM guest");
    guest.ok("verify");
    assert!(!bytes_hold(&guest.copy(), "witness-seven"));
}

#[test]
fn the_server_refuses_what_is_not_appended() {
    let Some(server) = Server::start() else { return };
    server.database("office");
    Desk::at(&server, "upr_owner", "office").ok("init");
    server.grant("office");
    let next = "INSERT INTO upr.entry SELECT id + 1, sha256('x'), hash, '{}' FROM upr.entry ORDER BY id DESC LIMIT 1";
    let gap = next.replace("id + 1", "id + 2");
    let other = next.replace("sha256('x'), hash", "sha256('x'), sha256('y')");
    let both = [
        "UPDATE upr.entry SET open = ''",
        "DELETE FROM upr.entry",
        "TRUNCATE upr.entry, upr.secret, upr.published",
        "DELETE FROM upr.secret",
        "UPDATE upr.secret SET whole = ''",
        "SELECT upr.destroy(1, '{}', NULL)",
        "DELETE FROM upr.home",
        gap.as_str(),
        other.as_str(),
    ];
    for sql in both {
        for role in ["ana", "upr_owner", "postgres"] {
            assert!(!server.try_sql(role, "office", sql).status.success(), "{role}: {sql}");
        }
    }
    for sql in ["SELECT upr.lock()", next] {
        assert!(!server.try_sql("guest", "office", sql).status.success(), "{sql}");
    }
    Desk::at(&server, "ana", "office").ok("verify");
}

#[test]
fn a_text_is_destroyed_at_the_home_and_in_each_copy() {
    let Some(server) = Server::start() else { return };
    server.database("office");
    Desk::at(&server, "upr_owner", "office").ok("init");
    server.grant("office");
    let (ana, ben) = (Desk::at(&server, "ana", "office"), Desk::at(&server, "ben", "office"));
    ana.ok("status set 48 in-progress --note 'witness-seven'");
    ben.ok("verify");
    assert!(bytes_hold(&ben.copy(), "witness-seven"));
    let log = ana.ok("status log 48 -f json").stdout;
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let entry = log.to_string();
    let at = entry.find("\"entry\":").map(|at| &entry[at + 8..]).unwrap();
    let entry: String = at.chars().take_while(char::is_ascii_digit).collect();
    ana.ok(&format!("purge {entry} --reason 'consent withdrawn' --yes"));
    let left = "SELECT count(*) FROM upr.secret WHERE whole LIKE '%witness-seven%'";
    assert_eq!(server.sql("office", left), "0");
    let left = "SELECT count(*) FROM upr.entry WHERE open LIKE '%witness-seven%'";
    assert_eq!(server.sql("office", left), "0");
    ben.ok("verify");
    for desk in [&ana, &ben] {
        assert!(!bytes_hold(&desk.copy(), "witness-seven"));
    }
    let late = Desk::at(&server, "ben", "office");
    late.ok("verify");
    assert_eq!(late.head(), ana.head());
    // What the page says of the server's own pages.
    for sql in
        ["VACUUM FULL upr.entry", "VACUUM FULL upr.secret", "SELECT pg_switch_wal()", "CHECKPOINT"]
    {
        server.sql("office", sql);
    }
    let mut folders = vec![server.path("data/base")];
    let mut looked = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                looked += 1;
                assert!(!bytes_hold(&entry, "witness-seven"), "{}", entry.display());
            }
        }
    }
    assert!(looked > 100, "{looked}");
}

#[test]
fn the_password_stands_nowhere() {
    let Some(server) = Server::start() else { return };
    server.database("office");
    let owner = Desk::at(&server, "upr_owner", "office");
    owner.ok("init");
    for words in [
        "list",
        "verify",
        "doctor",
        "status set 48 implemented",
        "report -f md",
        "export ledger --internal",
    ] {
        owner.ok(words);
    }
    assert!(!bytes_hold(&owner.copy(), PASSWORD));
    // A wrong one is told as such, and not repeated.
    let ran = owner.command("list").env("PGPASSWORD", "another-secret-word").output().unwrap();
    let told = String::from_utf8(ran.stderr).unwrap();
    assert!(
        told.contains("does not let this user in") && !told.contains("another-secret-word"),
        "{told}"
    );
    // As an argument it is refused before anything is asked.
    let with = owner.address.replace("upr_owner@", &format!("upr_owner:{PASSWORD}@"));
    let ran = owner.command("list").env("UPR_DB", &with).output().unwrap();
    let told = String::from_utf8(ran.stderr).unwrap();
    assert!(
        ran.status.code() == Some(2) && told.contains("PGPASSWORD") && !told.contains(PASSWORD),
        "{told}"
    );
    // From the passfile, which nobody else may read.
    let passfile = owner.world.path("home/.pgpass");
    std::fs::write(&passfile, format!("127.0.0.1:*:*:upr_owner:{PASSWORD}\n")).unwrap();
    let with_mode = |mode| {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&passfile, std::fs::Permissions::from_mode(mode)).unwrap();
        owner.command("list").env_remove("PGPASSWORD").output().unwrap().status.code()
    };
    assert_eq!((with_mode(0o600), with_mode(0o644)), (Some(0), Some(1)));
}
