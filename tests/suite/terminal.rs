//! What a person at a terminal sees, and is asked: the program runs in a pseudo-terminal.

mod asked;
mod looks;

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use super::support::{World, split};

/// How long a test waits for words to appear.
const PATIENCE: Duration = Duration::from_mins(1);

/// A command at a terminal of its own.
pub(super) struct Terminal {
    keys: File,
    child: Child,
    seen: Arc<Mutex<Vec<u8>>>,
}

impl Terminal {
    /// Runs words in a terminal of so many columns, without a pager unless `env` names one.
    pub(super) fn run(world: &World, columns: u16, env: &[(&str, &str)], words: &str) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let size = Winsize { ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&master, size).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let path = std::ffi::OsStr::from_bytes(name.as_bytes());
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        std::os::unix::fs::OpenOptionsExt::custom_flags(
            &mut options,
            i32::try_from(OpenptFlags::NOCTTY.bits()).unwrap(),
        );
        let end = || Stdio::from(options.open(path).unwrap());
        let mut command = world.command();
        command.env("PAGER", "").envs(env.iter().copied()).args(split(words));
        let child = command.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
        drop(command);
        let keys = File::from(master);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (mut screen, kept) = (keys.try_clone().unwrap(), Arc::clone(&seen));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // The end of a pseudo-terminal is an error.
            while let Ok(read @ 1..) = screen.read(&mut bytes) {
                kept.lock().unwrap().extend_from_slice(&bytes[..read]);
            }
        });
        Self { keys, child, seen }
    }

    fn screen(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap()).replace('\r', "")
    }

    /// Waits until the words stand on the screen.
    #[track_caller]
    pub(super) fn wait_for(&self, words: &str) {
        let begin = Instant::now();
        while !self.screen().contains(words) {
            assert!(begin.elapsed() < PATIENCE, "`{words}` never came:\n{}", self.screen());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Types a line.
    pub(super) fn types(&mut self, line: &str) {
        self.keys.write_all(format!("{line}\n").as_bytes()).unwrap();
    }

    /// What stood on the screen at the end, and the exit code.
    pub(super) fn ended(mut self) -> (String, i32) {
        let code = self.child.wait().unwrap().code().unwrap_or(-1);
        // What was written before the end may still be on its way.
        let mut before = String::new();
        let begin = Instant::now();
        loop {
            thread::sleep(Duration::from_millis(50));
            let now = self.screen();
            if now == before && (!now.is_empty() || begin.elapsed() > Duration::from_secs(2)) {
                return (now, code);
            }
            before = now;
        }
    }
}

/// What stands on a screen of so many columns after a command that succeeds.
#[track_caller]
pub(super) fn shown(world: &World, columns: u16, env: &[(&str, &str)], words: &str) -> String {
    let (screen, code) = Terminal::run(world, columns, env, words).ended();
    assert_eq!(code, 0, "`upr {words}`:\n{screen}");
    screen
}
