//! What an object is called in messages.

use super::Described;
use crate::{Design, Object};

/// The name of an object, with its table: `GameScores / GameTitleIndex`. `None` when it is not there.
#[must_use]
pub fn subject(design: &Design, object: Object) -> Option<String> {
    let title = title(design, object)?;
    let table = object.table().filter(|table| object != Object::Table(*table));
    let owner = table.and_then(|id| design.table(id));
    Some(owner.map_or(title.clone(), |table| format!("{} / {title}", table.name)))
}

/// The name of an object alone, or the words that stand for one. `None` when it is not there.
#[must_use]
pub fn title(design: &Design, object: Object) -> Option<String> {
    let table = object.table().and_then(|id| design.table(id));
    Some(match object {
        Object::Design => design.title(),
        Object::Table(_) => table?.title(),
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
    })
}
