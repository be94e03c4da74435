//! Tables and global indexes alike: both have capacity, scaling, a maximum and warm throughput.

use crate::rules::prelude::*;
use crate::rules::shared::{global, touches};

/// Quota of one table or index in units per second, for reads and for writes (Developer Guide, service quotas).
pub(in crate::rules) const QUOTA: u64 = 40_000;

/// A table or one of its global indexes.
#[derive(Clone, Copy)]
pub(in crate::rules) enum Owner<'a> {
    Table(&'a Table),
    Index(&'a Table, &'a GlobalIndex),
}

impl<'a> Owner<'a> {
    /// The table, then its global indexes.
    pub(in crate::rules) fn all(view: &TableView<'a>) -> impl Iterator<Item = Self> + use<'a> {
        let table = view.table;
        std::iter::once(Self::Table(table))
            .chain(table.indexes.iter().map(move |index| Self::Index(table, index)))
    }

    /// What a path reads; a local index is part of its table.
    pub(in crate::rules) const fn of(view: &TableView<'a>, path: &Path<'a>) -> Option<Self> {
        match path.source {
            Source::Table => Some(Self::Table(view.table)),
            Source::Global(index) => Some(Self::Index(view.table, index)),
            Source::Local(_) => None,
        }
    }

    /// What it is, for a message.
    pub(in crate::rules) fn named(self) -> String {
        match self {
            Self::Table(table) => format!("Table {}", quoted(&table.name)),
            Self::Index(_, index) => format!("Index {}", quoted(&index.name)),
        }
    }

    pub(in crate::rules) fn at(self, field: Field) -> Address {
        match self {
            Self::Table(table) => Address::field(Object::Table(table.id), field),
            Self::Index(table, index) => Address::field(Object::Index(table.id, index.id), field),
        }
    }

    /// Its provisioned capacity; `None` on demand.
    pub(in crate::rules) fn capacity(self) -> Option<Capacity> {
        match self {
            Self::Table(table) | Self::Index(table, _) if table.billing == Billing::OnDemand => None,
            Self::Table(table) => match table.billing {
                Billing::Provisioned(capacity) => Some(capacity),
                Billing::OnDemand => None,
            },
            Self::Index(_, index) => index.capacity,
        }
    }

    pub(in crate::rules) fn is_on_demand(self) -> bool {
        let (Self::Table(table) | Self::Index(table, _)) = self;
        table.billing == Billing::OnDemand
    }

    pub(in crate::rules) fn autoscaling(self) -> Autoscaling {
        match self {
            Self::Table(table) => table.autoscaling,
            Self::Index(_, index) => index.autoscaling,
        }
        .unwrap_or_default()
    }

    pub(in crate::rules) fn maximum(self) -> Option<Maximum> {
        match self {
            Self::Table(table) => table.maximum,
            Self::Index(_, index) => index.maximum,
        }
    }

    pub(in crate::rules) fn warm(self) -> Option<Warm> {
        match self {
            Self::Table(table) => table.warm,
            Self::Index(_, index) => index.warm,
        }
    }

    /// Units per second that the patterns need of it at their peak.
    pub(in crate::rules) fn peak(self, view: &TableView) -> Capacity {
        let served_by = |query: &PatternView| {
            let path = query.fit.and_then(|fit| view.paths.get(fit.path));
            path.and_then(Path::global).map(|index| index.id)
        };
        match self {
            Self::Table(_) => Capacity {
                read: view.peak_reads(|query| served_by(query).is_none()),
                write: view.peak_writes(|_| true),
            },
            Self::Index(_, own) => {
                let at = global(view).find(|(_, index)| index.id == own.id).map(|(at, _)| at);
                Capacity {
                    read: view.peak_reads(|query| served_by(query) == Some(own.id)),
                    write: view.peak_writes(|query| at.is_some_and(|at| touches(view, query.pattern, at))),
                }
            }
        }
    }

    pub(in crate::rules) fn set_capacity(self, to: Capacity) -> Edit {
        self.set(TableField::Billing(Billing::Provisioned(to)), IndexField::Capacity(Some(to)))
    }

    pub(in crate::rules) fn set_autoscaling(self, to: Option<Autoscaling>) -> Edit {
        self.set(TableField::Autoscaling(to), IndexField::Autoscaling(to))
    }

    pub(in crate::rules) fn set_maximum(self, to: Option<Maximum>) -> Edit {
        self.set(TableField::Maximum(to), IndexField::Maximum(to))
    }

    pub(in crate::rules) fn set_warm(self, to: Option<Warm>) -> Edit {
        self.set(TableField::Warm(to), IndexField::Warm(to))
    }

    fn set(self, of_table: TableField, of_index: IndexField) -> Edit {
        match self {
            Self::Table(table) => Edit::SetTable { table: table.id, field: of_table },
            Self::Index(table, index) => Edit::SetIndex { table: table.id, index: index.id, field: of_index },
        }
    }
}

/// Reads or writes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Side {
    Read,
    Write,
}

impl Side {
    pub(in crate::rules) const BOTH: [Self; 2] = [Self::Read, Self::Write];

    pub(in crate::rules) const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    pub(in crate::rules) const fn of(self, capacity: Capacity) -> u64 {
        match self {
            Self::Read => capacity.read,
            Self::Write => capacity.write,
        }
    }

    pub(in crate::rules) const fn scaling(self, autoscaling: Autoscaling) -> Option<Scaling> {
        match self {
            Self::Read => autoscaling.read,
            Self::Write => autoscaling.write,
        }
    }

    pub(in crate::rules) const fn with_scaling(
        self,
        of: Autoscaling,
        scaling: Option<Scaling>,
    ) -> Autoscaling {
        match self {
            Self::Read => Autoscaling { read: scaling, ..of },
            Self::Write => Autoscaling { write: scaling, ..of },
        }
    }
}
