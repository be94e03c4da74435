//! Random valid designs, as proptest strategies.
//!
//! Names come from small pools, so that two designs have much in common and their difference is made of changes and
//! not only of new and removed tables.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use tablewright_model::{
    AttributeId, AttributeType, Capacity, Design, Edit, Projection, StreamView, Table, apply, edit_between,
};

use crate::{TableBuilder, design, id};

pub use crate::whole::whole_designs;

const TABLES: [&str; 3] = ["Alpha", "Beta", "Gamma"];
const INDEXES: [&str; 4] = ["ByOne", "ByTwo", "ByThree", "ByFour"];
/// Key attributes of tables and indexes; their types vary.
const KEYS: [&str; 5] = ["k0", "k1", "k2", "k3", "k4"];
const PLAIN: [&str; 3] = ["colour", "note", "size"];
const TTLS: [&str; 2] = ["expires_at", "forget_at"];
const TAGS: [&str; 3] = ["team", "stage", "cost-centre"];

/// A design of up to three tables that `validate` finds nothing in.
pub fn designs() -> impl Strategy<Value = Design> {
    let tables: Vec<_> = TABLES.into_iter().map(|name| prop::option::of(tables(name))).collect();
    tables.prop_map(|tables| design("Random", tables.into_iter().flatten().map(|spec| spec.build())))
}

/// Two such designs, the second as if edited from the first: of what is in both, much is the same.
pub fn design_pairs() -> impl Strategy<Value = (Design, Design)> {
    let pair = |name| (prop::option::of(tables(name)), prop::option::weighted(0.7, tables(name)), kept());
    let pairs: Vec<_> = TABLES.into_iter().map(pair).collect();
    pairs.prop_map(|pairs| {
        let edited = |(before, after, kept): (Option<Spec>, Option<Spec>, Kept)| {
            let after = match (&before, after) {
                (Some(before), Some(after)) => Some(after.edited_from(before, &kept)),
                (_, after) => after,
            };
            (before.map(Spec::build), after.map(Spec::build))
        };
        let (before, after): (Vec<_>, Vec<_>) = pairs.into_iter().map(edited).unzip();
        (design("Before", before.into_iter().flatten()), design("After", after.into_iter().flatten()))
    })
}

/// A design and what it becomes by one edit after the other, most of which leave it broken for a while.
pub fn walks() -> impl Strategy<Value = Vec<Design>> {
    prop::collection::vec(whole_designs(), 1..4).prop_map(|stations| {
        let mut walk: Vec<Design> = stations.first().cloned().into_iter().collect();
        for station in &stations {
            let last = walk.last().cloned().unwrap_or_default();
            let way = edit_between(&last, station).ok().flatten();
            let steps = match way {
                Some(Edit::Batch { edits }) => edits,
                one => one.into_iter().collect(),
            };
            for step in steps {
                let design = walk.last().map(|design| apply(design, &step));
                walk.extend(design.into_iter().flatten().map(|applied| applied.design));
            }
        }
        walk
    })
}

/// What an edited table keeps of what it was.
#[derive(Debug, Clone)]
struct Kept {
    /// The primary key and the types of its attributes.
    key: bool,
    /// The types of all attributes.
    types: bool,
    billing: bool,
    /// Key and projection, by index.
    indexes: Vec<bool>,
}

fn kept() -> impl Strategy<Value = Kept> {
    let often = prop::bool::weighted;
    let indexes = prop::collection::vec(often(0.6), INDEXES.len());
    (often(0.9), often(0.6), often(0.3), indexes).prop_map(|(key, types, billing, indexes)| Kept {
        key,
        types,
        billing,
        indexes,
    })
}

#[derive(Debug, Clone)]
struct Spec {
    name: &'static str,
    types: Vec<AttributeType>,
    /// One or two positions in `KEYS`.
    key: Vec<usize>,
    capacity: Option<Capacity>,
    indexes: Vec<Option<IndexSpec>>,
    stream: Option<StreamView>,
    ttl: Option<&'static str>,
    is_protected: bool,
    tags: BTreeMap<&'static str, &'static str>,
}

#[derive(Debug, Clone)]
struct IndexSpec {
    /// Positions in `KEYS`: the first `partitions` of them are the partition key.
    key: Vec<usize>,
    partitions: usize,
    projection: Projection,
    capacity: Capacity,
}

fn tables(name: &'static str) -> impl Strategy<Value = Spec> {
    let kinds = prop::collection::vec(select(vec![AttributeType::S, AttributeType::N, AttributeType::B]), 5);
    let indexes: Vec<_> = INDEXES.into_iter().map(|_| prop::option::of(indexes())).collect();
    let settings = (
        prop::option::of(select(StreamView::ALL.to_vec())),
        prop::option::of(select(TTLS.to_vec())),
        any::<bool>(),
        tags(),
    );
    (kinds, key_parts(1..=2), prop::option::of(capacities()), indexes, settings).prop_map(
        move |(types, key, capacity, indexes, (stream, ttl, is_protected, tags))| Spec {
            name,
            types,
            key,
            capacity,
            indexes,
            stream,
            ttl,
            is_protected,
            tags,
        },
    )
}

fn indexes() -> impl Strategy<Value = IndexSpec> {
    let include = subsequence(PLAIN.to_vec(), 1..=3)
        .prop_map(|names| Projection::Include(names.into_iter().map(|name| AttributeId(id(name))).collect()));
    let projection = prop_oneof![Just(Projection::All), Just(Projection::KeysOnly), include];
    (key_parts(1..=4), 1..=4_usize, projection, capacities()).prop_map(
        |(key, partitions, projection, capacity)| IndexSpec {
            partitions: partitions.min(key.len()),
            key,
            projection,
            capacity,
        },
    )
}

fn key_parts(count: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Vec<usize>> {
    subsequence((0..KEYS.len()).collect::<Vec<_>>(), count).prop_shuffle()
}

/// Few values, so that equal ones meet.
fn capacities() -> impl Strategy<Value = Capacity> {
    (1..=3_u64, 1..=3_u64).prop_map(|(read, write)| Capacity { read, write })
}

fn tags() -> impl Strategy<Value = BTreeMap<&'static str, &'static str>> {
    prop::collection::btree_map(select(TAGS.to_vec()), select(vec!["", "red", "blue"]), 0..=3)
}

impl Spec {
    fn edited_from(mut self, before: &Self, kept: &Kept) -> Self {
        if kept.types {
            self.types.clone_from(&before.types);
        }
        if kept.key {
            self.key.clone_from(&before.key);
            for part in &self.key {
                self.types[*part] = before.types[*part];
            }
        }
        if kept.billing {
            self.capacity = before.capacity;
        }
        for ((index, old), kept) in self.indexes.iter_mut().zip(&before.indexes).zip(&kept.indexes) {
            if let (Some(index), Some(old), true) = (index, old, kept) {
                *index = IndexSpec { capacity: index.capacity, ..old.clone() };
            }
        }
        self
    }

    fn build(self) -> Table {
        let mut table = TableBuilder::new(self.name);
        for (name, kind) in KEYS.into_iter().zip(&self.types) {
            table = table.attribute(name, *kind);
        }
        for (name, kind) in PLAIN
            .map(|name| (name, AttributeType::M))
            .into_iter()
            .chain(TTLS.map(|name| (name, AttributeType::N)))
        {
            table = table.attribute(name, kind);
        }
        for (position, part) in self.key.iter().enumerate() {
            table = if position == 0 { table.partition(KEYS[*part]) } else { table.sort(KEYS[*part]) };
        }
        for (name, index) in INDEXES.into_iter().zip(self.indexes) {
            if let Some(index) = index {
                table = index.add_to(table, name, self.capacity.is_some());
            }
        }
        let table = self.capacity.map_or(table.clone(), |units| table.provisioned(units.read, units.write));
        let table = self.stream.map_or(table.clone(), |view| table.stream(view));
        let table = self.ttl.map_or(table.clone(), |attribute| table.ttl(attribute));
        let table = if self.is_protected { table.protected() } else { table };
        table.tags(self.tags).build()
    }
}

impl IndexSpec {
    fn add_to(self, table: TableBuilder, name: &str, is_provisioned: bool) -> TableBuilder {
        let names: Vec<_> = self.key.iter().map(|part| KEYS[*part]).collect();
        let (partition, sort) = names.split_at(self.partitions);
        let capacity = is_provisioned.then_some(self.capacity);
        table.index_with_capacity(name, partition, sort, self.projection, capacity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest! {
        #[test]
        fn random_designs_are_valid(design in designs(), (before, after) in design_pairs()) {
            for design in [design, before, after] {
                prop_assert_eq!(tablewright_model::validate(&design), []);
            }
        }
    }
}
