//! Making one call: one request to AWS that changes something, whose answer is a receipt or an error.

mod copying;
mod replication;
mod scaling;
mod setting;
mod table;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use tablewright_plan::{Call, LiveTable};

use crate::failure::Doing;
use crate::place::Place;
use crate::{GatewayError, Receipt, request};

/// Makes the call. Tags and policies go by the ARN, so they need the table as it was read.
pub(crate) async fn call(
    place: &Place,
    call: &Call,
    live: Option<&LiveTable>,
) -> Result<Receipt, GatewayError> {
    let object = format!("table {}", call.table());
    let doing = place.connection.doing(call.operation(), &object);
    let services = &place.changing;
    let client = &services.dynamodb;
    match call {
        Call::CreateTable { table } => {
            receipt(doing, doing.built(table::create(client, table))?.send().await)
        }
        Call::DeleteTable { table } => receipt(doing, client.delete_table().table_name(table).send().await),
        Call::BackUp { table, backup } => {
            receipt(doing, client.create_backup().table_name(table).backup_name(backup).send().await)
        }
        Call::Export { to, .. } => {
            receipt(doing, copying::export(client, arn(doing, live)?, to).send().await)
        }
        Call::Import { table, of, from } => {
            let export = Box::pin(copying::exported(place, doing, of, from)).await?;
            receipt(doing, doing.built(copying::import(client, table, from, &export))?.send().await)
        }
        Call::CreateIndex { table, definitions, index, state } => {
            let update = doing.built(table::create_index(client, table, definitions, index, state))?;
            receipt(doing, update.send().await)
        }
        Call::DeleteIndex { table, index, kind } => {
            receipt(doing, doing.built(table::delete_index(client, table, index, *kind))?.send().await)
        }
        Call::Set { table, setting } => setting::put(services, doing, table, setting, live).await,
        Call::Tag { tags, .. } => {
            let tags = doing.built(request::tags(tags))?;
            let request = client.tag_resource().resource_arn(arn(doing, live)?);
            receipt(doing, request.set_tags(tags).send().await)
        }
        Call::Untag { keys, .. } => {
            let keys = Some(keys.iter().cloned().collect());
            let request = client.untag_resource().resource_arn(arn(doing, live)?);
            receipt(doing, request.set_tag_keys(keys).send().await)
        }
        Call::Replicate { table, change } => {
            receipt(doing, doing.built(replication::update(client, table, change))?.send().await)
        }
        // Whoever has the clients of that region has made it a call of its own.
        Call::At { region, .. } => Err(doing.not_understood(format!("it is a call of {region}"))),
    }
}

fn arn<'a>(doing: Doing<'_>, live: Option<&'a LiveTable>) -> Result<&'a str, GatewayError> {
    live.map(|table| table.arn.as_str()).ok_or_else(|| doing.not_understood("the table does not exist"))
}

fn receipt<O, E>(
    doing: Doing<'_>,
    answer: Result<O, SdkError<E, HttpResponse>>,
) -> Result<Receipt, GatewayError>
where
    O: RequestId,
    E: ProvideErrorMetadata + std::error::Error + std::fmt::Debug + 'static,
    SdkError<E, HttpResponse>: RequestId,
{
    match answer {
        Ok(answer) => Ok(Receipt { request_id: answer.request_id().map(str::to_owned) }),
        Err(error) => Err(doing.failed(&error)),
    }
}
