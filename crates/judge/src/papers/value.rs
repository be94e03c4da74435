//! Values in cells and in fields: as people write them, without the marks of DynamoDB's JSON where the type is known.

use tablewright_access::value::{Attributes, Value};
use tablewright_model::{AttributeType, AttributeValue};

/// A value on one line, without its type.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::S(text) if text.is_empty() => "\"\"".to_owned(),
        Value::S(text) => text.clone(),
        Value::N(number) => number.to_string(),
        Value::B(_) => match AttributeValue::from(value.clone()) {
            AttributeValue::B(text) => text,
            _ => String::new(),
        },
        Value::Bool(truth) => truth.to_string(),
        Value::Null => "null".to_owned(),
        Value::StringSet(members) => listed("{", members.iter().cloned(), "}"),
        Value::NumberSet(members) => listed("{", members.iter().map(ToString::to_string), "}"),
        Value::BinarySet(members) => {
            listed("{", members.iter().map(|bytes| shown(&Value::B(bytes.clone()))), "}")
        }
        Value::List(values) => listed("[", values.iter().map(shown), "]"),
        Value::Map(entries) => {
            listed("{", entries.iter().map(|(name, value)| format!("{name}: {}", shown(value))), "}")
        }
    }
}

/// A value as it stands in a field: plain where its type is known from elsewhere, else as DynamoDB writes it.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::S(text) => text.clone(),
        Value::N(_) | Value::B(_) | Value::Bool(_) => shown(value),
        _ => serde_json::to_string(value).unwrap_or_default(),
    }
}

/// Reads a value of a type as [`written`] writes it.
///
/// # Errors
///
/// What is wrong with it, and the way out.
pub(super) fn read(text: &str, kind: AttributeType) -> Result<Value, String> {
    let typed = match kind {
        AttributeType::S => Ok(AttributeValue::S(text.to_owned())),
        AttributeType::N => Ok(AttributeValue::N(text.trim().to_owned())),
        AttributeType::B => Ok(AttributeValue::B(text.trim().to_owned())),
        AttributeType::Bool => match text.trim() {
            "true" => Ok(AttributeValue::Bool(true)),
            "false" => Ok(AttributeValue::Bool(false)),
            _ => Err("Write true or false.".to_owned()),
        },
        _ => serde_json::from_str(text)
            .map_err(|_| format!("Write it as DynamoDB does: {{\"{}\": …}}.", kind.descriptor())),
    }?;
    Value::try_from(typed).map_err(|error| match kind {
        AttributeType::N => "Write a number, as in 12.5.".to_owned(),
        AttributeType::B => "Write bytes in Base64.".to_owned(),
        _ => format!("{error}."),
    })
}

/// An item as DynamoDB's JSON, an attribute a line.
pub(super) fn item(attributes: &Attributes) -> String {
    let lines = attributes.iter().map(|(name, value)| {
        let name = serde_json::to_string(name).unwrap_or_default();
        format!("  {name}: {}", serde_json::to_string(value).unwrap_or_default())
    });
    format!("{{\n{}\n}}", lines.collect::<Vec<_>>().join(",\n"))
}

fn listed(open: &str, members: impl Iterator<Item = String>, close: &str) -> String {
    format!("{open}{}{close}", members.collect::<Vec<_>>().join(", "))
}
