//! Sample data formats of NoSQL Workbench.

use tablewright_model::{Range, SampleFormat};

use crate::import::value::{Map, Value};

use super::attributes::Attributes;
use super::reading::Reading;

/// What a format makes where the source says nothing of its bounds: the years 2024 and 2025, and plain numbers.
const YEARS: Range = Range { from: 1_704_067_200, to: 1_767_225_599 };
const NUMBERS: Range = Range { from: 0, to: 1_000 };
const HUNDREDTHS: Range = Range { from: 100, to: 100_000 };

/// Names of formats, in small letters and digits only.
const FORMATS: &[(&[&str], SampleFormat)] = &[
    (&["firstname", "givenname"], SampleFormat::FirstName),
    (&["lastname", "surname", "familyname"], SampleFormat::LastName),
    (&["fullname", "name", "personname"], SampleFormat::FullName),
    (&["email", "emailaddress"], SampleFormat::Email),
    (&["phone", "phonenumber", "telephone"], SampleFormat::Phone),
    (&["street", "streetaddress", "address"], SampleFormat::Street),
    (&["city"], SampleFormat::City),
    (&["country", "countrycode"], SampleFormat::Country),
    (&["company", "companyname"], SampleFormat::Company),
    (&["product", "productname"], SampleFormat::Product),
    (&["sentence", "words", "text"], SampleFormat::Words(5)),
    (&["uuid", "uuidv4", "guid"], SampleFormat::Uuid),
    (&["ulid"], SampleFormat::Ulid),
    (&["url", "website", "uri"], SampleFormat::Url),
    (&["ip", "ipaddress", "ipv4", "ipv4address"], SampleFormat::IpAddress),
    (&["integer", "int"], SampleFormat::Integer(NUMBERS)),
    (&["price", "amount", "currency"], SampleFormat::Price(HUNDREDTHS)),
    (&["date", "iso8601date"], SampleFormat::Date(YEARS)),
    (&["datetime", "iso8601dateandtime", "iso8601datetime"], SampleFormat::DateTime(YEARS)),
    (
        &["epoch", "epochseconds", "epochtime", "unixtime", "unixtimestamp", "epochtimestamp"],
        SampleFormat::EpochSeconds(YEARS),
    ),
];

pub(super) fn read(value: Option<Value>, attributes: &mut Attributes, reading: &mut Reading<'_>) {
    for (name, value) in value.as_ref().and_then(Value::as_map).into_iter().flat_map(Map::iter) {
        let [category, format] = [0, 1].map(|at| value.items().get(at).and_then(Value::to_text));
        // The type alone is no format.
        if category.as_deref() == Some("dataTypes") {
            continue;
        }
        let what = format.unwrap_or_default();
        let plain: String =
            what.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let known = FORMATS.iter().find(|(names, _)| names.contains(&&*plain));
        let is_set = known.is_some_and(|(_, format)| attributes.form(name, format));
        if !is_set {
            let shown = crate::import::value::shown(&what);
            let message = format!("sample format `{shown}` of attribute `{name}` is left out");
            reading.left_out(value.at, &message);
        }
    }
}
