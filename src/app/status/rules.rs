//! What is asked of a status before it is appended.

use chrono::NaiveDate;

use super::SetStatus;
use crate::app::choose::Chosen;
use crate::app::error::{AppError, Result};
use crate::domain::dates::LATEST;
use crate::domain::lines::AssessorLine;
use crate::domain::{Filter, Level, View};
use crate::store::{Detail, Levels, Read};

/// A level that is set, and a day that has come.
pub(super) fn check_request(request: &SetStatus, on: NaiveDate, today: NaiveDate) -> Result<()> {
    if request.status == Level::NotAssessed {
        return Err(AppError::refused(
            "`not-assessed` is what every item starts as, and is not set",
            "to take a status back: `upr status retract ENTRY --note \"…\"`; looked and cannot tell: `no-information`",
        ));
    }
    if on > today {
        return Err(AppError::refused(
            format!("`{on}` is in the future"),
            format!("a status is what was seen on or before today, {today}"),
        ));
    }
    Ok(())
}

/// Another assessor's claim needs its source.
pub(super) fn check_voice(request: &SetStatus, voice: &AssessorLine) -> Result<()> {
    if voice.key == "tracker" || request.unsourced || !request.evidence.is_empty() {
        return Ok(());
    }
    Err(AppError::refused(
        format!("a status by `{}` needs its source", voice.key),
        "add `--evidence URL`, `--evidence SYMBOL:PAR` or `--evidence FILE`; to take it all the same: `--unsourced`",
    ))
}

/// Compound items are set through their components.
pub(super) fn through_components(
    chosen: Vec<Chosen>,
    expand: bool,
    tx: &dyn Read,
) -> Result<Vec<Chosen>> {
    let mut all: Vec<Chosen> = Vec::new();
    for item in chosen {
        let components = tx.list_components(item.id)?;
        if components.is_empty() {
            if !all.contains(&item) {
                all.push(item);
            }
            continue;
        }
        let set = item.name.split_once(':').map_or("", |(set, _)| set);
        let mut parts = named(&components, set, tx)?;
        if !expand {
            let first = parts.first().map_or("", |part| part.name.as_str());
            let last = parts.last().map_or("", |part| part.name.as_str());
            let last = last.split_once(':').map_or(last, |(_, label)| label);
            return Err(AppError::refused(
                format!(
                    "`{}` bundles {} components, and one status would misreport it",
                    item.name,
                    parts.len()
                ),
                format!(
                    "set the components (`{first}-{last}`), or all at once with `--components`"
                ),
            ));
        }
        parts.retain(|part| !all.contains(part));
        all.extend(parts);
    }
    Ok(all)
}

fn named(ids: &[i64], set: &str, tx: &dyn Read) -> Result<Vec<Chosen>> {
    let filter = Filter { items: ids.to_vec(), ..Filter::default() };
    let view = View { as_of: LATEST, known: None, voice: 0 };
    let mut chosen = Vec::new();
    let (detail, levels) = (Detail::Brief, Levels::Matching);
    tx.each_item(&filter, &view, detail, levels, &mut |line| {
        chosen.push(Chosen { id: line.id, name: format!("{set}:{}", line.reference) });
        Ok(())
    })?;
    Ok(chosen)
}

/// An item that is followed up, and a status that says something new of it.
pub(super) fn check_item(
    request: &SetStatus,
    item: &Chosen,
    voice: &AssessorLine,
    on: NaiveDate,
    tx: &dyn Read,
) -> Result<()> {
    let life = tx.find_life(item.id, on)?;
    if life != "active" {
        return Err(AppError::refused(
            format!("`{}` is {life}", item.name),
            format!("`upr item reopen {} --note \"…\"` first", item.name),
        ));
    }
    match tx.find_status(item.id, voice.id, on)? {
        Some((level, entry))
            if level == request.status && !says_more(request, item, entry, tx)? =>
        {
            Err(AppError::refused(
                format!(
                    "`{}` is `{level}` according to `{}` on {on} already (entry {entry})",
                    item.name, voice.key
                ),
                "say what is new with `--note` or `--evidence`",
            ))
        }
        _ => Ok(()),
    }
}

/// Whether a request has a note or evidence that an earlier entry has not.
fn says_more(request: &SetStatus, item: &Chosen, entry: i64, tx: &dyn Read) -> Result<bool> {
    let filter = Filter { items: vec![item.id], ..Filter::default() };
    let view = View { as_of: LATEST, known: None, voice: 0 };
    let mut earlier = None;
    tx.each_history(&filter, &view, &mut |line| {
        if line.entry == entry {
            earlier = Some(line);
        }
        Ok(())
    })?;
    let Some(earlier) = earlier else { return Ok(true) };
    let known: Vec<String> = earlier
        .evidence
        .iter()
        .map(|brief| {
            let address = brief.address.clone().unwrap_or_default();
            brief.paragraph.as_ref().map_or(address.clone(), |par| format!("{address}:{par}"))
        })
        .collect();
    let new_note = request.note.is_some() && request.note != earlier.note;
    Ok(new_note || request.evidence.iter().any(|place| !known.contains(place)))
}
