//! The JSON Schemas of the document and of edits, made of the types that read and write them.
//!
//! Only behind the feature `schema`: the browser has no use for it. What a schema can't say (ids that differ within a
//! list, sizes in bytes, how deep values may lie in each other) is in the reader, and told there.

use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use crate::format::Envelope;
use crate::{Edit, FORMAT_VERSION, Id, Identified, List};

/// The schema of a design document (`docs/schema/design-1.json`).
#[must_use]
pub fn document_schema() -> Value {
    let mut schema = made::<Envelope>("Tablewright design");
    if let Some(format) = schema.pointer_mut("/properties/format").and_then(Value::as_object_mut) {
        format.retain(|key, _| key == "description");
        format.insert("const".to_owned(), FORMAT_VERSION.into());
    }
    schema
}

/// The schema of an [`Edit`] as it travels (`docs/schema/edit-1.json`).
#[must_use]
pub fn edit_schema() -> Value {
    made::<Edit>("Tablewright edit")
}

fn made<T: JsonSchema>(title: &str) -> Value {
    let mut schema = SchemaGenerator::default().into_root_schema_for::<T>();
    RecursiveTransform(plain_description).transform(&mut schema);
    RecursiveTransform(whole_range).transform(&mut schema);
    schema.insert("title".to_owned(), title.into());
    sorted(schema.into())
}

/// Descriptions come from the code's own comments: their first paragraph, without links into the code.
fn plain_description(schema: &mut Schema) {
    let Some(Value::String(text)) = schema.get_mut("description") else { return };
    let first = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let mut plain = String::new();
    let mut rest = first.as_str();
    while let Some((before, link)) = rest.split_once("[`") {
        let (name, after) = link.split_once("`]").unwrap_or((link, ""));
        plain.extend([before, "`", name, "`"]);
        rest = match after.strip_prefix('(').and_then(|target| target.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    plain.push_str(rest);
    *text = plain.replace("`None`", "`null`");
}

/// Readers in other languages know nothing of the sizes of our integers.
fn whole_range(schema: &mut Schema) {
    const RANGES: [(&str, i64, u64); 4] = [
        ("uint32", 0, u32::MAX as u64),
        ("int32", i32::MIN as i64, i32::MAX as u64),
        ("uint64", 0, u64::MAX),
        ("int64", i64::MIN, i64::MAX as u64),
    ];
    let format = schema.get("format").and_then(Value::as_str);
    if let Some((_, least, most)) = RANGES.into_iter().find(|(name, ..)| Some(*name) == format) {
        schema.insert("minimum".to_owned(), least.into());
        schema.insert("maximum".to_owned(), most.into());
    }
}

/// The same order in every build: whether maps are ordered by key depends on a feature that any crate can switch on.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut pairs: Vec<_> = map.into_iter().collect();
            pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
            Value::Object(pairs.into_iter().map(|(key, value)| (key, sorted(value))).collect::<Map<_, _>>())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(sorted).collect()),
        plain => plain,
    }
}

impl JsonSchema for Id {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A stable identity.",
            "type": "string",
            "pattern": "^[a-z0-9-]{1,23}$",
        })
    }
}

impl<T: Identified + JsonSchema> JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("List of {}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": generator.subschema_for::<T>(),
            "maxItems": Self::MAX,
        })
    }
}
