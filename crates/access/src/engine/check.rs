//! Whether a key or an item may be in a table: keys and their types and sizes, index keys, the size of the whole.

use tablewright_model::AttributeType;

use super::Refusal;
use crate::schema::{IndexSchema, KeyAttribute, KeySchema, TableSchema};
use crate::value::{Attributes, Value};

const MAX_PARTITION_KEY: usize = 2048;
const MAX_SORT_KEYS: usize = 1024;
/// Bytes of an item with its entries in local indexes.
const MAX_ITEM: usize = 400 * 1024;
const MAX_DEPTH: usize = 32;

/// Checks the key of a request: the key's attributes and no other.
pub(super) fn key(schema: &TableSchema, key: &Attributes) -> Result<(), Refusal> {
    let fits = |attribute: &KeyAttribute| {
        key.get(&attribute.name).is_some_and(|value| value.kind() == attribute.kind)
    };
    if key.len() != schema.key.attributes().count() || !schema.key.attributes().all(fits) {
        return Err(Refusal::validation("The provided key element does not match the schema"));
    }
    key_values(key, &schema.key)
}

/// Checks an item that is put, or that an update leads to.
pub(super) fn item(schema: &TableSchema, item: &Attributes) -> Result<(), Refusal> {
    of_table(schema, item)?;
    schema.indexes.iter().try_for_each(|index| index_key(index, item))
}

/// Checks an item as far as the table itself goes.
pub(super) fn of_table(schema: &TableSchema, item: &Attributes) -> Result<(), Refusal> {
    for attribute in schema.key.attributes() {
        let name = &attribute.name;
        match item.get(name) {
            None => return Err(Refusal::parameter(format_args!("Missing the key {name} in the item"))),
            Some(value) if value.kind() != attribute.kind => {
                return Err(Refusal::parameter(format_args!(
                    "Type mismatch for key {name} expected: {} actual: {}",
                    attribute.kind.descriptor(),
                    value.kind().descriptor()
                )));
            }
            Some(_) => {}
        }
    }
    key_values(item, &schema.key)?;
    if item.values().any(|value| value.depth() > MAX_DEPTH) {
        return Err(Refusal::validation("Nesting Levels have exceeded supported limits"));
    }
    Ok(())
}

/// Checks that nothing is larger than an item may be; `local` are the sizes of its entries in local indexes.
pub(super) fn size(item: usize, local: usize, is_update: bool) -> Result<(), Refusal> {
    if item + local <= MAX_ITEM {
        return Ok(());
    }
    Err(Refusal::validation(if is_update {
        "Item size to update has exceeded the maximum allowed size"
    } else {
        "Item size has exceeded the maximum allowed size"
    }))
}

fn key_values(item: &Attributes, key: &KeySchema) -> Result<(), Refusal> {
    for attribute in key.attributes() {
        if let Some(kind) = item.get(&attribute.name).and_then(empty) {
            return Err(Refusal::validation(format!(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an \
                 empty {kind} value. Key: {}",
                attribute.name
            )));
        }
    }
    key_sizes(item, key)
}

fn key_sizes(item: &Attributes, key: &KeySchema) -> Result<(), Refusal> {
    let size = |attributes: &[KeyAttribute]| -> usize {
        attributes.iter().filter_map(|attribute| item.get(&attribute.name)).map(Value::size).sum()
    };
    if size(&key.partition) > MAX_PARTITION_KEY {
        return Err(Refusal::parameter(format_args!(
            "Size of hashkey has exceeded the maximum size limit of{MAX_PARTITION_KEY} bytes"
        )));
    }
    if size(&key.sort) > MAX_SORT_KEYS {
        return Err(Refusal::parameter(format_args!(
            "Aggregated size of all range keys has exceeded the size limit of {MAX_SORT_KEYS} bytes"
        )));
    }
    Ok(())
}

/// An attribute that an index is keyed by has the index's type, in whatever item it is.
fn index_key(index: &IndexSchema, item: &Attributes) -> Result<(), Refusal> {
    for attribute in index.key.attributes() {
        let Some(value) = item.get(&attribute.name) else {
            continue;
        };
        if value.kind() != attribute.kind {
            return Err(index_type(index, attribute, value.kind()));
        }
        if let Some(kind) = empty(value) {
            return Err(Refusal::validation(format!(
                "One or more parameter values are not valid. A value specified for a secondary index key is not \
                 supported. The AttributeValue for a key attribute cannot contain an empty {kind} value. IndexName: {}, \
                 IndexKey: {}",
                index.name, attribute.name
            )));
        }
    }
    key_sizes(item, &index.key)
}

fn index_type(index: &IndexSchema, attribute: &KeyAttribute, actual: AttributeType) -> Refusal {
    Refusal::parameter(format_args!(
        "Type mismatch for Index Key {} Expected: {} Actual: {} IndexName: {}",
        attribute.name,
        attribute.kind.descriptor(),
        actual.descriptor(),
        index.name
    ))
}

/// What kind of empty value it is, if it is one that no key may have.
fn empty(value: &Value) -> Option<&'static str> {
    match value {
        Value::S(text) if text.is_empty() => Some("string"),
        Value::B(bytes) if bytes.is_empty() => Some("binary"),
        _ => None,
    }
}
