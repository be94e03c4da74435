//! Random tables: every key type, sparse and multi-attribute global indexes, local ones, all projections.

use tablewright_access::schema::{
    IndexProjection, IndexSchema, IndexScope, KeyAttribute, KeySchema, TableSchema,
};
use tablewright_model::AttributeType;

use super::random::Random;

pub(super) const KEY_TYPES: [AttributeType; 3] = [AttributeType::S, AttributeType::N, AttributeType::B];
/// Attributes that indexes may be keyed by.
const INDEXED: [&str; 5] = ["g1", "g2", "g3", "g4", "g5"];
/// Attributes that items have besides.
pub(super) const OTHERS: [&str; 5] = ["x", "doc", "tags", "pad", "flag"];

pub(super) fn table(random: &mut Random, name: String) -> TableSchema {
    let key = |name: &str, random: &mut Random| KeyAttribute {
        name: name.to_owned(),
        kind: *random.pick(&KEY_TYPES),
    };
    let partition = key("pk", random);
    let sort: Vec<KeyAttribute> = random.percent(75).then(|| key("sk", random)).into_iter().collect();
    let pool: Vec<KeyAttribute> = INDEXED.map(|name| key(name, random)).to_vec();
    let own = KeySchema { partition: vec![partition], sort };
    let mut indexes = Vec::new();
    for number in 0..random.below(4) {
        indexes.push(global(random, &own, &pool, number));
    }
    if !own.sort.is_empty() {
        for number in 0..random.below(3) {
            indexes.push(local(random, &own, &pool, number));
        }
    }
    TableSchema { name, key: own, indexes }
}

fn global(random: &mut Random, own: &KeySchema, pool: &[KeyAttribute], number: usize) -> IndexSchema {
    let everything: Vec<KeyAttribute> = pool.iter().chain(own.attributes()).cloned().collect();
    let partitions = if random.percent(70) { 1 } else { 2 + random.below(2) };
    let sorts = if random.percent(60) { random.below(2) } else { 2 + random.below(2) };
    let mut chosen = random.some(&everything, partitions + sorts);
    let sort = chosen.split_off(partitions.min(chosen.len()));
    IndexSchema {
        name: format!("global{number}"),
        scope: IndexScope::Global,
        key: KeySchema { partition: chosen, sort },
        projection: projection(random),
    }
}

fn local(random: &mut Random, own: &KeySchema, pool: &[KeyAttribute], number: usize) -> IndexSchema {
    let key = KeySchema { partition: own.partition.clone(), sort: vec![random.pick(pool).clone()] };
    IndexSchema {
        name: format!("local{number}"),
        scope: IndexScope::Local,
        key,
        projection: projection(random),
    }
}

fn projection(random: &mut Random) -> IndexProjection {
    match random.below(3) {
        0 => IndexProjection::All,
        1 => IndexProjection::KeysOnly,
        _ => {
            let count = 1 + random.below(2);
            IndexProjection::Include(random.some(&OTHERS, count).into_iter().map(str::to_owned).collect())
        }
    }
}
