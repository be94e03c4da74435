//! Values and texts of Java.

use crate::code::lines::quoted;
use crate::value::Value;

pub(super) fn entry(name: &str, value: &str) -> String {
    format!("Map.entry({}, {value})", string(name))
}

pub(super) fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

pub(super) fn string(text: &str) -> String {
    quoted(text)
}

pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::S(text) => string(text),
        Value::N(number) => self::number(&number.to_string()),
        Value::Bool(truth) => truth.to_string(),
        other => attribute(other),
    }
}

fn number(text: &str) -> String {
    match (text.parse::<i32>(), text.parse::<i64>()) {
        (Ok(_), _) => text.to_owned(),
        (_, Ok(_)) => format!("{text}L"),
        _ => format!("new BigDecimal(\"{text}\")"),
    }
}

fn attribute(value: &Value) -> String {
    let bytes = |bytes: &[u8]| {
        format!(
            "SdkBytes.fromByteArray(new byte[] {{{}}})",
            joined(bytes.iter().map(|byte| byte.cast_signed().to_string()))
        )
    };
    let listed = |parts: Vec<String>| format!("List.of({})", parts.join(", "));
    let (kind, inner) = match value {
        Value::S(text) => ("S", string(text)),
        Value::N(number) => ("N", format!("\"{number}\"")),
        Value::B(blob) => ("B", bytes(blob)),
        Value::Bool(truth) => ("Bool", truth.to_string()),
        Value::Null => ("Nul", "true".to_owned()),
        Value::StringSet(members) => ("Ss", listed(members.iter().map(|text| string(text)).collect())),
        Value::NumberSet(members) => {
            ("Ns", listed(members.iter().map(|number| format!("\"{number}\"")).collect()))
        }
        Value::BinarySet(members) => ("Bs", listed(members.iter().map(|blob| bytes(blob)).collect())),
        Value::List(items) => ("L", listed(items.iter().map(attribute).collect())),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(name, value)| entry(name, &attribute(value)));
            ("M", format!("Map.ofEntries({})", joined(entries)))
        }
    };
    format!("AttributeValue.from{kind}({inner})")
}
