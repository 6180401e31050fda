//! Records of a file against the items of a set: new items, and what known ones learn.

use std::collections::HashMap;

use std::borrow::Cow;

use crate::app::error::Result;
use crate::domain::bodies::ItemFacts;
use crate::domain::claims::{FilingClaim, ItemClaim, SenderClaim, TagClaim};
use crate::domain::ledger::Record;
use crate::domain::{ActorKind, Kind, MatchKey, Origin, Ref};
use crate::import::{Layout, Recommendation, Sender};
use crate::report::imports::{CellChange, Likened};
use crate::report::words::marks;

use super::about::{About, Target};
use super::answers::{old_position, position};
use super::further::together;
use super::matching::{Share, share_out};
use super::merge::Work;
use super::positions::PositionVerdict;
use super::terms::Word;

impl Work<'_> {
    /// Takes records of one body.
    pub(super) fn take_records(
        &mut self,
        target: &Target,
        about: &About,
        records: Vec<Recommendation>,
    ) -> Result<()> {
        let candidates = records.iter().map(|record| self.candidates(target, about, record));
        let candidates: Vec<Vec<i64>> = candidates.collect::<Result<_>>()?;
        let mut wanted: Vec<i64> = candidates.iter().flatten().copied().collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut facts: HashMap<i64, ItemFacts> = HashMap::new();
        if !wanted.is_empty() {
            let known = self.tx.list_item_facts(&wanted)?;
            facts.extend(known.into_iter().map(|item| (item.id, item)));
        }
        let mut shares = Vec::new();
        for (record, candidates) in records.into_iter().zip(candidates) {
            if candidates.is_empty() {
                shares.extend(self.look_further(target, about, record, &mut facts)?);
            } else {
                shares.extend(share_out(record, &candidates, &facts));
            }
        }
        self.mark_splits(&mut shares, &facts);
        for share in together(shares) {
            match share.item.and_then(|id| facts.get(&id)).cloned() {
                Some(item) => self.learn(target, about, &item, &share)?,
                None => self.add(target, about, &share.record)?,
            }
        }
        Ok(())
    }

    /// The items that a record may be: by number, else by text. Those that came with this very
    /// file are others.
    fn candidates(
        &mut self,
        target: &Target,
        about: &About,
        record: &Recommendation,
    ) -> Result<Vec<i64>> {
        if !target.was_there {
            return Ok(Vec::new());
        }
        let old = |id: &i64| *id < self.file.first_new;
        let number = record.number.as_deref().filter(|_| about.mechanism.is_none());
        let index = self.index.of(target.id, &*self.tx)?;
        let by_ref = number.and_then(|number| index.by_ref(&number.to_lowercase()));
        if let Some(id) = by_ref.filter(old) {
            return Ok(vec![id]);
        }
        let key = MatchKey::of(record.words());
        Ok(index.by_text(key).into_iter().filter(old).collect())
    }

    /// A new item, with all that the file says of it, as one entry.
    fn add(&mut self, target: &Target, about: &About, record: &Recommendation) -> Result<()> {
        let index = self.index.of(target.id, &*self.tx)?;
        // The areas of a letter are counted as those of the seeds' are.
        let label = match &record.number {
            None if self.file.layout == Layout::Letter => index.next_in_order(),
            number => index.free_ref(number.as_deref()),
        };
        let Ok(reference) = Ref::parse(&label) else {
            let message = format!("`{label}` cannot be a ref; the item is not taken");
            self.remark(&record.place, message);
            return Ok(());
        };
        let theme = self.theme(about, record)?;
        let terms = self.terms_of(about, record)?;
        let (filed, heading) = if self.lists() { (theme, None) } else { (None, theme) };
        let id = self.tx.reserve("item")?;
        self.file.first_new = self.file.first_new.min(id);
        let key = MatchKey::of(record.words());
        let kind = record.kind.unwrap_or(Kind::Recommendation);
        let printed = record.printed_number.as_deref();
        let state = about.known().map(str::to_owned).or_else(|| target.state.clone());
        let claim = ItemClaim {
            id: Some(id),
            paragraph: record.paragraph.clone(),
            heading_id: heading,
            state,
            comment: printed.map(|number| format!("printed as `{number}`")),
            force: record.asked.force.clone(),
            actor: record.asked.actor.unwrap_or(ActorKind::State),
            actor_name: record.asked.actor_name.clone(),
            deadline: record.asked.deadline.clone(),
            ..ItemClaim::new(target.id, &reference, None, kind).matched(&record.text, &key)
        };
        let mut records = vec![claim.said()?];
        records.extend(record.senders.iter().map(|sender| sender_row(id, sender)));
        if let Some(said) = self.said(about, record)
            && let PositionVerdict::New(on) = said.against(&[])
        {
            if said.dated.is_some_and(|day| day > self.now.today) {
                self.refuse_position(&said, record, self.now.today);
            } else {
                records.push(position(id, &said, record, on, self.now.today)?);
            }
        }
        records.extend(filed.map(|theme| filing(id, theme, record)));
        records.extend(terms.iter().map(|term| self.tag(id, term)));
        let name = format!("{}:{reference}", target.key);
        let note = self.assessment(id, &name, None, record)?;
        records.extend(note);
        self.append(Some(id), Some(&record.place), records)?;
        self.index.of(target.id, &*self.tx)?.add(&reference.folded(), key, id);
        self.count_new(target.count);
        Ok(())
    }

    /// What a known item learns.
    fn learn(
        &mut self,
        target: &Target,
        about: &About,
        item: &ItemFacts,
        share: &Share,
    ) -> Result<()> {
        let record = &share.record;
        let place = self.at(&record.place);
        let mut records = Vec::new();
        let mut changes = Vec::new();
        self.compare_senders(item, record, &mut records, &mut changes);
        let mut conflict = false;
        if let Some(said) = self.said(about, record).filter(|_| !share.split) {
            let (added, disagrees) = self.weigh(item, &said, record, &place)?;
            conflict = disagrees;
            records.extend(added.into_iter().inspect(|_| {
                changes.push(("position", old_position(item), said.position.slug().to_owned()));
            }));
        }
        self.learn_terms(about, item, record, &mut records, &mut changes)?;
        let note = self.assessment(item.id, &item.name, Some(item), record)?;
        if let Some(first) = note.first() {
            let new = first.get("status").as_text().map_or("(remark)", |status| status);
            let new = format!("{new}: {}", record.assessment.as_deref().unwrap_or_default());
            changes.push(("status", String::new(), new));
        }
        records.extend(note);
        self.compare_text(item, record);
        let changed = !records.is_empty();
        if changed {
            self.append(Some(item.id), Some(&record.place), records)?;
        }
        for (column, old, new) in changes {
            let change = CellChange {
                place: place.clone(),
                item: item.name.clone(),
                column,
                old,
                new,
                remark: String::new(),
            };
            self.account.changes.put(change);
        }
        self.count_known(target.count, changed, conflict);
        Ok(())
    }

    /// The theme that the file lists the item under, and what it tags it with.
    fn learn_terms(
        &mut self,
        about: &About,
        item: &ItemFacts,
        record: &Recommendation,
        records: &mut Vec<Record>,
        changes: &mut Vec<(&'static str, String, String)>,
    ) -> Result<()> {
        let mut record = Cow::Borrowed(record);
        if about.made_here {
            self.forget_known(item, record.to_mut());
        }
        let record = &*record;
        if self.lists()
            && let Some(theme) = self.theme(about, record)?
            && item.theme != Some(theme)
        {
            records.push(filing(item.id, theme, record));
            let old = item.theme.map(|theme| self.terms.label(theme)).unwrap_or_default();
            changes.push(("theme", old, self.terms.label(theme)));
        }
        for term in self.terms_of(about, record)? {
            if !item.terms.contains(&term.id) {
                records.push(self.tag(item.id, &term));
                changes.push(("tags", String::new(), self.terms.label(term.id)));
            }
        }
        Ok(())
    }

    /// What a list of ours printed of an item is no news: its theme and its tags, by whatever list.
    fn forget_known(&self, item: &ItemFacts, record: &mut Recommendation) {
        let terms = || item.theme.iter().chain(&item.terms);
        let known =
            |printed: &String| terms().any(|term| self.terms.is_named(*term, printed.trim()));
        let lists = [
            &mut record.headings,
            &mut record.themes,
            &mut record.groups,
            &mut record.sdgs,
            &mut record.issues,
        ];
        for list in lists {
            list.retain(|printed| !known(printed));
        }
    }

    /// Senders are added where none was known; a difference is shown.
    fn compare_senders(
        &mut self,
        item: &ItemFacts,
        record: &Recommendation,
        records: &mut Vec<Record>,
        changes: &mut Vec<(&'static str, String, String)>,
    ) {
        let known = |sender: &Sender| {
            item.senders.iter().any(|(iso3, printed)| match &sender.iso3 {
                Some(code) => iso3.as_ref() == Some(code),
                None => *printed == sender.printed,
            })
        };
        let missing: Vec<_> = record.senders.iter().filter(|sender| !known(sender)).collect();
        if missing.is_empty() {
            return;
        }
        let names: Vec<_> = missing.iter().map(|sender| sender.printed.as_str()).collect();
        if item.senders.is_empty() {
            records.extend(missing.iter().map(|sender| sender_row(item.id, sender)));
            changes.push(("recommending_states", String::new(), names.join("; ")));
        } else {
            let message = format!(
                "`{}` is from {} too, says this file; not taken",
                item.name,
                names.join(", ")
            );
            self.remark(&record.place, message);
        }
    }

    /// A text found by its number is shown where it is another.
    fn compare_text(&mut self, item: &ItemFacts, record: &Recommendation) {
        if record.number.is_none()
            || MatchKey::of(&item.text) == MatchKey::of(&record.text)
            || MatchKey::of(&item.text) == MatchKey::of(record.words())
        {
            return;
        }
        self.account.likened.put(Likened {
            place: self.at(&record.place),
            item: item.name.clone(),
            reason: "the same number with other words; the item keeps its own".to_owned(),
            theirs: record.text.clone(),
            ours: item.text.clone(),
        });
    }

    /// Whether the file lists recommendations of another document under its own themes.
    fn lists(&self) -> bool {
        self.file.layout == Layout::Matrix
    }

    /// The theme that a record stands under.
    fn theme(&mut self, about: &About, record: &Recommendation) -> Result<Option<i64>> {
        if self.file.layout == Layout::Letter {
            return self.heading(&record.headings, about.cycle);
        }
        let Some(heading) = record.headings.last() else { return Ok(None) };
        Ok(Some(self.term(Word::Theme, heading, about.cycle)?))
    }

    fn terms_of(&mut self, about: &About, record: &Recommendation) -> Result<Vec<Tagged>> {
        let lists = [
            (Word::Theme, &record.themes),
            (Word::Group, &record.groups),
            (Word::Sdg, &record.sdgs),
            (Word::Issue, &record.issues),
        ];
        let mut terms: Vec<Tagged> = Vec::new();
        for (word, printed) in lists {
            // What our own list marks as our classification is no word of the source.
            let said =
                |name: &&String| !name.trim().is_empty() && !name.trim().ends_with(marks::own());
            for name in printed.iter().filter(said) {
                let id = self.term(word, name, about.cycle)?;
                if terms.iter().all(|known| known.id != id) {
                    terms.push(Tagged { id, printed: Some(name.trim().to_owned()) });
                }
            }
        }
        let action = record.action_category.and_then(|category| self.action(category));
        terms.extend(action.map(|id| Tagged { id, printed: None }));
        Ok(terms)
    }

    /// A tag by the file; its own word stands with it where the term has another.
    fn tag(&self, item: i64, term: &Tagged) -> Record {
        let printed = term.printed.as_deref().filter(|word| !self.terms.is_named(term.id, word));
        TagClaim {
            id: None,
            item_id: item,
            term_id: term.id,
            removed: false,
            origin: Origin::Source,
            confidence: None,
            comment: printed.map(str::to_owned),
            assisted: None,
        }
        .fresh()
    }
}

/// A term that a file tags an item with, and its own word for it.
struct Tagged {
    id: i64,
    printed: Option<String>,
}

/// The theme that a file lists an item under, and the item as it is printed there.
fn filing(item: i64, theme: i64, record: &Recommendation) -> Record {
    let number = record.printed_number.as_ref().or(record.number.as_ref());
    let printed = [number, Some(&record.printed)];
    let printed: Vec<&str> = printed.into_iter().flatten().map(String::as_str).collect();
    FilingClaim { id: None, item_id: item, term_id: theme, printed: Some(printed.join(" ")) }.said()
}

/// Who made a recommendation.
fn sender_row(item: i64, sender: &Sender) -> Record {
    let (iso3, printed) = (sender.iso3.clone(), sender.printed.clone());
    SenderClaim { id: None, item_id: item, iso3, printed }.said()
}
