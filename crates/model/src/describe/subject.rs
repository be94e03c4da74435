//! What an object is called in messages, with the table that it is in.

use super::Described;
use crate::{Design, Object};

/// The name of an object, with its table: `GameScores / GameTitleIndex`. `None` when it is not there.
#[must_use]
pub fn subject(design: &Design, object: Object) -> Option<String> {
    let table = object.table().map(|id| design.table(id));
    let table = match table {
        Some(found) => Some(found?),
        None => None,
    };
    let title = match object {
        Object::Design => design.title(),
        Object::Table(_) => return Some(table?.title()),
        Object::Attribute(_, id) => table?.attribute(id)?.title(),
        Object::Index(_, id) => table?.index_name(id)?.to_owned(),
        Object::Item(_, id) => table?.items.get(id)?.title(),
        Object::Entity(_, id) => table?.entity(id)?.title(),
        Object::Consumer(_, id) => table?.consumers.get(id)?.title(),
        Object::Replica(_, id) => table?.replicas.get(id)?.title(),
        Object::Pattern(id) => design.pattern(id)?.title(),
        Object::Note(id) => design.notes.get(id)?.title(),
        Object::Area(id) => design.areas.get(id)?.title(),
        Object::Silence(id) => design.silences.get(id)?.title(),
    };
    Some(table.map_or(title.clone(), |table| format!("{} / {title}", table.name)))
}
