//! What leaves a table as it changes.

use serde::{Deserialize, Serialize};

use crate::terms::terms;

terms! {
    /// What a stream record carries.
    StreamView {
        /// The key of the item.
        KeysOnly = "KEYS_ONLY",
        /// The item after the change.
        NewImage = "NEW_IMAGE",
        /// The item before the change.
        OldImage = "OLD_IMAGE",
        /// Both.
        NewAndOldImages = "NEW_AND_OLD_IMAGES",
    }
}

impl StreamView {
    /// Whether every record of this view has all that a record of the other would have.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self == other || self == Self::NewAndOldImages || other == Self::KeysOnly
    }
}

/// Changes sent to a Kinesis data stream, beside the table's own stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Kinesis {
    /// The ARN of the data stream.
    pub stream: String,
    /// How exact the time in a record is; AWS takes milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<TimePrecision>,
}

terms! {
    /// How exact the time of a change is told.
    TimePrecision {
        /// Milliseconds.
        Millisecond = "MILLISECOND",
        /// Microseconds.
        Microsecond = "MICROSECOND",
    }
}
