//! Candidates: the table and its indexes as far as a verdict looks at them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use tablewright_model::{AttributeId, EntityId, Projection, Table, VectorIndex};

use super::Place;
use super::sample::Sizes;

/// A table with what is found out about it once.
pub(super) struct Scope<'d> {
    pub(super) table: &'d Table,
    pub(super) candidates: Vec<Candidate<'d>>,
    /// Sizes of the sample items, by entity.
    sizes: RefCell<BTreeMap<Option<EntityId>, Option<Rc<Sizes>>>>,
}

/// Something that can be read or written.
pub(super) struct Candidate<'d> {
    pub(super) place: Place,
    pub(super) kind: Kind<'d>,
    pub(super) partition: &'d [AttributeId],
    pub(super) sort: &'d [AttributeId],
    /// None for the table, which has everything.
    pub(super) projection: Option<&'d Projection>,
}

/// The kinds of candidates.
#[derive(Clone, Copy)]
pub(super) enum Kind<'d> {
    Table,
    Global,
    Local,
    Vector(&'d VectorIndex),
}

impl<'d> Scope<'d> {
    pub(super) fn of(table: &'d Table) -> Self {
        let key = &table.key;
        let itself = Candidate {
            place: Place::Table,
            kind: Kind::Table,
            partition: key.partition.as_slice(),
            sort: key.sort.as_slice(),
            projection: None,
        };
        let global = table.indexes.iter().map(|index| Candidate {
            place: Place::Index(index.id),
            kind: Kind::Global,
            partition: &index.partition,
            sort: &index.sort,
            projection: Some(&index.projection),
        });
        let local = table.local_indexes.iter().map(|index| Candidate {
            place: Place::Index(index.id),
            kind: Kind::Local,
            partition: key.partition.as_slice(),
            sort: index.sort.as_slice(),
            projection: Some(&index.projection),
        });
        let vector = table.vector_indexes.iter().map(|index| Candidate {
            place: Place::Index(index.id),
            kind: Kind::Vector(index),
            partition: index.partition.as_slice(),
            sort: &[],
            projection: Some(&index.projection),
        });
        let candidates = std::iter::once(itself).chain(global).chain(local).chain(vector).collect();
        Self { table, candidates, sizes: RefCell::default() }
    }

    /// Sizes of the sample items of an entity, or of all.
    pub(super) fn sizes(&self, entity: Option<EntityId>) -> Option<Rc<Sizes>> {
        self.sizes
            .borrow_mut()
            .entry(entity)
            .or_insert_with(|| Sizes::of(self.table, entity).map(Rc::new))
            .clone()
    }

    /// Whether the attribute is in the table's own primary key.
    pub(super) fn is_key(&self, attribute: AttributeId) -> bool {
        self.table.key.attributes().any(|key| key == attribute)
    }
}

impl Candidate<'_> {
    pub(super) const fn is_global(&self) -> bool {
        matches!(self.kind, Kind::Global)
    }

    /// The attributes of its own key.
    pub(super) fn keys(&self) -> impl Iterator<Item = AttributeId> {
        self.partition.iter().chain(self.sort).copied()
    }

    /// Whether the attribute is in its own key.
    pub(super) fn is_key(&self, attribute: AttributeId) -> bool {
        self.keys().any(|key| key == attribute)
    }

    /// Whether its key is chosen.
    pub(super) fn is_finished(&self) -> bool {
        let sorted = !matches!(self.kind, Kind::Local) || !self.sort.is_empty();
        sorted && !self.partition.is_empty()
    }

    /// Whether its entries carry the attribute.
    pub(super) fn carries(&self, scope: &Scope<'_>, attribute: AttributeId) -> bool {
        let included = match self.projection {
            None | Some(Projection::All) => return true,
            Some(Projection::KeysOnly) => false,
            Some(Projection::Include(included)) => included.contains(&attribute),
        };
        let of_search = match self.kind {
            Kind::Vector(index) => index.searched().chain(index.vector).any(|one| one == attribute),
            _ => false,
        };
        included || of_search || self.is_key(attribute) || scope.is_key(attribute)
    }
}
