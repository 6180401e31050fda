//! Refuses PDFs whose compressed streams unpack to more than any document of words holds, before
//! the library that unpacks them without a limit sees them.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use pdf_extract::{Dictionary, Document, Object, Stream};

use crate::import::ImportError;

/// The most that one stream may hold: a page's drawing commands are some kilobytes, a font a few
/// megabytes.
const MAX_STREAM: u64 = 32 * 1024 * 1024;
/// The most that all of them may hold.
const MAX_TOTAL: u64 = 256 * 1024 * 1024;

/// A stream packed by the older method may have so many bytes: a byte of it makes three thousand at most.
const MAX_OLD: usize = 48 * 1024;
/// So many times a stream may be packed over.
const MAX_FILTERS: usize = 4;
/// The widest row of a stream that is packed by its differences.
const MAX_COLUMNS: i64 = 1_000_000;

/// Unpacks whatever may be a stream once, keeping nothing, before the library does, which has no limit.
/// Images are left out: they are never unpacked.
///
/// What a dictionary says of its stream can be written in many ways, and where the stream ends in more:
/// so each place after the word `stream` is looked at, and as far as its packing goes.
pub(super) fn vet(bytes: &[u8]) -> Result<(), ImportError> {
    let names = plain_names(bytes);
    let has = |name: &[u8]| find(&names, name, 0).is_some();
    if has(b"/ObjStm") && (has(b"/LZWDecode") || has(b"/ASCII85Decode")) {
        // The library unpacks the file's own index while it opens the file.
        return Err(ImportError::damaged("PDF", "its index is packed in an unusual way"));
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
            at + bytes[at..].iter().take(4).take_while(|byte| b"\r\n \t".contains(byte)).count();
        if is_image(before) || !is_packed(&bytes[start..]) {
            continue;
        }
        let size = unpacked_size(&bytes[start..]);
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

/// The same for the streams as the library found them, each with its own account of how it is packed;
/// one that would unpack to too much is an error.
pub(super) fn vet_found(document: &Document) -> Result<(), ImportError> {
    let mut total = 0;
    for object in document.objects.values() {
        let Object::Stream(stream) = object else { continue };
        // A reference to what says how it is packed is not followed by the library either.
        let Ok(filters) = stream.filters() else { continue };
        if filters.len() > MAX_FILTERS {
            return Err(ImportError::too_many("a stream of the PDF", MAX_FILTERS, "filters"));
        }
        let params = stream.dict.get(b"DecodeParms").and_then(Object::as_dict);
        let columns = params.and_then(|params| params.get(b"Columns")).and_then(Object::as_i64);
        if columns.is_ok_and(|columns| !(0..=MAX_COLUMNS).contains(&columns)) {
            return Err(ImportError::damaged("PDF", "the rows of a stream are too wide"));
        }
        let mut input = Cow::Borrowed(stream.content.as_slice());
        for (place, filter) in filters.iter().enumerate() {
            let size = match *filter {
                b"FlateDecode" => unpacked_size(&input),
                b"LZWDecode" if input.len() > MAX_OLD => MAX_STREAM + 1,
                b"LZWDecode" | b"ASCII85Decode" => 0,
                // The library unpacks no further.
                _ => break,
            };
            total += size;
            if size > MAX_STREAM {
                return Err(ImportError::too_large("a stream of the PDF", MAX_STREAM));
            }
            if total > MAX_TOTAL {
                return Err(ImportError::too_large("the unpacked PDF", MAX_TOTAL));
            }
            if place + 1 < filters.len() {
                let mut step = Dictionary::new();
                step.set("Filter", Object::Name(filter.to_vec()));
                let step = Stream::new(step, input.into_owned());
                input = Cow::Owned(step.decompressed_content().unwrap_or_default());
            }
        }
    }
    Ok(())
}

/// The bytes with what names spell by numbers (`/Fl#61teDecode`) spelled out.
fn plain_names(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let spelled =
            (*byte == b'#').then(|| digit(bytes.get(at + 1)).zip(digit(bytes.get(at + 2))));
        match spelled.flatten().map(|(high, low)| u8::try_from(high * 16 + low)) {
            Some(Ok(byte)) => {
                plain.push(byte);
                at += 3;
            }
            _ => {
                plain.push(*byte);
                at += 1;
            }
        }
    }
    plain
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

/// Whether the dictionary in front of a stream is an image's. That of objects or of the index may hold
/// the word, too, and is unpacked while the file is opened.
fn is_image(before: &[u8]) -> bool {
    let start = before.windows(4).rposition(|window| window == b" obj").unwrap_or(0);
    let own = plain_names(&before[start..]);
    let has = |name: &[u8]| find(&own, name, 0).is_some();
    has(b"/Image") && !has(b"/ObjStm") && !has(b"/XRef")
}

/// Whether a stream begins as those of `FlateDecode` do.
fn is_packed(stream: &[u8]) -> bool {
    match stream {
        [first, second, ..] => first & 0x0F == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0,
        _ => false,
    }
}

/// How much a stream unpacks to, counted no further than [`MAX_STREAM`]; of one that was packed over and
/// over, the most that any unpacking gives. A broken stream counts as far as it can be unpacked.
fn unpacked_size(stream: &[u8]) -> u64 {
    let once = counted(&mut ZlibDecoder::new(stream));
    let twice = counted(&mut ZlibDecoder::new(ZlibDecoder::new(stream)));
    let thrice = counted(&mut ZlibDecoder::new(ZlibDecoder::new(ZlibDecoder::new(stream))));
    // Where nothing comes out of it, the library takes its first two bytes for a head that is wrong.
    let headless = if once == 0 { stream.get(2..).unwrap_or_default() } else { &[] };
    once.max(twice).max(thrice).max(counted(&mut DeflateDecoder::new(headless)))
}

fn counted(unpacked: &mut dyn Read) -> u64 {
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut size = 0;
    while let Ok(read) = unpacked.read(&mut buffer) {
        size += read as u64;
        if read == 0 || size > MAX_STREAM {
            break;
        }
    }
    size
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    /// A stream as PDFs pack it.
    fn packed(size: usize) -> Vec<u8> {
        packed_over(&vec![b' '; size])
    }

    fn packed_over(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
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
        vet(b"stream").unwrap();
        vet(b"stream\n").unwrap();
    }

    /// However it is written that a stream was packed twice.
    #[test]
    fn what_is_packed_over_and_over_is_counted_to_its_end() {
        let bomb = packed_over(&packed(usize::try_from(MAX_STREAM).unwrap() + 10));
        assert!(bomb.len() < 10_000);
        for filters in [
            "/Filter[/FlateDecode/FlateDecode]",
            "/Filter [ /FlateDecode\n/FlateDecode ]",
            "/Filter[/Fl#61teDecode/FlateDecod#65]",
            "/Filter[/FlateDecode%no\n/FlateDecode]",
            "/Filter 7 0 R",
            "/Nothing",
        ] {
            assert!(vet(&file(filters, &bomb)).is_err(), "{filters}");
            assert!(vet(&file(filters, &packed_over(&bomb))).is_err(), "{filters}");
        }
        for name in ["/LZWDecode", "/ASCII85Decode", "/LZW#44ecode"] {
            let dictionary = format!("/Type/Obj#53tm/Filter[{name}]");
            assert!(vet(&file(&dictionary, b"x")).is_err(), "{name}");
        }
    }

    #[test]
    fn streams_are_counted_as_the_library_finds_them() {
        let document = |filters: Vec<&str>, content: Vec<u8>| {
            let filters = filters.iter().map(|name| Object::Name(name.as_bytes().to_vec()));
            let mut dictionary = Dictionary::new();
            dictionary.set("Filter", Object::Array(filters.collect()));
            let mut document = Document::new();
            document.add_object(Stream::new(dictionary, content));
            document
        };
        let bomb = packed(usize::try_from(MAX_STREAM).unwrap() + 10);
        assert!(vet_found(&document(vec!["FlateDecode"], bomb.clone())).is_err());
        assert!(vet_found(&document(vec!["FlateDecode"; 2], packed_over(&bomb))).is_err());
        assert!(vet_found(&document(vec!["FlateDecode"; 9], packed(3))).is_err());
        assert!(vet_found(&document(vec!["LZWDecode"], vec![0; MAX_OLD + 1])).is_err());
        vet_found(&document(vec!["DCTDecode"], vec![0; MAX_OLD + 1])).unwrap();
        vet_found(&document(vec!["FlateDecode"], packed(100_000))).unwrap();
    }
}
