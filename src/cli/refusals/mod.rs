//! What to type instead of what is refused.

mod asking;
mod bringing;
mod recording;
mod rules;
mod trusting;

pub(super) use rules::remedy as of_rule;

use crate::app::Sought;
use crate::app::refusals::Refused;

/// The next step after a refusal.
pub(super) fn remedy(refused: &Refused) -> String {
    match refused {
        Refused::Record(refusal) => recording::record(refusal),
        Refused::Register(refusal) => recording::register(refusal),
        Refused::Plan(refusal) => recording::plan(refusal),
        Refused::Undo(refusal) => recording::undo(refusal),
        Refused::Request(refusal) => asking::request(refusal),
        Refused::Question(refusal) => asking::question(refusal),
        Refused::Suggestion(refusal) => asking::suggestion(refusal),
        Refused::Import(refusal) => bringing::import(refusal),
        Refused::Trust(refusal) => trusting::trust(refusal),
    }
}

/// What shows the names that could have been meant, and the nearest.
pub(super) fn shown(what: Sought, nearest: Option<&str>) -> String {
    let near = nearest.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    let command = listed_by(what);
    if what == Sought::Assessor {
        let add = "`upr assessor add KEY --name NAME --kind cso`";
        return format!("{near}`{command}` shows who is there; a new one: {add}");
    }
    format!("{near}`{command}` shows what there is")
}

/// The command that lists what there is.
fn listed_by(what: Sought) -> &'static str {
    match what {
        Sought::Item => "upr list",
        Sought::Set => "upr set list",
        Sought::Plan | Sought::PlanOrSet => "upr plan",
        Sought::Document => "upr document list",
        Sought::Assessor => "upr assessor list",
        Sought::State => "upr theme list --vocabulary state",
        Sought::Theme => "upr theme list",
        Sought::Group => "upr theme list --vocabulary group",
        Sought::Goal => "upr theme list --vocabulary sdg",
        Sought::Vocabulary | Sought::Term => "upr theme list --all",
        Sought::Institution => "upr entity list",
        Sought::Indicator => "upr indicator",
        Sought::Request => "upr request list",
        Sought::Entry => "upr status log",
        Sought::User => "upr user list",
        Sought::Conflict => "upr merge COPY --dry-run",
    }
}
