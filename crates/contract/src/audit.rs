//! The audit log.

use serde::{Deserialize, Serialize};

/// Who did what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntryView {
    /// Its number, from 1, without gaps.
    pub seq: u64,
    /// When, to the millisecond.
    pub at: String,
    /// The id of who it was; absent for the server itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Their name, as it was then.
    pub actor_name: String,
    /// The id of the token that was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The network address that it came from.
    pub address: String,
    /// Names the request in the server's log.
    pub request_id: String,
    /// What was done: `request.approved`.
    pub action: String,
    /// To what: `request/…`.
    pub subject: String,
    /// The digest of the plan or version that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The rest.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub detail: serde_json::Value,
    /// The hash of the entry before.
    pub previous: String,
    /// The hash of this entry.
    pub hash: String,
}

/// `GET /audit/chain`: what became of looking at every entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChainView {
    /// How many entries fit together, from the first on.
    pub entries: u64,
    /// The hash of the last of them. Note it elsewhere: it proves all before it.
    pub head: String,
    /// The number of the first entry that does not fit; absent when all do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken_at: Option<u64>,
}
