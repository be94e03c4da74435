//! Values of settings as the text of a control, and back.
//!
//! Reading tells what keeps a text from being a value. Deliberately absent: whether AWS takes the value.

use std::str::FromStr;

use tablewright_model::{
    Attribute, AttributeId, AttributeType, Consistency, Delivery, Distance, Encryption, EntityId, IndexRead,
    InsightsMode, Kinesis, PatternId, PatternKind, Recovery, Scaling, Shape, StartPosition, StreamView,
    TableClass, TimePrecision, Volume, Warm,
};

use super::control::At;
use super::shape_text;

/// What a switch says when it is on; off is nothing.
pub(super) const ON: &str = "on";

/// Something that a control shows and changes as text.
pub(super) trait Value: Sized {
    /// As the control shows it.
    fn write(&self, at: &At<'_>) -> String;

    /// What the text says, or why it says nothing.
    fn read(text: &str, at: &At<'_>) -> Result<Self, String>;
}

/// Puts what a text says into its place.
pub(super) fn put<V: Value>(place: &mut V, text: &str, at: &At<'_>) -> Option<Result<(), String>> {
    Some(V::read(text, at).map(|value| *place = value))
}

impl Value for String {
    fn write(&self, _: &At<'_>) -> String {
        self.clone()
    }

    fn read(text: &str, _: &At<'_>) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

/// An empty text is none.
impl Value for Option<String> {
    fn write(&self, _: &At<'_>) -> String {
        self.clone().unwrap_or_default()
    }

    fn read(text: &str, _: &At<'_>) -> Result<Self, String> {
        Ok((!text.trim().is_empty()).then(|| text.to_owned()))
    }
}

impl Value for bool {
    fn write(&self, _: &At<'_>) -> String {
        if *self { ON.to_owned() } else { String::new() }
    }

    fn read(text: &str, _: &At<'_>) -> Result<Self, String> {
        Ok(text == ON)
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Value for $number {
            fn write(&self, _: &At<'_>) -> String {
                self.to_string()
            }

            fn read(text: &str, _: &At<'_>) -> Result<Self, String> {
                let (least, most) = (i128::from(Self::MIN), i128::from(Self::MAX));
                whole(text, least, most).map(|number| Self::try_from(number).unwrap_or_default())
            }
        }

        impl Value for Option<$number> {
            fn write(&self, _: &At<'_>) -> String {
                self.map(|number| number.to_string()).unwrap_or_default()
            }

            fn read(text: &str, at: &At<'_>) -> Result<Self, String> {
                if text.trim().is_empty() { Ok(None) } else { <$number>::read(text, at).map(Some) }
            }
        }
    )+};
}

numbers!(u8, u32, u64, i32, i64);

/// One reader for numbers of every size.
fn whole(text: &str, least: i128, most: i128) -> Result<i128, String> {
    match text.trim().parse::<i128>() {
        Ok(number) if number > most => Err(format!("The number is too large: the most is {most}.")),
        Ok(number) if number < least => Err(format!("The number is too small: the least is {least}.")),
        Ok(number) => Ok(number),
        Err(_) => Err("Write a whole number, in digits only.".to_owned()),
    }
}

const UNKNOWN: &str = "Choose one of the list.";

/// What is one of a few, by its word; `Option` is none where the word is empty.
macro_rules! words {
    ($($type:ty: $word:expr, $of:expr;)+) => {$(
        impl Value for $type {
            fn write(&self, _: &At<'_>) -> String {
                let word: fn($type) -> &'static str = $word;
                word(*self).to_owned()
            }

            fn read(text: &str, _: &At<'_>) -> Result<Self, String> {
                let of: fn(&str) -> Option<$type> = $of;
                of(text).ok_or_else(|| UNKNOWN.to_owned())
            }
        }

        impl Value for Option<$type> {
            fn write(&self, at: &At<'_>) -> String {
                self.map(|value| value.write(at)).unwrap_or_default()
            }

            fn read(text: &str, at: &At<'_>) -> Result<Self, String> {
                if text.is_empty() { Ok(None) } else { <$type>::read(text, at).map(Some) }
            }
        }
    )+};
}

words! {
    AttributeType: AttributeType::descriptor, AttributeType::from_descriptor;
    Consistency: Consistency::term, Consistency::from_term;
    Delivery: delivery, |text| [Delivery::Kinesis, Delivery::Firehose].into_iter().find(|one| delivery(*one) == text);
    Distance: Distance::term, Distance::from_term;
    InsightsMode: InsightsMode::term, InsightsMode::from_term;
    PatternKind: PatternKind::label, |text| PatternKind::ALL.into_iter().find(|kind| kind.label() == text);
    StartPosition: StartPosition::term, StartPosition::from_term;
    StreamView: StreamView::term, StreamView::from_term;
    TableClass: TableClass::term, TableClass::from_term;
    TimePrecision: TimePrecision::term, TimePrecision::from_term;
}

const fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Kinesis => "kinesis",
        Delivery::Firehose => "firehose",
    }
}

/// Ids: one or none, or several with spaces between.
macro_rules! ids {
    ($($id:ty),+) => {$(
        impl Value for Option<$id> {
            fn write(&self, _: &At<'_>) -> String {
                self.map(|id| id.to_string()).unwrap_or_default()
            }

            fn read(text: &str, _: &At<'_>) -> Result<Self, String> {
                if text.is_empty() { Ok(None) } else { one(text).map(Some) }
            }
        }

        impl Value for Vec<$id> {
            fn write(&self, _: &At<'_>) -> String {
                self.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
            }

            fn read(text: &str, _: &At<'_>) -> Result<Self, String> {
                text.split_whitespace().map(one).collect()
            }
        }
    )+};
}

ids!(AttributeId, EntityId, PatternId);

fn one<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| UNKNOWN.to_owned())
}

/// What is off until it is switched on, with what it starts as.
macro_rules! switched {
    ($($type:ty: $start:expr;)+) => {$(
        impl Value for Option<$type> {
            fn write(&self, at: &At<'_>) -> String {
                self.is_some().write(at)
            }

            fn read(text: &str, at: &At<'_>) -> Result<Self, String> {
                Ok(bool::read(text, at)?.then_some($start))
            }
        }
    )+};
}

switched! {
    Recovery: Recovery { days: Recovery::MAX_DAYS };
    // What every on-demand table has from its first moment.
    Warm: Warm { read: 12_000, write: 4_000 };
    Volume: Volume { items: 1_000_000, item_bytes: None };
    // The console's own proposal.
    Scaling: Scaling {
        min: 1,
        max: 10,
        target: 70,
        scale_in_cooldown: None,
        scale_out_cooldown: None,
        only_out: false,
    };
}

/// By the ARN of the stream.
impl Value for Option<Kinesis> {
    fn write(&self, _: &At<'_>) -> String {
        self.as_ref().map(|kinesis| kinesis.stream.clone()).unwrap_or_default()
    }

    fn read(text: &str, _: &At<'_>) -> Result<Self, String> {
        let stream = text.trim().to_owned();
        Ok((!stream.is_empty()).then_some(Kinesis { stream, precision: None }))
    }
}

/// By the kind of key; which one is a setting of its own.
impl Value for Option<Encryption> {
    fn write(&self, _: &At<'_>) -> String {
        match self {
            None => "",
            Some(Encryption::AwsOwned) => "owned",
            Some(Encryption::AwsManaged) => "managed",
            Some(Encryption::Customer(_)) => "customer",
        }
        .to_owned()
    }

    fn read(text: &str, _: &At<'_>) -> Result<Self, String> {
        Ok(match text {
            "" => None,
            "owned" => Some(Encryption::AwsOwned),
            "managed" => Some(Encryption::AwsManaged),
            "customer" => Some(Encryption::Customer(String::new())),
            _ => return Err(UNKNOWN.to_owned()),
        })
    }
}

impl Value for Encryption {
    fn write(&self, at: &At<'_>) -> String {
        Some(self.clone()).write(at)
    }

    fn read(text: &str, at: &At<'_>) -> Result<Self, String> {
        <Option<Self>>::read(text, at)?.ok_or_else(|| UNKNOWN.to_owned())
    }
}

/// One a line. A line break inside of one is white space to whoever reads it.
impl Value for Vec<String> {
    fn write(&self, _: &At<'_>) -> String {
        self.iter().map(|line| line.replace(['\n', '\r'], " ")).collect::<Vec<_>>().join("\n")
    }

    fn read(text: &str, _: &At<'_>) -> Result<Self, String> {
        Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
    }
}

impl Value for Option<Shape> {
    fn write(&self, _: &At<'_>) -> String {
        self.as_ref().map(shape_text::write).unwrap_or_default()
    }

    fn read(text: &str, at: &At<'_>) -> Result<Self, String> {
        let is_list = at.attribute().is_some_and(|Attribute { kind, .. }| *kind == AttributeType::L);
        shape_text::read(text, is_list)
    }
}

/// One index a line, with its units: `ByDate 10`.
impl Value for Vec<IndexRead> {
    fn write(&self, at: &At<'_>) -> String {
        let name = |id| at.table.and_then(|table| table.index_name(id)).unwrap_or("(removed)");
        let lines = self.iter().map(|read| format!("{} {}", name(read.index), read.capacity));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn read(text: &str, at: &At<'_>) -> Result<Self, String> {
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| index_read(line, at)).collect()
    }
}

fn index_read(line: &str, at: &At<'_>) -> Result<IndexRead, String> {
    let (name, units) = line.trim().rsplit_once(' ').ok_or("Write the name of an index and its units.")?;
    let indexes = at.table.into_iter().flat_map(|table| &table.indexes);
    let index = indexes.into_iter().find(|index| index.name == name.trim());
    let index =
        index.ok_or_else(|| format!("The table has no global index {name}: write the name of one."))?;
    Ok(IndexRead { index: index.id, capacity: u64::read(units, at)? })
}

#[cfg(test)]
mod tests {
    use tablewright_model::{Design, Object};

    use super::*;

    #[test]
    fn numbers_are_read_and_nonsense_is_told() {
        let design = Design::default();
        let at = At::of(&design, Object::Design);
        assert_eq!(u32::read(" 12 ", &at), Ok(12));
        assert_eq!(<Option<u64>>::read("", &at), Ok(None));
        assert_eq!(i64::read("-5", &at), Ok(-5));
        for wrong in ["", "x", "-1", "1.5", "4294967296"] {
            assert!(u32::read(wrong, &at).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_list_of_lines_is_read_back() {
        let design = Design::default();
        let at = At::of(&design, Object::Design);
        let filters = vec!["{\"a\": 1}".to_owned(), "{}".to_owned()];
        assert_eq!(<Vec<String>>::read(&filters.write(&at), &at), Ok(filters));
        assert_eq!(<Vec<String>>::read("\n \n", &at), Ok(Vec::new()));
    }
}
