//! Settings that are a field of `UpdateTable`, and of `CreateTable` as well.

use serde_json::{Value, json};
use tablewright_model::{Encryption, StreamView};

use crate::{LiveTable, Progress};

pub(crate) fn stream(view: Option<StreamView>) -> Value {
    match view {
        Some(view) => json!({ "StreamEnabled": true, "StreamViewType": view.term() }),
        None => json!({ "StreamEnabled": false }),
    }
}

pub(super) fn stream_progress(live: &LiveTable, view: Option<StreamView>) -> Progress {
    match live.state.stream {
        Some(other) if view.is_some_and(|view| view != other) => {
            Progress::diverged(&live.state.name, &format!("has a stream with {} already", other.term()))
        }
        now => Progress::of_setting(now == view, live.busy()),
    }
}

/// AWS asks that the key be left out when it is its own (Developer Guide, encryption at rest).
pub(crate) fn encryption(encryption: &Encryption) -> Value {
    match encryption {
        Encryption::AwsOwned => json!({ "Enabled": false }),
        Encryption::AwsManaged => json!({ "Enabled": true, "SSEType": "KMS" }),
        Encryption::Customer(key) => json!({ "Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": key }),
    }
}

pub(crate) fn key_in_words(encryption: &Encryption) -> String {
    match encryption {
        Encryption::AwsOwned => "a key that AWS owns".to_owned(),
        Encryption::AwsManaged => "the key alias/aws/dynamodb".to_owned(),
        Encryption::Customer(key) => format!("the key {key}"),
    }
}
