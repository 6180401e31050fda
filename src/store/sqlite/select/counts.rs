//! What counts in the figures of a set.

use super::PLANS;
use crate::domain::{ActorKind, Kind, SetKind, counting};

/// Whether an item, by its alias, counts in the figures of its set: [`counting::counts`] in SQL.
pub(in super::super) fn counted(alias: &str) -> String {
    let of = |set: SetKind| {
        // Actors of whom the same kinds count stand together.
        let mut groups: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
        for actor in ActorKind::ALL {
            let counts = |kind: &&Kind| counting::counts(set, **kind, *actor);
            let kinds: Vec<_> = Kind::ALL.iter().filter(counts).map(|kind| kind.slug()).collect();
            match groups.iter_mut().find(|(known, _)| *known == kinds) {
                Some((_, actors)) => actors.push(actor.slug()),
                None if kinds.is_empty() => {}
                None => groups.push((kinds, vec![actor.slug()])),
            }
        }
        let one = |(kinds, actors): &(Vec<&str>, Vec<&str>)| {
            let kinds = format!("{alias}.kind IN ('{}')", kinds.join("', '"));
            if actors.len() == ActorKind::ALL.len() {
                return kinds;
            }
            format!("{alias}.actor IN ('{}') AND {kinds}", actors.join("', '"))
        };
        groups.iter().map(one).collect::<Vec<_>>().join(" OR ")
    };
    format!(
        "CASE WHEN {alias}.set_id IN ({PLANS}) THEN {} ELSE {} END",
        of(SetKind::Plan),
        of(SetKind::Recommendations)
    )
}
