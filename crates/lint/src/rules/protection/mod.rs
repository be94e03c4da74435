//! How what a table holds is kept safe.

mod ddb101_recovery_off;
mod ddb102_deletion_protection_off;
mod ddb104_no_customer_key;
mod ddb106_replica_without_protection;
mod ddb110_expiry_in_milliseconds;
mod ddb111_expiry_in_a_key;
mod ddb113_public_policy;
mod ddb115_policy_locks_out;
mod ddb116_expiry_never_set;
mod ddb117_expiry_no_number;
mod ddb118_short_recovery;

use crate::rule::{Rule, group};

/// The rules of the group, by code.
pub(super) const RULES: &[Rule] = group![
    Protection:
    ddb101_recovery_off,
    ddb102_deletion_protection_off,
    ddb104_no_customer_key,
    ddb106_replica_without_protection,
    ddb110_expiry_in_milliseconds,
    ddb111_expiry_in_a_key,
    ddb113_public_policy,
    ddb115_policy_locks_out,
    ddb116_expiry_never_set,
    ddb117_expiry_no_number,
    ddb118_short_recovery,
];
