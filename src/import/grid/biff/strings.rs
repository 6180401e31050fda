//! The texts that the cells of an XLS workbook share, as far as their lengths go: read in the steps in
//! which the library reads them, so that what it will make room for is known.

use crate::import::ImportError;

/// The most texts.
const MAX_STRINGS: usize = 3_000_000;
/// What a text takes beside its letters.
const TEXT: usize = 32;

/// How many bytes each of the texts takes at most.
#[derive(Debug, Default)]
pub(super) struct Shared(Vec<u32>);

/// The record and those that go on with it.
struct ContinuedRecord<'a> {
    data: &'a [u8],
    more: std::vec::IntoIter<&'a [u8]>,
}

impl Shared {
    /// Reads the record and those that go on with it.
    pub(super) fn read(first: &[u8], more: Vec<&[u8]>) -> Result<Self, ImportError> {
        let data = first.get(8..).ok_or_else(cut)?;
        let mut parts = ContinuedRecord { data, more: more.into_iter() };
        let mut lengths = Vec::new();
        while !parts.data.is_empty() || parts.go_on() {
            if lengths.len() == MAX_STRINGS {
                return Err(ImportError::too_many("the workbook", MAX_STRINGS, "shared strings"));
            }
            lengths.push(parts.text()?);
        }
        Ok(Self(lengths))
    }

    /// What a cell takes that holds this text.
    pub(super) fn length(&self, at: u32) -> usize {
        self.0.get(at as usize).map_or(0, |length| TEXT + *length as usize)
    }
}

fn cut() -> ImportError {
    super::damaged("its texts are cut short")
}

impl ContinuedRecord<'_> {
    fn go_on(&mut self) -> bool {
        let next = self.more.next();
        self.data = next.unwrap_or(self.data);
        next.is_some()
    }

    fn take(&mut self, length: usize) -> Result<&[u8], ImportError> {
        let (taken, rest) = self.data.split_at_checked(length).ok_or_else(cut)?;
        self.data = rest;
        Ok(taken)
    }

    fn number(&mut self, length: usize) -> Result<usize, ImportError> {
        let bytes = self.take(length)?.iter().rev();
        Ok(bytes.fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }

    fn skip(&mut self, mut length: usize) -> Result<(), ImportError> {
        while length > 0 {
            if self.data.is_empty() && !self.go_on() {
                return Err(cut());
            }
            let step = length.min(self.data.len());
            self.take(step)?;
            length -= step;
        }
        Ok(())
    }

    /// How many bytes a text takes at most: a letter of one byte becomes two, of two bytes three.
    fn text(&mut self) -> Result<u32, ImportError> {
        if self.data.is_empty() {
            return Ok(0);
        }
        let mut letters = self.number(2)?;
        let flags = self.number(1)?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let extension = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let (mut width, mut bytes) = (1 + (flags & 1), 0);
        while letters > 0 {
            let here = letters.min(self.data.len() / width);
            self.take(here * width)?;
            letters -= here;
            bytes += here * (width + 1);
            if letters > 0 {
                if !self.go_on() {
                    return Err(cut());
                }
                width = 1 + (self.number(1)? & 1);
            }
        }
        self.skip(runs * 4)?;
        self.skip(extension)?;
        u32::try_from(bytes).map_err(|_| cut())
    }
}
