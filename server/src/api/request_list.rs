//! `GET /requests`

use axum::extract::State;
use serde::Deserialize;
use tablewright_contract::{ApiError, RequestState, RequestSummary};
use tablewright_storage::RequestFilter;

use super::extract::Query;
use super::paging::{Paged, Paging};
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

#[derive(Deserialize)]
pub(super) struct Filter {
    state: Option<RequestState>,
    design: Option<String>,
}

/// All change requests, newest first.
#[utoipa::path(get, path = "/requests", tag = "requests",
    params(("state" = Option<RequestState>, Query), ("design" = Option<String>, Query),
        ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Vec<RequestSummary>), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    Query(filter): Query<Filter>,
    paging: Paging,
) -> Result<Paged<RequestSummary>, Failure> {
    let design = filter.design.filter(|id| !id.is_empty()).map(|id| id.parse()).transpose();
    let design = design.map_err(|_| Failure::invalid("design", "There is no such design."))?;
    let requests = state.store.requests(&RequestFilter { design, ..RequestFilter::default() }).await?;
    let shown = requests.into_iter().map(views::request);
    let shown = shown.filter(|request| filter.state.is_none_or(|state| request.state == state));
    paging.cut(shown.collect(), |request| request.id.clone())
}
