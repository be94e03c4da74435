//! References of access patterns: their table and attributes exist (DDB029).

use crate::{Address, Design, Diagnostic, Field, Object, quoted};

pub(super) fn check(design: &Design, found: &mut Vec<Diagnostic>) {
    for pattern in &design.patterns {
        let object = Object::Pattern(pattern.id);
        let owner = format!("Access pattern {}", quoted(&pattern.name));
        let mut problem = |address, message| found.push(Diagnostic::error("DDB029", address, message));
        let Some(table) = design.table(pattern.table) else {
            problem(Address::of(object), format!("{owner} asks a table that is gone: choose another"));
            continue;
        };
        if pattern.conditions.iter().any(|condition| table.attribute(condition.attribute).is_none()) {
            problem(
                Address::field(object, Field::Conditions),
                format!("{owner} has a condition on an attribute that is gone: choose another"),
            );
        }
        if pattern.order.is_some_and(|order| table.attribute(order.attribute).is_none()) {
            problem(
                Address::field(object, Field::Order),
                format!("{owner} orders by an attribute that is gone: choose another"),
            );
        }
    }
}
