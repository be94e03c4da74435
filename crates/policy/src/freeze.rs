//! Freezes: times in which nothing is applied. All of it in UTC.

use serde::{Deserialize, Serialize};

const MINUTE: i64 = 60 * 1_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// The minutes of a day.
pub(crate) const DAY_MINUTES: u16 = 24 * 60;

/// A time in which nothing is applied, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freeze {
    /// Why, for people.
    pub reason: String,
    /// When.
    pub window: Window,
}

/// When a freeze holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Window {
    /// Once, in unix milliseconds; the end is outside.
    Between {
        /// The beginning.
        from: i64,
        /// The end.
        until: i64,
    },
    /// Every week. A window that ends before it begins ends on the next day; one that ends as it begins lasts a day.
    Weekly {
        /// The days on which it begins.
        days: Vec<Weekday>,
        /// The minute of the day at which it begins.
        from: u16,
        /// The minute of the day at which it ends.
        until: u16,
    },
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names of the days")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Every day, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// The day of a number of days since 1970-01-01, a Thursday.
    fn of(days: i64) -> Option<Self> {
        usize::try_from((days + 3).rem_euclid(7)).ok().and_then(|at| Self::ALL.get(at)).copied()
    }
}

impl Freeze {
    /// Until when it holds, when it holds at this time.
    #[must_use]
    pub fn holds(&self, now: i64) -> Option<i64> {
        match &self.window {
            Window::Between { from, until } => (*from <= now && now < *until).then_some(*until),
            Window::Weekly { days, from, until } => {
                let today = now.div_euclid(DAY);
                // A window that began yesterday may reach into today.
                [today - 1, today].into_iter().find_map(|day| {
                    let begins = Weekday::of(day).is_some_and(|weekday| days.contains(&weekday));
                    let start = day * DAY + i64::from(*from) * MINUTE;
                    let end = start + length(*from, *until);
                    (begins && start <= now && now < end).then_some(end)
                })
            }
        }
    }
}

/// From one minute of a day to the next time that the other comes.
fn length(from: u16, until: u16) -> i64 {
    let minutes = i64::from(until) - i64::from(from);
    let minutes = if minutes > 0 { minutes } else { minutes + i64::from(DAY_MINUTES) };
    minutes * MINUTE
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sunday, 22 November 2026, 00:00 UTC.
    const SUNDAY: i64 = 1_795_305_600_000;

    fn weekly(days: &[Weekday], from: u16, until: u16) -> Freeze {
        Freeze { reason: String::new(), window: Window::Weekly { days: days.to_vec(), from, until } }
    }

    #[test]
    fn a_freeze_holds_from_its_first_moment_to_the_last_before_its_end() {
        let once = Freeze { reason: String::new(), window: Window::Between { from: 10, until: 20 } };
        let held: Vec<_> = [9, 10, 19, 20].map(|now| once.holds(now)).into();
        assert_eq!(held, [None, Some(20), Some(20), None]);
    }

    #[test]
    fn a_weekly_freeze_holds_on_its_days_and_reaches_over_midnight() {
        let hours = |hours: i64| SUNDAY + hours * 60 * MINUTE;
        let nights = weekly(&[Weekday::Saturday, Weekday::Sunday], 22 * 60, 6 * 60);
        for (hour, until) in [
            (-3, None),
            (-2, Some(6)),
            (5, Some(6)),
            (6, None),
            (21, None),
            (22, Some(30)),
            (29, Some(30)),
            (30, None),
            (46, None),
        ] {
            assert_eq!(nights.holds(hours(hour)), until.map(hours), "{hour}");
        }
        let whole_day = weekly(&[Weekday::Sunday], 0, 0);
        assert_eq!(
            [-1, 0, 23, 24].map(|hour| whole_day.holds(hours(hour))),
            [None, Some(hours(24)), Some(hours(24)), None]
        );
        assert_eq!(weekly(&[], 0, 0).holds(SUNDAY), None);
    }

    #[test]
    fn the_first_day_of_the_epoch_was_a_thursday() {
        assert_eq!(Weekday::of(0), Some(Weekday::Thursday));
        assert_eq!(Weekday::of(-1), Some(Weekday::Wednesday));
        assert_eq!(Weekday::of(SUNDAY / DAY), Some(Weekday::Sunday));
    }
}
