//! Records of a file against the items of a set: new items, and what known ones learn.

use std::collections::{HashMap, HashSet};

use crate::app::choose;
use crate::app::error::{AppError, Result};
use crate::domain::bodies::ItemFacts;
use crate::domain::ledger::Record;
use crate::domain::words::nearest;
use crate::domain::{ActorKind, Kind, Level, MatchKey, Position, Ref};
use crate::import::{Layout, PositionChange, Recommendation};
use crate::report::imports::{Change, Conflict, Likened, Unmatched};

use super::Side;
use super::matching::{Gallery, Share, of_rows, share_out};
use super::merge::Work;
use super::positions::{Said, Verdict};
use super::targets::{About, Target, base};
use super::terms::Word;

impl Work<'_> {
    /// Takes records of one body.
    pub(super) fn take_records(
        &mut self,
        target: &Target,
        about: &About,
        records: Vec<Recommendation>,
    ) -> Result<()> {
        let candidates: Vec<Vec<i64>> =
            records.iter().map(|record| self.candidates(target, about, record)).collect();
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
    fn candidates(&self, target: &Target, about: &About, record: &Recommendation) -> Vec<i64> {
        let old = |id: &i64| *id < self.file.first_new;
        let number = record.number.as_deref().filter(|_| about.mechanism.is_none());
        let by_ref = number.and_then(|number| self.index.by_ref(target.id, &number.to_lowercase()));
        if let Some(id) = by_ref.filter(old) {
            return vec![id];
        }
        let key = MatchKey::of(&record.text);
        self.index.by_text(target.id, key).into_iter().filter(old).collect()
    }

    /// A record whose number and text are not in the set: near one item, or new, or shown.
    fn look_further(
        &mut self,
        target: &Target,
        about: &About,
        record: Recommendation,
        facts: &mut HashMap<i64, ItemFacts>,
    ) -> Result<Vec<Share>> {
        let new = |record| vec![Share { item: None, record, split: false }];
        let pledge = record.kind == Some(Kind::Commitment);
        if !target.was_there
            || about.mechanism.is_some()
            || pledge
            || self.file.layout == Layout::Letter
        {
            return Ok(new(record));
        }
        let whole = self.whole(target)?;
        let numbered = whole.iter().any(|item| !is_counted(&item.name));
        let open = whole.iter().filter(|item| record.number.is_none() || is_counted(&item.name));
        let gallery = Gallery::new(open);
        let mut shares: Vec<Share> = Vec::new();
        let mut left = record.clone();
        left.rows.clear();
        let mut near = Vec::new();
        if record.rows.is_empty() {
            let from = record.senders.iter().find_map(|sender| sender.iso3.as_deref());
            near.extend(gallery.nearest(&record.text, from));
        }
        for row in &record.rows {
            match gallery.nearest(&record.text, row.sender.iso3.as_deref()) {
                Some(found) => {
                    near.push(found.clone());
                    let same = |share: &&mut Share| share.item == Some(found.item);
                    match shares.iter_mut().find(same) {
                        Some(share) => share.record.rows.push(row.clone()),
                        None => shares.push(Share {
                            item: Some(found.item),
                            record: Recommendation { rows: vec![row.clone()], ..record.clone() },
                            split: found.part,
                        }),
                    }
                }
                None => left.rows.push(row.clone()),
            }
        }
        if let ([found], true) = (near.as_slice(), record.rows.is_empty()) {
            shares.push(Share {
                item: Some(found.item),
                record: record.clone(),
                split: found.part,
            });
        }
        near.dedup_by_key(|near| near.item);
        let items: HashMap<i64, ItemFacts> =
            whole.into_iter().map(|item| (item.id, item)).collect();
        for found in near {
            if let Some(item) = items.get(&found.item) {
                let answer = record.position_printed.as_deref().filter(|_| found.part);
                let answer = answer.map_or_else(String::new, |said| format!("; here: {said}"));
                self.account.likened.put(Likened {
                    place: self.at(&record.place),
                    item: item.name.clone(),
                    reason: format!("{}{answer}", found.reason),
                    theirs: record.text.clone(),
                    ours: item.text.clone(),
                });
                facts.insert(found.item, item.clone());
            }
        }
        for share in &mut shares {
            if !share.record.rows.is_empty() {
                of_rows(&mut share.record);
            }
        }
        let rest = record.rows.is_empty() && shares.is_empty() || !left.rows.is_empty();
        if rest {
            if !left.rows.is_empty() {
                of_rows(&mut left);
            }
            if record.number.is_some() || !numbered || self.request.create {
                shares.push(Share { item: None, record: left, split: false });
            } else {
                let reason = words_elsewhere(items.values(), &left);
                self.show_unmatched(target, &left, &reason);
            }
        }
        Ok(shares)
    }

    /// All items of a set as they were before this file, read once.
    fn whole(&mut self, target: &Target) -> Result<Vec<ItemFacts>> {
        if let Some((set, items)) = &self.file.whole
            && *set == target.id
        {
            return Ok(items.clone());
        }
        let mut ids = Vec::new();
        self.tx.each_identity(&[target.id], &mut |line| {
            ids.push(line.id);
            Ok(())
        })?;
        ids.retain(|id| *id < self.file.first_new);
        let items = self.tx.list_item_facts(&ids)?;
        self.file.whole = Some((target.id, items.clone()));
        Ok(items)
    }

    fn show_unmatched(&mut self, target: &Target, record: &Recommendation, reason: &str) {
        let senders: Vec<_> = record.senders.iter().map(|sender| sender.printed.as_str()).collect();
        let unmatched = Unmatched {
            place: self.at(&record.place),
            set: target.key.clone(),
            number: record.number.clone().unwrap_or_default(),
            senders: senders.join("; "),
            text: record.text.clone(),
            reason: reason.to_owned(),
        };
        self.line().unmatched += 1;
        self.account.unmatched.put(unmatched);
    }

    /// An item that a file gives two answers to was split by it: neither is that of the whole.
    fn mark_splits(&mut self, shares: &mut [Share], facts: &HashMap<i64, ItemFacts>) {
        let mut answers: HashMap<i64, HashSet<Position>> = HashMap::new();
        for share in shares.iter() {
            if let (Some(item), Some(position)) = (share.item, share.record.position) {
                answers.entry(item).or_default().insert(position);
            }
        }
        for share in shares {
            let Some(item) =
                share.item.filter(|item| answers.get(item).is_some_and(|all| all.len() > 1))
            else {
                continue;
            };
            if !std::mem::replace(&mut share.split, true)
                && let Some(item) = facts.get(&item)
            {
                let said = share.record.position_printed.clone().unwrap_or_default();
                self.account.likened.put(Likened {
                    place: self.at(&share.record.place),
                    item: item.name.clone(),
                    reason: format!("split by the file, which gives it two answers; here: {said}"),
                    theirs: share.record.text.clone(),
                    ours: item.text.clone(),
                });
            }
        }
    }

    /// A new item, with all that the file says of it, as one entry.
    fn add(&mut self, target: &Target, about: &About, record: &Recommendation) -> Result<()> {
        let label = self.index.free_ref(target.id, record.number.as_deref());
        let Ok(reference) = Ref::parse(&label) else {
            let message = format!("`{label}` cannot be a ref; the item is not taken");
            self.remark(&record.place, message);
            return Ok(());
        };
        let heading = self.heading(about, record)?;
        let terms = self.terms_of(about, record)?;
        let id = self.tx.reserve("item")?;
        self.file.first_new = self.file.first_new.min(id);
        let key = MatchKey::of(&record.text);
        let kind = record.kind.unwrap_or(Kind::Recommendation);
        let printed = record.printed_number.as_deref();
        let item = Record::new("item")
            .with("id", id)
            .with("set_id", target.id)
            .with("ref", reference.as_str())
            .with("ref_folded", reference.folded())
            .with("sort_key", reference.sort_key(None))
            .with("paragraph", record.paragraph.as_deref())
            .with("kind", kind.slug())
            .with("actor", ActorKind::State.slug())
            .with("heading_id", heading)
            .with("state", about.known().or(target.state.as_deref()))
            .with("origin", "document")
            .with("match_key", key.to_string())
            .with("text", record.text.as_str())
            .with("comment", printed.map(|number| format!("printed as `{number}`")));
        let mut records = vec![item];
        for sender in &record.senders {
            records.push(
                Record::new("sender")
                    .with("item_id", id)
                    .with("iso3", sender.iso3.as_deref())
                    .with("printed", sender.printed.as_str()),
            );
        }
        if let Some(said) = self.said(about, record)
            && let Verdict::New(on) = said.against(&[])
        {
            records.push(position(id, &said, record, on));
        }
        records.extend(terms.iter().map(|term| tag(id, *term)));
        let note = self.assessment(id, None, record)?;
        records.extend(note);
        self.append(Some(id), Some(record.place.to_string()), records)?;
        self.index.add(target.id, &reference.folded(), key, id);
        self.line().added += 1;
        let count = &mut self.account.sets[target.count];
        count.added += 1;
        count.items += 1;
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
            let (added, disagrees) = self.weigh(item, &said, record, &place);
            conflict = disagrees;
            records.extend(added.into_iter().inspect(|_| {
                changes.push(("position", old_position(item), said.position.slug().to_owned()));
            }));
        }
        for term in self.terms_of(about, record)? {
            if !item.terms.contains(&term) {
                records.push(tag(item.id, term));
                changes.push(("tags", String::new(), self.terms.label(term)));
            }
        }
        let note = self.assessment(item.id, Some(item), record)?;
        if let Some(first) = note.first() {
            let new = first.get("status").as_text().map_or("(remark)", |status| status);
            let new = format!("{new}: {}", record.assessment.as_deref().unwrap_or_default());
            changes.push(("status", String::new(), new));
        }
        records.extend(note);
        self.compare_text(item, record);
        let changed = !records.is_empty();
        if changed {
            self.append(Some(item.id), Some(record.place.to_string()), records)?;
        }
        for (column, old, new) in changes {
            let change = Change {
                place: place.clone(),
                item: item.name.clone(),
                column,
                old,
                new,
                remark: String::new(),
            };
            self.account.changes.put(change);
        }
        let count = &mut self.account.sets[target.count];
        if changed {
            count.updated += 1;
        } else {
            count.unchanged += 1;
        }
        let line = self.line();
        if changed {
            line.updated += 1;
        } else {
            line.unchanged += 1;
        }
        line.conflicting += usize::from(conflict);
        Ok(())
    }

    /// Senders are added where none was known; a difference is shown.
    fn compare_senders(
        &mut self,
        item: &ItemFacts,
        record: &Recommendation,
        records: &mut Vec<Record>,
        changes: &mut Vec<(&'static str, String, String)>,
    ) {
        let known = |sender: &crate::import::Sender| {
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
            for sender in &missing {
                records.push(
                    Record::new("sender")
                        .with("item_id", item.id)
                        .with("iso3", sender.iso3.as_deref())
                        .with("printed", sender.printed.as_str()),
                );
            }
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
        if record.number.is_none() || MatchKey::of(&item.text) == MatchKey::of(&record.text) {
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

    /// What to append for a position, and whether it disagrees with what is recorded.
    fn weigh(
        &mut self,
        item: &ItemFacts,
        said: &Said,
        record: &Recommendation,
        place: &str,
    ) -> (Option<Record>, bool) {
        match said.against(&item.positions) {
            Verdict::Known => (None, false),
            Verdict::New(on) => (Some(position(item.id, said, record, on)), false),
            Verdict::Contradicts(ours) => {
                let taken = self.request.side == Some(Side::Theirs);
                self.account.conflicts.put(Conflict {
                    place: place.to_owned(),
                    item: item.name.clone(),
                    column: "position",
                    base: String::new(),
                    ours: ours.slug().to_owned(),
                    theirs: said.position.slug().to_owned(),
                    outcome: if taken { "the file's word taken" } else { "kept as recorded" },
                });
                let on = said.dated.or(item.positions.first().and_then(|known| known.effective_on));
                (taken.then(|| position(item.id, said, record, on)), true)
            }
        }
    }

    /// What a record says on the State's position.
    fn said(&self, about: &About, record: &Recommendation) -> Option<Said> {
        let source = record.position_source.as_ref();
        let secondary = matches!(self.file.layout, Layout::UprInfo | Layout::Uhri);
        let symbol =
            source.and_then(|source| source.symbol.clone()).or_else(|| about.symbol.clone());
        let document = symbol.filter(|_| !secondary);
        let own = document.is_some() && document == about.symbol;
        let dated =
            if own { about.dated.as_deref().and_then(|day| day.parse().ok()) } else { None };
        let dated = dated.or_else(|| self.dated(document.as_deref()));
        Some(Said { position: record.position?, document, dated, secondary })
    }

    fn heading(&mut self, about: &About, record: &Recommendation) -> Result<Option<i64>> {
        let Some(heading) = record.headings.last() else { return Ok(None) };
        let word = if self.file.layout == Layout::Letter { Word::Heading } else { Word::Theme };
        Ok(Some(self.term(word, heading, about.cycle)?))
    }

    fn terms_of(&mut self, about: &About, record: &Recommendation) -> Result<Vec<i64>> {
        let lists = [
            (Word::Theme, &record.themes),
            (Word::Group, &record.groups),
            (Word::Sdg, &record.sdgs),
            (Word::Issue, &record.issues),
        ];
        let mut terms = Vec::new();
        for (word, printed) in lists {
            for name in printed.iter().filter(|name| !name.trim().is_empty()) {
                let term = self.term(word, name, about.cycle)?;
                if !terms.contains(&term) {
                    terms.push(term);
                }
            }
        }
        terms.extend(record.action_category.and_then(|category| self.action(category)));
        Ok(terms)
    }

    /// The assessment that somebody wrote into a matrix: a status where a known word begins it,
    /// else a remark with the file as its source.
    fn assessment(
        &mut self,
        item: i64,
        known: Option<&ItemFacts>,
        record: &Recommendation,
    ) -> Result<Vec<Record>> {
        let Some(text) =
            record.assessment.as_deref().map(str::trim).filter(|text| !text.is_empty())
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
        let same = |line: &&crate::domain::bodies::KnownAssessment| {
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

    /// Positions by number, for recommendations that are there.
    pub(super) fn take_changes(
        &mut self,
        about: &About,
        key: &str,
        changes: Vec<PositionChange>,
    ) -> Result<()> {
        let Some(body) = self.bodies.iter().find(|body| body.key == key).cloned() else {
            return Ok(());
        };
        let count = self.count_of(key, false, body.items);
        let found = |work: &Self, number: &str| work.index.by_ref(body.id, &number.to_lowercase());
        let ids: Vec<i64> =
            changes.iter().filter_map(|change| found(self, &change.number)).collect();
        let facts = self.tx.list_item_facts(&ids)?;
        let mut facts: HashMap<i64, ItemFacts> =
            facts.into_iter().map(|item| (item.id, item)).collect();
        let target = Target { id: body.id, key: body.key.clone(), count, ..Target::default() };
        for change in changes {
            let record = Recommendation {
                number: Some(change.number.clone()),
                position: Some(change.position),
                position_printed: Some(change.printed.clone()),
                held_implemented: change.held_implemented,
                paragraph: change.paragraph.clone(),
                place: change.place.clone(),
                ..Recommendation::default()
            };
            let item = found(self, &change.number).and_then(|id| facts.get_mut(&id));
            let Some(item) = item else {
                let reason = self.no_number(&target, &change.number);
                self.show_unmatched(&target, &record, &reason);
                continue;
            };
            let item = item.clone();
            self.change_position(&target, about, &item, &record)?;
        }
        Ok(())
    }

    fn no_number(&mut self, target: &Target, number: &str) -> String {
        let known = self.tx.list_names(Some(target.id), &number.to_lowercase(), 400);
        let known = known.unwrap_or_default();
        let labels = known.iter().filter_map(|name| name.split_once(':')).map(|(_, label)| label);
        match nearest(number, labels) {
            Some(near) => format!("the set has no `{number}` (nearest: {near})"),
            None => format!("the set has no `{number}`"),
        }
    }

    fn change_position(
        &mut self,
        target: &Target,
        about: &About,
        item: &ItemFacts,
        record: &Recommendation,
    ) -> Result<()> {
        let Some(said) = self.said(about, record) else { return Ok(()) };
        let place = self.at(&record.place);
        let (added, conflict) = self.weigh(item, &said, record, &place);
        let changed = added.is_some();
        if let Some(added) = added {
            self.append(Some(item.id), Some(record.place.to_string()), vec![added])?;
            self.account.changes.put(Change {
                place,
                item: item.name.clone(),
                column: "position",
                old: old_position(item),
                new: said.position.slug().to_owned(),
                remark: String::new(),
            });
        }
        let count = &mut self.account.sets[target.count];
        if changed {
            count.updated += 1;
        } else {
            count.unchanged += 1;
        }
        let line = self.line();
        if changed {
            line.updated += 1;
        } else {
            line.unchanged += 1;
        }
        line.conflicting += usize::from(conflict);
        Ok(())
    }
}

/// Why a record was not found, and where its words stand if they do.
fn words_elsewhere<'a>(
    items: impl Iterator<Item = &'a ItemFacts>,
    record: &Recommendation,
) -> String {
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let wanted = words(&record.text);
    let said = |item: &ItemFacts| {
        item.senders
            .iter()
            .any(|(iso3, _)| record.senders.iter().any(|sender| sender.iso3 == *iso3))
    };
    let mut holding: Vec<&str> = items
        .filter(|item| said(item) && wanted.is_subset(&words(&item.text)))
        .map(|item| item.name.as_str())
        .collect();
    holding.sort_unstable();
    let none = "no item of the set has this text from this State";
    match holding.as_slice() {
        [] => none.to_owned(),
        some => format!("{none}; its words stand in {}", some.join(", ")),
    }
}

/// Shares of one item as one, so that it learns everything in one entry.
fn together(shares: Vec<Share>) -> Vec<Share> {
    let mut all: Vec<Share> = Vec::with_capacity(shares.len());
    let mut places: HashMap<i64, usize> = HashMap::new();
    for share in shares {
        let Some(item) = share.item else {
            all.push(share);
            continue;
        };
        let Some(first) = places.get(&item).and_then(|place| all.get_mut(*place)) else {
            places.insert(item, all.len());
            all.push(share);
            continue;
        };
        if first.split && !share.split {
            first.record.position = share.record.position;
            first.record.position_printed.clone_from(&share.record.position_printed);
            first.split = false;
        }
        let (known, more) = (&mut first.record, share.record);
        let lists = [
            (&mut known.issues, more.issues),
            (&mut known.themes, more.themes),
            (&mut known.groups, more.groups),
            (&mut known.sdgs, more.sdgs),
        ];
        for (list, more) in lists {
            let new: Vec<_> = more.into_iter().filter(|word| !list.contains(word)).collect();
            list.extend(new);
        }
        let new: Vec<_> =
            more.senders.into_iter().filter(|sender| !known.senders.contains(sender)).collect();
        known.senders.extend(new);
    }
    all
}

fn old_position(item: &ItemFacts) -> String {
    item.positions.first().map_or_else(String::new, |known| known.position.slug().to_owned())
}

/// Whether an item has no number of its own: `SVN2:n7`.
fn is_counted(name: &str) -> bool {
    let label = name.split_once(':').map_or(name, |(_, label)| label);
    label.strip_prefix('n').is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit()))
}

fn position(
    item: i64,
    said: &Said,
    record: &Recommendation,
    on: Option<chrono::NaiveDate>,
) -> Record {
    let source = record.position_source.as_ref();
    let paragraph =
        source.and_then(|source| source.paragraph.clone()).or_else(|| record.paragraph.clone());
    let implemented = "already implemented or in the process of implementation";
    let printed = match (&record.position_printed, record.held_implemented) {
        (Some(words), true) => Some(format!("{words} ({implemented})")),
        (None, true) => Some(implemented.to_owned()),
        (words, false) => words.clone(),
    };
    Record::new("position")
        .with("item_id", item)
        .with("position", said.position.slug())
        .with("printed", printed)
        .with("document", said.document.clone())
        .with("paragraph", paragraph.filter(|_| said.document.is_some()))
        .with("dated", on)
        .with("effective_on", on)
        .with("undated", said.dated.is_none() || base(said.document.as_deref()).is_none())
}

fn tag(item: i64, term: i64) -> Record {
    Record::new("tag")
        .with("item_id", item)
        .with("term_id", term)
        .with("removed", false)
        .with("origin", "source")
}
