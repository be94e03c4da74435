//! `/api/v1`: one file per endpoint. A handler first asks who may, then reads or writes, then answers.
//!
//! Rights, bodies and ids are parsed at this rim; what handlers give is a wire type of `contract` or a [`Failure`].

mod adoption_create;
mod adoption_get;
mod approve;
mod audit_chain;
mod audit_export;
mod audit_list;
mod changes;
mod comment_create;
mod comment_list;
mod common;
mod compare;
mod comparison_list;
mod delivery_list;
mod delivery_retry;
mod design_away;
mod design_comment_create;
mod design_comment_list;
mod design_create;
mod design_get;
mod design_list;
mod design_live;
mod design_thread_resolve;
mod drift_accept;
mod drift_check;
mod drift_get;
mod drift_interval;
mod edits_get;
mod edits_post;
mod environment_create;
mod environment_delete;
mod environment_edit;
mod environment_get;
mod environment_list;
mod environment_tables;
mod examples;
mod export;
mod extract;
mod extract_etag;
mod failure;
mod guest_enter;
mod guest_get;
mod guest_link_create;
mod guest_link_list;
mod guest_link_revoke;
mod import;
mod invitation_accept;
mod invitation_create;
mod invitation_get;
mod judged;
mod live_state;
mod paging;
mod password_change;
mod plan;
mod policy_get;
mod policy_set;
mod policy_view;
mod price_list;
mod repeat;
mod request_apply;
mod request_create;
mod request_discard;
mod request_events;
mod request_frozen;
mod request_get;
mod request_list;
mod request_plan;
mod request_replan;
mod request_submit;
mod run_cancel;
mod run_events;
mod run_get;
mod run_pause;
mod run_resume;
mod run_undo;
mod session_create;
mod session_delete;
mod session_get;
mod session_ways;
mod sessions_delete;
mod thread_resolve;
mod token_create;
mod token_list;
mod token_revoke;
mod tour_create;
mod tour_delete;
mod tour_get;
mod trial;
mod user_edit;
mod user_get;
mod user_list;
mod version_get;
mod version_list;
mod version_save;
mod views;
mod webhook_create;
mod webhook_delete;
mod webhook_edit;
mod webhook_get;
mod webhook_list;

use axum::extract::DefaultBodyLimit;
use axum::{Router, middleware};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use failure::{Failure, capitalised};
pub(crate) use repeat::Repeats;
pub(crate) use request_plan::{Goal, Reviewable, reviewable};
pub(crate) use session_create::open_session;

use crate::state::AppState;

/// The largest body of a request, in bytes; edits can carry pasted sample items.
const MAX_BODY: usize = 4 * 1024 * 1024;

#[derive(OpenApi)]
#[openapi(info(
    title = "Tablewright",
    description = "Design DynamoDB tables, plan and apply their changes. Sign in with `POST /api/v1/session`; \
                   the answer sets a cookie. Or make a token and send it as `Authorization: Bearer …`. Every error has the same envelope, `ApiError`."
))]
struct Description;

/// The router of the API and its description.
pub(crate) fn api(state: &AppState) -> (Router<AppState>, utoipa::openapi::OpenApi) {
    let (router, description) = described();
    let repeats = middleware::from_fn_with_state(state.clone(), repeat::layer);
    (router.layer(repeats).layer(DefaultBodyLimit::max(MAX_BODY)), description)
}

/// The endpoints and their description, without what stands around them.
pub(crate) fn described() -> (Router<AppState>, utoipa::openapi::OpenApi) {
    let endpoints = OpenApiRouter::new()
        .routes(routes!(session_get::handler, session_create::handler, session_delete::handler))
        .routes(routes!(session_ways::handler))
        .routes(routes!(invitation_create::handler))
        .routes(routes!(invitation_get::handler))
        .routes(routes!(invitation_accept::handler))
        .routes(routes!(guest_get::handler))
        .routes(routes!(guest_enter::handler))
        .routes(routes!(password_change::handler))
        .routes(routes!(sessions_delete::handler))
        .routes(routes!(user_list::handler))
        .routes(routes!(user_get::handler, user_edit::handler))
        .routes(routes!(token_list::handler, token_create::handler))
        .routes(routes!(token_revoke::handler))
        .routes(routes!(examples::handler))
        .routes(routes!(price_list::handler))
        .routes(routes!(tour_get::handler, tour_create::handler, tour_delete::handler))
        .routes(routes!(design_list::handler, design_create::handler))
        .routes(routes!(design_get::handler))
        .routes(routes!(judged::diagnostics))
        .routes(routes!(judged::verdicts))
        .routes(routes!(edits_get::handler, edits_post::handler))
        .routes(routes!(design_live::handler))
        .routes(routes!(design_away::handler))
        .routes(routes!(trial::handler))
        .routes(routes!(design_comment_list::handler, design_comment_create::handler))
        .routes(routes!(design_thread_resolve::handler))
        .routes(routes!(guest_link_list::handler, guest_link_create::handler))
        .routes(routes!(guest_link_revoke::handler))
        .routes(routes!(version_list::handler, version_save::handler))
        .routes(routes!(version_get::handler))
        .routes(routes!(changes::handler))
        .routes(routes!(live_state::handler))
        .routes(routes!(export::handler))
        .routes(routes!(environment_list::handler, environment_create::handler))
        .routes(routes!(environment_get::handler, environment_edit::handler, environment_delete::handler))
        .routes(routes!(policy_get::handler, policy_set::handler))
        .routes(routes!(environment_tables::handler))
        .routes(routes!(drift_get::handler))
        .routes(routes!(drift_interval::handler))
        .routes(routes!(drift_check::handler))
        .routes(routes!(drift_accept::handler))
        .routes(routes!(adoption_get::handler))
        .routes(routes!(adoption_create::handler))
        .merge(import::routes())
        .routes(routes!(plan::handler))
        .routes(routes!(compare::handler))
        .routes(routes!(comparison_list::handler))
        .routes(routes!(request_list::handler, request_create::handler))
        .routes(routes!(request_get::handler))
        .routes(routes!(approve::handler))
        .routes(routes!(request_submit::handler))
        .routes(routes!(request_discard::handler))
        .routes(routes!(request_replan::handler))
        .routes(routes!(request_apply::handler))
        .routes(routes!(request_frozen::handler))
        .routes(routes!(request_events::handler))
        .routes(routes!(comment_list::handler, comment_create::handler))
        .routes(routes!(thread_resolve::handler))
        .routes(routes!(run_get::handler))
        .routes(routes!(run_events::handler))
        .routes(routes!(run_pause::handler))
        .routes(routes!(run_resume::handler))
        .routes(routes!(run_cancel::handler))
        .routes(routes!(run_undo::handler))
        .routes(routes!(audit_list::handler))
        .routes(routes!(audit_export::handler))
        .routes(routes!(audit_chain::handler))
        .routes(routes!(webhook_list::handler, webhook_create::handler))
        .routes(routes!(webhook_get::handler, webhook_edit::handler, webhook_delete::handler))
        .routes(routes!(delivery_list::handler))
        .routes(routes!(delivery_retry::handler))
        .fallback(async || Failure::not_found("call; /api/openapi.json lists them all"));
    let all = OpenApiRouter::with_openapi(Description::openapi()).nest("/api/v1", endpoints);
    let (router, mut description) = all.split_for_parts();
    common::describe(&mut description);
    (router, description)
}
