//! The import that made a table out of one place. Only read where a call is about it.

use aws_sdk_dynamodb::types::{ImportStatus as Status, ImportSummary, ImportTableDescription};
use tablewright_plan::{CopyPlace, ImportStatus, LiveTable};

use super::Asking;
use crate::GatewayError;
use crate::failure::Doing;

/// The newest import of what lies at this place into this table.
pub(crate) async fn import(
    asking: Asking<'_>,
    table: &LiveTable,
    from: &CopyPlace,
) -> Result<Option<ImportStatus>, GatewayError> {
    const OPERATION: &str = "DescribeImport";
    let object = format!("table {}", table.state.name);
    let doing = asking.connection.doing(OPERATION, &object);
    let Some(arn) = newest(asking, &table.arn, &object, from).await? else { return Ok(None) };
    asking.pacing.turn(OPERATION).await;
    let answer = asking.services.dynamodb.describe_import().import_arn(arn).send().await;
    let found = answer.map_err(|error| doing.failed(&error))?.import_table_description;
    // Under the name of the table another one may have been made and deleted before.
    let is_its_own = |found: &ImportTableDescription| {
        found.table_id.as_deref().is_none_or(|table_id| table_id == table.table_id)
    };
    found.filter(is_its_own).map(|found| status(found, doing)).transpose()
}

async fn newest(
    asking: Asking<'_>,
    table: &str,
    object: &str,
    place: &CopyPlace,
) -> Result<Option<String>, GatewayError> {
    const OPERATION: &str = "ListImports";
    let doing = asking.connection.doing(OPERATION, object);
    let (mut newest, mut from) = (None, None);
    loop {
        asking.pacing.turn(OPERATION).await;
        let request = asking.services.dynamodb.list_imports().table_arn(table).set_next_token(from);
        let answer = request.send().await.map_err(|error| doing.failed(&error))?;
        let found = answer.import_summary_list.unwrap_or_default().into_iter();
        newest =
            found.filter(|import| is_of(import, place)).filter_map(|it| it.import_arn).chain(newest).max();
        from = answer.next_token;
        if from.is_none() {
            return Ok(newest);
        }
    }
}

fn is_of(import: &ImportSummary, place: &CopyPlace) -> bool {
    let source = import.s3_bucket_source.as_ref();
    source.is_some_and(|source| place.holds(&source.s3_bucket, source.s3_key_prefix().unwrap_or_default()))
}

fn status(found: ImportTableDescription, doing: Doing<'_>) -> Result<ImportStatus, GatewayError> {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    match found.import_status {
        Some(Status::InProgress | Status::Cancelling) => Ok(ImportStatus::InProgress),
        Some(Status::Completed) => Ok(ImportStatus::Completed {
            imported: count(found.imported_item_count),
            errors: count(found.error_count),
            log: found.cloud_watch_log_group_arn,
        }),
        Some(Status::Failed) => {
            let why = super::why(found.failure_code, found.failure_message);
            Ok(ImportStatus::Failed(match count(found.error_count) {
                0 => why,
                errors => format!("{why}, after {} items and {errors} errors", found.imported_item_count),
            }))
        }
        Some(Status::Cancelled) => Ok(ImportStatus::Failed("it was cancelled".to_owned())),
        other => Err(doing.not_understood(format!("{other:?} is not a status of an import"))),
    }
}
