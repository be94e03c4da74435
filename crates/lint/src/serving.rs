//! Which keys the conditions of a pattern fill: just enough for rules to judge by.
//!
//! Deliberately no verdict: no operation, no pages, no units, no advice. Those are `access`'s.

use tablewright_model::{
    AttributeId, Comparison, Condition, Entity, GlobalIndex, IndexId, LocalIndex, Pattern, PatternKind,
    Projection, Table, Target, TemplatePart,
};

use crate::context::entity_of;

/// Something that a query can read.
pub(crate) struct Path<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) partition: &'a [AttributeId],
    pub(crate) sort: &'a [AttributeId],
    table_key: [Option<AttributeId>; 2],
}

/// What is read.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    Table,
    Local(&'a LocalIndex),
    Global(&'a GlobalIndex),
}

/// The table itself first, so that it wins where an index would do no better.
pub(crate) fn paths(table: &Table) -> Vec<Path<'_>> {
    let table_key = [table.key.partition, table.key.sort];
    let path = |source, partition, sort| Path { source, partition, sort, table_key };
    let partition = table.key.partition.as_slice();
    let mut paths = Vec::with_capacity(1 + table.local_indexes.len() + table.indexes.len());
    paths.push(path(Source::Table, partition, table.key.sort.as_slice()));
    let local = table.local_indexes.iter();
    paths.extend(local.map(|index| path(Source::Local(index), partition, index.sort.as_slice())));
    let global = table.indexes.iter();
    paths.extend(global.map(|index| path(Source::Global(index), &index.partition, &index.sort)));
    paths
}

impl<'a> Path<'a> {
    /// The index, when it is one.
    pub(crate) fn index(&self) -> Option<IndexId> {
        match self.source {
            Source::Table => None,
            Source::Local(index) => Some(index.id),
            Source::Global(index) => Some(index.id),
        }
    }

    /// The global secondary index, when it is one.
    pub(crate) fn global(&self) -> Option<&'a GlobalIndex> {
        match self.source {
            Source::Global(index) => Some(index),
            Source::Table | Source::Local(_) => None,
        }
    }

    /// Whether an attribute is in its key.
    pub(crate) fn is_key(&self, attribute: AttributeId) -> bool {
        self.partition.contains(&attribute) || self.sort.contains(&attribute)
    }

    /// Whether an attribute can be read from it.
    pub(crate) fn carries(&self, attribute: AttributeId) -> bool {
        let projection = match self.source {
            Source::Table => return true,
            Source::Local(index) => &index.projection,
            Source::Global(index) => &index.projection,
        };
        match projection {
            Projection::All => true,
            other => {
                other.included().contains(&attribute)
                    || self.is_key(attribute)
                    || self.table_key.contains(&Some(attribute))
            }
        }
    }

    /// Whether all that a pattern needs can be read from it.
    pub(crate) fn covers(&self, pattern: &Pattern) -> bool {
        match self.source {
            Source::Table => true,
            Source::Local(LocalIndex { projection: Projection::All, .. })
            | Source::Global(GlobalIndex { projection: Projection::All, .. }) => true,
            Source::Local(_) | Source::Global(_) => {
                !pattern.attributes.is_empty() && pattern.attributes.iter().all(|id| self.carries(*id))
            }
        }
    }

    fn is_meant_by(&self, target: Target) -> bool {
        match target {
            Target::Automatic => true,
            Target::Table => self.index().is_none(),
            Target::Index(id) => self.index() == Some(id),
        }
    }
}

/// How the conditions of a query fill the key of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Which path, by its place.
    pub(crate) path: usize,
    /// How many leading sort attributes are given.
    pub(crate) equal: usize,
    /// Whether the next one is bounded.
    pub(crate) is_bounded: bool,
    /// Whether answers come in the wanted order; also true when none is wanted.
    pub(crate) is_ordered: bool,
    /// The conditions that the key takes, as bits; those past the sixty-fourth are never taken.
    taken: u64,
}

impl Fit {
    /// The conditions that are left for a filter.
    pub(crate) fn filters<'a>(&self, pattern: &'a Pattern) -> impl Iterator<Item = &'a Condition> + use<'a> {
        let taken = self.taken;
        pattern.conditions.iter().enumerate().filter(move |(at, _)| taken & bit(*at) == 0).map(|(_, it)| it)
    }
}

/// A pattern with what its conditions fill.
pub(crate) struct PatternView<'a> {
    pub(crate) pattern: &'a Pattern,
    /// The best path of a query; `None` for other kinds, and when only a scan can answer.
    pub(crate) fit: Option<Fit>,
    /// Whether its conditions give the whole primary key.
    pub(crate) has_full_key: bool,
}

impl<'a> PatternView<'a> {
    pub(crate) fn new(table: &'a Table, paths: &[Path<'a>], pattern: &'a Pattern) -> Self {
        let entity = entity_of(table, pattern.entity);
        let fit = best(paths, pattern, entity, pattern.consistent);
        let key = table.key.attributes();
        let has_full_key =
            key.into_iter().all(|attribute| bind(pattern, entity, attribute).0 == Bound::Given);
        Self { pattern, fit, has_full_key }
    }

    /// Requests per second at the peak, else on average, else none.
    pub(crate) fn rate(&self) -> u64 {
        self.pattern.peak_rate.or(self.pattern.average_rate).map_or(0, u64::from)
    }

    pub(crate) const fn is_query(&self) -> bool {
        matches!(self.pattern.kind, PatternKind::Query)
    }

    pub(crate) const fn is_read(&self) -> bool {
        use PatternKind::{BatchGet, Get, Query, Scan, Search};
        matches!(self.pattern.kind, Get | BatchGet | Query | Search | Scan)
    }
}

/// The best path for a query among those that it allows.
pub(crate) fn best(
    paths: &[Path<'_>],
    pattern: &Pattern,
    entity: Option<&Entity>,
    is_strong: bool,
) -> Option<Fit> {
    if pattern.kind != PatternKind::Query {
        return None;
    }
    let allowed = |path: &Path| path.is_meant_by(pattern.target) && !(is_strong && path.global().is_some());
    let allowed = paths.iter().enumerate().filter(|(_, path)| allowed(path));
    let fits = allowed.filter_map(|(at, path)| {
        let fit = fit(at, path, pattern, entity)?;
        Some((score(&fit, path, pattern), fit))
    });
    // The first of equals.
    fits.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, fit)| fit)
}

fn score(fit: &Fit, path: &Path<'_>, pattern: &Pattern) -> u32 {
    2 * fit.taken.count_ones()
        + 2 * u32::from(pattern.order.is_some() && fit.is_ordered)
        + u32::from(path.covers(pattern))
}

fn fit(at: usize, path: &Path<'_>, pattern: &Pattern, entity: Option<&Entity>) -> Option<Fit> {
    if path.partition.is_empty() {
        return None;
    }
    let mut taken = 0;
    for attribute in path.partition {
        match bind(pattern, entity, *attribute) {
            (Bound::Given, conditions) => taken |= conditions,
            _ => return None,
        }
    }
    let mut fit = Fit { path: at, equal: 0, is_bounded: false, is_ordered: false, taken };
    for attribute in path.sort {
        let (bound, conditions) = bind(pattern, entity, *attribute);
        if bound != Bound::No {
            fit.taken |= conditions;
        }
        match bound {
            Bound::Given => fit.equal += 1,
            Bound::Bounded => fit.is_bounded = true,
            Bound::No => {}
        }
        if bound != Bound::Given {
            break;
        }
    }
    fit.is_ordered = is_ordered(&fit, path, pattern, entity);
    Some(fit)
}

/// Answers are ordered by the first sort attribute that is not given; what is given has but one value.
fn is_ordered(fit: &Fit, path: &Path<'_>, pattern: &Pattern, entity: Option<&Entity>) -> bool {
    let Some(order) = pattern.order else { return true };
    let is_single = || pattern.conditions.iter().any(|one| one.attribute == order.attribute && is_equal(one));
    let Some(next) = path.sort.get(fit.equal) else { return path.is_key(order.attribute) || is_single() };
    *next == order.attribute || is_single() || is_first_open(pattern, entity, *next, order.attribute)
}

/// Whether the template of a key has the attribute right after what is given.
fn is_first_open(pattern: &Pattern, entity: Option<&Entity>, key: AttributeId, wanted: AttributeId) -> bool {
    let template = entity.and_then(|entity| entity.template(key));
    let mut open = template.into_iter().flat_map(|template| template.attributes()).filter(|part| {
        !pattern.conditions.iter().any(|condition| condition.attribute == *part && is_equal(condition))
    });
    open.next() == Some(wanted)
}

/// How far a key attribute is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    No,
    Bounded,
    Given,
}

/// How far the conditions give an attribute, and which of them do, as bits.
pub(crate) fn bind(pattern: &Pattern, entity: Option<&Entity>, attribute: AttributeId) -> (Bound, u64) {
    let direct = condition_on(pattern, attribute);
    if direct.0 != Bound::No {
        return direct;
    }
    let Some(template) = entity.and_then(|entity| entity.template(attribute)) else { return direct };
    let (mut taken, mut has_start) = (0, false);
    for part in &template.0 {
        // What is neither fixed nor an attribute is known to whoever asks.
        let TemplatePart::Attribute(id) = part else {
            has_start = true;
            continue;
        };
        let (bound, conditions) = condition_on(pattern, *id);
        match bound {
            Bound::Given => taken |= conditions,
            Bound::Bounded => return (Bound::Bounded, taken | conditions),
            Bound::No if has_start => return (Bound::Bounded, taken),
            Bound::No => return (Bound::No, 0),
        }
        has_start = true;
    }
    (if has_start { Bound::Given } else { Bound::No }, taken)
}

/// An equality counts before a range; what no key condition can say does not count.
fn condition_on(pattern: &Pattern, attribute: AttributeId) -> (Bound, u64) {
    let mut found = (Bound::No, 0);
    for (at, condition) in pattern.conditions.iter().enumerate() {
        if condition.attribute != attribute {
            continue;
        }
        if is_equal(condition) {
            return (Bound::Given, bit(at));
        }
        if found.0 == Bound::No && condition.comparison.fits_sort_key() {
            found = (Bound::Bounded, bit(at));
        }
    }
    found
}

fn is_equal(condition: &Condition) -> bool {
    condition.comparison == Comparison::Equal
}

fn bit(at: usize) -> u64 {
    u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0)
}
