//! What a table's consumers would see of an item that comes, changes, goes or expires.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use tablewright_model::{Consumer, ConsumerId, ConsumerKind, StreamView, Table};

use super::filter::{self, Broken};
use crate::engine::ItemChange;
use crate::schema::TableSchema;
use crate::stream::{RecordContext, StreamRecord, stream_record};
use crate::value::{Attributes, Number, Value};

/// One thing that happens to an item, as its stream tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happens.
    pub happened: Happened,
    /// The record under each view type; none where nothing changes.
    pub records: Vec<(StreamView, Option<StreamRecord>)>,
    /// What each consumer of the table gets.
    pub deliveries: Vec<Delivery>,
}

/// What may happen to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// It is new.
    Insert,
    /// It changes.
    Modify,
    /// Somebody deletes it.
    Remove,
    /// Its time has come (`TTL`).
    Expiry,
}

/// What a consumer gets.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// The consumer.
    pub consumer: ConsumerId,
    /// The record, or why there is none.
    pub record: Result<Box<StreamRecord>, NotDelivered>,
}

/// Why a consumer gets nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotDelivered {
    /// The table has no stream.
    NoStream,
    /// The table sends its changes to no Kinesis data stream.
    NoKinesis,
    /// The event source mapping is switched off.
    SwitchedOff,
    /// Nothing changed, so there is no record.
    NoRecord,
    /// No pattern of its filter matches the record.
    FilteredAway,
    /// Lambda would refuse the filter.
    BrokenFilter(Broken),
    /// The stream's records lack what it needs.
    ViewTooNarrow(StreamView),
}

impl Happened {
    /// All of them, in the order of an item's life.
    pub const ALL: [Self; 4] = [Self::Insert, Self::Modify, Self::Remove, Self::Expiry];

    fn change(self, before: &Arc<Attributes>, after: &Arc<Attributes>) -> ItemChange {
        let some = |item: &Arc<Attributes>| Some(Arc::clone(item));
        match self {
            Self::Insert => ItemChange { before: None, after: some(before) },
            Self::Modify => ItemChange { before: some(before), after: some(after) },
            Self::Remove | Self::Expiry => ItemChange { before: some(before), after: None },
        }
    }
}

/// Everything that may happen to an item; `modified` is what it would be changed into, or an example is made.
#[must_use]
pub fn changes(
    table: &Table,
    item: &Attributes,
    modified: Option<&Attributes>,
    context: &RecordContext,
) -> Vec<Change> {
    let Some(schema) = TableSchema::of(table) else { return Vec::new() };
    let after = modified.cloned().unwrap_or_else(|| touched(&schema, item));
    let (before, after) = (Arc::new(item.clone()), Arc::new(after));
    let one = |happened: Happened| {
        let change = happened.change(&before, &after);
        let context = RecordContext { is_expiry: happened == Happened::Expiry, ..context.clone() };
        let record = |view| stream_record(&schema, &change, view, context.clone());
        let consumers = table.consumers.iter();
        let deliveries = consumers.map(|consumer| Delivery {
            consumer: consumer.id,
            record: delivered(table, consumer, record).map(Box::new),
        });
        Change {
            happened,
            records: StreamView::ALL.into_iter().map(|view| (view, record(view))).collect(),
            deliveries: deliveries.collect(),
        }
    };
    Happened::ALL.into_iter().map(one).collect()
}

/// The item with another value of its first attribute that is in no key.
fn touched(schema: &TableSchema, item: &Attributes) -> Attributes {
    let mut after = item.clone();
    let is_key =
        |name: &String| schema.key.has(name) || schema.indexes.iter().any(|index| index.key.has(name));
    let free = after.iter_mut().filter(|(name, _)| !is_key(name));
    let mut changed = free.filter_map(|(_, value)| Some((another(value)?, value)));
    match changed.next() {
        Some((new, value)) => *value = new,
        None => {
            drop(changed);
            let mut name = "changed".to_owned();
            while after.contains_key(&name) {
                name.push('_');
            }
            after.insert(name, Value::Bool(true));
        }
    }
    after
}

fn another(value: &Value) -> Option<Value> {
    match value {
        Value::S(text) => Some(Value::S(format!("{text} (changed)"))),
        Value::N(number) => number.plus(Number::from(1)).ok().map(Value::N),
        Value::Bool(truth) => Some(Value::Bool(!truth)),
        _ => None,
    }
}

/// The record as this consumer gets it.
fn delivered(
    table: &Table,
    consumer: &Consumer,
    record: impl Fn(StreamView) -> Option<StreamRecord>,
) -> Result<StreamRecord, NotDelivered> {
    let of_stream = || {
        let view = table.stream.ok_or(NotDelivered::NoStream)?;
        match consumer.needs.filter(|needed| !view.covers(*needed)) {
            Some(needed) => Err(NotDelivered::ViewTooNarrow(needed)),
            None => record(view).ok_or(NotDelivered::NoRecord),
        }
    };
    match &consumer.kind {
        ConsumerKind::Lambda(lambda) if !lambda.enabled => Err(NotDelivered::SwitchedOff),
        ConsumerKind::Lambda(lambda) => {
            let record = of_stream()?;
            match filter::passes(&lambda.filters, &event(&record)) {
                Ok(true) => Ok(record),
                Ok(false) => Err(NotDelivered::FilteredAway),
                Err(broken) => Err(NotDelivered::BrokenFilter(broken)),
            }
        }
        // Records in a Kinesis data stream always have both images.
        ConsumerKind::Analytics(_) if table.kinesis.is_some() => {
            record(StreamView::NewAndOldImages).ok_or(NotDelivered::NoRecord)
        }
        ConsumerKind::Analytics(_) => Err(NotDelivered::NoKinesis),
        ConsumerKind::Search(_) | ConsumerKind::Copy(_) => of_stream(),
    }
}

/// The record as Lambda hands it on, which writes the identity's members small.
fn event(record: &StreamRecord) -> Json {
    let mut event = serde_json::to_value(record).unwrap_or_default();
    if let Some(identity) = &record.user_identity {
        event["userIdentity"] = json!({ "type": identity.kind, "principalId": identity.principal_id });
    }
    event
}
