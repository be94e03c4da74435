//! From what AWS answers to a [`LiveTable`]: absent and default are the same, lists without an order become maps.
//!
//! The rules are those of the service, one by one in the tests. Nothing is asked here, and nothing guessed: an answer
//! without something that a table always has is an error.

mod encryption;
mod indexes;
mod members;
mod neighbours;
mod scaling;
mod status;
mod throughput;

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{StreamSpecification, TableDescription};
use tablewright_model::{StreamView, TableClass};
use tablewright_plan::{LiveTable, TableState, Topic, canonical_kinesis};

use crate::unmodelled;

use members::Members;

pub(crate) use encryption::encrypted_with;
pub(crate) use members::LEGACY;
pub(crate) use neighbours::{Destinations, Insights, Neighbours, Scaling};

/// The table in our terms, or what is missing in the answer.
pub(crate) fn table(description: TableDescription, neighbours: Neighbours) -> Result<LiveTable, String> {
    let mut unmodelled = unmodelled::of(&description, &neighbours);
    let settling = settling(&description, &neighbours);
    let index_status = status::indexes(&description);
    let mut scaling = scaling::by_index(&neighbours.scaling, &mut unmodelled);
    let encryption = encryption::of(&description, &neighbours.key_aliases);
    let billing = throughput::billing(&description);
    let class = class(&description)?;
    let decreases_today = throughput::decreases(&description);
    let Members { all: members, consistency, witness } = members::of(&description);
    let arn = required(description.table_arn, "TableArn")?;
    let state = TableState {
        name: required(description.table_name, "TableName")?,
        key: indexes::key(description.key_schema)?,
        definitions: indexes::definitions(description.attribute_definitions)?,
        autoscaling: scaling.remove(&None).unwrap_or_default(),
        indexes: indexes::global(
            description.global_secondary_indexes,
            billing,
            scaling,
            &neighbours.insights.on,
        )?,
        local_indexes: indexes::local(description.local_secondary_indexes)?,
        vector_indexes: indexes::vector(description.vector_indexes)?,
        billing,
        maximum: throughput::maximum(description.on_demand_throughput.as_ref()),
        warm: description
            .warm_throughput
            .and_then(|warm| throughput::warm(warm.read_units_per_second, warm.write_units_per_second)),
        class,
        stream: stream(description.stream_specification)?,
        kinesis: neighbours.kinesis.on.into_iter().next().map(canonical_kinesis),
        ttl: neighbours.ttl,
        recovery: neighbours.recovery,
        encryption,
        deletion_protection: description.deletion_protection_enabled.unwrap_or(false),
        policy: neighbours.policy,
        insights: neighbours.insights.on.get(&None).copied(),
        tags: own_tags(neighbours.tags),
        consistency,
        replicas: BTreeMap::new(),
        witness,
    };
    Ok(LiveTable {
        state,
        // Some emulators have none; the ARN then is the best that there is.
        table_id: description.table_id.unwrap_or_else(|| arn.clone()),
        arn,
        stream_arn: description.latest_stream_arn,
        status: status::table(description.table_status),
        index_status,
        item_count: count(description.item_count),
        decreases_today,
        unmodelled,
        unknown: neighbours.unknown,
        settling,
        backups: BTreeMap::new(),
        exports: BTreeMap::new(),
        imports: BTreeMap::new(),
        key_aliases: neighbours.key_aliases,
        members,
        replicas: BTreeMap::new(),
    })
}

fn required<T>(value: Option<T>, field: &str) -> Result<T, String> {
    value.ok_or_else(|| format!("the answer has no {field}"))
}

fn count(number: Option<i64>) -> u64 {
    number.and_then(|number| u64::try_from(number).ok()).unwrap_or_default()
}

fn settling(description: &TableDescription, neighbours: &Neighbours) -> BTreeMap<Topic, String> {
    let all = [
        (Topic::Encryption, encryption::settling(description)),
        (Topic::Warm, throughput::warming(description)),
        (Topic::Kinesis, neighbours.kinesis.settling.clone()),
        (Topic::Insights, neighbours.insights.settling.clone()),
    ];
    all.into_iter().filter_map(|(topic, what)| Some((topic, what?))).collect()
}

fn class(description: &TableDescription) -> Result<TableClass, String> {
    let class = description.table_class_summary.as_ref().and_then(|summary| summary.table_class.as_ref());
    class.map_or(Ok(TableClass::Standard), |class| {
        TableClass::from_term(class.as_str()).ok_or_else(|| format!("'{class}' is not a table class"))
    })
}

/// Off is no specification at all, or one that says so.
fn stream(specification: Option<StreamSpecification>) -> Result<Option<StreamView>, String> {
    let Some(specification) = specification.filter(|stream| stream.stream_enabled) else {
        return Ok(None);
    };
    let view = required(specification.stream_view_type, "StreamViewType")?;
    StreamView::from_term(view.as_str())
        .map(Some)
        .ok_or_else(|| format!("'{view}' is not a stream view type"))
}

/// Nobody but AWS can write its own tags.
fn own_tags(tags: BTreeMap<String, String>) -> BTreeMap<String, String> {
    tags.into_iter().filter(|(key, _)| !key.starts_with("aws:")).collect()
}
