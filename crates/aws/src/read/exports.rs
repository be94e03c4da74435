//! The export of a table to one place. Only read where a call is about it: exports are listed page by page, and each has
//! to be asked where it writes to.

use aws_sdk_dynamodb::types::{ExportDescription, ExportStatus as Status};
use tablewright_plan::{CopyPlace, ExportStatus};

use super::Asking;
use crate::GatewayError;
use crate::failure::Doing;

/// An export that was found.
#[derive(Debug)]
pub(crate) struct Export {
    /// The last part of its ARN: the folder that it writes to has this name.
    pub(crate) id: String,
    pub(crate) status: ExportStatus,
}

/// The newest export of a table, by its ARN, to this place.
pub(crate) async fn export(
    asking: Asking<'_>,
    table: &str,
    to: &CopyPlace,
) -> Result<Option<Export>, GatewayError> {
    const OPERATION: &str = "DescribeExport";
    let object = format!("table {table}");
    let doing = asking.connection.doing(OPERATION, &object);
    for arn in newest_first(asking, table, &object).await? {
        asking.pacing.turn(OPERATION).await;
        let answer = asking.services.dynamodb.describe_export().export_arn(&arn).send().await;
        let answer = answer.map_err(|error| doing.failed(&error))?;
        let found = answer.export_description.filter(|found| is_to(found, to));
        if let Some(found) = found {
            let id = arn.rsplit('/').next().unwrap_or_default().to_owned();
            return Ok(Some(Export { id, status: status(found, doing)? }));
        }
    }
    Ok(None)
}

/// Their ARNs end with the time of the call, in as many digits each.
async fn newest_first(asking: Asking<'_>, table: &str, object: &str) -> Result<Vec<String>, GatewayError> {
    const OPERATION: &str = "ListExports";
    let doing = asking.connection.doing(OPERATION, object);
    let (mut arns, mut from) = (Vec::new(), None);
    loop {
        asking.pacing.turn(OPERATION).await;
        let request = asking.services.dynamodb.list_exports().table_arn(table).set_next_token(from);
        let answer = request.send().await.map_err(|error| doing.failed(&error))?;
        let found = answer.export_summaries.unwrap_or_default();
        arns.extend(found.into_iter().filter_map(|export| export.export_arn));
        from = answer.next_token;
        if from.is_none() {
            arns.sort_unstable_by(|a, b| b.cmp(a));
            return Ok(arns);
        }
    }
}

fn is_to(found: &ExportDescription, to: &CopyPlace) -> bool {
    found.s3_bucket.as_deref() == Some(to.bucket()) && found.s3_prefix.as_deref() == Some(to.prefix())
}

fn status(found: ExportDescription, doing: Doing<'_>) -> Result<ExportStatus, GatewayError> {
    match found.export_status {
        Some(Status::InProgress) => Ok(ExportStatus::InProgress),
        Some(Status::Completed) => Ok(ExportStatus::Completed),
        Some(Status::Failed) => {
            Ok(ExportStatus::Failed(super::why(found.failure_code, found.failure_message)))
        }
        other => Err(doing.not_understood(format!("{other:?} is not a status of an export"))),
    }
}
