//! Requests as a table of a design means them, faults included: what is gone is asked for by a name nobody defined.

use serde_json::{Value, json};
use tablewright_model::{
    Attribute, AttributeId, Billing, Capacity, GlobalIndex, Item, LocalIndex, Maximum, Projection, Table,
    VectorIndex,
};

/// `CreateTable` with all that the emulator knows.
pub(crate) fn create_table(table: &Table) -> Value {
    let mut request = json!({
        "TableName": table.name,
        "AttributeDefinitions": definitions(table),
        "KeySchema": key(table, table.key.partition.as_slice(), table.key.sort.as_slice()),
        "TableClass": table.class.term(),
        "DeletionProtectionEnabled": table.deletion_protection,
    });
    let parts = [
        ("GlobalSecondaryIndexes", list(table.indexes.iter().map(|index| global(table, index)))),
        ("LocalSecondaryIndexes", list(table.local_indexes.iter().map(|index| local(table, index)))),
        ("VectorIndexes", list(table.vector_indexes.iter().map(|index| vector(table, index)))),
        ("OnDemandThroughput", table.maximum.map(maximum)),
        (
            "StreamSpecification",
            table.stream.map(|view| json!({ "StreamEnabled": true, "StreamViewType": view.term() })),
        ),
    ];
    request["BillingMode"] = match table.billing {
        Billing::OnDemand => json!("PAY_PER_REQUEST"),
        Billing::Provisioned(units) => {
            request["ProvisionedThroughput"] = capacity(units);
            json!("PROVISIONED")
        }
    };
    for (name, part) in parts {
        if let Some(part) = part {
            request[name] = part;
        }
    }
    request
}

/// `PutItem` of a sample item.
pub(crate) fn put_item(table: &Table, item: &Item) -> Value {
    json!({ "TableName": table.name, "Item": item.values })
}

fn list(entries: impl Iterator<Item = Value>) -> Option<Value> {
    let entries: Vec<_> = entries.collect();
    (!entries.is_empty()).then(|| json!(entries))
}

fn name(table: &Table, id: AttributeId) -> String {
    table.attribute(id).map_or_else(|| format!("gone-{id}"), |attribute| attribute.name.clone())
}

/// Exactly the attributes that keys use.
fn definitions(table: &Table) -> Vec<Value> {
    let used = table.key_attributes();
    let defined = used.iter().filter_map(|id| table.attribute(*id));
    let definition = |attribute: &Attribute| json!({ "AttributeName": attribute.name, "AttributeType": attribute.kind.descriptor() });
    defined.map(definition).collect()
}

fn key(table: &Table, partition: &[AttributeId], sort: &[AttributeId]) -> Vec<Value> {
    let element =
        |kind: &str, id: &AttributeId| json!({ "AttributeName": name(table, *id), "KeyType": kind });
    let hash = partition.iter().map(|id| element("HASH", id));
    hash.chain(sort.iter().map(|id| element("RANGE", id))).collect()
}

fn projection(table: &Table, projection: &Projection) -> Value {
    let mut value = json!({ "ProjectionType": projection.term() });
    if let Projection::Include(included) = projection {
        value["NonKeyAttributes"] = included.iter().map(|id| name(table, *id)).collect();
    }
    value
}

fn capacity(units: Capacity) -> Value {
    json!({ "ReadCapacityUnits": units.read, "WriteCapacityUnits": units.write })
}

fn maximum(units: Maximum) -> Value {
    json!({ "MaxReadRequestUnits": units.read, "MaxWriteRequestUnits": units.write })
}

fn global(table: &Table, index: &GlobalIndex) -> Value {
    let mut value = json!({
        "IndexName": index.name,
        "KeySchema": key(table, &index.partition, &index.sort),
        "Projection": projection(table, &index.projection),
    });
    if let Some(units) = index.capacity {
        value["ProvisionedThroughput"] = capacity(units);
    }
    value
}

fn local(table: &Table, index: &LocalIndex) -> Value {
    json!({
        "IndexName": index.name,
        "KeySchema": key(table, table.key.partition.as_slice(), index.sort.as_slice()),
        "Projection": projection(table, &index.projection),
    })
}

fn vector(table: &Table, index: &VectorIndex) -> Value {
    let element = |kind: &str, id: &AttributeId| json!({ "AttributeName": name(table, *id), "SearchSchemaElementType": kind });
    let hash = index.partition.iter().map(|id| element("HASH", id));
    let schema: Vec<_> = hash.chain(index.filters.iter().map(|id| element("INLINE_FILTER", id))).collect();
    json!({
        "IndexName": index.name,
        "VectorAttribute": index.vector.map(|id| json!({ "AttributeName": name(table, id) })),
        "Dimensions": index.dimensions,
        "DistanceFunction": index.distance.term(),
        "SearchSchema": schema,
        "Projection": projection(table, &index.projection),
    })
}
