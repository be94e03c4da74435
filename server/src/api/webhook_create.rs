//! `POST /webhooks`: an address that is told what happens.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, CreatedWebhook, EditWebhook};
use tablewright_storage::{Action, Role, Webhook, WebhookId};

use super::extract::{Body, text};
use super::{Failure, views};
use crate::auth::{CurrentUser, require};
use crate::entropy::{self, Secret};
use crate::state::AppState;
use crate::time::now;

const MOST_URL: usize = 2_000;

/// Adds a webhook. What signs its deliveries is in this answer and nowhere else.
#[utoipa::path(post, path = "/webhooks", tag = "webhooks", request_body = EditWebhook,
    responses((status = 201, body = CreatedWebhook), (status = 403, body = ApiError), (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Body(body): Body<EditWebhook>,
) -> Result<(StatusCode, Json<CreatedWebhook>), Failure> {
    require(&user, Role::Administrator, "add webhooks")?;
    let webhook = parse(&state, WebhookId(entropy::id()?), Secret::new()?.text().to_owned(), 1, body).await?;
    user.store(&state).create_webhook(&webhook, now()).await?;
    let view = CreatedWebhook { webhook: views::webhook(&webhook), secret: webhook.secret };
    Ok((StatusCode::CREATED, Json(view)))
}

/// A webhook as it was entered, looked at.
pub(super) async fn parse(
    state: &AppState,
    id: WebhookId,
    secret: String,
    revision: u32,
    body: EditWebhook,
) -> Result<Webhook, Failure> {
    let url = text("url", &body.url, MOST_URL)?;
    state.reach.check(&url).await.map_err(|reason| Failure::invalid("url", reason))?;
    Ok(Webhook {
        id,
        name: text("name", &body.name, 100)?,
        url,
        secret,
        form: views::stored_form(body.form),
        events: events(body.events)?,
        enabled: body.enabled,
        revision,
        created_at: now(),
    })
}

fn events(events: BTreeSet<String>) -> Result<BTreeSet<String>, Failure> {
    let known = |event: &String| Action::ALL.iter().any(|action| is_start(event, action.term()));
    if events.is_empty() || !events.iter().all(known) {
        let message = "Choose events such as request.approved, or whole kinds such as run.";
        return Err(Failure::invalid("events", message));
    }
    Ok(events)
}

/// Whether it is the term, or its noun with the point.
fn is_start(event: &str, term: &str) -> bool {
    event == term || term.split_once('.').is_some_and(|(noun, _)| event.strip_suffix('.') == Some(noun))
}
