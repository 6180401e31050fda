//! What to type instead of what the rules of a claim do not allow.

use crate::domain::Life;
use crate::domain::claims::{Happening, Refusal};

/// The next step after a refusal.
pub(in crate::cli) fn remedy(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotSet => "to take a status back: `upr status retract ENTRY --note \"…\"`; looked and cannot tell: `no-information`".to_owned(),
        Refusal::Future { of, today, .. } => not_come(*of, *today),
        Refusal::NotActive { item, .. } => format!("`upr item reopen {item} --note \"…\"` first"),
        Refusal::Compound { components, .. } => {
            let first = components.first().map_or("", String::as_str);
            let last = components.last().map_or("", String::as_str);
            let last = last.split_once(':').map_or(last, |(_, label)| label);
            format!("set the components (`{first}-{last}`), or all at once with `--components`")
        }
        Refusal::Unsourced { .. } => "add `--evidence URL`, `--evidence SYMBOL:PAR`, `--evidence FILE` or `--cite TEXT`; to take it all the same: `--unsourced`".to_owned(),
        Refusal::SameLevel { item, .. } => format!(
            "say what is new with `--note` or `--evidence`; looked again and nothing had changed: `upr status recheck {item} --note \"…\"`"
        ),
        Refusal::NeverAssessed { item, .. } => format!("`upr status log {item}` has its history"),
        Refusal::Unseen { .. } => {
            "say what was looked at with `--note` or `--evidence`".to_owned()
        }
        Refusal::SameTag { item, .. } => format!("`upr show {item}` lists its tags"),
        Refusal::NoFigure { unit: Some(unit), .. } => {
            format!("write a number with a point: `31.4` ({unit})")
        }
        Refusal::NoFigure { .. } => "without a unit it is a date, `yes` or `no`".to_owned(),
        Refusal::NumberOfStructure { .. } => {
            "leave out `--unit`: its figures are dates, `yes` or `no`".to_owned()
        }
        Refusal::NoPeriod { .. } => "add `--period 2025`, 2025-06 or FROM..TO".to_owned(),
        Refusal::NoGroup { .. } => "say of what and which: `--group sex=f`".to_owned(),
        Refusal::NoSource { .. } => {
            "it is an http or https address, a UN symbol (`A/HRC/42/10:25`) or a title in words, never a file".to_owned()
        }
        Refusal::SameFigure { indicator, .. } => format!(
            "`upr indicator show {indicator}` has it; say what is new with `--evidence` or `--note`, or hand it on with `--public`"
        ),
        Refusal::PlanWord { word, .. } => format!("of a recommendation: `{}`", word.level()),
        Refusal::SelfLink { .. } => "a link goes from a later item to an earlier one".to_owned(),
        Refusal::SameLife { item, life: Life::Superseded } => {
            format!("`upr show {item}` tells by what")
        }
        Refusal::SameLife { item, .. } => format!("`upr show {item}` tells its state"),
        Refusal::Undocumented { .. } => {
            "add `--basis \"…\"`, or say how sure it is: `--certainty inferred`".to_owned()
        }
        Refusal::SameRole { item, .. } | Refusal::SameDue { item, .. } => {
            format!("`upr show {item}` tells who leads it and by when it is due")
        }
        Refusal::UnexplainedMove { .. } => {
            "say why with `--reason \"…\"`; the earlier date stays in the record".to_owned()
        }
        Refusal::Backwards { .. } => "the beginning comes first".to_owned(),
        Refusal::NoReason => "say why: `upr status retract ENTRY --note \"…\"`".to_owned(),
        Refusal::SameValue { row, .. } if row.contains(':') => format!("`upr show {row}` has it"),
        Refusal::SameValue { .. } => "`upr set list` and `upr document list` have it".to_owned(),
        Refusal::NoDate { .. } => "write 2025-06-30, 2025-06 or 2025".to_owned(),
        Refusal::Empty { .. } => "say it in a few words; nothing was written".to_owned(),
    }
}

fn not_come(of: Happening, today: chrono::NaiveDate) -> String {
    match of {
        Happening::Status => format!("a status is what was seen on or before today, {today}"),
        Happening::Position => "a position is dated when the State stated it".to_owned(),
        Happening::Evidence => {
            "evidence is dated when it was published, and accessed when it was looked at".to_owned()
        }
        Happening::Speech => format!("what was said was said on or before today, {today}"),
        Happening::Amendment => format!("an item reads as it did on or before today, {today}"),
        Happening::Figure => "a figure that is to be reached is a target: `--target`".to_owned(),
        Happening::Engagement => {
            "the timeline holds what happened; `upr calendar set` holds what is to come".to_owned()
        }
    }
}
