//! A PostgreSQL server of a test's own, on loopback and a socket in a folder that goes away.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use crate::support::{Ran, World, split};

/// Where Debian and others put the server's programs; `UPR_POSTGRES_BIN` says otherwise.
fn programs() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("UPR_POSTGRES_BIN") {
        return Some(PathBuf::from(named));
    }
    let mut found: Vec<_> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|path| path.join("initdb").exists())
        .collect();
    found.sort();
    found.pop()
}

/// A server; it ends with the test.
pub(crate) struct Server {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) port: u16,
    data: String,
}

/// A port that is free now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// The password of every role that the tests make: it may stand in nothing that is shown or written.
pub(crate) const PASSWORD: &str = "correct-horse-battery";

impl Server {
    /// Starts one with a superuser `postgres`; none, said aloud, where there is no PostgreSQL.
    #[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
    pub(crate) fn start() -> Option<Self> {
        if programs().is_none() {
            println!("SKIPPED: no PostgreSQL server on this machine: the home was not tested");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let server = Self { folder, port: free_port(), data: "data".to_owned() };
        std::fs::write(server.path("pw"), PASSWORD).unwrap();
        server.own();
        let made = server.run(
            "initdb",
            "-D data -U postgres -E UTF8 --locale=C.UTF-8 --auth=scram-sha-256 --pwfile=pw -N",
        );
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let settings = format!(
            "port = {}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{}'\nmax_connections = 130\nfsync = on\nlog_statement = all\n",
            server.port,
            server.folder.path().display()
        );
        server.append("data/postgresql.conf", &settings);
        server.begin();
        Some(server)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn append(&self, name: &str, text: &str) {
        use std::io::Write as _;
        let file = std::fs::File::options().append(true).create(true).open(self.path(name));
        file.unwrap().write_all(text.as_bytes()).unwrap();
    }

    /// PostgreSQL refuses to run as root: then the folder is its own user's.
    pub(crate) fn own(&self) {
        if is_root() {
            let owned =
                Command::new("chown").arg("-R").arg("postgres").arg(self.folder.path()).status();
            assert!(owned.unwrap().success());
        }
    }

    /// Runs one of the server's programs in its folder.
    pub(crate) fn run(&self, program: &str, words: &str) -> Output {
        let program = programs().unwrap().join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command
            .args(split(words))
            .env("PGPASSWORD", PASSWORD)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    pub(crate) fn begin(&self) {
        let begun = self.run("pg_ctl", &format!("-D {} -l log -w -t 60 start", self.data));
        let log = std::fs::read_to_string(self.path("log")).unwrap_or_default();
        assert!(begun.status.success(), "{log}");
    }

    /// Ends it: `fast`, or `immediate` as a cut power line does.
    pub(crate) fn end(&self, how: &str) {
        self.run("pg_ctl", &format!("-D {} -m {how} -w stop", self.data));
    }

    /// Another server over a copy of this one's data, that follows it.
    pub(crate) fn standby(&self) -> Self {
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let standby = Self { folder, port, data: "data".to_owned() };
        standby.own();
        let from = format!(
            "-D data -R -h {} -p {} -U postgres -X stream -c fast",
            self.folder.path().display(),
            self.port
        );
        let copied = standby.run("pg_basebackup", &from);
        assert!(copied.status.success(), "{}", String::from_utf8_lossy(&copied.stderr));
        let folder = standby.folder.path().display();
        standby.append(
            "data/postgresql.conf",
            &format!("port = {port}\nunix_socket_directories = '{folder}'\n"),
        );
        standby.begin();
        standby
    }

    /// Runs SQL as the superuser; gives what it answers.
    #[track_caller]
    pub(crate) fn sql(&self, name: &str, sql: &str) -> String {
        let told = self.try_sql("postgres", name, sql);
        assert!(told.status.success(), "{sql}: {}", String::from_utf8_lossy(&told.stderr));
        String::from_utf8(told.stdout).unwrap().trim().to_owned()
    }

    /// Runs SQL as a role.
    pub(crate) fn try_sql(&self, role: &str, name: &str, sql: &str) -> Output {
        let mut command = Command::new(programs().unwrap().join("psql"));
        command
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-U", role])
            .args(["-p", &self.port.to_string(), "-d", name, "-c", sql])
            .env("PGPASSWORD", PASSWORD)
            .output()
            .unwrap()
    }

    /// A database with the roles of docs/office.md, which `upr_owner` owns; `ana` and `ben` write, `guest`
    /// reads what was published.
    pub(crate) fn database(&self, name: &str) {
        for sql in statements("CREATE ") {
            self.sql("postgres", &sql.replace("followup", name));
        }
        self.sql("postgres", &format!("ALTER ROLE upr_owner PASSWORD '{PASSWORD}'"));
        for (role, of) in [("ana", "upr_writers"), ("ben", "upr_writers"), ("guest", "upr_readers")]
        {
            let sql = format!("CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}' IN ROLE {of}");
            self.sql("postgres", &sql);
        }
    }

    /// What docs/office.md grants.
    pub(crate) fn grant(&self, name: &str) {
        for sql in statements("GRANT ") {
            self.sql(name, &sql);
        }
    }

    pub(crate) fn address(&self, role: &str, name: &str) -> String {
        format!("postgres://{role}@127.0.0.1:{}/{name}", self.port)
    }

    /// What the server has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end("immediate");
    }
}

/// The statements of docs/office.md that begin so.
fn statements(beginning: &str) -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/office.md");
    let page = std::fs::read_to_string(page).unwrap();
    let lines = page.lines().map(str::trim).filter(|line| line.starts_with(beginning));
    let found: Vec<_> = lines.map(str::to_owned).collect();
    assert!(found.len() >= 4, "{found:?}");
    found
}

fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| {
        let told = Command::new("id").arg("-u").output().unwrap();
        told.stdout.starts_with(b"0\n")
    })
}

/// A machine of somebody's: a world with a data folder of its own, and a home's address.
pub(crate) struct Desk {
    pub(crate) world: World,
    pub(crate) address: String,
}

impl Desk {
    pub(crate) fn at(server: &Server, role: &str, name: &str) -> Self {
        Self { world: World::new(), address: server.address(role, name) }
    }

    pub(crate) fn command(&self, words: &str) -> Command {
        let mut command = self.world.command();
        command.env("UPR_DB", &self.address).env("PGPASSWORD", PASSWORD).args(split(words));
        command
    }

    /// Runs a command at the home, and sees that the password stands in nothing that it says.
    #[track_caller]
    pub(crate) fn upr(&self, words: &str) -> Ran {
        let ran = Ran::of(self.command(words).output().unwrap());
        assert!(!ran.stdout.contains(PASSWORD) && !ran.stderr.contains(PASSWORD), "`{words}`");
        ran
    }

    #[track_caller]
    pub(crate) fn ok(&self, words: &str) -> Ran {
        let ran = self.upr(words);
        assert_eq!(ran.code, 0, "`upr {words}`:\n{ran}");
        ran
    }

    #[track_caller]
    pub(crate) fn refused(&self, words: &str) -> String {
        let ran = self.upr(words);
        assert_eq!(ran.code, 1, "`upr {words}`:\n{ran}");
        ran.stderr
    }

    /// The newest entry's hash, as a copy that caught up has it.
    #[track_caller]
    pub(crate) fn head(&self) -> String {
        let told = self.ok("fingerprint -f json").stdout;
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        told["facts"]["head"]
            .as_str()
            .or(told["head"].as_str())
            .unwrap_or_else(|| panic!("{told}"))
            .to_owned()
    }

    /// The copy that this machine keeps.
    #[track_caller]
    pub(crate) fn copy(&self) -> PathBuf {
        let folder = self.world.path("home/.local/share/upr/homes");
        let found = std::fs::read_dir(&folder).unwrap();
        let mut found: Vec<_> = found.map(|entry| entry.unwrap().path()).collect();
        found.retain(|path| path.extension().is_some_and(|ending| ending == "db"));
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }
}
