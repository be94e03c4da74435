//! The JSON body of a call, as the AWS API and `aws dynamodb ... --cli-input-json` take it.
//!
//! Deliberately absent: signing, sending, and the look-up of ARNs.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tablewright_model::{Encryption, TableClass};

use crate::setting::{capacity, table as settings, units};
use crate::{
    Call, CopyPlace, IndexState, KeyElement, KeyRole, LocalIndexState, NewIndex, ProjectionState, ScalarType,
    TableState, VectorIndexState,
};

impl Call {
    /// The body of the request.
    ///
    /// `arn` is the table's ARN in the region of the call; only tags, policies and exports need it, since they take no
    /// names. Without it the text `<ARN of NAME>` stands in its place: good for showing, not for sending.
    #[must_use]
    pub fn request(&self, arn: Option<&str>) -> Value {
        match self {
            Self::CreateTable { table } => create_table(table),
            Self::DeleteTable { table } => json!({ "TableName": table }),
            Self::BackUp { table, backup } => json!({ "TableName": table, "BackupName": backup }),
            Self::Export { table, to } => export(to, &resource(arn, table)),
            Self::Import { table, from, .. } => import(table, from),
            Self::CreateIndex { table, definitions, index, state } => json!({
                "TableName": table,
                "AttributeDefinitions": attribute_definitions(definitions),
                (state.kind().updates()): [{ "Create": new_index(index, state) }],
            }),
            Self::DeleteIndex { table, index, kind } => json!({
                "TableName": table,
                (kind.updates()): [{ "Delete": { "IndexName": index } }],
            }),
            Self::Set { table, setting } => setting.request(table, &resource(arn, table)),
            Self::Tag { table, tags } => {
                json!({ "ResourceArn": resource(arn, table), "Tags": tag_list(tags) })
            }
            Self::Untag { table, keys } => {
                json!({ "ResourceArn": resource(arn, table), "TagKeys": keys })
            }
            Self::Replicate { table, change } => change.request(table),
            Self::At { call, .. } => call.request(arn),
        }
    }
}

fn export(to: &CopyPlace, arn: &str) -> Value {
    let mut body = json!({
        "TableArn": arn,
        "S3Bucket": to.bucket(),
        "S3Prefix": to.prefix(),
        "ExportFormat": "DYNAMODB_JSON",
        "ClientToken": to.token(),
    });
    if let Some(owner) = to.owner() {
        body["S3BucketOwner"] = json!(owner);
    }
    body
}

/// The id of the export is AWS's own: it stands for itself until the call is made.
fn import(table: &TableState, from: &CopyPlace) -> Value {
    let mut source = json!({ "S3Bucket": from.bucket(), "S3KeyPrefix": from.data_of("<id of the export>") });
    if let Some(owner) = from.owner() {
        source["S3BucketOwner"] = json!(owner);
    }
    let mut creation = create_table(table);
    if let Value::Object(fields) = &mut creation {
        fields.remove("DeletionProtectionEnabled");
    }
    json!({
        "S3BucketSource": source,
        "InputFormat": "DYNAMODB_JSON",
        "InputCompressionType": "GZIP",
        "TableCreationParameters": creation,
        "ClientToken": from.token(),
    })
}

fn create_table(table: &TableState) -> Value {
    let mut body = json!({
        "TableName": table.name,
        "AttributeDefinitions": attribute_definitions(&table.definitions),
        "KeySchema": key_schema(&table.key),
        "BillingMode": capacity::mode(table.billing),
        "DeletionProtectionEnabled": table.deletion_protection,
    });
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body[name] = value;
        }
    };
    put("ProvisionedThroughput", table.capacity().map(capacity::throughput));
    put("OnDemandThroughput", units::first_bounds(&table.maximum));
    put("WarmThroughput", table.warm.as_ref().map(units::warm_units));
    put("GlobalSecondaryIndexes", list(&table.indexes, global_index));
    put("LocalSecondaryIndexes", list(&table.local_indexes, |name, index| local_index(table, name, index)));
    put("VectorIndexes", list(&table.vector_indexes, vector_index));
    put("StreamSpecification", table.stream.map(|view| settings::stream(Some(view))));
    let own_key = (table.encryption != Encryption::AwsOwned).then(|| settings::encryption(&table.encryption));
    put("SSESpecification", own_key);
    let class = (table.class != TableClass::Standard).then(|| json!(table.class.term()));
    put("TableClass", class);
    put("ResourcePolicy", table.policy.as_ref().map(|policy| json!(policy)));
    put("Tags", (!table.tags.is_empty()).then(|| tag_list(&table.tags)));
    body
}

/// An empty list is refused.
fn list<T>(indexes: &BTreeMap<String, T>, one: impl Fn(&str, &T) -> Value) -> Option<Value> {
    (!indexes.is_empty()).then(|| indexes.iter().map(|(name, index)| one(name, index)).collect())
}

fn new_index(name: &str, index: &NewIndex) -> Value {
    match index {
        NewIndex::Global(index) => global_index(name, index),
        NewIndex::Vector(index) => vector_index(name, index),
    }
}

fn global_index(name: &str, index: &IndexState) -> Value {
    let mut body = json!({
        "IndexName": name,
        "KeySchema": key_schema(&index.key),
        "Projection": projection(&index.projection),
    });
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body[name] = value;
        }
    };
    put("ProvisionedThroughput", index.capacity.map(capacity::throughput));
    put("OnDemandThroughput", units::first_bounds(&index.maximum));
    put("WarmThroughput", index.warm.as_ref().map(units::warm_units));
    body
}

fn local_index(table: &TableState, name: &str, index: &LocalIndexState) -> Value {
    let sort = KeyElement { name: index.sort.clone(), role: KeyRole::Range };
    let partition = table.key.iter().filter(|part| part.role == KeyRole::Hash).cloned();
    json!({
        "IndexName": name,
        "KeySchema": key_schema(&partition.chain([sort]).collect::<Vec<_>>()),
        "Projection": projection(&index.projection),
    })
}

fn vector_index(name: &str, index: &VectorIndexState) -> Value {
    let mut body = json!({
        "IndexName": name,
        "VectorAttribute": { "AttributeName": index.vector },
        "Dimensions": index.dimensions,
        "DistanceFunction": index.distance.term(),
        "Projection": projection(&index.projection),
    });
    let element =
        |kind: &str, name: &String| json!({ "AttributeName": name, "SearchSchemaElementType": kind });
    let partition = index.partition.iter().map(|name| element("HASH", name));
    let schema: Vec<_> =
        partition.chain(index.filters.iter().map(|name| element("INLINE_FILTER", name))).collect();
    if !schema.is_empty() {
        body["SearchSchema"] = json!(schema);
    }
    body
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

fn tag_list(tags: &BTreeMap<String, String>) -> Value {
    tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

fn resource(arn: Option<&str>, table: &str) -> String {
    arn.map_or_else(|| format!("<ARN of {table}>"), str::to_owned)
}
