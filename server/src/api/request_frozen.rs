//! `GET /requests/{id}/plans/{digest}`: a plan that a request has or had, as its approvers saw it.

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, FrozenPlanView, PlanView};
use tablewright_model::Digest;
use tablewright_storage::RequestId;

use super::extract::IdPair;
use super::request_get::People;
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::review::since::since;
use crate::state::AppState;
use crate::time::rfc3339;

/// A plan as it was approved, whatever became of the request since.
#[utoipa::path(get, path = "/requests/{id}/plans/{digest}", tag = "requests",
    params(("id" = String, Path), ("digest" = String, Path, description = "What an approval of the plan names")),
    responses((status = 200, body = FrozenPlanView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    IdPair(id, digest): IdPair<RequestId, Digest>,
) -> Result<Json<FrozenPlanView>, Failure> {
    let gone = || Failure::not_found("change request");
    let request = state.store.request(id).await?.ok_or_else(gone)?;
    let summary = state.store.request_summary(id).await?.ok_or_else(gone)?;
    let kept = state.store.plans_of(id).await?.into_iter().find(|kept| kept.digest == digest);
    let kept = kept.ok_or_else(|| Failure::not_found("plan of this request"))?;
    let current = request.digest == digest;
    let case = if current { Some(state.store.case(id).await?) } else { None };
    Ok(Json(FrozenPlanView {
        summary: views::request(summary),
        checks: kept.checks.iter().map(views::check).collect(),
        made_at: rfc3339(kept.made_at),
        approvals: People::read(&state, id).await?.approvals(digest, case.as_ref()),
        current,
        since: since(&kept.plan, &request.plan),
        plan: PlanView { patterns: state.store.effects(id, digest).await?, ..kept.plan.into() },
    }))
}
