//! Where a body of recommendations goes: found by State and cycle whatever its set's key, or made.

use crate::app::error::Result;
use crate::app::refusals::ImportRefusal;
use crate::domain::SetKey;
use crate::domain::bodies::BodyLine;
use crate::domain::claims::{DocumentClaim, SetClaim};
use crate::domain::identity::letters;
use crate::domain::ledger::Record;
use crate::import::Layout;

use super::about::{About, Target, ordinal};
use super::merge::Work;

impl Work<'_> {
    /// The set that a body belongs to; none where there is none yet.
    pub(super) fn find_target(&self, about: &About, layout: Layout) -> Result<Option<BodyLine>> {
        if let Some(key) = &self.request.set {
            let key = SetKey::parse(key)?;
            return Ok(self.bodies.iter().find(|body| body.key == key.as_str()).cloned());
        }
        if about.mechanism.is_some() {
            return Ok(self.by_document(about));
        }
        let state = about.known();
        let of_review = |body: &&BodyLine| body.recommendations > 0 || body.items == 0;
        let found: Vec<&BodyLine> = self
            .bodies
            .iter()
            .filter(|body| body.state.as_deref() == state && state.is_some())
            .filter(|body| match (about.cycle, body.cycle) {
                (Some(cycle), Some(of)) => i64::from(cycle) == of,
                (Some(_), None) => false,
                (None, _) => {
                    about.symbol.is_some()
                        && base(about.symbol.as_deref()) == base(body.document.as_deref())
                }
            })
            .filter(|body| (layout == Layout::Letter) != of_review(body) || body.items == 0)
            .collect();
        match found.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some((*one).clone())),
            many => {
                let with_document = many.iter().find(|body| {
                    about.symbol.is_some()
                        && base(body.document.as_deref()) == base(about.symbol.as_deref())
                });
                if let Some(body) = with_document {
                    return Ok(Some((*body).clone()));
                }
                let sets = many.iter().map(|body| body.key.clone()).collect();
                Err(ImportRefusal::SeveralSets { file: self.file.name.clone(), sets }.into())
            }
        }
    }

    fn by_document(&self, about: &About) -> Option<BodyLine> {
        let body = self.bodies.iter().find(|body| {
            body.state.as_deref() == about.known()
                && body.document.is_some()
                && (body.document == about.symbol
                    || body.document.as_deref() == Some(&undocumented(about)))
        });
        body.cloned()
    }

    /// The set that a body goes to, made where it is not there.
    pub(super) fn target(&mut self, about: &About, layout: Layout) -> Result<Target> {
        let found = match layout {
            Layout::Letter => self.letter_target(about)?,
            _ => self.find_target(about, layout)?,
        };
        if let Some(body) = found {
            let count = self.count_of(&body.key, false, body.items);
            return Ok(Target {
                id: body.id,
                was_there: body.items > 0,
                state: body.state.clone(),
                count,
                key: body.key,
            });
        }
        if about.state.is_none() {
            return Err(ImportRefusal::NoState { file: self.file.name.clone() }.into());
        }
        if about.cycle.is_none()
            && about.mechanism.is_none()
            && layout != Layout::Letter
            && self.request.set.is_none()
        {
            return Err(ImportRefusal::NoSession { file: self.file.name.clone() }.into());
        }
        self.new_target(about, layout)
    }

    fn new_target(&mut self, about: &About, layout: Layout) -> Result<Target> {
        let key = self.new_key(about, layout)?;
        let title = self.title(about, layout);
        if layout == Layout::Letter {
            return self.new_letter(about, &key, title);
        }
        let mut records = Vec::new();
        let document = self.document(about, &mut records)?;
        let claim = SetClaim {
            document_id: document,
            session: about.session.map(i64::from),
            ..SetClaim::new(&key, title, "recommendations")
        };
        let named =
            about.symbol.clone().or_else(|| about.mechanism.as_ref().map(|_| undocumented(about)));
        self.new_set(about, claim, named, records)
    }

    /// Makes a set of a body's State and cycle, after the records that it rests on.
    pub(super) fn new_set(
        &mut self,
        about: &About,
        claim: SetClaim,
        document: Option<String>,
        mut records: Vec<Record>,
    ) -> Result<Target> {
        let id = self.tx.reserve("item_set")?;
        let (key, state) = (claim.key.clone(), about.known().map(str::to_owned));
        let cycle = about.cycle.map(i64::from);
        records.push(SetClaim { id: Some(id), state: state.clone(), cycle, ..claim }.said());
        self.append(None, None, records)?;
        self.bodies.push(BodyLine {
            id,
            key: key.clone(),
            state: state.clone(),
            cycle,
            session: about.session.map(i64::from),
            document,
            items: 0,
            recommendations: 0,
        });
        let count = self.count_of(&key, true, 0);
        Ok(Target { id, key, state, was_there: false, count })
    }

    /// The document's number; made where the file does not have it.
    fn document(&mut self, about: &About, records: &mut Vec<Record>) -> Result<Option<i64>> {
        let Some(key) =
            about.symbol.clone().or_else(|| about.mechanism.as_ref().map(|_| undocumented(about)))
        else {
            return Ok(None);
        };
        if let Some((id, _)) = self.documents.get(&key) {
            return Ok(Some(*id));
        }
        let id = self.tx.reserve("document")?;
        let session =
            about.council_session.map(|number| format!("Human Rights Council, session {number}"));
        let claim = DocumentClaim {
            id: Some(id),
            key: key.clone(),
            symbol: about.symbol.clone(),
            title: about.title.clone(),
            body: about.mechanism.clone(),
            dated: about.dated.clone(),
            session,
            ..DocumentClaim::default()
        };
        records.push(claim.said()?);
        self.documents.insert(key, (id, about.dated.clone()));
        Ok(Some(id))
    }

    fn new_key(&self, about: &About, layout: Layout) -> Result<String> {
        if let Some(key) = &self.request.set {
            return Ok(SetKey::parse(key)?.as_str().to_owned());
        }
        let state = about.state.as_deref().unwrap_or_default();
        let state: String =
            if about.known_state { state.to_owned() } else { letters(state).to_uppercase() };
        let state: String = state.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
        let year = about.dated.as_deref().and_then(|day| day.get(2..4)).unwrap_or("");
        let wanted = match (layout, &about.mechanism) {
            (Layout::Letter, _) if !self.is_taken(&format!("HC{year}")) => format!("HC{year}"),
            (Layout::Letter, _) => format!("HC{year}-{state}"),
            (_, Some(mechanism)) => mechanism_key(&state, about.symbol.as_deref(), mechanism),
            _ => format!(
                "{state}{}",
                about.cycle.map_or_else(String::new, |cycle| cycle.to_string())
            ),
        };
        let free = std::iter::once(wanted.clone())
            .chain((2..100_000).map(|count| format!("{}-{count}", &wanted[..wanted.len().min(27)])))
            .find(|key| !self.is_taken(key));
        Ok(SetKey::parse(&free.unwrap_or(wanted))?.as_str().to_owned())
    }

    pub(super) fn is_taken(&self, key: &str) -> bool {
        self.set_keys.contains(key)
    }

    fn title(&self, about: &About, layout: Layout) -> String {
        let state =
            about.state.as_deref().map_or_else(String::new, |state| self.names.state(state));
        match (layout, &about.mechanism, about.cycle) {
            (Layout::Letter, _, _) => {
                let dated = about.day().map_or_else(String::new, |day| format!(" of {day}"));
                format!("Annex to the High Commissioner's letter{dated}: {state}")
            }
            (_, Some(mechanism), _) => match &about.symbol {
                Some(symbol) => format!("{mechanism}: {state} ({symbol})"),
                None => format!("{mechanism}: {state}"),
            },
            (_, None, Some(cycle)) => {
                format!("Universal Periodic Review of {state}, {} cycle", ordinal(cycle))
            }
            (_, None, None) => format!("Universal Periodic Review of {state}"),
        }
    }
}

/// The key of a body without a symbol.
fn undocumented(about: &About) -> String {
    format!(
        "{} {}",
        about.mechanism.as_deref().unwrap_or_default(),
        about.state.as_deref().unwrap_or_default()
    )
}

/// The symbol without its addendum.
pub(super) fn base(symbol: Option<&str>) -> Option<String> {
    let symbol = symbol?;
    Some(symbol.split("/Add.").next().unwrap_or(symbol).to_uppercase())
}

/// `CRC-C-SVN-CO-3-4`, with the State in front where the symbol does not name it.
fn mechanism_key(state: &str, symbol: Option<&str>, mechanism: &str) -> String {
    let plain = |text: &str| {
        let parts =
            text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("-").to_uppercase()
    };
    let name = plain(symbol.unwrap_or(mechanism));
    let named = name.split('-').any(|part| part == state);
    let key = if named { name } else { format!("{state}-{name}") };
    let key: String = key.chars().take(32).collect();
    key.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_other_bodies_name_state_and_document() {
        assert_eq!(mechanism_key("SVN", Some("CRC/C/SVN/CO/3-4"), "CRC"), "CRC-C-SVN-CO-3-4");
        assert_eq!(mechanism_key("SVN", Some("A/HRC/60/8"), "SR"), "SVN-A-HRC-60-8");
        assert_eq!(mechanism_key("SVN", None, "CRC"), "SVN-CRC");
        assert!(mechanism_key("SVN", Some(&"A/".repeat(40)), "CRC").len() <= 32);
    }

    #[test]
    fn an_addendum_belongs_to_its_report() {
        assert_eq!(base(Some("A/HRC/28/15/Add.1")), base(Some("a/hrc/28/15")));
        assert_eq!(base(None), None);
    }
}
