//! One file: hashed, recognised, read by its layout's reader, handed on body by body.

mod stream;

use std::io::SeekFrom;

use sha2::{Digest, Sha256};

use crate::app::error::{AppError, Result};
use crate::domain::MatchKey;
use crate::domain::ledger::hex;
use crate::import::aside::{self, Aside};
use crate::import::{
    Body, ImportError, Layout, NamedState, Only, Reading, RowError, Unsure, kinds, read_whole,
    recognise,
};
use crate::report::imports::Problem;

use super::merge::Work;
use super::targets::About;
use super::{Incoming, Watch};
use stream::{stream, workbook};

/// Rows that a file has wrong are kept so many at most.
const MOST_WRONG: usize = 10_000;

/// Reads a file and takes what it brings; gives what was set aside.
pub(super) fn bring_in(
    work: &mut Work<'_>,
    mut file: Incoming,
    watch: &mut dyn Watch,
) -> Result<Option<Aside>> {
    let unreadable =
        |error: std::io::Error, name: &str| AppError::File { path: name.to_owned(), source: error };
    let (sha256, size) = hash(&mut file).map_err(|error| unreadable(error, &file.name))?;
    let mut start = vec![0; 64 * 1024];
    let read = read_up_to(&mut file, &mut start).map_err(|error| unreadable(error, &file.name))?;
    start.truncate(read);
    file.source.rewind().map_err(|error| unreadable(error, &file.name))?;
    let streams = crate::import::recognise::is_json(&start)
        && matches!(work.request.layout, None | Some(Layout::Uhri));
    if streams {
        let layout = recognised(work, &start, &file.name, watch)?;
        work.open(&file.name, sha256, layout, size)?;
        return stream(work, file, size, watch);
    }
    let bytes = read_whole(&mut file.source).map_err(|error| told(&file.name, &error))?;
    let layout = recognised(work, &bytes, &file.name, watch)?;
    work.open(&file.name, sha256, layout, size)?;
    match layout {
        Layout::Sheet => super::sheet::bring_in(work, &bytes, watch),
        Layout::Review => super::review::bring_in(work, &bytes, watch),
        Layout::Uhri => workbook(work, &bytes, watch),
        _ => {
            let states = crate::import::languages::spoken(&work.names.states);
            let only = only(work)?;
            let reading = crate::import::read(layout, &bytes, &states, &only)
                .map_err(|error| told(&file.name, &error))?;
            take_reading(work, reading, watch)
        }
    }
}

fn hash(file: &mut Incoming) -> std::io::Result<(String, u64)> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0_u8; 128 * 1024];
    let mut size = 0;
    loop {
        let read = file.source.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        size += read as u64;
        digest.update(&buffer[..read]);
    }
    file.source.seek(SeekFrom::Start(0))?;
    Ok((hex(&digest.finalize()), size))
}

fn read_up_to(file: &mut Incoming, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.source.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// A file that cannot be read, in words.
pub(super) fn told(name: &str, error: &ImportError) -> AppError {
    let hint = match error {
        ImportError::Foreign { next, .. } => next.as_str(),
        ImportError::TooLarge { .. } => "split it, or take a part of it",
        ImportError::WrongLayout { .. } => "leave `--from` out to have the layout recognised",
        _ => "open it in its own program and save it anew; nothing was written",
    };
    AppError::refused(format!("`{name}`: {error}"), hint)
}

fn recognised(work: &Work<'_>, bytes: &[u8], name: &str, watch: &mut dyn Watch) -> Result<Layout> {
    if let Some(layout) = work.request.layout {
        kinds::check(bytes).map_err(|error| told(name, &error))?;
        return Ok(layout);
    }
    if !work.request.mapping.columns.is_empty() {
        kinds::check(bytes).map_err(|error| told(name, &error))?;
        return Ok(Layout::Sheet);
    }
    match recognise(bytes, name) {
        Ok(layout) => {
            watch.note(&format!("{name}: read as {} (`{layout}`)", layout.label()));
            Ok(layout)
        }
        Err(Unsure::Unreadable(error)) => Err(told(name, &error)),
        Err(error) => {
            let layouts: Vec<_> = Layout::ALL.iter().map(|layout| layout.slug()).collect();
            let hint = format!("say what it is: `--from` {}", layouts.join(", "));
            Err(AppError::refused(error.to_string(), hint))
        }
    }
}

/// Which rows of a file of many States are wanted.
fn only(work: &Work<'_>) -> Result<Only> {
    let state = work.request.state.as_deref();
    let iso3 = state.map(|text| crate::app::choose::state(&work.names, text)).transpose()?;
    Ok(Only { iso3, session: work.request.session })
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
    let mut rest = aside::Rows::new(&work.file.name, &reading.columns);
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
    let only = only(work)?;
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
        return Err(AppError::refused(
            format!("`{}` is about {}", work.file.name, work.names.state(found)),
            "leave `--state` out, or name the right file",
        ));
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
    let about = About::of(&body);
    let layout = work.file.layout;
    if layout == Layout::Letter {
        let texts = body.recommendations.iter().map(|item| MatchKey::of(&item.text));
        work.texts_ahead = texts.collect();
    }
    if !body.changes.is_empty() && body.recommendations.is_empty() {
        let Some(found) = work.find_target(&about, layout)? else {
            return Err(AppError::refused(
                format!("`{}` answers recommendations that are not in this file", work.file.name),
                "import the Working Group report first, or name its set with `--set KEY`",
            ));
        };
        return work.take_changes(&about, &found.key.clone(), body.changes);
    }
    let target = work.target(&about, layout)?;
    let mut records = body.recommendations;
    records.extend(body.pledges);
    work.take_records(&target, &about, records)?;
    if !body.changes.is_empty() {
        work.take_changes(&about, &target.key, body.changes)?;
    }
    Ok(())
}

/// Remembers a row that cannot be taken.
pub(super) fn refuse(work: &mut Work<'_>, rest: &mut aside::Rows, error: &RowError) -> Result<()> {
    refuse_all(work, rest, std::slice::from_ref(error))
}

/// Remembers all that is wrong with one row.
pub(super) fn refuse_all(
    work: &mut Work<'_>,
    rest: &mut aside::Rows,
    errors: &[RowError],
) -> Result<()> {
    let problem = |error: &RowError| Problem {
        file: work.file.name.clone(),
        place: error.place.to_string(),
        column: error.column.clone().unwrap_or_default(),
        found: error.found.clone(),
        expected: error.expected.clone(),
        nearest: error.nearest.clone().unwrap_or_default(),
    };
    let problems = errors.iter().map(problem).collect();
    work.problems(problems);
    if !work.request.set_aside {
        return Ok(());
    }
    rest.put(errors);
    if rest.len() > MOST_WRONG {
        return Err(AppError::refused(
            format!("`{}` has more than {MOST_WRONG} rows that cannot be taken", work.file.name),
            "`--dry-run` tells what is wrong with the first of them",
        ));
    }
    Ok(())
}
