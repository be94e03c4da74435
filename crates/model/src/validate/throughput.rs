//! Capacity against the billing mode (DDB013), its bounds (DDB014), warm throughput (DDB015) and the bounds of
//! on-demand requests (DDB030).
//!
//! What is above a quota that AWS raises on request is a warning.

use super::subject::{Subject, grouped};
use crate::{
    Billing, Capacity, Diagnostic, Edit, Field, GlobalIndex, IndexField, Maximum, Table, TableField, Warm,
};

/// Default quota of a table or an index, read and write each (Developer Guide, service quotas).
const QUOTA: u64 = 40_000;
/// What on-demand tables and indexes sustain from the first moment (Developer Guide, warm throughput).
const ON_DEMAND: Capacity = Capacity { read: 12_000, write: 4_000 };

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    let subject = Subject::table(table);
    let provisioned = provisioned(table);
    let set = |field| Edit::SetTable { table: table.id, field };
    if let Some(capacity) = provisioned {
        let mend = |capacity| set(TableField::Billing(Billing::Provisioned(capacity)));
        found.extend(bounds(subject, Field::Billing, capacity, mend));
    }
    if let Some(units) = table.maximum {
        found.extend(maximum(subject, units, provisioned.is_some(), |new| set(TableField::Maximum(new))));
    }
    if let Some(units) = table.warm {
        found.extend(warm(subject, units, provisioned, |new| set(TableField::Warm(Some(new)))));
    }
    for index in &table.indexes {
        check_index(table, index, provisioned, found);
    }
}

/// The capacity of a table that is billed by it.
pub(super) fn provisioned(table: &Table) -> Option<Capacity> {
    match table.billing {
        Billing::OnDemand => None,
        Billing::Provisioned(capacity) => Some(capacity),
    }
}

fn check_index(
    table: &Table,
    index: &GlobalIndex,
    provisioned: Option<Capacity>,
    found: &mut Vec<Diagnostic>,
) {
    let subject = Subject::index(table.id, index.id, &index.name);
    let set = |field| Edit::SetIndex { table: table.id, index: index.id, field };
    match (provisioned, index.capacity) {
        (Some(of_table), None) => {
            let message = format!(
                "{subject} has no capacity, but its table is provisioned: give it read and write capacity of its own"
            );
            let fix = set(IndexField::Capacity(Some(of_table)));
            let finding = subject.error("DDB013", Field::Capacity, message);
            found.push(finding.with_fix("Give it that of the table", fix));
        }
        (None, Some(_)) => {
            let message = format!("{subject} has a capacity, but its table is on demand: remove it");
            let fix = set(IndexField::Capacity(None));
            found
                .push(subject.error("DDB013", Field::Capacity, message).with_fix("Remove the capacity", fix));
        }
        (Some(_), Some(capacity)) => {
            let mend = |capacity| set(IndexField::Capacity(Some(capacity)));
            found.extend(bounds(subject, Field::Capacity, capacity, mend));
        }
        (None, None) => {}
    }
    if let Some(units) = index.maximum {
        found.extend(maximum(subject, units, provisioned.is_some(), |new| set(IndexField::Maximum(new))));
    }
    if let Some(units) = index.warm {
        let least = provisioned.and(index.capacity);
        if provisioned.is_none() || least.is_some() {
            found.extend(warm(subject, units, least, |new| set(IndexField::Warm(Some(new)))));
        }
    }
}

fn bounds(
    subject: Subject<'_>,
    field: Field,
    capacity: Capacity,
    mend: impl FnOnce(Capacity) -> Edit,
) -> Option<Diagnostic> {
    let Capacity { read, write } = capacity;
    if read == 0 || write == 0 {
        let message = format!("{subject} has a capacity of 0: read and write capacity are at least 1 unit");
        let fix = mend(Capacity { read: read.max(1), write: write.max(1) });
        return Some(subject.error("DDB014", field, message).with_fix("Use 1 unit", fix));
    }
    if read.max(write) <= QUOTA {
        return None;
    }
    let message = format!(
        "{subject} has a capacity of {} units: the quota is {} unless AWS has raised it; use less or have it raised",
        grouped(read.max(write)),
        grouped(QUOTA)
    );
    Some(subject.warning("DDB014", field, message))
}

fn maximum(
    subject: Subject<'_>,
    units: Maximum,
    is_provisioned: bool,
    set: impl FnOnce(Option<Maximum>) -> Edit,
) -> Option<Diagnostic> {
    let Maximum { read, write } = units;
    if is_provisioned && (read.is_some() || write.is_some()) {
        let message = format!(
            "{subject} has a maximum for on-demand requests, but its billing is provisioned: remove it"
        );
        let finding = subject.error("DDB030", Field::Maximum, message);
        return Some(finding.with_fix("Remove the maximum", set(None)));
    }
    if read != Some(0) && write != Some(0) {
        return None;
    }
    let message =
        format!("{subject} has a maximum of 0 requests: use at least 1 unit, or none for the quota");
    let at_least_one = |units: Option<u64>| units.map(|units| units.max(1));
    let mended = Maximum { read: at_least_one(read), write: at_least_one(write) };
    Some(subject.error("DDB030", Field::Maximum, message).with_fix("Use 1 unit", set(Some(mended))))
}

fn warm(
    subject: Subject<'_>,
    units: Warm,
    provisioned: Option<Capacity>,
    set: impl FnOnce(Warm) -> Edit,
) -> Option<Diagnostic> {
    let least = provisioned.unwrap_or(ON_DEMAND);
    if units.read >= least.read && units.write >= least.write {
        return None;
    }
    let basis = if provisioned.is_some() { "its provisioned capacity" } else { "what on demand starts with" };
    let message = format!(
        "{subject} has a warm throughput below {basis}: use at least {} for reads and {} for writes, or none",
        grouped(least.read),
        grouped(least.write)
    );
    let raised = Warm { read: units.read.max(least.read), write: units.write.max(least.write) };
    Some(subject.error("DDB015", Field::Warm, message).with_fix("Raise it", set(raised)))
}
