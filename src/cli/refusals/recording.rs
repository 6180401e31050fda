//! What to type instead of what is not recorded, or not taken back.

use crate::app::refusals::{PlanRefusal, RecordRefusal, Register, RegisterRefusal, UndoRefusal};

/// What to do where something is not recorded of an item, of the calendar or of an indicator.
pub(super) fn record(refusal: &RecordRefusal) -> String {
    let step = match refusal {
        RecordRefusal::OwnStatus { entry, .. } => {
            return format!(
                "take it back first: `upr status retract {entry} --note \"now tracked through components\"`"
            );
        }
        RecordRefusal::ItemTaken { item } | RecordRefusal::Linked { item, .. } => {
            return format!("`upr show {item}`");
        }
        RecordRefusal::WouldBeComponent { item, .. } => {
            return format!("`upr component add {item} \"…\"` adds it with the next letter");
        }
        RecordRefusal::SetUnpublished { set } => {
            return format!(
                "leave out `--set`, or `upr publish {set}` first, which publishes its items, too"
            );
        }
        RecordRefusal::ServesByAction { action, item } => {
            return format!("`upr action for {action} {item}`");
        }
        RecordRefusal::NoSet { .. } => {
            "write SET:REF, as in `upr item add PRK3:126.4 \"…\"`; `upr set add` makes a set"
        }
        RecordRefusal::InternalVoice { .. } => {
            "leave out `--public`; `upr assessor list` shows which voices are internal"
        }
        RecordRefusal::ActionsInPlans => {
            "`upr action add \"…\" --plan KEY` adds an action; `upr plan` lists the plans"
        }
        RecordRefusal::IsComponent { .. } => "components are added to an item",
        RecordRefusal::ActionComponent { .. } => "`upr action add` adds a further action",
        RecordRefusal::NoLabel { .. } => "add `--label \"…\"`",
        RecordRefusal::NoState => "name a set that is addressed to one: `--set KEY`",
        RecordRefusal::NothingFollows { .. } => {
            "a review that took place is the beginning: `upr calendar set KEY --kind review --on DAY --basis SYMBOL`"
        }
        RecordRefusal::NothingChanged { .. } => {
            "name what it says from now on: `--help` lists what can be put right"
        }
        RecordRefusal::NoOrigin => {
            "say where it stands, `--source DOCUMENT[:PAR]`, or that nobody issued it: `--unofficial`"
        }
        RecordRefusal::NoLanguage { .. } => "write it as `sl`, `fr` or `sr-Latn`",
        RecordRefusal::UnsourcedFigure { .. } => {
            "add `--evidence URL`; to take it all the same: `--unsourced`"
        }
        RecordRefusal::NoSingleClaim { .. } => {
            "`upr status log` lists the statuses with their entries; `upr undo` takes back your last command whole"
        }
        RecordRefusal::TakenBack { .. } => "`upr status log` shows it",
    };
    step.to_owned()
}

/// What to do where a register does not take something.
pub(super) fn register(refusal: &RegisterRefusal) -> String {
    let step = match refusal {
        RegisterRefusal::Taken { of, key } => return taken(*of, key),
        RegisterRefusal::TermTaken { term } => return format!("`upr theme show {term}`"),
        RegisterRefusal::NoCluster { vocabulary, term } => {
            return format!(
                "`upr theme add {term} --vocabulary {vocabulary} --create --label \"…\"` makes the first"
            );
        }
        RegisterRefusal::DefaultPlan { plan } => return format!("`upr plan {plan}` shows it"),
        RegisterRefusal::NoKey { .. } => "a key is 1 to 64 of a–z, 0–9, `-`, `_` and `.`",
        RegisterRefusal::NoAddress { .. } => "only http and https",
        RegisterRefusal::NoSymbol { .. } => {
            "symbols are as in A/HRC/43/15; `--no-symbol` takes it as a key"
        }
        RegisterRefusal::NoTag { .. } => {
            "a tag is VOCABULARY:TERM: `sdg:5.2`, `group:children`, `theme:food`"
        }
        RegisterRefusal::NothingOfOwner => "`upr owner set NAME --kind nhri`",
        RegisterRefusal::OtherState { .. } => "for another State: `upr init --empty --state ISO`",
        RegisterRefusal::SameName { .. } => "`upr entity list` shows the names of today",
        RegisterRefusal::NoInstitution => "`--entity KEY`; `upr entity list` shows them",
        RegisterRefusal::NoVoice { .. } => {
            "a voice is given where an institution is added: `upr assessor add VOICE …`, then `upr entity add NEWKEY … --assessor VOICE`"
        }
    };
    step.to_owned()
}

fn taken(of: Register, key: &str) -> String {
    match of {
        Register::Sets => "`upr set list`".to_owned(),
        Register::Assessors => "`upr assessor list`".to_owned(),
        Register::Documents => format!("`upr document show {key}`"),
        Register::Indicators => format!("`upr indicator show {key}`"),
        Register::Institutions => {
            format!("`upr entity rename {key} NAME --on DATE` gives it another name")
        }
    }
}

/// What to do where something is not done with a plan, or not published.
pub(super) fn plan(refusal: &PlanRefusal) -> String {
    let step = match refusal {
        PlanRefusal::Taken { key } => {
            return format!(
                "`upr plan` lists the plans; `upr action add \"…\" --plan {key}` adds to one"
            );
        }
        PlanRefusal::SameService { action, .. } => {
            return format!("`upr show {action}` tells what it is taken for");
        }
        PlanRefusal::NoAction { .. } => "`upr action` lists the actions",
        PlanRefusal::ActionItself { .. } => "an action is taken for recommendations: `--for EX:24`",
        PlanRefusal::NoPlan => {
            "`upr plan add NHRAP \"National action plan\" --state ISO` makes one"
        }
        PlanRefusal::WhichPlan { .. } => "name it: `--plan KEY`",
        PlanRefusal::Published { .. } => {
            "leads, dates, notes are published each when they are said: `--public`"
        }
    };
    step.to_owned()
}

/// What to do where something is not taken back.
pub(super) fn undo(refusal: &UndoRefusal) -> String {
    let step = match refusal {
        UndoRefusal::MadeElsewhere { command, batch, .. } => {
            return format!(
                "the last in it is `{command}`, made elsewhere or before this was kept: `upr undo {batch}` takes it back"
            );
        }
        UndoRefusal::Changed { .. } => "nothing was written; run the command again",
        UndoRefusal::EntryGone => "`upr verify`",
        UndoRefusal::NothingAgain => {
            "`upr undo ENTRY` takes back any command by one of its entries, an undo as well"
        }
        UndoRefusal::NothingOfAuthor { .. } => {
            "`upr undo` takes back your own commands; `--author NAME` says who you are"
        }
        UndoRefusal::ForGood { .. } => {
            "what ships with the program and what was destroyed stays so"
        }
        UndoRefusal::Before { .. } => "`upr redo` takes back your last undo",
        UndoRefusal::OfOther { .. } => "`--of-other` takes back what somebody else recorded",
        UndoRefusal::RestedOn { .. } => "take these back first: `upr status log` shows them",
    };
    step.to_owned()
}
