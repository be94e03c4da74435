//! Tags.

use std::collections::BTreeMap;

use crate::import::value::Value;

use super::reading::{MAX_NAME, Reading};

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
