//! Values and what is known of them.

use crate::rules::prelude::*;

/// The type of a value.
pub(in crate::rules) const fn type_of(value: &AttributeValue) -> AttributeType {
    match value {
        AttributeValue::S(_) => AttributeType::S,
        AttributeValue::N(_) => AttributeType::N,
        AttributeValue::B(_) => AttributeType::B,
        AttributeValue::Bool(_) => AttributeType::Bool,
        AttributeValue::Null(_) => AttributeType::Null,
        AttributeValue::StringSet(_) => AttributeType::StringSet,
        AttributeValue::NumberSet(_) => AttributeType::NumberSet,
        AttributeValue::BinarySet(_) => AttributeType::BinarySet,
        AttributeValue::L(_) => AttributeType::L,
        AttributeValue::M(_) => AttributeType::M,
    }
}

/// A value that a key can have: its type and its text.
pub(in crate::rules) fn scalar(value: &AttributeValue) -> Option<(&'static str, &str)> {
    match value {
        AttributeValue::S(text) | AttributeValue::N(text) | AttributeValue::B(text) => {
            Some((type_of(value).descriptor(), text))
        }
        _ => None,
    }
}

/// Whether an attribute holds a date or a time, by its format, else by its name.
pub(in crate::rules) fn is_time(attribute: &Attribute) -> bool {
    use SampleFormat::{Date, DateTime, EpochSeconds};
    const WHOLE: [&str; 9] = ["date", "day", "week", "month", "year", "hour", "time", "timestamp", "at"];
    const ENDS: [&str; 9] =
        ["_date", "_day", "_month", "_at", "_time", "_timestamp", "Date", "At", "Timestamp"];
    match &attribute.format {
        Some(format) => matches!(format, Date(_) | DateTime(_) | EpochSeconds(_)),
        None => {
            let name = attribute.name.as_str();
            WHOLE.iter().any(|word| name.eq_ignore_ascii_case(word))
                || ENDS.iter().any(|end| name.ends_with(end))
        }
    }
}

/// About how many values a partition key takes, if that is known; an index holds several entities' values.
pub(in crate::rules) fn values_of(view: &TableView, path: &Path) -> Option<u64> {
    if path.partition.is_empty() {
        return None;
    }
    let parts = path.partition.iter().map(|id| values_of_key(view, *id));
    parts.reduce(|one, other| Some(one?.saturating_mul(other?)))?
}

fn values_of_key(view: &TableView, id: AttributeId) -> Option<u64> {
    let attribute = view.attribute(id)?;
    let listed = match &attribute.format {
        Some(SampleFormat::OneOf(values)) => Some(values.len() as u64),
        _ => None,
    };
    let known = attribute.distinct.or(listed);
    known.or_else(|| fixed_texts(view.table, id))
}

/// How many fixed texts entities put there, if they put nothing else.
fn fixed_texts(table: &Table, id: AttributeId) -> Option<u64> {
    let mut texts: Vec<&str> = Vec::new();
    for carried in table.entities.iter().filter_map(|entity| entity.attribute(id)) {
        match carried.template.as_ref().map(|template| template.0.as_slice()) {
            Some([TemplatePart::Text(text)]) => texts.push(text),
            _ => return None,
        }
    }
    texts.sort_unstable();
    texts.dedup();
    (!texts.is_empty()).then_some(texts.len() as u64)
}
