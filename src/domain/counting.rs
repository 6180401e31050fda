//! What counts in figures: the one rule, which the store turns into SQL.

use super::words::{ActorKind, Kind, SetKind};

/// Whether an item counts in the figures of its set: in a plan exactly the actions, whoever acts;
/// elsewhere what is asked, demanded or recommended of the State.
pub const fn counts(set: SetKind, kind: Kind, actor: ActorKind) -> bool {
    match set {
        SetKind::Plan => matches!(kind, Kind::Action),
        SetKind::Recommendations => {
            matches!(actor, ActorKind::State)
                && matches!(kind, Kind::Ask | Kind::Demand | Kind::Recommendation)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_counts_in_its_plan_only_and_a_recommendation_nowhere_else_than_in_its_set() {
        for actor in ActorKind::ALL {
            assert!(counts(SetKind::Plan, Kind::Action, *actor));
            assert!(!counts(SetKind::Recommendations, Kind::Action, *actor));
            assert!(!counts(SetKind::Plan, Kind::Recommendation, *actor));
        }
        assert!(counts(SetKind::Recommendations, Kind::Demand, ActorKind::State));
        assert!(!counts(SetKind::Recommendations, Kind::Demand, ActorKind::UnitedNations));
        assert!(!counts(SetKind::Recommendations, Kind::Concern, ActorKind::State));
    }
}
