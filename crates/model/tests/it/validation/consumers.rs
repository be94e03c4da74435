//! Consumers of changes.

use super::*;

fn consumer(kind: Value) -> Vec<String> {
    with("/consumers", json!([{ "id": "c", "name": "Mailer", "kind": kind }]))
}

fn lambda(setting: &str, value: Value) -> Vec<String> {
    let mut lambda = json!({ "function": "mailer" });
    lambda[setting] = value;
    consumer(json!({ "lambda": lambda }))
}

#[test]
fn bounds_of_event_source_mappings() {
    for (setting, least, most, field) in [
        ("batch_size", 1, 10_000, "batch_size"),
        ("window", 0, 300, "window"),
        ("concurrency", 1, 10, "concurrency"),
        ("retries", 0, 10_000, "retries"),
        ("max_age", 60, 604_800, "max_age"),
        ("tumbling_window", 0, 900, "tumbling_window"),
    ] {
        let refused = [format!("DDB024 {field}")];
        assert_eq!(lambda(setting, json!(least)), NOTHING);
        assert_eq!(lambda(setting, json!(most)), NOTHING);
        assert_eq!(lambda(setting, json!(most + 1)), refused);
        if least > 0 {
            assert_eq!(lambda(setting, json!(least - 1)), refused);
        }
    }
}

#[test]
fn filters() {
    let pattern = json!(r#"{"eventName": ["INSERT"]}"#);
    assert_eq!(lambda("filters", many(5, |_| pattern.clone())), NOTHING);
    assert_eq!(lambda("filters", many(6, |_| pattern.clone())), ["DDB024 filters"]);
    assert_eq!(lambda("filters", json!(["INSERT"])), ["DDB024 filters"]);
}

#[test]
fn what_consumers_name() {
    assert_eq!(lambda("function", json!("")), ["DDB035 function"]);
    for fine in [
        "arn:aws:sqs:eu-west-1:123456789012:dead",
        "arn:aws:sns:eu-west-1:123456789012:dead",
        "arn:aws:s3:::dead",
    ] {
        assert_eq!(lambda("on_failure", json!(fine)), NOTHING, "{fine}");
    }
    for wrong in ["dead", "", "arn:aws:lambda:eu-west-1:123456789012:function:dead"] {
        assert_eq!(lambda("on_failure", json!(wrong)), ["DDB035 on_failure"], "{wrong}");
    }
    let search = |role: &str| consumer(json!({ "search": { "role": role } }));
    assert_eq!(search(""), NOTHING, "not decided yet");
    assert_eq!(search("arn:aws:iam::123456789012:role/pipeline"), NOTHING);
    assert_eq!(search("pipeline"), ["DDB035 endpoint"]);
    let copy = |region: &str| consumer(json!({ "copy": { "region": region } }));
    assert_eq!(copy("us-east-1"), NOTHING);
    assert_eq!(copy("Virginia"), ["DDB035 region"]);
    let analytics = |via: &str, stream: &str| {
        consumer(json!({ "analytics": { "via": via, "stream": stream, "bucket": "changes" } }))
    };
    assert_eq!(analytics("kinesis", ""), NOTHING);
    assert_eq!(analytics("kinesis", "arn:aws:kinesis:eu-west-1:123456789012:stream/x"), NOTHING);
    assert_eq!(analytics("firehose", "arn:aws:firehose:eu-west-1:123456789012:deliverystream/x"), NOTHING);
    assert_eq!(analytics("firehose", "arn:aws:kinesis:eu-west-1:123456789012:stream/x"), ["DDB035 kinesis"]);
}
