//! What a format makes, as a value of the attribute's type.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tablewright_model::{AttributeType, AttributeValue, Element, Shape, Values};

use super::format::Raw;
use super::random::Random;

/// The value in an attribute of a type; maps and lists of a known shape are [`shaped`].
pub(super) fn typed(kind: AttributeType, raw: &Raw, random: &mut Random) -> AttributeValue {
    match kind {
        AttributeType::S => AttributeValue::S(raw.text()),
        AttributeType::N => AttributeValue::N(number(raw)),
        AttributeType::B => AttributeValue::B(STANDARD.encode(raw.text())),
        AttributeType::Bool => AttributeValue::Bool(random.percent(50)),
        AttributeType::Null => AttributeValue::Null(true),
        AttributeType::StringSet => AttributeValue::StringSet(vec![raw.text()]),
        AttributeType::NumberSet => AttributeValue::NumberSet(vec![number(raw)]),
        AttributeType::BinarySet => AttributeValue::BinarySet(vec![STANDARD.encode(raw.text())]),
        AttributeType::L => AttributeValue::L(vec![AttributeValue::S(raw.text())]),
        AttributeType::M => {
            AttributeValue::M(Values::from([("value".to_owned(), AttributeValue::S(raw.text()))]))
        }
    }
}

/// A vector of numbers between -1 and 1.
pub(super) fn vector(dimensions: u32, random: &mut Random) -> AttributeValue {
    let number = |_| AttributeValue::N(Raw::Hundredths(random.between(-100, 100)).text());
    AttributeValue::L((0..dimensions).map(number).collect())
}

/// A map or list as its shape says; none where nothing is said.
pub(super) fn shaped(shape: &Shape, random: &mut Random) -> AttributeValue {
    match shape {
        Shape::Map(members) => {
            let member =
                |member: &tablewright_model::Member| (member.name.clone(), element(&member.value, random));
            AttributeValue::M(members.iter().map(member).collect())
        }
        Shape::List(of) => {
            let count = 1 + random.below(3);
            AttributeValue::L((0..count).map(|_| element(of, random)).collect())
        }
    }
}

fn element(element: &Element, random: &mut Random) -> AttributeValue {
    if let Some(shape) = &element.shape {
        return shaped(shape, random);
    }
    let raw = match element.kind {
        AttributeType::N | AttributeType::NumberSet => Raw::Whole(random.between(0, 1000)),
        _ => Raw::Text(random.pick(&super::words::WORDS).to_owned()),
    };
    typed(element.kind, &raw, random)
}

/// The text of a number; a text that is none is counted as its length, so that the item stays one.
fn number(raw: &Raw) -> String {
    let text = raw.text();
    match text.parse::<crate::value::Number>() {
        Ok(number) => number.to_string(),
        Err(_) => text.len().to_string(),
    }
}
