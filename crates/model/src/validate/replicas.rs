//! Replicas by themselves: their regions (DDB032) and their throughput (DDB013, DDB014, DDB030).

use std::collections::BTreeSet;

use super::arn::is_region;
use super::scope::Scope;
use super::subject::Subject;
use super::throughput::provisioned;
use crate::{Diagnostic, Edit, Field, IndexRead, Object, Replica, ReplicaField, Table, quoted};

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let table = scope.table;
    let mut seen = BTreeSet::new();
    for replica in &table.replicas {
        let is_new = seen.insert(replica.region.as_str());
        found.extend(region(table, replica, is_new));
        found.extend(reads(table, replica));
        found.extend(max_read(table, replica));
        check_index_reads(scope, replica, found);
    }
}

fn subject<'a>(table: &Table, replica: &'a Replica) -> Subject<'a> {
    Subject { kind: "Replica", name: &replica.region, object: Object::Replica(table.id, replica.id) }
}

fn set(table: &Table, replica: &Replica, field: ReplicaField) -> Edit {
    Edit::SetReplica { table: table.id, replica: replica.id, field }
}

fn region(table: &Table, replica: &Replica, is_new: bool) -> Option<Diagnostic> {
    let subject = subject(table, replica);
    let (table_name, region) = (quoted(&table.name), quoted(&replica.region));
    if replica.region.is_empty() {
        let message = format!("A replica of {table_name} has no region: choose one");
        return Some(subject.error("DDB032", Field::Region, message));
    }
    if !is_region(&replica.region) {
        let message =
            format!("Replica {region} of {table_name} is not in a region: use one such as eu-west-1");
        return Some(subject.error("DDB032", Field::Region, message));
    }
    if is_new {
        return None;
    }
    let message = format!("{table_name} has two replicas in {region}: remove one");
    let fix = Edit::RemoveReplica { table: table.id, replica: replica.id };
    Some(subject.error("DDB032", Field::Region, message).with_fix("Remove the second", fix))
}

fn reads(table: &Table, replica: &Replica) -> Option<Diagnostic> {
    let units = replica.read_capacity?;
    let subject = subject(table, replica);
    if provisioned(table).is_none() {
        let message = format!("{subject} has a read capacity, but its table is on demand: remove it");
        let fix = set(table, replica, ReplicaField::ReadCapacity(None));
        return Some(subject.error("DDB013", Field::Capacity, message).with_fix("Remove the capacity", fix));
    }
    if units > 0 {
        return None;
    }
    let message = format!("{subject} has a read capacity of 0: use at least 1 unit");
    let fix = set(table, replica, ReplicaField::ReadCapacity(Some(1)));
    Some(subject.error("DDB014", Field::Capacity, message).with_fix("Use 1 unit", fix))
}

fn max_read(table: &Table, replica: &Replica) -> Option<Diagnostic> {
    let units = replica.max_read?;
    let subject = subject(table, replica);
    let problem = if provisioned(table).is_some() {
        "a maximum for on-demand reads, but its table is provisioned: remove it"
    } else if units == 0 {
        "a maximum of 0 reads: use at least 1 unit, or none for that of the table"
    } else {
        return None;
    };
    let fix = set(table, replica, ReplicaField::MaxRead(None));
    let finding = subject.error("DDB030", Field::Maximum, format!("{subject} has {problem}"));
    Some(finding.with_fix("Remove the maximum", fix))
}

fn check_index_reads(scope: &Scope<'_>, replica: &Replica, found: &mut Vec<Diagnostic>) {
    let table = scope.table;
    let subject = subject(table, replica);
    if !replica.index_reads.is_empty() && provisioned(table).is_none() {
        let message =
            format!("{subject} has read capacity for indexes, but its table is on demand: remove it");
        let fix = set(table, replica, ReplicaField::IndexReads(Vec::new()));
        found.push(subject.error("DDB013", Field::Capacity, message).with_fix("Remove it", fix));
        return;
    }
    let mut seen = BTreeSet::new();
    for (at, IndexRead { index, capacity }) in replica.index_reads.iter().enumerate() {
        let (code, problem) = match table.index(*index) {
            None => ("DDB032", "read capacity for an index that is gone: remove it".to_owned()),
            Some(index) if !seen.insert(index.id) => {
                ("DDB032", format!("read capacity for {} twice: remove one", quoted(&index.name)))
            }
            Some(index) if *capacity == 0 => (
                "DDB014",
                format!("a read capacity of 0 for {}: use at least 1 unit, or none", quoted(&index.name)),
            ),
            Some(_) => continue,
        };
        let mut rest = replica.index_reads.clone();
        rest.remove(at);
        let fix = set(table, replica, ReplicaField::IndexReads(rest));
        let finding = subject.error(code, Field::Capacity, format!("{subject} has {problem}"));
        found.push(finding.with_fix("Remove it", fix));
    }
}
