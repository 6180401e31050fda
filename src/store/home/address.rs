//! The address of a home, and where its password comes from: never the address itself, which others
//! see in the list of processes, in histories and in logs.

use std::fmt;

use crate::domain::ledger::sha256;

/// What an address begins with.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// Where a home is: all that is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// What the driver is given, without what this program reads itself.
    pub(super) rest: String,
    /// How the connection is made safe.
    pub(super) safety: Option<String>,
    /// The file with the roots that the server's certificate must lead to.
    pub(super) roots: Option<String>,
    shown: String,
}

/// Why a text is no address of a home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAddress {
    /// It holds a password.
    #[error(
        "an address with a password in it is not taken: others can read it in the list of processes"
    )]
    Password,
    /// It names no database.
    #[error("the address names no database")]
    NoDatabase,
    /// It holds what no address does.
    #[error("the address is not written as postgres://USER@HOST:PORT/NAME")]
    Form,
}

/// What the environment knows that an address may not say.
#[derive(Clone, Default)]
pub struct Secrets {
    /// `$PGPASSWORD`.
    pub password: Option<String>,
    /// What stands in the passfile: its lines.
    pub passfile: Option<String>,
    /// `$PGUSER`, else the login name: where the address names none.
    pub user: Option<String>,
    /// `$PGSSLMODE`, where the address does not say.
    pub safety: Option<String>,
    /// `$PGSSLROOTCERT`, else `root.crt` of the user, where the address does not say.
    pub roots: Option<String>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Secrets").finish_non_exhaustive()
    }
}

/// Whether a text is meant as the address of a home.
pub fn is_address(text: &str) -> bool {
    SCHEMES.iter().any(|scheme| text.starts_with(scheme))
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// [`NoAddress`]; none of its texts repeats what was given.
    pub fn read(text: &str) -> Result<Self, NoAddress> {
        let scheme = SCHEMES.iter().find(|scheme| text.starts_with(**scheme));
        let rest = scheme.and_then(|scheme| text.strip_prefix(scheme)).ok_or(NoAddress::Form)?;
        if rest.contains(['#', ' ', '\n']) {
            return Err(NoAddress::Form);
        }
        let (place, asked) = rest.split_once('?').unwrap_or((rest, ""));
        let (server, name) = place.split_once('/').ok_or(NoAddress::NoDatabase)?;
        if name.is_empty() {
            return Err(NoAddress::NoDatabase);
        }
        let user = server.rsplit_once('@').map_or("", |(user, _)| user);
        if user.contains(':') {
            return Err(NoAddress::Password);
        }
        let (mut kept, mut safety, mut roots) = (Vec::new(), None, None);
        let mut place = place.to_owned();
        for pair in asked.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').ok_or(NoAddress::Form)?;
            match key.to_ascii_lowercase().as_str() {
                "password" => return Err(NoAddress::Password),
                "sslmode" => safety = Some(value.to_owned()),
                "sslrootcert" => roots = Some(unescaped(value).ok_or(NoAddress::Form)?),
                "host" | "port" | "user" => {
                    place.push(if place.contains('?') { '&' } else { '?' });
                    place.push_str(pair);
                    kept.push(pair);
                }
                _ => kept.push(pair),
            }
        }
        let options = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
        let bare = format!("{server}/{name}");
        let (rest, shown) = (format!("postgres://{bare}{options}"), format!("postgres://{place}"));
        Ok(Self { rest, safety, roots, shown })
    }

    /// The name of its copy in the data folder: what people recognise, and what tells apart.
    pub fn copy_name(&self, user: &str) -> String {
        let plain: String = self.shown["postgres://".len()..]
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
            .take(60)
            .collect();
        let digest = sha256(format!("{user} {}", self.shown).as_bytes());
        format!("{}-{}.db", plain.trim_matches('-'), &digest[..12])
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.shown)
    }
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The password that a passfile holds for a connection: the first line of which host, port, database and
/// user fit, `*` fitting all, `\` before a colon or itself.
pub fn passphrase(passfile: &str, wanted: [&str; 4]) -> Option<String> {
    let lines = passfile.lines().filter(|line| !line.starts_with('#'));
    lines.map(fields).find_map(|fields| match fields.as_slice() {
        [fits @ .., password] if fits.len() == 4 => {
            let fit = fits.iter().zip(wanted).all(|(has, wants)| has == "*" || has == wants);
            fit.then(|| password.clone())
        }
        _ => None,
    })
}

fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ':' if fields.len() < 5 => fields.push(String::new()),
            '\\' => fields.last_mut().into_iter().for_each(|it| it.extend(letters.next())),
            letter => fields.last_mut().into_iter().for_each(|it| it.push(letter)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_told_without_what_is_of_the_driver() {
        let text = "postgresql://ana@db.example.org:5433/upr?sslmode=verify-full&sslrootcert=%2Fetc%2Froot.crt&connect_timeout=3";
        let read = Address::read(text).unwrap();
        assert_eq!(read.to_string(), "postgres://ana@db.example.org:5433/upr");
        assert_eq!(read.rest, "postgres://ana@db.example.org:5433/upr?connect_timeout=3");
        assert_eq!(
            (read.safety.as_deref(), read.roots.as_deref()),
            (Some("verify-full"), Some("/etc/root.crt"))
        );
        let local = Address::read("postgres:///upr?host=/run/postgresql&port=5433").unwrap();
        assert_eq!(local.to_string(), "postgres:///upr?host=/run/postgresql&port=5433");
        let name = read.copy_name("ana");
        assert!(name.starts_with("ana-db.example.org-5433-upr-"), "{name}");
        assert_ne!(name, read.copy_name("ben"));
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        for text in [
            "postgres://ana:pass-word@h/upr",
            "postgres://h/upr?password=pass-word",
            "postgres://h/upr?PASSWORD=pass-word",
        ] {
            let refused = Address::read(text).unwrap_err();
            assert_eq!(refused, NoAddress::Password);
            assert!(!refused.to_string().contains("pass-word"));
        }
        assert_eq!(Address::read("postgres://h"), Err(NoAddress::NoDatabase));
        assert_eq!(Address::read("postgres://h/"), Err(NoAddress::NoDatabase));
        assert_eq!(Address::read("file.db"), Err(NoAddress::Form));
    }

    #[test]
    fn a_passfile_is_read_as_the_servers_own_clients_read_it() {
        let file = "# office\nh:5432:upr:ben:no\n*:*:upr:ana:it\\:s\\\\a:b\n*:*:*:*:last";
        assert_eq!(passphrase(file, ["x", "1", "upr", "ana"]).as_deref(), Some("it:s\\a:b"));
        assert_eq!(passphrase(file, ["h", "5432", "upr", "ben"]).as_deref(), Some("no"));
        assert_eq!(passphrase(file, ["h", "5433", "other", "ben"]).as_deref(), Some("last"));
        assert_eq!(passphrase("h:1:d:u", ["h", "1", "d", "u"]), None);
    }
}
