//! Days and moments of the Gregorian calendar from seconds since 1970, in UTC.
//!
//! Only writing: nothing here reads a date or knows a time zone.

const DAY: i64 = 86_400;

/// As `2026-01-31`.
pub(super) fn day(seconds: i64) -> String {
    let (year, month, day) = civil(seconds.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

/// As `2026-01-31T12:00:00Z`.
pub(super) fn moment(seconds: i64) -> String {
    let rest = seconds.rem_euclid(DAY);
    format!("{}T{:02}:{:02}:{:02}Z", day(seconds), rest / 3600, rest / 60 % 60, rest % 60)
}

/// Year, month and day of a number of days since 1970, by counting in eras of 400 years that begin in March.
const fn civil(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (year + era * 400 + next, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_164_800, "2024-02-29T00:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (1_800_000_000, "2027-01-15T08:00:00Z"),
        ] {
            assert_eq!(moment(seconds), expected);
        }
    }
}
