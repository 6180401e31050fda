//! UHRI's records, taken in chunks while the file is read: a full export has hundreds of megabytes.

use std::io::Read;
use std::ops::ControlFlow;

use super::refuse;
use crate::app::error::{AppError, Result};
use crate::app::import::about::About;
use crate::app::import::merge::Work;
use crate::app::import::reading::{only, told};
use crate::app::import::{Source, Watch};
use crate::import::aside::{self, Aside};
use crate::import::uhri::{self, Found};
use crate::import::{Body, Layout, Recommendation};

/// Records of a stream are taken so many at a time, body by body: enough that those of one body come
/// to lie beside each other in the file, in whatever order the stream brings them. Read in the order of
/// bodies, a file costs several times as much where each of its items lies on a page of its own.
const CHUNK: usize = 25_000;

/// UHRI's records, taken in chunks while the file is read.
struct Streaming<'w, 'a> {
    work: &'w mut Work<'a>,
    rest: aside::RowsAside,
    held: Vec<(About, Recommendation)>,
    failed: Option<AppError>,
}

impl<'w, 'a> Streaming<'w, 'a> {
    fn new(work: &'w mut Work<'a>, rest: aside::RowsAside) -> Self {
        Self { work, rest, held: Vec::new(), failed: None }
    }

    fn take(&mut self, found: Found) -> ControlFlow<()> {
        let outcome = match found {
            Found::Warning(warning) => {
                self.work.remark(&warning.place, warning.message);
                Ok(())
            }
            Found::Error(error) => refuse(self.work, &mut self.rest, &error),
            Found::Record(record) => {
                self.hold(&record);
                if self.held.len() >= CHUNK { self.flush() } else { Ok(()) }
            }
        };
        match outcome {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn hold(&mut self, record: &uhri::UhriRecord) {
        for state in &record.states {
            let body = Body {
                state: Some(state.clone()),
                session: record.session.filter(|_| record.is_upr()),
                cycle: record.cycle.filter(|_| record.is_upr()),
                document: record.document.clone(),
                ..Body::default()
            };
            let mechanism = Some(record.mechanism.clone()).filter(|_| !record.is_upr());
            let about = About { mechanism, ..About::of(&body) };
            self.held.push((about, record.recommendation.clone()));
        }
    }

    /// Takes what is held, body by body.
    fn flush(&mut self) -> Result<()> {
        let mut bodies: Vec<(About, Vec<Recommendation>)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for (about, item) in self.held.drain(..) {
            let at = *places.entry(about.clone()).or_insert(bodies.len());
            if at == bodies.len() {
                bodies.push((about, Vec::new()));
            }
            bodies[at].1.push(item);
        }
        for (about, items) in bodies {
            let target = match self.work.file.targets.get(&about) {
                Some(target) => target.clone(),
                None => {
                    let target = self.work.target(&about, Layout::Uhri)?;
                    self.work.file.targets.insert(about.clone(), target.clone());
                    target
                }
            };
            self.work.take_records(&target, &about, items)?;
            for error in std::mem::take(&mut self.work.refused) {
                refuse(self.work, &mut self.rest, &error)?;
            }
        }
        Ok(())
    }
}

/// Takes records while they are read.
pub(super) fn stream(
    work: &mut Work<'_>,
    source: Box<dyn Source>,
    watch: &mut dyn Watch,
) -> Result<Option<Aside>> {
    let states = crate::import::languages::spoken(&work.names.states);
    let only = only(&work.names, work.request)?;
    let (name, size) = (work.file.name.clone(), work.file.size());
    let mut source = Counted { source, read: 0, told: 0, size, watch };
    let mut streaming = Streaming::new(work, aside::RowsAside::json(&name));
    let outcome = uhri::read_json(&mut source, &states, &only, &mut |met| streaming.take(met));
    if let Some(error) = streaming.failed {
        return Err(error);
    }
    outcome.map_err(|error| told(&name, error))?;
    streaming.flush()?;
    Ok(streaming.rest.finish())
}

/// Takes records that were read.
pub(super) fn take_records(
    work: &mut Work<'_>,
    records: Vec<Found>,
    columns: Option<&[String]>,
    watch: &mut dyn Watch,
) -> Result<Option<Aside>> {
    let rest = match columns {
        Some(columns) => aside::RowsAside::new(&work.file.name, columns),
        None => aside::RowsAside::json(&work.file.name),
    };
    let whole = records.len() as u64;
    let mut streaming = Streaming::new(work, rest);
    for (done, record) in records.into_iter().enumerate() {
        if streaming.take(record).is_break() {
            break;
        }
        watch.progress(done as u64 + 1, whole);
    }
    if let Some(error) = streaming.failed {
        return Err(error);
    }
    streaming.flush()?;
    Ok(streaming.rest.finish())
}

/// A source that tells how far it was read.
struct Counted<'a> {
    source: Box<dyn Source>,
    read: u64,
    told: u64,
    size: u64,
    watch: &'a mut dyn Watch,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.read += read as u64;
        if self.read - self.told > 256 * 1024 || read == 0 {
            self.told = self.read;
            self.watch.progress(self.read, self.size);
        }
        Ok(read)
    }
}
