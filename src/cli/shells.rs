//! `upr completions`, `upr man`: for packagers and shells.

use std::path::PathBuf;

use clap::{Args, Command};
use clap_complete::Shell;
use clap_complete::env::Shells;

use super::completing::VARIABLE;
use super::error::{CliError, from_io};
use super::output::Ui;

/// Completions for a shell: commands, words, your file's names
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr completions bash >> ~/.bashrc")]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Write the manual's pages to a folder
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr man man1/")]
pub(super) struct ManArgs {
    /// The folder; made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// The shell asks the program itself: what it offers are the commands and words of this release and
/// the names of the file at hand.
pub(super) fn completions(ui: &Ui, args: &CompletionsArgs) -> Result<(), CliError> {
    let mut script = Vec::new();
    let failed = |error: std::io::Error| from_io(&error);
    let shells = Shells::builtins();
    let shell = shells.completer(&args.shell.to_string());
    let shell = shell.ok_or_else(|| failed(std::io::ErrorKind::Unsupported.into()))?;
    if args.shell == Shell::Bash {
        // `HC19:48` and `sdg:5.2` are one word each.
        script.extend_from_slice(b"COMP_WORDBREAKS=${COMP_WORDBREAKS//:}\n");
    }
    shell.write_registration(VARIABLE, "upr", "upr", "upr", &mut script).map_err(failed)?;
    ui.raw(&script)
}

pub(super) fn man(ui: &Ui, args: &ManArgs, command: Command) -> Result<(), CliError> {
    let failed = |error: std::io::Error| {
        CliError::refused(
            format!("cannot write the manual to `{}`: {error}", args.folder.display()),
            "name a folder where you may write",
        )
    };
    std::fs::create_dir_all(&args.folder).map_err(failed)?;
    clap_mangen::generate_to(command, &args.folder).map_err(failed)?;
    ui.status(&format!("wrote the manual to {}", args.folder.display()));
    Ok(())
}
