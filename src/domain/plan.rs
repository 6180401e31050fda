//! How an action of a plan stands: counted from the **first** date that was set, whatever it was moved
//! to since.

use chrono::NaiveDate;

use super::PartialDate;
use super::words::{Level, vocabulary};

vocabulary! {
    /// How an action stands.
    Standing is "a standing" {
        /// Completed on the first date or before.
        InTime = "completed-in-time", "Completed by the first date";
        /// Completed after it.
        AfterDate = "completed-after", "Completed after the first date";
        /// Completed; no date was set.
        Undated = "completed-undated", "Completed, no date set";
        /// Under way or partly done, and the first date has not passed.
        UnderWay = "under-way", "Under way, first date not passed";
        /// Under way or partly done, past the first date.
        UnderWayPast = "under-way-past", "Under way, past the first date";
        /// Neither under way nor completed, and the first date has not passed.
        ToCome = "to-come", "Not under way, first date not passed";
        /// Nothing reported, not started, unclear or undone, past the first date.
        Past = "past", "Past the first date, nothing under way";
        /// Not completed, and no date was set.
        NoDate = "no-date", "No date";
        /// Followed up no more.
        Dropped = "dropped", "Dropped";
    }
}

impl Standing {
    /// Where an action stands on a day: its level and since when, the first date that was set (a month
    /// or a year passes with its last day), and whether it was dropped.
    pub fn of(
        (level, since): (Level, Option<NaiveDate>),
        first: Option<PartialDate>,
        dropped: bool,
        today: NaiveDate,
    ) -> Self {
        if dropped {
            return Self::Dropped;
        }
        let completed = level == Level::Implemented;
        let Some(last) = first.map(PartialDate::last) else {
            return if completed { Self::Undated } else { Self::NoDate };
        };
        if completed {
            let in_time = since.is_none_or(|day| day <= last);
            return if in_time { Self::InTime } else { Self::AfterDate };
        }
        let under_way = matches!(level, Level::InProgress | Level::PartiallyImplemented);
        match (under_way, last < today) {
            (true, false) => Self::UnderWay,
            (true, true) => Self::UnderWayPast,
            (false, false) => Self::ToCome,
            (false, true) => Self::Past,
        }
    }

    /// Whether nothing more is to come of it: completed or dropped.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::InTime | Self::AfterDate | Self::Undated | Self::Dropped)
    }

    /// Whether it is past its first date and neither completed nor dropped.
    pub const fn is_late(self) -> bool {
        matches!(self, Self::UnderWayPast | Self::Past)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_action_counts_from_its_first_date() {
        let first = PartialDate::parse("2027-03").ok();
        let of = |level, since: Option<&str>, today: &str| {
            Standing::of((level, since.map(on)), first, false, on(today))
        };
        let done = Level::Implemented;
        assert_eq!(of(done, Some("2027-03-31"), "2028-01-01"), Standing::InTime);
        assert_eq!(of(done, Some("2027-04-01"), "2028-01-01"), Standing::AfterDate);
        assert_eq!(of(Level::InProgress, None, "2027-03-31"), Standing::UnderWay);
        assert_eq!(of(Level::InProgress, None, "2027-04-01"), Standing::UnderWayPast);
        assert_eq!(of(Level::NotAssessed, None, "2027-03-31"), Standing::ToCome);
        assert_eq!(of(Level::Regressed, None, "2027-04-01"), Standing::Past);
        let undated = |level| Standing::of((level, None), None, false, on("2027-04-01"));
        assert_eq!(undated(done), Standing::Undated);
        assert_eq!(undated(Level::InProgress), Standing::NoDate);
        assert_eq!(Standing::of((done, None), first, true, on("2027-04-01")), Standing::Dropped);
    }
}
