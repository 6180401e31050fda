//! `upr report --template`: what people hand in.

use chrono::NaiveDate;

use super::dossier::dossier;
use super::report::By;
use super::{Prepared, Question};
use crate::app::App;
use crate::app::error::Result;
use crate::app::refusals::QuestionRefusal;
use crate::report::Document;
use crate::report::labels::period_end;
use crate::report::templates::{self, Layout, Template};

/// What a template is told beside the question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TemplateWords {
    /// How many words a mid-term report may have.
    pub limit: Option<usize>,
    /// The matrix of cycle 4.
    pub fourth_cycle: bool,
    /// A submission by several stakeholders.
    pub joint: bool,
    /// By what the figures are broken down.
    pub by: By,
}

impl App<'_> {
    /// A report by a template other than `progress`.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for a name that the file does not have, [`QuestionRefusal`] for
    /// the progress report, which is [`App::report`].
    pub fn handed_in(
        &mut self,
        question: &Question,
        template: Template,
        words: TemplateWords,
    ) -> Result<Document<'static>> {
        let mut prepared = self.prepare(question, false)?;
        prepared.refuse_plans()?;
        prepared.filter.counted_only = true;
        let moved_to = match template {
            Template::Midterm if question.view.as_of.is_none() => ended(&prepared),
            _ => None,
        };
        if let Some(end) = moved_to {
            prepared.view.as_of = end;
        }
        let mut filed = dossier(question, &prepared, words.by)?;
        filed.moved_to = moved_to;
        if template == Template::Factsheet {
            filed.plans = prepared.plans_for(&filed.filed)?;
        }
        let labels = &prepared.labels;
        Ok(match template {
            Template::Progress => {
                return Err(QuestionRefusal::ProgressItself.into());
            }
            Template::Midterm => templates::midterm(labels, &filed, words.limit),
            Template::Matrix => {
                let layout = if words.fourth_cycle { Layout::FourthCycle } else { Layout::Filled };
                templates::matrix(labels, &filed, layout)
            }
            Template::Plan => templates::plan(labels, &filed),
            Template::Factsheet => templates::factsheet(labels, &filed),
            Template::Submission => templates::submission(labels, &filed, words.joint),
        })
    }
}

/// The last day of the set's period, where it has ended.
fn ended(prepared: &Prepared<'_>) -> Option<NaiveDate> {
    let mut sets = prepared.sets();
    let (first, second) = (sets.next()?, sets.next());
    let end = period_end(first)?.last();
    (second.is_none() && end < prepared.view.as_of).then_some(end)
}
