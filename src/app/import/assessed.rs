//! What somebody wrote into the assessment column of a matrix.

use chrono::NaiveDate;

use crate::app::choose;
use crate::app::error::Result;
use crate::app::refusals::ImportRefusal;
use crate::app::write::standing;
use crate::domain::Level;
use crate::domain::bodies::{ItemFacts, KnownAssessment};
use crate::domain::claims::{AssessmentClaim, EvidenceClaim, RemarkClaim, Standing};
use crate::domain::ledger::Record;
use crate::import::{Recommendation, RowError};

use super::merge::Work;
use super::own_words::dated;

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
        name: &str,
        known: Option<&ItemFacts>,
        record: &Recommendation,
    ) -> Result<Vec<Record>> {
        let theirs = self.own.left_of(name, record.assessment.as_deref().unwrap_or_default());
        let text = theirs.trim();
        if is_filler(text) {
            return Ok(Vec::new());
        }
        let Some((printed, level, said_on)) = self.level(text) else {
            if known.is_some_and(|item| item.remarks.iter().any(|remark| remark == text)) {
                return Ok(Vec::new());
            }
            let source = self.at(&record.place);
            return Ok(vec![self.remark_by(item, text, None, Some(source))?]);
        };
        let voice = self.voice()?;
        let public = self.names.says_publicly(voice.0, false);
        let same = |line: &&KnownAssessment| {
            line.assessor == voice.0 && line.status == level && line.note.as_deref() == Some(text)
        };
        if known.is_some_and(|item| item.assessments.iter().any(|line| same(&line))) {
            return Ok(Vec::new());
        }
        let claim = AssessmentClaim {
            id: Some(self.tx.reserve("assessment")?),
            item_id: item,
            assessor_id: voice.0,
            status: level,
            printed: Some(printed),
            effective_on: said_on.filter(|on| *on <= self.now.today).unwrap_or(self.now.today),
            confidence: None,
            unsourced: false,
            public,
            note: Some(text.to_owned()),
            recheck: None,
        };
        let place = record.place.to_string();
        let evidence = EvidenceClaim::imported(item, public, &self.file.name, place);
        let standing = match known {
            Some(_) => standing(self.tx, &claim, name, &voice.1, self.now.today)?,
            None => Standing::fresh(name, &voice.1, self.now.today),
        };
        match claim.said(vec![evidence], &standing) {
            Ok(rows) => Ok(rows),
            Err(refusal) => {
                self.tx.release("assessment");
                self.refused.push(RowError {
                    place: record.place.clone(),
                    column: Some("assessment".to_owned()),
                    found: text.to_owned(),
                    expected: format!("no status: {refusal}"),
                    nearest: None,
                    cells: record.assessed_row.clone(),
                });
                Ok(Vec::new())
            }
        }
    }

    /// A remark on an item, by the voice that the command names, else by the file's own; what a document
    /// says for the State is public.
    pub(super) fn remark_by(
        &self,
        item: i64,
        text: &str,
        document: Option<(String, Option<String>, Option<NaiveDate>)>,
        source: Option<String>,
    ) -> Result<Record> {
        let of_state = document.is_some();
        let key = if of_state { "state" } else { self.request.by.as_deref().unwrap_or("tracker") };
        let voice = choose::assessor(&self.names, key)?.id;
        let (document, paragraph, dated) = document
            .map_or((None, None, None), |(it, paragraph, dated)| (Some(it), paragraph, dated));
        let dated =
            dated.or_else(|| document.as_deref().and_then(|symbol| self.dated(Some(symbol))));
        let claim = RemarkClaim {
            id: None,
            item_id: item,
            assessor_id: voice,
            kind: of_state.then(|| "explanation".to_owned()),
            document,
            paragraph,
            lang: None,
            unofficial: None,
            effective_on: dated.filter(|on| *on <= self.now.today).unwrap_or(self.now.today),
            public: self.names.says_publicly(voice, of_state),
            text: text.trim().to_owned(),
            source,
        };
        Ok(claim.said(self.now.today)?)
    }

    /// The level that a text begins with, the words that say so, and since when, where they say it.
    fn level(&self, text: &str) -> Option<(String, Level, Option<NaiveDate>)> {
        let opening =
            text.split(['.', ':', ';', '\n', ',', '(', '–', '—']).next().unwrap_or(text).trim();
        let (opening, since) = match dated(opening) {
            Some((level, since)) => (level, Some(since)),
            None => (opening, None),
        };
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
        Some((opening.to_owned(), level, since))
    }

    /// Whose assessments the file holds.
    fn voice(&self) -> Result<(i64, String)> {
        let Some(by) = &self.request.by else {
            let known = self.names.assessors.iter().map(|voice| voice.key.clone()).collect();
            return Err(ImportRefusal::NoVoice { file: self.file.name.clone(), known }.into());
        };
        let voice = choose::assessor(&self.names, by)?;
        Ok((voice.id, voice.key.clone()))
    }
}
