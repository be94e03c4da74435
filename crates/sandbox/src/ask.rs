//! Requests without a listener: the program that opened the sandbox asks it in its own process.
//!
//! The answers are those of the protocol. Deliberately absent: signatures, and the faults that a client is to meet.

use serde_json::Value;

use crate::protocol::Refusal;
use crate::sandbox::Sandbox;
use crate::server;

/// A request that was refused, in the words of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Its name in the API.
    pub name: String,
    /// Its message.
    pub message: String,
}

impl Sandbox {
    /// Answers a request of DynamoDB in the region and account of the options. It takes as long as the operation does,
    /// and blocks the thread for so long.
    ///
    /// # Errors
    ///
    /// The exception that the service would answer with.
    pub fn ask(&self, operation: &str, request: Value) -> Result<Value, Exception> {
        let answer = self
            .partitions()
            .own()
            .and_then(|partition| server::dynamodb(&partition, operation, request))
            .map_err(exception)?;
        serde_json::from_str(&answer).map_err(|error| exception(Refusal::internal(&error.to_string())))
    }
}

fn exception(refusal: Refusal) -> Exception {
    let body: Value = serde_json::from_str(&refusal.body).unwrap_or_default();
    let text = |member: &str| body.get(member).and_then(Value::as_str);
    let name = text("__type").and_then(|kind| kind.rsplit('#').next()).unwrap_or_default().to_owned();
    let message = text("message").or_else(|| text("Message")).unwrap_or_default().to_owned();
    Exception { name, message }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{Sandbox, SandboxOptions};

    #[test]
    fn a_request_is_answered_without_a_listener() {
        let sandbox = Sandbox::open(SandboxOptions { time_scale: 0.0, ..SandboxOptions::default() }).unwrap();
        let get = json!({"TableName": "Scores", "Key": {"id": {"S": "1"}}});
        let refused = sandbox.ask("GetItem", get.clone()).unwrap_err();
        assert_eq!(refused.name, "ResourceNotFoundException");
        assert!(!refused.message.is_empty());
        let create = json!({
            "TableName": "Scores", "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        });
        sandbox.ask("CreateTable", create).unwrap();
        assert_eq!(sandbox.ask("GetItem", get).unwrap().get("Item"), None);
    }
}
