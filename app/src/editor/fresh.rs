//! New objects as a click makes them: with a name that is free and nothing that AWS would refuse.
//!
//! Ids come in from outside, since they need randomness.

use std::collections::BTreeSet;

use tablewright_model::{
    Attribute, AttributeId, AttributeType, AttributeValue, Billing, Capacity, Comparison, Condition, Design,
    Edit, GlobalIndex, Id, IndexId, Item, ItemId, Pattern, PatternId, PatternKind, PrimaryKey, Table,
    TableId, Values,
};

/// What a provisioned table or index starts with, in units per second.
pub const STARTING_CAPACITY: Capacity = Capacity { read: 5, write: 5 };

/// A table with a partition key, at the end.
#[must_use]
pub fn table(design: &Design, id: TableId, key: AttributeId) -> Edit {
    let mut table =
        Table::blank(id, free_name("NewTable", design.tables.iter().map(|table| table.name.as_str())));
    table.attributes = std::iter::once(Attribute::new(key, "PK", AttributeType::S)).collect();
    table.key = PrimaryKey { partition: Some(key), sort: None };
    Edit::AddTable { at: u32::MAX, table: Box::new(table) }
}

/// A copy of a table after the original, with its own name; ids inside a table need not change.
#[must_use]
pub fn copy_of_table(design: &Design, original: &Table, id: TableId) -> Edit {
    let mut table = original.clone();
    table.id = id;
    let wanted = format!("{}Copy", original.name);
    table.name = free_name(&wanted, design.tables.iter().map(|table| table.name.as_str()));
    let after = |at| u32::try_from(at).map_or(u32::MAX, |at| at.saturating_add(1));
    let at = design.tables.position(original.id).map_or(u32::MAX, after);
    Edit::AddTable { at, table: Box::new(table) }
}

/// An attribute at the end of a table.
#[must_use]
pub fn attribute(table: &Table, id: AttributeId) -> Edit {
    attribute_called(table, id, "Attribute")
}

/// An attribute at the end of a table, with this name if it is free.
#[must_use]
pub fn attribute_called(table: &Table, id: AttributeId, wanted: &str) -> Edit {
    let name = free_name(wanted, table.attributes.iter().map(|attribute| attribute.name.as_str()));
    Edit::AddAttribute {
        table: table.id,
        at: u32::MAX,
        attribute: Attribute::new(id, name, AttributeType::S),
    }
}

/// An index at the end of a table, by the first attribute that no key uses yet.
#[must_use]
pub fn index(table: &Table, id: IndexId) -> Edit {
    let used: BTreeSet<_> = table.key_attributes().into_iter().collect();
    let key_like = || table.attributes.iter().filter(|attribute| attribute.kind.is_key_type());
    let unused = key_like().find(|attribute| !used.contains(&attribute.id));
    let partition = unused.or_else(|| key_like().next());
    let wanted = partition.map_or_else(|| "Index".to_owned(), |attribute| index_name(&attribute.name));
    let name = free_name(&wanted, table.index_ids().filter_map(|id| table.index_name(id)));
    let index = GlobalIndex {
        partition: partition.map(|attribute| attribute.id).into_iter().collect(),
        capacity: match table.billing {
            Billing::OnDemand => None,
            Billing::Provisioned(_) => Some(STARTING_CAPACITY),
        },
        ..GlobalIndex::new(id, name)
    };
    Edit::AddIndex { table: table.id, at: u32::MAX, index }
}

/// A sample item with the table's key.
#[must_use]
pub fn item(table: &Table, id: ItemId) -> Edit {
    let number = table.items.len() + 1;
    let keys = table.key.attributes().filter_map(|key| table.attribute(key));
    let values: Values = keys.map(|key| (key.name.clone(), sample(key.kind, number))).collect();
    Edit::AddItem { table: table.id, at: u32::MAX, item: Item { id, values, entity: None } }
}

/// A question by the table's partition key.
#[must_use]
pub fn pattern(design: &Design, table: &Table, id: PatternId) -> Edit {
    let condition = |attribute: &Attribute| Condition {
        attribute: attribute.id,
        comparison: Comparison::Equal,
        parameter: parameter_for(&attribute.name),
    };
    let name = free_name("New access pattern", design.patterns.iter().map(|pattern| pattern.name.as_str()));
    let key = table.key.partition.and_then(|key| table.attribute(key));
    let pattern = Pattern {
        conditions: key.map(condition).into_iter().collect(),
        ..Pattern::new(id, name, table.id, PatternKind::Query)
    };
    Edit::AddPattern { at: u32::MAX, pattern: Box::new(pattern) }
}

/// The name of an attribute as that of a parameter: `GameTitle` becomes `game_title`.
#[must_use]
pub fn parameter_for(name: &str) -> String {
    let mut parameter = String::with_capacity(name.len() + 4);
    let mut before_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && before_lower {
            parameter.push('_');
        }
        before_lower = c.is_lowercase() || c.is_ascii_digit();
        parameter.push(if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
    }
    parameter
}

/// An id from random bits, typed.
#[must_use]
pub fn id<T: From<Id>>(bits: u64) -> T {
    Id::from_random(bits).into()
}

/// Only what a name in AWS may have.
fn index_name(attribute: &str) -> String {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let base: String = attribute.chars().filter(allowed).take(200).collect();
    format!("{base}Index")
}

fn sample(kind: AttributeType, number: usize) -> AttributeValue {
    match kind {
        AttributeType::N => AttributeValue::N(number.to_string()),
        AttributeType::B => AttributeValue::B("AA==".to_owned()),
        _ => AttributeValue::S(format!("value-{number}")),
    }
}

fn free_name<'a>(wanted: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: BTreeSet<_> = taken.collect();
    if !taken.contains(wanted) {
        return wanted.to_owned();
    }
    let numbered = (2..).map(|number| format!("{wanted}{number}"));
    numbered.into_iter().find(|name| !taken.contains(name.as_str())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use tablewright_model::{apply, validate};

    use super::*;

    #[test]
    fn what_a_click_makes_is_nothing_that_aws_refuses() {
        let mut design = Design::blank("Fresh");
        for bits in 0..3 {
            design = apply(&design, &table(&design, id(bits), id(9))).unwrap().design;
            let id_of_table = design.tables.iter().last().unwrap().id;
            for n in 10..13 {
                let edit = attribute(design.table(id_of_table).unwrap(), id(n));
                design = apply(&design, &edit).unwrap().design;
                let edit = index(design.table(id_of_table).unwrap(), id(n));
                design = apply(&design, &edit).unwrap().design;
                let edit = item(design.table(id_of_table).unwrap(), id(n));
                design = apply(&design, &edit).unwrap().design;
            }
            let edit = pattern(&design, design.table(id_of_table).unwrap(), id(bits));
            design = apply(&design, &edit).unwrap().design;
            let edit = copy_of_table(&design, design.table(id_of_table).unwrap(), id(bits + 100));
            design = apply(&design, &edit).unwrap().design;
        }
        assert_eq!(validate(&design), []);
        assert_eq!(design.tables.len(), 6);
    }

    #[test]
    fn parameters_are_named_after_attributes() {
        assert_eq!(parameter_for("GameTitle"), "game_title");
        assert_eq!(parameter_for("UserID"), "user_id");
        assert_eq!(parameter_for("PK"), "pk");
        assert_eq!(parameter_for("a-b c"), "a_b_c");
    }
}
