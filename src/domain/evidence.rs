//! Where evidence is: an address on the web, a UN document, or a local file.

use std::fmt;

/// The place of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// An `http` or `https` address.
    Url(String),
    /// A document by its symbol, with the paragraph if one was given.
    Document {
        /// The symbol (`A/HRC/42/10`).
        symbol: String,
        /// The paragraph.
        paragraph: Option<String>,
    },
    /// A local file that was read by whoever was given its path: nothing that was typed into a form
    /// or a cell is ever opened.
    File {
        /// The path as given.
        path: String,
        /// Its SHA-256, in hex.
        sha256: String,
    },
    /// A source in words: a gazette, a statute, a meeting. It may name a person.
    Citation(String),
}

/// What an address gives away to whoever reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confides {
    /// A log-in, or a name with `@`.
    LogIn,
    /// A token or key that lets its bearer in.
    Token,
    /// A host inside one's own network.
    PrivateHost,
}

/// Names of parameters that let their bearer in.
const KEYS: [&str; 18] = [
    "sig",
    "signature",
    "key",
    "apikey",
    "api_key",
    "token",
    "access_token",
    "id_token",
    "auth",
    "authkey",
    "sas",
    "secret",
    "password",
    "pwd",
    "session",
    "sessionid",
    "x-amz-signature",
    "x-goog-signature",
];

/// What an `http` or `https` address gives away, if anything: a log-in (`@` before the path or in a
/// parameter), a token (`?sig=`, `?key=` …), or a host that only one's own network knows.
pub fn confides(address: &str) -> Option<Confides> {
    let (_, rest) = address.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let asked = path.find(['?', '#']).map_or("", |at| &path[at..]);
    if authority.contains('@') || asked.contains('@') || asked.to_lowercase().contains("%40") {
        return Some(Confides::LogIn);
    }
    let key = |part: &str| {
        let name = part.split_once('=').map(|(name, _)| name.to_lowercase());
        name.is_some_and(|name| KEYS.contains(&name.as_str()))
    };
    if asked.split(['?', '&', '#', ';']).any(key) {
        return Some(Confides::Token);
    }
    is_private(authority).then_some(Confides::PrivateHost)
}

/// Whether a host, with its port, is of a network that others do not reach (RFC 1918, RFC 4193, RFC
/// 6762, names without a dot).
fn is_private(authority: &str) -> bool {
    if let Some(inner) = authority.strip_prefix('[') {
        // What is routed everywhere begins with 2 or 3 (RFC 4291).
        return !inner.starts_with(['2', '3']);
    }
    let host = authority.split(':').next().unwrap_or_default().trim_end_matches('.').to_lowercase();
    let numbers: Vec<u8> = host.split('.').filter_map(|part| part.parse().ok()).collect();
    if let [first, second, _, _] = numbers[..]
        && host.split('.').count() == 4
    {
        return matches!((first, second), (10 | 127, _) | (192, 168) | (169, 254) | (172, 16..=31));
    }
    let inside = [".local", ".internal", ".intranet", ".lan", ".home.arpa", ".corp", ".localhost"];
    !host.contains('.') || inside.iter().any(|ending| host.ends_with(ending))
}

/// An address that evidence cannot have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no address for evidence")]
pub struct BadPlace(pub String);

impl Place {
    /// Reads an address or a symbol with or without `:PARAGRAPH`. None: it is neither, and may be a
    /// path.
    ///
    /// # Errors
    /// [`BadPlace`] for an empty text, another scheme than `http` and `https`, or an address with
    /// blanks or control characters.
    pub fn parse(text: &str) -> Result<Option<Self>, BadPlace> {
        let bad = || BadPlace(text.to_owned());
        if text.trim().is_empty() || text.chars().any(char::is_control) {
            return Err(bad());
        }
        if let Some(scheme) = scheme(text) {
            let web = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
            let rest = text[scheme.len()..].strip_prefix("://").unwrap_or_default();
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            if !web || host.is_empty() || text.contains(char::is_whitespace) {
                return Err(bad());
            }
            return Ok(Some(Self::Url(text.to_owned())));
        }
        let (symbol, paragraph) = match text.split_once(':') {
            Some((symbol, paragraph)) => (symbol, Some(paragraph.trim().to_owned())),
            None => (text, None),
        };
        if is_symbol(symbol) {
            return Ok(Some(Self::Document {
                symbol: symbol.to_owned(),
                paragraph: paragraph.filter(|paragraph| !paragraph.is_empty()),
            }));
        }
        Ok(None)
    }
}

/// Reads what was typed where no file can be meant: an address, a symbol, or a citation in words.
///
/// # Errors
/// [`BadPlace`], and for what looks like the path of a file.
pub fn cited(text: &str) -> Result<Place, BadPlace> {
    let text = text.trim();
    match Place::parse(text)? {
        Some(place) => Ok(place),
        None if is_path(text) => Err(BadPlace(text.to_owned())),
        None => Ok(Place::Citation(text.to_owned())),
    }
}

/// Whether a text looks like the path of a file: it begins like one, or is one word with an ending.
fn is_path(text: &str) -> bool {
    let begins = ["/", "\\", "~", "./", "../"].iter().any(|start| text.starts_with(start));
    let drive = text.as_bytes().get(1) == Some(&b':') && text.is_char_boundary(1);
    let word = !text.contains(char::is_whitespace);
    let ending = text.rsplit_once('.').is_some_and(|(before, ending)| {
        let short = (1..=5).contains(&ending.len());
        !before.is_empty() && short && ending.chars().all(|c| c.is_ascii_alphanumeric())
    });
    begins || drive || text.contains('\\') || (word && (ending || text.contains('/')))
}

/// The scheme of an address: letters before the first colon. A single letter is a drive.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let mut characters = scheme.chars();
    let starts = characters.next().is_some_and(|c| c.is_ascii_alphabetic());
    let whole = characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let is = starts && whole && scheme.len() > 1 && !rest.is_empty();
    if is { Some(scheme) } else { None }
}

/// Whether a text looks like a UN symbol: capitals, then parts between slashes, without small
/// letters except in `Add.1`, `Rev.1`, `Corr.1`, `(Part I)` and the like.
pub fn is_symbol(text: &str) -> bool {
    let mut parts = text.split('/');
    let body = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let part = |part: &&str| {
        let plain = part.strip_prefix("Add.").or_else(|| part.strip_prefix("Rev."));
        let plain = plain.or_else(|| part.strip_prefix("Corr.")).unwrap_or(part);
        let allowed = |c: char| {
            c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '(' | ')')
        };
        !plain.is_empty() && plain.chars().all(allowed)
    };
    !body.is_empty()
        && body.chars().all(|c| c.is_ascii_uppercase())
        && !rest.is_empty()
        && rest.iter().all(part)
        && rest.iter().any(|part| part.contains(|c: char| c.is_ascii_digit()))
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(text) | Self::File { path: text, .. } | Self::Citation(text) => {
                out.write_str(text)
            }
            Self::Document { symbol, paragraph: Some(paragraph) } => {
                write!(out, "{symbol}, par. {paragraph}")
            }
            Self::Document { symbol, paragraph: None } => out.write_str(symbol),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(symbol: &str, paragraph: Option<&str>) -> Place {
        Place::Document { symbol: symbol.into(), paragraph: paragraph.map(str::to_owned) }
    }

    #[test]
    fn addresses_symbols_and_paths_are_told_apart() {
        let url = "https://example.org/law?id=1:2";
        assert_eq!(Place::parse(url), Ok(Some(Place::Url(url.into()))));
        assert_eq!(Place::parse("A/HRC/42/10"), Ok(Some(document("A/HRC/42/10", None))));
        assert_eq!(
            Place::parse("A/HRC/42/10/Add.1:3"),
            Ok(Some(document("A/HRC/42/10/Add.1", Some("3"))))
        );
        assert_eq!(
            Place::parse("E/CN.4/2005/32:2"),
            Ok(Some(document("E/CN.4/2005/32", Some("2"))))
        );
        for path in ["law.pdf", "/home/A/B.txt", "C:\\law.pdf"] {
            assert_eq!(Place::parse(path), Ok(None), "{path}");
        }
    }

    #[test]
    fn addresses_that_give_something_away_are_known() {
        for (address, expected) in [
            ("https://example.org/law?id=1", None),
            ("https://medium.com/@author/text", None),
            ("https://example.org/keys?monkey=1", None),
            ("https://8.8.8.8/x", None),
            ("https://anna:secret@example.org/x", Some(Confides::LogIn)),
            ("https://example.org/f?user=anna@example.org", Some(Confides::LogIn)),
            ("https://store.example.net/f.pdf?sv=1&sig=abc", Some(Confides::Token)),
            ("https://example.org/f?KEY=abc", Some(Confides::Token)),
            ("https://example.org/f#access_token=abc", Some(Confides::Token)),
            ("http://intranet/f", Some(Confides::PrivateHost)),
            ("http://localhost:8080/f", Some(Confides::PrivateHost)),
            ("http://files.office.local/f", Some(Confides::PrivateHost)),
            ("http://10.0.0.7/f", Some(Confides::PrivateHost)),
            ("http://192.168.1.2:81/f", Some(Confides::PrivateHost)),
            ("http://[fd00::1]/f", Some(Confides::PrivateHost)),
        ] {
            assert_eq!(confides(address), expected, "{address}");
        }
    }

    #[test]
    fn a_form_takes_citations_and_never_a_path() {
        let citation = "Official Gazette 12/2024, p. 3";
        assert_eq!(cited(citation), Ok(Place::Citation(citation.into())));
        assert_eq!(cited(" A/HRC/42/10:3 "), Ok(document("A/HRC/42/10", Some("3"))));
        assert!(matches!(cited("https://example.org/a.pdf"), Ok(Place::Url(_))));
        for path in [
            "/etc/passwd",
            "law.pdf",
            "C:\\law.pdf",
            "C:/my law.pdf",
            "~/law text.pdf",
            "../a b",
            "\\\\server\\share\\my law.pdf",
            "docs/law",
            "",
            "file:///etc/passwd",
        ] {
            assert!(cited(path).is_err(), "{path}");
        }
    }

    #[test]
    fn other_schemes_are_refused() {
        for text in [
            "",
            " ",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "ftp://example.org",
            "data:text/html,x",
            "mailto:a@example.org",
            "https://",
            "http:example.org",
            "https://a b.org",
            "HTTP:///x",
            "https://example.org/\u{1b}[2J",
        ] {
            assert_eq!(Place::parse(text), Err(BadPlace(text.to_owned())), "{text}");
        }
    }
}
