//! Shapes of the DynamoDB API that several formats share: `CreateTable`, and CloudFormation, which follows it.
//!
//! A reference to an attribute that is gone is left out, as everywhere in the writers.

use tablewright_model::{
    AttributeId, Billing, Capacity, GlobalIndex, LocalIndex, Maximum, Projection, Table, VectorIndex, Warm,
};

use crate::tree::{Map, Tree, map};

/// `AttributeDefinitions`: those of the keys, and no other.
pub(crate) fn attribute_definitions(table: &Table) -> Vec<Tree> {
    let used = table.key_attributes().into_iter().filter_map(|id| table.attribute(id));
    let definition = |attribute: &tablewright_model::Attribute| {
        let mut map = Map::default();
        map.about(&attribute.description, "AttributeName", attribute.name.as_str());
        map.set("AttributeType", attribute.kind.descriptor());
        map.into()
    };
    used.map(definition).collect()
}

/// `KeySchema` of the table.
pub(crate) fn table_key(table: &Table) -> Vec<Tree> {
    let (partition, sort) = (table.key.partition, table.key.sort);
    key_schema(table, partition.as_slice(), sort.as_slice())
}

/// `KeySchema`: partition keys, then sort keys.
fn key_schema(table: &Table, partition: &[AttributeId], sort: &[AttributeId]) -> Vec<Tree> {
    let of = |ids: &[AttributeId], role: &'static str| {
        let names = names(table, ids).into_iter();
        let element = |name: &str| map([("AttributeName", name.into()), ("KeyType", role.into())]).into();
        names.map(element).collect::<Vec<Tree>>()
    };
    [of(partition, "HASH"), of(sort, "RANGE")].concat()
}

/// `LocalSecondaryIndexes`.
pub(crate) fn local_indexes(table: &Table) -> Vec<Tree> {
    let index = |index: &LocalIndex| {
        let (partition, sort) = (table.key.partition, index.sort);
        let keys = key_schema(table, partition.as_slice(), sort.as_slice());
        index_with(&index.name, &index.description, keys, projection(table, &index.projection)).into()
    };
    table.local_indexes.iter().map(|one| index(one)).collect()
}

/// `GlobalSecondaryIndexes`, each with what `more` adds.
pub(crate) fn global_indexes(table: &Table, more: impl Fn(&GlobalIndex, &mut Map)) -> Vec<Tree> {
    let index = |index: &GlobalIndex| {
        let keys = key_schema(table, &index.partition, &index.sort);
        let mut map = index_with(&index.name, &index.description, keys, projection(table, &index.projection));
        more(index, &mut map);
        map.into()
    };
    table.indexes.iter().map(|one| index(one)).collect()
}

fn index_with(name: &str, description: &str, keys: Vec<Tree>, projection: Map) -> Map {
    let mut map = Map::default();
    map.about(description, "IndexName", name);
    map.set("KeySchema", keys);
    map.set("Projection", projection);
    map
}

/// `VectorIndexes`.
pub(crate) fn vector_indexes(table: &Table) -> Vec<Tree> {
    let index = |index: &VectorIndex| {
        let mut map = Map::default();
        map.about(&index.description, "IndexName", index.name.as_str());
        if let Some(name) = index.vector.and_then(|id| table.attribute(id)) {
            map.set("VectorAttribute", crate::tree::map([("AttributeName", name.name.as_str().into())]));
        }
        map.set("Dimensions", index.dimensions);
        map.set("DistanceFunction", index.distance.term());
        map.list("SearchSchema", search_schema(table, index));
        map.set("Projection", projection(table, &index.projection));
        map.into()
    };
    table.vector_indexes.iter().map(|one| index(one)).collect()
}

fn search_schema(table: &Table, index: &VectorIndex) -> Vec<Tree> {
    let of = |ids: &[AttributeId], role: &'static str| {
        let element = |name: &str| {
            map([("AttributeName", name.into()), ("SearchSchemaElementType", role.into())]).into()
        };
        names(table, ids).into_iter().map(element).collect::<Vec<Tree>>()
    };
    [of(index.partition.as_slice(), "HASH"), of(&index.filters, "INLINE_FILTER")].concat()
}

fn projection(table: &Table, projection: &Projection) -> Map {
    let mut shape = map([("ProjectionType", projection.term().into())]);
    let included = names(table, projection.included());
    shape.list("NonKeyAttributes", included.into_iter().map(Tree::from).collect());
    shape
}

/// `BillingMode`.
pub(crate) const fn billing_mode(table: &Table) -> &'static str {
    match table.billing {
        Billing::OnDemand => "PAY_PER_REQUEST",
        Billing::Provisioned(_) => "PROVISIONED",
    }
}

/// Adds `ProvisionedThroughput` or `OnDemandThroughput`, as the billing of the table has it, and `WarmThroughput`.
pub(crate) fn throughput(
    map: &mut Map,
    table: &Table,
    capacity: Option<Capacity>,
    maximum: Option<Maximum>,
    warm: Option<Warm>,
) {
    if table.billing == Billing::OnDemand {
        map.maybe("OnDemandThroughput", on_demand(maximum));
    } else {
        map.maybe("ProvisionedThroughput", capacity.map(provisioned));
    }
    map.maybe("WarmThroughput", warm.map(warm_throughput));
}

pub(crate) fn provisioned(capacity: Capacity) -> Map {
    map([("ReadCapacityUnits", capacity.read.into()), ("WriteCapacityUnits", capacity.write.into())])
}

fn on_demand(maximum: Option<Maximum>) -> Option<Map> {
    let maximum = maximum?;
    let mut map = Map::default();
    map.maybe("MaxReadRequestUnits", maximum.read);
    map.maybe("MaxWriteRequestUnits", maximum.write);
    (!map.is_empty()).then_some(map)
}

pub(crate) fn warm_throughput(warm: Warm) -> Map {
    map([("ReadUnitsPerSecond", warm.read.into()), ("WriteUnitsPerSecond", warm.write.into())])
}

/// `Tags`.
pub(crate) fn tags(table: &Table) -> Vec<Tree> {
    let tag = |(key, value): (&String, &String)| {
        map([("Key", key.as_str().into()), ("Value", value.as_str().into())]).into()
    };
    table.tags.iter().map(tag).collect()
}

/// The names of those that are there.
pub(crate) fn names<'a>(table: &'a Table, ids: &[AttributeId]) -> Vec<&'a str> {
    ids.iter().filter_map(|id| table.attribute(*id)).map(|attribute| attribute.name.as_str()).collect()
}
