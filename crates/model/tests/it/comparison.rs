//! Differences are named as a person would name them, and nothing differs unnoticed.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tablewright_model::*;

use crate::{everything, generate};

/// Differences in one line each.
fn told(before: &Design, after: &Design) -> Vec<String> {
    let line = |difference: Difference| match difference.kind {
        DifferenceKind::Added => format!("+ {}", difference.subject),
        DifferenceKind::Removed => format!("- {}", difference.subject),
        DifferenceKind::Changed => {
            let (before, after) = (difference.before.unwrap(), difference.after.unwrap());
            format!("{} · {}: {before} -> {after}", difference.subject, difference.setting)
        }
    };
    compare(before, after).into_iter().map(line).collect()
}

fn after(design: &Design, edit: Value) -> Design {
    let edit: Edit = serde_json::from_value(edit).unwrap();
    apply(design, &edit).unwrap().design
}

fn told_of(edit: Value) -> Vec<String> {
    let before = everything::design();
    told(&before, &after(&before, edit))
}

/// All fields that an edit of this kind knows, by their names in the document.
fn fields_of<F: DeserializeOwned>() -> BTreeSet<String> {
    let Err(error) = serde_json::from_value::<F>(json!({ "?": 0 })) else {
        panic!("a field that is none was taken")
    };
    let names = error.to_string();
    names.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

/// Sets each field of an object and expects the difference in words. No field may be left out.
fn each_field<F: DeserializeOwned>(edit: &str, object: Value, cases: Value, expected: &[&str]) {
    let Value::Array(cases) = cases else { panic!("the cases are a list") };
    assert_eq!(cases.len(), expected.len());
    let mut left = fields_of::<F>();
    assert!(!left.is_empty());
    for (field, expected) in cases.into_iter().zip(expected) {
        left.remove(field.as_object().unwrap().keys().next().unwrap());
        let mut body = object.clone();
        body["field"] = field;
        assert_eq!(told_of(json!({ edit: body })), [*expected]);
    }
    assert!(left.is_empty(), "no case for {left:?}");
}

#[test]
fn each_field_of_a_design_is_told() {
    each_field::<DesignField>(
        "set_design",
        json!({}),
        json!([{ "name": "Mall" }, { "description": "" }, { "prices": null }]),
        &[
            "Mall · name: Shop -> Mall",
            "Shop · description: What we sell -> none",
            "Shop · Region of prices: eu-central-1 -> none",
        ],
    );
}

#[test]
fn each_field_of_a_table_is_told() {
    each_field::<TableField>(
        "set_table",
        json!({ "table": "t0" }),
        json!([
            { "name": "Sales" },
            { "description": "New" },
            { "key": { "partition": "a1", "sort": "a1" } },
            { "key": { "partition": "a0" } },
            { "billing": "on_demand" },
            { "autoscaling": { "write": { "min": 1, "max": 2, "target": 50 } } },
            { "maximum": { "read": 7 } },
            { "warm": null },
            { "class": "STANDARD" },
            { "volume": null },
            { "stream": null },
            { "kinesis": { "stream": "arn:stream" } },
            { "consistency": "EVENTUAL" },
            { "witness": null },
            { "ttl": null },
            { "recovery": null },
            { "encryption": "aws_owned" },
            { "deletion_protection": false },
            { "policy": null },
            { "insights": null },
            { "tags": {} },
            { "position": null },
        ]),
        &[
            "Sales · name: Orders -> Sales",
            "Orders · description: All orders -> New",
            "Orders · partition key: PK -> SK",
            "Orders · sort key: SK -> none",
            "Orders · billing: provisioned, 5 read and 2 write units -> on demand",
            "Orders · autoscaling: \
             read 5 to 50 units at 70 % use, 30 s between increases, 60 s between decreases, never down; \
             write 5 to 50 units at 70 % use, 30 s between increases, 60 s between decreases, never down \
             -> write 1 to 2 units at 50 % use",
            "Orders · on-demand maximum: 10 read units and 20 write units -> 7 read units",
            "Orders · warm throughput: 12000 read and 4000 write units -> none",
            "Orders · table class: STANDARD_INFREQUENT_ACCESS -> STANDARD",
            "Orders · expected volume: 10000000 items of 500 bytes -> not known",
            "Orders · stream: NEW_IMAGE -> off",
            "Orders · Kinesis data stream: arn:stream, times in microseconds -> arn:stream",
            "Orders · consistency between regions: STRONG -> EVENTUAL",
            "Orders · witness region: us-east-2 -> none",
            "Orders · TTL attribute: expires -> off",
            "Orders · point-in-time recovery: 7 days -> off",
            "Orders · encryption: customer key alias/shop -> key owned by AWS",
            "Orders · deletion protection: on -> off",
            "Orders · resource policy: {} -> none",
            "Orders · Contributor Insights: throttled keys -> off",
            "Orders · tags: team = shop -> none",
            "Orders · place on the canvas: 10, -20 -> by the layout",
        ],
    );
}

#[test]
fn each_field_of_an_attribute_is_told() {
    each_field::<AttributeField>(
        "set_attribute",
        json!({ "table": "t0", "attribute": "a4" }),
        json!([
            { "name": "price" },
            { "type": "B" },
            { "description": "In cents" },
            { "shape": { "list": { "type": "M", "shape": { "map": [] } } } },
            { "format": "uuid" },
            { "distinct": 12 },
            { "hottest": 40 },
        ]),
        &[
            "Orders / price · name: cost -> price",
            "Orders / cost · type: Number -> Binary",
            "Orders / cost · description: none -> In cents",
            "Orders / cost · what is inside: none -> [ Map { no members } ]",
            "Orders / cost · sample format: Price: -0.05 to 12.50 -> UUID",
            "Orders / cost · different values: none -> 12",
            "Orders / cost · share of the commonest value: none -> 40 %",
        ],
    );
}

#[test]
fn each_field_of_an_index_is_told() {
    each_field::<IndexField>(
        "set_index",
        json!({ "table": "t0", "index": "i0" }),
        json!([
            { "name": "ByDay" },
            { "description": "" },
            { "partition": ["a1"] },
            { "sort": [] },
            { "projection": "ALL" },
            { "capacity": null },
            { "autoscaling": {} },
            { "maximum": {} },
            { "warm": null },
            { "insights": "THROTTLED_KEYS" },
        ]),
        &[
            "Orders / ByDay · name: ByStatus -> ByDay",
            "Orders / ByStatus · description: Open ones -> none",
            "Orders / ByStatus · partition key: SK, PK -> SK",
            "Orders / ByStatus · sort key: mail -> none",
            "Orders / ByStatus · projection: INCLUDE (expires, cost) -> ALL",
            "Orders / ByStatus · capacity: 1 read and 1 write units -> none",
            "Orders / ByStatus · autoscaling: read 5 to 50 units at 70 % use, 30 s between increases, \
             60 s between decreases, never down -> neither read nor write",
            "Orders / ByStatus · on-demand maximum: 9 write units -> no bound",
            "Orders / ByStatus · warm throughput: 13000 read and 5000 write units -> none",
            "Orders / ByStatus · Contributor Insights: accessed and throttled keys -> throttled keys",
        ],
    );
}

#[test]
fn each_field_of_a_local_and_of_a_vector_index_is_told() {
    each_field::<LocalIndexField>(
        "set_local_index",
        json!({ "table": "t0", "index": "l0" }),
        json!([{ "name": "ByDay" }, { "description": "x" }, { "sort": null }, { "projection": { "INCLUDE": [] } }]),
        &[
            "Orders / ByDay · name: ByMail -> ByDay",
            "Orders / ByMail · description: Local -> x",
            "Orders / ByMail · sort key: mail -> none",
            "Orders / ByMail · projection: KEYS_ONLY -> INCLUDE (none)",
        ],
    );
    each_field::<VectorIndexField>(
        "set_vector_index",
        json!({ "table": "t0", "index": "v0" }),
        json!([
            { "name": "Like" },
            { "description": "x" },
            { "vector": "a3" },
            { "dimensions": 8 },
            { "distance": "EUCLIDEAN" },
            { "partition": null },
            { "filters": ["a2", "a3"] },
            { "projection": "KEYS_ONLY" },
        ]),
        &[
            "Orders / Like · name: Near -> Like",
            "Orders / Near · description: Likeness -> x",
            "Orders / Near · vector attribute: cost -> expires",
            "Orders / Near · dimensions: 256 -> 8",
            "Orders / Near · distance: COSINE -> EUCLIDEAN",
            "Orders / Near · partition key: PK -> none",
            "Orders / Near · filter attributes: mail -> mail, expires",
            "Orders / Near · projection: ALL -> KEYS_ONLY",
        ],
    );
}

#[test]
fn each_field_of_an_entity_and_of_an_item_is_told() {
    each_field::<EntityField>(
        "set_entity",
        json!({ "table": "t0", "entity": "e0" }),
        json!([
            { "name": "Buy" },
            { "description": "x" },
            { "colour": null },
            { "attributes": [
                { "attribute": "a0", "template": ["ORDER#", { "attribute": "a2" }, { "parameter": "day" }] },
                { "attribute": "a4" },
            ] },
            { "attributes": [{ "attribute": "a0", "template": ["O#"] }, { "attribute": "a4", "optional": true }] },
        ]),
        &[
            "Orders / Buy · name: Order -> Buy",
            "Orders / Order · description: A kind -> x",
            "Orders / Order · colour: colour 4 -> by its place",
            "Orders / Order · attributes: PK, cost (optional) -> PK, cost",
            "Orders / Order · templates: PK = ORDER#{mail}{day} -> PK = O#",
        ],
    );
    let item =
        json!({ "set_item": { "table": "t0", "item": { "id": "n0", "values": { "PK": { "S": "y" } } } } });
    let lines = told_of(item);
    assert_eq!(lines.first().unwrap(), "Orders / sample item n0 · entity: Order -> none");
    assert!(lines.last().unwrap().ends_with(r#"-> {"PK":{"S":"y"}}"#), "{lines:?}");
}

#[test]
fn each_field_of_a_consumer_is_told() {
    let set = |kind: Value| json!({ "set_consumer": { "table": "t0", "consumer": "c0", "field": { "kind": kind } } });
    each_field::<ConsumerField>(
        "set_consumer",
        json!({ "table": "t0", "consumer": "c3" }),
        json!([
            { "name": "Lake" },
            { "description": "" },
            { "needs": null },
            { "kind": { "analytics": { "via": "firehose", "stream": "arn:log", "bucket": "lake" } } },
        ]),
        &[
            "Orders / Lake · name: Log -> Lake",
            "Orders / Log · description: Why -> none",
            "Orders / Log · needed stream view: KEYS_ONLY -> not said",
            "Orders / Log · delivered by: Kinesis data stream -> Firehose delivery stream",
        ],
    );
    let lines = told_of(set(json!({ "lambda": { "function": "ship" } })));
    let lambda = [
        "batch size: 50 records -> 100 records",
        "batch window: 2 s -> 0 s",
        "starting position: LATEST -> TRIM_HORIZON",
        r#"filters: {"a":1} or {"b":1} -> none"#,
        "batches at once for a shard: 3 -> 1",
        "tumbling window: 9 s -> 0 s",
        "running: off -> on",
        "retries: 4 times -> until the records expire",
        "oldest record: 60 s -> until it expires",
        "halving of failed batches: on -> off",
        "report of failed records: on -> off",
        "destination on failure: arn:queue -> none",
    ];
    assert_eq!(lines, lambda.map(|line| format!("Orders / Shipping · {line}")));
    let lines = told_of(set(json!({ "copy": { "region": "eu-west-2" } })));
    assert_eq!(lines.first().unwrap(), "Orders / Shipping · kind: Lambda function -> Copy in another region");
    assert!(lines.contains(&"Orders / Shipping · function: ship -> none".to_owned()), "{lines:?}");
    assert_eq!(lines.last().unwrap(), "Orders / Shipping · region: none -> eu-west-2");
}

#[test]
fn each_field_of_a_replica_is_told() {
    each_field::<ReplicaField>(
        "set_replica",
        json!({ "table": "t0", "replica": "x0" }),
        json!([
            { "region": "eu-west-3" },
            { "encryption": null },
            { "class": null },
            { "read_capacity": null },
            { "read_scaling": { "min": 1, "max": 2, "target": 50 } },
            { "max_read": null },
            { "index_reads": [] },
            { "recovery": { "days": 35 } },
            { "deletion_protection": false },
            { "insights": null },
            { "kinesis": null },
            { "policy": null },
            { "copies_tags": false },
        ]),
        &[
            "Orders / replica in eu-west-3 · region: eu-west-1 -> eu-west-3",
            "Orders / replica in eu-west-1 · encryption: key managed by AWS (alias/aws/dynamodb) -> as the table's",
            "Orders / replica in eu-west-1 · table class: STANDARD -> as the table's",
            "Orders / replica in eu-west-1 · read capacity: 8 read units -> as the table's",
            "Orders / replica in eu-west-1 · read autoscaling: 5 to 50 units at 70 % use, 30 s between increases, \
             60 s between decreases, never down -> 1 to 2 units at 50 % use",
            "Orders / replica in eu-west-1 · on-demand read maximum: 99 read units -> as the table's",
            "Orders / replica in eu-west-1 · read capacity of indexes: ByStatus: 3 read units -> as the table's",
            "Orders / replica in eu-west-1 · point-in-time recovery: 3 days -> 35 days",
            "Orders / replica in eu-west-1 · deletion protection: on -> off",
            "Orders / replica in eu-west-1 · Contributor Insights: throttled keys -> off",
            "Orders / replica in eu-west-1 · Kinesis data stream: arn:stream, times in microseconds -> off",
            "Orders / replica in eu-west-1 · resource policy: {} -> none",
            "Orders / replica in eu-west-1 · tags of the table: carried over -> not carried over",
        ],
    );
}

#[test]
fn each_field_of_an_access_pattern_is_told() {
    each_field::<PatternField>(
        "set_pattern",
        json!({ "pattern": "p0" }),
        json!([
            { "name": "Mine" },
            { "description": "" },
            { "table": "t1" },
            { "entity": null },
            { "kind": "scan" },
            { "conditions": [] },
            { "order": { "attribute": "a1" } },
            { "limit": null },
            { "attributes": [] },
            { "consistent": false },
            { "together": [] },
            { "target": "automatic" },
            { "peak_rate": null },
            { "average_rate": 20 },
            { "item_size": null },
            { "items": null },
        ]),
        &[
            "Mine · name: Orders of a customer -> Mine",
            "Orders of a customer · description: The first page -> none",
            "Orders of a customer · table: Orders -> Archive",
            "Orders of a customer · entity: Order -> any",
            "Orders of a customer · kind: Query -> Scan",
            "Orders of a customer · conditions: PK = :who and attribute_exists(mail) -> none",
            "Orders of a customer · order: SK descending -> SK ascending",
            "Orders of a customer · limit: 20 -> none",
            "Orders of a customer · attributes: cost -> all",
            "Orders of a customer · consistency: strong -> eventual",
            "Orders of a customer · patterns carried out together: Put order -> none",
            "Orders of a customer · served by: index ByStatus -> whatever serves it best",
            "Orders of a customer · peak rate: 100 a second -> none",
            "Orders of a customer · average rate: 10 a second -> 20 a second",
            "Orders of a customer · item size: 400 bytes -> as the sample items",
            "Orders of a customer · items in an answer: 25 -> none",
        ],
    );
}

#[test]
fn each_field_on_the_canvas_is_told() {
    each_field::<NoteField>(
        "set_note",
        json!({ "note": "o0" }),
        json!([{ "text": "Done" }, { "position": { "x": 5, "y": 2 } }, { "size": { "width": 1, "height": 2 } }]),
        &[
            "note Done · text: Ask Ada\nabout this -> Done",
            "note Ask Ada · place on the canvas: 1, 2 -> 5, 2",
            "note Ask Ada · size: 30 × 40 -> 1 × 2",
        ],
    );
    each_field::<AreaField>(
        "set_area",
        json!({ "area": "r0" }),
        json!([
            { "name": "Mail" },
            { "colour": 3 },
            { "position": { "x": 5, "y": 2 } },
            { "size": { "width": 1, "height": 2 } },
        ]),
        &[
            "area Mail · name: Sales -> Mail",
            "area Sales · colour: colour 2 -> colour 3",
            "area Sales · place on the canvas: 1, 2 -> 5, 2",
            "area Sales · size: 30 × 40 -> 1 × 2",
        ],
    );
}

#[test]
fn a_place_in_each_list_is_told() {
    let cases = [
        (json!({ "table": "t0" }), "Shop · order of tables: Orders, Archive -> Archive, Orders"),
        (
            json!({ "pattern": "p0" }),
            "Shop · order of access patterns: Orders of a customer, Put order -> Put order, Orders of a customer",
        ),
        (
            json!({ "note": "o0" }),
            "Shop · order of notes: note Ask Ada, empty note -> empty note, note Ask Ada",
        ),
        (json!({ "area": "r0" }), "Shop · order of areas: area Sales, area Stock -> area Stock, area Sales"),
        (
            json!({ "silence": "s0" }),
            "Shop · order of silences: silence of DDB101, silence of DDB102 -> silence of DDB102, silence of DDB101",
        ),
        (
            json!({ "attribute": ["t0", "a0"] }),
            "Orders · order of attributes: PK, SK, mail, expires, cost -> SK, mail, expires, cost, PK",
        ),
        (
            json!({ "index": ["t0", "i0"] }),
            "Orders · order of indexes: ByStatus, ByPlace -> ByPlace, ByStatus",
        ),
        (json!({ "index": ["t0", "l0"] }), "Orders · order of local indexes: ByMail, ByAge -> ByAge, ByMail"),
        (json!({ "index": ["t0", "v0"] }), "Orders · order of vector indexes: Near, Far -> Far, Near"),
        (json!({ "entity": ["t0", "e0"] }), "Orders · order of entities: Order, Line -> Line, Order"),
        (
            json!({ "consumer": ["t0", "c0"] }),
            "Orders · order of consumers: Shipping, Finding, Abroad, Log -> Finding, Abroad, Log, Shipping",
        ),
        (
            json!({ "replica": ["t0", "x0"] }),
            "Orders · order of replicas: replica in eu-west-1, replica in eu-west-2 \
             -> replica in eu-west-2, replica in eu-west-1",
        ),
        (
            json!({ "item": ["t0", "n0"] }),
            "Orders · order of sample items: sample item n0, sample item n1 -> sample item n1, sample item n0",
        ),
    ];
    for (object, expected) in cases {
        assert_eq!(told_of(json!({ "move": { "object": object, "to": 99 } })), [expected]);
    }
}

#[test]
fn an_object_that_comes_or_goes_is_named_once() {
    let edits = json!([
        { "remove_index": { "table": "t0", "index": "i1" } },
        { "remove_silence": { "silence": "s0" } },
        { "add_attribute": { "table": "t0", "at": 9, "attribute": { "id": "new", "name": "New", "type": "S" } } },
        { "add_table": { "at": 0, "table": { "id": "t9", "name": "Fresh", "attributes": [], "key": {} } } }
    ]);
    let lines = told_of(json!({ "batch": { "edits": edits } }));
    assert_eq!(lines, ["+ Fresh", "+ Orders / New", "- Orders / ByPlace", "- silence of DDB101"]);
}

#[test]
fn an_index_that_becomes_one_of_another_kind_goes_and_comes() {
    let local = json!({ "id": "i1", "name": "ByPlace", "projection": "ALL" });
    let edits = json!([
        { "remove_index": { "table": "t0", "index": "i1" } },
        { "add_local_index": { "table": "t0", "at": 9, "index": local } },
    ]);
    let lines = told_of(json!({ "batch": { "edits": edits } }));
    assert_eq!(lines, ["- Orders / ByPlace", "+ Orders / ByPlace"]);
}

/// Every way to change one place of a document: another word, number or truth, or nothing.
fn altered(value: &Value) -> Vec<Value> {
    const WORDS: &str = "x 9 S B ALL KEYS_ONLY OLD_IMAGE STANDARD EVENTUAL LATEST TRIM_HORIZON MILLISECOND \
        ACCESSED_AND_THROTTLED_KEYS THROTTLED_KEYS EUCLIDEAN firehose scan less table uuid on_demand aws_owned";
    match value {
        Value::Bool(truth) => vec![json!(!truth)],
        Value::Number(number) => vec![json!(number.as_i64().unwrap() + 1)],
        Value::String(text) => {
            let words = WORDS.split_whitespace().filter(|word| word != text);
            let paid = json!({ "provisioned": { "read": 1, "write": 1 } });
            words.map(|word| json!(word)).chain([paid]).collect()
        }
        Value::Null => vec![json!("x"), json!(1)],
        Value::Array(_) | Value::Object(_) => Vec::new(),
    }
}

fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut inner = |key: String, value| places(value, &format!("{at}/{key}"), found);
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| inner(key.clone(), value)),
        Value::Array(all) => {
            all.iter().zip(0..).for_each(|(value, n): (_, usize)| inner(n.to_string(), value))
        }
        _ => {}
    }
    if !at.is_empty() {
        found.push(at.to_owned());
    }
}

fn without(document: &Value, place: &str) -> Value {
    let mut document = document.clone();
    let (parent, key) = place.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(members) => drop(members.remove(key)),
        Value::Array(all) => drop(all.remove(key.parse().unwrap())),
        _ => {}
    }
    document
}

#[test]
fn no_change_of_any_place_of_the_document_goes_untold() {
    let design = everything::design();
    let document: Value = serde_json::to_value(&design).unwrap();
    let mut all = Vec::new();
    places(&document, "", &mut all);
    for place in all {
        let value = document.pointer(&place).unwrap();
        let mut changed: Vec<_> = altered(value)
            .into_iter()
            .map(|other| {
                let mut document = document.clone();
                *document.pointer_mut(&place).unwrap() = other;
                document
            })
            .collect();
        changed.push(without(&document, &place));
        let changed = changed.into_iter().filter_map(|other| serde_json::from_value::<Design>(other).ok());
        let others: Vec<_> = changed.filter(|other| *other != design).collect();
        let leaf = !value.is_object() && !value.is_array();
        assert!(!leaf || !others.is_empty(), "{place} was never changed");
        for other in others {
            let differences = compare(&design, &other);
            assert!(!differences.is_empty(), "{place} is not told");
            for difference in differences {
                assert!(
                    difference.kind != DifferenceKind::Changed || difference.before != difference.after,
                    "{place} is told as {difference:?}"
                );
            }
        }
    }
}

#[test]
fn every_setting_is_said_in_the_design_where_every_setting_is_said() {
    let design = everything::design();
    let table = design.table("t0".parse().unwrap()).unwrap();
    let objects = [
        Object::Design,
        Object::Table(table.id),
        Object::Attribute(table.id, "a0".parse().unwrap()),
        Object::Index(table.id, "i0".parse().unwrap()),
        Object::Index(table.id, "l0".parse().unwrap()),
        Object::Index(table.id, "v0".parse().unwrap()),
        Object::Item(table.id, "n0".parse().unwrap()),
        Object::Entity(table.id, "e0".parse().unwrap()),
        Object::Consumer(table.id, "c0".parse().unwrap()),
        Object::Consumer(table.id, "c1".parse().unwrap()),
        Object::Consumer(table.id, "c2".parse().unwrap()),
        Object::Consumer(table.id, "c3".parse().unwrap()),
        Object::Replica(table.id, "x0".parse().unwrap()),
        Object::Pattern("p0".parse().unwrap()),
        Object::Note("o0".parse().unwrap()),
        Object::Area("r0".parse().unwrap()),
        Object::Silence("s0".parse().unwrap()),
    ];
    for object in objects {
        let settings = describe(&design, object).unwrap();
        assert!(settings.iter().all(|setting| !setting.is_default), "{settings:?}");
        assert!(settings.is_sorted_by_key(|setting| setting.group), "{settings:?}");
        let labels: BTreeSet<_> = settings.iter().map(|setting| setting.label).collect();
        assert_eq!(labels.len(), settings.len(), "two settings of {object:?} have one label");
        assert!(subject(&design, object).is_some());
    }
}

#[test]
fn what_nobody_said_is_default() {
    let design = everything::design();
    let blank = describe(&design, Object::Table("t1".parse().unwrap())).unwrap();
    let said: Vec<_> =
        blank.into_iter().filter(|setting| !setting.is_default).map(|setting| setting.label).collect();
    assert_eq!(said, ["name", "partition key"]);
}

#[test]
fn an_object_that_is_not_there_has_no_settings() {
    let design = everything::design();
    let gone = [
        Object::Table("t7".parse().unwrap()),
        Object::Index("t0".parse().unwrap(), "i9".parse().unwrap()),
        Object::Index("t7".parse().unwrap(), "i0".parse().unwrap()),
        Object::Note("o9".parse().unwrap()),
    ];
    for object in gone {
        assert_eq!((describe(&design, object), subject(&design, object)), (None, None));
    }
}

#[test]
fn settings_of_aws_that_are_said_and_not_covered_are_found() {
    let design = everything::design();
    let told = |table: &str, covered: &[Field]| -> Vec<String> {
        let found = uncovered(design.table(table.parse().unwrap()).unwrap(), covered);
        found.into_iter().map(|one| format!("{}: {}", one.subject, one.what)).collect()
    };
    use Field::{Autoscaling, Billing, Capacity, Class, DeletionProtection, Encryption, Insights, Kinesis};
    use Field::{Consistency, Maximum, Name, PartitionKey, Policy, Projection, SortKey, Stream, Tags, Ttl};
    let most = [
        Autoscaling,
        Billing,
        Capacity,
        Class,
        Consistency,
        DeletionProtection,
        Encryption,
        Kinesis,
        Maximum,
        Name,
        PartitionKey,
        Policy,
        Projection,
        SortKey,
        Stream,
        Tags,
        Ttl,
        Insights,
    ];
    let expected = [
        "Orders: warm throughput",
        "Orders: point-in-time recovery",
        "Orders: witness region",
        "Orders / ByStatus: warm throughput",
        "Orders / ByMail: local secondary index",
        "Orders / ByAge: local secondary index",
        "Orders / Near: vector index",
        "Orders / Far: vector index",
        "Orders / replica in eu-west-1: replica",
        "Orders / replica in eu-west-2: replica",
    ];
    assert_eq!(told("t0", &most), expected);
    assert_eq!(told("t1", &[Name, PartitionKey]), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn designs_differ_exactly_when_they_are_not_equal(before in generate::design(), after in generate::design()) {
        let differences = compare(&before, &after);
        prop_assert_eq!(differences.is_empty(), before == after);
        prop_assert!(compare(&before, &before.clone()).is_empty());
        prop_assert_eq!(compare(&after, &before).is_empty(), differences.is_empty());
    }
}
