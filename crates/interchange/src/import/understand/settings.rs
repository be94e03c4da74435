//! Settings of a table that are no keys: billing, stream, time to live, protection, tags.

use std::collections::BTreeMap;

use tablewright_model::{AttributeId, Billing, Capacity, StreamView};

use crate::import::value::{Loc, Map, Value};

use super::attributes::Attributes;
use super::reading::{MAX_NAME, Reading};

/// How the table is paid for; without a word it is provisioned, as the API has it.
pub(super) fn billing(map: &mut Map, at: Loc, reading: &mut Reading<'_>) -> Billing {
    let mode = map.remove("BillingMode");
    let throughput = map.remove("ProvisionedThroughput");
    let term = mode.as_ref().and_then(Value::as_text);
    let is_provisioned = match (term, &mode) {
        (Some("PAY_PER_REQUEST"), _) => false,
        (Some("PROVISIONED"), _) | (None, None) => true,
        (_, mode) => {
            let is_provisioned = throughput.as_ref().is_some_and(|throughput| !throughput.is_null());
            let at = mode.as_ref().map_or(at, |mode| mode.at);
            let taken = if is_provisioned { "provisioned" } else { "on demand" };
            reading.assumed(at, &format!("the billing mode can't be known: taken as {taken}"));
            is_provisioned
        }
    };
    if !is_provisioned {
        return Billing::OnDemand;
    }
    let capacity = throughput.as_ref().and_then(|throughput| capacity(throughput, reading));
    Billing::Provisioned(capacity.unwrap_or_else(|| {
        reading.assumed(at, "the capacity is not said: taken as 1 read and 1 write unit");
        Capacity { read: 1, write: 1 }
    }))
}

/// Read and write units; one that is missing beside the other is 1, as it is everywhere.
pub(super) fn capacity(throughput: &Value, reading: &mut Reading<'_>) -> Option<Capacity> {
    let mut units = |name: &str, what: &str| {
        let value = throughput.get(name)?;
        reading.wanted(value, what, "a whole number", Value::to_whole)
    };
    let read = units("ReadCapacityUnits", "the read capacity");
    let write = units("WriteCapacityUnits", "the write capacity");
    if read.is_none() && write.is_none() {
        return None;
    }
    if read.is_none() || write.is_none() {
        reading.assumed(throughput.at, "one of the capacities is not said: taken as 1 unit");
    }
    Some(Capacity { read: read.unwrap_or(1), write: write.unwrap_or(1) })
}

pub(super) fn stream(value: Option<Value>, reading: &mut Reading<'_>) -> Option<StreamView> {
    let value = value?;
    let view = value.get("StreamViewType").filter(|view| view.as_text() != Some(""));
    let is_enabled = match value.get("StreamEnabled") {
        Some(enabled) => reading.wanted(enabled, "the stream", "true or false", Value::to_bool)?,
        None => view.is_some(),
    };
    if !is_enabled {
        return None;
    }
    let term = |view: &Value| StreamView::from_term(&view.as_text()?.to_ascii_uppercase());
    let known = view.and_then(|view| reading.wanted(view, "the view of the stream", "a view type", term));
    Some(known.unwrap_or_else(|| {
        reading.assumed(value.at, "what the stream carries is not said: taken as both images");
        StreamView::NewAndOldImages
    }))
}

pub(super) fn ttl(
    value: Option<Value>,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> Option<AttributeId> {
    let value = value?;
    if let Some(enabled) = value.get("Enabled")
        && !reading.wanted(enabled, "time to live", "true or false", Value::to_bool)?
    {
        return None;
    }
    let name = value.get("AttributeName").filter(|name| name.as_text() != Some(""))?;
    let name = reading.text(name, "the attribute of time to live")?;
    // Time to live works on numbers only, so there is nothing to tell.
    attributes.number(&name)
}

pub(super) fn protection(value: Option<Value>, reading: &mut Reading<'_>) -> bool {
    let read = value
        .and_then(|value| reading.wanted(&value, "deletion protection", "true or false", Value::to_bool));
    read.unwrap_or(false)
}

pub(super) fn tags(value: Option<Value>, reading: &mut Reading<'_>) -> BTreeMap<String, String> {
    /// The service allows 50.
    const MOST: usize = 200;
    let mut tags = BTreeMap::new();
    for tag in value.as_ref().map(Value::items).unwrap_or_default().iter().take(10_000) {
        let (Some(key), Some(value)) = (tag.get("Key"), tag.get("Value")) else {
            reading.wanted(tag, "a part of the tags", "a key with a value", |_| None::<()>);
            continue;
        };
        let Some(key) = reading.text(key, "the key of a tag") else { continue };
        let what = format!("tag `{key}`");
        let Some(value) = reading.text(value, &what) else { continue };
        if tags.len() < MOST && key.len() <= MAX_NAME {
            tags.insert(key, value);
        } else {
            reading.left_out(tag.at, &format!("{what} is left out, since a table has at most {MOST}"));
        }
    }
    tags
}
