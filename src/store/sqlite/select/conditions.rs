//! What a filter asks of an item, as conditions.

use super::{Params, Seen, ids, match_expression};
use crate::domain::filter::searched_words;
use crate::domain::{Filter, Missing};

impl Seen<'_> {
    pub(super) fn assessed_conditions(
        self,
        filter: &Filter,
        alias: &str,
        params: &mut Params,
    ) -> Vec<String> {
        let mut all = Vec::new();
        let item = format!("{alias}.id");
        if let Some(assessor) = filter.assessed_by {
            let assessor = params.add(assessor);
            all.push(format!(
                "EXISTS (SELECT 1 FROM item AS c WHERE (c.id = {item} OR c.parent_id = {item})
                    AND {} IS NOT NULL)",
                self.latest("c.id", &assessor)
            ));
        }
        if let Some(before) = filter.stale_since {
            let before = params.add(before.format("%Y-%m-%d").to_string());
            all.push(format!(
                "(SELECT MAX(s.effective_on) FROM assessment AS s JOIN item AS c ON c.id = s.item_id
                    WHERE (c.id = {item} OR c.parent_id = {item}) AND s.assessor_id = :voice
                      AND s.effective_on <= :as_of AND {}) < {before}",
                self.in_force("s.entry_id")
            ));
        }
        match filter.missing {
            Some(Missing::Evidence) => all.push(format!(
                "NOT EXISTS (SELECT 1 FROM evidence AS e JOIN item AS c ON c.id = e.item_id
                    WHERE (c.id = {item} OR c.parent_id = {item}) AND {}{})",
                self.in_force("e.entry_id"),
                self.evidence_heard("e")
            )),
            Some(Missing::Reason) => all.push(format!(
                "EXISTS (SELECT 1 FROM assessment AS s WHERE s.id = {} AND (s.note IS NULL{}))",
                self.standing(&item, ":voice"),
                if self.for_others { " OR s.public = 0" } else { "" }
            )),
            Some(Missing::Theme) => all.push(format!("{} IS NULL", self.theme(alias))),
            Some(Missing::Status) | None => {}
        }
        all
    }

    /// For others: that a piece of evidence was published, and is no internal voice's, as a further
    /// condition. What is missing is then the same whatever is hidden.
    fn evidence_heard(self, alias: &str) -> String {
        if !self.for_others {
            return String::new();
        }
        format!(
            " AND {alias}.public = 1 AND NOT EXISTS (SELECT 1 FROM assessment AS ea
                JOIN assessor AS ev ON ev.id = ea.assessor_id
                WHERE ea.id = {alias}.assessment_id AND ev.internal = 1)"
        )
    }

    pub(super) fn plain_conditions(
        self,
        filter: &Filter,
        alias: &str,
        params: &mut Params,
    ) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(position) = filter.position {
            let name = params.add(position.slug().to_owned());
            let stated = self.position(&format!("{alias}.id"));
            all.push(format!("COALESCE({stated}, 'not-stated') = {name}"));
        }
        if let Some(kind) = filter.kind {
            all.push(format!("{alias}.kind = {}", params.add(kind.slug().to_owned())));
        }
        if let Some(state) = &filter.from_state {
            let name = params.add(state.clone());
            all.push(format!(
                "EXISTS (SELECT 1 FROM sender AS f WHERE f.item_id = {alias}.id AND f.iso3 = {name} AND {})",
                self.in_force("f.entry_id")
            ));
        }
        if let Some(state) = &filter.state {
            all.push(format!("{} = {}", self.state(alias), params.add(state.clone())));
        }
        if let Some(words) = &filter.text {
            match match_expression(&searched_words(words)) {
                Some(expression) => {
                    let name = params.add(expression);
                    let amended = ids(&self.amended.with_words(&searched_words(words)));
                    all.push(format!(
                        "({alias}.id IN (SELECT rowid FROM item_search WHERE item_search MATCH {name})
                            OR {alias}.id IN ({amended}))"
                    ));
                }
                None => all.push("0".to_owned()),
            }
        }
        all
    }
}
