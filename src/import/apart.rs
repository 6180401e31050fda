//! Runs libraries that nothing bounds in a process of its own: it has little memory and time, reads
//! bytes from its input and writes what they hold, part by part, to its output. Whatever becomes of it,
//! the program that started it goes on.
//!
//! Which program that is, is said once at start ([`read_apart`]). Where nobody said it, or it cannot be
//! started, or the system sets no bounds, everything is read in this process.

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::ImportError;

/// The first argument of a program that is started to read.
pub const WORD: &str = "read-apart";

/// The most memory that reading may take.
const MEMORY: u64 = 512 * 1024 * 1024;
/// The longest that is waited for a part, and the most time of a processor that all of them may take.
const TIME: Duration = Duration::from_mins(1);
/// The longest part as it is written: a row of [`super::grid`], each letter of it spelled out.
const MOST: u64 = 128 * 1024 * 1024;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// From now on files of such kinds are read by this program, which gives the arguments after [`WORD`]
/// to [`super::reader::answer`].
pub fn read_apart(program: PathBuf) {
    // Said again, it is the same program.
    PROGRAM.set(program).ok();
}

/// A kind of file that is read apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Pdf,
    Xlsx,
    Xls,
}

impl FileKind {
    const ALL: [Self; 3] = [Self::Pdf, Self::Xlsx, Self::Xls];

    /// As people name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Xlsx => "XLSX",
            Self::Xls => "XLS",
        }
    }

    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What is written, a line each.
#[derive(Debug, Serialize, Deserialize)]
enum Message<T> {
    Part(T),
    TooLarge(String, String),
    Damaged(String),
    Foreign(String, String),
    End,
}

/// Has a file read apart, and hands over its parts; none where that cannot be.
pub(super) fn read<T: DeserializeOwned>(
    kind: FileKind,
    bytes: &[u8],
    on_part: &mut dyn FnMut(T) -> Result<(), ImportError>,
) -> Option<Result<(), ImportError>> {
    let (reader, mut input, output) = Bounded::start(kind, bytes.len())?;
    let outcome = std::thread::scope(|scope| {
        let (ended, end) = channel::<()>();
        let (reader, watched) = (Ending { reader: &reader, ended }, &reader);
        // A reader that has seen enough closes its end.
        scope.spawn(move || input.write_all(bytes).ok());
        scope.spawn(move || watched.watch(&end));
        reader.reader.parts(BufReader::with_capacity(64 * 1024, output), on_part)
    });
    Some(outcome)
}

/// A process that reads.
struct Bounded {
    kind: FileKind,
    child: Mutex<Child>,
    /// Since when its next part is waited for.
    waiting: Mutex<Option<Instant>>,
}

/// Ends the reader whatever happens, so that nobody waits for it.
struct Ending<'a> {
    reader: &'a Bounded,
    #[expect(dead_code, reason = "that it goes is what is told")]
    ended: std::sync::mpsc::Sender<()>,
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.reader.end();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Bounded {
    fn start(kind: FileKind, length: usize) -> Option<(Self, ChildStdin, ChildStdout)> {
        let program = PROGRAM.get().filter(|_| cfg!(unix))?;
        let mut child = Command::new(program)
            .args([WORD, kind.name(), &length.to_string()])
            // One heap for all threads: each further one takes room in advance.
            .env("MALLOC_ARENA_MAX", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let (input, output) = (child.stdin.take()?, child.stdout.take()?);
        Some((Self { kind, child: Mutex::new(child), waiting: Mutex::new(None) }, input, output))
    }

    fn parts<T: DeserializeOwned>(
        &self,
        mut output: BufReader<ChildStdout>,
        on_part: &mut dyn FnMut(T) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let format = self.kind.name();
        let mut line = Vec::new();
        loop {
            line.clear();
            *locked(&self.waiting) = Some(Instant::now());
            let read = (&mut output).take(MOST).read_until(b'\n', &mut line);
            let waited = locked(&self.waiting).take().is_none_or(|since| since.elapsed() >= TIME);
            read?;
            if line.len() as u64 == MOST {
                return Err(ImportError::too_large(format!("a part of the {format}"), MOST));
            }
            if !line.ends_with(b"\n") {
                return Err(self.broken_off(waited));
            }
            let told = serde_json::from_slice(&line);
            match told.map_err(|error| ImportError::damaged(format, error))? {
                Message::Part(part) => on_part(part)?,
                Message::TooLarge(what, limit) => {
                    return Err(ImportError::TooLarge { what, limit });
                }
                Message::Damaged(reason) => return Err(ImportError::damaged(format, reason)),
                Message::Foreign(kind, next) => return Err(ImportError::foreign(kind, next)),
                Message::End => return Ok(()),
            }
        }
    }

    /// Why a reader wrote no end.
    fn broken_off(&self, waited: bool) -> ImportError {
        let format = self.kind.name();
        let status = locked(&self.child).wait();
        if waited || status.is_ok_and(out_of_time) {
            let reason = format!("it cannot be read within {} seconds", TIME.as_secs());
            return ImportError::damaged(format, reason);
        }
        ImportError::too_large(format!("what reading the {format} takes"), MEMORY)
    }

    /// Ends a reader that is waited for too long.
    fn watch(&self, end: &Receiver<()>) {
        while end.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
            if locked(&self.waiting).is_some_and(|since| since.elapsed() >= TIME) {
                self.end();
            }
        }
    }

    fn end(&self) {
        let mut child = locked(&self.child);
        // It may have ended by itself.
        child.kill().ok();
        child.wait().ok();
    }
}

#[cfg(unix)]
fn out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn out_of_time(_: ExitStatus) -> bool {
    false
}

/// Bounds what this process may take: memory, time, and no image of it when it breaks off.
#[cfg(unix)]
pub(super) fn bound() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    for (resource, most) in
        [(Resource::As, MEMORY), (Resource::Cpu, TIME.as_secs()), (Resource::Core, 0)]
    {
        let before = getrlimit(resource);
        let limit = |own: Option<u64>| Some(own.map_or(most, |own| own.min(most)));
        let limits = Rlimit { current: limit(before.current), maximum: before.maximum };
        // A system without one of them has the others.
        setrlimit(resource, limits).ok();
    }
}

#[cfg(not(unix))]
pub(super) fn bound() {}

/// What is called with a part.
pub(super) type Tell<'a, T> = &'a mut dyn FnMut(T) -> Result<(), ImportError>;

/// Writes what `read` tells, and how it ended.
pub(super) fn tell<T: Serialize>(
    output: &mut dyn Write,
    read: impl FnOnce(Tell<'_, T>) -> Result<(), ImportError>,
) -> io::Result<()> {
    let outcome = read(&mut |part| Ok(write(output, &Message::Part(part))?));
    let told: Message<T> = match outcome {
        Ok(()) => Message::End,
        Err(ImportError::Io(error)) => return Err(error),
        Err(ImportError::TooLarge { what, limit }) => Message::TooLarge(what, limit),
        Err(ImportError::Damaged { reason, .. }) => Message::Damaged(reason),
        Err(ImportError::Foreign { kind, next }) => Message::Foreign(kind, next),
        Err(error) => Message::Damaged(error.to_string()),
    };
    write(output, &told)?;
    output.flush()
}

fn write<T: Serialize>(output: &mut dyn Write, told: &Message<T>) -> io::Result<()> {
    serde_json::to_writer(&mut *output, told)?;
    output.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_says_how_it_ended() {
        let written = |outcome: Result<(), ImportError>| {
            let mut out = Vec::new();
            tell(&mut out, |tell| {
                tell("a\nb")?;
                outcome
            })
            .unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(Ok(())), "{\"Part\":\"a\\nb\"}\n\"End\"\n");
        let large = ImportError::too_many("the PDF", 7, "pages");
        assert!(written(Err(large)).ends_with("{\"TooLarge\":[\"the PDF\",\"7 pages\"]}\n"));
        let broken = ImportError::damaged("PDF", "no pages");
        assert!(written(Err(broken)).ends_with("{\"Damaged\":\"no pages\"}\n"));
    }

    #[test]
    fn without_a_program_nothing_is_read_apart() {
        assert!(read(FileKind::Pdf, b"x", &mut |_: String| Ok(())).is_none());
    }
}
