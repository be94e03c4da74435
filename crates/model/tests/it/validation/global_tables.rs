//! Replicas and what they ask of their table.

use super::*;

fn replica(id: &str, region: &str) -> Value {
    json!({ "id": id, "region": region })
}

/// A table with the stream that replicas need, and these changes.
fn replicated<const N: usize>(replicas: Value, parts: [(&str, Value); N]) -> Vec<String> {
    let mut table = sound();
    put(&mut table, "/stream", json!("NEW_AND_OLD_IMAGES"));
    put(&mut table, "/replicas", replicas);
    for (part, value) in parts {
        put(&mut table, part, value);
    }
    found(&document(&[table], &[]))
}

/// One replica in `eu-west-1` with this setting.
fn of_one(setting: &str, value: Value) -> Vec<String> {
    let mut one = replica("r", "eu-west-1");
    one[setting] = value;
    replicated(json!([one]), [])
}

fn provisioned(of_replica: Value) -> Vec<String> {
    let scaled = json!({ "write": { "min": 1, "max": 5, "target": 70 } });
    let parts = [
        ("/billing", json!({ "provisioned": { "read": 1, "write": 1 } })),
        ("/indexes/0/capacity", json!({ "read": 1, "write": 1 })),
        ("/autoscaling", scaled.clone()),
        ("/indexes/0/autoscaling", scaled),
    ];
    replicated(json!([of_replica]), parts)
}

#[test]
fn regions_of_replicas() {
    for (replicas, expected) in [
        (json!([replica("r", "eu-west-1"), replica("r2", "us-gov-east-1")]), NOTHING),
        (json!([replica("r", "")]), &["DDB032 region"]),
        (json!([replica("r", "Europe")]), &["DDB032 region"]),
        (json!([replica("r", "eu-west-1"), replica("r2", "eu-west-1")]), &["DDB032 region"]),
    ] {
        assert_eq!(replicated(replicas.clone(), []), expected, "{replicas}");
    }
}

#[test]
fn eventual_replicas_live_by_the_stream() {
    let one = || json!([replica("r", "eu-west-1")]);
    assert_eq!(replicated(one(), [("/stream", Value::Null)]), ["DDB020 stream"]);
    assert_eq!(replicated(one(), [("/stream", json!("NEW_IMAGE"))]), ["DDB020 stream"]);
    assert_eq!(replicated(json!([]), [("/stream", json!("NEW_IMAGE"))]), NOTHING);
}

#[test]
fn provisioned_writes_are_scaled() {
    let one = || replica("r", "eu-west-1");
    assert_eq!(provisioned(one()), NOTHING);
    let unscaled = [
        ("/billing", json!({ "provisioned": { "read": 1, "write": 1 } })),
        ("/indexes/0/capacity", json!({ "read": 1, "write": 1 })),
    ];
    assert_eq!(replicated(json!([one()]), unscaled), ["DDB033 autoscaling", "DDB033 autoscaling"]);
}

#[test]
fn throughput_of_replicas() {
    assert_eq!(of_one("max_read", json!(1)), NOTHING);
    assert_eq!(of_one("max_read", json!(0)), ["DDB030 maximum"]);
    assert_eq!(of_one("read_capacity", json!(1)), ["DDB013 capacity"]);
    assert_eq!(of_one("index_reads", json!([{ "index": "i", "capacity": 1 }])), ["DDB013 capacity"]);
    assert_eq!(of_one("read_scaling", json!({ "min": 2, "max": 1, "target": 50 })), ["DDB023 autoscaling"]);
    let set = |setting: &str, value: Value| {
        let mut one = replica("r", "eu-west-1");
        one[setting] = value;
        provisioned(one)
    };
    assert_eq!(set("read_capacity", json!(1)), NOTHING);
    assert_eq!(set("read_capacity", json!(0)), ["DDB014 capacity"]);
    assert_eq!(set("max_read", json!(1)), ["DDB030 maximum"]);
    let read = |index: &str, capacity: u64| json!({ "index": index, "capacity": capacity });
    assert_eq!(set("index_reads", json!([read("i", 1)])), NOTHING);
    assert_eq!(set("index_reads", json!([read("i", 0)])), ["DDB014 capacity"]);
    assert_eq!(set("index_reads", json!([read("gone", 1)])), ["DDB032 capacity"]);
    assert_eq!(set("index_reads", json!([read("i", 1), read("i", 2)])), ["DDB032 capacity"]);
}

#[test]
fn protection_of_replicas() {
    assert_eq!(of_one("recovery", json!({ "days": 36 })), ["DDB017 recovery"]);
    assert_eq!(of_one("policy", json!("no")), ["DDB022 policy"]);
    let stream =
        |region: &str| json!({ "stream": format!("arn:aws:kinesis:{region}:123456789012:stream/x") });
    assert_eq!(of_one("kinesis", stream("eu-west-1")), NOTHING);
    assert_eq!(of_one("kinesis", stream("eu-west-2")), ["DDB031 kinesis"], "not its own region");
}

#[test]
fn keys_of_replicas() {
    let key = |region: &str| format!("arn:aws:kms:{region}:123456789012:key/1234");
    let check = |of_table: Value, own: Value| {
        let mut one = replica("r", "eu-west-1");
        if !own.is_null() {
            one["encryption"] = own;
        }
        replicated(json!([one]), [("/encryption", of_table)])
    };
    let customer = |region: &str| json!({ "customer": key(region) });
    assert_eq!(check(json!("aws_managed"), Value::Null), NOTHING);
    assert_eq!(check(json!("aws_managed"), customer("eu-west-1")), NOTHING, "both are in KMS");
    assert_eq!(check(customer("eu-central-1"), customer("eu-west-1")), NOTHING);
    assert_eq!(check(customer("eu-central-1"), Value::Null), ["DDB034 encryption"]);
    assert_eq!(check(customer("eu-central-1"), customer("eu-central-1")), ["DDB034 encryption"]);
    assert_eq!(check(customer("eu-central-1"), json!("aws_owned")), ["DDB034 encryption"]);
    assert_eq!(check(json!("aws_owned"), json!("aws_managed")), ["DDB034 encryption"]);
    assert_eq!(check(json!("aws_owned"), customer("eu-west-1")), ["DDB034 encryption"]);
}

#[test]
fn strong_consistency_takes_three_members_of_one_set() {
    let check = |regions: &[&str], witness: Value| {
        let replicas =
            regions.iter().enumerate().map(|(at, region)| replica(&format!("r{at}"), region)).collect();
        replicated(
            replicas,
            [("/consistency", json!("STRONG")), ("/witness", witness), ("/stream", Value::Null)],
        )
    };
    assert_eq!(check(&["eu-west-1", "eu-west-2"], Value::Null), NOTHING);
    assert_eq!(check(&["us-east-2"], json!("us-west-2")), NOTHING);
    assert_eq!(check(&[], Value::Null), ["DDB019 consistency"]);
    assert_eq!(check(&["eu-west-1"], Value::Null), ["DDB019 consistency"]);
    assert_eq!(check(&["eu-west-1", "eu-west-2"], json!("eu-west-3")), ["DDB019 consistency"]);
    assert_eq!(check(&["eu-west-1", "us-east-1"], Value::Null), ["DDB019 consistency"]);
    assert_eq!(check(&["eu-west-1", "eu-north-1"], Value::Null), ["DDB019 consistency"]);
    assert_eq!(check(&["eu-west-1"], json!("eu-west-1")), ["DDB032 witness"]);
}

#[test]
fn strong_consistency_has_no_ttl_and_no_local_index() {
    let strong = |part: &str, value: Value| {
        let replicas = json!([replica("r", "eu-west-1"), replica("r2", "eu-west-2")]);
        replicated(replicas, [("/consistency", json!("STRONG")), (part, value)])
    };
    assert_eq!(strong("/ttl", json!("sk")), ["DDB019 ttl"]);
    let local = json!([{ "id": "l", "name": "ByNote", "sort": "note", "projection": "ALL" }]);
    assert_eq!(strong("/local_indexes", local), ["DDB019 consistency"]);
}

#[test]
fn a_witness_is_for_strong_consistency_only() {
    assert_eq!(with("/witness", json!("eu-west-1")), ["DDB019 witness"]);
}
