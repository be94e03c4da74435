//! A design in which every setting is said.
//!
//! Written without `..`, so that a new field does not compile until it has a value here.

use std::collections::BTreeMap;
use std::str::FromStr;

use tablewright_model::*;

fn id<T: FromStr<Err = IdError>>(text: &str) -> T {
    text.parse().unwrap()
}

fn owned(text: &str) -> String {
    text.to_owned()
}

/// Two objects of every kind; the first has a value for each of its fields.
pub(crate) fn design() -> Design {
    Design {
        name: owned("Shop"),
        description: owned("What we sell"),
        prices: Some(owned("eu-central-1")),
        tables: [table(), Table::blank(id("t1"), "Archive")].into_iter().collect(),
        patterns: [pattern(), Pattern::new(id("p1"), "Put order", id("t0"), PatternKind::Put)]
            .into_iter()
            .collect(),
        notes: [note("o0", "Ask Ada\nabout this"), note("o1", "")].into_iter().collect(),
        areas: [area("r0", "Sales"), area("r1", "Stock")].into_iter().collect(),
        silences: [silence("s0", "DDB101"), silence("s1", "DDB102")].into_iter().collect(),
    }
}

fn table() -> Table {
    Table {
        id: id("t0"),
        name: owned("Orders"),
        description: owned("All orders"),
        attributes: attributes(),
        key: PrimaryKey { partition: Some(id("a0")), sort: Some(id("a1")) },
        indexes: [global_index(), GlobalIndex::new(id("i1"), "ByPlace")].into_iter().collect(),
        local_indexes: [local_index("l0", "ByMail"), local_index("l1", "ByAge")].into_iter().collect(),
        vector_indexes: [vector_index("v0", "Near"), vector_index("v1", "Far")].into_iter().collect(),
        entities: [entity("e0", "Order"), entity("e1", "Line")].into_iter().collect(),
        billing: Billing::Provisioned(Capacity { read: 5, write: 2 }),
        autoscaling: Some(Autoscaling { read: Some(scaling()), write: Some(scaling()) }),
        maximum: Some(Maximum { read: Some(10), write: Some(20) }),
        warm: Some(Warm { read: 12_000, write: 4_000 }),
        class: TableClass::InfrequentAccess,
        volume: Some(Volume { items: 10_000_000, item_bytes: Some(500) }),
        stream: Some(StreamView::NewImage),
        kinesis: Some(kinesis()),
        consumers: consumers(),
        consistency: Consistency::Strong,
        replicas: [replica(), Replica::new(id("x1"), "eu-west-2")].into_iter().collect(),
        witness: Some(owned("us-east-2")),
        ttl: Some(id("a3")),
        recovery: Some(Recovery { days: 7 }),
        encryption: Encryption::Customer(owned("alias/shop")),
        deletion_protection: true,
        policy: Some(owned("{}")),
        insights: Some(InsightsMode::Throttled),
        tags: BTreeMap::from([(owned("team"), owned("shop"))]),
        items: [item("n0"), item("n1")].into_iter().collect(),
        position: Some(Position { x: 10, y: -20 }),
    }
}

fn attributes() -> List<Attribute> {
    let shape = Shape::Map(vec![Member {
        name: owned("streets"),
        value: Element {
            kind: AttributeType::L,
            description: owned("all of them"),
            shape: Some(Shape::List(Box::new(Element {
                kind: AttributeType::S,
                description: owned("one"),
                shape: None,
            }))),
        },
    }]);
    let first = Attribute {
        id: id("a0"),
        name: owned("PK"),
        kind: AttributeType::S,
        description: owned("Who"),
        shape: Some(shape),
        format: Some(SampleFormat::Reference { table: id("t0"), attribute: id("a1") }),
        distinct: Some(1_000),
        hottest: Some(3),
    };
    let formats = [
        ("a1", "SK", SampleFormat::Words(3)),
        ("a2", "mail", SampleFormat::OneOf(vec![owned("x"), owned("y")])),
        ("a3", "expires", SampleFormat::EpochSeconds(Range { from: 1, to: 2 })),
        ("a4", "cost", SampleFormat::Price(Range { from: -5, to: 1_250 })),
    ];
    let others = formats.map(|(own, name, format)| Attribute {
        format: Some(format),
        ..Attribute::new(id(own), name, AttributeType::N)
    });
    std::iter::once(first).chain(others).collect()
}

fn global_index() -> GlobalIndex {
    GlobalIndex {
        id: id("i0"),
        name: owned("ByStatus"),
        description: owned("Open ones"),
        partition: vec![id("a1"), id("a0")],
        sort: vec![id("a2")],
        projection: Projection::Include(vec![id("a3"), id("a4")]),
        capacity: Some(Capacity { read: 1, write: 1 }),
        autoscaling: Some(Autoscaling { read: Some(scaling()), write: None }),
        maximum: Some(Maximum { read: None, write: Some(9) }),
        warm: Some(Warm { read: 13_000, write: 5_000 }),
        insights: Some(InsightsMode::AccessedAndThrottled),
    }
}

fn local_index(own: &str, name: &str) -> LocalIndex {
    LocalIndex {
        id: id(own),
        name: owned(name),
        description: owned("Local"),
        sort: Some(id("a2")),
        projection: Projection::KeysOnly,
    }
}

fn vector_index(own: &str, name: &str) -> VectorIndex {
    VectorIndex {
        id: id(own),
        name: owned(name),
        description: owned("Likeness"),
        vector: Some(id("a4")),
        dimensions: 256,
        distance: Distance::Cosine,
        partition: Some(id("a0")),
        filters: vec![id("a2")],
        projection: Projection::All,
    }
}

fn entity(own: &str, name: &str) -> Entity {
    let template = Template(vec![
        TemplatePart::Text(owned("ORDER#")),
        TemplatePart::Attribute(id("a2")),
        TemplatePart::Parameter(owned("day")),
    ]);
    let made = EntityAttribute { attribute: id("a0"), optional: false, template: Some(template) };
    let plain = EntityAttribute { attribute: id("a4"), optional: true, template: None };
    Entity {
        id: id(own),
        name: owned(name),
        description: owned("A kind"),
        colour: Some(4),
        attributes: vec![made, plain],
    }
}

fn consumers() -> List<Consumer> {
    let lambda = Lambda {
        function: owned("ship"),
        batch_size: 50,
        window: 2,
        start: StartPosition::Latest,
        concurrency: 3,
        retries: Some(4),
        max_age: Some(60),
        bisect: true,
        reports_failures: true,
        tumbling_window: 9,
        filters: vec![owned("{\"a\":1}"), owned("{\"b\":1}")],
        on_failure: Some(owned("arn:queue")),
        enabled: false,
    };
    let search = Search {
        endpoint: owned("https://find"),
        index: owned("orders"),
        role: owned("arn:role"),
        export_bucket: Some(owned("first")),
    };
    let copy = TableCopy { region: owned("eu-west-1"), table: owned("Orders"), function: owned("carry") };
    let analytics = Analytics { via: Delivery::Kinesis, stream: owned("arn:log"), bucket: owned("lake") };
    let kinds = [
        ("c0", "Shipping", ConsumerKind::Lambda(Box::new(lambda))),
        ("c1", "Finding", ConsumerKind::Search(search)),
        ("c2", "Abroad", ConsumerKind::Copy(copy)),
        ("c3", "Log", ConsumerKind::Analytics(analytics)),
    ];
    let consumer = |(own, name, kind): (&str, &str, _)| Consumer {
        id: id(own),
        name: owned(name),
        description: owned("Why"),
        needs: Some(StreamView::KeysOnly),
        kind,
    };
    kinds.into_iter().map(consumer).collect()
}

fn replica() -> Replica {
    Replica {
        id: id("x0"),
        region: owned("eu-west-1"),
        encryption: Some(Encryption::AwsManaged),
        class: Some(TableClass::Standard),
        read_capacity: Some(8),
        read_scaling: Some(scaling()),
        max_read: Some(99),
        index_reads: vec![IndexRead { index: id("i0"), capacity: 3 }],
        recovery: Some(Recovery { days: 3 }),
        deletion_protection: true,
        insights: Some(InsightsMode::Throttled),
        kinesis: Some(kinesis()),
        policy: Some(owned("{}")),
        copies_tags: true,
    }
}

fn item(own: &str) -> Item {
    use AttributeValue as V;
    let values = [
        ("PK", V::S(owned("x"))),
        ("size", V::N(owned("1"))),
        ("seal", V::B(owned("AA=="))),
        ("paid", V::Bool(true)),
        ("tags", V::StringSet(vec![owned("p")])),
        ("more", V::L(vec![V::M(BTreeMap::from([(owned("deep"), V::S(owned("z")))]))])),
    ];
    let values = values.into_iter().map(|(name, value)| (owned(name), value)).collect();
    Item { id: id(own), values, entity: Some(id("e0")) }
}

fn pattern() -> Pattern {
    let condition = |attribute: &str, comparison, parameter| Condition {
        attribute: id(attribute),
        comparison,
        parameter: owned(parameter),
    };
    Pattern {
        id: id("p0"),
        name: owned("Orders of a customer"),
        description: owned("The first page"),
        table: id("t0"),
        entity: Some(id("e0")),
        kind: PatternKind::Query,
        conditions: vec![condition("a0", Comparison::Equal, "who"), condition("a2", Comparison::Exists, "")],
        order: Some(Order { attribute: id("a1"), descending: true }),
        limit: Some(20),
        attributes: vec![id("a4")],
        consistent: true,
        together: vec![id("p1")],
        target: Target::Index(id("i0")),
        peak_rate: Some(100),
        average_rate: Some(10),
        item_size: Some(400),
        items: Some(25),
    }
}

fn note(own: &str, text: &str) -> Note {
    let (position, size) = (Position { x: 1, y: 2 }, Size { width: 30, height: 40 });
    Note { id: id(own), text: owned(text), position, size }
}

fn area(own: &str, name: &str) -> Area {
    let (position, size) = (Position { x: 1, y: 2 }, Size { width: 30, height: 40 });
    Area { id: id(own), name: owned(name), colour: Some(2), position, size }
}

fn silence(own: &str, code: &str) -> Silence {
    let object = Object::Index(id("t0"), id("i0"));
    Silence { id: id(own), code: owned(code), object, reason: owned("Known") }
}

fn scaling() -> Scaling {
    Scaling {
        min: 5,
        max: 50,
        target: 70,
        scale_in_cooldown: Some(60),
        scale_out_cooldown: Some(30),
        only_out: true,
    }
}

fn kinesis() -> Kinesis {
    Kinesis { stream: owned("arn:stream"), precision: Some(TimePrecision::Microsecond) }
}
