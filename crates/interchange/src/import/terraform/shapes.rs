//! Which argument of Terraform is which setting of the service: one table for each kind of block.
//!
//! The neutral description of a table has the shape and the words of the API, so that what comes from AWS and
//! CloudFormation is it already. What a table here doesn't know keeps its own name, and is reported later.

use std::rc::Rc;

use crate::import::value::{Map, Value};

use super::blocks::is_own_key;

/// One argument or nested block.
pub(super) struct Shape {
    argument: &'static str,
    /// Where it goes, from the outside in.
    to: &'static [&'static str],
    of: Of,
}

enum Of {
    /// The value as it is.
    Same,
    /// The only nested block, as a map.
    One(&'static [Shape]),
    /// All nested blocks, as a list.
    Many(&'static [Shape]),
    /// Nothing of the service.
    Nothing,
}

const fn same(argument: &'static str, to: &'static [&'static str]) -> Shape {
    Shape { argument, to, of: Of::Same }
}

const fn one(argument: &'static str, to: &'static [&'static str], shapes: &'static [Shape]) -> Shape {
    Shape { argument, to, of: Of::One(shapes) }
}

const fn many(argument: &'static str, to: &'static [&'static str], shapes: &'static [Shape]) -> Shape {
    Shape { argument, to, of: Of::Many(shapes) }
}

const fn nothing(argument: &'static str) -> Shape {
    Shape { argument, to: &[], of: Of::Nothing }
}

const ON_DEMAND: &[Shape] = &[
    same("max_read_request_units", &["MaxReadRequestUnits"]),
    same("max_write_request_units", &["MaxWriteRequestUnits"]),
];

const WARM: &[Shape] = &[
    same("read_units_per_second", &["ReadUnitsPerSecond"]),
    same("write_units_per_second", &["WriteUnitsPerSecond"]),
    nothing("status"),
];

const KEY_PART: &[Shape] = &[
    same("attribute_name", &["AttributeName"]),
    same("key_type", &["KeyType"]),
    same("attribute_type", &["AttributeType"]),
];

const PROJECTION: &[Shape] =
    &[same("projection_type", &["ProjectionType"]), same("non_key_attributes", &["NonKeyAttributes"])];

pub(super) const INDEX: &[Shape] = &[
    same("name", &["IndexName"]),
    same("hash_key", &["HashKey"]),
    same("range_key", &["RangeKey"]),
    many("key_schema", &["KeySchema"], KEY_PART),
    same("projection_type", &["Projection", "ProjectionType"]),
    same("non_key_attributes", &["Projection", "NonKeyAttributes"]),
    same("read_capacity", &["ProvisionedThroughput", "ReadCapacityUnits"]),
    same("write_capacity", &["ProvisionedThroughput", "WriteCapacityUnits"]),
    one("on_demand_throughput", &["OnDemandThroughput"], ON_DEMAND),
    one("warm_throughput", &["WarmThroughput"], WARM),
];

const REPLICA: &[Shape] = &[
    same("region_name", &["RegionName"]),
    same("kms_key_arn", &["KMSMasterKeyId"]),
    same("consistency_mode", &["ConsistencyMode"]),
    same("point_in_time_recovery", &["PointInTimeRecoveryEnabled"]),
    same("deletion_protection_enabled", &["DeletionProtectionEnabled"]),
    same("propagate_tags", &["PropagateTags"]),
    nothing("arn"),
    nothing("stream_arn"),
    nothing("stream_label"),
];

/// `aws_dynamodb_table`; its keys and tags need more than a table.
pub(super) const TABLE: &[Shape] = &[
    same("name", &["TableName"]),
    same("billing_mode", &["BillingMode"]),
    same("hash_key", &["HashKey"]),
    same("range_key", &["RangeKey"]),
    same("read_capacity", &["ProvisionedThroughput", "ReadCapacityUnits"]),
    same("write_capacity", &["ProvisionedThroughput", "WriteCapacityUnits"]),
    many(
        "attribute",
        &["AttributeDefinitions"],
        &[same("name", &["AttributeName"]), same("type", &["AttributeType"])],
    ),
    many("global_secondary_index", &["GlobalSecondaryIndexes"], INDEX),
    many("local_secondary_index", &["LocalSecondaryIndexes"], INDEX),
    same("stream_enabled", &["StreamSpecification", "StreamEnabled"]),
    same("stream_view_type", &["StreamSpecification", "StreamViewType"]),
    one(
        "ttl",
        &["TimeToLiveSpecification"],
        &[same("enabled", &["Enabled"]), same("attribute_name", &["AttributeName"])],
    ),
    one(
        "point_in_time_recovery",
        &["PointInTimeRecoverySpecification"],
        &[
            same("enabled", &["PointInTimeRecoveryEnabled"]),
            same("recovery_period_in_days", &["RecoveryPeriodInDays"]),
        ],
    ),
    one(
        "server_side_encryption",
        &["SSESpecification"],
        &[same("enabled", &["SSEEnabled"]), same("kms_key_arn", &["KMSMasterKeyId"])],
    ),
    same("table_class", &["TableClass"]),
    same("deletion_protection_enabled", &["DeletionProtectionEnabled"]),
    same("tags", &["Tags"]),
    one("on_demand_throughput", &["OnDemandThroughput"], ON_DEMAND),
    one("warm_throughput", &["WarmThroughput"], WARM),
    many("replica", &["Replicas"], REPLICA),
    many("global_table_witness", &["GlobalTableWitnesses"], &[same("region_name", &["RegionName"])]),
    one("import_table", &["ImportSourceSpecification"], &[]),
    same("restore_source_name", &["RestoreSource"]),
    same("restore_source_table_arn", &["RestoreSource"]),
    same("restore_to_latest_time", &["RestoreTime"]),
    same("restore_date_time", &["RestoreTime"]),
    same("restore_backup_arn", &["RestoreSource"]),
    same("region", &["Region"]),
    nothing("timeouts"),
    nothing("tags_all"),
    nothing("arn"),
    nothing("id"),
    nothing("stream_arn"),
    nothing("stream_label"),
];

/// `aws_dynamodb_global_secondary_index`
pub(super) const STANDALONE_INDEX: &[Shape] = &[
    same("index_name", &["IndexName"]),
    many("key_schema", &["KeySchema"], KEY_PART),
    one("projection", &["Projection"], PROJECTION),
    one(
        "provisioned_throughput",
        &["ProvisionedThroughput"],
        &[
            same("read_capacity_units", &["ReadCapacityUnits"]),
            same("write_capacity_units", &["WriteCapacityUnits"]),
        ],
    ),
    one("on_demand_throughput", &["OnDemandThroughput"], ON_DEMAND),
    one("warm_throughput", &["WarmThroughput"], WARM),
    nothing("region"),
    nothing("table_name"),
    nothing("timeouts"),
    nothing("arn"),
    nothing("id"),
];

/// `aws_dynamodb_vector_index`
pub(super) const VECTOR_INDEX: &[Shape] = &[
    same("index_name", &["IndexName"]),
    same("dimensions", &["Dimensions"]),
    same("distance_function", &["DistanceFunction"]),
    one("vector_attribute", &["VectorAttribute"], &[same("attribute_name", &["AttributeName"])]),
    one("projection", &["Projection"], PROJECTION),
    many(
        "search_schema",
        &["SearchSchema"],
        &[
            same("attribute_name", &["AttributeName"]),
            same("attribute_type", &["AttributeType"]),
            same("type", &["SearchSchemaElementType"]),
        ],
    ),
    nothing("region"),
    nothing("table_name"),
    nothing("timeouts"),
    nothing("arn"),
    nothing("id"),
];

pub(super) const KINESIS: &[Shape] = &[
    same("stream_arn", &["StreamArn"]),
    same("approximate_creation_date_time_precision", &["ApproximateCreationDateTimePrecision"]),
    nothing("region"),
    nothing("table_name"),
    nothing("id"),
];

pub(super) const INSIGHTS: &[Shape] = &[
    same("index_name", &["IndexName"]),
    same("mode", &["Mode"]),
    nothing("region"),
    nothing("table_name"),
    nothing("timeouts"),
    nothing("id"),
];

pub(super) const POLICY: &[Shape] = &[
    same("policy", &["PolicyDocument"]),
    nothing("confirm_remove_self_resource_access"),
    nothing("region"),
    nothing("resource_arn"),
    nothing("revision_id"),
    nothing("id"),
];

pub(super) const TABLE_REPLICA: &[Shape] = &[
    same("kms_key_arn", &["KMSMasterKeyId"]),
    same("table_class_override", &["TableClass"]),
    same("point_in_time_recovery", &["PointInTimeRecoveryEnabled"]),
    same("deletion_protection_enabled", &["DeletionProtectionEnabled"]),
    same("tags", &["Tags"]),
    same("region", &["RegionName"]),
    nothing("global_table_arn"),
    nothing("tags_all"),
    nothing("arn"),
    nothing("id"),
];

pub(super) const TAG: &[Shape] =
    &[same("key", &["Key"]), same("value", &["Value"]), nothing("resource_arn"), nothing("id")];

pub(super) const ITEM: &[Shape] = &[
    same("item", &["Item"]),
    nothing("table_name"),
    nothing("hash_key"),
    nothing("range_key"),
    nothing("id"),
];

pub(super) const MAPPING: &[Shape] = &[
    same("function_name", &["FunctionName"]),
    same("starting_position", &["StartingPosition"]),
    same("batch_size", &["BatchSize"]),
    same("maximum_batching_window_in_seconds", &["MaximumBatchingWindowInSeconds"]),
    same("parallelization_factor", &["ParallelizationFactor"]),
    same("maximum_retry_attempts", &["MaximumRetryAttempts"]),
    same("maximum_record_age_in_seconds", &["MaximumRecordAgeInSeconds"]),
    same("bisect_batch_on_function_error", &["BisectBatchOnFunctionError"]),
    same("function_response_types", &["FunctionResponseTypes"]),
    same("tumbling_window_in_seconds", &["TumblingWindowInSeconds"]),
    one(
        "filter_criteria",
        &["FilterCriteria"],
        &[many("filter", &["Filters"], &[same("pattern", &["Pattern"])])],
    ),
    one(
        "destination_config",
        &["DestinationConfig"],
        &[one("on_failure", &["OnFailure"], &[same("destination_arn", &["Destination"])])],
    ),
    same("enabled", &["Enabled"]),
    same("kms_key_arn", &["KmsKeyArn"]),
    same("metrics_config", &["MetricsConfig"]),
    same("starting_position_timestamp", &["StartingPositionTimestamp"]),
    same("tags", &["Tags"]),
    nothing("event_source_arn"),
    nothing("arn"),
    nothing("function_arn"),
    nothing("id"),
    nothing("last_modified"),
    nothing("last_processing_result"),
    nothing("state"),
    nothing("state_transition_reason"),
    nothing("tags_all"),
    nothing("uuid"),
];

pub(super) const PIPE: &[Shape] = &[
    same("name", &["Name"]),
    same("target", &["Target"]),
    same("role_arn", &["RoleArn"]),
    nothing("source"),
];

/// The arguments in the API's shape; what the table doesn't know keeps its name.
pub(super) fn shaped(arguments: &Map, shapes: &'static [Shape]) -> Map {
    let mut made = Map::default();
    for (name, value) in arguments.iter().filter(|(_, value)| !value.is_null()) {
        match shapes.iter().find(|shape| shape.argument == &**name) {
            None => made.set(name.clone(), value.clone()),
            Some(Shape { of: Of::Nothing, .. }) => {}
            Some(Shape { to, of, .. }) => {
                if let Some(value) = inner(value, of) {
                    place(&mut made, to, value);
                }
            }
        }
    }
    made
}

fn inner(value: &Value, of: &'static Of) -> Option<Value> {
    let block = |value: &Value, shapes| match value.as_map() {
        Some(map) => Value::map(value.at, shaped(map, shapes)),
        None => value.clone(),
    };
    match of {
        Of::Same => Some(value.clone()),
        Of::Nothing => None,
        Of::One(shapes) => value.items().first().map(|value| block(value, shapes)),
        // A map of blocks, as some modules take them, is as good as a list.
        Of::Many(shapes) => {
            let is_keyed = value.as_map().is_some_and(|map| {
                let mut own = map.iter().filter(|(key, _)| !is_own_key(key)).peekable();
                own.peek().is_some() && own.all(|(_, value)| value.as_map().is_some())
            });
            let values: Vec<Value> = match value.as_map() {
                Some(map) if is_keyed => map.iter().map(|(_, value)| value.clone()).collect(),
                _ => value.items().to_vec(),
            };
            Some(Value::list(value.at, values.iter().map(|value| block(value, shapes)).collect()))
        }
    }
}

fn place(made: &mut Map, to: &[&'static str], value: Value) {
    match to {
        [] => {}
        [name] => made.set(*name, value),
        [name, rest @ ..] => {
            let at = value.at;
            let outer = made.get(name);
            let (mut map, at) = match outer {
                Some(outer) => (outer.as_map().cloned().unwrap_or_default(), outer.at),
                None => (Map::default(), at),
            };
            place(&mut map, rest, value);
            made.set(Rc::from(*name), Value::map(at, map));
        }
    }
}
