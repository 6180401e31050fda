//! Who must do what by when: institutions, their names, what they lead and support, due dates.

use chrono::NaiveDate;

use super::App;
use super::additions::{Added, Writing, nonempty, precision, slug};
use super::choose::{assessor, publicly, state};
use super::error::Result;
pub(super) use super::on_duty::entity;
use super::refusals::{Register, RegisterRefusal};
use crate::domain::claims::{AssignmentClaim, DueClaim, EntityClaim, EntityNameClaim, Refusal};
use crate::domain::ledger::Record;
use crate::domain::lines::{DueLine, EntityLine};
use crate::domain::{DateWord, Edge, EntityKind, Origin, PartialDate, Role, View};

/// A new institution.
#[derive(Debug, Clone)]
pub struct NewEntity {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What kind.
    pub kind: EntityKind,
    /// The key of the institution above it.
    pub under: Option<String>,
    /// The State that it belongs to.
    pub state: Option<String>,
    /// The key of its voice.
    pub assessor: Option<String>,
    /// Whom to write to; always internal.
    pub contact: Option<String>,
}

/// Who leads and supports a new action, and by when it is due: said with it, and published with it.
pub(super) struct FirstDuties<'n> {
    /// Each institution's role, number and key.
    pub(super) assigned: &'n [(Role, i64, String)],
    pub(super) starts_on: Option<PartialDate>,
    pub(super) due_on: Option<PartialDate>,
}

impl FirstDuties<'_> {
    /// The records that belong into the entry of the action, given by number and name.
    pub(super) fn said(&self, (id, name): (i64, &str), today: NaiveDate) -> Result<Vec<Record>> {
        let mut records = Vec::new();
        for (at, (role, entity_id, key)) in self.assigned.iter().enumerate() {
            if let Some((role, ..)) = self.assigned[..at].iter().find(|it| it.1 == *entity_id) {
                return Err(at_work(name, key, *role).into());
            }
            let claim = AssignmentClaim {
                id: None,
                item_id: id,
                entity_id: *entity_id,
                role: *role,
                removed: false,
                effective_on: today,
                public: true,
                note: None,
            };
            records.push(claim.said(false, name, key)?);
        }
        if self.due_on.is_some() || self.starts_on.is_some() {
            let claim = DueClaim {
                id: None,
                item_id: id,
                starts_on: self.starts_on,
                due_on: self.due_on,
                precision: precision(self.due_on).to_owned(),
                assessor_id: None,
                effective_on: today,
                public: true,
                reason: None,
            };
            records.push(claim.said(name, None)?);
        }
        Ok(records)
    }
}

/// Why an institution is not given a second role in one item.
fn at_work(item: &str, entity: &str, role: Role) -> Refusal {
    let (item, entity) = (item.to_owned(), entity.to_owned());
    Refusal::SameRole { item, entity, role, removed: false }
}

/// A new due date.
#[derive(Debug, Clone)]
pub struct NewDue {
    /// The items.
    pub items: Vec<String>,
    /// By when.
    pub due_on: PartialDate,
    /// From when.
    pub starts_on: Option<PartialDate>,
    /// Why.
    pub reason: Option<String>,
    /// Who set it; the tracker where none.
    pub by: Option<String>,
    /// Whether it may be handed on.
    pub public: bool,
}

impl NewDue {
    /// Whether it says no more than what stands.
    pub(super) fn repeats(&self, line: &DueLine, public: bool) -> bool {
        let begun = self.starts_on.is_none_or(|from| line.starts_on == Some(from));
        let said = self.reason.is_none() || line.reason == self.reason;
        line.due_on == Some(self.due_on) && begun && said && (line.public || !public)
    }
}

impl App<'_> {
    /// Adds an institution.
    ///
    /// # Errors
    /// [`RegisterRefusal`] where the key is taken or cannot be one; [`crate::app::AppError::Unknown`] for
    /// one above it that is not there.
    pub fn add_entity(&mut self, new: &NewEntity) -> Result<Added> {
        let mut writing = self.begin("entity add")?;
        let key = slug(&new.key)?;
        let known = writing.entities()?;
        if known.iter().any(|line| line.key == key) {
            return Err(RegisterRefusal::Taken { of: Register::Institutions, key }.into());
        }
        let parent = new.under.as_deref().map(|word| entity(&known, word).map(|line| line.id));
        let iso3 = new.state.as_deref().map(|word| state(&writing.names, word)).transpose()?;
        let voice =
            new.assessor.as_deref().map(|word| assessor(&writing.names, word).map(|line| line.id));
        let id = writing.tx.reserve("entity")?;
        let claim = EntityClaim {
            id: Some(id),
            key: key.clone(),
            kind: new.kind,
            state: iso3,
            assessor_id: voice.transpose()?,
            document: None,
            paragraph: None,
            origin: Origin::Own,
            contact: new.contact.clone(),
            comment: None,
        };
        let name = EntityNameClaim {
            id: None,
            entity_id: id,
            name: new.name.trim().to_owned(),
            parent_id: parent.transpose()?,
            effective_on: None,
        };
        let entry = writing.append(None, vec![claim.said(), name.said()?])?;
        writing.tx.commit()?;
        Ok(vec![(key, entry)])
    }

    /// Gives an institution another name from a day on; the earlier one holds before.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for one that is not there, [`RegisterRefusal`] where it is
    /// called so.
    pub fn rename_entity(
        &mut self,
        key: &str,
        name: &str,
        on: Option<DateWord>,
        under: Option<&str>,
    ) -> Result<Added> {
        let mut writing = self.begin("entity rename")?;
        let today = writing.now.today;
        let on = on.map_or(today, |word| word.day(today, Edge::First));
        let known = writing.entities()?;
        let line = entity(&known, key)?;
        let name = nonempty(name, "the name")?;
        let parent = under.map(|word| entity(&known, word).map(|line| line.id)).transpose()?;
        if line.name == name && under.is_none() {
            return Err(RegisterRefusal::SameName {
                entity: line.key.clone(),
                name: name.to_owned(),
            }
            .into());
        }
        let above = known.iter().find(|other| Some(&other.key) == line.parent.as_ref());
        let claim = EntityNameClaim {
            id: None,
            entity_id: line.id,
            name: name.to_owned(),
            parent_id: parent.or(above.map(|above| above.id)),
            effective_on: Some(on),
        };
        let entry = writing.append(None, vec![claim.said()?])?;
        writing.tx.commit()?;
        Ok(vec![(line.key.clone(), entry)])
    }

    /// Has an institution lead or support items, or ends that. A new lead ends the one before; one that
    /// supports an item and is to lead it supports it no more.
    ///
    /// # Errors
    /// [`crate::app::AppError::Unknown`] for an institution that is not there;
    /// [`crate::app::AppError::Rule`] where it is so already.
    pub fn assign(
        &mut self,
        words: &[String],
        key: &str,
        (role, removed): (Role, bool),
        on: Option<DateWord>,
        public: bool,
    ) -> Result<Added> {
        let mut writing = self.begin(if removed { "lead remove" } else { "lead set" })?;
        let today = writing.now.today;
        let on = on.map_or(today, |word| word.day(today, Edge::First));
        let known = writing.entities()?;
        let line = entity(&known, key)?;
        let view = View::on(on);
        let public = public || writing.names.public_by_default();
        let mut added = Vec::new();
        for item in writing.items(words)? {
            let present = writing.tx.list_assignments(&[item.id], &view)?;
            let own: Vec<Role> =
                present.iter().filter(|it| it.entity == line.key).map(|it| it.role).collect();
            let has = own.contains(&role);
            if !removed && role == Role::Supporting && own.contains(&Role::Lead) {
                return Err(at_work(&item.name, &line.key, Role::Lead).into());
            }
            let claim = AssignmentClaim {
                id: None,
                item_id: item.id,
                entity_id: line.id,
                role,
                removed,
                effective_on: on,
                public,
                note: None,
            };
            let support =
                AssignmentClaim { role: Role::Supporting, removed: true, ..claim.clone() };
            let mut records = vec![claim.said(has, &item.name, &line.key)?];
            if !removed && role == Role::Lead && own.contains(&Role::Supporting) {
                records.push(support.said(true, &item.name, &line.key)?);
            }
            added.push((item.name, writing.append(Some(item.id), records)?));
        }
        writing.tx.commit()?;
        Ok(added)
    }

    /// Sets by when items are due; a moved date needs its reason, and the earlier one stays.
    ///
    /// # Errors
    /// [`crate::app::AppError::Rule`] for the same date again or another without a reason.
    pub fn set_due(&mut self, new: &NewDue) -> Result<Added> {
        let mut writing = self.begin("due set")?;
        let today = writing.now.today;
        let by = new.by.as_deref().map(|word| assessor(&writing.names, word).map(|line| line.id));
        let by = by.transpose()?;
        let view = View::on(today);
        // Nobody has this number: a date that no voice set.
        let public = publicly(&writing.names, by.unwrap_or(0), new.public)?;
        let mut added = Vec::new();
        for item in writing.items(&new.items)? {
            let before = writing.tx.list_dues(&[item.id], &view)?.pop();
            let claim = DueClaim {
                id: None,
                item_id: item.id,
                starts_on: new.starts_on,
                due_on: Some(new.due_on),
                precision: precision(Some(new.due_on)).to_owned(),
                assessor_id: by,
                effective_on: today,
                public,
                reason: new.reason.clone(),
            };
            if before.as_ref().is_some_and(|line| new.repeats(line, public)) {
                return Err(Refusal::SameDue { item: item.name, date: new.due_on }.into());
            }
            let record = claim.said(&item.name, before.and_then(|line| line.due_on))?;
            added.push((item.name, writing.append(Some(item.id), vec![record])?));
        }
        writing.tx.commit()?;
        Ok(added)
    }
}

impl Writing<'_> {
    pub(super) fn entities(&self) -> Result<Vec<EntityLine>> {
        let view = View::on(self.now.today);
        Ok(self.tx.list_entities(&view)?)
    }
}
