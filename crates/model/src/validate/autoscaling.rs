//! Autoscaling of tables, indexes and replicas (DDB023).
//!
//! On an on-demand table it rests and is not refused; whether it is wanted there is lint.

use super::subject::Subject;
use crate::{
    Autoscaling, Diagnostic, Edit, Field, IndexField, Object, Replica, ReplicaField, Scaling, Table,
    TableField,
};

/// What AWS takes as target, in percent (Developer Guide, autoscaling).
const TARGET: std::ops::RangeInclusive<u32> = 20..=90;

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    if let Some(scaling) = table.autoscaling {
        let set = |new| Edit::SetTable { table: table.id, field: TableField::Autoscaling(Some(new)) };
        both(Subject::table(table), scaling, set, found);
    }
    for index in &table.indexes {
        let Some(scaling) = index.autoscaling else { continue };
        let field = |new| IndexField::Autoscaling(Some(new));
        let set = |new| Edit::SetIndex { table: table.id, index: index.id, field: field(new) };
        both(Subject::index(table.id, index.id, &index.name), scaling, set, found);
    }
    for replica in &table.replicas {
        found.extend(replica.read_scaling.and_then(|scaling| of_replica(table, replica, scaling)));
    }
}

fn both(
    subject: Subject<'_>,
    scaling: Autoscaling,
    set: impl Fn(Autoscaling) -> Edit,
    found: &mut Vec<Diagnostic>,
) {
    if let Some(read) = scaling.read {
        found.extend(one(subject, "reads", read, |new| set(Autoscaling { read: Some(new), ..scaling })));
    }
    if let Some(write) = scaling.write {
        found.extend(one(subject, "writes", write, |new| set(Autoscaling { write: Some(new), ..scaling })));
    }
}

fn of_replica(table: &Table, replica: &Replica, scaling: Scaling) -> Option<Diagnostic> {
    let object = Object::Replica(table.id, replica.id);
    let subject = Subject { kind: "Replica", name: &replica.region, object };
    one(subject, "reads", scaling, |new| Edit::SetReplica {
        table: table.id,
        replica: replica.id,
        field: ReplicaField::ReadScaling(Some(new)),
    })
}

fn one(
    subject: Subject<'_>,
    what: &str,
    scaling: Scaling,
    set: impl FnOnce(Scaling) -> Edit,
) -> Option<Diagnostic> {
    let Scaling { min, max, target, .. } = scaling;
    let (problem, label, mended) = if min == 0 {
        let mended = Scaling { min: 1, max: max.max(1), ..scaling };
        ("down to 0 units: the least is 1".to_owned(), "Use 1 unit", mended)
    } else if min > max {
        let problem = format!("between {min} and {max} units: the most must not be below the least");
        (problem, "Swap them", Scaling { min: max.max(1), max: min, ..scaling })
    } else if !TARGET.contains(&target) {
        let problem = format!("for a use of {target} %: aim at {} to {} %", TARGET.start(), TARGET.end());
        let mended = Scaling { target: target.clamp(*TARGET.start(), *TARGET.end()), ..scaling };
        (problem, "Use the nearest", mended)
    } else {
        return None;
    };
    let message = format!("{subject} scales its {what} {problem}");
    Some(subject.error("DDB023", Field::Autoscaling, message).with_fix(label, set(mended)))
}
