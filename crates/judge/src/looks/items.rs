//! The sample items of a table as the table and its indexes would store them.

use std::collections::BTreeSet;
use std::sync::Arc;

use tablewright_access::preview::{Absence, Absent, Block, Entry, Group, Preview, Why};
use tablewright_access::value::{Attributes, Value};
use tablewright_access::verdict::Place;
use tablewright_contract::judge::{ItemRow, ItemsBlock, ItemsGroup, ItemsView};
use tablewright_model::{AttributeValue, Design, ItemId, Table, TableId, quoted};

/// Entries of a block that are told; who has more of them looks for something and does not read on.
const MOST: usize = 200;

pub(super) fn seen(design: &Design, id: TableId) -> Option<ItemsView> {
    let table = design.table(id)?;
    let preview = Preview::of_table(table);
    let refused = preview.refused(id).iter().map(|refused| (refused.item, why(&refused.why)));
    Some(ItemsView {
        table: id,
        refused: refused.collect(),
        blocks: preview.blocks(table).iter().map(|one| block(table, one)).collect(),
    })
}

fn block(table: &Table, block: &Block) -> ItemsBlock {
    let keys = keys(table, block.place);
    let mut left = MOST;
    let groups: Vec<ItemsGroup> = block.groups.iter().map_while(|one| group(one, &mut left)).collect();
    let absent: Vec<_> = block.absent.iter().take(left).map(absent).collect();
    let all = block.groups.iter().map(|group| group.entries.len()).sum::<usize>() + block.absent.len();
    let told = groups.iter().map(|group| group.items.len()).sum::<usize>() + absent.len();
    let rows = groups.iter().flat_map(|group| &group.items).chain(absent.iter().map(|(row, _)| row));
    let names: BTreeSet<&String> = rows.flat_map(|row| row.values.keys()).collect();
    let others = names.into_iter().filter(|name| !keys.contains(name)).cloned().collect();
    ItemsBlock {
        name: block.name.clone(),
        is_index: block.place != Place::Table,
        keys,
        others,
        groups,
        absent,
        more: u32::try_from(all - told).unwrap_or(u32::MAX),
    }
}

/// The attributes of the key, by name.
fn keys(table: &Table, place: Place) -> Vec<String> {
    let ids = match place {
        Place::Table => table.key.attributes().collect::<Vec<_>>(),
        Place::Index(id) => match (table.index(id), table.local_indexes.get(id)) {
            (Some(index), _) => index.keys().collect(),
            (None, Some(index)) => table.key.partition.into_iter().chain(index.sort).collect(),
            (None, None) => Vec::new(),
        },
    };
    ids.into_iter().map(|id| table.attribute_name(id).to_owned()).collect()
}

fn group(group: &Group, left: &mut usize) -> Option<ItemsGroup> {
    let items: Vec<ItemRow> = group.entries.iter().take(*left).map(entry).collect();
    *left -= items.len();
    (!items.is_empty()).then_some(ItemsGroup { bytes: group.bytes, items })
}

fn entry(entry: &Entry) -> ItemRow {
    row(entry.item, &entry.attributes)
}

fn absent(absent: &Absent) -> (ItemRow, String) {
    let why = match &absent.why {
        Absence::Lacks(name) => format!("it has no {}", quoted(name)),
        Absence::WrongType { attribute, expected, found } => {
            format!("its {} is {} and the key {}", quoted(attribute), found.label(), expected.label())
        }
        Absence::Empty(name) => format!("its {} is empty, which no key is", quoted(name)),
    };
    (row(absent.item, &absent.attributes), why)
}

fn row(item: Option<ItemId>, attributes: &Arc<Attributes>) -> ItemRow {
    let value = |(name, value): (&String, &Value)| (name.clone(), AttributeValue::from(value.clone()));
    ItemRow { item, values: attributes.iter().map(value).collect() }
}

fn why(why: &Why) -> String {
    match why {
        Why::Value(name, message) => format!("{}: {message}", quoted(name)),
        Why::Item(message) => message.clone(),
        Why::Replaced(_) => "another item behind it has the same key and takes its place".to_owned(),
    }
}
