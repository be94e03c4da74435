//! Designs made in a sandbox: their tables and indexes, with the sample items in them.

use std::error::Error;

use serde_json::{Value as Json, json};
use tablewright_access::preview::Preview;
use tablewright_access::schema::TableSchema;
pub(crate) use tablewright_access::trial::creation;
use tablewright_model::{Design, Table, VectorIndex};

use crate::wire::Wire;

/// Makes the tables of a design and puts the items that the preview holds. Tables must be active at once.
pub(crate) async fn prepare(
    wire: &mut Wire,
    design: &Design,
    preview: &Preview,
) -> Result<(), Box<dyn Error>> {
    for table in &design.tables {
        let Some(schema) = TableSchema::of(table) else { continue };
        called(wire, "CreateTable", &creation(&schema)).await?;
        for index in &table.vector_indexes {
            called(wire, "UpdateTable", &vector(table, index)).await?;
        }
        let items = preview.store(table.id).into_iter().flat_map(|store| store.entries_of(None));
        for item in items {
            called(wire, "PutItem", &json!({"TableName": table.name, "Item": **item})).await?;
        }
    }
    Ok(())
}

/// Removes the tables of a design.
pub(crate) async fn remove(wire: &mut Wire, design: &Design) -> Result<(), Box<dyn Error>> {
    for table in design.tables.iter().filter(|table| TableSchema::of(table).is_some()) {
        called(wire, "DeleteTable", &json!({"TableName": table.name})).await?;
    }
    Ok(())
}

/// The answer of a call that must succeed.
pub(crate) async fn called(wire: &mut Wire, operation: &str, body: &Json) -> Result<Json, Box<dyn Error>> {
    let answer = wire.call(operation, body).await?;
    answer.map_err(|(exception, message)| format!("{operation} {body}: {exception}: {message}").into())
}

fn vector(table: &Table, index: &VectorIndex) -> Json {
    let name = |id| table.attribute_name(id);
    let element = |id, kind: &str| json!({"AttributeName": name(id), "SearchSchemaElementType": kind});
    let hash = index.partition.iter().map(|id| element(*id, "HASH"));
    let filters = index.filters.iter().map(|id| element(*id, "INLINE_FILTER"));
    let schema: Vec<Json> = hash.chain(filters).collect();
    let definitions = index.searched().filter_map(|id| table.attribute(id));
    let definitions: Vec<Json> = definitions
        .map(|one| json!({"AttributeName": one.name, "AttributeType": one.kind.descriptor()}))
        .collect();
    let mut projection = json!({"ProjectionType": index.projection.term()});
    if !index.projection.included().is_empty() {
        let included: Vec<&str> = index.projection.included().iter().map(|id| name(*id)).collect();
        projection["NonKeyAttributes"] = included.into();
    }
    let mut create = json!({
        "IndexName": index.name, "VectorAttribute": {"AttributeName": index.vector.map(name)},
        "Dimensions": index.dimensions, "DistanceFunction": index.distance.term(), "Projection": projection,
    });
    if !schema.is_empty() {
        create["SearchSchema"] = schema.into();
    }
    json!({
        "TableName": table.name, "AttributeDefinitions": definitions,
        "VectorIndexUpdates": [{"Create": create}],
    })
}
