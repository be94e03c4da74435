//! Whole objects, with every field.

use proptest::bool::ANY as FLAG;
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use tablewright_model::*;

use super::one_of;
use super::values::*;

/// An object whose fields are made by these strategies; a missing field does not compile.
macro_rules! made {
    ($object:ident { $($field:ident: $made:expr,)+ }) => {
        made!(@ $object, (Just(())), (()), [$($field)+], $($field: $made,)+)
    };
    (@ $object:ident, ($made:expr), ($found:pat), [$($all:ident)+], $field:ident: $next:expr, $($rest:tt)*) => {
        made!(@ $object, (($made, $next).boxed()), (($found, $field)), [$($all)+], $($rest)*)
    };
    (@ $object:ident, ($made:expr), ($found:pat), [$($all:ident)+],) => {
        $made.prop_map(|$found| $object { $($all),+ }).boxed()
    };
}

pub(super) fn table() -> BoxedStrategy<Table> {
    made! { Table {
        id: table_id(),
        name: name(),
        description: text(),
        attributes: vec(attribute(), 0..4).prop_map(distinct),
        key: key(),
        indexes: vec(global_index(), 0..3).prop_map(distinct),
        local_indexes: vec(local_index(), 0..2).prop_map(distinct),
        vector_indexes: vec(vector_index(), 0..2).prop_map(distinct),
        entities: vec(entity(), 0..3).prop_map(distinct),
        billing: prop_oneof![Just(Billing::OnDemand), capacity().prop_map(Billing::Provisioned)],
        autoscaling: of(autoscaling()),
        maximum: of(maximum()),
        warm: of(warm()),
        class: one_of(TableClass::ALL),
        volume: of(volume()),
        stream: of(one_of(StreamView::ALL)),
        kinesis: of(kinesis()),
        consumers: vec(consumer(), 0..2).prop_map(distinct),
        consistency: one_of(Consistency::ALL),
        replicas: vec(replica(), 0..2).prop_map(distinct),
        witness: of(name()),
        ttl: of(attribute_id()),
        recovery: of(recovery()),
        encryption: encryption(),
        deletion_protection: FLAG,
        policy: of(text()),
        insights: of(one_of(InsightsMode::ALL)),
        tags: btree_map(name(), text(), 0..3),
        items: vec(item(), 0..3).prop_map(distinct),
        position: of(position()),
    } }
}

pub(super) fn attribute() -> BoxedStrategy<Attribute> {
    made! { Attribute {
        id: attribute_id(),
        name: name(),
        kind: one_of(AttributeType::ALL),
        description: text(),
        shape: of(shape_of(element())),
        format: of(sample_format()),
        distinct: of(number()),
        hottest: of(small()),
    } }
}

fn sample_format() -> BoxedStrategy<SampleFormat> {
    use SampleFormat::{
        City, Company, Country, Date, DateTime, Email, EpochSeconds, FirstName, FullName, Integer, IpAddress,
        LastName, OneOf, Phone, Price, Product, Reference, Street, Ulid, Url, Uuid, Words,
    };
    let plain = vec![
        FirstName, LastName, FullName, Email, Phone, Street, City, Country, Company, Product, Uuid, Ulid,
        Url, IpAddress,
    ];
    let range = || (any::<i64>(), any::<i64>()).prop_map(|(from, to)| Range { from, to });
    let reference =
        (table_id(), attribute_id()).prop_map(|(table, attribute)| Reference { table, attribute });
    prop_oneof![
        2 => one_of(plain),
        1 => small().prop_map(Words),
        1 => range().prop_map(Integer),
        1 => range().prop_map(Price),
        1 => range().prop_map(Date),
        1 => range().prop_map(DateTime),
        1 => range().prop_map(EpochSeconds),
        1 => vec(name(), 0..3).prop_map(OneOf),
        4 => reference,
    ]
    .boxed()
}

pub(super) fn global_index() -> BoxedStrategy<GlobalIndex> {
    made! { GlobalIndex {
        id: index_id(),
        name: name(),
        description: text(),
        partition: references(),
        sort: references(),
        projection: projection(),
        capacity: of(capacity()),
        autoscaling: of(autoscaling()),
        maximum: of(maximum()),
        warm: of(warm()),
        insights: of(one_of(InsightsMode::ALL)),
    } }
}

pub(super) fn local_index() -> BoxedStrategy<LocalIndex> {
    made! { LocalIndex {
        id: index_id(),
        name: name(),
        description: text(),
        sort: of(attribute_id()),
        projection: projection(),
    } }
}

pub(super) fn vector_index() -> BoxedStrategy<VectorIndex> {
    made! { VectorIndex {
        id: index_id(),
        name: name(),
        description: text(),
        vector: of(attribute_id()),
        dimensions: small(),
        distance: one_of(Distance::ALL),
        partition: of(attribute_id()),
        filters: references(),
        projection: projection(),
    } }
}

pub(super) fn entity() -> BoxedStrategy<Entity> {
    let carried =
        made! { EntityAttribute { attribute: attribute_id(), optional: FLAG, template: of(template()), } };
    made! { Entity {
        id: entity_id(),
        name: name(),
        description: text(),
        colour: of(any::<u8>()),
        attributes: vec(carried, 0..4),
    } }
}

/// Text that is a word of the format, too: it must stay text.
fn template() -> impl Strategy<Value = Template> {
    let part = prop_oneof![
        2 => attribute_id().prop_map(TemplatePart::Attribute),
        1 => name().prop_map(TemplatePart::Parameter),
        2 => prop_oneof![name(), one_of(["attribute", "parameter", "text", "{a}"]).prop_map(str::to_owned)]
            .prop_map(TemplatePart::Text),
    ];
    vec(part, 0..4).prop_map(Template)
}

pub(super) fn consumer() -> BoxedStrategy<Consumer> {
    made! { Consumer {
        id: consumer_id(),
        name: name(),
        description: text(),
        needs: of(one_of(StreamView::ALL)),
        kind: consumer_kind(),
    } }
}

fn consumer_kind() -> impl Strategy<Value = ConsumerKind> {
    let search =
        made! { Search { endpoint: text(), index: name(), role: text(), export_bucket: of(name()), } };
    let copy = made! { TableCopy { region: name(), table: name(), function: text(), } };
    let via = one_of([Delivery::Kinesis, Delivery::Firehose]);
    let analytics = made! { Analytics { via: via, stream: text(), bucket: name(), } };
    prop_oneof![
        lambda().prop_map(|lambda| ConsumerKind::Lambda(Box::new(lambda))),
        search.prop_map(ConsumerKind::Search),
        copy.prop_map(ConsumerKind::Copy),
        analytics.prop_map(ConsumerKind::Analytics),
    ]
}

fn lambda() -> BoxedStrategy<Lambda> {
    made! { Lambda {
        function: name(),
        batch_size: small(),
        window: small(),
        start: one_of(StartPosition::ALL),
        concurrency: small(),
        retries: of(small()),
        max_age: of(small()),
        bisect: FLAG,
        reports_failures: FLAG,
        tumbling_window: small(),
        filters: vec(text(), 0..3),
        on_failure: of(name()),
        enabled: FLAG,
    } }
}

pub(super) fn replica() -> BoxedStrategy<Replica> {
    made! { Replica {
        id: replica_id(),
        region: name(),
        encryption: of(encryption()),
        class: of(one_of(TableClass::ALL)),
        read_capacity: of(number()),
        read_scaling: of(scaling()),
        max_read: of(number()),
        index_reads: vec(made! { IndexRead { index: index_id(), capacity: number(), } }, 0..3),
        recovery: of(recovery()),
        deletion_protection: FLAG,
        insights: of(one_of(InsightsMode::ALL)),
        kinesis: of(kinesis()),
        policy: of(text()),
        copies_tags: FLAG,
    } }
}

pub(super) fn item() -> BoxedStrategy<Item> {
    made! { Item { id: item_id(), values: btree_map(name(), value(), 0..4), entity: of(entity_id()), } }
}

pub(super) fn pattern() -> BoxedStrategy<Pattern> {
    let condition = made! { Condition {
        attribute: attribute_id(), comparison: one_of(Comparison::ALL), parameter: name(),
    } };
    let order = made! { Order { attribute: attribute_id(), descending: FLAG, } };
    let target =
        prop_oneof![Just(Target::Automatic), Just(Target::Table), index_id().prop_map(Target::Index)];
    made! { Pattern {
        id: pattern_id(),
        name: name(),
        description: text(),
        table: table_id(),
        entity: of(entity_id()),
        kind: one_of(PatternKind::ALL),
        conditions: vec(condition, 0..3),
        order: of(order),
        limit: of(small()),
        attributes: references(),
        consistent: FLAG,
        together: vec(pattern_id(), 0..3),
        target: target,
        peak_rate: of(small()),
        average_rate: of(small()),
        item_size: of(small()),
        items: of(small()),
    } }
}

pub(super) fn note() -> BoxedStrategy<Note> {
    made! { Note { id: note_id(), text: text(), position: position(), size: size(), } }
}

pub(super) fn area() -> BoxedStrategy<Area> {
    made! { Area { id: area_id(), name: name(), colour: of(any::<u8>()), position: position(), size: size(), } }
}

pub(super) fn silence() -> BoxedStrategy<Silence> {
    made! { Silence { id: silence_id(), code: name(), object: object(), reason: text(), } }
}

pub(crate) fn object() -> BoxedStrategy<Object> {
    prop_oneof![
        Just(Object::Design),
        table_id().prop_map(Object::Table),
        (table_id(), attribute_id()).prop_map(|(table, id)| Object::Attribute(table, id)),
        (table_id(), index_id()).prop_map(|(table, id)| Object::Index(table, id)),
        (table_id(), item_id()).prop_map(|(table, id)| Object::Item(table, id)),
        (table_id(), entity_id()).prop_map(|(table, id)| Object::Entity(table, id)),
        (table_id(), consumer_id()).prop_map(|(table, id)| Object::Consumer(table, id)),
        (table_id(), replica_id()).prop_map(|(table, id)| Object::Replica(table, id)),
        pattern_id().prop_map(Object::Pattern),
        note_id().prop_map(Object::Note),
        area_id().prop_map(Object::Area),
        silence_id().prop_map(Object::Silence),
    ]
    .boxed()
}

fn references() -> impl Strategy<Value = Vec<AttributeId>> {
    vec(attribute_id(), 0..6)
}

fn projection() -> impl Strategy<Value = Projection> {
    prop_oneof![Just(Projection::All), Just(Projection::KeysOnly), references().prop_map(Projection::Include)]
}

fn key() -> BoxedStrategy<PrimaryKey> {
    made! { PrimaryKey { partition: of(attribute_id()), sort: of(attribute_id()), } }
}

fn capacity() -> BoxedStrategy<Capacity> {
    made! { Capacity { read: number(), write: number(), } }
}

fn autoscaling() -> BoxedStrategy<Autoscaling> {
    made! { Autoscaling { read: of(scaling()), write: of(scaling()), } }
}

fn scaling() -> BoxedStrategy<Scaling> {
    made! { Scaling {
        min: number(),
        max: number(),
        target: small(),
        scale_in_cooldown: of(small()),
        scale_out_cooldown: of(small()),
        only_out: FLAG,
    } }
}

fn maximum() -> BoxedStrategy<Maximum> {
    made! { Maximum { read: of(number()), write: of(number()), } }
}

fn volume() -> BoxedStrategy<Volume> {
    made! { Volume { items: number(), item_bytes: of(number()), } }
}

fn warm() -> BoxedStrategy<Warm> {
    made! { Warm { read: number(), write: number(), } }
}

fn kinesis() -> BoxedStrategy<Kinesis> {
    made! { Kinesis { stream: text(), precision: of(one_of(TimePrecision::ALL)), } }
}

fn recovery() -> BoxedStrategy<Recovery> {
    made! { Recovery { days: small(), } }
}

fn encryption() -> impl Strategy<Value = Encryption> {
    prop_oneof![
        Just(Encryption::AwsOwned),
        Just(Encryption::AwsManaged),
        name().prop_map(Encryption::Customer)
    ]
}

fn position() -> BoxedStrategy<Position> {
    made! { Position { x: any::<i32>(), y: any::<i32>(), } }
}

fn size() -> BoxedStrategy<Size> {
    made! { Size { width: small(), height: small(), } }
}
