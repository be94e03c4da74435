//! From a changed copy of an object to the edit that makes the change.

use tablewright_model::{
    Area, AreaField, Attribute, AttributeField, Billing, Capacity, Consumer, ConsumerField, Design,
    DesignField, Edit, Entity, EntityField, GlobalIndex, IndexField, Item, LocalIndex, LocalIndexField, Note,
    NoteField, Object, Pattern, PatternField, Replica, ReplicaField, Silence, Table, TableField, VectorIndex,
    VectorIndexField,
};

use super::control::At;
use super::throughput::tidy;
use crate::editor::fresh::STARTING_CAPACITY;

/// An object whose settings are changed.
pub(super) trait Subject: Clone + 'static {
    /// A copy of it, if it is there.
    fn find(at: &At<'_>) -> Option<Self>;

    /// Leaves out what says nothing.
    fn tidy(&mut self) {}

    /// What has to be done to the original so that it is as this.
    fn edits(&self, before: &Self, at: &At<'_>) -> Vec<Edit>;
}

/// The edits as one; none is an empty batch.
pub(super) fn together(mut edits: Vec<Edit>) -> Edit {
    match (edits.pop(), edits.is_empty()) {
        (Some(only), true) => only,
        (last, _) => Edit::Batch { edits: edits.into_iter().chain(last).collect() },
    }
}

/// For objects whose fields are set one by one: where it is, how to find it, and the edit of a field.
macro_rules! subjects {
    (
        $($type:ident, $field:ident: $object:pat => |$at:ident| $found:expr,
            $set:ident { $($key:ident),* } $(, tidied by $tidy:expr)?;)+
    ) => {$(
        impl Subject for $type {
            fn find($at: &At<'_>) -> Option<Self> {
                let $object = $at.object else { return None };
                let found: Option<&Self> = $found;
                found.cloned()
            }

            $(fn tidy(&mut self) {
                let tidy: fn(&mut Self) = $tidy;
                tidy(self);
            })?

            fn edits(&self, before: &Self, at: &At<'_>) -> Vec<Edit> {
                let $object = at.object else { return Vec::new() };
                let fields = $field::all(self).into_iter().zip($field::all(before));
                let changed = fields.filter(|(after, before)| after != before).map(|(after, _)| after);
                changed.map(|field| Edit::$set { $($key,)* field }).collect()
            }
        }
    )+};
}

subjects! {
    Design, DesignField: Object::Design => |at| Some(at.design), SetDesign {};
    Attribute, AttributeField: Object::Attribute(table, attribute) =>
        |at| at.design.table(table)?.attribute(attribute), SetAttribute { table, attribute };
    GlobalIndex, IndexField: Object::Index(table, index) =>
        |at| at.design.table(table)?.index(index), SetIndex { table, index },
        tidied by |index| tidy(&mut index.autoscaling, &mut index.maximum);
    LocalIndex, LocalIndexField: Object::Index(table, index) =>
        |at| at.design.table(table)?.local_indexes.get(index).map(AsRef::as_ref), SetLocalIndex { table, index };
    VectorIndex, VectorIndexField: Object::Index(table, index) =>
        |at| at.design.table(table)?.vector_indexes.get(index).map(AsRef::as_ref), SetVectorIndex { table, index };
    Entity, EntityField: Object::Entity(table, entity) =>
        |at| at.design.table(table)?.entity(entity), SetEntity { table, entity };
    Consumer, ConsumerField: Object::Consumer(table, consumer) =>
        |at| at.design.table(table)?.consumers.get(consumer).map(AsRef::as_ref), SetConsumer { table, consumer };
    Replica, ReplicaField: Object::Replica(table, replica) =>
        |at| at.design.table(table)?.replicas.get(replica).map(AsRef::as_ref), SetReplica { table, replica };
    Pattern, PatternField: Object::Pattern(pattern) => |at| at.design.pattern(pattern), SetPattern { pattern };
    Note, NoteField: Object::Note(note) => |at| at.design.notes.get(note).map(AsRef::as_ref), SetNote { note };
    Area, AreaField: Object::Area(area) => |at| at.design.areas.get(area).map(AsRef::as_ref), SetArea { area };
}

impl Subject for Table {
    fn find(at: &At<'_>) -> Option<Self> {
        let Object::Table(table) = at.object else { return None };
        at.design.table(table).cloned()
    }

    fn tidy(&mut self) {
        tidy(&mut self.autoscaling, &mut self.maximum);
    }

    fn edits(&self, before: &Self, _: &At<'_>) -> Vec<Edit> {
        let fields = TableField::all(self).into_iter().zip(TableField::all(before));
        let changed = fields.filter(|(after, before)| after != before).map(|(after, _)| after);
        let own = changed.map(|field| Edit::SetTable { table: self.id, field });
        own.chain(capacities(before, self)).collect()
    }
}

/// Switching to provisioned capacity gives every index its own, and back takes it away.
fn capacities(before: &Table, after: &Table) -> Vec<Edit> {
    let provisioned = |table: &Table| table.billing != Billing::OnDemand;
    if provisioned(before) == provisioned(after) {
        return Vec::new();
    }
    let wanted = |own: Option<Capacity>| provisioned(after).then(|| own.unwrap_or(STARTING_CAPACITY));
    let others = after.indexes.iter().filter(|index| index.capacity != wanted(index.capacity));
    let set =
        |capacity, index| Edit::SetIndex { table: after.id, index, field: IndexField::Capacity(capacity) };
    others.map(|index| set(wanted(index.capacity), index.id)).collect()
}

impl Subject for Item {
    fn find(at: &At<'_>) -> Option<Self> {
        let Object::Item(table, item) = at.object else { return None };
        at.design.table(table)?.items.get(item).map(|item| Self::clone(item))
    }

    fn edits(&self, before: &Self, at: &At<'_>) -> Vec<Edit> {
        let edit = at.object.table().map(|table| Edit::SetItem { table, item: self.clone() });
        edit.into_iter().filter(|_| self != before).collect()
    }
}

/// A silence has no fields of its own in edits: it goes and comes back changed, to the same place.
impl Subject for Silence {
    fn find(at: &At<'_>) -> Option<Self> {
        let Object::Silence(silence) = at.object else { return None };
        at.design.silences.get(silence).map(|silence| Self::clone(silence))
    }

    fn edits(&self, before: &Self, at: &At<'_>) -> Vec<Edit> {
        if self == before {
            return Vec::new();
        }
        let place = at.design.silences.position(self.id).and_then(|place| u32::try_from(place).ok());
        let add = Edit::AddSilence { at: place.unwrap_or(u32::MAX), silence: self.clone() };
        vec![Edit::RemoveSilence { silence: self.id }, add]
    }
}

#[cfg(test)]
mod tests {
    use tablewright_model::{apply, from_json, validate};

    use super::*;

    #[test]
    fn switching_there_and_back_leaves_nothing_that_aws_refuses() {
        let text = include_str!("../../../../assets/examples/game-scores.json");
        let start = from_json(text).unwrap();
        let mut design = start.clone();
        for billing in [Billing::Provisioned(STARTING_CAPACITY), Billing::OnDemand] {
            let before = design.tables.iter().next().unwrap().clone();
            let after = Table { billing, ..Table::clone(&before) };
            let edits = after.edits(&before, &At::of(&design, Object::Table(before.id)));
            assert_eq!(edits.len(), 1 + before.indexes.len());
            design = apply(&design, &together(edits)).unwrap().design;
            assert_eq!(validate(&design), []);
        }
        assert_eq!(design, start);
    }

    #[test]
    fn a_silence_is_changed_in_its_place() {
        let mut design = Design::blank("Silent");
        for (id, code) in [("a", "DDB101"), ("b", "DDB102")] {
            let silence = Silence {
                id: id.parse().unwrap(),
                code: code.to_owned(),
                object: Object::Design,
                reason: String::new(),
            };
            design = apply(&design, &Edit::AddSilence { at: u32::MAX, silence }).unwrap().design;
        }
        let at = At::of(&design, Object::Silence("a".parse().unwrap()));
        let before = Silence::find(&at).unwrap();
        let after = Silence { reason: "It is meant so.".to_owned(), ..before.clone() };
        let changed = apply(&design, &together(after.edits(&before, &at))).unwrap().design;
        let told: Vec<_> = changed.silences.iter().map(|silence| silence.reason.as_str()).collect();
        assert_eq!(told, ["It is meant so.", ""]);
    }
}
