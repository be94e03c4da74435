//! Global secondary indexes.

use tablewright_model::{AttributeType, Capacity, GlobalIndex, IndexId, List, Projection, quoted};

use crate::import::value::{Map, Value};

use super::attributes::{Attributes, key};
use super::ids::Ids;
use super::left_out;
use super::reading::{MAX_NAME, Reading, known_name, owner};
use super::settings;

/// More are nonsense; the service allows 20 at first.
const MOST: usize = 1_000;

pub(super) fn indexes(
    values: Option<Value>,
    is_provisioned: bool,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> List<GlobalIndex> {
    let Some(values) = values else { return List::default() };
    let mut ids = Ids::default();
    let mut indexes = Vec::new();
    for value in values.items().iter().take(MOST) {
        let Some(map) = reading
            .wanted(value, "a global secondary index", "its settings", |value| value.as_map().cloned())
        else {
            continue;
        };
        let name = name(map.get("IndexName"), value, reading);
        let outer = std::mem::take(&mut reading.owner);
        reading.owner = format!("{} of {outer}", owner("index", &name));
        indexes.push(index(name, map, is_provisioned, &mut ids, attributes, reading));
        reading.owner = outer;
    }
    indexes.into_iter().collect()
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
    name: String,
    mut map: Map,
    is_provisioned: bool,
    ids: &mut Ids,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> GlobalIndex {
    map.remove("IndexName");
    let (partition, sort) = key(map.remove("KeySchema").as_ref(), attributes, reading);
    let projection = projection(map.remove("Projection").as_ref(), attributes, reading);
    let throughput = map.remove("ProvisionedThroughput");
    let capacity = if is_provisioned { capacity(throughput.as_ref(), reading) } else { None };
    left_out::tell(&map, reading);
    GlobalIndex { partition, sort, projection, capacity, ..GlobalIndex::new(IndexId(ids.of(&name)), name) }
}

/// An index of a provisioned table that says nothing is left open; the design's own check speaks of it.
fn capacity(throughput: Option<&Value>, reading: &mut Reading<'_>) -> Option<Capacity> {
    settings::capacity(throughput?, reading)
}

fn projection(value: Option<&Value>, attributes: &mut Attributes, reading: &mut Reading<'_>) -> Projection {
    let kind = value.and_then(|value| value.get("ProjectionType"));
    let term = kind.and_then(|kind| reading.text(kind, "the projection"));
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
