//! Bytes that tables and their indexes hold, from the number of items and the sizes of the sample.

use tablewright_model::{IndexId, Table};

use super::bill::Volume;
use super::vectors;
use crate::capacity::{BASE_OVERHEAD, REPLICA_OVERHEAD};
use crate::preview::{Block, Preview};
use crate::value::Attributes;
use crate::verdict::Place;

/// What a table or an index holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Which.
    pub place: Place,
    /// Items or entries.
    pub entries: u64,
    /// Bytes of each, with what storage adds.
    pub bytes: u64,
    /// Whether it may be less: nothing says how much of an item an index carries.
    pub at_most: bool,
}

/// What the table and each of its indexes hold; nothing where no size is known.
#[must_use]
pub fn stored(table: &Table, volume: &Volume) -> Vec<Stored> {
    let blocks = Preview::of_table(table).blocks(table);
    let sample = blocks.iter().find(|block| block.place == Place::Table).map(mean);
    let sample = sample.filter(|(entries, _)| *entries > 0);
    let Some(item) = volume.item_bytes.or(sample.map(|(_, bytes)| bytes)) else { return Vec::new() };
    let overhead = BASE_OVERHEAD + if table.replicas.is_empty() { 0 } else { REPLICA_OVERHEAD };
    let own = Stored { place: Place::Table, entries: volume.items, bytes: item + overhead, at_most: false };
    let local = table.local_indexes.iter().map(|index| index.id);
    let indexes = table.indexes.iter().map(|index| index.id).chain(local).map(|id| {
        let block = blocks.iter().find(|block| block.place == Place::Index(id)).map(mean);
        index(id, volume, item, sample.zip(block), overhead)
    });
    let vectors = table.vector_indexes.iter().map(|index| {
        let own = blocks.iter().find(|block| block.place == Place::Table);
        let mut entries = vectors::of(table, index, volume, own.into_iter().flat_map(items), item);
        entries.bytes += overhead;
        entries
    });
    std::iter::once(own).chain(indexes).chain(vectors).collect()
}

/// What a table's block holds.
fn items(block: &Block) -> impl Iterator<Item = &Attributes> {
    block.groups.iter().flat_map(|group| &group.entries).map(|entry| &*entry.attributes)
}

/// An index holds of all items what it holds of the sample: so many of them, and so much of each.
fn index(
    id: IndexId,
    volume: &Volume,
    item: u64,
    sample: Option<((u64, u64), (u64, u64))>,
    overhead: u64,
) -> Stored {
    let place = Place::Index(id);
    let stated = volume.entry_bytes.get(&id).copied();
    let Some(((items, bytes), (entries, entry))) = sample else {
        let bytes = stated.unwrap_or(item) + overhead;
        return Stored { place, entries: volume.items, bytes, at_most: stated.is_none() };
    };
    let bytes = stated.unwrap_or_else(|| share(item, entry, bytes));
    Stored { place, entries: share(volume.items, entries, items), bytes: bytes + overhead, at_most: false }
}

/// So much of a whole as a part is of something.
pub(super) fn share(whole: u64, part: u64, of: u64) -> u64 {
    let share = u128::from(whole) * u128::from(part) / u128::from(of.max(1));
    u64::try_from(share).unwrap_or(u64::MAX)
}

/// How many entries a block has, and the mean of their bytes.
fn mean(block: &Block) -> (u64, u64) {
    let entries = block.groups.iter().map(|group| group.entries.len() as u64).sum::<u64>();
    let bytes = block.groups.iter().map(|group| group.bytes).sum::<u64>();
    (entries, bytes.div_ceil(entries.max(1)))
}
