//! What other resources say about a table joins the description of that table.

use std::rc::Rc;

use crate::import::finder::Finder;
use crate::import::json;
use crate::import::report::Notes;
use crate::import::table::TableSource;
use crate::import::value::{Map, Value};

use super::resources::Resource;
use super::scaling;
use super::shapes::{self, Shape, shaped};
use super::tables::tag_list;

/// A kind of resource that is about a table.
struct Join {
    kind: &'static str,
    /// The argument that leads to the table.
    by: &'static str,
    /// The setting that it is, or one of.
    into: &'static str,
    shapes: &'static [Shape],
}

const REPLICA: &str = "aws_dynamodb_table_replica";

/// What a table has again in each region.
const IN_REGIONS: [&str; 3] =
    ["KinesisStreamSpecification", "ContributorInsightsSpecification", "ResourcePolicy"];

const JOINS: [Join; 11] = [
    join(
        "aws_dynamodb_global_secondary_index",
        "table_name",
        "GlobalSecondaryIndexes",
        shapes::STANDALONE_INDEX,
    ),
    join("aws_dynamodb_vector_index", "table_name", "VectorIndexes", shapes::VECTOR_INDEX),
    join(
        "aws_dynamodb_kinesis_streaming_destination",
        "table_name",
        "KinesisStreamSpecification",
        shapes::KINESIS,
    ),
    join(
        "aws_dynamodb_contributor_insights",
        "table_name",
        "ContributorInsightsSpecification",
        shapes::INSIGHTS,
    ),
    join("aws_dynamodb_resource_policy", "resource_arn", "ResourcePolicy", shapes::POLICY),
    join(REPLICA, "global_table_arn", "Replicas", shapes::TABLE_REPLICA),
    join("aws_dynamodb_global_table", "name", "GlobalTable", &[]),
    join("aws_dynamodb_tag", "resource_arn", "Tags", shapes::TAG),
    join("aws_dynamodb_table_item", "table_name", "Items", shapes::ITEM),
    join("aws_lambda_event_source_mapping", "event_source_arn", "EventSourceMappings", shapes::MAPPING),
    join("aws_pipes_pipe", "source", "Pipes", shapes::PIPE),
];

const fn join(kind: &'static str, by: &'static str, into: &'static str, shapes: &'static [Shape]) -> Join {
    Join { kind, by, into, shapes }
}

/// Joins each resource to its table, and tells of those that have none here.
pub(super) fn join_all(tables: &mut [TableSource], resources: Vec<Resource>, notes: &mut Notes) {
    let finder = Finder::of(tables);
    let mut scaled = Vec::new();
    // What is about a replica needs it to be there.
    let is_replica = |resource: &Resource| &*resource.kind == REPLICA;
    let (replicas, others): (Vec<_>, Vec<_>) = resources.into_iter().partition(is_replica);
    for resource in replicas.into_iter().chain(others) {
        if resource.kind.starts_with("aws_appautoscaling_") {
            scaled.push(resource);
            continue;
        }
        match JOINS.iter().find(|join| join.kind == &*resource.kind) {
            Some(join) => join_resource(tables, &finder, join, &resource, notes),
            None => {
                let message = format!("`{}` is no resource that a design holds", resource.address);
                notes.left_out(resource.at, message);
            }
        }
    }
    scaling::join(tables, &finder, &scaled, notes);
}

fn join_resource(
    tables: &mut [TableSource],
    finder: &Finder,
    join: &Join,
    resource: &Resource,
    notes: &mut Notes,
) {
    let reference = resource.arguments.get(join.by);
    let found = reference.and_then(|reference| finder.find(reference)).and_then(|at| tables.get_mut(at));
    let Some(table) = found else {
        // Sources of events are queues and streams of all kinds.
        if resource.kind.starts_with("aws_dynamodb_") {
            let message = format!("`{}` is about a table that is not among the files", resource.address);
            notes.left_out(resource.at, message);
        }
        return;
    };
    let mut properties = shaped(&resource.arguments, join.shapes);
    if join.into == "ResourcePolicy" && reference.is_some_and(is_stream) {
        let message = format!("`{}` is left out, since it is about the table's stream", resource.address);
        return notes.left_out(resource.at, message);
    }
    if join.into == "Replicas"
        && properties.get("RegionName").is_none()
        && let Some(region) = resource.arguments.get("arn").and_then(region_of)
    {
        properties.set("RegionName", region);
    }
    if let Some(tags) = properties.get_mut("Tags") {
        *tags = tag_list(tags);
    }
    if join.into == "GlobalSecondaryIndexes" {
        definitions(table, &properties, "KeySchema");
    }
    if join.into == "VectorIndexes" {
        definitions(table, &properties, "SearchSchema");
    }
    if join.into == "Items" {
        item(&mut properties, resource);
    }
    let mut value = Value::map(resource.at, properties);
    // The region of the table itself is said nowhere, or by its provider: only replicas are told apart.
    if let Some(region) = region(resource, reference).filter(|_| IN_REGIONS.contains(&join.into)) {
        match table.add_to_replica(&region, join.into, value) {
            Ok(()) => return,
            Err(own) => value = own,
        }
    }
    table.add(join.into, value);
}

/// The region of a resource, by its argument or the ARN that it is about.
fn region(resource: &Resource, reference: Option<&Value>) -> Option<Rc<str>> {
    let own = resource.arguments.get("region").and_then(Value::as_text).map(Rc::from);
    own.or_else(|| region_of(reference?)?.to_text())
}

/// A state has the ARN of a replica, which says its region.
fn region_of(arn: &Value) -> Option<Value> {
    let text = arn.as_text()?.strip_prefix("arn:")?;
    Some(Value::text(arn.at, text.split(':').nth(2)?))
}

/// Whether a reference to a table means its stream.
fn is_stream(reference: &Value) -> bool {
    let target = reference.as_unknown().and_then(|unknown| unknown.target.as_ref());
    let is_arn = reference.as_text().is_some_and(|arn| arn.contains("/stream/"));
    is_arn || target.is_some_and(|target| &*target.attribute == "stream_arn")
}

/// A standalone index brings the types of its attributes along.
fn definitions(table: &mut TableSource, index: &Map, schema: &str) {
    for part in index.get(schema).map(Value::items).unwrap_or_default() {
        let (Some(name), Some(kind)) = (part.get("AttributeName"), part.get("AttributeType")) else {
            continue;
        };
        let known = table.properties.get("AttributeDefinitions").map(Value::items).unwrap_or_default();
        let is_same = |known: &Value| known.get("AttributeName").and_then(Value::as_text) == name.as_text();
        if !known.iter().any(is_same) {
            let definition =
                Map::of(vec![("AttributeName".into(), name.clone()), ("AttributeType".into(), kind.clone())]);
            table.add("AttributeDefinitions", Value::map(part.at, definition));
        }
    }
}

/// An item is JSON in a text.
fn item(properties: &mut Map, resource: &Resource) {
    const MOST: usize = 100_000;
    let Some(text) = properties.get("Item").and_then(Value::as_text) else { return };
    if let Ok(item) = json::read(text, resource.at, &mut MOST.clone()) {
        properties.set("Item", item);
    }
}
