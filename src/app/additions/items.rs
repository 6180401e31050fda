//! Items and components, their opening and closing.

use std::collections::HashSet;

use super::{Added, Writing, nonempty, tracker};
use crate::app::App;
use crate::app::choose::{self, set, state};
use crate::app::error::Result;
use crate::app::refusals::RecordRefusal;
use crate::app::sought::Sought;
use crate::app::terms::{WantedTerm, find};
use crate::domain::claims::{ItemClaim, LifeClaim, SenderClaim};
use crate::domain::dates::LATEST;
use crate::domain::lines::ItemLine;
use crate::domain::{Facet, Filter, Kind, Life, Ref, View};
use crate::store::{Detail, Levels};

/// A new item.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// `SET:REF`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// With which force it is said.
    pub kind: Kind,
    /// The heading: slug, alias or label.
    pub heading: Option<String>,
    /// The State under review, where it is not the set's.
    pub state: Option<String>,
    /// The paragraph.
    pub paragraph: Option<String>,
    /// Recommending States.
    pub senders: Vec<String>,
}

impl App<'_> {
    /// Adds an item to a set.
    ///
    /// # Errors
    /// [`RecordRefusal`] where the ref is taken or a component's, or the text empty.
    pub fn add_item(&mut self, new: &NewItem) -> Result<Added> {
        let mut writing = self.begin("item add")?;
        let Some((key, label)) = new.name.split_once(':') else {
            return Err(RecordRefusal::NoSet { name: new.name.clone() }.into());
        };
        let of = set(&writing.names, key)?.clone();
        if of.is_plan() || new.kind == Kind::Action {
            return Err(RecordRefusal::ActionsInPlans.into());
        }
        let reference = free_ref(&mut writing, of.id, &of.key, label)?;
        refuse_component(&mut writing, of.id, &reference)?;
        let text = nonempty(&new.text, "the text")?;
        let heading = match &new.heading {
            Some(word) => {
                let wanted = WantedTerm::theme(word);
                let (names, tx) = (&writing.names, writing.tx.as_mut());
                Some(find(names, &[Facet::Theme], wanted, &[of.id], tx)?.id)
            }
            None => None,
        };
        let own_state = new.state.as_deref().map(|text| state(&writing.names, text)).transpose()?;
        let id = writing.tx.reserve("item")?;
        let claim = ItemClaim {
            id: Some(id),
            paragraph: new.paragraph.clone(),
            heading_id: heading,
            state: own_state.or(of.state),
            text: Some(text.to_owned()),
            ..ItemClaim::new(of.id, &reference, None, new.kind)
        };
        let mut records = vec![claim.said()?];
        for sender in &new.senders {
            let iso3 = Some(state(&writing.names, sender)?);
            let claim = SenderClaim { id: None, item_id: id, iso3, printed: sender.clone() };
            records.push(claim.said());
        }
        let entry = writing.append(Some(id), records)?;
        writing.tx.commit()?;
        Ok(vec![(format!("{}:{reference}", of.key), entry)])
    }

    /// Adds a component to an item, lettered on where no letter is given.
    ///
    /// # Errors
    /// [`RecordRefusal`] where the item is a component itself or has a status of its own.
    pub fn add_component(&mut self, word: &str, text: &str, label: Option<&str>) -> Result<Added> {
        let mut writing = self.begin("component add")?;
        let parent = writing.item(word)?;
        let line = one_line(&mut writing, parent.id)?;
        if line.parent.is_some() {
            return Err(RecordRefusal::IsComponent { item: parent.name }.into());
        }
        if line.kind == Kind::Action {
            return Err(RecordRefusal::ActionComponent { item: parent.name }.into());
        }
        let history = writing.tx.find_status(parent.id, tracker(&writing.names), LATEST)?;
        if let Some((_, entry)) = history {
            return Err(RecordRefusal::OwnStatus { item: parent.name, entry }.into());
        }
        let text = nonempty(text, "the text")?;
        let of = writing.names.sets.iter().find(|set| set.key == line.set).cloned();
        let of = of.ok_or_else(|| choose::unknown(Sought::Set, &line.set, None))?;
        let label = match label {
            Some(label) => label.to_owned(),
            None => next_letter(
                &line.reference,
                &line.components.iter().map(|c| c.reference.as_str()).collect::<Vec<_>>(),
            ),
        };
        let reference = free_ref(&mut writing, of.id, &of.key, &label)?;
        let above = Ref::parse(&line.reference)?;
        let id = writing.tx.reserve("item")?;
        let claim = ItemClaim {
            id: Some(id),
            paragraph: line.paragraph.clone(),
            actor: line.actor,
            heading_id: line.heading,
            state: line.state.clone(),
            text: Some(text.to_owned()),
            ..ItemClaim::new(of.id, &reference, Some((parent.id, &above)), line.kind)
        };
        let record = claim.said()?;
        let entry = writing.append(Some(id), vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(format!("{}:{reference}", of.key), entry)])
    }

    /// Closes or reopens an item.
    ///
    /// # Errors
    /// [`crate::app::AppError::Rule`] where it is so already, or without a note.
    pub fn set_life(&mut self, word: &str, life: Life, note: &str, public: bool) -> Result<Added> {
        let mut writing =
            self.begin(if life == Life::Closed { "item close" } else { "item reopen" })?;
        let chosen = writing.item(word)?;
        let today = writing.now.today;
        let claim = LifeClaim {
            id: None,
            item_id: chosen.id,
            life,
            effective_on: today,
            public: public || writing.names.public_by_default(),
            note: Some(note.trim().to_owned()),
        };
        let present = writing.life(chosen.id, today)?;
        let record = claim.said(&chosen.name, present)?;
        let entry = writing.append(Some(chosen.id), vec![record])?;
        writing.tx.commit()?;
        Ok(vec![(chosen.name, entry)])
    }
}

/// A ref that no item in force of the set has.
pub(in crate::app) fn free_ref(
    writing: &mut Writing<'_>,
    set: i64,
    key: &str,
    label: &str,
) -> Result<Ref> {
    let reference = Ref::parse(label)?;
    if !writing.tx.list_named(Some(set), &reference.folded())?.is_empty() {
        return Err(RecordRefusal::ItemTaken { item: format!("{key}:{reference}") }.into());
    }
    Ok(reference)
}

/// A ref that goes on with the letters of an item's components belongs among them: as an item of its
/// own it would be counted beside the whole.
fn refuse_component(writing: &mut Writing<'_>, set: i64, reference: &Ref) -> Result<()> {
    let Some(item) = reference.unlettered() else { return Ok(()) };
    for (id, _, _) in writing.tx.list_named(Some(set), &item.to_lowercase())? {
        let line = one_line(writing, id)?;
        if line.is_compound() {
            return Err(RecordRefusal::WouldBeComponent {
                reference: reference.to_string(),
                item: line.name(),
            }
            .into());
        }
    }
    Ok(())
}

fn one_line(writing: &mut Writing<'_>, item: i64) -> Result<ItemLine> {
    let filter = Filter { items: vec![item], ..Filter::default() };
    let view = View { voice: tracker(&writing.names), ..View::on(LATEST) };
    let mut found = None;
    let (detail, levels) = (Detail::Brief, Levels::Matching);
    writing.tx.each_item(&filter, &view, detail, levels, &mut |line| {
        found = Some(line);
        Ok(())
    })?;
    found.ok_or_else(|| choose::unknown(Sought::Item, &item.to_string(), None))
}

/// The next letter after an item's components: a … z, then aa.
fn next_letter(item: &str, taken: &[&str]) -> String {
    let taken: HashSet<&str> = taken.iter().copied().collect();
    let letters = (b'a'..=b'z').map(|letter| char::from(letter).to_string());
    let double = (b'a'..=b'z').map(|letter| format!("a{}", char::from(letter)));
    let separator = if item.chars().last().is_some_and(char::is_alphabetic) { "-" } else { "" };
    let name = |letter: String| format!("{item}{separator}{letter}");
    let free = letters.chain(double).map(name).find(|name| !taken.contains(name.as_str()));
    free.unwrap_or_else(|| format!("{item}-{}", taken.len() + 1))
}
