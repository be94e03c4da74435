//! Sample items, made by the formats of attributes and the templates of entities, or read from what was pasted.
//!
//! The seed is an argument: the same design, wish and seed give the same items in the browser and on the server. How
//! DynamoDB would store them is the preview's.

mod calendar;
mod format;
mod generate;
mod guess;
mod paste;
mod random;
mod typed;
mod words;

pub use generate::{Generated, MAX_ITEMS, Short, Wanted, generate};
pub use paste::{Located, Pasted, from_csv, from_json};

use tablewright_model::{AttributeType, SampleFormat};

use crate::value::Value;

/// One value of a format, always the same; none for a reference, which needs items.
pub(crate) fn example(format: &SampleFormat, kind: AttributeType) -> Option<Value> {
    let raw = format::raw(format, 1, &mut random::Random::new(1))?;
    Value::try_from(typed::typed(kind, &raw, &mut random::Random::new(1))).ok()
}
