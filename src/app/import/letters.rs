//! The High Commissioner's letters: the annex's set, the document, the points of the letter itself, what
//! happened, and the dates that it names.

use chrono::NaiveDate;

use crate::app::error::Result;
use crate::domain::bodies::BodyLine;
use crate::domain::claims::{DocumentClaim, EngagementClaim, MilestoneClaim, SetClaim};
use crate::domain::ledger::Record;
use crate::domain::{Certainty, Kind, MatchKey, PartialDate, SetKey};
use crate::import::{Layout, Recommendation};

use super::about::{About, Target};
use super::merge::Work;

const OFFICE: &str = "United Nations High Commissioner for Human Rights";

impl Work<'_> {
    /// A letter's set: the one of the State that holds most of its texts.
    pub(super) fn letter_target(&mut self, about: &About) -> Result<Option<BodyLine>> {
        if self.request.set.is_some() {
            return self.find_target(about, Layout::Letter);
        }
        let mut best: Option<(usize, &BodyLine)> = None;
        for body in &self.bodies {
            if body.state.is_none() || body.state != about.state || body.recommendations > 0 {
                continue;
            }
            let index = self.index.of(body.id, &*self.tx)?;
            let held = |key: &&MatchKey| !index.by_text(**key).is_empty();
            let held = self.texts_ahead.iter().filter(held).count();
            if best.is_none_or(|(most, _)| held >= most) {
                best = Some((held, body));
            }
        }
        let best = best.filter(|(held, _)| held * 2 > self.texts_ahead.len());
        Ok(best.map(|(_, body)| body.clone()))
    }

    /// The set of a letter's annex, with its document, what happened, and the dates that it names.
    pub(super) fn new_letter(&mut self, about: &About, key: &str, title: String) -> Result<Target> {
        let named = self.letter_key(about);
        let document = self.tx.reserve("document")?;
        let mut records = vec![self.letter_document(about, document, &named)?];
        self.documents.insert(named.clone(), (document, about.dated.clone()));
        let end = about.horizon_end();
        let basis = about.letter.horizon.as_ref().map(|(_, words)| {
            format!(
                "from the date of the letter, for \"{words}\", as it says; worked out to the month"
            )
        });
        let ours = "the numbers are ours, in order of appearance: the letter has none";
        let set = SetClaim {
            document_id: Some(document),
            session: about.session.map(i64::from),
            period_from: about.dated.clone().filter(|_| end.is_some()),
            period_to: end.map(|end| end.to_string()),
            period_basis: basis.filter(|_| end.is_some()),
            comment: Some(ours.to_owned()),
            ..SetClaim::new(key, title, "areas")
        };
        if let Some(date) = about.date().filter(|date| *date <= self.now.today) {
            records.push(engagement(about, key, &named, date).said(self.now.today)?);
            records.extend(milestones(about, key, &named, date, end)?);
        }
        self.new_set(about, set, Some(named), records)
    }

    /// The letter as a document.
    fn letter_document(&self, about: &About, id: i64, named: &str) -> Result<Record> {
        let state = about.state.as_deref().map_or_else(String::new, |it| self.names.state(it));
        let claim = DocumentClaim {
            id: Some(id),
            key: named.to_owned(),
            title: Some(format!(
                "Letter of the {OFFICE} following the {}Universal Periodic Review of {state}",
                about.of_cycle()
            )),
            body: Some(OFFICE.to_owned()),
            dated: about.dated.clone(),
            addressee: about.letter.addressed().0.map(|office| format!("{office}, {state}")),
            language: about.letter.language.map(str::to_owned),
            comment: Some("the letter has no symbol: the key describes it".to_owned()),
            ..DocumentClaim::default()
        };
        Ok(claim.said()?)
    }

    /// A key for a letter's document: letters of one day to several States are several.
    fn letter_key(&self, about: &About) -> String {
        let state = about.state.as_deref().unwrap_or_default();
        let plain = format!("OHCHR-{}", about.dated.as_deref().unwrap_or("letter"));
        let of_state = format!("{plain}-{state}");
        let free =
            [plain, of_state.clone()].into_iter().find(|key| !self.documents.contains_key(key));
        free.unwrap_or_else(|| {
            let numbered = (2..100_000).map(|count| format!("{of_state}-{count}"));
            numbered.into_iter().find(|key| !self.documents.contains_key(key)).unwrap_or(of_state)
        })
    }

    /// Takes what the letter itself says, as a set beside its annex's. Where that set is there, the
    /// letter was brought in before, or its points came with the program.
    pub(super) fn take_points(
        &mut self,
        about: &About,
        annex: &Target,
        points: Vec<Recommendation>,
    ) -> Result<()> {
        let key = points_key(&annex.key);
        if points.is_empty() || self.is_taken(&key) || SetKey::parse(&key).is_err() {
            return Ok(());
        }
        let document = self.tx.list_documents()?.into_iter().find(|line| {
            let of = self.bodies.iter().find(|body| body.id == annex.id);
            of.and_then(|body| body.document.as_deref())
                .is_some_and(|named| named == line.key || Some(named) == line.symbol.as_deref())
        });
        let state = about.state.as_deref().map_or_else(String::new, |it| self.names.state(it));
        let dated = about.day().map_or_else(String::new, |day| format!(" of {day}"));
        let asks = points.iter().filter(|point| point.kind == Some(Kind::Ask));
        let asks: Vec<&str> = asks.filter_map(|point| point.number.as_deref()).collect();
        let asks = match asks.as_slice() {
            [] => "none".to_owned(),
            some => some.join(", "),
        };
        let claim = SetClaim {
            document_id: document.as_ref().map(|line| line.id),
            session: about.session.map(i64::from),
            comment: Some(format!(
                "paragraphs counted by us from the greeting on; never counted among the areas of \
                 {}. Asks of the State: {asks}",
                annex.key
            )),
            ..SetClaim::new(
                &key,
                format!("Body of the High Commissioner's letter{dated}: {state}"),
                "points",
            )
        };
        let named = document.map(|line| line.key);
        let target = self.new_set(about, claim, named, Vec::new())?;
        self.take_records(&target, about, points)
    }
}

/// The letter as something that happened.
fn engagement(about: &About, set: &str, named: &str, date: NaiveDate) -> EngagementClaim {
    let (office, name) = about.letter.addressed();
    let points = if about.letter.has_points {
        format!(", and the points of the set {}", points_key(set))
    } else {
        String::new()
    };
    let who = match &about.letter.signatory {
        Some(name) => format!("High Commissioner ({name})"),
        None => "High Commissioner".to_owned(),
    };
    EngagementClaim {
        id: None,
        key: format!("{}-letter", named.to_lowercase()),
        state: about.known().map(str::to_owned),
        from_on: Some(date.to_string()),
        until_on: None,
        precision: "day".to_owned(),
        bound: None,
        kind: "letter".to_owned(),
        document: Some(named.to_owned()),
        paragraph: None,
        essential: true,
        public: true,
        who: Some(who),
        whom: match (office, name) {
            (Some(office), Some(name)) => Some(format!("{office} ({name})")),
            (office, name) => office.or(name),
        },
        what: Some(format!(
            "letter after the {}UPR, with {} areas in its annex{points}",
            about.of_cycle(),
            about.letter.areas
        )),
        outcome: Some("no answer recorded with the letter".to_owned()),
        comment: None,
    }
}

/// The letter itself and its horizon, in the calendar.
fn milestones(
    about: &About,
    set: &str,
    named: &str,
    date: NaiveDate,
    end: Option<PartialDate>,
) -> Result<Vec<Record>> {
    let claim = |what: &str, label: &str, dated: PartialDate, basis: String| MilestoneClaim {
        id: None,
        key: format!("{}-{what}", set.to_lowercase()),
        state: about.known().map(str::to_owned),
        set_key: Some(set.to_owned()),
        label: label.to_owned(),
        dated: Some(dated),
        precision: "day".to_owned(),
        certainty: Certainty::Documented,
        basis: Some(basis),
        voluntary: false,
        kind: what.to_owned(),
    };
    let on = PartialDate::Day(date);
    let letter = claim("letter", "The High Commissioner's letter", on, named.to_owned());
    let mut records = vec![letter.said()?];
    if let (Some(end), Some((_, words))) = (end, &about.letter.horizon) {
        let basis = format!("{named}: \"{words}\"");
        let horizon = MilestoneClaim {
            precision: "month".to_owned(),
            certainty: Certainty::Derived,
            ..claim("horizon", "End of the letter's own horizon", end, basis)
        };
        records.push(horizon.said()?);
    }
    Ok(records)
}

/// The key of the set that holds what a letter says itself: `HC19L`, `HC19L-SVN`.
fn points_key(annex: &str) -> String {
    let year = annex.split('-').next().unwrap_or(annex);
    let digits = year.strip_prefix("HC").unwrap_or("x");
    match annex.strip_prefix(year).filter(|_| digits.bytes().all(|digit| digit.is_ascii_digit())) {
        Some(state) => format!("{year}L{state}"),
        None => format!("{annex}L"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_points_of_a_letter_stand_beside_its_annex() {
        assert_eq!(points_key("HC19"), "HC19L");
        assert_eq!(points_key("HC19-SVN"), "HC19L-SVN");
        assert_eq!(points_key("OUR-LETTER"), "OUR-LETTERL");
    }
}
