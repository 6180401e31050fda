//! Reading files before the store is written to: nobody waits while a file is parsed.

use std::io::{Cursor, SeekFrom};
use std::ops::ControlFlow;

use sha2::{Digest, Sha256};

use crate::app::error::{AppError, Result};
use crate::app::names::Names;
use crate::app::refusals::ImportRefusal;
use crate::domain::ledger::hex;
use crate::import::encoding::{self, Charset};
use crate::import::grid::is_workbook;
use crate::import::languages::spoken;
use crate::import::sheet::{self, ReturnedSheet};
use crate::import::tracker::read_sheet;
use crate::import::{
    ImportError, Layout, Only, Reading, Recognised, Unsure, is_plain, kinds, read_recognised,
    read_whole, recognise, uhri,
};

use super::{Incoming, Request, Source, Watch};

/// A stream of records up to this many bytes is read before the store is written to; a longer one is
/// taken while it is read, so that memory stays bounded.
const SHORT: u64 = 32 * 1024 * 1024;

/// A file that was read.
pub(super) struct FileRead {
    pub(super) name: String,
    pub(super) sha256: String,
    pub(super) layout: Layout,
    pub(super) size: u64,
    pub(super) content: FileContent,
}

/// What a file holds.
pub(super) enum FileContent {
    /// Our own sheet.
    Sheet(ReturnedSheet),
    /// A workbook of suggestions that were looked at.
    Review(ReturnedSheet),
    /// A request with an institution's answers.
    Request(ReturnedSheet),
    /// Our sheet of indicators.
    Indicators(ReturnedSheet),
    /// Bodies of recommendations.
    Whole(Reading),
    /// UHRI's records, with the columns that rows set aside have; none for JSON.
    Records {
        /// What was met, in the file's order.
        records: Vec<uhri::Found>,
        /// The columns of a workbook.
        columns: Option<Vec<String>>,
    },
    /// UHRI's records, of which there are too many to hold.
    Stream(Box<dyn Source>),
}

/// Reads a file.
pub(super) fn read_file(
    mut file: Incoming,
    names: &Names,
    request: &Request,
    watch: &mut dyn Watch,
) -> Result<FileRead> {
    let name = file.name.clone();
    let unreadable = |error: std::io::Error| AppError::File { path: name.clone(), source: error };
    let (sha256, size) = hash(&mut file).map_err(unreadable)?;
    if let Some(charset) = request.encoding {
        recode(&mut file, charset, watch)?;
    }
    let mut start = vec![0; 64 * 1024];
    let filled = read_up_to(&mut file, &mut start).map_err(unreadable)?;
    start.truncate(filled);
    file.source.rewind().map_err(unreadable)?;
    let streams = crate::import::recognise::is_json(&start)
        && matches!(request.layout, None | Some(Layout::Uhri));
    if streams && request.sheet.is_some() {
        return Err(no_sheets(&name));
    }
    let recognises = request.layout.is_none() && request.mapping.columns.is_empty();
    let (layout, content) = if streams {
        let found = recognised(request, &start, &name)?;
        (found.layout, stream(file, size, names, request)?)
    } else {
        let bytes = read_whole(&mut file.source).map_err(|error| told(&name, error))?;
        if request.sheet.is_some() && !is_workbook(&bytes) {
            return Err(no_sheets(&name));
        }
        let found = recognised(request, &bytes, &name)?;
        (found.layout, whole(found, &bytes, &name, names, request)?)
    };
    // Said of what was read, not of what is refused in the next line.
    if recognises {
        watch.note(&format!("{name}: read as {} (`{layout}`)", layout.label()));
    }
    Ok(FileRead { name, sha256, layout, size, content })
}

fn no_sheets(name: &str) -> AppError {
    ImportRefusal::NoSheets { file: name.to_owned() }.into()
}

/// Turns a text into UTF-8 from the character set that somebody named.
fn recode(file: &mut Incoming, charset: &'static Charset, watch: &mut dyn Watch) -> Result<()> {
    let bytes = read_whole(&mut file.source).map_err(|error| told(&file.name, error))?;
    let name = encoding::label(charset);
    if is_plain(&bytes) {
        let text = encoding::recoded(&bytes, charset).map_err(|error| told(&file.name, error))?;
        watch.note(&format!("{}: read as {name}, as was said", file.name));
        file.source = Box::new(Cursor::new(text));
    } else {
        watch.note(&format!("{}: says itself how its letters are written, not {name}", file.name));
        file.source = Box::new(Cursor::new(bytes));
    }
    Ok(())
}

fn whole(
    found: Recognised,
    bytes: &[u8],
    name: &str,
    names: &Names,
    request: &Request,
) -> Result<FileContent> {
    let told = |error: ImportError| match (&error, request.layout) {
        (ImportError::WrongLayout { .. }, None) => {
            ImportRefusal::Mistaken { file: name.to_owned(), error }.into()
        }
        _ => told(name, error),
    };
    Ok(match found.layout {
        Layout::Sheet => FileContent::Sheet(
            read_sheet(bytes, &request.mapping, request.sheet.as_deref()).map_err(told)?,
        ),
        Layout::Review => FileContent::Review(sheet::read(bytes).map_err(told)?),
        Layout::Request => FileContent::Request(sheet::read(bytes).map_err(told)?),
        Layout::Indicators => FileContent::Indicators(sheet::read_indicators(bytes).map_err(told)?),
        Layout::Uhri => {
            let (mut records, only) = (Vec::new(), only(names, request)?);
            uhri::read_workbook(bytes, &spoken(&names.states), &only, &mut |met| {
                records.push(met);
                ControlFlow::Continue(())
            })
            .map_err(told)?;
            FileContent::Records { records, columns: Some(uhri::columns(bytes)) }
        }
        _ => {
            let only = only(names, request)?;
            FileContent::Whole(
                read_recognised(found, bytes, &spoken(&names.states), &only).map_err(told)?,
            )
        }
    })
}

fn stream(mut file: Incoming, size: u64, names: &Names, request: &Request) -> Result<FileContent> {
    if size > SHORT {
        return Ok(FileContent::Stream(file.source));
    }
    let (mut records, only) = (Vec::new(), only(names, request)?);
    uhri::read_json(&mut file.source, &spoken(&names.states), &only, &mut |met| {
        records.push(met);
        ControlFlow::Continue(())
    })
    .map_err(|error| told(&file.name, error))?;
    Ok(FileContent::Records { records, columns: None })
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

/// A file that cannot be read.
pub(super) fn told(name: &str, error: ImportError) -> AppError {
    let file = name.to_owned();
    match error {
        ImportError::Foreign { kind, next } => ImportRefusal::Foreign { file, kind, next }.into(),
        ImportError::TooLarge { .. } => ImportRefusal::TooLarge { file, error }.into(),
        ImportError::WrongLayout { .. } => ImportRefusal::OtherLayout { file, error }.into(),
        _ => ImportRefusal::Unreadable { file, error }.into(),
    }
}

fn recognised(request: &Request, bytes: &[u8], name: &str) -> Result<Recognised> {
    if let Some(layout) = request.layout {
        kinds::check(bytes).map_err(|error| told(name, error))?;
        return Ok(Recognised::said(layout));
    }
    if !request.mapping.columns.is_empty() {
        kinds::check(bytes).map_err(|error| told(name, error))?;
        return Ok(Recognised::said(Layout::Sheet));
    }
    match recognise::known(bytes, name, &request.mapping) {
        Ok(found) => Ok(found),
        Err(Unsure::Unreadable(error)) => Err(told(name, error)),
        Err(Unsure::None { next: Some(next), name: file, seen }) => {
            Err(ImportRefusal::NoLayout { file, seen, next }.into())
        }
        Err(unsure) => Err(ImportRefusal::from(unsure).into()),
    }
}

/// Which rows of a file of many States are wanted.
pub(super) fn only(names: &Names, request: &Request) -> Result<Only> {
    let state = request.state.as_deref();
    let iso3 = state.map(|text| crate::app::choose::state(names, text)).transpose()?;
    Ok(Only { iso3, session: request.session, sheet: request.sheet.clone() })
}
