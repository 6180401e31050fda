//! Commands of all kinds at a home, beside the same commands on a file: they answer the same.

use super::server::{Desk, Server};
use crate::support::World;

/// Ten that write and ten that ask.
const COMMANDS: [&str; 20] = [
    "owner set 'Human Rights Ombudsman' --kind nhri",
    "status set 48 in-progress --note 'draft law' --evidence https://example.org/law",
    "status set 49 50 implemented",
    "assessor add ngo --name 'A federation' --kind cso",
    "status set 49 no-information --by ngo --unsourced",
    "tag add 48 theme:food",
    "remark add 48 'a remark' --by ngo",
    "undo --yes",
    "redo",
    "plan add NAP 'National plan'",
    "list -f csv",
    "show 48 -f md",
    "report -f md",
    "search food -f csv",
    "status log 48 -f csv",
    "gaps -f csv",
    "trend -f csv",
    "disagreement -f csv",
    "export json",
    "export ledger",
];

#[test]
fn a_home_answers_as_a_file_does() {
    let Some(server) = Server::start() else { return };
    server.database("office");
    let desk = Desk::at(&server, "upr_owner", "office");
    desk.ok("init");
    let world = World::seeded();
    for words in COMMANDS {
        let (there, here) = (desk.upr(words), world.upr(words));
        assert_eq!(there.code, here.code, "`{words}`:\n{there}\n{here}");
        // Salts are drawn, so that hashes differ; all else is the same.
        let plain = |text: &str| -> String {
            let words = text.split_inclusive(|c: char| !c.is_ascii_hexdigit());
            words.filter(|word| word.len() < 9).collect()
        };
        assert_eq!(plain(&there.stdout), plain(&here.stdout), "`{words}`");
    }
    desk.ok("verify");
}

#[test]
fn a_file_moves_in_and_goes_out_again() {
    let Some(server) = Server::start() else { return };
    server.database("office");
    let desk = Desk::at(&server, "upr_owner", "office");
    let file = World::seeded();
    file.ok("status set 48 in-progress --note 'as it was in the file'");
    let before = std::fs::read(file.path("my.db")).unwrap();
    desk.ok(&format!("init --from {}", file.path("my.db").display()));
    assert_eq!(std::fs::read(file.path("my.db")).unwrap(), before, "the file stays as it is");
    let theirs = desk.ok("fingerprint -f json").stdout;
    desk.ok("backup out.db");
    let out = desk.command("fingerprint -f json").env("UPR_DB", "out.db").output().unwrap();
    let out = String::from_utf8(out.stdout).unwrap();
    let hash = |text: &str| text.split('"').find(|word| word.len() == 64).unwrap().to_owned();
    assert_eq!(hash(&theirs), hash(&out));
    assert_eq!(hash(&theirs), hash(&file.ok("fingerprint -f json")));
    // A second home in the same database is refused.
    let refused = desk.refused("init");
    assert!(refused.contains("is not empty"), "{refused}");
    assert!(desk.refused("restore out.db").contains("is a home"));
}

#[cfg(feature = "web")]
#[test]
fn the_pages_show_what_others_record_and_record_themselves() {
    use crate::serve::served::Served;
    let Some(server) = Server::start() else { return };
    server.database("office");
    let desk = Desk::at(&server, "upr_owner", "office");
    desk.ok("init");
    let served = Served::signed_in(desk.command(""));
    let other = Desk::at(&server, "upr_owner", "office");
    other.ok("status set 48 in-progress --note 'recorded elsewhere'");
    let page = served.get("/item/HC19:48");
    assert!(page.body.contains("recorded elsewhere"), "{}", page.body);
    let version = served.get("/item/HC19:49").hidden("version");
    let form = [("version", version.as_str()), ("status", "implemented"), ("note", "on a page")];
    assert_eq!(served.post("/item/HC19:49", &form).status, 303);
    assert!(other.ok("show 49 -f md --internal").stdout.contains("on a page"));
    // The server is away, and comes back.
    server.end("fast");
    assert!(served.get("/item/HC19:48").status >= 500);
    server.begin();
    assert_eq!(served.get("/item/HC19:48").status, 200);
}
