//! The requests that make a table, and make and delete its indexes.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::create_table::builders::CreateTableFluentBuilder;
use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use aws_sdk_dynamodb::types::TableClass as AwsTableClass;
use tablewright_model::{Encryption, TableClass};
use tablewright_plan::{IndexKind, NewIndex, ScalarType, TableState};

use crate::request;

pub(super) fn create(client: &Client, table: &TableState) -> Result<CreateTableFluentBuilder, BuildError> {
    let (mode, capacity) = request::billing(table.billing)?;
    let class = (table.class != TableClass::Standard).then(|| AwsTableClass::from(table.class.term()));
    let own_key = (table.encryption != Encryption::AwsOwned).then(|| request::encryption(&table.encryption));
    Ok(client
        .create_table()
        .table_name(&table.name)
        .set_attribute_definitions(Some(request::definitions(&table.definitions)?))
        .set_key_schema(Some(request::key(&table.key)?))
        .set_global_secondary_indexes(request::list(&table.indexes, request::global_index)?)
        .set_local_secondary_indexes(request::list(&table.local_indexes, |name, index| {
            request::local_index(table, name, index)
        })?)
        .set_vector_indexes(request::list(&table.vector_indexes, request::vector_index)?)
        .billing_mode(mode)
        .set_provisioned_throughput(capacity)
        .set_on_demand_throughput(request::first_maximum(&table.maximum))
        .set_warm_throughput(table.warm.as_ref().map(request::warm))
        .set_stream_specification(table.stream.map(|view| request::stream(Some(view))).transpose()?)
        .set_sse_specification(own_key)
        .set_table_class(class)
        .deletion_protection_enabled(table.deletion_protection)
        .set_resource_policy(table.policy.clone())
        .set_tags(request::tags(&table.tags)?))
}

pub(super) fn create_index(
    client: &Client,
    table: &str,
    definitions: &BTreeMap<String, ScalarType>,
    name: &str,
    index: &NewIndex,
) -> Result<UpdateTableFluentBuilder, BuildError> {
    let update = client
        .update_table()
        .table_name(table)
        .set_attribute_definitions(Some(request::definitions(definitions)?));
    Ok(match index {
        NewIndex::Global(index) => {
            update.global_secondary_index_updates(request::index_creation(name, index)?)
        }
        NewIndex::Vector(index) => update.vector_index_updates(request::vector_creation(name, index)?),
    })
}

pub(super) fn delete_index(
    client: &Client,
    table: &str,
    name: &str,
    kind: IndexKind,
) -> Result<UpdateTableFluentBuilder, BuildError> {
    let update = client.update_table().table_name(table);
    Ok(match kind {
        IndexKind::Global => update.global_secondary_index_updates(request::index_deletion(name)?),
        IndexKind::Vector => update.vector_index_updates(request::vector_deletion(name)?),
    })
}
