//! Refuses PDFs whose compressed streams unpack to more than any document of words holds, before
//! the library that unpacks them without a limit sees them.

use std::io::{Cursor, Read as _};

use crate::import::ImportError;

/// The most that one stream may hold: a page's drawing commands are some kilobytes, a font a few
/// megabytes.
const MAX_STREAM: u64 = 32 * 1024 * 1024;
/// The most that all of them may hold.
const MAX_TOTAL: u64 = 256 * 1024 * 1024;

/// Unpacks every stream once, keeping nothing. Images are left out: they are never unpacked.
pub(super) fn vet(bytes: &[u8]) -> Result<(), ImportError> {
    let doubled: [&[u8]; 2] = [b"/FlateDecode/FlateDecode", b"/FlateDecode /FlateDecode"];
    if doubled.iter().any(|filters| find(bytes, filters, 0).is_some()) {
        return Err(ImportError::damaged("PDF", "its streams are packed twice"));
    }
    let mut total = 0_u64;
    let mut at = 0;
    while let Some(place) = find(bytes, b"stream", at) {
        at = place + b"stream".len();
        let before = &bytes[place.saturating_sub(2048)..place];
        if before.ends_with(b"end") {
            continue;
        }
        let start =
            at + bytes[at..].iter().take(2).take_while(|byte| b"\r\n".contains(byte)).count();
        let end = find(bytes, b"endstream", start).unwrap_or(bytes.len());
        at = end.max(at);
        if is_image(before) || !is_packed(&bytes[start..end]) {
            continue;
        }
        let size = unpacked_size(&bytes[start..end]);
        total += size;
        if size > MAX_STREAM {
            return Err(ImportError::too_large("a stream of the PDF", MAX_STREAM));
        }
        if total > MAX_TOTAL {
            return Err(ImportError::too_large("the unpacked PDF", MAX_TOTAL));
        }
    }
    Ok(())
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let first = *word.first()?;
    let mut at = 0;
    while let Some(offset) = rest[at..].iter().position(|byte| *byte == first) {
        at += offset;
        if rest[at..].starts_with(word) {
            return Some(from + at);
        }
        at += 1;
    }
    None
}

/// Whether the dictionary in front of a stream is an image's.
fn is_image(before: &[u8]) -> bool {
    let start = before.windows(4).rposition(|window| window == b" obj").unwrap_or(0);
    find(before, b"/Image", start).is_some()
}

/// Whether a stream begins as those of `FlateDecode` do.
fn is_packed(stream: &[u8]) -> bool {
    match stream {
        [first, second, ..] => first & 0x0F == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0,
        _ => false,
    }
}

/// How much a stream unpacks to, counted no further than [`MAX_STREAM`].
///
/// What PDFs hold is what ZIP files hold, between a head of two bytes and a sum of four: so it is
/// put into a ZIP file of one part. A broken stream counts as far as it can be unpacked.
fn unpacked_size(stream: &[u8]) -> u64 {
    let packed = &stream[2..];
    let archive = zip::ZipArchive::new(Cursor::new(in_zip(packed)));
    let Ok(mut archive) = archive else { return 0 };
    let Ok(part) = archive.by_index(0) else { return 0 };
    let mut part = part.take(MAX_STREAM + 1);
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut size = 0;
    while let Ok(read) = part.read(&mut buffer) {
        if read == 0 {
            break;
        }
        size += read as u64;
    }
    size
}

/// A ZIP file of one part named `x`; its sum is not known and not looked at.
fn in_zip(packed: &[u8]) -> Vec<u8> {
    let length = u32::try_from(packed.len()).unwrap_or(u32::MAX);
    // Version 2.0, no flags, method 8 (deflate), no time, no sum, sizes, one letter of a name.
    let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    common.extend(length.to_le_bytes());
    common.extend(u32::MAX.wrapping_sub(1).to_le_bytes());
    common.extend([1, 0, 0, 0]);
    let mut file = [b"PK\x03\x04", common.as_slice(), b"x"].concat();
    file.extend_from_slice(packed);
    let start = u32::try_from(file.len()).unwrap_or(u32::MAX);
    let directory = [b"PK\x01\x02\x14\x00", common.as_slice(), &[0; 14], b"x"].concat();
    let size = u32::try_from(directory.len()).unwrap_or(u32::MAX);
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    file.extend(size.to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream as PDFs pack it: unpacked from a ZIP file that the library made.
    fn packed(size: usize) -> Vec<u8> {
        let zip = crate::import::package::build::package(&[("x", &vec![b' '; size])]);
        let mut archive = zip::ZipArchive::new(Cursor::new(zip.as_slice())).unwrap();
        let part = archive.by_index_raw(0).unwrap();
        let (start, length) = (part.data_start().unwrap(), part.compressed_size());
        let (start, length) = (usize::try_from(start).unwrap(), usize::try_from(length).unwrap());
        drop(part);
        [&[0x78, 0x9C], &zip[start..start + length], &[0; 4]].concat()
    }

    fn file(dictionary: &str, stream: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.4\n1 0 obj <<{dictionary}>>\nstream\n");
        [head.as_bytes(), stream, b"\nendstream endobj"].concat()
    }

    #[test]
    fn streams_are_unpacked_as_far_as_the_limit() {
        assert_eq!(unpacked_size(&packed(100_000)), 100_000);
        vet(&file("/Filter/FlateDecode", &packed(100_000))).unwrap();
        let bomb = packed(usize::try_from(MAX_STREAM).unwrap() + 10);
        assert!(bomb.len() < 100_000);
        let error = vet(&file("/Filter/FlateDecode", &bomb)).unwrap_err();
        assert_eq!(error.to_string(), "a stream of the PDF is larger than 32 MiB");
        vet(&file("/Subtype/Image/Filter/FlateDecode", &bomb)).unwrap();
    }

    #[test]
    fn many_streams_and_double_packing_are_refused() {
        let half = file("/Filter/FlateDecode", &packed(30 * 1024 * 1024));
        assert!(vet(&half.repeat(9)).is_err());
        assert!(vet(&file("/Filter[/FlateDecode /FlateDecode]", b"x")).is_err());
        vet(b"stream").unwrap();
    }
}
