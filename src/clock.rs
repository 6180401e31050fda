//! What time it is: read once per request and passed down.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};

use crate::domain::ledger::Moment;

/// Tells the time.
pub trait Clock {
    /// Now, with the local offset: its date is today.
    fn now(&self) -> DateTime<FixedOffset>;
    /// Whether it is stopped, so that it tells what it was told.
    fn is_stopped(&self) -> bool;
}

/// What a clock tells now, for what is recorded.
pub fn moment(clock: &dyn Clock) -> Moment {
    Moment { at: clock.now().to_utc(), stopped: clock.is_stopped() }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> DateTime<FixedOffset> {
        chrono::Local::now().fixed_offset()
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

/// A stopped clock, for tests and reproducible files.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub DateTime<FixedOffset>);

impl Clock for FixedClock {
    fn now(&self) -> DateTime<FixedOffset> {
        self.0
    }

    fn is_stopped(&self) -> bool {
        true
    }
}

/// One reading of the clock.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// The moment, for what is recorded.
    pub at: DateTime<Utc>,
    /// The local date.
    pub today: NaiveDate,
    offset: FixedOffset,
    stopped: bool,
}

impl Now {
    /// Reads a clock.
    pub fn read(clock: &dyn Clock) -> Self {
        let now = clock.now();
        Self {
            at: now.to_utc(),
            today: now.date_naive(),
            offset: *now.offset(),
            stopped: clock.is_stopped(),
        }
    }

    /// The moment as the ledger records it.
    pub fn moment(&self) -> Moment {
        Moment { at: self.at, stopped: self.stopped }
    }

    /// The last second of a local day.
    pub fn end_of(&self, day: NaiveDate) -> DateTime<Utc> {
        let last = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
        let local = self.offset.from_local_datetime(&day.and_time(last));
        local.single().map_or(DateTime::<Utc>::MAX_UTC, |moment| moment.to_utc())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_the_local_date() {
        let late = DateTime::parse_from_rfc3339("2026-03-01T23:30:00-05:00").unwrap();
        let now = Now::read(&FixedClock(late));
        assert_eq!(now.today.to_string(), "2026-03-01");
        assert_eq!(now.at.to_rfc3339(), "2026-03-02T04:30:00+00:00");
        assert_eq!(now.end_of(now.today).to_rfc3339(), "2026-03-02T04:59:59+00:00");
    }
}
