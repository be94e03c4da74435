//! Local secondary indexes.

use tablewright_model::{AttributeId, List, LocalIndex};

use crate::import::value::{Map, Value};

use super::attributes::{Attributes, key};
use super::ids::Ids;
use super::indexes::{each, projection};
use super::left_out;
use super::reading::Reading;

/// Reads them for a table with this partition key.
pub(super) fn local(
    values: Option<Value>,
    of_table: Option<AttributeId>,
    ids: &mut Ids,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> List<LocalIndex> {
    let read = |name: String, mut map: Map, id, attributes: &mut Attributes, reading: &mut Reading<'_>| {
        let schema = map.remove("KeySchema");
        let at = schema.as_ref().map(|schema| schema.at).unwrap_or_default();
        let (partition, sort) = key(schema.as_ref(), attributes, reading);
        if partition.first().is_some_and(|own| Some(*own) != of_table) {
            reading.left_out(at, "its partition key is left out, since it can only be that of the table");
        }
        let projection = projection(map.remove("Projection").as_ref(), attributes, reading);
        left_out::tell(&map, reading);
        LocalIndex { id, name, description: String::new(), sort: sort.first().copied(), projection }
    };
    each(values, "a local secondary index", read, ids, attributes, reading).into_iter().collect()
}
