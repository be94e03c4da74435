//! A design as large as wanted, for measuring: everything regular, nothing random, nothing wrong.

use std::collections::BTreeMap;

use tablewright_model::{
    Attribute, AttributeId, AttributeType, AttributeValue, Comparison, Condition, Consumer, ConsumerKind,
    Design, Entity, EntityAttribute, GlobalIndex, Id, IndexId, Item, ItemId, Lambda, Order, Pattern,
    PatternId, PatternKind, PrimaryKey, Projection, StreamView, Table, TableId, Template, TemplatePart,
};

/// Attributes beside the key; as many as an index can be made of.
const ATTRIBUTES: usize = 24;
/// Sample items of a table.
const ITEMS: usize = 10;

/// A valid design of so many tables, with so many global secondary indexes each, and so many access patterns in all.
///
/// Tables have two entities with key templates, sample items, a stream with a consumer, TTL and tags. AWS allows 20
/// indexes of a table and 2,500 tables of a region.
#[must_use]
pub fn large_design(tables: usize, indexes: usize, patterns: usize) -> Design {
    Design {
        tables: (0..tables).map(|n| table(n, indexes)).collect(),
        patterns: (0..patterns).map(|n| pattern(n, tables.max(1), indexes)).collect(),
        ..Design::blank("Large")
    }
}

/// Ids of [`large_design`]: `table-7`, `attribute-3`, `pattern-12`.
#[must_use]
pub fn large_id<T: From<Id>>(kind: &str, n: usize) -> T {
    crate::id(&format!("{kind}{n}")).into()
}

fn table(n: usize, indexes: usize) -> Table {
    let id: TableId = large_id("table", n);
    Table {
        description: format!("The table with the number {n}."),
        attributes: attributes(),
        key: PrimaryKey { partition: Some(attribute(0)), sort: Some(attribute(1)) },
        indexes: (0..indexes).map(index).collect(),
        entities: [entity(0, "Customer"), entity(1, "Order")].into_iter().collect(),
        stream: Some(StreamView::NewAndOldImages),
        consumers: [consumer()].into_iter().collect(),
        ttl: Some(attribute(2)),
        tags: BTreeMap::from([("team".to_owned(), "shop".to_owned())]),
        items: (0..ITEMS).map(item).collect(),
        ..Table::blank(id, format!("Table{n}"))
    }
}

fn attribute(n: usize) -> AttributeId {
    large_id("attribute", n)
}

/// Two keys, the time of expiry, and what the indexes are made of.
fn attributes() -> tablewright_model::List<Attribute> {
    let made = |n| {
        let kind = if n == 2 { AttributeType::N } else { AttributeType::S };
        let mut made = Attribute::new(attribute(n), name(n), kind);
        made.distinct = Some(1_000_000);
        made
    };
    (0..ATTRIBUTES).map(made).collect()
}

fn name(n: usize) -> String {
    format!("attribute{n}")
}

/// Attributes of an index: any but the key and the time of expiry, two neighbours of one index differing.
fn of_index(n: usize, step: usize) -> AttributeId {
    attribute(3 + (n + step) % (ATTRIBUTES - 3))
}

fn index(n: usize) -> GlobalIndex {
    let projection = match n % 3 {
        0 => Projection::All,
        1 => Projection::KeysOnly,
        _ => Projection::Include(vec![of_index(n, 3), of_index(n, 4)]),
    };
    let id: IndexId = large_id("index", n);
    let partition = if n % 5 == 4 { vec![of_index(n, 0), of_index(n, 2)] } else { vec![of_index(n, 0)] };
    GlobalIndex {
        partition,
        sort: vec![of_index(n, 1)],
        projection,
        ..GlobalIndex::new(id, format!("Index{n}"))
    }
}

fn entity(n: usize, name: &str) -> Entity {
    let prefix = TemplatePart::Text(format!("{}#", name.to_uppercase()));
    let template = |of: usize| Some(Template(vec![prefix.clone(), TemplatePart::Attribute(attribute(of))]));
    let carried = (0..ATTRIBUTES).map(|at| EntityAttribute {
        attribute: attribute(at),
        optional: at >= 2,
        template: if at < 2 { template(at + 3) } else { None },
    });
    Entity {
        id: large_id("entity", n),
        name: name.to_owned(),
        description: String::new(),
        colour: None,
        attributes: carried.collect(),
    }
}

fn consumer() -> Consumer {
    let lambda =
        Lambda { function: "totals".to_owned(), retries: Some(3), bisect: true, ..Lambda::default() };
    Consumer {
        id: large_id("consumer", 0),
        name: "Totals".to_owned(),
        description: String::new(),
        needs: Some(StreamView::NewImage),
        kind: ConsumerKind::Lambda(Box::new(lambda)),
    }
}

fn item(n: usize) -> Item {
    let value = |at: usize| match at {
        0 | 1 => AttributeValue::S(format!("CUSTOMER#value {n}.{}", at + 3)),
        2 => AttributeValue::N("2082758400".to_owned()),
        _ => AttributeValue::S(format!("value {n}.{at}")),
    };
    let id: ItemId = large_id("item", n);
    Item {
        id,
        values: (0..12).map(|at| (name(at), value(at))).collect(),
        entity: Some(large_id("entity", 0)),
    }
}

/// Patterns go around the tables and the indexes, so that each has about as many.
fn pattern(n: usize, tables: usize, indexes: usize) -> Pattern {
    let id: PatternId = large_id("pattern", n);
    let asked = large_id("table", n % tables);
    let equal =
        |of| Condition { attribute: of, comparison: Comparison::Equal, parameter: "value".to_owned() };
    let (kind, conditions, order) = match (n % 4, indexes) {
        (0, _) => (PatternKind::Get, vec![equal(attribute(0)), equal(attribute(1))], None),
        (1, _) => (PatternKind::Update, vec![equal(attribute(0)), equal(attribute(1))], None),
        (_, 0) => (PatternKind::Query, vec![equal(attribute(0))], None),
        (..) => {
            let index = index(n % indexes);
            let order = index.sort.first().map(|by| Order { attribute: *by, descending: true });
            (PatternKind::Query, index.partition.into_iter().map(equal).collect(), order)
        }
    };
    let new = Pattern::new(id, format!("Pattern {n}"), asked, kind);
    Pattern { conditions, order, peak_rate: Some(100), average_rate: Some(10), ..new }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_as_large_as_wanted_and_valid() {
        let design = large_design(50, 20, 400);
        assert_eq!((design.tables.len(), design.patterns.len()), (50, 400));
        assert!(design.tables.iter().all(|table| table.indexes.len() == 20));
        assert_eq!(tablewright_model::validate(&design), []);
    }
}
