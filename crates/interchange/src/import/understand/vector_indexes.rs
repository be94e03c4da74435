//! Vector indexes.

use tablewright_model::{AttributeId, AttributeType, Distance, List, VectorIndex};

use crate::import::value::{Map, Value};

use super::attributes::Attributes;
use super::ids::Ids;
use super::indexes::{each, projection};
use super::left_out;
use super::protection::taken;
use super::reading::Reading;

pub(super) fn vector(
    values: Option<Value>,
    ids: &mut Ids,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> List<VectorIndex> {
    let read = |name: String, mut map: Map, id, attributes: &mut Attributes, reading: &mut Reading<'_>| {
        let vector = taken(&mut map, "VectorAttribute");
        let vector = vector.as_ref().and_then(|vector| vector.get("AttributeName").or(Some(vector)));
        // A vector is a list of numbers: nothing else has to say so.
        let vector = vector
            .and_then(|name| reading.text(name, "the attribute with the vector"))
            .and_then(|name| attributes.of_kind(&name, AttributeType::L));
        let dimensions = taken(&mut map, "Dimensions");
        let dimensions =
            dimensions.and_then(|value| reading.small(&value, "the number of dimensions")).unwrap_or(0);
        let distance = taken(&mut map, "DistanceFunction")
            .and_then(|value| reading.term(&value, "the distance", Distance::from_term));
        let (partition, filters) = schema(taken(&mut map, "SearchSchema"), attributes, reading);
        let projection = projection(map.remove("Projection").as_ref(), attributes, reading);
        left_out::tell(&map, reading);
        VectorIndex {
            id,
            name,
            description: String::new(),
            vector,
            dimensions,
            distance: distance.unwrap_or(Distance::Cosine),
            partition,
            filters,
            projection,
        }
    };
    each(values, "a vector index", read, ids, attributes, reading).into_iter().collect()
}

/// What splits the index, and what a search may filter by.
fn schema(
    value: Option<Value>,
    attributes: &mut Attributes,
    reading: &mut Reading<'_>,
) -> (Option<AttributeId>, Vec<AttributeId>) {
    /// The service takes 18.
    const MOST: usize = 100;
    let (mut partition, mut filters) = (None, Vec::new());
    for part in value.as_ref().map(Value::items).unwrap_or_default().iter().take(MOST) {
        let what = "a part of the search schema";
        let id = part.get("AttributeName").and_then(|name| attributes.named(name, AttributeType::S, reading));
        let is_hash = |text: &str| match text {
            "HASH" => Some(true),
            "INLINE_FILTER" => Some(false),
            _ => None,
        };
        let kind = part.get("SearchSchemaElementType").and_then(|kind| reading.term(kind, what, is_hash));
        match (id, kind) {
            (Some(id), Some(true)) if partition.is_none() => partition = Some(id),
            (Some(id), Some(false)) => filters.push(id),
            _ => reading.left_out(part.at, &format!("{what} is left out")),
        }
    }
    (partition, filters)
}
