//! Rules that a team has decided not to be told of.

use serde::{Deserialize, Serialize};

use crate::{Identified, Object, SilenceId};

/// One rule, silenced for an object and all that is in it. What AWS refuses can't be silenced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// Its identity.
    pub id: SilenceId,
    /// The code of the rule, such as `DDB101`.
    pub code: String,
    /// Where it is silenced; the design is everywhere.
    pub object: Object,
    /// Why.
    pub reason: String,
}

impl Identified for Silence {
    type Id = SilenceId;

    fn id(&self) -> SilenceId {
        self.id
    }
}
