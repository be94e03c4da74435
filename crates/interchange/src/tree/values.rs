//! Sample items as DynamoDB's API has them (`{"S": "text"}`), each on one line: there may be very many.

use tablewright_model::{AttributeValue, Values};

use super::{Tree, json};

impl From<&Values> for Tree {
    fn from(values: &Values) -> Self {
        let mut out = String::with_capacity(64 * values.len());
        write_map(&mut out, values);
        Self::Line(out)
    }
}

fn write_map(out: &mut String, values: &Values) {
    out.push('{');
    for (at, (name, value)) in values.iter().enumerate() {
        out.push_str(if at == 0 { " " } else { ", " });
        json::text(out, name);
        out.push_str(": ");
        write(out, value);
    }
    out.push_str(if values.is_empty() { "}" } else { " }" });
}

fn write(out: &mut String, value: &AttributeValue) {
    let kind = descriptor(value);
    out.push_str("{ \"");
    out.push_str(kind);
    out.push_str("\": ");
    match value {
        AttributeValue::S(text) | AttributeValue::N(text) | AttributeValue::B(text) => json::text(out, text),
        AttributeValue::Bool(value) | AttributeValue::Null(value) => {
            out.push_str(if *value { "true" } else { "false" });
        }
        AttributeValue::StringSet(all) | AttributeValue::NumberSet(all) | AttributeValue::BinarySet(all) => {
            list(out, all, |out, one| json::text(out, one));
        }
        AttributeValue::L(all) => list(out, all, write),
        AttributeValue::M(members) => write_map(out, members),
    }
    out.push_str(" }");
}

/// The type of a value, by DynamoDB's own descriptor.
pub(crate) const fn descriptor(value: &AttributeValue) -> &'static str {
    match value {
        AttributeValue::S(_) => "S",
        AttributeValue::N(_) => "N",
        AttributeValue::B(_) => "B",
        AttributeValue::Bool(_) => "BOOL",
        AttributeValue::Null(_) => "NULL",
        AttributeValue::StringSet(_) => "SS",
        AttributeValue::NumberSet(_) => "NS",
        AttributeValue::BinarySet(_) => "BS",
        AttributeValue::L(_) => "L",
        AttributeValue::M(_) => "M",
    }
}

fn list<T>(out: &mut String, all: &[T], each: impl Fn(&mut String, &T)) {
    out.push('[');
    for (at, one) in all.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        each(out, one);
    }
    out.push(']');
}
