//! Values as text. Times are cut out of their RFC 3339 form: a view knows no clock and no time zone.

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `2026-11-22T07:12:03Z` as `22 Nov 2026, 07:12 UTC`; anything else as it is.
pub(crate) fn time(rfc3339: &str) -> String {
    pretty(rfc3339).unwrap_or_else(|| rfc3339.to_owned())
}

fn pretty(text: &str) -> Option<String> {
    let (date, clock) = text.split_once('T')?;
    let mut parts = date.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let day = day.trim_start_matches('0');
    Some(format!("{day} {month} {year}, {} UTC", clock.get(..5)?))
}

/// `1 table`, `2 tables`.
pub(crate) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// Seconds as people say them.
pub(crate) fn duration(seconds: u64) -> String {
    let plural =
        |number: u64, unit: &str| if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") };
    match seconds {
        seconds if seconds >= 3600 && seconds % 3600 == 0 => plural(seconds / 3600, "hour"),
        seconds if seconds >= 60 && seconds % 60 == 0 => plural(seconds / 60, "minute"),
        seconds => plural(seconds, "second"),
    }
}

/// The first digits of a digest.
pub(crate) fn short(digest: &str) -> String {
    digest.get(..12).unwrap_or(digest).to_owned()
}

/// The letters that stand for a person; the style sheet makes capitals of them.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).collect()
}

/// A word of ours with a capital at its start. Other alphabets than ours would weigh some kilobytes in the bundle.
pub(crate) fn capital(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_cut_to_the_minute() {
        assert_eq!(time("2026-11-02T07:12:03Z"), "2 Nov 2026, 07:12 UTC");
        assert_eq!(time("2026-01-22T23:59:59.123456Z"), "22 Jan 2026, 23:59 UTC");
    }

    #[test]
    fn what_is_no_time_stays_as_it_is() {
        for text in ["", "yesterday", "2026-13-01T00:00:00Z", "2026-00-01T00:00Z", "2026-01-01T", "2026-1T1"]
        {
            assert_eq!(time(text), text);
        }
    }

    #[test]
    fn counts_and_durations_have_a_singular() {
        assert_eq!(count(1, "table"), "1 table");
        assert_eq!(count(0, "table"), "0 tables");
        assert_eq!(duration(1), "1 second");
        assert_eq!(duration(90), "90 seconds");
        assert_eq!(duration(300), "5 minutes");
        assert_eq!(duration(3600), "1 hour");
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        assert_eq!(initials("Ada King Lovelace"), "AL");
        assert_eq!(initials("élodie"), "é");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn digests_shorter_than_the_cut_survive() {
        assert_eq!(short("abc"), "abc");
        assert_eq!(short("0123456789abcdef"), "0123456789ab");
    }
}
