//! `GET /webhooks`

use axum::extract::State;
use tablewright_contract::{ApiError, WebhookView};
use tablewright_storage::Role;

use super::paging::{Paged, Paging};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;

/// The addresses that are told what happens, by name.
#[utoipa::path(get, path = "/webhooks", tag = "webhooks",
    params(("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Vec<WebhookView>), (status = 401, body = ApiError), (status = 403, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    paging: Paging,
) -> Result<Paged<WebhookView>, Failure> {
    require(&user, Role::Administrator, "see webhooks")?;
    let webhooks = state.store.webhooks().await?;
    paging.cut(webhooks.iter().map(views::webhook).collect(), |webhook| webhook.id.clone())
}
