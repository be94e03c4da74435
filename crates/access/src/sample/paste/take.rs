//! What a value becomes in an attribute: by the attribute's type, where the table has it, else as it is written.

use tablewright_model::{AttributeType, AttributeValue, Table, Values};

use super::reader::{Kind, Node, Wrong};
use crate::value::Value;

/// A plain value, as an attribute of a type or as it is.
pub(super) fn plain(node: &Node, kind: Option<AttributeType>) -> Result<AttributeValue, Wrong> {
    let value = match (&node.kind, kind) {
        (Kind::List(members), Some(AttributeType::StringSet)) => {
            AttributeValue::StringSet(members.iter().map(|one| text(one, false)).collect::<Result<_, _>>()?)
        }
        (Kind::List(members), Some(AttributeType::NumberSet)) => {
            AttributeValue::NumberSet(members.iter().map(|one| text(one, true)).collect::<Result<_, _>>()?)
        }
        (Kind::List(members), Some(AttributeType::BinarySet)) => {
            AttributeValue::BinarySet(members.iter().map(|one| text(one, false)).collect::<Result<_, _>>()?)
        }
        (Kind::Text(text), Some(AttributeType::B)) => AttributeValue::B(text.clone()),
        (Kind::Text(text), _) => AttributeValue::S(text.clone()),
        (Kind::Number(text), _) => AttributeValue::N(text.clone()),
        (Kind::Bool(truth), _) => AttributeValue::Bool(*truth),
        (Kind::Null, _) => AttributeValue::Null(true),
        (Kind::List(items), _) => {
            AttributeValue::L(items.iter().map(|item| plain(item, None)).collect::<Result<_, _>>()?)
        }
        (Kind::Map(entries), _) => {
            let entry = |(name, node): &(String, Node)| Ok((name.clone(), plain(node, None)?));
            AttributeValue::M(entries.iter().map(entry).collect::<Result<Values, Wrong>>()?)
        }
    };
    checked(node.at.start, value)
}

fn text(node: &Node, is_number: bool) -> Result<String, Wrong> {
    match &node.kind {
        Kind::Text(text) => Ok(text.clone()),
        Kind::Number(text) if is_number => Ok(text.clone()),
        _ => Err((node.at.start, "this can't be in the attribute's set: give a text or a number".to_owned())),
    }
}

/// A value as DynamoDB itself writes it.
pub(super) fn dynamodb(node: &Node, source: &str) -> Result<AttributeValue, Wrong> {
    let written = source.get(node.at.clone()).unwrap_or_default();
    let wrong = |error: serde_json::Error| (node.at.start, format!("no value of DynamoDB: {error}"));
    let value: AttributeValue = serde_json::from_str(written).map_err(wrong)?;
    checked(node.at.start, value)
}

/// A value that the service would take.
pub(super) fn checked(at: usize, value: AttributeValue) -> Result<AttributeValue, Wrong> {
    match Value::try_from(value.clone()) {
        Ok(_) => Ok(value),
        Err(error) => Err((at, error.to_string())),
    }
}

/// What is wrong with the item's key, if anything.
pub(super) fn key_problem(table: &Table, values: &Values) -> Option<String> {
    table.key.attributes().find_map(|id| {
        let attribute = table.attribute(id)?;
        let (name, wanted) = (&attribute.name, attribute.kind);
        let Some(value) = values.get(name) else {
            return Some(format!("the key attribute `{name}` is missing: give it a value"));
        };
        let found = Value::try_from(value.clone()).ok()?.kind();
        (found != wanted).then(|| {
            let (wanted, found) = (wanted.descriptor(), found.descriptor());
            format!("the key attribute `{name}` must be {wanted}, and this is {found}")
        })
    })
}
