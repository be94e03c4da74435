//! `GET /designs/{id}/versions/{number}/export/{format}`: a version in another format, to look at or to download.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tablewright_contract::{ApiError, ExportView};
use tablewright_interchange::{ExportFormat, Exported, export};
use tablewright_storage::DesignId;

use super::Failure;
use crate::auth::CurrentUser;
use crate::state::AppState;

#[derive(Deserialize)]
pub(super) struct Options {
    #[serde(default)]
    download: bool,
}

/// A version as Terraform HCL or as a design document.
#[utoipa::path(get, path = "/designs/{id}/versions/{number}/export/{format}", tag = "versions",
    params(("id" = String, Path), ("number" = u32, Path),
        ("format" = String, Path, description = "`terraform` or `json`"),
        ("download" = Option<bool>, Query, description = "The file itself instead of a description of it")),
    responses((status = 200, body = ExportView), (status = 401, body = ApiError), (status = 404, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    _: CurrentUser,
    Path((id, number, format)): Path<(String, String, String)>,
    Query(Options { download }): Query<Options>,
) -> Result<Response, Failure> {
    let format = format.parse::<ExportFormat>().map_err(|_| Failure::not_found("export format"))?;
    let (Ok(id), Ok(number)) = (id.parse::<DesignId>(), number.parse::<u32>()) else {
        return Err(Failure::not_found("version"));
    };
    let version = state.store.version(id, number).await?.ok_or_else(|| Failure::not_found("version"))?;
    let Exported { file_name, media_type, text } = export(&version.document, format);
    if download {
        let disposition = format!("attachment; filename=\"{file_name}\"");
        return Ok((
            [(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)],
            text,
        )
            .into_response());
    }
    Ok(Json(ExportView { file_name, media_type: media_type.to_owned(), text }).into_response())
}
