//! Values and texts of Rust.

use crate::value::Value;

pub(super) fn string(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push_str(&format!("\\x{:02x}", u32::from(c).min(0x7f))),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Whether a number is none of 64 bits, and so written as text.
pub(super) fn is_long(value: &Value) -> bool {
    matches!(value, Value::N(number) if number.to_string().parse::<i64>().is_err())
}

/// A variable's value: texts, numbers and booleans plainly, the rest as the SDK has it.
pub(super) fn literal(value: &Value, is_text: bool) -> String {
    match value {
        Value::S(text) => string(text),
        Value::N(number) if is_text => format!("\"{number}\""),
        Value::N(number) => match number.to_string().parse::<i32>() {
            Ok(number) => number.to_string(),
            Err(_) => format!("{number}_i64"),
        },
        Value::Bool(truth) => truth.to_string(),
        other => attribute(other),
    }
}

fn attribute(value: &Value) -> String {
    let texts = |members: Vec<String>| {
        format!(
            "vec![{}]",
            members.iter().map(|text| format!("{}.to_string()", string(text))).collect::<Vec<_>>().join(", ")
        )
    };
    let blob = |bytes: &[u8]| {
        let bytes: Vec<String> = bytes.iter().map(u8::to_string).collect();
        format!("aws_sdk_dynamodb::primitives::Blob::new(vec![{}])", bytes.join(", "))
    };
    let inner = match value {
        Value::S(text) => format!("S({}.to_string())", string(text)),
        Value::N(number) => format!("N(\"{number}\".to_string())"),
        Value::B(bytes) => format!("B({})", blob(bytes)),
        Value::Bool(truth) => format!("Bool({truth})"),
        Value::Null => "Null(true)".to_owned(),
        Value::StringSet(members) => format!("Ss({})", texts(members.iter().cloned().collect())),
        Value::NumberSet(members) => {
            format!("Ns({})", texts(members.iter().map(ToString::to_string).collect()))
        }
        Value::BinarySet(members) => {
            let blobs: Vec<String> = members.iter().map(|bytes| blob(bytes)).collect();
            format!("Bs(vec![{}])", blobs.join(", "))
        }
        Value::List(items) => {
            format!("L(vec![{}])", items.iter().map(attribute).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let pair = |(name, value): (&String, &Value)| {
                format!("({}.to_string(), {})", string(name), attribute(value))
            };
            format!(
                "M(std::collections::HashMap::from([{}]))",
                entries.iter().map(pair).collect::<Vec<_>>().join(", ")
            )
        }
    };
    format!("AttributeValue::{inner}")
}
