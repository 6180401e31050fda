//! XML events without the dangers: no document type, no entities but the five predefined ones.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::ImportError;

/// The deepest nesting that is followed.
const MAX_DEPTH: usize = 256;

/// The most paragraphs, cells and rows of a part; the longest report has some ten thousand.
const MAX_BLOCKS: usize = 1_000_000;

/// What a part of a document is made of.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// An element begins.
    Start(BytesStart<'a>),
    /// An element ends: its local name.
    End(String),
    /// An element without content.
    Empty(BytesStart<'a>),
    /// Characters.
    Text(String),
}

/// Goes through a part, piece by piece.
pub(super) fn pieces(
    xml: &str,
    format: &'static str,
    mut on_piece: impl FnMut(Piece<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut reader = Reader::from_str(xml);
    let (mut depth, mut blocks) = (0_usize, 0_usize);
    loop {
        let event = reader.read_event().map_err(|error| ImportError::damaged(format, error))?;
        if let Event::Start(element) | Event::Empty(element) = &event {
            blocks += usize::from(is_block(element.local_name().as_ref()));
            if blocks > MAX_BLOCKS {
                return Err(ImportError::too_many(
                    format!("the {format}"),
                    MAX_BLOCKS,
                    "paragraphs and cells",
                ));
            }
        }
        match event {
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(ImportError::damaged(format, "its elements are nested too deeply"));
                }
                on_piece(Piece::Start(element))?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                on_piece(Piece::End(element.local_name().as_ref().to_owned()))?;
            }
            Event::Empty(element) => on_piece(Piece::Empty(element))?,
            Event::Text(text) => on_piece(Piece::Text(text.xml10_content().into_owned()))?,
            Event::CData(text) => on_piece(Piece::Text(text.into_inner().into_owned()))?,
            Event::GeneralRef(reference) => {
                let written = format!("&{};", &*reference);
                let plain = super::text::unescape(&written);
                if plain == written {
                    let reason = format!("it uses the undeclared entity `{written}`");
                    return Err(ImportError::damaged(format, reason));
                }
                on_piece(Piece::Text(plain))?;
            }
            Event::DocType(_) => {
                return Err(ImportError::damaged(format, "it declares a document type"));
            }
            Event::Eof if depth > 0 => {
                return Err(ImportError::damaged(format, "it ends in the middle of an element"));
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// Whether something of the document begins with an element of Word's or LibreOffice's.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "h"
            | "tc"
            | "tr"
            | "br"
            | "tab"
            | "s"
            | "table-cell"
            | "covered-table-cell"
            | "table-row"
    )
}

/// The longest name, number or word in an attribute, in bytes. Names are kept and compared for each
/// paragraph that uses them: what is longer is none.
const LONGEST: usize = 1024;

/// The value of an attribute, by its local name.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut sound = attributes.with_checks(false).flatten();
    let found = sound.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    (found.value.len() <= LONGEST).then(|| super::text::unescape(&found.value))
}

/// Whether there is an attribute of this local name.
pub(super) fn has_attribute(element: &BytesStart<'_>, name: &str) -> bool {
    let mut attributes = element.attributes();
    let mut sound = attributes.with_checks(false).flatten();
    sound.any(|attribute| attribute.key.local_name().as_ref() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(xml: &str) -> Result<String, ImportError> {
        let mut all = String::new();
        pieces(xml, "DOCX", |piece| {
            if let Piece::Text(text) = piece {
                all.push_str(&text);
            }
            Ok(())
        })?;
        Ok(all)
    }

    #[test]
    fn predefined_references_are_read() {
        assert_eq!(text_of("<a>1 &amp; 2 &#8217; <b><![CDATA[<]]></b></a>").unwrap(), "1 & 2 ’ <");
    }

    #[test]
    fn what_is_hostile_is_an_error() {
        assert!(text_of("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").is_err());
        assert!(text_of("<a>&b;</a>").is_err());
        assert!(text_of("<a>x").is_err());
        assert!(text_of("<a></b>").is_err());
        assert!(text_of(&"<a>".repeat(100_000)).is_err());
    }
}
