//! Random values and items, from small ranges: collisions and ties are the point.

use tablewright_access::schema::{KeyAttribute, TableSchema};
use tablewright_access::value::{Attributes, Number, Value};
use tablewright_model::AttributeType;

use super::random::Random;

const TEXTS: [&str; 8] = ["a", "ab", "abc", "b", "B", "\u{e9}", "\u{fffd}", "\u{1f600}x"];
const NUMBERS: [&str; 12] = [
    "0",
    "1",
    "-1",
    "1.5",
    "10",
    "2",
    "-0.001",
    "1E+20",
    "99999999999999999999999999999999999999",
    "-10",
    "1E-100",
    "12345678901234567890.125",
];
const BYTES: [&[u8]; 6] = [&[0], &[0, 1], &[1], &[255], &[255, 255], &[127, 0]];

/// A value that a key of the type may have.
pub(super) fn key_value(random: &mut Random, kind: AttributeType) -> Value {
    match kind {
        AttributeType::N => Value::N(number(random)),
        AttributeType::B => Value::B(random.pick(&BYTES).to_vec()),
        _ => Value::from(*random.pick(&TEXTS)),
    }
}

fn number(random: &mut Random) -> Number {
    random.pick(&NUMBERS).parse().unwrap_or(Number::ZERO)
}

/// Any value, at most two levels deep.
pub(super) fn value(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 8 } else { 10 }) {
        0 => Value::Bool(random.percent(50)),
        1 => Value::Null,
        2 => Value::StringSet((0..=random.below(3)).map(|_| (*random.pick(&TEXTS)).to_owned()).collect()),
        3 => Value::NumberSet((0..=random.below(3)).map(|_| number(random)).collect()),
        4 => Value::BinarySet((0..=random.below(2)).map(|_| random.pick(&BYTES).to_vec()).collect()),
        5 => Value::from(""),
        8 => Value::List((0..random.below(4)).map(|_| value(random, depth - 1)).collect()),
        9 => {
            let names = random.some(&["a", "b", "name", "a.b"], 2);
            Value::Map(names.iter().map(|name| ((*name).to_owned(), value(random, depth - 1))).collect())
        }
        _ => {
            let kind = *random.pick(&[AttributeType::S, AttributeType::N, AttributeType::B]);
            key_value(random, kind)
        }
    }
}

/// The table's key.
pub(super) fn key(random: &mut Random, schema: &TableSchema) -> Attributes {
    let value = |one: &KeyAttribute, random: &mut Random| (one.name.clone(), key_value(random, one.kind));
    schema.key.attributes().map(|attribute| value(attribute, random)).collect()
}

/// A whole item; now and then one that an index does not allow.
pub(super) fn item(random: &mut Random, schema: &TableSchema) -> Attributes {
    let mut item = key(random, schema);
    for index in &schema.indexes {
        for attribute in index.key.attributes().filter(|attribute| !schema.key.has(&attribute.name)) {
            if random.percent(75) {
                item.insert(attribute.name.clone(), key_value(random, attribute.kind));
            } else if random.percent(4) {
                item.insert(attribute.name.clone(), value(random, 0));
            }
        }
    }
    for name in ["x", "doc", "tags", "flag"] {
        if random.percent(60) {
            item.insert(name.to_owned(), value(random, 2));
        }
    }
    if random.percent(30) {
        let length = *random.pick(&[50, 900, 1100, 4000, 9000, 60_000]);
        item.insert("pad".to_owned(), Value::S("p".repeat(length)));
    }
    item
}
