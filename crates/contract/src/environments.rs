//! Where designs are applied.

use serde::{Deserialize, Serialize};

/// Whether an environment is the built-in one or AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EnvironmentKind {
    /// The AWS-like account inside the server.
    Sandbox,
    /// An AWS account and region.
    Aws,
}

/// An environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnvironmentView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Sandbox or AWS.
    pub kind: EnvironmentKind,
    /// The AWS account, once it is known.
    pub account: Option<String>,
    /// The AWS region.
    pub region: String,
    /// The endpoint, if it is not the region's own.
    pub endpoint: Option<String>,
    /// The profile of the server's AWS configuration.
    pub profile: Option<String>,
    /// The role that is assumed.
    pub role_arn: Option<String>,
    /// Makes table names: `{table}`, `{env}-{table}`.
    pub name_template: String,
    /// Where a run copies the items of a table that is replaced: `s3://bucket/prefix`.
    #[serde(default)]
    pub copies: Option<String>,
    /// The account that owns that bucket, if it is another one.
    #[serde(default)]
    pub copies_owner: Option<String>,
}

/// `POST /environments`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateEnvironment {
    /// Its name, 1 to 60 characters.
    pub name: String,
    /// The AWS region.
    pub region: String,
    /// The endpoint, if it is not the region's own.
    #[serde(default)]
    pub endpoint: Option<String>,
    /// The profile of the server's AWS configuration; the default chain when absent.
    #[serde(default)]
    pub profile: Option<String>,
    /// The role to assume.
    #[serde(default)]
    pub role_arn: Option<String>,
    /// Makes table names; `{table}` when absent.
    #[serde(default)]
    pub name_template: Option<String>,
    /// Where a run copies the items of a table that is replaced: `s3://bucket/prefix`. Absent, people copy.
    #[serde(default)]
    pub copies: Option<String>,
    /// The account that owns that bucket, if it is another one.
    #[serde(default)]
    pub copies_owner: Option<String>,
}
