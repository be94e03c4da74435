//! The request that makes a table with what items notice of it: key, indexes, types.
//!
//! On demand, and with nothing else of its settings: those neither read nor write items.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use tablewright_model::AttributeType;

use crate::schema::{IndexProjection, IndexSchema, IndexScope, KeyAttribute, KeySchema, TableSchema};

/// The body of a `CreateTable`.
#[must_use]
pub fn creation(schema: &TableSchema) -> Json {
    let mut request = json!({
        "TableName": schema.name, "BillingMode": "PAY_PER_REQUEST", "KeySchema": key_schema(&schema.key),
        "AttributeDefinitions": definitions(schema),
    });
    for (scope, parameter) in
        [(IndexScope::Global, "GlobalSecondaryIndexes"), (IndexScope::Local, "LocalSecondaryIndexes")]
    {
        let indexes: Vec<Json> =
            schema.indexes.iter().filter(|index| index.scope == scope).map(index).collect();
        if let (false, Some(members)) = (indexes.is_empty(), request.as_object_mut()) {
            members.insert(parameter.to_owned(), indexes.into());
        }
    }
    request
}

fn index(index: &IndexSchema) -> Json {
    let projection = match &index.projection {
        IndexProjection::All => json!({"ProjectionType": "ALL"}),
        IndexProjection::KeysOnly => json!({"ProjectionType": "KEYS_ONLY"}),
        IndexProjection::Include(names) => json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": names}),
    };
    json!({"IndexName": index.name, "KeySchema": key_schema(&index.key), "Projection": projection})
}

fn key_schema(key: &KeySchema) -> Vec<Json> {
    let element =
        |kind: &'static str| move |one: &KeyAttribute| json!({"AttributeName": one.name, "KeyType": kind});
    key.partition.iter().map(element("HASH")).chain(key.sort.iter().map(element("RANGE"))).collect()
}

fn definitions(schema: &TableSchema) -> Vec<Json> {
    let keys = schema.key.attributes().chain(schema.indexes.iter().flat_map(|index| index.key.attributes()));
    let used: BTreeMap<&str, AttributeType> =
        keys.map(|attribute| (attribute.name.as_str(), attribute.kind)).collect();
    let definition = |(name, kind): (&str, AttributeType)| json!({"AttributeName": name, "AttributeType": kind.descriptor()});
    used.into_iter().map(definition).collect()
}
