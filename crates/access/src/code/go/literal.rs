//! Values of Go.

use crate::code::lines::quoted;
use crate::value::Value;

use super::ITEM;

pub(super) fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

pub(super) fn is_long(value: &Value) -> bool {
    matches!(value, Value::N(number) if number.to_string().parse::<i64>().is_err())
}

pub(super) fn list(values: &[Value]) -> String {
    let is_text = values.iter().any(is_long);
    let kind = match values.first() {
        Some(Value::N(_)) if !is_text => "int",
        Some(Value::S(_) | Value::N(_)) | None => "string",
        Some(_) => "types.AttributeValue",
    };
    format!("[]{kind}{{{}}}", joined(values.iter().map(|value| literal(value, is_text))))
}

/// A variable's value: texts, numbers and booleans plainly, the rest as the SDK has it.
pub(super) fn literal(value: &Value, is_text: bool) -> String {
    match value {
        Value::S(text) => quoted(text),
        Value::N(number) if is_text => format!("\"{number}\""),
        Value::N(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        other => attribute(other),
    }
}

fn attribute(value: &Value) -> String {
    let bytes = |bytes: &[u8]| format!("[]byte{{{}}}", joined(bytes.iter().map(u8::to_string)));
    let (kind, inner) = match value {
        Value::S(text) => ("S", quoted(text)),
        Value::N(number) => ("N", format!("\"{number}\"")),
        Value::B(blob) => ("B", bytes(blob)),
        Value::Bool(truth) => ("BOOL", truth.to_string()),
        Value::Null => ("NULL", "true".to_owned()),
        Value::StringSet(members) => {
            ("SS", format!("[]string{{{}}}", joined(members.iter().map(|text| quoted(text)))))
        }
        Value::NumberSet(members) => {
            ("NS", format!("[]string{{{}}}", joined(members.iter().map(|number| format!("\"{number}\"")))))
        }
        Value::BinarySet(members) => {
            ("BS", format!("[][]byte{{{}}}", joined(members.iter().map(|blob| bytes(blob)))))
        }
        Value::List(items) => {
            ("L", format!("[]types.AttributeValue{{{}}}", joined(items.iter().map(attribute))))
        }
        Value::Map(entries) => {
            let pair = |(name, value): (&String, &Value)| format!("{}: {}", quoted(name), attribute(value));
            ("M", format!("{ITEM}{{{}}}", joined(entries.iter().map(pair))))
        }
    };
    format!("&types.AttributeValueMember{kind}{{Value: {inner}}}")
}
