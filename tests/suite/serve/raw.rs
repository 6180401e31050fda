//! What a browser would not send: each line of the list of what the pages are careful about, through a
//! socket, and after each the server lives. What is not here stands in `door.rs` (names, key, token, origin),
//! `people.rs` (whom a sign-in names, secrets) and `pages.rs` (files).

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::served::Served;
use crate::support::World;

/// A request with everything that a good one has, but for this line and this body.
fn asked(served: &Served, line: &str, more: &str, body: &str) -> String {
    format!(
        "{line}\r\nHost: {0}\r\nCookie: {1}\r\nOrigin: http://{0}\r\nConnection: close\r\n{more}\r\n{body}",
        served.address, served.cookie
    )
}

/// What is sent, and the statuses that may answer it; 0 is a connection that is closed without a word.
type Line = (&'static str, String, &'static [u16]);

fn lines(served: &Served) -> Vec<Line> {
    let all = [protocol_and_names, heads, paths, methods, forms, sizes];
    all.iter().flat_map(|lines| lines(served)).collect()
}

fn protocol_and_names(served: &Served) -> Vec<Line> {
    let ask = |line: &str| asked(served, line, "", "");
    let name = format!("Host: {}\r\n", served.address);
    vec![
        ("no request at all", "\r\n\r\n\r\n".into(), &[0, 400]),
        ("nonsense", "\u{1}\u{2}\u{3}\r\n\r\n".into(), &[400]),
        ("another protocol", ask("GET / HTTP/9.9"), &[400, 505]),
        ("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".into(), &[0, 400, 421, 505]),
        ("no name", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n".into(), &[400, 421]),
        (
            "an empty name",
            "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n".into(),
            &[400, 421],
        ),
        ("a name with a user", asked_as(served, "u@127.0.0.1"), &[400, 421]),
        ("another port", asked_as(served, "127.0.0.1:1"), &[421]),
        ("no key", format!("GET /items HTTP/1.1\r\n{name}Connection: close\r\n\r\n"), &[401]),
        ("an empty key", format!("GET /?key= HTTP/1.1\r\n{name}Connection: close\r\n\r\n"), &[401]),
        (
            "a key of another run",
            format!("GET /?key={} HTTP/1.1\r\n{name}Connection: close\r\n\r\n", "0".repeat(64)),
            &[401],
        ),
        (
            "a session of another run",
            format!(
                "GET / HTTP/1.1\r\n{name}Cookie: upr-{}={}\r\nConnection: close\r\n\r\n",
                served.address.port(),
                "0".repeat(64)
            ),
            &[401],
        ),
    ]
}

fn heads(served: &Served) -> Vec<Line> {
    let ask = |line: &str| asked(served, line, "", "");
    let many = "X: y\r\n".repeat(2_000);
    vec![
        (
            "a long address",
            ask(&format!("GET /{} HTTP/1.1", "a".repeat(60_000))),
            &[0, 400, 414, 431],
        ),
        (
            "a long line",
            asked(served, "GET / HTTP/1.1", &format!("X: {}\r\n", "y".repeat(60_000)), ""),
            &[0, 400, 431],
        ),
        (
            "a line of forty thousand",
            asked(served, "GET / HTTP/1.1", &format!("X: {}\r\n", "y".repeat(40_000)), ""),
            &[0, 400, 431],
        ),
        ("many lines", asked(served, "GET / HTTP/1.1", &many, ""), &[0, 400, 431]),
        (
            "a line broken into another",
            asked(served, "GET / HTTP/1.1", "X: a\r\n b\r\n", ""),
            &[400],
        ),
        ("a line without a name", asked(served, "GET / HTTP/1.1", ": x\r\n", ""), &[400]),
    ]
}

fn paths(served: &Served) -> Vec<Line> {
    let ask = |line: &str| asked(served, line, "", "");
    vec![
        ("up and out of the folder", ask("GET /../../etc/passwd HTTP/1.1"), &[400, 404]),
        ("the same, in disguise", ask("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1"), &[400, 404]),
        ("the same, twice in disguise", ask("GET /%252e%252e/etc/passwd HTTP/1.1"), &[404]),
        ("the same, within an item", ask("GET /item/..%2f..%2fetc%2fpasswd HTTP/1.1"), &[404]),
        ("the same, backwards", ask("GET /item/..%5c..%5cother.db HTTP/1.1"), &[404]),
        ("the file itself", ask("GET /my.db HTTP/1.1"), &[404]),
        ("a file by its address", ask("GET file:///etc/passwd HTTP/1.1"), &[400, 404, 421]),
        ("an end within a name", ask("GET /item/EX:2%00.html HTTP/1.1"), &[400, 404, 422]),
        ("no UTF-8", ask("GET /item/%ff%fe HTTP/1.1"), &[400, 404]),
        ("a quotation in a name", ask("GET /item/EX:2'%20OR%201=1-- HTTP/1.1"), &[404]),
        (
            "a line into the answer",
            ask("GET /item/EX:2%0d%0aSet-Cookie:%20a=b HTTP/1.1"),
            &[404, 422],
        ),
    ]
}

fn methods(served: &Served) -> Vec<Line> {
    let ask = |line: &str| asked(served, line, "", "");
    vec![
        ("TRACE", ask("TRACE / HTTP/1.1"), &[405]),
        ("CONNECT", ask("CONNECT evil.example:443 HTTP/1.1"), &[400, 404, 405, 421]),
        ("OPTIONS", ask("OPTIONS / HTTP/1.1"), &[405]),
        ("PUT", ask("PUT /item/EX:2 HTTP/1.1"), &[405]),
        ("DELETE", ask("DELETE /item/EX:2 HTTP/1.1"), &[405]),
        ("a method that is none", ask("STEAL /item/EX:2 HTTP/1.1"), &[405]),
        (
            "a write where nothing is taken",
            asked(served, "POST /items HTTP/1.1", "Content-Length: 0\r\n", ""),
            &[405],
        ),
    ]
}

fn forms(served: &Served) -> Vec<Line> {
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let post = |more: &str, body: &str| asked(served, "POST /item/EX:2 HTTP/1.1", more, body);
    vec![
        (
            "a form without a token",
            post(&format!("{form}Content-Length: 18\r\n"), "status=implemented"),
            &[403],
        ),
        (
            "a form of another kind",
            post("Content-Type: application/json\r\nContent-Length: 2\r\n", "{}"),
            &[403],
        ),
        ("a form of no UTF-8", post(&format!("{form}Content-Length: 9\r\n"), "token=%ff"), &[403]),
        (
            "two lengths",
            post(&format!("{form}Content-Length: 5\r\nContent-Length: 6\r\n"), "token="),
            &[400],
        ),
        (
            "a length and chunks",
            post(
                &format!("{form}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
                "0\r\n\r\n",
            ),
            &[400, 403],
        ),
        ("a length that is none", post(&format!("{form}Content-Length: -1\r\n"), ""), &[400]),
        (
            "chunks that are none",
            post(&format!("{form}Transfer-Encoding: chunked\r\n"), "zz\r\n"),
            &[0, 400, 413],
        ),
    ]
}

fn sizes(served: &Served) -> Vec<Line> {
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let post = |more: &str, body: &str| asked(served, "POST /item/EX:2 HTTP/1.1", more, body);
    vec![
        (
            "more than a form holds",
            post(&format!("{form}Content-Length: 1100000\r\n"), &"a".repeat(1_100_000)),
            &[413],
        ),
        (
            "more than it says",
            post(&format!("{form}Content-Length: 99999999999\r\n"), "token=x"),
            &[0, 408, 413],
        ),
        (
            "a file without its mark",
            asked(
                served,
                "POST /import HTTP/1.1",
                "Content-Type: multipart/form-data\r\nContent-Length: 1\r\n",
                "x",
            ),
            &[400, 403],
        ),
        (
            "a file that is no form",
            asked(
                served,
                "POST /import HTTP/1.1",
                "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1\r\n",
                "x",
            ),
            &[400, 403],
        ),
    ]
}

fn asked_as(served: &Served, host: &str) -> String {
    format!(
        "GET / HTTP/1.1\r\nHost: {host}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        served.cookie
    )
}

#[test]
fn what_no_browser_sends_is_turned_away_and_tells_nothing() {
    let world = World::example();
    let served = Served::of(&world);
    let before = std::fs::read(world.path("my.db")).unwrap();
    let mut wrong = Vec::new();
    for (what, request, allowed) in lines(&served) {
        let answer = answered(&served, &request);
        if !allowed.contains(&answer.0) {
            wrong.push(format!("{what}: {} instead of {allowed:?}", answer.0));
        }
        for told in ["Exampleland", "root:", "my.db", "SQLite", "panicked", "a=b\r\n"] {
            if answer.1.contains(told) {
                wrong.push(format!("{what}: tells {told}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(std::fs::read(world.path("my.db")).unwrap(), before, "nothing was recorded");
    assert_eq!(served.get("/").status, 200, "the server lives");
}

/// Status and text of the answer; a request that is not ended is ended from here after a while.
fn answered(served: &Served, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(served.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    // It may hang up before it has read all.
    drop(stream.write_all(request.as_bytes()));
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
    (status, text)
}

#[test]
fn whoever_is_slow_keeps_nobody_waiting_and_is_let_go() {
    let world = World::example();
    let served = Served::of(&world);
    let begun = Instant::now();
    // Many heads that never end, and forms of which the last byte never comes.
    let slow = |request: &str| {
        let mut stream = TcpStream::connect(served.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    };
    let head = format!("GET / HTTP/1.1\r\nHost: {}\r\nX-Slow: ", served.address);
    let form = asked(
        &served,
        "POST /item/EX:2 HTTP/1.1",
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n",
        "token=",
    );
    let mut heads: Vec<TcpStream> = (0..40).map(|_| slow(&head)).collect();
    let mut forms: Vec<TcpStream> = (0..20).map(|_| slow(&form)).collect();
    for _ in 0..5 {
        assert_eq!(served.get("/items").status, 200, "others are answered meanwhile");
    }
    assert!(begun.elapsed() < Duration::from_secs(15), "and do not wait: {:?}", begun.elapsed());
    // A byte now and then helps nobody.
    for stream in heads.iter_mut().chain(&mut forms) {
        drop(stream.write_all(b"y"));
    }
    let mut said = [0_u8; 512];
    heads[0].set_read_timeout(Some(Duration::from_secs(40))).unwrap();
    let read = heads[0].read(&mut said).unwrap();
    let word = String::from_utf8_lossy(&said[..read]).into_owned();
    assert!(
        read == 0 || word.starts_with("HTTP/1.1 408"),
        "the head is waited for no longer: {word}"
    );
    forms[0].set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let read = forms[0].read(&mut said).unwrap();
    let word = String::from_utf8_lossy(&said[..read]).into_owned();
    assert!(word.starts_with("HTTP/1.1 408"), "nor the form: {word}");
    assert!(begun.elapsed() < Duration::from_secs(90), "{:?}", begun.elapsed());
}
