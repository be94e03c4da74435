//! Recovery, encryption, policies, Kinesis.

use super::*;

#[test]
fn days_of_recovery() {
    let days = |days: u32| json!({ "days": days });
    assert_rows(
        "/recovery",
        [
            (days(1), NOTHING),
            (days(35), NOTHING),
            (days(0), &["DDB017 recovery"]),
            (days(36), &["DDB017 recovery"]),
            (days(u32::MAX), &["DDB017 recovery"]),
        ],
    );
}

#[test]
fn keys_of_the_customer() {
    let key = |key: &str| json!({ "customer": key });
    assert_rows(
        "/encryption",
        [
            (json!("aws_owned"), NOTHING),
            (json!("aws_managed"), NOTHING),
            (key("1234abcd-12ab-34cd-56ef-1234567890ab"), NOTHING),
            (key("alias/orders/eu"), NOTHING),
            (key("arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"), NOTHING),
            (key("arn:aws:kms:eu-west-1:123456789012:alias/orders"), NOTHING),
            (key(""), &["DDB034 encryption"]),
            (key("alias/"), &["DDB034 encryption"]),
            (key("two words"), &["DDB034 encryption"]),
            (key("arn:aws:s3:::bucket"), &["DDB034 encryption"]),
            (key("arn:aws:kms:eu-west-1:123456789012:key/"), &["DDB034 encryption"]),
        ],
    );
}

#[test]
fn policies() {
    let of_size = |size: usize| format!(r#"{{"x":"{}"}}"#, "x".repeat(size - 8));
    assert_rows(
        "/policy",
        [
            (json!(r#"{"Version": "2012-10-17", "Statement": []}"#), NOTHING),
            (json!(of_size(20_480)), NOTHING),
            (json!(of_size(20_481)), &["DDB022 policy"]),
            (json!(""), &["DDB022 policy"]),
            (json!("[]"), &["DDB022 policy"]),
            (json!("{"), &["DDB022 policy"]),
            (json!("[".repeat(20_000)), &["DDB022 policy"]),
        ],
    );
}

#[test]
fn kinesis() {
    let stream = |stream: &str| json!({ "stream": stream });
    let long = format!("arn:aws:kinesis:eu-west-1:123456789012:stream/{}", "x".repeat(129));
    assert_rows(
        "/kinesis",
        [
            (stream("arn:aws:kinesis:eu-west-1:123456789012:stream/Orders-1_x.y"), NOTHING),
            (stream(""), &["DDB031 kinesis"]),
            (stream("Orders"), &["DDB031 kinesis"]),
            (stream("arn:aws:firehose:eu-west-1:123456789012:deliverystream/Orders"), &["DDB031 kinesis"]),
            (stream("arn:aws:kinesis:eu-west-1:123456789012:stream/"), &["DDB031 kinesis"]),
            (stream("arn:aws:kinesis:eu-west-1:123456789012:stream/a/b"), &["DDB031 kinesis"]),
            (stream(&long), &["DDB031 kinesis"]),
        ],
    );
}
