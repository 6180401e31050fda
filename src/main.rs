//! The `upr` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    upr::cli::main(std::env::args_os())
}
