//! `upr export csv --what all -o FOLDER`: every table with what it means, for whoever takes the data
//! elsewhere.

use std::path::{Path, PathBuf};

use super::args::{AskArgs, OutputArgs};
use super::context::Context;
use super::error::{CliError, from_io};
use crate::app::{Question, What};
use crate::render::{Format, package};

/// Writes the folder whole, or leaves nothing of it.
pub(super) fn export(
    context: &Context<'_>,
    ask: &AskArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let Some(folder) = &output.output else {
        return Err(CliError::misuse(
            "all tables go into a folder",
            "`-o FOLDER` names one that is not there yet",
        ));
    };
    let shown = folder.display();
    if folder.symlink_metadata().is_ok() {
        return Err(CliError::refused(
            format!("`{shown}` exists already"),
            "name a folder that is not there yet",
        ));
    }
    std::fs::create_dir(folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => CliError::refused(
            format!("there is no folder to make `{shown}` in"),
            "make it, or name another place",
        ),
        _ => from_io(&error),
    })?;
    let done = filled(context, ask, output, folder);
    if done.is_err() {
        // Half an export is none.
        drop(std::fs::remove_dir_all(folder));
    }
    done
}

fn filled(
    context: &Context<'_>,
    ask: &AskArgs,
    output: &OutputArgs,
    folder: &Path,
) -> Result<(), CliError> {
    let mut filter = ask.filter.words(&[]);
    if filter.sets.is_empty() {
        filter.sets = vec!["all".to_owned()];
    }
    let into = |name: PathBuf| OutputArgs {
        format: Some(Format::Csv),
        output: Some(folder.join(name)),
        ..output.clone()
    };
    let about = || {
        let question = Question { view: ask.view.words(), ..context.question() };
        context.with_app(|app| Ok(app.about(&question)?))
    };
    let before = about()?;
    for what in What::TABLES {
        let output = into(format!("{what}.csv").into());
        context.answer_about(filter.clone(), &ask.view, &output, |app, question| {
            app.export(*what, question)
        })?;
    }
    if about()?.head != before.head {
        return Err(CliError::refused(
            "somebody recorded something meanwhile: the tables are not of one moment",
            "try again",
        ));
    }
    let texts = [
        ("README.md", package::readme(&before)),
        ("datapackage.json", package::datapackage(&before)),
    ];
    for (name, text) in texts {
        let plain = OutputArgs { internal: false, ..into(name.into()) };
        context.ui.stream(&plain, |out| {
            out.write_all(text.as_bytes()).map_err(|error| from_io(&error))
        })?;
    }
    Ok(())
}
