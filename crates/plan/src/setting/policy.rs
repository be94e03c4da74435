//! The resource policy of the table; that of its stream is another.

use serde_json::{Value, json};

pub(super) fn request(policy: Option<&str>, arn: &str) -> Value {
    match policy {
        Some(policy) => json!({ "ResourceArn": arn, "Policy": policy }),
        None => json!({ "ResourceArn": arn }),
    }
}
