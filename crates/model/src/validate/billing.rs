//! Billing mode against capacity: given where it must be and nowhere else (DDB013), at least 1 (DDB014).

use crate::{Address, Billing, Capacity, Diagnostic, Field, Object, Table, quoted};

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    let at = Address::field(Object::Table(table.id), Field::Billing);
    let provisioned = match table.billing {
        Billing::OnDemand => false,
        Billing::Provisioned(capacity) => {
            at_least_one(capacity, &format!("Table {}", quoted(&table.name)), at, found);
            true
        }
    };
    for index in &table.indexes {
        let at = Address::field(Object::Index(table.id, index.id), Field::Capacity);
        let owner = format!("Index {}", quoted(&index.name));
        match (provisioned, index.capacity) {
            (true, None) => {
                let message = format!(
                    "{owner} needs read and write capacity of its own, since its table is provisioned"
                );
                found.push(Diagnostic::error("DDB013", at, message));
            }
            (false, Some(_)) => {
                let message = format!("{owner} has a capacity, but its table is on demand: remove it");
                found.push(Diagnostic::error("DDB013", at, message));
            }
            (true, Some(capacity)) => at_least_one(capacity, &owner, at, found),
            (false, None) => {}
        }
    }
}

fn at_least_one(capacity: Capacity, owner: &str, at: Address, found: &mut Vec<Diagnostic>) {
    if capacity.read == 0 || capacity.write == 0 {
        let message = format!("{owner} has a capacity of 0: read and write capacity are at least 1 unit");
        found.push(Diagnostic::error("DDB014", at, message));
    }
}
