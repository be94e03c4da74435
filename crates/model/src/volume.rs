//! How much a table holds, as the team expects it: what storage and recovery cost follows from it.
//!
//! AWS knows nothing of it, and no plan has it. Deliberately absent: what indexes hold, which follows from the sample.

use serde::{Deserialize, Serialize};

/// How much a table is expected to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Volume {
    /// Items.
    pub items: u64,
    /// Bytes of an item; `None` is as the sample items have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_bytes: Option<u64>,
}
