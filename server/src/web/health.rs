//! What machines ask: whether the server lives, whether it can work, and what it has counted.

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::state::AppState;

/// `/healthz`, `/readyz`, `/metrics`. They tell nothing of anybody's designs, so nobody has to sign in.
pub(crate) fn router(state: AppState) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(state)
}

/// Whether requests can be answered: the data file can be read.
async fn ready(State(state): State<AppState>) -> Response {
    match state.store.user_count().await {
        Ok(_) => "ready".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "The data file can't be read.").into_response()
        }
    }
}

async fn metrics(State(state): State<AppState>) -> Response {
    let (Ok(users), Ok(runs)) = (state.store.user_count().await, state.store.open_runs().await) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let gauges = [
        ("tablewright_users", "People, deactivated ones too.", users),
        ("tablewright_runs_open", "Runs that have not ended.", u64::try_from(runs.len()).unwrap_or(u64::MAX)),
        ("tablewright_live_listeners", "Editors that are open, by window.", state.designs.live.listeners()),
    ];
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], state.metrics.text(&gauges)).into_response()
}
