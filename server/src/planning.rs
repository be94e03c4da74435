//! From a version and an environment to a plan: reads what planning needs and calls the planner.

use std::collections::{BTreeMap, BTreeSet};

use tablewright_aws::{Gateway, GatewayError};
use tablewright_contract::PatternChange;
use tablewright_model::{Design, Diagnostic, Digest};
use tablewright_plan::{
    Desired, LiveState, Made, Managed, NameTemplate, Plan, RATIONED, desired, is_copying, is_rationed,
    note_copies, plan, used_up,
};
use tablewright_storage::{DesignId, Environment, Store, StoreError, Timestamp};

use crate::effects;
use crate::environments::{Connected, Environments};
use crate::time::{now, rfc3339_exact};

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

/// A plan, and what it does to access patterns.
pub(crate) struct Planned {
    /// The plan.
    pub(crate) plan: Plan,
    /// The patterns that are served otherwise afterwards.
    pub(crate) patterns: Vec<PatternChange>,
}

/// Reads the live state of the tables that matter and plans.
pub(crate) async fn make(
    store: &Store,
    environments: &Environments,
    environment: &Environment,
    subject: Subject<'_>,
) -> Result<Planned, PlanError> {
    let Subject { id, design, digest } = subject;
    let Survey { desired, live, managed, connected } =
        survey(store, environments, environment, id, design).await?;
    let mut plan = plan(digest, connected.identity, &desired, &live, &managed, &backup_name());
    note_rations(store, environment, &mut plan).await?;
    note_copied(store, environment, &mut plan).await?;
    Ok(Planned { plan, patterns: effects::effects(design, &desired, &live) })
}

/// Adds what the plan asks for that AWS will not take yet, by what was done here before.
async fn note_rations(store: &Store, environment: &Environment, plan: &mut Plan) -> Result<(), StoreError> {
    if !is_rationed(plan) {
        return Ok(());
    }
    let now = now();
    let made = store.calls_made(environment.id, Timestamp(now.0 - RATIONED)).await?;
    let made: Vec<_> = made.into_iter().map(|(call, at)| Made { call, at: at.0 }).collect();
    plan.warnings.extend(used_up(plan, &made, now.0));
    Ok(())
}

/// Tells what runs have copied of the tables that move.
async fn note_copied(store: &Store, environment: &Environment, plan: &mut Plan) -> Result<(), StoreError> {
    if !is_copying(plan) {
        return Ok(());
    }
    let made = store.calls_made(environment.id, Timestamp(0)).await?;
    let made: Vec<_> = made.into_iter().map(|(call, at)| Made { call, at: at.0 }).collect();
    note_copies(plan, &made);
    Ok(())
}

/// What planning starts from: what a design wants, what is there, and what may be touched.
pub(crate) struct Survey {
    /// The tables that the design wants.
    pub(crate) desired: Desired,
    /// Those that are there, among the wanted and the managed ones.
    pub(crate) live: LiveState,
    /// Those that the design manages.
    pub(crate) managed: BTreeMap<String, Managed>,
    /// The way to the environment.
    pub(crate) connected: Connected,
}

/// Reads the live state of the tables that a design wants or manages.
pub(crate) async fn survey(
    store: &Store,
    environments: &Environments,
    environment: &Environment,
    id: DesignId,
    design: &Design,
) -> Result<Survey, PlanError> {
    let template = template(environment)?;
    let desired = desired(design, &environment.name, &template).map_err(PlanError::Design)?;
    let managed = managed(store, environment, id).await?;
    let connected = environments.connect(environment).await?;
    let names: BTreeSet<_> = desired.states.keys().chain(managed.keys()).cloned().collect();
    let live = connected.gateway.read(&names).await?;
    Ok(Survey { desired, live, managed, connected })
}

/// A name for the backups of a plan that is made now. No other plan has it: a backup that an earlier one has made, and
/// after which items may have come, must not be taken for that of this one.
pub(crate) fn backup_name() -> String {
    let now: String = rfc3339_exact(now()).chars().filter(char::is_ascii_alphanumeric).collect();
    format!("tablewright-{now}")
}

/// How the environment makes table names.
pub(crate) fn template(environment: &Environment) -> Result<NameTemplate, PlanError> {
    NameTemplate::parse(&environment.name_template).map_err(|error| PlanError::Template(error.to_string()))
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
