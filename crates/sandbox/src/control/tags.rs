//! Tags of tables. dynoxide keeps them; the limits and refusals are checked here first.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::arn::Resource;
use crate::overlay::Overlay;
use crate::partition::Partition;
use crate::protocol::{Refusal, decode};

/// Tags of one table.
const MOST_TAGS: usize = 50;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct OfResource {
    resource_arn: Option<String>,
    #[serde(default)]
    tags: Vec<Value>,
}

pub(super) fn tag_resource(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let named: OfResource = decode("TagResource", request.clone())?;
    check(&named.tags)?;
    partition.change(|change| {
        check_table(partition, change.overlay, change.now, "TagResource", &named)?;
        partition.db.tag_resource(decode("TagResource", request)?)?;
        Ok(json!({}))
    })
}

pub(super) fn untag_resource(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    let named: OfResource = decode("UntagResource", request.clone())?;
    partition.change(|change| {
        check_table(partition, change.overlay, change.now, "UntagResource", &named)?;
        partition.db.untag_resource(decode("UntagResource", request)?)?;
        Ok(json!({}))
    })
}

pub(super) fn list_tags_of_resource(partition: &Partition, request: Value) -> Result<Value, Refusal> {
    const OPERATION: &str = "ListTagsOfResource";
    let named: OfResource = decode(OPERATION, request.clone())?;
    let arn = named.resource_arn.unwrap_or_default();
    let resource = partition.place.parse(OPERATION, &arn)?;
    let overlay = partition.look();
    if !overlay.tables.contains_key(resource.table()) {
        return Err(partition.place.denied(OPERATION, &arn));
    }
    let answer = partition.db.list_tags_of_resource(decode(OPERATION, request)?)?;
    serde_json::to_value(answer).map_err(|error| Refusal::internal(&error.to_string()))
}

/// Checks the tags of one request.
pub(super) fn check(tags: &[Value]) -> Result<(), Refusal> {
    if tags.len() > MOST_TAGS {
        return Err(Refusal::invalid(&format!("Too many tags: tag limit is {MOST_TAGS}")));
    }
    let mut seen = std::collections::BTreeSet::new();
    for tag in tags {
        let (key, value) = (tag["Key"].as_str().unwrap_or_default(), tag["Value"].as_str());
        let Some(value) = value.filter(|_| !key.is_empty()) else {
            return Err(Refusal::invalid("A tag needs a Key that is not empty, and a Value"));
        };
        if key.chars().count() > 128 || value.chars().count() > 256 {
            return Err(Refusal::invalid("A tag has at most 128 characters in its Key and 256 in its Value"));
        }
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(Refusal::invalid(&format!("Tag keys that begin with aws: are reserved: {key}")));
        }
        if !seen.insert(key) {
            return Err(Refusal::invalid(&format!("Duplicate tag key: {key}")));
        }
    }
    Ok(())
}

fn check_table(
    partition: &Partition,
    overlay: &Overlay,
    now: u64,
    operation: &str,
    named: &OfResource,
) -> Result<(), Refusal> {
    let arn = named.resource_arn.as_deref().unwrap_or_default();
    let Resource::Table(table) = partition.place.parse(operation, arn)? else {
        return Err(Refusal::validation(&format!(
            "Invalid TableArn: Invalid ResourceArn provided as input {arn}"
        )));
    };
    match overlay.tables.get(&table) {
        Some(entry) if entry.is_creating(now) => {
            Err(Refusal::still_in_use(&format!("Table is being created: {table}")))
        }
        Some(_) => Ok(()),
        None => {
            let message = format!("Requested resource not found: ResourcArn: {arn} not found");
            Err(Refusal::named("ResourceNotFoundException", &message))
        }
    }
}
