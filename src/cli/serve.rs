//! `upr serve`.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;

use super::context::Context;
use super::error::CliError;
use super::output::Ui;
use super::settings::Settings;
use crate::clock::Clock;
use crate::web::{self, Guests, Listen, Listening, Serving, Unserved};

/// Show the file in a browser, on this machine, and take what people fill in there
///
/// Prints a link with a key of this run: whoever has it reads and writes as you. It ends with Ctrl-C.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr serve --open\n  upr serve --port 8080\n  upr serve --public --listen 192.0.2.7:8080 --host followup.example.org\n  upr serve --listen 127.0.0.1:8080 --user-header X-Remote-User --trusted-proxy 127.0.0.1 --host followup.example.org"
)]
pub(super) struct ServeArgs {
    /// The port to listen on [default: one that is free]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Open it in your browser
    #[arg(long)]
    open: bool,
    /// Let everybody read what was published; nobody writes
    #[arg(long, conflicts_with_all = ["user_header", "open"])]
    public: bool,
    /// Listen on this address and port instead of this machine only
    #[arg(long, value_name = "ADDRESS:PORT", conflicts_with = "port")]
    listen: Option<String>,
    /// The name under which the pages are asked for, with its port unless it is the usual one; repeatable
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// The line of a request's head in which the office's own sign-in names who asks
    #[arg(long, value_name = "HEADER", requires = "trusted_proxy")]
    user_header: Option<String>,
    /// The address of that sign-in: the line is believed from there only; repeatable
    #[arg(long, value_name = "ADDRESS", requires = "user_header")]
    trusted_proxy: Vec<String>,
}

impl ServeArgs {
    /// Who may come in; on another address than this machine's nobody by a key.
    fn guests(&self) -> Result<Guests, CliError> {
        match (&self.user_header, self.public) {
            (Some(header), _) => {
                Ok(Guests::Named { header: header.clone(), trusted: self.trusted_proxy.clone() })
            }
            (None, true) => Ok(Guests::Public),
            (None, false) if self.listen.is_some() => Err(CliError::misuse(
                "`--listen` opens the pages to others, and does not say to whom",
                "`--public` for all to read, or `--user-header HEADER --trusted-proxy ADDRESS` behind a sign-in",
            )),
            (None, false) => Ok(Guests::Key),
        }
    }
}

pub(super) fn serve(
    context: &Context<'_>,
    args: &ServeArgs,
    settings: &Settings,
    quiet: bool,
) -> Result<(), CliError> {
    // Made where there is none, and brought up to date, before anybody looks at it.
    drop(context.open()?);
    let served = context.shown()?;
    let clock = settings.clock()?;
    let guests = args.guests()?;
    let noted = Mutex::new(Ui::new(settings.clone(), quiet));
    let clock: Arc<dyn Clock + Send + Sync> = Arc::from(clock);
    let serving = Serving {
        open: context.opener(&clock)?,
        author: context.author.clone(),
        clock,
        listen: args.listen.clone().map_or(Listen::Here(args.port), Listen::At),
        hosts: args.host.clone(),
        guests: guests.clone(),
        log: Arc::new(move |line| {
            noted.lock().unwrap_or_else(PoisonError::into_inner).status(line);
        }),
        version: env!("CARGO_PKG_VERSION"),
    };
    let (open, ui) = (args.open, context.ui);
    web::serve(serving, |listening| {
        let whom = match &guests {
            Guests::Key => {
                format!("this machine only; what is recorded is signed `{}`", context.author)
            }
            Guests::Public => "everybody; what was published, to read".to_owned(),
            Guests::Named { .. } => "whom the sign-in names; `upr user list` shows them".to_owned(),
        };
        ui.status(&format!("serving {served} to {whom}; Ctrl-C ends it"));
        drop(ui.raw(format!("{}\n", listening.link).as_bytes()));
        if open && !opened(listening) {
            ui.warning("no browser could be started: open the link yourself");
        }
    })
    .map_err(|error| {
        let hint = match &error {
            Unserved::NoName(_) => {
                "`--host NAME` says it: what stands in the address that people open"
            }
            Unserved::NoAddress(_) => "write it as 192.0.2.7:8080, and a sign-in's as 192.0.2.7",
            Unserved::NoHeader(_) => "such as `X-Remote-User`",
            _ => "name another port: `--port N`",
        };
        CliError::refused(error.to_string(), hint)
    })
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
