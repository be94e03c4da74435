//! New global indexes for a pattern: keys from its equalities, its order and its range, the smallest projection.

use tablewright_model::{
    AttributeId, Billing, Comparison, Edit, GlobalIndex, IndexId, PatternKind, Projection, Table,
};

use super::super::question::Question;
use super::Change;

/// Attributes of either part of a key.
const MAX_KEY: usize = 4;
/// Names that an `INCLUDE` takes, and all of a table's together.
const MAX_INCLUDED: usize = 20;
const MAX_INCLUDED_IN_ALL: usize = 100;
/// Global indexes of a table, by the default quota.
const MAX_INDEXES: usize = 20;

/// New indexes as changes; none where the table has as many as it may.
pub(super) fn changes(question: &Question<'_, '_>, fresh: IndexId) -> impl Iterator<Item = (Change, Edit)> {
    let table = question.scope.table;
    let has_room = table.indexes.len() < MAX_INDEXES;
    let made = if has_room { indexes(question, fresh) } else { Vec::new() };
    let (table, at) = (table.id, u32::MAX);
    made.into_iter()
        .map(move |index| (Change::NewIndex(Box::new(index.clone())), Edit::AddIndex { table, at, index }))
}

/// The indexes that would serve the pattern by a query, whether or not there is room for them.
pub(super) fn indexes(question: &Question<'_, '_>, fresh: IndexId) -> Vec<GlobalIndex> {
    if !matches!(question.pattern.kind, PatternKind::Get | PatternKind::Query) {
        return Vec::new();
    }
    let keys = keys(question);
    keys.into_iter().map(|(partition, sort)| index(question, fresh, partition, sort)).collect()
}

/// All that is given by equality as the partition key; and the most distinct of it, with the rest to narrow by.
fn keys(question: &Question<'_, '_>) -> Vec<(Vec<AttributeId>, Vec<AttributeId>)> {
    let given = given(question);
    let tail = tail(question, &given);
    let distinct = |id: &AttributeId| question.attribute(*id).and_then(|attribute| attribute.distinct);
    // `max_by_key` gives the last of equals, and the first that people name is the better guess.
    let Some(most) = given.iter().rev().copied().max_by_key(distinct) else { return Vec::new() };
    let rest = given.iter().copied().filter(|one| *one != most);
    let narrowed: Vec<AttributeId> = rest.chain(tail).take(MAX_KEY).collect();
    let mut keys = vec![(vec![most], narrowed)];
    if given.len() > 1 && given.len() <= MAX_KEY {
        keys.insert(0, (given, tail.into_iter().collect()));
    }
    keys
}

/// What the pattern gives by equality and a key may have.
pub(super) fn given(question: &Question<'_, '_>) -> Vec<AttributeId> {
    let conditions = question.pattern.conditions.iter();
    let equal = conditions.filter(|one| matches!(one.comparison, Comparison::Equal | Comparison::In));
    let mut given = Vec::new();
    for attribute in equal.map(|condition| condition.attribute) {
        if is_key_type(question, attribute) && !given.contains(&attribute) {
            given.push(attribute);
        }
    }
    given
}

/// What follows the equalities in the key: the order, or else a range.
pub(super) fn tail(question: &Question<'_, '_>, given: &[AttributeId]) -> Option<AttributeId> {
    let ordered = question.pattern.order.map(|order| order.attribute);
    let conditions = question.pattern.conditions.iter();
    let ranged = conditions.filter(|one| one.comparison.fits_sort_key()).map(|one| one.attribute);
    let present = question.pattern.conditions.iter().filter(|one| one.comparison == Comparison::Exists);
    let mut wanted = ordered.into_iter().chain(ranged).chain(present.map(|one| one.attribute));
    wanted.find(|attribute| !given.contains(attribute) && is_key_type(question, *attribute))
}

fn is_key_type(question: &Question<'_, '_>, attribute: AttributeId) -> bool {
    question.attribute(attribute).is_some_and(|attribute| attribute.kind.is_key_type())
}

fn index(
    question: &Question<'_, '_>,
    id: IndexId,
    partition: Vec<AttributeId>,
    sort: Vec<AttributeId>,
) -> GlobalIndex {
    let table = question.scope.table;
    let keys: Vec<AttributeId> = partition.iter().chain(&sort).copied().collect();
    let capacity = match table.billing {
        Billing::Provisioned(capacity) => Some(capacity),
        Billing::OnDemand => None,
    };
    let projection = projection(question, &keys);
    let name = name(table, &keys);
    GlobalIndex { partition, sort, projection, capacity, ..GlobalIndex::new(id, name) }
}

/// The smallest projection that answers the pattern from the index alone.
fn projection(question: &Question<'_, '_>, keys: &[AttributeId]) -> Projection {
    let table = question.scope.table;
    let is_key = |id: &AttributeId| keys.contains(id) || question.scope.is_key(*id);
    let compared = question.pattern.conditions.iter().map(|condition| condition.attribute);
    let mut needed: Vec<AttributeId> = Vec::new();
    for attribute in question.needed().into_iter().chain(compared).filter(|id| !is_key(id)) {
        if !needed.contains(&attribute) {
            needed.push(attribute);
        }
    }
    let is_all = question.pattern.attributes.is_empty() && question.entity.is_none();
    let included: usize = table.projections().map(|(_, projection)| projection.included().len()).sum();
    match needed.len() {
        0 => Projection::KeysOnly,
        number if is_all || number > MAX_INCLUDED || included + number > MAX_INCLUDED_IN_ALL => {
            Projection::All
        }
        _ => Projection::Include(needed),
    }
}

/// `ByAuthorPosted`, with a number behind it if that is taken.
fn name(table: &Table, keys: &[AttributeId]) -> String {
    let mut name = "By".to_owned();
    for key in keys {
        let letters = table.attribute_name(*key).chars().filter(char::is_ascii_alphanumeric);
        let mut letters = letters.take(40);
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.extend(letters);
    }
    let is_taken = |name: &str| table.index_ids().any(|id| table.index_name(id) == Some(name));
    if name.len() >= 3 && !is_taken(&name) {
        return name;
    }
    let mut numbered = (2_u32..).map(|number| format!("{name}{number}"));
    numbered.find(|one| one.len() >= 3 && !is_taken(one)).unwrap_or(name)
}
