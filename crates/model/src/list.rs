//! An ordered collection of shared, identified entities.
//!
//! Order is part of a design (people arrange things), so this is a list and not a map. Entities are behind `Arc`:
//! a changed design shares everything that did not change, and a view can tell by pointer that nothing did. Beside
//! the entities lie their places in the order of the ids: finding one among ten thousand takes fourteen steps, and a
//! change moves numbers of four bytes, so that a batch over a full list stays far from quadratic in practice.

use std::fmt::{self, Debug, Display};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::Id;

/// Something with an identity of its own inside a [`List`].
pub trait Identified {
    /// The type of the identity.
    type Id: Copy + Ord + Display + Into<Id>;

    /// The identity; it never changes.
    fn id(&self) -> Self::Id;
}

/// Entities in the order people gave them; no two have the same id. Cloning shares all of it.
#[derive(PartialEq, Eq)]
pub struct List<T>(Arc<Entries<T>>);

#[derive(PartialEq, Eq)]
struct Entries<T> {
    entities: Vec<Arc<T>>,
    /// The place of each entity, ordered by id.
    by_id: Vec<u32>,
}

impl<T> List<T> {
    /// The most entities in one list; tables of a region end at the same number, by quota.
    pub const MAX: usize = 10_000;
}

impl<T: Identified> List<T> {
    /// Whether it is the very same list, as designs share what an edit did not change.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The entities in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Arc<T>> {
        self.0.entities.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.entities.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.entities.is_empty()
    }

    /// The entity with this id.
    #[must_use]
    pub fn get(&self, id: T::Id) -> Option<&Arc<T>> {
        self.0.entities.get(self.position(id)?)
    }

    /// Where the entity stands, counted from 0.
    #[must_use]
    pub fn position(&self, id: T::Id) -> Option<usize> {
        let rank = self.0.rank(id).ok()?;
        self.0.by_id.get(rank).map(|place| *place as usize)
    }

    /// Puts an entity at `at`, or at the end when `at` is past it. The caller sees to it that its id is new.
    pub(crate) fn insert(&mut self, at: u32, entity: Arc<T>) {
        let Entries { entities, by_id } = Arc::make_mut(&mut self.0);
        // At most `MAX` entities.
        let at = at.min(entities.len() as u32);
        // Without a branch: this is the only walk through the whole list.
        by_id.iter_mut().for_each(|place| *place += u32::from(*place >= at));
        entities.insert(at as usize, entity);
        let new = entities[at as usize].id();
        let rank = by_id.partition_point(|place| entities[*place as usize].id() < new);
        by_id.insert(rank, at);
    }

    /// Takes an entity out and tells where it stood.
    pub(crate) fn remove(&mut self, id: T::Id) -> Option<(u32, Arc<T>)> {
        let rank = self.0.rank(id).ok()?;
        let Entries { entities, by_id } = Arc::make_mut(&mut self.0);
        let at = by_id.remove(rank);
        by_id.iter_mut().for_each(|place| *place -= u32::from(*place > at));
        Some((at, entities.remove(at as usize)))
    }

    /// Moves an entity to another place and tells where it was.
    pub(crate) fn relocate(&mut self, id: T::Id, to: u32) -> Option<u32> {
        let (at, entity) = self.remove(id)?;
        self.insert(to, entity);
        Some(at)
    }
}

impl<T: Identified + Clone> List<T> {
    /// The entity for changing; it is copied first if another design shares it.
    pub(crate) fn get_mut(&mut self, id: T::Id) -> Option<&mut T> {
        let at = self.position(id)?;
        Arc::make_mut(&mut self.0).entities.get_mut(at).map(Arc::make_mut)
    }
}

impl<T: Identified> Entries<T> {
    fn new(entities: Vec<Arc<T>>) -> Self {
        let ids: Vec<Id> = entities.iter().map(|entity| entity.id().into()).collect();
        Self { by_id: in_order(&ids), entities }
    }

    /// The rank of an id among all, or the one that it would have.
    fn rank(&self, id: T::Id) -> Result<usize, usize> {
        self.by_id.binary_search_by(|place| self.entities[*place as usize].id().cmp(&id))
    }

    fn twice(&self) -> Option<T::Id> {
        let mut ids = self.by_id.iter().map(|place| self.entities[*place as usize].id());
        let mut last = ids.next()?;
        ids.find(|id| *id == std::mem::replace(&mut last, *id))
    }
}

/// Places by id. Compiled once for all kinds of entities: sorting is a lot of code.
fn in_order(ids: &[Id]) -> Vec<u32> {
    // A list past `MAX` is refused where it is read.
    let mut by_id: Vec<_> = (0..ids.len() as u32).collect();
    by_id.sort_unstable_by_key(|place| ids[*place as usize]);
    by_id
}

impl<T> Clone for Entries<T> {
    fn clone(&self) -> Self {
        Self { entities: self.entities.clone(), by_id: self.by_id.clone() }
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Arc::new(Entries { entities: Vec::new(), by_id: Vec::new() }))
    }
}

impl<T: Debug> Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.0.entities).finish()
    }
}

/// The caller sees to it that the ids differ.
impl<T: Identified> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Self(Arc::new(Entries::new(iter.into_iter().map(Arc::new).collect())))
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0.entities)
    }
}

/// Refuses a list with an id twice: an edit of "the" entity with this id would have no single meaning.
impl<'de, T: Identified + Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entities = Vec::<Arc<T>>::deserialize(deserializer)?;
        if entities.len() > Self::MAX {
            let message = format!("a list has {} entries; the most is {}", entities.len(), Self::MAX);
            return Err(D::Error::custom(message));
        }
        let entries = Entries::new(entities);
        if let Some(twice) = entries.twice() {
            let message = format!("two entries of a list have the id `{twice}`: give one of them another");
            return Err(D::Error::custom(message));
        }
        Ok(Self(Arc::new(entries)))
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a Arc<T>;
    type IntoIter = std::slice::Iter<'a, Arc<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.entities.iter()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ItemId;

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Entity {
        id: u8,
        text: u8,
    }

    fn number(id: u8) -> ItemId {
        ItemId(crate::Id::from_random(u64::from(id)))
    }

    impl Identified for Entity {
        type Id = ItemId;

        fn id(&self) -> ItemId {
            number(self.id)
        }
    }

    #[derive(Debug, Clone)]
    enum Step {
        Insert(u32, u8),
        Remove(u8),
        Relocate(u8, u32),
        Set(u8, u8),
    }

    fn step() -> impl Strategy<Value = Step> {
        let id = 0..12_u8;
        let at = prop_oneof![4 => 0..12_u32, 1 => Just(u32::MAX)];
        prop_oneof![
            3 => (at.clone(), id.clone()).prop_map(|(at, id)| Step::Insert(at, id)),
            1 => id.clone().prop_map(Step::Remove),
            1 => (id.clone(), at).prop_map(|(id, to)| Step::Relocate(id, to)),
            1 => (id, any::<u8>()).prop_map(|(id, text)| Step::Set(id, text)),
        ]
    }

    /// What a list is, without anything that makes it quick.
    fn plain(model: &mut Vec<Entity>, step: &Step) {
        let find = |model: &Vec<Entity>, id| model.iter().position(|entity| entity.id == id);
        let put =
            |model: &mut Vec<Entity>, at: u32, entity| model.insert((at as usize).min(model.len()), entity);
        match *step {
            Step::Insert(at, id) => put(model, at, Entity { id, text: 0 }),
            Step::Remove(id) => drop(find(model, id).map(|at| model.remove(at))),
            Step::Relocate(id, to) => {
                if let Some(at) = find(model, id) {
                    let entity = model.remove(at);
                    put(model, to, entity);
                }
            }
            Step::Set(id, text) => {
                model.iter_mut().filter(|entity| entity.id == id).for_each(|e| e.text = text)
            }
        }
    }

    proptest! {
        #[test]
        fn a_list_is_a_vector_that_finds_by_id(steps in prop::collection::vec(step(), 0..40)) {
            let (mut list, mut model) = (List::default(), Vec::new());
            for step in &steps {
                let before = list.clone();
                let seen: Vec<_> = before.iter().map(|entity| Entity::clone(entity)).collect();
                if let Step::Insert(_, id) = step && list.get(number(*id)).is_some() {
                    continue;
                }
                plain(&mut model, step);
                match *step {
                    Step::Insert(at, id) => list.insert(at, Arc::new(Entity { id, text: 0 })),
                    Step::Remove(id) => drop(list.remove(number(id))),
                    Step::Relocate(id, to) => drop(list.relocate(number(id), to)),
                    Step::Set(id, text) => list.get_mut(number(id)).into_iter().for_each(|entity| entity.text = text),
                }
                prop_assert!(list.iter().map(|entity| &**entity).eq(&model));
                prop_assert!(before.iter().map(|entity| &**entity).eq(&seen), "a shared list changed");
                for id in 0..12 {
                    prop_assert_eq!(list.position(number(id)), model.iter().position(|entity| entity.id == id));
                    prop_assert_eq!(list.get(number(id)).map(|entity| entity.id), list.position(number(id)).map(|_| id));
                }
                prop_assert_eq!(&list, &model.iter().cloned().collect());
            }
        }
    }
}
