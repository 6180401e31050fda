//! The program started by itself, to read a file that might take more memory than there is.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use crate::import::{apart, reader};

/// Reads for another process, where that is what the arguments say.
pub(super) fn answered(args: &[OsString]) -> Option<ExitCode> {
    let (word, asked) = args.get(1..)?.split_first()?;
    if word != apart::WORD {
        return None;
    }
    let outcome =
        reader::answer(asked, &mut std::io::stdin().lock(), &mut std::io::stdout().lock());
    Some(if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Says which program reads: this one, as it is running, should its file be replaced meanwhile.
pub(super) fn begin() {
    let running = Path::new("/proc/self/exe");
    let program = if running.exists() { Ok(running.to_owned()) } else { std::env::current_exe() };
    if let Ok(program) = program {
        apart::read_apart(program);
    }
}
