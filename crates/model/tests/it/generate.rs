//! Random edits: everything that [`Edit`] has, over so few ids and names that they meet, clash and miss.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use tablewright_model::*;

/// A run of edits, some of them of things that are not there.
pub(crate) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    vec(edit(), 0..24)
}

/// A design that such edits lead to.
pub(crate) fn design() -> impl Strategy<Value = Design> {
    edits().prop_map(|edits| {
        edits
            .iter()
            .fold(start(), |design, edit| apply(&design, edit).map_or(design, |applied| applied.design))
    })
}

/// One table with something of everything, so that few edits miss.
pub(crate) fn start() -> Design {
    let text = r##"{"format": 1, "design": {"name": "Start", "tables": [{"id": "t0", "name": "aaa",
        "attributes": [{"id": "a0", "name": "a", "type": "S"}, {"id": "a1", "name": "b", "type": "N"},
            {"id": "a2", "name": "a", "type": "S"}],
        "key": {"partition": "a0", "sort": "a1"}, "ttl": "a1",
        "indexes": [{"id": "i0", "name": "bbb", "partition": ["a1", "a0"], "sort": ["a2"],
            "projection": {"INCLUDE": ["a2", "a1"]}}],
        "items": [{"id": "n0", "values": {"a": {"S": "x"}, "b": {"N": "1"}}},
            {"id": "n1", "values": {"b": {"N": "2"}, "c": {"NULL": true}}}]}],
        "patterns": [{"id": "p0", "name": "q", "table": "t0", "kind": "query",
            "conditions": [{"attribute": "a0", "comparison": "equal", "parameter": "a"}],
            "order": {"attribute": "a1"}}]}}"##;
    from_json(text).unwrap()
}

fn edit() -> impl Strategy<Value = Edit> {
    single_edit().prop_recursive(2, 12, 4, |inner| vec(inner, 0..4).prop_map(|edits| Edit::Batch { edits }))
}

fn single_edit() -> BoxedStrategy<Edit> {
    prop_oneof![
        2 => table_edit(),
        4 => attribute_edit(),
        3 => index_edit(),
        3 => item_edit(),
        2 => pattern_edit(),
        1 => prop_oneof![name().prop_map(DesignField::Name), text().prop_map(DesignField::Description)]
            .prop_map(|field| Edit::SetDesign { field }),
    ]
    .boxed()
}

fn table_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (at(), table()).prop_map(|(at, table)| Edit::AddTable { at, table: Box::new(table) }),
        table_id().prop_map(|table| Edit::RemoveTable { table }),
        (table_id(), table_field()).prop_map(|(table, field)| Edit::SetTable { table, field }),
    ]
}

fn attribute_edit() -> impl Strategy<Value = Edit> {
    let field = prop_oneof![
        3 => name().prop_map(AttributeField::Name),
        1 => attribute_type().prop_map(AttributeField::Type),
        1 => text().prop_map(AttributeField::Description),
    ];
    prop_oneof![
        (table_id(), at(), attribute()).prop_map(|(table, at, attribute)| Edit::AddAttribute {
            table,
            at,
            attribute
        }),
        (table_id(), attribute_id())
            .prop_map(|(table, attribute)| Edit::RemoveAttribute { table, attribute }),
        (table_id(), attribute_id(), field)
            .prop_map(|(table, attribute, field)| { Edit::SetAttribute { table, attribute, field } }),
    ]
}

fn index_edit() -> impl Strategy<Value = Edit> {
    let field = prop_oneof![
        name().prop_map(IndexField::Name),
        references().prop_map(IndexField::Partition),
        references().prop_map(IndexField::Sort),
        projection().prop_map(IndexField::Projection),
        option::of(capacity()).prop_map(IndexField::Capacity),
    ];
    prop_oneof![
        (table_id(), at(), index()).prop_map(|(table, at, index)| Edit::AddIndex { table, at, index }),
        (table_id(), index_id()).prop_map(|(table, index)| Edit::RemoveIndex { table, index }),
        (table_id(), index_id(), field).prop_map(|(table, index, field)| Edit::SetIndex {
            table,
            index,
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
        (at(), pattern()).prop_map(|(at, pattern)| Edit::AddPattern { at, pattern }),
        pattern_id().prop_map(|pattern| Edit::RemovePattern { pattern }),
        pattern().prop_map(|pattern| Edit::SetPattern { pattern }),
    ]
}

fn table_field() -> impl Strategy<Value = TableField> {
    let tags = btree_map(name(), text(), 0..3);
    prop_oneof![
        name().prop_map(TableField::Name),
        text().prop_map(TableField::Description),
        key().prop_map(TableField::Key),
        billing().prop_map(TableField::Billing),
        option::of(stream()).prop_map(TableField::Stream),
        option::of(attribute_id()).prop_map(TableField::Ttl),
        any::<bool>().prop_map(TableField::DeletionProtection),
        tags.prop_map(TableField::Tags),
    ]
}

fn table() -> impl Strategy<Value = Table> {
    let attributes = vec(attribute(), 0..4).prop_map(distinct);
    let indexes = vec(index(), 0..3).prop_map(distinct);
    let items = vec(item(), 0..4).prop_map(distinct);
    let lists = (attributes, indexes, items);
    let settings = (key(), billing(), option::of(stream()), option::of(attribute_id()), any::<bool>());
    (table_id(), name(), text(), lists, settings).prop_map(|(id, name, description, lists, settings)| {
        let (attributes, indexes, items) = lists;
        let (key, billing, stream, ttl, deletion_protection) = settings;
        let blank = Table::blank(id, name);
        Table {
            description,
            attributes,
            key,
            indexes,
            billing,
            stream,
            ttl,
            deletion_protection,
            items,
            ..blank
        }
    })
}

fn distinct<T: Identified>(entities: Vec<T>) -> List<T> {
    let mut kept: Vec<T> = Vec::new();
    for entity in entities {
        if kept.iter().all(|other| other.id() != entity.id()) {
            kept.push(entity);
        }
    }
    kept.into_iter().collect()
}

fn attribute() -> impl Strategy<Value = Attribute> {
    (attribute_id(), name(), attribute_type(), text()).prop_map(|(id, name, kind, description)| Attribute {
        id,
        name,
        kind,
        description,
    })
}

fn index() -> impl Strategy<Value = GlobalIndex> {
    (index_id(), name(), references(), references(), projection(), option::of(capacity())).prop_map(
        |(id, name, partition, sort, projection, capacity)| GlobalIndex {
            id,
            name,
            partition,
            sort,
            projection,
            capacity,
        },
    )
}

fn item() -> impl Strategy<Value = Item> {
    (item_id(), btree_map(name(), value(), 0..4)).prop_map(|(id, values)| Item { id, values })
}

fn value() -> impl Strategy<Value = AttributeValue> {
    let leaf = prop_oneof![
        text().prop_map(AttributeValue::S),
        text().prop_map(AttributeValue::N),
        text().prop_map(AttributeValue::B),
        any::<bool>().prop_map(AttributeValue::Bool),
        any::<bool>().prop_map(AttributeValue::Null),
        vec(text(), 0..3).prop_map(AttributeValue::StringSet),
        vec(text(), 0..3).prop_map(AttributeValue::NumberSet),
        vec(text(), 0..3).prop_map(AttributeValue::BinarySet),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(AttributeValue::L),
            btree_map(name(), inner, 0..3).prop_map(AttributeValue::M),
        ]
    })
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let order =
        (attribute_id(), any::<bool>()).prop_map(|(attribute, descending)| Order { attribute, descending });
    let asked = (vec(condition(), 0..3), option::of(order), any::<bool>());
    let kind = prop::sample::select(PatternKind::ALL.to_vec());
    let numbers = (option::of(any::<u32>()), option::of(any::<u32>()));
    (pattern_id(), table_id(), name(), text(), kind, asked, numbers).prop_map(
        |(id, table, name, description, kind, (conditions, order, consistent), (limit, peak_rate))| Pattern {
            id,
            name,
            description,
            table,
            kind,
            conditions,
            order,
            limit,
            consistent,
            peak_rate,
        },
    )
}

fn condition() -> impl Strategy<Value = Condition> {
    use Comparison::{BeginsWith, Between, Equal, Greater, GreaterOrEqual, Less, LessOrEqual};
    let comparisons = vec![Equal, Less, LessOrEqual, Greater, GreaterOrEqual, Between, BeginsWith];
    (attribute_id(), prop::sample::select(comparisons), name())
        .prop_map(|(attribute, comparison, parameter)| Condition { attribute, comparison, parameter })
}

fn projection() -> impl Strategy<Value = Projection> {
    prop_oneof![Just(Projection::All), Just(Projection::KeysOnly), references().prop_map(Projection::Include),]
}

fn references() -> impl Strategy<Value = Vec<AttributeId>> {
    vec(attribute_id(), 0..6)
}

fn key() -> impl Strategy<Value = PrimaryKey> {
    (option::of(attribute_id()), option::of(attribute_id()))
        .prop_map(|(partition, sort)| PrimaryKey { partition, sort })
}

fn billing() -> impl Strategy<Value = Billing> {
    prop_oneof![Just(Billing::OnDemand), capacity().prop_map(Billing::Provisioned)]
}

fn capacity() -> impl Strategy<Value = Capacity> {
    (prop_oneof![0..3_u64, any::<u64>()], 0..3_u64).prop_map(|(read, write)| Capacity { read, write })
}

fn stream() -> impl Strategy<Value = StreamView> {
    prop::sample::select(StreamView::ALL.to_vec())
}

fn attribute_type() -> impl Strategy<Value = AttributeType> {
    prop::sample::select(AttributeType::ALL.to_vec())
}

fn at() -> impl Strategy<Value = usize> {
    prop_oneof![4 => 0..4_usize, 1 => Just(usize::MAX)]
}

/// Few names, so that they clash; good ones, bad ones, and ones past the limit.
fn name() -> impl Strategy<Value = String> {
    let few = prop::sample::select(vec!["a", "b", "c", "aaa", "bbb", "", "ä\u{1F600}", "sp ace"]);
    prop_oneof![
        200 => few.prop_map(str::to_owned),
        8 => Just("n".repeat(300)),
        2 => Just("n".repeat(3_000)),
        1 => Just("n".repeat(70_000)),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![6 => "\\PC{0,6}", 1 => "[\\x00-\\x1f\"\\\\]{0,4}"]
}

fn table_id() -> impl Strategy<Value = TableId> {
    prop_oneof![3 => Just("t0"), 2 => Just("t1"), 1 => Just("t2")].prop_map(|id| id.parse().unwrap())
}

fn attribute_id() -> impl Strategy<Value = AttributeId> {
    (0..4).prop_map(|n| format!("a{n}").parse().unwrap())
}

fn index_id() -> impl Strategy<Value = IndexId> {
    (0..3).prop_map(|n| format!("i{n}").parse().unwrap())
}

fn item_id() -> impl Strategy<Value = ItemId> {
    (0..4).prop_map(|n| format!("n{n}").parse().unwrap())
}

fn pattern_id() -> impl Strategy<Value = PatternId> {
    (0..3).prop_map(|n| format!("p{n}").parse().unwrap())
}
