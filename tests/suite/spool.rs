//! Whoever reads an answer slowly keeps nobody from writing.

use std::io::Read;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::support::World;

/// Starts a command whose answer is longer than a pipe holds, and reads its first bytes only.
fn begun(world: &World, words: &[&str]) -> (Child, Vec<u8>) {
    let mut command = world.command();
    command.args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = vec![0; 100];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    (child, first)
}

#[test]
fn a_stopped_reader_keeps_nobody_from_writing() {
    let world = World::seeded();
    for words in [
        &["export", "json", "--set", "all"][..],
        &["report", "-f", "html", "--set", "all"],
        &["show", "HC19:1-56", "-f", "html"],
    ] {
        let (mut reader, mut answer) = begun(&world, words);
        let begin = Instant::now();
        world.ok("status set HC19:48 in-progress --note written-meanwhile");
        let took = begin.elapsed();
        assert!(took < Duration::from_secs(2), "{words:?}: a writer waited {took:?}");
        world.ok("undo");
        reader.stdout.take().unwrap().read_to_end(&mut answer).unwrap();
        assert!(reader.wait().unwrap().success(), "{words:?}");
        assert!(
            answer.len() > 70_000,
            "{words:?}: {} bytes are no more than a pipe holds",
            answer.len()
        );
        let answer = String::from_utf8(answer).unwrap();
        assert!(!answer.contains("written-meanwhile"), "{words:?} is from before");
    }
}
