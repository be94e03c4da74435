//! NoSQL Workbench: a model of version 3.0.
//!
//! The format is documented nowhere; what is written is what published models have. Entities become facets. Where every
//! item has an entity, items are in the facets, else all of them are at the table: readers look at one place only.

use tablewright_model::{
    Attribute, AttributeId, Autoscaling, Billing, Capacity, Design, Entity, Field, GlobalIndex, Projection,
    SampleFormat, Scaling, Table, TemplatePart,
};

use crate::api;
use crate::export::{Consumers, Held, Holds};
use crate::tree::{Map, Tree, descriptor, map};

/// What a model has a place for.
pub(crate) const HOLDS: Holds = Holds {
    table: Held::Only(&[
        Field::Name,
        Field::PartitionKey,
        Field::SortKey,
        Field::Billing,
        Field::Autoscaling,
    ]),
    index: Held::Only(&[
        Field::Name,
        Field::PartitionKey,
        Field::SortKey,
        Field::Projection,
        Field::Capacity,
    ]),
    wide_keys: false,
    templates: false,
    local_indexes: false,
    vector_indexes: false,
    replica: Held::Nothing,
    consumers: Consumers::Nothing,
    descriptions: false,
    patterns: false,
    canvas: false,
    ..Holds::EVERYTHING
};

/// The design as a model.
pub(crate) fn write(design: &Design) -> String {
    // There is no clock here, and two exports of one design are the same.
    const DATE: &str = "Jan 01, 2026, 12:00 AM";
    let metadata = map([
        ("Author", "".into()),
        ("DateCreated", DATE.into()),
        ("DateLastModified", DATE.into()),
        ("Description", design.description.as_str().into()),
        ("AWSService", "Amazon DynamoDB".into()),
        ("Version", "3.0".into()),
    ]);
    let tables = design.tables.iter().map(|one| table(one)).collect::<Vec<Tree>>();
    let model = [
        ("ModelName", design.name.as_str().into()),
        ("ModelMetadata", metadata.into()),
        ("DataModel", tables.into()),
    ];
    Tree::from(map(model)).to_json()
}

fn table(table: &Table) -> Tree {
    let mut model = map([("TableName", table.name.as_str().into())]);
    model.set("KeyAttributes", keys(table, table.key.partition, table.key.sort));
    model.set("NonKeyAttributes", others(table));
    let in_facets = !table.items.is_empty() && table.items.iter().all(|item| facet_of(table, item).is_some());
    model.list("TableFacets", table.entities.iter().map(|one| facet(table, one, in_facets)).collect());
    let narrow = table.indexes.iter().filter(|index| index.partition.len() <= 1 && index.sort.len() <= 1);
    model.list("GlobalSecondaryIndexes", narrow.map(|one| index(table, one)).collect());
    if !in_facets {
        model.list("TableData", table.items.iter().map(|item| Tree::from(&item.values)).collect());
    }
    model.set("DataAccess", map([("MySql", Map::default().into())]));
    model.map("SampleDataFormats", formats(table));
    model.set("BillingMode", api::billing_mode(table));
    if let Billing::Provisioned(capacity) = table.billing {
        model.set("ProvisionedCapacitySettings", settings(capacity, table.autoscaling));
    }
    model.into()
}

fn keys(table: &Table, partition: Option<AttributeId>, sort: Option<AttributeId>) -> Map {
    let mut keys = Map::default();
    for (name, id) in [("PartitionKey", partition), ("SortKey", sort)] {
        keys.maybe(name, id.and_then(|id| table.attribute(id)).map(attribute));
    }
    keys
}

fn attribute(attribute: &Attribute) -> Map {
    typed(&attribute.name, attribute.kind.descriptor())
}

fn typed(name: &str, kind: &str) -> Map {
    map([("AttributeName", name.into()), ("AttributeType", kind.into())])
}

/// All but the primary key: those of the design, then those that only items have.
fn others(table: &Table) -> Vec<Tree> {
    let is_key = |attribute: &Attribute| table.key.attributes().any(|id| id == attribute.id);
    let declared = table.attributes.iter().filter(|one| !is_key(one)).map(|one| attribute(one).into());
    let mut all: Vec<Tree> = declared.collect();
    let mut known: std::collections::BTreeSet<&str> =
        table.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    for (name, value) in table.items.iter().flat_map(|item| &item.values) {
        if known.insert(name) {
            all.push(typed(name, descriptor(value)).into());
        }
    }
    all
}

fn facet_of<'a>(table: &'a Table, item: &tablewright_model::Item) -> Option<&'a Entity> {
    table.entity(item.entity?)
}

fn facet(table: &Table, entity: &Entity, has_items: bool) -> Tree {
    let mut alias = Map::default();
    for (name, id) in [("PartitionKeyAlias", table.key.partition), ("SortKeyAlias", table.key.sort)] {
        alias.maybe(name, id.map(|id| self::alias(table, entity, id)));
    }
    let is_key = |id: AttributeId| table.key.attributes().any(|key| key == id);
    let carried: Vec<_> =
        entity.attributes.iter().map(|one| one.attribute).filter(|id| !is_key(*id)).collect();
    let mut facet = map([("FacetName", entity.name.as_str().into()), ("KeyAttributeAlias", alias.into())]);
    if has_items {
        let own = table.items.iter().filter(|item| item.entity == Some(entity.id));
        facet.set("TableData", own.map(|item| Tree::from(&item.values)).collect::<Vec<_>>());
    }
    facet.set("NonKeyAttributes", Tree::texts(api::names(table, &carried)));
    facet.set("DataAccess", map([("MySql", Map::default().into())]));
    facet.into()
}

/// What the key of a facet stands for: the one attribute that it is made of, else itself.
fn alias<'a>(table: &'a Table, entity: &Entity, key: AttributeId) -> &'a str {
    let made_of: Vec<_> =
        entity.template(key).into_iter().flat_map(|template| template.attributes()).collect();
    let has_parameter = |part: &TemplatePart| matches!(part, TemplatePart::Parameter(_));
    let is_open = entity.template(key).is_some_and(|template| template.0.iter().any(has_parameter));
    match made_of.as_slice() {
        [one] if !is_open => table.attribute_name(*one),
        _ => table.attribute_name(key),
    }
}

fn index(table: &Table, index: &GlobalIndex) -> Tree {
    let (partition, sort) = (index.partition.first().copied(), index.sort.first().copied());
    let mut model = map([("IndexName", index.name.as_str().into())]);
    model.set("KeyAttributes", keys(table, partition, sort));
    let mut projection = map([("ProjectionType", index.projection.term().into())]);
    if let Projection::Include(included) = &index.projection {
        projection.set("NonKeyAttributes", Tree::texts(api::names(table, included)));
    }
    model.set("Projection", projection);
    if let (Billing::Provisioned(_), Some(capacity)) = (table.billing, index.capacity) {
        model.set("ProvisionedCapacitySettings", settings(capacity, index.autoscaling));
    }
    model.into()
}

/// The formats whose names in a model are known.
fn formats(table: &Table) -> Map {
    let mut formats = Map::default();
    for attribute in &table.attributes {
        let format = match attribute.format {
            Some(SampleFormat::Email) => ["identifiers", "Email"],
            Some(SampleFormat::DateTime(_)) => ["date", "ISO 8601 date and time"],
            _ => continue,
        };
        formats.set(attribute.name.clone(), Tree::texts(format));
    }
    formats
}

fn settings(capacity: Capacity, scaling: Option<Autoscaling>) -> Map {
    let mut settings = map([("ProvisionedThroughput", api::provisioned(capacity).into())]);
    let Autoscaling { read, write } = scaling.unwrap_or_default();
    settings.maybe("AutoScalingRead", read.map(scaled));
    settings.maybe("AutoScalingWrite", write.map(scaled));
    settings
}

fn scaled(scaling: Scaling) -> Map {
    let target = map([
        ("MinCapacity", scaling.min.into()),
        ("MaxCapacity", scaling.max.into()),
        ("ServiceRole", "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable".into()),
    ]);
    let policy = map([("TargetValue", scaling.target.into())]);
    map([("ScalableTargetRequest", target.into()), ("ScalingPolicyConfiguration", policy.into())])
}
