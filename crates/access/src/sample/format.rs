//! A value of a format, not yet of the attribute's type.

use tablewright_model::SampleFormat;

use super::random::Random;
use super::{calendar, words};

/// What a format makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raw {
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with two places.
    Hundredths(i64),
}

impl Raw {
    /// As text, in a string or in a number's place.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Hundredths(number) => {
                let sign = if *number < 0 { "-" } else { "" };
                let number = number.unsigned_abs();
                format!("{sign}{}.{:02}", number / 100, number % 100)
            }
        }
    }
}

/// The value; `number` tells values of one attribute apart, and a ULID's time goes by it. None for a reference.
pub(super) fn raw(format: &SampleFormat, number: u64, random: &mut Random) -> Option<Raw> {
    Some(match format {
        SampleFormat::Integer(range) | SampleFormat::EpochSeconds(range) => {
            Raw::Whole(random.between(range.from, range.to))
        }
        SampleFormat::Price(range) => Raw::Hundredths(random.between(range.from, range.to)),
        SampleFormat::Date(range) => Raw::Text(calendar::day(random.between(range.from, range.to))),
        SampleFormat::DateTime(range) => Raw::Text(calendar::moment(random.between(range.from, range.to))),
        SampleFormat::Words(count) => Raw::Text(sentence(*count, random)),
        SampleFormat::OneOf(values) => {
            let at = usize::try_from(random.below(values.len() as u64)).unwrap_or_default();
            Raw::Text(values.get(at)?.clone())
        }
        SampleFormat::Reference { .. } => return None,
        plain => Raw::Text(plain_text(plain, number, random)),
    })
}

fn plain_text(format: &SampleFormat, number: u64, random: &mut Random) -> String {
    let first = random.pick(&words::FIRST_NAMES);
    let last = random.pick(&words::LAST_NAMES);
    let two = |one: &str, two: &str| format!("{one} {two}");
    match format {
        SampleFormat::FirstName => first.to_owned(),
        SampleFormat::LastName => last.to_owned(),
        SampleFormat::FullName => two(first, last),
        SampleFormat::Email => {
            format!("{}.{}{number}@example.com", first.to_lowercase(), last.to_lowercase())
        }
        SampleFormat::Phone => format!("+1 555 {:03} {:04}", random.below(1000), random.below(10_000)),
        SampleFormat::Street => format!("{} {}", random.pick(&words::STREETS), 1 + random.below(200)),
        SampleFormat::City => random.pick(&words::CITIES).to_owned(),
        SampleFormat::Country => random.pick(&words::COUNTRIES).to_owned(),
        SampleFormat::Company => two(random.pick(&words::COMPANY_WORDS), random.pick(&words::COMPANY_KINDS)),
        SampleFormat::Product => two(random.pick(&words::ADJECTIVES), random.pick(&words::THINGS)),
        SampleFormat::Uuid => uuid(random),
        SampleFormat::Ulid => ulid(number, random),
        SampleFormat::Url => format!("https://example.com/{}/{number}", random.pick(&words::THINGS)),
        _ => format!("10.{}.{}.{}", random.below(256), random.below(256), 1 + random.below(254)),
    }
}

fn sentence(count: u32, random: &mut Random) -> String {
    /// Nobody reads a sample of more.
    const MOST: u32 = 500;
    let words: Vec<&str> = (0..count.clamp(1, MOST)).map(|_| random.pick(&words::WORDS)).collect();
    words.join(" ")
}

/// Version 4, variant 1.
fn uuid(random: &mut Random) -> String {
    let (high, low) = (random.next(), random.next());
    let high = (high & !0xF000) | 0x4000;
    let low = (low & !(0b11 << 62)) | (0b10 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    )
}

/// Ten characters of time, which goes up with the number, and sixteen of chance.
fn ulid(number: u64, random: &mut Random) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    /// 2026-01-01 in milliseconds; a minute lies between two values.
    const BEGIN: u64 = 1_767_225_600_000;
    let time = BEGIN + number.min(1 << 30) * 60_000 + random.below(60_000);
    let digits = |mut bits: u64, count: usize| {
        let mut text = vec![b'0'; count];
        for slot in text.iter_mut().rev() {
            *slot = *usize::try_from(bits & 31).ok().and_then(|at| ALPHABET.get(at)).unwrap_or(&b'0');
            bits >>= 5;
        }
        String::from_utf8(text).unwrap_or_default()
    };
    digits(time, 10) + &digits(random.next(), 8) + &digits(random.next(), 8)
}

#[cfg(test)]
mod tests {
    use tablewright_model::Range;

    use super::*;

    fn text(format: &SampleFormat, number: u64) -> String {
        raw(format, number, &mut Random::new(number)).unwrap().text()
    }

    #[test]
    fn formats_look_as_they_are_called() {
        let range = Range { from: 1_767_225_600, to: 1_769_817_600 };
        for number in 0..50 {
            let day = text(&SampleFormat::Date(range), number);
            assert!(day.starts_with("2026-01-") && day.len() == 10, "{day}");
            let moment = text(&SampleFormat::DateTime(range), number);
            assert!(
                moment.starts_with("2026-01-") && moment.ends_with('Z') && moment.len() == 20,
                "{moment}"
            );
            let uuid = text(&SampleFormat::Uuid, number);
            assert!(uuid.len() == 36 && &uuid[14..15] == "4" && "89ab".contains(&uuid[19..20]), "{uuid}");
            let email = text(&SampleFormat::Email, number);
            assert!(email.ends_with("@example.com") && !email.contains(' '), "{email}");
            let price = text(&SampleFormat::Price(Range { from: -250, to: 995 }), number);
            let (whole, places) = price.split_once('.').unwrap();
            assert!(places.len() == 2 && (-2..=9).contains(&whole.parse::<i64>().unwrap()), "{price}");
        }
        assert_eq!(text(&SampleFormat::Words(3), 1).split(' ').count(), 3);
        assert_eq!(Raw::Hundredths(-5).text(), "-0.05");
    }

    #[test]
    fn a_later_ulid_is_greater() {
        let ulids: Vec<String> = (0..100).map(|number| text(&SampleFormat::Ulid, number)).collect();
        assert!(ulids.is_sorted() && ulids.iter().all(|ulid| ulid.len() == 26), "{ulids:?}");
        assert!(ulids[0].starts_with("01K"), "{}", ulids[0]);
    }
}
