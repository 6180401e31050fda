//! What to type instead of a question without an answer.

use crate::app::refusals::{QuestionRefusal, RequestRefusal, SuggestionRefusal};

/// What to do where nothing is asked of an institution.
pub(super) fn request(refusal: &RequestRefusal) -> String {
    let step = match refusal {
        RequestRefusal::AsksNoMore { entity, .. } => {
            return format!(
                "`upr request add {entity} --answer-by DATE -o FILE.xlsx` asks anew; `upr undo` takes the end back"
            );
        }
        RequestRefusal::Answered { request } => {
            return format!("`upr request show {request}` lists what was answered");
        }
        RequestRefusal::SeveralOfKey { marks, .. } => {
            return format!("name one by its mark: {}", marks.join(", "));
        }
        RequestRefusal::PastAnswer { .. } => "name a day to come: `--answer-by 2027-01-31`",
        RequestRefusal::NothingToAsk { .. } => {
            "name items or filters, or say what it leads: `upr lead set ITEM INSTITUTION`"
        }
        RequestRefusal::Ended { .. } => "`upr request list` shows how each stands",
    };
    step.to_owned()
}

/// What to do where a question has no answer.
pub(super) fn question(refusal: &QuestionRefusal) -> String {
    let step = match refusal {
        QuestionRefusal::PlanApart { plan } => {
            return format!("`upr plan {plan}` shows the plan, and how it stands");
        }
        QuestionRefusal::EmptyName => {
            "an item is `48` or `HC19:48`; `upr list` shows what there is"
        }
        QuestionRefusal::NoRange { .. } => {
            "both ends stand in one set, the lower first: `50-52`, `1a-1d`"
        }
        QuestionRefusal::SinceAfter { .. } | QuestionRefusal::UntilBefore { .. } => {
            "`--since` is the earlier day"
        }
        QuestionRefusal::TooManyPoints { .. } => "take a longer `--step`, or a later `--since`",
        QuestionRefusal::InternalVoice { .. } => {
            "`--internal` shows it all the same; a table on a terminal does, too"
        }
        QuestionRefusal::AllTables => {
            "as csv they go into a folder: `upr export csv --what all -o FOLDER`"
        }
        QuestionRefusal::ProgressItself => "leave out `--template`",
    };
    step.to_owned()
}

/// What to do where nothing is suggested, or a suggestion is not taken.
pub(super) fn suggestion(refusal: &SuggestionRefusal) -> String {
    let step = match refusal {
        SuggestionRefusal::TermOfItem { tag, item } => {
            return format!("`upr tag add {item} {tag}` tags it by hand");
        }
        SuggestionRefusal::NoTerm { .. } => "`upr suggest --at-least any` shows what is",
        SuggestionRefusal::NoLink { .. } | SuggestionRefusal::NoEarlierItem { .. } => {
            "`upr suggest links` shows what is"
        }
        SuggestionRefusal::NoEarlierSet => {
            "`--against KEY` names one; `upr set list` shows what there is"
        }
        SuggestionRefusal::Unshipped(_) => "this program was built wrongly",
    };
    step.to_owned()
}
