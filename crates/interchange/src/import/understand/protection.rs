//! What guards the items of a table or a replica: recovery, keys, class, policy, protection, insights.

use tablewright_model::{Encryption, InsightsMode, Recovery, TableClass};

use crate::import::budget::Budget;
use crate::import::json_text;
use crate::import::value::{Map, Value};

use super::left_out;
use super::reading::{MAX_TEXT, Reading};

/// Point-in-time recovery, as its own block or as a switch.
pub(super) fn recovery(value: Option<Value>, reading: &mut Reading<'_>) -> Option<Recovery> {
    let value = value?;
    let what = "point-in-time recovery";
    let Some(mut map) = value.as_map().cloned() else {
        let is_on = reading.flag(&value, what)?;
        return is_on.then_some(Recovery { days: Recovery::MAX_DAYS });
    };
    let is_on = map.remove("PointInTimeRecoveryEnabled").and_then(|value| reading.flag(&value, what));
    let days = map.remove("RecoveryPeriodInDays");
    left_out::tell(&map, reading);
    if !is_on? {
        return None;
    }
    let days = days.and_then(|days| reading.small(&days, "the days of recovery"));
    Some(Recovery { days: days.unwrap_or(Recovery::MAX_DAYS) })
}

/// The key of data at rest; a key that is named is meant, whatever else is said, unless it is switched off.
pub(super) fn encryption(value: Option<Value>, reading: &mut Reading<'_>) -> Option<Encryption> {
    let value = value?;
    let mut map = reading.settings(&value, "encryption")?;
    // CloudFormation's word and the API's.
    let is_on = map.remove("SSEEnabled").or_else(|| map.remove("Enabled"));
    let is_on = is_on.and_then(|value| reading.flag(&value, "encryption with a key in KMS"));
    let key = map.remove("KMSMasterKeyId").filter(|key| !key.is_null() && key.as_text() != Some(""));
    // The only one that there is.
    map.remove("SSEType");
    left_out::tell(&map, reading);
    match (is_on, key) {
        (Some(false), _) => Some(Encryption::AwsOwned),
        (_, Some(key)) => customer(&key, reading),
        (Some(true), None) => Some(Encryption::AwsManaged),
        (None, None) => None,
    }
}

/// A key by its id, ARN or alias; one alias is that of the key that AWS manages.
pub(super) fn customer(key: &Value, reading: &mut Reading<'_>) -> Option<Encryption> {
    let key = reading.expression(key, "the key")?;
    Some(if key.ends_with("alias/aws/dynamodb") { Encryption::AwsManaged } else { Encryption::Customer(key) })
}

pub(super) fn class(value: Option<Value>, reading: &mut Reading<'_>) -> Option<TableClass> {
    reading.term(&value?, "the table class", TableClass::from_term)
}

pub(super) fn deletion(value: Option<Value>, reading: &mut Reading<'_>) -> bool {
    value.and_then(|value| reading.flag(&value, "deletion protection")).unwrap_or(false)
}

/// The policy as JSON; what isn't known of it stands there as it is written.
pub(super) fn policy(value: Option<Value>, reading: &mut Reading<'_>) -> Option<String> {
    let value = value?;
    // One table has one; Terraform's resource and the block are both lists here.
    let (first, more) = value.items().split_first()?;
    for value in more {
        reading.left_out(value.at, "a second resource policy is left out");
    }
    let what = "the resource policy";
    let mut map = first.as_map().cloned().unwrap_or_default();
    let document = match (map.remove("PolicyDocument"), first.as_map()) {
        (Some(document), _) => document,
        // The API takes the text itself.
        (None, None) => first.clone(),
        (None, Some(_)) => Value::null(first.at),
    };
    left_out::tell(&map, reading);
    let text = match document.as_map() {
        Some(_) => written(&document, reading),
        None if document.as_unknown().is_some() => reading.expression(&document, what),
        None => reading.wanted(&document, what, "a text", |value| Some(value.as_text()?.to_owned())),
    }?;
    if text.len() > MAX_TEXT {
        reading.left_out(document.at, "the resource policy is left out, since it is too long");
        return None;
    }
    Some(text)
}

fn written(document: &Value, reading: &mut Reading<'_>) -> Option<String> {
    let mut open = Vec::new();
    let text = json_text::text(document, &Budget::default(), |unknown| {
        let written = unknown.written();
        open.push(written.clone());
        Some(written)
    });
    if let Some(first) = open.first() {
        let message = format!("parts of the resource policy are kept as expressions, such as `{first}`");
        reading.assumed(document.at, &message);
    }
    text
}

/// Contributor Insights: switched on by being there, unless a switch says otherwise; the later of two holds.
pub(super) fn insights(entries: &[Value], reading: &mut Reading<'_>) -> Option<InsightsMode> {
    entries.iter().rev().find_map(|entry| {
        let what = "Contributor Insights";
        let mut map = reading.settings(entry, what)?;
        let is_on = map.remove("Enabled").map(|value| reading.flag(&value, what).unwrap_or(false));
        let mode = map.remove("Mode");
        map.remove("IndexName");
        left_out::tell(&map, reading);
        if is_on == Some(false) {
            return None;
        }
        let mode = mode.and_then(|mode| {
            reading.term(&mode, "the mode of Contributor Insights", InsightsMode::from_term)
        });
        Some(mode.unwrap_or(InsightsMode::AccessedAndThrottled))
    })
}

/// What of a map is read here, taken out of it.
pub(super) fn taken(map: &mut Map, name: &str) -> Option<Value> {
    map.remove(name).filter(|value| !value.is_null())
}
