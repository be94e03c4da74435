//! `PUT /environments/{id}/policy`

use axum::extract::State;
use tablewright_contract::{ApiError, PolicyView};
use tablewright_storage::{EnvironmentId, Role, UserId};

use super::extract::{Body, PathId};
use super::extract_etag::{IfMatch, Tagged};
use super::{Failure, policy_view};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;
use crate::time::now;

/// Sets what it takes to change an environment. It holds at once: requests that are approved may need more now.
#[utoipa::path(put, path = "/environments/{id}/policy", tag = "environments", request_body = PolicyView,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header, description = "The `ETag` that was read")),
    responses((status = 200, body = PolicyView), (status = 403, body = ApiError), (status = 404, body = ApiError),
        (status = 412, body = ApiError), (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<EnvironmentId>,
    IfMatch(revision): IfMatch,
    Body(body): Body<PolicyView>,
) -> Result<Tagged<PolicyView>, Failure> {
    require(&user, Role::Administrator, "set policies")?;
    state.store.environment(id).await?.ok_or_else(|| Failure::not_found("environment"))?;
    let policy = policy_view::parse(body)?;
    policy.check(id.0).map_err(|unfit| Failure::invalid(unfit.field, unfit.message))?;
    for (field, people) in [("approvers", &policy.approvers), ("operators", &policy.operators)] {
        for person in &people.named {
            let known = state.store.user(UserId(*person)).await?;
            known.ok_or_else(|| Failure::invalid(field, "One of the people is not there."))?;
        }
    }
    if let Some(before) = policy.after {
        let known = state.store.environment(EnvironmentId(before)).await?;
        known.ok_or_else(|| Failure::invalid("after", "There is no such environment."))?;
    }
    let kept = user.store(&state).set_policy(id, &policy, revision, now()).await?;
    Ok(Tagged(kept.revision, policy_view::view(&kept.policy)))
}
