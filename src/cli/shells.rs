//! `upr completions`, `upr man`: for packagers and shells.

use std::path::PathBuf;

use clap::{Args, Command};

use super::error::CliError;
use super::output::Ui;

/// Completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr completions bash > upr.bash")]
pub(super) struct CompletionsArgs {
    /// bash, zsh, fish, elvish or powershell
    shell: clap_complete::Shell,
}

/// Write the manual's pages to a folder
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  upr man man1/")]
pub(super) struct ManArgs {
    /// The folder; made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn completions(
    ui: &Ui,
    args: &CompletionsArgs,
    mut command: Command,
) -> Result<(), CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "upr", &mut script);
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
