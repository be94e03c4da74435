//! The lint itself.

mod ddb901_silence_without_use;
mod ddb902_silence_without_reason;

use crate::rule::{Rule, group};

/// The rules of the group, by code.
pub(super) const RULES: &[Rule] = group![
    Lint:
    ddb901_silence_without_use,
    ddb902_silence_without_reason,
];
