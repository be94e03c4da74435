//! `GET /requests/{id}`

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, ApprovalView, FormerPlanView, PlanView, RequestView, UserView};
use tablewright_model::Digest;
use tablewright_policy::{Person, may_apply, may_approve, standing};
use tablewright_storage::{Approval, Case, ChangeRequest, KeptPlan, RequestId, RequestState, User};

use super::extract::PathId;
use super::{Failure, run_get, views};
use crate::auth::CurrentUser;
use crate::review::since::since;
use crate::state::AppState;
use crate::time::{now, rfc3339};

/// A change request with its plan, checks, approvals and newest run.
#[utoipa::path(get, path = "/requests/{id}", tag = "requests", params(("id" = String, Path)),
    responses((status = 200, body = RequestView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<RequestId>,
) -> Result<Json<RequestView>, Failure> {
    view(&state, id, &user).await.map(Json)
}

/// The request as this person sees it.
pub(super) async fn view(
    state: &AppState,
    id: RequestId,
    user: &CurrentUser,
) -> Result<RequestView, Failure> {
    let gone = || Failure::not_found("change request");
    let request = state.store.request(id).await?.ok_or_else(gone)?;
    let summary = state.store.request_summary(id).await?.ok_or_else(gone)?;
    let environment = state.store.environment(request.environment).await?;
    let environment = environment.ok_or_else(|| Failure::not_found("environment"))?;
    let (case, people) = (state.store.case(id).await?, People::read(state, id).await?);
    let run = match state.store.runs_of(id).await?.last() {
        Some(run) => Some(run_get::view(state, run.id).await?),
        None => None,
    };
    let patterns = state.store.effects(id, request.digest).await?;
    let standing = standing(&case.policy, &case.facts);
    Ok(RequestView {
        summary: views::request(summary),
        environment: state.environments.view(&environment),
        approve_refused: approve_refused(&request, &case, user),
        apply_refused: apply_refused(&request, &case, user),
        checks: request.checks.iter().map(views::check).collect(),
        approvals: people.approvals(request.digest, Some(&case)),
        needed: standing.needed,
        counted: standing.given(),
        typed: case.facts.doomed.iter().cloned().collect(),
        former: former(state, &request, &people).await?,
        superseded_by: request.superseded_by.map(|other| other.to_string()),
        plan: PlanView { patterns, ..request.plan.into() },
        run,
    })
}

/// Who approved which plan, with the people as they are now.
pub(super) struct People {
    approvals: Vec<Approval>,
    users: Vec<User>,
}

impl People {
    pub(super) async fn read(state: &AppState, id: RequestId) -> Result<Self, Failure> {
        Ok(Self { approvals: state.store.approvals(id).await?, users: state.store.users().await? })
    }

    /// The approvals of one plan. Without a case none counts: the plan is not the request's any more.
    pub(super) fn approvals(&self, digest: Digest, case: Option<&Case>) -> Vec<ApprovalView> {
        let counted = case.map(|case| standing(&case.policy, &case.facts).counted).unwrap_or_default();
        let of_plan = self.approvals.iter().filter(|approval| approval.digest == digest);
        let view = |approval: &Approval| ApprovalView {
            by: self.by(approval),
            at: rfc3339(approval.at),
            digest: approval.digest.to_string(),
            comment: approval.comment.clone(),
            counts: counted.contains(&approval.user.0),
        };
        of_plan.map(view).collect()
    }

    fn by(&self, approval: &Approval) -> UserView {
        let found = self.users.iter().find(|user| user.id == approval.user);
        found.map_or_else(
            || UserView {
                id: approval.user.to_string(),
                name: approval.user_name.clone(),
                email: String::new(),
                role: tablewright_contract::Role::Reviewer,
                deactivated: true,
            },
            views::user,
        )
    }
}

/// Why this person can't approve the request as it is now. That names have to be typed is no reason: they can be.
fn approve_refused(request: &ChangeRequest, case: &Case, user: &CurrentUser) -> Option<String> {
    let typed: BTreeSet<_> = case.facts.doomed.clone();
    let refused = may_approve(&case.policy, &case.facts, person(user), &typed).err();
    match refused {
        Some(refusal) if refusal.is_personal() => Some(refusal.words()),
        _ if request.state != RequestState::InReview => {
            Some(format!("The request is {}.", request.state.words()))
        }
        refused => refused.map(|refusal| refusal.words()),
    }
}

/// Why this person can't apply the request as it is now.
fn apply_refused(request: &ChangeRequest, case: &Case, user: &CurrentUser) -> Option<String> {
    let refused = may_apply(&case.policy, &case.facts, person(user), now().0).err();
    match refused {
        Some(refusal) if refusal.is_personal() => Some(refusal.words()),
        _ if request.state != RequestState::Approved => {
            Some(format!("The request is {}.", request.state.words()))
        }
        refused => refused.map(|refusal| refusal.words()),
    }
}

fn person(user: &CurrentUser) -> Person {
    Person { id: user.0.id.0, role: user.0.role, active: user.0.deactivated_at.is_none() }
}

/// The plans that the request does not have any more, newest first.
async fn former(
    state: &AppState,
    request: &ChangeRequest,
    people: &People,
) -> Result<Vec<FormerPlanView>, Failure> {
    let kept = state.store.plans_of(request.id).await?;
    let others = kept.into_iter().rev().filter(|kept| kept.digest != request.digest);
    let view = |kept: KeptPlan| FormerPlanView {
        digest: kept.digest.to_string(),
        made_at: rfc3339(kept.made_at),
        approved_by: people
            .approvals(kept.digest, None)
            .into_iter()
            .map(|approval| approval.by.name)
            .collect(),
        since: since(&kept.plan, &request.plan),
    };
    Ok(others.map(view).collect())
}
