//! `upr serve`.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;

use super::context::Context;
use super::error::CliError;
use super::output::Ui;
use super::settings::Settings;
use crate::web::{self, Listen, Listening, Serving};

/// Show the file in a browser, on this machine, and take what people fill in there
///
/// Prints a link with a key of this run: whoever has it reads and writes as you. It ends with Ctrl-C.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  upr serve --open\n  upr serve --port 8080")]
pub(super) struct ServeArgs {
    /// The port to listen on [default: one that is free]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Open it in your browser
    #[arg(long)]
    open: bool,
}

pub(super) fn serve(
    context: &Context<'_>,
    args: &ServeArgs,
    settings: &Settings,
    quiet: bool,
) -> Result<(), CliError> {
    // Made where there is none, and brought up to date, before anybody looks at it.
    drop(context.open()?);
    let file = context.path()?;
    let clock = settings.clock()?;
    let noted = Mutex::new(Ui::new(settings.clone(), quiet));
    let serving = Serving {
        file: file.clone(),
        author: context.author.clone(),
        clock: Arc::from(clock),
        listen: Listen::Here(args.port),
        hosts: Vec::new(),
        public: false,
        log: Arc::new(move |line| {
            noted.lock().unwrap_or_else(PoisonError::into_inner).status(line);
        }),
        version: env!("CARGO_PKG_VERSION"),
    };
    let (open, ui) = (args.open, context.ui);
    web::serve(serving, |listening| {
        ui.status(&format!(
            "serving {} to this machine only; what is recorded is signed `{}`; Ctrl-C ends it",
            file.display(),
            context.author
        ));
        drop(ui.raw(format!("{}\n", listening.link).as_bytes()));
        if open && !opened(listening) {
            ui.warning("no browser could be started: open the link yourself");
        }
    })
    .map_err(|error| CliError::refused(error.to_string(), "name another port: `--port N`"))
}

/// Opens the link in the browser by way of a private page that leads there: what stands on a command
/// line can be read by all who use the machine.
fn opened(listening: &Listening) -> bool {
    let page = format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><title>upr</title><meta http-equiv=\"refresh\" content=\"0; url={0}\"><a href=\"{0}\">Open the pages</a>\n",
        listening.link
    );
    let written = tempfile::Builder::new().prefix("upr-open-").suffix(".html").tempfile();
    let Ok(mut file) = written else { return false };
    if file.write_all(page.as_bytes()).is_err() {
        return false;
    }
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let started = Command::new(program)
        .arg(file.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .is_ok();
    // The page is gone once the browser has read it.
    std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(20));
        drop(file);
    });
    started
}
