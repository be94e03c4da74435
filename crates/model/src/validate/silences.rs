//! Silences of what is no longer there (DDB042).

use std::collections::HashSet;

use crate::{Address, Design, Diagnostic, Edit, Object, Table, quoted};

pub(super) fn check(design: &Design, found: &mut Vec<Diagnostic>) {
    if design.silences.is_empty() {
        return;
    }
    let mut gone: HashSet<_> = design.silences.iter().map(|silence| silence.object).collect();
    objects(design).for_each(|object| {
        gone.remove(&object);
    });
    for silence in design.silences.iter().filter(|silence| gone.contains(&silence.object)) {
        let at = Address::of(Object::Silence(silence.id));
        let message = format!(
            "Rule {} is silenced for something that is gone: remove the silence",
            quoted(&silence.code)
        );
        let fix = Edit::RemoveSilence { silence: silence.id };
        found.push(Diagnostic::error("DDB042", at, message).with_fix("Remove the silence", fix));
    }
}

/// Everything that a silence can be for.
fn objects(design: &Design) -> impl Iterator<Item = Object> {
    let tables = design.tables.iter().flat_map(|table| of_table(table));
    let patterns = design.patterns.iter().map(|pattern| Object::Pattern(pattern.id));
    let notes = design.notes.iter().map(|note| Object::Note(note.id));
    let areas = design.areas.iter().map(|area| Object::Area(area.id));
    let silences = design.silences.iter().map(|silence| Object::Silence(silence.id));
    std::iter::once(Object::Design).chain(tables).chain(patterns).chain(notes).chain(areas).chain(silences)
}

fn of_table(table: &Table) -> impl Iterator<Item = Object> {
    let id = table.id;
    let attributes = table.attributes.iter().map(move |attribute| Object::Attribute(id, attribute.id));
    let indexes = table.index_ids().map(move |index| Object::Index(id, index));
    let items = table.items.iter().map(move |item| Object::Item(id, item.id));
    let entities = table.entities.iter().map(move |entity| Object::Entity(id, entity.id));
    let consumers = table.consumers.iter().map(move |consumer| Object::Consumer(id, consumer.id));
    let replicas = table.replicas.iter().map(move |replica| Object::Replica(id, replica.id));
    let held = attributes.chain(indexes).chain(items).chain(entities).chain(consumers).chain(replicas);
    std::iter::once(Object::Table(id)).chain(held)
}
