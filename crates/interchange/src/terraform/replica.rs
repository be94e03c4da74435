//! Replicas and the witness of a table: blocks of it, or resources of their own where a block has no argument for what
//! is asked; and what is never carried over to a replica, as resources in its region.

use tablewright_model::{Consistency, Design, Encryption, Object, Recovery, Replica, Table, TableClass};

use super::body::{Body, Expr};
use super::module::{Module, Need};
use super::neighbours::{self, Place};
use super::table::{Scope, customer_key};

/// The resource for a replica of its own.
const STANDALONE: &str = "aws_dynamodb_table_replica";

/// Whether the replicas of a table are resources of their own: only there a class has an argument. A table's blocks and
/// these resources would undo each other, so it is all of them or none; and strong consistency is said in blocks only.
pub(super) fn are_standalone(table: &Table) -> bool {
    table.consistency != Consistency::Strong && table.replicas.iter().any(|replica| replica.class.is_some())
}

/// Blocks of the table.
pub(super) fn blocks(module: &mut Module<'_>, scope: Scope<'_>, body: &mut Body) {
    let table = scope.table;
    for replica in table.replicas.iter().filter(|_| !are_standalone(table)) {
        let key = key(module, scope, replica);
        let is_strong = table.consistency == Consistency::Strong;
        if is_strong || replica.deletion_protection {
            module.needs(Need::Six);
        }
        body.block("replica", |body| {
            body.set("region_name", replica.region.as_str());
            body.maybe("consistency_mode", is_strong.then_some(table.consistency.term()));
            settings(replica, key, body);
            body.maybe("propagate_tags", replica.copies_tags.then_some(true));
        });
    }
    if let Some(witness) = &table.witness {
        module.needs(Need::Six);
        body.block("global_table_witness", |body| body.set("region_name", witness.as_str()));
    }
}

/// Resources beside the table.
pub(super) fn resources(module: &mut Module<'_>, scope: Scope<'_>) {
    for replica in &scope.table.replicas {
        let name = module.names.of(scope.resource, &replica.region);
        let mut after = None;
        if are_standalone(scope.table) {
            standalone(module, scope, replica, &name);
            after = Some(Expr::Name(format!("{STANDALONE}.{name}")));
        }
        let place = Place { name: &name, region: Some(&replica.region), after };
        beside(module, scope, replica, &place);
    }
}

fn standalone(module: &mut Module<'_>, scope: Scope<'_>, replica: &Replica, name: &str) {
    let key = key(module, scope, replica);
    module.needs(Need::Six);
    module.resource(STANDALONE, name, "", |body| {
        body.set("global_table_arn", scope.of("arn"));
        body.set("region", replica.region.as_str());
        settings(replica, key, body);
        body.maybe("table_class_override", replica.class.map(TableClass::term));
        body.maybe("tags", replica.copies_tags.then(|| scope.of("tags")));
    });
}

/// What a block and a resource have alike.
fn settings(replica: &Replica, key: Option<Expr>, body: &mut Body) {
    body.maybe("kms_key_arn", key);
    body.maybe("point_in_time_recovery", replica.recovery.map(|_| true));
    body.maybe("deletion_protection_enabled", replica.deletion_protection.then_some(true));
}

fn key(module: &mut Module<'_>, scope: Scope<'_>, replica: &Replica) -> Option<Expr> {
    let Some(Encryption::Customer(key)) = &replica.encryption else { return None };
    let name = format!("{}_{}", scope.resource, replica.region.replace('-', "_"));
    Some(customer_key(module, &name, key))
}

/// What AWS never carries over from the table.
fn beside(module: &mut Module<'_>, scope: Scope<'_>, replica: &Replica, place: &Place<'_>) {
    if replica.policy.is_some() || replica.insights.is_some() || replica.kinesis.is_some() {
        // Resources say their region since then.
        module.needs(Need::Six);
    }
    if let Some(policy) = &replica.policy {
        neighbours::policy(module, arn(scope, &replica.region), policy, place);
    }
    if let Some(mode) = replica.insights {
        neighbours::insights(module, scope, None, mode, place);
    }
    if let Some(kinesis) = &replica.kinesis {
        neighbours::destination(module, scope, &kinesis.stream, kinesis.precision, "", place);
    }
}

/// The ARN of the table in another region. Between its colons, since a name may have the region in it.
fn arn(scope: Scope<'_>, region: &str) -> Expr {
    let own = Expr::Template(vec![Expr::text(":"), scope.of("region"), Expr::text(":")]);
    Expr::Call("replace", vec![scope.of("arn"), own, Expr::text(format!(":{region}:"))])
}

/// What is said of replicas and has no argument for its value.
pub(super) fn not_held(design: &Design) -> Vec<(Object, String)> {
    let of = |table: &Table, replica: &Replica| {
        let days = replica.recovery.map(|recovery| recovery.days).filter(|days| *days != Recovery::MAX_DAYS);
        let days = days.map(|days| format!("days of point-in-time recovery: {days}"));
        let class = replica.class.filter(|_| !are_standalone(table));
        let class = class.map(|class| format!("table class: {}", class.term()));
        let key = replica.encryption.as_ref().filter(|key| !matches!(key, Encryption::Customer(_)));
        let key = key.filter(|key| **key != table.encryption);
        let key = key.map(|_| "encryption: only a key of yours has an argument".to_owned());
        [days, class, key].into_iter().flatten()
    };
    let mut told = Vec::new();
    for table in &design.tables {
        for replica in &table.replicas {
            let object = Object::Replica(table.id, replica.id);
            told.extend(of(table, replica).map(|what| (object, what)));
        }
    }
    told
}
