//! What to do where a file is not brought in.

use crate::app::refusals::ImportRefusal;
use crate::import::Layout;

/// What to do where a file is not brought in.
pub(super) fn import(refusal: &ImportRefusal) -> String {
    let step = match refusal {
        ImportRefusal::Foreign { next, .. } | ImportRefusal::NoLayout { next, .. } => next,
        ImportRefusal::Unreadable { .. } => {
            "open it in its own program and save it anew; nothing was written"
        }
        ImportRefusal::TooLarge { .. } => "split it, or take a part of it",
        ImportRefusal::OtherLayout { .. } => "leave `--from` out to have the layout recognised",
        ImportRefusal::Mistaken { .. } => {
            "it was taken for that by its words: if it is something else, say so with `--from`; if it \
             lost its numbers on the way, take the file it was made of; nothing was written"
        }
        ImportRefusal::Unsure(_) => return say_what_it_is(),
        ImportRefusal::NoVoice { known, .. } => {
            return format!("say it: `--by ASSESSOR`, one of {}", known.join(", "));
        }
        ImportRefusal::NoSheets { .. } => "leave `--sheet` out",
        ImportRefusal::OtherState { .. } => "leave `--state` out, or name the right file",
        ImportRefusal::NothingAnswered { .. } => {
            "import the Working Group report first, or name its set with `--set KEY`"
        }
        ImportRefusal::SeveralSets { .. } => "name one with `--set KEY`",
        ImportRefusal::NoState { .. } => {
            "say it with `--state ISO`, or name a set that is there with `--set KEY`"
        }
        ImportRefusal::NoSession { .. } => {
            "say it with `--session N`, or name the set with `--set KEY`"
        }
        ImportRefusal::MixedDates { .. } => {
            "write them as 2025-02-13, or say which it is: `--dates dmy` or `--dates mdy`"
        }
        ImportRefusal::TooManyWrong { .. } => {
            "`--dry-run` tells what is wrong with the first of them"
        }
        ImportRefusal::NotSetAside { .. } => "nothing was written; move a file of that name away",
    };
    step.to_owned()
}

fn say_what_it_is() -> String {
    let layouts: Vec<_> = Layout::ALL.iter().map(|layout| layout.slug()).collect();
    format!(
        "say what it is: `--from` {}; a table of one's own is read by its headings: `--map \
         text=HEADING,status=HEADING`",
        layouts.join(", ")
    )
}
