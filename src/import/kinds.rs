//! Kinds of files that people hand in and that are not read: each is named for what it is, with the
//! next step.

use super::ImportError;
use super::grid::container;
use super::package::{Package, open_document};

/// Beginnings of files, what they are, and whether they are pictures.
const PICTURES: [(&[u8], &str); 8] = [
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"RIFF", "a picture, sound or film (RIFF)"),
    (b"%!PS", "a page description (PostScript)"),
];

/// Beginnings of archives.
const ARCHIVES: [(&[u8], &str); 7] = [
    (b"Rar!", "an archive (RAR)"),
    (b"7z\xBC\xAF", "an archive (7z)"),
    (b"\x1F\x8B", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xFD7zXZ\0", "a compressed file (xz)"),
    (b"\x28\xB5\x2F\xFD", "a compressed file (zstd)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
];

/// Beginnings of files of text that some program writes, what they are, and the next step.
const WRITTEN: [(&[u8], &str, &str); 7] = [
    (b"{\\rtf", "a document in Rich Text Format (.rtf)", SAVE_AS_DOCX),
    (b"\xFFWPC", "a WordPerfect document (.wpd)", SAVE_AS_DOCX),
    (b"ID;P", "a table in SYLK (.slk)", SAVE_AS_XLSX),
    (b"BEGIN:VCALENDAR", "a calendar (.ics)", NO_LIST),
    (b"BEGIN:VCARD", "an address card (.vcf)", NO_LIST),
    (b"[InternetShortcut]", "a shortcut to an address (.url), not the file itself", DOWNLOAD),
    (b"[Desktop Entry]", "a shortcut (.desktop), not the file itself", DOWNLOAD),
];

const NO_LIST: &str = "it holds no list of recommendations; nothing was written";
const DOWNLOAD: &str = "open it in a browser, save the document itself (.docx, .xlsx or .pdf) and \
                        import that; nothing was written";

const SAVE_AS_DOCX: &str =
    "open it in Word or LibreOffice, save it as .docx and import that; nothing was written";
const SAVE_AS_XLSX: &str =
    "open it in its program, save it as .xlsx or .csv and import that; nothing was written";
const UNPACK: &str = "unpack it and import the files in it; nothing was written";
const SCAN: &str = "it is a picture of text: run OCR first (for instance `ocrmypdf IN.pdf OUT.pdf`, \
                    which takes pictures with `--image-dpi 300`) and import what comes out";

/// A file that is locked; `what` is `workbook`, `document` or `PDF`.
pub(super) fn protected(what: &str) -> ImportError {
    ImportError::foreign(
        format!("a {what} protected by a password"),
        "open it with the password, save it without one and import that; nothing was written",
    )
}

/// A PDF whose pages are pictures.
pub(super) fn scan() -> ImportError {
    ImportError::foreign(
        "a PDF that holds no text (a scan)",
        "run OCR first (for instance `ocrmypdf IN.pdf OUT.pdf`) and import what comes out",
    )
}

/// Refuses a file of a kind that is not read.
///
/// # Errors
/// [`ImportError::Foreign`], which names it and the next step.
pub fn check(bytes: &[u8]) -> Result<(), ImportError> {
    let begins = |table: &[(&[u8], &'static str)]| {
        table.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
    };
    let text =
        bytes.iter().take(64).all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
    if let Some(kind) = begins(&PICTURES).filter(|_| !text || bytes.starts_with(b"%!PS")) {
        return Err(ImportError::foreign(kind, SCAN));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Err(ImportError::foreign("a picture or film (HEIC, MP4)", SCAN));
    }
    if let Some(kind) = begins(&ARCHIVES) {
        return Err(ImportError::foreign(kind, UNPACK));
    }
    if bytes.starts_with(b"SQLite format 3\0") {
        return Err(ImportError::foreign(
            "a database (SQLite)",
            "a file of this program is opened with `--db FILE`; of another, export a CSV",
        ));
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some((_, kind, next)) = WRITTEN.iter().find(|(word, ..)| start.starts_with(word)) {
        return Err(ImportError::foreign(*kind, *next));
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Err(ImportError::foreign("an archive (tar)", UNPACK));
    }
    marked_up(start)?;
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return compound(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zip(bytes);
    }
    if is_saved_page(bytes) {
        return Err(ImportError::foreign(
            "a page or document saved as one file (.mht)",
            "open it in Word or a browser, save it as .docx or .html and import that; nothing was \
             written",
        ));
    }
    if is_mail(bytes) {
        return Err(ImportError::foreign(
            "an e-mail",
            "save what is attached to it and import that; nothing was written",
        ));
    }
    Ok(())
}

/// Documents in one file of XML or JSON, and pages that only lead to a document.
fn marked_up(bytes: &[u8]) -> Result<(), ImportError> {
    let start = &bytes[..bytes.len().min(4096)];
    let has = |word: &[u8]| start.windows(word.len()).any(|window| window == word);
    let first = start.trim_ascii_start();
    if first.starts_with(b"<?xml") && has(b"office:document") {
        return Err(ImportError::foreign(
            "an OpenDocument file in one piece (.fodt, .fods)",
            "open it in LibreOffice, save it as .odt, .ods or .docx and import that; nothing was \
             written",
        ));
    }
    if first.starts_with(b"<?xml") && (has(b"pkg:package") || has(b"w:wordDocument")) {
        return Err(ImportError::foreign("a Word document saved as XML", SAVE_AS_DOCX));
    }
    if first.starts_with(b"<?xml") && has(b"<plist") {
        return Err(ImportError::foreign("a shortcut (.webloc), not the file itself", DOWNLOAD));
    }
    if first.starts_with(b"{") && (has(b"\"doc_id\"") || has(b"docs.google.com")) {
        return Err(ImportError::foreign(
            "a shortcut to a Google document, not the document itself",
            "open it there, choose File, Download, as .docx, .xlsx or .csv, and import that; nothing \
             was written",
        ));
    }
    Ok(())
}

/// Whether a text is what browsers and Word save as a single file: parts as in a mail, of which none
/// was ever sent.
fn is_saved_page(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let head = start.split("\n\n").next().unwrap_or_default().replace('\r', "");
    let sent = ["\nreceived:", "\nreturn-path:", "\nmessage-id:", "\nto:"];
    let begins = head.starts_with("mime-version:") || head.starts_with("from: <saved by");
    begins
        && head.contains("content-type: multipart/related")
        && !sent.iter().any(|word| head.contains(word))
}

/// Files of older Office programs are told apart by the streams in them.
fn compound(bytes: &[u8]) -> Result<(), ImportError> {
    let names = container::stream_names(bytes);
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let starts = |wanted: &str| names.iter().any(|name| name.starts_with(wanted));
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(protected("workbook or document"));
    }
    if has("Workbook") || has("Book") {
        return Ok(());
    }
    if has("WordDocument") {
        return Err(ImportError::foreign("a Word 97\u{2013}2003 document (.doc)", SAVE_AS_DOCX));
    }
    if has("PowerPoint Document") {
        return Err(ImportError::foreign("a PowerPoint presentation (.ppt)", SAVE_AS_DOCX));
    }
    if starts("__substg1.0_") || starts("__properties_version1") {
        return Err(ImportError::foreign(
            "an e-mail (Outlook, .msg)",
            "save what is attached to it and import that; nothing was written",
        ));
    }
    Ok(())
}

/// What a ZIP package is, by its parts.
fn zip(bytes: &[u8]) -> Result<(), ImportError> {
    if let Some(kind) = open_document(bytes) {
        if is_enciphered(bytes) {
            return Err(protected("document"));
        }
        return match kind.as_str() {
            kind if kind.starts_with("spreadsheet") || kind.starts_with("text") => Ok(()),
            kind if kind.starts_with("presentation") => {
                Err(ImportError::foreign("a presentation (ODP)", SAVE_AS_DOCX))
            }
            _ => Err(ImportError::foreign(format!("an OpenDocument file ({kind})"), SAVE_AS_DOCX)),
        };
    }
    let Ok(package) = Package::open(bytes, "ZIP") else { return Ok(()) };
    let names = package.names();
    let starts = |start: &str| names.iter().any(|name| name.starts_with(start));
    if starts("word/") || starts("xl/") {
        // A workbook in Excel's own bytes has no XML to read.
        if names.iter().any(|name| name == "xl/workbook.bin") {
            return Err(ImportError::foreign("a binary workbook (.xlsb)", SAVE_AS_XLSX));
        }
        return Ok(());
    }
    if starts("ppt/") {
        return Err(ImportError::foreign("a PowerPoint presentation (.pptx)", SAVE_AS_DOCX));
    }
    if starts("Index/") || starts("Index.zip") {
        return Err(ImportError::foreign("a file of Apple's Pages or Numbers", SAVE_AS_XLSX));
    }
    if starts("[Content_Types].xml") || starts("_rels/") {
        return Ok(());
    }
    let files: Vec<&str> =
        names.iter().filter(|name| !name.ends_with('/')).take(3).map(String::as_str).collect();
    let shown = if files.is_empty() { String::new() } else { format!(": {}", files.join(", ")) };
    let more = if names.len() > files.len() { " \u{2026}" } else { "" };
    Err(ImportError::foreign(format!("a ZIP archive{shown}{more}"), UNPACK))
}

/// Whether the manifest of an OpenDocument file speaks of a cipher.
fn is_enciphered(bytes: &[u8]) -> bool {
    let manifest =
        Package::open(bytes, "ODF").and_then(|mut package| package.text("META-INF/manifest.xml"));
    manifest.ok().flatten().is_some_and(|manifest| manifest.contains("encryption-data"))
}

/// Whether a text begins with the lines that only a mail has.
fn is_mail(bytes: &[u8]) -> bool {
    const HEADS: [&str; 9] = [
        "return-path",
        "received",
        "mime-version",
        "message-id",
        "from",
        "to",
        "subject",
        "date",
        "content-type",
    ];
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(8 * 1024)]);
    let mut known = 0;
    for line in start.lines() {
        if line.starts_with([' ', '\t']) && known > 0 {
            continue;
        }
        let Some((head, _)) = line.split_once(':') else { break };
        let head = head.trim().to_ascii_lowercase();
        if HEADS.contains(&head.as_str()) {
            known += 1;
        } else if !head.starts_with("x-") && head.contains(' ') {
            break;
        }
    }
    let sure = ["received:", "return-path:", "message-id:", "mime-version:"];
    let lower = start.to_lowercase();
    known >= 3 && sure.iter().any(|head| lower.contains(head))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::package::build::package;

    fn kind(bytes: &[u8]) -> String {
        check(bytes).map_or_else(|error| error.to_string(), |()| "read".to_owned())
    }

    #[test]
    fn kinds_are_named_for_what_they_are() {
        for (bytes, expected) in [
            (&b"{\\rtf1\\ansi}"[..], "a document in Rich Text Format (.rtf)"),
            (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
            (b"\xFF\xD8\xFF\xE0", "a picture (JPEG)"),
            (b"SQLite format 3\0", "a database (SQLite)"),
            (b"\x1F\x8B\x08", "a compressed file (gzip)"),
            (b"BMR,note\n1,2\n", "read"),
            (b"From: a@b.c\nTo: d@e.f\nSubject: x\nMIME-Version: 1.0\n\nHi", "an e-mail"),
            (b"From,To,Subject\n1,2,3\n", "read"),
            (b"id,note\n", "read"),
            (b"[InternetShortcut]\nURL=x", "a shortcut to an address (.url), not the file itself"),
            (b"{\"doc_id\": \"1\"}", "a shortcut to a Google document, not the document itself"),
            (
                b"<?xml version=\"1.0\"?>\n<office:document office:mimetype=\"x\"/>",
                "an OpenDocument file in one piece (.fodt, .fods)",
            ),
            (
                b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n",
                "a page or document saved as one file (.mht)",
            ),
            (b"ID;PWXL;N;E\nC;Y1;X1;K\"No.\"\n", "a table in SYLK (.slk)"),
            (b"\xFD7zXZ\0\0", "a compressed file (xz)"),
        ] {
            assert_eq!(kind(bytes), expected);
        }
    }

    #[test]
    fn packages_are_told_apart_by_their_parts() {
        assert_eq!(kind(&package(&[("word/document.xml", b"<w/>")])), "read");
        assert_eq!(kind(&package(&[("xl/workbook.bin", b"x")])), "a binary workbook (.xlsb)");
        assert_eq!(kind(&package(&[("ppt/a.xml", b"x")])), "a PowerPoint presentation (.pptx)");
        assert_eq!(kind(&package(&[("a.docx", b"x")])), "a ZIP archive: a.docx");
        let text: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.text");
        assert_eq!(kind(&package(&[text])), "read");
        let manifest: (&str, &[u8]) = ("META-INF/manifest.xml", b"<m:encryption-data/>");
        assert_eq!(kind(&package(&[text, manifest])), "a document protected by a password");
    }
}
