//! `GET /designs`

use axum::extract::State;
use tablewright_contract::{ApiError, DesignSummary};

use super::paging::{Paged, Paging};
use super::{Failure, views};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// All designs, the last edited first.
#[utoipa::path(get, path = "/designs", tag = "designs",
    params(("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Vec<DesignSummary>), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    paging: Paging,
) -> Result<Paged<DesignSummary>, Failure> {
    let designs = state.store.designs().await?;
    let current = designs.into_iter().filter(|design| design.archived_at.is_none());
    paging.cut(current.map(views::design).collect(), |design| design.id.clone())
}
