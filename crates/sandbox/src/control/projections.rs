//! How many attributes the indexes of a table project by name.
//!
//! Names count once for each index; keys and whole items do not count. A vector index counts its vector attribute and
//! each of its filters.

use serde_json::Value;

use super::wanted::IndexWanted;
use crate::protocol::Refusal;

/// All indexes of a table together.
const MOST: usize = 100;

/// Refuses too many names in all indexes of a new table.
pub(super) fn check<'a>(indexes: impl Iterator<Item = &'a IndexWanted>) -> Result<(), Refusal> {
    refuse_above(indexes.map(named).sum())
}

/// Refuses too many names once `added` join the indexes that a description shows.
pub(super) fn check_added<'a>(
    current: &Value,
    added: impl Iterator<Item = &'a IndexWanted>,
) -> Result<(), Refusal> {
    let added: usize = added.map(named).sum();
    if added == 0 {
        return Ok(());
    }
    let lists = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes", "VectorIndexes"].into_iter();
    let indexes = lists.filter_map(|list| current[list].as_array()).flatten();
    let known = indexes.filter_map(|index| serde_json::from_value::<IndexWanted>(index.clone()).ok());
    refuse_above(added + known.map(|index| named(&index)).sum::<usize>())
}

fn named(index: &IndexWanted) -> usize {
    let names = index.projection.as_ref().and_then(|it| it["NonKeyAttributes"].as_array());
    let filters = index.search_schema.iter().flatten();
    let filters = filters.filter(|element| element["SearchSchemaElementType"] == "INLINE_FILTER").count();
    names.map_or(0, Vec::len) + filters + usize::from(index.vector_attribute.is_some())
}

fn refuse_above(count: usize) -> Result<(), Refusal> {
    if count <= MOST {
        return Ok(());
    }
    Err(Refusal::invalid(&format!(
        "Number of projected attributes of all indexes exceeds the per-table limit of {MOST}: {count}"
    )))
}
