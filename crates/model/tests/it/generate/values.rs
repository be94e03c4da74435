//! Ids, names and small values.

use proptest::prelude::*;
use tablewright_model::*;

macro_rules! ids {
    ($($name:ident: $id:ident, $letter:literal, $count:literal;)+) => {$(
        pub(super) fn $name() -> impl Strategy<Value = $id> {
            (0..$count).prop_map(|n| format!(concat!($letter, "{}"), n).parse().unwrap())
        }
    )+};
}

ids! {
    attribute_id: AttributeId, "a", 4;
    index_id: IndexId, "i", 5;
    item_id: ItemId, "n", 4;
    pattern_id: PatternId, "p", 4;
    entity_id: EntityId, "e", 3;
    consumer_id: ConsumerId, "c", 3;
    replica_id: ReplicaId, "r", 3;
    note_id: NoteId, "m", 2;
    area_id: AreaId, "z", 2;
    silence_id: SilenceId, "s", 4;
}

pub(super) fn table_id() -> impl Strategy<Value = TableId> {
    prop_oneof![5 => Just("t0"), 2 => Just("t1"), 1 => Just("t2")].prop_map(|id| id.parse().unwrap())
}

pub(super) fn at() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0..4_u32, 1 => Just(u32::MAX)]
}

/// Few names, so that they clash; good ones, bad ones, and ones past the limit.
pub(super) fn name() -> impl Strategy<Value = String> {
    let few = prop::sample::select(vec!["a", "b", "c", "aaa", "bbb", "", "ä\u{1F600}", "sp ace"]);
    prop_oneof![
        800 => few.prop_map(str::to_owned),
        8 => Just("n".repeat(300)),
        2 => Just("n".repeat(3_000)),
        1 => Just("n".repeat(70_000)),
    ]
}

pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![6 => "\\PC{0,6}", 1 => "[\\x00-\\x1f\"\\\\]{0,4}"]
}

/// Numbers where mistakes hide.
pub(super) fn number() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0..3_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)]
}

pub(super) fn small() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0..3_u32, 1 => any::<u32>(), 1 => Just(u32::MAX)]
}

pub(super) fn value() -> impl Strategy<Value = AttributeValue> {
    let texts = || prop::collection::vec(text(), 0..3);
    let leaf = prop_oneof![
        text().prop_map(AttributeValue::S),
        text().prop_map(AttributeValue::N),
        text().prop_map(AttributeValue::B),
        any::<bool>().prop_map(AttributeValue::Bool),
        any::<bool>().prop_map(AttributeValue::Null),
        texts().prop_map(AttributeValue::StringSet),
        texts().prop_map(AttributeValue::NumberSet),
        texts().prop_map(AttributeValue::BinarySet),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(AttributeValue::L),
            prop::collection::btree_map(name(), inner, 0..3).prop_map(AttributeValue::M),
        ]
    })
}

pub(super) fn element() -> impl Strategy<Value = Element> + Clone {
    let kind = || prop::sample::select(AttributeType::ALL.to_vec());
    let leaf = (kind(), text()).prop_map(|(kind, description)| Element { kind, description, shape: None });
    leaf.prop_recursive(3, 8, 3, move |inner| {
        (kind(), text(), prop::option::of(shape_of(inner))).prop_map(|(kind, description, shape)| Element {
            kind,
            description,
            shape,
        })
    })
}

pub(super) fn shape_of(inner: impl Strategy<Value = Element> + Clone + 'static) -> BoxedStrategy<Shape> {
    let member = (name(), inner.clone()).prop_map(|(name, value)| Member { name, value });
    prop_oneof![
        prop::collection::vec(member, 0..3).prop_map(Shape::Map),
        inner.prop_map(|element| Shape::List(Box::new(element))),
    ]
    .boxed()
}

/// The first of those with one id.
pub(super) fn distinct<T: Identified>(entities: Vec<T>) -> List<T> {
    let mut kept: Vec<T> = Vec::new();
    for entity in entities {
        if kept.iter().all(|other| other.id() != entity.id()) {
            kept.push(entity);
        }
    }
    kept.into_iter().collect()
}
