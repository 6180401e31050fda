//! The connection to a server elsewhere: encrypted, and only to whom its certificate names.

use std::process::Command;

use super::server::{Desk, Server};

/// Makes a root, and a certificate of `localhost` that leads to it, with openssl; false where there is none.
fn certificates(server: &Server) -> bool {
    let ec = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    std::fs::write(server.path("ext"), "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n")
        .unwrap();
    for words in [
        format!("req -x509 {ec} -keyout ca.key -out root.crt -days 2 -subj /CN=root"),
        format!("req -x509 {ec} -keyout other.key -out other.crt -days 2 -subj /CN=other"),
        format!("req {ec} -keyout server.key -out server.csr -subj /CN=localhost"),
        "x509 -req -in server.csr -CA root.crt -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out server.crt".to_owned(),
    ] {
        let made = Command::new("openssl").args(words.split(' ')).current_dir(server.folder.path()).output();
        let Ok(made) = made else { return false };
        assert!(made.status.success(), "{words}: {}", String::from_utf8_lossy(&made.stderr));
    }
    true
}

#[test]
fn a_certificate_must_lead_to_the_root_and_name_the_server() {
    let Some(server) = Server::start() else { return };
    if !certificates(&server) {
        println!("SKIPPED: no openssl: TLS to a home was not tested");
        return;
    }
    server.own();
    server.end("fast");
    let folder = server.folder.path().display();
    server.append("data/postgresql.conf", &format!(
        "ssl = on\nssl_cert_file = '{folder}/server.crt'\nssl_key_file = '{folder}/server.key'\nlisten_addresses = 'localhost'\n"
    ));
    server.begin();
    server.database("office");
    let mut desk = Desk::at(&server, "upr_owner", "office");
    let at = |host: &str, rest: &str| {
        format!("postgres://upr_owner@{host}:{}/office{rest}", server.port)
    };
    desk.address = at("localhost", &format!("?sslmode=verify-full&sslrootcert={folder}/root.crt"));
    desk.ok("init");
    let seen = desk.ok("doctor").stdout;
    assert!(seen.contains("the connection is encrypted"), "{seen}");
    // In the clear to this machine; encrypted where it is asked for by the environment.
    desk.address = at("localhost", "");
    assert!(desk.ok("doctor").stdout.contains("is not encrypted"));
    let root = format!("{folder}/root.crt");
    let by_environment = desk
        .command("doctor")
        .env("PGSSLMODE", "verify-full")
        .env("PGSSLROOTCERT", &root)
        .output()
        .unwrap();
    assert!(
        String::from_utf8_lossy(&by_environment.stdout).contains("the connection is encrypted")
    );
    for (host, rest, told) in [
        // Another name than the certificate's; another root; none; what only looks safe.
        ("127.0.0.1", format!("?sslmode=verify-full&sslrootcert={root}"), "not valid for"),
        (
            "localhost",
            format!("?sslmode=verify-full&sslrootcert={folder}/other.crt"),
            "no safe connection",
        ),
        ("localhost", "?sslmode=verify-full".to_owned(), "no root certificate is known"),
        ("localhost", format!("?sslmode=verify-full&sslrootcert={folder}/ext"), "cannot be read"),
        ("localhost", "?sslmode=require".to_owned(), "is not taken"),
    ] {
        desk.address = at(host, &rest);
        let refused = desk.refused("list");
        assert!(
            refused.contains(told) && refused.contains("no safe connection"),
            "{rest}: {refused}"
        );
    }
    // Elsewhere it is never in the clear unless that is asked for: no packet is sent.
    desk.address = "postgres://upr_owner@192.0.2.7/office".to_owned();
    let refused = desk.refused("list");
    assert!(refused.contains("no root certificate is known"), "{refused}");
}
