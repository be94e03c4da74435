//! `ExclusiveStartKey`: where an earlier page ended, which must be a place that this request can come to.

use super::Refusal;
use super::position::Position;
use super::target::Target;
use crate::expression::KeyCondition;
use crate::schema::KeyAttribute;
use crate::value::{Attributes, Value};

/// The position that the key names.
pub(super) fn position(target: &Target<'_>, key: &Attributes) -> Result<Position, Refusal> {
    let table = &target.table.schema().key;
    let wanted = || table.attributes().chain(target.key.attributes());
    let is_spare = |name: &String| !wanted().any(|attribute| attribute.name == *name);
    let position = match target.index {
        None => Position::in_table(key, table),
        Some(index) => Position::in_index(key, &index.key, table),
    };
    match position {
        Some(position) if !key.keys().any(is_spare) => Ok(position),
        _ => refuse("The provided starting key is invalid"),
    }
}

/// Checks that a query with this condition can have ended there.
pub(super) fn check(target: &Target<'_>, key: &Attributes, condition: &KeyCondition) -> Result<(), Refusal> {
    let differs = |(attribute, value): (&KeyAttribute, &Value)| key.get(&attribute.name) != Some(value);
    let mut partition = target.key.partition.iter().zip(&condition.partition);
    let last = partition.next_back();
    if partition.any(differs) {
        return refuse("The query can return at most one row and cannot be restarted");
    }
    let mut equal = target.key.sort.iter().zip(&condition.equal);
    let asked = condition.last.iter().zip(target.key.sort.get(condition.equal.len()));
    let mut outside =
        asked.map(|(asked, attribute)| key.get(&attribute.name).is_none_or(|value| !asked.is_met_by(value)));
    if equal.any(differs) || outside.any(|outside| outside) {
        return refuse("The provided starting key does not match the range key predicate");
    }
    if !last.is_some_and(differs) {
        return Ok(());
    }
    if !condition.equal.is_empty() || condition.last.is_some() {
        return refuse("The query can return at most one row and cannot be restarted");
    }
    if target.index.is_none() && target.key.sort.is_empty() {
        return refuse("The provided exclusive start key is invalid");
    }
    refuse("The provided starting key is outside query boundaries based on provided conditions")
}

fn refuse<T>(message: &str) -> Result<T, Refusal> {
    Err(Refusal::validation(message))
}
