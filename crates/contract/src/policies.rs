//! Policies: what it takes to change an environment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Role;

/// `GET` and `PUT /environments/{id}/policy`. Its `ETag` is what an edit names in `If-Match`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PolicyView {
    /// How many people have to agree, 1 to 20.
    pub approvals: u32,
    /// How many have to agree to a plan whose worst step is of this class or a worse one: `cost`, `degrades`,
    /// `irreversible`, `loses_data`.
    #[serde(default)]
    pub by_risk: BTreeMap<String, u32>,
    /// Who may approve.
    pub approvers: PeopleView,
    /// Who may apply.
    pub operators: PeopleView,
    /// Whether the author's own approval counts.
    #[serde(default)]
    pub self_approval: bool,
    /// Whether a comment takes back the approvals of others that were given before it.
    #[serde(default)]
    pub comments_void: bool,
    /// The id of the environment in which the same version must have been applied before.
    #[serde(default)]
    pub after: Option<String>,
    /// When nothing is applied.
    #[serde(default)]
    pub freezes: Vec<FreezeView>,
    /// What a version may cost in a month at most, in whole US dollars, for a plan of it to be reviewed.
    #[serde(default)]
    pub monthly_limit: Option<u32>,
}

/// Some of the people: with a role or more, and among the named ones if there are any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PeopleView {
    /// The least role.
    pub role: Role,
    /// Ids of people; everybody with the role, when empty.
    #[serde(default)]
    pub people: Vec<String>,
}

/// A time in which nothing is applied: once, from and until a time, or every week. All times are UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FreezeView {
    /// Why, 1 to 200 characters.
    pub reason: String,
    /// RFC 3339; with `days` a time of day, such as `22:00`.
    pub from: String,
    /// RFC 3339; with `days` a time of day, which is on the next day if it is not later.
    pub until: String,
    /// `monday` to `sunday`; empty for once.
    #[serde(default)]
    pub days: Vec<String>,
}
