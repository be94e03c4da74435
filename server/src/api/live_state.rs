//! `GET /designs/{id}/live-state/{environment}`: the design as AWS has it.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use tablewright_aws::Gateway;
use tablewright_contract::{ApiError, LiveDesign};
use tablewright_model::{Design, Table};
use tablewright_plan::accepted;
use tablewright_storage::{DesignId, EnvironmentId};

use super::Failure;
use super::extract::IdPair;
use crate::auth::CurrentUser;
use crate::state::AppState;

/// The design with its managed tables as they are in an environment, and without those that are not there: what the
/// design is compared with. Settings that the environment overrides stand as they are there.
#[utoipa::path(get, path = "/designs/{id}/live-state/{environment}", tag = "designs",
    params(("id" = String, Path), ("environment" = String, Path)),
    responses((status = 200, body = LiveDesign), (status = 401, body = ApiError), (status = 404, body = ApiError),
        (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    IdPair(id, environment): IdPair<DesignId, EnvironmentId>,
) -> Result<Json<LiveDesign>, Failure> {
    let head = state.designs.head(id).await?.ok_or_else(|| Failure::not_found("design"))?;
    let environment =
        state.store.environment(environment).await?.ok_or_else(|| Failure::not_found("environment"))?;
    let managed = state.store.managed_tables(environment.id, id).await?;
    let names: BTreeSet<_> = managed.iter().map(|table| table.name.clone()).collect();
    let live = state.environments.connect(&environment).await?.gateway.read(&names).await?;
    let table = |managed: &tablewright_storage::ManagedTable| {
        let there = live.tables.get(&managed.name)?;
        let known = head.design.table(managed.table).cloned();
        let known = known.unwrap_or_else(|| Table::blank(managed.table, managed.name.clone()));
        Some((managed.table, accepted(&known, there)))
    };
    let mut found: Vec<_> = managed.iter().filter_map(table).collect();
    // In the design's order, and behind them what the design no longer has.
    found.sort_by_key(|(id, _)| head.design.tables.position(*id).unwrap_or(usize::MAX));
    let tables = found.into_iter().map(|(_, table)| table).collect();
    Ok(Json(LiveDesign { document: Design { tables, ..head.design.clone() } }))
}
