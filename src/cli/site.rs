//! `upr site`.

use clap::Args;

use super::args::OutputArgs;
use super::context::Context;
use super::error::CliError;
use super::words::date;
use crate::domain::DateWord;
use crate::report::labels::number;
use crate::report::words::nouns::counted;
use crate::report::{Block, Column, Document, Kind, Row, Table};
use crate::web::site::{First, PublishedSite, Publishing, Unpublished, publish};

/// Write the public pages of a set as plain files
///
/// For any web server or none.
///
/// What was not published is in none of them. The folder is written beside its place and put there whole.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  upr site --set HC19 -o public --dry-run\n  upr site --set HC19 -o public\n  upr site --set HC19 -o public --base https://example.org/follow-up/ --indexed"
)]
pub(super) struct SiteArgs {
    /// The set that is published
    #[arg(long, value_name = "KEY")]
    set: String,
    /// Where the folder will be on the web: then there is a feed of what each round shows
    #[arg(long, value_name = "URL")]
    base: Option<String>,
    /// As things stood on that day [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<DateWord>,
    /// Let search engines list it
    #[arg(long)]
    indexed: bool,
    /// List what would be seen for the first time, and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
}

pub(super) fn site(
    context: &Context<'_>,
    args: &SiteArgs,
    output: &OutputArgs,
) -> Result<(), CliError> {
    let Some(folder) = &output.output else {
        return Err(CliError::misuse("no folder is named", "`-o DIR` says where the pages go"));
    };
    if output.internal {
        return Err(CliError::misuse(
            "a site holds what was published, and nothing else",
            "leave out `--internal`",
        ));
    }
    let words = Publishing {
        set: args.set.clone(),
        folder: folder.clone(),
        base: args.base.clone(),
        as_of: args.as_of,
        indexed: args.indexed,
        dry_run: args.dry_run,
    };
    let PublishedSite { pages, round } =
        context.with_app(|app| publish(app, &words).map_err(refused))?;
    let first = counted(number(round.first.len()), "items");
    if args.dry_run {
        let output = OutputArgs { output: None, ..output.clone() };
        context.ui.answer(seen(&round.first), &output)?;
        context
            .ui
            .status(&format!("{first} would be seen, in whole or in part, for the first time"));
    } else {
        context.ui.status(&format!(
            "wrote {} in {}: {first} seen, in whole or in part, for the first time",
            counted(number(pages), "pages"),
            folder.display()
        ));
    }
    Ok(())
}

/// What would be seen for the first time.
fn seen(first: &[First]) -> Document<'static> {
    let columns = vec![
        Column::new("id", "Item", Kind::Item),
        Column::new("new", "New", Kind::Label),
        Column::new("level", "Level", Kind::Label),
        Column::new("evidence", "Evidence", Kind::Text),
    ];
    let rows = first.iter().map(|one| {
        Row::new(vec![
            one.item.as_str().into(),
            one.new.then_some("new").into(),
            one.level.clone().into(),
            one.evidence.join("; ").into(),
        ])
    });
    let table = Table::new("first", "Seen for the first time", columns);
    let mut document = Document::new("What would be seen for the first time");
    document.blocks.push(Block::Table(table.with_rows(rows.collect()).main()));
    document
}

fn refused(error: Unpublished) -> CliError {
    let message = error.to_string();
    match error {
        Unpublished::App(error) => error.into(),
        Unpublished::Render(error) => error.into(),
        Unpublished::Foreign(_) => CliError::refused(
            message,
            "name a folder that is not there, or one that was written so",
        ),
        Unpublished::Base(_) => {
            CliError::refused(message, "write it as https://example.org/follow-up/")
        }
        Unpublished::Several(_) => CliError::refused(
            message,
            "name one (`upr set list`); each further one goes in a folder of its own",
        ),
        Unpublished::File { .. } => CliError::refused(message, "what was there is unchanged"),
    }
}
