//! `GET /environments`

use axum::extract::State;
use tablewright_contract::{ApiError, EnvironmentView};

use super::Failure;
use super::paging::{Paged, Paging};
use crate::auth::CurrentUser;
use crate::state::AppState;

/// Where designs can be applied.
#[utoipa::path(get, path = "/environments", tag = "environments",
    params(("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Vec<EnvironmentView>), (status = 401, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    paging: Paging,
) -> Result<Paged<EnvironmentView>, Failure> {
    let environments = state.store.environments().await?;
    paging.cut(
        environments.iter().map(|environment| state.environments.view(environment)).collect(),
        |environment| environment.id.clone(),
    )
}
