//! Values from and to the design document's form, which is DynamoDB's JSON.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tablewright_model::AttributeValue;

use super::{Attributes, Value, ValueError};

impl TryFrom<AttributeValue> for Value {
    type Error = ValueError;

    fn try_from(written: AttributeValue) -> Result<Self, ValueError> {
        Ok(match written {
            AttributeValue::S(text) => Self::S(text),
            AttributeValue::N(text) => Self::N(text.parse()?),
            AttributeValue::B(text) => Self::B(bytes(&text)?),
            AttributeValue::Bool(truth) => Self::Bool(truth),
            AttributeValue::Null(true) => Self::Null,
            AttributeValue::Null(false) => return Err(ValueError::NullFalse),
            AttributeValue::StringSet(members) => {
                Self::StringSet(set("string", members, |text| Ok(text.to_owned()))?)
            }
            AttributeValue::NumberSet(members) => Self::NumberSet(set("number", members, str::parse)?),
            AttributeValue::BinarySet(members) => Self::BinarySet(set("binary", members, bytes)?),
            AttributeValue::L(items) => {
                Self::List(items.into_iter().map(Self::try_from).collect::<Result<_, _>>()?)
            }
            AttributeValue::M(entries) => {
                let read = |(name, value)| Ok((name, Self::try_from(value)?));
                Self::Map(entries.into_iter().map(read).collect::<Result<Attributes, _>>()?)
            }
        })
    }
}

fn set<T: Ord>(
    kind: &'static str,
    members: Vec<String>,
    read: impl Fn(&str) -> Result<T, ValueError>,
) -> Result<BTreeSet<T>, ValueError> {
    if members.is_empty() {
        return Err(ValueError::EmptySet(kind));
    }
    let set = members.iter().map(|text| read(text)).collect::<Result<BTreeSet<T>, _>>()?;
    if set.len() < members.len() { Err(ValueError::Duplicates(members)) } else { Ok(set) }
}

fn bytes(text: &str) -> Result<Vec<u8>, ValueError> {
    STANDARD.decode(text).map_err(|_| ValueError::NotBase64(text.to_owned()))
}

impl From<Value> for AttributeValue {
    fn from(value: Value) -> Self {
        match value {
            Value::S(text) => Self::S(text),
            Value::N(number) => Self::N(number.to_string()),
            Value::B(bytes) => Self::B(STANDARD.encode(bytes)),
            Value::Bool(truth) => Self::Bool(truth),
            Value::Null => Self::Null(true),
            Value::StringSet(members) => Self::StringSet(members.into_iter().collect()),
            Value::NumberSet(members) => Self::NumberSet(members.iter().map(ToString::to_string).collect()),
            Value::BinarySet(members) => {
                Self::BinarySet(members.iter().map(|bytes| STANDARD.encode(bytes)).collect())
            }
            Value::List(items) => Self::L(items.into_iter().map(Self::from).collect()),
            Value::Map(entries) => {
                Self::M(entries.into_iter().map(|(name, value)| (name, Self::from(value))).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dynamodb_json_reads_back() {
        let json = serde_json::json!({"M": {
            "s": {"S": ""}, "n": {"N": "-1.5"}, "b": {"B": "AP8="}, "t": {"BOOL": false}, "z": {"NULL": true},
            "ss": {"SS": ["a", "b"]}, "ns": {"NS": ["-1", "2", "10"]}, "bs": {"BS": ["AA==", "/w=="]},
            "l": {"L": [{"L": []}, {"M": {}}]},
        }});
        let value: Value = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(value).unwrap(), json);
    }

    #[test]
    fn sets_have_members_and_each_once() {
        let read = |json: &str| serde_json::from_str::<Value>(json).map_err(|error| error.to_string());
        assert!(read(r#"{"SS": []}"#).unwrap_err().contains("An string set  may not be empty"));
        assert!(
            read(r#"{"NS": ["1", "1.0"]}"#)
                .unwrap_err()
                .contains("Input collection [1, 1.0] contains duplicates.")
        );
        assert!(read(r#"{"NULL": false}"#).unwrap_err().contains("must have the value of true"));
        assert!(read(r#"{"B": "%"}"#).unwrap_err().contains("Base64"));
        assert!(read(r#"{"X": "1"}"#).is_err());
    }
}
