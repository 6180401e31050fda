//! The formats by name.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// What an answer can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Text for a terminal.
    #[default]
    Table,
    /// Comma-separated values: one table.
    Csv,
    /// Tab-separated values, quoted like CSV: one table.
    Tsv,
    /// One JSON object: title, facts and every table.
    Json,
    /// One JSON object a row: one table.
    Jsonl,
    /// Markdown as GitHub reads it.
    Md,
    /// One self-contained web page.
    Html,
    /// An Excel workbook.
    Xlsx,
    /// A Word document.
    Docx,
}

/// A word that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a format")]
pub struct UnknownFormat(String);

impl Format {
    /// Every format.
    pub const ALL: [Self; 9] = [
        Self::Table,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::Jsonl,
        Self::Md,
        Self::Html,
        Self::Xlsx,
        Self::Docx,
    ];

    /// The one spelling used on the command line; but for `table`, also the usual file ending.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Md => "md",
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
        }
    }

    /// The format that a file's ending asks for, if it names one.
    pub fn from_extension(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "txt" => Some(Self::Table),
            "markdown" => Some(Self::Md),
            "htm" => Some(Self::Html),
            "ndjson" => Some(Self::Jsonl),
            "table" => None,
            other => other.parse().ok(),
        }
    }

    /// Whether it is no text, and must not be written to a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Docx)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.slug())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.into_iter().find(|format| format.slug() == word);
        named.ok_or_else(|| UnknownFormat(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_read_as_it_is_printed() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert_eq!("pdf".parse::<Format>().unwrap_err().to_string(), "`pdf` is not a format");
    }

    #[test]
    fn a_file_ending_chooses_the_format_in_any_case() {
        let of = |name: &str| Format::from_extension(Path::new(name));
        assert_eq!(of("a/b.XLSX"), Some(Format::Xlsx));
        assert_eq!(of("progress.children.html"), Some(Format::Html));
        assert_eq!(of("notes.txt"), Some(Format::Table));
        assert_eq!(of("a.table"), None);
        assert_eq!(of("csv"), None);
    }
}
