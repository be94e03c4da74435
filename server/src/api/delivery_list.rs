//! `GET /webhooks/{id}/deliveries`

use axum::extract::State;
use tablewright_contract::{ApiError, DeliveryView};
use tablewright_storage::{Role, WebhookId};

use super::extract::PathId;
use super::paging::{Paged, Paging};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::state::AppState;

const PAGE: u32 = 50;

/// What a webhook was told, and is to be told, newest first.
#[utoipa::path(get, path = "/webhooks/{id}/deliveries", tag = "webhooks",
    params(("id" = String, Path), ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Vec<DeliveryView>), (status = 401, body = ApiError), (status = 403, body = ApiError),
        (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    PathId(id): PathId<WebhookId>,
    paging: Paging,
) -> Result<Paged<DeliveryView>, Failure> {
    require(&user, Role::Administrator, "see webhooks")?;
    state.store.webhook(id).await?.ok_or_else(|| Failure::not_found("webhook"))?;
    let limit = paging.limit_or(PAGE);
    let mut found = state.store.deliveries(id, paging.cursor()?, limit + 1).await?;
    let more = u32::try_from(found.len()).is_ok_and(|count| count > limit);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = if more { found.last().map(|delivery| delivery.id.to_string()) } else { None };
    Ok(paging.page(found.into_iter().map(views::delivery).collect(), next))
}
