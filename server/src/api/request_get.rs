//! `GET /requests/{id}`

use axum::Json;
use axum::extract::State;
use tablewright_contract::{ApiError, ApprovalView, PlanView, RequestView, UserView};
use tablewright_storage::{Approval, ChangeRequest, Environment, RequestId, RequestState, Role};

use super::extract::PathId;
use super::{Failure, run_get, views};
use crate::auth::CurrentUser;
use crate::state::AppState;
use crate::time::rfc3339;

/// A change request with its plan, approvals and newest run.
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
    let approvals = state.store.approvals(id).await?;
    let run = match state.store.runs_of(id).await?.last() {
        Some(run) => Some(run_get::view(state, run.id).await?),
        None => None,
    };
    let patterns = state.store.effects(id, request.digest).await?;
    Ok(RequestView {
        summary: views::request(summary),
        environment: state.environments.view(&environment),
        approve_refused: approve_refused(&request, &environment, &approvals, user).map(Refused::reason),
        apply_refused: apply_refused(&request, user).map(Refused::reason),
        approvals: standing(state, &request, approvals).await?,
        plan: PlanView { patterns, ..request.plan.into() },
        run,
    })
}

/// Why something can't be done to a request.
pub(super) enum Refused {
    /// By this person.
    Person(String),
    /// By anybody, as the request is now.
    State(String),
}

impl Refused {
    /// The reason, for people.
    pub(super) fn reason(self) -> String {
        let (Self::Person(reason) | Self::State(reason)) = self;
        reason
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Person(reason) => Self::forbidden(reason),
            Refused::State(reason) => Self::conflict(reason),
        }
    }
}

/// Why this person can't approve the request as it is now.
pub(super) fn approve_refused(
    request: &ChangeRequest,
    environment: &Environment,
    approvals: &[Approval],
    user: &CurrentUser,
) -> Option<Refused> {
    if user.0.role < Role::Reviewer {
        let role = user.0.role.term();
        return Some(Refused::Person(format!(
            "To approve you need the role reviewer or more; yours is {role}."
        )));
    }
    if request.state != RequestState::InReview {
        return Some(Refused::State(format!("The request is {}.", request.state.words())));
    }
    if request.author == user.0.id && !environment.self_approval {
        return Some(Refused::Person("You opened this request: somebody else has to approve it.".to_owned()));
    }
    let approved = approvals.iter().any(|given| given.user == user.0.id && given.digest == request.digest);
    approved.then(|| Refused::State("You have approved this plan.".to_owned()))
}

/// Why this person can't apply the request as it is now.
pub(super) fn apply_refused(request: &ChangeRequest, user: &CurrentUser) -> Option<Refused> {
    if user.0.role < Role::Operator {
        let role = user.0.role.term();
        return Some(Refused::Person(format!(
            "To apply you need the role operator or more; yours is {role}."
        )));
    }
    let stands = request.state == RequestState::Approved;
    (!stands).then(|| Refused::State(format!("The request is {}.", request.state.words())))
}

/// The approvals of the plan as it is now; those of former plans count no more.
async fn standing(
    state: &AppState,
    request: &ChangeRequest,
    approvals: Vec<Approval>,
) -> Result<Vec<ApprovalView>, Failure> {
    let users = state.store.users().await?;
    let by = |approval: &Approval| {
        users.iter().find(|user| user.id == approval.user).map_or_else(|| former(approval), views::user)
    };
    let counted = approvals.iter().filter(|approval| approval.digest == request.digest);
    Ok(counted
        .map(|approval| ApprovalView {
            by: by(approval),
            at: rfc3339(approval.at),
            digest: approval.digest.to_string(),
            comment: approval.comment.clone(),
        })
        .collect())
}

fn former(approval: &Approval) -> UserView {
    UserView {
        id: approval.user.to_string(),
        name: approval.user_name.clone(),
        email: String::new(),
        role: tablewright_contract::Role::Reviewer,
    }
}
