//! One table.

use tablewright_model::{Billing, PrimaryKey, Table, TableId};

use crate::import::report::Notes;
use crate::import::table::TableSource;
use crate::import::value::{Loc, Map, Value, shown};

use super::attributes::{Attributes, key};
use super::by_index::ByIndex;
use super::entities::Facets;
use super::ids::Ids;
use super::indexes::{self, Beside};
use super::local_indexes::local;
use super::protection::{self, taken};
use super::reading::{MAX_NAME, MAX_TEXT, Reading, known_name, owner};
use super::tags::tags;
use super::vector_indexes::vector;
use super::{consumers, formats, left_out, replicas, scaling, streams, throughput};

pub(super) fn table(mut source: TableSource, name: String, ids: &mut Ids, notes: &mut Notes) -> Table {
    let at = source.at;
    tell_name(&name, &mut source, notes);
    let mut reading = Reading { owner: owner("table", &name), notes };
    bound(&mut source.properties, &mut reading);
    let map = &mut source.properties;
    let mut attributes = attributes(map, &mut reading);
    let mut table = Table::blank(TableId(ids.of(&name)), name);
    let description = map.remove("Description").and_then(|text| text.to_text()).unwrap_or_default();
    table.description = description.chars().take(MAX_TEXT / 4).collect();
    structure(&mut table, map, at, &mut attributes, &mut reading);
    settings(&mut table, map, &mut attributes, &mut reading);
    let facets = Facets::read(map, &mut attributes, &mut reading);
    formats::read(taken(map, "SampleDataFormats"), &mut attributes, &mut reading);
    left_out::tell(map, &mut reading);
    table.attributes = attributes.into_list();
    facets.fill(&mut table);
    let owner = std::mem::take(&mut reading.owner);
    notes.understood(at, owner + &parts(&table));
    table
}

/// No source has as many settings as this; what goes on is told and gone, so that asking for one stays quick.
fn bound(map: &mut Map, reading: &mut Reading<'_>) {
    const MOST: usize = 1_000;
    let Some((name, first)) = map.iter().nth(MOST) else { return };
    let message =
        format!("settings are left out from `{}` on, since there are more than {MOST}", shown(name));
    reading.left_out(first.at, &message);
    *map = Map::of(map.iter().take(MOST).cloned().collect());
}

fn attributes(map: &mut Map, reading: &mut Reading<'_>) -> Attributes {
    let mut attributes = Attributes::default();
    for definitions in ["AttributeDefinitions", "NonKeyAttributes"] {
        if let Some(definitions) = map.remove(definitions) {
            attributes.define(&definitions, reading);
        }
    }
    attributes
}

/// Keys, billing and indexes.
fn structure(
    table: &mut Table,
    map: &mut Map,
    at: Loc,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) {
    let (partition, sort) = key(map.remove("KeySchema").as_ref(), attributes, reading);
    table.key = PrimaryKey { partition: partition.first().copied(), sort: sort.first().copied() };
    table.billing = throughput::billing(map, at, reading);
    let mut ids = Ids::default();
    let mut beside = Beside {
        is_provisioned: matches!(table.billing, Billing::Provisioned(_)),
        scaling: ByIndex::of(map.remove("AutoScaling")),
        insights: ByIndex::of(map.remove("ContributorInsightsSpecification")),
    };
    let globals = map.remove("GlobalSecondaryIndexes");
    table.indexes = indexes::global(globals, &mut beside, &mut ids, attributes, reading);
    let locals = map.remove("LocalSecondaryIndexes");
    table.local_indexes = local(locals, table.key.partition, &mut ids, attributes, reading);
    table.vector_indexes = vector(map.remove("VectorIndexes"), &mut ids, attributes, reading);
    table.autoscaling = scaling::autoscaling(&beside.scaling.of_table(), reading);
    table.insights = protection::insights(&beside.insights.of_table(), reading);
    beside.scaling.tell("autoscaling", reading);
    beside.insights.tell("Contributor Insights", reading);
}

fn settings(table: &mut Table, map: &mut Map, attributes: &mut Attributes, reading: &mut Reading<'_>) {
    table.maximum = throughput::maximum(taken(map, "OnDemandThroughput").as_ref(), reading);
    table.warm = throughput::warm(taken(map, "WarmThroughput").as_ref(), reading);
    table.class = protection::class(taken(map, "TableClass"), reading).unwrap_or_default();
    table.stream = streams::stream(taken(map, "StreamSpecification"), reading);
    table.kinesis = streams::kinesis(taken(map, "KinesisStreamSpecification"), reading);
    table.consumers = consumers::consumers(taken(map, "EventSourceMappings"), reading);
    table.ttl = streams::ttl(taken(map, "TimeToLiveSpecification"), attributes, reading);
    table.recovery = protection::recovery(taken(map, "PointInTimeRecoverySpecification"), reading);
    table.encryption = protection::encryption(taken(map, "SSESpecification"), reading).unwrap_or_default();
    table.deletion_protection = protection::deletion(taken(map, "DeletionProtectionEnabled"), reading);
    table.policy = protection::policy(taken(map, "ResourcePolicy"), reading);
    table.tags = tags(taken(map, "Tags"), reading);
    replicas::read(table, map, reading);
}

/// The name; of one with gaps what is known, else what the source calls the table.
pub(super) fn name(source: &TableSource) -> String {
    let value = source.properties.get("TableName");
    let known = value.and_then(Value::to_text).filter(|name| !name.is_empty() && name.len() <= MAX_NAME);
    let label = || source.label.chars().take(MAX_NAME / 4).collect();
    known.map(|name| name.to_string()).or_else(|| value.and_then(known_name)).unwrap_or_else(label)
}

/// Tells of a name that isn't the one that the source gives.
fn tell_name(name: &str, source: &mut TableSource, notes: &mut Notes) {
    let value = source.properties.remove("TableName").filter(|name| !name.is_null());
    if value.as_ref().and_then(Value::to_text).is_some_and(|known| *known == *name) {
        return;
    }
    let owner = owner("table", name);
    let (at, message) = match value.as_ref().and_then(|value| Some((value.at, value.as_unknown()?))) {
        Some((at, unknown)) => {
            let text = shown(&unknown.text);
            (at, format!("{owner}: the name is taken from `{text}`, which can't be known here"))
        }
        None => (source.at, format!("{owner}: the source gives no name: taken from what it calls the table")),
    };
    notes.assumed(at, message);
}

/// A kind of part with how many of it there are.
type Count = (usize, &'static str, &'static str);

/// What a table has, with numbers: ", 2 global secondary indexes, 1 replica".
fn parts(table: &Table) -> String {
    let counts: [Count; 7] = [
        (table.indexes.len(), "global secondary index", "global secondary indexes"),
        (table.local_indexes.len(), "local secondary index", "local secondary indexes"),
        (table.vector_indexes.len(), "vector index", "vector indexes"),
        (table.replicas.len(), "replica", "replicas"),
        (table.consumers.len(), "consumer", "consumers"),
        (table.entities.len(), "entity", "entities"),
        (table.items.len(), "item", "items"),
    ];
    let count = |(number, one, many): Count| match number {
        0 => String::new(),
        1 => format!(", 1 {one}"),
        number => format!(", {number} {many}"),
    };
    counts.map(count).concat()
}
