//! The requests that put a setting in place.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::operation::update_table::builders::UpdateTableFluentBuilder;
use aws_sdk_dynamodb::types::{
    ApproximateCreationDateTimePrecision as Precision, ContributorInsightsAction, ContributorInsightsMode,
    EnableKinesisStreamingConfiguration, TableClass, TimeToLiveSpecification,
    UpdateKinesisStreamingConfiguration,
};
use tablewright_model::{InsightsMode, TimePrecision};
use tablewright_plan::{KinesisChange, LiveTable, Setting};

use super::{arn, receipt, scaling};
use crate::failure::Doing;
use crate::services::Services;
use crate::{GatewayError, Receipt, request};

pub(super) async fn put(
    services: &Services,
    doing: Doing<'_>,
    table: &str,
    setting: &Setting,
    live: Option<&LiveTable>,
) -> Result<Receipt, GatewayError> {
    let client = &services.dynamodb;
    let setting = &live.map_or_else(|| setting.clone(), |live| setting.as_sent(&live.state));
    match setting {
        Setting::Ttl { attribute, enabled } => {
            let ttl = TimeToLiveSpecification::builder().attribute_name(attribute).enabled(*enabled).build();
            let request = client.update_time_to_live().table_name(table);
            receipt(doing, request.time_to_live_specification(doing.built(ttl)?).send().await)
        }
        Setting::Recovery(recovery) => {
            let recovery = doing.built(request::recovery(*recovery))?;
            let request = client.update_continuous_backups().table_name(table);
            receipt(doing, request.point_in_time_recovery_specification(recovery).send().await)
        }
        Setting::Policy(Some(policy)) => {
            let request = client.put_resource_policy().resource_arn(arn(doing, live)?);
            receipt(doing, request.policy(policy).send().await)
        }
        Setting::Policy(None) => {
            receipt(doing, client.delete_resource_policy().resource_arn(arn(doing, live)?).send().await)
        }
        Setting::Insights { index, mode } => insights(client, doing, table, index.clone(), *mode).await,
        Setting::Kinesis { stream, change } => kinesis(client, doing, table, stream, *change).await,
        Setting::ScalingTarget { index, dimension, bounds } => {
            scaling::target(&services.autoscaling, doing, table, index.as_deref(), *dimension, *bounds).await
        }
        Setting::ScalingPolicy { index, dimension, tracking } => {
            scaling::policy(&services.autoscaling, doing, table, index.as_deref(), *dimension, tracking).await
        }
        _ => receipt(doing, doing.built(update_table(client, table, setting))?.send().await),
    }
}

/// What `UpdateTable` takes, one concern in each request.
fn update_table(
    client: &Client,
    table: &str,
    setting: &Setting,
) -> Result<UpdateTableFluentBuilder, BuildError> {
    let update = client.update_table().table_name(table);
    Ok(match setting {
        Setting::Billing { billing, indexes } => {
            let (mode, capacity) = request::billing(*billing)?;
            update
                .billing_mode(mode)
                .set_provisioned_throughput(capacity)
                .set_global_secondary_index_updates(request::index_capacities(indexes)?)
        }
        Setting::Capacity { capacity, indexes } => update
            .set_provisioned_throughput(capacity.map(request::new_throughput).transpose()?)
            .set_global_secondary_index_updates(request::new_index_capacities(indexes)?),
        Setting::Maximum { table, indexes } => update
            .set_on_demand_throughput(table.as_ref().map(request::maximum))
            .set_global_secondary_index_updates(request::index_maxima(indexes)?),
        Setting::Warm { table, indexes } => update
            .set_warm_throughput(table.as_ref().map(request::warm))
            .set_global_secondary_index_updates(request::index_warmth(indexes)?),
        Setting::Class(class) => update.table_class(TableClass::from(class.term())),
        Setting::Stream(view) => update.stream_specification(request::stream(*view)?),
        Setting::Encryption(encryption) => update.sse_specification(request::encryption(encryption)),
        Setting::DeletionProtection(enabled) => update.deletion_protection_enabled(*enabled),
        // The other settings have operations of their own; the request without a change is one that AWS refuses.
        _ => update,
    })
}

async fn insights(
    client: &Client,
    doing: Doing<'_>,
    table: &str,
    index: Option<String>,
    mode: Option<InsightsMode>,
) -> Result<Receipt, GatewayError> {
    let action =
        if mode.is_some() { ContributorInsightsAction::Enable } else { ContributorInsightsAction::Disable };
    let request = client.update_contributor_insights().table_name(table).set_index_name(index);
    let request = request.contributor_insights_action(action);
    let mode = mode.map(|mode| ContributorInsightsMode::from(mode.term()));
    receipt(doing, request.set_contributor_insights_mode(mode).send().await)
}

async fn kinesis(
    client: &Client,
    doing: Doing<'_>,
    table: &str,
    stream: &str,
    change: KinesisChange,
) -> Result<Receipt, GatewayError> {
    let exact = |precision: TimePrecision| Precision::from(precision.term());
    match change {
        KinesisChange::Enable(precision) => {
            let settings = precision.map(|precision| {
                EnableKinesisStreamingConfiguration::builder()
                    .approximate_creation_date_time_precision(exact(precision))
                    .build()
            });
            let request = client.enable_kinesis_streaming_destination().table_name(table).stream_arn(stream);
            receipt(doing, request.set_enable_kinesis_streaming_configuration(settings).send().await)
        }
        KinesisChange::Disable => {
            let request = client.disable_kinesis_streaming_destination().table_name(table);
            receipt(doing, request.stream_arn(stream).send().await)
        }
        KinesisChange::Precision(precision) => {
            let settings = UpdateKinesisStreamingConfiguration::builder()
                .approximate_creation_date_time_precision(exact(precision))
                .build();
            let request = client.update_kinesis_streaming_destination().table_name(table).stream_arn(stream);
            receipt(doing, request.update_kinesis_streaming_configuration(settings).send().await)
        }
    }
}
