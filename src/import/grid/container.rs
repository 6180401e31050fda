//! The compound container of XLS files, read with bounds and written anew.
//!
//! The library that reads workbooks follows a container's chains without end and makes room for
//! whatever area a stray cell spans. So the one stream that matters is taken out here, vetted
//! ([`super::biff`]) and put into a sound container, which the library may trust.

use crate::import::ImportError;

const MAGIC: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
/// Chains end at the first of the special marks.
const FIRST_SPECIAL: u32 = 0xFFFF_FFFA;
const ENTRY: usize = 128;
const MINI: usize = 64;
/// Streams shorter than this stand in the mini stream.
const MINI_LIMIT: usize = 4096;

fn damaged(reason: &str) -> ImportError {
    ImportError::damaged("XLS", reason)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// Takes the workbook's stream out of a container.
pub(super) fn workbook(bytes: &[u8]) -> Result<Vec<u8>, ImportError> {
    let container = Container::open(bytes).ok_or_else(|| damaged("its container is cut short"))?;
    let named =
        |name: &str| container.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
    let entry = named("Workbook").or_else(|| named("Book"));
    let entry = entry.ok_or_else(|| damaged("it holds no workbook"))?;
    let stream = container.stream(entry);
    stream.ok_or_else(|| damaged("the chain of its workbook is broken"))
}

/// The names of the streams in a container; none where it is no sound one.
pub(in crate::import) fn stream_names(bytes: &[u8]) -> Vec<String> {
    let container = Container::open(bytes);
    container.map_or_else(Vec::new, |container| {
        container.entries.into_iter().map(|entry| entry.name).collect()
    })
}

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    entries: Vec<StreamEntry>,
    mini_table: Vec<u32>,
}

struct StreamEntry {
    name: String,
    start: u32,
    length: usize,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(MAGIC) {
            return None;
        }
        let sector = match short(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut container =
            Self { bytes, sector, table: Vec::new(), entries: Vec::new(), mini_table: Vec::new() };
        container.table = container.read_table()?;
        let directory = container.chain(long(bytes, 48)?, usize::MAX)?;
        container.entries = directory.chunks_exact(ENTRY).filter_map(StreamEntry::read).collect();
        if long(bytes, 64)? > 0 {
            let table = container.chain(long(bytes, 60)?, usize::MAX)?;
            container.mini_table = longs(&table).collect();
        }
        Some(container)
    }

    /// The allocation table: its sectors are listed in the header and, if they are many, in a
    /// chain of further sectors.
    fn read_table(&self) -> Option<Vec<u32>> {
        let mut listed: Vec<u32> = longs(self.bytes.get(76..512)?).collect();
        let mut next = long(self.bytes, 68)?;
        let mut steps = self.count();
        while next < FIRST_SPECIAL {
            steps = steps.checked_sub(1)?;
            let more: Vec<u32> = longs(self.sector_at(next)?).collect();
            let (last, rest) = more.split_last()?;
            listed.extend(rest);
            next = *last;
        }
        listed.retain(|sector| *sector < FIRST_SPECIAL);
        let sectors = listed.iter().take(self.count()).map(|sector| self.sector_at(*sector));
        let sectors: Option<Vec<&[u8]>> = sectors.collect();
        Some(sectors?.into_iter().flat_map(longs).collect())
    }

    /// How many sectors there can be.
    fn count(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    /// A sector; the last one of a file may be cut short.
    fn sector_at(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The bytes of a chain, `length` of them at most. A chain has no more sectors than the file.
    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let mut found = Vec::new();
        let mut next = start;
        for _ in 0..=self.count() {
            if next >= FIRST_SPECIAL || found.len() >= length {
                found.truncate(length);
                return Some(found);
            }
            found.extend_from_slice(self.sector_at(next)?);
            next = if found.len() >= length { END } else { *self.table.get(next as usize)? };
        }
        None
    }

    fn stream(&self, entry: &StreamEntry) -> Option<Vec<u8>> {
        if entry.length >= MINI_LIMIT {
            return self.chain(entry.start, entry.length);
        }
        let root = self.entries.first()?;
        let minis = self.chain(root.start, root.length)?;
        let mut found = Vec::new();
        let mut next = entry.start;
        while found.len() < entry.length {
            let from = (next as usize).checked_mul(MINI)?;
            found.extend_from_slice(minis.get(from..from + MINI)?);
            next = *self.mini_table.get(next as usize)?;
        }
        found.truncate(entry.length);
        Some(found)
    }
}

impl StreamEntry {
    fn read(bytes: &[u8]) -> Option<Self> {
        let units =
            bytes.get(..64)?.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
        let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
        let length = usize::try_from(long(bytes, 120)?).ok()?;
        Some(Self { name: String::from_utf16_lossy(&units), start: long(bytes, 116)?, length })
    }
}

/// Puts a workbook's stream into a container of its own: sectors of 4,096 bytes, first the table,
/// then the directory, then the stream.
pub(super) fn wrap(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 4096;
    let length = stream.len().max(MINI_LIMIT);
    let stream_sectors = length.div_ceil(SECTOR);
    // Each sector of the table speaks for 1,024 sectors, those of the table among them.
    let tables = (stream_sectors + 1).div_ceil(SECTOR / 4 - 1);
    let (directory, first) = (tables, tables + 1);
    let mut table: Vec<u32> = vec![0xFFFF_FFFD; tables];
    table.push(END);
    table.extend((1..stream_sectors).map(|sector| number(first + sector)));
    table.push(END);
    table.resize(tables * SECTOR / 4, FREE);
    let mut file = header(tables, directory);
    file.resize(SECTOR, 0);
    file.extend(table.iter().flat_map(|entry| entry.to_le_bytes()));
    file.extend(entry("Root Entry", 5, 0, 0));
    file.extend(entry("Workbook", 2, number(first), length as u64));
    file.resize((first + 1) * SECTOR, 0);
    file.extend_from_slice(stream);
    file.resize((first + 1 + stream_sectors) * SECTOR, 0);
    file
}

/// A number of sectors; no file read here has four milliards of them.
fn number(sector: usize) -> u32 {
    u32::try_from(sector).unwrap_or(END)
}

fn header(tables: usize, directory: usize) -> Vec<u8> {
    let mut header = MAGIC.to_vec();
    header.resize(24, 0);
    for value in [0x3E_u16, 4, 0xFFFE, 12, 6, 0, 0, 0] {
        header.extend(value.to_le_bytes());
    }
    for value in [1, number(tables), number(directory), 0, 4096, END, 0, END, 0] {
        header.extend(value.to_le_bytes());
    }
    let listed = (0..109).map(|index| if index < tables { number(index) } else { FREE });
    header.extend(listed.flat_map(u32::to_le_bytes));
    header
}

fn entry(name: &str, kind: u8, start: u32, length: u64) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let size = u16::try_from(entry.len() + 2).unwrap_or(64);
    entry.resize(64, 0);
    entry.extend(size.to_le_bytes());
    entry.extend([kind, 1]);
    for link in [FREE, FREE, if kind == 5 { 1 } else { FREE }] {
        entry.extend(link.to_le_bytes());
    }
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(length.to_le_bytes());
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrapped_is_found_again() {
        for length in [10, 4096, 5000, 6_000_000] {
            let stream: Vec<u8> =
                (0..length).map(|index| u8::try_from(index % 251).unwrap()).collect();
            let found = workbook(&wrap(&stream)).unwrap();
            assert_eq!(found[..stream.len()], stream, "{length}");
            assert!(found[stream.len()..].iter().all(|byte| *byte == 0));
        }
    }

    #[test]
    fn chains_without_end_and_cut_files_are_errors() {
        let whole = wrap(&vec![7; 20_000]);
        for length in [0, 8, 600, 4100, 8200, 9000] {
            assert!(workbook(&whole[..length]).is_err(), "{length}");
        }
        let mut circle = whole.clone();
        // The directory's chain comes back to itself.
        circle[4096 + 4..4096 + 8].copy_from_slice(&1_u32.to_le_bytes());
        assert!(workbook(&circle).is_err());
    }
}
