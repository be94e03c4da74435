//! Parts of the design: signals of them, whether they changed, and which of them is to be shown.

use std::sync::Arc;

use crate::prelude::*;
use tablewright_model::{Design, Identified, Object};

use super::place;

/// A signal of a part of a table; of nothing in particular once the table is gone.
pub(super) fn slice<T, V>(
    whole: Memo<Option<Arc<T>>>,
    part: impl Fn(&T) -> V + Send + Sync + 'static,
) -> Signal<V>
where
    T: Send + Sync + 'static,
    V: Default + PartialEq + Clone + Send + Sync + 'static,
{
    sliced(whole, Box::new(part))
}

/// The same, compiled once for each type of part instead of once for each use.
fn sliced<T, V>(whole: Memo<Option<Arc<T>>>, part: Part<T, V>) -> Signal<V>
where
    T: Send + Sync + 'static,
    V: Default + PartialEq + Clone + Send + Sync + 'static,
{
    memo(move |_| whole.with(|whole| whole.as_deref().map(&part).unwrap_or_default())).into()
}

type Part<T, V> = Box<dyn Fn(&T) -> V + Send + Sync>;

/// A part of what the judge has told; nothing of it once it is not told any more.
pub(super) fn part<T, V>(told: Memo<Option<T>>, part: fn(&T) -> V) -> Memo<V>
where
    T: Send + Sync + 'static,
    V: Default + PartialEq + Send + Sync + 'static,
{
    memo(move |_| told.with(|told| told.as_ref().map(part).unwrap_or_default()))
}

/// The ids of a list, for `For`.
pub(super) fn ids<'a, T: Identified + 'a>(list: impl IntoIterator<Item = &'a Arc<T>>) -> Vec<T::Id> {
    list.into_iter().map(|entity| entity.id()).collect()
}

/// Whether two are another value each; the same one is shared by both designs.
pub(super) fn other<T>(before: Option<&Option<Arc<T>>>, after: Option<&Option<Arc<T>>>) -> bool {
    match (before.and_then(Option::as_ref), after.and_then(Option::as_ref)) {
        (Some(before), Some(after)) => !Arc::ptr_eq(before, after),
        (None, None) => false,
        _ => true,
    }
}

/// The object, or what is left of it.
pub(super) fn nearest(design: &Design, object: Object) -> Object {
    if place::exists(design, object) {
        return object;
    }
    let table = object.table().filter(|id| design.table(*id).is_some());
    table.map_or(Object::Design, Object::Table)
}

/// Where Tab enters the canvas when an object is shown.
pub(super) fn entry(design: &Design, shown: Object) -> Object {
    match shown {
        Object::Table(_)
        | Object::Attribute(..)
        | Object::Index(..)
        | Object::Entity(..)
        | Object::Consumer(..)
        | Object::Replica(..) => shown,
        other => {
            let first = || design.tables.iter().next().map(|table| table.id);
            other.table().or_else(first).map_or(Object::Design, Object::Table)
        }
    }
}

/// Whether a table or a pattern is another value in the next design; of all else nobody knows.
pub(super) fn is_other(before: &Design, next: &Design, object: Object) -> bool {
    match object {
        Object::Table(id) => {
            other(Some(&before.tables.get(id).cloned()), Some(&next.tables.get(id).cloned()))
        }
        Object::Pattern(id) => {
            other(Some(&before.patterns.get(id).cloned()), Some(&next.patterns.get(id).cloned()))
        }
        _ => true,
    }
}
