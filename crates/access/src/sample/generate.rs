//! Items of an entity, as many as wanted, no two with the same key.
//!
//! The cardinality and skew that attributes state (`distinct`, `hottest`) are kept. Values of an attribute follow from
//! the seed, its name and the item's number alone, so that a wish for more items begins with the same ones.

use std::collections::BTreeSet;

use tablewright_model::{
    Attribute, AttributeId, AttributeValue, Design, Edit, Entity, EntityId, Id, Item, ItemId, SampleFormat,
    Table, TableId, TemplatePart, Values,
};

use super::format::{Raw, raw};
use super::random::Random;
use super::{guess, typed};
use crate::template::{self, filled};
use crate::value::Value;

/// The most items that a design may have of one wish.
pub const MAX_ITEMS: usize = 5000;
/// Tries for a key that no item has.
const TRIES: u64 = 40;
/// How many percent of the items are without an optional attribute.
const WITHOUT: u64 = 25;

/// What items to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// For which table.
    pub table: TableId,
    /// Of which entity; none is all of the table's in turn, or items without one.
    pub entity: Option<EntityId>,
    /// How many, at most [`MAX_ITEMS`].
    pub count: usize,
    /// Other seeds give other items.
    pub seed: u64,
}

/// Items that were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Generated {
    /// The items, none with a key that another or an item of the table has.
    pub items: Vec<Item>,
    /// Why they are fewer than wanted.
    pub short: Option<Short>,
}

/// Why there are fewer items than wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Short {
    /// The table is gone or has no key yet.
    NoKey,
    /// The formats of the key's attributes make no more different keys.
    KeysUsedUp,
    /// The attribute takes its values from items that are not there.
    NothingToRefer(AttributeId),
}

impl Generated {
    /// One edit that adds them all behind the items that the table has.
    #[must_use]
    pub fn edit(self, design: &Design, table: TableId) -> Edit {
        let there = design.table(table).map_or(0, |table| table.items.len());
        let place = |number: usize| u32::try_from(there + number).unwrap_or(u32::MAX);
        let items = self.items.into_iter().enumerate();
        Edit::Batch {
            edits: items.map(|(number, item)| Edit::AddItem { table, at: place(number), item }).collect(),
        }
    }
}

/// Makes items.
#[must_use]
pub fn generate(design: &Design, wanted: &Wanted) -> Generated {
    let short = |short| Generated { items: Vec::new(), short: Some(short) };
    let Some(table) = design.table(wanted.table) else { return short(Short::NoKey) };
    if table.key.partition.is_none_or(|key| table.attribute(key).is_none()) {
        return short(Short::NoKey);
    }
    let maker = Maker::of(design, table, wanted.seed);
    let entities: Vec<Option<&Entity>> = match wanted.entity {
        Some(id) => vec![table.entity(id)],
        None if table.entities.is_empty() => vec![None],
        None => table.entities.iter().map(|entity| Some(&**entity)).collect(),
    };
    maker.items(&entities, wanted.count.min(MAX_ITEMS))
}

/// What values are made from.
struct Maker<'d> {
    design: &'d Design,
    table: &'d Table,
    seed: u64,
}

/// The key of an item, as the document has it.
type Key = Vec<AttributeValue>;

impl<'d> Maker<'d> {
    const fn of(design: &'d Design, table: &'d Table, seed: u64) -> Self {
        Self { design, table, seed }
    }

    fn items(&self, entities: &[Option<&Entity>], count: usize) -> Generated {
        let mut made = Generated::default();
        let mut keys: BTreeSet<String> = BTreeSet::new();
        for item in &self.table.items {
            let entity = item.entity.and_then(|id| self.table.entity(id));
            keys.extend(self.key(&filled(self.table, entity, &item.values)).map(|key| told(&key)));
        }
        let mut ids: BTreeSet<ItemId> = self.table.items.iter().map(|item| item.id).collect();
        for (number, entity) in (0..count as u64).zip(entities.iter().cycle()) {
            match self.fresh(*entity, number, &mut keys) {
                Ok(values) => {
                    let id = self.id(number, &mut ids);
                    made.items.push(Item { id, values, entity: entity.map(|entity| entity.id) });
                }
                Err(short) => {
                    made.short.get_or_insert(short);
                }
            }
        }
        made
    }

    /// An item whose key no other has; every further try has other values of the key.
    fn fresh(
        &self,
        entity: Option<&Entity>,
        number: u64,
        keys: &mut BTreeSet<String>,
    ) -> Result<Values, Short> {
        for attempt in 0..TRIES {
            let values = self.values(entity, number, attempt)?;
            let Some(key) = self.key(&values) else { return Err(Short::NoKey) };
            if keys.insert(told(&key)) {
                return Ok(values);
            }
        }
        Err(Short::KeysUsedUp)
    }

    fn values(&self, entity: Option<&Entity>, number: u64, attempt: u64) -> Result<Values, Short> {
        let mut values = Values::new();
        for (attribute, is_optional, is_made) in self.carried(entity) {
            let mut random = Random::of(self.seed, &attribute.name, number);
            if is_made || (is_optional && random.percent(WITHOUT)) {
                continue;
            }
            let value = self.value(attribute, number.wrapping_add(attempt << 40), &mut random)?;
            values.insert(attribute.name.clone(), value);
        }
        for (name, value) in self.made(entity, &values, number.wrapping_add(attempt << 40)) {
            values.insert(name, value);
        }
        Ok(values)
    }

    /// The attributes that an item has, the table's key among them, whether it may be without each, and whether a
    /// template makes it.
    fn carried<'e>(&self, entity: Option<&'e Entity>) -> Vec<(&'d Attribute, bool, bool)> {
        let of = |id: AttributeId| {
            let carried = entity.and_then(|entity| entity.attribute(id));
            let is_optional = carried.is_some_and(|carried| carried.optional) && !self.is_in_key(entity, id);
            let is_made = carried.is_some_and(|carried| carried.template.is_some());
            Some((self.table.attribute(id)?, is_optional, is_made))
        };
        match entity.filter(|entity| !entity.attributes.is_empty()) {
            None => self.table.attributes.iter().filter_map(|attribute| of(attribute.id)).collect(),
            Some(entity) => {
                let keys = self.table.key.attributes().filter(|key| entity.attribute(*key).is_none());
                let named = entity.attributes.iter().map(|carried| carried.attribute);
                keys.chain(named).filter_map(of).collect()
            }
        }
    }

    /// Whether the table's key has the attribute, by itself or as a piece of a template.
    fn is_in_key(&self, entity: Option<&Entity>, id: AttributeId) -> bool {
        self.table.key.attributes().any(|key| {
            let template = entity.and_then(|entity| entity.template(key));
            key == id || template.is_some_and(|template| template.attributes().any(|piece| piece == id))
        })
    }

    /// What templates make of the other values; a parameter gets text of its own.
    fn made(&self, entity: Option<&Entity>, values: &Values, number: u64) -> Vec<(String, AttributeValue)> {
        let Some(entity) = entity else { return Vec::new() };
        let piece = |name: &str| {
            let own = template::piece(self.table, Some(entity), values, name);
            own.or_else(|| Some(format!("{name}-{:06}", number_of(self.seed, name, number))))
        };
        let made = entity.attributes.iter().filter_map(|carried| {
            let template = carried.template.as_ref()?;
            // A template whose attribute an item is without makes nothing: that is how an index is sparse.
            let is_whole = template.0.iter().all(|part| match part {
                TemplatePart::Attribute(id) => values.contains_key(self.table.attribute_name(*id)),
                _ => true,
            });
            let text = template::text(self.table, template, piece).filter(|_| is_whole)?;
            Some((self.table.attribute_name(carried.attribute).to_owned(), AttributeValue::S(text)))
        });
        made.collect()
    }

    /// A value, the commonest as often as the attribute says, and no more of them than it says.
    fn value(
        &self,
        attribute: &Attribute,
        number: u64,
        random: &mut Random,
    ) -> Result<AttributeValue, Short> {
        let is_hot = attribute.hottest.is_some_and(|percent| random.percent(percent.into()));
        let which = match attribute.distinct {
            _ if is_hot => 0,
            Some(distinct) if distinct > 1 && attribute.hottest.is_some() => 1 + random.below(distinct - 1),
            Some(distinct) => random.below(distinct.max(1)),
            None => number.wrapping_add(1),
        };
        let mut random = Random::of(self.seed, &attribute.name, which);
        if let Some(dimensions) = self.dimensions(attribute.id) {
            return Ok(typed::vector(dimensions, &mut random));
        }
        if let Some(shape) = &attribute.shape {
            return Ok(typed::shaped(shape, &mut random));
        }
        let raw = match guess::format(attribute) {
            Some(SampleFormat::Reference { table, attribute: of }) => {
                return self.referred(table, of, &mut random).ok_or(Short::NothingToRefer(attribute.id));
            }
            Some(format) => raw(&format, which & 0xFFFF_FFFF, &mut random),
            None => None,
        };
        let raw = raw.unwrap_or_else(|| Raw::Text(format!("{}-{:06}", attribute.name, which)));
        Ok(typed::typed(attribute.kind, &raw, &mut random))
    }

    /// How many numbers the attribute has, if it is the vector of an index.
    fn dimensions(&self, attribute: AttributeId) -> Option<u32> {
        let index = self.table.vector_indexes.iter().find(|index| index.vector == Some(attribute))?;
        Some(index.dimensions)
    }

    /// A value that an item of a table has.
    fn referred(
        &self,
        table: TableId,
        attribute: AttributeId,
        random: &mut Random,
    ) -> Option<AttributeValue> {
        let table = self.design.table(table)?;
        let name = &table.attribute(attribute)?.name;
        let values = || table.items.iter().filter_map(|item| item.values.get(name));
        let count = values().count() as u64;
        values().nth(usize::try_from(random.below(count)).ok()?).cloned()
    }

    fn key(&self, values: &Values) -> Option<Key> {
        let names = self.table.key.attributes().map(|id| self.table.attribute_name(id));
        names.map(|name| values.get(name).cloned()).collect()
    }

    fn id(&self, number: u64, taken: &mut BTreeSet<ItemId>) -> ItemId {
        let mut random = Random::of(self.seed, "", number);
        loop {
            let id = ItemId(Id::from_random(random.next()));
            if taken.insert(id) {
                return id;
            }
        }
    }
}

/// A number for a parameter of a template.
fn number_of(seed: u64, name: &str, number: u64) -> u64 {
    Random::of(seed, name, number).below(1_000_000)
}

/// A key in a form that has an order, in which equal numbers are equal however they are written.
fn told(key: &Key) -> String {
    let values: Option<Vec<Value>> = key.iter().map(|value| Value::try_from(value.clone()).ok()).collect();
    values.map_or_else(String::new, |values| serde_json::to_string(&values).unwrap_or_default())
}
