//! What leaves a table as it changes or expires: its stream, a Kinesis data stream, time to live.

use tablewright_model::{AttributeId, Kinesis, StreamView, TimePrecision};

use crate::import::value::Value;

use super::attributes::Attributes;
use super::left_out;
use super::reading::Reading;

pub(super) fn stream(value: Option<Value>, reading: &mut Reading<'_>) -> Option<StreamView> {
    let value = value?;
    let mut map = reading.settings(&value, "the stream")?;
    let view = value.get("StreamViewType").filter(|view| view.as_text() != Some(""));
    let is_enabled = match value.get("StreamEnabled") {
        Some(enabled) => reading.flag(enabled, "the stream")?,
        None => view.is_some(),
    };
    map.remove("StreamViewType");
    map.remove("StreamEnabled");
    reading.within("the stream", |reading| left_out::tell(&map, reading));
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

/// A table has one; the service takes two for a while, to change from one to the other.
pub(super) fn kinesis(value: Option<Value>, reading: &mut Reading<'_>) -> Option<Kinesis> {
    let value = value?;
    let (first, more) = value.items().split_first()?;
    for value in more {
        reading.left_out(value.at, "a second Kinesis data stream is left out, since a table has one");
    }
    let mut map = reading.settings(first, "the Kinesis data stream")?;
    let stream = map.remove("StreamArn");
    let precision = map.remove("ApproximateCreationDateTimePrecision").filter(|value| !value.is_null());
    left_out::tell(&map, reading);
    let stream = reading.expression(&stream?, "the Kinesis data stream")?;
    let precision = precision.and_then(|value| {
        reading.term(&value, "how exact the time of a change is", TimePrecision::from_term)
    });
    Some(Kinesis { stream, precision })
}

pub(super) fn ttl(
    value: Option<Value>,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> Option<AttributeId> {
    let value = value?;
    reading.settings(&value, "time to live")?;
    if let Some(enabled) = value.get("Enabled")
        && !reading.flag(enabled, "time to live")?
    {
        return None;
    }
    let name = value.get("AttributeName").filter(|name| name.as_text() != Some(""))?;
    let name = reading.text(name, "the attribute of time to live")?;
    // Time to live works on numbers only, so there is nothing to tell.
    attributes.number(&name)
}
