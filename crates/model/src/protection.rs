//! Settings that guard what a table holds, and where it is held.

use serde::{Deserialize, Serialize};

use crate::terms::terms;

/// Point-in-time recovery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recovery {
    /// How many days back one can go; AWS takes 35 where none are said.
    pub days: u32,
}

impl Recovery {
    /// What AWS takes when no days are said, and the most.
    pub const MAX_DAYS: u32 = 35;
}

/// The key that data at rest is encrypted with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// A key that AWS owns; free, not visible in the account.
    #[default]
    AwsOwned,
    /// The account's `alias/aws/dynamodb`, managed by AWS.
    AwsManaged,
    /// A key of the customer: its id, ARN or alias.
    Customer(String),
}

terms! {
    /// What storage and requests cost against each other.
    #[derive(Default)]
    TableClass {
        /// Cheaper requests.
        #[default]
        Standard = "STANDARD",
        /// Cheaper storage, for what is rarely read.
        InfrequentAccess = "STANDARD_INFREQUENT_ACCESS",
    }
}

terms! {
    /// What Contributor Insights watches.
    InsightsMode {
        /// The keys that are used most, and those that are throttled.
        AccessedAndThrottled = "ACCESSED_AND_THROTTLED_KEYS",
        /// Only those that are throttled.
        Throttled = "THROTTLED_KEYS",
    }
}
