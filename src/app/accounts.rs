//! Who may do what on the pages.

use super::App;
use super::additions::Added;
use super::answers::Question;
use super::error::{AppError, Result};
use super::on_duty::entity;
use super::refusals::RegisterRefusal;
use super::sought::Sought;
use crate::domain::Access;
use crate::domain::claims::AccountClaim;
use crate::domain::lines::AccountLine;
use crate::report::{Document, accounts};

/// What a login may do from now on.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name under which the office's own sign-in knows them.
    pub login: String,
    /// Their name.
    pub name: Option<String>,
    /// As what.
    pub role: Access,
    /// The institution for which they record.
    pub entity: Option<String>,
    /// Whether they see what was not published.
    pub internal: bool,
}

impl App<'_> {
    /// Says what a login may do; what was said of it before ends.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for an institution that is not there; [`AppError::Refused`] for a
    /// contributor without one, or for one that has no voice.
    pub fn add_account(&mut self, new: &NewAccount) -> Result<Added> {
        let mut writing = self.begin("user add")?;
        let known = writing.entities()?;
        let of = new.entity.as_deref().map(|word| entity(&known, word)).transpose()?;
        if new.role == Access::Contributor {
            let Some(of) = of else {
                return Err(RegisterRefusal::NoInstitution.into());
            };
            if of.assessor.is_none() {
                return Err(RegisterRefusal::NoVoice { entity: of.key.clone() }.into());
            }
        }
        let claim = AccountClaim {
            id: None,
            role: new.role,
            entity_id: of.map(|line| line.id),
            internal: new.internal,
            removed: false,
            login: Some(new.login.trim().to_owned()),
            name: new.name.clone(),
        };
        let entry = writing.append(None, vec![claim.said()?])?;
        writing.tx.commit()?;
        Ok(vec![(new.login.trim().to_owned(), entry)])
    }

    /// Says that a login may come in no more; it sees what everybody sees.
    ///
    /// # Errors
    /// [`AppError::Unknown`] for one that is not listed.
    pub fn remove_account(&mut self, login: &str) -> Result<Added> {
        let mut writing = self.begin("user remove")?;
        let known = writing.tx.list_accounts()?;
        let line = find(&known, login).ok_or_else(|| AppError::Unknown {
            what: Sought::User,
            name: login.to_owned(),
            nearest: Vec::new(),
        })?;
        let claim = AccountClaim {
            id: None,
            role: line.role,
            entity_id: None,
            internal: false,
            removed: true,
            login: Some(line.login.clone()),
            name: None,
        };
        let entry = writing.append(None, vec![claim.said()?])?;
        writing.tx.commit()?;
        Ok(vec![(login.to_owned(), entry)])
    }

    /// Who is listed.
    ///
    /// # Errors
    /// The store's.
    pub fn accounts(&mut self, question: &Question) -> Result<Document<'static>> {
        let prepared = self.prepare(question, true)?;
        Ok(accounts::document(&prepared.labels, &prepared.tx.list_accounts()?))
    }

    /// What a login may do, if it is listed.
    ///
    /// # Errors
    /// The store's.
    pub fn account(&mut self, login: &str) -> Result<Option<AccountLine>> {
        Ok(find(&self.store.read()?.list_accounts()?, login).cloned())
    }
}

fn find<'l>(known: &'l [AccountLine], login: &str) -> Option<&'l AccountLine> {
    let wanted = login.trim().to_lowercase();
    known.iter().find(|line| line.login.to_lowercase() == wanted)
}
