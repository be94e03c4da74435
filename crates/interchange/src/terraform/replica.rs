//! Replicas and the witness of a table, as blocks of it.

use tablewright_model::Consistency;

use super::body::Body;
use super::module::{Module, Need};
use super::table::{Scope, customer_key, key_of};

pub(super) fn blocks(module: &mut Module<'_>, scope: Scope<'_>, body: &mut Body) {
    let table = scope.table;
    for replica in &table.replicas {
        let name = format!("{}_{}", scope.resource, replica.region.replace('-', "_"));
        let key = key_of(replica).map(|key| customer_key(module, &name, key));
        let is_strong = table.consistency == Consistency::Strong;
        if is_strong || replica.deletion_protection {
            module.needs(Need::Six);
        }
        body.block("replica", |body| {
            body.set("region_name", replica.region.as_str());
            body.maybe("consistency_mode", is_strong.then_some(table.consistency.term()));
            body.maybe("kms_key_arn", key);
            body.maybe("point_in_time_recovery", replica.recovery.map(|_| true));
            body.maybe("deletion_protection_enabled", replica.deletion_protection.then_some(true));
            body.maybe("propagate_tags", replica.copies_tags.then_some(true));
        });
    }
    if let Some(witness) = &table.witness {
        module.needs(Need::Six);
        body.block("global_table_witness", |body| body.set("region_name", witness.as_str()));
    }
}
