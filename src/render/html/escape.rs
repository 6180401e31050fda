//! Texts made harmless for HTML.

use std::fmt::{self, Display, Write};

use super::super::text;

/// A text in an element or a quoted attribute.
pub(super) struct Text<'t>(pub(super) &'t str);

impl Display for Text<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in text::visible(self.0).chars() {
            match char {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                _ => out.write_char(char)?,
            }
        }
        Ok(())
    }
}

/// A text in a quoted string of a style sheet within the page.
pub(super) struct InStyle<'t>(pub(super) &'t str);

impl Display for InStyle<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in text::visible(self.0).chars() {
            match char {
                '"' | '\\' | '<' | '>' | '\n' => write!(out, "\\{:x} ", u32::from(char))?,
                _ => out.write_char(char)?,
            }
        }
        Ok(())
    }
}

/// Words, as a link where the address may be one.
pub(super) struct Linked<'t>(pub(super) &'t str, pub(super) Option<&'t str>);

impl Display for Linked<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(words, url) = self;
        match url {
            Some(url) if text::is_link(url) => {
                let (before, after) = words.split_once(url).unwrap_or((words, ""));
                let before = before.trim_end_matches([' ', ',']);
                let (class, words) =
                    if before.is_empty() { (" class=\"bare\"", *url) } else { ("", before) };
                let (address, words) = (text::address(url), Text(words));
                let address = Text(&address);
                write!(out, "<a{class} href=\"{address}\" rel=\"noreferrer\">{words}</a>")?;
                write!(out, "{}", Text(after))
            }
            _ => write!(out, "{}", Text(words)),
        }
    }
}
