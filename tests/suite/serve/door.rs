//! What the door lets in, and what stands on every answer.

use super::served::{Served, session};
use crate::support::World;

const ITEM: &str = "/item/EX:2";

#[test]
fn the_pages_are_offered_under_their_own_name_only() {
    let world = World::example();
    let served = Served::of(&world);
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"] {
        let answer = served.raw(&format!(
            "GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
            served.cookie
        ));
        assert_eq!(answer.status, 421, "{host}: {}", answer.head);
        assert!(!answer.body.contains("Exampleland"), "{host}");
    }
    let none = served.raw(&format!("GET / HTTP/1.0\r\nCookie: {}\r\n\r\n", served.cookie));
    assert_eq!(none.status, 421);
    let two = served.raw(&format!(
        "GET / HTTP/1.1\r\nHost: {0}\r\nHost: evil.example\r\nCookie: {1}\r\nConnection: close\r\n\r\n",
        served.address, served.cookie
    ));
    assert!(two.status == 421 || two.status == 400, "{}", two.head);
    let elsewhere = served.raw(&format!(
        "GET http://evil.example/ HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        served.address, served.cookie
    ));
    assert_eq!(elsewhere.status, 421);
    let port = served.address.port();
    let local = served.raw(&format!(
        "GET / HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        served.cookie
    ));
    assert_eq!(local.status, 200);
}

#[test]
fn the_key_becomes_a_cookie_and_leaves_the_address() {
    let world = World::example();
    let mut served = Served::with(&world, &[]);
    for path in ["/", "/items", ITEM, "/items.csv", "/style.css", "/nowhere", "/?key=0000"] {
        let answer = served.get(path);
        assert_eq!(answer.status, 401, "{path}");
        assert!(!answer.body.contains("Exampleland"), "{path}");
    }
    let (_, key) = served.link.split_once("?key=").unwrap();
    let key = key.to_owned();
    assert_eq!(key.len(), 64);
    let answer = served.get(&format!("/items?key={key}"));
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location").unwrap(), "/items");
    let cookie = answer.header("set-cookie").unwrap();
    for flag in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    assert!(!cookie.contains(&key), "the cookie is no key");
    served.cookie = session(&answer);
    assert_eq!(served.get("/items").status, 200);
    // Followed from a message in a browser: the way on is a page of ours.
    let followed = served.get_with(&format!("/?key={key}"), "Sec-Fetch-Site: cross-site\r\n");
    assert_eq!(followed.status, 200);
    assert_eq!(followed.header("refresh").unwrap(), "0; url=/");
    assert!(!followed.body.contains(&key));
    let wrong = served.get_with("/?key=1", "");
    assert_eq!(wrong.status, 401);
}

#[test]
fn whoever_signs_out_is_out() {
    let world = World::example();
    let served = Served::of(&world);
    let answer = served.post("/leave", &[]);
    assert_eq!(answer.status, 200);
    assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(served.get("/").status, 401, "the session ended, not only the cookie");
}

#[test]
fn a_write_comes_from_a_page_of_this_site() {
    let world = World::example();
    let served = Served::of(&world);
    let before = std::fs::read(world.path("my.db")).unwrap();
    let page = served.get(ITEM);
    let version = page.hidden("version");
    let own = format!("http://{}", served.address);
    let form = [
        ("token", served.token.as_str()),
        ("version", version.as_str()),
        ("status", "regressed"),
        ("note", "x"),
    ];
    for lines in [
        String::new(),
        "Origin: https://evil.example\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        format!("Origin: {own}.evil.example\r\n"),
        format!("Origin: {own}\r\nSec-Fetch-Site: cross-site\r\n"),
        format!("Origin: {own}\r\nSec-Fetch-Site: same-site\r\n"),
        "Referer: https://evil.example/\r\n".to_owned(),
    ] {
        let answer = served.post_with(ITEM, &lines, &form);
        assert_eq!(answer.status, 403, "{lines}");
    }
    let origin = format!("Origin: {own}\r\n");
    for token in ["", "0", &served.token[1..]] {
        let mut form = form;
        form[0].1 = token;
        assert_eq!(served.post_with(ITEM, &origin, &form).status, 403, "token `{token}`");
    }
    let mut other = Served::of(&world);
    other.cookie = String::new();
    assert_eq!(other.post(ITEM, &form[1..]).status, 401);
    assert_eq!(served.raw(&format!(
        "PUT {ITEM} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n{origin}Content-Length: 0\r\nConnection: close\r\n\r\n",
        served.address, served.cookie
    )).status, 405);
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before, "nothing was recorded");
    assert_eq!(served.post_with(ITEM, &origin, &form).status, 303, "the same from here is taken");
}

#[test]
fn every_answer_is_sealed() {
    let world = World::example();
    let served = Served::of(&world);
    let pages = [
        served.get("/"),
        served.get(ITEM),
        served.get("/items.csv"),
        served.get("/nowhere"),
        served.get("/item/EX:none"),
        served.post("/undo", &[("batch", "x")]),
        served.raw("GET / HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n"),
    ];
    for answer in pages {
        let policy = answer.header("content-security-policy").unwrap();
        for rule in [
            "default-src 'none'",
            "script-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(rule), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("referrer-policy").unwrap(), "same-origin");
        assert_eq!(answer.header("x-content-type-options").unwrap(), "nosniff");
        assert_eq!(answer.header("cache-control").unwrap(), "no-store");
        assert_eq!(answer.header("server"), None);
    }
    let style = served.get("/style.css");
    assert!(style.header("cache-control").unwrap().contains("immutable"));
}

#[test]
fn error_pages_tell_nothing_of_file_or_program() {
    let world = World::example();
    let served = Served::of(&world);
    let mut answers = vec![
        served.get("/nowhere"),
        served.get("/%00"),
        served.get("/item/EX:none"),
        served.get("/item/../../etc/passwd"),
        served.get("/items?theme=none"),
        served.get("/items?status=none"),
        served.post("/undo", &[("batch", "99999")]),
        served.raw("GET / HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n"),
    ];
    std::fs::rename(world.path("my.db"), world.path("gone.db")).unwrap();
    let gone = served.get("/");
    assert_eq!(gone.status, 500);
    answers.push(gone);
    std::fs::write(world.path("my.db"), "no database").unwrap();
    answers.push(served.get("/"));
    for answer in answers {
        assert!(answer.status >= 400 || answer.body.contains("role=\"alert\""), "{}", answer.head);
        let text = answer.body.replace("Made with upr 0.1.0.", "");
        for told in ["my.db", "/tmp", "upr ", "`", env!("CARGO_PKG_VERSION"), "sqlite", "SELECT"] {
            let shown = text.contains(told);
            assert!(!shown || answer.status == 200, "{told}: {text}");
        }
    }
    std::fs::rename(world.path("gone.db"), world.path("my.db")).unwrap();
    assert_eq!(served.get("/").status, 200, "it comes back with its file");
}

#[test]
fn what_is_too_large_is_not_taken() {
    let world = World::example();
    let served = Served::of(&world);
    let long = "x".repeat(1_100_000);
    let answer = served.post(ITEM, &[("status", "in-progress"), ("note", &long)]);
    assert_eq!(answer.status, 413);
    let head = format!(
        "GET / HTTP/1.1\r\nHost: {}\r\nX-Long: {}\r\nConnection: close\r\n\r\n",
        served.address,
        "y".repeat(100_000)
    );
    let answer = served.raw(&head);
    assert!(answer.status == 431 || answer.status == 400 || answer.status == 0, "{}", answer.head);
    assert_eq!(served.raw_bytes(b"\0\x01nonsense\r\n\r\n").status, 400);
    assert_eq!(served.get("/").status, 200, "the server lives");
}

#[test]
fn requests_are_noted_without_what_was_asked() {
    let world = World::example();
    let mut child = world.command();
    child.arg("serve").stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = child.spawn().unwrap();
    let mut line = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut out, &mut line).unwrap();
    let (address, key) = line.trim().strip_prefix("http://").unwrap().split_once("/?key=").unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let request = format!(
        "GET /items?q=torture&key={key} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    );
    std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
    let mut answer = String::new();
    drop(std::io::Read::read_to_string(&mut stream, &mut answer));
    child.kill().unwrap();
    let told = child.wait_with_output().unwrap().stderr;
    let told = String::from_utf8(told).unwrap();
    assert!(told.contains("GET /items 303"), "{told}");
    assert!(!told.contains("torture") && !told.contains(key), "{told}");
}
