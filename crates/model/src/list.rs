//! An ordered collection of shared, identified entities.
//!
//! Order is part of a design (people arrange things), so this is a list and not a map. Entities are behind `Arc`:
//! a changed design shares everything that did not change, and a view can tell by pointer that nothing did.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// Something with an identity of its own inside a [`List`].
pub trait Identified {
    /// The type of the identity.
    type Id: Copy + Ord + Display;

    /// The identity; it never changes.
    fn id(&self) -> Self::Id;
}

/// Entities in the order people gave them; no two have the same id.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct List<T>(Vec<Arc<T>>);

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> List<T> {
    /// The most entities in one list; tables of a region end at the same number, by quota.
    pub const MAX: usize = 10_000;
}

impl<T: Identified> List<T> {
    /// The entities in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Arc<T>> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entity with this id.
    #[must_use]
    pub fn get(&self, id: T::Id) -> Option<&Arc<T>> {
        self.0.iter().find(|entity| entity.id() == id)
    }

    /// Where the entity stands, counted from 0.
    #[must_use]
    pub fn position(&self, id: T::Id) -> Option<usize> {
        self.0.iter().position(|entity| entity.id() == id)
    }

    /// Puts an entity at `at`, or at the end when `at` is past it.
    pub(crate) fn insert(&mut self, at: usize, entity: Arc<T>) {
        self.0.insert(at.min(self.0.len()), entity);
    }

    /// Takes an entity out and tells where it stood.
    /// Moves an entity to another place and tells where it was.
    pub(crate) fn relocate(&mut self, id: T::Id, to: usize) -> Option<usize> {
        let (at, entity) = self.remove(id)?;
        self.insert(to, entity);
        Some(at)
    }

    pub(crate) fn remove(&mut self, id: T::Id) -> Option<(usize, Arc<T>)> {
        let at = self.position(id)?;
        Some((at, self.0.remove(at)))
    }
}

impl<T: Identified + Clone> List<T> {
    /// The entity for changing; it is copied first if another design shares it.
    pub(crate) fn get_mut(&mut self, id: T::Id) -> Option<&mut T> {
        self.0.iter_mut().find(|entity| entity.id() == id).map(Arc::make_mut)
    }
}

/// The caller sees to it that the ids differ.
impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Self(iter.into_iter().map(Arc::new).collect())
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
        let mut seen = BTreeSet::new();
        if let Some(twice) = entities.iter().map(|entity| entity.id()).find(|id| !seen.insert(*id)) {
            let message = format!("two entries of a list have the id `{twice}`: give one of them another");
            return Err(D::Error::custom(message));
        }
        Ok(Self(entities))
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a Arc<T>;
    type IntoIter = std::slice::Iter<'a, Arc<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
