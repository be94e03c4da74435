//! Facets of NoSQL Workbench, as entities with their items.
//!
//! A facet names its key and the attributes that it has beside; how values of keys are made is read off its items.

use std::collections::{HashMap, HashSet};

use tablewright_model::{
    AttributeId, AttributeType, Entity, EntityAttribute, EntityId, Item, ItemId, Table, Values,
};

use crate::import::value::{Map, Value};

use super::attributes::Attributes;
use super::ids::Ids;
use super::items::items;
use super::protection::taken;
use super::reading::{MAX_NAME, Reading, owner};
use super::{left_out, templates};

/// The items of a table, and the facets that sort them.
pub(super) struct Facets {
    items: Vec<Item>,
    facets: Vec<Facet>,
}

struct Facet {
    name: String,
    /// What the partition key and the sort key are called in it.
    aliases: [Option<String>; 2],
    attributes: Vec<AttributeId>,
    items: Vec<Item>,
}

/// Attributes of one facet, beside keys; the service stops an item long before.
const MOST_CARRIED: usize = 900;
/// Key attributes that templates are sought for.
const MOST_KEYS: usize = 64;

impl Facets {
    pub(super) fn read(map: &mut Map, attributes: &mut Attributes, reading: &mut Reading<'_>) -> Self {
        /// More are nonsense.
        const MOST: usize = 1_000;
        let own = taken(map, "Items").map(|values| items(&values, reading)).unwrap_or_default();
        let values = taken(map, "Facets");
        let mut facets = Vec::new();
        for value in values.as_ref().map(Value::items).unwrap_or_default().iter().take(MOST) {
            if let Some(map) = reading.settings(value, "a facet") {
                facets.push(facet(map, attributes, reading));
            }
        }
        Self { items: own, facets }
    }

    /// Puts entities and items into a table whose keys and attributes are known.
    pub(super) fn fill(self, table: &mut Table) {
        let mut ids = Ids::default();
        let entity = |facet: &Facet| entity(facet, EntityId(ids.of(&facet.name)), table);
        let entities: Vec<Entity> = self.facets.iter().map(entity).collect();
        let of_facets = || {
            self.facets.iter().zip(&entities).flat_map(|(facet, entity)| {
                facet.items.iter().map(|item| Item { entity: Some(entity.id), ..item.clone() })
            })
        };
        // What a table and a facet both have is one item.
        let all: Vec<Item> = if self.items.is_empty() {
            of_facets().collect()
        } else {
            let by_values: HashMap<String, Option<EntityId>> =
                of_facets().map(|item| (format!("{:?}", item.values), item.entity)).collect();
            let entity_of = |item: &Item| by_values.get(&format!("{:?}", item.values)).copied().flatten();
            self.items.iter().map(|item| Item { entity: entity_of(item), ..item.clone() }).collect()
        };
        let mut ids = Ids::default();
        let numbered = all.into_iter().enumerate();
        let numbered =
            numbered.map(|(n, item)| Item { id: ItemId(ids.of(&format!("item-{}", n + 1))), ..item });
        table.items = numbered.collect();
        table.entities = entities.into_iter().collect();
    }
}

fn facet(mut map: Map, attributes: &mut Attributes, reading: &mut Reading<'_>) -> Facet {
    let short = |value: Value| value.to_text().filter(|text| !text.is_empty() && text.len() <= MAX_NAME);
    let name =
        map.remove("FacetName").and_then(short).map_or_else(|| "Facet".to_owned(), |name| name.to_string());
    let alias = map.remove("KeyAttributeAlias");
    let alias = |key: &str| Some(short(alias.as_ref()?.get(key)?.clone())?.to_string());
    let aliases = [alias("PartitionKeyAlias"), alias("SortKeyAlias")];
    // Where a table of MySQL was to be imported from: always empty.
    map.remove("DataAccess");
    reading.within(&owner("facet", &name), |reading| {
        let names = map.remove("NonKeyAttributes");
        let names = names.as_ref().map(Value::items).unwrap_or_default().iter().take(MOST_CARRIED);
        let ids = names.filter_map(|name| attributes.named(name, AttributeType::S, reading)).collect();
        let items = taken(&mut map, "TableData").map(|values| items(&values, reading)).unwrap_or_default();
        left_out::tell(&map, reading);
        Facet { name: name.clone(), aliases, attributes: ids, items }
    })
}

fn entity(facet: &Facet, id: EntityId, table: &Table) -> Entity {
    let [partition, sort] = &facet.aliases;
    let keys = [(table.key.partition, partition), (table.key.sort, sort)];
    let keys = keys.into_iter().filter_map(|(key, alias)| Some((key?, alias.as_deref())));
    let others = facet.attributes.iter().map(|id| (*id, None));
    let mut seen = HashSet::new();
    let all: Vec<_> = keys.chain(others).filter(|(id, _)| seen.insert(*id)).collect();
    let names: Vec<_> = facet.attributes.iter().map(|id| (*id, table.attribute_name(*id))).collect();
    let values: Vec<&Values> = facet.items.iter().map(|item| &item.values).collect();
    let of_keys: HashSet<AttributeId> = table.key_attributes().into_iter().take(MOST_KEYS).collect();
    let carried = |(id, alias): (AttributeId, Option<&str>)| {
        let name = table.attribute_name(id);
        let sources = names.iter().filter(|(other, _)| !of_keys.contains(other)).copied();
        let template = of_keys.contains(&id).then(|| templates::seen(name, alias, sources, &values));
        EntityAttribute {
            attribute: id,
            optional: values.iter().any(|values| !values.contains_key(name)),
            template: template.flatten(),
        }
    };
    Entity {
        id,
        name: facet.name.clone(),
        description: String::new(),
        colour: None,
        attributes: all.into_iter().map(carried).collect(),
    }
}
