//! `GET /session`: who is signed in.

use axum::Json;
use tablewright_contract::{ApiError, SessionView};

use super::{Failure, views};
use crate::auth::CurrentUser;

/// Who is signed in.
#[utoipa::path(get, path = "/session", tag = "people",
    responses((status = 200, body = SessionView), (status = 401, body = ApiError)))]
pub(super) async fn handler(user: CurrentUser) -> Result<Json<SessionView>, Failure> {
    Ok(Json(SessionView { user: views::user(&user.0), guest: user.1.guest.map(views::guest) }))
}
