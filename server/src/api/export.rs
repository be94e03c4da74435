//! `GET /designs/{id}/versions/{number}/export/{format}`: a version in another format, to look at or to download.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tablewright_contract::{ApiError, ExportFileView, ExportNoteView, ExportView};
use tablewright_interchange::{
    Content, ExportFormat, ExportOptions, Exported, Imports, TerraformOptions, UnknownChoice,
};
use tablewright_model::Design;
use tablewright_storage::{DesignId, EnvironmentId, Role};
use tokio::sync::Semaphore;

use super::Failure;
use super::extract::Query;
use super::failure::capitalised;
use crate::auth::{CurrentUser, require};
use crate::exports;
use crate::planning;
use crate::state::AppState;

#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Options {
    download: bool,
    table_name: String,
    layout: String,
    gsi_style: String,
    import_blocks: String,
    environment: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            download: false,
            table_name: "{table}".to_owned(),
            layout: "file".to_owned(),
            gsi_style: "inline".to_owned(),
            import_blocks: String::new(),
            environment: String::new(),
        }
    }
}

impl Options {
    fn of(self, format: ExportFormat) -> Result<ExportOptions, Failure> {
        let names = self.import_blocks.split(',').filter(|name| !name.is_empty()).map(str::to_owned);
        let terraform = TerraformOptions {
            layout: self.layout.parse().map_err(|error| refused("layout", &error))?,
            indexes: self.gsi_style.parse().map_err(|error| refused("gsi_style", &error))?,
            imports: Imports::named(names.collect()),
        };
        let options = ExportOptions { format, table_name: self.table_name, terraform, costs: None };
        if !options.names_tables() {
            let message =
                "All tables would have one name: put `{table}` where the name in the design belongs.";
            return Err(Failure::invalid("table_name", message));
        }
        Ok(options)
    }
}

/// Tables are called as in the environment, and those that are there have import blocks.
async fn suit(
    options: &mut ExportOptions,
    environment: &str,
    design: &Design,
    (state, user): (&AppState, &CurrentUser),
) -> Result<(), Failure> {
    require(user, Role::Designer, "list the tables of an environment")?;
    let unknown = || Failure::not_found("environment");
    let id = environment.parse::<EnvironmentId>().map_err(|_| unknown())?;
    let environment = state.store.environment(id).await?.ok_or_else(unknown)?;
    options.table_name = planning::template(&environment)?.apply(&environment.name, ExportOptions::TABLE);
    let there = state.environments.connect(&environment).await?.gateway.table_names().await?;
    let there: BTreeSet<String> = there.into_iter().collect();
    let names = design.tables.iter().map(|table| table.name.clone());
    let existing = names.filter(|name| there.contains(&options.aws_name(name)));
    options.terraform.imports = Imports::Tables(existing.collect());
    Ok(())
}

fn refused(field: &str, error: &UnknownChoice) -> Failure {
    Failure::invalid(field, capitalised(&error.to_string()))
}

/// A version in another format, with what that format has no place for.
#[utoipa::path(get, path = "/designs/{id}/versions/{number}/export/{format}", tag = "versions",
    params(("id" = String, Path), ("number" = u32, Path),
        ("format" = String, Path, description = "`terraform`, `terraform-json`, `cloudformation`, \
            `cloudformation-json`, `create-table`, `aws-cli`, `workbench`, `markdown`, `mermaid`, `svg`, `png` or `json`"),
        ("download" = Option<bool>, Query, description = "The file itself instead of a description of it; of several files an archive"),
        ("table_name" = Option<String>, Query, description = "How tables are called in AWS; `{table}` stands for the name in the design"),
        ("layout" = Option<String>, Query, description = "Terraform: `file`, `module` or `bare`"),
        ("gsi_style" = Option<String>, Query, description = "Terraform: `inline`, `key-schema` or `standalone`"),
        ("import_blocks" = Option<String>, Query, description = "Terraform: tables that exist already, by name with commas between, or `all`"),
        ("environment" = Option<String>, Query, description = "Tables are called as in this environment, whatever `table_name` says; those that are there have import blocks. Designers only")),
    responses((status = 200, body = ExportView), (status = 401, body = ApiError), (status = 403, body = ApiError),
        (status = 404, body = ApiError), (status = 422, body = ApiError), (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Path((id, number, format)): Path<(String, String, String)>,
    Query(options): Query<Options>,
) -> Result<Response, Failure> {
    let format = format.parse::<ExportFormat>().map_err(|_| Failure::not_found("export format"))?;
    let (Ok(id), Ok(number)) = (id.parse::<DesignId>(), number.parse::<u32>()) else {
        return Err(Failure::not_found("version"));
    };
    let (download, environment) = (options.download, options.environment.clone());
    let mut options = options.of(format)?;
    let version = state.store.version(id, number).await?.ok_or_else(|| Failure::not_found("version"))?;
    if !environment.is_empty() {
        suit(&mut options, &environment, &version.document, (&state, &user)).await?;
    }
    let exported = exports::export(&version.document, options);
    if download { file(exported).await } else { Ok(Json(view(exported)).into_response()) }
}

async fn file(exported: Exported) -> Result<Response, Failure> {
    let disposition = format!("attachment; filename=\"{}\"", exported.file_name);
    let headers =
        [(header::CONTENT_TYPE, exported.media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    let content = match exported.content {
        Content::Files(_) => exports::bytes(exported),
        Content::Drawing(_) => picture(exported).await?,
    };
    Ok((headers, content).into_response())
}

/// A large picture takes a moment, in which the others are to be answered, and tens of megabytes: one at a time.
async fn picture(exported: Exported) -> Result<Vec<u8>, Failure> {
    static TURN: Semaphore = Semaphore::const_new(1);
    let _turn = TURN.acquire().await.map_err(|error| Failure::internal(&error))?;
    let work = tokio::task::spawn_blocking(move || exports::bytes(exported));
    work.await.map_err(|error| Failure::internal(&error))
}

fn view(exported: Exported) -> ExportView {
    let text = exported.text();
    let Exported { file_name, media_type, content, notes } = exported;
    let files = match content {
        Content::Files(files) if files.len() > 1 => files,
        Content::Files(_) | Content::Drawing(_) => Vec::new(),
    };
    ExportView {
        file_name,
        media_type: media_type.to_owned(),
        text,
        files: files.into_iter().map(|file| ExportFileView { path: file.path, text: file.text }).collect(),
        notes: notes
            .into_iter()
            .map(|note| ExportNoteView { subject: note.subject, what: note.what })
            .collect(),
    }
}
