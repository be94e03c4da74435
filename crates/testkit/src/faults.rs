//! Designs with exactly one fault: what validation must refuse, and with which code.
//!
//! A fault is a row of data: the code it must get, and the change that makes it. It has nothing to do where a design
//! lacks what it would break.

use tablewright_model::{
    Attribute, AttributeId, AttributeType, AttributeValue, Billing, Capacity, Comparison, Condition,
    Consistency, ConsumerKind, Design, Encryption, GlobalIndex, Identified, IndexId, Kinesis, List, Maximum,
    Object, Pattern, PatternKind, Projection, Recovery, Replica, ReplicaId, SampleFormat, Scaling,
    StreamView, Table, Target, Template, TemplatePart, VectorIndex, Warm,
};

use crate::id;

/// Every design that has one fault more than this one, with the code that the fault gets.
#[must_use]
pub fn mutations(design: &Design) -> Vec<(&'static str, Design)> {
    let mut mutated = Vec::new();
    for at in 0..design.tables.len() {
        for (code, change) in TABLE_FAULTS {
            let changed = replaced(&design.tables, at, |table| change(table).is_some());
            mutated.extend(changed.map(|tables| (code, Design { tables, ..design.clone() })));
        }
    }
    for at in 0..design.patterns.len() {
        for (code, change) in PATTERN_FAULTS {
            let changed = replaced(&design.patterns, at, |pattern| change(pattern).is_some());
            mutated.extend(changed.map(|patterns| (code, Design { patterns, ..design.clone() })));
        }
    }
    let object = Object::Table(id("gone").into());
    let silenced = replaced(&design.silences, 0, |silence| {
        silence.object = object;
        true
    });
    mutated.extend(silenced.map(|silences| ("DDB042", Design { silences, ..design.clone() })));
    mutated
}

/// The list with one entity changed, if the change applies to it.
fn replaced<T: Identified + Clone>(
    list: &List<T>,
    at: usize,
    change: impl FnOnce(&mut T) -> bool,
) -> Option<List<T>> {
    let mut entities: Vec<T> = list.iter().map(|entity| T::clone(entity)).collect();
    change(entities.get_mut(at)?).then(|| entities.into_iter().collect())
}

/// Changes the first entity of a list.
fn first<T: Identified + Clone>(list: &mut List<T>, change: impl FnOnce(&mut T)) -> Option<()> {
    *list = replaced(list, 0, |entity| {
        change(entity);
        true
    })?;
    Some(())
}

/// Fills a list up to this length with copies of its first entity.
fn repeated<T: Identified + Clone>(
    list: &mut List<T>,
    count: usize,
    name: impl Fn(&mut T, usize),
) -> Option<()> {
    let copy = T::clone(list.iter().next()?);
    let copies = (0..count).map(|number| {
        let mut copy = copy.clone();
        name(&mut copy, number);
        copy
    });
    *list = copies.collect();
    Some(())
}

fn set<T>(place: &mut T, value: T) -> Option<()> {
    *place = value;
    Some(())
}

fn gone() -> AttributeId {
    AttributeId(id("gone"))
}

fn key_values(table: &Table) -> Option<String> {
    Some(table.attribute(table.key.partition?)?.name.clone())
}

fn set_value(table: &mut Table, name: &str, value: AttributeValue) -> Option<()> {
    first(&mut table.items, |item| {
        item.values.insert(name.to_owned(), value);
    })
}

fn lambda(table: &mut Table, change: impl FnOnce(&mut tablewright_model::Lambda)) -> Option<()> {
    first(&mut table.consumers, |consumer| {
        if let ConsumerKind::Lambda(lambda) = &mut consumer.kind {
            change(lambda);
        }
    })
}

fn attribute(table: &mut Table, name: &str, change: impl FnOnce(&mut Attribute)) -> Option<()> {
    let at = table.attributes.position(AttributeId(id(name)))?;
    table.attributes = replaced(&table.attributes, at, |attribute| {
        change(attribute);
        true
    })?;
    Some(())
}

fn provisioned(table: &Table) -> Option<()> {
    (table.billing != Billing::OnDemand).then_some(())
}

fn on_demand(table: &Table) -> Option<()> {
    (table.billing == Billing::OnDemand).then_some(())
}

type Fault<T> = (&'static str, fn(&mut T) -> Option<()>);

const ZERO: Capacity = Capacity { read: 0, write: 1 };
const SCALING: Scaling = Scaling {
    min: 2,
    max: 1,
    target: 70,
    scale_in_cooldown: None,
    scale_out_cooldown: None,
    only_out: false,
};

const TABLE_FAULTS: [Fault<Table>; 67] = [
    ("DDB001", |table| set(&mut table.name, "no".to_owned())),
    ("DDB001", |table| first(&mut table.indexes, |index| index.name = "a b".to_owned())),
    ("DDB001", |table| first(&mut table.local_indexes, |index| index.name = "é".repeat(3))),
    ("DDB001", |table| first(&mut table.vector_indexes, |index| index.name = "x".repeat(256))),
    ("DDB002", |table| {
        let name = table.indexes.iter().next()?.name.clone();
        first(&mut table.local_indexes, |index| index.name = name)
    }),
    ("DDB002", |table| {
        let name = table.indexes.iter().next()?.name.clone();
        first(&mut table.vector_indexes, |index| index.name = name)
    }),
    ("DDB003", |table| set(&mut table.key.partition, Some(gone()))),
    ("DDB003", |table| first(&mut table.indexes, |index| index.partition = vec![gone()])),
    ("DDB003", |table| first(&mut table.local_indexes, |index| index.sort = Some(gone()))),
    ("DDB003", |table| first(&mut table.vector_indexes, |index| index.filters = vec![gone()])),
    ("DDB005", |table| attribute(table, "note", |attribute| attribute.name = "label".to_owned())),
    ("DDB006", |table| set(&mut table.key.partition, None)),
    ("DDB006", |table| set(&mut table.key.sort, table.key.partition)),
    ("DDB007", |table| first(&mut table.indexes, |index| index.partition = Vec::new())),
    ("DDB007", |table| {
        let keys = || ["k0", "k1", "k2", "k3", "k4"].map(|name| AttributeId(id(name))).to_vec();
        first(&mut table.indexes, |index| (index.partition, index.sort) = (keys(), Vec::new()))
    }),
    ("DDB007", |table| first(&mut table.indexes, |index| index.sort = index.partition.clone())),
    ("DDB008", |table| {
        let partition = table.key.partition;
        first(&mut table.local_indexes, |index| index.sort = partition)
    }),
    ("DDB008", |table| {
        table.key.sort = None;
        first(&mut table.local_indexes, |_| ())
    }),
    ("DDB008", |table| first(&mut table.local_indexes, |index| index.sort = None)),
    ("DDB009", |table| {
        repeated(&mut table.indexes, 21, |index: &mut GlobalIndex, number| {
            (index.id, index.name) = (IndexId(id(&format!("copy{number}"))), format!("Copy{number}"));
        })
    }),
    ("DDB009", |table| {
        repeated(&mut table.local_indexes, 6, |index, number| {
            (index.id, index.name) = (IndexId(id(&format!("copy{number}"))), format!("Copy{number}"));
        })
    }),
    ("DDB009", |table| {
        repeated(&mut table.vector_indexes, 6, |index: &mut VectorIndex, number| {
            (index.id, index.name) = (IndexId(id(&format!("copy{number}"))), format!("Copy{number}"));
        })
    }),
    ("DDB010", |table| {
        let included: Vec<_> = (0..101).map(|number| AttributeId(id(&format!("more{number}")))).collect();
        let more = included.iter().map(|id| Attribute::new(*id, id.to_string(), AttributeType::S));
        table.attributes = table.attributes.iter().map(|old| Attribute::clone(old)).chain(more).collect();
        first(&mut table.indexes, |index| index.projection = Projection::Include(included))
    }),
    ("DDB011", |table| first(&mut table.indexes, |index| index.projection = Projection::Include(Vec::new()))),
    ("DDB011", |table| {
        first(&mut table.local_indexes, |index| index.projection = Projection::Include(Vec::new()))
    }),
    ("DDB012", |table| {
        first(&mut table.indexes, |index| index.projection = Projection::Include(vec![gone()]))
    }),
    ("DDB013", |table| {
        on_demand(table)?;
        first(&mut table.indexes, |index| index.capacity = Some(Capacity { read: 1, write: 1 }))
    }),
    ("DDB013", |table| {
        provisioned(table)?;
        first(&mut table.indexes, |index| index.capacity = None)
    }),
    ("DDB014", |table| {
        provisioned(table)?;
        set(&mut table.billing, Billing::Provisioned(ZERO))
    }),
    ("DDB014", |table| {
        provisioned(table)?;
        first(&mut table.indexes, |index| index.capacity = Some(ZERO))
    }),
    ("DDB015", |table| {
        on_demand(table)?;
        set(&mut table.warm, Some(Warm { read: 11_999, write: 4_000 }))
    }),
    ("DDB017", |table| set(&mut table.recovery, Some(Recovery { days: 36 }))),
    ("DDB018", |table| first(&mut table.vector_indexes, |index| index.dimensions = 0)),
    ("DDB018", |table| first(&mut table.vector_indexes, |index| index.dimensions = 4_097)),
    ("DDB018", |table| first(&mut table.vector_indexes, |index| index.vector = None)),
    ("DDB018", |table| first(&mut table.vector_indexes, |index| index.vector = Some(AttributeId(id("k0"))))),
    ("DDB018", |table| {
        first(&mut table.vector_indexes, |index| {
            index.filters = [index.filters.clone(), index.filters.clone()].concat()
        })
    }),
    ("DDB018", |table| {
        first(&mut table.vector_indexes, |_| ())?;
        table.indexes = List::default();
        set(&mut table.billing, Billing::Provisioned(Capacity { read: 1, write: 1 }))
    }),
    ("DDB018", |table| {
        let other = table.vector_indexes.iter().nth(1)?.dimensions + 1;
        first(&mut table.vector_indexes, |index| index.dimensions = other)
    }),
    ("DDB019", |table| {
        (table.consistency == Consistency::Eventual).then_some(())?;
        set(&mut table.witness, Some("eu-west-3".to_owned()))
    }),
    ("DDB019", |table| {
        table.replicas.iter().next()?;
        table.replicas = List::default();
        table.witness = None;
        set(&mut table.consistency, Consistency::Strong)
    }),
    ("DDB019", |table| {
        (table.consistency == Consistency::Strong).then_some(())?;
        set(&mut table.ttl, Some(AttributeId(id("expires_at"))))
    }),
    ("DDB020", |table| {
        (table.consistency == Consistency::Eventual).then_some(())?;
        table.replicas.iter().next()?;
        set(&mut table.stream, Some(StreamView::NewImage))
    }),
    ("DDB021", |table| {
        table.tags.insert("aws:x".to_owned(), String::new());
        Some(())
    }),
    ("DDB022", |table| set(&mut table.policy, Some("[]".to_owned()))),
    ("DDB023", |table| set(&mut table.autoscaling.get_or_insert_default().read, Some(SCALING))),
    ("DDB024", |table| lambda(table, |lambda| lambda.batch_size = 10_001)),
    ("DDB024", |table| lambda(table, |lambda| lambda.window = 301)),
    ("DDB025", |table| attribute(table, "note", |attribute| attribute.name = String::new())),
    ("DDB026", |table| attribute(table, "note", |attribute| attribute.name = "n".repeat(65_536))),
    ("DDB027", |table| {
        let key = table.key.partition?;
        attribute(table, &key.to_string(), |attribute| attribute.kind = AttributeType::Bool)
    }),
    ("DDB028", |table| {
        (table.consistency == Consistency::Eventual).then_some(())?;
        set(&mut table.ttl, Some(AttributeId(id("note"))))
    }),
    ("DDB030", |table| {
        on_demand(table)?;
        set(&mut table.maximum, Some(Maximum { read: Some(0), write: None }))
    }),
    ("DDB030", |table| {
        provisioned(table)?;
        set(&mut table.maximum, Some(Maximum { read: Some(1), write: None }))
    }),
    ("DDB031", |table| {
        set(&mut table.kinesis, Some(Kinesis { stream: "changes".to_owned(), precision: None }))
    }),
    ("DDB032", |table| {
        let twin = Replica { id: ReplicaId(id("twin")), ..Replica::clone(table.replicas.iter().next()?) };
        let all: List<_> =
            table.replicas.iter().map(|replica| Replica::clone(replica)).chain([twin]).collect();
        set(&mut table.replicas, all)
    }),
    ("DDB032", |table| first(&mut table.replicas, |replica| replica.region = "Ireland".to_owned())),
    ("DDB033", |table| {
        provisioned(table)?;
        table.replicas.iter().next()?;
        set(&mut table.autoscaling, None)
    }),
    ("DDB034", |table| set(&mut table.encryption, Encryption::Customer(String::new()))),
    ("DDB035", |table| lambda(table, |lambda| lambda.function = String::new())),
    ("DDB036", |table| {
        first(&mut table.entities, |entity| entity.attributes.extend(entity.attributes.clone()))
    }),
    ("DDB036", |table| {
        let template = Template(vec![TemplatePart::Attribute(gone())]);
        first(&mut table.entities, |entity| {
            entity.attributes.iter_mut().for_each(|carried| carried.template = Some(template.clone()));
        })
    }),
    ("DDB037", |table| attribute(table, "note", |attribute| attribute.kind = AttributeType::S)),
    ("DDB038", |table| {
        let key = key_values(table)?;
        first(&mut table.items, |item| drop(item.values.remove(&key)))
    }),
    ("DDB038", |table| {
        let key = key_values(table)?;
        set_value(table, &key, AttributeValue::Bool(true))
    }),
    ("DDB039", |table| set_value(table, "note", AttributeValue::StringSet(Vec::new()))),
    ("DDB043", |table| {
        let format = SampleFormat::Reference { table: table.id, attribute: gone() };
        attribute(table, "label", |attribute| attribute.format = Some(format))
    }),
];

const PATTERN_FAULTS: [Fault<Pattern>; 9] = [
    ("DDB029", |pattern| set(&mut pattern.table, id("gone").into())),
    ("DDB029", |pattern| set(&mut pattern.entity, Some(id("gone").into()))),
    ("DDB029", |pattern| set(&mut pattern.target, Target::Index(id("gone").into()))),
    ("DDB029", |pattern| set(&mut pattern.attributes, vec![gone()])),
    ("DDB029", |pattern| {
        (pattern.kind == PatternKind::Transaction).then_some(())?;
        set(&mut pattern.together, vec![id("gone").into()])
    }),
    ("DDB040", |pattern| set(&mut pattern.conditions.first_mut()?.parameter, "a b".to_owned())),
    ("DDB041", |pattern| {
        let condition = pattern.conditions.first()?;
        let attribute = AttributeId(id("expires_at"));
        let numbers = Condition { attribute, comparison: Comparison::BeginsWith, ..condition.clone() };
        set(&mut pattern.conditions, vec![numbers])
    }),
    ("DDB041", |pattern| set(&mut pattern.limit, Some(0))),
    ("DDB041", |pattern| set(&mut pattern.item_size, Some(409_601))),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use tablewright_model::validate;

    use super::*;
    use crate::arbitrary::whole_designs;

    proptest! {
        // Each case has about a hundred faults.
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn every_single_fault_is_refused_with_its_code(design in whole_designs()) {
            for (code, mutated) in mutations(&design) {
                let found = validate(&mutated);
                prop_assert!(found.iter().any(|diagnostic| diagnostic.code == code), "{code}: {found:?}");
            }
        }
    }

    /// The proof that the law above is about every fault: over some designs each finds something to break.
    #[test]
    fn every_fault_finds_something_to_break() {
        use proptest::strategy::ValueTree;
        use proptest::test_runner::TestRunner;
        let mut runner = TestRunner::deterministic();
        let (mut tables, mut patterns) = (BTreeSet::new(), BTreeSet::new());
        for _ in 0..200 {
            let design = whole_designs().new_tree(&mut runner).unwrap().current();
            for table in &design.tables {
                let applies = |at: &usize| TABLE_FAULTS[*at].1(&mut Table::clone(table)).is_some();
                tables.extend((0..TABLE_FAULTS.len()).filter(applies));
            }
            for pattern in &design.patterns {
                let applies = |at: &usize| PATTERN_FAULTS[*at].1(&mut Pattern::clone(pattern)).is_some();
                patterns.extend((0..PATTERN_FAULTS.len()).filter(applies));
            }
        }
        assert_eq!((tables.len(), patterns.len()), (TABLE_FAULTS.len(), PATTERN_FAULTS.len()));
    }
}
