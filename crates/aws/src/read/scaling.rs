//! Autoscaling: the targets of a table and its indexes, and the policies of those that have any.
//!
//! It is kept by Application Auto Scaling, by names: it outlives tables and indexes, so that only what is of an index that
//! is there is taken.

use std::collections::BTreeMap;

use aws_sdk_applicationautoscaling::types::{ScalableTarget, ScalingPolicy, ServiceNamespace};
use aws_sdk_dynamodb::types::TableDescription;
use tablewright_plan::Topic;

use super::topic::Known;
use super::{Asking, Reader};
use crate::GatewayError;
use crate::normalise::Scaling;

const TARGETS: &str = "DescribeScalableTargets";
const POLICIES: &str = "DescribeScalingPolicies";

impl Reader<'_> {
    pub(super) async fn scaling(
        &self,
        description: &TableDescription,
    ) -> Result<Known<Scaling>, GatewayError> {
        let resources = resources(description);
        match self.survey {
            Some(survey) => Ok(survey.scaling(&resources)),
            None => of_resources(self.asking, self.object, resources).await,
        }
    }
}

/// The table and its indexes, as Application Auto Scaling names them.
fn resources(description: &TableDescription) -> Vec<String> {
    let table = format!("table/{}", description.table_name().unwrap_or_default());
    let indexes =
        description.global_secondary_indexes().iter().filter_map(|index| index.index_name.as_deref());
    let indexes: Vec<_> = indexes.map(|index| format!("{table}/index/{index}")).collect();
    std::iter::once(table).chain(indexes).collect()
}

async fn of_resources(
    asking: Asking<'_>,
    object: &str,
    resources: Vec<String>,
) -> Result<Known<Scaling>, GatewayError> {
    let found = async {
        let mut scaling =
            Scaling { targets: targets(asking, object, &resources).await?, policies: Vec::new() };
        let mut scaled: Vec<_> = scaling.targets.iter().map(|target| target.resource_id.clone()).collect();
        scaled.dedup();
        for resource in scaled {
            scaling.policies.extend(policies(asking, object, Some(resource)).await?);
        }
        Ok(scaling)
    };
    Known::of(Topic::Autoscaling, found.await)
}

/// All of the region, by resource.
pub(super) async fn of_region(
    asking: Asking<'_>,
    object: &str,
) -> Result<Known<BTreeMap<String, Scaling>>, GatewayError> {
    let found = async {
        let mut resources = BTreeMap::<String, Scaling>::new();
        for target in targets(asking, object, &[]).await? {
            resources.entry(target.resource_id.clone()).or_default().targets.push(target);
        }
        for policy in policies(asking, object, None).await? {
            resources.entry(policy.resource_id.clone()).or_default().policies.push(policy);
        }
        Ok(resources)
    };
    Known::of(Topic::Autoscaling, found.await)
}

/// The targets of these resources; of all when none is named.
async fn targets(
    asking: Asking<'_>,
    object: &str,
    resources: &[String],
) -> Result<Vec<ScalableTarget>, GatewayError> {
    let doing = asking.connection.doing(TARGETS, object);
    let (mut all, mut next) = (Vec::new(), None);
    loop {
        asking.pacing.turn(TARGETS).await;
        let request = asking.services.autoscaling.describe_scalable_targets();
        let request = request.service_namespace(ServiceNamespace::Dynamodb).set_next_token(next);
        let named = (!resources.is_empty()).then(|| resources.to_vec());
        let page = request.set_resource_ids(named).send().await.map_err(|error| doing.failed(&error))?;
        all.extend(page.scalable_targets.unwrap_or_default());
        next = page.next_token;
        if next.is_none() {
            return Ok(all);
        }
    }
}

/// The policies of a resource; of all when none is named.
async fn policies(
    asking: Asking<'_>,
    object: &str,
    resource: Option<String>,
) -> Result<Vec<ScalingPolicy>, GatewayError> {
    let doing = asking.connection.doing(POLICIES, object);
    let (mut all, mut next) = (Vec::new(), None);
    loop {
        asking.pacing.turn(POLICIES).await;
        let request = asking.services.autoscaling.describe_scaling_policies();
        let request = request.service_namespace(ServiceNamespace::Dynamodb).set_next_token(next);
        let page = request.set_resource_id(resource.clone()).send().await;
        let page = page.map_err(|error| doing.failed(&error))?;
        all.extend(page.scaling_policies.unwrap_or_default());
        next = page.next_token;
        if next.is_none() {
            return Ok(all);
        }
    }
}
