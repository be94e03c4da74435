//! Bytes that a vector index holds: four for each number of a vector, and what it carries besides.
//!
//! Sources: the vector search guide of AWS, which measures four bytes a number; storage has the price of the table's.

use std::collections::BTreeSet;

use tablewright_model::{Projection, Table, VectorIndex};

use super::bill::Volume;
use super::storage::{Stored, share};
use crate::value::Attributes;
use crate::verdict::Place;

/// Bytes of a number in a vector index.
const NUMBER: u64 = 4;

/// What the index holds of so many items, without what storage adds: of all items what it holds of the sample.
pub(super) fn of<'i>(
    table: &Table,
    index: &VectorIndex,
    volume: &Volume,
    sample: impl Iterator<Item = &'i Attributes>,
    item_bytes: u64,
) -> Stored {
    let vector = index.vector.map(|id| table.attribute_name(id));
    let kept = kept(table, index);
    let (mut items, mut with_vector, mut carried) = (0, 0, 0);
    for item in sample {
        items += 1;
        if let Some(name) = vector.filter(|name| item.contains_key(*name)) {
            with_vector += 1;
            carried += beside(item, name, kept.as_ref());
        }
    }
    let stated = volume.entry_bytes.get(&index.id).copied();
    let numbers = NUMBER * u64::from(index.dimensions);
    // Without a sample of it the whole item is the most that there can be.
    let is_known = stated.is_some() || with_vector > 0;
    let measured =
        || if with_vector > 0 { numbers + carried.div_ceil(with_vector) } else { numbers + item_bytes };
    Stored {
        place: Place::Index(index.id),
        entries: if items == 0 { volume.items } else { share(volume.items, with_vector, items) },
        bytes: stated.unwrap_or_else(measured),
        at_most: !is_known,
    }
}

/// The names of what the index carries beside the vector; none is everything.
fn kept<'t>(table: &'t Table, index: &VectorIndex) -> Option<BTreeSet<&'t str>> {
    let included = match &index.projection {
        Projection::All => return None,
        other => other.included().iter().copied(),
    };
    let ids = table.key.attributes().chain(index.searched()).chain(included);
    Some(ids.map(|id| table.attribute_name(id)).collect())
}

/// Bytes of an item that the index carries beside the vector.
fn beside(item: &Attributes, vector: &str, kept: Option<&BTreeSet<&str>>) -> u64 {
    let is_carried = |name: &str| name != vector && kept.is_none_or(|kept| kept.contains(name));
    let carried = item.iter().filter(|(name, _)| is_carried(name));
    carried.map(|(name, value)| (name.len() + value.size()) as u64).sum()
}
