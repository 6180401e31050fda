//! One file that was read: handed on body by body, matched and appended.

mod stream;

use crate::app::error::Result;
use crate::app::refusals::ImportRefusal;
use crate::domain::MatchKey;
use crate::import::aside::{self, Aside};
use crate::import::{Body, Layout, NamedState, Reading};

use super::Watch;
use super::about::About;
use super::merge::Work;
use super::reading::{FileContent, FileRead, only};
use super::refusing::refuse;
use stream::{stream, take_records};

/// Takes what a file brings; gives what was set aside.
pub(super) fn bring_in(
    work: &mut Work<'_>,
    file: FileRead,
    watch: &mut dyn Watch,
) -> Result<Option<Aside>> {
    let FileRead { name, sha256, layout, size, content } = file;
    work.open(&name, sha256, layout, size)?;
    match content {
        FileContent::Sheet(sheet) => super::sheet::bring_in(work, sheet, watch),
        FileContent::Review(sheet) => super::review::bring_in(work, sheet, watch),
        FileContent::Request(sheet) => super::requests::bring_in(work, sheet, watch),
        FileContent::Indicators(sheet) => super::indicators::bring_in(work, sheet, watch),
        FileContent::Whole(reading) => take_reading(work, reading, watch),
        FileContent::Records { records, columns } => {
            take_records(work, records, columns.as_deref(), watch)
        }
        FileContent::Stream(source) => stream(work, source, watch),
    }
}

/// Takes all bodies of a file that was read whole.
fn take_reading(
    work: &mut Work<'_>,
    reading: Reading,
    watch: &mut dyn Watch,
) -> Result<Option<Aside>> {
    for note in &reading.notes {
        watch.note(&format!("{}: {note}", work.file.name));
    }
    for warning in &reading.warnings {
        work.remark(&warning.place, &warning.message);
    }
    let mut rest = aside::RowsAside::new(&work.file.name, &reading.columns);
    for error in &reading.errors {
        refuse(work, &mut rest, error)?;
    }
    let whole = reading.bodies.iter().map(|body| body.recommendations.len() as u64).sum();
    let mut done = 0;
    for mut body in reading.bodies {
        done += body.recommendations.len() as u64;
        supply(work, &mut body)?;
        take_body(work, body)?;
        for error in std::mem::take(&mut work.refused) {
            refuse(work, &mut rest, &error)?;
        }
        watch.progress(done, whole);
    }
    Ok(rest.finish())
}

/// What the command says and the file does not.
fn supply(work: &Work<'_>, body: &mut Body) -> Result<()> {
    let only = only(&work.names, work.request)?;
    if body.state.is_none()
        && let Some(iso3) = &only.iso3
    {
        let printed = work.names.state(iso3);
        body.state = Some(NamedState { printed, iso3: Some(iso3.clone()) });
    }
    let other = body.state.as_ref().and_then(|state| state.iso3.as_ref());
    if let (Some(said), Some(found)) = (&only.iso3, other)
        && said != found
    {
        return Err(ImportRefusal::OtherState {
            file: work.file.name.clone(),
            state: work.names.state(found).clone(),
        }
        .into());
    }
    if body.session.is_none() {
        body.session = only.session;
    }
    if body.cycle.is_none() {
        body.cycle = body.session.and_then(crate::import::records::cycle_of_session);
    }
    Ok(())
}

fn take_body(work: &mut Work<'_>, body: Body) -> Result<()> {
    let mut about = About::of(&body);
    let layout = work.file.layout;
    if layout == Layout::Letter {
        about.letter.areas = body.recommendations.len();
        about.letter.has_points = !body.points.is_empty();
        let texts = body.recommendations.iter().map(|item| MatchKey::of(item.words()));
        work.texts_ahead = texts.collect();
    }
    if !body.changes.is_empty() && body.recommendations.is_empty() {
        let Some(found) = work.find_target(&about, layout)? else {
            return Err(ImportRefusal::NothingAnswered { file: work.file.name.clone() }.into());
        };
        return work.take_changes(&about, &found.key.clone(), body.changes);
    }
    let target = work.target(&about, layout)?;
    let mut records = body.recommendations;
    records.extend(body.pledges);
    work.take_records(&target, &about, records)?;
    work.take_points(&about, &target, body.points)?;
    if layout == Layout::WgReport {
        work.take_review(&target, &about)?;
    }
    if !body.changes.is_empty() {
        work.take_changes(&about, &target.key, body.changes)?;
    }
    Ok(())
}
