//! Whether an item meets a condition.
//!
//! A comparison with something that the item lacks is false; only `<>` is then true.

use std::cmp::Ordering;

use super::{Comparator, Condition, Operand};
use crate::value::{Attributes, Number, Value};

/// What an operand is for one item.
enum Found<'v> {
    Is(&'v Value),
    Size(Value),
    Missing,
}

impl Found<'_> {
    fn get(&self) -> Option<&Value> {
        match self {
            Self::Is(value) => Some(value),
            Self::Size(value) => Some(value),
            Self::Missing => None,
        }
    }
}

impl Condition {
    /// Whether the item meets it.
    #[must_use]
    pub fn is_met_by(&self, item: &Attributes) -> bool {
        match self {
            Self::Compare(one, comparator, two) => {
                compare(one.in_item(item).get(), *comparator, two.in_item(item).get())
            }
            Self::Between(value, low, high) => {
                let value = value.in_item(item);
                compare(value.get(), Comparator::GreaterOrEqual, low.in_item(item).get())
                    && compare(value.get(), Comparator::LessOrEqual, high.in_item(item).get())
            }
            Self::In(value, members) => {
                let value = value.in_item(item);
                members
                    .iter()
                    .any(|member| compare(value.get(), Comparator::Equal, member.in_item(item).get()))
            }
            Self::Exists(path) => path.find(item).is_some(),
            Self::NotExists(path) => path.find(item).is_none(),
            Self::HasType(path, wanted) => path.find(item).is_some_and(
                |value| matches!(wanted, Value::S(descriptor) if value.kind().descriptor() == descriptor),
            ),
            Self::BeginsWith(value, prefix) => both(value, prefix, item, begins_with),
            Self::Contains(value, wanted) => both(value, wanted, item, contains),
            Self::All(parts) => parts.iter().all(|part| part.is_met_by(item)),
            Self::Any(parts) => parts.iter().any(|part| part.is_met_by(item)),
            Self::Not(inner) => !inner.is_met_by(item),
        }
    }
}

impl Operand {
    fn in_item<'v>(&'v self, item: &'v Attributes) -> Found<'v> {
        match self {
            Self::Value(value) => Found::Is(value),
            Self::Path(path) => path.find(item).map_or(Found::Missing, Found::Is),
            Self::Size(path) => path.find(item).and_then(size).map_or(Found::Missing, Found::Size),
        }
    }
}

fn both(one: &Operand, two: &Operand, item: &Attributes, test: impl Fn(&Value, &Value) -> bool) -> bool {
    let (one, two) = (one.in_item(item), two.in_item(item));
    matches!((one.get(), two.get()), (Some(one), Some(two)) if test(one, two))
}

fn compare(one: Option<&Value>, comparator: Comparator, two: Option<&Value>) -> bool {
    let (Some(one), Some(two)) = (one, two) else {
        return comparator == Comparator::NotEqual;
    };
    let order = || one.order(two);
    match comparator {
        Comparator::Equal => one == two,
        Comparator::NotEqual => one != two,
        Comparator::Less => order() == Some(Ordering::Less),
        Comparator::LessOrEqual => order().is_some_and(Ordering::is_le),
        Comparator::Greater => order() == Some(Ordering::Greater),
        Comparator::GreaterOrEqual => order().is_some_and(Ordering::is_ge),
    }
}

/// What `size()` says: UTF-16 units of a string, bytes of a binary, members of a collection; nothing for the others.
fn size(value: &Value) -> Option<Value> {
    let size = match value {
        Value::S(text) => text.encode_utf16().count(),
        Value::B(bytes) => bytes.len(),
        Value::StringSet(members) => members.len(),
        Value::NumberSet(members) => members.len(),
        Value::BinarySet(members) => members.len(),
        Value::List(items) => items.len(),
        Value::Map(entries) => entries.len(),
        Value::N(_) | Value::Bool(_) | Value::Null => return None,
    };
    i64::try_from(size).ok().map(|size| Value::N(Number::from(size)))
}

/// Whether a string or binary starts with another.
pub(super) fn begins_with(value: &Value, prefix: &Value) -> bool {
    match (value, prefix) {
        (Value::S(text), Value::S(prefix)) => text.starts_with(prefix.as_str()),
        (Value::B(bytes), Value::B(prefix)) => bytes.starts_with(prefix),
        _ => false,
    }
}

fn contains(value: &Value, wanted: &Value) -> bool {
    match (value, wanted) {
        (Value::S(text), Value::S(part)) => text.contains(part.as_str()),
        (Value::B(bytes), Value::B(part)) => {
            part.is_empty() || bytes.windows(part.len()).any(|window| window == part)
        }
        (Value::StringSet(members), Value::S(member)) => members.contains(member),
        (Value::NumberSet(members), Value::N(member)) => members.contains(member),
        (Value::BinarySet(members), Value::B(member)) => members.contains(member),
        (Value::List(items), member) => items.contains(member),
        _ => false,
    }
}
