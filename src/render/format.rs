//! The formats by name.

use std::path::Path;

use crate::domain::words::vocabulary;

vocabulary! {
    /// What an answer can be written as. The slug is the one spelling used on the command line; but
    /// for `table`, also the usual file ending.
    #[derive(Default)]
    Format is "a format" {
        /// Text for a terminal.
        #[default]
        Table = "table", "Text";
        /// Comma-separated values: one table.
        Csv = "csv", "Comma-separated values";
        /// Tab-separated values, quoted like CSV: one table.
        Tsv = "tsv", "Tab-separated values";
        /// One JSON object: title, facts and every table.
        Json = "json", "JSON";
        /// One JSON object a row: one table.
        Jsonl = "jsonl", "JSON Lines";
        /// Markdown as GitHub reads it.
        Md = "md", "Markdown";
        /// One self-contained web page.
        Html = "html", "Web page";
        /// An Excel workbook.
        Xlsx = "xlsx", "Excel workbook";
        /// A Word document.
        Docx = "docx", "Word document";
        /// Dates as all-day events.
        Ics = "ics", "iCalendar";
    }
}

impl Format {
    /// The format that a file's ending asks for, if it names one.
    pub fn from_extension(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "txt" => Some(Self::Table),
            "markdown" => Some(Self::Md),
            "htm" => Some(Self::Html),
            "ndjson" => Some(Self::Jsonl),
            "table" => None,
            other => Self::from_slug(other),
        }
    }

    /// Whether scripts read it: it says the same in every language.
    pub fn is_for_scripts(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv | Self::Json | Self::Jsonl | Self::Ics)
    }

    /// Whether it is no text, and must not be written to a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Docx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_read_as_it_is_printed() {
        for format in Format::ALL.iter().copied() {
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
