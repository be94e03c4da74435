//! The JSON body of a call, as the AWS API and `aws dynamodb ... --cli-input-json` take it.
//!
//! Deliberately absent: signing, sending, and the look-up of ARNs.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tablewright_model::Capacity;

use crate::{BillingState, Call, IndexState, KeyElement, ProjectionState, ScalarType, TableState};

impl Call {
    /// The body of the request.
    ///
    /// `arn` is the table's ARN; only tags need it, since that operation takes no names. Without it the text
    /// `<ARN of NAME>` stands in its place: good for showing, not for sending.
    #[must_use]
    pub fn request(&self, arn: Option<&str>) -> Value {
        match self {
            Self::CreateTable { table } => create_table(table),
            Self::DeleteTable { table } => json!({ "TableName": table }),
            Self::CreateIndex { table, definitions, index, state } => json!({
                "TableName": table,
                "AttributeDefinitions": attribute_definitions(definitions),
                "GlobalSecondaryIndexUpdates": [{ "Create": global_index(index, state) }],
            }),
            Self::DeleteIndex { table, index } => json!({
                "TableName": table,
                "GlobalSecondaryIndexUpdates": [{ "Delete": { "IndexName": index } }],
            }),
            Self::SetBilling { table, billing, indexes } => {
                let mut body = with_throughput(table, provisioned(*billing), indexes);
                body.insert("BillingMode".to_owned(), json!(billing_mode(*billing)));
                Value::Object(body)
            }
            Self::SetCapacity { table, capacity, indexes } => {
                Value::Object(with_throughput(table, *capacity, indexes))
            }
            Self::SetStream { table, view: Some(view) } => json!({
                "TableName": table,
                "StreamSpecification": { "StreamEnabled": true, "StreamViewType": view.term() },
            }),
            Self::SetStream { table, view: None } => {
                json!({ "TableName": table, "StreamSpecification": { "StreamEnabled": false } })
            }
            Self::SetDeletionProtection { table, enabled } => {
                json!({ "TableName": table, "DeletionProtectionEnabled": enabled })
            }
            Self::SetTtl { table, attribute, enabled } => json!({
                "TableName": table,
                "TimeToLiveSpecification": { "AttributeName": attribute, "Enabled": enabled },
            }),
            Self::Tag { table, tags } => {
                json!({ "ResourceArn": resource(arn, table), "Tags": tag_list(tags) })
            }
            Self::Untag { table, keys } => {
                json!({ "ResourceArn": resource(arn, table), "TagKeys": keys })
            }
        }
    }
}

fn create_table(table: &TableState) -> Value {
    let mut body = with_throughput(&table.name, provisioned(table.billing), &BTreeMap::new());
    let mut put = |name: &str, value| body.insert(name.to_owned(), value);
    put("AttributeDefinitions", attribute_definitions(&table.definitions));
    put("KeySchema", key_schema(&table.key));
    put("BillingMode", json!(billing_mode(table.billing)));
    put("DeletionProtectionEnabled", json!(table.deletion_protection));
    // An empty list of indexes is refused.
    if !table.indexes.is_empty() {
        let indexes: Vec<_> = table.indexes.iter().map(|(name, state)| global_index(name, state)).collect();
        put("GlobalSecondaryIndexes", json!(indexes));
    }
    if let Some(view) = table.stream {
        put("StreamSpecification", json!({ "StreamEnabled": true, "StreamViewType": view.term() }));
    }
    if !table.tags.is_empty() {
        put("Tags", tag_list(&table.tags));
    }
    Value::Object(body)
}

fn with_throughput(
    table: &str,
    capacity: Option<Capacity>,
    indexes: &BTreeMap<String, Capacity>,
) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("TableName".to_owned(), json!(table));
    if let Some(capacity) = capacity {
        body.insert("ProvisionedThroughput".to_owned(), throughput(capacity));
    }
    if !indexes.is_empty() {
        let update = |(name, capacity): (&String, &Capacity)| json!({ "Update": { "IndexName": name, "ProvisionedThroughput": throughput(*capacity) } });
        let updates: Vec<_> = indexes.iter().map(update).collect();
        body.insert("GlobalSecondaryIndexUpdates".to_owned(), json!(updates));
    }
    body
}

fn global_index(name: &str, index: &IndexState) -> Value {
    let mut body = Map::new();
    body.insert("IndexName".to_owned(), json!(name));
    body.insert("KeySchema".to_owned(), key_schema(&index.key));
    body.insert("Projection".to_owned(), projection(&index.projection));
    if let Some(capacity) = index.capacity {
        body.insert("ProvisionedThroughput".to_owned(), throughput(capacity));
    }
    Value::Object(body)
}

fn key_schema(key: &[KeyElement]) -> Value {
    key.iter().map(|part| json!({ "AttributeName": part.name, "KeyType": part.role.term() })).collect()
}

fn attribute_definitions(definitions: &BTreeMap<String, ScalarType>) -> Value {
    let definition =
        |(name, kind): (&String, &ScalarType)| json!({ "AttributeName": name, "AttributeType": kind.term() });
    definitions.iter().map(definition).collect()
}

fn projection(projection: &ProjectionState) -> Value {
    match projection {
        ProjectionState::Include(names) => {
            json!({ "ProjectionType": projection.term(), "NonKeyAttributes": names })
        }
        ProjectionState::All | ProjectionState::KeysOnly => {
            json!({ "ProjectionType": projection.term() })
        }
    }
}

fn throughput(capacity: Capacity) -> Value {
    json!({ "ReadCapacityUnits": capacity.read, "WriteCapacityUnits": capacity.write })
}

const fn provisioned(billing: BillingState) -> Option<Capacity> {
    match billing {
        BillingState::OnDemand => None,
        BillingState::Provisioned(capacity) => Some(capacity),
    }
}

const fn billing_mode(billing: BillingState) -> &'static str {
    match billing {
        BillingState::OnDemand => "PAY_PER_REQUEST",
        BillingState::Provisioned(_) => "PROVISIONED",
    }
}

fn tag_list(tags: &BTreeMap<String, String>) -> Value {
    tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

fn resource(arn: Option<&str>, table: &str) -> String {
    arn.map_or_else(|| format!("<ARN of {table}>"), str::to_owned)
}
