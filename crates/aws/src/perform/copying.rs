//! The requests that export a table and import what an export wrote.
//!
//! Where exactly the items lie is known once the export is there: its id is looked up when the import is asked for.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::export_table_to_point_in_time::builders::ExportTableToPointInTimeFluentBuilder;
use aws_sdk_dynamodb::operation::import_table::builders::ImportTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    ExportFormat, InputCompressionType, InputFormat, S3BucketSource, TableCreationParameters,
};
use tablewright_model::Encryption;
use tablewright_plan::{CopyPlace, ExportStatus, TableState};

use crate::failure::Doing;
use crate::place::Place;
use crate::{GatewayError, read, request};

pub(super) fn export(client: &Client, arn: &str, to: &CopyPlace) -> ExportTableToPointInTimeFluentBuilder {
    client
        .export_table_to_point_in_time()
        .table_arn(arn)
        .s3_bucket(to.bucket())
        .s3_prefix(to.prefix())
        .set_s3_bucket_owner(to.owner().map(str::to_owned))
        .export_format(ExportFormat::DynamodbJson)
        .client_token(to.token())
}

/// The id of the export of a table to this place, which must be completed. Lists of exports may be a little old.
pub(super) async fn exported(
    place: &Place,
    doing: Doing<'_>,
    table: &str,
    to: &CopyPlace,
) -> Result<String, GatewayError> {
    let asking = place.asking();
    let old = read::table(asking, table, None).await?;
    let old = old.ok_or_else(|| doing.not_understood(format!("table {table} does not exist any more")))?;
    match read::export(asking, &old.arn, to).await? {
        Some(export) if export.status == ExportStatus::Completed => Ok(export.id),
        _ => {
            let why = format!("there is no finished export of table {table} to {to}");
            Err(doing.missing("ExportNotFoundException", why))
        }
    }
}

pub(super) fn import(
    client: &Client,
    table: &TableState,
    from: &CopyPlace,
    export: &str,
) -> Result<ImportTableFluentBuilder, BuildError> {
    let source = S3BucketSource::builder()
        .s3_bucket(from.bucket())
        .set_s3_bucket_owner(from.owner().map(str::to_owned))
        .s3_key_prefix(from.data_of(export))
        .build()?;
    Ok(client
        .import_table()
        .s3_bucket_source(source)
        .input_format(InputFormat::DynamodbJson)
        .input_compression_type(InputCompressionType::Gzip)
        .table_creation_parameters(creation(table)?)
        .client_token(from.token()))
}

fn creation(table: &TableState) -> Result<TableCreationParameters, BuildError> {
    let (mode, capacity) = request::billing(table.billing)?;
    let own_key = (table.encryption != Encryption::AwsOwned).then(|| request::encryption(&table.encryption));
    TableCreationParameters::builder()
        .table_name(&table.name)
        .set_attribute_definitions(Some(request::definitions(&table.definitions)?))
        .set_key_schema(Some(request::key(&table.key)?))
        .set_global_secondary_indexes(request::list(&table.indexes, request::global_index)?)
        .set_vector_indexes(request::list(&table.vector_indexes, request::vector_index)?)
        .billing_mode(mode)
        .set_provisioned_throughput(capacity)
        .set_on_demand_throughput(request::first_maximum(&table.maximum))
        .set_sse_specification(own_key)
        .build()
}
