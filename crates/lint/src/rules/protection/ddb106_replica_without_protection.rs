//! A replica lacks the protection of its table.
//!
//! Detects: a replica without point-in-time recovery, deletion protection or resource policy, where the table
//! has it.
//! Why: AWS does not carry these over; the replica looks as safe as the table and is not.
//! Way out: set them for the region too.
//! Source: Developer Guide, global tables: how they work, settings that are never replicated.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB106", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let table = view.table;
    for replica in &table.replicas {
        let mut missing = Vec::new();
        let mut edits = Vec::new();
        let mut set = |what: &'static str, field| {
            missing.push(what);
            edits.push(Edit::SetReplica { table: table.id, replica: replica.id, field });
        };
        if table.recovery.is_some() && replica.recovery.is_none() {
            set("point-in-time recovery", ReplicaField::Recovery(table.recovery));
        }
        if table.deletion_protection && !replica.deletion_protection {
            set("deletion protection", ReplicaField::DeletionProtection(true));
        }
        let lacks_policy = table.policy.is_some() && replica.policy.is_none();
        if lacks_policy {
            missing.push("a resource policy");
        }
        if missing.is_empty() {
            continue;
        }
        let (what, region) = (missing.join(" and "), quoted(&replica.region));
        let message = format!("The replica in {region} has no {what}, which the table has: set it there too");
        let at = Address::of(Object::Replica(table.id, replica.id));
        // A policy names ARNs of its region, so that the table's can't be taken.
        let fix = (!lacks_policy).then_some(("Protect the replica as the table", Edit::Batch { edits }));
        found.add_with(at, message, fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn a_replica_is_as_safe_as_its_table() {
        let safe = table("pk").set(|table| {
            table.recovery = Some(Recovery { days: 35 });
            table.deletion_protection = true;
        });
        fires_with_fix(&RULE, safe.clone().replica("eu-west-1", |_| {}));
        let same = |replica: &mut Replica| {
            replica.recovery = Some(Recovery { days: 35 });
            replica.deletion_protection = true;
        };
        silent(&RULE, safe.clone().replica("eu-west-1", same));
        silent(&RULE, table("pk").replica("eu-west-1", |_| {}));
        let finding =
            fires(&RULE, safe.set(|table| table.policy = Some("{}".to_owned())).replica("eu-west-1", same));
        assert_eq!(finding.fix, None);
    }
}
