//! Values in words.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::Scope;
use crate::{
    Autoscaling, Billing, Capacity, Element, Encryption, InsightsMode, Kinesis, Maximum, Position,
    Projection, Range, Recovery, SampleFormat, Scaling, Shape, Size, TimePrecision, Volume, Warm,
};

pub(super) const NONE: &str = "none";
const OFF: &str = "off";

/// Text as it is, told when there is none.
pub(super) fn plain(text: &str) -> String {
    if text.is_empty() { NONE.to_owned() } else { text.to_owned() }
}

pub(super) fn maybe<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| value.to_string())
}

/// A number with its unit behind it.
pub(super) fn counted<T: Display>(value: Option<T>, unit: &str, none: &str) -> String {
    value.map_or_else(|| none.to_owned(), |value| format!("{value} {unit}"))
}

pub(super) fn switch(on: bool) -> String {
    if on { "on" } else { OFF }.to_owned()
}

pub(super) fn listed<T: AsRef<str>>(all: impl IntoIterator<Item = T>, none: &str) -> String {
    joined(all, ", ", none)
}

pub(super) fn joined<T: AsRef<str>>(all: impl IntoIterator<Item = T>, between: &str, none: &str) -> String {
    let mut text = String::new();
    for one in all {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(one.as_ref());
    }
    if text.is_empty() { none.to_owned() } else { text }
}

pub(super) fn billing(billing: Billing) -> String {
    match billing {
        Billing::OnDemand => "on demand".to_owned(),
        Billing::Provisioned(units) => format!("provisioned, {}", capacity(units)),
    }
}

pub(super) fn capacity(Capacity { read, write }: Capacity) -> String {
    format!("{read} read and {write} write units")
}

pub(super) fn warm(Warm { read, write }: Warm) -> String {
    capacity(Capacity { read, write })
}

pub(super) fn volume(volume: Option<Volume>) -> String {
    let told = |Volume { items, item_bytes }: Volume| match item_bytes {
        Some(bytes) => format!("{items} items of {bytes} bytes"),
        None => format!("{items} items"),
    };
    volume.map_or_else(|| "not known".to_owned(), told)
}

pub(super) fn maximum(Maximum { read, write }: Maximum) -> String {
    let sides = [(read, "read"), (write, "write")];
    let told = sides.into_iter().filter_map(|(units, side)| Some(format!("{} {side} units", units?)));
    joined(told, " and ", "no bound")
}

pub(super) fn autoscaling(Autoscaling { read, write }: Autoscaling) -> String {
    let sides = [(read, "read"), (write, "write")];
    let told = sides.into_iter().filter_map(|(side, name)| Some(format!("{name} {}", scaling(side?))));
    joined(told, "; ", "neither read nor write")
}

pub(super) fn scaling(scaling: Scaling) -> String {
    let Scaling { min, max, target, scale_in_cooldown, scale_out_cooldown, only_out } = scaling;
    let cooldown = |seconds: Option<u32>, way| Some(format!(", {} s between {way}", seconds?));
    let mut text = format!("{min} to {max} units at {target} % use");
    text.extend(cooldown(scale_out_cooldown, "increases"));
    text.extend(cooldown(scale_in_cooldown, "decreases"));
    if only_out {
        text.push_str(", never down");
    }
    text
}

pub(super) fn recovery(recovery: Option<Recovery>) -> String {
    recovery.map_or_else(|| OFF.to_owned(), |Recovery { days }| format!("{days} days"))
}

pub(super) fn encryption(encryption: &Encryption) -> String {
    match encryption {
        Encryption::AwsOwned => "key owned by AWS".to_owned(),
        Encryption::AwsManaged => "key managed by AWS (alias/aws/dynamodb)".to_owned(),
        Encryption::Customer(key) => format!("customer key {}", plain(key)),
    }
}

pub(super) fn kinesis(kinesis: Option<&Kinesis>) -> String {
    let Some(Kinesis { stream, precision }) = kinesis else { return OFF.to_owned() };
    let unit = match precision {
        None => "",
        Some(TimePrecision::Millisecond) => ", times in milliseconds",
        Some(TimePrecision::Microsecond) => ", times in microseconds",
    };
    format!("{}{unit}", plain(stream))
}

pub(super) fn insights(mode: Option<InsightsMode>) -> String {
    match mode {
        None => OFF,
        Some(InsightsMode::AccessedAndThrottled) => "accessed and throttled keys",
        Some(InsightsMode::Throttled) => "throttled keys",
    }
    .to_owned()
}

pub(super) fn tags(tags: &BTreeMap<String, String>) -> String {
    listed(tags.iter().map(|(key, value)| format!("{key} = {value}")), NONE)
}

pub(super) fn projection(scope: &Scope<'_>, projection: &Projection) -> String {
    match projection {
        Projection::Include(ids) => format!("INCLUDE ({})", scope.attributes(ids, NONE)),
        Projection::All | Projection::KeysOnly => projection.term().to_owned(),
    }
}

pub(super) fn shape(shape: Option<&Shape>) -> String {
    match shape {
        None => NONE.to_owned(),
        Some(Shape::Map(members)) => {
            let told = members.iter().map(|member| format!("{}: {}", member.name, element(&member.value)));
            format!("{{ {} }}", listed(told, "no members"))
        }
        Some(Shape::List(each)) => format!("[ {} ]", element(each)),
    }
}

fn element(inner: &Element) -> String {
    let mut text = inner.kind.label().to_owned();
    if inner.shape.is_some() {
        text.push(' ');
        text.push_str(&shape(inner.shape.as_ref()));
    }
    if !inner.description.is_empty() {
        text.push_str(" (");
        text.push_str(&inner.description);
        text.push(')');
    }
    text
}

pub(super) fn sample_format(scope: &Scope<'_>, format: Option<&SampleFormat>) -> String {
    let Some(format) = format else { return NONE.to_owned() };
    let detail = match format {
        SampleFormat::Words(count) => count.to_string(),
        SampleFormat::Price(Range { from, to }) => format!("{} to {}", hundredths(*from), hundredths(*to)),
        SampleFormat::Integer(range)
        | SampleFormat::Date(range)
        | SampleFormat::DateTime(range)
        | SampleFormat::EpochSeconds(range) => format!("{} to {}", range.from, range.to),
        SampleFormat::OneOf(values) => listed(values, "nothing"),
        SampleFormat::Reference { table, attribute } => {
            format!("{} of {}", scope.at(*table).attribute(*attribute), scope.table_name(*table))
        }
        _ => return format.label().to_owned(),
    };
    format!("{}: {detail}", format.label())
}

fn hundredths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.unsigned_abs();
    format!("{sign}{}.{:02}", value / 100, value % 100)
}

pub(super) fn position(position: Option<Position>) -> String {
    position.map_or_else(|| "by the layout".to_owned(), |Position { x, y }| format!("{x}, {y}"))
}

pub(super) fn size(Size { width, height }: Size) -> String {
    format!("{width} × {height}")
}

pub(super) fn colour(colour: Option<u8>) -> String {
    colour.map_or_else(|| "by its place".to_owned(), |place| format!("colour {place}"))
}
