//! Random edits: everything that [`Edit`] has, over so few ids and names that they meet, clash and miss.
//!
//! Objects are made whole, with every field named, and the edit of a field takes one of the fields of such an object:
//! what the document gains, the compiler asks for here.

mod objects;
mod values;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use tablewright_model::*;

pub(crate) use objects::object;
use objects::{
    area, attribute, consumer, entity, global_index, item, local_index, note, pattern, replica, silence,
    table, vector_index,
};
use values::{
    area_id, at, attribute_id, consumer_id, entity_id, index_id, item_id, name, note_id, pattern_id,
    replica_id, silence_id, table_id, text,
};

/// A run of edits, some of them of things that are not there.
pub(crate) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    vec(edit(), 0..24)
}

/// A design that such edits lead to.
pub(crate) fn design() -> impl Strategy<Value = Design> {
    edits().prop_map(|edits| {
        edits
            .iter()
            .fold(full(), |design, edit| apply(&design, edit).map_or(design, |applied| applied.design))
    })
}

/// Designs that nobody made by edits: whatever the types can hold.
pub(crate) fn any_design() -> impl Strategy<Value = Design> {
    let tables = vec(table(), 0..3).prop_map(values::distinct);
    let patterns = vec(pattern(), 0..3).prop_map(values::distinct);
    let canvas = (vec(note(), 0..2), vec(area(), 0..2), vec(silence(), 0..3));
    let said = (name(), text(), option::of(name()));
    (said, tables, patterns, canvas).prop_map(|(said, tables, patterns, canvas)| {
        let (name, description, prices) = said;
        let (notes, areas, silences) = canvas;
        let notes = values::distinct(notes);
        let (areas, silences) = (values::distinct(areas), values::distinct(silences));
        Design { name, description, prices, tables, patterns, notes, areas, silences }
    })
}

/// One table, two indexes in one, a pattern: enough to tell differences by.
pub(crate) fn start() -> Design {
    from_json(include_str!("start.json")).unwrap()
}

/// Something of everything, and references of every kind, so that few edits miss.
pub(crate) fn full() -> Design {
    from_json(include_str!("../../../../../fixtures/document/format-1/everything.json")).unwrap()
}

/// An overlay for what [`full`] has and for what it has not.
pub(crate) fn overlay() -> impl Strategy<Value = Overlay> {
    let indexes = vec((index_id(), vec(index_field(), 0..3)), 0..2);
    let consumers = vec((consumer_id(), vec(consumer_field(), 0..3)), 0..2);
    let replicas = vec((replica_id(), vec(replica_field(), 0..3)), 0..2);
    let table = (table_id(), vec(table_field(), 0..3), indexes, consumers, replicas).prop_map(
        |(table, fields, indexes, consumers, replicas)| TableOverlay {
            table,
            fields,
            indexes: indexes.into_iter().map(|(index, fields)| IndexOverlay { index, fields }).collect(),
            consumers: consumers
                .into_iter()
                .map(|(consumer, fields)| ConsumerOverlay { consumer, fields })
                .collect(),
            replicas: replicas
                .into_iter()
                .map(|(replica, fields)| ReplicaOverlay { replica, fields })
                .collect(),
        },
    );
    let without = (vec(object(), 0..3), any::<bool>(), any::<bool>());
    (vec(table_field(), 0..3), vec(table, 0..3), without).prop_map(
        |(every_table, tables, (without, no_consumers, no_replicas))| Overlay {
            every_table,
            tables,
            without,
            no_consumers,
            no_replicas,
        },
    )
}

pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    single_edit().prop_recursive(2, 12, 4, |inner| vec(inner, 0..4).prop_map(|edits| Edit::Batch { edits }))
}

fn single_edit() -> BoxedStrategy<Edit> {
    let design_field = prop_oneof![
        name().prop_map(DesignField::Name),
        text().prop_map(DesignField::Description),
        option::of(name()).prop_map(DesignField::Prices)
    ];
    prop_oneof![
        1 => design_field.prop_map(|field| Edit::SetDesign { field }),
        2 => table_edit(),
        5 => attribute_edit(),
        5 => index_edit(),
        3 => entity_edit(),
        2 => consumer_edit(),
        2 => replica_edit(),
        4 => item_edit(),
        4 => pattern_edit(),
        2 => canvas_edit(),
        2 => silence_edit(),
        3 => (object(), at()).prop_map(|(object, to)| Edit::Move { object, to }),
    ]
    .boxed()
}

/// One of the fields of a random object, whichever it has.
macro_rules! fields {
    ($($name:ident: $field:ident of $object:ident;)+) => {$(
        fn $name() -> BoxedStrategy<$field> {
            ($object(), any::<Index>()).prop_map(|(object, at)| at.get(&$field::all(&object)).clone()).boxed()
        }
    )+};
}

fields! {
    table_field: TableField of table;
    attribute_field: AttributeField of attribute;
    index_field: IndexField of global_index;
    local_index_field: LocalIndexField of local_index;
    vector_index_field: VectorIndexField of vector_index;
    entity_field: EntityField of entity;
    consumer_field: ConsumerField of consumer;
    replica_field: ReplicaField of replica;
    pattern_field: PatternField of pattern;
    note_field: NoteField of note;
    area_field: AreaField of area;
}

fn table_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        1 => (at(), table()).prop_map(|(at, table)| Edit::AddTable { at, table: Box::new(table) }),
        1 => table_id().prop_map(|table| Edit::RemoveTable { table }),
        3 => (table_id(), table_field()).prop_map(|(table, field)| Edit::SetTable { table, field }),
    ]
}

fn attribute_edit() -> impl Strategy<Value = Edit> {
    let rename = text_or_name().prop_map(AttributeField::Name);
    let field = prop_oneof![rename, attribute_field()];
    prop_oneof![
        1 => (table_id(), at(), attribute()).prop_map(|(table, at, attribute)| Edit::AddAttribute {
            table,
            at,
            attribute
        }),
        1 => (table_id(), attribute_id())
            .prop_map(|(table, attribute)| Edit::RemoveAttribute { table, attribute }),
        2 => (table_id(), attribute_id(), field)
            .prop_map(|(table, attribute, field)| Edit::SetAttribute { table, attribute, field }),
    ]
}

fn text_or_name() -> impl Strategy<Value = String> {
    prop_oneof![3 => name(), 1 => text()]
}

fn index_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        1 => (table_id(), at(), global_index()).prop_map(|(table, at, index)| Edit::AddIndex { table, at, index }),
        1 => (table_id(), at(), local_index())
            .prop_map(|(table, at, index)| Edit::AddLocalIndex { table, at, index }),
        1 => (table_id(), at(), vector_index())
            .prop_map(|(table, at, index)| Edit::AddVectorIndex { table, at, index }),
        2 => (table_id(), index_id()).prop_map(|(table, index)| Edit::RemoveIndex { table, index }),
        1 => (table_id(), index_id(), index_field())
            .prop_map(|(table, index, field)| Edit::SetIndex { table, index, field }),
        1 => (table_id(), index_id(), local_index_field())
            .prop_map(|(table, index, field)| Edit::SetLocalIndex { table, index, field }),
        1 => (table_id(), index_id(), vector_index_field())
            .prop_map(|(table, index, field)| Edit::SetVectorIndex { table, index, field }),
    ]
}

fn entity_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (table_id(), at(), entity()).prop_map(|(table, at, entity)| Edit::AddEntity { table, at, entity }),
        (table_id(), entity_id()).prop_map(|(table, entity)| Edit::RemoveEntity { table, entity }),
        (table_id(), entity_id(), entity_field()).prop_map(|(table, entity, field)| Edit::SetEntity {
            table,
            entity,
            field
        }),
    ]
}

fn consumer_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (table_id(), at(), consumer()).prop_map(|(table, at, consumer)| Edit::AddConsumer {
            table,
            at,
            consumer
        }),
        (table_id(), consumer_id()).prop_map(|(table, consumer)| Edit::RemoveConsumer { table, consumer }),
        (table_id(), consumer_id(), consumer_field())
            .prop_map(|(table, consumer, field)| Edit::SetConsumer { table, consumer, field }),
    ]
}

fn replica_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (table_id(), at(), replica()).prop_map(|(table, at, replica)| Edit::AddReplica {
            table,
            at,
            replica: Box::new(replica)
        }),
        (table_id(), replica_id()).prop_map(|(table, replica)| Edit::RemoveReplica { table, replica }),
        (table_id(), replica_id(), replica_field()).prop_map(|(table, replica, field)| Edit::SetReplica {
            table,
            replica,
            field
        }),
    ]
}

fn item_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (table_id(), at(), item()).prop_map(|(table, at, item)| Edit::AddItem { table, at, item }),
        (table_id(), item_id()).prop_map(|(table, item)| Edit::RemoveItem { table, item }),
        (table_id(), item()).prop_map(|(table, item)| Edit::SetItem { table, item }),
    ]
}

fn pattern_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        1 => (at(), pattern()).prop_map(|(at, pattern)| Edit::AddPattern { at, pattern: Box::new(pattern) }),
        1 => pattern_id().prop_map(|pattern| Edit::RemovePattern { pattern }),
        2 => (pattern_id(), pattern_field()).prop_map(|(pattern, field)| Edit::SetPattern { pattern, field }),
    ]
}

fn canvas_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (at(), note()).prop_map(|(at, note)| Edit::AddNote { at, note }),
        note_id().prop_map(|note| Edit::RemoveNote { note }),
        (note_id(), note_field()).prop_map(|(note, field)| Edit::SetNote { note, field }),
        (at(), area()).prop_map(|(at, area)| Edit::AddArea { at, area }),
        area_id().prop_map(|area| Edit::RemoveArea { area }),
        (area_id(), area_field()).prop_map(|(area, field)| Edit::SetArea { area, field }),
    ]
}

fn silence_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        2 => (at(), silence()).prop_map(|(at, silence)| Edit::AddSilence { at, silence }),
        1 => silence_id().prop_map(|silence| Edit::RemoveSilence { silence }),
    ]
}

/// One of a closed set of words.
fn one_of<T: Clone + std::fmt::Debug + 'static>(all: impl Into<Vec<T>>) -> impl Strategy<Value = T> {
    select(all.into())
}
