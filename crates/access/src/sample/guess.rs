//! The format that an attribute's name suggests, where nobody has chosen one.

use tablewright_model::{Attribute, AttributeType, Range, SampleFormat};

/// A format, and what a name that suggests it has in it.
type Suggestion = (&'static str, fn() -> SampleFormat);

/// For strings; the first that fits counts.
const TEXTS: [Suggestion; 24] = [
    ("email", || SampleFormat::Email),
    ("firstname", || SampleFormat::FirstName),
    ("lastname", || SampleFormat::LastName),
    ("surname", || SampleFormat::LastName),
    ("company", || SampleFormat::Company),
    ("product", || SampleFormat::Product),
    ("phone", || SampleFormat::Phone),
    ("street", || SampleFormat::Street),
    ("address", || SampleFormat::Street),
    ("city", || SampleFormat::City),
    ("country", || SampleFormat::Country),
    ("ulid", || SampleFormat::Ulid),
    ("uuid", || SampleFormat::Uuid),
    ("url", || SampleFormat::Url),
    ("website", || SampleFormat::Url),
    ("ipaddr", || SampleFormat::IpAddress),
    ("datetime", || SampleFormat::DateTime(YEAR)),
    ("timestamp", || SampleFormat::DateTime(YEAR)),
    ("createdat", || SampleFormat::DateTime(YEAR)),
    ("updatedat", || SampleFormat::DateTime(YEAR)),
    ("date", || SampleFormat::Date(YEAR)),
    ("username", || SampleFormat::Email),
    ("description", || SampleFormat::Words(8)),
    ("name", || SampleFormat::FullName),
];

/// For numbers.
const NUMBERS: [Suggestion; 7] = [
    ("price", || SampleFormat::Price(MONEY)),
    ("amount", || SampleFormat::Price(MONEY)),
    ("cost", || SampleFormat::Price(MONEY)),
    ("expire", || SampleFormat::EpochSeconds(YEAR)),
    ("ttl", || SampleFormat::EpochSeconds(YEAR)),
    ("time", || SampleFormat::EpochSeconds(YEAR)),
    ("year", || SampleFormat::Integer(Range { from: 1990, to: 2026 })),
];

/// 2026.
const YEAR: Range = Range { from: 1_767_225_600, to: 1_798_761_599 };
const MONEY: Range = Range { from: 100, to: 50_000 };

/// The format that values of the attribute get; none for text that is told apart by numbers alone.
pub(super) fn format(attribute: &Attribute) -> Option<SampleFormat> {
    if attribute.format.is_some() {
        return attribute.format.clone();
    }
    let name: String = attribute.name.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    let of = |suggestions: &[Suggestion]| {
        suggestions.iter().find(|(part, _)| name.contains(part)).map(|(_, format)| format())
    };
    match attribute.kind {
        AttributeType::N | AttributeType::NumberSet => {
            Some(of(&NUMBERS).unwrap_or(SampleFormat::Integer(Range { from: 0, to: 1000 })))
        }
        AttributeType::S | AttributeType::StringSet if name.ends_with("id") => None,
        AttributeType::S | AttributeType::StringSet => of(&TEXTS),
        _ => None,
    }
}
