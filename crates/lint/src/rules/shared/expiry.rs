//! Times of expiry in sample items.

use crate::rules::prelude::*;

/// The sample items that have the TTL attribute, with its name and value.
pub(in crate::rules) fn ttl_values<'a>(
    view: &TableView<'a>,
) -> impl Iterator<Item = (&'a Item, &'a str, &'a AttributeValue)> {
    let name = view.table.ttl.and_then(|id| view.attribute(id)).map(|attribute| attribute.name.as_str());
    let of = |name: &'a str, table: &'a Table| {
        table.items.iter().filter_map(move |item| Some((item.as_ref(), name, item.values.get(name)?)))
    };
    name.into_iter().flat_map(move |name| of(name, view.table))
}
