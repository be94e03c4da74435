//! What entities and sample items hold, as sets of attributes: asked so often that looking it up would be most of lint.

use std::cmp::Ordering;

use tablewright_model::{Attribute, AttributeId, AttributeValue, Item, Table};

use crate::serving::Path;
use crate::size;

/// Attributes by their place in the table.
pub(crate) struct Slots<'a> {
    by_id: Vec<(AttributeId, usize)>,
    all: Vec<&'a Attribute>,
}

impl<'a> Slots<'a> {
    pub(crate) fn of(table: &'a Table) -> Self {
        let all: Vec<&Attribute> = table.attributes.iter().map(AsRef::as_ref).collect();
        let mut by_id: Vec<_> =
            all.iter().enumerate().map(|(slot, attribute)| (attribute.id, slot)).collect();
        by_id.sort_unstable();
        Self { by_id, all }
    }

    pub(crate) fn of_id(&self, id: AttributeId) -> Option<usize> {
        let at = self.by_id.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.by_id.get(at).map(|(_, slot)| *slot)
    }

    pub(crate) fn get(&self, slot: usize) -> Option<&'a Attribute> {
        self.all.get(slot).copied()
    }

    /// The places by name, to be searched in.
    fn by_name(&self) -> Vec<(&'a str, usize)> {
        let names = self.all.iter().enumerate().map(|(slot, attribute)| (attribute.name.as_str(), slot));
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        names
    }
}

/// Sets of attributes, a row for each thing that has one. Attributes that are gone are in none.
pub(crate) struct Sets {
    width: usize,
    words: Vec<u64>,
}

impl Sets {
    pub(crate) fn new(rows: usize, slots: &Slots) -> Self {
        let width = slots.all.len().div_ceil(64);
        Self { width, words: vec![0; rows * width] }
    }

    pub(crate) fn add(&mut self, row: usize, slot: usize) {
        if let Some(word) = self.words.get_mut(row * self.width + slot / 64) {
            *word |= 1 << (slot % 64);
        }
    }

    pub(crate) fn row(&self, row: usize) -> &[u64] {
        self.words.get(row * self.width..(row + 1) * self.width).unwrap_or_default()
    }

    /// Adds to a row whatever is in any row of others of the same width.
    pub(crate) fn add_all(&mut self, row: usize, others: &Self) {
        let width = self.width;
        let Some(own) = self.words.get_mut(row * width..(row + 1) * width) else { return };
        for other in others.words.chunks_exact(width.max(1)) {
            own.iter_mut().zip(other).for_each(|(own, other)| *own |= other);
        }
    }

    pub(crate) fn contains(&self, row: usize, slot: usize) -> bool {
        self.row(row).get(slot / 64).is_some_and(|word| word & (1 << (slot % 64)) != 0)
    }
}

/// Whether all of the one are in the other.
pub(crate) fn is_within(one: &[u64], other: &[u64]) -> bool {
    one.iter().zip(other).all(|(one, other)| one & !other == 0)
}

/// The places of what the one has and the other lacks.
pub(crate) fn difference<'s>(one: &'s [u64], other: &'s [u64]) -> impl Iterator<Item = usize> + 's {
    one.iter().zip(other).enumerate().flat_map(|(word, (one, other))| {
        let left = one & !other;
        (0..64).filter(move |bit| left & (1 << bit) != 0).map(move |bit| word * 64 + bit)
    })
}

/// Who holds what.
pub(crate) struct Held<'a> {
    /// The keys of each path.
    pub(crate) keys: Sets,
    /// What each entity carries.
    pub(crate) carried: Sets,
    /// What each entity carries in all of its items.
    pub(crate) always: Sets,
    /// What each sample item has.
    pub(crate) present: Sets,
    /// The sample items with what of them is declared.
    pub(crate) items: Vec<ItemView<'a>>,
}

/// A sample item.
pub(crate) struct ItemView<'a> {
    pub(crate) item: &'a Item,
    /// Its bytes.
    pub(crate) size: u64,
    /// The values of declared attributes by their places.
    pub(crate) values: Vec<(usize, &'a AttributeValue)>,
}

impl ItemView<'_> {
    /// The value of an attribute by its place.
    pub(crate) fn value(&self, slot: usize) -> Option<&AttributeValue> {
        self.values.iter().find(|(at, _)| *at == slot).map(|(_, value)| *value)
    }
}

impl<'a> Held<'a> {
    pub(crate) fn new(table: &'a Table, slots: &Slots<'a>, paths: &[Path<'a>]) -> Self {
        let mut keys = Sets::new(paths.len(), slots);
        for (row, path) in paths.iter().enumerate() {
            for slot in path.partition.iter().chain(path.sort).filter_map(|id| slots.of_id(*id)) {
                keys.add(row, slot);
            }
        }
        let (carried, always) = of_entities(table, slots);
        let (items, present) = of_items(table, slots);
        Self { keys, carried, always, present, items }
    }
}

fn of_entities(table: &Table, slots: &Slots) -> (Sets, Sets) {
    let rows = table.entities.len();
    let (mut carried, mut always) = (Sets::new(rows, slots), Sets::new(rows, slots));
    for (row, entity) in table.entities.iter().enumerate() {
        // Most entities carry attributes in the order of the table.
        let mut next = 0;
        for one in &entity.attributes {
            let is_next = slots.get(next).is_some_and(|attribute| attribute.id == one.attribute);
            let Some(slot) = is_next.then_some(next).or_else(|| slots.of_id(one.attribute)) else { continue };
            next = slot + 1;
            carried.add(row, slot);
            if !one.optional {
                always.add(row, slot);
            }
        }
    }
    (carried, always)
}

/// Two attributes of one name are one to an item: each has its value.
fn of_items<'a>(table: &'a Table, slots: &Slots<'a>) -> (Vec<ItemView<'a>>, Sets) {
    let mut present = Sets::new(table.items.len(), slots);
    if table.items.is_empty() {
        return (Vec::new(), present);
    }
    let names = slots.by_name();
    let mut items = Vec::with_capacity(table.items.len());
    for (row, item) in table.items.iter().enumerate() {
        let mut values = Vec::with_capacity(item.values.len());
        // Both are in the order of names.
        let (mut rest, mut size) = (names.as_slice(), 0);
        for (name, value) in &item.values {
            size += size::of_entry(name, value);
            while let Some(((known, slot), after)) = rest.split_first() {
                match (*known).cmp(name) {
                    Ordering::Less => {}
                    Ordering::Equal => {
                        present.add(row, *slot);
                        values.push((*slot, value));
                    }
                    Ordering::Greater => break,
                }
                rest = after;
            }
        }
        items.push(ItemView { item, size, values });
    }
    (items, present)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_compare() {
        let sets = Sets { width: 2, words: vec![0b101, 1 << 63, 0b111, 1 << 63] };
        assert!(is_within(sets.row(0), sets.row(1)));
        assert!(!is_within(sets.row(1), sets.row(0)));
        assert_eq!(difference(sets.row(1), sets.row(0)).collect::<Vec<_>>(), [1]);
        assert_eq!(difference(sets.row(1), &[0, 0]).collect::<Vec<_>>(), [0, 1, 2, 127]);
        assert!(sets.row(2).is_empty());
        assert!(sets.contains(0, 127) && !sets.contains(0, 1) && !sets.contains(2, 0));
    }

    #[test]
    fn sets_are_joined() {
        let others = Sets { width: 1, words: vec![0b1, 0b100] };
        let mut all = Sets { width: 1, words: vec![0b10] };
        all.add_all(0, &others);
        assert_eq!(all.words, [0b111]);
        let mut none = Sets { width: 0, words: Vec::new() };
        none.add_all(0, &Sets { width: 0, words: Vec::new() });
        assert!(none.row(0).is_empty());
    }
}
