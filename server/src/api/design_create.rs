//! `POST /designs`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, CreateDesign, DesignSource, DesignView, ErrorCode};
use tablewright_model::Design;
use tablewright_storage::{DesignId, Role};

use super::extract::{Body, text};
use super::failure::capitalised;
use super::{Failure, design_get};
use crate::auth::{CurrentUser, require};
use crate::designs::within_size;
use crate::state::AppState;
use crate::time::now;
use crate::{entropy, gallery};

/// Makes a design, blank or from an example.
#[utoipa::path(post, path = "/designs", tag = "designs", request_body = CreateDesign,
    responses((status = 201, body = DesignView), (status = 403, body = ApiError),
        (status = 404, body = ApiError), (status = 413, body = ApiError), (status = 422, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Body(body): Body<CreateDesign>,
) -> Result<(StatusCode, Json<DesignView>), Failure> {
    require(&user, Role::Designer, "make designs")?;
    let design = match body.source {
        DesignSource::Blank { name } => Design::blank(text("name", &name, 200)?),
        DesignSource::Example { key } => {
            gallery::example(&key).ok_or_else(|| Failure::not_found("example"))?
        }
    };
    within_size(&design)
        .map_err(|refusal| Failure::new(ErrorCode::TooLarge, capitalised(&refusal.to_string())))?;
    let id = DesignId(entropy::id()?);
    user.store(&state).create_design(id, &design, user.0.id, now()).await?;
    Ok((StatusCode::CREATED, Json(design_get::view(&state, id, &user).await?)))
}
