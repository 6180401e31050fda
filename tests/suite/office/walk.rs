//! The walk-through of docs/office.md, a standby included.

use super::server::{Desk, PASSWORD, Server};

#[test]
fn the_walk_through_of_the_page_runs() {
    let Some(server) = Server::start() else { return };
    server.database("followup");
    let owner = Desk::at(&server, "upr_owner", "followup");
    let made = owner.ok("init");
    assert!(made.stderr.contains("made postgres://upr_owner@127.0.0.1"), "{made}");
    owner.ok("doctor");
    server.grant("followup");

    let (ana, ben) = (Desk::at(&server, "ana", "followup"), Desk::at(&server, "ben", "followup"));
    let said = ana.ok("status set 48 in-progress --note 'draft law before parliament'");
    assert!(said.stderr.contains("HC19:48 is in-progress"), "{said}");
    ben.ok("status set 49 implemented");
    ana.ok("status set 50 no-information");
    assert_eq!(ana.head(), ben.head(), "both copies say the same");
    for desk in [&ana, &ben] {
        let verified = desk.ok("verify");
        assert!(verified.stdout.contains("home"), "{verified}");
        let listed = desk.ok("list --status in-progress -f csv").stdout;
        assert!(listed.contains("HC19:48"), "{listed}");
        assert!(desk.ok("list --status implemented -f csv").stdout.contains("HC19:49"));
    }

    // Offline, from the copy, which says how old it is.
    server.end("fast");
    let refused = ana.refused("list");
    assert!(refused.contains("does not answer") && refused.contains("--offline"), "{refused}");
    let offline = ana.ok("list --status implemented -f csv --offline");
    assert!(offline.stdout.contains("HC19:49"), "{offline}");
    assert!(
        offline.stderr.contains("as of entry") && offline.stderr.contains("last caught up"),
        "{offline}"
    );
    let refused = ana.refused("status set 51 implemented --offline");
    assert!(refused.contains("takes no writes of its own"), "{refused}");
    server.begin();

    // A backup is a file of its own.
    ana.ok("backup followup.db");
    let file = Desk { address: "followup.db".to_owned(), world: ana.world };
    file.ok("status set 51 implemented");
    file.ok("verify");
    let ana = Desk { address: server.address("ana", "followup"), ..file };
    ana.ok("merge followup.db");
    assert!(ben.ok("show 51").stdout.contains("implemented"));

    // A standby is read, and takes no writes until it is promoted.
    let standby = server.standby();
    let reader = Desk::at(&standby, "ana", "followup");
    assert_eq!(reader.head(), ana.head());
    let refused = reader.refused("status set 52 implemented");
    assert!(refused.contains("standby"), "{refused}");
    ben.ok("status set 52 implemented");
    standby.run("pg_ctl", "-D data -w promote");
    reader.ok("status set 53 implemented");
    reader.ok("verify");

    // A machine is given up.
    assert!(ben.copy().exists());
    ben.ok("forget");
    ben.ok("verify");
    assert!(
        !server.log().contains(PASSWORD) || server.log().contains("PASSWORD 'correct"),
        "only its own DDL"
    );
}
