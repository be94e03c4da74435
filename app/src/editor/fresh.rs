//! New objects as a click makes them: with a name that is free and nothing that AWS would refuse.
//!
//! Ids come in from outside, since they need randomness.

use tablewright_model::{
    Attribute, AttributeId, AttributeType, AttributeValue, Autoscaling, Billing, Capacity, Comparison,
    Condition, Consistency, Consumer, ConsumerId, ConsumerKind, Design, Distance, Edit, Element, Entity,
    EntityAttribute, EntityId, GlobalIndex, Id, IndexField, IndexId, Item, ItemId, Lambda, LocalIndex, Note,
    NoteId, Object, Pattern, PatternId, PatternKind, Position, PrimaryKey, Projection, Replica, ReplicaId,
    Scaling, Shape, Silence, SilenceId, Size, StreamView, Table, TableField, TableId, Values, VectorIndex,
};

/// What a provisioned table or index starts with, in units per second.
pub const STARTING_CAPACITY: Capacity = Capacity { read: 5, write: 5 };

/// How far a copy lies from its original, each way.
const COPY_ASIDE: i32 = 40;

/// What many models of meaning give.
const STARTING_DIMENSIONS: u32 = 1_024;

/// Regions to propose, those that may be strongly consistent together side by side.
const REGIONS: [&str; 10] = [
    "eu-west-1",
    "eu-central-1",
    "eu-west-2",
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-southeast-1",
    "sa-east-1",
];

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
    table.position = original.position.map(|at| Position { x: at.x + COPY_ASIDE, y: at.y + COPY_ASIDE });
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
    let used: Vec<_> = table.key_attributes().into_iter().collect();
    let key_like = || table.attributes.iter().filter(|attribute| attribute.kind.is_key_type());
    let unused = key_like().find(|attribute| !used.contains(&attribute.id));
    let partition = unused.or_else(|| key_like().next());
    let wanted = partition.map_or_else(|| "Index".to_owned(), |attribute| index_name(&attribute.name));
    let name = free_index_name(table, &wanted);
    let capacity = (table.billing != Billing::OnDemand).then_some(STARTING_CAPACITY);
    // Replicas need writes that are scaled.
    let scaled = capacity.filter(|_| !table.replicas.is_empty());
    let index = GlobalIndex {
        partition: partition.map(|attribute| attribute.id).into_iter().collect(),
        capacity,
        autoscaling: scaled.map(|capacity| Autoscaling { read: None, write: Some(scaling(capacity.write)) }),
        ..GlobalIndex::new(id, name)
    };
    Edit::AddIndex { table: table.id, at: u32::MAX, index }
}

/// A local index at the end of a table, by the first attribute that is in no key yet; without one, by a new one.
#[must_use]
pub fn local_index(table: &Table, id: IndexId, new: AttributeId) -> Edit {
    let used = table.key_attributes();
    let mut unused = table.attributes.iter().filter(|one| one.kind.is_key_type() && !used.contains(&one.id));
    let found = unused.next();
    let wanted = found.map_or_else(|| "LocalIndex".to_owned(), |attribute| index_name(&attribute.name));
    let index = LocalIndex {
        id,
        name: free_index_name(table, &wanted),
        description: String::new(),
        sort: Some(found.map_or(new, |attribute| attribute.id)),
        projection: Projection::All,
    };
    let add = Edit::AddLocalIndex { table: table.id, at: u32::MAX, index };
    match found {
        Some(_) => add,
        None => Edit::Batch { edits: vec![attribute_called(table, new, "SortedBy"), add] },
    }
}

/// A vector index at the end of a table, of its first list of numbers; without one, of a new one.
#[must_use]
pub fn vector_index(table: &Table, id: IndexId, new: AttributeId) -> Edit {
    let found = table.attributes.iter().find(|one| is_vector(one));
    let vector = found.map_or(new, |attribute| attribute.id);
    let others = table.vector_indexes.iter().find(|index| index.vector == Some(vector));
    let index = VectorIndex {
        id,
        name: free_index_name(table, "VectorIndex"),
        description: String::new(),
        vector: Some(vector),
        dimensions: others.map_or(STARTING_DIMENSIONS, |index| index.dimensions),
        distance: Distance::Cosine,
        partition: None,
        filters: Vec::new(),
        projection: Projection::KeysOnly,
    };
    let add = Edit::AddVectorIndex { table: table.id, at: u32::MAX, index };
    if found.is_some() {
        return add;
    }
    let name = free_name("Embedding", table.attributes.iter().map(|attribute| attribute.name.as_str()));
    let number = Element { kind: AttributeType::N, description: String::new(), shape: None };
    let shape = Some(Shape::List(Box::new(number)));
    let attribute = Attribute { shape, ..Attribute::new(new, name, AttributeType::L) };
    Edit::Batch { edits: vec![Edit::AddAttribute { table: table.id, at: u32::MAX, attribute }, add] }
}

/// An entity at the end of a table, with the table's key.
#[must_use]
pub fn entity(table: &Table, id: EntityId) -> Edit {
    let carried = |attribute| EntityAttribute { attribute, optional: false, template: None };
    let entity = Entity {
        id,
        name: free_name("Entity", table.entities.iter().map(|entity| entity.name.as_str())),
        description: String::new(),
        colour: None,
        attributes: table.key.attributes().map(carried).collect(),
    };
    Edit::AddEntity { table: table.id, at: u32::MAX, entity }
}

/// A function that is fed by the table's changes, and the stream that it needs.
#[must_use]
pub fn consumer(table: &Table, id: ConsumerId) -> Edit {
    let function = format!("{}_changes", parameter_for(&table.name));
    let consumer = Consumer {
        id,
        name: free_name("Changes", table.consumers.iter().map(|consumer| consumer.name.as_str())),
        description: String::new(),
        needs: None,
        kind: ConsumerKind::Lambda(Box::new(Lambda { function, ..Lambda::default() })),
    };
    let add = Edit::AddConsumer { table: table.id, at: u32::MAX, consumer };
    let stream = table.stream.is_none().then(|| with_both_images(table));
    Edit::Batch { edits: stream.into_iter().chain([add]).collect() }
}

/// A replica in a region that is free, with what AWS asks of the table for it.
#[must_use]
pub fn replica(table: &Table, id: ReplicaId) -> Edit {
    let taken = |region: &&str| {
        table.witness.as_deref() == Some(*region) || table.replicas.iter().any(|one| one.region == **region)
    };
    let region = REGIONS.into_iter().find(|region| !taken(region)).unwrap_or_default();
    let add = Edit::AddReplica { table: table.id, at: u32::MAX, replica: Box::new(Replica::new(id, region)) };
    let needs_stream =
        table.consistency == Consistency::Eventual && table.stream != Some(StreamView::NewAndOldImages);
    let stream = needs_stream.then(|| with_both_images(table));
    Edit::Batch { edits: stream.into_iter().chain(scaled_writes(table)).chain([add]).collect() }
}

/// A note that says nothing yet.
#[must_use]
pub fn note(id: NoteId, position: Position) -> Edit {
    let size = Size { width: 220, height: 120 };
    Edit::AddNote { at: u32::MAX, note: Note { id, text: String::new(), position, size } }
}

/// A rule silenced everywhere, which is yet to be named.
#[must_use]
pub fn silence(id: SilenceId) -> Edit {
    let silence = Silence { id, code: String::new(), object: Object::Design, reason: String::new() };
    Edit::AddSilence { at: u32::MAX, silence }
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

const fn with_both_images(table: &Table) -> Edit {
    Edit::SetTable { table: table.id, field: TableField::Stream(Some(StreamView::NewAndOldImages)) }
}

/// Provisioned writes of a replicated table are scaled, in its indexes as well.
fn scaled_writes(table: &Table) -> Vec<Edit> {
    let Billing::Provisioned(own) = table.billing else { return Vec::new() };
    let scaled = |before: Option<Autoscaling>, capacity: Capacity| {
        let before = before.unwrap_or_default();
        let write = Some(scaling(capacity.write));
        before.write.is_none().then_some(Some(Autoscaling { write, ..before }))
    };
    let of_table = scaled(table.autoscaling, own);
    let of_table =
        of_table.map(|new| Edit::SetTable { table: table.id, field: TableField::Autoscaling(new) });
    let of_indexes = table.indexes.iter().filter_map(|index| {
        let new = scaled(index.autoscaling, index.capacity.unwrap_or(STARTING_CAPACITY))?;
        Some(Edit::SetIndex { table: table.id, index: index.id, field: IndexField::Autoscaling(new) })
    });
    of_table.into_iter().chain(of_indexes).collect()
}

/// From what is kept ready now to ten times as much.
const fn scaling(units: u64) -> Scaling {
    Scaling {
        min: units,
        max: units.saturating_mul(10),
        target: 70,
        scale_in_cooldown: None,
        scale_out_cooldown: None,
        only_out: false,
    }
}

fn is_vector(attribute: &Attribute) -> bool {
    let fits = match &attribute.shape {
        Some(Shape::List(element)) => element.kind == AttributeType::N,
        Some(Shape::Map(_)) => false,
        None => true,
    };
    attribute.kind == AttributeType::L && fits
}

fn free_index_name(table: &Table, wanted: &str) -> String {
    free_name(wanted, table.index_ids().filter_map(|id| table.index_name(id)))
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

pub(super) fn free_name<'a>(wanted: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: Vec<_> = taken.collect();
    if !taken.contains(&wanted) {
        return wanted.to_owned();
    }
    let numbered = (2..).map(|number| format!("{wanted}{number}"));
    numbered.into_iter().find(|name| !taken.contains(&name.as_str())).unwrap_or_default()
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
    fn what_is_added_to_a_table_is_nothing_that_aws_refuses() {
        for provisioned in [false, true] {
            let mut design =
                apply(&Design::blank("Fresh"), &table(&Design::default(), id(1), id(1))).unwrap().design;
            let sort = attribute_called(design.tables.iter().next().unwrap(), id(2), "SK");
            design = apply(&design, &sort).unwrap().design;
            let key = PrimaryKey { partition: Some(id(1)), sort: Some(id(2)) };
            let set = |field| Edit::SetTable { table: id(1), field };
            design = apply(&design, &set(TableField::Key(key))).unwrap().design;
            if provisioned {
                let billing = Billing::Provisioned(STARTING_CAPACITY);
                design = apply(&design, &set(TableField::Billing(billing))).unwrap().design;
            }
            // Only on-demand tables have vector indexes.
            let vector: fn(&Table, u64) -> Edit = |table, n| vector_index(table, id(n), id(n));
            let mut makers: Vec<fn(&Table, u64) -> Edit> = vec![
                |table, n| index(table, id(n)),
                |table, n| local_index(table, id(n), id(n)),
                |table, n| entity(table, id(n)),
                |table, n| consumer(table, id(n)),
                |table, n| replica(table, id(n)),
            ];
            makers.extend((!provisioned).then_some(vector));
            let numbered = (0..3).flat_map(|_| makers.clone()).zip(10..);
            for (make, number) in numbered {
                let edit = make(design.table(id(1)).unwrap(), number);
                design = apply(&design, &edit).unwrap().design;
                assert_eq!(validate(&design), [], "{edit:?}");
            }
        }
    }

    #[test]
    fn parameters_are_named_after_attributes() {
        assert_eq!(parameter_for("GameTitle"), "game_title");
        assert_eq!(parameter_for("UserID"), "user_id");
        assert_eq!(parameter_for("PK"), "pk");
        assert_eq!(parameter_for("a-b c"), "a_b_c");
    }
}
