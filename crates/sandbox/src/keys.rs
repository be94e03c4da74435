//! The keys of the account, as far as tables need them: by which aliases one is known.
//!
//! There are no keys. Every id is taken to exist, with the alias that leads to it in `control::encryption`.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::control::{Handler, MANAGED_ALIAS, MANAGED_KEY};
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

/// The operation of that name, if it belongs to this service and the sandbox has it.
pub(crate) fn handler(operation: &str) -> Option<Handler> {
    Some(match operation {
        "ListAliases" => list_aliases,
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ListAliases {
    key_id: Option<String>,
}

fn list_aliases(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let wanted: ListAliases = decode("ListAliases", request)?;
    let key = wanted.key_id.as_deref().unwrap_or(MANAGED_KEY);
    let id = key.rsplit('/').next().unwrap_or(key);
    let alias = if id == MANAGED_KEY { MANAGED_ALIAS.to_owned() } else { format!("alias/{id}") };
    let arn = partition.place.kms_alias(&alias);
    let entry = json!({ "AliasName": alias, "AliasArn": arn, "TargetKeyId": id });
    Ok(json!({ "Aliases": [entry], "Truncated": false }))
}
