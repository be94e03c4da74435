//! Making one call: one request to AWS, whose answer is a receipt or an error.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use aws_sdk_dynamodb::types::TimeToLiveSpecification;
use tablewright_plan::{Call, LiveTable, TableState};

use crate::failure::Doing;
use crate::{Connection, GatewayError, Receipt, request};

/// Makes the call. Tags go by the ARN, so they need the table as it was read.
pub(crate) async fn call(
    client: &Client,
    connection: &Connection,
    call: &Call,
    live: Option<&LiveTable>,
) -> Result<Receipt, GatewayError> {
    let object = format!("table {}", call.table());
    let doing = connection.doing(call.operation(), &object);
    match call {
        Call::CreateTable { table } => receipt(doing, doing.built(create_table(client, table))?.send().await),
        Call::DeleteTable { table } => receipt(doing, client.delete_table().table_name(table).send().await),
        Call::SetTtl { table, attribute, enabled } => {
            let ttl = TimeToLiveSpecification::builder().attribute_name(attribute).enabled(*enabled).build();
            let request = client.update_time_to_live().table_name(table);
            receipt(doing, request.time_to_live_specification(doing.built(ttl)?).send().await)
        }
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
        _ => receipt(doing, doing.built(update_table(client, call))?.send().await),
    }
}

fn create_table(client: &Client, table: &TableState) -> Result<CreateTableFluentBuilder, BuildError> {
    let (mode, capacity) = request::billing(table.billing)?;
    let indexes: Vec<_> =
        table.indexes.iter().map(|(name, state)| request::index(name, state)).collect::<Result<_, _>>()?;
    Ok(client
        .create_table()
        .table_name(&table.name)
        .set_attribute_definitions(Some(request::definitions(&table.definitions)?))
        .set_key_schema(Some(request::key(&table.key)?))
        .set_global_secondary_indexes((!indexes.is_empty()).then_some(indexes))
        .billing_mode(mode)
        .set_provisioned_throughput(capacity)
        .set_stream_specification(table.stream.map(|view| request::stream(Some(view))).transpose()?)
        .deletion_protection_enabled(table.deletion_protection)
        .set_tags(request::tags(&table.tags)?))
}

/// What `UpdateTable` takes, one concern in each request.
fn update_table(client: &Client, call: &Call) -> Result<UpdateTableFluentBuilder, BuildError> {
    let update = client.update_table().table_name(call.table());
    Ok(match call {
        Call::CreateIndex { definitions, index, state, .. } => update
            .set_attribute_definitions(Some(request::definitions(definitions)?))
            .global_secondary_index_updates(request::index_creation(index, state)?),
        Call::DeleteIndex { index, .. } => {
            update.global_secondary_index_updates(request::index_deletion(index)?)
        }
        Call::SetBilling { billing, indexes, .. } => {
            let (mode, capacity) = request::billing(*billing)?;
            update
                .billing_mode(mode)
                .set_provisioned_throughput(capacity)
                .set_global_secondary_index_updates(request::index_capacities(indexes)?)
        }
        Call::SetCapacity { capacity, indexes, .. } => update
            .set_provisioned_throughput(capacity.map(request::throughput).transpose()?)
            .set_global_secondary_index_updates(request::index_capacities(indexes)?),
        Call::SetStream { view, .. } => update.stream_specification(request::stream(*view)?),
        Call::SetDeletionProtection { enabled, .. } => update.deletion_protection_enabled(*enabled),
        // The other operations are made above; the request without a change is one that AWS refuses.
        _ => update,
    })
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
