//! Application Auto Scaling on the same endpoint, through its own client.

use std::error::Error;

use aws_sdk_applicationautoscaling::Client;
use aws_sdk_applicationautoscaling::types::{
    MetricType, PolicyType, PredefinedMetricSpecification, ScalableDimension, ServiceNamespace,
    TargetTrackingScalingPolicyConfiguration,
};
use aws_sdk_dynamodb::types::{KeyType, ProvisionedThroughput, ScalarAttributeType};

use crate::support::{Account, LONG, TestResult, assert_refused, definition, key, scaling_client};

const WRITES: ScalableDimension = ScalableDimension::DynamoDbTableWriteCapacityUnits;

async fn provisioned(account: &Account) -> TestResult {
    let units = ProvisionedThroughput::builder().read_capacity_units(5).write_capacity_units(5).build()?;
    let create = account.db.create_table().table_name("Orders");
    let create = create.attribute_definitions(definition("id", ScalarAttributeType::S));
    create.key_schema(key("id", KeyType::Hash)).provisioned_throughput(units).send().await?;
    account.clock.advance(LONG);
    Ok(())
}

async fn writes(account: &Account) -> Result<Option<i64>, Box<dyn Error>> {
    let table = account.describe("Orders").await?;
    Ok(table.provisioned_throughput().and_then(|units| units.write_capacity_units()))
}

fn tracking(
    value: f64,
    metric: MetricType,
) -> Result<TargetTrackingScalingPolicyConfiguration, Box<dyn Error>> {
    let metric = PredefinedMetricSpecification::builder().predefined_metric_type(metric).build()?;
    let tracking = TargetTrackingScalingPolicyConfiguration::builder().target_value(value);
    Ok(tracking.predefined_metric_specification(metric).scale_in_cooldown(60).build()?)
}

fn register(
    scaling: &Client,
    bounds: Option<(i32, i32)>,
) -> aws_sdk_applicationautoscaling::operation::register_scalable_target::builders::RegisterScalableTargetFluentBuilder
{
    let register = scaling.register_scalable_target().service_namespace(ServiceNamespace::Dynamodb);
    let register = register.resource_id("table/Orders").scalable_dimension(WRITES);
    register.set_min_capacity(bounds.map(|it| it.0)).set_max_capacity(bounds.map(|it| it.1))
}

#[tokio::test]
async fn a_target_moves_the_capacity_into_its_bounds_and_outlives_its_table() -> TestResult {
    let folder = tempfile::tempdir()?;
    let account = Account::on_disk(folder.path()).await?;
    let scaling = scaling_client(account.running.endpoint());
    let early = register(&scaling, Some((10, 20))).send().await;
    assert_refused(early, "ValidationException", "DynamoDB table does not exist: table/Orders");
    provisioned(&account).await?;
    let first = register(&scaling, None).send().await;
    assert_refused(first, "ValidationException", "are required when a scalable target is registered first");
    let turned = register(&scaling, Some((20, 10))).send().await;
    assert_refused(turned, "ValidationException", "cannot be less than minimum capacity");
    let registered = register(&scaling, Some((10, 20))).send().await?;
    assert_eq!(account.status("Orders").await?, "UPDATING");
    assert_eq!(writes(&account).await?, Some(10));
    account.clock.advance(LONG);
    register(&scaling, Some((1, 8))).send().await?;
    assert_eq!(writes(&account).await?, Some(8));
    let again = register(&scaling, None).send().await?;
    assert_eq!(again.scalable_target_arn(), registered.scalable_target_arn());
    account.clock.advance(LONG);
    account.db.delete_table().table_name("Orders").send().await?;
    account.clock.advance(LONG);

    let account = account.reopen(folder.path()).await?;
    let scaling = scaling_client(account.running.endpoint());
    let all = scaling.describe_scalable_targets().service_namespace(ServiceNamespace::Dynamodb);
    let all = all.resource_ids("table/Orders").send().await?;
    let target = &all.scalable_targets()[0];
    assert_eq!((target.min_capacity(), target.max_capacity()), (1, 8));
    assert_eq!(target.suspended_state().and_then(|it| it.dynamic_scaling_in_suspended()), Some(false));
    assert!(target.role_arn().ends_with("AWSServiceRoleForApplicationAutoScaling_DynamoDBTable"));
    let deregister = || {
        let deregister = scaling.deregister_scalable_target().service_namespace(ServiceNamespace::Dynamodb);
        deregister.resource_id("table/Orders").scalable_dimension(WRITES).send()
    };
    deregister().await?;
    assert_refused(deregister().await, "ObjectNotFoundException", "No scalable target found");
    Ok(())
}

#[tokio::test]
async fn a_policy_tracks_the_metric_of_its_dimension() -> TestResult {
    let account = Account::in_memory().await?;
    let scaling = scaling_client(account.running.endpoint());
    provisioned(&account).await?;
    let put = |kind: PolicyType, value, metric| -> Result<_, Box<dyn Error>> {
        let put = scaling.put_scaling_policy().service_namespace(ServiceNamespace::Dynamodb);
        let put = put.policy_name("writes").resource_id("table/Orders").scalable_dimension(WRITES);
        let put = put.policy_type(kind);
        Ok(put.target_tracking_scaling_policy_configuration(tracking(value, metric)?).send())
    };
    let write = MetricType::DynamoDbWriteCapacityUtilization;
    let tracked = PolicyType::TargetTrackingScaling;
    let alone = put(tracked.clone(), 70.0, write.clone())?.await;
    assert_refused(alone, "ObjectNotFoundException", "No scalable target found");
    register(&scaling, Some((5, 50))).send().await?;
    let steps = put(PolicyType::StepScaling, 70.0, write.clone())?.await;
    assert_refused(steps, "ValidationException", "PolicyType must be TargetTrackingScaling");
    assert_refused(
        put(tracked.clone(), 91.0, write.clone())?.await,
        "ValidationException",
        "between 20 and 90",
    );
    let wrong = put(tracked.clone(), 70.0, MetricType::DynamoDbReadCapacityUtilization)?.await;
    assert_refused(wrong, "ValidationException", "does not fit the scalable dimension");
    let made = put(tracked.clone(), 70.0, write.clone())?.await?;
    assert_eq!(made.alarms().len(), 4);
    let again = put(tracked, 60.0, write)?.await?;
    assert_eq!(again.policy_arn(), made.policy_arn());

    let described = || scaling.describe_scaling_policies().service_namespace(ServiceNamespace::Dynamodb);
    let shown = described().resource_id("table/Orders").send().await?;
    let policy = &shown.scaling_policies()[0];
    let tracking = policy.target_tracking_scaling_policy_configuration().ok_or("no configuration")?;
    assert_eq!((tracking.target_value(), tracking.scale_in_cooldown()), (60.0, Some(60)));
    assert!(described().resource_id("table/Other").send().await?.scaling_policies().is_empty());
    let delete = || {
        let delete = scaling.delete_scaling_policy().service_namespace(ServiceNamespace::Dynamodb);
        let delete = delete.policy_name("writes").resource_id("table/Orders");
        delete.scalable_dimension(WRITES).send()
    };
    delete().await?;
    assert_refused(delete().await, "ObjectNotFoundException", "No scaling policy found");
    Ok(())
}

#[tokio::test]
async fn an_on_demand_table_is_not_scaled() -> TestResult {
    let account = Account::in_memory().await?;
    account.active_table("Orders").await?;
    let scaling = scaling_client(account.running.endpoint());
    let refused = register(&scaling, Some((1, 2))).send().await;
    assert_refused(refused, "ValidationException", "on-demand table cannot be scaled");
    let elsewhere = scaling.describe_scalable_targets().service_namespace(ServiceNamespace::Ecs).send().await;
    assert_refused(elsewhere, "ValidationException", "scales 'dynamodb' only");
    Ok(())
}
