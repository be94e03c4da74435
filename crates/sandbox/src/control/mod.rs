//! The control plane: one file per operation or setting.
//!
//! Items pass by it (`data`), and so do stream records (`streams`).

mod backups;
mod capacity_rules;
mod copies;
mod create_table;
mod delete_table;
mod describe_indexes;
mod describe_table;
mod encryption;
mod exports;
mod imports;
mod index_changes;
mod insights;
mod kept;
mod kinesis;
mod limits;
mod list_tables;
mod policy;
mod projections;
mod rations;
mod replica_copy;
mod replica_rules;
mod replicas;
mod stream_settings;
mod synced;
mod tags;
mod throughput;
mod time_to_live;
mod update_rules;
mod update_table;
mod wanted;
mod warm;

use serde::Deserialize;
use serde_json::Value;

pub(crate) use encryption::{MANAGED_ALIAS, MANAGED_KEY};
pub(crate) use update_table::{update_alone, update_table};

use crate::arn::Place;
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

/// Answers one operation.
pub(crate) type Handler = fn(&Partition, Value) -> Result<Value, Refusal>;

/// The operation of that name, if it belongs to the control plane.
pub(crate) fn handler(operation: &str) -> Option<Handler> {
    Some(match operation {
        "CreateTable" => create_table::create_table,
        "DescribeTable" => describe_table::describe_table,
        "ListTables" => list_tables::list_tables,
        "UpdateTable" => update_table::update_table,
        "DeleteTable" => delete_table::delete_table,
        "UpdateTimeToLive" => time_to_live::update_time_to_live,
        "DescribeTimeToLive" => time_to_live::describe_time_to_live,
        "TagResource" => tags::tag_resource,
        "UntagResource" => tags::untag_resource,
        "ListTagsOfResource" => tags::list_tags_of_resource,
        "UpdateContinuousBackups" => backups::update_continuous_backups,
        "DescribeContinuousBackups" => backups::describe_continuous_backups,
        "CreateBackup" => kept::create_backup,
        "DescribeBackup" => kept::describe_backup,
        "ListBackups" => kept::list_backups,
        "ExportTableToPointInTime" => exports::export_table,
        "DescribeExport" => exports::describe_export,
        "ListExports" => exports::list_exports,
        "ImportTable" => imports::import_table,
        "DescribeImport" => imports::describe_import,
        "ListImports" => imports::list_imports,
        "PutResourcePolicy" => policy::put_resource_policy,
        "GetResourcePolicy" => policy::get_resource_policy,
        "DeleteResourcePolicy" => policy::delete_resource_policy,
        "UpdateContributorInsights" => insights::update_contributor_insights,
        "DescribeContributorInsights" => insights::describe_contributor_insights,
        "ListContributorInsights" => insights::list_contributor_insights,
        "EnableKinesisStreamingDestination" => kinesis::enable,
        "DisableKinesisStreamingDestination" => kinesis::disable,
        "UpdateKinesisStreamingDestination" => kinesis::update,
        "DescribeKinesisStreamingDestination" => kinesis::describe,
        "DescribeLimits" => limits::describe_limits,
        _ => return None,
    })
}

/// The description of a table as it is now.
pub(crate) fn describe(partition: &Partition, table: &str) -> Result<Value, Refusal> {
    describe_table::describe(partition, &partition.look(), table, partition.now())
}

/// A request that names a table, and what else it may hold.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct OfTable {
    table_name: Option<String>,
}

/// The table that a request names, by name or by ARN.
fn table_of(place: &Place, operation: &str, request: &Value) -> Result<String, Refusal> {
    let named: OfTable = decode(operation, request.clone())?;
    let Some(given) = named.table_name else {
        let message = "The parameter 'TableName' is required but was not present in the request";
        return Err(Refusal::validation(message));
    };
    let table = place.table_name(operation, &given)?;
    dynoxide::validation::validate_table_name(table)?;
    Ok(table.to_owned())
}

/// Parameters that would be dropped in silence are refused.
fn refuse_unsupported(request: &Value, unsupported: &[&str]) -> Result<(), Refusal> {
    let given = |name: &&&str| request.get(**name).is_some_and(|value| !value.is_null());
    match unsupported.iter().find(given) {
        Some(name) => Err(Refusal::validation(&format!("The sandbox does not support {name}."))),
        None => Ok(()),
    }
}

/// Milliseconds as the protocol writes times.
#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay below 2^53")]
pub(crate) fn seconds(ms: u64) -> f64 {
    ms as f64 / 1_000.0
}
