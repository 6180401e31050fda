//! Where the two copies disagree: two claims since the common beginning about the same that differ, and
//! a thing that one took back and the other built on.

mod taken_back;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Fate, Merge, MergeSide, RowFate, RowKey, RowPlace, rows_of, shape_of, told, value};
use crate::store::Result;
use crate::store::merge::{Clash, CopyTold};
use crate::store::sqlite::columns::Columns as _;
use crate::store::sqlite::shapes::{All, ClaimAbout, Is, Same, Shape, shape};

/// About what a claim is: its table, its rule, what that rule names.
type ClashSubject = (&'static str, usize, Vec<Option<String>>);

/// A claim of either side.
#[derive(Debug, Clone)]
struct Claim {
    /// Since when it holds, where it says so.
    since: Option<String>,
    says: Vec<Option<String>>,
    /// Where it stands: here by its row's number, there by its place.
    here: i64,
    there: RowPlace,
    entry: i64,
}

impl Merge<'_, '_> {
    /// Finds what differs, and who wins.
    pub(super) fn find_clashes(&mut self) -> Result<()> {
        self.taken_back_here()?;
        self.taken_back_there()?;
        let theirs = self.claims_there()?;
        let tables: HashSet<&'static str> = theirs.keys().map(|(table, ..)| *table).collect();
        let mut ours: HashMap<ClashSubject, Vec<Claim>> = HashMap::new();
        let mut tables: Vec<_> = tables.into_iter().collect();
        tables.sort_unstable();
        for table in tables {
            if let Some(shape) = shape(table) {
                self.claims_here(shape, &theirs, &mut ours)?;
            }
        }
        for (subject, there) in &theirs {
            if let Some(here) = ours.get(subject)
                && differ(here, there)
            {
                self.clash(subject, here, there)?;
            }
        }
        self.spread();
        Ok(())
    }

    /// What withdrawals of the copy leave in force: its entries that it took back itself.
    fn withdrawn_there(&self) -> HashSet<i64> {
        let mut last: HashMap<i64, bool> = HashMap::new();
        for row in self.theirs.iter().flat_map(rows_of).filter(|row| row.table == "withdrawal") {
            if let Some(target) = value(row, "target_entry").and_then(|it| it.parse().ok()) {
                last.insert(target, value(row, "reinstates") == Some("0"));
            }
        }
        last.into_iter().filter_map(|(entry, gone)| gone.then_some(entry)).collect()
    }

    /// The claims of the copy that are new here and that it holds to, by what they are about.
    fn claims_there(&self) -> Result<BTreeMap<ClashSubject, Vec<Claim>>> {
        let withdrawn = self.withdrawn_there();
        let mut claims: BTreeMap<ClashSubject, Vec<Claim>> = BTreeMap::new();
        for (at, (entry, plan)) in self.theirs.iter().zip(&self.plans).enumerate() {
            let Fate::Take(fates) = plan else { continue };
            if withdrawn.contains(&entry.id) {
                continue;
            }
            for (place, (row, fate)) in rows_of(entry).iter().zip(fates).enumerate() {
                let shape = shape_of(entry, row)?;
                let (Same::About(rules), RowFate::New) = (shape.same, fate) else { continue };
                let Some((rule, about)) = rule_of(rules, |column| value(row, column)) else {
                    continue;
                };
                let what = |columns: &[&'static str]| -> Vec<Option<String>> {
                    columns.iter().map(|column| self.value_here(shape, row, column)).collect()
                };
                let there = RowPlace { entry: at, row: place };
                let claim = Claim {
                    since: value(row, "effective_on").map(str::to_owned),
                    says: what(about.says),
                    here: 0,
                    there,
                    entry: entry.id,
                };
                claims.entry((shape.table, rule, what(about.what))).or_default().push(claim);
            }
        }
        Ok(claims)
    }

    /// The claims here after the common beginning, in force and unknown to the copy, about what it
    /// speaks of, too.
    fn claims_here(
        &self,
        shape: &'static Shape,
        theirs: &BTreeMap<ClashSubject, Vec<Claim>>,
        ours: &mut HashMap<ClashSubject, Vec<Claim>>,
    ) -> Result<()> {
        let names: Vec<String> = shape
            .columns
            .iter()
            .map(|column| format!("CAST({0} AS TEXT) AS {0}", column.name))
            .collect();
        let sql = format!(
            "SELECT id, entry_id, {} FROM {} WHERE entry_id > $1 ORDER BY id",
            names.join(", "),
            shape.table
        );
        let rows = self.tx.rows(&sql, [self.order.base], |row| {
            let mut values = HashMap::new();
            for column in shape.columns {
                if let Some(value) = row.get::<Option<String>>(column.name)? {
                    values.insert(column.name, value);
                }
            }
            Ok((row.get::<i64>("id")?, row.get::<i64>("entry_id")?, values))
        })?;
        let Same::About(rules) = shape.same else { return Ok(()) };
        for (id, entry, values) in rows {
            if self.shared.contains(&entry) || self.withdrawn.contains(&entry) {
                continue;
            }
            let get = |column: &str| values.get(column).map(String::as_str);
            let Some((rule, about)) = rule_of(rules, get) else { continue };
            let what = |columns: &[&'static str]| -> Vec<Option<String>> {
                columns.iter().map(|column| values.get(column).cloned()).collect()
            };
            let subject = (shape.table, rule, what(about.what));
            if theirs.contains_key(&subject) {
                ours.entry(subject).or_default().push(Claim {
                    since: values.get("effective_on").cloned(),
                    says: what(about.says),
                    here: id,
                    there: RowPlace { entry: 0, row: 0 },
                    entry,
                });
            }
        }
        Ok(())
    }

    /// Tells of two that differ, and lets the loser go.
    fn clash(&mut self, subject: &ClashSubject, here: &[Claim], there: &[Claim]) -> Result<()> {
        let (table, rule, what) = subject;
        let Some(shape) = shape(table) else { return Ok(()) };
        let Same::About(rules) = shape.same else { return Ok(()) };
        let rule = &rules[*rule];
        let (Some(last_here), Some(last_there)) = (last(here), last(there)) else { return Ok(()) };
        let (about, of) = self.named(shape, rule, what)?;
        let winner = self.winner(&about);
        let entry = &self.theirs[last_there.there.entry];
        let ours = CopyTold {
            text: self.worded(shape, rule, last_here)?,
            ..self.told_here(last_here.entry)?
        };
        let theirs = told(entry, self.worded(shape, rule, last_there)?);
        let base = self.before(shape, rule, what)?;
        let public = !entry.internal && !self.entry_is_internal(last_here.entry)?;
        self.clashes.push(Clash { about, what: of, base, ours, theirs, public, winner });
        if *table == "withdrawal" {
            // Its last row holds: ours is said once more, theirs comes after ours anyway.
            if let (Some(MergeSide::Ours), Some(Some(target))) = (winner, what.first()) {
                let holds = last_here.says.first() == Some(&Some("1".to_owned()));
                self.settled.extend(target.parse().ok().map(|target| (target, holds)));
            }
            return Ok(());
        }
        match winner {
            Some(MergeSide::Theirs) => {
                self.lost_here.extend(here.iter().map(|claim| (*table, claim.here)));
            }
            Some(MergeSide::Ours) => {
                for claim in there {
                    self.lose(claim.there);
                }
            }
            None => {}
        }
        Ok(())
    }

    fn lose(&mut self, place: RowPlace) {
        if let Some(Fate::Take(fates)) = self.plans.get_mut(place.entry)
            && let Some(fate) = fates.get_mut(place.row).filter(|fate| **fate == RowFate::New)
        {
            *fate = RowFate::Losing;
        }
    }

    /// What hangs on a losing row of the copy loses with it.
    fn spread(&mut self) {
        let mut lost: HashSet<RowKey> = HashSet::new();
        for at in 0..self.theirs.len() {
            let entry = &self.theirs[at];
            let Fate::Take(fates) = &mut self.plans[at] else { continue };
            for (row, fate) in rows_of(entry).iter().zip(fates) {
                let Some(shape) = shape(&row.table) else { continue };
                let mut refers = shape.columns.iter().filter_map(|column| {
                    let id = value(row, column.name)?.parse::<i64>().ok()?;
                    Some((column.refers?, id))
                });
                if *fate == RowFate::New && refers.any(|key| lost.contains(&key)) {
                    *fate = RowFate::Losing;
                }
                if *fate == RowFate::Losing {
                    lost.insert((shape.table, row.id));
                }
            }
        }
    }

    /// About what two claims are, and which claims they are: `EX:2`, `assessment by tracker`.
    fn named(
        &self,
        shape: &'static Shape,
        rule: &ClaimAbout,
        what: &[Option<String>],
    ) -> Result<(String, String)> {
        let (mut about, mut of) = (None, Vec::new());
        for (column, value) in rule.what.iter().zip(what) {
            let Some(value) = value else { continue };
            let refers = shape.columns.iter().find(|known| known.name == *column);
            let name = match (refers.and_then(|known| known.refers), value.parse()) {
                (Some("entry"), Ok(entry)) => self.about_entry(entry)?,
                (Some(table), Ok(id)) => self.name_here(table, id)?,
                _ => value.clone(),
            };
            match *column {
                "item_id" | "target_entry" if about.is_none() => about = Some(name),
                _ => of.push(name),
            }
        }
        let of = if of.is_empty() { String::new() } else { format!(": {}", of.join(", ")) };
        Ok(match about {
            Some(about) => (about, format!("{}{of}", shape.table.replace('_', " "))),
            None => (
                format!("{}{}", shape.table, of.replacen(": ", ":", 1).replace(", ", ":")),
                shape.table.replace('_', " "),
            ),
        })
    }

    /// What a claim says, in words.
    fn worded(&self, shape: &'static Shape, rule: &ClaimAbout, claim: &Claim) -> Result<String> {
        let mut words = Vec::new();
        for (column, value) in rule.says.iter().zip(&claim.says) {
            let Some(value) = value else { continue };
            let refers = shape.columns.iter().find(|known| known.name == *column);
            words.push(match (*column, refers.and_then(|known| known.refers), value.parse()) {
                (_, Some(table), Ok(id)) => self.name_here(table, id)?,
                ("removed" | "reinstates", _, Ok(0_i64)) => match *column {
                    "removed" => "given".to_owned(),
                    _ => "taken back".to_owned(),
                },
                ("removed", ..) => "removed".to_owned(),
                ("reinstates", ..) => "holds".to_owned(),
                _ => value.clone(),
            });
        }
        let since = claim.since.as_ref().map(|day| format!(" since {day}")).unwrap_or_default();
        Ok(format!("{}{since}", words.join(", ")))
    }

    /// What held at the common beginning.
    fn before(
        &self,
        shape: &'static Shape,
        rule: &ClaimAbout,
        what: &[Option<String>],
    ) -> Result<Option<CopyTold>> {
        let dated = shape.columns.iter().any(|column| column.name == "effective_on");
        let order = if dated { "effective_on DESC, id DESC" } else { "id DESC" };
        let conditions: Vec<String> = rule
            .what
            .iter()
            .enumerate()
            .map(|(at, column)| format!("CAST({column} AS TEXT) IS ?{}", at + 2))
            .collect();
        let since = if dated { "effective_on" } else { "NULL" };
        let says: Vec<String> =
            rule.says.iter().map(|column| format!("CAST({column} AS TEXT) AS {column}")).collect();
        let sql = format!(
            "SELECT entry_id, {since} AS since, {} FROM {} WHERE entry_id <= ?1 AND {}
             ORDER BY {order} LIMIT 1",
            says.join(", "),
            shape.table,
            conditions.join(" AND ")
        );
        let params = std::iter::once(Some(self.order.base.to_string())).chain(what.iter().cloned());
        let found = self.tx.rows(&sql, rusqlite::params_from_iter(params), |row| {
            let says = rule.says.iter().map(|column| row.get::<Option<String>>(column));
            Ok(Claim {
                since: row.get("since")?,
                says: says.collect::<rusqlite::Result<_>>()?,
                here: 0,
                there: RowPlace { entry: 0, row: 0 },
                entry: row.get("entry_id")?,
            })
        })?;
        let Some(claim) = found.first() else { return Ok(None) };
        let told = self.told_here(claim.entry)?;
        Ok(Some(CopyTold { text: self.worded(shape, rule, claim)?, ..told }))
    }
}

/// The first rule that holds of a row.
fn rule_of<'v>(
    rules: &'static [ClaimAbout],
    get: impl Fn(&str) -> Option<&'v str>,
) -> Option<(usize, &'static ClaimAbout)> {
    rules.iter().enumerate().find(|(_, rule)| holds(rule.of, &get))
}

fn holds<'v>(all: All, get: impl Fn(&str) -> Option<&'v str>) -> bool {
    all.iter().all(|(column, is)| match (is, get(column)) {
        (Is::Missing, None) => true,
        (Is::Number(number), Some(value)) => value == number.to_string(),
        (Is::Word(word), Some(value)) => value == *word,
        _ => false,
    })
}

/// The claim that holds of several: the one that counts from the latest day, of these the last.
fn last(claims: &[Claim]) -> Option<&Claim> {
    claims.iter().max_by(|one, other| one.since.cmp(&other.since))
}

/// Whether two that speak of the same differ: in what holds, or in what they say of one day.
fn differ(here: &[Claim], there: &[Claim]) -> bool {
    let says = |claim: Option<&Claim>| claim.map(|claim| claim.says.clone());
    says(last(here)) != says(last(there))
        || here.iter().any(|one| {
            let that_day = |other: &&Claim| other.since == one.since;
            one.since.is_some() && there.iter().filter(that_day).any(|other| other.says != one.says)
        })
}
