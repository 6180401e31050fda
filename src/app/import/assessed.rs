//! What somebody wrote into the assessment column of a matrix.

use crate::app::choose;
use crate::app::error::{AppError, Result};
use crate::domain::Level;
use crate::domain::bodies::{ItemFacts, KnownAssessment};
use crate::domain::ledger::Record;
use crate::import::Recommendation;

use super::merge::Work;

/// Whether nothing was written: our own matrix says so in words.
fn is_filler(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line.trim().trim_end_matches('.');
        line.is_empty() || line == Level::NotAssessed.label()
    })
}

impl Work<'_> {
    /// The assessment that somebody wrote into a matrix: a status where a known word begins it,
    /// else a remark with the file as its source.
    pub(super) fn assessment(
        &mut self,
        item: i64,
        known: Option<&ItemFacts>,
        record: &Recommendation,
    ) -> Result<Vec<Record>> {
        let Some(text) =
            record.assessment.as_deref().map(str::trim).filter(|text| !is_filler(text))
        else {
            return Ok(Vec::new());
        };
        let evidence = Record::new("evidence")
            .with("item_id", item)
            .with("kind", "import")
            .with("public", self.names.public_by_default())
            .with("address", self.file.name.as_str())
            .with("paragraph", record.place.to_string())
            .with("sha256", self.file.sha256.as_str());
        let Some((printed, level)) = self.level(text) else {
            if known.is_some_and(|item| item.remarks.iter().any(|remark| remark == text)) {
                return Ok(Vec::new());
            }
            return Ok(vec![evidence.with("effect", "context").with("quote", text)]);
        };
        let voice = self.voice()?;
        let same = |line: &&KnownAssessment| {
            line.assessor == voice && line.status == level && line.note.as_deref() == Some(text)
        };
        if known.is_some_and(|item| item.assessments.iter().any(|line| same(&line))) {
            return Ok(Vec::new());
        }
        let id = self.tx.reserve("assessment")?;
        let assessment = Record::new("assessment")
            .with("id", id)
            .with("item_id", item)
            .with("assessor_id", voice)
            .with("status", level.slug())
            .with("printed", printed)
            .with("effective_on", self.now.today)
            .with("unsourced", false)
            .with("public", self.names.public_by_default())
            .with("note", text);
        Ok(vec![assessment, evidence.with("effect", "supports").with("assessment_id", id)])
    }

    /// The level that a text begins with, and the words that say so.
    fn level(&self, text: &str) -> Option<(String, Level)> {
        let opening =
            text.split(['.', ':', ';', '\n', ',', '(', '–', '—']).next().unwrap_or(text).trim();
        let folded = opening.to_lowercase();
        let crosswalk = self.crosswalk.iter().find(|(word, _)| word.to_lowercase() == folded);
        let own = || {
            Level::ALL.iter().copied().find(|level| {
                *level != Level::NotAssessed
                    && (level.label().to_lowercase() == folded
                        || level.slug().replace('-', " ") == folded)
            })
        };
        let level = crosswalk.map(|(_, level)| *level).or_else(own)?;
        Some((opening.to_owned(), level))
    }

    /// Whose assessments the file holds.
    fn voice(&self) -> Result<i64> {
        let Some(by) = &self.request.by else {
            let known = self.names.assessors.iter().map(|voice| voice.key.as_str());
            let known = known.collect::<Vec<_>>().join(", ");
            return Err(AppError::refused(
                format!("`{}` holds assessments, and does not say whose", self.file.name),
                format!("say it: `--by ASSESSOR`, one of {known}"),
            ));
        };
        Ok(choose::assessor(&self.names, by)?.id)
    }
}
