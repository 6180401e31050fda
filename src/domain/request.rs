//! A request to an institution: what becomes of it, and how it stands on a day.

use chrono::NaiveDate;

use super::words::vocabulary;

vocabulary! {
    /// How a request stands. Open and late are worked out; the others are said.
    RequestState is "a state of a request" {
        /// Something is not answered, and the day has not passed.
        Open = "open", "Open";
        /// Something is not answered, and the day has passed.
        Late = "late", "Late";
        /// An item is answered; of the whole: all of them are.
        Answered = "answered", "Answered";
        /// Followed up no more, with its reason.
        Closed = "closed", "Closed";
        /// Taken back: it was not to be asked.
        Withdrawn = "withdrawn", "Withdrawn";
    }
}

impl RequestState {
    /// Where a request stands on a day: what was said of it as a whole, how many of its items are not
    /// answered, and by when they are to be.
    pub fn of(
        said: Option<Self>,
        unanswered: usize,
        due_on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Self {
        match said {
            Some(said) => said,
            None if unanswered == 0 => Self::Answered,
            None if due_on.is_some_and(|day| day < today) => Self::Late,
            None => Self::Open,
        }
    }

    /// Whether an answer is waited for.
    pub const fn is_waiting(self) -> bool {
        matches!(self, Self::Open | Self::Late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_late_after_its_day_and_answered_once_all_is() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let due = Some(day("2027-01-31"));
        let of =
            |said, unanswered, today: &str| RequestState::of(said, unanswered, due, day(today));
        assert_eq!(of(None, 2, "2027-01-31"), RequestState::Open);
        assert_eq!(of(None, 2, "2027-02-01"), RequestState::Late);
        assert_eq!(of(None, 0, "2027-02-01"), RequestState::Answered);
        assert_eq!(of(Some(RequestState::Closed), 2, "2027-02-01"), RequestState::Closed);
        assert_eq!(RequestState::of(None, 1, None, day("2030-01-01")), RequestState::Open);
    }
}
