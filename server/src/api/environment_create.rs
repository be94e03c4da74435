//! `POST /environments`: an AWS account and region to apply designs to.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tablewright_contract::{ApiError, CreateEnvironment, EnvironmentView, ErrorCode};
use tablewright_plan::{CopyPlace, CopyPlaceError, NameTemplate};
use tablewright_storage::{Environment, EnvironmentId, EnvironmentKind, Role};

use super::Failure;
use super::extract::{Body, text};
use crate::auth::{CurrentUser, require};
use crate::entropy;
use crate::state::AppState;
use crate::time::now;

/// Adds an environment. It is asked for its account first, so that a wrong profile is found now and not at apply.
#[utoipa::path(post, path = "/environments", tag = "environments", request_body = CreateEnvironment,
    responses((status = 201, body = EnvironmentView), (status = 403, body = ApiError), (status = 409, body = ApiError),
        (status = 422, body = ApiError), (status = 502, body = ApiError)))]
pub(super) async fn handler(
    State(state): State<AppState>,
    user: CurrentUser,
    Body(body): Body<CreateEnvironment>,
) -> Result<(StatusCode, Json<EnvironmentView>), Failure> {
    require(&user, Role::Administrator, "add environments")?;
    let environment = reached(&state, parse(body)?).await?;
    user.store(&state).create_environment(&environment).await?;
    Ok((StatusCode::CREATED, Json(state.environments.view(&environment))))
}

/// The environment with the account that answers for it, if its name is free.
pub(super) async fn reached(state: &AppState, environment: Environment) -> Result<Environment, Failure> {
    let others = state.store.environments().await?;
    let has_its_name = |other: &Environment| other.name.eq_ignore_ascii_case(&environment.name);
    if others.iter().any(|other| other.id != environment.id && has_its_name(other)) {
        return Err(Failure::invalid("name", "Another environment has this name."));
    }
    if let Some(endpoint) = &environment.endpoint {
        state.reach.check(endpoint).await.map_err(|reason| Failure::invalid("endpoint", reason))?;
    }
    let connected = state.environments.connect(&environment).await;
    let connected = connected.map_err(|error| Failure::new(ErrorCode::Upstream, error.to_string()))?;
    let account = Some(connected.identity.account).filter(|account| account != "unknown");
    Ok(Environment { account, ..environment })
}

/// A new environment of what was entered, whose account nobody has asked yet.
pub(super) fn parse(body: CreateEnvironment) -> Result<Environment, Failure> {
    let template = given(body.name_template).unwrap_or_else(|| "{table}".to_owned());
    let template = NameTemplate::parse(&template)
        .map_err(|error| Failure::invalid("name_template", error.to_string()))?;
    Ok(Environment {
        id: EnvironmentId(entropy::id()?),
        name: text("name", &body.name, 60)?,
        kind: EnvironmentKind::Aws,
        region: region(&body.region)?,
        account: None,
        endpoint: given(body.endpoint).map(endpoint).transpose()?,
        profile: given(body.profile).map(|profile| text("profile", &profile, 200)).transpose()?,
        role_arn: given(body.role_arn).map(role_arn).transpose()?,
        name_template: template.as_str().to_owned(),
        copies: copies(given(body.copies), given(body.copies_owner))?,
        revision: 1,
        created_at: now(),
    })
}

fn given(value: Option<String>) -> Option<String> {
    value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn copies(uri: Option<String>, owner: Option<String>) -> Result<Option<CopyPlace>, Failure> {
    let place = match (uri, &owner) {
        (Some(uri), _) => CopyPlace::parse(&uri, owner.as_deref()).map(Some),
        (None, Some(_)) => {
            return Err(Failure::invalid("copies", "Whose bucket is it? Name the bucket as well."));
        }
        (None, None) => Ok(None),
    };
    place.map_err(|error| {
        let field = if error == CopyPlaceError::Owner { "copies_owner" } else { "copies" };
        Failure::invalid(field, format!("{error}."))
    })
}

fn region(value: &str) -> Result<String, Failure> {
    let value = text("region", value, 40)?;
    if value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Ok(value);
    }
    Err(Failure::invalid("region", "A region looks like eu-central-1."))
}

fn endpoint(value: String) -> Result<String, Failure> {
    let host = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && value.len() <= 500 && !value.contains(char::is_whitespace) => {
            Ok(value)
        }
        _ => Err(Failure::invalid("endpoint", "An endpoint starts with https:// or http://.")),
    }
}

fn role_arn(value: String) -> Result<String, Failure> {
    if value.starts_with("arn:") && value.contains(":role/") && value.len() <= 2_048 {
        return Ok(value);
    }
    Err(Failure::invalid("role_arn", "A role's ARN looks like arn:aws:iam::123456789012:role/tablewright."))
}
