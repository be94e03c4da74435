//! From a version and an environment to a plan: reads what planning needs and calls the planner.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_aws::{Gateway, GatewayError};
use tablewright_model::{Design, Diagnostic, Digest};
use tablewright_plan::{Managed, NameTemplate, Plan, desired, plan};
use tablewright_storage::{DesignId, Environment, Store, StoreError};

use crate::environments::Environments;

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlanError {
    /// AWS would refuse the design.
    #[error("the design has errors")]
    Design(Vec<Diagnostic>),
    /// The environment's name template is not one.
    #[error("the environment's name template can't be used: {0}")]
    Template(String),
    /// The environment could not be read.
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a version is of.
pub(crate) struct Subject<'a> {
    /// The design.
    pub(crate) id: DesignId,
    /// The version's document.
    pub(crate) design: &'a Design,
    /// The version's digest.
    pub(crate) digest: Digest,
}

/// Reads the live state of the tables that matter and plans.
pub(crate) async fn make(
    store: &Store,
    environments: &Environments,
    environment: &Environment,
    subject: Subject<'_>,
) -> Result<Plan, PlanError> {
    let template = NameTemplate::parse(&environment.name_template)
        .map_err(|error| PlanError::Template(error.to_string()))?;
    let desired = desired(subject.design, &environment.name, &template).map_err(PlanError::Design)?;
    let managed = managed(store, environment, subject.id).await?;
    let connected = environments.connect(environment).await?;
    let names: BTreeSet<_> = desired.states.keys().chain(managed.keys()).cloned().collect();
    let live = connected.gateway.read(&names).await?;
    Ok(plan(subject.digest, connected.identity, &desired, &live, &managed))
}

async fn managed(
    store: &Store,
    environment: &Environment,
    design: DesignId,
) -> Result<BTreeMap<String, Managed>, StoreError> {
    let tables = store.managed_tables(environment.id, design).await?;
    Ok(tables
        .into_iter()
        .map(|table| (table.name, Managed { table_id: table.aws_table_id, source: table.table }))
        .collect())
}
