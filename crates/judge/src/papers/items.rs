//! Items as rows of a table: keys first, then the declared attributes, then all others.

use std::collections::BTreeSet;
use std::sync::Arc;

use tablewright_access::sample::{Wanted, generate};
use tablewright_access::template::filled;
use tablewright_access::value::{Attributes, Value};
use tablewright_access::verdict::Place;
use tablewright_contract::paper::{Grid, Head, Kind, Part, Row, Tone};
use tablewright_model::{AttributeValue, Design, EntityId, ItemId, Object, Table, Values};

use super::{count, said, take, value};

/// Rows that are told; who has more looks for something and does not read on.
pub(super) const MOST: usize = 200;
/// Items that are offered where there are none.
const OFFERED: usize = 20;

/// A row to be.
pub(super) struct Shown {
    pub(super) item: Option<ItemId>,
    pub(super) attributes: Arc<Attributes>,
    pub(super) tone: Tone,
    pub(super) goes_on: bool,
    pub(super) why: String,
}

impl Shown {
    pub(super) const fn plain(item: Option<ItemId>, attributes: Arc<Attributes>) -> Self {
        Self { item, attributes, tone: Tone::Plain, goes_on: false, why: String::new() }
    }
}

/// A table of items under the names of keys.
pub(super) fn grid(title: &str, table: &Table, keys: &[String], items: &[Shown]) -> Grid {
    let heads = heads(table, keys, items.iter().take(MOST));
    let rows = items.iter().take(MOST).map(|one| Row {
        cells: heads.iter().map(|head| cell(&one.attributes, &head.text)).collect(),
        tone: one.tone,
        about: one.item.map(|item| Object::Item(table.id, item)),
        goes_on: one.goes_on,
        why: one.why.clone(),
    });
    let more = items.len().saturating_sub(MOST);
    let note = if more > 0 { format!("And {}.", count(more, "more item")) } else { String::new() };
    Grid { title: title.to_owned(), rows: rows.collect(), heads, note }
}

/// The names of the attributes that a table or index finds its entries by.
pub(super) fn keys(table: &Table, place: Place) -> Vec<String> {
    let own = || table.key.attributes().collect::<Vec<_>>();
    let ids = match place {
        Place::Table => own(),
        Place::Index(id) => match (table.index(id), table.local_indexes.get(id)) {
            (Some(index), _) => index.keys().collect(),
            (None, Some(index)) => table.key.partition.into_iter().chain(index.sort).collect(),
            (None, None) => own(),
        },
    };
    ids.into_iter().map(|id| table.attribute_name(id).to_owned()).collect()
}

/// What stands where a table has no item yet: why, and the way to have some.
pub(super) fn none(design: &Design, table: &Table) -> Vec<Part> {
    let name = tablewright_model::quoted(&table.name);
    let made = generate(design, &Wanted { table: table.id, entity: None, count: OFFERED, seed: 1 });
    let number = made.items.len();
    if number == 0 {
        return vec![said(
            Tone::Plain,
            format!("{name} has no sample item, and no key to make some by: give it one."),
        )];
    }
    let label = format!("Make {}", count(number, "sample item"));
    let offer = take(label, &made.edit(design, table.id));
    std::iter::once(said(Tone::Plain, format!("{name} has no sample item yet."))).chain(offer).collect()
}

/// Items as they would be stored, for a look at them before they are taken.
pub(super) fn to_come<'v>(
    table: &Table,
    items: impl Iterator<Item = (Option<EntityId>, &'v Values)>,
) -> Vec<Shown> {
    let read = |(entity, values): (Option<EntityId>, &Values)| {
        let values = filled(table, entity.and_then(|id| table.entity(id)), values);
        let value = |(name, value): (&String, &AttributeValue)| {
            Some((name.clone(), Value::try_from(value.clone()).ok()?))
        };
        Shown::plain(None, Arc::new(values.iter().filter_map(value).collect()))
    };
    items.map(read).collect()
}

fn heads<'s>(table: &Table, keys: &[String], items: impl Iterator<Item = &'s Shown>) -> Vec<Head> {
    let carried: BTreeSet<&str> = items.flat_map(|one| one.attributes.keys().map(String::as_str)).collect();
    let declared: Vec<&str> = table.attributes.iter().map(|one| one.name.as_str()).collect();
    let is_key = |name: &&&str| keys.iter().any(|key| *key == ***name);
    let known = declared.iter().filter(|name| carried.contains(**name) && !is_key(name));
    let others = carried.iter().filter(|name| !declared.contains(*name) && !is_key(name));
    let head = |text: &str, kind| Head { text: text.to_owned(), kind };
    let own = keys.iter().map(|name| head(name, Kind::Key));
    own.chain(known.chain(others).map(|name| head(name, Kind::Value))).collect()
}

fn cell(attributes: &Attributes, name: &str) -> String {
    attributes.get(name).map(value::shown).unwrap_or_default()
}
