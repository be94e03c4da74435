//! Consumers: the settings of event source mappings (DDB024) and what consumers name (DDB035).
//!
//! Whether the table's stream carries what a consumer needs is lint.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::de::IgnoredAny;

use super::arn::{Arn, is_region};
use super::subject::{Subject, grouped};
use crate::{
    Consumer, ConsumerField, ConsumerKind, Delivery, Diagnostic, Edit, Field, Lambda, Object, Table, quoted,
};

/// Patterns of one mapping.
const MAX_FILTERS: usize = 5;

/// A setting of a mapping with its bounds.
struct Bound {
    field: Field,
    what: &'static str,
    within: RangeInclusive<u32>,
    value: fn(&Lambda) -> Option<u32>,
    set: fn(&mut Lambda, u32),
}

/// The Lambda API, `CreateEventSourceMapping`.
const BOUNDS: [Bound; 6] = [
    Bound {
        field: Field::BatchSize,
        what: "a batch size",
        within: 1..=10_000,
        value: |lambda| Some(lambda.batch_size),
        set: |lambda, new| lambda.batch_size = new,
    },
    Bound {
        field: Field::Window,
        what: "a batch window in seconds",
        within: 0..=300,
        value: |lambda| Some(lambda.window),
        set: |lambda, new| lambda.window = new,
    },
    Bound {
        field: Field::Concurrency,
        what: "a concurrency",
        within: 1..=10,
        value: |lambda| Some(lambda.concurrency),
        set: |lambda, new| lambda.concurrency = new,
    },
    Bound {
        field: Field::Retries,
        what: "a number of retries",
        within: 0..=10_000,
        value: |lambda| lambda.retries,
        set: |lambda, new| lambda.retries = Some(new),
    },
    Bound {
        field: Field::MaxAge,
        what: "a greatest age in seconds",
        within: 60..=604_800,
        value: |lambda| lambda.max_age,
        set: |lambda, new| lambda.max_age = Some(new),
    },
    Bound {
        field: Field::TumblingWindow,
        what: "a tumbling window in seconds",
        within: 0..=900,
        value: |lambda| Some(lambda.tumbling_window),
        set: |lambda, new| lambda.tumbling_window = new,
    },
];

pub(super) fn check(table: &Table, found: &mut Vec<Diagnostic>) {
    for consumer in &table.consumers {
        let object = Object::Consumer(table.id, consumer.id);
        let subject = Subject { kind: "Consumer", name: &consumer.name, object };
        if let ConsumerKind::Lambda(lambda) = &consumer.kind {
            found.extend(BOUNDS.iter().filter_map(|bound| out_of_bounds(table, consumer, lambda, bound)));
            found.extend(filters(subject, lambda));
        }
        found.extend(named(subject, &consumer.kind));
    }
}

fn out_of_bounds(table: &Table, consumer: &Consumer, lambda: &Lambda, bound: &Bound) -> Option<Diagnostic> {
    let value = (bound.value)(lambda)?;
    let (least, most) = (*bound.within.start(), *bound.within.end());
    let nearest = value.clamp(least, most);
    if nearest == value {
        return None;
    }
    let object = Object::Consumer(table.id, consumer.id);
    let subject = Subject { kind: "Consumer", name: &consumer.name, object };
    let (value, shown) = (grouped(value.into()), grouped(nearest.into()));
    let bounds = format!("{} to {}", grouped(least.into()), grouped(most.into()));
    let message = format!("{subject} has {} of {value}: use {bounds}", bound.what);
    let mut mended = lambda.clone();
    (bound.set)(&mut mended, nearest);
    let field = ConsumerField::Kind(ConsumerKind::Lambda(Box::new(mended)));
    let fix = Edit::SetConsumer { table: table.id, consumer: consumer.id, field };
    Some(subject.error("DDB024", bound.field, message).with_fix(format!("Use {shown}"), fix))
}

fn filters(subject: Subject<'_>, lambda: &Lambda) -> Option<Diagnostic> {
    let is_pattern = |text: &&String| serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text).is_ok();
    let number = lambda.filters.len();
    let message = if number > MAX_FILTERS {
        format!("{subject} has {number} filters: the most is {MAX_FILTERS}; merge some")
    } else if let Some(wrong) = lambda.filters.iter().find(|text| !is_pattern(text)) {
        format!("{subject} has the filter {}, which is not a JSON object: correct it", quoted(wrong))
    } else {
        return None;
    };
    Some(subject.error("DDB024", Field::Filters, message))
}

/// What a consumer cannot do without, and ARNs that are none. What is left empty elsewhere is not decided yet.
fn named(subject: Subject<'_>, kind: &ConsumerKind) -> Option<Diagnostic> {
    let is_arn =
        |text: &str, service, of| Arn::parse(text).is_some_and(|arn| arn.name_of(service, of).is_some());
    let (field, message) = match kind {
        ConsumerKind::Lambda(lambda) if lambda.function.is_empty() => {
            (Field::Function, format!("{subject} has no function: name one or give its ARN"))
        }
        ConsumerKind::Lambda(lambda) => {
            let wrong = lambda.on_failure.as_ref().filter(|text| !is_destination(text))?;
            let way_out = "give the ARN of a queue, a topic or a bucket";
            (Field::OnFailure, format!("{subject} reports failures to {}: {way_out}", quoted(wrong)))
        }
        ConsumerKind::Search(search) if !search.role.is_empty() && !is_role(&search.role) => {
            let role = quoted(&search.role);
            (
                Field::Endpoint,
                format!("{subject} takes the role {role}, which is not the ARN of a role: correct it"),
            )
        }
        ConsumerKind::Copy(copy) if !copy.region.is_empty() && !is_region(&copy.region) => {
            let region = quoted(&copy.region);
            (
                Field::Region,
                format!("{subject} copies to {region}, which is not a region: use one such as eu-west-1"),
            )
        }
        ConsumerKind::Analytics(analytics) => {
            let (service, of) = match analytics.via {
                Delivery::Kinesis => ("kinesis", "stream/"),
                Delivery::Firehose => ("firehose", "deliverystream/"),
            };
            let text = &analytics.stream;
            if text.is_empty() || is_arn(text, service, of) {
                return None;
            }
            let way_out = format!("give arn:aws:{service}:…:{of}…");
            (
                Field::Kinesis,
                format!("{subject} goes through {}, which is not such a stream: {way_out}", quoted(text)),
            )
        }
        ConsumerKind::Search(_) | ConsumerKind::Copy(_) => return None,
    };
    Some(subject.error("DDB035", field, message))
}

fn is_destination(text: &str) -> bool {
    Arn::parse(text).is_some_and(|arn| match arn.service {
        "sqs" | "sns" => !arn.region.is_empty(),
        service => service == "s3",
    })
}

fn is_role(text: &str) -> bool {
    Arn::parse(text).is_some_and(|arn| arn.service == "iam" && arn.resource.starts_with("role/"))
}
