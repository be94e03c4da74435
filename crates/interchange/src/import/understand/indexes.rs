//! Global secondary indexes, and what all kinds of index have: names and projections.

use tablewright_model::{AttributeType, GlobalIndex, IndexId, List, Projection, quoted};

use crate::import::value::{Map, Value};

use super::attributes::{Attributes, key};
use super::by_index::ByIndex;
use super::ids::Ids;
use super::protection::{self, taken};
use super::reading::{MAX_NAME, Reading, known_name, owner};
use super::{left_out, scaling, throughput};

/// More are nonsense; the service allows 20 at first.
const MOST: usize = 1_000;

/// What stands beside the indexes and is about them.
pub(super) struct Beside {
    pub(super) is_provisioned: bool,
    pub(super) scaling: ByIndex,
    pub(super) insights: ByIndex,
}

pub(super) fn global(
    values: Option<Value>,
    beside: &mut Beside,
    ids: &mut Ids,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> List<GlobalIndex> {
    let read = |name: String, map: Map, id, attributes: &mut Attributes, reading: &mut Reading<'_>| {
        index(GlobalIndex::new(id, name), map, beside, attributes, reading)
    };
    each(values, "a global secondary index", read, ids, attributes, reading).into_iter().collect()
}

/// Reads every index of a list.
pub(super) fn each<T>(
    values: Option<Value>,
    what: &str,
    mut read: impl FnMut(String, Map, IndexId, &mut Attributes, &mut Reading<'_>) -> T,
    ids: &mut Ids,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> Vec<T> {
    let mut indexes = Vec::new();
    for value in values.as_ref().map(Value::items).unwrap_or_default().iter().take(MOST) {
        let Some(mut map) = reading.settings(value, what) else {
            continue;
        };
        let name = name(map.remove("IndexName").as_ref(), value, reading);
        let id = IndexId(ids.of(&name));
        indexes
            .push(reading.within(&owner("index", &name), |reading| read(name, map, id, attributes, reading)));
    }
    indexes
}

/// The name; of one with gaps what is known.
fn name(name: Option<&Value>, index: &Value, reading: &mut Reading<'_>) -> String {
    let text = name.and_then(Value::to_text).filter(|text| text.len() <= MAX_NAME);
    text.map_or_else(
        || {
            let known = name.and_then(known_name).unwrap_or_else(|| "Index".to_owned());
            let message = format!("the name of an index can't be known here: taken as {}", quoted(&known));
            reading.assumed(name.unwrap_or(index).at, &message);
            known
        },
        |text| text.to_string(),
    )
}

fn index(
    blank: GlobalIndex,
    mut map: Map,
    beside: &mut Beside,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> GlobalIndex {
    let (partition, sort) = key(map.remove("KeySchema").as_ref(), attributes, reading);
    let projection = projection(map.remove("Projection").as_ref(), attributes, reading);
    // An index of a provisioned table that says nothing is left open; the design's own check speaks of it.
    let throughput = taken(&mut map, "ProvisionedThroughput").filter(|_| beside.is_provisioned);
    let capacity = throughput.and_then(|throughput| throughput::capacity(&throughput, reading));
    let scaling = beside.scaling.of_index(&blank.name, taken(&mut map, "AutoScaling").as_ref());
    let own = taken(&mut map, "ContributorInsightsSpecification");
    let insights = beside.insights.of_index(&blank.name, own.as_ref());
    let made = GlobalIndex {
        partition,
        sort,
        projection,
        capacity,
        autoscaling: scaling::autoscaling(&scaling, reading),
        maximum: throughput::maximum(taken(&mut map, "OnDemandThroughput").as_ref(), reading),
        warm: throughput::warm(taken(&mut map, "WarmThroughput").as_ref(), reading),
        insights: protection::insights(&insights, reading),
        ..blank
    };
    left_out::tell(&map, reading);
    made
}

pub(super) fn projection(
    value: Option<&Value>,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> Projection {
    let kind = value.and_then(|value| value.get("ProjectionType"));
    let term = kind.and_then(|kind| reading.shared(kind, "the projection"));
    match term.as_deref() {
        Some("KEYS_ONLY") => Projection::KeysOnly,
        Some("INCLUDE") => {
            let names = value.and_then(|value| value.get("NonKeyAttributes"));
            let names = names.map(Value::items).unwrap_or_default().iter().take(MOST);
            let ids = names.filter_map(|name| attributes.named(name, AttributeType::S, reading));
            Projection::Include(ids.collect())
        }
        Some("ALL") => Projection::All,
        _ => {
            let at = value.map(|value| value.at).unwrap_or_default();
            if value.is_some() {
                reading.assumed(at, "the projection can't be known: taken as all attributes");
            }
            Projection::All
        }
    }
}
