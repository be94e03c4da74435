//! What refers to an object, as the edits that take these references away.
//!
//! They are made before the object itself goes, so that their inverses bring the references back.

use super::{
    AttributeField, Edit, EntityField, IndexField, LocalIndexField, PatternField, ReplicaField, TableField,
    VectorIndexField,
};
use crate::{
    AttributeId, Design, Entity, EntityId, IndexId, Item, Object, Pattern, PatternId, PrimaryKey, Projection,
    SampleFormat, Table, TableId, Target,
};

/// The edits that take away every reference to an object, whether or not it is there.
pub(super) fn uses(design: &Design, object: Object) -> Vec<Edit> {
    let mut edits = match object {
        Object::Table(table) => uses_of_table(design, table),
        Object::Attribute(table, id) => uses_of_attribute(design, table, id),
        Object::Index(table, id) => uses_of_index(design, table, id),
        Object::Entity(table, id) => uses_of_entity(design, table, id),
        Object::Pattern(id) => uses_of_pattern(design, id),
        // No rule looks at a silence, so one of it means nothing; two that name each other would go on for ever.
        Object::Design | Object::Silence(_) => return Vec::new(),
        Object::Item(..) | Object::Consumer(..) | Object::Replica(..) | Object::Note(_) | Object::Area(_) => {
            Vec::new()
        }
    };
    let silences = design.silences.iter().filter(|silence| object.holds(silence.object));
    edits.extend(silences.map(|silence| Edit::RemoveSilence { silence: silence.id }));
    edits
}

fn uses_of_table(design: &Design, table: TableId) -> Vec<Edit> {
    let asked = design.patterns.iter().filter(|pattern| pattern.table == table);
    let mut edits: Vec<_> = asked.map(|pattern| Edit::RemovePattern { pattern: pattern.id }).collect();
    edits.extend(sampled(design, |found, _| found == table));
    edits
}

fn uses_of_attribute(design: &Design, table: TableId, id: AttributeId) -> Vec<Edit> {
    let mut edits = sampled(design, |found, attribute| (found, attribute) == (table, id));
    if let Some(found) = design.table(table) {
        edits.extend(in_settings(found, id));
        edits.extend(in_indexes(found, id));
        edits.extend(in_entities(found, id));
        edits.extend(in_items(found, id));
    }
    let asked = design.patterns.iter().filter(|pattern| pattern.table == table);
    edits.extend(asked.flat_map(|pattern| in_pattern(pattern, id)));
    edits
}

fn uses_of_index(design: &Design, table: TableId, id: IndexId) -> Vec<Edit> {
    let pinned = design
        .patterns
        .iter()
        .filter(|pattern| pattern.table == table && pattern.target == Target::Index(id));
    let free =
        |pattern: PatternId| Edit::SetPattern { pattern, field: PatternField::Target(Target::Automatic) };
    let mut edits: Vec<_> = pinned.map(|pattern| free(pattern.id)).collect();
    for replica in design.table(table).into_iter().flat_map(|table| &table.replicas) {
        let kept: Vec<_> = replica.index_reads.iter().copied().filter(|read| read.index != id).collect();
        if kept.len() < replica.index_reads.len() {
            let field = ReplicaField::IndexReads(kept);
            edits.push(Edit::SetReplica { table, replica: replica.id, field });
        }
    }
    edits
}

fn uses_of_entity(design: &Design, table: TableId, id: EntityId) -> Vec<Edit> {
    let asked = design.patterns.iter().filter(|pattern| pattern.table == table && pattern.entity == Some(id));
    let mut edits: Vec<_> = asked
        .map(|pattern| Edit::SetPattern { pattern: pattern.id, field: PatternField::Entity(None) })
        .collect();
    let items = design.table(table).into_iter().flat_map(|table| &table.items);
    let items = items.filter(|item| item.entity == Some(id));
    edits.extend(items.map(|item| {
        let item = Item { entity: None, ..Item::clone(item) };
        Edit::SetItem { table, item }
    }));
    edits
}

fn uses_of_pattern(design: &Design, id: PatternId) -> Vec<Edit> {
    let holding = design.patterns.iter().filter(|pattern| pattern.together.contains(&id));
    holding
        .map(|pattern| {
            let field = PatternField::Together(without(&pattern.together, id));
            Edit::SetPattern { pattern: pattern.id, field }
        })
        .collect()
}

/// Attributes whose sample values are taken from such an attribute.
fn sampled(design: &Design, is_gone: impl Fn(TableId, AttributeId) -> bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    for table in &design.tables {
        for attribute in &table.attributes {
            if let Some(SampleFormat::Reference { table: from, attribute: of }) = attribute.format
                && is_gone(from, of)
            {
                let field = AttributeField::Format(None);
                edits.push(Edit::SetAttribute { table: table.id, attribute: attribute.id, field });
            }
        }
    }
    edits
}

fn in_settings(found: &Table, id: AttributeId) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut set = |field| edits.push(Edit::SetTable { table: found.id, field });
    let keep = |key: Option<AttributeId>| key.filter(|used| *used != id);
    let key = PrimaryKey { partition: keep(found.key.partition), sort: keep(found.key.sort) };
    if key != found.key {
        set(TableField::Key(key));
    }
    if found.ttl == Some(id) {
        set(TableField::Ttl(None));
    }
    edits
}

fn in_indexes(found: &Table, id: AttributeId) -> Vec<Edit> {
    let table = found.id;
    let mut edits = Vec::new();
    for index in &found.indexes {
        let mut set = |field| edits.push(Edit::SetIndex { table, index: index.id, field });
        if index.partition.contains(&id) {
            set(IndexField::Partition(without(&index.partition, id)));
        }
        if index.sort.contains(&id) {
            set(IndexField::Sort(without(&index.sort, id)));
        }
        if let Some(projection) = narrowed(&index.projection, id) {
            set(IndexField::Projection(projection));
        }
    }
    for index in &found.local_indexes {
        let mut set = |field| edits.push(Edit::SetLocalIndex { table, index: index.id, field });
        if index.sort == Some(id) {
            set(LocalIndexField::Sort(None));
        }
        if let Some(projection) = narrowed(&index.projection, id) {
            set(LocalIndexField::Projection(projection));
        }
    }
    for index in &found.vector_indexes {
        let mut set = |field| edits.push(Edit::SetVectorIndex { table, index: index.id, field });
        if index.vector == Some(id) {
            set(VectorIndexField::Vector(None));
        }
        if index.partition == Some(id) {
            set(VectorIndexField::Partition(None));
        }
        if index.filters.contains(&id) {
            set(VectorIndexField::Filters(without(&index.filters, id)));
        }
        if let Some(projection) = narrowed(&index.projection, id) {
            set(VectorIndexField::Projection(projection));
        }
    }
    edits
}

fn narrowed(projection: &Projection, id: AttributeId) -> Option<Projection> {
    let included = projection.included();
    included.contains(&id).then(|| Projection::Include(without(included, id)))
}

/// The attribute itself goes, and with it the templates that take its value.
fn in_entities(found: &Table, id: AttributeId) -> Vec<Edit> {
    let uses = |entity: &Entity| {
        entity.attributes.iter().any(|carried| {
            carried.attribute == id
                || carried.template.as_ref().is_some_and(|template| template.attributes().any(|of| of == id))
        })
    };
    let stripped = |entity: &Entity| {
        let kept = entity.attributes.iter().filter(|carried| carried.attribute != id).cloned();
        kept.map(|mut carried| {
            carried.template = carried.template.filter(|template| template.attributes().all(|of| of != id));
            carried
        })
        .collect()
    };
    let entities = found.entities.iter().filter(|entity| uses(entity));
    entities
        .map(|entity| {
            let field = EntityField::Attributes(stripped(entity));
            Edit::SetEntity { table: found.id, entity: entity.id, field }
        })
        .collect()
}

/// Items know attributes by name; a value stays when another attribute goes by that name as well.
fn in_items(found: &Table, id: AttributeId) -> Vec<Edit> {
    let Some(attribute) = found.attribute(id) else { return Vec::new() };
    let name = &attribute.name;
    if found.attributes.iter().any(|other| other.id != id && other.name == *name) {
        return Vec::new();
    }
    let holders = found.items.iter().filter(|item| item.values.contains_key(name));
    holders
        .map(|item| {
            let mut item = Item::clone(item);
            item.values.remove(name);
            Edit::SetItem { table: found.id, item }
        })
        .collect()
}

fn in_pattern(pattern: &Pattern, id: AttributeId) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut set = |field| edits.push(Edit::SetPattern { pattern: pattern.id, field });
    if pattern.conditions.iter().any(|condition| condition.attribute == id) {
        let kept = pattern.conditions.iter().filter(|condition| condition.attribute != id);
        set(PatternField::Conditions(kept.cloned().collect()));
    }
    if pattern.order.is_some_and(|order| order.attribute == id) {
        set(PatternField::Order(None));
    }
    if pattern.attributes.contains(&id) {
        set(PatternField::Attributes(without(&pattern.attributes, id)));
    }
    edits
}

fn without<T: Copy + PartialEq>(ids: &[T], gone: T) -> Vec<T> {
    ids.iter().copied().filter(|id| *id != gone).collect()
}
