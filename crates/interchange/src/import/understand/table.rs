//! One table.

use tablewright_model::{Billing, PrimaryKey, Table, TableId};

use crate::import::report::Notes;
use crate::import::table::TableSource;
use crate::import::value::Value;

use super::attributes::{Attributes, key};
use super::ids::Ids;
use super::indexes::indexes;
use super::items::items;
use super::left_out;
use super::reading::{MAX_NAME, MAX_TEXT, Reading, known_name, owner};
use super::settings;

pub(super) fn table(mut source: TableSource, ids: &mut Ids, notes: &mut Notes) -> Table {
    let at = source.at;
    let name = name(&mut source, notes);
    let mut reading = Reading { owner: owner("table", &name), notes };
    let map = &mut source.properties;
    let mut attributes = Attributes::default();
    for definitions in ["AttributeDefinitions", "NonKeyAttributes"] {
        if let Some(definitions) = map.remove(definitions) {
            attributes.define(&definitions, &mut reading);
        }
    }
    let (partition, sort) = key(map.remove("KeySchema").as_ref(), &mut attributes, &mut reading);
    let billing = settings::billing(map, at, &mut reading);
    let is_provisioned = matches!(billing, Billing::Provisioned(_));
    let indexes =
        indexes(map.remove("GlobalSecondaryIndexes"), is_provisioned, &mut attributes, &mut reading);
    let description = map.remove("Description").and_then(|text| text.to_text()).unwrap_or_default();
    let mut table = Table {
        description: description.chars().take(MAX_TEXT / 4).collect(),
        key: PrimaryKey { partition: partition.first().copied(), sort: sort.first().copied() },
        indexes,
        billing,
        stream: settings::stream(map.remove("StreamSpecification"), &mut reading),
        ttl: settings::ttl(map.remove("TimeToLiveSpecification"), &mut attributes, &mut reading),
        deletion_protection: settings::protection(map.remove("DeletionProtectionEnabled"), &mut reading),
        tags: settings::tags(map.remove("Tags"), &mut reading),
        items: items(map.remove("Items"), &mut reading),
        ..Table::blank(TableId(ids.of(&name)), name)
    };
    left_out::tell(map, &mut reading);
    table.attributes = attributes.into_list();
    tell(&table, at, notes);
    table
}

/// The name; of one with gaps what is known, else what the source calls the table.
fn name(source: &mut TableSource, notes: &mut Notes) -> String {
    let value = source.properties.remove("TableName").filter(|name| !name.is_null());
    let known =
        value.as_ref().and_then(Value::to_text).filter(|name| !name.is_empty() && name.len() <= MAX_NAME);
    if let Some(name) = known {
        return name.to_string();
    }
    let label: String = source.label.chars().take(MAX_NAME / 4).collect();
    let name = value.as_ref().and_then(known_name).unwrap_or(label);
    let (at, message) = match value.as_ref().and_then(|value| Some((value.at, value.as_unknown()?))) {
        Some((at, unknown)) => (
            at,
            format!(
                "{}: the name is taken from `{}`, which can't be known here",
                owner("table", &name),
                crate::import::value::shown(&unknown.text)
            ),
        ),
        None => (
            source.at,
            format!(
                "{}: the source gives no name: taken from what it calls the table",
                owner("table", &name)
            ),
        ),
    };
    notes.assumed(at, message);
    name
}

fn tell(table: &Table, at: crate::import::value::Loc, notes: &mut Notes) {
    let count = |number: usize, one: &str, many: &str| match number {
        0 => String::new(),
        1 => format!(", 1 {one}"),
        number => format!(", {number} {many}"),
    };
    let message = format!(
        "{}{}{}",
        owner("table", &table.name),
        count(table.indexes.len(), "global secondary index", "global secondary indexes"),
        count(table.items.len(), "item", "items"),
    );
    notes.understood(at, message);
}
