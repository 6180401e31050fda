//! A server of its own for each test, and what it answers.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};

use crate::support::World;

/// A running server.
pub(crate) struct Served {
    child: Child,
    pub(crate) address: SocketAddr,
    /// The link that it printed.
    pub(super) link: String,
    /// `NAME=VALUE` of the session.
    pub(super) cookie: String,
    /// The token of its forms.
    pub(super) token: String,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(super) head: String,
    pub(crate) body: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Served {
    /// Serves `my.db` of a world, and signs in.
    pub(super) fn of(world: &World) -> Self {
        Self::signed_in(world.command())
    }

    /// Serves with a command that lacks `serve` alone, and signs in.
    pub(crate) fn signed_in(command: Command) -> Self {
        let mut served = Self::begun(command, &[]);
        let (_, key) = served.link.split_once("?key=").unwrap();
        let answer = served.raw(&format!(
            "GET /?key={key} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            served.address
        ));
        assert_eq!(answer.status, 303, "{}", answer.head);
        served.cookie = session(&answer);
        let page = served.get("/");
        assert_eq!(page.status, 200, "{}", page.body);
        served.token = page.hidden("token");
        served
    }

    /// Serves with further words; nobody is signed in.
    pub(crate) fn with(world: &World, words: &[&str]) -> Self {
        Self::begun(world.command(), words)
    }

    /// The same at another time.
    pub(super) fn at(world: &World, now: &str, words: &[&str]) -> Self {
        let mut command = world.command();
        command.env("UPR_NOW", now);
        Self::begun(command, words)
    }

    fn begun(mut command: Command, words: &[&str]) -> Self {
        command.arg("serve").args(words).arg("-q").stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut link = String::new();
        out.read_line(&mut link).unwrap();
        if link.is_empty() {
            let mut told = String::new();
            child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
            panic!("it does not serve: {told}");
        }
        let link = link.trim().to_owned();
        let rest = link.strip_prefix("http://").unwrap();
        let address = rest.split('/').next().unwrap().parse().unwrap();
        Self { child, address, link, cookie: String::new(), token: String::new() }
    }

    /// Sends these bytes, and reads the whole answer.
    pub(super) fn raw(&self, request: &str) -> Answer {
        self.raw_bytes(request.as_bytes())
    }

    /// The same with any bytes.
    pub(super) fn raw_bytes(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        // It may hang up before it has read all.
        drop(stream.write_all(request));
        let mut bytes = Vec::new();
        drop(stream.read_to_end(&mut bytes));
        Answer::of(&bytes)
    }

    /// Asks for a page.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    /// The same with further lines of the head.
    pub(super) fn get_with(&self, path: &str, lines: &str) -> Answer {
        self.raw(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nConnection: close\r\n{lines}\r\n",
            self.address, self.cookie
        ))
    }

    /// Sends a form as a browser does from a page of this site.
    pub(crate) fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let origin = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", self.address);
        let mut all = vec![("token", self.token.as_str())];
        all.extend(pairs);
        self.post_with(path, &origin, &all)
    }

    /// Sends a form with these lines of the head and nothing added.
    pub(super) fn post_with(&self, path: &str, lines: &str, pairs: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let body = body.join("&");
        self.raw(&format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nConnection: close\r\n{lines}\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        ))
    }
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
        let chunked = head.to_lowercase().contains("transfer-encoding: chunked");
        let body = if chunked { joined(body) } else { body.to_owned() };
        Self { status, head: head.to_owned(), body }
    }

    /// The value of a line of the head.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut named = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| value.to_owned())
    }

    /// What a form of the page sends along unseen; of the last form that has it.
    #[track_caller]
    pub(crate) fn hidden(&self, name: &str) -> String {
        let start = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
        let (_, rest) = self.body.rsplit_once(&start).unwrap_or_else(|| panic!("{}", self.body));
        rest.split('"').next().unwrap().to_owned()
    }

    /// What is read on the page: no tags.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        let mut inside = false;
        for sign in self.body.chars() {
            match sign {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    words.push(' ');
                }
                sign if !inside => words.push(sign),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn joined(chunks: &str) -> String {
    let mut rest = chunks;
    let mut body = String::new();
    while let Some((size, after)) = rest.split_once("\r\n") {
        let Ok(size) = usize::from_str_radix(size, 16) else { break };
        if size == 0 || size > after.len() {
            break;
        }
        body.push_str(&after[..size]);
        rest = after.get(size + 2..).unwrap_or_default();
    }
    body
}

/// `NAME=VALUE` of the session that an answer opens.
pub(super) fn session(answer: &Answer) -> String {
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

impl Served {
    /// Sends a form with a file, as a browser does.
    pub(super) fn upload(
        &self,
        path: &str,
        pairs: &[(&str, &str)],
        name: &str,
        bytes: &[u8],
    ) -> Answer {
        let mark = "----upr-test-5d1f";
        let mut body = Vec::new();
        let token = [("token", self.token.as_str())];
        for (key, value) in token.iter().chain(pairs) {
            let part = format!(
                "--{mark}\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n"
            );
            body.extend(part.into_bytes());
        }
        let head = format!(
            "--{mark}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{mark}--\r\n").into_bytes());
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nHost: {0}\r\nCookie: {1}\r\nConnection: close\r\n\
             Origin: http://{0}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: multipart/form-data; boundary={mark}\r\nContent-Length: {2}\r\n\r\n",
            self.address,
            self.cookie,
            body.len()
        )
        .into_bytes();
        request.extend(body);
        self.raw_bytes(&request)
    }
}
